"""The day a page is read as of: `?op=2024-03-01` in the address, today when nothing is asked."""

from collections.abc import Mapping
from datetime import date

from django import forms

from portal.fields import DayField


class ReadingDay(forms.Form):
    """Which day somebody wants to see; a day that cannot be is said at the field, and today is shown."""

    op = DayField(label="Stand op")

    def __init__(self, asked: Mapping[str, str], *, today: date, label: str = "") -> None:
        super().__init__({"op": asked.get("op") or today.isoformat()})
        self.fields["op"].label = label or self.fields["op"].label
        self.today = today
        self.is_valid()

    @property
    def day(self) -> date:
        """The day asked for, else today."""
        day: date | None = self.cleaned_data.get("op")
        return day or self.today

    @property
    def is_today(self) -> bool:
        """Whether the page shows how it is now."""
        return self.day == self.today
