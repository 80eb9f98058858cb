"""Where: an area from the list, or found by name or postcode."""

import re

from django import forms
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from areas.models import Area
from config.lib.text import normalise
from initiatives.forms.fields import HELP_TEXTS, LABELS, refuse_bsn
from initiatives.models import Initiative

LIST_LIMIT, FOUND_LIMIT = 200, 12
_POSTCODE = re.compile(r"^(\d{4})\s*[a-zA-Z]{0,2}$")


def areas_to_choose(municipality):
    """The areas of today where something can be brought in."""
    return Area.objects.of(municipality).current().in_tree()


def find_areas(municipality, words: str) -> list[Area]:
    """Areas with this name or postcode, at most a dozen; those on the map first."""
    if not (words := words.strip()[:100]):
        return []
    postcode = _POSTCODE.match(words)
    wanted = Q(postcodes__digits=postcode[1]) if postcode else Q(search__contains=normalise(words))
    rows = areas_to_choose(municipality).filter(wanted).select_related("level", "parent")
    rows = rows.order_by("level__rank", "name")
    return list(rows.distinct()[:FOUND_LIMIT])


def grouped_choices(municipality) -> list:
    """Options for a list: each area that is on the map, with what lies below it."""
    fields = ("pk", "slug", "name", "parent_id", "level__on_map")
    rows = list(areas_to_choose(municipality).order_by("name").values_list(*fields))
    if len(rows) > LIST_LIMIT:
        rows = [row for row in rows if row[4] or row[0] == municipality.root_id]
    parents = {row[0]: row[3] for row in rows}
    heads = {row[0] for row in rows if row[4]}
    below: dict[int | None, list] = {}
    for pk, slug, name, _parent, _on_map in rows:
        below.setdefault(_head(pk, parents, heads), []).append((pk, slug, name))
    return [("", _("Kies een gebied")), *_options(below, municipality.root_id)]


def _head(pk, parents, heads):
    seen = pk
    while seen is not None and seen not in heads:
        seen = parents.get(seen)
    return seen


def _options(below, root_id):
    for pk, slug, name in sorted(below.pop(None, []), key=lambda row: row[0] != root_id):
        yield slug, _("Heel %(name)s") % {"name": name} if pk == root_id else name
    for head, rows in below.items():
        whole = next(row for row in rows if row[0] == head)
        if len(rows) == 1:
            yield whole[1:]
            continue
        rest = [row[1:] for row in rows if row[0] != head]
        yield whole[2], [(whole[1], _("Heel %(name)s") % {"name": whole[2]}), *rest]


class PlaceFields(forms.Form):
    """The area, and where in it."""

    find = forms.CharField(
        label=gettext_lazy("Zoek op plaats, wijk of postcode"),
        max_length=100,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "postal-code"}),
    )
    area = forms.CharField(label=gettext_lazy("Gebied"), max_length=140, widget=forms.Select)
    place = forms.CharField(
        label=LABELS["place"],
        help_text=HELP_TEXTS["place"],
        max_length=Initiative._meta.get_field("place").max_length,
        required=False,
        validators=[refuse_bsn],
    )

    def __init__(self, *args, municipality, **kwargs):
        super().__init__(*args, **kwargs)
        self.municipality = municipality
        self.found = find_areas(municipality, str(self["find"].value() or ""))
        if self.found:
            options = {area.slug: _describe(area) for area in self.found}
            self.fields["area"].widget = forms.RadioSelect(choices=list(options.items()))
            if self["area"].value() not in options:
                self._choose(self.found[0].slug if len(self.found) == 1 else "")
        else:
            self.fields["area"].widget.choices = grouped_choices(municipality)
        self.fields["area"].error_messages["required"] = self._ask()

    @property
    def nothing_found(self) -> bool:
        """Whether something was looked for in vain."""
        return bool(str(self["find"].value() or "").strip()) and not self.found

    def _choose(self, slug: str) -> None:
        """Choose the only area that was found, or none: what is looked for last counts."""
        if self.is_bound:
            self.data = self.data.copy()
            self.data["area"] = slug
        else:
            self.initial = {**self.initial, "area": slug}

    def clean_area(self):
        """The area of this address, if it is one of this municipality."""
        areas = areas_to_choose(self.municipality)
        area = areas.filter(slug=self.cleaned_data["area"]).first()
        if area is None:
            raise forms.ValidationError(self._ask())
        return area

    def _ask(self) -> str:
        if self.found:
            return _("We vonden meer gebieden. Kies er een.")
        if self.nothing_found:
            return _("We vonden geen gebied met deze naam of postcode. Kies uit de lijst.")
        return _("Kies een gebied, of zoek op plaats of postcode.")


def _describe(area: Area) -> str:
    parts = [area.level.name if area.level else "", area.parent.name if area.parent else ""]
    where = _(" in ").join(part for part in parts if part)
    return f"{area.name} ({where})" if where else area.name
