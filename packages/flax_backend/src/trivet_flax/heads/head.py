"""Model classes with a head: a base model, and the branches after it. Knows no family."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import Any, ClassVar

import jax
import jax.numpy as jnp
from flax import nnx

from trivet.families import outputs
from trivet.families.blocks import Reads
from trivet.families.heads import HeadKind, Loss
from trivet.families.inputs import LOOKED_UP, MASKED_PATCHES
from trivet.families.outputs import CausalLMOutputWithCrossAttentions
from trivet_flax.cache import EncoderDecoderCache
from trivet_flax.heads.balancing import balancing_loss
from trivet_flax.heads.losses import loss_of, masked_patches_loss, masked_pixels_loss, two_losses
from trivet_flax.heads.reads import first_or_mean, states_read
from trivet_flax.heads.steps import StepParts, table_of
from trivet_flax.layers.base_models import FamilyModule
from trivet_flax.layers.pictures import channels_first, picture
from trivet_flax.layers.places import at, put
from trivet_flax.layers.setup import Setup

Array = jax.Array

_BY_CHOICE = ("input_ids", "attention_mask", "token_type_ids", "position_ids", "inputs_embeds", *LOOKED_UP)


class Head(FamilyModule, StepParts):
    """A base model with a head.

    Attributes:
        kind: kind of the head.
        generates: whether it predicts next tokens.
        base_class: the base model's class.
        base_name: the attribute of the base model; if empty, the head is the base model as well.
        branches: for each output the states that are read, the steps, whether the last axis is removed, and how tokens
            become a picture.
    """

    kind: ClassVar[HeadKind]
    generates: ClassVar[bool]
    base_class: ClassVar[type[Any]]
    base_name: ClassVar[str]

    def __init__(
        self, config: Any, *, dtype: Any = jnp.float32, param_dtype: Any = jnp.float32, rngs: nnx.Rngs
    ) -> None:
        if self.kind.num_labels is not None:
            config.num_labels = self.kind.num_labels
        name, options = (
            f"{self.family.name}{self.kind.suffix}",
            {"dtype": dtype, "param_dtype": param_dtype, "rngs": rngs},
        )
        if self.base_class.may_pool:
            options["add_pooling_layer"] = self.family.reads_pooled(config, name)
        if self.base_class.may_mask and self.family.masks_patches(name):
            options["use_mask_token"] = True
        if self.base_name:
            put(self, self.base_name, self.base_class(config, **options))
        else:
            self.base_class.__init__(self, config, **options)
        setup = Setup(rngs, dtype, param_dtype, self.base.initial_std)
        branches = self.family.branches(config, name)
        self.branches = tuple(
            (each.reads, self.add_steps(each.steps, setup), each.squeeze, each.averages, each.grid) for each in branches
        )
        self.apart = tuple(each.apart for each in branches)
        self.tied_to = next((path for each in branches if (path := table_of(each.steps))), "")
        self.num_labels, self.problem_type, self.padding = config.num_labels, config.problem_type, config.pad_token_id
        self.balancing = self.family.balancing(config) if self.kind.generates else None
        ends = config.eos_token_id
        self.ends: Any = tuple(ends) if isinstance(ends, list) else ends  # attributes of modules are hashed

    @property
    def base(self) -> Any:
        """The base model."""
        return at(self, self.base_name) if self.base_name else self

    def __call__(self, *inputs: Any, **named: Any) -> Any:
        """The base model's inputs, the first ones positional, and labels. Without all labels there is no loss."""
        arguments: dict[str, Any] = {**dict(zip(self.base_class.positional, inputs, strict=False)), **named}
        inputs_too = self.family.inputs
        labels = tuple(
            arguments.get(name) if name in inputs_too else arguments.pop(name, None) for name in self.kind.labels
        )
        places = arguments.pop("mc_token_ids", None)
        choices, arguments = _flattened(arguments) if self.kind.choices else (None, arguments)
        arguments = self.with_labels(arguments, labels)
        result = self.run_base(**arguments)
        drop = {name: arguments.get(name) for name in ("deterministic", "rngs")}
        made = [self._branch(number, result, arguments, drop, places) for number in range(len(self.branches))]
        pairs = zip(made, self.apart, strict=True)
        logits = [part for each, apart in pairs for part in (jnp.unstack(each, axis=-1) if apart else (each,))]
        if self.kind.mean:
            logits = [jnp.stack(logits).mean(0), *logits]
        names, own = self.kind.logits, dict[str, Any]()
        if choices is not None:
            logits = [_by_choice(each, choices) for each in logits]
        if self.kind.loss is Loss.WORDS_AND_CHOICES:
            own = {**two_losses(logits, labels), **dict(zip(names, logits, strict=True))}
            if result.hidden_states is not None:  # the last one has an axis of choices, as the logits have
                own["hidden_states"] = (*result.hidden_states[:-1], _by_choice(result.hidden_states[-1], choices))
            return _output(getattr(outputs, self.kind.output), result, own)
        if self.kind.loss is Loss.SPANS:
            logits, names = [logits[0][..., 0], logits[0][..., 1]], ("start_logits", "end_logits")
        if self.kind.loss is Loss.PIXELS:
            (mask,), grid = labels, self.branches[0][-1]
            loss = mask if mask is None else masked_pixels_loss(logits[0], arguments["pixel_values"], mask, grid)
            own = {"loss": loss, **dict(zip(names, logits, strict=True))}
            return _output(getattr(outputs, self.kind.output), result, own)
        if self.kind.loss is Loss.MASKED_PATCHES:
            own = {"loss": None, **dict(zip(names, logits, strict=True))}
            if labels[0] is not None:
                own["loss"] = masked_patches_loss(logits[0], labels[0], arguments.get(MASKED_PATCHES))
            return _output(getattr(outputs, self.kind.output), result, own)
        loss = loss_of(
            self.kind.loss,
            logits,
            labels,
            num_labels=self.num_labels,
            problem_type=self.problem_type,
            attention_mask=arguments.get("attention_mask"),
        )
        own = {"loss": loss} if self.kind.labels else {}
        own |= dict(zip(names, logits, strict=True))
        routed = getattr(result, "router_logits", None)
        if self.balancing is not None and routed:
            own["aux_loss"] = balancing_loss(routed, self.balancing.chosen, _of_tokens(arguments))
            own["loss"] = None if loss is None else loss + self.balancing.weight * own["aux_loss"]
        return _output(getattr(outputs, self.kind.output), result, own)

    def run_base(self, **arguments: Any) -> Any:
        """The base model's output."""
        return self.base(**arguments) if self.base_name else self.base_class.__call__(self, **arguments)

    def with_labels(self, inputs: dict[str, Any], labels: tuple[Any, ...]) -> dict[str, Any]:
        """The inputs, including those that follow from labels."""
        return inputs

    def _branch(
        self, number: int, result: Any, inputs: Mapping[str, Any], drop: Mapping[str, Any], places: Array | None
    ) -> Array:
        reads, steps, squeeze, averages, grid = self.branches[number]
        ids, mask = inputs.get("input_ids"), inputs.get("attention_mask")
        skipped = 0 if grid is None else grid.skipped
        states = states_read(reads, result, ids, self.padding, self.ends, places, mask, skipped)
        if grid is not None and reads is Reads.PICTURE:
            return channels_first(self._run_steps(steps, picture(states, grid, inputs["pixel_values"]), drop))
        output = self._run_steps(steps, states, drop)
        output = first_or_mean(Reads.MEAN, output, mask) if averages else output
        return output[..., 0] if squeeze else output

    def _run_steps(self, steps: Any, states: Array, drop: Mapping[str, Any]) -> Array:
        table = at(self, self.tied_to) if self.tied_to else None
        return self.run_steps(steps, states, table, **drop)

    def predict(self, states: Array, *, deterministic: bool | None = True, rngs: nnx.Rngs | None = None) -> Array:
        """Scores of words, for a head that predicts words: [..., size] → [..., words]."""
        return self._run_steps(self.branches[0][1], states, {"deterministic": deterministic, "rngs": rngs})

    def prune_recorded(self, config: Any) -> None:
        """As for `FamilyModule`."""
        if self.base_name:
            self.base.prune_recorded(config)
        else:
            self.base_class.prune_recorded(self, config)


