"""Why two records are one person."""

from django import forms


class MergeForm(forms.Form):
    """Sure, and why."""

    reason = forms.CharField(
        label="Hoe weet u dat dit dezelfde persoon is?",
        max_length=500,
        help_text="Bijvoorbeeld: gezien op het paspoort, of bevestigd door de cliënt.",
    )
    is_sure = forms.BooleanField(
        label="Ik heb beide dossiers bekeken. Dit is dezelfde persoon.",
        error_messages={"required": "Kruis dit aan als u beide dossiers hebt bekeken."},
    )
