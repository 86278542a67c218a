"""Without a source, an encoder-decoder reads its first token, in every framework."""

from __future__ import annotations

from pathlib import Path

import numpy as np

import trivet
from trivet.testing import tiny_config


def test_nothing_is_what_the_first_token_alone_is(tmp_path: Path) -> None:
    trivet.BartForConditionalGeneration(tiny_config("bart", bos_token_id=3)).save_pretrained(tmp_path)
    texts = []
    for mark in ("", "TF", "Flax"):
        model = getattr(trivet, f"{mark}BartForConditionalGeneration").from_pretrained(tmp_path)
        made, read = (model.generate(*prompt, max_new_tokens=4, eos_token_id=None) for prompt in ((), ([[3]],)))
        made, read = (getattr(each, "sequences", each) for each in (made, read))
        texts.append(np.asarray(made).tolist())
        assert texts[-1] == np.asarray(read).tolist()
    assert texts[0] == texts[1] == texts[2]
