"""A model's vocabulary: its input and output embeddings, and changing how many words they know. Knows no family.

Which parameters have a row for each word, the module says itself: those that are of another shape in a module of the
same class whose config counts one word more.
"""

from __future__ import annotations

import copy
from collections.abc import Mapping
from typing import Any

import jax
import jax.numpy as jnp
from flax import nnx

from trivet.families.config import PretrainedConfig
from trivet.families.vocabulary import wanted_rows
from trivet_flax.build.without_values import initialise, owned_slots
from trivet_flax.layers.places import base_of
from trivet_flax.load.skeleton import Slot
from trivet_flax.model.base import FunctionalModule
from trivet_flax.model.params import Params, checked_leaves, nest
from trivet_flax.model.resizing import around_mean, follow, resized


class Vocabulary(FunctionalModule):
    """The part of `FlaxPreTrainedModel` that knows of words."""

    def vocabulary_fields(self) -> tuple[str, ...]:
        """Fields of the config that say how many words the input embeddings know."""
        is_shared = getattr(self.config, "share_encoder_decoder_embeddings", False)
        shares = is_shared and hasattr(self.config, "decoder_vocab_size")
        return ("vocab_size", "decoder_vocab_size") if shares else ("vocab_size",)

    def get_input_embeddings(self, params: Mapping[Any, Any] | None = None) -> jax.Array:
        """The embeddings of the vocabulary, [words, size].

        Args:
            params: in which to look; None: the model's own.

        Raises:
            CheckpointMismatchError: a leaf of `params` is missing, unknown or of another shape.
            ValueError: there are no values anywhere, or no embeddings of a vocabulary.
        """
        table: jax.Array = self._leaves(params)[self._input_words()]
        return table

    def set_input_embeddings(self, value: jax.Array, params: Mapping[Any, Any] | None = None) -> Params:
        """Replace the embeddings of the vocabulary by others of the same shape; what is tied to them follows.

        Args:
            value: [words, size].
            params: in a copy of which they are replaced; None: in the model's own.

        Returns:
            The params with the new embeddings.

        Raises:
            CheckpointMismatchError: as `get_input_embeddings`; or the new ones have another shape, for which there is
                `resize_token_embeddings`.
            ValueError: as `get_input_embeddings`.
        """
        return self._with(params, self._input_words(), value)

    def get_output_embeddings(self, params: Mapping[Any, Any] | None = None) -> jax.Array | None:
        """What states are multiplied with to predict words, [words, size]; None where the model predicts none.

        Args and Raises: as `get_input_embeddings`.
        """
        leaves, (name, is_kernel) = self._leaves(params), self._output_words()
        if name is None:
            return None
        output: jax.Array = leaves[name]
        return jnp.transpose(output) if is_kernel else output

    def set_output_embeddings(self, value: jax.Array, params: Mapping[Any, Any] | None = None) -> Params:
        """Replace what states are multiplied with to predict words; where that is the table of the input, so is that.

        Args and Returns: as `set_input_embeddings`.

        Raises:
            ValueError: the model predicts no words; or as `set_input_embeddings`.
            CheckpointMismatchError: as `set_input_embeddings`.
        """
        name, is_kernel = self._output_words()
        if name is None:
            raise ValueError(f"{type(self).__name__} predicts no words, so it has no output embeddings")
        return self._with(params, name, jnp.transpose(value) if is_kernel else value)

    def resize_token_embeddings(
        self,
        new_num_tokens: int | None = None,
        pad_to_multiple_of: int | None = None,
        mean_resizing: bool = False,
        *,
        params: Mapping[Any, Any] | None = None,
    ) -> Params:
        """Let the model know another number of words: rows are added at the end, or the last ones taken away.

        Everything that has a row for each word follows, tied or not: the output embeddings, their bias, the config.
        The module stays the object that it is; create an optimizer's state again.

        Args:
            new_num_tokens: how many; None leaves them.
            pad_to_multiple_of: makes that many into the next multiple of this.
            mean_resizing: whether new rows are drawn around the mean of the others; else they are initialised as the
                model initialises.
            params: resized as well, and returned, in place of the model's own. They may be the only ones there are.

        Returns:
            The params with as many words.

        Raises:
            CheckpointMismatchError: a leaf of `params` is missing, unknown or of another shape.
            InvalidConfigError: the config cannot be had with as many words.
            ValueError: a number is not a positive integer, there are no values anywhere, the model has no embeddings of
                a vocabulary, or its module came from outside.
        """
        leaves, first = self._leaves(params), self.vocabulary_fields()[0]
        slots, words = owned_slots(self.nnx_module), self._input_words()
        rows = wanted_rows(slots[words].value.shape[0], new_num_tokens, pad_to_multiple_of)
        if rows == getattr(self.config, first):
            return nest(leaves)
        config = self._counting(rows)
        config.validate()
        other, changed = self._abstract(config), {}
        for name, slot in owned_slots(other).items():
            if slot.value.shape != slots[name].value.shape:
                changed[name] = slot
            else:
                slot.variable.set_value(leaves[name])
        initialise(other, self._build_for(config), self.seed)
        if mean_resizing:
            self._draw_around_means(changed, leaves)
        returned = {**leaves, **{name: resized(leaves[name], slot.value) for name, slot in changed.items()}}
        for name, slot in changed.items():
            own = returned[name] if params is None else resized(slots[name].value, slot.value)
            slots[name].variable.set_value(own)
            follow(slots[name].holder, slot.holder)
        for field in self.vocabulary_fields():
            setattr(self.config, field, rows)
        return nest(returned)

    def _draw_around_means(self, changed: Mapping[str, Slot], leaves: Mapping[str, Any]) -> None:
        """Give what has grown values around the means of what it was; offsets of scores [1, words] stay at 0."""
        keys = nnx.Rngs(self.seed)
        for name, slot in changed.items():
            if slot.value.shape[0] != 1:
                slot.variable.set_value(around_mean(leaves[name], slot.value.shape, keys.params()))

    def _with(self, params: Mapping[Any, Any] | None, name: str, value: jax.Array) -> Params:
        """The params, or the model's own, with one leaf replaced."""
        changed = nest({**self._leaves(params), name: value})
        if params is None:
            self.params = changed
        else:
            self._checked(changed)
        return changed

    def _leaves(self, params: Mapping[Any, Any] | None) -> dict[str, Any]:
        if params is not None:
            return self._checked(params)
        self.require_values()
        return {name: slot.value for name, slot in owned_slots(self.nnx_module).items()}

    def _checked(self, params: Mapping[Any, Any]) -> dict[str, Any]:
        shapes = {name: slot.value.shape for name, slot in owned_slots(self.nnx_module).items()}
        return checked_leaves(params, shapes, f"params of {type(self).__name__}")

    def _input_words(self) -> str:
        """Name of the input embeddings: the first ones of the vocabulary.

        Raises:
            ValueError: there are none.
        """
        names = [name for name, slot in self._word_slots().items() if isinstance(slot.holder, nnx.Embed)]
        if not names:
            raise ValueError(f"{type(self).__name__} has no embedding layer with a row for each word")
        return names[0]

    def _output_words(self) -> tuple[str | None, bool]:
        """Name of the output embeddings (None: the model predicts no words), and whether they are a kernel.

        Raises:
            ValueError: there are no embeddings of a vocabulary.
        """
        slots = self._word_slots()
        kernels = [name for name, slot in slots.items() if slot.leaf == "kernel"]
        if kernels:
            return kernels[0], True
        generates = getattr(self.module_class, "generates", False)
        if not generates and all(isinstance(slot.holder, nnx.Embed) for slot in slots.values()):
            return None, False
        base = base_of(self.nnx_module, self.base_model_prefix)
        table = getattr(base, "words_table", None)  # of a decoder, whose words may be others than the encoder's
        own = (name for name, slot in owned_slots(self.nnx_module).items() if slot.holder is table)
        return next(own, None) or self._input_words(), False

    def _word_slots(self) -> dict[str, Slot]:
        """The parameters that have a row for each word."""
        count = getattr(self.config, self.vocabulary_fields()[0], None)
        if count is None:
            return {}
        wider = owned_slots(self._abstract(self._counting(count + 1)))
        slots = owned_slots(self.nnx_module).items()
        return {name: slot for name, slot in slots if wider[name].value.shape != slot.value.shape}

    def _counting(self, words: int) -> PretrainedConfig:
        """The config with another number of words."""
        config = copy.deepcopy(self.config)
        for field in self.vocabulary_fields():
            setattr(config, field, words)
        return config
