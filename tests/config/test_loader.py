"""Fixed words stand in a template once it is read; words that depend on the page do not."""

import sys
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.template import Engine, engines
from django.template.loaders import cached

from config.look.loader import Loader, put_words_in

LOAD = "{% load i18n %}"


def printed(text: str, **context) -> str:
    """What a template prints after its fixed words were put in."""
    template = engines["django"].from_string(LOAD + text)
    put_words_in(template.template.nodelist)
    return template.render(context)


def translations_left(text: str) -> int:
    template = engines["django"].from_string(LOAD + text).template
    put_words_in(template.nodelist)
    return sum(type(node).__name__ == "TranslateNode" for node in template.nodelist)


def test_fixed_words_are_text():
    assert printed("<b>{% translate 'Geld & tijd' %}</b>") == "<b>Geld & tijd</b>"
    assert translations_left("{% translate 'Geld' %}") == 0


def test_fixed_words_with_a_name_keep_it():
    assert printed("{% translate 'Geld' as word %}[{{ word }}]") == "[Geld]"


def test_words_inside_conditions_and_loops_too():
    text = (
        "{% for one in rows %}{% if one %}{% translate 'ja' %}"
        "{% else %}{% translate 'nee' as no %}{{ no }}{% endif %}"
        "{% empty %}{% translate 'niets' %}{% endfor %}"
    )
    assert printed(text, rows=[1, 0]) == "janee"
    assert printed(text, rows=[]) == "niets"


def test_words_from_the_page_are_looked_up_and_escaped_as_before():
    assert translations_left("{% translate words %}") == 1
    assert printed("{% translate words %}", words="<i>") == "&lt;i&gt;"


def test_the_site_reads_its_templates_so():
    header = engines["django"].get_template("components/footer.html").template
    kinds = {type(node).__name__ for node in header.nodelist}
    assert "TranslateNode" not in kinds


def test_text_beside_words_is_joined_within_its_own_branch_only():
    text = (
        "a {% translate 'b' %} c{% if one %} {% translate 'ja' %} e{% else %} f"
        "{% translate 'nee' %}{% endif %}{{ one }}{# niets #} g"
    )
    assert printed(text, one=1) == "a b c ja e1 g"
    assert printed(text, one="") == "a b c fnee g"
    template = engines["django"].from_string(LOAD + "a {% translate 'b' %} c").template
    put_words_in(template.nodelist)
    assert [node.s for node in template.nodelist if hasattr(node, "s")] == ["a b c"]


class TooLate(cached.Loader):
    """Puts the words into a template that other threads have already."""

    def get_template(self, template_name, skip=None):
        template = super().get_template(template_name, skip)
        if not hasattr(template, "has_words"):
            put_words_in(template.nodelist)
            template.has_words = True
        return template


@pytest.fixture
def hurried():
    """Threads change places as often as Python can."""
    pause = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(pause)


def drawn_at_once(loader_class) -> set[str]:
    """What eight threads print or get wrong that all ask for one template first."""
    words = {f"{n}.html": LOAD + "{% translate 'Geld' %} " * 200 for n in range(25)}
    engine = Engine(libraries={"i18n": "django.templatetags.i18n"}, loaders=[])
    loader = loader_class(engine, [("django.template.loaders.locmem.Loader", words)])
    engine.template_loaders, ready = [loader], Barrier(8)

    def draw(name):
        ready.wait()
        try:
            return engine.render_to_string(name)
        except Exception as error:  # noqa: BLE001 - what goes wrong is what is counted
            return repr(error)

    with ThreadPoolExecutor(8) as pool:
        return {text for name in words for text in pool.map(draw, [name] * 8)}


def test_threads_that_ask_first_get_the_same_page(hurried):
    assert drawn_at_once(Loader) == {"Geld " * 200}


def test_teeth_a_template_changed_after_it_is_kept_breaks_pages(hurried):
    assert len(drawn_at_once(TooLate)) > 1
