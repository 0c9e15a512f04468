"""An edition as it is kept beside a report: what was frozen, and read back to the same letter."""

from dataclasses import astuple
from datetime import date
from typing import Any

from reporting.figures.cells import as_json, from_json
from reporting.models import CouncilReport
from reporting.quarter import Quarter
from reporting.report import Confirmed, Earlier, Edition, PlanTotal, Restated
from reporting.report.edition import OF_OLD


def edition_from(stored: CouncilReport) -> Edition:
    """The edition as it was frozen."""
    content = stored.content
    return Edition(
        region_code=content["regio"],
        region_name=content["regionaam"],
        quarter=Quarter.parse(content["kwartaal"]),
        as_of=date.fromisoformat(content["per"]),
        drawn_up_on=date.fromisoformat(content["opgesteld"]),
        cells=tuple(map(from_json, content["cijfers"])),
        earlier=tuple(
            Earlier(Quarter.parse(one["kwartaal"]), tuple(map(from_json, one["cijfers"])))
            for one in content["eerder"]
        ),
        names=content["namen"],
        moves=tuple(map(from_json, content["stromen"])),
        towns={code: tuple(map(from_json, cells)) for code, cells in content["gemeenten"].items()},
        plan=tuple(PlanTotal(*total) for total in content["plan"]),
        tiles={code: (column, row) for code, (column, row) in content["tegels"].items()},
        words=content["toelichting"],
        approved=content["goedgekeurd"],
        restated=tuple(
            Restated(quarter, code, tuple(map(tuple, dimensions)), was, becomes)
            for quarter, code, dimensions, was, becomes in content["gewijzigd"]
        ),
        confirmed=Confirmed(*content["bevestigd"]) if content.get("bevestigd") else None,
        replaces=content.get("vervangt", ""),
        smallest=content.get("grens", OF_OLD),
        definitions_version=content["definities"],
    )


def frozen(edition: Edition) -> dict[str, Any]:
    """The edition in values that JSON can hold."""
    return {
        "regio": edition.region_code,
        "regionaam": edition.region_name,
        "kwartaal": str(edition.quarter),
        "per": edition.as_of.isoformat(),
        "opgesteld": edition.drawn_up_on.isoformat(),
        "definities": edition.definitions_version,
        "cijfers": [as_json(cell) for cell in edition.cells],
        "eerder": [
            {"kwartaal": str(one.quarter), "cijfers": [as_json(cell) for cell in one.cells]}
            for one in edition.earlier
        ],
        "namen": dict(edition.names),
        "stromen": [as_json(cell) for cell in edition.moves],
        "gemeenten": {code: [as_json(cell) for cell in cells] for code, cells in edition.towns.items()},
        "plan": [list(astuple(total)) for total in edition.plan],
        "tegels": dict(edition.tiles),
        "toelichting": dict(edition.words),
        "goedgekeurd": edition.approved,
        "gewijzigd": [list(astuple(one)) for one in edition.restated],
        "grens": edition.smallest,
        "vervangt": edition.replaces,
        "bevestigd": list(astuple(edition.confirmed)) if edition.confirmed else None,
    }
