"""Forms of the steps by which a spreadsheet comes in."""

from hashlib import sha256

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext as _say
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from openpyxl.utils import get_column_letter

from areas.models import Sheet
from areas.sheets.drafts import AREA, GOAL, KINDS, LEAD, NEW, TEXT, THEME, Draft, Known
from areas.sheets.match import FIELDS, NEEDED, closest
from areas.sheets.read import SheetError, read
from config.intake.keys import KeyField
from config.lib.forms import QueryForm
from config.lib.text import normalise

# More than this in one go makes a form that nobody fills in; the rest follows.
MOST_WORDS = 60
EXAMPLE = 30


class UploadForm(forms.Form):
    """The file."""

    form_key = KeyField()
    file = forms.FileField(
        label=_("Het rekenblad met acties"),
        help_text=_("XLSX of CSV, hoogstens 2 MB, 5.000 rijen en 60 kolommen."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
    )

    def clean_file(self):
        """Read it at once, so that what is wrong is said beside the file."""
        file = self.cleaned_data["file"]
        try:
            self.rows = read(file.name, file.read())
        except SheetError as wrong:
            raise forms.ValidationError(wrong.reason) from None
        return file


class ColumnsForm(forms.Form):
    """Which column holds what of an action."""

    def __init__(self, *args, sheet: Sheet, **kwargs):
        super().__init__(*args, **kwargs)
        columns = [
            (str(number), self.shown(number, head, sheet.rows))
            for number, head in enumerate(sheet.header)
        ]
        for field in FIELDS:
            self.fields[field.name] = forms.ChoiceField(
                label=field.label,
                choices=[("", _("Staat niet in dit blad")), *columns],
                required=field.name == NEEDED,
                initial=str(sheet.columns.get(field.name, "")),
            )

    @staticmethod
    def shown(number: int, head: str, rows: list[list[str]]) -> str:
        """A column by its letter and header, with the first text that stands in it."""
        example = next((row[number] for row in rows[:50] if len(row) > number and row[number]), "")
        if len(example) > EXAMPLE:
            example = f"{example[:EXAMPLE]}…"
        head = head[:EXAMPLE] or _say("zonder kop")
        shown = f"{get_column_letter(number + 1)}: {head}"
        return f"{shown} (“{example}”)" if example else shown

    def clean(self):
        """One column holds one thing."""
        data, seen = super().clean(), {}
        for field in FIELDS:
            column = data.get(field.name)
            if column and column in seen:
                text = _say("Deze kolom is ook gekozen voor “%(other)s”.") % {"other": seen[column]}
                self.add_error(field.name, text)
            elif column:
                seen[column] = field.label
        return data

    def columns(self) -> dict[str, int]:
        """The number of the column for each field that was chosen."""
        return {name: int(value) for name, value in self.cleaned_data.items() if value}


LEGENDS = {
    AREA: _("Gebieden die we niet herkennen"),
    THEME: _("Thema's die we niet herkennen"),
    GOAL: _("Doelen die nog niet in dit plan staan"),
    LEAD: _("Trekkers die geen collega zijn"),
}


class OpenChoice(forms.ChoiceField):
    """A choice that has to be made in the end, but may be left open for now."""

    def validate(self, value):
        """Accept nothing as well."""
        if value:
            super().validate(value)


class WordsForm(forms.Form):
    """What words in the sheet mean that are no name of anything. May be filled in bit by bit."""

    def __init__(self, *args, drafts: list[Draft], known: Known, choices: dict, **kwargs):
        super().__init__(*args, **kwargs)
        self.words: dict[str, tuple[str, str]] = {}
        self.fieldsets = []
        found = sorted(words_in(drafts, known, choices).items(), key=lambda item: item[1][1])
        self.more = max(0, len(found) - MOST_WORDS)
        found = found[:MOST_WORDS]
        for kind in KINDS:
            names = []
            for (_kind, word), (written, _done, count) in found:
                if _kind != kind:
                    continue
                name = f"{kind}-{sha256(word.encode()).hexdigest()[:12]}"
                self.words[name] = (kind, word)
                self.fields[name] = self.field(kind, word, written, count, known, choices)
                names.append(name)
            if names:
                self.fieldsets.append((LEGENDS[kind], names))

    @staticmethod
    def field(kind, word, written, count, known: Known, choices) -> forms.ChoiceField:
        """The choice for one word, with the likeliest filled in."""
        extra = {
            GOAL: [(NEW, _("Maak dit doel nieuw"))],
            LEAD: [(TEXT, _("Laat staan als tekst, die iedereen leest"))],
        }.get(kind, [])
        likely = closest(word, known.names[kind]) if word else None
        likely = likely or (extra[0][0] if extra else "")
        labels = known.labels[kind].items()
        rows = ngettext("%(count)d rij", "%(count)d rijen", count) % {"count": count}
        shown = f"“{written[:100]}”" if word else _say("Zonder thema en zonder doel")
        return OpenChoice(
            label=f"{shown} ({rows})",
            choices=[("", _("Maak een keuze")), *extra, *((str(pk), name) for pk, name in labels)],
            initial=str(choices.get(kind, {}).get(word, likely)),
        )

    def choices(self) -> dict[str, dict]:
        """What was chosen, per kind and word; what is left open stays in doubt."""
        found: dict[str, dict] = {}
        for name, value in self.cleaned_data.items():
            kind, word = self.words[name]
            chosen = int(value) if value.isdigit() else value
            found.setdefault(kind, {})[word] = chosen or None
        return found


def words_in(drafts: list[Draft], known: Known, choices: dict) -> dict:
    """The words that are no name: (kind, word) → how it was written, whether it is settled, and in
    how many rows it stands.
    """
    found: dict[tuple[str, str], tuple[str, bool, int]] = {}
    for draft in drafts:
        doubts = {(kind, normalise(word)) for kind, word in draft.doubts}
        for kind in KINDS:
            written = draft.cells.get(kind, "")
            word = normalise(written)
            if word and word not in known.names[kind]:
                count = found.get((kind, word), ("", True, 0))[2]
                found[kind, word] = (written, (kind, word) not in doubts, count + 1)
        if (THEME, "") in doubts:
            count = found.get((THEME, ""), ("", True, 0))[2]
            found[THEME, ""] = ("", False, count + 1)
    if choices.get(THEME, {}).get("") and (THEME, "") not in found:
        found[THEME, ""] = ("", True, 0)
    return found


class BringInForm(forms.Form):
    """The button that makes it real."""

    do = forms.CharField(widget=forms.HiddenInput, initial="inlezen")


class PageForm(QueryForm):
    """Which part of the rows is shown."""

    page = forms.IntegerField(min_value=1, max_value=1000, required=False)


def field_label(name: str) -> str:
    """What a field of an action is called in the preview of what changes."""
    names = {"starts_on": "starts", "ends_on": "ends", "cost_cents": "cost", "lead_user": "lead"}
    names |= {"lead_label": "lead", "import_key": "key"}
    name = names.get(name, name)
    return next((capfirst(str(field.label)) for field in FIELDS if field.name == name), name)
