"""Family: the description of a family of models, derived from one blueprint, without a framework."""

from __future__ import annotations

import copy
from abc import ABC, abstractmethod
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import islice
from threading import Lock
from typing import TYPE_CHECKING, Any, ClassVar, Literal, Self, TypeAlias

from trivet.errors import InvalidConfigError, UnknownHeadError
from trivet.families import derive
from trivet.families.blocks import Base, Branch, Linear, Reads
from trivet.families.heads import HeadKind
from trivet.families.inputs import MASKED_PATCHES
from trivet.families.names import bare_head
from trivet.families.routing import Routing
from trivet.families.tasks import TASKS
from trivet.layout import ParamSpec, join
from trivet.layout.dialect import has_prefix, number_lists
from trivet.layout.spellings import Spelling

if TYPE_CHECKING:
    import numpy as np

    from trivet.families.config import PretrainedConfig

ARCHITECTURE_API_VERSION = 1

Splitting: TypeAlias = Literal["word_pieces", "byte_pairs", "marked_byte_pairs"]

MOST_PARAMETERS = 2**40  # some fifty times as many as in the largest published model; 4 TiB as float32

_KEPT = 4  # configs whose blueprints are cached: one load uses them many times, and for few configs


class Family(Routing, ABC):
    """A family of models: its config class, its blueprint, and its heads. Subclass, and register by entry point.

    Attributes:
        config_class: the family's config.
        api_version: the `ARCHITECTURE_API_VERSION` for which the family was written; by default 1.
        model_type: as in config.json; taken from the config class.
        name, base_suffix: prefix of class names: `Bert`, by default that of the config class; end of the base model's.
        title: the family's name in prose, if it is not `name`.
        base_prefix: first component of names of the base model's parameters, if it has one; see also `for_head`.
        base_pools: whether the base model without a head has its pooling layer, unless a caller asks otherwise.
        inputs: arguments of the base model's call.
        kinds: kinds of its heads; each names a method `kind(config)` that returns the branches of such a head.
        tasks: task → suffix of the head that does it, if the suffix does not imply it; empty if none does.
        tokenizer: how texts are tokenized if only a vocabulary is beside the weights: `word_pieces` (vocab.txt),
            `byte_pairs` (vocab.json, merges.txt), or these between `<s>` and `</s>`; None if it does not follow.
        processor: class that prepares pictures or sounds for it, such as `ViTImageProcessor`; None if it takes neither.
        tensorflow_order: arguments of TensorFlow's calls in order, if that is not `inputs`, options, labels;
            `options` and `labels` stand for those.
        side_names: of an encoder-decoder, what the classes of either side alone are called after `name`.
        flax_order: arguments by position of Flax's calls, if they are not those of most decoders.
        flax_inputs, linen_inputs: first arguments by position of Flax's calls and modules, if `inputs` does not tell.
    """

    config_class: ClassVar[type[PretrainedConfig]]
    model_type: ClassVar[str]
    name: ClassVar[str]
    base_suffix: ClassVar[str] = "Model"
    title: ClassVar[str]
    base_prefix: str
    base_pools: ClassVar[bool] = True
    inputs: ClassVar[tuple[str, ...]]
    kinds: ClassVar[tuple[HeadKind, ...]] = ()
    tasks: ClassVar[Mapping[str, str]] = {}
    tokenizer: ClassVar[Splitting | None] = None
    processor: ClassVar[str | None] = None
    tensorflow_order: ClassVar[tuple[str, ...]] = ()
    side_names: ClassVar[tuple[str, ...]] = ()
    flax_order: ClassVar[tuple[str, ...]] = ()
    flax_inputs: ClassVar[tuple[str, ...]] = ()
    linen_inputs: ClassVar[tuple[str, ...]] = ()

    def __init_subclass__(cls, **options: Any) -> None:
        """Derive the names from the config class."""
        super().__init_subclass__(**options)
        if "config_class" in vars(cls):
            name = cls.config_class.__name__.removesuffix("Config")
            facts = {"model_type": cls.config_class.model_type, "name": name, "title": name}
            for fact, value in facts.items():
                if fact not in vars(cls):
                    setattr(cls, fact, value)

    def __init__(self) -> None:
        self._bases: dict[str, tuple[Base, tuple[ParamSpec, ...]]] = {}
        self._renamed, self._lock = dict[str, Self](), Lock()

    @abstractmethod
    def base(self, config: Any) -> Base:
        """The blueprint of the base model.

        Paths are relative to it.
        """

    def of(self, config: Any) -> Self:
        """The family as it is for models of a config: of a family that is composed of others, that of its parts."""
        return self

    @property
    def base_prefixes(self) -> tuple[str, ...]:
        """Every base prefix of models of the family, without repetition; that of the family first."""
        own = (kind.base_prefix for kind in self.kinds if kind.base_prefix is not None)
        return tuple(dict.fromkeys((type(self).base_prefix, *own)))

    def for_head(self, head: str) -> Self:
        """The family with the base prefix that models with this head have, by any framework's class name."""
        return self._under(getattr(self.kind(head), "base_prefix", None))  # a base model has the family's

    def for_names(self, names: Collection[str]) -> Self:
        """The family with the base prefix that some of the names begin with, in any dialect; else with its own."""
        others = self.base_prefixes[1:]
        return self._under(next((each for each in others if has_prefix(names, each)), None))

    def _under(self, prefix: str | None) -> Self:
        prefix = type(self).base_prefix if prefix is None else prefix
        if prefix == self.base_prefix:
            return self
        with self._lock:
            if prefix not in self._renamed:
                self._renamed[prefix] = copy.copy(self)
                self._renamed[prefix].base_prefix, self._renamed[prefix]._bases = prefix, {}
            return self._renamed[prefix]

    def example(self, **fields: Any) -> Any:
        """A config that tells facts of classes: nothing is said but the fields."""
        return self.config_class(**fields)

    @property
    def heads(self) -> tuple[str, ...]:
        """Bare names of its model classes, the base model's first."""
        return (f"{self.name}{self.base_suffix}", *(f"{self.name}{kind.suffix}" for kind in self.kinds))

    def kind(self, head: str) -> HeadKind | None:
        """The kind of a head, by any framework's class name; None for the base model."""
        bare = bare_head(head)
        suffix = bare.removeprefix(self.name) if bare.startswith(self.name) else None
        return next((kind for kind in self.kinds if suffix in (kind.suffix, *kind.also)), None)

    def head_named(self, class_name: str) -> str | None:
        """The head for any framework's class name; None if the class is not of this family."""
        kind = self.kind(class_name)
        if kind is not None:
            return f"{self.name}{kind.suffix}"
        return self.heads[0] if self.is_base(class_name) else None

    def is_base(self, head: str) -> bool:
        """Whether the class is the base model, whose own files may leave `base_prefix` out."""
        return bare_head(head) == self.heads[0]

    def task_heads(self) -> dict[str, str]:
        """Task → the head that does it, for every task that the family has."""
        heads = {"base": self.heads[0]}
        for task in TASKS.values():
            if self.tasks.get(task.name) == "":
                continue
            named = [head for head in self.heads if task.endings and head.endswith(task.endings)]
            if task.name in self.tasks or named:
                heads[task.name] = f"{self.name}{self.tasks[task.name]}" if task.name in self.tasks else named[0]
        if "masked-lm" in heads and "seq2seq-lm" not in heads:  # an encoder alone
            heads["text-encoding"] = self.heads[0]
        for task in TASKS.values():
            others = [heads[each] for each in task.instead if each in heads]
            if task.name not in heads and others:
                heads[task.name] = others[0]
        return heads

    def branches(self, config: Any, head: str) -> tuple[Branch, ...]:
        """The branches of a head after the base model; none for the base model itself."""
        kind = self.kind(head)
        if kind is None or not kind.logits:
            return ()
        branches = getattr(self, kind.name)(config)
        return branches if isinstance(branches, tuple) else (branches,)

    def question_answering(self, config: Any) -> Branch:
        """Scores of starts and of ends, as in nearly all families."""
        return Branch(Reads.EACH, (Linear("qa_outputs", config.hidden_size, 2),))

    def reads_pooled(self, config: Any, head: str) -> bool:
        """Whether a head reads the pooled output; else the base model is built without the pooling layer."""
        reads = (branch.reads for branch in self.branches(config, head))
        return self.base_pools if self.kind(head) is None else Reads.POOLED in reads

    def masks_patches(self, head: str) -> bool:
        """Whether a head masks patches; else the base model may be built without the vector that replaces them."""
        kind = self.kind(head)
        return kind is not None and MASKED_PATCHES in kind.labels

    def omitted(self, config: Any, head: str) -> tuple[str, ...]:
        """Modules and parameters of the base model that a head is built without."""
        kind, base = self.kind(head), self._base(config)[0]
        facts = {"pooled": self.reads_pooled(config, head), "masks": self.masks_patches(head)}
        paths = derive.omitted(base, None if kind is None else kind.side, **facts)
        return tuple(join(self.base_prefix, path) for path in paths)

    def added(self, config: Any) -> frozenset[str]:
        """Names of the parameters that a config adds, and that checkpoints of other configs are without."""
        return frozenset(join(self.base_prefix, name) for name in derive.added(self._base(config)[0]))

    def base_parameters(self, config: Any) -> tuple[ParamSpec, ...]:
        """Every parameter of the whole base model, in module order, names qualified by `base_prefix`."""
        return self._base(config)[1]

    def head_parameters(self, config: Any, head: str) -> Iterator[ParamSpec]:
        """The parameters that a head adds to the base model."""
        return derive.head_parameters(self.branches(config, head))

    def parameters(self, config: PretrainedConfig, head: str) -> tuple[ParamSpec, ...]:
        """Every parameter of a head, with its base prefix; any framework's class name may be used.

        Raises:
            UnknownHeadError: the family has no such head.
            InvalidConfigError: a field that determines shapes is not a size.
        """
        bare = self.head_named(head)
        if bare is None:
            raise UnknownHeadError(head, self.model_type, self.heads)
        return self.for_head(bare).own_parameters(config, bare)

    def own_parameters(self, config: PretrainedConfig, head: str) -> tuple[ParamSpec, ...]:
        """As `parameters`, but with this family's base prefix: files may have another than models with the head.

        Args:
            head: its bare name.

        Raises:
            InvalidConfigError: a field that determines shapes is not a size.
        """
        config.validate_sizes()
        params = [*self._without(config, self.omitted(config, head)), *self.head_parameters(config, head)]
        names = {param.name for param in params}
        return tuple(param if param.tied in names else param.untied() for param in params)

    def universe(self, config: PretrainedConfig, first: str | None = None) -> dict[str, ParamSpec]:
        """Every parameter of any head, by canonical name; if heads disagree, `first` takes precedence, then list order.

        Raises:
            InvalidConfigError: a field that determines shapes is not a size.
        """
        config.validate_sizes()
        params = {param.name: param for param in self.base_parameters(config)}
        bare = self.head_named(first) if first is not None else None
        for head in sorted(self.heads, key=lambda head: head != bare):
            for param in self.head_parameters(config, head):
                params.setdefault(param.name, param)
        return params

    def core(self, config: PretrainedConfig) -> frozenset[str]:
        """Canonical names of the parameters that every head has: a checkpoint of the family that lacks one is broken.

        Attention to an encoder is what a config adds to a family's models: checkpoints of others are without.

        Raises:
            InvalidConfigError: a field that determines shapes is not a size.
        """
        config.validate_sizes()
        omitted = tuple(module for head in self.heads for module in self.omitted(config, head))
        added, params = self.added(config), self._without(config, omitted)
        return frozenset(param.name for param in params if not param.buffer and param.name not in added)

    def check_size(self, config: PretrainedConfig, head: str | None = None) -> None:
        """Refuse more parameters than any machine holds, and heads without outputs.

        Args:
            head: the head whose outputs are checked, by any framework's class name; None checks none.

        Raises:
            InvalidConfigError: too many parameters, or no outputs, or a field that determines shapes is not a size.
        """
        total = sum(param.size for param in self.universe(config).values() if not param.buffer)
        if total > MOST_PARAMETERS:
            reason = f"the config describes {total:.3g} parameters, more than {MOST_PARAMETERS:.3g}: lower its sizes"
            raise InvalidConfigError(reason)
        if head is not None and not config.num_labels and any(0 in own.shape for own in self.parameters(config, head)):
            reason = f"num_labels is 0, but {head} has an output for each label: set id2label or num_labels"
            raise InvalidConfigError(reason, field="num_labels")

    def tensorflow_path(self, module: str) -> str:
        """A canonical module path (dotted) as the family's TF models spell it (slashes)."""
        return number_lists(module)

    def released_name(self, name: str) -> str | None:
        """The Keras path of a tensor in the TF checkpoints that the family was first released as, or None.

        Their `output_weights` have the outputs first, as in PyTorch; all other layouts are those of Keras.
        """
        return None

    def spellings(self, config: Any) -> Sequence[Spelling]:
        """How files store some parameters other than each under its own name; all names are canonical.

        Spellings that are written come before those that are only read.
        """
        return ()

    def computed(self, param: ParamSpec, dialect: str) -> np.ndarray[Any, Any] | None:
        """What a framework's models compute instead of storing `param`, in its shape; None if they store it.

        A checkpoint that stores other values is refused for such a model, which could not use them.
        """
        return None

    def fields_apart(self, config: Any, names: Collection[str]) -> Mapping[str, Any]:
        """Config fields with which models untie the parameters `names`, which are stored with values of their own.

        The caller checks the parameters of the resulting config, as the fields may not untie them.
        """
        return {"tie_word_embeddings": False}

    def _without(self, config: PretrainedConfig, modules: Collection[str]) -> Iterator[ParamSpec]:
        prefixes = tuple(f"{module}." for module in modules)
        return (each for each in self.base_parameters(config) if not f"{each.name}.".startswith(prefixes))

    def _base(self, config: PretrainedConfig) -> tuple[Base, tuple[ParamSpec, ...]]:
        """The blueprint and the parameters of the base model, cached for the last few configs."""
        key = f"{type(config).__qualname__} {vars(config)}"  # asked for often: JSON would take a millisecond each time
        kept = self._bases.get(key)
        if kept is None:
            base = self.base(config)
            moved = (param.moved(self.base_prefix) for param in derive.base_parameters(base))
            kept = base, tuple(moved if self.base_prefix else derive.base_parameters(base))
            with self._lock:
                self._bases = dict(islice({key: kept, **self._bases}.items(), _KEPT))
        return kept
