"""The architecture holds itself: imports, foreign keys, sizes, templates, state machines, locks."""

import ast
import inspect
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command
from django.template import engines
from django.template.exceptions import TemplateDoesNotExist

from config.lib.states import MACHINES
from tests.source import (
    APPS,
    ROOT,
    TEMPLATES,
    code_lines,
    functions_in,
    name_of,
    python_files,
    sizes,
    template_files,
    text_files,
    tree_of,
    words_in,
)

LIB_LIMIT = 600
# From left to right: a foreign key points to the same place or further left.
ORDER = ("config", "areas", "partners", "initiatives", "budgets", "config.pages", "config.demo")
# The trail knows who did something; nothing else at the bottom knows an app.
POINTS_RIGHT = {("audit.Event", "actor")}
# Each with its reason: (file, what).
MAY_BE_RISKY = {
    ("initiatives/views/following.py", "csrf_exempt"): "a mail program stops mails by a POST of its"
    " own (RFC 8058); the secret in the address gives the right",
}
# Models that everyone may know of and that are shown on the page of an area.
FOR_ALL = {"areas.Municipality", "areas.Role"}
# Templates that Django asks for by itself.
ASKED_BY_DJANGO = {"400.html", "403.html", "403_csrf.html", "404.html", "500.html"}
# Words that are the same in every language, and class names in a block of their own.
NO_LANGUAGE = re.compile(
    r"\bgw-[\w-]+|\b(CSV|XLSX|PDF|Atom|RSS|JSON|iCal|Gebiedswerk)\b|https?://\S+"
)
DRAWERS = {"services", "utils", "helpers", "managers", "mixins", "signals"}


def complaints(found) -> None:
    """Fail with one line for each complaint."""
    lines = sorted(found)
    assert not lines, "\n" + "\n".join(lines)


# --- Imports and foreign keys ----------------------------------------------


def test_imports_follow_the_contracts():
    program = Path(sys.executable).parent / "lint-imports"
    result = subprocess.run([program], cwd=ROOT, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout


def test_no_app_is_imported_inside_a_function():
    complaints(
        f"{name_of(path)}:{node.lineno} {function.name}() imports"
        for path in python_files()
        for function in functions_in(path)
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
        if {name.split(".")[0] for name in imported_by(node)} & set(APPS)
    )


def imported_by(node: ast.Import | ast.ImportFrom) -> list[str]:
    """The modules that a statement imports; "" for a package's own neighbours."""
    return (
        [name.name for name in node.names] if isinstance(node, ast.Import) else [node.module or ""]
    )


def rank(app_name: str) -> int:
    """The place of an app in the order; everything at the bottom of config counts as one."""
    return ORDER.index(app_name) if app_name in ORDER else 0


def our_models():
    """The models of our apps, with the tables between them."""
    return [
        model
        for model in apps.get_models(include_auto_created=True)
        if apps.get_app_config(model._meta.app_label).name.split(".")[0] in APPS
    ]


def test_foreign_keys_point_left():
    complaints(
        f"{model._meta.label}.{field.name} points right, to {field.related_model._meta.label}"
        for model in our_models()
        for field in model._meta.get_fields()
        if field.is_relation and not field.auto_created and field.related_model
        if (model._meta.label, field.name) not in POINTS_RIGHT
        if rank(app_of(field.related_model)) > rank(app_of(model))
    )


def app_of(model) -> str:
    """The name of a model's app."""
    return apps.get_app_config(model._meta.app_label).name


def test_no_module_is_a_drawer():
    complaints(name_of(path) for path in python_files() if {path.stem, *path.parts} & DRAWERS)


# --- Sizes -----------------------------------------------------------------


def test_nothing_is_far_too_long():
    """Over the bar is a warning, printed under every run; over the limit fails."""
    complaints(
        f"{size.what} has {size.lines} lines, the limit is {size.limit}"
        for size in sizes()
        if size.lines > size.limit
    )


def test_the_shared_library_stays_small():
    files = sorted((ROOT / "config" / "lib").rglob("*.py"))
    total = sum(code_lines(path) for path in files)
    assert total <= LIB_LIMIT, f"config/lib has {total} lines of code, the limit is {LIB_LIMIT}"


# --- Views -----------------------------------------------------------------


def view_files():
    """The modules whose functions answer requests."""
    return [path for path in python_files() if path.stem == "views" or "views" in path.parts]


def test_views_do_not_write():
    """Writes are in actions, or go through `saved(form, by=)`."""
    writes = {"save", "delete", "create", "get_or_create", "update_or_create"}
    writes |= {"bulk_create", "bulk_update"}
    complaints(
        f"{name_of(path)}:{node.lineno} calls .{node.func.attr}()"
        for path in view_files()
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
        if node.func.attr in writes
    )


def test_views_look_things_up_among_what_the_user_may_see():
    complaints(
        f"{name_of(path)}:{node.lineno} looks up a bare {node.args[0].id}"
        for path in view_files()
        if "demo" not in path.parts  # there everyone sees everything, on one's own machine
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Call)
        if getattr(node.func, "id", "") in {"get_object_or_404", "get_list_or_404"}
        if node.args and isinstance(node.args[0], ast.Name) and node.args[0].id[0].isupper()
    )


