"""What a search starts from: the ids that it continues, and what the model has to see beside them. Knows no search."""

from __future__ import annotations

import logging
from typing import Any

import torch

from trivet.errors import InvalidConfigError
from trivet.families.inputs import SOUNDS
from trivet.text.generation.config import GenerationConfig
from trivet.text.generation.prepare import first_token, refuse_unknown, start_token
from trivet.text.generation.processors import Guidance
from trivet.text.generation.text import Processor
from trivet_torch.generation.decoding import Decoding, expanded
from trivet_torch.generation.fixed import CompiledStep, fixed_cache
from trivet_torch.generation.guidance import Unguided
from trivet_torch.generation.inputs import Extra, accepted, overridden

Tensor = torch.Tensor

logger = logging.getLogger(__name__)

_NOT_OF_STEPS = ("labels", "return_dict", "cache_position", "logits_to_keep")
"""Arguments of `forward` that mean nothing to a search, or that it determines itself."""


class Prompt:
    """The inputs of one call of `generate`, settled.

    Attributes:
        ids: [batch, length], of the decoder.
        source: ids [batch, length] of an encoder's input, if they are known.
        sounds: spectrograms that an encoder reads in their place, or None.
        embeds: vectors [batch, length, hidden] in place of a decoder's ids.
    """

    def __init__(
        self, model: Any, config: GenerationConfig, ids: Any, given: dict[str, Any], asked: dict[str, bool]
    ) -> None:
        """
        Args:
            ids: [batch, length]: a tensor, an array or lists.
            given: inputs by name.
            asked: `output_attentions` and `output_hidden_states`.

        Raises:
            UnknownArgumentError: the model takes no such input.
            ValueError: ids are given twice, or there are none to start from.
        """
        self.model, self.config, self.asked = model, config, asked
        ids, self.sounds = sounds_apart(model, ids, given)
        named = given.pop("input_ids", None)
        if ids is not None and named is not None:
            raise ValueError("the prompt is given twice: as inputs and as input_ids")
        ids = self._tensor(named if ids is None else ids)
        self.mask, self.embeds = self._tensor(given.pop("attention_mask", None)), given.pop("inputs_embeds", None)
        self.cache, self.encoded = given.pop("past_key_values", None), given.pop("encoder_outputs", None)
        self.source: Tensor | None = None
        if self.mask is None and ids is not None:
            self.mask = mask_of(ids, config)
        encodes = getattr(model.config, "is_encoder_decoder", False)
        start = self._tensor(given.pop("decoder_input_ids", None)) if encodes else None
        self.extra = self._taken(given)
        refuse_unknown(model, given)
        if encodes:
            if ids is None and self.embeds is None and self.sounds is None and self.encoded is None:
                if model.main_input_name == SOUNDS:
                    raise ValueError(f"give the source: {SOUNDS}, or encoder_outputs")
                ids = self._first()
            self.source = ids
            self._encode(ids)
            ids = self._decoder_start(start)
        elif ids is None:
            ids = self._decoder_prompt()
        self.ids = ids

    def _taken(self, given: dict[str, Any]) -> dict[str, Any]:
        """The inputs that the model's `forward` or `prepare_inputs_for_generation` accepts, taken out of `given`."""
        names, takes_all = accepted(self.model.forward)
        if overridden(self.model, "prepare_inputs_for_generation"):
            names = names | accepted(self.model.prepare_inputs_for_generation)[0]
        taken = {name: given.pop(name) for name in [*given] if takes_all or name in names}
        taken = {name: value for name, value in taken.items() if name not in _NOT_OF_STEPS}
        if not getattr(self.model.config, "is_encoder_decoder", False) and taken.pop("head_mask", None) is not None:
            logger.warning("head_mask has no effect on the text that a decoder generates, as in transformers")
        return {name: value for name, value in taken.items() if value is not None}

    def _tensor(self, ids: Any) -> Tensor | None:
        return None if ids is None else torch.as_tensor(ids, device=self.model.device)

    def _encode(self, ids: Tensor | None) -> None:
        if self.encoded is None:
            encoder = self.model.get_encoder()
            names, takes_all = accepted(encoder.forward)
            own = ("decoder_", "cross_attn")
            extra = {
                name: value
                for name, value in self.extra.items()
                if (takes_all or name in names) and not name.startswith(own)
            }
            read = {"input_ids": ids, "attention_mask": self.mask, "inputs_embeds": self.embeds}
            if self.sounds is not None:
                read = {SOUNDS: self.sounds, "attention_mask": self.mask}
            self.encoded = encoder(**read, return_dict=True, **self.asked, **extra)
        self.embeds = None

    def _decoder_start(self, start: Tensor | None) -> Tensor:
        states = self.encoded[0]
        first = torch.full((states.shape[0], 1), start_token(self.config), dtype=torch.int64, device=states.device)
        if start is None:
            return first
        if bool((start[:, 0] == first[0, 0]).all()):
            return start
        mask = self.extra.get("decoder_attention_mask")
        if mask is not None:
            self.extra["decoder_attention_mask"] = torch.cat((torch.ones_like(mask[:, :1]), mask), 1)
        return torch.cat((first, start), 1)

    def _decoder_prompt(self) -> Tensor:
        if self.embeds is not None:
            return torch.zeros(self.embeds.shape[0], 0, dtype=torch.int64, device=self.model.device)
        return self._first()

    def _first(self) -> Tensor:
        """What a text begins with that nothing is said of, [1, 1]."""
        return torch.full((1, 1), first_token(self.config), dtype=torch.int64, device=self.model.device)

    def decoding(self, times: int, config: GenerationConfig, step: CompiledStep, *, caches: bool = True) -> Decoding:
        """Steps of decoding for each text `times` times.

        Args:
            config: with the `max_length` settled.
            step: compiled where the config asks for a cache of a fixed size.
            caches: whether to keep what was seen of prompts without a cache and of tokens; others need one.

        Raises:
            InvalidConfigError: there is no cache such as the config asks for.
            ValueError: a cache is given as well.
        """
        made = fixed_cache(config, self.model, 0 if self.embeds is None else self.embeds.shape[1])
        if made is not None and self.cache is not None:
            raise ValueError("the cache is given twice: leave out past_key_values or cache_implementation")
        return Decoding(
            self.model,
            cache=self.cache if made is None else made,
            mask=None if self.mask is None else self.mask.repeat_interleave(times, 0),
            encoded=None if self.encoded is None else expanded(self.encoded, times),
            embeds=None if self.embeds is None else self.embeds.repeat_interleave(times, 0),
            asked=self.asked,
            extra=Extra(self.extra, self.rows).expanded(times),
            step=None if made is None or config.disable_compile else step.of(self.model),
            caches=caches or made is not None or self.cache is not None or self.embeds is not None,
        )

    @property
    def rows(self) -> int:
        """Number of texts."""
        return int(self.ids.shape[0])

    def guidance(
        self, times: int, negative_prompt_ids: Any = None, negative_prompt_attention_mask: Any = None
    ) -> list[Processor]:
        """What guides each text `times` times, where the config asks for it.

        Args:
            negative_prompt_ids: [batch, n], to move away from; None is the prompt's last token alone.
            negative_prompt_attention_mask: 0 where these are padding.

        Raises:
            InvalidConfigError: the model reads a source, or the prompt is given as vectors.
        """
        scale = self.config.guidance_scale
        if scale in (None, 1, 1.0):
            return []
        if self.encoded is not None or self.embeds is not None:
            raise InvalidConfigError(
                "guidance_scale compares with a text without the prompt: it needs a decoder-only model, and input_ids",
                field="guidance_scale",
            )
        start, mask = self._tensor(negative_prompt_ids), self._tensor(negative_prompt_attention_mask)
        if start is None:
            start = self.ids[:, -1:]
        elif mask is None:
            mask = mask_of(start, self.config)
        decoding = Decoding(self.model, mask=None if mask is None else mask.repeat_interleave(times, 0))
        return [Guidance(scale, Unguided(decoding, start.repeat_interleave(times, 0), self.ids.shape[1]))]

    def drafting(self, assistant: Any, times: int) -> Decoding:
        """Steps of another model that sees what this one sees.

        Raises:
            ValueError: it has another vocabulary, or the prompt is one that only this model understands.
        """
        own, other = (each.config.get_text_config(decoder=True).vocab_size for each in (self.model, assistant))
        if own != other:
            raise ValueError(f"assistant_model has {other} tokens, the model {own}: they must share the vocabulary")
        if self.embeds is not None or self.cache is not None:
            raise ValueError("an assistant_model needs the prompt as input_ids, and no past_key_values")
        encoded = None
        if self.sounds is not None:
            encoded = assistant.get_encoder()(**{SOUNDS: self.sounds}, return_dict=True)
        elif self.source is not None:
            encoded = assistant.get_encoder()(input_ids=self.source, attention_mask=self.mask, return_dict=True)
        elif self.encoded is not None:
            encoded = self.encoded
        mask = None if self.mask is None else self.mask.repeat_interleave(times, 0)
        return Decoding(assistant, mask=mask, encoded=None if encoded is None else expanded(encoded, times))


def sounds_apart(model: Any, ids: Any, given: dict[str, Any]) -> tuple[Any, Tensor | None]:
    """Ids, and spectrograms: what a caller passes first is the model's main input, which either may be.

    Args:
        given: inputs by name; spectrograms are removed.

    Raises:
        ValueError: spectrograms are passed twice.
    """
    if getattr(model, "main_input_name", None) != SOUNDS:
        return ids, None
    named = given.pop(SOUNDS, None)
    if ids is not None and named is not None:
        raise ValueError(f"the sounds are given twice: as inputs and as {SOUNDS}")
    sounds = named if ids is None else ids
    return None, None if sounds is None else torch.as_tensor(sounds, device=model.device)


def mask_of(ids: Tensor, config: GenerationConfig) -> Tensor | None:
    """0 where the ids are padding, if they can be told: the padding token must not also be an end."""
    padding = config.pad_token_id
    if padding is None or padding in config.eos_token_ids:
        return None
    mask = (ids != padding).long()
    return None if bool(mask.all()) else mask
