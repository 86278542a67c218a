"""The searches by their own names in `transformers`, for callers who choose one rather than describe it by a config."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from trivet.text.generation.config import GenerationConfig
from trivet_tf.framework import tf
from trivet_tf.generation.callers import LogitsProcessor

_OUTPUTS = ("output_attentions", "output_hidden_states", "output_scores", "return_dict_in_generate", "use_cache")
_TOKENS = ("pad_token_id", "eos_token_id")


class NamedSearches:
    """Mixin of models that write. Only the caller's processors are applied, none of the model's `generation_config`.

    Arguments that are None are taken from there: `max_length`, `pad_token_id`, `eos_token_id`, and what is returned.
    Each returns what `generate` does. `model_kwargs` are inputs of the model, such as `attention_mask`, and with an
    encoder `encoder_outputs`; `input_ids` are then the decoder's.
    """

    config: Any
    generation_config: GenerationConfig
    generate: Callable[..., Any]

    def greedy_search(
        self,
        input_ids: tf.Tensor,
        max_length: int | None = None,
        pad_token_id: int | None = None,
        eos_token_id: Any = None,
        logits_processor: Sequence[LogitsProcessor] | None = None,
        output_attentions: bool | None = None,
        output_hidden_states: bool | None = None,
        output_scores: bool | None = None,
        return_dict_in_generate: bool | None = None,
        **model_kwargs: Any,
    ) -> Any:
        """Continue texts [batch, length] by the best token each time."""
        return self._search(locals(), logits_processor)

    def sample(
        self,
        input_ids: tf.Tensor,
        logits_processor: Sequence[LogitsProcessor] | None = None,
        logits_warper: Sequence[LogitsProcessor] | None = None,
        max_length: int | None = None,
        pad_token_id: int | None = None,
        eos_token_id: Any = None,
        seed: Any = None,
        output_attentions: bool | None = None,
        output_hidden_states: bool | None = None,
        output_scores: bool | None = None,
        return_dict_in_generate: bool | None = None,
        **model_kwargs: Any,
    ) -> Any:
        """Continue texts [batch, length] by tokens drawn by their probability."""
        chain = [*(logits_processor or ()), *(logits_warper or ())]
        return self._search(locals(), chain, seed=seed, do_sample=True)

    def contrastive_search(
        self,
        input_ids: tf.Tensor,
        top_k: int = 1,
        penalty_alpha: float = 0,
        logits_processor: Sequence[LogitsProcessor] | None = None,
        logits_warper: Sequence[LogitsProcessor] | None = None,
        max_length: int | None = None,
        pad_token_id: int | None = None,
        eos_token_id: Any = None,
        output_attentions: bool | None = None,
        output_hidden_states: bool | None = None,
        output_scores: bool | None = None,
        return_dict_in_generate: bool | None = None,
        **model_kwargs: Any,
    ) -> Any:
        """Continue texts [batch, length] by the one of the `top_k` best tokens that repeats the least."""
        chain = [*(logits_processor or ()), *(logits_warper or ())]
        return self._search(locals(), chain, top_k=top_k, penalty_alpha=penalty_alpha)

    def beam_search(
        self,
        input_ids: tf.Tensor,
        do_sample: bool = False,
        max_length: int | None = None,
        pad_token_id: int | None = None,
        eos_token_id: Any = None,
        length_penalty: float | None = None,
        early_stopping: Any = None,
        logits_processor: Sequence[LogitsProcessor] | None = None,
        logits_warper: Sequence[LogitsProcessor] | None = None,
        num_return_sequences: int | None = None,
        output_attentions: bool | None = None,
        output_hidden_states: bool | None = None,
        output_scores: bool | None = None,
        return_dict_in_generate: bool | None = None,
        **model_kwargs: Any,
    ) -> Any:
        """Continue texts [batch, beams, length], all beams of a text the same, by the best sequences.

        Args:
            model_kwargs: each with an axis of beams behind the batch.
        """
        arguments, own = locals(), self.generation_config
        arguments["input_ids"] = input_ids[:, 0]
        arguments["model_kwargs"] = {name: _first_beam(value) for name, value in model_kwargs.items()}
        fields = {
            name: getattr(own, name) if arguments[name] is None else arguments[name]
            for name in ("length_penalty", "early_stopping", "num_return_sequences")
        }
        chain = [*(logits_processor or ()), *((logits_warper or ()) if do_sample else ())]
        return self._search(arguments, chain, num_beams=input_ids.shape[1], do_sample=do_sample, **fields)

    def _search(
        self, arguments: dict[str, Any], chain: Sequence[LogitsProcessor] | None, seed: Any = None, **fields: Any
    ) -> Any:
        """
        Args:
            arguments: of the method, by name.
            fields: of the config.
        """
        kwargs, own = dict(arguments["model_kwargs"]), self.generation_config
        for name in (*_OUTPUTS, *_TOKENS, "max_length"):
            value = kwargs.pop(name, arguments.get(name))
            fields[name] = getattr(own, name) if value is None else value
        ids = arguments["input_ids"]
        if self.config.is_encoder_decoder:
            kwargs["decoder_input_ids"], ids = ids, None
            fields["decoder_start_token_id"] = int(arguments["input_ids"][0, 0])
        if fields.get("do_sample"):
            fields["top_k"] = 0  # the default leaves all but fifty tokens out
        config = GenerationConfig(**fields)
        return self.generate(ids, config, chain or None, seed, **kwargs)


def _first_beam(value: Any) -> Any:
    """An input for one beam of each text."""
    if hasattr(value, "items"):  # the encoder's outputs
        return type(value)(**{name: _first_beam(each) for name, each in value.items()})
    return value[:, 0] if hasattr(value, "shape") else value
