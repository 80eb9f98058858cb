"""A newsletter on its page: the plain text of the mail, with headings and links that read well."""

import re
from dataclasses import dataclass

URL = re.compile(r"https?://\S+")
DASH = "- "


@dataclass(frozen=True)
class Piece:
    """A heading, a thing with the page that it leads to, or words."""

    kind: str
    text: str
    title: str = ""
    url: str = ""


def pieces_of(text: str) -> list[Piece]:
    """The pieces of a text, which are parted by empty lines. Whoever wrote it may have changed
    anything: what has not the form of a heading or a thing (config.pages.letters) is words.
    """
    blocks = [block for block in re.split(r"\n\s*\n", text.replace("\r\n", "\n").strip()) if block]
    following = [*blocks[1:], ""]
    return [_piece(block, after) for block, after in zip(blocks, following, strict=True)]


def _piece(block: str, after: str) -> Piece:
    first, *others = block.strip().split("\n")
    if first.startswith(DASH) and others and URL.fullmatch(others[-1].strip()):
        said = "\n".join(others[:-1])
        return Piece("thing", said, first.removeprefix(DASH), others[-1].strip())
    if not others and after.startswith(DASH) and not first.startswith(DASH):
        return Piece("heading", first)
    return Piece("words", block)
