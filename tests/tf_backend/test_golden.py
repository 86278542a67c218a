"""Every class gives the numbers of the reference library from its weights, in whichever dialect they are."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import golden_tiers
import numpy as np
import pytest
from checkpoints import read_file
from golden_contract import INNER, GoldenContract, name_of

from golden_data import Case
from trivet.families.registry import architecture
from trivet.layout import TENSORFLOW, Kind, ParamSpec
from trivet_tf.backend import BACKEND
from trivet_tf.testing import TensorFlowRunner


class TestGolden(GoldenContract):
    runner = TensorFlowRunner()
    every_case = golden_tiers.EVERY_CASE

    def other_rows(self, case: Case, model: Any) -> Iterator[tuple[str, int]]:
        """PyTorch may never train the row of the padding token; TensorFlow does."""
        family = architecture(case.family)
        for param in family.parameters(model.config, case.head):
            if param.tied is None and padded(param, model.config):
                yield param.name, model.config.pad_token_id


def padded(param: ParamSpec, config: Any) -> bool:
    """Whether PyTorch's class may hold a row of padding still."""
    if config.pad_token_id is None or param.kind not in (Kind.EMBEDDING, Kind.INDEX_EMBEDDING):
        return False
    parts = [getattr(config, name) for name in getattr(config, "parts", ())] or [config]
    return param.shape[0] in [part.vocab_size for part in parts] or "position_embeddings" in param.name


def load(case: Case, **options: Any) -> Any:
    return TestGolden.runner.load(case.head, case.checkpoint("torch"), **options)


@pytest.mark.parametrize(
    "case", [case for case in TestGolden.cases() if (case.folder / "tf.npz").exists()], ids=name_of
)
def test_every_output_and_loss_is_that_of_the_reference_librarys_class_for_tensorflow(case: Case) -> None:
    renamed = {"labels": "next_sentence_label"} if case.head == "BertForNextSentencePrediction" else {}
    inputs = {renamed.get(name, name): array for name, array in case.inputs().items()}
    outputs, expected = load(case)(**inputs, **INNER), case.outputs("tensorflow")
    found = {name: np.asarray(each) for name, each in outputs.items() if name in expected}
    assert found.keys() == {name for name in expected if "." not in name}
    for name, array in found.items():  # losses of each row or label; NaN where 4.37 cannot ignore labels
        wanted = np.where(np.isnan(expected[name]), array, expected[name])
        np.testing.assert_allclose(array, wanted, rtol=0, atol=case.tolerance, err_msg=name)
        assert array.shape == expected[name].shape


CASES = TestGolden.cases()
HELD = {*golden_tiers.default(CASES)}


@pytest.mark.parametrize(
    "case", [case for case in CASES if case in HELD or "tensorflow" in case.frameworks], ids=name_of
)
def test_names_are_those_of_the_reference_and_of_keras(case: Case) -> None:
    model = load(case)
    owners = {id(variable): name for name, variable in reversed(BACKEND.tensors(model).items())}
    own = [name for name, variable in BACKEND.tensors(model).items() if owners[id(variable)] == name]
    assert own == [variable.path.removeprefix(f"{model.name}/") for variable in model.weights]
    if "tensorflow" in case.frameworks:
        skeleton, stored = BACKEND.skeleton(model), read_file(case.checkpoint("tensorflow") / "model.safetensors")
        known = skeleton.known.values()  # tables of sines are in files or not as theirs are
        copies = [each for each in known if "tensorflow" in each.beside or (each.buffer and "pos" not in each.name)]
        unneeded = {TENSORFLOW.encode(each, skeleton.naming) for each in copies}
        names = {name.removesuffix(":0") for name in stored}
        assert names - unneeded == set(own) - unneeded


def test_next_sentence_labels_go_by_both_names() -> None:
    case = Case("BertForNextSentencePrediction")
    model, inputs = load(case), case.inputs(labels=False)
    labels = case.inputs()["labels"]
    found, expected = model(**inputs, labels=labels).loss, model(**inputs, next_sentence_label=labels).loss
    np.testing.assert_array_equal(found, expected)
