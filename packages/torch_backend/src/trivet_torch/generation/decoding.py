"""Steps of decoding: the model's scores for the next token, with a cache of what it has seen. Knows no search."""

from __future__ import annotations

from typing import Any

import torch

from trivet_torch.cache import decoder_cache, encoder_decoder_cache

Tensor = torch.Tensor


class Decoding:
    """A batch of texts that a model is continuing.

    Attributes:
        outputs: what the model returned last.
    """

    outputs: Any = None

    def __init__(
        self, model: Any, *, cache: Any, mask: Tensor | None, encoded: Any = None, asked: dict[str, bool] | None = None
    ) -> None:
        """
        Args:
            cache: what it has seen already, of any kind; or None.
            mask: 1 where a token is none of padding: [rows, prompt] of the text, or of the source where there is one.
            encoded: the encoder's outputs, for a model with one.
            asked: `output_attentions` and `output_hidden_states`.
        """
        self.model, self.encoded, self.asked = model, encoded, asked or {}
        self.cache = decoder_cache(cache, True) if encoded is None else encoder_decoder_cache(cache, True)
        self.mask = mask

    def scores(self, ids: Tensor, embeds: Tensor | None = None) -> Tensor:
        """Scores [rows, vocab] for the next token, as float32.

        Args:
            ids: [rows, length], the whole text so far.
            embeds: vectors [rows, prompt, hidden] in place of the tokens of a decoder's prompt.
        """
        cache = self.cache
        assert cache is not None
        seen = cache.get_seq_length()
        options = {"past_key_values": cache, "use_cache": True, "return_dict": True, **self.asked}
        if self.encoded is not None:
            self.outputs = self.model(
                decoder_input_ids=ids[:, seen:], encoder_outputs=self.encoded, attention_mask=self.mask, **options
            )
        elif embeds is not None and not seen:
            self.outputs = self.model(inputs_embeds=embeds, **self._mask(embeds.shape[1], seen), **options)
        else:
            new = ids[:, seen - (0 if embeds is None else embeds.shape[1]) :]
            self.outputs = self.model(input_ids=new, **self._mask(new.shape[1], seen), **options)
        scores: Tensor = self.outputs.logits[:, -1].float()
        return scores

    def _mask(self, new: int, seen: int) -> dict[str, Tensor]:
        """The mask over all tokens, and the positions of the new ones, by which padding does not count."""
        if self.mask is None:
            return {}
        missing = seen + new - self.mask.shape[1]
        if missing > 0:
            self.mask = torch.cat((self.mask, self.mask.new_ones(self.mask.shape[0], missing)), 1)
        places = (self.mask.cumsum(-1) - 1).masked_fill(self.mask == 0, 1)
        return {"attention_mask": self.mask, "position_ids": places[:, seen:]}

    def reorder(self, rows: Tensor) -> None:
        """Let row i be what row `rows[i]` was."""
        assert self.cache is not None
        self.cache.reorder(rows)


def expanded(encoded: Any, times: int) -> Any:
    """The encoder's outputs with each row `times` times, one after the other."""
    if times == 1:
        return encoded
    return type(encoded)(
        **{
            name: tuple(each.repeat_interleave(times, 0) for each in value)
            if isinstance(value, tuple)
            else value.repeat_interleave(times, 0)
            for name, value in encoded.items()
        }
    )
