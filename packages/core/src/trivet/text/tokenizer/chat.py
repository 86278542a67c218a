"""Chat templates: from a conversation to the text that a model was trained on.

A template comes with a checkpoint, and is a program in Jinja's language. It runs in Jinja's sandbox, which lets it read
the values that it is handed and nothing else.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Mapping
from typing import Any

from trivet.errors import InvalidInputError, PackageNotInstalledError


def rendered(template: str, values: Mapping[str, Any]) -> str:
    """The text that a template makes of some values.

    Raises:
        PackageNotInstalledError: Jinja is not installed.
        InvalidInputError: the template is not valid, or refuses the conversation, or what it does is not allowed.
    """
    try:
        from jinja2 import TemplateError
        from jinja2.sandbox import ImmutableSandboxedEnvironment
    except ImportError as error:
        raise PackageNotInstalledError("jinja2", "A chat template", "trivet[tokenizers]") from error

    def raise_exception(message: str) -> None:
        raise TemplateError(message)

    def to_json(value: Any, **options: Any) -> str:
        return json.dumps(value, **{"ensure_ascii": False, **options})

    environment = ImmutableSandboxedEnvironment(
        trim_blocks=True, lstrip_blocks=True, extensions=["jinja2.ext.loopcontrols"]
    )
    environment.filters["tojson"] = to_json
    environment.globals["raise_exception"] = raise_exception
    environment.globals["strftime_now"] = datetime.datetime.now().strftime
    try:
        return environment.from_string(template).render(**values)
    except TemplateError as error:
        raise InvalidInputError(f"the chat template refuses the conversation: {error}") from error


def chosen(templates: Any, name: str | None) -> str:
    """One of a checkpoint's templates.

    Args:
        templates: the template, or several by their names.
        name: of one of them, or itself a template; None takes the only one, or `default`.

    Raises:
        InvalidInputError: there is none, or none of that name.
    """
    if name is not None and (not isinstance(templates, Mapping) or name not in templates):
        return name
    if isinstance(templates, Mapping):
        wanted = name or "default"
        if wanted not in templates:
            raise InvalidInputError(f"there is no chat template {wanted!r}; there are {', '.join(templates)}")
        return str(templates[wanted])
    if not templates:
        raise InvalidInputError(
            "the tokenizer has no chat template. Set tokenizer.chat_template, or pass chat_template=: a Jinja template "
            "that makes a text of `messages`."
        )
    return str(templates)
