"""The parts of the investigation as short forms; what is not needed for this request is not asked (Wmo 2.3.2)."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, ClassVar, Self, cast

from django import forms

from placements.models import Feature, LivingMode
from portal.fields import DayField, long_text
from portal.templatetags.dutch import dag
from trajectories.investigating import Draft
from trajectories.models import InvestigationPart, PartKind, PartState

UNKNOWN = ("", "Nog niet bekend")


class PartForm(forms.Form):
    """One part: its questions, how far it is, and on which version it was based.

    Saving never waits for an answer, unless the part is called *klaar* and the law asks for it.
    """

    kind: ClassVar[PartKind]
    needed: ClassVar[tuple[str, ...]] = ()
    intro: ClassVar[str] = ""

    state = forms.ChoiceField(
        label="Hoe ver bent u?",
        choices=[
            (PartState.DONE, "Klaar"),
            (PartState.BUSY, "Bezig: ik ga later verder"),
            (PartState.NOT_NEEDED, "Niet nodig voor deze hulpvraag"),
        ],
        initial=PartState.BUSY,
        widget=forms.RadioSelect,
        error_messages={"required": "Kies hoe ver u bent."},
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=10**6, initial=0)

    def __init__(self, *args: Any, towns: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.towns = towns
        for name in ("municipalities", "excluded_municipalities"):
            if name in self.fields:
                self.fields[name].choices = list(towns.items())  # type: ignore[attr-defined]
        self.order_fields(
            [*(name for name in self.fields if name not in ("state", "version")), "state", "version"]
        )

    def again(self, data: Any = None, *, part: InvestigationPart | None = None) -> Self:
        """The same form, empty, with the answers of a part, or with what was sent."""
        initial = part.answers | {"state": part.state, "version": part.version} if part else {}
        return type(self)(data, initial=initial, towns=self.towns)

    def questions(self) -> Iterator[str]:
        """The names of the answers, in the order of the page."""
        return (name for name in self.fields if name not in ("state", "version", "words"))

    def clean(self) -> dict[str, Any]:
        """A part that is *klaar* has what the law needs."""
        facts = super().clean() or {}
        if facts.get("state") == PartState.DONE:
            for name in self.needed:
                if name in self.fields and name not in self.errors and not facts.get(name):
                    self.add_error(name, "Vul dit in, of kies ‘Bezig’ onder aan deze bladzijde.")
        return facts

    def draft(self) -> Draft:
        """What is to be saved, in values that JSON can hold."""
        facts = self.cleaned_data
        answers = {name: _plain(facts[name]) for name in self.questions()}
        return Draft(self.kind, facts["state"], answers, facts["version"], facts.get("words", ""))

    def spoken(self, answers: dict[str, Any]) -> list[tuple[str, str]]:
        """Each answered question as its label and the answer in words."""
        fields = {name: self.fields[name] for name in self.questions() if answers.get(name)}
        return [(str(field.label), in_words(field, answers[name])) for name, field in fields.items()]


class OwnWordsForm(PartForm):
    """What the client asks, in the client's words."""

    kind = PartKind.OWN_WORDS
    intro = "Wat vraagt de cliënt zelf? Wat hier staat, past niemand later aan. U kunt er wel woorden bij zetten."

    words = long_text("In de woorden van de cliënt", required=False, rows=6)
    personal_plan = forms.ChoiceField(
        label="Persoonlijk plan",
        required=False,
        choices=[
            UNKNOWN,
            ("UITLEG", "Uitleg gegeven; de cliënt maakt geen plan"),
            ("ONTVANGEN", "Ontvangen"),
            ("KOMT", "De cliënt maakt er nog een"),
        ],
        help_text="De cliënt mag binnen zeven dagen na de melding een eigen plan geven.",
    )
    supporter = forms.ChoiceField(
        label="Gratis cliëntondersteuner",
        required=False,
        choices=[UNKNOWN, ("NEE", "Uitleg gegeven; de cliënt wil er geen"), ("JA", "Ja, er is een ondersteuner")],
    )
    representative = forms.ChoiceField(
        label="Wie vertegenwoordigt de cliënt?",
        required=False,
        choices=[
            UNKNOWN,
            ("GEEN", "Niemand: de cliënt regelt het zelf"),
            ("GEMACHTIGDE", "Een gemachtigde"),
            ("MENTOR", "Een mentor"),
            ("BEWINDVOERDER", "Een bewindvoerder"),
            ("CURATOR", "Een curator"),
        ],
    )