def test_models_with_pages_say_who_may_see_a_row():
    complaints(
        f"{model._meta.label} has a page, but its queryset has no visible_to(user)"
        for model in our_models()
        if has_a_page(model) and model._meta.label not in FOR_ALL
        if not hasattr(model._default_manager.none(), "visible_to")
    )


def has_a_page(model) -> bool:
    """Whether the model's address is its own, not that of what it belongs to."""
    own = vars(model).get("get_absolute_url")
    return own is not None and ".get_absolute_url()" not in inspect.getsource(own)


# --- State machines --------------------------------------------------------


def test_there_are_state_machines():
    assert MACHINES


@pytest.mark.parametrize("machine", MACHINES, ids=lambda machine: machine.choices.__name__)
def test_every_state_can_be_reached_and_left_or_is_final(machine):
    known = set(machine.choices.values)
    named = set(machine.table) | {new for steps in machine.table.values() for new in steps}
    assert named | machine.final | {machine.start} <= known
    assert machine.unreachable() == set()
    assert machine.stuck() == set()
    leaving = {state for state in machine.final if machine.steps(state)}
    assert leaving == set(), "a final state has a way out"


# --- Risky shortcuts -------------------------------------------------------

RISKY_PYTHON = {
    "mark_safe": r"\bmark_safe\b|\bSafeString\(",
    "raw": r"\.raw\(|\bRawSQL\b",
    "extra": r"\.extra\(",
    "csrf_exempt": r"\bcsrf_exempt\b",
    "all fields": r"fields\s*=\s*[\"']__all__",
    "formatted html": r"format_html\(\s*f[\"']",
}
RISKY_TEMPLATE = {
    "safe": r"\|\s*safe(seq)?\b",
    "autoescape off": r"autoescape\s+off",
}
RISKY_MARKUP = {
    "inline script": r"<script(?![^>]*\bsrc=)",
    "inline style": r"<style\b|\sstyle\s*=",
    "inline handler": r"\son[a-z]+\s*=",
    "script address": r"javascript:",
}


def test_no_risky_shortcuts_outside_the_named_list():
    found = set()
    for path in (*python_files(), *template_files()):
        text = path.read_text(encoding="utf-8")
        # A mail in plain text is read by no browser, so there & must stay &.
        patterns = {".py": RISKY_PYTHON, ".txt": {}}.get(path.suffix, RISKY_TEMPLATE)
        found |= {(name_of(path), what) for what, rx in patterns.items() if re.search(rx, text)}
        if path.suffix == ".html":
            text = re.sub(r"{[%{#].*?[%}#]}", "", text, flags=re.S)
            markup = RISKY_MARKUP.items()
            found |= {(name_of(path), what) for what, rx in markup if re.search(rx, text)}
    complaints(f"{file}: {what}" for file, what in found - set(MAY_BE_RISKY))
    complaints(f"{file}: {what} is listed but gone" for file, what in set(MAY_BE_RISKY) - found)


# Where it is asked or set who keeps the admin: rights on all other pages come from roles and seats,
# so who keeps it is asked for a part only of what others without a role are (test_access_matrix).
KEEPS_THE_ADMIN = re.compile(r"\bis_superuser\b|\bhas_(module_)?perms?\b")
LOOKS_AT_IT = {
    "areas/actions/people.py": "erased, somebody keeps nothing",
    "areas/admin/base.py": "the admin",
    "areas/admin/people.py": "the admin",
    "areas/models/people.py": "the field",
    "config/pages/demo/people.py": "makes the one of the demo",
    "config/pages/erasing.py": "is not erased with residents",
}


