"""What invented clients answer in an investigation: believable, and nobody's."""

from typing import Any

from trajectories.models import PartKind

type Answers = dict[str, Any]

OWN_WORDS = (
    "Ik wil een eigen deur die dicht kan. Overdag red ik me. ’s Nachts wil ik iemand kunnen bellen.",
    "Thuis gaat het niet meer. Ik slaap bij een vriend op de bank en dat houdt een keer op.",
    "Ik wil graag in de buurt blijven, want hier ken ik de mensen. Met geld lukt het me niet alleen.",
    "Ik kan veel zelf, maar niet alles tegelijk. Als iemand me helpt met een weekplan, gaat het goed.",
    "In de groep was het te druk voor me. Ik zoek rust en iemand die af en toe langskomt.",
)
LATER_WORDS = (
    "Als het niet lukt in één keer, wil ik het nog een keer mogen proberen.",
    "Ik wil mijn kat houden. Zonder haar slaap ik niet.",
    "Werk is belangrijk voor me. Ik wil naar de fietsenmaker kunnen blijven gaan.",
)
OF_THE_REPORT = (
    ("EENS", "Dit klopt. Zo is het."),
    ("DEELS", "Over mijn zus staat het er te mooi. Wij spreken elkaar bijna nooit."),
    ("ONEENS", "Ik heb niet gezegd dat ik een groep wil."),
)
CONTACTS = (
    ("Riet Zomerdijk", "NAASTE", "oma", "06 00000001", True),
    ("Sjoerd Vaart", "MANTELZORGER", "broer", "06 00000002", True),
    ("Amina Klaver", "ERVARINGSDESKUNDIGE", "", "", False),
)
STREETS = ("Fictiefstraat 12", "Bedachtelaan 3", "Verzonnenhof 21")

