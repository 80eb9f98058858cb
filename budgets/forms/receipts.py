"""The form of a receipt: a PDF, or a picture that is drawn anew."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from config.intake import documents, pictures
from config.intake.keys import KeyField


class ReceiptForm(forms.Form):
    """One file and what it is."""

    form_key = KeyField()
    name = forms.CharField(
        label=_("Wat is het?"), max_length=120, help_text=_("Bijvoorbeeld: bon van het hout.")
    )
    file = forms.FileField(
        label=_("Bestand"),
        help_text=_("Een foto of een PDF, hoogstens 10 MB. Alleen de gemeente ziet dit."),
        widget=forms.ClearableFileInput(
            attrs={"accept": "image/jpeg,image/png,image/webp,application/pdf"}
        ),
    )

    def clean_file(self):
        """The file as it is kept: a PDF by how it begins, else a picture."""
        given = self.cleaned_data["file"]
        start = given.read(5)
        given.seek(0)
        if start == b"%PDF-":
            return documents.clean(given)
        try:
            return pictures.clean(given)
        except ValidationError as error:
            if error.code == "no_picture":
                raise ValidationError(
                    _("Dit bestand kunnen wij niet lezen. Kies een foto of een PDF.")
                ) from None
            raise
