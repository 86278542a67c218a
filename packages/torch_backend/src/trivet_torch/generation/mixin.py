"""GenerationMixin: `generate`, which every model with a head of a language model has."""

from __future__ import annotations

import inspect
from collections.abc import Sequence
from typing import Any, cast

import torch

from trivet.text.generation.beams import Chosen
from trivet.text.generation.callers import Allowed, Allows
from trivet.text.generation.choose import processors, sampling_warpers
from trivet.text.generation.config import GenerationConfig
from trivet.text.generation.constraints import constraints_of
from trivet.text.generation.holder import HoldsGenerationConfig
from trivet.text.generation.prepare import Mode, mode_of, options, start_token, with_lengths
from trivet.text.generation.speculation import Drafts
from trivet.text.generation.speech import with_speech
from trivet.text.generation.stop_strings import StopStrings
from trivet.text.generation.stopping import Criterion, Stop
from trivet.text.generation.trace import transition_scores
from trivet_torch.cache import returned
from trivet_torch.generation.assisted import assisted
from trivet_torch.generation.callers import LogitsProcessor, adapted, only, read
from trivet_torch.generation.constrained import Constrained
from trivet_torch.generation.contrastive import contrastive
from trivet_torch.generation.decoding import counts_by_mask
from trivet_torch.generation.fixed import CompiledStep
from trivet_torch.generation.inputs import shared
from trivet_torch.generation.named_searches import NamedSearches
from trivet_torch.generation.outputs import of_search
from trivet_torch.generation.prompt import Prompt
from trivet_torch.generation.search import ARRAYS, Search
from trivet_torch.generation.synced import synced
from trivet_torch.generation.trace import Trace

Tensor = torch.Tensor
_ASKED = ("output_attentions", "output_hidden_states")


_CACHING: tuple[Mode, ...] = ("contrastive", "assisted")
"""The searches that go back to what was seen, and so need a cache whatever the config says."""