class TwoSidedHead(Head):
    """A head after an encoder-decoder, whose halves can also be called separately."""

    is_two_sided = True

    def with_labels(self, inputs: dict[str, Any], labels: tuple[Any, ...]) -> dict[str, Any]:
        """As for `Head`: adds the decoder's inputs for the labels, or the shifted source."""
        if inputs.get("decoder_input_ids") is not None or inputs.get("decoder_inputs_embeds") is not None:
            return inputs
        if self.kind.reads_source and inputs.get("input_ids") is not None:
            return {**inputs, "decoder_input_ids": self.shift_right(inputs["input_ids"])}
        if not self.kind.generates or labels[0] is None:
            return inputs
        return {**inputs, "decoder_input_ids": self.shift_right(labels[0])}

    def encode(self, *inputs: Any, **options: Any) -> Any:
        """The encoder's outputs."""
        return self.base.encoded(*inputs, **options)

    def decode(self, *inputs: Any, **options: Any) -> Any:
        """The decoder's outputs for the encoder's; with `logits` instead of states if it predicts words."""
        result = self.base.decoded(*inputs, **options)
        if not self.kind.generates:
            return result
        scores = {"loss": None, "logits": self.predict(result.last_hidden_state)}
        return _output(CausalLMOutputWithCrossAttentions, result, scores)

    def decoded_states(self, **options: Any) -> Any:
        """The decoder's outputs, without scores."""
        return self.base.decoded(**options)

    def shift_right(self, ids: Array) -> Array:
        """As for `EncoderDecoderParts`."""
        shifted: Array = self.base_class.shift_right(self.base, ids)
        return shifted

    def init_cache(self, batch_size: int, max_length: int, encoder_outputs: Any = None) -> EncoderDecoderCache:
        """As for `EncoderDecoderParts.empty_cache`."""
        cache: EncoderDecoderCache = self.base.empty_cache(batch_size, max_length, encoder_outputs)
        return cache


