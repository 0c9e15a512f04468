"""What the catalogue of the demo says beyond its regiobestand: purposes, phases, descriptions,"
" make-up of rates."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from placements.contracts import shared_out
from placements.models import (
    CareForm,
    CareFormPhase,
    Contract,
    Phase,
    ProductDescription,
    Purpose,
    RateElement,
    RateGround,
    RatePart,
)
from portal.models import Region

MAKE_UP: dict[str, Decimal] = {
    RateElement.WAGES: Decimal(58),
    RateElement.HOURS_OFF: Decimal(12),
    RateElement.TRAVEL: Decimal(4),
    RateElement.HOUSING: Decimal(11),
    RateElement.OVERHEAD: Decimal(13),
    RateElement.DEMANDS: Decimal(2),
}
"""Shares of a day rate in per cent, invented."""
MADE_UP_FROM = date(2025, 1, 1)
"""From which day the demo knows what rates are made up of."""


@dataclass(frozen=True, slots=True)
class Story:
    """What there is to tell about a care form: its purpose and its history, each with a day and words."""

    purpose: Purpose
    is_intramural: bool
    phases: tuple[tuple[date, Phase, str], ...]
    texts: tuple[tuple[date, str], ...]
    product_code: str = ""


SINCE_WMO = date(2015, 1, 1)
BW = "Wonen in een huis van de aanbieder, met toezicht en begeleiding, voor wie nog niet alleen kan wonen."
OT = "Begeleiding thuis, op afspraak. Iemand woont zelfstandig en houdt de eigen woning, wat er ook verandert."
STORIES = {
    "BW_HOOG": Story(
        Purpose.BOTH,
        True,
        ((SINCE_WMO, Phase.REGULAR, "Overgenomen uit de AWBZ"),),
        ((SINCE_WMO, f"{BW}\n\nDag en nacht is er begeleiding in huis."),),
        "15A01",
    ),
    "BW_MIDDEN": Story(
        Purpose.BOTH,
        True,
        ((SINCE_WMO, Phase.REGULAR, "Overgenomen uit de AWBZ"),),
        ((SINCE_WMO, f"{BW}\n\nOverdag is er begeleiding in huis, ’s avonds en ’s nachts is iemand te bellen."),),
        "15A02",
    ),
    "BESCHUT": Story(
        Purpose.BOTH,
        False,
        (
            (date(2018, 1, 1), Phase.PILOT, "Start van de pilot met drie aanbieders (fictief)"),
            (date(2022, 1, 1), Phase.REGULAR, "Collegebesluit 2021-118 na de evaluatie van de pilot (fictief)"),
        ),
        (
            (
                date(2018, 1, 1),
                "Een lichte vorm tussen Beschermd Wonen en Ondersteuning Thuis, als proef voor wie uit Beschermd"
                " Wonen komt.",
            ),
            (
                date(2024, 1, 1),
                "Een eigen kamer of studio met een vangnet: begeleiding is overdag in huis en daarbuiten te"
                " bellen."
                "\n\nVoor wie toe is aan meer zelfstandigheid, en voor wie zo voorkomt dat Beschermd Wonen"
                " nodig is."
                " Vanaf het begin werkt iemand toe naar een eigen woning in de wijk.",
            ),
        ),
        "15B01",
    ),
    "BT": Story(
        Purpose.BOTH,
        False,
        (
            (date(2017, 1, 1), Phase.PILOT, "Proef in de centrumgemeente (fictief)"),
            (date(2020, 1, 1), Phase.REGULAR, "Vastgesteld met de regiovisie (fictief)"),
        ),
        (
            (
                date(2017, 1, 1),
                "Iemand huurt of koopt zelf een woning. De begeleiding komt thuis en kan meer of minder worden"
                " zonder"
                " te verhuizen.",
            ),
        ),
        "15C01",
    ),
    "BW": Story(
        Purpose.BOTH,
        True,
        ((SINCE_WMO, Phase.REGULAR, "Overgenomen uit de AWBZ"),),
        ((SINCE_WMO, f"{BW}\n\nDag en nacht is er begeleiding in huis."),),
        "15A01",
    ),
    "BEGELEID": Story(
        Purpose.BOTH,
        False,
        ((date(2016, 1, 1), Phase.REGULAR, "Ingekocht als lichte vorm (fictief)"),),
        (
            (
                date(2016, 1, 1),
                "Lichter dan Beschermd Wonen: om sneller door te stromen, of om te voorkomen dat Beschermd"
                " Wonen nodig"
                " is. Begeleiding is dichtbij en komt op afspraak.",
            ),
        ),
        "15B02",
    ),
    "GWBT": Story(
        Purpose.OUTFLOW,
        False,
        (
            (date(2019, 7, 1), Phase.PILOT, "Proef met twee complexen (fictief)"),
            (date(2024, 1, 1), Phase.REGULAR, "Gecontracteerd na de aanbesteding (fictief)"),
        ),
        (
            (
                date(2019, 7, 1),
                "Eigen woningen bij elkaar in de buurt, met begeleiding dichtbij en een gezamenlijke ruimte.",
            ),
        ),
        "15C02",
    ),
    "OT": Story(
        Purpose.PREVENTION,
        False,
        ((SINCE_WMO, Phase.REGULAR, "Overgenomen uit de AWBZ"),),
        ((SINCE_WMO, OT),),
    ),
}


def describe_offer(region: Region) -> None:
    """Give the care forms of a demo region their history, and the latest contracts the make-up of their rate."""
    for form in CareForm.objects.filter(region=region, code__in=STORIES):
        _tell(form, STORIES[form.code])
    contracts = Contract.objects.filter(care_form__region=region)
    recent = contracts.filter(starts_on__gte=MADE_UP_FROM)
    for contract in recent:
        is_first = contract.starts_on == MADE_UP_FROM
        contract.rate_ground = RateGround.FAIR_PRICE if is_first else RateGround.INDEXATION
        contract.rate_note = "Kostprijsonderzoek 2024 (fictief)" if is_first else "Jaarlijkse index"
    Contract.objects.bulk_update(recent, ["rate_ground", "rate_note"])
    RatePart.objects.bulk_create(
        RatePart(contract=contract, element=element, amount=amount)
        for contract in recent
        for element, amount in shared_out(contract.day_rate, MAKE_UP).items()
    )


def _tell(form: CareForm, story: Story) -> None:
    form.purpose, form.is_intramural, form.product_code = story.purpose, story.is_intramural, story.product_code
    form.iwmo_category = "15" if form.is_in_chain else ""
    form.save(update_fields=["purpose", "is_intramural", "product_code", "iwmo_category"])
    CareFormPhase.objects.bulk_create(
        CareFormPhase(care_form=form, starts_on=day, phase=phase, decision=words)
        for day, phase, words in story.phases
    )
    ProductDescription.objects.bulk_create(
        ProductDescription(care_form=form, starts_on=day, text=text) for day, text in story.texts
    )
