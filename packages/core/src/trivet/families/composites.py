"""Families that are composed of others: their configs hold configs, and their models hold models.

Each part is a model of a family of its own, under a name of the whole. What parts are made of is the business of their
families; a composite says which there are, and what is between them.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, ClassVar, Self

from trivet.errors import InvalidConfigError, UnknownModelTypeError
from trivet.families.blocks import EncoderDecoder, Steps, Transformer, Vocabulary
from trivet.families.blocks.steps import Branch, Step
from trivet.families.config import PretrainedConfig
from trivet.families.config_fields import CommonFields
from trivet.families.family import Family
from trivet.families.registry import architecture
from trivet.layout import ParamSpec
from trivet.layout.params import join
from trivet.layout.spellings import Spelling

if TYPE_CHECKING:
    import numpy as np


class CompositeConfig(PretrainedConfig):
    """A config that holds those of other models.

    Attributes:
        is_composition: always True, for tools that ask.
        parts: names of the fields that hold configs. Each is set to a config, or to the fields of one, `model_type`
            among them.
    """

    is_composition: ClassVar[bool] = True
    parts: ClassVar[tuple[str, ...]] = ()

    def __setattr__(self, name: str, value: Any) -> None:
        super().__setattr__(name, _config_of(name, value) if name in type(self).parts else value)

    def _usual(self) -> dict[str, Any]:
        """As in `PretrainedConfig`; a part has no default config."""
        own = {name: each.value() for name, each in type(self).fields.items() if name not in CommonFields.fields}
        usual = {**PretrainedConfig().to_dict(), **own}
        return {name: value for name, value in usual.items() if name not in type(self).parts}

    def config_of(self, part: str) -> PretrainedConfig:
        """As in `PretrainedConfig`."""
        config: PretrainedConfig = getattr(self, part) if part in type(self).parts else self
        return config

    def validate(self) -> None:
        """Refuse what the models of the parts would compute wrongly."""
        self.validate_sizes()
        self._ask_parts(lambda part: part.validate())

    def validate_sizes(self) -> None:
        """Check the fields of the parts that determine shapes."""
        super().validate_sizes()
        self._ask_parts(lambda part: part.validate_sizes())

    def _ask_parts(self, ask: Callable[[PretrainedConfig], None]) -> None:
        for name in type(self).parts:
            try:
                ask(getattr(self, name))
            except InvalidConfigError as error:
                field = error.field and f"{name}.{error.field}"
                raise InvalidConfigError(f"{name}: {error}", field=field) from error


def _config_of(name: str, value: Any) -> PretrainedConfig:
    """A part's config, of the class that its `model_type` has.

    Raises:
        InvalidConfigError: the value is neither a config nor the fields of one whose family is known.
    """
    if isinstance(value, PretrainedConfig):
        return value
    model_type = value.get("model_type") if isinstance(value, Mapping) else None
    if not isinstance(model_type, str):
        reason = f"{name} must be a config, or the fields of one with its model_type"
        raise InvalidConfigError(f"{reason}: it is {'missing' if value is None else 'neither'}", field=name)
    try:
        return architecture(model_type).config_class.from_dict(value)
    except UnknownModelTypeError as error:
        raise InvalidConfigError(f"{name}: {error}", field=f"{name}.model_type") from error
    except InvalidConfigError as error:
        raise InvalidConfigError(f"{name}: {error}", field=error.field and f"{name}.{error.field}") from error


@dataclass(frozen=True, slots=True)
class Part:
    """A model that is part of another.

    Attributes:
        at: path of its module in the whole.
        family: its family.
        head: bare name of its class.
        config: its config.
    """

    at: str
    family: Family
    head: str
    config: Any

    @property
    def prefix(self) -> str:
        """The prefix of its family's names that names in the whole lack: a base model is held without its prefix."""
        return self.family.base_prefix if self.family.is_base(self.head) else ""

    def name(self, own: str) -> str:
        """The name in the whole of a parameter or module of its family."""
        if self.prefix:
            own = "" if own == self.prefix else own.removeprefix(f"{self.prefix}.")
        return join(self.at, own)

    def own(self, name: str) -> str | None:
        """The inverse of `name`; None for names of other parts."""
        rest = name.removeprefix(f"{self.at}.")
        return None if rest == name else join(self.prefix, rest)

    def moved(self, param: ParamSpec) -> ParamSpec:
        """A parameter of its family as one of the whole."""
        tied, block = (each and self.name(each) for each in (param.tied, param.block))
        return replace(param, name=self.name(param.name), tied=tied, block=block)

    def required(self) -> frozenset[str]:
        """Names, in its family, of the parameters that a model needs to be the part: all but the pooling layer."""
        modules = (each for head in self.family.heads for each in self.family.omitted(self.config, head))
        left_out = tuple(f"{each}." for each in modules)
        params = self.family.parameters(self.config, self.head)
        stored = (param.name for param in params if not param.buffer and param.tied is None)
        return frozenset(name for name in stored if not name.startswith(left_out))

    def transformer(self) -> Transformer:
        """The blueprint of its only transformer, at its path in the whole.

        Raises:
            InvalidConfigError: it has both an encoder and a decoder.
        """
        base, kind = self.family.base(self.config), self.family.kind(self.head)
        if isinstance(base, EncoderDecoder):
            if kind is None or kind.side is None:
                reason = f"{self.head} reads and writes: {self.at} must be a model with one side"
                raise InvalidConfigError(reason, field=self.at)
            base = next(side for side in base.sides if side.at == kind.side)
        pooler = base.pooler if self.family.reads_pooled(self.config, self.head) else None
        return replace(base, at=self.name(join(self.family.base_prefix, base.at)), pooler=pooler)

    def branches(self) -> tuple[Branch, ...]:
        """The branches of its head, with paths from the whole model."""
        own = self.family.branches(self.config, self.head)
        return tuple(replace(each, steps=(Steps(self.at, tuple(map(self._step, each.steps))),)) for each in own)

    def _step(self, step: Step) -> Step:
        if isinstance(step, Steps):
            return replace(step, steps=tuple(map(self._step, step.steps)))
        if not isinstance(step, Vocabulary):
            return step
        table, added = (each and self.name(each) for each in (step.table, step.added))
        return replace(step, table=table, added=added)

    def spelling(self, spelling: Spelling, separator: Mapping[str, str]) -> Iterator[Spelling]:
        """A spelling of its family as one of the whole, for each dialect.

        Args:
            separator: dialect → the mark between names of modules.
        """
        recipes = tuple(
            replace(
                each,
                stored=tuple(map(self.moved, each.stored)),
                params=tuple(map(self.moved, each.params)),
            )
            for each in spelling.recipes
        )
        for dialect in spelling.dialects or separator:
            mark = separator[dialect]
            names = {
                self.name(name): tuple(f"{self.at}{mark}{each}" for each in others)
                for name, others in spelling.names.items()
            }
            yield replace(spelling, recipes=recipes, names=names, dialects=(dialect,))


