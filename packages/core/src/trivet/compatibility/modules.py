"""The modules that `transformers` 4.37 has and trivet has elsewhere, such as `trivet.models.bert.modeling_bert`.

They have no files. Each leads to public names of trivet and to what other modules define, looked up when it is asked
for. Beside the names that it lists, a module answers with every other public name too: there, a module also has what it
imports.
"""

from __future__ import annotations

import re
import sys
from importlib import import_module
from importlib.abc import Loader
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Any

from trivet.compatibility.foreign import foreign_value
from trivet.compatibility.module_table import Contents, contents_of, is_usable, listed
from trivet.errors import UnknownImportError, UnknownNameError, nearest


class LeadingModule(ModuleType):
    """A module without a file."""

    def __getattr__(self, name: str) -> Any:
        if name == "__all__":
            return self.__dir__()
        if name.startswith("__"):
            raise AttributeError(f"module {self.__name__!r} has no attribute {name!r}")
        relative = self.__name__.removeprefix("trivet.")
        if contents_of(f"{relative}.{name}") is not None:
            return import_module(f"{self.__name__}.{name}")
        value = _value(name, contents_of(relative) or Contents(), relative)
        vars(self)[name] = value
        return value

    def __dir__(self) -> list[str]:
        return listed(contents_of(self.__name__.removeprefix("trivet.")))


class _Loader(Loader):
    """Makes such a module. There is nothing to run."""

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        name = spec.name.removeprefix("trivet.")
        return LeadingModule(spec.name, f"What `transformers.{name}` has, as far as it is of models.")

    def exec_module(self, module: ModuleType) -> None:
        pass


def module_without_file(name: str) -> ModuleSpec | None:
    """The spec of a module, by its absolute name; None where there is no such module.

    All are packages, without any folder: so a misspelt name in `from … import` reaches `refuse_misspelt`.
    """
    if contents_of(name.removeprefix("trivet.")) is None:
        return None
    return ModuleSpec(name, _Loader(), is_package=True)


def _value(name: str, contents: Contents, module: str) -> Any:
    """
    Raises:
        UnknownNameError: neither the module nor trivet has such a name.
    """
    if name in contents.empty:
        return contents.empty[name]()
    linked = contents.linked(name)
    if linked is not None:
        return linked
    if not re.fullmatch(contents.names, name):
        for place in filter(is_usable, (*contents.places, *contents.beside)):
            value = getattr(import_module(place), name.removeprefix(contents.prefix), None)
            if value is not None:
                return value
    try:
        return getattr(sys.modules["trivet"], name)  # is there: this module is within it
    except UnknownNameError:
        value = foreign_value(name, module) if contents.is_foreign else None
        if value is None:
            known = listed(contents)
            advice = contents.advice(name, known)
            raise UnknownNameError(name, known, module=f"trivet.{module}", advice=advice) from None
        return value


def refuse_misspelt(name: str) -> None:
    """
    Args:
        name: a module's absolute name, which Python has not found.

    Raises:
        UnknownImportError: trivet, or the module without a file that it would be in, has something of a similar name.
    """
    module, _, wanted = name.rpartition(".")
    if module == "trivet":
        known, advice = dir(sys.modules["trivet"]), ""
    else:
        contents = contents_of(module.removeprefix("trivet."))
        if contents is None:
            return
        known = listed(contents)
        advice = contents.advice(wanted, known)
    if advice or nearest(wanted, known):
        raise UnknownImportError(wanted, known, module=module, advice=advice)
