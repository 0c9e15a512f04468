"""What the client asks, and what is there already."""

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms

from trajectories.forms.parts.part import PartForm
from trajectories.forms.parts.questions import (
    NO_CARE_CONTENT,
    NOT_APPLICABLE,
    YES_NO,
    Optional,
    Section,
    line,
    one_of,
    some_of,
    text,
)
from trajectories.models import PartKind, VoiceSource

TO_CONSIDER = "De wet vraagt om dit na te gaan (Wmo 2015, artikel 2.3.2 lid 4, {})."


class OwnWordsForm(PartForm):
    """What the client asks, in the client's words, and on what ground the Wmo applies."""

    kind = PartKind.OWN_WORDS
    intro = "Wat vraagt de cliënt zelf? Wat hier staat, past niemand later aan. U kunt er wel woorden bij zetten."
    never = NO_CARE_CONTENT
    needed = ("need_ground",)
    brief = ("need_ground",)
    sections = (
        Section(
            "In eigen woorden",
            {
                "words": "Het onderzoek begint bij wat iemand zelf wil (Wmo 2015, artikel 2.3.2 lid 4, onder a).",
                "source": "Dan weet een lezer wie de pen vasthield.",
            },
        ),
        Section(
            "Waarom lukt het niet alleen?",
            {
                "need_ground": "Beschermd wonen is er voor mensen met psychische of psychosociale problemen (Wmo "
                "2015, artikel 1.2.1).",
                "in_treatment": "Zorg en begeleiding werken dan samen (artikel 2.3.2 lid 4, onder f).",
                "treated_by": "Alleen de naam van de organisatie.",
            },
        ),
    )
    optional = (
        Optional(
            key="besides",
            title="Wat er nog meer speelt",
            asks={"besides": "Alleen als de plek of de begeleiding ervan afhangt (AVG, artikel 5 en 9)."},
        ),
    )

    words = text("In de woorden van de cliënt", rows=6, hint="Typ wat de cliënt zegt, zonder het mooier te maken.")
    source = forms.ChoiceField(
        label="Wie schreef dit op?",
        choices=VoiceSource.choices,
        initial=VoiceSource.STAFF,
        required=False,
        widget=forms.RadioSelect,
    )
    need_ground = some_of(
        "Wat is de grond voor ondersteuning?",
        (("PSYCHISCH", "Psychische problemen"), ("PSYCHOSOCIAAL", "Psychosociale problemen")),
        hint="Allebei kan.",
    )
    in_treatment = one_of("Is er nu een behandeling?", YES_NO)
    treated_by = line("Bij welke organisatie?")
    besides = some_of(
        "Wat speelt er mee bij wonen of begeleiding?",
        (
            ("LVB", "Licht verstandelijke beperking"),
            ("VERSLAVING", "Verslaving"),
            ("ASS", "Autisme"),
            ("NAH", "Niet-aangeboren hersenletsel"),
            ("SOMATISCH", "Lichamelijke ziekte"),
            ("FYSIEKE_BEPERKING", "Lichamelijke beperking"),
            ("TRAUMA", "Trauma"),
        ),
    )

    def missing(self, facts: Mapping[str, Any]) -> Iterator[str]:
        """The words themselves, unless they stand there already or could not be asked."""
        yield from super().missing(facts)
        if not facts.get("words") and not self.around.is_heard:
            yield "words"

    def questions(self) -> Iterator[str]:
        """The client's words are no answer to be changed: they are kept apart (`ClientVoice`)."""
        return (name for name in super().questions() if name not in ("words", "source"))


class StrengthForm(PartForm):
    """What is already there: the client's own strength and the people around (2.3.2 lid 4, b t/m g)."""

    kind = PartKind.STRENGTH
    intro = "Eerst wat er wel is. De wet vraagt om dit na te gaan. " + NOT_APPLICABLE
    never = f"{NO_CARE_CONTENT} Over mensen om de cliënt heen alleen welke hulp zij geven."
    needed = (
        "own_strength",
        "usual_help",
        "carers",
        "network",
        "general_provisions",
        "cooperation",
        "contribution",
    )
    sections = (
        Section(
            "Kracht en mensen",
            {
                "own_strength": TO_CONSIDER.format("onder b: eigen kracht"),
                "usual_help": TO_CONSIDER.format("onder b: gebruikelijke hulp"),
                "carers": TO_CONSIDER.format("onder c: mantelzorg"),
                "carer_support": TO_CONSIDER.format("onder d: wat de mantelzorger nodig heeft"),
                "network": TO_CONSIDER.format("onder c: het sociale netwerk"),
            },
        ),
        Section(
            "Wat helpt nog meer?",
            {
                "general_provisions": TO_CONSIDER.format("onder e: algemene voorzieningen"),
                "cooperation": TO_CONSIDER.format("onder f: zorg, jeugd, onderwijs, wonen, werk en inkomen"),
                "contribution": TO_CONSIDER.format("onder g: de eigen bijdrage"),
            },
        ),
    )

    own_strength = text("Wat kan de cliënt zelf?", rows=3)
    usual_help = text("Welke hulp geven huisgenoten gewoon?")
    carers = text("Welke hulp geven mantelzorgers?")
    carer_support = text("Wat hebben de mantelzorgers nodig om het vol te houden?")
    network = text("Wie zijn er verder in de buurt?")
    general_provisions = text(
        "Welke algemene voorzieningen helpen?",
        hint="Bijvoorbeeld inloop, herstelcentrum, maatschappelijk werk.",
    )
    cooperation = text("Met wie werken we samen?", hint="Zorg, onderwijs, werk, inkomen of wonen.")
    contribution = one_of(
        "Kreeg de cliënt uitleg over de eigen bijdrage?", (("JA", "Ja"), ("NVT", "Niet van toepassing"))
    )
