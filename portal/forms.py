"""What an administrator fills in about users and organisations, and a new user about a password."""

from datetime import timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db.models import Q, QuerySet

from portal.fields import CHOOSE, CODE, DayField, line, password_field
from portal.models import AccessRecord, Action, Municipality, Organisation, OrganisationKind, Region, Role, User
from portal.models.mail import FOR_WHOM
from portal.passwords import refusals
from portal.periods import midnight
from portal.workplaces import KINDS

LOGIN = RegexValidator(
    r"^[a-z0-9._@-]{3,100}\Z",
    "Gebruik kleine letters, cijfers, punt, - , _ en @: minstens drie tekens, zonder spaties.",
)
AGB = RegexValidator(r"^[0-9]{8}\Z", "Een AGB-code heeft acht cijfers.")
EVERYWHERE = frozenset({Role.ADMINISTRATOR, Role.AUDITOR})
"""Roles that belong to no region."""


def mail_address() -> forms.EmailField:
    """An e-mail address that may be left out."""
    return forms.EmailField(
        label="E-mailadres",
        required=False,
        max_length=254,
        help_text="Voor wie berichten per mail wil. Mag leeg blijven.",
        error_messages={"invalid": "Dit is geen e-mailadres. Schrijf bijvoorbeeld i.vandam@gemeente.nl."},
    )


class UserFilter(forms.Form):
    """Which users to show: of a region, with a role, called something."""

    is_filter = True
    regio = forms.ModelChoiceField(
        label="Regio", required=False, queryset=Region.objects.all(), to_field_name="code", empty_label="Alle"
    )
    rol = forms.ChoiceField(label="Rol", required=False, choices=[("", "Alle"), *Role.choices])
    naam = forms.CharField(label="Naam of inlognaam", required=False, max_length=100)

    def chosen(self, users: QuerySet[User]) -> QuerySet[User]:
        """The users that are left; what we do not know filters nothing."""
        self.is_valid()
        facts = self.cleaned_data
        if facts.get("regio"):
            users = users.filter(organisation__region=facts["regio"])
        if facts.get("rol"):
            users = users.filter(role=facts["rol"])
        if words := facts.get("naam"):
            users = users.filter(Q(name__icontains=words) | Q(login__icontains=words))
        return users


class LogFilter(forms.Form):
    """Which lines of the log to show: about a file, of somebody, of a kind, in a period."""

    is_filter = True
    dossier = forms.CharField(label="Code van het dossier", required=False, max_length=20)
    wie = forms.CharField(label="Naam of inlognaam", required=False, max_length=100)
    handeling = forms.ChoiceField(
        label="Handeling", required=False, choices=[("", "Alles"), *Action.choices], error_messages=CHOOSE
    )
    van = DayField(label="Vanaf", required=False)
    tot = DayField(label="Tot en met", required=False)

    def clean(self) -> dict[str, Any]:
        """A period has its first day first."""
        facts = super().clean() or {}
        if facts.get("van") and facts.get("tot") and facts["tot"] < facts["van"]:
            self.add_error("tot", "De laatste dag ligt vóór de eerste.")
        return facts

    def chosen(self, records: QuerySet[AccessRecord]) -> QuerySet[AccessRecord]:
        """The lines that are left; what cannot be filters nothing and is said at its field."""
        self.is_valid()
        facts = self.cleaned_data
        if code := facts.get("dossier", "").strip().upper():
            records = records.filter(client__slug=code)
        if words := facts.get("wie"):
            records = records.filter(Q(user__name__icontains=words) | Q(user__login__icontains=words))
        if facts.get("handeling"):
            records = records.filter(action=facts["handeling"])
        if facts.get("van"):
            records = records.filter(at__gte=midnight(facts["van"]))
        if facts.get("tot"):
            records = records.filter(at__lt=midnight(facts["tot"] + timedelta(days=1)))
        return records


class WeekForm(forms.Form):
    """Which week of the log: the seven days up to and including one."""

    is_filter = True
    tot = DayField(label="Week tot en met", required=False)


class RoleForm(forms.Form):
    """The first question about a new user: which role, in which region."""

    rol = forms.ChoiceField(
        label="Rol", choices=Role.choices, widget=forms.RadioSelect, error_messages={"required": "Kies een rol."}
    )
    regio = forms.ModelChoiceField(
        label="Regio",
        required=False,
        queryset=Region.objects.all(),
        to_field_name="code",
        empty_label="Kies een regio",
        help_text="Laat dit leeg bij een functioneel beheerder of een auditor: die horen bij geen regio.",
        error_messages=CHOOSE,
    )

    def clean(self) -> dict[str, Any]:
        """Every role but two has a region; those two have none."""
        facts = super().clean() or {}
        role, region = facts.get("rol"), facts.get("regio")
        if role in EVERYWHERE and region:
            self.add_error("regio", f"Een {Role(role).label.lower()} hoort bij geen regio. Laat dit leeg.")
        elif role and role not in EVERYWHERE and not region and "regio" not in self.errors:
            self.add_error("regio", "Kies de regio waar deze gebruiker werkt.")
        return facts