class StrengthForm(PartForm):
    """What is already there: the client's own strength and the people around (2.3.2 lid 4, b t/m e)."""

    kind = PartKind.STRENGTH
    intro = "De wet vraagt om dit na te gaan. Is iets niet van toepassing? Schrijf dat op."
    needed = ("own_strength", "usual_help", "carers", "network", "general_provisions")

    own_strength = long_text("Wat kan de cliënt zelf?", required=False, rows=3)
    usual_help = long_text("Welke hulp geven huisgenoten gewoon?", required=False, rows=2)
    carers = long_text("Welke hulp geven mantelzorgers?", required=False, rows=2)
    network = long_text("Wie zijn er verder in de buurt?", required=False, rows=2)
    general_provisions = long_text(
        "Welke algemene voorzieningen helpen?",
        required=False,
        rows=2,
        help_text="Bijvoorbeeld inloop, herstelcentrum, maatschappelijk werk.",
    )


class CareForm(PartForm):
    """Which guidance is needed, apart from where somebody lives."""

    kind = PartKind.CARE
    intro = "Alleen de zorg. Waar iemand woont, staat in het onderdeel ‘Wonen’."
    needed = ("nearness",)

    can_wait = forms.ChoiceField(
        label="Kan de cliënt een hulpvraag uitstellen?",
        required=False,
        choices=[
            UNKNOWN,
            ("NEE", "Nee"),
            ("ENKELE_MINUTEN", "Enkele minuten"),
            ("ENKELE_UREN", "Enkele uren"),
            ("TOT_VOLGENDE_AFSPRAAK", "Tot de volgende afspraak"),
        ],
        help_text="‘Nee’ wijst meestal op nabijheid dag en nacht. U beslist.",
    )
    by_appointment = forms.ChoiceField(
        label="Kan begeleiding op afspraak?",
        required=False,
        choices=[UNKNOWN, ("JA", "Ja"), ("DEELS", "Deels"), ("NEE", "Nee")],
    )
    nearness = forms.ChoiceField(
        label="Hoe dichtbij moet begeleiding zijn?",
        required=False,
        choices=[
            UNKNOWN,
            ("GEEN", "Geen begeleiding nodig"),
            ("AMBULANT", "Aan huis, op afspraak"),
            ("NABIJ", "In de buurt en snel bereikbaar"),
            ("DAG_EN_NACHT", "Dag en nacht dichtbij"),
        ],
    )
    host = forms.ChoiceField(
        label="Is een beheerder of hoofdbewoner nodig?",
        required=False,
        choices=[
            UNKNOWN,
            ("NIET", "Nee"),
            ("BEHEERDER_IN_BUURT", "Een beheerder in de buurt"),
            ("INWONEND", "Een inwonend hoofdbewoner"),
            ("PROFESSIONAL_24_7", "Een hulpverlener, dag en nacht"),
        ],
    )
    care_notes = long_text(
        "Wat moet een begeleider weten?",
        required=False,
        rows=3,
        help_text="Geen diagnose, medicijnen of behandeling.",
    )


