"""The parts of the investigation, each a short form of its own."""

from trajectories.forms.parts.care import CareForm, SelfRelianceForm
from trajectories.forms.parts.conflict import ChoiceOfTwo
from trajectories.forms.parts.housing import HousingForm, LimitsForm, MoneyForm, OtherLawsForm
from trajectories.forms.parts.part import Around, PartForm, Spoken
from trajectories.forms.parts.person import PersonForm, RepresentationForm
from trajectories.forms.parts.reception import ReceptionForm
from trajectories.forms.parts.request import OwnWordsForm, StrengthForm
from trajectories.forms.parts.youth import YouthForm
from trajectories.models import PartKind

PART_FORMS: dict[PartKind, type[PartForm]] = {
    form.kind: form
    for form in (
        ReceptionForm,
        PersonForm,
        RepresentationForm,
        OwnWordsForm,
        StrengthForm,
        CareForm,
        HousingForm,
        OtherLawsForm,
        YouthForm,
        LimitsForm,
        SelfRelianceForm,
        MoneyForm,
    )
}

__all__ = ["PART_FORMS", "Around", "ChoiceOfTwo", "PartForm", "Spoken"]
