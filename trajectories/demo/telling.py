"""Plays the stories in a region: each has its client and its days, and takes a real place if it needs one."""

from collections.abc import Callable
from datetime import date, timedelta

from trajectories.demo.flevoland import ALMERE, DRONTEN, LELYSTAD, ZEEWOLDE
from trajectories.demo.ijsselvecht import KAMPEN, ZWOLLE
from trajectories.demo.people import Person
from trajectories.demo.plan import flip
from trajectories.demo.rows import Notification, Span
from trajectories.demo.stories import STORIES, Story
from trajectories.demo.world import Promise, World

ROTTERDAM, DEVENTER = "0599", "0150"
CHANGE_ON = date(2025, 7, 1)


def tell_stories(world: World) -> None:
    """Puts every story of the region on the agenda; what falls after today is not told."""
    for story in STORIES:
        if story.region == world.region.code:
            TELLERS[story.number](world, story)


def _character(
    world: World,
    code: str,
    name: str,
    born_on: date,
    town: str,
    *,
    origin: str = "",
    youth: bool | None = False,
) -> Person:
    given, family = name.split(" ", 1)
    person = Person(code, given, family, born_on, origin or town, youth, town, in_story=True)
    world.people.append(person)
    return person


def _melding(world: World, person: Person, reported_on: date, **facts: object) -> None:
    """A melding with its facts, kept from the day it came; a later fact is only written once it is known."""
    melding = Notification(world.codes.new("M"), person, person.municipality, reported_on)
    for name, value in facts.items():
        setattr(melding, name, value)
    world.at(reported_on, lambda day: world.notifications.append(melding))


def _granted(world: World, person: Person, reported_on: date, *, form: str, decided_on: date) -> None:
    report_on = reported_on + (decided_on - reported_on) * 3 // 4
    _melding(
        world,
        person,
        reported_on,
        report_on=report_on,
        applied_on=report_on,
        decided_on=decided_on,
        outcome="TOEGEKEND",
        form=form,
        valid_from=decided_on,
        valid_to=decided_on.replace(year=decided_on.year + 3),
    )


def _waits(
    world: World, person: Person, on: date, *, form: str, status: str = "ACTIEF", bridging: bool = False
) -> None:
    def act(day: date) -> None:
        world.wait(person, form=form, on=day, status=status, bridging=bridging)

    world.at(on, act)


def _place(
    world: World,
    person: Person,
    on: date,
    *,
    form: str,
    town: str,
    provider: str = "",
    then: Callable[[], None] | None = None,
) -> None:
    """The client moves into a place and gets its care; an entry for it goes out as placed."""

    def act(day: date) -> None:
        place = world.any_place(form, on=day, town=town, provider=provider)
        if place is None:  # none empty yet: the day after
            world.at(day + timedelta(days=1), act)
            return
        world.promises.remove(promise)
        for entry in world.entries_of(person):
            world.stop_waiting(entry, on=day, reason="GEPLAATST" if entry.form == form else "ANDERE_OPLOSSING")
        world.change_care(person, form=form, on=day, provider=place.location.provider)
        world.move_to_place(person, place=place, on=day)
        if then:
            then()

    promise = Promise(form, town, provider, on)
    world.promises.append(promise)
    world.at(on, act)


def _at_home(
    world: World,
    person: Person,
    on: date,
    *,
    form: str,
    provider: str = "",
    tenure: str = "EIGEN_HUUR",
    pgb: bool = False,
) -> None:
    """Care at home; who does not live in a home of his own yet moves there."""

    def act(day: date) -> None:
        world.change_care(person, form=form, on=day, provider=provider, pgb=pgb)
        dwelling = world.dwelling_of.get(person)
        if dwelling is None:
            world.move_home(person, on=day, tenure=tenure)
        elif dwelling.place:
            world.move_home(person, on=day, tenure=tenure, reason="EIGEN_HUURCONTRACT", wanted=True)

    world.at(on, act)


def _leaves(world: World, person: Person, on: date, *, reason: str) -> None:
    def act(day: date) -> None:
        world.end_care(person, on=day, reason=reason)
        world.leave(person, on=day)

    world.at(on, act)


