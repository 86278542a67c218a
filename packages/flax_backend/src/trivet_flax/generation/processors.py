"""The processors of a search by their names and constructors in `transformers`, for searches of a caller's own.

Each computes what `generate` does with the field of the config that it is for. All of them run in a `jax.jit` too.
"""

from __future__ import annotations

from typing import Any

import jax
import jax.numpy as jnp

from trivet.text.generation import named_processors as named
from trivet.text.generation.hooks import LogitsProcessor, LogitsWarper
from trivet.text.generation.text import NEVER, Text, apply
from trivet_flax.generation.search import ARRAYS

Array = jax.Array


class _Applies(named.AppliesRules, LogitsProcessor):
    """Base of processors that apply `rules`, which know no framework."""

    def __call__(self, input_ids: Any, scores: Any, cur_len: Any) -> Array:  # type: ignore[override]
        """The changed scores [rows, vocab].

        Args:
            input_ids: [rows, capacity]; None for processors that do not go by the text.
            scores: [rows, vocab].
            cur_len: how many columns of the ids are text.
        """
        scores = jnp.asarray(scores)
        scores = scores if jnp.issubdtype(scores.dtype, jnp.floating) else scores.astype(jnp.float32)
        ids = jnp.zeros((scores.shape[0], 1), jnp.int32) if input_ids is None else jnp.asarray(input_ids, jnp.int32)
        changed: Array = apply(list(self.rules), Text(ARRAYS, ids, cur_len), scores)
        return jnp.where((changed == NEVER) & (scores != NEVER), self.filter_value, changed)


class _Warps(_Applies, LogitsWarper):
    """Base of those that only sampling uses."""


class FlaxTemperatureLogitsWarper(_Warps, named.TemperatureLogitsWarper):
    """As `named_processors.TemperatureLogitsWarper`."""


class FlaxTopKLogitsWarper(_Warps, named.TopKLogitsWarper):
    """As `named_processors.TopKLogitsWarper`."""


class FlaxTopPLogitsWarper(_Warps, named.TopPLogitsWarper):
    """As `named_processors.TopPLogitsWarper`."""


class FlaxMinLengthLogitsProcessor(_Applies, named.MinLengthLogitsProcessor):
    """As `named_processors.MinLengthLogitsProcessor`."""


class FlaxRepetitionPenaltyLogitsProcessor(_Applies, named.RepetitionPenaltyLogitsProcessor):
    """As `named_processors.RepetitionPenaltyLogitsProcessor`."""


class FlaxNoBadWordsLogitsProcessor(_Applies, named.NoBadWordsLogitsProcessor):
    """As `named_processors.NoBadWordsLogitsProcessor`."""


class FlaxNoRepeatNGramLogitsProcessor(_Applies, named.NoRepeatNGramLogitsProcessor):
    """As `named_processors.NoRepeatNGramLogitsProcessor`."""


class FlaxForcedBOSTokenLogitsProcessor(_Applies, named.ForcedBOSTokenLogitsProcessor):
    """As `named_processors.ForcedBOSTokenLogitsProcessor`."""


class FlaxForcedEOSTokenLogitsProcessor(_Applies, named.ForcedEOSTokenLogitsProcessor):
    """As `named_processors.ForcedEOSTokenLogitsProcessor`."""


class FlaxSuppressTokensAtBeginLogitsProcessor(_Applies, named.SuppressTokensAtBeginLogitsProcessor):
    """As `named_processors.SuppressTokensAtBeginLogitsProcessor`."""


class FlaxSuppressTokensLogitsProcessor(_Applies, named.SuppressTokensLogitsProcessor):
    """As `named_processors.SuppressTokensLogitsProcessor`."""


class FlaxForceTokensLogitsProcessor(_Applies, named.ForceTokensLogitsProcessor):
    """As `named_processors.ForceTokensLogitsProcessor`."""
