"""Architecture: everything that core knows of a family of models, with no framework."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from trivet.dialects import ParamSpec
from trivet.dialects.base import number_lists
from trivet.errors import UnknownHeadError

if TYPE_CHECKING:
    from trivet.config import PretrainedConfig

# Frameworks mark their classes by these prefixes; heads are listed by the bare (PyTorch) name.
CLASS_PREFIXES: Mapping[str, str] = {"torch": "", "tensorflow": "TF", "flax": "Flax"}


def bare_head(class_name: str) -> str:
    """`TFBertModel`, `FlaxBertModel` and `BertModel` → `BertModel`."""
    for prefix in ("TF", "Flax"):
        if class_name.startswith(prefix) and class_name[len(prefix) : len(prefix) + 1].isupper():
            return class_name[len(prefix) :]
    return class_name


class Architecture(ABC):
    """A family: its config class, its heads, and every parameter of each. Subclass, and register by entry point.

    Attributes:
        model_type: as in config.json.
        config_class: the family's config.
        base_prefix: first component of every parameter of the base model.
        heads: bare class names; the first is the base model. Each names a method that lists the head's parameters.
    """

    model_type: ClassVar[str]
    config_class: ClassVar[type[PretrainedConfig]]
    base_prefix: ClassVar[str]
    heads: ClassVar[tuple[str, ...]]

    @abstractmethod
    def list_parameters(self, config: Any, head: str) -> Iterable[ParamSpec]:
        """Every parameter of one of the `heads`, in module order, names qualified by `base_prefix`."""

    def tensorflow_path(self, module: str) -> str:
        """A canonical module path as the family's TF models spell it."""
        return number_lists(module)

    def parameters(self, config: PretrainedConfig, head: str) -> tuple[ParamSpec, ...]:
        """Every parameter of a head, given by any framework's class name.

        Raises:
            UnknownHeadError: the family has no such head.
        """
        bare = bare_head(head)
        if bare not in self.heads:
            raise UnknownHeadError(head, self.model_type, self.heads)
        return tuple(self.list_parameters(config, bare))

    def universe(self, config: PretrainedConfig, first: str | None = None) -> Mapping[str, ParamSpec]:
        """Every parameter that any head has, by canonical name; where heads disagree, `first` wins, then list order."""
        found: dict[str, ParamSpec] = {}
        for head in self._heads_from(first):
            for param in self.parameters(config, head):
                found.setdefault(param.name, param)
        return found

    def is_base(self, head: str) -> bool:
        """Whether the class is the base model, whose own files may leave `base_prefix` out."""
        return bare_head(head) == self.heads[0]

    def _heads_from(self, first: str | None) -> Iterator[str]:
        known = first is not None and bare_head(first) in self.heads
        if known and first is not None:
            yield bare_head(first)
        yield from self.heads
