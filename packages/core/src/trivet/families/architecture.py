"""Architecture: everything that core knows of a family of models, with no framework."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from trivet.errors import InvalidConfigError, UnknownHeadError
from trivet.families.tasks import TASKS
from trivet.layout import ParamSpec
from trivet.layout.dialect import number_lists

if TYPE_CHECKING:
    import numpy as np

    from trivet.families.config import PretrainedConfig

from trivet.families.names import bare_head

MOST_PARAMETERS = 2**40
"""Some fifty times as many as the largest published model has; as float32 they are 4 TiB."""


class Architecture(ABC):
    """A family: its config class, its heads, and every parameter of each. Subclass, and register by entry point.

    Attributes:
        model_type: as in config.json.
        config_class: the family's config.
        base_prefix: first component of every parameter of the base model.
        heads: bare class names; the first is the base model.
        omits: head → modules of the base model that this head is built without.
        tasks: task (a name in `trivet.families.tasks`) → head, where the head's name does not say it.
    """

    model_type: ClassVar[str]
    config_class: ClassVar[type[PretrainedConfig]]
    base_prefix: ClassVar[str]
    heads: ClassVar[tuple[str, ...]]
    omits: ClassVar[Mapping[str, tuple[str, ...]]] = {}
    tasks: ClassVar[Mapping[str, str]] = {}

    _kept: tuple[str, tuple[ParamSpec, ...]] | None = None

    @abstractmethod
    def base_parameters(self, config: Any) -> Iterable[ParamSpec]:
        """Every parameter of the whole base model, in module order, names qualified by `base_prefix`."""

    @abstractmethod
    def head_parameters(self, config: Any, head: str) -> Iterable[ParamSpec]:
        """What one of the other `heads` adds to the base model."""

    def tensorflow_path(self, module: str) -> str:
        """A canonical module path (dotted) as the family's TF models spell it (slashes)."""
        return number_lists(module)

    def released_name(self, name: str) -> str | None:
        """The Keras path of a tensor in the TF checkpoints that the family was first released as, or None.

        What those call `output_weights` has its outputs first, as in PyTorch; everything else lies as in Keras.
        """
        return None

    def computed(self, param: ParamSpec, dialect: str) -> np.ndarray[Any, Any] | None:
        """What a framework's models compute in the stead of `param`, in its shape; None where they compute nothing.

        A checkpoint that stores other values is refused for such a model, which could not heed them.
        """
        return None

    @property
    def class_prefix(self) -> str:
        """What the family's class names begin with: `Bert`."""
        return self.heads[0].removesuffix("Model")

    def task_heads(self) -> dict[str, str]:
        """Task → the head that does it, for every task that the family has."""
        found = {}
        for task in TASKS.values():
            named = [head for head in self.heads if task.endings and head.endswith(task.endings)]
            if task.name in self.tasks or named:
                found[task.name] = self.tasks.get(task.name) or named[0]
        return {"base": self.heads[0], **found}

    def parameters(self, config: PretrainedConfig, head: str) -> tuple[ParamSpec, ...]:
        """Every parameter of a head, given by any framework's class name.

        Raises:
            UnknownHeadError: the family has no such head.
            InvalidConfigError: a field that shapes are made of is not a size.
        """
        bare = bare_head(head)
        if bare not in self.heads:
            raise UnknownHeadError(head, self.model_type, self.heads)
        config.validate_sizes()
        omitted = tuple(f"{module}." for module in self.omits.get(bare, ()))
        base = (param for param in self._base(config) if not param.name.startswith(omitted))
        return (*base, *(() if self.is_base(bare) else self.head_parameters(config, bare)))

    def universe(self, config: PretrainedConfig, first: str | None = None) -> dict[str, ParamSpec]:
        """Every parameter that any head has, by canonical name; where heads disagree, `first` wins, then list order.

        Raises:
            InvalidConfigError: a field that shapes are made of is not a size.
        """
        config.validate_sizes()
        found = {param.name: param for param in self._base(config)}
        bare = bare_head(first) if first is not None else None
        for head in sorted(self.heads[1:], key=lambda head: head != bare):
            for param in self.head_parameters(config, head):
                found.setdefault(param.name, param)
        return found

    def check_size(self, config: PretrainedConfig, head: str | None = None) -> None:
        """Refuse more parameters than any machine holds, and outputs that there would be none of.

        Args:
            head: whose outputs are meant, by any framework's class name; None asks for none.

        Raises:
            InvalidConfigError: there would be more, or none, or a field that shapes are made of is not a size.
        """
        total = sum(param.size for param in self.universe(config).values() if not param.buffer)
        if total > MOST_PARAMETERS:
            reason = f"the config asks for {total:.3g} parameters, more than {MOST_PARAMETERS:.3g}: lower its sizes"
            raise InvalidConfigError(reason)
        if (
            head is not None
            and config.num_labels == 0
            and any(0 in each.shape for each in self.parameters(config, head))
        ):
            reason = f"num_labels is 0, but {head} has an output for each label: name some, or say how many"
            raise InvalidConfigError(reason, field="num_labels")

    def fields_apart(self, config: Any, names: Collection[str]) -> Mapping[str, Any]:
        """Config fields with which models hold apart the tied parameters `names`, stored with values of their own.

        Whether they do is seen by the parameters of the config that results.
        """
        return {"tie_word_embeddings": False}

    def core(self, config: PretrainedConfig) -> frozenset[str]:
        """Canonical names of what every head has: without one of these a checkpoint of the family is broken."""
        omitted = tuple(f"{module}." for modules in self.omits.values() for module in modules)
        params = (param for param in self._base(config) if not param.buffer)
        return frozenset(param.name for param in params if not param.name.startswith(omitted))

    def _base(self, config: PretrainedConfig) -> tuple[ParamSpec, ...]:
        """The base model's parameters, kept for the last config: one load asks for them several times."""
        key = config.to_json_string(use_diff=False)
        if self._kept is None or self._kept[0] != key:
            self._kept = key, tuple(self.base_parameters(config))
        return self._kept[1]

    def is_base(self, head: str) -> bool:
        """Whether the class is the base model, whose own files may leave `base_prefix` out."""
        return bare_head(head) == self.heads[0]
