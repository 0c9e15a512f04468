"""Two people answered the same question: which answer stays."""

from typing import Any

from django import forms


class ChoiceOfTwo(forms.Form):
    """Which of two answers stays, per question."""

    def __init__(self, *args: Any, labels: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, label in labels.items():
            self.fields[f"keep-{name}"] = forms.ChoiceField(
                label=label,
                choices=[("mine", "Mijn antwoord"), ("theirs", "Het andere antwoord")],
                widget=forms.RadioSelect,
                error_messages={"required": "Kies welk antwoord blijft."},
            )

    def keeps_theirs(self, name: str) -> bool:
        """Whether the answer that stood there already stays."""
        return bool(self.cleaned_data[f"keep-{name}"] == "theirs")