class NewUserForm(forms.Form):
    """Who it is, and where in the region that person works; asks only what the role needs."""

    name = forms.CharField(
        label="Voor- en achternaam", max_length=200, error_messages={"required": "Vul een naam in."}
    )
    login = forms.CharField(
        label="Inlognaam",
        max_length=100,
        validators=[LOGIN],
        help_text="Bijvoorbeeld voornaam.achternaam. De inlognaam verandert later niet meer.",
        error_messages={"required": "Vul een inlognaam in."},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    mail = mail_address()
    municipality = forms.ModelChoiceField(
        label="Gemeente van het wijkteam",
        queryset=Municipality.objects.none(),
        empty_label="Kies een gemeente",
        error_messages=CHOOSE,
    )
    organisation = forms.ModelChoiceField(
        label="Organisatie",
        queryset=Organisation.objects.none(),
        empty_label="Kies een organisatie",
        to_field_name="code",
        error_messages=CHOOSE,
    )

    def __init__(self, *args: Any, role: Role, region: Region | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kind = KINDS[role]
        if kind == OrganisationKind.TEAM:
            towns = Municipality.objects.filter(memberships__region=region).distinct().order_by("name")
            self.fields["municipality"].queryset = towns  # type: ignore[attr-defined]
        else:
            del self.fields["municipality"]
        if kind in (OrganisationKind.PROVIDER, OrganisationKind.HOUSING_ASSOCIATION):
            here = Organisation.objects.filter(region=region, kind=kind).order_by("name")
            self.fields["organisation"].queryset = here  # type: ignore[attr-defined]
        else:
            del self.fields["organisation"]

    @property
    def workplace_code(self) -> str:
        """The gemeentecode of a wijkteam, the code of an organisation, or nothing: what `workplace` asks."""
        facts = self.cleaned_data
        if town := facts.get("municipality"):
            return str(town.code)
        return str(facts["organisation"].code) if facts.get("organisation") else ""


class MailAddressForm(forms.Form):
    """Where a user gets mail; empty is nowhere."""

    mail = mail_address()


class MailChoiceForm(forms.Form):
    """Which notices somebody wants: those that have to do with their role."""

    kinds = forms.MultipleChoiceField(
        label="Wanneer wilt u mail?",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Kies uit de lijst."},
        help_text="In een mail staat alleen deze zin, een nummer en een link. Nooit over wie het gaat.",
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kinds"].initial = user.mail_kinds
        mine = [(kind.value, kind.label) for kind, roles in FOR_WHOM.items() if user.role in roles]
        self.fields["kinds"].choices = mine  # type: ignore[attr-defined]


MADE_BY_HAND = (OrganisationKind.PROVIDER, OrganisationKind.HOUSING_ASSOCIATION)
"""Wijkteams and offices are made by themselves, with their first user, and keep the name they got."""


class OrganisationForm(forms.ModelForm):
    """What an organisation is called, and how it can be reached."""

    name = line("Naam", required=True, help_text="Zo staat de organisatie op elke pagina.")
    agb = forms.CharField(label="AGB-code", required=False, max_length=8, validators=[AGB])
    phone = forms.CharField(
        label="Telefoon",
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"inputmode": "tel"}),
        help_text="Wie met een cliënt werkt, ziet dit op de pagina van de cliënt.",
    )
    mail = forms.EmailField(
        label="E-mail", required=False, max_length=254, help_text="Van de organisatie, niet van één medewerker."
    )

    class Meta:
        model = Organisation
        fields: tuple[str, ...] = ("name", "agb", "phone", "mail")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk and self.instance.kind != OrganisationKind.PROVIDER:
            del self.fields["agb"]
        if self.instance.pk and self.instance.kind not in MADE_BY_HAND:
            del self.fields["name"]


class NewOrganisationForm(OrganisationForm):
    """A provider or a housing association that the region does not know yet."""

    kind = forms.ChoiceField(
        label="Soort",
        choices=[
            (OrganisationKind.PROVIDER, OrganisationKind.PROVIDER.label),
            (OrganisationKind.HOUSING_ASSOCIATION, OrganisationKind.HOUSING_ASSOCIATION.label),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Kies wat voor organisatie dit is."},
    )
    code = forms.CharField(
        label="Code",
        max_length=40,
        validators=[CODE],
        help_text="Hoofdletters, bijvoorbeeld POLDERLICHT. De code verandert later niet meer.",
        error_messages={"required": "Vul een code in."},
    )
    field_order = ("kind", "name", "code", "agb", "phone", "mail")

    class Meta(OrganisationForm.Meta):
        fields = ("kind", "name", "code", "agb", "phone", "mail")

    def clean(self) -> dict[str, Any]:
        """Only a provider has an AGB code."""
        facts = super().clean() or {}
        if facts.get("kind") == OrganisationKind.HOUSING_ASSOCIATION and facts.get("agb"):
            self.add_error("agb", "Een woningcorporatie heeft geen AGB-code. Laat dit leeg.")
        return facts


class PasswordForm(forms.Form):
    """A password of one's own, typed twice."""

    password = password_field(
        "Nieuw wachtwoord",
        autocomplete="new-password",
        help_text="Minstens 15 tekens. Een zin van een paar woorden is sterk en goed te onthouden.",
        error_messages={"required": "Kies een wachtwoord."},
    )
    again = password_field(
        "Nog een keer hetzelfde wachtwoord",
        autocomplete="new-password",
        error_messages={"required": "Typ het wachtwoord nog een keer."},
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_password(self) -> str:
        """Long enough, and not one that everybody uses or can guess."""
        password: str = self.cleaned_data["password"]
        if weak := refusals(password, self.user):
            raise ValidationError(weak)
        return password

    def clean(self) -> dict[str, Any]:
        """Both times the same."""
        facts = super().clean() or {}
        if facts.get("password") and facts.get("again") and facts["password"] != facts["again"]:
            raise ValidationError("De twee wachtwoorden zijn niet gelijk. Typ ze opnieuw.")
        return facts
