"""Templates in which fixed words are looked up once, when the template is read, not on every page.

A page holds some fifty `{% translate "…" %}`; looking one up costs as much as printing three
variables. The site has one language (settings.LANGUAGES), so the outcome is always the same.
"""

from collections.abc import Iterator

from django.conf import settings
from django.template import Context, Node
from django.template.base import NodeList, TextNode
from django.template.loaders import base, cached
from django.templatetags.i18n import TranslateNode
from django.utils.translation import override


class InWords(base.Loader):
    """Reads a template and puts the fixed words in it."""

    def get_template(self, template_name, skip=None):
        """Return a template. Raises TemplateDoesNotExist."""
        template = super().get_template(template_name, skip)
        with override(settings.LANGUAGE_CODE):
            put_words_in(template.nodelist)
        return template


class Loader(cached.Loader, InWords):
    """Keeps the templates it has read, as Django's own does, with the fixed words in them.

    The words come in before a template is kept: a template that other threads draw never changes.
    """


class Named(Node):
    """What is left of `{% translate "…" as name %}`: the words with their name."""

    def __init__(self, name: str, words: str):
        self.name, self.words = name, words

    def render(self, context):
        """Give the words their name; prints nothing."""
        context[self.name] = self.words
        return ""


def put_words_in(nodes: NodeList) -> None:
    """Replace every translation of fixed words, at any depth, by those words; one with the text
    before and after it.
    """
    for place, node in enumerate(nodes):
        for inner in _inside(node):
            put_words_in(inner)
        if isinstance(node, TranslateNode) and _is_fixed(node):
            nodes[place] = _words_of(node)
    for place in range(len(nodes) - 1, 0, -1):
        first, second = nodes[place - 1 : place + 1]
        if type(first) is type(second) is TextNode:
            nodes[place - 1 : place + 1] = [_settled(TextNode(first.s + second.s), first)]


def _inside(node: Node) -> Iterator[NodeList]:
    for name in node.child_nodelists:
        yield getattr(node, name, None) or NodeList()
    for _condition, inner in getattr(node, "conditions_nodelists", ()):
        yield inner


def _is_fixed(node: TranslateNode) -> bool:
    words = node.filter_expression
    return words.var.literal is not None and not words.filters and not node.message_context


def _words_of(node: TranslateNode) -> Node:
    context = Context()
    words = node.render(context)
    return _settled(Named(node.asvar, context[node.asvar]) if node.asvar else TextNode(words), node)


def _settled(node: Node, former: Node) -> Node:
    """A node that stands where another one stood in its file."""
    node.token, node.origin = former.token, former.origin
    return node
