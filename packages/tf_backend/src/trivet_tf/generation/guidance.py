"""Scores of the text without its prompt, or with a negative one, which guidance moves away from."""

from __future__ import annotations

from typing import Any

from trivet.errors import InvalidConfigError
from trivet.text.generation.config import GenerationConfig
from trivet.text.generation.processors import Guidance
from trivet.text.generation.text import Processor, Text
from trivet_tf.framework import tf
from trivet_tf.generation.decoding import Decoding, repeated
from trivet_tf.generation.prompt import Prompt, as_ids


class Unguided:
    """A second text for each row, which starts otherwise and goes on with the same tokens.

    Args:
        decoding: the model's steps, with the mask of `start`.
        start: ids [rows, n] in place of the prompt.
        prompt: tokens of the prompt that they stand for.
    """

    def __init__(self, decoding: Decoding, start: tf.Tensor, prompt: int) -> None:
        self.decoding, self.start, self.prompt = decoding, start, prompt
        self._seen = start[:, :0]

    def __call__(self, text: Text) -> tf.Tensor:
        """Scores [rows, vocab] for the token after a text."""
        ids = tf.concat((self.start, text.ids[:, self.prompt : text.length]), 1)
        # Beams change places: what is not as before is seen again.
        shared = min(self._seen.shape[1], ids.shape[1] - 1)
        same = tf.reduce_all(self._seen[:, :shared] == ids[:, :shared], 0)
        same = int(tf.reduce_sum(tf.math.cumprod(tf.cast(same, tf.int32))))
        if same < self._seen.shape[1]:
            self.decoding.crop(same)
        self._seen = ids
        return self.decoding.scores(ids)


def guidance(
    model: Any, prompt: Prompt, config: GenerationConfig, times: int, negative: Any = None, mask: Any = None
) -> list[Processor]:
    """What guides each text `times` times, where the config asks for it.

    Args:
        negative: ids [batch, n] to move away from; None is the prompt's last token alone.
        mask: 0 where these are padding.

    Raises:
        InvalidConfigError: the model reads a source, or the prompt consists of vectors.
    """
    if config.guidance_scale in (None, 1, 1.0):
        return []
    if prompt.encodes or prompt.embeds is not None:
        raise InvalidConfigError(
            "guidance_scale compares with the text without its prompt: it needs a decoder-only model, and input_ids",
            field="guidance_scale",
        )
    own = {"input_ids": prompt.ids[:, -1:] if negative is None else negative, "attention_mask": mask}
    if negative is None:
        own["attention_mask"] = tf.ones_like(prompt.ids[:, -1:])
    other = Prompt(model, config, None, own)
    start = repeated(as_ids(other.ids), times)
    return [Guidance(config.guidance_scale, Unguided(Decoding(model, other, times, {}), start, prompt.ids.shape[1]))]
