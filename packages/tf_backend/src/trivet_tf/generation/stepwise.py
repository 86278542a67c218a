"""A whole call of `generate` run step by step, with what only such a search can have."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any

from trivet.text.generation.callers import Allowed, Allows
from trivet.text.generation.choose import processors, sampling_warpers
from trivet.text.generation.config import GenerationConfig
from trivet.text.generation.prepare import Mode
from trivet.text.generation.speculation import Drafts
from trivet.text.generation.stop_strings import StopStrings
from trivet.text.generation.stopping import Criterion, Stop
from trivet.text.generation.text import Processor
from trivet.text.generation.trace import Trace
from trivet_tf.framework import tf
from trivet_tf.generation.assisted import assisted
from trivet_tf.generation.called import CalledDecoding, overridden_step
from trivet_tf.generation.callers import LogitsProcessor, adapted, only, read
from trivet_tf.generation.contrastive import contrastive
from trivet_tf.generation.decoding import Decoding, repeated
from trivet_tf.generation.guidance import guidance
from trivet_tf.generation.loops import Loop
from trivet_tf.generation.outputs import Results
from trivet_tf.generation.programs import of_beams
from trivet_tf.generation.prompt import Prompt
from trivet_tf.generation.search import Search
from trivet_tf.generation.steps import CompiledDecoding

_ASKED = ("output_attentions", "output_hidden_states")
_KEPT = (*_ASKED, "output_scores")
_FIELDS = (*_KEPT, "max_time", "stop_strings")


@dataclass
class Extras:
    """What a caller gives besides the config and the prompt, each as `generate` has it."""

    logits_processor: Sequence[LogitsProcessor] | None = None
    stopping_criteria: Sequence[Criterion] | None = None
    prefix_allowed_tokens_fn: Allows | None = None
    streamer: Any = None
    assistant_model: Any = None
    negative_prompt_ids: Any = None
    negative_prompt_attention_mask: Any = None


def reason_for_steps(model: Any, prompt: Prompt, config: GenerationConfig, mode: Mode, extras: Extras) -> str | None:
    """What of a call a compiled program does not have; None if there is nothing."""
    asked = {"inputs_embeds": prompt.embeds, "encoder_outputs": prompt.encoded, "past_key_values": prompt.cache}
    asked |= {each.name: getattr(extras, each.name) for each in fields(extras)}
    asked |= {name: getattr(config, name) or None for name in _FIELDS}
    if config.guidance_scale != 1:
        asked["guidance_scale"] = config.guidance_scale
    named = next((name for name, value in asked.items() if value is not None), None)
    named = named or own_step(model, prompt)
    if named is None and mode in ("contrastive", "assisted"):
        named = f"{mode} search"
    return f"{type(model).__name__} without init_cache" if named is None and not hasattr(model, "init_cache") else named


def own_step(model: Any, prompt: Prompt) -> str | None:
    """What makes each step a call of the model's public methods; None if nothing does."""
    return overridden_step(model) or next(iter(prompt.more), None)


def by_steps(
    model: Any,
    prompt: Prompt,
    config: GenerationConfig,
    mode: Mode,
    extras: Extras,
    *,
    tokenizer: Any = None,
    seed: tf.Tensor,
    step: Any = None,
) -> Results:
    """What `generate` returns.

    Args:
        step: what each step after the prompt is to run as where the search wants no more of it than scores:
            `compiled_step`'s, of the model.

    Raises:
        InvalidConfigError: the model or the prompt cannot be guided, or strings to stop at are none.
        ValueError: the search does not keep what is asked for, or does not go on from a cache.
    """
    asked = {name: bool(getattr(config, name)) for name in _KEPT}
    own = own_step(model, prompt)
    kept = next((name for name in _ASKED if asked[name]), own if prompt.cache is None else "past_key_values")
    if mode in ("contrastive", "assisted") and kept is not None:
        raise ValueError(f"{mode} search has no {kept}: leave it out")
    times = config.num_beams if config.num_beams > 1 else config.num_return_sequences
    decoding: Decoding
    if own is not None and mode not in ("contrastive", "assisted"):
        of_heads = {name: asked[name] for name in _ASKED}
        decoding = CalledDecoding(model, prompt, times, of_heads, use_cache=config.use_cache)
    elif step is None or kept is not None or mode in ("contrastive", "assisted"):
        decoding = Decoding(model, prompt, times, {name: asked[name] for name in _ASKED})
    else:
        decoding = CompiledDecoding(model, prompt, times, step=step, new=config.max_length - prompt.ids.shape[1])
    criteria: list[Criterion] = list(extras.stopping_criteria or ())
    if config.stop_strings is not None:
        criteria.append(StopStrings(config.stop_strings, tokenizer))
    loop = Loop(
        Search(
            config,
            prompt.ids.shape[1],
            _processors(model, prompt, config, times // config.num_beam_groups, extras),
            sampling_warpers(config) if config.do_sample else [],
            seed,
        ),
        decoding,
        Stop(config.max_length, config.max_time, criteria, read),
        Trace(asked),
        extras.streamer,
    )
    if extras.streamer is not None:
        extras.streamer.put(prompt.ids.numpy())
    results = _run(loop, prompt, mode, times, extras)
    if extras.streamer is not None:
        extras.streamer.end()
    return results


def _processors(model: Any, prompt: Prompt, config: GenerationConfig, rows: int, extras: Extras) -> list[Processor]:
    """What is applied to scores, with `rows` for each text of the batch."""
    own = [adapted(each) for each in extras.logits_processor or ()]
    if extras.prefix_allowed_tokens_fn is not None:
        own.insert(0, only(Allowed(extras.prefix_allowed_tokens_fn, rows)))
    source = repeated(prompt.ids if prompt.source is None else prompt.source, rows)
    negative = extras.negative_prompt_ids, extras.negative_prompt_attention_mask
    return processors(config, prompt.ids.shape[1], source, own, guidance(model, prompt, config, rows, *negative))


def _run(loop: Loop, prompt: Prompt, mode: Mode, times: int, extras: Extras) -> Results:
    ids, config = repeated(prompt.ids, times), loop.search.config
    match mode:
        case "beam" | "beam_sample" | "group_beam":
            beams = loop.beams(ids)
            return of_beams(beams, prompt.ids.shape[1]) | loop.trace.shared(loop.decoding.of_source, loop.decoding.past)
        case "contrastive":
            written = contrastive(loop, ids)
        case "assisted":
            count, drafting = config.prompt_lookup_num_tokens, None
            if extras.assistant_model is not None:
                count, drafting = config.num_assistant_tokens, _drafting(loop, prompt, times, extras.assistant_model)
            written = assisted(loop, ids, Drafts(drafting, count, config.num_assistant_tokens_schedule))
        case _:
            written = loop.singles(ids)
    return {"sequences": written, **loop.trace.shared(loop.decoding.of_source, loop.decoding.past)}


def _drafting(loop: Loop, prompt: Prompt, times: int, assistant: Any) -> Decoding:
    """Steps of another model that sees what this one sees."""
    own, other = (each.config.get_text_config(decoder=True).vocab_size for each in (loop.decoding.model, assistant))
    if own != other:
        raise ValueError(f"assistant_model has {other} tokens, the model {own}: they must share the vocabulary")
    if prompt.embeds is not None:
        raise ValueError("an assistant_model needs the prompt as input_ids")
    return Decoding(assistant, prompt, times, {})
