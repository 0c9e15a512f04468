"""Verblijf en kosten: how long people stay, and what their care in kind costs, by who pays."""

from reporting.report.document import Part, Row, Table, Text
from reporting.report.ledger import is_shown
from reporting.report.tables import bars, by_size, figure_of, key_figures, over_time, quarter_names
from reporting.report.wording import Voice

STAYS = (("V1", "MEDIAAN"), ("V1", "GEMIDDELDE"), ("V2", "MEDIAAN"))
STAY_NAMES = {
    ("V1", "MEDIAAN"): "Wie vertrok, middelste waarde",
    ("V1", "GEMIDDELDE"): "Wie vertrok, gemiddeld",
    ("V2", "MEDIAAN"): "Wie er nu is, middelste waarde",
}


def costs(voice: Voice) -> tuple[Part, ...]:
    """Length of stay and costs (V1–V4)."""
    return (
        Text(_spent(voice), is_key=True),
        *key_figures(voice, ["V3", "V4"], caption="Kosten"),
        *_per(voice, "zorgvorm", "Kosten per zorgvorm", "Zorgvorm"),
        *_per(voice, "betalende_gemeente", "Kosten per betalende gemeente", "Betalende gemeente"),
        *over_time(voice, ["V4"], title="Kosten per cliëntjaar, per kwartaal", uid="kosten-verloop"),
    )


def stays(voice: Voice) -> tuple[Part, ...]:
    """How long people stay, in days (V1, V2)."""
    rows = tuple(Row((STAY_NAMES[code, measure],), voice.amounts(code, maat=measure)) for code, measure in STAYS)
    about = (voice.explain("V1"), voice.explain("V2"))
    return (Table("Verblijfsduur in dagen", ("Van wie",), quarter_names(voice), rows, about),)


def _spent(voice: Voice) -> str:
    total, yearly = voice.now.find("V3"), voice.now.find("V4")
    if total is None or not is_shown(total):
        return "De kosten zijn niet te tonen: er zijn te weinig mensen of te weinig aanbieders."
    words = f"{voice.in_quarter().capitalize()} kostte de zorg in natura {voice.amount(total)}."
    if yearly is None or not is_shown(yearly):
        return words
    return f"{words} Dat is {voice.amount(yearly)} per cliëntjaar."


def _per(voice: Voice, dimension: str, caption: str, head: str) -> tuple[Part, ...]:
    cells = by_size(voice.now.rows("V3", dimension), dimension)
    if not cells:
        return ()
    chart = bars(voice, "V3", cells, title=caption, head=head, uid=f"kosten-{dimension.replace('_', '-')}")
    return (figure_of(chart, caption=caption, about=(voice.explain("V3"),)),)
