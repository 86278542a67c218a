"""generate() in JAX: the tokens of the reference library, by one compiled program for each shape and set of options."""

from __future__ import annotations

import gc
import re
import weakref
from collections import Counter
from pathlib import Path
from typing import Any

import jax
import numpy as np
import pytest
from generation_cases import TOLERANCE, cases, folder
from generation_models import HEADS

import trivet
from trivet import GenerationConfig
from trivet.errors import UnknownArgumentError
from trivet_flax.generation import programs

GOLDEN = Path(__file__).parents[1] / "golden"
PROMPT = [[5, 9, 11, 7]]
PLAIN: dict[str, Any] = {"eos_token_id": None, "pad_token_id": None, "return_dict_in_generate": True}


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
    [("gpt2", "greedy"), ("llama", "group_beam"), ("t5", "beam"), ("bart", "greedy")],
)
def test_writes_the_tokens_and_scores_of_the_reference(tmp_path: Path, family: str, search: str) -> None:
    (case,) = cases(family, search, 1)
    own = getattr(trivet, "Flax" + HEADS[family]).from_pretrained(folder(tmp_path, family, case["model"]))
    found = own.generate(case["ids"], attention_mask=case["mask"], return_dict_in_generate=True, **case["options"])
    assert found.sequences.tolist() == case["tokens"]
    if "scores" in case:
        np.testing.assert_allclose(found.sequences_scores, case["scores"], rtol=0, atol=TOLERANCE)


def test_another_prompt_of_about_that_length_compiles_nothing(model: Any) -> None:
    llama = model()
    before = llama.compiled_programs()
    first = llama.generate(PROMPT, max_new_tokens=9, **PLAIN).sequences
    assert llama.compiled_programs() == before + 1
    second = llama.generate([[4, 8, 15]], max_new_tokens=10, **PLAIN).sequences
    assert llama.compiled_programs() == before + 1
    assert (first.shape, second.shape) == ((1, 13), (1, 13))
    for prompt, written in (([5, 9, 11, 7], first), ([4, 8, 15], second)):
        ids = written[0].tolist()
        assert ids[: len(prompt)] == prompt
        logits = np.asarray(llama(np.asarray(written)).logits)[0]
        assert ids[len(prompt) :] == logits[len(prompt) - 1 : -1].argmax(-1).tolist()


