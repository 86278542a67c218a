"""Objects that count as instances of a class of `transformers`, as libraries ask that were written for that one.

Nobody can ask before `transformers` is imported, and nothing here imports it.
"""

from __future__ import annotations

import copyreg
import sys
from functools import cache
from typing import Any, ClassVar

_CLASS: Any = vars(object)["__class__"]
_NEW: Any = vars(copyreg)["__newobj__"]


class CountsAsForeign:
    """An object that `isinstance` also takes for one of another library's class, once that is imported.

    Its own class stays what it is: nothing is inherited from the other class, and `type` returns what it always did.
    The `__class__` of an object, which `isinstance` asks for after its type, has the same name and creates the same
    objects.

    Attributes:
        _foreign_class: the module and the name of the other class.
    """

    _foreign_class: ClassVar[tuple[str, str]]

    @property
    def __class__(self) -> type[Any]:
        """The class that `isinstance` asks for after the type itself."""
        module, name = self._foreign_class
        foreign: Any = getattr(sys.modules.get(module), name, None)
        own: Any = type(self)
        return own if foreign is None or issubclass(own, foreign) else _also(own, foreign)

    @__class__.setter
    def __class__(self, value: type[Any]) -> None:
        _CLASS.__set__(self, value)  # as PyTorch does when it shards or parametrizes a module

    def __reduce_ex__(self, protocol: Any) -> Any:
        """As of any object: only Python's own way compares `__class__` with the type, and is spelt out instead."""
        parts = super().__reduce_ex__(max(int(protocol), 2))
        return (_blank, *parts[1:]) if isinstance(parts, tuple) and parts[0] is _NEW else parts


class _Quiet:
    """First of the bases, so that nothing is registered for a class that no object has."""

    __slots__ = ()

    def __init_subclass__(cls, **kwargs: Any) -> None:
        return None


class _Also(type):
    """The class of a class that counts as two: it creates objects of the first, and has the second among its bases.

    The second comes last, so that it hides no method of the first. What PyTorch derives from it inherits this.
    """

    _own: type[Any]
    _foreign: type[Any]

    def mro(cls) -> list[type[Any]]:
        *own, last = super().mro()
        foreign = vars(cls).get("_foreign") or next(each._foreign for each in own[1:] if isinstance(each, _Also))
        return [*own, *(base for base in foreign.__mro__ if base not in {*own, last}), last]

    def __call__(cls, *args: Any, **kwargs: Any) -> Any:
        return (vars(cls).get("_own") or super().__call__)(*args, **kwargs)


@cache
def _also(own: type[Any], foreign: type[Any]) -> type[Any]:
    names = {"__module__": own.__module__, "__qualname__": own.__qualname__, "__doc__": own.__doc__}
    return _Also(own.__name__, (_Quiet, own), {**names, "_own": own, "_foreign": foreign})


def _blank(own: type[Any], *args: Any) -> Any:
    """An object whose state is still to be set, as copies and pickles begin."""
    return own.__new__(own, *args)
