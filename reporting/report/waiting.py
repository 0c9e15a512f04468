"""Chapter Wachten: who waits for which care form, and how long."""

from reporting.figures.cells import Cell
from reporting.report.document import Figure, Heading, Part, Row, Table, Text
from reporting.report.ledger import is_shown
from reporting.report.tables import bars, by_size, figure_of, key_figures, over_time
from reporting.report.wording import Voice, counted

STATUSES = ("URGENT", "ACTIEF", "VOORKEUR", "VOORZORG", "BELANGSTELLEND")


def waiting(voice: Voice) -> tuple[Part, ...]:
    """Who waits, for what, and how long it took (C1, C2, C4)."""
    return (
        Text(f"{_people(voice)} {_duration(voice)}", is_key=True),
        *key_figures(voice, ["C2", "C1", "C3", "C6", "C7", "C8"], caption="De wachtlijst"),
        *_per_care_form(voice),
        *over_time(voice, ["C2", "C1"], title="De wachtlijst per kwartaal", uid="wachten-verloop"),
        *_per_status(voice),
        *_durations(voice),
    )


def _people(voice: Voice) -> str:
    people = counted(
        voice.now.find("C2"),
        many=f"{voice.on_day()} wachtten {{n}} mensen op een plek.",
        one=f"{voice.on_day()} wachtte {{n}} mens op een plek.",
        about=f"wachtende mensen {voice.on_day()}",
    )
    entries = counted(
        voice.now.find("C1"),
        many="Op de wachtlijst stonden {n} inschrijvingen, met elke status.",
        one="Op de wachtlijst stond {n} inschrijving.",
        about="inschrijvingen",
    )
    return f"{people} {entries}"


def _duration(voice: Voice) -> str:
    cell = voice.now.find("C4", maat="MEDIAAN")
    if cell is None or not is_shown(cell):
        return "Hoe lang mensen op hun plek wachtten, is niet te tonen: het zijn er te weinig."
    days = voice.amount(cell)
    return f"De helft van wie een plek kreeg, had daar {days} dagen of korter op gewacht (mediaan)."


def _per_care_form(voice: Voice) -> tuple[Part, ...]:
    people = by_size(voice.now.rows("C2", "zorgvorm"), "zorgvorm")
    entries = by_size(voice.now.rows("C1", "zorgvorm"), "zorgvorm")
    forms = list(dict.fromkeys([*people, *entries]))
    if not forms:
        return ()
    waiting_for = {form: people.get(form) for form in forms}
    chart = bars(
        voice, "C2", waiting_for, title="Wachtende mensen per zorgvorm", head="Zorgvorm", uid="wachten-zorgvorm"
    )
    rows = tuple(
        Row((voice.name(form),), (voice.amount(people.get(form)), voice.amount(entries.get(form))))
        for form in forms
    )
    columns = ("Wachtende mensen", "Alle inschrijvingen")
    about = (voice.explain("C2"), voice.explain("C1"))
    return (
        Heading("Waar mensen op wachten"),
        Text("Wie op twee zorgvormen wacht, staat in twee rijen. De rijen kunnen samen meer zijn dan het totaal."),
        Figure(chart, Table("De wachtlijst per zorgvorm", ("Zorgvorm",), columns, rows, about)),
    )


def _per_status(voice: Voice) -> tuple[Part, ...]:
    found = by_size(voice.now.rows("C1", "status"), "status")
    if not found:
        return ()
    cells = {status: found[status] for status in STATUSES if status in found}
    caption = "Inschrijvingen per status"
    chart = bars(voice, "C1", cells, title=caption, head="Status", uid="wachten-status")
    return (figure_of(chart, caption=caption, about=(voice.explain("C1"),)),)


def _durations(voice: Voice) -> tuple[Part, ...]:
    """Median and P90 of the waiting time, for all and per care form."""
    total = voice.now.find("C4", maat="MEDIAAN")
    if total is None:
        return ()
    forms = sorted({_form(cell) for cell in voice.now.rows("C4", "maat", "zorgvorm")}, key=voice.name)
    rows = [_duration_row(voice, voice.name(form), zorgvorm=form) for form in forms]
    rows.append(_duration_row(voice, "Alle zorgvormen"))
    columns = ("Mediaan, in dagen", "P90, in dagen", "Geplaatste mensen")
    table = Table("Wachttijd van wie een plek kreeg", ("Zorgvorm",), columns, tuple(rows), (voice.explain("C4"),))
    return (Heading("Hoe lang mensen wachtten"), table)


def _duration_row(voice: Voice, head: str, **dimensions: str) -> Row:
    median = voice.now.find("C4", maat="MEDIAAN", **dimensions)
    p90 = voice.now.find("C4", maat="P90", **dimensions)
    return Row((head,), (voice.amount(median), voice.amount(p90), voice.count(median)), is_total=not dimensions)


def _form(cell: Cell) -> str:
    return dict(cell.dimensions)["zorgvorm"]