def _young(world: World, story: Story) -> None:
    person = _character(world, story.client, "Merel Zonneveer", date(2008, 12, 5), ALMERE, youth=True)
    birthday = date(2026, 12, 5)
    _melding(
        world, person, date(2026, 8, 24), is_early=True, report_on=date(2026, 9, 21), applied_on=date(2026, 9, 22),
        decided_on=date(2026, 9, 29), outcome="TOEGEKEND", form="BESCHUT", valid_from=birthday,
        valid_to=date(2028, 12, 5),
    )  # fmt: skip
    _waits(world, person, date(2026, 9, 29), form="BESCHUT", status="BELANGSTELLEND")


def _from_rotterdam(world: World, story: Story) -> None:
    person = _character(world, story.client, "Omar Theepotkade", date(1991, 3, 14), ZWOLLE, origin=ROTTERDAM)
    _granted(world, person, date(2026, 2, 16), form="BEGELEID", decided_on=date(2026, 3, 30))
    _waits(world, person, date(2026, 3, 30), form="BEGELEID")
    _place(world, person, date(2026, 7, 1), form="BEGELEID", town=ZWOLLE)


def _disputed(world: World, story: Story) -> None:
    person = _character(world, story.client, "Wessel Kletsmeer", date(1984, 11, 2), KAMPEN, origin=DEVENTER)
    pause = Span(date(2026, 8, 27), None, "Geschil met de andere regio, ligt bij de regioadviseur (stap 2)")
    _melding(world, person, date(2026, 8, 3), suspensions=[pause])


def _zeewolde(world: World, story: Story) -> None:
    person = _character(world, story.client, "Lotte Wilgendrift", date(1998, 6, 21), ZEEWOLDE)
    _melding(world, person, date(2024, 2, 12), closed_on=date(2024, 2, 20), outcome="OVERGEDRAGEN")


def _conversion(world: World, story: Story) -> None:
    person = _character(world, story.client, "Joost Lampenkorf", date(1979, 9, 9), ALMERE)
    _granted(world, person, date(2023, 10, 9), form="BT", decided_on=date(2023, 11, 27))

    def rent() -> None:
        place = world.dwelling_of[person].place
        if place:
            place.location.landlord = "POLDERDAK"

    _place(world, person, date(2024, 2, 5), form="BT", town=ALMERE, then=rent)
    world.at(date(2025, 9, 1), lambda day: flip(world, person, on=day, replaced=False))


def _relapse(world: World, story: Story) -> None:
    person = _character(world, story.client, "Karim Vlindervonk", date(1995, 1, 30), LELYSTAD)
    _granted(world, person, date(2023, 3, 6), form="BW_MIDDEN", decided_on=date(2023, 4, 24))
    _place(world, person, date(2023, 6, 12), form="BW_MIDDEN", town=LELYSTAD)
    world.at(date(2025, 3, 3), lambda day: world.end_care(person, on=day, reason="ZELFSTANDIG_MET_OT"))
    _at_home(world, person, date(2025, 3, 3), form="OT")
    _waits(world, person, date(2025, 9, 8), form="BW_MIDDEN", status="URGENT", bridging=True)
    _place(world, person, date(2025, 9, 29), form="BW_MIDDEN", town=LELYSTAD)


def _protected_home_first(world: World, story: Story) -> None:
    person = _character(world, story.client, "Yara Heidekruik", date(2001, 4, 17), LELYSTAD)
    _granted(world, person, date(2024, 11, 25), form="BT", decided_on=date(2025, 1, 13))
    _at_home(world, person, date(2025, 2, 3), form="BT", provider="RANDMEER")


def _no_ladder(world: World, story: Story) -> None:
    person = _character(world, story.client, "Dirk Regenbank", date(1988, 8, 8), ALMERE)
    _granted(world, person, date(2023, 11, 6), form="BT", decided_on=date(2023, 12, 18))
    _at_home(world, person, date(2024, 1, 15), form="BT", provider="POLDERLICHT")
    _waits(world, person, date(2024, 9, 2), form="BW_HOOG", status="URGENT")
    _place(world, person, date(2024, 11, 4), form="BW_HOOG", town=ALMERE)
    world.at(date(2026, 2, 2), lambda day: world.end_care(person, on=day, reason="ZELFSTANDIG_MET_OT"))
    _at_home(world, person, date(2026, 2, 2), form="OT", provider="POLDERLICHT")


