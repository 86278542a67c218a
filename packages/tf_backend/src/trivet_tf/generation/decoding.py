"""Steps of decoding, run eagerly: the model's scores for the next token, and a cache that grows. Knows no search."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from trivet_tf.cache import DynamicCache, as_cache
from trivet_tf.cache.encoder_decoder import as_encoder_decoder_cache, own_cache
from trivet_tf.framework import tf
from trivet_tf.generation.prompt import Prompt, counts_by_mask, encoded_source
from trivet_tf.model.outputs import TFBaseModelOutput


class Decoding:
    """A batch of texts that a model is continuing.

    Attributes:
        outputs: what the model returned last.
        encoded: the encoder's last states, for a model with one.
        of_source: all that the encoder returned, a row for each text of the batch.
        cache: what the model has seen already.
    """

    outputs: Any = None

    def __init__(self, model: Any, prompt: Prompt, times: int, asked: dict[str, bool]) -> None:
        """
        Args:
            times: how many texts each one of the prompt is.
            asked: `output_attentions` and `output_hidden_states`.
        """
        self.model, self.asked, self.of_source, self.encoded = model, asked, prompt.encoded, None
        if prompt.encodes:
            if self.of_source is None:
                heads = {name: each for name, each in prompt.more.items() if name == "head_mask"}
                heads["inputs_embeds"] = prompt.embeds
                self.of_source = encoded_source(model, prompt.source, prompt.mask, **heads, **asked)
            self.encoded = expanded(self.of_source, times)
            self.cache: Any = as_encoder_decoder_cache(prompt.cache)
        else:
            self.cache = as_cache(prompt.cache)
        self.embeds = None if prompt.encodes else repeated(prompt.embeds, times)
        self.mask = repeated(prompt.mask, times)

    def scores(self, ids: tf.Tensor) -> tf.Tensor:
        """Scores [rows, vocab] for the next token, as float32, for the whole text so far [rows, length]."""
        return self.logits(ids, 1)[:, -1]

    def logits(self, ids: tf.Tensor, count: int) -> tf.Tensor:
        """Scores [rows, count, vocab] of the last places of a text [rows, length], none of which was seen before."""
        seen = int(self.cache.length)
        options = {"past_key_values": self.cache, "use_cache": True, "return_dict": True, **self.asked}
        if self.encoded is not None:
            self.outputs = self.model(
                decoder_input_ids=ids[:, seen:], encoder_outputs=self.encoded, attention_mask=self.mask, **options
            )
        elif self.embeds is not None and not seen:
            self.outputs = self.model(inputs_embeds=self.embeds, **self._mask(self.embeds.shape[1], seen), **options)
        else:
            new = ids[:, seen - (0 if self.embeds is None else self.embeds.shape[1]) :]
            self.outputs = self.model(input_ids=new, **self._mask(new.shape[1], seen), **options)
        past = self.outputs.past_key_values
        self.cache = own_cache(past) if self.encoded is None else past
        return tf.cast(self.outputs.logits[:, -count:], tf.float32)

    def _mask(self, new: int, seen: int) -> dict[str, tf.Tensor]:
        """The mask over all tokens, and the positions of the new ones, where padding does not count by them."""
        if self.mask is None:
            return {}
        missing = seen + new - self.mask.shape[1]
        if missing > 0:
            self.mask = tf.pad(self.mask, ((0, 0), (0, missing)), constant_values=1)
        mask = self.mask[:, : seen + new]
        if not counts_by_mask(self.model):
            return {"attention_mask": mask}
        places = tf.maximum(tf.cumsum(mask, -1) - 1, 0)
        return {"attention_mask": mask, "position_ids": places[:, seen:]}

    def states(self) -> tf.Tensor:
        """Last hidden states [rows, new, hidden] of what was seen last; they must be asked for."""
        return self.outputs["hidden_states" if self.encoded is None else "decoder_hidden_states"][-1]

    @property
    def past(self) -> Any:
        """All that was seen, as a cache that grows."""
        return self.cache

    def reorder(self, rows: tf.Tensor) -> None:
        """Let row i be what row `rows[i]` was, of the same text of the batch."""
        self.cache = self.cache.reordered(rows)

    def select(self, rows: tf.Tensor) -> None:
        """Let row i be what row `rows[i]` was; there may be more rows or fewer."""
        self.cache = self.cache.reordered(rows)
        self.mask = None if self.mask is None else tf.gather(self.mask, rows)
        if self.encoded is not None:
            self.encoded = TFBaseModelOutput(last_hidden_state=tf.gather(self.encoded[0], rows))

    def crop(self, length: int) -> None:
        """Forget all tokens behind the first `length`."""
        own = self.cache if self.encoded is None else self.cache.self_attention
        own = DynamicCache(tuple((key[:, :, :length], value[:, :, :length]) for key, value in own.layers))
        self.cache = own if self.encoded is None else replace(self.cache, self_attention=own)


def repeated(tensor: tf.Tensor | None, times: int) -> tf.Tensor | None:
    """Each row `times` times, one after the other."""
    return tensor if tensor is None or times == 1 else tf.repeat(tensor, times, 0)


def expanded(encoded: Any, times: int) -> Any:
    """The encoder's last states, all that a decoder wants of what it returned, each row `times` times."""
    return TFBaseModelOutput(last_hidden_state=repeated(encoded[0], times))
