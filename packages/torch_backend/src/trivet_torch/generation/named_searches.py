"""The searches of `generate`, each by its name in `transformers`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import torch

from trivet.text.generation.config import GenerationConfig
from trivet.text.generation.stopping import Criterion
from trivet_torch.generation.beam_scorers import BeamSearchScorer
from trivet_torch.generation.constrained_scorers import ConstrainedBeamSearchScorer

Tensor = torch.Tensor

_UNBOUNDED = 2**31 - 1
"""The length of a search that only criteria, or the end of a text, stop."""


class NamedSearches:
    """The searches, on a prompt whose processors and criteria the caller has chosen.

    `input_ids` have a row for each beam. Besides the arguments that are named, each takes `max_length`, `pad_token_id`,
    `eos_token_id`, `output_attentions`, `output_hidden_states`, `output_scores`, `return_dict_in_generate`,
    `synced_gpus`, `streamer`, and inputs of the model.
    """

    generate: Callable[..., Any]
    generation_config: GenerationConfig

    def greedy_search(
        self, input_ids: Tensor, logits_processor: Any = None, stopping_criteria: Any = None, **kwargs: Any
    ) -> Any:
        """The best token each time."""
        return self._searched(input_ids, {}, logits_processor, None, stopping_criteria, kwargs)

    def sample(
        self,
        input_ids: Tensor,
        logits_processor: Any = None,
        stopping_criteria: Any = None,
        logits_warper: Any = None,
        **kwargs: Any,
    ) -> Any:
        """A sampled token each time."""
        return self._searched(
            input_ids, {"do_sample": True}, logits_processor, logits_warper, stopping_criteria, kwargs
        )

    def contrastive_search(
        self,
        input_ids: Tensor,
        top_k: int | None = 1,
        penalty_alpha: float | None = 0,
        logits_processor: Any = None,
        logits_warper: Any = None,
        stopping_criteria: Any = None,
        **kwargs: Any,
    ) -> Any:
        """Of the `top_k` likeliest tokens, the one least like the text before it, by the weight `penalty_alpha`."""
        fields = {"top_k": top_k, "penalty_alpha": penalty_alpha, "low_memory": kwargs.pop("sequential", None)}
        return self._searched(input_ids, fields, logits_processor, logits_warper, stopping_criteria, kwargs)

    def assisted_decoding(
        self,
        input_ids: Tensor,
        assistant_model: Any = None,
        candidate_generator: None = None,
        do_sample: bool = False,
        logits_processor: Any = None,
        logits_warper: Any = None,
        stopping_criteria: Any = None,
        **kwargs: Any,
    ) -> Any:
        """Tokens that a smaller model drafts and this one checks.

        Raises:
            TypeError: a `candidate_generator` is passed: drafts are made by the assistant, or of the prompt.
        """
        if candidate_generator is not None:
            raise TypeError("drafts come from assistant_model, or from the prompt: leave out candidate_generator")
        kwargs["assistant_model"] = assistant_model
        fields = {"do_sample": do_sample}
        return self._searched(input_ids, fields, logits_processor, logits_warper, stopping_criteria, kwargs)

    def beam_search(
        self,
        input_ids: Tensor,
        beam_scorer: BeamSearchScorer,
        logits_processor: Any = None,
        stopping_criteria: Any = None,
        **kwargs: Any,
    ) -> Any:
        """The best texts of several beams."""
        return self._beams(input_ids, beam_scorer, logits_processor, None, stopping_criteria, kwargs)

    def beam_sample(
        self,
        input_ids: Tensor,
        beam_scorer: BeamSearchScorer,
        logits_processor: Any = None,
        stopping_criteria: Any = None,
        logits_warper: Any = None,
        **kwargs: Any,
    ) -> Any:
        """The same with sampled tokens."""
        kwargs["do_sample"] = True
        return self._beams(input_ids, beam_scorer, logits_processor, logits_warper, stopping_criteria, kwargs)

    def group_beam_search(
        self,
        input_ids: Tensor,
        beam_scorer: BeamSearchScorer,
        logits_processor: Any = None,
        stopping_criteria: Any = None,
        **kwargs: Any,
    ) -> Any:
        """The same in groups; a `HammingDiversityLogitsProcessor` among the processors lets them differ."""
        diversity = [each for each in logits_processor or () if hasattr(each, "diversity_penalty")]
        rest = [each for each in logits_processor or () if each not in diversity]
        if diversity:
            kwargs["diversity_penalty"] = diversity[0].diversity_penalty
        return self._beams(input_ids, beam_scorer, rest, None, stopping_criteria, kwargs)

    def constrained_beam_search(
        self,
        input_ids: Tensor,
        constrained_beam_scorer: ConstrainedBeamSearchScorer,
        logits_processor: Any = None,
        stopping_criteria: Any = None,
        **kwargs: Any,
    ) -> Any:
        """The best texts that contain what they must."""
        return self._beams(input_ids, constrained_beam_scorer, logits_processor, None, stopping_criteria, kwargs)

    def _beams(
        self,
        ids: Tensor,
        scorer: BeamSearchScorer,
        processors: Any,
        warpers: Any,
        criteria: Any,
        kwargs: dict[str, Any],
    ) -> Any:
        """A search of beams, of which `generate` takes one row for each text."""
        times = scorer.num_beams
        kwargs.setdefault("max_length", scorer.max_length)
        first = {name: _first_rows(value, ids.shape[0], times) for name, value in kwargs.items()}
        sampled = {"do_sample": True} if first.pop("do_sample", False) else {}
        diverse = {"diversity_penalty": first.pop("diversity_penalty")} if "diversity_penalty" in first else {}
        fields = scorer.fields() | sampled | diverse
        return self._searched(ids[::times], fields, processors, warpers, criteria, first)

    def _searched(
        self, ids: Tensor, fields: dict[str, Any], processors: Any, warpers: Any, criteria: Any, kwargs: dict[str, Any]
    ) -> Any:
        own, length = self.generation_config, kwargs.pop("max_length", None)
        if length is None:
            length = getattr(criteria, "max_length", None) or _UNBOUNDED
        ends = kwargs.pop("eos_token_id", None)
        padding = kwargs.pop("pad_token_id", None)
        config = GenerationConfig(
            **({"top_k": 0} if fields.get("do_sample") else {}) | fields,
            max_length=length,
            eos_token_id=own.eos_token_id if ends is None else ends,
            pad_token_id=own.pad_token_id if padding is None else padding,
            bos_token_id=own.bos_token_id,
            decoder_start_token_id=own.decoder_start_token_id,
            use_cache=own.use_cache,
        )
        chain = [*(processors or ()), *(warpers or ())]
        given: list[Criterion] | None = None if criteria is None else list(criteria)
        name = "decoder_input_ids" if getattr(self, "config").is_encoder_decoder else "inputs"  # noqa: B009
        return self.generate(
            **{name: ids}, generation_config=config, logits_processor=chain, stopping_criteria=given, **kwargs
        )


def _first_rows(value: Any, rows: int, times: int) -> Any:
    """Of a tensor, or of an encoder's output, with a row for each beam the first row of each text."""
    if isinstance(value, Tensor) and value.dim() and value.shape[0] == rows:
        return value[::times]
    if hasattr(value, "last_hidden_state"):
        return type(value)(**{**value, "last_hidden_state": value.last_hidden_state[::times]})
    return value