def _preference(world: World, story: Story) -> None:
    person = _character(world, story.client, "Sanne Duindoos", date(1993, 12, 1), ZWOLLE)
    _granted(world, person, date(2025, 12, 8), form="GWBT", decided_on=date(2026, 1, 26))
    _waits(world, person, date(2026, 1, 26), form="GWBT", status="VOORKEUR", bridging=True)


def _two_lists(world: World, story: Story) -> None:
    person = _character(world, story.client, "Hakim Waterfluit", date(1985, 5, 5), ALMERE)
    _granted(world, person, date(2026, 1, 12), form="BW_MIDDEN", decided_on=date(2026, 3, 2))
    _waits(world, person, date(2026, 3, 2), form="BW_MIDDEN", bridging=True)
    _waits(world, person, date(2026, 4, 13), form="BESCHUT", bridging=True)


def _forced_move(world: World, story: Story) -> None:
    person = _character(world, story.client, "Ilse Kurkenvonk", date(1976, 2, 12), ALMERE)
    _granted(world, person, date(2023, 2, 6), form="BW_MIDDEN", decided_on=date(2023, 3, 27))
    _place(world, person, date(2023, 5, 15), form="BW_MIDDEN", town=ALMERE, provider="WOONCIRKEL")


def _no_consent(world: World, story: Story) -> None:
    person = _character(world, story.client, "Noor Schelpentak", date(1999, 10, 23), ZWOLLE)
    _granted(world, person, date(2024, 1, 8), form="GWBT", decided_on=date(2024, 2, 26))
    _place(world, person, date(2024, 5, 13), form="GWBT", town=ZWOLLE)
    world.at(date(2026, 7, 20), lambda day: world.declare_ready(person, on=day, wants="EIGEN_WONING"))


def _owner(world: World, story: Story) -> None:
    person = _character(world, story.client, "Petra Klavertafel", date(1968, 7, 19), DRONTEN)
    _granted(world, person, date(2024, 7, 1), form="BT", decided_on=date(2024, 8, 19))
    _at_home(world, person, date(2024, 9, 9), form="BT", provider="DIJKWACHT", tenure="KOOP")


def _long_term_care(world: World, story: Story) -> None:
    person = _character(world, story.client, "Willem Herfstkast", date(1961, 1, 6), ZWOLLE)
    _granted(world, person, date(2022, 11, 7), form="BW", decided_on=date(2022, 12, 27))
    _place(world, person, date(2023, 2, 20), form="BW", town=ZWOLLE, provider="IJSSELANKER")
    _leaves(world, person, date(2026, 6, 1), reason="WLZ")


def _urgent_then_refused(world: World, story: Story) -> None:
    person = _character(world, story.client, "Bram Nevelmand", date(1990, 3, 3), LELYSTAD)
    _melding(
        world, person, date(2026, 4, 3), is_urgent=True, report_on=date(2026, 5, 11), applied_on=date(2026, 5, 12),
        decided_on=date(2026, 5, 21), outcome="AFGEWEZEN", form="BW_MIDDEN",
    )  # fmt: skip
    _place(world, person, date(2026, 4, 4), form="BW_MIDDEN", town=LELYSTAD)
    _leaves(world, person, date(2026, 5, 28), reason="FAMILIE")


def _objection(world: World, story: Story) -> None:
    person = _character(world, story.client, "Safae Berkenbries", date(1997, 11, 28), KAMPEN)
    _melding(
        world, person, date(2025, 12, 1), report_on=date(2026, 1, 8), applied_on=date(2026, 1, 9),
        decided_on=date(2026, 1, 20), outcome="AFGEWEZEN", form="BEGELEID",
    )  # fmt: skip
    _granted(world, person, date(2026, 4, 7), form="BEGELEID", decided_on=date(2026, 4, 28))
    _waits(world, person, date(2026, 4, 28), form="BEGELEID")


def _personal_budget(world: World, story: Story) -> None:
    person = _character(world, story.client, "Gijs Mosketel", date(1982, 6, 10), ZWOLLE)
    _granted(world, person, date(2024, 8, 5), form="BEGELEID", decided_on=date(2024, 9, 23))
    _at_home(world, person, date(2024, 10, 7), form="BEGELEID", pgb=True)


