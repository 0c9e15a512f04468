"""How far a line of the plan is: places count for one line, and a line is late when its day has come."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from placements.models import PlacePeriod
from placements.movements import counted, plan_start, tally
from placements.progress import LineState, Shared, share
from portal.models import Region
from tests import make

pytestmark = pytest.mark.django_db
D = date
TODAY = make.TODAY


@pytest.fixture
def region():
    return make.region()


@pytest.fixture
def form(region):
    return make.care_form(region)


@pytest.fixture
def location(region):
    return make.location(make.provider(region))


def opens(location, form, *days: date) -> None:
    for day in days:
        PlacePeriod.objects.create(place=make.place(location), care_form=form, starts_on=day)


def shared(region: Region, on: date = TODAY) -> Shared:
    return share(region, since=plan_start(region), on=on)


def test_a_line_counts_the_places_that_came_whoever_says_so(region, form, location):
    line = make.plan_line(region, form, places=3)
    opens(location, form, D(2026, 3, 1), D(2026, 5, 1))
    progress = shared(region).lines[line.pk]
    assert (progress.realised, progress.to_go, progress.state) == (2, 1, LineState.LATE)
    assert progress.days_late == 96


@pytest.mark.parametrize(
    ("on", "state", "late"),
    [
        (D(2026, 3, 1), LineState.ON_COURSE, 0),
        (D(2026, 3, 31), LineState.SOON, 0),
        (D(2026, 6, 30), LineState.SOON, 0),
        (D(2026, 7, 1), LineState.LATE, 0),
        (D(2026, 7, 2), LineState.LATE, 1),
    ],
)
def test_a_line_is_late_from_the_day_that_the_figures_call_it_planned(region, form, on, state, late):
    line = make.plan_line(region, form)
    progress = shared(region, on).lines[line.pk]
    assert (progress.state, progress.days_late) == (state, late)
    assert progress.is_due == (state is LineState.LATE)


def test_a_line_is_done_on_the_day_of_its_last_place(region, form, location):
    line = make.plan_line(region, form, places=2)
    opens(location, form, D(2026, 2, 1), D(2026, 6, 9), D(2026, 8, 1))
    found = shared(region)
    progress = found.lines[line.pk]
    assert (progress.state, progress.finished_on, progress.days_early) == (LineState.DONE, D(2026, 6, 9), 22)
    assert [movement.happened_on for movement in found.beside] == [D(2026, 8, 1)]


def test_two_lines_never_count_the_same_place_and_the_earliest_goes_first(region, form, location):
    later = make.plan_line(region, form, places=2, planned_on=D(2026, 9, 1))
    sooner = make.plan_line(region, form, places=2, planned_on=D(2026, 7, 1))
    opens(location, form, D(2026, 3, 1), D(2026, 4, 1), D(2026, 5, 1))
    found = shared(region)
    assert (found.lines[sooner.pk].realised, found.lines[later.pk].realised) == (2, 1)


def test_a_line_of_a_provider_counts_places_of_that_provider_only_and_before_others(region, form, location):
    other = make.location(make.provider(region))
    anybody = make.plan_line(region, form, places=5, planned_on=D(2026, 2, 1))
    theirs = make.plan_line(region, form, places=2, provider=other.provider)
    opens(location, form, D(2026, 3, 1))
    opens(other, form, D(2026, 4, 1), D(2026, 5, 1), D(2026, 6, 1))
    found = shared(region)
    assert (found.lines[theirs.pk].realised, found.lines[anybody.pk].realised) == (2, 2)


def test_a_line_for_the_young_counts_places_for_the_young_only(region, form, location):
    young = make.location(location.provider, is_for_youth=True)
    line = make.plan_line(region, form, places=2, is_for_youth=True)
    opens(location, form, D(2026, 3, 1))
    opens(young, form, D(2026, 4, 1))
    place = make.place(location, features=["JONGEREN"])
    PlacePeriod.objects.create(place=place, care_form=form, starts_on=D(2026, 5, 1))
    found = shared(region)
    assert found.lines[line.pk].realised == 2
    assert len(found.beside) == 1


def test_a_place_that_changed_back_and_forth_counts_as_often_as_it_changed(region, form, location):
    other = make.care_form(region, "BW")
    line = make.plan_line(region, other, kind="OMBOUW", to_care_form=form, places=3)
    place = make.place(location)
    starts = [D(2025, 1, 1), D(2026, 2, 1), D(2026, 3, 1), D(2026, 4, 1)]
    for number, (start, end) in enumerate(zip(starts, [*starts[1:], None], strict=True)):
        PlacePeriod.objects.create(place=place, care_form=(other, form)[number % 2], starts_on=start, ends_on=end)
    found = shared(region)
    assert found.lines[line.pk].realised == 2
    assert [movement.change.kind for movement in found.beside] == ["OMBOUW"]


def test_a_withdrawn_line_counts_nothing_and_leaves_its_places_to_others(region, form, location):
    gone = make.plan_line(region, form, places=2, withdrawn_on=TODAY, withdrawn_reason="Gaat niet door")
    stays = make.plan_line(region, form, places=2, planned_on=D(2026, 9, 1))
    opens(location, form, D(2026, 3, 1))
    found = shared(region)
    assert (found.lines[gone.pk].realised, found.lines[gone.pk].state) == (0, LineState.WITHDRAWN)
    assert found.lines[stays.pk].realised == 1


def test_without_a_plan_nothing_is_shared_out(region, form, location):
    opens(location, form, D(2026, 3, 1))
    assert shared(region) == Shared({}, ())


def test_twenty_lines_cost_as_many_queries_as_one(region, form, location, django_assert_num_queries):
    make.plan_line(region, form)
    since = plan_start(region)
    with django_assert_num_queries(2):
        share(region, since=since, on=TODAY)
    for _ in range(19):
        make.plan_line(region, form, provider=location.provider)
        opens(location, form, D(2026, 3, 1))
    with django_assert_num_queries(2):
        [progress.line.sentence for progress in share(region, since=since, on=TODAY).lines.values()]


lines = st.lists(
    st.tuples(
        st.integers(1, 4),
        st.sampled_from([D(2026, 2, 1), D(2026, 7, 1), D(2027, 1, 1)]),
        st.booleans(),
        st.booleans(),
    ),
    min_size=1,
    max_size=5,
)
places = st.lists(st.tuples(st.dates(D(2025, 12, 30), TODAY), st.booleans(), st.booleans()), max_size=8)


@settings(max_examples=40, deadline=None)
@given(lines, places)
def test_the_lines_with_what_moved_beside_them_are_all_that_moved(lines, places):
    region = make.region()
    form = make.care_form(region)
    locations = [make.location(make.provider(region), is_for_youth=young) for young in (False, True)]
    for number, day, is_theirs, is_young in lines:
        provider = locations[0].provider if is_theirs else None
        make.plan_line(region, form, places=number, planned_on=day, provider=provider, is_for_youth=is_young)
    for day, is_first, is_young in places:
        place = make.place(locations[0 if is_first else 1], features=["JONGEREN"] if is_young else [])
        PlacePeriod.objects.create(place=place, care_form=form, starts_on=day)
    found = shared(region)
    since = plan_start(region)
    every = [movement for progress in found.lines.values() for movement in progress.moved] + list(found.beside)
    assert sorted(every, key=str) == sorted(counted(region, since=since, on=TODAY), key=str)
    assert len(every) == sum(tally(region, since=since, days=(TODAY,))[TODAY].values())
    assert all(progress.realised <= progress.line.places for progress in found.lines.values())