class GenerationMixin(NamedSearches, HoldsGenerationConfig):
    """Lets a model write text. `generation_config` says how, where a call does not."""

    _compiled_step: CompiledStep | None = None

    @shared
    def prepare_inputs_for_generation(
        self,
        input_ids: Tensor,
        past_key_values: Any = None,
        attention_mask: Tensor | None = None,
        position_ids: Tensor | None = None,
        **kwargs: Any,
    ) -> dict[str, Any]:
        """What one step of a loop of one's own calls the model with. `generate` makes its steps without it.

        Args:
            input_ids: ids [batch, length] of all that was written so far; of a decoder, where there is an encoder.
            past_key_values: the cache of all but what is new.
            attention_mask: [batch, length], 1 for what is read; of the encoder's source, where there is one.
            position_ids: [batch, length]; None counts what is read, where the model takes them.
        """
        past = 0 if past_key_values is None else _length_of(past_key_values)
        rest = {**kwargs, "past_key_values": past_key_values, "attention_mask": attention_mask}
        if past and rest.get("token_type_ids") is not None:
            rest["token_type_ids"] = rest["token_type_ids"][:, past:]
        if cast(Any, self).config.is_encoder_decoder:
            return {"decoder_input_ids": input_ids[:, past:], **rest}
        takes_positions = "position_ids" in inspect.signature(cast(Any, self).forward).parameters
        if position_ids is None and attention_mask is not None and takes_positions and counts_by_mask(self):
            position_ids = (attention_mask.long().cumsum(-1) - 1).clamp(min=0)
        positions = {} if position_ids is None else {"position_ids": position_ids[:, past:]}
        return {"input_ids": input_ids[:, past:], **positions, **rest}

    @staticmethod
    @shared
    def _reorder_cache(past_key_values: Any, beam_idx: Tensor) -> Any:
        """The cache of beams that changed their places: row i becomes what row `beam_idx[i]` was."""
        if hasattr(past_key_values, "reorder_cache"):
            past_key_values.reorder_cache(beam_idx)
            return past_key_values
        return tuple(
            tuple(each.index_select(0, beam_idx.to(each.device)) for each in layer) for layer in past_key_values
        )

    @torch.no_grad()
    def generate(
        self,
        inputs: Tensor | None = None,
        generation_config: GenerationConfig | None = None,
        logits_processor: Sequence[LogitsProcessor] | None = None,
        stopping_criteria: Sequence[Criterion] | None = None,
        prefix_allowed_tokens_fn: Allows | None = None,
        synced_gpus: bool | None = None,
        assistant_model: Any = None,
        streamer: Any = None,
        negative_prompt_ids: Any = None,
        negative_prompt_attention_mask: Any = None,
        *,
        generator: torch.Generator | None = None,
        seed: int | None = None,
        tokenizer: Any = None,
        **kwargs: Any,
    ) -> Any:
        """Continue texts, or write those that belong to a source.

        Args:
            inputs: ids [batch, length] of the prompt, on the left padded, or of an encoder's source: a tensor, an array
                or lists; also by the name `input_ids`. None starts from `bos_token_id`.
            generation_config: in place of the model's own.
            logits_processor: the caller's own, applied after those of the config.
            stopping_criteria: each takes ids [rows, length] and scores, and says whether to stop: of all or each row.
            prefix_allowed_tokens_fn: takes the number of a text of the batch and its ids so far; says which tokens may
                follow.
            synced_gpus: whether processes whose models are split (DeepSpeed ZeRO stage 3) call them equally often: a
                process that is done goes on until all are. Without several processes it has no effect.
            streamer: gets the prompt's ids and the new ones by `put`, and `end()`; for a search without beams.
            negative_prompt_ids, negative_prompt_attention_mask: [batch, n], to move away from, with `guidance_scale`.
            generator: of random numbers; or `seed` of one that is made for this call.
            assistant_model: a smaller model of the same vocabulary, which drafts tokens for this one to check. The
                tokens stay the same, and where they are sampled their distribution.
            tokenizer: decodes ids, for `stop_strings`.
            kwargs: fields of the config for this call, and inputs of the model: `attention_mask`, `inputs_embeds`,
                `encoder_outputs`, `decoder_input_ids`, `past_key_values` (a cache to use), `token_type_ids`,
                and whatever else its `forward` accepts.

        Returns:
            Ids [batch × num_return_sequences, length], padded; with `return_dict_in_generate` one of
                `trivet_torch.generation.outputs`.

        Raises:
            InvalidConfigError: a field has a value that it cannot have, or there is no room for a new token.
            TypeError: the model takes no such input, or cannot generate.
            ValueError: inputs contradict each other.
        """
        self.refuse_generation()
        kwargs = with_speech(self, generation_config or self.generation_config, kwargs)
        config, given = options(
            generation_config or self.generation_config, kwargs, missing=(), own=self.generation_config
        )
        mode = mode_of(config, assisted=assistant_model is not None)
        if streamer is not None and config.num_beams > 1:
            raise ValueError("a streamer cannot follow beams: leave one of streamer and num_beams out")
        asked = {name: bool(getattr(config, name)) for name in (*_ASKED, "output_scores")}
        prompt = Prompt(self, config, inputs, given, {name: asked[name] for name in _ASKED})
        words = getattr(self.config.get_text_config(decoder=True), "vocab_size", None)
        config = with_lengths(config, prompt.ids.shape[1], kwargs, words)
        times = config.num_beams if config.num_beams > 1 else config.num_return_sequences
        own = [adapted(each) for each in logits_processor or ()]
        if prefix_allowed_tokens_fn is not None:
            own.insert(0, only(Allowed(prefix_allowed_tokens_fn, times // config.num_beam_groups)))
        criteria = list(stopping_criteria or ())
        if config.stop_strings is not None:
            criteria.append(StopStrings(config.stop_strings, tokenizer))
        source = prompt.source if prompt.source is not None else prompt.ids
        rows = times // config.num_beam_groups
        search = Search(
            prompt.decoding(times, config, self._step(), caches=config.use_cache or mode in _CACHING),
            config,
            processors(
                config,
                prompt.ids.shape[1],
                source.repeat_interleave(rows, 0),
                own,
                prompt.guidance(rows, negative_prompt_ids, negative_prompt_attention_mask),
            ),
            sampling_warpers(config) if config.do_sample else [],
            Stop(config.max_length, config.max_time, criteria, read),
            Trace(asked),
            _generator(generator, seed, prompt.ids.device),
            streamer,
        )
        if streamer is not None:
            streamer.put(prompt.ids.cpu())
        with synced(search.decoding, synced_gpus):
            found = _run(search, mode, prompt, times, assistant_model)
        if streamer is not None:
            streamer.end()
        if not config.return_dict_in_generate:
            return found["sequences"]
        return of_search(found, encodes=cast(Any, self).config.is_encoder_decoder)

    def _get_decoder_start_token_id(
        self, decoder_start_token_id: int | None = None, bos_token_id: int | None = None
    ) -> int:
        """The token that a decoder begins with: the first of the two that is passed, or else the generation config's.

        Raises:
            InvalidConfigError: there is none.
        """
        passed = next((each for each in (decoder_start_token_id, bos_token_id) if each is not None), None)
        return start_token(self.generation_config) if passed is None else passed

    def _step(self) -> CompiledStep:
        if self._compiled_step is None:
            self._compiled_step = CompiledStep()
        return self._compiled_step

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
        found: Tensor = transition_scores(ARRAYS, sequences, scores, beam_indices, normalize_logits)
        return found


def _generator(generator: torch.Generator | None, seed: int | None, device: torch.device) -> torch.Generator | None:
    if seed is None:
        return generator
    if generator is not None:
        raise ValueError("give one of generator and seed, not both")
    return torch.Generator(device).manual_seed(seed)


def _run(search: Search, mode: Mode, prompt: Prompt, times: int, assistant: Any) -> dict[str, Any]:
    """The fields of the output."""
    ids = prompt.ids.repeat_interleave(times, 0)
    match mode:
        case "beam" | "beam_sample" | "group_beam":
            return _beams(search, prompt, search.beams(ids))
        case "constrained":
            config = search.config
            constrained = Constrained(constraints_of(config), config.num_beams, config.num_return_sequences)
            return _beams(search, prompt, search.beams(ids, constrained))
        case "contrastive":
            found = contrastive(search, ids)
        case "assisted":
            config = search.config
            drafting = None if assistant is None else prompt.drafting(assistant, times)
            count = config.num_assistant_tokens if drafting is not None else config.prompt_lookup_num_tokens
            found = assisted(search, ids, Drafts(drafting, count, config.num_assistant_tokens_schedule))
        case _:
            found = search.singles(ids)
    return {"sequences": found, **search.trace.shared(prompt.encoded, _cache_of(search, prompt))}


def _beams(search: Search, prompt: Prompt, found: Chosen) -> dict[str, Any]:
    longest = int(cast(Tensor, found.lengths).max())
    behind = torch.arange(longest, device=found.ids.device)[None] >= found.lengths[:, None]
    return {
        "sequences": found.ids[:, :longest],
        "sequences_scores": found.scores,
        "beam_indices": found.trail[:, :longest].masked_fill(behind, -1)[:, prompt.ids.shape[1] :],
        **search.trace.shared(prompt.encoded, _cache_of(search, prompt)),
    }


def _cache_of(search: Search, prompt: Prompt) -> Any:
    """What is returned of the cache: a plain tuple, unless the caller chose a kind of cache."""
    if not search.decoding.caches:
        return None
    cache, is_chosen = search.decoding.cache, search.decoding.room is not None
    return cache if is_chosen else returned(cache, prompt.cache)


def _length_of(cache: Any) -> int:
    """How many positions a cache has."""
    return int(cache.get_seq_length() if hasattr(cache, "get_seq_length") else cache[0][0].shape[-2])