def _ready(world: World, story: Story) -> None:
    person = _character(world, story.client, "Tess Zilverpluim", date(1996, 9, 16), ALMERE)
    _granted(world, person, date(2023, 8, 21), form="BW_MIDDEN", decided_on=date(2023, 10, 9))
    _place(world, person, date(2024, 1, 8), form="BW_MIDDEN", town=ALMERE, provider="POLDERLICHT")
    world.at(date(2026, 5, 18), lambda day: world.declare_ready(person, on=day, wants="EIGEN_WONING"))


def _more_care(world: World, story: Story) -> None:
    person = _character(world, story.client, "Imran Stoomkorf", date(1987, 4, 4), ZWOLLE)
    _at_home(world, person, date(2024, 3, 11), form="OT", provider="IJSSELANKER")
    _granted(world, person, date(2025, 9, 15), form="BEGELEID", decided_on=date(2025, 10, 27))
    _at_home(world, person, date(2025, 11, 10), form="BEGELEID", provider="IJSSELANKER")


def _contract_ends(world: World, story: Story) -> None:
    names = (
        "Roos Panhout",
        "Malik Dauwkei",
        "Fatima Tegelbloem",
        "Luuk Rietdraad",
        "Zoë Honingpluim",
        "Xander Emmerduin",
    )
    for number, (code, name) in enumerate(zip((story.client, *story.also), names, strict=True)):
        town = (ALMERE, LELYSTAD)[number % 2]
        person = _character(world, code, name, date(1975 + 4 * number, 1 + number, 11), town)
        started_on = date(2023, 2 + 2 * number, 6) if number < 4 else date(2024, number, 8)
        _granted(world, person, started_on.replace(year=started_on.year - 1), form="BT", decided_on=started_on)
        _at_home(world, person, started_on, form="BT", provider="KOMPASWOON")
        _at_home(world, person, CHANGE_ON, form="BT", provider="RANDMEER")


def _forwarded(world: World, story: Story) -> None:
    person = _character(world, story.client, "Olaf Knopenlucht", date(1955, 8, 30), ZWOLLE)
    _melding(world, person, date(2026, 6, 8), closed_on=date(2026, 6, 24), outcome="DOORGESTUURD")


def _death(world: World, story: Story) -> None:
    person = _character(world, story.client, "Hugo Morgenblad", date(1959, 5, 27), ALMERE)
    _granted(world, person, date(2025, 10, 6), form="BW_HOOG", decided_on=date(2025, 11, 24))
    _waits(world, person, date(2025, 11, 24), form="BW_HOOG")

    def act(day: date) -> None:
        for entry in world.entries_of(person):
            world.stop_waiting(entry, on=day, reason="OVERLEDEN")

    world.at(date(2026, 3, 19), act)


def _three_domains(world: World, story: Story) -> None:
    person = _character(world, story.client, "Vera Gordijnlucht", date(2003, 2, 2), LELYSTAD)
    _melding(world, person, date(2026, 9, 7))


def _suspended(world: World, story: Story) -> None:
    person = _character(world, story.client, "Pim Veerkoker", date(1994, 7, 7), KAMPEN)
    clinic = Span(date(2026, 7, 27), date(2026, 8, 31), "Cliënt is opgenomen in een kliniek")
    _melding(
        world, person, date(2026, 7, 6), report_on=date(2026, 9, 17), applied_on=date(2026, 9, 18),
        decided_on=date(2026, 9, 29), outcome="TOEGEKEND", form="BEGELEID", valid_from=date(2026, 9, 29),
        valid_to=date(2028, 9, 29), suspensions=[clinic],
    )  # fmt: skip
    _waits(world, person, date(2026, 9, 29), form="BEGELEID", status="URGENT")


TELLERS: dict[int, Callable[[World, Story], None]] = dict(
    enumerate(
        (
            _young, _from_rotterdam, _disputed, _zeewolde, _conversion, _relapse, _protected_home_first,
            _no_ladder, _preference, _two_lists, _forced_move, _no_consent, _owner, _long_term_care,
            _urgent_then_refused, _objection, _personal_budget, _ready, _more_care, _contract_ends, _forwarded,
            _death, _three_domains, _suspended,
        ),
        start=1,
    )
)  # fmt: skip
