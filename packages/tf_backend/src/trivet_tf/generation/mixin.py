"""TFGenerationMixin: `generate`, which every model with a head of a language model has."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from trivet.text.generation.callers import Allows
from trivet.text.generation.config import GenerationConfig
from trivet.text.generation.holder import HoldsGenerationConfig
from trivet.text.generation.prepare import mode_of, options, with_lengths
from trivet.text.generation.speech import with_speech
from trivet.text.generation.stopping import Criterion
from trivet.text.generation.trace import transition_scores
from trivet_tf.framework import tf
from trivet_tf.generation.called import CalledByGenerate, is_overridden
from trivet_tf.generation.callers import LogitsProcessor
from trivet_tf.generation.named_searches import NamedSearches
from trivet_tf.generation.outputs import of_search
from trivet_tf.generation.programs import Programs
from trivet_tf.generation.prompt import Prompt
from trivet_tf.generation.search import ARRAYS
from trivet_tf.generation.stepwise import Extras, by_steps, reason_for_steps

_MISSING = ("force_words_ids", "constraints")


class TFGenerationMixin(CalledByGenerate, NamedSearches, HoldsGenerationConfig):
    """Lets a model write text. `generation_config` says how, where a call does not."""

    _kept_programs: Programs | None = None

    @tf.autograph.experimental.do_not_convert  # type: ignore[untyped-decorator]
    def generate(
        self,
        inputs: Any = None,
        generation_config: GenerationConfig | None = None,
        logits_processor: Sequence[LogitsProcessor] | None = None,
        seed: Any = None,
        *,
        stopping_criteria: Sequence[Criterion] | None = None,
        prefix_allowed_tokens_fn: Allows | None = None,
        streamer: Any = None,
        assistant_model: Any = None,
        tokenizer: Any = None,
        jit_compile: bool | None = None,
        **kwargs: Any,
    ) -> Any:
        """Continue texts, or write those that belong to a source.

        The whole search is one program, compiled by XLA for lengths near to these and kept for the next call. What only
        a search that runs step by step can have (a streamer, stopping criteria, a caller's processors, an assistant,
        contrastive search, guidance, `output_…`, `max_time`, `inputs_embeds`, `encoder_outputs`, `past_key_values`,
        further inputs of the model) has it run so: each step behind the prompt's is then a compiled program of its own,
        but with an assistant, in contrastive search, and where attentions or hidden states are asked for or a cache is
        given. A class that overrides `call` or `prepare_inputs_for_generation` has it called eagerly at each step.
        Within a `tf.function` the search becomes part of that function.

        Args:
            inputs: ids [batch, length] of the prompt, on the left padded, or of an encoder's source; also by the name
                `input_ids`. None starts from `bos_token_id`.
            generation_config: in place of the model's own.
            logits_processor: the caller's own, applied after those of the config.
            seed: of random choices: a number, or two; None draws one, which `tf.random.set_seed` settles.
            stopping_criteria: each takes ids [rows, length] and scores, and says whether to stop.
            prefix_allowed_tokens_fn: takes the number of a text of the batch and its ids so far; says which tokens may
                follow.
            streamer: gets the prompt's ids and each new one by `put`, and `end()`; for a search without beams.
            assistant_model: a smaller model of the same vocabulary, which drafts tokens for this one to check. The
                tokens stay the same.
            tokenizer: decodes ids, for `stop_strings`.
            jit_compile: True insists on one compiled program, False on eager steps; None compiles what can be.
            kwargs: fields of the config for this call, and inputs of the model: `attention_mask`, `inputs_embeds`,
                `encoder_outputs`, `decoder_input_ids`, `past_key_values` (a cache to use), and what else the model's
                `call` or `prepare_inputs_for_generation` takes; with `guidance_scale` also `negative_prompt_ids`
                [batch, n] and their `negative_prompt_attention_mask`.

        Returns:
            Ids [batch × num_return_sequences, length], padded; with `return_dict_in_generate` the output class
            of the search.
            Within a `tf.function` they have the longest length.

        Raises:
            InvalidConfigError: a field has a value that it cannot have, or there is no room for a new token.
            UnknownArgumentError: the model takes no such input.
            TypeError: the model cannot generate.
            ValueError: inputs contradict each other, or `jit_compile` what else is asked for.
        """
        self.refuse_generation()
        kwargs = with_speech(self, generation_config or self.generation_config, kwargs)
        config, rest = options(
            generation_config or self.generation_config, kwargs, _MISSING, own=self.generation_config
        )
        mode = mode_of(config, assisted=assistant_model is not None)
        if streamer is not None and config.num_beams > 1:
            raise ValueError("a streamer cannot follow beams: leave one of streamer and num_beams out")
        negative = (rest.pop(name, None) for name in ("negative_prompt_ids", "negative_prompt_attention_mask"))
        own = (logits_processor, stopping_criteria, prefix_allowed_tokens_fn, streamer, assistant_model)
        extras = Extras(*own, *negative)
        prompt = Prompt(self, config, inputs, rest)
        words = getattr(self.config.get_text_config(decoder=True), "vocab_size", None)
        config = with_lengths(config, prompt.ids.shape[1], kwargs, words)
        reason = reason_for_steps(self, prompt, config, mode, extras)
        compiles, calls = tf.is_symbolic_tensor(prompt.ids) or jit_compile, is_overridden(self, "call")
        if compiles and reason is not None:
            raise ValueError(f"{reason} needs a search that runs step by step: leave it or the compiling out")
        if self._kept_programs is None:
            self._kept_programs = Programs(self)
        if compiles or (reason is None and jit_compile is None and not calls):
            results = self._kept_programs.run(prompt, config, _seed(seed))
        else:
            compiled = jit_compile is None and hasattr(self, "init_cache") and not calls
            step = self._kept_programs.step() if compiled else None
            results = by_steps(self, prompt, config, mode, extras, tokenizer=tokenizer, seed=_seed(seed), step=step)
        if config.return_dict_in_generate:
            return of_search(results, mode, encodes=prompt.encodes)
        return results["sequences"]

    def compute_transition_scores(
        self,
        sequences: tf.Tensor,
        scores: Sequence[tf.Tensor],
        beam_indices: tf.Tensor | None = None,
        normalize_logits: bool = False,
    ) -> tf.Tensor:
        """The score of each new token, [rows, new tokens]; 0 behind a beam's end.

        Args:
            sequences, scores, beam_indices: as `generate` returned them.
            normalize_logits: whether to make the scores logarithms of probabilities.
        """
        return transition_scores(ARRAYS, sequences, scores, beam_indices, normalize_logits)

    def compiled_programs(self) -> int:
        """How many programs of `generate` are kept compiled."""
        return 0 if self._kept_programs is None else len(self._kept_programs)


def _seed(seed: Any) -> tf.Tensor:
    """Two numbers, int32 [2]."""
    if seed is None:
        return tf.random.uniform((2,), maxval=tf.int32.max, dtype=tf.int32)
    seed = tf.cast(seed, tf.int32)
    return tf.stack((seed, 0)) if not seed.shape.rank else seed
