"""Scores of the text without its prompt, or with a negative one, which guidance moves away from."""

from __future__ import annotations

import torch

from trivet.text.generation.text import Text
from trivet_torch.generation.decoding import Decoding

Tensor = torch.Tensor


class Unguided:
    """A second text for each row, which starts otherwise and goes on with the same tokens.

    Args:
        decoding: the model's steps, with the mask of `start`.
        start: ids [rows, n] in place of the prompt.
        prompt: tokens of the prompt that they stand for.
    """

    def __init__(self, decoding: Decoding, start: Tensor, prompt: int) -> None:
        self.decoding, self.start, self.prompt = decoding, start, prompt
        self._seen = start[:, :0]

    def __call__(self, text: Text) -> Tensor:
        """Scores [rows, vocab] for the token after a text."""
        ids = torch.cat((self.start, text.ids[:, self.prompt : text.length]), 1)
        # Beams change places, and drafts are taken back: what is not as before is seen again.
        shared = min(self._seen.shape[1], ids.shape[1] - 1)
        same = (self._seen[:, :shared] == ids[:, :shared]).all(0).long().cumprod(0).sum()
        self.decoding.crop(int(same))
        self._seen = ids
        return self.decoding.scores(ids)
