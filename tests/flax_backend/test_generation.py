"""generate() in JAX: the tokens of the reference library, by one compiled program for each shape and set of options."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import jax
import numpy as np
import pytest

import trivet
from trivet import GenerationConfig

GOLDEN = Path(__file__).parents[1] / "golden"
CASES = json.loads((GOLDEN / "generation_cases.json").read_text())
PROMPT = [[5, 9, 11, 7]]


@pytest.fixture(scope="module")
def model() -> Any:
    """Each golden model, loaded once."""
    loaded: dict[tuple[str, str], Any] = {}

    def model(family: str = "llama", case: str = "LlamaForCausalLM") -> Any:
        if (family, case) not in loaded:
            head = getattr(trivet, "Flax" + case.partition("-")[0])
            loaded[family, case] = head.from_pretrained(GOLDEN / "data" / family / case / "pt")
        return loaded[family, case]

    return model


@pytest.mark.parametrize(
    ("family", "search"),
    [("gpt2", "greedy"), ("llama", "beam"), ("llama", "group_beam"), ("t5", "beam"), ("bart", "greedy")],
)
def test_writes_the_tokens_and_scores_of_the_reference(model: Any, family: str, search: str) -> None:
    case = next(case for case in CASES[7:] if (case["family"], case["search"]) == (family, search))
    found = model(family, case["case"]).generate(case["ids"], attention_mask=case["mask"], **case["options"])
    written, expected = np.asarray(found.sequences), np.asarray(case["tokens"])
    assert written[:, : expected.shape[1]].tolist() == expected.tolist()
    assert (written[:, expected.shape[1] :] == 0).all()
    if "scores" in case:
        np.testing.assert_allclose(found.sequences_scores, case["scores"], rtol=0, atol=1e-4)


def test_another_prompt_of_the_same_shape_compiles_nothing(model: Any) -> None:
    llama = model()
    before = llama.compiled_programs()
    options = {"max_new_tokens": 3, "eos_token_id": None, "return_dict_in_generate": False}
    first = llama.generate(PROMPT, **options)
    assert llama.compiled_programs() == before + 1
    second = llama.generate([[4, 8, 15, 16]], **options)
    assert llama.compiled_programs() == before + 1
    assert first.tolist() != second.tolist()


def test_sampling_draws_from_the_model_and_repeats_with_its_key(model: Any) -> None:
    draws, llama = 20_000, model()
    logits = np.asarray(llama(np.asarray(PROMPT)).logits[0, -1], np.float64)
    powers = np.where(logits < np.sort(logits)[-8], 0, np.exp(logits - logits.max()))
    expected = powers / powers.sum() * draws
    options = {"do_sample": True, "top_k": 8, "max_new_tokens": 1, "num_return_sequences": draws}
    first, second = (
        np.asarray(llama.generate(PROMPT, prng_key=jax.random.key(3), **options).sequences)[:, -1] for _ in range(2)
    )
    assert (first == second).all()
    counts = Counter(first.tolist())
    likely = np.flatnonzero(expected).tolist()
    assert set(counts) <= set(likely)
    # Chi-square with 7 degrees of freedom, 1 in 1000.
    assert sum((counts[token] - expected[token]) ** 2 / expected[token] for token in likely) < 24.3


def test_generation_config_is_saved_and_read_with_the_weights(tmp_path: Path) -> None:
    llama = trivet.FlaxLlamaForCausalLM.from_pretrained(GOLDEN / "data/llama/LlamaForCausalLM/pt")
    llama.generation_config = GenerationConfig(max_new_tokens=3, own_field=4)
    llama.save_pretrained(tmp_path)
    again = trivet.FlaxLlamaForCausalLM.from_pretrained(tmp_path).generation_config
    assert (again.max_new_tokens, again.own_field) == (3, 4)


def test_refuses_what_cannot_be(model: Any) -> None:
    with pytest.raises(TypeError, match="FlaxLlamaModel cannot generate"):
        trivet.FlaxLlamaModel(model().config, _do_init=False).generate(PROMPT)
    with pytest.raises(TypeError, match="takes no argument 'colour'"):
        model().generate(PROMPT, colour=1)
    with pytest.raises(TypeError, match="keeps nothing of its steps"):
        model().generate(PROMPT, output_scores=True)