class Composite(Family):
    """A family whose models are composed of models of other families, which the config names.

    Attributes:
        part_tasks: field of the config → task of the model that is built from it (`trivet.families.tasks`).
    """

    config_class: ClassVar[type[CompositeConfig]]
    base_prefix = ""
    part_tasks: ClassVar[Mapping[str, str]]
    _bound: tuple[Part, ...] = ()

    def parts(self, config: Any) -> tuple[Part, ...]:
        """The models of which a model consists.

        Raises:
            InvalidConfigError: a family has no model for the task that its part has.
        """
        return tuple(self._part(name, getattr(config, name)) for name in self.part_tasks)

    def _part(self, at: str, config: PretrainedConfig) -> Part:
        task = self.part_tasks[at]
        family = architecture(config.model_type)
        head = family.task_heads().get(task)
        if head is None:
            reason = f"{at}: {family.title} has no model for {task}"
            raise InvalidConfigError(reason, field=f"{at}.model_type")
        return Part(at, family.of(config), head, config)

    def of(self, config: Any) -> Self:
        """As `Family.of`: the meaning of names depends on the parts."""
        bound = copy.copy(self)
        bound._bound = self.parts(config)
        return bound

    @property
    def heads(self) -> tuple[str, ...]:
        """Bare names of its model classes. None is a base model: only parts have one."""
        return tuple(f"{self.name}{kind.suffix}" for kind in self.kinds)

    def is_base(self, head: str) -> bool:
        """No class is a base model."""
        return False

    def task_heads(self) -> dict[str, str]:
        """As `Family.task_heads`, without a base model."""
        return {task: head for task, head in super().task_heads().items() if task != "base"}

    def tensorflow_path(self, module: str) -> str:
        """A part's paths are its family's, base prefix included."""
        for part in self._bound:
            own = part.own(module)
            if own is not None:
                return f"{part.at}/{part.family.tensorflow_path(own)}"
        return super().tensorflow_path(module)

    def computed(self, param: ParamSpec, dialect: str) -> np.ndarray[Any, Any] | None:
        """As the family of the part computes it."""
        for part in self._bound:
            own = part.own(param.name)
            if own is not None:
                return part.family.computed(param.renamed(own), dialect)
        return None

    def spellings(self, config: Any) -> tuple[Spelling, ...]:
        """Those of the parts."""
        separators = {"torch": ".", "tensorflow": "/", "flax": "."}
        return tuple(
            moved
            for part in self.parts(config)
            for spelling in part.family.spellings(part.config)
            for moved in part.spelling(spelling, separators)
        )

    def fields_apart(self, config: Any, names: Collection[str]) -> Mapping[str, Any]:
        """As `Family.fields_apart`: fields of the parts that have the parameters, with the part's name as prefix."""
        fields: dict[str, Any] = {}
        for part in self.parts(config):
            own = [each for name in names if (each := part.own(name)) is not None]
            changes = part.family.fields_apart(part.config, own) if own else {}
            fields |= {f"{part.at}.{field}": value for field, value in changes.items()}
        return fields
