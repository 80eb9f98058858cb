"""Fixed words stand in a template once it is read; words that depend on the page do not."""

from django.template import engines

from config.look.loader import put_words_in

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