PERSON: Answers = {
    "phone": "06 00000000",
    "language": "Nederlands",
    "interpreter": "NEE",
    "identity_document": "IDENTITEITSKAART",
    "address_kind": "WOONADRES",
    "postcode": "0000 AA",
    "town": "Verzonnen",
    "origin_basis": "BRP",
}
STRENGTH: tuple[Answers, ...] = (
    {
        "own_strength": "Kookt voor zichzelf, komt op tijd op het werk en houdt het huis schoon.",
        "usual_help": "n.v.t.: woont alleen.",
        "carers": "Oma belt elke avond en kookt op zondag.",
        "carer_support": "Oma wil weten wie ze kan bellen als het misgaat.",
        "network": "Twee collega’s, en de buurman die de sleutel heeft.",
        "general_provisions": "Het inloophuis op dinsdag. Daar komt hij graag.",
        "cooperation": "De werkgever en de huisarts weten ervan.",
        "contribution": "JA",
    },
    {
        "own_strength": "Staat elke dag op en doet zelf de was. Vraagt om hulp als het te veel wordt.",
        "usual_help": "Haar moeder doet de boodschappen.",
        "carers": "n.v.t.",
        "carer_support": "n.v.t.",
        "network": "Een vriendin uit de kliniek, en de sportclub.",
        "general_provisions": "Maatschappelijk werk hielp met de post.",
        "cooperation": "Werk en inkomen zoekt mee naar een opleiding.",
        "contribution": "JA",
    },
)
CARE: tuple[Answers, ...] = (
    {
        "care_need": "NABIJ",
        "can_defer_requests": "ENKELE_UREN",
        "support_by_appointment": "DEELS",
        "host_needed": "BEHEERDER_IN_BUURT",
        "finances": "MET_STEUN",
        "good_tenant": "OP_ORDE",
        "daytime": "OP_ORDE",
        "daytime_hours": 24,
        "network": "MET_STEUN",
        "confidant": "JA",
        "confidant_role": "oma",
        "care_notes": "Eerst een appje, dan pas bellen.",
    },
    {
        "care_need": "DAG_EN_NACHT",
        "can_defer_requests": "NEE",
        "support_by_appointment": "NEE",
        "host_needed": "PROFESSIONAL_24_7",
        "finances": "NIET",
        "good_tenant": "MET_STEUN",
        "daytime": "NIET",
        "network": "NIET_BESPROKEN",
        "confidant": "NEE",
        "care_notes": "Vaste gezichten. Nieuwe mensen een week van tevoren aankondigen.",
    },
)
HOUSING: tuple[Answers, ...] = (
    {
        "housing_need": "MOET_WEG",
        "lives_now": "OUDERS",
        "is_safe": "JA",
        "near_whom": "oma en het werk",
        "living_mode": "ZELFSTANDIG",
        "features": ["RUSTIG", "HUISDIER"],
        "max_rent": 650,
    },
    {
        "housing_need": "GEEN",
        "lives_now": "MO",
        "is_safe": "JA",
        "living_mode": "GEEN_VOORKEUR",
        "features": ["BEHEERDER"],
    },
    {
        "housing_need": "NIET_PASSEND",
        "lives_now": "JEUGDHULP_VERBLIJF",
        "is_safe": "JA",
        "living_mode": "GROEP",
        "features": ["JONGEREN", "NACHTWACHT"],
    },
)
YOUTH: Answers = {
    "youth_origin": "JEUGDHULP_MET_VERBLIJF",
    "support": "GEREGELD",
    "housing": "NOG_NIET",
    "school_or_work": "LOOPT",
    "income": "LOOPT",
    "wellbeing": "GEREGELD",
}
OTHER_LAWS: Answers = {
    "long_term_care": "GAAT_NIET_VOOR",
    "health_insurance": "GAAT_NIET_VOOR",
    "youth_act": "GAAT_NIET_VOOR",
    "forensic_care": "GAAT_NIET_VOOR",
}
SELF_RELIANCE: Answers = {
    "why_finances": "Hij vraagt zelf om hulp met geld. Zonder dat is de huur niet zeker.",
    "finances_level": "2",
    "finances_own": "3",
    "why_time": "De dagen zonder werk zijn het moeilijkst. Dat bepaalt hoeveel begeleiding overdag nodig is.",
    "time_level": "3",
    "time_own": "3",
    "why_mental": "Of begeleiding ’s nachts nodig is, hangt hiervan af.",
    "mental_level": "NIET_BEOORDEELD",
    "mental_own": "2",
    "scorer_trained": "JA",
}
"""Story 23: three domains, each with its reason; the third not judged by the worker, but by the client."""
LIMITS: Answers = {
    "why_contra": "De woning op de derde verdieping valt dan af.",
    "contra_indications": ["STAIRS_NOT_POSSIBLE"],
    "why_restrictions": "Anders zoeken we op een plek die niet kan.",
    "restrictions": ["NO_COHABITANTS_IN_USE"],
}
MONEY: Answers = {
    "why_money": "Een eigen woning lukt alleen als de schulden geregeld zijn.",
    "income": "WORDT_GEREGELD",
    "under_administration": "JA",
    "debts": "GEREGELD",
}


def answers_to(kind: PartKind, number: int) -> Answers:
    """What the client with this number answers to a part."""
    match kind:
        case PartKind.PERSON:
            return PERSON | {"street": STREETS[number % len(STREETS)]}
        case PartKind.REPRESENTATION:
            return {"representative": "GEEN"}
        case PartKind.OWN_WORDS:
            return {"need_ground": ["PSYCHISCH"] if number % 3 else ["PSYCHISCH", "PSYCHOSOCIAAL"]}
        case PartKind.STRENGTH:
            return STRENGTH[number % len(STRENGTH)]
        case PartKind.CARE:
            return CARE[number % len(CARE)]
        case PartKind.HOUSING:
            return HOUSING[number % len(HOUSING)]
        case _:
            fixed = {
                PartKind.YOUTH: YOUTH,
                PartKind.OTHER_LAWS: OTHER_LAWS,
                PartKind.SELF_RELIANCE: SELF_RELIANCE,
                PartKind.LIMITS: LIMITS,
                PartKind.MONEY: MONEY,
            }
            return fixed.get(kind, {})
