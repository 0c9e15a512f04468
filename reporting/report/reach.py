"""Chapter Wie hebben we bereikt: how many people, in which care form and where, and who came and went."""

from reporting.figures.cells import Cell
from reporting.report.document import Figure, Heading, Part, Row, Table, Text
from reporting.report.tables import bars, by_size, figure_of, key_figures, over_time
from reporting.report.wording import Voice, counted


def reach(voice: Voice) -> tuple[Part, ...]:
    """Whom the region reached: stock, inflow and outflow (A1, A2, A4)."""
    return (
        Text(_people(voice), is_key=True),
        *over_time(voice, ["A1"], title="Aantal mensen in een traject", uid="stand-verloop"),
        *_per_care_form(voice),
        *_per_municipality(voice),
        Heading("Instroom en uitstroom"),
        Text(_flows(voice)),
        *key_figures(voice, ["A2", "A4"], caption="Wie kwam en wie ging"),
        *over_time(voice, ["A2", "A4"], title="Instroom en uitstroom per kwartaal", uid="stroom-verloop"),
        *_destinations(voice),
    )


def _people(voice: Voice) -> str:
    return counted(
        voice.now.find("A1"),
        many=f"{voice.on_day()} zaten {{n}} mensen in een traject. {voice.compared('A1')}",
        one=f"{voice.on_day()} zat {{n}} mens in een traject. {voice.compared('A1')}",
        about=f"mensen in een traject {voice.on_day()}",
    )


def _flows(voice: Voice) -> str:
    begun = counted(
        voice.now.find("A2"),
        many=f"{voice.in_quarter()} begonnen {{n}} trajecten.",
        one=f"{voice.in_quarter()} begon {{n}} traject.",
        about="begonnen trajecten",
    )
    ended = counted(
        voice.now.find("A4"),
        many="Er eindigden {n} trajecten.",
        one="Er eindigde {n} traject.",
        about="geëindigde trajecten",
    )
    return f"{begun} {ended}"


def _per_care_form(voice: Voice) -> tuple[Part, ...]:
    cells = by_size(voice.now.rows("A1", "zorgvorm"), "zorgvorm")
    if not cells:
        return ()
    caption = "Mensen per zorgvorm"
    chart = bars(voice, "A1", cells, title=caption, head="Zorgvorm", uid="stand-zorgvorm")
    return (
        Heading("Per zorgvorm"),
        Text(
            "Wie tussen twee vormen van zorg zit, staat in geen enkele rij. Zorgvormen die niet bij een "
            "traject horen, staan er wel in. De rijen zijn samen dus niet precies het totaal."
        ),
        figure_of(chart, caption=caption, about=(voice.explain("A1"),)),
    )


def _per_municipality(voice: Voice) -> tuple[Part, ...]:
    cells = voice.now.rows("A1", "zorgvorm", "gemeente")
    if not cells:
        return ()
    found = [dict(cell.dimensions) for cell in cells]
    towns = sorted({one["gemeente"] for one in found}, key=voice.name)
    forms = [
        form
        for form in by_size(voice.now.rows("A1", "zorgvorm"), "zorgvorm")
        if any(one["zorgvorm"] == form for one in found)
    ]
    rows = tuple(
        Row((voice.name(town),), tuple(voice.amount(_place(voice, form, town)) for form in forms))
        for town in towns
    )
    columns = tuple(voice.name(form) for form in forms)
    caption = "Mensen per gemeente van de woning en zorgvorm"
    return (
        Heading("Per gemeente"),
        Table(caption, ("Gemeente",), columns, rows, (voice.explain("A1"),)),
    )


def _place(voice: Voice, form: str, town: str) -> Cell | None:
    within = voice.now.find("A1", zorgvorm=form)
    return voice.now.count("A1", within=within, zorgvorm=form, gemeente=town)


def _destinations(voice: Voice) -> tuple[Figure, ...]:
    cells = by_size(voice.now.rows("A5", "bestemming"), "bestemming")
    if not cells:
        return ()
    caption = "Waar mensen heen gingen"
    chart = bars(voice, "A5", cells, title=caption, head="Bestemming", uid="bestemming")
    return (figure_of(chart, caption=caption, about=(voice.explain("A5"),)),)
