"""Form fields as HTML in one pass: label, hint, error and control, a tenth of what Django's templates take."""

from collections.abc import Iterator, Mapping
from html import escape
from typing import Any

from django import template
from django.forms import BoundField, widgets
from django.utils.safestring import SafeString

register = template.Library()


@register.filter
def drawn(field: BoundField) -> SafeString:
    """One form field, whole: what it asks, the hint, what is wrong, and the control itself.

    Choices of a radio or checkbox group stand in a fieldset. Optional fields say so; required ones do not, nor
    those that a form needs at some moment (`is_needed`). The ids are those that Django's `aria-describedby` names.
    """
    if field.is_hidden:
        return field.as_hidden()
    wrong = " tr-veld--fout" if field.errors else ""
    # Every value in it went through `_text`: nothing somebody typed is trusted.
    return SafeString(f'<div class="tr-veld{wrong}">\n{"".join(_inside(field, field.field.widget))}</div>\n')


@register.filter
def control(field: BoundField) -> SafeString:
    """The control alone, where a page writes the label itself."""
    return SafeString("".join(_control(field, field.field.widget)))


def _text(value: object) -> str:
    """A value as text in HTML; only what Django itself calls safe stays as it is."""
    return value if isinstance(value, SafeString) else escape(str(value))


def _inside(field: BoundField, widget: widgets.Widget) -> Iterator[str]:
    match widget:
        case widgets.CheckboxInput():
            yield _errors(field)
            yield _tick(field, widget)
            yield _hint(field)
        case widgets.RadioSelect() | widgets.CheckboxSelectMultiple():
            described = _attributes({"aria-describedby": field.aria_describedby or None})
            yield f"<fieldset{described}><legend>{_asked(field)}</legend>\n{_hint(field)}{_errors(field)}"
            yield from _choices(field, widget)
            yield "</fieldset>\n"
        case _:
            yield f'<label for="{_text(field.id_for_label)}">{_asked(field)}</label>\n'
            yield _hint(field)
            yield _errors(field)
            yield from _control(field, widget)


def _asked(field: BoundField) -> str:
    asked = field.field
    is_needed = asked.required or getattr(asked, "is_needed", False)
    # Of a filter nothing is ever needed.
    is_optional = not is_needed and not getattr(field.form, "is_filter", False)
    return f"{_text(field.label)}{' (niet verplicht)' if is_optional else ''}"


def _hint(field: BoundField) -> str:
    hint = field.help_text
    return f'<p class="tr-hint" id="{_text(field.auto_id)}_helptext">{_text(hint)}</p>\n' if hint else ""


def _errors(field: BoundField) -> str:
    said = "".join(f'<p><span class="vh">Fout: </span>{_text(error)}</p>' for error in field.errors)
    return f'<div class="tr-fout" id="{_text(field.auto_id)}_error">{said}</div>\n' if said else ""


def _control(field: BoundField, widget: widgets.Widget) -> Iterator[str]:
    attrs = {"name": field.html_name, **_attrs(field, widget)}
    match widget:
        case widgets.Select():
            yield f"<select{_attributes(attrs)}>\n"
            yield from _options(field, widget)
            yield "</select>\n"
        case widgets.Textarea():
            written = widget.format_value(field.value())
            yield f"<textarea{_attributes(attrs)}>\n{_text(written or '')}</textarea>\n"
        case _:
            is_secret = isinstance(widget, widgets.PasswordInput)  # what was typed never comes back
            kind = {"type": getattr(widget, "input_type", "text")}
            value = {"value": None if is_secret else widget.format_value(field.value())}
            yield f"<input{_attributes(kind | attrs | value)}>\n"


def _attrs(field: BoundField, widget: widgets.Widget) -> dict[str, Any]:
    return field.build_widget_attrs({**widget.attrs, "id": field.id_for_label}, widget)


def _attributes(attrs: Mapping[str, Any]) -> str:
    """True is a bare attribute; False and nothing are none."""
    return "".join(
        f" {name}" if value is True else f' {name}="{_text(value)}"'
        for name, value in attrs.items()
        if value is not False and value is not None
    )


def _options(field: BoundField, widget: widgets.Select) -> Iterator[str]:
    """A choice each; a list of choices under one name is a group."""
    chosen = _chosen(field, widget)
    for value, label in widget.choices:
        if isinstance(label, list | tuple):
            yield f'<optgroup label="{_text(value)}">\n'
            yield from (_option(code, words, chosen) for code, words in label)
            yield "</optgroup>\n"
        else:
            yield _option(value, label, chosen)


def _option(value: Any, label: Any, chosen: set[str]) -> str:
    code = "" if value is None else str(value)
    return f'<option value="{_text(code)}"{" selected" if code in chosen else ""}>{_text(label)}</option>\n'


def _choices(field: BoundField, widget: widgets.ChoiceWidget) -> Iterator[str]:
    """A radio button or checkbox per choice, numbered as Django numbers them."""
    chosen, start = _chosen(field, widget), _text(field.auto_id)
    shared = {"type": widget.input_type, "name": field.html_name, **_attrs(field, widget)}
    del shared["id"]
    shared.pop("aria-describedby", None)  # the fieldset says it once
    rest = _attributes(shared)
    for number, (value, label) in enumerate(widget.choices):
        code = "" if value is None else str(value)
        box = f'<input value="{_text(code)}"{rest}{" checked" if code in chosen else ""} id="{start}_{number}">'
        yield f'<div class="tr-keuze">{box}<label for="{start}_{number}">{_text(label)}</label></div>\n'


def _chosen(field: BoundField, widget: widgets.ChoiceWidget) -> set[str]:
    return set(widget.format_value(field.value()))


def _tick(field: BoundField, widget: widgets.CheckboxInput) -> str:
    attrs = {"type": "checkbox", "name": field.html_name, **_attrs(field, widget)}
    attrs["checked"] = widget.check_test(field.value())
    label = f'<label for="{_text(field.id_for_label)}">{_text(field.label)}</label>'
    return f'<div class="tr-keuze"><input{_attributes(attrs)}>{label}</div>\n'
