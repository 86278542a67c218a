"""generate() in TensorFlow where a caller follows it: each step compiled, and the same as step by step without that."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from generation_cases import TOLERANCE, cases, folder
from generation_models import HEADS, config_fields

import trivet

OPEN = {"eos_token_id": None, "pad_token_id": 0, "forced_eos_token_id": None}
IDS = np.array([[0, 0, 9, 11, 7], [6, 3, 21, 30, 4]])
MASKS = {"behind": np.array([[1, 1, 1, 0, 0], [1, 1, 1, 1, 1]]), "before": np.array([[0, 0, 1, 1, 1], [1, 1, 1, 1, 1]])}


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """Golden models."""
    root, loaded = tmp_path_factory.mktemp("models"), dict[tuple[str, int], Any]()

    def model(family: str, number: int = 0) -> Any:
        if (family, number) not in loaded:
            head = getattr(trivet, "TF" + HEADS[family])
            loaded[family, number] = head.from_pretrained(folder(root, family, number))
        return loaded[family, number]

    return model


def never(text: Any, scores: Any) -> bool:
    """Stops at nothing."""
    return False


def followed(model: Any, compiled: bool, **options: Any) -> Any:
    """What is written step by step."""
    given = {"stopping_criteria": [never], "return_dict_in_generate": True, "output_scores": True, **OPEN, **options}
    given |= {} if compiled else {"jit_compile": False}
    mask = MASKS["behind" if getattr(model.config, "is_encoder_decoder", False) else "before"]
    return model.generate(IDS, attention_mask=mask, **given)


@pytest.mark.parametrize("beams", [1, 3])
@pytest.mark.parametrize("family", list(HEADS))
def test_compiled_steps_give_what_eager_ones_do(model: Any, family: str, beams: int) -> None:
    made, options = model(family), {"max_new_tokens": 7, "num_beams": beams}
    found, expected = followed(made, True, **options), followed(made, False, **options)
    assert made.compiled_programs() > 0
    assert found.sequences.numpy().tolist() == expected.sequences.numpy().tolist()
    assert len(found.scores) == 7
    for step, eager in zip(found.scores, expected.scores, strict=True):
        np.testing.assert_allclose(step, eager, rtol=0, atol=TOLERANCE)
    assert type(found.past_key_values) is type(expected.past_key_values)
    for layer, eager in zip(found.past_key_values, expected.past_key_values, strict=True):
        for part, other in zip(layer, eager, strict=True):
            np.testing.assert_allclose(part, other, rtol=0, atol=TOLERANCE)


@pytest.mark.parametrize("family", ["llama", "t5"])
def test_near_lengths_share_a_step(model: Any, family: str) -> None:
    made, options = model(family, 1), {"stopping_criteria": [never], **OPEN}
    before = made.compiled_programs()
    for length, new in ((1, 6), (3, 5), (9, 2)):
        ids = np.arange(3, 3 + length)[None]
        found = made.generate(ids, max_new_tokens=new, **options)
        eager = made.generate(ids, max_new_tokens=new, jit_compile=False, **options)
        assert found.numpy().tolist() == eager.numpy().tolist()
    assert made.compiled_programs() == before + 1


def test_vectors_in_place_of_ids_give_the_same_text(model: Any) -> None:
    llama = model("llama")
    found = llama.generate(inputs_embeds=llama.base.embed_tokens(IDS), max_new_tokens=4, **OPEN)
    whole = llama.generate(IDS, attention_mask=np.ones_like(IDS), max_new_tokens=4, **OPEN, jit_compile=False)
    assert found.numpy().tolist() == whole[:, 5:].numpy().tolist()


def test_a_text_can_be_continued_from_what_compiled_steps_have_seen(model: Any) -> None:
    llama = model("llama")
    whole = followed(llama, False, max_new_tokens=6).sequences.numpy()
    begun = followed(llama, True, max_new_tokens=3)
    mask = np.concatenate((MASKS["before"], np.ones((2, 3), int)), 1)
    again = llama.generate(
        begun.sequences, attention_mask=mask, past_key_values=begun.past_key_values, max_new_tokens=3, **OPEN
    )
    assert again.numpy().tolist() == whole.tolist()


def test_a_model_without_some_heads_writes_the_same_compiled(tmp_path: Path) -> None:
    number = next(each for each in range(10) if config_fields("gpt2", each)["n_head"] > 2)
    pruned = trivet.TFGPT2LMHeadModel.from_pretrained(folder(tmp_path, "gpt2", number))
    pruned.prune_heads({0: [1]})
    eager = pruned.generate(IDS, max_new_tokens=5, jit_compile=False, **OPEN).numpy().tolist()
    assert pruned.generate(IDS, max_new_tokens=5, **OPEN).numpy().tolist() == eager
    steps = [followed(pruned, compiled, max_new_tokens=5).sequences for compiled in (True, False)]
    assert steps[0].numpy().tolist() == steps[1].numpy().tolist()


def test_replaced_variables_have_a_step_of_their_own(model: Any) -> None:
    case = cases("gpt2", "greedy")[0]
    gpt2 = trivet.TFGPT2LMHeadModel(model("gpt2", case["model"]).config)
    followed(gpt2, True, max_new_tokens=3)
    gpt2.resize_token_embeddings(40)
    found = followed(gpt2, True, max_new_tokens=3)
    assert found.scores[1].shape == (2, 40)
    np.testing.assert_allclose(found.scores[1], followed(gpt2, False, max_new_tokens=3).scores[1], atol=TOLERANCE)
