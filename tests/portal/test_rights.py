"""Each year an administrator says of everybody whether they still need to log in."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError

from portal import accounts, rights
from portal.models import AccessRecord, RightsReview, Role, User
from tests import make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
PAGE = "/beheer/gebruikers/rechten/"


@pytest.fixture
def admin():
    return make.user(Role.ADMINISTRATOR)


@pytest.fixture
def beheer(admin, signed_in):
    return signed_in(admin)


def text(answer) -> str:
    return " ".join(answer.content.decode().split())


def reviewed(role: Role, *, days: int, by: User) -> User:
    user = make.user(role, name=f"{role} na {days}")
    rights.confirm(user, on=make.TODAY - timedelta(days=days), by=by)
    return user


def test_whoever_was_not_reviewed_for_a_year_stands_on_top_and_is_work_to_do(admin, beheer):
    fresh, late = reviewed(Role.TEAM, days=364, by=admin), reviewed(Role.TEAM, days=365, by=admin)
    never = make.user(Role.PROVIDER, name="Nooit")
    page = beheer.get(PAGE)
    shown = list(page.context["users"])
    assert set(shown[:2]) == {admin, never}
    assert shown[2:] == [late, fresh]
    assert "3 gebruikers moeten nog worden nagelopen" in text(page)
    assert "Van 3 gebruikers moet u zeggen" in text(beheer.get("/"))


def test_rights_that_reach_furthest_are_reviewed_each_quarter(admin):
    auditor, other, _team = (
        reviewed(role, days=91, by=admin) for role in (Role.AUDITOR, Role.ADMINISTRATOR, Role.TEAM)
    )
    assert set(rights.due(on=make.TODAY)) == {admin, auditor, other}


def test_one_press_says_that_it_is_right_and_a_second_one_changes_nothing(admin, beheer):
    user = make.user(Role.TEAM, name="Bo Zandberg")
    for _ in range(2):
        answer = beheer.post(f"/beheer/gebruikers/{user.pk}/klopt/", follow=True)
        assert "U hebt Bo Zandberg nagelopen." in text(answer)
    (review,) = user.rights_reviews.all()
    assert (review.reviewed_on, review.reviewed_by) == (make.TODAY, admin)
    assert user not in rights.due(on=make.TODAY)
    assert AccessRecord.objects.filter(subject="rechten nagelopen", user=admin).exists()


def test_access_ends_from_the_same_page(beheer):
    user = make.user(Role.TEAM)
    assert f"/beheer/gebruikers/{user.pk}/toegang/" in text(beheer.get(PAGE))
    beheer.post(f"/beheer/gebruikers/{user.pk}/toegang/", {"actief": "nee"})
    assert user not in rights.due(on=make.TODAY)
    assert user.name not in [shown.name for shown in beheer.get(PAGE).context["users"] if shown.pk == user.pk]
    with pytest.raises(ValidationError, match="geblokkeerd"):
        rights.confirm(User.objects.get(pk=user.pk), on=make.TODAY, by=make.user(Role.ADMINISTRATOR))


def test_nobody_reviews_their_own_rights(admin, beheer):
    assert "Vraag een andere beheerder" in text(beheer.post(f"/beheer/gebruikers/{admin.pk}/klopt/", follow=True))
    assert not RightsReview.objects.exists()
    with pytest.raises(IntegrityError):
        RightsReview.objects.create(user=admin, reviewed_on=make.TODAY, reviewed_by=admin)


def test_only_an_administrator_reviews():
    with pytest.raises(PermissionDenied):
        rights.confirm(make.user(Role.TEAM), on=make.TODAY, by=make.user(Role.COORDINATOR))


def test_whoever_is_added_is_reviewed_that_day(admin):
    facts = {"login": "nieuw", "name": "Nieuw", "role": Role.AUDITOR, "organisation": admin.organisation}
    user = accounts.add_user(**facts, on=make.TODAY, by=admin)
    assert rights.reviewed(User.objects.all(), on=make.TODAY).get(pk=user.pk).since == make.TODAY


def test_twenty_users_cost_as_many_queries_as_two(admin, beheer, django_assert_max_num_queries):
    for _ in range(20):
        reviewed(Role.TEAM, days=10, by=admin)
    with django_assert_max_num_queries(12):
        assert beheer.get(PAGE).status_code == 200
