"""Models built from a family's blueprint: what all have in common, and models of one transformer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import fields
from typing import Any, ClassVar, cast

from trivet.families.blocks import Base, Branch, Grid, Linear, Reads, TextEmbeddings
from trivet.families.config import PretrainedConfig
from trivet.families.family import Family
from trivet.families.heads import HeadKind, Loss
from trivet.families.inputs import MASKED_PATCHES
from trivet.families.media_shapes import picture_shape, sound_shape
from trivet_tf.cache.encoder_decoder import returned
from trivet_tf.cache.static import SlidingWindowCache, StaticCache
from trivet_tf.framework import keras, tf
from trivet_tf.heads.balancing import balanced
from trivet_tf.heads.losses import masked_patches_loss, masked_pixels_loss
from trivet_tf.heads.reads import first_or_mean, states_read
from trivet_tf.heads.steps import Runner, StepParts
from trivet_tf.heads.tables import table_at
from trivet_tf.heads.targets import loss_of, two_losses
from trivet_tf.layers.building import BuildsItself
from trivet_tf.layers.pictures import channels_first, picture
from trivet_tf.layers.places import Address, Place, follow
from trivet_tf.layers.transformer import Transformer
from trivet_tf.model import outputs
from trivet_tf.model.outputs import TFModelOutput
from trivet_tf.model.pretrained import TFPreTrainedModel

ops = keras.ops

OPTIONS = ("output_attentions", "output_hidden_states", "return_dict", "training")
"""Of every call, beside inputs and labels."""

Reader = tuple[Reads, tuple[Runner, ...], bool, bool, Grid | None]
"""A branch: the states that it reads, its steps, whether it loses its last axis, is averaged; its picture."""


class BlueprintModel(StepParts, BuildsItself, TFPreTrainedModel):
    """What all models have that a family's blueprint describes.

    Attributes:
        family: whose models these are.
        kind: of the head; None for a base model, and for what all the family's models share.
        head_name: bare class name of the base model or of the model with that head; empty for what all share.
    """

    family: ClassVar[Family]
    kind: ClassVar[HeadKind | None] = None
    head_name: ClassVar[str] = ""

    def __init__(self, config: PretrainedConfig, **kwargs: Any) -> None:
        if self.kind is not None:
            if self.kind.sets:
                config = deepcopy(config)
            for name, value in self.kind.sets:
                setattr(config, name, value)
            if self.kind.num_labels is not None:
                config.num_labels = self.kind.num_labels
        super().__init__(config, **kwargs)
        base = self.family.base(config)
        self.place = Place("", self.family.tensorflow_path, self.dtype_policy, base.std, top=self)
        self.readers: tuple[Reader, ...] = ()
        self.apart: tuple[bool, ...] = ()
        self.table_at: Address | None = None
        self.add_base(base)
        self.add_head(self.family.branches(config, self.head_name) if self.head_name else ())

    def add_base(self, base: Base) -> None:
        """Make the base model's layers."""
        raise NotImplementedError(f"{type(self).__name__} does not say what it consists of")

    def add_head(self, branches: Sequence[Branch]) -> None:
        """Make what is behind the base model."""
        if self.kind is not None and self.kind.loss is Loss.BOTH:
            _require_two(self.config, branches[1])
        self.readers = tuple(
            (each.reads, self.add_steps(each.steps), each.squeeze, each.averages, each.grid) for each in branches
        )
        self.apart = tuple(branch.apart for branch in branches)
        self.table_at = table_at(self.place, branches)

    def answered(self, arguments: dict[str, Any]) -> TFModelOutput | tuple[Any, ...]:
        """What a call returns.

        Args:
            arguments: all of the call's, by name.
        """
        options = {name: arguments.pop(name) for name in OPTIONS}
        return_dict, labels = options.pop("return_dict"), self._labels(arguments)
        past = arguments.get("past_key_values")
        encoded = self.based(arguments, options, is_labelled=any(each is not None for each in labels))
        output = self.answer(encoded, arguments, labels, training=options["training"])
        if "past_key_values" in output:
            output["past_key_values"] = returned(output["past_key_values"], past)
        return self._returned(output, return_dict)

    def based(self, inputs: dict[str, Any], options: dict[str, Any], *, is_labelled: bool) -> Any:
        """The base model's output."""
        raise NotImplementedError(f"{type(self).__name__} does not say what it computes")

    def answer(self, output: Any, inputs: Mapping[str, Any], labels: Sequence[Any], *, training: bool) -> TFModelOutput:
        """What the head makes of the base model's output, with a loss if there are labels; without a head, that.

        Args:
            inputs: of the call.
            labels: in the order of the kind's.
        """
        kind = self.kind
        if kind is None or not self.readers:
            return cast(TFModelOutput, output)
        choices = self.number_of_choices(inputs)
        seen = inputs if choices is None else {**inputs, "attention_mask": merge_choices(inputs.get("attention_mask"))}
        made = zip((self._logits(each, output, seen, training) for each in self.readers), self.apart, strict=True)
        logits = [part for each, apart in made for part in (tf.unstack(each, axis=-1) if apart else (each,))]
        if kind.mean:
            logits = [sum(logits) / len(logits), *logits]
        names = kind.logits
        if kind.choices:
            logits = [_chosen(each, choices) for each in logits]
        if kind.loss is Loss.SPANS:
            logits, names = [logits[0][..., 0], logits[0][..., 1]], ("start_logits", "end_logits")
        output_class = getattr(outputs, f"TF{kind.output}")
        known = {field.name for field in fields(output_class)}
        rest = {name: value for name, value in output.items() if name in known}
        if kind.loss is Loss.WORDS_AND_CHOICES:
            losses = two_losses(logits, labels)
            if rest.get("hidden_states"):  # the last has the choices' axis, as the logits
                *states, last = rest["hidden_states"]
                rest["hidden_states"] = (*states, _chosen(last, choices))
        elif kind.loss is Loss.PIXELS:
            facts = inputs["pixel_values"], labels[0], self.readers[0][-1]
            losses = {"loss": None if labels[0] is None else masked_pixels_loss(logits[0], *facts)}
        elif kind.loss is Loss.MASKED_PATCHES:
            masked = inputs.get(MASKED_PATCHES)
            losses = {"loss": None if labels[0] is None else masked_patches_loss(logits[0], labels[0], masked)}
        else:
            losses = {"loss": loss_of(kind, logits, labels, inputs, self.config)} if kind.labels else {}
        balancing = self.family.balancing(self.config) if kind.generates else None
        if balancing is not None and rest.get("router_logits"):
            losses = balanced(losses["loss"], rest["router_logits"], balancing, inputs)
        result: TFModelOutput = output_class(**losses, **dict(zip(names, logits, strict=True)), **rest)
        return result

    def number_of_choices(self, inputs: Mapping[str, Any]) -> Any:
        """How many choices the inputs [batch, choices, length, …] have; None if they have no axis of choices.

        A model that writes besides choosing also reads a batch without them.
        """
        if self.kind is None or not self.kind.choices:
            return None
        name, axes = next(each for each in _CHOSEN.items() if inputs.get(each[0]) is not None)
        shape = ops.shape(inputs[name])
        return None if self.kind.loss is Loss.WORDS_AND_CHOICES and len(shape) < axes else shape[1]

    def scores(self, states: tf.Tensor, training: bool = False) -> tf.Tensor:
        """Scores of words [batch, length, vocab] from states [batch, length, hidden]."""
        (_, runners, *_), *_ = self.readers
        return self.run_steps(runners, states, self._table, training)

    def get_output_embeddings(self) -> keras.layers.Layer | None:
        """The layer whose table scores tokens: the head's own, or the embeddings'; None without such scores."""
        return super().get_output_embeddings() if self.table_at is None else follow(self, self.table_at)

    @property
    def dummy_inputs(self) -> dict[str, tf.Tensor]:
        """Arguments of a call that uses every layer."""
        has_choices = self.kind is not None and self.kind.choices
        base = self.family.base(self.config)
        shape = picture_shape(base) or sound_shape(base)
        if shape is not None:
            return {self.main_input_name: tf.zeros((2, *shape))}
        return {self.main_input_name: tf.zeros((2, 2, 3) if has_choices else (2, 3), tf.int32)}

    @property
    def num_labels(self) -> int:
        """The config's number of labels."""
        number: int = self.config.num_labels
        return number

    @property
    def transformers(self) -> tuple[Transformer, ...]:
        """The transformers that there are."""
        raise NotImplementedError(f"{type(self).__name__} does not say what it consists of")

    @property
    def prunable_layers(self) -> Sequence[Any]:
        """The layers that can lose heads."""
        layers = (layer for each in self.transformers for layer in each.blocks)
        return [layer for layer in layers if layer.own_attention.prunable]

    @property
    def _table(self) -> Any:
        return None if self.table_at is None else follow(self, self.table_at).table

    def _logits(self, reader: Reader, output: Any, inputs: Mapping[str, Any], training: bool) -> tf.Tensor:
        reads, runners, squeeze, averages, grid = reader
        states = states_read(reads, output, inputs, self.config, 0 if grid is None else grid.skipped)
        if grid is not None and reads is Reads.PICTURE:
            shown = picture(states, grid, inputs["pixel_values"])
            return channels_first(self.run_steps(runners, shown, self._table, training))
        logits = self.run_steps(runners, states, self._table, training)
        logits = first_or_mean(Reads.MEAN, logits, inputs.get("attention_mask")) if averages else logits
        return ops.squeeze(logits, -1) if squeeze else logits

    def _labels(self, arguments: dict[str, Any]) -> tuple[Any, ...]:
        """The labels in the order of the kind's, which are taken out of the arguments."""
        if self.kind is None:
            return ()
        older = next((each for name in self.kind.older_labels if (each := arguments.pop(name)) is not None), None)
        labels = tuple(
            arguments[name] if name in self.family.inputs else arguments.pop(name) for name in self.kind.labels
        )
        return labels if older is None else (older, *labels[1:])


