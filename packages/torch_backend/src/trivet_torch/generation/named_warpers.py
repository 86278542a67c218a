"""Processors that shape what is sampled from, under their names and constructors in `transformers`."""

from __future__ import annotations

import warnings
from typing import Any

import torch

from trivet.text.generation.hooks import LogitsProcessor
from trivet.text.generation.processors import Guidance
from trivet.text.generation.text import NEVER
from trivet.text.generation.warpers import Epsilon, Eta, Temperature, TopK, TopP, Typical
from trivet_torch.generation.decoding import Decoding
from trivet_torch.generation.guidance import Unguided
from trivet_torch.generation.rules import WarpsByRules, is_float, is_whole, require, text_of

Tensor = torch.Tensor


class TemperatureLogitsWarper(WarpsByRules):
    """Divides scores by the temperature.

    Raises:
        ValueError: it is not a positive float.
    """

    def __init__(self, temperature: float) -> None:
        fits = is_float(temperature) and temperature > 0
        require(fits, "temperature", temperature, "a positive float; do_sample=False is what 0 would mean")
        self.temperature, self.rules = temperature, (Temperature(temperature),)


class Keeping(WarpsByRules):
    """Base of those that keep some tokens at least.

    Args:
        filter_value: the score of all others.
        min_tokens_to_keep: how many stay at least.
    """

    def __init__(self, filter_value: float, min_tokens_to_keep: int) -> None:
        least = min_tokens_to_keep
        require(is_whole(least) and least >= 1, "min_tokens_to_keep", least, "a positive integer")
        self.filter_value, self.min_tokens_to_keep = filter_value, least


class TopKLogitsWarper(Keeping):
    """Keeps the `top_k` best tokens.

    Raises:
        ValueError: `top_k` is not a positive integer.
    """

    def __init__(self, top_k: int, filter_value: float = NEVER, min_tokens_to_keep: int = 1) -> None:
        require(is_whole(top_k) and top_k > 0, "top_k", top_k, "a positive integer")
        super().__init__(filter_value, min_tokens_to_keep)
        self.top_k = max(top_k, min_tokens_to_keep)
        self.rules = (TopK(self.top_k),)


class TopPLogitsWarper(Keeping):
    """Keeps the fewest of the best tokens that together have the probability `top_p`.

    Raises:
        ValueError: `top_p` is not a number from 0 to 1.
    """

    def __init__(self, top_p: float, filter_value: float = NEVER, min_tokens_to_keep: int = 1) -> None:
        top_p = float(top_p)
        require(0 <= top_p <= 1, "top_p", top_p, "a number from 0 to 1")
        super().__init__(filter_value, min_tokens_to_keep)
        self.top_p, self.rules = top_p, (TopP(top_p, min_tokens_to_keep),)


class TypicalLogitsWarper(Keeping):
    """Keeps the tokens whose surprise is nearest to the expected one, up to the probability `mass`.

    Raises:
        ValueError: `mass` is not a number between 0 and 1.
    """

    def __init__(self, mass: float = 0.9, filter_value: float = NEVER, min_tokens_to_keep: int = 1) -> None:
        mass = float(mass)
        require(0 < mass < 1, "typical_p", mass, "a number between 0 and 1")
        super().__init__(filter_value, min_tokens_to_keep)
        self.mass, self.rules = mass, (Typical(mass, min_tokens_to_keep),)


class EpsilonLogitsWarper(Keeping):
    """Keeps tokens of at least the probability `epsilon`.

    Raises:
        ValueError: `epsilon` is not a number between 0 and 1.
    """

    def __init__(self, epsilon: float, filter_value: float = NEVER, min_tokens_to_keep: int = 1) -> None:
        epsilon = float(epsilon)
        require(0 < epsilon < 1, "epsilon_cutoff", epsilon, "a number between 0 and 1")
        super().__init__(filter_value, min_tokens_to_keep)
        self.epsilon, self.rules = epsilon, (Epsilon(epsilon, min_tokens_to_keep),)


