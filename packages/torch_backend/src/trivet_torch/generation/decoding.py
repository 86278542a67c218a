"""Steps of decoding: the model's scores for the next token, with a cache of what it has seen. Knows no search."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import torch

from trivet_torch.cache import growing_cache
from trivet_torch.generation.inputs import Extra, accepted, overridden
from trivet_torch.generation.thin import thin_products

Tensor = torch.Tensor


class Decoding:
    """A batch of texts that a model is continuing.

    Attributes:
        outputs: what the model returned last.
        before_call: called before each call of the model.
        room: tokens that the cache has room for; None where it grows.
        caches: whether the model is called for new tokens only; else for the whole text each time.
    """

    outputs: Any = None
    before_call: Callable[[], Any] | None = None
    _kept: Any = None
    _last: tuple[Callable[..., Any], dict[str, Any]] | None = None

    def __init__(
        self,
        model: Any,
        *,
        cache: Any = None,
        mask: Tensor | None = None,
        encoded: Any = None,
        embeds: Tensor | None = None,
        asked: dict[str, bool] | None = None,
        extra: Extra | None = None,
        step: Callable[..., Any] | None = None,
        caches: bool = True,
    ) -> None:
        """
        Args:
            cache: what it has seen already, of any kind; or None.
            mask: 1 where a token is none of padding: [rows, prompt] of the text, or of the source where there is one.
            encoded: the encoder's outputs, for a model with one.
            embeds: vectors [rows, prompt, hidden] in place of the tokens of a decoder's prompt.
            asked: `output_attentions` and `output_hidden_states`.
            extra: other inputs of the model.
            step: what is called in place of the model for one new token; None is the model.
            caches: False forgets what was seen before each call.
        """
        self.model, self.encoded, self.embeds, self.asked = model, encoded, embeds, dict(asked or {})
        kept: Any = growing_cache(cache, crosses=encoded is not None)
        self.mask, self.cache = mask, kept
        self.room: int | None = None if self._forgets else kept.get_max_length()
        self.caches = caches
        self._step = model if step is None else step
        self._extra = Extra({}, 0) if extra is None else extra
        self._names, self._takes_all = accepted(model.forward)
        self._prepares = overridden(model, "prepare_inputs_for_generation")
        self._reorders = overridden(model, "_reorder_cache")

    @property
    def _forgets(self) -> bool:
        """Whether the cache drops tokens, and moves later ones to their places."""
        return bool(getattr(self.cache, "forgets", False))

    def scores(self, ids: Tensor) -> Tensor:
        """Scores [rows, vocab] for the next token, as float32, for the whole text so far [rows, length]."""
        return self.logits(ids, 1)[:, -1]

    def logits(self, ids: Tensor, count: int) -> Tensor:
        """Scores [rows, count, vocab] of the last places of a text [rows, length], none of which was seen before."""
        if not self.caches:
            self._kept, self.cache = None, growing_cache(None, crosses=self.encoded is not None)
        seen = self.cache.seen_tokens if self._forgets else self.cache.get_seq_length()
        if self._prepares:
            return self._prepared(ids, count, seen)
        options = {"past_key_values": self.cache, "use_cache": True, "return_dict": True, **self.asked}
        if "logits_to_keep" in self._names:
            options["logits_to_keep"] = count
        if not self._takes_all:
            options = {name: value for name, value in options.items() if name in self._names}
        if self.embeds is not None and not seen:
            extra = self._extra.of_step(seen, seen + self.embeds.shape[1])
            self._call(
                self.model, inputs_embeds=self.embeds, **self._mask(self.embeds.shape[1], seen), **extra, **options
            )
        else:
            first = seen - (0 if self.embeds is None else self.embeds.shape[1])
            call, new = self._called(ids[:, first:], seen)
            given = self._given(new, seen)
            with thin_products(self.model, new.numel()):
                self._call(call, **given, **options)
        found: Tensor = self.outputs.logits[:, -count:].float()
        return found

    def _call(self, model: Callable[..., Any], **inputs: Any) -> None:
        if self.before_call is not None:
            self.before_call()
            self._last = model, inputs
        self.outputs = model(**inputs)

    def again(self) -> None:
        """Call the model once more without a cache, for nothing but what other processes need of it."""
        if self._last is not None:
            model, inputs = self._last
            model(**{**inputs, "past_key_values": None, "use_cache": False, "attention_mask": None})

    def _prepared(self, ids: Tensor, count: int, seen: int) -> Tensor:
        """As `logits`, by what the model's own `prepare_inputs_for_generation` makes of the text."""
        text = ids.shape[1]
        kept = None if not seen else self.cache if self._kept is None else self._kept
        given = {"past_key_values": kept, "use_cache": True, **self._extra.of_text(text)}
        if self.encoded is not None:
            given |= {"encoder_outputs": self.encoded, "attention_mask": self.mask}
        else:
            mask = ids.new_ones(ids.shape) if self.mask is None else self.mask
            missing = text - mask.shape[1]
            given["attention_mask"] = torch.cat((mask, mask.new_ones(mask.shape[0], max(missing, 0))), 1)
        if self.embeds is not None:
            given["inputs_embeds"] = self.embeds
        inputs = self.model.prepare_inputs_for_generation(ids, **given)
        self._call(self.model, **inputs, return_dict=True, **self.asked)
        self._kept = self.outputs.get("past_key_values")
        self.cache = growing_cache(self._kept, crosses=self.encoded is not None)
        found: Tensor = self.outputs.logits[:, -count:].float()
        return found

    def _given(self, new: Tensor, seen: int) -> dict[str, Any]:
        """What the model is called with for new tokens [rows, new]."""
        extra = self._extra.of_step(seen, seen + new.shape[1])
        if self.encoded is None:
            return {"input_ids": new, **self._mask(new.shape[1], seen), **extra}
        return {"decoder_input_ids": new, "encoder_outputs": self.encoded, "attention_mask": self.mask, **extra}

    def _called(self, new: Tensor, seen: int) -> tuple[Callable[..., Any], Tensor]:
        """What to call for new tokens, and these: in memory of their own, as a compiled step tells strides apart."""
        if self._step is self.model or not seen or new.shape[1] > 1:
            return self.model, new
        return self._step, new.clone(memory_format=torch.contiguous_format)

    def _mask(self, new: int, seen: int) -> dict[str, Tensor]:
        """The mask over all tokens, and the positions of the new ones, by which padding does not count."""
        if self.mask is None:
            return {}
        # Memory of a fixed size wants a mask of that size, so that every step looks the same.
        total = seen + new if self.room is None else self.room
        missing = total - self.mask.shape[1]
        if missing > 0:
            self.mask = torch.cat((self.mask, self.mask.new_ones(self.mask.shape[0], missing)), 1)
        mask = self.mask[:, :total]
        if self._forgets and total > self.cache.max_length:
            mask = mask[:, -self.cache.max_length :]
            seen = mask.shape[1] - new
        if not counts_by_mask(self.model) or not (self._takes_all or "position_ids" in self._names):
            return {"attention_mask": mask}
        places = (mask.cumsum(-1) - 1).masked_fill(mask == 0, 1)
        return {
            "attention_mask": mask,
            "position_ids": places[:, seen : seen + new].clone(memory_format=torch.contiguous_format),
        }

    def states(self) -> Tensor:
        """Last hidden states [rows, new, hidden] of what was seen last; they must be asked for."""
        name = "hidden_states" if self.encoded is None else "decoder_hidden_states"
        states: Tensor = self.outputs[name][-1]
        return states

    def reorder(self, rows: Tensor) -> None:
        """Let row i be what row `rows[i]` was, of the same text of the batch."""
        if not self._reorders:
            self.cache.reorder(rows)
            return
        kept = self.cache.to_legacy_cache() if self._kept is None else self._kept
        self._kept = self.model._reorder_cache(kept, rows)
        self.cache = growing_cache(self._kept, crosses=self.encoded is not None)

    def select(self, rows: Tensor) -> None:
        """Let row i be what row `rows[i]` was; there may be more rows or fewer."""
        self.cache.reorder(rows)
        self._kept, self._extra = None, self._extra.selected(rows)
        if self.mask is not None:
            self.mask = self.mask.index_select(0, rows)
        if self.encoded is not None:
            self.encoded = selected(self.encoded, rows)

    def crop(self, length: int) -> None:
        """Forget all tokens behind the first `length`."""
        self.cache.crop(length)
        self._kept = None


def counts_by_mask(model: Any) -> bool:
    """Whether steps give a model positions that do not count padding; others count their tokens themselves."""
    kind = getattr(model, "kind", None)
    return kind is None or bool(kind.positions_by_mask)


def selected(encoded: Any, rows: Tensor) -> Any:
    """Rows of the encoder's last states, all that a decoder wants of what it returned."""
    return type(encoded)(last_hidden_state=encoded[0].index_select(0, rows))


def expanded(encoded: Any, times: int) -> Any:
    """The encoder's last states with each row `times` times, one after the other."""
    rows = torch.arange(encoded[0].shape[0], device=encoded[0].device)
    return selected(encoded, rows.repeat_interleave(times))
