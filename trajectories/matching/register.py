"""What a region writes about matching in the national Algoritmeregister: from the rules that are in force."""

from textwrap import fill

from trajectories.matching.inputs import Rules, Wish
from trajectories.matching.rules import RULES
from trajectories.matching.words import WISHES

WIDTH = 110
CHAPTERS = {
    "Korte omschrijving": (
        "Thuisroute helpt medewerkers van {region} om mensen die wachten en plekken voor beschermd wonen bij "
        "elkaar te brengen. Het zegt per plek wie past en waarom, wie eerst aan de beurt is, en wat een plek "
        "wel passend zou maken."
    ),
    "Doel en impact": (
        "Iedereen wordt langs dezelfde eisen gelegd, in dezelfde volgorde, met de reden erbij. De uitkomst is "
        "een advies. Er volgt nooit vanzelf een besluit uit."
    ),
    "Afwegingen": (
        "Eisen en wensen staan los van elkaar: een eis ruilen we nooit tegen een wens. Wat niet bekend is, "
        "telt nooit tegen iemand. Zo kan iedereen de uitkomst narekenen, anders dan bij een model dat leert "
        "van vroeger."
    ),
    "Menselijke tussenkomst": (
        "Een toegangscoördinator kiest. Wie iemand kiest die niet als eerste aan de beurt is, schrijft op "
        "waarom. De aanbieder aanvaardt of wijst af, met een reden. Het advies blijft bij het voorstel "
        "bewaard en is opnieuw na te rekenen."
    ),
    "Risicobeheer": (
        "De monitor laat per leeftijd, gemeente en urgentie zien wie een plek kreeg, na hoe lang, en wie werd "
        "overgeslagen. Werkafspraken worden vooraf geprobeerd op de lijst van vandaag en daarna met naam "
        "gepubliceerd."
    ),
    "Gegevens": (
        "Gebruikt: zorgvorm, hoe dichtbij begeleiding moet zijn, leeftijd, gemeente, woonvorm, kenmerken van "
        "de plek, huur, en dat er een bezwaar is tegen een locatie. Niet gebruikt: diagnose, herkomst, "
        "nationaliteit, geloof en vrije tekst."
    ),
}
"""What does not depend on the rules, under the headings of the register."""


def register_text(rules: Rules, *, region: str = "de regio") -> str:
    """The whole text as Markdown."""
    version = f"versie {rules.number}" if rules.number else "de standaard van Thuisroute"
    lines = ["# Volgorde en plekken zoeken", "", f"Geschreven uit de werkafspraken die gelden: {version}.", ""]
    for title, text in CHAPTERS.items():
        lines += [f"## {title}", "", fill(text.format(region=region), WIDTH), ""]
    return "\n".join([*lines, "## Technische werking", "", *_working(rules), ""])


def _working(rules: Rules) -> list[str]:
    criteria = dict.fromkeys(rule.criterion.label for rule in RULES)
    weeks = ", ".join(str(number) for number in rules.class_weeks)
    order = (
        f"Volgorde: eerst de urgentie, dan de wachtklasse (grenzen na {weeks} weken), dan hoe goed de plek past, "
        f"dan de dag waarop het wachten begon. Een plek mag tot {rules.horizon_weeks} weken later vrijkomen."
    )
    return [
        "Eisen, die een plek kunnen afwijzen:",
        "",
        *(f"* {label}" for label in criteria),
        "",
        "Wensen, met hoeveel van de 100 punten ze tellen:",
        "",
        *(f"* {WISHES[wish]}: {rules.weights.get(wish, 0)}" for wish in Wish),
        "",
        fill(order, WIDTH),
    ]
