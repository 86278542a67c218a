"""The two stacks of encoder-decoders, and what a decoder's layers are handed of the encoder.

Families say what their layers are, how tokens are embedded, and what follows the last layer.
"""

from __future__ import annotations

from typing import Any, NamedTuple, TypeVar

import torch
from torch import nn

from trivet.errors import InvalidInputError
from trivet.families.outputs import BaseModelOutput, BaseModelOutputWithPastAndCrossAttentions, ModelOutput
from trivet_torch.cache import EncoderDecoderCache, encoder_decoder_cache
from trivet_torch.checkpointing import caching
from trivet_torch.layers.attention import Attention, attention_bias, head_masks
from trivet_torch.layers.embeddings import words_of
from trivet_torch.layers.step import Mask, Step, decoder_step

Tensor = torch.Tensor
Weights = Tensor | None
Output = TypeVar("Output", bound=ModelOutput[Any])


class Source(NamedTuple):
    """What one call of a decoder hands to all of its layers of the encoder's output.

    Attributes:
        states: [batch, source length, hidden]; None where the cache has what layers make of them.
        bias: added to the scores of attention to them.
        cache: of what layers make of them.
        head_masks: each layer's.
    """

    states: Tensor | None
    bias: Tensor | None
    cache: EncoderDecoderCache | None
    head_masks: tuple[Tensor | None, ...]

    def attend(self, layer: int, attention: Attention, states: Tensor, need_weights: bool) -> tuple[Tensor, Weights]:
        """A layer's attention of the decoder's states [batch, length, hidden] to the encoder's.

        Raises:
            ValueError: nothing is known of the encoder's.
        """

        def pair() -> tuple[Tensor, Tensor]:
            if self.states is None:
                reason = "give encoder_outputs, input_ids or inputs_embeds: the cache has nothing of them yet"
                raise InvalidInputError(reason)
            return attention.keys_values(self.states)

        found = pair() if self.cache is None else self.cache.cross(layer, pair)
        kept = self.head_masks[layer]
        attended: tuple[Tensor, Weights] = attention(states, self.bias, kept, need_weights, pair=found)
        return attended


def attend_own(layer: int, attention: Attention, states: Tensor, step: Step) -> tuple[Tensor, Weights]:
    """A layer's self-attention, in an encoder or a decoder, to new states and what the cache has of earlier ones."""
    pair = attention.keys_values(states)
    if step.cache is not None:
        pair = step.cache.update(*pair, layer, step.positions)
    bias, causal = step.masks[layer]
    kept, wanted = step.head_masks[layer], step.need_weights
    attended: tuple[Tensor, Weights] = attention(states, bias, kept, wanted, pair=pair, causal=causal)
    return attended


def bounded(states: Tensor) -> Tensor:
    """The states, in float16 without infinities: sums of residuals outgrow it."""
    if states.dtype is not torch.float16:
        return states
    most = torch.finfo(states.dtype).max
    return states.clamp(-most, most)


class Stack(nn.Module):
    """An encoder or a decoder. Its layers are called with states, step and source; return both kinds of weights.

    Attributes:
        config: the model's.
        embed_tokens: the vocabulary.
        layerdrop: probability with which a layer is skipped in training.
    """

    config: Any
    embed_tokens: nn.Embedding
    layerdrop: float = 0.0

    def blocks(self) -> nn.ModuleList:
        """The layers."""
        raise NotImplementedError(f"{type(self).__name__} does not say which its layers are")

    def embedded(self, words: Tensor, positions: Tensor) -> Tensor:
        """What the first layer is given, of words [batch, length, hidden] at positions [length]."""
        raise NotImplementedError(f"{type(self).__name__} does not say how it embeds")

    def words(self, input_ids: Tensor | None, inputs_embeds: Tensor | None) -> Tensor:
        """Vectors [batch, length, hidden] of tokens.

        Raises:
            ValueError: both or neither are given.
        """
        return words_of(self.embed_tokens, input_ids, inputs_embeds)

    def biased(self, states: Tensor, step: Step) -> Step:
        """The step with what the family adds to the scores of self-attention."""
        return step

    def finished(self, states: Tensor) -> Tensor:
        """What follows the last layer: [batch, length, hidden] → the same."""
        return states

    def run(
        self, states: Tensor, step: Step, source: Source | None, output_hidden_states: bool
    ) -> BaseModelOutputWithPastAndCrossAttentions[Tensor]:
        """Run the layers on [batch, length, hidden]. The last of `hidden_states` is the finished one."""
        step = self.biased(states, step)
        all_states, own, cross = [], [], []
        for layer in self.blocks():
            if output_hidden_states:
                all_states.append(states)
            if self.training and self.layerdrop and torch.rand(()) < self.layerdrop:
                continue
            states, weights, cross_weights = layer(states, step, source)
            own.append(weights)
            cross.append(cross_weights)
        states = self.finished(states)
        return BaseModelOutputWithPastAndCrossAttentions(
            last_hidden_state=states,
            past_key_values=None if source is None else source.cache,
            hidden_states=(*all_states, states) if output_hidden_states else None,
            attentions=tuple(own) if step.need_weights else None,
            cross_attentions=tuple(cross) if step.need_weights and source is not None else None,
        )

    def _asked(self, output_attentions: bool | None, output_hidden_states: bool | None) -> tuple[bool, bool]:
        config = self.config
        return (
            bool(config.output_attentions if output_attentions is None else output_attentions),
            bool(config.output_hidden_states if output_hidden_states is None else output_hidden_states),
        )

    def _returned(self, output: Output, return_dict: bool | None) -> Output | tuple[Any, ...]:
        wanted = self.config.use_return_dict if return_dict is None else return_dict
        return output if wanted else output.to_tuple()


