"""What the law asks at the door: receipt confirmed, information given, help offered (Wmo 2015, 2.3.2)."""

from typing import Any

from portal.fields import DayField, not_in_future
from trajectories.forms.parts.part import PartForm
from trajectories.forms.parts.questions import YES_NO, Section, day, one_of
from trajectories.models import PartKind

BEFORE_THE_MELDING = "Dit kan niet vóór de melding."
WHO_PAYS = "Zo blijft te zien wie beslist en wie betaalt, ook als de regels over de woonplaats veranderen."


class ReceptionForm(PartForm):
    """Receipt, information, personal plan, client support, and which municipality has which role."""

    kind = PartKind.RECEPTION
    intro = "Wat de cliënt na de melding moet krijgen, en welke gemeenten bij deze zaak horen."
    needed = (
        "receipt_confirmed_on",
        "informed_on",
        "plan_offered_on",
        "support_offered_on",
        "deciding_municipality",
        "paying_municipality",
    )
    brief = ("receipt_confirmed_on", "plan_received_on")
    sections = (
        Section(
            "Ontvangst en uitleg",
            {
                "receipt_confirmed_on": "De gemeente bevestigt elke melding (Wmo 2015, artikel 2.3.2 lid 1).",
                "informed_on": "De cliënt moet weten wat we opschrijven, waarom en wie het ziet (AVG, art. 13). "
                "De grondslag is een publieke taak; toestemming vragen we hier dus niet.",
                "plan_offered_on": "De cliënt mag binnen zeven dagen na de melding een eigen plan geven (artikel "
                "2.3.2 lid 2).",
                "plan_received_on": "Het onderzoek begint bij het plan van de cliënt, als dat er is.",
                "support_offered_on": "De gemeente wijst op gratis cliëntondersteuning (artikel 2.3.2 lid 3).",
                "support_used": "Dan weten we wie er bij de gesprekken is.",
            },
        ),
        Section(
            "Welke gemeenten?",
            {
                "deciding_municipality": "Wie het besluit neemt, staat in het besluit. " + WHO_PAYS,
                "paying_municipality": WHO_PAYS,
                "placement_municipality": "Dan is later te zien of iemand dicht bij huis een plek vond.",
            },
            intro="Vaak zijn dit dezelfde. De gemeente van de melding en de herkomst staan al vast.",
        ),
    )

    receipt_confirmed_on = day("Ontvangst bevestigd op")
    informed_on = day("Uitleg over uw gegevens gegeven op", hint="Mondeling of met de folder.")
    plan_offered_on = day("Uitleg over het persoonlijk plan gegeven op")
    plan_received_on = day("Persoonlijk plan ontvangen op", hint="Leeg laten als er geen plan kwam.")
    support_offered_on = day("Gewezen op gratis cliëntondersteuning op")
    support_used = one_of("Is er een cliëntondersteuner?", YES_NO)
    deciding_municipality = one_of("Welke gemeente beslist?", ())
    paying_municipality = one_of("Welke gemeente betaalt?", ())
    placement_municipality = one_of("In welke gemeente komt de plek?", (), hint="Als dat al duidelijk is.")

    def fit(self) -> None:
        """Days from the melding up to today, municipalities of the region."""
        for name in self.sections[0].asks:
            field = self.fields[name]
            if isinstance(field, DayField):
                field.not_before(self.around.notified_on, BEFORE_THE_MELDING)
                not_in_future(field, self.around.on)
        towns: Any = [("", "Nog niet bekend"), *self.around.towns.items()]
        for name in self.sections[1].asks:
            self.fields[name].choices = towns  # type: ignore[attr-defined]
