"""Feeds of the municipality, an area, a theme, an initiative and an action."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404

from areas.models import Action, Area
from config.lib.addresses import address
from config.lib.public import public_page
from config.pages.feeds import KIND, feed_of
from config.pages.news import Subject
from initiatives.models import Initiative


def _answer(request, subject: Subject, name: str, page: str) -> HttpResponse:
    text = feed_of(subject, name=name, page=page, path=request.path)
    return HttpResponse(text, content_type=KIND)


def _here(request):
    """The municipality. Raises Http404 on a site without one."""
    if not request.municipality:
        raise Http404
    return request.municipality


@public_page
def municipality(request):
    """All news."""
    here = _here(request)
    return _answer(request, Subject(here), here.name, address("pages:home"))


@public_page
def area(request, slug):
    """News of an area and everything below it."""
    here = _here(request)
    found = get_object_or_404(Area.objects.of(here), slug=slug)
    return _answer(request, Subject(here, area=found), found.name, found.get_absolute_url())


@public_page
def theme(request, code):
    """News of a theme, in the whole municipality."""
    here = _here(request)
    found = get_object_or_404(here.themes, code=code)
    page = f"{address('pages:agenda')}?thema={found.code}"
    return _answer(request, Subject(here, theme=found), found.name, page)


@public_page
def initiative(request, pk):
    """News of an initiative that everyone may read."""
    here = _here(request)
    found = get_object_or_404(Initiative.objects.public().of(here), pk=pk)
    subject = Subject(here, initiative=found)
    return _answer(request, subject, found.title, found.get_absolute_url())


@public_page
def action(request, pk):
    """News of an action that everyone may read."""
    here = _here(request)
    found = get_object_or_404(Action.objects.public().of(here), pk=pk)
    return _answer(request, Subject(here, action=found), found.title, found.get_absolute_url())
