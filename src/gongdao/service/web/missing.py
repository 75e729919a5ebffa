"""What a form says of a field that was left empty: which one it is, so that several are told from one another."""

from __future__ import annotations

from django import forms

from gongdao.kernel.text import Text

CHOOSE, FILL_IN = Text("请选一项：{label}", "Choose one: {label}"), Text("请填写：{label}", "Fill in: {label}")


def naming_what_is_missing(form: forms.Form, lang: str) -> forms.Form:
    """Have each field that must be filled in name itself where it is not; gives the form."""
    for field in form.fields.values():
        said = CHOOSE if isinstance(field, forms.ChoiceField) else FILL_IN
        label = str(field.label or "").rstrip("?？")
        if field.required and label:
            field.error_messages["required"] = said.say(lang).format(label=label)
    return form
