"""Steps of decoding: the model's scores for the next token, with a cache of what it has seen. Knows no search."""

from __future__ import annotations

from collections.abc import Callable
from inspect import signature
from typing import Any

import torch

from trivet_torch.cache import growing_cache
from trivet_torch.generation.thin import thin_products

Tensor = torch.Tensor


class Decoding:
    """A batch of texts that a model is continuing.

    Attributes:
        outputs: what the model returned last.
        room: tokens that the cache has room for; None where it grows.
    """

    outputs: Any = None

    def __init__(
        self,
        model: Any,
        *,
        cache: Any = None,
        mask: Tensor | None = None,
        encoded: Any = None,
        embeds: Tensor | None = None,
        asked: dict[str, bool] | None = None,
        step: Callable[..., Any] | None = None,
    ) -> None:
        """
        Args:
            cache: what it has seen already, of any kind; or None.
            mask: 1 where a token is none of padding: [rows, prompt] of the text, or of the source where there is one.
            encoded: the encoder's outputs, for a model with one.
            embeds: vectors [rows, prompt, hidden] in place of the tokens of a decoder's prompt.
            asked: `output_attentions` and `output_hidden_states`.
            step: what is called in place of the model for one new token; None is the model.
        """
        self.model, self.encoded, self.embeds, self.asked = model, encoded, embeds, dict(asked or {})
        kept: Any = growing_cache(cache, crosses=encoded is not None)
        self.mask, self.cache = mask, kept
        self.room: int | None = kept.get_max_length()
        self._step = model if step is None else step
        self._keeps = "logits_to_keep" in signature(model.forward).parameters

    def scores(self, ids: Tensor) -> Tensor:
        """Scores [rows, vocab] for the next token, as float32, for the whole text so far [rows, length]."""
        return self.logits(ids, 1)[:, -1]

    def logits(self, ids: Tensor, count: int) -> Tensor:
        """Scores [rows, count, vocab] of the last places of a text [rows, length], none of which was seen before."""
        seen = self.cache.get_seq_length()
        options = {"past_key_values": self.cache, "use_cache": True, "return_dict": True, **self.asked}
        if self._keeps:
            options["logits_to_keep"] = count
        if self.embeds is not None and not seen:
            self.outputs = self.model(inputs_embeds=self.embeds, **self._mask(self.embeds.shape[1], seen), **options)
        else:
            first = seen - (0 if self.embeds is None else self.embeds.shape[1])
            call, new = self._called(ids[:, first:], seen)
            given = self._given(new, seen)
            with thin_products(self.model, new.numel()):
                self.outputs = call(**given, **options)
        found: Tensor = self.outputs.logits[:, -count:].float()
        return found

    def _given(self, new: Tensor, seen: int) -> dict[str, Any]:
        """What the model is called with for new tokens [rows, new]."""
        if self.encoded is None:
            return {"input_ids": new, **self._mask(new.shape[1], seen)}
        return {"decoder_input_ids": new, "encoder_outputs": self.encoded, "attention_mask": self.mask}

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
        if not counts_by_mask(self.model):
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
        self.cache.reorder(rows)

    def select(self, rows: Tensor) -> None:
        """Let row i be what row `rows[i]` was; there may be more rows or fewer."""
        self.cache.reorder(rows)
        if self.mask is not None:
            self.mask = self.mask.index_select(0, rows)
        if self.encoded is not None:
            self.encoded = selected(self.encoded, rows)

    def crop(self, length: int) -> None:
        """Forget all tokens behind the first `length`."""
        self.cache.crop(length)


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
