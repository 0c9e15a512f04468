"""What somebody chooses to load, or asks to be loaded."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from trajectories.uploads.kinds import Kind
from trajectories.uploads.opening import MOST_BYTES, TOO_LARGE, obstacle_to_open


class UploadForm(forms.Form):
    """One spreadsheet."""

    file = forms.FileField(
        label="Bestand",
        help_text=f"Een werkmap (.xlsx) of een CSV-bestand, hoogstens {MOST_BYTES // 1024**2} MB.",
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
        error_messages={
            "required": "Kies een bestand.",
            "invalid": "Kies een bestand.",
            "missing": "Kies een bestand.",
            "empty": "Dit bestand is leeg. Kies een ander bestand.",
        },
    )

    def __init__(self, *args: Any, kind: Kind, **kwargs: Any) -> None:
        super().__init__(*args, **(kwargs | {"prefix": kind.kind.lower()}))
        self.kind = kind

    def clean_file(self) -> UploadedFile:
        """Refuse what cannot be opened, before it is kept anywhere."""
        file: UploadedFile = self.cleaned_data["file"]
        if (file.size or 0) > MOST_BYTES:
            raise forms.ValidationError(TOO_LARGE)
        if obstacle := obstacle_to_open(str(file.name), self.data_of(file)):
            raise forms.ValidationError(obstacle)
        return file

    @staticmethod
    def data_of(file: UploadedFile) -> bytes:
        """All of it; it is not larger than may be."""
        file.seek(0)
        return file.read()