@pytest.mark.parametrize("batch", [1, 3])
@pytest.mark.parametrize("family", list(HEADS))
def test_no_step_copies_the_keys_and_values_that_are_kept(
    tmp_path: Path, family: str, batch: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = getattr(trivet, "Flax" + HEADS[family]).from_pretrained(folder(tmp_path, family, 0))
    made, make = list[str](), programs.Program.__init__

    def noting(self: Any, search: Any) -> None:
        make(self, search)
        whole = self.whole

        def compiled(*given: Any) -> Any:
            made.append(whole.lower(*given).compile().as_text())
            return whole(*given)

        self.whole = compiled

    with monkeypatch.context() as patched:
        patched.setattr(programs.Program, "__init__", noting)
        own.generate(np.full((batch, 2), 5), max_new_tokens=40, **PLAIN)
    (program,) = made
    (loop,) = set(re.findall(r"body=(%[\w.-]+)", program))
    step = program[program.index(f"\n{loop} (") :].partition("\n}")[0]
    assert "dynamic-update-slice" in step  # as what the positions are written
    assert not re.findall(r"f32\[.*,.*\]\S* copy\(", step)


def test_params_are_an_argument_of_the_program(model: Any) -> None:
    llama = model()
    own = llama.generate(PROMPT, max_new_tokens=5, **PLAIN).sequences
    before = llama.compiled_programs()
    turned = jax.tree.map(lambda leaf: -leaf, llama.params)
    other = llama.generate(PROMPT, params=turned, max_new_tokens=5, **PLAIN).sequences
    assert llama.compiled_programs() == before
    assert own.tolist() != other.tolist()


def test_a_model_that_wrote_is_let_go() -> None:
    llama = trivet.FlaxLlamaForCausalLM.from_pretrained(GOLDEN / "data/llama/LlamaForCausalLM/pt")
    llama.generate(PROMPT, max_new_tokens=2, **PLAIN)
    gone = [weakref.ref(llama), weakref.ref(llama.module), weakref.ref(jax.tree.leaves(llama.params)[0])]
    del llama
    gc.collect()
    assert [each() for each in gone] == [None, None, None]


def test_programs_are_kept_up_to_a_number(model: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("trivet_flax.generation.programs.KEPT", 1)
    llama = trivet.FlaxLlamaForCausalLM(model().config)
    compiled = []
    for penalty in (1.1, 1.2, 1.2):
        llama.generate(PROMPT, max_new_tokens=1, repetition_penalty=penalty, **PLAIN)
        compiled.append(llama.compiled_programs())
    assert compiled == [1, 2, 2]
    (program,) = llama._programs._kept.values()
    program.whole.clear_cache()  # JAX may give up what it compiled at any time
    assert llama.compiled_programs() == 2


def test_sampling_draws_from_the_model_and_repeats_with_its_key(model: Any) -> None:
    draws, llama = 20_000, model()
    logits = np.asarray(llama(np.asarray(PROMPT)).logits[0, -1], np.float64)
    powers = np.where(logits < np.sort(logits)[-8], 0, np.exp(logits - logits.max()))
    expected = powers / powers.sum() * draws
    options = {"do_sample": True, "top_k": 8, "max_new_tokens": 1, "num_return_sequences": draws}
    keys: list[dict[str, Any]] = [{"prng_key": jax.random.key(3)}, {"seed": 3}, {"prng_key": jax.random.PRNGKey(3)}]
    first, *others = (np.asarray(llama.generate(PROMPT, **key, **options).sequences)[:, -1] for key in keys)
    assert all((first == other).all() for other in others)
    counts = Counter(first.tolist())
    likely = np.flatnonzero(expected).tolist()
    assert set(counts) <= set(likely)
    # Chi-square with 7 degrees of freedom, 1 in 1000.
    assert sum((counts[token] - expected[token]) ** 2 / expected[token] for token in likely) < 24.3


def test_writes_within_a_compiled_function_of_the_caller(model: Any) -> None:
    llama = model()

    @jax.jit
    def written(params: Any, ids: jax.Array) -> Any:
        return llama.generate(ids, params=params, max_new_tokens=5, eos_token_id=None).sequences

    expected = llama.generate(PROMPT, max_new_tokens=5, eos_token_id=None).sequences
    assert written(llama.params, np.asarray(PROMPT)).tolist() == expected.tolist()
    with pytest.raises(TypeError, match=r"steps cannot be followed in a jax\.jit"):
        jax.jit(lambda ids: llama.generate(ids, output_scores=True).sequences)(np.asarray(PROMPT))


def test_texts_are_padded_to_the_most_that_they_might_have_unless_all_is_asked_for(model: Any) -> None:
    llama = model()
    end = llama.generate(PROMPT, max_new_tokens=5, **PLAIN).sequences[0, 5].item()
    options = {"max_new_tokens": 5, "eos_token_id": [end, 1], "pad_token_id": 0}
    padded = llama.generate(PROMPT, **options)
    assert padded.sequences.shape == (1, 9)
    assert padded.sequences[0, 6:].tolist() == [0, 0, 0]
    assert llama.generate(PROMPT, return_dict_in_generate=False, **options).tolist() == padded.sequences.tolist()
    exact = llama.generate(PROMPT, return_dict_in_generate=True, **options)
    assert exact.sequences.tolist() == padded.sequences[:, :6].tolist()


def test_generation_config_is_saved_and_read_with_the_weights(tmp_path: Path) -> None:
    llama = trivet.FlaxLlamaForCausalLM.from_pretrained(GOLDEN / "data/llama/LlamaForCausalLM/pt")
    llama.generation_config = GenerationConfig(max_new_tokens=3, own_field=4)
    llama.save_pretrained(tmp_path)
    again = trivet.FlaxLlamaForCausalLM.from_pretrained(tmp_path).generation_config
    assert (again.max_new_tokens, again.own_field) == (3, 4)


def test_refuses_what_cannot_be(model: Any) -> None:
    llama = model()
    with pytest.raises(TypeError, match="FlaxLlamaModel cannot generate"):
        trivet.FlaxLlamaModel(llama.config, _do_init=False).generate(PROMPT)
    with pytest.raises(UnknownArgumentError, match="takes no argument 'do_samples' .did you mean 'do_sample'"):
        llama.generate(PROMPT, do_samples=1, colour=None)
    with pytest.raises(ValueError, match=r"input_ids has shape \[4\]; it must be \[batch, length\]"):
        llama.generate(PROMPT[0])
    with pytest.raises(ValueError, match=r"attention_mask has shape \[1, 3\], the ids have \[1, 4\]"):
        llama.generate(PROMPT, attention_mask=[[1, 1, 1]])
    with pytest.raises(ValueError, match="random numbers are given twice"):
        llama.generate(PROMPT, prng_key=jax.random.key(1), seed=1)
    with pytest.raises(ValueError, match="no bos_token_id to start a text with"):
        llama.generate(bos_token_id=None)
    with pytest.raises(ValueError, match="no bos_token_id to start a text with"):
        model("t5", "T5ForConditionalGeneration").generate(decoder_start_token_id=0)
    with pytest.raises(ValueError, match="holds no values"):
        trivet.FlaxLlamaForCausalLM(llama.config, _do_init=False).generate(PROMPT)