def test_only_the_admin_looks_at_who_keeps_it():
    found = {
        name_of(path)
        for path in python_files()
        if KEEPS_THE_ADMIN.search(path.read_text(encoding="utf-8"))
    }
    assert found == set(LOOKS_AT_IT)


def test_drawings_hold_no_script_or_style():
    drawings = (ROOT / "static").rglob("*.svg")
    pattern = re.compile("|".join(RISKY_MARKUP.values()))
    complaints(name_of(path) for path in drawings if pattern.search(path.read_text("utf-8")))


# --- Templates -------------------------------------------------------------


def test_every_template_is_used():
    """Named in code or in another template, asked for by Django, or put over a package's own."""
    text = "\n".join(
        path.read_text(encoding="utf-8") for path in (*python_files(), *template_files())
    )
    names = [path.relative_to(TEMPLATES).as_posix() for path in template_files()]
    complaints(
        f"templates/{name} is used nowhere"
        for name in names
        if not re.search(rf"[\"']{re.escape(name)}[\"']", text)
        if name not in ASKED_BY_DJANGO and not overrides_a_package(name)
    )


def overrides_a_package(name: str) -> bool:
    """Whether an installed package has a template of this name."""
    for loader in engines["django"].engine.template_loaders:
        for inner in getattr(loader, "loaders", [loader]):
            for origin in inner.get_template_sources(name):
                path = Path(origin.name)
                if not path.is_relative_to(TEMPLATES) and path.exists():
                    return True
    return False


@pytest.mark.parametrize("path", template_files(), ids=name_of)
def test_templates_are_valid_and_their_words_can_be_translated(path):
    try:
        engines["django"].get_template(path.relative_to(TEMPLATES).as_posix())
    except TemplateDoesNotExist as missing:
        pytest.fail(f"it includes or extends {missing}, which is not there")
    if path.suffix != ".html":
        return
    complaints(
        f"{name_of(path)}:{line} bare text: {' '.join(text.split())[:60]!r}"
        for line, text in words_in(path.read_text(encoding="utf-8"))
        if re.search(r"[^\W\d_]{2,}", NO_LANGUAGE.sub("", text))
    )


# --- Migrations ------------------------------------------------------------


@pytest.mark.django_db
def test_migrations_are_complete():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_migrations_have_names():
    complaints(
        name_of(path) for app in APPS for path in (ROOT / app).rglob("migrations/*_auto_*.py")
    )


# --- What it is made of ----------------------------------------------------


def project() -> dict:
    """The contents of pyproject.toml."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def test_every_dependency_says_what_it_is_for():
    lines = (ROOT / "pyproject.toml").read_text(encoding="utf-8").splitlines()
    parts = project()
    wanted = parts["project"]["dependencies"] + sum(parts["dependency-groups"].values(), [])
    for name in wanted:
        line = next(line for line in lines if f'"{name}"' in line)
        assert re.search(r"#\s*\w+", line), f"{name} has no comment"


@pytest.mark.parametrize("group", ["main", "dev", "vendor"])
def test_the_lock_names_every_dependency_with_hashes(group):
    parts = project()
    wanted = parts["project"]["dependencies"]
    if group != "main":
        wanted = parts["dependency-groups"][group]
    lock = (ROOT / "requirements" / f"{group}.txt").read_text(encoding="utf-8")
    pins = re.findall(r"^([a-z0-9._-]+)==\S+(?: ;[^\\]*)? \\\n    --hash=sha256:", lock, re.M)
    assert {re.split(r"[\[<>=!~ ]", name)[0] for name in wanted} <= set(pins)
    assert len(pins) == len(re.findall(r"^[a-z0-9._-]+==", lock, re.M)), "a pin without a hash"


def test_no_file_names_a_package_index_or_a_folder_of_one_machine():
    hosts = ("py" + "pi.org", "python" + "hosted.org", "registry." + "npmjs", "npm" + "js.org")
    machine = re.compile(r"(?<![\w.~/])/(?:" + "|".join(("work", "root", "home")) + r")/\w")
    found = []
    for path in text_files():
        text = path.read_text(encoding="utf-8", errors="replace")
        found += [f"{name_of(path)}: {host}" for host in hosts if host in text]
        found += [f"{name_of(path)}: {match[0]}" for match in machine.finditer(text)]
    complaints(found)
