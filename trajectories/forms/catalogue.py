"""What an administrator fills in about care forms: what they are, their phase, their description, their end."""

from datetime import date, timedelta
from typing import Any

from django import forms

from placements.models import CareForm, Phase, Purpose
from portal.fields import CODE, EARLIEST, DayField, limit_day, line, long_text, yes_no, yes_no_unknown

AHEAD = timedelta(days=5 * 366)
"""How far ahead something of the catalogue may be planned."""


class CareFormForm(forms.ModelForm):
    """What a care form is; its code and days are asked once, by `NewCareFormForm`."""

    name = line("Naam", required=True, help_text="Zo staat de zorgvorm op elke pagina en in het rapport.")
    is_in_chain = yes_no(
        "Hoort deze zorgvorm bij de keten?",
        help_text="De keten is alles van Beschermd Wonen tot en met Beschermd Thuis. Instroom, doorstroom en"
        " uitstroom tellen we over de keten.",
    )
    is_heavy = yes_no("Telt deze zorgvorm als zwaar?", help_text="Alleen om te tellen, bijvoorbeeld doorstroom.")
    has_24_7 = yes_no("Is er dag en nacht begeleiding aanwezig of bereikbaar?")
    is_intramural = yes_no_unknown("Intramuraal", help_text="De woning wordt betaald uit de zorg.")
    purpose = forms.ChoiceField(
        label="Waar is deze zorgvorm voor?",
        required=False,
        choices=[*Purpose.choices, ("", "Niet vastgelegd")],
        widget=forms.RadioSelect,
    )

    class Meta:
        model = CareForm
        fields: tuple[str, ...] = (
            "name",
            "is_in_chain",
            "is_heavy",
            "has_24_7",
            "is_intramural",
            "purpose",
            "iwmo_category",
            "product_code",
        )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("is_in_chain", "is_heavy", "has_24_7", "is_intramural"):
            self.initial[name] = {True: "ja", False: "nee"}.get(self.initial.get(name), "")  # type: ignore[arg-type]
        self.fields["iwmo_category"].help_text = "Twee cijfers; 15 is Beschermd wonen."
        self.fields["product_code"].help_text = "De code die uw gemeente in berichten aan aanbieders gebruikt."

    def clean(self) -> dict[str, Any]:
        """Heavy care is always part of the chain."""
        facts = super().clean() or {}
        if facts.get("is_heavy") and facts.get("is_in_chain") is False:
            self.add_error("is_heavy", "Een zware zorgvorm hoort altijd bij de keten. Pas een van de twee aan.")
        return facts


class NewCareFormForm(CareFormForm):
    """A care form that the catalogue does not have yet."""

    code = forms.CharField(
        label="Code",
        max_length=40,
        validators=[CODE],
        help_text="Hoofdletters, bijvoorbeeld BESCHUT. De code verandert later niet meer.",
        error_messages={"required": "Vul een code in."},
    )
    starts_on = DayField(label="Eerste dag waarop de regio dit aanbiedt")
    phase = forms.ChoiceField(
        label="Fase",
        choices=[(Phase.PILOT, "Pilot: we proberen het uit"), (Phase.REGULAR, "Regulier: hoort bij het aanbod")],
        widget=forms.RadioSelect,
        error_messages={"required": "Kies een fase."},
    )
    decision = line("Besluit", help_text="Wie besloot dit wanneer, en waar staat dat?")
    field_order = ("code", "name", "starts_on", "phase", "decision")

    class Meta(CareFormForm.Meta):
        fields = ("code", "starts_on", *CareFormForm.Meta.fields)

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        limit_day(self.fields["starts_on"], EARLIEST, on + AHEAD)


class PhaseForm(forms.Form):
    """From which day a care form is in another phase, and by what decision."""

    phase = forms.ChoiceField(
        label="Nieuwe fase",
        choices=[(Phase.PILOT, Phase.PILOT.label), (Phase.REGULAR, Phase.REGULAR.label)],
        widget=forms.RadioSelect,
        error_messages={"required": "Kies een fase."},
    )
    starts_on = DayField(label="Vanaf")
    decision = line("Besluit", required=True, help_text="Wie besloot dit wanneer?")
    document = line("Document", help_text="Waar staat het besluit? Bijvoorbeeld een zaaknummer of een adres.")

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        limit_day(self.fields["starts_on"], EARLIEST, on + AHEAD)


class EndForm(forms.Form):
    """After which day the region offers a care form no more."""

    last_day = DayField(label="Laatste dag waarop de regio dit aanbiedt")
    decision = line("Besluit", required=True, help_text="Wie besloot dit wanneer?")
    document = line("Document", help_text="Waar staat het besluit? Bijvoorbeeld een zaaknummer of een adres.")

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        limit_day(self.fields["last_day"], EARLIEST, on + AHEAD)

    @property
    def ends_on(self) -> date:
        """The first day that no longer counts."""
        last: date = self.cleaned_data["last_day"]
        return last + timedelta(days=1)


class DescriptionForm(forms.Form):
    """The text of a product description, and from which day it is valid."""

    text = long_text("Productbeschrijving", rows=14, help_text="Wat is het, voor wie, en wat krijgt iemand?")
    starts_on = DayField(label="Geldig vanaf", help_text="Tot die dag blijft de vorige tekst geldig.")
    decision = line("Besluit of reden van de nieuwe tekst")

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].error_messages["required"] = "Schrijf een tekst."
        limit_day(self.fields["starts_on"], EARLIEST, on + AHEAD)
