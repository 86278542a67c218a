"""Family: what core knows of a family of models, all of it derived from one blueprint."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any, ClassVar

from trivet.families import derive
from trivet.families.architecture import Architecture
from trivet.families.blocks import Base, Branch, EncoderDecoder, Reads
from trivet.families.heads import HeadKind
from trivet.families.names import bare_head
from trivet.families.spec import Specs, under
from trivet.families.tasks import TASKS
from trivet.layout.params import join


class Family(Architecture):
    """A family of models: its config class, its blueprint, and its heads.

    Attributes:
        name: what class names begin with: `Bert`.
        title: how the family is called in prose.
        inputs: what the base model's call takes.
        kinds: of its heads, each of which names a method `kind(config)` that returns the branches of such a head.
        tasks: task → suffix of the head that does it, where the suffix does not say it.
    """

    name: ClassVar[str]
    title: ClassVar[str]
    inputs: ClassVar[tuple[str, ...]]
    kinds: ClassVar[tuple[HeadKind, ...]] = ()
    tasks: ClassVar[Mapping[str, str]] = {}

    @abstractmethod
    def base(self, config: Any) -> Base:
        """The blueprint of the base model.

        Paths are relative to it.
        """

    @property
    def heads(self) -> tuple[str, ...]:  # type: ignore[override]
        """Bare names of its model classes, the base model's first."""
        return (f"{self.name}Model", *(f"{self.name}{kind.suffix}" for kind in self.kinds))

    def kind(self, head: str) -> HeadKind | None:
        """The kind of a head, by any framework's class name; None for the base model."""
        suffix = bare_head(head).removeprefix(self.name)
        return next((kind for kind in self.kinds if kind.suffix == suffix), None)

    def branches(self, config: Any, head: str) -> tuple[Branch, ...]:
        """What a head has behind the base model; nothing for the base model itself."""
        kind = self.kind(head)
        if kind is None or not kind.logits:
            return ()
        branches = getattr(self, kind.name)(config)
        return branches if isinstance(branches, tuple) else (branches,)

    def reads_pooled(self, config: Any, head: str) -> bool:
        """Whether a head reads the pooled output, without which the base model is built without the pooling layer."""
        return self.kind(head) is None or any(each.reads is Reads.POOLED for each in self.branches(config, head))

    @property
    def omits(self) -> Mapping[str, tuple[str, ...]]:  # type: ignore[override]
        """Head → modules of the base model that such a model is built without."""
        config = self._any_config
        return {head: modules for head in self.heads if (modules := tuple(self._omitted(config, head)))}

    @cached_property
    def _any_config(self) -> Any:
        return self.config_class()

    def _omitted(self, config: Any, head: str) -> Iterator[str]:
        kind, base = self.kind(head), self.base(config)
        if isinstance(base, EncoderDecoder):
            if kind is not None and kind.side is not None:
                yield from (join(self.base_prefix, side.at) for side in base.sides if side.at != kind.side)
        elif base.pooler is not None and not self.reads_pooled(config, head):
            yield join(self.base_prefix, base.pooler.at or base.pooler.linear.at)

    def base_parameters(self, config: Any) -> Specs:
        """Every parameter of the whole base model, in module order, names qualified by `base_prefix`."""
        parameters = derive.base_parameters(self.base(config))
        return under(self.base_prefix, parameters) if self.base_prefix else parameters

    def head_parameters(self, config: Any, head: str) -> Specs:
        """What one of the other `heads` adds to the base model."""
        return derive.head_parameters(self.branches(config, head))

    def task_heads(self) -> dict[str, str]:
        """Task → the head that does it, for every task that the family has."""
        heads = {"base": self.heads[0]}
        for task in TASKS.values():
            named = [head for head in self.heads if task.endings and head.endswith(task.endings)]
            if task.name in self.tasks or named:
                heads[task.name] = f"{self.name}{self.tasks[task.name]}" if task.name in self.tasks else named[0]
        return heads
