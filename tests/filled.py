"""A form as a browser sends it: read from the page itself, with what somebody changed in it."""

from html.parser import HTMLParser

UNSENT = {"submit", "button", "reset", "image", "file"}


class _Forms(HTMLParser):
    """Collects of every form on a page what would be sent."""

    def __init__(self):
        super().__init__()
        self.forms: list[dict[str, list[str]]] = []
        self.open: dict[str, list[str]] | None = None
        self.area, self.select, self.options = "", "", []

    def handle_starttag(self, tag, attrs):
        """Open a form, or note a field of it."""
        found = dict(attrs)
        name = found.get("name") or ""
        if tag == "form":
            self.open = {}
            self.forms.append(self.open)
        elif self.open is None or "disabled" in found or "__prefix__" in name:
            return
        elif tag == "input" and name and found.get("type") not in UNSENT:
            if found.get("type") not in {"checkbox", "radio"} or "checked" in found:
                # Without a value a box that is ticked sends "on"; with an empty one it sends that.
                self.put(name, found.get("value", "on" if "checked" in found else "") or "")
        elif tag == "textarea" and name:
            self.area = name
            self.put(name, "")
        elif tag == "select" and name:
            self.select, self.options = name, []
            self.many = "multiple" in found
        elif tag == "option" and self.select:
            self.options.append((found.get("value") or "", "selected" in found))

    def handle_data(self, data):
        """The text in a box."""
        if self.area:
            self.open[self.area][-1] += data

    def handle_endtag(self, tag):
        """Close a box, a choice or the form."""
        if tag == "textarea" and self.area:
            self.open[self.area][-1] = self.open[self.area][-1].removeprefix("\n")
            self.area = ""
        elif tag == "select" and self.select:
            chosen = [value for value, is_chosen in self.options if is_chosen]
            if not chosen and self.options and not self.many:
                chosen = [self.options[0][0]]
            for value in chosen:
                self.put(self.select, value)
            self.select = ""
        elif tag == "form":
            self.open = None

    def put(self, name: str, value: str) -> None:
        """Add a value under its name."""
        self.open.setdefault(name, []).append(value)


def filled(page, **changes) -> dict:
    """The form of a page that a person edits, with changes; None leaves a box unticked.

    It is the form with a mark of what was seen (`row_version`) that has what changes, else the
    last one on the page.
    """
    reader = _Forms()
    reader.feed(page.content.decode())
    marked = [form for form in reader.forms if any("row_version" in name for name in form)]
    fitting = [form for form in marked if set(changes) <= set(form)]
    sent = dict((fitting or marked or reader.forms)[-1])
    sent.pop("csrfmiddlewaretoken", None)
    for name, value in changes.items():
        if value is None:
            sent.pop(name, None)
        else:
            sent[name] = value
    return sent
