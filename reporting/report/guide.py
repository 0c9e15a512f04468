"""Chapter Leeswijzer en definities: how to read the numbers, and the words they are told in."""

from reporting import dutch
from reporting.report.document import Part, Term, Terms, Text
from reporting.report.wording import Voice


def guide(voice: Voice) -> tuple[Part, ...]:
    """How to read the report, and what its words mean."""
    quarter, edition = voice.quarter, voice.edition
    return (
        Text(
            f"Dit rapport gaat over het {quarter.name}: {dutch.period(quarter.starts_on, quarter.ends_on)}. "
            f"Het gebruikt wat op {dutch.day(edition.as_of)} bekend was en is opgesteld op "
            f"{dutch.day(edition.drawn_up_on)}. De definities hebben versie {edition.definitions_version}."
        ),
        Text(
            "Bij elk getal staat wat er is geteld en voor welke dag of periode het geldt. "
            "De letter en het cijfer ervoor, zoals A1, zijn de code van het getal. "
            "In de bijlage staan alle getallen op volgorde van die code. "
            "Dezelfde getallen horen als bestand (cijfers.csv) bij dit rapport."
        ),
        Terms((*_days(voice), *_words(edition.smallest))),
    )


def _days(voice: Voice) -> tuple[Term, ...]:
    quarter = voice.quarter
    reference = dutch.day(quarter.reference_day(voice.edition.as_of))
    return (
        Term(
            "Peildatum",
            f"De dag waarop een stand is geteld. In dit rapport is dat {reference}. "
            "Wie die dag als laatste dag heeft, telt nog mee.",
        ),
        Term(
            "Voorlopig en definitief",
            "Tot 30 dagen na het kwartaal kan iemand die is uitgestroomd nog terugkomen in hetzelfde "
            "traject. Tot die tijd zijn de cijfers voorlopig. "
            f"Definitief zijn ze vanaf {dutch.day(quarter.final_on)}.",
        ),
    )


def _words(smallest: int) -> tuple[Term, ...]:
    return (
        Term(
            "Traject",
            "Alle zorg in de keten van één persoon die op elkaar aansluit, met hoogstens 30 dagen ertussen. "
            "Een overstap naar een andere zorgvorm hoort bij hetzelfde traject.",
        ),
        Term("Mediaan", "De middelste waarde: de helft zit eronder, de helft erboven."),
        Term("P90", "De waarde waar 9 van de 10 onder blijven."),
        Term(
            "Procentpunt",
            "Het verschil tussen twee percentages. Van 80% naar 85% is 5 procentpunt hoger.",
        ),
        Term(
            "Streepje (–)",
            f"Dit getal tonen wij niet. Het is kleiner dan {smallest}, of een ander klein getal zou ermee uit te "
            "rekenen zijn. Zo is niemand te herkennen. Een streepje staat er ook als er niets te tellen was.",
        ),
    )
