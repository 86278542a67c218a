"""generate() in TensorFlow as one compiled program: the same tokens, kept for near lengths, exported, and sampled."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import Any

import keras
import numpy as np
import pytest
import tensorflow as tf
from generation_cases import TOLERANCE, cases, folder
from generation_models import HEADS

import trivet
from trivet_tf.generation import programs

OPEN = {"eos_token_id": None, "pad_token_id": 0}


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """Golden models."""
    root, loaded = tmp_path_factory.mktemp("models"), dict[tuple[str, int], Any]()

    def model(family: str = "llama", number: int = 0) -> Any:
        if (family, number) not in loaded:
            head = getattr(trivet, "TF" + HEADS[family])
            loaded[family, number] = head.from_pretrained(folder(root, family, number))
        return loaded[family, number]

    return model


@pytest.mark.parametrize(("family", "search"), [("gpt2", "greedy"), ("llama", "beam"), ("bart", "greedy")])
def test_writes_the_tokens_and_scores_of_the_reference(model: Any, family: str, search: str) -> None:
    case = cases(family, search)[3]
    options = {**case["options"], "return_dict_in_generate": True, "jit_compile": True}
    found = model(family, case["model"]).generate(case["ids"], attention_mask=case["mask"], **options)
    assert found.sequences.numpy().tolist() == case["tokens"]
    if "scores" in case:
        np.testing.assert_allclose(found.sequences_scores, case["scores"], rtol=0, atol=TOLERANCE)


def test_prompts_of_near_lengths_share_a_program_and_its_one_trace(model: Any) -> None:
    llama = model()
    before = llama.compiled_programs()
    for length, new in ((1, 6), (3, 5), (9, 2)):
        ids = np.arange(3, 3 + length)[None]
        compiled = llama.generate(ids, max_new_tokens=new, **OPEN)
        stepped = llama.generate(ids, max_new_tokens=new, jit_compile=False, **OPEN)
        assert compiled.numpy().tolist() == stepped.numpy().tolist()
    assert llama.compiled_programs() == before + 1
    assert traces(llama) == 1


def traces(model: Any) -> int:
    """Of the program that was used last."""
    return int(next(reversed(model._kept_programs.kept.values())).function.experimental_get_tracing_count())


@pytest.mark.parametrize("batch", [1, 3])
@pytest.mark.parametrize("family", list(HEADS))  # the Llama has a single head of keys
def test_no_step_copies_the_keys_and_values_that_are_kept(
    model: Any, family: str, batch: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    made, given, find = model(family), list[Any](), programs.Programs._function

    def noting(self: Any, inputs: Any, *rest: Any) -> Any:
        given.append(inputs)
        return find(self, inputs, *rest)

    monkeypatch.setattr(programs.Programs, "_function", noting)
    made.generate(np.full((batch, 2), 5), max_new_tokens=40, **OPEN)
    function = next(reversed(made._kept_programs.kept.values())).function
    program = function.experimental_get_compiler_ir(*given)(stage="optimized_hlo")
    (loop,) = set(re.findall(r"body=(%[\w.-]+)", program))
    step = program[program.index(f"\n{loop} (") :].partition("\n}")[0]
    assert "dynamic-update-slice" in step  # as what the positions are written
    assert not re.findall(r"f32\[.*,.*\]\S* copy\(", step)


@pytest.mark.parametrize(
    ("length", "size"), [(1, 16), (16, 16), (17, 32), (64, 64), (65, 96), (128, 128), (129, 192), (1000, 1024)]
)
def test_near_lengths_share_a_size(length: int, size: int) -> None:
    assert programs.size_for(length) == size


def test_a_source_gets_no_more_columns_than_the_model_has_positions() -> None:
    assert programs.size_for(33, 40) == 40
    assert programs.size_for(50, 40) == 50


def test_other_weights_are_used_and_other_variables_compile_anew(model: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(programs, "KEPT", 1)
    llama = trivet.TFLlamaForCausalLM(model().config)
    ids, options = np.array([[5, 9]]), {"max_new_tokens": 4, **OPEN}

    def stepped() -> Any:
        return llama.generate(ids, jit_compile=False, **options).numpy().tolist()

    first = llama.generate(ids, **options).numpy().tolist()
    for variable in llama.variables:
        variable.assign(keras.random.normal(variable.shape, seed=7))
    second = llama.generate(ids, **options).numpy().tolist()
    assert traces(llama) == 1 and first != second == stepped()
    llama.resize_token_embeddings(8)
    assert llama.generate(ids % 8, **options).numpy().max() < 8
    assert llama.compiled_programs() == 1


def test_sampling_draws_from_the_model_and_repeats_with_its_seed(model: Any) -> None:
    draws, llama, prompt = 20_000, model(), np.array([[5, 9, 11, 7]])
    logits = np.asarray(llama(prompt).logits[0, -1], np.float64)
    powers = np.where(logits < np.sort(logits)[-8], 0, np.exp(logits - logits.max()))
    expected = powers / powers.sum() * draws
    options = {"do_sample": True, "top_k": 8, "max_new_tokens": 1, "num_return_sequences": draws, **OPEN}
    first, second, stepped = (
        llama.generate(prompt, seed=3, **options, **more)[:, -1].numpy() for more in ({}, {}, {"jit_compile": False})
    )
    assert (first == second).all() and (first == stepped).all()
    counts = Counter(first.tolist())
    likely = np.flatnonzero(expected).tolist()
    assert set(counts) <= set(likely)
    # Chi-square with 7 degrees of freedom, 1 in 1000.
    assert sum((counts[token] - expected[token]) ** 2 / expected[token] for token in likely) < 24.3


def test_a_function_that_generates_is_a_signature_for_any_batch(model: Any, tmp_path: Path) -> None:
    llama = model()
    spec = tf.TensorSpec((None, 4), tf.int32, name="input_ids")

    @tf.function(input_signature=[spec])
    def generate(input_ids: tf.Tensor) -> dict[str, tf.Tensor]:
        return {"sequences": llama.generate(input_ids, max_new_tokens=3, **OPEN)}

    llama.save_pretrained(tmp_path, saved_model=True, signatures={"generate": generate})
    served = tf.saved_model.load(str(tmp_path / "saved_model" / "1")).signatures["generate"]
    for ids in (np.array([[5, 9, 11, 7]]), np.array([[6, 3, 21, 30], [0, 0, 4, 8]])):
        found = served(input_ids=tf.constant(ids, tf.int32))["sequences"].numpy()
        assert found.tolist() == llama.generate(ids, max_new_tokens=3, jit_compile=False, **OPEN).numpy().tolist()
    with pytest.raises(ValueError, match="ids of a known length"):
        tf.function(llama.generate).get_concrete_function(tf.TensorSpec((1, None), tf.int32))


@pytest.mark.parametrize("beams", [1, 2])
@pytest.mark.parametrize("family", ["t5", "bart"])
def test_an_encoder_and_a_decoder_write_the_same_within_a_function(model: Any, family: str, beams: int) -> None:
    seq2seq, ids = model(family), tf.constant([[5, 9, 11, 7], [6, 3, 21, 30]])
    options = {"max_new_tokens": 4, "num_beams": beams, "decoder_start_token_id": 2, **OPEN}
    found = tf.function(seq2seq.generate)(ids, **options)
    assert found.numpy().tolist() == seq2seq.generate(ids, jit_compile=False, **options).numpy().tolist()
    assert len({*found[:, 1:].numpy().ravel().tolist()} - {0}) > 0
