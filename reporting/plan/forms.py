"""What people fill in about the plan; forms parse, `placements.planning` acts."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator, URLValidator
from django.db.models import Model

from placements.models import CareForm, Certainty, ChangeType, PlanAction, PlanLine, PlanTarget
from placements.planning import Estimate
from portal.codes import ALPHABET, LENGTH, random_code
from portal.fields import DayField, not_in_future
from portal.models import Municipality, Organisation, OrganisationKind, Region

MOST = 10_000
"""More places than any region has."""
SAME_SIGNS = RegexValidator(rf"^[{ALPHABET}]{{{LENGTH}}}$", "Laad de pagina opnieuw en probeer het nog een keer.")
WEB_ADDRESS = URLValidator(schemes=["http", "https"], message="Dit is geen webadres dat wij kennen.")


def pick[M: Model](label: str, offered: Iterable[M], *, nothing: str, required: bool = True, **more: Any) -> Any:
    """A choice among these rows; anything else is refused without asking the database."""
    rows = {str(row.pk): row for row in offered}
    return forms.TypedChoiceField(
        label=label,
        choices=[("", nothing), *((key, str(row)) for key, row in rows.items())],
        coerce=rows.__getitem__,
        empty_value=None,
        required=required,
        error_messages={"required": f"{nothing}.", "invalid_choice": "Maak een keuze uit de lijst."},
        **more,
    )


def words(
    label: str, *, rows: int = 2, most: int = 2000, required: bool = True, says: str = "", **more: Any
) -> Any:
    """A text of at most `most` signs; of one line when `rows` is 0."""
    return forms.CharField(
        label=label,
        max_length=most,
        required=required,
        widget=forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput,
        error_messages={
            "required": says or "Vul dit in.",
            "max_length": f"Deze tekst is te lang: hoogstens {most} tekens. Nu zijn het er %(show_value)d.",
        },
        **more,
    )


def number(label: str, *, least: int = 1, **more: Any) -> Any:
    """A whole number of places."""
    says = f"Kies een heel getal van {least} tot en met 10.000."
    return forms.IntegerField(
        label=label,
        widget=forms.NumberInput(attrs={"min": least, "max": MOST, "inputmode": "numeric"}),
        validators=[MinValueValidator(least, says), MaxValueValidator(MOST, says)],
        error_messages={"required": says, "invalid": says},
        **more,
    )


class LineForm(forms.Form):
    """What a line of the plan says; of a line that is there already, all but what it is about."""

    kind = forms.ChoiceField(
        label="Wat gaat er gebeuren?",
        widget=forms.RadioSelect,
        choices=[
            (ChangeType.BUILD_UP, "Opbouw: er komen plekken bij"),
            (ChangeType.CONVERT, "Ombouw: plekken krijgen een andere zorgvorm"),
            (ChangeType.SCALE_DOWN, "Afbouw: er gaan plekken weg"),
        ],
        error_messages={
            "required": "Kies wat er gaat gebeuren.",
            "invalid_choice": "Kies opbouw, ombouw of afbouw.",
        },
    )
    places = number("Hoeveel plekken?")
    is_circa = forms.BooleanField(label="Het aantal is ongeveer (circa)", required=False)
    planned_on = DayField(label="Klaar vóór", help_text="Vanaf deze dag tellen we de plekken als gepland.")
    certainty = forms.ChoiceField(
        label="Hoe zeker is dit?", required=False, choices=[("", "Nog niet bekend"), *Certainty.choices]
    )
    is_for_youth = forms.BooleanField(label="Voor jongeren van 18 tot en met 24 jaar", required=False)
    is_clustered = forms.BooleanField(label="Geclusterd: bij elkaar in één complex", required=False)
    note = words("Toelichting", required=False)
    decided_by = words("Wie heeft dit besloten?", rows=0, most=200, required=False)
    decided_on = DayField(label="Besloten op", required=False)
    document = words("In welk document staat het?", rows=0, most=200, required=False)
    document_reference = words(
        "Kenmerk of webadres van het document",
        rows=0,
        most=500,
        required=False,
        help_text="Bijvoorbeeld: zaak 2024-118, of een adres dat begint met https://",
    )
    risk = words("Wat kan er misgaan?", required=False)
    dependency = words("Waar hangt het van af?", required=False)
    depends_on = words("Van wie hangt dat af?", rows=0, most=200, required=False)

    def __init__(self, *args: Any, region: Region, on: date, line: PlanLine | None = None, **kwargs: Any) -> None:
        if line:
            kwargs.setdefault("initial", _said(line))
        super().__init__(*args, **kwargs)
        self.line = line
        self._offer_organisations(region)
        day, decided = self.fields["planned_on"], self.fields["decided_on"]
        assert isinstance(day, DayField)
        day.not_before(date(2000, 1, 1))
        not_in_future(decided, on)
        if line:
            self._ask_about_a_change(line)
        else:
            self._ask_what_it_is_about(region, on)

    def _offer_organisations(self, region: Region) -> None:
        """Who carries it out; they see the line too."""
        known = list(region.organisations.filter(kind__in=CARRIERS).order_by("name"))
        for name, label, kind in (
            ("provider", "Welke aanbieder doet dit?", OrganisationKind.PROVIDER),
            ("housing_association", "Met welke woningcorporatie?", OrganisationKind.HOUSING_ASSOCIATION),
        ):
            offered: list[Organisation] = [row for row in known if row.kind == kind]
            self.fields[name] = pick(
                label,
                offered,
                nothing="Nog niet bekend",
                required=False,
                help_text="Deze organisatie ziet de afspraak dan ook. Alleen haar plekken tellen mee."
                if name == "provider"
                else "Deze organisatie ziet de afspraak dan ook.",
            )
        self.order_fields(ORDER)

    def _ask_what_it_is_about(self, region: Region, on: date) -> None:
        care_forms = list(region.care_forms.in_order())
        towns = Municipality.objects.filter(memberships__in=region.memberships.covering(on))
        self.fields["care_form"] = pick("Welke zorgvorm?", care_forms, nothing="Kies een zorgvorm")
        self.fields["to_care_form"] = pick(
            "Naar welke zorgvorm?",
            care_forms,
            nothing="Kies een zorgvorm",
            required=False,
            help_text="Alleen bij ombouw: de zorgvorm die de plekken krijgen.",
        )
        self.fields["municipality"] = pick("In welke gemeente?", towns.distinct(), nothing="Kies een gemeente")
        self.fields["code"] = forms.CharField(
            widget=forms.HiddenInput, initial=random_code, validators=[SAME_SIGNS], max_length=LENGTH
        )
        self.order_fields(ORDER)

    def _ask_about_a_change(self, line: PlanLine) -> None:
        del self.fields["kind"]
        self.fields["reason"] = words(
            "Waarom verandert het aantal of de dag?",
            required=False,
            help_text="Nodig als u het aantal of de dag wijzigt. Wat er stond, blijft leesbaar.",
        )
        self.fields["seen"] = forms.CharField(widget=forms.HiddenInput, initial=line.version, max_length=12)
        self.order_fields(ORDER)

    def clean(self) -> dict[str, Any]:
        """What belongs together, is filled in together."""
        said = super().clean() or self.cleaned_data
        if self.line is None:
            self._clean_conversion(said)
        elif (said.get("places"), said.get("planned_on")) != (self.line.places, self.line.planned_on):
            self._demand("reason", said, "Zeg waarom het aantal of de dag verandert.")
        for one, other, says in TOGETHER:
            if said.get(one):
                self._demand(other, said, says)
        return said

    def _clean_conversion(self, said: dict[str, Any]) -> None:
        if said.get("kind") != ChangeType.CONVERT:
            said["to_care_form"] = None
            return
        self._demand("to_care_form", said, "Kies de zorgvorm die de plekken krijgen.")
        if said.get("to_care_form") and said["to_care_form"] == said.get("care_form"):
            self.add_error("to_care_form", "Kies een andere zorgvorm dan die de plekken nu hebben.")

    def _demand(self, name: str, said: dict[str, Any], says: str) -> None:
        if not said.get(name) and name not in self.errors:
            self.add_error(name, says)

    def clean_document_reference(self) -> str:
        """A reference that looks like an address is one people can safely follow."""
        reference: str = self.cleaned_data["document_reference"]
        if ":" in reference.split("/")[0] and "//" in reference:
            WEB_ADDRESS(reference)
        return reference

    def facts(self) -> dict[str, Any]:
        """The arguments of the act: everything that is a field of the line."""
        return {name: value for name, value in self.cleaned_data.items() if name not in ("code", "seen", "reason")}


CARRIERS = (OrganisationKind.PROVIDER, OrganisationKind.HOUSING_ASSOCIATION)
ORDER = (
    "kind", "places", "is_circa", "care_form", "to_care_form", "municipality", "planned_on", "reason", "certainty",
    "provider", "housing_association", "is_for_youth", "is_clustered", "note", "decided_by", "decided_on",
    "document", "document_reference", "risk", "dependency", "depends_on",
)  # fmt: skip
TOGETHER = (
    ("decided_by", "decided_on", "Vul in op welke dag dit is besloten."),
    ("decided_on", "decided_by", "Vul in wie dit heeft besloten."),
    ("document_reference", "document", "Vul ook de titel van het document in."),
    ("depends_on", "dependency", "Vul ook in waar het van afhangt."),
)


def _said(line: PlanLine) -> dict[str, Any]:
    """What a line says now, as the form begins with it."""
    names = (field.name for field in PlanLine._meta.concrete_fields)
    said = {name: getattr(line, name) for name in names if name in ORDER}
    return said | {"provider": line.provider_id, "housing_association": line.housing_association_id}


class ReasonForm(forms.Form):
    """Why a line goes otherwise than planned, or is withdrawn."""

    reason = words("Waarom?", rows=4, says="Vul de reden in.")


class ActionForm(forms.Form):
    """Something to do for a line, by whom and by when."""

    what = words("Wat gaat er gebeuren?", most=500, says="Vul in wat er gaat gebeuren.")
    owner = words(
        "Wie doet het?",
        rows=0,
        most=200,
        says="Vul in wie het doet.",
        help_text="Een persoon, een organisatie of een team. Bijvoorbeeld: opgaveteam beschermd thuis.",
    )
    due_on = DayField(label="Uiterlijk op")

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        due = self.fields["due_on"]
        assert isinstance(due, DayField)
        due.not_before(date(2000, 1, 1))


class ActionChangeForm(ActionForm):
    """The same action later: corrected, or done."""

    done_on = DayField(label="Klaar op", required=False, help_text="Nog niet klaar? Laat dit dan leeg.")
    result = words("Wat kwam eruit?", required=False)

    def __init__(self, *args: Any, on: date, action: PlanAction, **kwargs: Any) -> None:
        names = ("what", "owner", "due_on", "done_on", "result")
        kwargs.setdefault("initial", {name: getattr(action, name) for name in names})
        super().__init__(*args, on=on, **kwargs)
        not_in_future(self.fields["done_on"], on)

    def clean(self) -> dict[str, Any]:
        """What came of it belongs to a day."""
        said = super().clean() or self.cleaned_data
        if said.get("result") and not said.get("done_on") and "done_on" not in self.errors:
            self.add_error("done_on", "Vul in op welke dag de actie klaar was, of maak ‘Wat kwam eruit?’ leeg.")
        return said


class TargetForm(forms.Form):
    """How many places there must be at the end of a year."""

    def __init__(self, *args: Any, region: Region, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        towns = Municipality.objects.filter(memberships__in=region.memberships.covering(on)).distinct()
        years = range(on.year - 5, on.year + 11)
        self.fields["care_form"] = pick("Zorgvorm", region.care_forms.in_order(), nothing="Kies een zorgvorm")
        self.fields["municipality"] = pick("Gemeente", towns, nothing="De hele regio", required=False)
        self.fields["year"] = forms.TypedChoiceField(
            label="Aan het eind van welk jaar?",
            choices=[("", "Kies een jaar"), *((year, str(year)) for year in years)],
            coerce=int,
            error_messages={"required": "Kies een jaar.", "invalid_choice": "Kies een jaar uit de lijst."},
        )
        self.fields["places"] = number("Hoeveel plekken moeten er dan zijn?", least=0)
        self.fields["reason"] = words("Waarom dit aantal?", says="Vul in waarom dit het doel is.")


class TargetChangeForm(forms.Form):
    """Another number for the same target."""

    places = number("Hoeveel plekken worden het?", least=0)
    reason = words("Waarom verandert het doel?", says="Vul in waarom het doel verandert.")
    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, target: PlanTarget, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"places": target.places, "seen": target.places})
        super().__init__(*args, **kwargs)


class EstimateForm(forms.Form):
    """How many places are needed, as somebody estimated."""

    def __init__(self, *args: Any, region: Region, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["care_form"] = pick("Zorgvorm", region.care_forms.in_order(), nothing="Kies een zorgvorm")
        self.fields["places"] = number("Hoeveel plekken zijn er nodig?", least=0)
        self.fields["is_circa"] = forms.BooleanField(label="Het aantal is ongeveer (circa)", required=False)
        self.fields["made_on"] = DayField(label="Geraamd op", initial=on)
        not_in_future(self.fields["made_on"], on)
        self.fields["made_by"] = words("Wie maakte deze raming?", rows=0, most=200, says="Vul in wie dit raamde.")
        self.fields["reasoning"] = words(
            "Hoe komt u aan dit aantal?", rows=4, says="Vul in hoe u aan dit aantal komt."
        )
        self.fields["source"] = words("Bron", rows=0, most=500, required=False)

    @property
    def care_form(self) -> CareForm:
        """What the estimate is about."""
        form: CareForm = self.cleaned_data["care_form"]
        return form

    def says(self) -> Estimate:
        """What the estimate says."""
        names = Estimate.__annotations__
        return Estimate(**{name: self.cleaned_data[name] for name in names})  # type: ignore[typeddict-item]


class QuotaForm(forms.Form):
    """How many dwellings were promised, where, by whom and in which year."""

    def __init__(self, *args: Any, region: Region, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        towns = Municipality.objects.filter(memberships__in=region.memberships.covering(on)).distinct()
        known = region.organisations.filter(kind=OrganisationKind.HOUSING_ASSOCIATION).order_by("name")
        years = range(on.year - 5, on.year + 11)
        self.fields["municipality"] = pick("Gemeente", towns.order_by("name"), nothing="Kies een gemeente")
        self.fields["association"] = pick(
            "Met welke woningcorporatie?", known, nothing="Alle corporaties samen", required=False
        )
        self.fields["year"] = forms.TypedChoiceField(
            label="Voor welk jaar?",
            choices=[("", "Kies een jaar"), *((year, str(year)) for year in years)],
            coerce=int,
            error_messages={"required": "Kies een jaar.", "invalid_choice": "Kies een jaar uit de lijst."},
        )
        self.fields["dwellings"] = number("Hoeveel woningen zijn beloofd?", least=0)
        self.fields["reason"] = words("Waar staat deze afspraak, of waarom verandert hij?", says="Vul dit in.")


class ReplacementForm(forms.Form):
    """Which line of the plan brings another dwelling."""

    def __init__(self, *args: Any, lines: Iterable[PlanLine], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["line"] = pick("Welke afspraak in het plan?", lines, nothing="Kies een afspraak")


class FilterForm(forms.Form):
    """Which lines of the plan one sees."""

    soort = forms.TypedChoiceField(
        label="Soort",
        required=False,
        choices=[("", "Alle"), *ChangeType.choices],
        coerce=ChangeType,
        empty_value=None,
    )
    laat = forms.ChoiceField(label="Te laat", required=False, choices=[("", "Alle"), ("ja", "Alleen te laat")])

    def __init__(self, *args: Any, lines: Iterable[PlanLine], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lines = list(lines)
        care_forms = {form.code: form for line in lines for form in (line.care_form, line.to_care_form) if form}
        towns = {line.municipality_id: line.municipality for line in lines}
        years = {str(line.planned_on.year): line.planned_on.year for line in lines}
        for name, label, offered in (
            ("zorgvorm", "Zorgvorm", care_forms),
            ("gemeente", "Gemeente", towns),
            ("jaar", "Jaar", years),
        ):
            self.fields[name] = _one_of(label, offered)
        self.order_fields(("soort", "zorgvorm", "gemeente", "jaar", "laat"))

    def chosen(self) -> dict[str, Any]:
        """The filters that are set, by their word in the address; what we do not know filters nothing."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


def _one_of(label: str, offered: dict[str, Any]) -> forms.TypedChoiceField:
    """A filter with what occurs in the plan."""
    choices = sorted(((key, str(value)) for key, value in offered.items()), key=lambda choice: choice[1])
    return forms.TypedChoiceField(
        label=label,
        required=False,
        choices=[("", "Alle"), *choices],
        coerce=offered.__getitem__,
        empty_value=None,
    )
