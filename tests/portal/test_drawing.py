"""A field is drawn whole: named, described, marked when wrong; nothing typed becomes markup."""

import re
from html.parser import HTMLParser

import pytest
from django import forms
from django.template import engines

from portal.fields import DayField
from portal.templatetags.drawing import drawn

NASTY = "<script>alert('x')</script>\" onfocus=\"x"


class Everything(forms.Form):
    """A field of every kind, two of them with a hint."""

    name = forms.CharField(label="Naam", max_length=10, help_text="Zoals op het paspoort.")
    email = forms.EmailField(label="E-mail", required=False)
    born_on = DayField(label="Geboren")
    children = forms.IntegerField(label="Kinderen", required=False, min_value=0)
    notes = forms.CharField(label="Notities", widget=forms.Textarea(attrs={"rows": 3}), required=False)
    town = forms.ChoiceField(label="Gemeente", choices=[("", "Kies"), ("0034", "Almere")])
    state = forms.ChoiceField(
        label="Stand", choices=[("A", "Aan"), ("U", "Uit")], widget=forms.RadioSelect, initial="U"
    )
    wishes = forms.MultipleChoiceField(
        label="Wensen",
        choices=[("R", "Rustig"), ("H", "Huisdier")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    urgent = forms.BooleanField(label="Spoed", required=False, help_text="Meteen nodig.")
    version = forms.IntegerField(widget=forms.HiddenInput, initial=3)


class Reader(HTMLParser):
    """Everything that was opened, with its attributes."""

    def __init__(self, text):
        super().__init__()
        self.found = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))

    def tags(self, tag):
        return [attrs for name, attrs in self.found if name == tag]


def draw(form, *names):
    return "".join(drawn(form[name]) for name in names or form.fields)


def test_every_control_has_its_label():
    read = Reader(draw(Everything()))
    controls = [attrs for tag in ("input", "select", "textarea") for attrs in read.tags(tag)]
    asked = {attrs["id"] for attrs in controls if attrs.get("type") != "hidden"}
    assert {attrs["for"] for attrs in read.tags("label")} == asked
    assert [attrs["type"] for attrs in read.tags("input")] == [
        *("text", "email", "date", "number", "radio", "radio", "checkbox", "checkbox", "checkbox", "hidden")
    ]


def test_what_is_described_by_an_id_is_there():
    form = Everything({})
    assert not form.is_valid()
    read = Reader(draw(form))
    ids = {attrs.get("id") for _tag, attrs in read.found}
    named = {key for _tag, attrs in read.found for key in attrs.get("aria-describedby", "").split()}
    assert named >= {
        "id_name_helptext",
        "id_name_error",
        "id_born_on_error",
        "id_state_error",
        "id_urgent_helptext",
    }
    assert named <= ids


def test_what_is_wrong_says_so_in_words_and_to_the_machine():
    form = Everything({"name": "x" * 11, "town": "9999", "state": "Z"})
    text = draw(form, "name", "town", "state")
    assert text.count("tr-veld--fout") == text.count('<span class="vh">Fout: </span>') == 3
    read = Reader(text)
    assert all(attrs["aria-invalid"] == "true" for tag in ("input", "select") for attrs in read.tags(tag))
    assert not Reader(draw(Everything(), "name")).tags("input")[0].get("aria-invalid")


def test_what_was_filled_in_is_still_there():
    sent = {
        "name": "Noor",
        "born_on": "2001-05-05",
        "children": "0",
        "notes": "een\ntwee",
        "town": "0034",
        "state": "A",
        "wishes": ["H"],
        "urgent": "on",
    }
    text = draw(Everything(sent))
    assert 'value="Noor"' in text
    assert 'value="2001-05-05"' in text
    assert re.search(r'type="number"[^>]* value="0"', text)
    assert ">\neen\ntwee</textarea>" in text
    assert '<option value="0034" selected>' in text
    checked = [attrs for attrs in Reader(text).tags("input") if "checked" in attrs]
    assert [attrs["id"] for attrs in checked] == ["id_state_0", "id_wishes_1", "id_urgent"]


def test_a_password_never_comes_back():
    class Secret(forms.Form):
        password = forms.CharField(widget=forms.PasswordInput, max_length=3)

    form = Secret({"password": "geheim"})
    assert form.errors
    assert "geheim" not in draw(form)


def test_optional_says_so_unless_the_form_needs_it_at_some_moment():
    form = Everything()
    assert "Naam</label>" in draw(form, "name")
    assert "E-mail (niet verplicht)" in draw(form, "email")
    form.fields["email"].is_needed = True
    assert "niet verplicht" not in draw(form, "email")


@pytest.mark.parametrize("name", ["name", "email", "children", "notes", "born_on", "town", "state", "wishes"])
def test_nothing_typed_becomes_markup(name):
    form = Everything({name: NASTY})
    form.fields[name].label = form.fields[name].help_text = NASTY
    form.is_valid()
    form.add_error(name, NASTY)
    if hasattr(form.fields[name], "choices"):
        form.fields[name].choices = [(NASTY, NASTY)]
    read = Reader(draw(form, name))
    assert not read.tags("script")
    assert not [attrs for _tag, attrs in read.found if "onfocus" in attrs]


def test_a_template_draws_it_through_the_component():
    template = engines["django"].from_string('{% include "components/field.html" with field=form.name %}')
    assert template.render({"form": Everything()}).strip() == draw(Everything(), "name").strip()


def test_choices_under_one_name_are_a_group():
    class Places(forms.Form):
        home = forms.ChoiceField(
            label="Waar", choices=[("", "Kies"), ("Het Baken", [("P1", "Plek 1"), ("P2", "Plek 2")])]
        )

    drawn_field = draw(Places({"home": "P2"}))
    read = Reader(drawn_field)
    assert read.tags("optgroup") == [{"label": "Het Baken"}]
    assert [option["value"] for option in read.tags("option")] == ["", "P1", "P2"]
    assert '<option value="P2" selected>Plek 2</option>' in drawn_field
