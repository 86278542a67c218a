"""GenerationMixin: `generate`, which every model with a head of a language model has."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, cast

import torch

from trivet.generation.choose import processors, sampling_warpers
from trivet.generation.config import GenerationConfig
from trivet.generation.holder import HoldsGenerationConfig
from trivet.generation.outputs import GenerateBeamOutput, GenerateOutput
from trivet.generation.prepare import mode_of, options, start_token, with_lengths
from trivet.generation.text import Processor, Text
from trivet_torch.generation.decoding import Decoding, expanded
from trivet_torch.generation.search import Search, Trace
from trivet_torch.generation.stopping import Criterion, Stop

Tensor = torch.Tensor
LogitsProcessor = Callable[[Tensor, Tensor], Tensor]
"""Takes ids [rows, length] and scores [rows, vocab]; gives scores."""

_ASKED = ("output_attentions", "output_hidden_states")


class GenerationMixin(HoldsGenerationConfig):
    """Lets a model write text. `generation_config` says how, where a call does not."""

    @torch.no_grad()
    def generate(
        self,
        inputs: Tensor | None = None,
        generation_config: GenerationConfig | None = None,
        logits_processor: Sequence[LogitsProcessor] | None = None,
        stopping_criteria: Sequence[Criterion] | None = None,
        prefix_allowed_tokens_fn: Callable[[int, Tensor], Sequence[int]] | None = None,
        streamer: Any = None,
        generator: torch.Generator | None = None,
        **kwargs: Any,
    ) -> Any:
        """Continue texts, or write those that belong to a source.

        Args:
            inputs: ids [batch, length] of the prompt, on the left padded, or of an encoder's source; also by the name
                `input_ids`. None starts from `bos_token_id`.
            generation_config: in place of the model's own.
            logits_processor: the caller's own, applied after those of the config.
            stopping_criteria: each takes ids [rows, length] and scores, and says whether to stop.
            prefix_allowed_tokens_fn: takes the number of a text of the batch and its ids so far; says which tokens may
                follow.
            streamer: gets the prompt's ids and each new one by `put`, and `end()`; for a search without beams.
            generator: of random numbers.
            kwargs: fields of the config for this call, and inputs of the model: `attention_mask`, `inputs_embeds`,
                `encoder_outputs`, `decoder_input_ids`, `past_key_values` (a cache to use).

        Returns:
            Ids [batch × num_return_sequences, length], padded; with `return_dict_in_generate` a `GenerateOutput`.

        Raises:
            InvalidConfigError: a field has a value that it cannot have, or there is no room for a new token.
            TypeError: the model takes no such input, or cannot generate.
            ValueError: inputs contradict each other.
        """
        self.refuse_generation()
        config, given = options(generation_config or self.generation_config, kwargs)
        asked = {name: bool(getattr(config, name)) for name in (*_ASKED, "output_scores")}
        prompt = Prompt(self, config, inputs, given, {name: asked[name] for name in _ASKED})
        config = with_lengths(config, prompt.ids.shape[1], kwargs)
        mode = mode_of(config)
        if streamer is not None and config.num_beams > 1:
            raise ValueError("a streamer cannot follow beams: leave one of streamer and num_beams out")
        times = config.num_beams if config.num_beams > 1 else config.num_return_sequences
        own = [_adapted(each) for each in logits_processor or ()]
        if prefix_allowed_tokens_fn is not None:
            own.insert(0, Allowed(prefix_allowed_tokens_fn, times))
        source = prompt.source if prompt.source is not None else prompt.ids
        search = Search(
            prompt.decoding(times),
            config,
            processors(config, prompt.ids.shape[1], source.repeat_interleave(times // config.num_beam_groups, 0), own),
            sampling_warpers(config) if config.do_sample else [],
            Stop(config.max_length, config.max_time, stopping_criteria or ()),
            Trace(asked),
            generator,
            streamer,
            None if prompt.embeds is None else prompt.embeds.repeat_interleave(times, 0),
        )
        ids = prompt.ids.repeat_interleave(times, 0)
        if streamer is not None:
            streamer.put(prompt.ids.cpu())
        found = _beams(search, ids) if "beam" in mode else _singles(search, ids)
        if streamer is not None:
            streamer.end()
        return found if config.return_dict_in_generate else found.sequences

    def compute_transition_scores(
        self,
        sequences: Tensor,
        scores: Sequence[Tensor],
        beam_indices: Tensor | None = None,
        normalize_logits: bool = False,
    ) -> Tensor:
        """The score of each new token, [rows, new tokens]; 0 behind a beam's end.

        Args:
            sequences, scores, beam_indices: as `generate` returned them.
            normalize_logits: whether to make the scores logarithms of probabilities.
        """
        stacked = torch.stack(tuple(scores))  # [steps, rows, vocab]
        stacked = stacked.log_softmax(-1) if normalize_logits else stacked
        steps = len(scores)
        if beam_indices is None:
            beam_indices = torch.arange(sequences.shape[0], device=sequences.device)[:, None].expand(-1, steps)
        steps = min(steps, beam_indices.shape[1])
        tokens = sequences[:, sequences.shape[1] - beam_indices.shape[1] :][:, :steps]
        rows = beam_indices[:, :steps]
        found = stacked[torch.arange(steps, device=sequences.device)[None], rows.clamp(min=0), tokens]
        return found.masked_fill(rows < 0, 0.0)


class Prompt:
    """What a search starts from: the ids that it continues, and what the model has to see beside them."""

    def __init__(
        self, model: Any, config: GenerationConfig, ids: Tensor | None, given: dict[str, Any], asked: dict[str, bool]
    ) -> None:
        """
        Raises:
            TypeError: the model takes no such input.
            ValueError: ids are given twice, or there are none to start from.
        """
        self.model, self.config, self.asked = model, config, asked
        named = given.pop("input_ids", None)
        if ids is not None and named is not None:
            raise ValueError("the prompt is given twice: as inputs and as input_ids")
        ids = named if ids is None else ids
        self.mask, self.embeds = given.pop("attention_mask", None), given.pop("inputs_embeds", None)
        self.cache, self.encoded = given.pop("past_key_values", None), given.pop("encoder_outputs", None)
        self.source: Tensor | None = None
        if self.mask is None and ids is not None:
            self.mask = _mask_of(ids, config)
        encodes = getattr(model.config, "is_encoder_decoder", False)
        start = given.pop("decoder_input_ids", None) if encodes else None
        if given:
            raise TypeError(f"{type(model).__name__}.generate takes no argument {sorted(given)[0]!r}")
        if encodes:
            self.source = ids
            self._encode(ids)
            ids = self._decoder_start(start)
        elif ids is None:
            ids = self._decoder_prompt()
        self.ids = ids

    def _encode(self, ids: Tensor | None) -> None:
        if self.encoded is None:
            if ids is None and self.embeds is None:
                raise ValueError("give the source: input_ids, inputs_embeds or encoder_outputs")
            self.encoded = self.model.get_encoder()(
                input_ids=ids, attention_mask=self.mask, inputs_embeds=self.embeds, return_dict=True, **self.asked
            )
        self.embeds = None

    def _decoder_start(self, start: Tensor | None) -> Tensor:
        states = self.encoded[0]
        first = torch.full((states.shape[0], 1), start_token(self.config), dtype=torch.int64, device=states.device)
        if start is None:
            return first
        return start if bool((start[:, 0] == first[0, 0]).all()) else torch.cat((first, start), 1)

    def _decoder_prompt(self) -> Tensor:
        device = self.model.device
        if self.embeds is not None:
            return torch.zeros(self.embeds.shape[0], 0, dtype=torch.int64, device=device)
        if self.config.bos_token_id is None:
            raise ValueError("give input_ids: the config has no bos_token_id to start a text with")
        return torch.full((1, 1), self.config.bos_token_id, dtype=torch.int64, device=device)

    def decoding(self, times: int) -> Decoding:
        """Steps of decoding for each text `times` times."""
        mask = None if self.mask is None else self.mask.repeat_interleave(times, 0)
        encoded = None if self.encoded is None else expanded(self.encoded, times)
        return Decoding(self.model, cache=self.cache, mask=mask, encoded=encoded, asked=self.asked)


def _mask_of(ids: Tensor, config: GenerationConfig) -> Tensor | None:
    """0 where the ids are padding, if they can be told: the padding token must not also be an end."""
    padding = config.pad_token_id
    if padding is None or padding in config.eos_token_ids:
        return None
    mask = (ids != padding).long()
    return None if bool(mask.all()) else mask


def _adapted(processor: LogitsProcessor) -> Processor:
    """A caller's processor as one of ours."""

    def adapted(text: Text, scores: Tensor) -> Tensor:
        return processor(text.ids[:, : text.length], scores)

    return adapted


