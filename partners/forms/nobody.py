"""A form whose texts name nobody: what looks like a person is asked about once."""

from django import forms
from django.utils.translation import gettext_lazy as _

from partners.models import AgendaItem
from partners.personal import looks_like


class NamesNobody(forms.Form):
    """Warns beside each of `texts` that seems to hold a name, number or address."""

    # Shown only after a warning: who is sure, says so.
    checked = forms.BooleanField(
        label=_("Ik heb het nagekeken: hier staat niets in waaraan men iemand herkent"),
        required=False,
        widget=forms.HiddenInput,
    )
    texts: tuple[str, ...] = ("text",)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.is_bound and self.data.get(self.add_prefix("checked")) == "on":
            self._show_box()

    def _show_box(self):
        self.fields["checked"].widget = forms.CheckboxInput()
        self.order_fields([name for name in self.fields if name != "checked"] + ["checked"])

    def clean(self):
        """Warn beside each text that seems to hold a name, number or address."""
        data = super().clean()
        if "checked" not in self.fields:
            return data
        for name in self.texts:
            found = looks_like(data.get(name) or "")
            if found and not data.get("checked"):
                words = {"what": ", ".join(found)}
                said = _(
                    "Dit lijkt op: %(what)s. Haal het weg. Gaat het niet over een persoon? "
                    "Zet dan onderaan een vinkje."
                )
                self.add_error(name, said % words)
                self._show_box()
        return data


class AtTable(NamesNobody):
    """The same for a form on a row of a table, where the table is confidential."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        row = self.instance
        table = row.meeting.roundtable if isinstance(row, AgendaItem) else row.roundtable
        if not table.kind.confidential:
            del self.fields["checked"]
