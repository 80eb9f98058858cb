"""The source as data, for the tests that hold it to its own rules."""

import ast
import io
import subprocess
import tokenize
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

from django.template.base import Lexer, TokenType

ROOT = Path(__file__).resolve().parent.parent
APPS = ("areas", "partners", "initiatives", "budgets", "config")
TEMPLATES = ROOT / "templates"
FILE_BAR, FILE_LIMIT = 400, 600
FUNCTION_BAR, FUNCTION_LIMIT = 30, 60
TEMPLATE_BAR = 120


def name_of(path: Path) -> str:
    """The path as it is written in complaints."""
    return path.relative_to(ROOT).as_posix()


@cache
def python_files() -> tuple[Path, ...]:
    """The code of the application, without migrations."""
    found = (path for app in APPS for path in sorted((ROOT / app).rglob("*.py")))
    return tuple(path for path in found if "migrations" not in path.parts)


@cache
def template_files() -> tuple[Path, ...]:
    """Every template of ours, also the plain text of mails."""
    return tuple(sorted(path for path in TEMPLATES.rglob("*.*") if path.is_file()))


@cache
def tree_of(path: Path) -> ast.Module:
    """The syntax tree of a file."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def text_files() -> list[Path]:
    """Every file that is, or would be, in the repository and that holds text."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=False, text=True)
    names = [name for name in listed.stdout.split("\0") if name]
    if listed.returncode:  # no git here: an unpacked archive
        keep = {".venv", "node_modules", "var", "staticfiles", "__pycache__", ".git"}
        names = [
            name_of(path)
            for path in ROOT.rglob("*")
            if path.is_file() and not keep & set(path.relative_to(ROOT).parts)
        ]
    paths = [ROOT / name for name in names]
    return [path for path in paths if path.is_file() and b"\0" not in path.read_bytes()[:4096]]


@dataclass(frozen=True)
class Size:
    """How long something is, with the bar it should stay under and the limit it must."""

    what: str
    lines: int
    bar: int
    limit: int


def functions_in(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function and method of a file."""
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


@cache
def sizes() -> tuple[Size, ...]:
    """The size of each file, function and template, longest first."""
    found = []
    for path in python_files():
        lines = len(path.read_text(encoding="utf-8").splitlines())
        found.append(Size(name_of(path), lines, FILE_BAR, FILE_LIMIT))
        for node in functions_in(path):
            length = node.end_lineno - node.lineno + 1
            what = f"{name_of(path)}:{node.lineno} {node.name}()"
            found.append(Size(what, length, FUNCTION_BAR, FUNCTION_LIMIT))
    for path in template_files():
        lines = len(path.read_text(encoding="utf-8").splitlines())
        found.append(Size(name_of(path), lines, TEMPLATE_BAR, 2 * TEMPLATE_BAR))
    return tuple(sorted(found, key=lambda size: -size.lines / size.bar))


def code_lines(path: Path) -> int:
    """Lines that carry code: no blank lines, comments or docstrings."""
    text = path.read_text(encoding="utf-8")
    quiet = {tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT}
    quiet |= {tokenize.ENCODING, tokenize.ENDMARKER}
    lines = set()
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type not in quiet:
            lines.update(range(token.start[0], token.end[0] + 1))
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            lines -= set(range(node.lineno, node.end_lineno + 1))
    return len(lines)


class _Words(HTMLParser):
    """Collects what a person would read or hear in a page: texts and some attributes."""

    SPOKEN = {"alt", "title", "aria-label", "aria-description", "placeholder", "label"}

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[int, str]] = []

    def handle_data(self, data):
        """Keep a text."""
        self.found.append((self.getpos()[0], data))

    def handle_starttag(self, tag, attrs):
        """Keep the attributes that are read aloud or shown, and the words on a button."""
        for name, value in attrs:
            button = tag == "input" and name == "value" and dict(attrs).get("type") == "submit"
            if (name in self.SPOKEN or button) and value:
                self.found.append((self.getpos()[0], value))


def words_in(template: str) -> list[tuple[int, str]]:
    """Texts of a template that are not in a translate tag, with their line numbers.

    A quoted sentence given to another tag (`with title="Geen acties"`) counts as well.
    """
    plain, quoted, inside = [], [], None
    for token in Lexer(template).tokenize():
        text = token.contents
        if token.token_type == TokenType.BLOCK:
            tag = text.split()[0]
            if inside:
                inside = None if tag == f"end{inside}" else inside
            elif tag in {"blocktranslate", "blocktrans", "comment", "verbatim"}:
                inside = tag
            elif tag not in {"translate", "trans", "load", "extends"}:
                quoted += [(token.lineno, part) for part in _sentences(text)]
            plain.append("\n" * text.count("\n"))
        elif token.token_type == TokenType.TEXT:
            plain.append("\n" * text.count("\n") if inside else text)
        elif token.token_type == TokenType.VAR and not inside:
            quoted += [(token.lineno, part) for part in _sentences(text)]
    parser = _Words()
    parser.feed("".join(plain))
    parser.close()
    return parser.found + quoted


def _sentences(tag: str) -> list[str]:
    """Quoted strings in a tag that look like words for people and are not given to `_()`."""
    found, start = [], 0
    while (start := tag.find('"', start)) >= 0:
        end = tag.find('"', start + 1)
        if end < 0:
            break
        text = tag[start + 1 : end]
        wrapped = tag[:start].endswith("_(")
        if not wrapped and (text[:1].isupper() or " " in text.strip()) and "%" not in text:
            found.append(text)
        start = end + 1
    return found
