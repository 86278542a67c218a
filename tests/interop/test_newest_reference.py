"""Files are exchanged with today's `transformers`, which has PyTorch models only: the same logits, and no key amiss.

Every family, with tied and with untied vocabularies. Every parameter gets a value of its own first: biases are else
zeros and norms ones, and of two tensors that are tied or not either could then be taken.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
import transformers

import trivet
from trivet.families.registry import architecture, architecture_points
from trivet.testing.configs import tiny_config
from trivet.testing.subjects import Subject

PREFIXES = {"torch": "", "tensorflow": "TF", "flax": "Flax"}
HEADS = ("ForMaskedLM", "ForCausalLM", "LMHeadModel", "ForConditionalGeneration", "MTModel", "EncoderDecoderModel")
IDS = np.array([[5, 6, 7, 8, 9], [9, 3, 4, 11, 12]])
EAGER = {"attn_implementation": "eager", "experts_implementation": "eager"}  # others want multiples of 16 bytes
# theirs needs heads that make up the hidden size
OWN_SIZES = {"helium": {"hidden_size": 24}, "olmoe": {"hidden_size": 24}}


def subject_of(model_type: str) -> Subject:
    """The family's class that predicts words, or that of its first head if none does."""
    heads = architecture(model_type).heads
    words = (head for head in heads if head.endswith(HEADS))
    return Subject(architecture(model_type), next(words, None) or heads[1])


def head_of(model_type: str) -> str:
    return subject_of(model_type).head


CASES = [
    pytest.param(model_type, tied, id=f"{model_type}-{'tied' if tied else 'untied'}")
    for model_type in sorted(architecture_points())
    for tied in (True, False)
]


def reference(model_type: str, tied: bool) -> torch.nn.Module:
    """A model of theirs in which no two parameters are alike that need not be."""
    head = head_of(model_type)
    fields = tiny_config(model_type, head, tie_word_embeddings=tied, **OWN_SIZES.get(model_type, {})).to_dict()
    if (fields.get("pad_token_id") or 0) >= fields.get("vocab_size", np.inf):
        fields["pad_token_id"] = 0  # which theirs refuses beyond the table
    config = transformers.AutoConfig.for_model(**fields)
    torch.manual_seed(0)
    model = getattr(transformers, head)._from_config(config, **EAGER)
    if model_type == "t5" and not tied:  # there a head of its own is said by its values alone
        model.lm_head.weight = torch.nn.Parameter(torch.randn_like(model.lm_head.weight))
        model.all_tied_weights_keys.pop("lm_head.weight")
    with torch.no_grad():
        for tensor in (each for each in model.parameters() if each.requires_grad):  # not tables of sines
            tensor.add_(torch.randn_like(tensor), alpha=0.2)
    return model.eval()


def inputs(model_type: str) -> dict[str, np.ndarray]:
    subject = subject_of(model_type)
    if subject.reads_pictures:
        return {"pixel_values": subject.inputs()["pixel_values"]}
    if subject.reads_sounds:
        return {"input_features": subject.inputs()["input_features"][:2], "decoder_input_ids": IDS[:, :3]}
    found = {"input_ids": IDS}
    if architecture(model_type).example().__dict__.get("is_encoder_decoder"):
        found["decoder_input_ids"] = IDS[:, :3]
    return found


def logits_of(model: Any, backend: str, model_type: str) -> np.ndarray:
    arrays, scored = inputs(model_type), subject_of(model_type).scored
    if backend == "torch":
        with torch.no_grad():
            return model(**{name: torch.tensor(array) for name, array in arrays.items()})[scored].numpy()
    arrays = {name: array.astype(np.int32) if array.dtype.kind == "i" else array for name, array in arrays.items()}
    return np.asarray(model(**arrays)[scored])


def required(keys: Iterable[Any]) -> list[Any]:
    """The keys without tables of sines, which each framework stores or computes as it likes."""
    return [key for key in keys if "embed_positions" not in str(key)]


@pytest.mark.parametrize(("model_type", "tied"), CASES)
def test_files_are_exchanged_in_three_frameworks(model_type: str, tied: bool, tmp_path: Path) -> None:
    theirs = reference(model_type, tied)
    theirs.save_pretrained(tmp_path / "theirs")
    expected = logits_of(theirs, "torch", model_type)
    for backend, prefix in PREFIXES.items():
        model_class = getattr(trivet, prefix + head_of(model_type))
        ours, report = model_class.from_pretrained(tmp_path / "theirs", output_loading_info=True)
        assert (report.missing, report.unexpected, report.mismatched) == ((), (), ())
        np.testing.assert_allclose(logits_of(ours, backend, model_type), expected, rtol=0, atol=5e-5)
        ours.save_pretrained(tmp_path / backend, dialect="torch")
        again, info = type(theirs).from_pretrained(tmp_path / backend, output_loading_info=True, **EAGER)
        assert {name: required(keys) for name, keys in info.items() if required(keys)} == {}
        np.testing.assert_allclose(logits_of(again, "torch", model_type), expected, rtol=0, atol=5e-5)
