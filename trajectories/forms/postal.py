"""The post address of a client: asked with the contact questions, and to be changed as long as letters go."""

from typing import Any

from django import forms

from trajectories.forms.parts.person import PersonForm
from trajectories.letters.addressing import POST


class PostalForm(forms.Form):
    """Where letters go; all empty: to the home address again."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields |= {name: PersonForm.base_fields[name] for name in POST}

    def clean(self) -> dict[str, Any]:
        """A street comes with a town."""
        facts = super().clean() or {}
        for name in ("post_street", "post_town"):
            if any(facts.values()) and not facts.get(name) and name not in self.errors:
                self.add_error(name, "Vul dit in, of laat alles leeg.")
        return facts
