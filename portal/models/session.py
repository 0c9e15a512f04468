"""Who is logged in, in which browser: Django's session, with what its user wants to see of it."""

from typing import Any, ClassVar, Self

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.contrib.sessions.base_session import AbstractBaseSession, BaseSessionManager
from django.db import models
from django.utils import timezone

from portal.codes import random_code
from portal.models.user import User

SHOWN = ("slug", "device", "origin", "began_at", "seen_at")
"""What of a session stands in columns too."""


class SessionQuerySet(models.QuerySet["Session"]):
    """Ways to choose sessions."""

    def visible_to(self, user: User) -> Self:
        """One's own, as far as they still go on."""
        return self.filter(user=user, expire_date__gt=timezone.now())


class SessionManager(BaseSessionManager.from_queryset(SessionQuerySet)):  # type: ignore[misc]
    """Django's manager of sessions, with our ways to choose."""


class Session(AbstractBaseSession):
    """One browser in which somebody works; when this row is gone, that browser is logged out."""

    user = models.ForeignKey(User, models.CASCADE, null=True, related_name="sessions")
    # Names a session on a page: the key itself would be enough to take it over.
    slug = models.CharField("code", max_length=8, default=random_code)
    device = models.CharField("apparaat", max_length=60, blank=True)
    origin = models.GenericIPAddressField("herkomst", null=True, blank=True)
    began_at = models.DateTimeField("begonnen op", null=True)
    seen_at = models.DateTimeField("laatst gezien op", null=True)

    objects: ClassVar[SessionManager] = SessionManager()

    @classmethod
    def get_session_store_class(cls) -> type["SessionStore"]:
        """Where Django reads and writes it."""
        return SessionStore


class SessionStore(DatabaseStore):
    """Keeps beside what a session holds whose it is, since when, and when it was last used."""

    @classmethod
    def get_model_class(cls) -> type[Session]:
        """The table."""
        return Session

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        """The row that is written; whoever logged in is seen now, and began at the first of these."""
        if SESSION_KEY in data:
            now = timezone.now().isoformat()
            data["seen_at"] = now
            data.setdefault("began_at", now)
            data.setdefault("slug", random_code())
        plain = super().create_model_instance(data)
        return Session(
            session_key=plain.session_key,
            session_data=plain.session_data,
            expire_date=plain.expire_date,
            user_id=data.get(SESSION_KEY),
            **{name: data[name] for name in SHOWN if name in data},
        )
