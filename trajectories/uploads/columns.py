"""What each column of a spreadsheet means, and an example of it, for who fills in a template."""

from trajectories.uploads.kinds import EXAMPLE

MEANINGS: dict[str, dict[str, str]] = {
    "locaties": {
        "code": "Uw eigen code voor de locatie. Dezelfde code later opnieuw vervangt de hele rij.",
        "aanbieder": "De code van de aanbieder.",
        "corporatie": "De code van de woningcorporatie. Leeg: van de aanbieder zelf of van iemand anders.",
        "naam": "Zo heet de locatie op elke pagina.",
        "gemeentecode": "Vier cijfers, met de nullen ervoor.",
        "straat": "",
        "huisnummer": "",
        "postcode": "",
        "woonplaats": "",
        "wijk": "Wijk of buurt.",
        "woonvorm": "GROEP of ZELFSTANDIG.",
        "jongeren": "ja of nee: voor jongeren van 18 t/m 24 jaar.",
        "geclusterd": "ja of nee: woningen bij elkaar in de buurt.",
    },
    "plekken": {
        "code": "Uw eigen code voor de plek.",
        "locatie": "De code van de locatie.",
        "kenmerken": "Codes met een spatie ertussen: ROLSTOEL JONGEREN VROUWEN HUISDIER RUSTIG ROKEN NACHTWACHT"
        " BEHEERDER. Wat verandert, geldt vanaf de dag van inlezen.",
    },
    "plekperioden": {
        "plek": "De code van de plek.",
        "zorgvorm": "De code van de zorgvorm.",
        "vanaf": "De eerste dag.",
        "tot": "De eerste dag die niet meer telt. Leeg: loopt nog.",
    },
    "contracten": {
        "aanbieder": "De code van de aanbieder.",
        "zorgvorm": "De code van de zorgvorm.",
        "vanaf": "De eerste dag. Een nieuw tarief is een nieuwe rij met een nieuwe eerste dag.",
        "tot": "De eerste dag die niet meer telt. Leeg: loopt nog.",
        "plekken": "Het aantal plekken, een heel getal.",
        "dagtarief": "Euro’s per etmaal, hoogstens twee decimalen.",
    },
    "planregels": {
        "code": "Uw eigen code voor de regel.",
        "soort": "OPBOUW, OMBOUW of AFBOUW.",
        "zorgvorm": "De code van de zorgvorm. Bij ombouw: de zorgvorm van nu.",
        "naar_zorgvorm": "Alleen bij OMBOUW: de code van de zorgvorm die het wordt.",
        "gemeentecode": "Vier cijfers, met de nullen ervoor.",
        "aantal": "Hoeveel plekken, een heel getal.",
        "gepland_op": "De dag waarop het klaar is.",
        "toelichting": "Een zin of twee.",
    },
    "zorgvormen": {
        "code": "De eigen code van de regio.",
        "naam": "Zo heet de zorgvorm op elke pagina.",
        "keten": "ja of nee: hoort bij de keten van Beschermd Wonen tot Beschermd Thuis.",
        "zwaar": "ja of nee: alleen om te tellen.",
        "nabijheid_24_7": "ja of nee: dag en nacht iemand aanwezig of bereikbaar.",
        "vanaf": "De eerste dag waarop de regio dit aanbiedt.",
        "tot": "De eerste dag waarop niet meer. Leeg: loopt door.",
    },
    "aanbieders": {"code": "De eigen code van de regio.", "naam": "", "agb": "Acht cijfers, mag leeg."},
    "corporaties": {"code": "De eigen code van de regio.", "naam": ""},
}
EXAMPLES: dict[str, tuple[str, ...]] = {
    "locaties": (
        EXAMPLE, "AANBIEDER", "", "Het Baken", "0034", "Kade", "7", "1300 AB", "Almere", "Haven", "ZELFSTANDIG",
        "nee", "ja",
    ),
    "plekken": (EXAMPLE, "BAKEN", "ROLSTOEL RUSTIG"),
    "plekperioden": (EXAMPLE, "BESCHUT", "2026-01-01", ""),
    "contracten": (EXAMPLE, "BESCHUT", "2026-01-01", "2027-01-01", "12", "92.50"),
    "planregels": (EXAMPLE, "OMBOUW", "BW_MIDDEN", "BESCHUT", "0034", "6", "2027-07-01", "Na de verbouwing"),
    "zorgvormen": (EXAMPLE, "Beschut Wonen", "ja", "nee", "nee", "2026-01-01", ""),
    "aanbieders": (EXAMPLE, "Herstelhuis Polderlicht", "00000102"),
    "corporaties": (EXAMPLE, "Woonstichting Polderdak"),
}  # fmt: skip
