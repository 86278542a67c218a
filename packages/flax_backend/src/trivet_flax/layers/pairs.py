"""The module of a pair: an encoder and a decoder that are modules of their own, and what joins them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

import jax
import jax.numpy as jnp
from flax import nnx

from trivet.families.heads import HeadKind
from trivet.families.outputs import BaseModelOutput, CausalLMOutputWithCrossAttentions, Seq2SeqLMOutput
from trivet.families.pairs import PairFamily
from trivet.layout import FLAX
from trivet_flax.cache import EncoderDecoderCache
from trivet_flax.heads.losses import cross_entropy
from trivet_flax.layers.base_models import FamilyModule
from trivet_flax.layers.encoder_decoder import shifted
from trivet_flax.layers.linear import linear
from trivet_flax.layers.places import at, put
from trivet_flax.layers.setup import Setup

Array = jax.Array


class PairModule(FamilyModule):
    """An encoder and a decoder, each a module of its own family.

    Attributes:
        kind: of the pair as a head.
        module_named: the class of a name.
        owners: the parts, those first that own what several have.
        encoder, decoder: the parts.
        bridge_at: path of what takes the encoder's states to the decoder's size; empty where there is none.
    """

    family: ClassVar[PairFamily]
    kind: ClassVar[HeadKind]
    module_named: ClassVar[Any]
    generates: ClassVar[bool] = True
    is_two_sided: ClassVar[bool] = True
    owners: ClassVar[tuple[str, ...]] = ("encoder", "decoder")
    positional = ("input_ids", "attention_mask", "decoder_input_ids", "decoder_attention_mask")
    encoder: Any
    decoder: Any

    def __init__(
        self, config: Any, *, dtype: Any = jnp.float32, param_dtype: Any = jnp.float32, rngs: nnx.Rngs
    ) -> None:
        block = self.family.base(config)
        self.initial_std = block.std
        options = {"dtype": dtype, "param_dtype": param_dtype, "rngs": rngs}
        for part in self.family.parts(config):
            name = f"Flax{part.family.name}" if part.prefix else f"Flax{part.head}"
            setattr(self, part.at, self.module_named(f"{name.removesuffix('Model')}Module")(part.config, **options))
        self.bridge_at = "" if block.bridge is None else block.bridge.at
        if block.bridge is not None:
            put(self, block.bridge.at, linear(block.bridge, Setup(rngs, dtype, param_dtype, block.std)))
        self.masks_padding = block.masks_padding
        self.start, self.padding = getattr(config, "decoder_start_token_id", None), config.pad_token_id
        if config.tie_encoder_decoder:
            self._tie(config)

    def _tie(self, config: Any) -> None:
        """Let the decoder have the encoder's variables, where both have one of a name."""
        for param in self.family.base_parameters(config):
            if param.tied is not None:
                (module, leaf), (other, _) = (
                    FLAX.encode(each, self.family).rpartition(".")[::2] for each in (param, param.renamed(param.tied))
                )
                setattr(at(self, module), leaf, getattr(at(self, other), leaf))

    def encode(
        self,
        input_ids: Array | None = None,
        attention_mask: Array | None = None,
        position_ids: Array | None = None,
        **options: Any,
    ) -> BaseModelOutput[Array]:
        """
        Args:
            input_ids, position_ids: [batch, source length].
            options: further inputs of the encoder; `output_attentions`, `output_hidden_states`; `deterministic` and
                `rngs`, as dropout takes them.
        """
        inputs = {"input_ids": input_ids, "attention_mask": attention_mask, "position_ids": position_ids, **options}
        found = self.encoder(**_stated(inputs))
        return BaseModelOutput(found.last_hidden_state, found.hidden_states, found.attentions)

    def decoded_states(
        self, encoder_outputs: Any = None, encoder_attention_mask: Array | None = None, **inputs: Any
    ) -> Any:
        """The decoder's outputs, without scores.

        Args:
            encoder_outputs: what `encode` gave, or a tuple of it.
            inputs: of the decoder behind `decoder_`, `past_key_values`, and options as of `encode`.
        """
        own = {name.removeprefix("decoder_"): each for name, each in inputs.items()}
        return self.decoder.run_base(
            **_stated(own),
            encoder_hidden_states=self._bridged(encoder_outputs[0]),
            encoder_attention_mask=encoder_attention_mask,
        )

    def decode(
        self,
        decoder_input_ids: Array | None = None,
        encoder_outputs: Any = None,
        encoder_attention_mask: Array | None = None,
        decoder_attention_mask: Array | None = None,
        decoder_position_ids: Array | None = None,
        **inputs: Any,
    ) -> CausalLMOutputWithCrossAttentions[Array]:
        """The decoder's outputs with `logits`; arguments as of `decoded_states`."""
        inputs |= {
            "decoder_input_ids": decoder_input_ids,
            "decoder_attention_mask": decoder_attention_mask,
            "decoder_position_ids": decoder_position_ids,
        }
        found = self.decoded_states(encoder_outputs, encoder_attention_mask, **inputs)
        drop = {name: inputs.get(name) for name in _DROP}
        return CausalLMOutputWithCrossAttentions(
            None,
            self.decoder.predict(found.last_hidden_state, **drop),
            found.past_key_values,
            found.hidden_states,
            found.attentions,
            found.cross_attentions,
        )

    def __call__(
        self,
        input_ids: Array | None = None,
        attention_mask: Array | None = None,
        decoder_input_ids: Array | None = None,
        decoder_attention_mask: Array | None = None,
        *,
        encoder_outputs: Any = None,
        past_key_values: EncoderDecoderCache | None = None,
        labels: Array | None = None,
        **inputs: Any,
    ) -> Seq2SeqLMOutput[Array]:
        """As `encode`, unless there are `encoder_outputs`, then `decode`; with a loss where there are labels."""
        options = {name: inputs.pop(name) for name in (*_DROP, *_ASKED) if name in inputs}
        own = {name: inputs.pop(name) for name in tuple(inputs) if name.startswith("decoder_")}
        if encoder_outputs is None:
            encoder_outputs = self.encode(input_ids, attention_mask, **inputs, **options)
        elif not isinstance(encoder_outputs, BaseModelOutput):
            encoder_outputs = BaseModelOutput(*encoder_outputs)
        if labels is not None and decoder_input_ids is None and own.get("decoder_inputs_embeds") is None:
            decoder_input_ids = self.shift_right(labels)
            if decoder_attention_mask is None and self.masks_padding:
                decoder_attention_mask = (decoder_input_ids != self.padding).astype(jnp.int32)
        found = self.decode(
            decoder_input_ids,
            encoder_outputs,
            attention_mask,
            decoder_attention_mask,
            past_key_values=past_key_values,
            **own,
            **options,
        )
        loss = None if labels is None else cross_entropy(jnp.asarray(found.logits), labels)
        _, *decoded = vars(found).values()
        return Seq2SeqLMOutput(loss, *decoded, *vars(encoder_outputs).values())

    def predict(self, states: Array) -> Array:
        """Scores of words: [..., size] → [..., words]."""
        scores: Array = self.decoder.predict(states)
        return scores

    def shift_right(self, ids: Array) -> Array:
        """What the decoder is given that is to say `ids` [batch, length] (-100: nothing).

        Raises:
            InvalidInputError: the config does not say what a decoder starts with, or what padding is.
        """
        return shifted(ids, self.start, self.padding)

    def init_cache(self, batch_size: int, max_length: int, encoder_outputs: Any = None) -> EncoderDecoderCache:
        """A cache with none of the decoder's tokens in it.

        Args:
            encoder_outputs: what `encode` gave, whose keys and values then are in it from the start.
        """
        empty = self.decoder.base.init_cache(batch_size, max_length)
        if encoder_outputs is None:
            return EncoderDecoderCache(empty)
        return EncoderDecoderCache(empty, self.decoder.base.keys_of_source(self._bridged(encoder_outputs[0])))

    def _bridged(self, states: Array) -> Array:
        """The encoder's states as the decoder attends to them."""
        projected: Array = at(self, self.bridge_at)(states) if self.bridge_at else states
        return projected


_DROP = ("deterministic", "rngs")
_ASKED = ("output_attentions", "output_hidden_states")


def _stated(arguments: Mapping[str, Any]) -> dict[str, Any]:
    """The arguments that are given: a module that does not take one refuses it."""
    return {name: value for name, value in arguments.items() if value is not None}
