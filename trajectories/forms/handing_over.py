"""The form that hands meldingen over: to whom, since when and why; and of many, which."""

from datetime import date
from typing import Any

from django import forms

from portal.fields import DayField, line, long_text, not_in_future
from portal.models import Organisation, User
from trajectories.handing_over import RECEIVES, Handover
from trajectories.models import Notification, NotificationQuerySet

OWN_TEAM = "EIGEN"


class HandOverForm(forms.Form):
    """Meldingen go to another holder; a predecessor is asked only where nobody wrote down who had them."""

    meldingen = forms.ModelMultipleChoiceField(
        queryset=Notification.objects.none(),
        to_field_name="slug",
        error_messages={
            "required": "Kies ten minste één melding.",
            "invalid_choice": "Een van deze meldingen is intussen afgerond of niet meer van u. Kijk opnieuw.",
            "invalid_list": "Kies de meldingen uit de lijst.",
        },
    )
    predecessor = line(
        "Wie had deze meldingen tot die dag?", required=True, help_text="Bijvoorbeeld: GGD IJsselland."
    )
    to = forms.ChoiceField(
        label="Aan wie?",
        widget=forms.RadioSelect,
        error_messages={"required": "Kies aan wie u overdraagt."},
    )
    starts_on = DayField(label="Vanaf", help_text="Op deze dag wordt de ander verantwoordelijk.")
    reason = long_text("Waarom?", rows=3, most=2000)
    words = long_text(
        "Wat moet de ander weten?",
        required=False,
        help_text="Niemand past deze tekst later aan. Alles wat al bij de melding staat, kan de ander lezen.",
    )

    def __init__(
        self,
        *args: Any,
        user: User,
        giver: Organisation | None,
        rows: NotificationQuerySet,
        on: date,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.giver = giver
        self.fields["meldingen"].queryset = rows  # type: ignore[attr-defined]
        self.receivers = {
            str(found.pk): found
            for found in Organisation.objects.filter(region=user.region_id, kind__in=RECEIVES).order_by("name")
            if found != giver
        }
        self.offer_who_sees((giver or user.organisation).municipality_id)
        self.fields["starts_on"].initial = on
        not_in_future(self.fields["starts_on"], on)
        if giver:
            del self.fields["predecessor"]

    def offer_who_sees(self, town: str | None) -> None:
        """Offer who sees meldingen of a municipality; of the whole region, each its own team too."""
        seen_by = [one for one in self.receivers.values() if town is None or one.municipality_id in (None, town)]
        own = [] if town else [(OWN_TEAM, "Het Sociaal Wijkteam van de eigen gemeente")]
        self.fields["to"].choices = own + [(str(one.pk), one.name) for one in seen_by]  # type: ignore[attr-defined]

    def handover(self) -> Handover:
        """What was filled in, as the act wants it."""
        facts = dict(self.cleaned_data)
        del facts["meldingen"]
        return Handover(giver=self.giver, **facts | {"to": self.receivers.get(facts["to"])})


class HandOverOneForm(HandOverForm):
    """One melding goes over."""

    def __init__(self, *args: Any, melding: Notification, **kwargs: Any) -> None:
        super().__init__(*args, rows=Notification.objects.none(), **kwargs)
        del self.fields["meldingen"]
        self.offer_who_sees(melding.municipality_id)
        if "predecessor" in self.fields:
            self.fields["predecessor"].label = "Wie had deze melding tot die dag?"

    def handover(self) -> Handover:
        """What was filled in, as the act wants it."""
        return Handover(giver=self.giver, **self.cleaned_data | {"to": self.receivers[self.cleaned_data["to"]]})