class HousingForm(PartForm):
    """How somebody wants to live, and what is not possible."""

    kind = PartKind.HOUSING
    intro = "Wensen en grenzen. Vul alleen in wat voor deze cliënt telt."

    lives_now = forms.ChoiceField(
        label="Waar woont de cliënt nu?",
        required=False,
        choices=[
            UNKNOWN,
            ("OUDERS", "Bij ouders"),
            ("EIGEN_HUUR", "In een eigen huurwoning"),
            ("KOOP", "In een eigen koopwoning"),
            ("JEUGDHULP_VERBLIJF", "In de jeugdhulp"),
            ("PLEEGZORG", "In de pleegzorg"),
            ("KLINIEK", "In een kliniek"),
            ("MO", "In de maatschappelijke opvang"),
            ("DAKLOOS", "Nergens: dakloos"),
            ("DETENTIE", "In detentie"),
            ("BW_ANDERE_REGIO", "Beschermd wonen in een andere regio"),
            ("ANDERS", "Ergens anders"),
        ],
    )
    must_leave_by = DayField(label="Moet daar weg vóór", required=False)
    living_mode = forms.ChoiceField(
        label="Liever zelfstandig of in een groep?",
        required=False,
        choices=[UNKNOWN, *LivingMode.choices, ("GEEN_VOORKEUR", "Geen voorkeur")],
    )
    municipalities = forms.MultipleChoiceField(
        label="In welke gemeenten wil de cliënt wonen?", required=False, widget=forms.CheckboxSelectMultiple
    )
    excluded_municipalities = forms.MultipleChoiceField(
        label="In welke gemeenten niet?",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Waarom niet, hoeft u niet op te schrijven.",
    )
    features = forms.MultipleChoiceField(
        label="Wat is nodig aan de plek?",
        choices=Feature.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )


class OtherLawsForm(PartForm):
    """Does another law go first (2.3.2 lid 4 f, 2.3.5 lid 5)?"""

    kind = PartKind.OTHER_LAWS
    intro = "Een andere wet kan voorgaan. Ga ze alle vier na."
    needed = ("long_term_care", "health_insurance", "youth_act", "forensic_care")
    CHOICES = (
        UNKNOWN,
        ("GAAT_NIET_VOOR", "Nagegaan: gaat niet voor"),
        ("AANGEVRAAGD", "Wordt aangevraagd"),
        ("GAAT_VOOR", "Gaat voor"),
    )

    long_term_care = forms.ChoiceField(label="Langdurige zorg (Wlz)", required=False, choices=CHOICES)
    health_insurance = forms.ChoiceField(label="Zorgverzekering (Zvw)", required=False, choices=CHOICES)
    youth_act = forms.ChoiceField(label="Jeugdwet", required=False, choices=CHOICES)
    forensic_care = forms.ChoiceField(label="Forensische zorg (Wfz)", required=False, choices=CHOICES)
    laws_notes = long_text("Toelichting", required=False, rows=2)


PART_FORMS: dict[PartKind, type[PartForm]] = {
    form.kind: form for form in (OwnWordsForm, StrengthForm, CareForm, HousingForm, OtherLawsForm)
}


class ChoiceOfTwo(forms.Form):
    """Two people answered the same question: which answer stays, per question."""

    def __init__(self, *args: Any, names: list[str], labels: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in names:
            self.fields[f"keep-{name}"] = forms.ChoiceField(
                label=labels[name],
                choices=[("mine", "Mijn antwoord"), ("theirs", "Het andere antwoord")],
                widget=forms.RadioSelect,
                error_messages={"required": "Kies welk antwoord blijft."},
            )

    def keeps_theirs(self, name: str) -> bool:
        """Whether the answer that stood there already stays."""
        return bool(self.cleaned_data[f"keep-{name}"] == "theirs")


def in_words(field: forms.Field, answer: Any) -> str:
    """An answer as a reader sees it: the label of a choice, a day in words, or the text itself."""
    if not answer:
        return "niets ingevuld"
    if isinstance(field, forms.MultipleChoiceField):
        labels = dict(cast(Any, field.choices))
        return ", ".join(str(labels.get(code, code)) for code in answer)
    if isinstance(field, forms.ChoiceField):
        return str(dict(cast(Any, field.choices)).get(answer, answer))
    if isinstance(field, forms.DateField):
        return dag(date.fromisoformat(answer))
    return str(answer)


def _plain(answer: Any) -> Any:
    return answer.isoformat() if isinstance(answer, date) else answer if answer is not None else ""
