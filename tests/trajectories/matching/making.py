"""Any client, any place and any rules: what hypothesis draws for tests of matching."""

from datetime import date, timedelta

from hypothesis import strategies as st

from placements.models import Feature, LivingMode
from trajectories.matching.inputs import Offer, Profile, Rules, Wish

DAY = date(2026, 10, 5)
FORMS, TOWNS, LOCATIONS = ("BW", "BT", "GWBT"), ("0034", "0995", "0193"), ("L1", "L2", "L3")
days = st.integers(-10, 400).map(lambda number: DAY + timedelta(days=number))
codes = lambda values: st.frozensets(st.sampled_from(values), max_size=2)  # noqa: E731
maybe = lambda strategy: st.none() | strategy  # noqa: E731
modes = st.sampled_from(("", *LivingMode.values))

profiles = st.builds(
    Profile,
    day=days,
    care_form=st.sampled_from(("", *FORMS)),
    also_forms=codes(FORMS),
    nearness=maybe(st.integers(0, 2)),
    oversight=maybe(st.integers(0, 3)),
    age=maybe(st.integers(16, 80)),
    towns=codes(TOWNS),
    not_towns=codes(TOWNS),
    network_town=st.sampled_from(("", *TOWNS)),
    living_mode=modes,
    features=codes(Feature.values),
    wished=codes(Feature.values),
    needs_sober_house=maybe(st.booleans()),
    objections=codes(LOCATIONS),
    highest_rent=maybe(st.integers(300, 1200)),
)
offers = st.builds(
    Offer,
    location=st.sampled_from(LOCATIONS),
    care_form=st.sampled_from(("", *FORMS)),
    is_contracted=st.booleans(),
    is_day_and_night=st.booleans(),
    is_nearby=maybe(st.booleans()),
    oversight=maybe(st.integers(0, 3)),
    youngest=maybe(st.just(18)),
    oldest=maybe(st.sampled_from((24, 27))),
    is_for_women=st.booleans(),
    town=st.sampled_from(("", *TOWNS)),
    living_mode=modes,
    features=codes(Feature.values),
    is_sober=maybe(st.booleans()),
    rent=maybe(st.integers(300, 1200)),
    group_age=maybe(st.integers(18, 70)),
    free_on=maybe(days),
    closes_on=maybe(days),
    may_close_on=maybe(days),
)


@st.composite
def weights(draw: st.DrawFn) -> dict[Wish, int]:
    """Weights that are together 100."""
    cuts = sorted(draw(st.lists(st.integers(0, 100), min_size=len(Wish) - 1, max_size=len(Wish) - 1)))
    return {wish: b - a for wish, a, b in zip(Wish, [0, *cuts], [*cuts, 100], strict=True)}


rules = st.builds(Rules, number=st.integers(0, 3), weights=weights(), horizon_weeks=st.integers(0, 52))