class EncoderStack(Stack):
    """An encoder."""

    def forward(
        self,
        input_ids: Tensor | None = None,
        attention_mask: Tensor | None = None,
        head_mask: Tensor | None = None,
        inputs_embeds: Tensor | None = None,
        output_attentions: bool | None = None,
        output_hidden_states: bool | None = None,
        return_dict: bool | None = None,
    ) -> BaseModelOutput[Tensor] | tuple[Any, ...]:
        """`last_hidden_state` [batch, length, hidden]; arguments as those of `EncoderDecoderModel`.

        Raises:
            ValueError: both or neither of `input_ids` and `inputs_embeds` are given, or a mask has another shape.
        """
        words = self.words(input_ids, inputs_embeds)
        positions = torch.arange(words.shape[1], device=words.device)
        states = self.embedded(words, positions)
        need_weights, need_states = self._asked(output_attentions, output_hidden_states)
        layers = len(self.blocks())
        mask = Mask(None if attention_mask is None else attention_bias(attention_mask, states.dtype), False)
        step = Step(positions, (mask,) * layers, None, need_weights, head_masks(head_mask, layers))
        found = self.run(states, step, None, need_states)
        output = BaseModelOutput(found.last_hidden_state, found.hidden_states, found.attentions)
        return self._returned(output, return_dict)


class DecoderStack(Stack):
    """A decoder that attends to an encoder's output."""

    def forward(
        self,
        input_ids: Tensor | None = None,
        attention_mask: Tensor | None = None,
        encoder_hidden_states: Tensor | None = None,
        encoder_attention_mask: Tensor | None = None,
        head_mask: Tensor | None = None,
        cross_attn_head_mask: Tensor | None = None,
        past_key_values: Any = None,
        inputs_embeds: Tensor | None = None,
        use_cache: bool | None = None,
        output_attentions: bool | None = None,
        output_hidden_states: bool | None = None,
        return_dict: bool | None = None,
        cache_position: Tensor | None = None,
    ) -> BaseModelOutputWithPastAndCrossAttentions[Tensor] | tuple[Any, ...]:
        """`last_hidden_state` [batch, length, hidden], and `past_key_values` to continue from it.

        Raises:
            ValueError: both or neither of `input_ids` and `inputs_embeds` are given, a mask has another shape, or the
                cache has no room.
        """
        words = self.words(input_ids, inputs_embeds)
        need_weights, need_states = self._asked(output_attentions, output_hidden_states)
        wanted = caching(self.blocks(), self.config, use_cache, past_key_values)
        # With layers missing, a cache would be of no use.
        cache = encoder_decoder_cache(past_key_values, wanted and not (self.training and self.layerdrop))
        layers = len(self.blocks())
        step = decoder_step(
            words,
            attention_mask,
            (None,) * layers,
            None if cache is None else cache.self_attention,
            cache_position=cache_position,
            head_mask=head_mask,
            need_weights=need_weights,
        )
        bias = _source_bias(encoder_attention_mask, words)
        source = Source(encoder_hidden_states, bias, cache, head_masks(cross_attn_head_mask, layers))
        output = self.run(self.embedded(words, step.positions), step, source, need_states)
        return self._returned(output, return_dict)


def _source_bias(mask: Tensor | None, queries: Tensor) -> Tensor | None:
    """The bias of attention to the encoder's output, by the mask that the encoder was given."""
    if mask is None:
        return None
    if mask.dim() > 2 and mask.shape[-2] not in (1, queries.shape[1]):
        raise InvalidInputError(
            f"attention_mask is {list(mask.shape)}: a mask of that many axes serves the encoder, but does not say what "
            f"the decoder's {queries.shape[1]} tokens may see of it. Run the encoder with it, and give its output as "
            "encoder_outputs, with attention_mask [batch, length] or [batch, decoder length, length]."
        )
    return attention_bias(mask, queries.dtype)
