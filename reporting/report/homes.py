"""Wonen en verhuizen: whether people moved because they had to, and who has a home of their own."""

from reporting.report.document import Part, Row, Table, Text
from reporting.report.ledger import is_shown
from reporting.report.tables import key_figures, over_time, quarter_names
from reporting.report.wording import Voice, shared

MEASURES = ("AANTAL", "PER_100_JAAR", "CLIENT_WILDE_NIET")


def homes(voice: Voice) -> tuple[Part, ...]:
    """Forced moves and own homes (E5, E6)."""
    return (
        Text(f"{_own_home(voice)} {_forced(voice)}"),
        *_forced_moves(voice),
        *over_time(voice, ["E6"], title="Eigen huur of koop, per kwartaal", uid="eigen-huis-verloop"),
        *key_figures(voice, ["E6"], caption="Eigen huur of koop"),
    )


def _own_home(voice: Voice) -> str:
    return shared(
        voice.now.find("E6"),
        text="Van de {n} mensen in een traject met een woning had {share} een eigen huis.",
        about="mensen met een woning",
    )


def _forced(voice: Voice) -> str:
    cell = voice.now.find("E5", maat="AANTAL")
    if cell is None or not is_shown(cell):
        return "Het aantal gedwongen verhuizingen is te klein om te tonen."
    return f"{voice.amount(cell)} keer moest iemand verhuizen om een reden die niet van de cliënt kwam."


def _forced_moves(voice: Voice) -> tuple[Part, ...]:
    rows = tuple(Row((voice.name(measure),), voice.amounts("E5", maat=measure)) for measure in MEASURES)
    return (Table("Gedwongen verhuizingen", ("Maat",), quarter_names(voice), rows, (voice.explain("E5"),)),)