class Allowed:
    """Forbids all tokens but those that a function allows for a text. `times`: rows of each text of the batch."""

    def __init__(self, function: Callable[[int, Tensor], Sequence[int]], times: int) -> None:
        self.function, self.times = function, times

    def __call__(self, text: Text, scores: Tensor) -> Tensor:
        """[rows, vocab] → [rows, vocab].

        Raises:
            ValueError: the function allows nothing.
        """
        mask = torch.full_like(scores, float("-inf"))
        for row, ids in enumerate(text.ids):
            allowed = list(self.function(row // self.times, ids))
            if not allowed:
                raise ValueError(f"prefix_allowed_tokens_fn allows no token after {ids.tolist()}")
            mask[row, allowed] = 0
        return scores + mask


def _shared(search: Search) -> Mapping[str, Any]:
    """What a search returns beside the texts."""
    trace, encoded = search.trace, search.decoding.encoded
    return {
        "scores": tuple(trace.scores) or None,
        "past_key_values": search.decoding.cache,
        "encoder_hidden_states": None if encoded is None else encoded.get("hidden_states"),
        "encoder_attentions": None if encoded is None else encoded.get("attentions"),
        "decoder_hidden_states": trace.each("decoder_hidden_states", "hidden_states"),
        "decoder_attentions": trace.each("decoder_attentions", "attentions"),
        "cross_attentions": trace.each("cross_attentions"),
    }


def _singles(search: Search, ids: Tensor) -> GenerateOutput[Tensor]:
    return GenerateOutput(sequences=search.singles(ids), **_shared(search))


def _beams(search: Search, ids: Tensor) -> GenerateBeamOutput[Tensor]:
    found, prompt = search.beams(ids), ids.shape[1]
    longest = int(cast(Tensor, found.lengths).max())
    behind = torch.arange(longest, device=ids.device)[None] >= found.lengths[:, None]
    return GenerateBeamOutput(
        sequences=found.ids[:, :longest],
        sequences_scores=found.scores,
        beam_indices=found.trail[:, :longest].masked_fill(behind, -1)[:, prompt:],
        **_shared(search),
    )
