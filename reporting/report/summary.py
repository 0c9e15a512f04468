"""Chapter Samenvatting: the quarter on one page, six numbers and what they come down to."""

from reporting.figures.cells import Cell
from reporting.report.document import Headlines, Part, Text
from reporting.report.ledger import is_shown
from reporting.report.plan import conclusion
from reporting.report.plan import headline as plan_headline
from reporting.report.wording import Voice, counted, shared


def summary(voice: Voice) -> tuple[Part, ...]:
    """The six numbers with what changed, on one page."""
    return (
        Text(" ".join(filter(None, _conclusion(voice))), is_key=True),
        Headlines(
            (
                voice.headline("C2", "mensen wachten"),
                voice.headline("C5", "dagen wacht de middelste tot nu toe", maat="MEDIAAN"),
                *(plan_headline(voice) or (voice.headline("A4", "trajecten geëindigd"),)),
                voice.headline("A1", "mensen in een traject"),
                voice.headline("B4", "van de besluiten op tijd"),
                voice.headline("D2", "van de plekken bezet"),
            )
        ),
    )


def _conclusion(voice: Voice) -> list[str]:
    find, day = voice.now.find, voice.on_day()
    return [
        counted(
            find("A1"),
            many=f"{day} zaten {{n}} mensen in een traject van beschermd wonen of beschermd thuis.",
            one=f"{day} zat {{n}} mens in een traject van beschermd wonen of beschermd thuis.",
            about=f"mensen in een traject {day}",
        ),
        _balance(find("A2"), find("A4"), voice),
        counted(
            find("C2"),
            many="{n} mensen wachtten op een plek.",
            one="{n} mens wachtte op een plek.",
            about="mensen dat op een plek wacht",
        ),
        _wait(voice),
        shared(
            find("B4"),
            text="Van de {n} besluiten kwam {share} binnen 8 weken na de melding.",
            about="besluiten",
        ),
        conclusion(voice.edition.plan, voice) if voice.edition.plan else "",
    ]


def _wait(voice: Voice) -> str:
    """How long who waits has waited, in one sentence; empty where it may not be shown."""
    days = voice.now.find("C5", maat="MEDIAAN")
    return f"De helft van hen wachtte al langer dan {voice.amount(days)} dagen." if is_shown(days) else ""


def _balance(inflow: Cell | None, outflow: Cell | None, voice: Voice) -> str:
    """How inflow and outflow relate, in one sentence; empty where either may not be shown."""
    if inflow is None or outflow is None or not is_shown(inflow) or not is_shown(outflow):
        return ""
    begun, ended = voice.amount(inflow), voice.amount(outflow)
    return f"Er begonnen {begun} trajecten en er eindigden er {ended}."