_CHOSEN = {"input_ids": 3, "inputs_embeds": 4}
"""Name of an input → its axes, if one is of choices."""


class TransformerModel(BlueprintModel):
    """A model of one transformer, which it holds under the family's prefix.

    Args:
        add_pooling_layer: whether to have the pooling layer; None: where the head reads it.
        use_mask_token: whether to have the vector that replaces masked patches, in a model of pictures whose head does
            not need it.
    """

    def __init__(
        self,
        config: PretrainedConfig,
        add_pooling_layer: bool | None = None,
        use_mask_token: bool = False,
        **kwargs: Any,
    ) -> None:
        reads = bool(self.head_name) and self.family.reads_pooled(config, self.head_name)
        self.pools = reads if add_pooling_layer is None else add_pooling_layer
        self.masks = use_mask_token
        super().__init__(config, **kwargs)

    def add_base(self, base: Any) -> None:
        """Make the transformer."""
        options = {"pools": self.pools, "masks": self.masks or self.family.masks_patches(self.head_name)}
        self.put(self.base_model_prefix, Transformer, base, self.config, **options)
        self.may_pool = base.pooler is not None
        if isinstance(base.embeddings, TextEmbeddings) and base.embeddings.segments_are_words:
            self.served_inputs = ("attention_mask",)  # type: ignore[misc]  # such segments are seldom there

    def get_config(self) -> dict[str, Any]:
        """What Keras stores to make the model again."""
        stored = super().get_config()
        stored |= {"add_pooling_layer": self.pools} if self.may_pool else {}
        return {**stored, "use_mask_token": True} if self.masks else stored

    @property
    def base(self) -> Any:
        """The transformer."""
        prefix = self.base_model_prefix
        return follow(self, self.below(prefix)) if "." in prefix else getattr(self, prefix)

    @property
    def table(self) -> Any:
        """The embeddings of the vocabulary, [vocab, size]."""
        layer: Any = self.base.word_table
        return layer.table

    @property
    def transformers(self) -> tuple[Transformer, ...]:
        """The transformer."""
        return (self.base,)

    def based(self, inputs: dict[str, Any], options: dict[str, Any], *, is_labelled: bool) -> Any:
        """The transformer's output."""
        return self.encode(**inputs, **options)

    def encode(self, **inputs: Any) -> Any:
        """The transformer's output, of inputs as a call has them; each choice is a row of its own."""
        if self.number_of_choices(inputs) is not None:
            inputs = {name: each if name == "head_mask" else merge_choices(each) for name, each in inputs.items()}
        chosen = {"mc_token_ids", "logits_to_keep"}
        return self.base(**{name: each for name, each in inputs.items() if name not in chosen})

    def init_cache(self, batch_size: int, max_length: int) -> StaticCache:
        """An empty cache of fixed shapes, so that each step of a decoding loop is the same compiled function.

        Args:
            max_length: how many positions there will be at most, those of the prompt among them.
        """
        attentions = [layer.own_attention for layer in self.base.blocks]
        head_dim = attentions[0].head_dim if attentions else 1
        heads, dtype = [each.key_heads for each in attentions], self.dtype_policy.compute_dtype
        if any(self.base.windows):
            return SlidingWindowCache.sliding(self.base.windows, heads, batch_size, max_length, head_dim, dtype)
        return StaticCache.empty(heads, batch_size, max_length, head_dim, dtype)


def merge_choices(tensor: Any) -> Any:
    """[batch, choices, length, …] → [batch · choices, length, …]; what is no tensor stays as it is."""
    return ops.reshape(tensor, (-1, *ops.shape(tensor)[2:])) if hasattr(tensor, "shape") else tensor


def _chosen(tensor: tf.Tensor, choices: Any) -> tf.Tensor:
    """[batch · choices, …] → [batch, choices, …], scores [batch · choices, 1] of each → [batch, choices].

    Args:
        choices: how many; None: [batch, …] stays, and [batch, 1] → [batch].
    """
    shape = tuple(ops.shape(tensor))[1:]
    each = () if shape == (1,) else shape
    return ops.reshape(tensor, (-1, *each) if choices is None else (-1, choices, *each))


def _require_two(config: Any, branch: Branch) -> None:
    """
    Raises:
        InvalidConfigError: an output about two sentences has another size than 2.
    """
    last = branch.steps[-1]
    if isinstance(last, Linear) and last.outputs != 2:
        config.require_num_labels(2, "the two outputs are for sentences in order and swapped")
