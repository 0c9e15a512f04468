"""How a session finds its user: with organisation and region, because every page needs them."""

from typing import Any

from django.contrib.auth.backends import BaseBackend
from django.http import HttpRequest

from portal.models import User


class SignInBackend(BaseBackend):
    """Log-in name and password; only active users, also halfway through a session."""

    def authenticate(
        self, request: HttpRequest | None, username: str = "", password: str = "", **_kwargs: Any
    ) -> User | None:
        """The user, or None; an unknown name takes as long as a wrong password."""
        user = User.objects.filter(login=username).select_related("organisation__region").first()
        if user is None:
            User().set_password(password)
            return None
        return user if user.check_password(password) and user.is_active else None

    def get_user(self, user_id: int) -> User | None:
        """The user of a session, in one query."""
        return User.objects.filter(pk=user_id, is_active=True).select_related("organisation__region").first()
