"""Fields of configs: declared in a class's body with default and requirement.

    class WordConfig(PretrainedConfig):
        vocab_size: int = field(VOCABULARY, default=1000)

A class that declares fields gets a constructor with a parameter for each, including those of its bases; type checkers
infer it from the declarations. A class with an `__init__` of its own keeps that.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from inspect import Parameter, Signature
from typing import Any, ClassVar, dataclass_transform

from trivet.families.requirements import Requirement


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a config.

    Attributes:
        default: the default value; mutable ones are copied.
        requirement: what its value must be; None leaves it free, or as in a base class.
        kw_only: whether constructors accept it by keyword only.
        init: whether constructors have a parameter for it; else it follows from others (`PretrainedConfig.derive`).
        after: the parameter that it follows in constructors' order, independent of `kw_only`.
        also: another name of the field, which reads and writes it as well.
        small: its value in configs of tiny test models, if that does not follow from the requirement.
        annotation: its declared type.
    """

    default: Any = None
    requirement: Requirement | None = None
    kw_only: bool = False
    init: bool = True
    after: str = ""
    also: str = ""
    small: Any = None
    annotation: Any = Parameter.empty

    def value(self) -> Any:
        """The default, as a separate copy for each config."""
        return copy.copy(self.default)


def field(
    requirement: Requirement | None = None,
    *,
    default: Any = None,
    kw_only: bool = False,
    init: bool = True,
    after: str = "",
    also: str = "",
    small: Any = None,
) -> Any:
    """A field in the body of a config class; for the arguments see `Field`.

    A field of a base class keeps all facts that are not declared again; `vocab_size: int = 30000` changes the default.
    Fields of `PretrainedConfig` are declared `kw_only` again, because type checkers would count them as the first
    parameters.
    """
    return Field(default, requirement, kw_only, init, after, also, small)


@dataclass_transform(eq_default=False, field_specifiers=(field,))
class Fields:
    """Base of classes that declare fields.

    Attributes:
        fields: the fields of the class and its bases, by name.
        later_places: fields that constructors also take by position, after all others, in this order.
    """

    fields: ClassVar[Mapping[str, Field]] = {}
    later_places: ClassVar[tuple[str, ...]] = ()
    attribute_map: ClassVar[Mapping[str, str]] = {}
    requirements: ClassVar[Mapping[str, Requirement]]

    def __init_subclass__(cls, **options: Any) -> None:
        """Collect the fields from the class's body, and create constructor and properties for them."""
        super().__init_subclass__(**options)
        own = _declared(cls)
        inherited = [vars(base).get("fields", {}) for base in reversed(cls.__mro__[1:])]
        cls.fields = {name: each for fields in (*inherited, own) for name, each in fields.items()}
        checked = {name: each.requirement for name, each in own.items() if each.requirement is not None}
        if checked:
            cls.requirements = {**checked, **vars(cls).get("requirements", {})}
        others = {each.also: name for name, each in own.items() if each.also}
        for other in others.keys() & cls.fields.keys():  # a field of a base class that is an alias here
            cls.fields = {**cls.fields, other: replace(cls.fields[other], default=own[others[other]].default)}
        if others:
            cls.attribute_map = {**cls.attribute_map, **others}
        if own and "__init__" not in vars(cls):
            cls.__init__ = _constructor(cls, own)  # type: ignore[method-assign]

    def _set_fields(self, fields: Mapping[str, Field], values: dict[str, Any]) -> None:
        """Set each field to its value or its default, and the other `values`."""
        raise NotImplementedError


_KEPT = ("requirement", "after", "also", "small")


def _declared(cls: type[Fields]) -> dict[str, Field]:
    """The fields in a class's body, which are removed from it, because class attributes are not values of fields."""
    declared = {}
    for name, annotation in vars(cls).get("__annotations__", {}).items():
        if name not in vars(cls):
            continue
        value = vars(cls)[name]
        if name in cls.fields and not isinstance(value, Field):
            value = Field(value)
        if isinstance(value, Field):
            delattr(cls, name)
            known = cls.fields.get(name, value)
            kept = {part: getattr(known, part) for part in _KEPT if getattr(value, part) in (None, "")}
            declared[name] = replace(value, annotation=annotation, **kept)
    return declared


def _constructor(cls: type[Fields], own: Mapping[str, Field]) -> Callable[..., None]:
    """`__init__` with a parameter for each field.

    If a base class has an `__init__` of its own, that is called with the arguments that the class does not declare.
    """
    above = next(base for base in cls.__mro__[1:] if "__init__" in vars(base))
    whole = above is object or hasattr(vars(above)["__init__"], "__signature__")
    names = cls.fields if whole else own
    parameters = _parameters({name: cls.fields[name] for name in names}, _newest_first(cls), cls.later_places)
    instance, others = Parameter("self", Parameter.POSITIONAL_ONLY), Parameter("kwargs", Parameter.VAR_KEYWORD)
    signature = Signature([instance, *parameters, others])

    def __init__(self: Any, /, *args: Any, **kwargs: Any) -> None:  # a file may have a field named `self`
        values = signature.bind(self, *args, **kwargs).arguments
        del values["self"]
        values.update(values.pop("kwargs", {}))
        fields = {name: type(self).fields[name] for name in names}
        if whole:
            self._set_fields(fields, values)
            return
        for name, each in fields.items():
            setattr(self, name, values.pop(name) if name in values else each.value())
        super(cls, self).__init__(**values)

    __init__.__signature__ = signature  # type: ignore[attr-defined]
    __init__.__qualname__, __init__.__module__ = f"{cls.__qualname__}.__init__", cls.__module__
    return __init__


def _newest_first(cls: type[Fields]) -> list[str]:
    """The names of all fields, a class's own before those of its bases."""
    return [name for base in cls.__mro__ for name in vars(base).get("__annotations__", ()) if name in cls.fields]


def _parameters(fields: Mapping[str, Field], order: Iterable[str], later: Iterable[str]) -> Iterator[Parameter]:
    """Parameters: positional ones, then keyword-only ones.

    Args:
        order: order of the latter.
        later: positional ones that come after all others.
    """
    fields = {name: each for name, each in fields.items() if each.init}
    places = [name for name, each in fields.items() if not each.kw_only and not each.after]
    moved = {name: each.after for name, each in fields.items() if each.after}
    while placed := [name for name, other in moved.items() if other in places]:
        for name in placed:
            places.insert(places.index(moved.pop(name)) + 1, name)
    places += [name for name in later if name in fields and name not in places]
    named = [name for name in dict.fromkeys(order) if name in fields and name not in places]
    for kind, names in ((Parameter.POSITIONAL_OR_KEYWORD, places), (Parameter.KEYWORD_ONLY, named)):
        for name in names:
            yield Parameter(name, kind, default=fields[name].default, annotation=fields[name].annotation)