class EtaLogitsWarper(Keeping):
    """Keeps tokens of at least the probability `epsilon`, or of a lower one if the entropy is high.

    Raises:
        ValueError: `epsilon` is not a number between 0 and 1.
    """

    def __init__(self, epsilon: float, filter_value: float = NEVER, min_tokens_to_keep: int = 1) -> None:
        epsilon = float(epsilon)
        require(0 < epsilon < 1, "eta_cutoff", epsilon, "a number between 0 and 1")
        super().__init__(filter_value, min_tokens_to_keep)
        self.epsilon, self.rules = epsilon, (Eta(epsilon, min_tokens_to_keep),)


def top_k_top_p_filtering(
    logits: Tensor, top_k: int = 0, top_p: float = 1.0, filter_value: float = NEVER, min_tokens_to_keep: int = 1
) -> Tensor:
    """Scores [rows, vocab] in which those that sampling leaves out are `filter_value`.

    Args:
        top_k: how many of the best stay; 0 for all.
        top_p: the probability that those that stay have together; 1 for all.
        min_tokens_to_keep: how many stay at least.
    """
    warnings.warn(
        "top_k_top_p_filtering is deprecated: use TopKLogitsWarper and TopPLogitsWarper",
        DeprecationWarning,
        stacklevel=2,
    )
    if top_k > 0:
        logits = TopKLogitsWarper(top_k, filter_value, min_tokens_to_keep)(None, logits)
    return TopPLogitsWarper(top_p, filter_value, min_tokens_to_keep)(None, logits) if 0 <= top_p <= 1.0 else logits


class ClassifierFreeGuidanceLogitsProcessor(LogitsProcessor):
    """Moves the scores of the first half of the rows away from those of the second, which have no prompt.

    Raises:
        ValueError: the scale is not above 1.
    """

    def __init__(self, guidance_scale: float) -> None:
        require(guidance_scale > 1, "guidance_scale", guidance_scale, "above 1")
        self.guidance_scale = guidance_scale

    def __call__(self, input_ids: Tensor, scores: Tensor, *length: int) -> Tensor:
        """[2 × rows, vocab] → [rows, vocab].

        Raises:
            ValueError: there are not twice as many rows of scores as of ids.
        """
        if scores.shape[0] != 2 * input_ids.shape[0]:
            raise ValueError(f"{scores.shape[0]} rows of scores do not go with twice {input_ids.shape[0]} rows of ids")
        conditional, unconditional = scores.chunk(2)
        return unconditional + (conditional - unconditional) * self.guidance_scale


class UnbatchedClassifierFreeGuidanceLogitsProcessor(LogitsProcessor):
    """Moves the scores away from those of the text without its prompt, or with a negative one.

    Args:
        guidance_scale: above 1 follows the prompt more closely.
        model: what is asked for those scores.
        unconditional_ids: [rows, n], the negative prompt; None is the prompt's last token.
        unconditional_attention_mask: 0 where these are padding.
        use_cache: without effect.
    """

    def __init__(
        self,
        guidance_scale: float,
        model: Any,
        unconditional_ids: Tensor | None = None,
        unconditional_attention_mask: Tensor | None = None,
        use_cache: bool | None = True,
    ) -> None:
        self.guidance_scale, self.model = guidance_scale, model
        self._start, self._mask = unconditional_ids, unconditional_attention_mask
        self._rule: Guidance | None = None

    def __call__(self, input_ids: Tensor, scores: Tensor, *length: int) -> Tensor:
        """The changed scores [rows, vocab]; the text of the first call is the prompt."""
        if self.guidance_scale == 1:
            return scores.log_softmax(-1)
        if self._rule is None:
            start = input_ids[:, -1:] if self._start is None else self._start
            unguided = Unguided(Decoding(self.model, mask=self._mask), start, input_ids.shape[1])
            self._rule = Guidance(self.guidance_scale, unguided)
        changed: Tensor = self._rule(text_of(input_ids, scores), scores)
        return changed
