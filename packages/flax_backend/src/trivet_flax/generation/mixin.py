"""FlaxGenerationMixin: `generate`, which every model with a head of a language model has."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np

from trivet.generation.config import GenerationConfig
from trivet.generation.holder import HoldsGenerationConfig
from trivet.generation.outputs import GenerateBeamOutput, GenerateOutput
from trivet.generation.prepare import mode_of, options, start_token, with_lengths
from trivet_flax.generation.search import Search, Step

Array = jax.Array


class FlaxGenerationMixin(HoldsGenerationConfig):
    """Lets a model write text. The whole search is compiled once for each shape and set of options, then kept."""

    params: Any
    _programs: dict[tuple[Any, ...], Callable[..., Any]] | None = None

    def generate(
        self,
        input_ids: Any,
        attention_mask: Any = None,
        generation_config: GenerationConfig | None = None,
        prng_key: Array | None = None,
        params: Mapping[Any, Any] | None = None,
        **kwargs: Any,
    ) -> Any:
        """Continue texts, or write those that belong to a source.

        Args:
            input_ids: [batch, length] of the prompt, padded on the left, or of an encoder's source.
            attention_mask: 0 where the ids are padding; None takes the padding token for it, if that is no end.
            generation_config: in place of the model's own.
            prng_key: of random numbers, for sampling.
            params: in place of the model's own.
            kwargs: fields of the config for this call.

        Returns:
            A `GenerateOutput` with `sequences` [batch × num_return_sequences, max_length], padded, and of beams
            `sequences_scores`; with `return_dict_in_generate=False` `sequences` alone.

        Raises:
            InvalidConfigError: a field has a value that it cannot have, or there is no room for a new token.
            TypeError: the model cannot generate, or there is no such field.
        """
        self.refuse_generation()
        config, given = options(generation_config or self.generation_config, kwargs)
        if given:
            raise TypeError(f"{type(self).__name__}.generate takes no argument {sorted(given)[0]!r}")
        if config.output_scores or config.output_attentions or config.output_hidden_states or config.max_time:
            raise TypeError("a compiled search keeps nothing of its steps and no time: leave out output_… and max_time")
        ids = np.asarray(input_ids, np.int32)
        mask = _mask_of(ids, config) if attention_mask is None else np.asarray(attention_mask, np.int32)
        encodes = getattr(self.config, "is_encoder_decoder", False)
        config = with_lengths(config, 1 if encodes else ids.shape[1], kwargs)
        key = jax.random.key(0) if prng_key is None else prng_key
        sequences, scores = self._program(config, ids.shape)(
            self.params if params is None else params, jnp.asarray(ids), jnp.asarray(mask), key
        )
        wants_object = kwargs.get("return_dict_in_generate", True)
        if not wants_object:
            return sequences
        if scores is None:
            return GenerateOutput(sequences=sequences)
        return GenerateBeamOutput(sequences=sequences, sequences_scores=scores)

    def compiled_programs(self) -> int:
        """How many programs were compiled for `generate` so far."""
        return sum(each._cache_size() for each in (self._programs or {}).values())  # type: ignore[attr-defined]

    def _program(self, config: GenerationConfig, shape: tuple[int, ...]) -> Callable[..., Any]:
        key = (config.to_json_string(), shape)
        if self._programs is None:
            self._programs = {}
        if key not in self._programs:
            self._programs[key] = jax.jit(_Program(self, config))
        return self._programs[key]


class _Program:
    """What is compiled: from params, ids [batch, length], their mask and a key to texts and the beams' scores."""

    def __init__(self, model: Any, config: GenerationConfig) -> None:
        self.model, self.config, self.mode = model, config, mode_of(config)
        self.times = config.num_beams if config.num_beams > 1 else config.num_return_sequences

    def __call__(self, params: Any, ids: Array, mask: Array, key: Array) -> tuple[Array, Array | None]:
        """Write."""
        source, mask = jnp.repeat(ids, self.times, 0), jnp.repeat(mask, self.times, 0)
        if getattr(self.model.config, "is_encoder_decoder", False):
            text = jnp.full((source.shape[0], 1), start_token(self.config), jnp.int32)
            step, cache = self._two_sided(params, source, mask)
        else:
            text = source
            step, cache = self._one_sided(params, text, mask)
        prompt, config = text.shape[1], self.config
        room = jnp.zeros((text.shape[0], config.max_length), jnp.int32).at[:, :prompt].set(text)
        scores, cache = step(text, 0, cache)
        # Processors of groups see a part of the rows.
        search = Search(config, prompt, _of_group(source, config), step)
        if "beam" in self.mode:
            found = search.beams(room, scores, cache, key)
            return found.ids, found.scores
        written, length = search.singles(room, scores, cache, key)
        padding = 0 if config.pad_token_id is None else config.pad_token_id
        return jnp.where(jnp.arange(config.max_length) < length, written, padding), None

    def _one_sided(self, params: Any, text: Array, mask: Array) -> tuple[Step, Any]:
        rows, prompt = text.shape
        capacity = self.config.max_length
        whole = jnp.ones((rows, capacity), jnp.int32).at[:, :prompt].set(mask)
        places = jnp.maximum(whole.cumsum(-1) - 1, 0)

        def step(tokens: Array, seen: Any, cache: Any) -> tuple[Array, Any]:
            positions = jax.lax.dynamic_slice_in_dim(places, seen, tokens.shape[1], 1)
            found = self.model(
                input_ids=tokens,
                attention_mask=whole,
                position_ids=positions,
                past_key_values=cache,
                params=params,
                return_dict=True,
            )
            return found.logits[:, -1].astype(jnp.float32), found.past_key_values

        return step, self.model.init_cache(rows, capacity)

    def _two_sided(self, params: Any, source: Array, mask: Array) -> tuple[Step, Any]:
        encoded = self.model.encode(input_ids=source, attention_mask=mask, params=params, return_dict=True)

        def step(tokens: Array, seen: Any, cache: Any) -> tuple[Array, Any]:
            found = self.model.decode(
                decoder_input_ids=tokens,
                encoder_outputs=encoded,
                encoder_attention_mask=mask,
                past_key_values=cache,
                params=params,
                return_dict=True,
            )
            return found.logits[:, -1].astype(jnp.float32), found.past_key_values

        return step, self.model.init_cache(source.shape[0], self.config.max_length, encoded, params=params)


def _mask_of(ids: np.ndarray, config: GenerationConfig) -> np.ndarray:
    """0 where the ids are padding, if they can be told: the padding token must not also be an end."""
    padding = config.pad_token_id
    if padding is None or padding in config.eos_token_ids:
        return np.ones_like(ids)
    return np.asarray(ids != padding, np.int32)


def _of_group(source: Array, config: GenerationConfig) -> Array:
    """The rows [batch × num_beams, n] of one group of beams; all groups have the same."""
    return source if config.num_beam_groups == 1 else source[:: config.num_beam_groups]