def _of_tokens(inputs: Mapping[str, Any]) -> Array | None:
    """The mask of the tokens [batch, length] of a call, without those in the cache; None for masks of other axes."""
    mask = inputs.get("attention_mask")
    tokens = inputs.get("inputs_embeds") if inputs.get("input_ids") is None else inputs["input_ids"]
    if mask is None or tokens is None or mask.ndim != 2:
        return None
    if inputs.get("past_key_values") is None:
        return jnp.asarray(mask)
    start, length = inputs["past_key_values"].index, tokens.shape[1]
    return jax.lax.dynamic_slice_in_dim(jnp.asarray(mask), start, length, axis=1)


def _flattened(inputs: Mapping[str, Any]) -> tuple[int, dict[str, Any]]:
    """The number of choices, and inputs [batch, choices, …] as rows of one batch."""
    rows = {name: inputs[name] for name in _BY_CHOICE if inputs.get(name) is not None}
    choices = next((each.shape[1] for each in rows.values()), 1)
    return choices, {**inputs, **{name: each.reshape(-1, *each.shape[2:]) for name, each in rows.items()}}


def _by_choice(rows: Array, choices: int | None) -> Array:
    """[batch · choices, …] → [batch, choices, …], scores [batch · choices, 1] of each → [batch, choices]."""
    shape = rows.shape[1:]
    return rows.reshape(-1, choices or 1, *(() if shape == (1,) else shape))


def _output(output_class: type[Any], result: Any, own: Mapping[str, Any]) -> Any:
    """A head's output: its own fields, and those of the base model's output that both have."""
    carried = {each.name: getattr(result, each.name, None) for each in fields(output_class)}
    return output_class(**{**carried, **own})
