"""FlaxGenerationMixin: `generate`, which every model with a head of a language model has."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, cast

import jax
import jax.numpy as jnp
import numpy as np
from flax import nnx

from trivet.text.generation.callers import Allowed, Allows
from trivet.text.generation.config import GenerationConfig
from trivet.text.generation.holder import HoldsGenerationConfig
from trivet.text.generation.prepare import SEARCHES, Mode, mode_of, options, with_lengths
from trivet.text.generation.speech import with_speech
from trivet.text.generation.stop_strings import StopStrings
from trivet.text.generation.stopping import Criterion
from trivet.text.generation.trace import transition_scores
from trivet_flax.generation.assisted import AssistedSearch, most_drafted
from trivet_flax.generation.beam_search import BeamSearch
from trivet_flax.generation.called import METHODS, PREPARE, CalledDecoding
from trivet_flax.generation.contrastive import ContrastiveSearch
from trivet_flax.generation.decoding import Decoding, Inputs, Steps
from trivet_flax.generation.outputs import (
    Following,
    plain_output,
    rows_of_each,
    whole_output,
)
from trivet_flax.generation.programs import Program, Programs
from trivet_flax.generation.prompt import Prompt, bucket
from trivet_flax.generation.search import ARRAYS, OwnProcessor, Rules, Search, SingleSearch
from trivet_flax.load.tensors import typed_key
from trivet_flax.model.overrides import is_overridden

Array = jax.Array

HERE = ("penalty_alpha", "prompt_lookup_num_tokens", "guidance_scale", "stop_strings")
MISSING = tuple(each for each in SEARCHES if each not in HERE)
"""What there is in other frameworks only."""
OUTPUTS = ("output_attentions", "output_hidden_states")


class FlaxGenerationMixin(HoldsGenerationConfig):
    """Lets a model write text. The whole search is one compiled program for each shape and set of options.

    Prompts are padded to a few lengths, so that those of about one length share a program; the params are an argument
    of it. `generate` may also be called within a caller's own `jax.jit`.
    """

    module_class: ClassVar[type[Any] | None]
    params: Any
    nnx_module: nnx.Module
    _module: nnx.Module
    _programs: Programs | None = None

    @classmethod
    def can_generate(cls) -> bool:
        """Whether it writes text: its module class says so (`generates = True`), or it prepares inputs of its own."""
        return bool(getattr(cls.module_class, "generates", False)) or is_overridden(cls, PREPARE)

    def prepare_inputs_for_generation(self, *args: Any, **kwargs: Any) -> Any:
        """
        Raises:
            NotImplementedError: always: the classes of models that write text define it.
        """
        raise NotImplementedError(f"{type(self).__name__} does not define {PREPARE}, which it needs to generate")

    def _adapt_logits_for_beam_search(self, logits: Array) -> Array:
        """The scores [batch, beams, vocab] that a beam search goes by; for subclasses to override."""
        return logits

    def generate(
        self,
        input_ids: Any = None,
        generation_config: GenerationConfig | None = None,
        prng_key: Array | None = None,
        trace: bool = True,
        params: Mapping[Any, Any] | None = None,
        logits_processor: Sequence[OwnProcessor] | None = None,
        stopping_criteria: Sequence[Criterion] | None = None,
        streamer: Any = None,
        seed: int | None = None,
        assistant_model: FlaxGenerationMixin | None = None,
        tokenizer: Any = None,
        prefix_allowed_tokens_fn: Allows | None = None,
        **kwargs: Any,
    ) -> Any:
        """Continue texts, or write those that belong to a source.

        Args:
            input_ids: [batch, length] of the prompt, padded on the left, or of an encoder's source. None starts from
                `bos_token_id`.
            generation_config: in place of the model's own.
            prng_key: of random numbers, for sampling; or a `seed` for one.
            trace: whether to compile the search as a whole; False compiles its steps only, as do `streamer`,
                `stopping_criteria`, `max_time`, `stop_strings`, `prefix_allowed_tokens_fn`, and whatever is kept of
                the steps.
            params: in place of the model's own.
            logits_processor: the caller's own, applied after those of the config; functions that JAX can trace.
            stopping_criteria: each takes ids [rows, length] and scores, and says whether to stop: of all or each row.
            streamer: gets the prompt's ids and each new one by `put`, and `end()`; for a search without beams.
            assistant_model: drafts tokens for greedy search or sampling of one text; of the same vocabulary.
            tokenizer: decodes ids, for `stop_strings`.
            prefix_allowed_tokens_fn: takes the number of a text of the batch and its ids so far [length] (numpy); says
                which tokens may follow.
            kwargs: fields of the config for this call, and inputs: `attention_mask` (None takes the padding token for
                what does not count, if that is no end); `decoder_input_ids` and `encoder_outputs`;
                `inputs_embeds` [batch, length, hidden] in place of a decoder's ids, which texts then are without; with
                `guidance_scale` `negative_prompt_ids` [batch, n] to move away from (None: the prompt's last token) and
                their `negative_prompt_attention_mask`.

        Returns:
            A `GenerateOutput` with `sequences` [batch × num_return_sequences, max_length], padded, and of beams
            `sequences_scores`. Unless those of each step are asked for (`output_scores`), `scores` of beams are the
            same [rows], but sums of log probabilities, not penalised for length, where no beam of a prompt ended. With
            `return_dict_in_generate` texts are as long as the longest, and all that was asked for is there; with
            `return_dict_in_generate=False` there are `sequences` alone.

        Raises:
            InvalidConfigError: a field has a value that it cannot have, or there is no room for a new token.
            TypeError: the model cannot generate, takes no such input, or is to follow steps within a `jax.jit`.
            ValueError: inputs contradict each other, there are no params anywhere, or several texts are to be assisted.
        """
        self.refuse_generation()
        kwargs = with_speech(self, generation_config or self.generation_config, kwargs)
        config, inputs = options(
            generation_config or self.generation_config, kwargs, MISSING, own=self.generation_config
        )
        prompt = Prompt(self, config, input_ids, inputs, params)
        words = getattr(self.config.get_text_config(decoder=True), "vocab_size", None)
        config = with_lengths(config, prompt.length, kwargs, words)
        if streamer is not None and config.num_beams > 1:
            raise ValueError("a streamer cannot follow beams: leave one of streamer and num_beams out")
        key, own = _key(prng_key, seed), tuple(logits_processor or ())
        program, start = self._program(prompt, config, key, own, assistant_model)
        values = self.params if params is None else params
        values = values if assistant_model is None else (values, assistant_model.params)
        own_choice = prefix_allowed_tokens_fn
        allowed = None if own_choice is None else Allowed(own_choice, rows_of_each(config))
        asked = {each: bool(getattr(config, each)) for each in (*OUTPUTS, "output_scores")}
        criteria = list(stopping_criteria or ())
        if config.stop_strings is not None:
            criteria.append(StopStrings(config.stop_strings, tokenizer))
        if trace and not (any(asked.values()) or streamer or criteria or config.max_time or allowed):
            ending, fields = program.whole(values, start), dict[str, Any]()
        else:
            following = Following(prompt, config, asked, streamer=streamer, criteria=criteria, allowed=allowed)
            ending = program.followed(values, start._replace(allowed=following.first_allowed(self._words)), following)
            fields = following.fields()
        if config.return_dict_in_generate and not prompt.is_traced:
            return whole_output(ending, prompt.length, fields)
        plain = plain_output(ending, config.max_length)
        return plain if kwargs.get("return_dict_in_generate", True) else plain.sequences

    def compute_transition_scores(
        self,
        sequences: Any,
        scores: Sequence[Any],
        beam_indices: Any = None,
        normalize_logits: bool = False,
    ) -> Array:
        """The score of each new token, [rows, new tokens]; 0 behind a beam's end.

        Args:
            sequences, scores, beam_indices: as `generate(return_dict_in_generate=True)` returned them.
            normalize_logits: whether to make the scores logarithms of probabilities.
        """
        beams = None if beam_indices is None else jnp.asarray(beam_indices)
        transitions: Array = transition_scores(ARRAYS, jnp.asarray(sequences), scores, beams, normalize_logits)
        return transitions

    def compiled_programs(self) -> int:
        """How many programs were traced for `generate` so far: each is compiled, alone or as a part of a caller's."""
        return 0 if self._programs is None else self._programs.compilations()

    def _program(
        self,
        prompt: Prompt,
        config: GenerationConfig,
        key: Array,
        own: tuple[OwnProcessor, ...],
        assistant: FlaxGenerationMixin | None,
    ) -> tuple[Program, Inputs]:
        """The program for a call, and its inputs."""
        mode = mode_of(config, assisted=assistant is not None)
        if prompt.further or is_overridden(self, *METHODS):
            return self._called_program(mode, prompt, config, key, own)
        if mode == "assisted" and (prompt.ids.shape[0], config.num_return_sequences) != (1, 1):
            raise ValueError("drafts are made for one text at a time: let batch and num_return_sequences be 1")
        if assistant is not None and prompt.embeds is not None:
            raise ValueError("an assistant_model needs the prompt as input_ids: it has other embeddings")
        ahead = prompt.ahead + (most_drafted(config) if mode == "assisted" else 0)
        decoding = self._decoding(config, ahead)
        helper = None if assistant is None else assistant._decoding(config, ahead)
        exact = bool(config.begin_suppress_tokens) or not decoding.can_rewind

        def room(length: int) -> int:
            return length if exact else min(bucket(length), decoding.capacity)

        inputs = prompt.inputs(config.max_length, key, room=room, most=self._positions("encoder"))
        # What only who follows the steps goes by makes no other program.
        fields, _ = config.updated(max_length=decoding.capacity, max_new_tokens=None, max_time=None, stop_strings=None)
        shapes = str(jax.tree.map(np.shape, inputs))
        named = (fields.to_json_string(), shapes, exact and prompt.length, id(helper), *map(id, own))
        rules = Rules(config, prompt.length if exact else None, own)
        return self._own_programs.get(named, lambda: _search(mode, decoding, rules, helper)), inputs

    def _called_program(
        self, mode: Mode, prompt: Prompt, config: GenerationConfig, key: Array, own: tuple[OwnProcessor, ...]
    ) -> tuple[Program, Inputs]:
        """As `_program`, of a model whose public methods are to be called. It is not kept."""
        if mode in ("contrastive", "assisted") or prompt.embeds is not None or prompt.negative is not None:
            raise TypeError(
                f"{type(self).__name__}: contrastive search, drafts, guidance and inputs_embeds read the module. "
                f"They exclude classes that override calls or {PREPARE}, and inputs such as "
                f"{next(iter(prompt.further), 'head_mask')}: leave one of them out"
            )
        asked = {each: bool(getattr(config, each)) for each in OUTPUTS}
        decoding = CalledDecoding(self, config, prompt.further, asked)
        inputs = prompt.inputs(config.max_length, key, room=lambda length: length, most=0)
        inputs = inputs._replace(further=decoding.arrays_of(prompt.further))
        return Program(_search(mode, decoding, Rules(config, prompt.length, own), None)), inputs

    @property
    def _words(self) -> int:
        """How many tokens there are to choose from."""
        config = self.config.get_text_config(decoder=True)
        return int(getattr(config, "decoder_vocab_size", None) or config.vocab_size)

    def _positions(self, side: str) -> int | None:
        """The most tokens of a source, or of a text."""
        most: int | None = getattr(self.config.config_of(side), "max_position_embeddings", None)
        return most

    @property
    def _own_programs(self) -> Programs:
        if self._programs is None or not self._programs.are_of(self._module):
            self._programs = Programs(self._module)
        return self._programs

    def _decoding(self, config: GenerationConfig, ahead: int) -> Decoding:
        """The model's steps, with room for texts as long as may be and so many tokens more."""
        needed, most = config.max_length + ahead, self._positions("decoder")
        capacity = bucket(needed)
        asked = {each: bool(getattr(config, each)) for each in OUTPUTS}
        return self._own_programs.decoding(capacity if most is None or capacity <= most else needed, asked)


def _key(key: Array | int | None, seed: int | None) -> Array:
    if key is not None and seed is not None:
        raise ValueError("random numbers are given twice: give prng_key or seed")
    return typed_key(key if key is not None else seed or 0)


def _search(mode: Mode, decoding: Steps, rules: Rules, helper: Decoding | None) -> Search:
    if mode == "contrastive":
        return ContrastiveSearch(cast("Decoding", decoding), rules)
    if mode == "assisted":
        return AssistedSearch(cast("Decoding", decoding), rules, helper)
    return BeamSearch(decoding, rules) if "beam" in mode else SingleSearch(decoding, rules)
