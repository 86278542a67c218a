"""The load report: every key accounted for, as object, JSON, compatible dict, warning and short table."""

import json
from dataclasses import replace

import pytest
from catalogs import plan, shapes_of, skeleton
from hypothesis import given
from hypothesis import strategies as st
from tiny_bert import DECODER, WORDS

from trivet.dtypes import DType
from trivet.planning.policy import DTypePolicy
from trivet.planning.report import LoadReport, merge_layers


@pytest.fixture
def report() -> LoadReport:
    """A classifier filled from a masked language model, cast, with a shape that does not fit."""
    shapes = {**shapes_of("BertForMaskedLM", buffers=True), "classifier.bias": (7,), "extra.weight": (2, 2)}
    return LoadReport.of(
        plan(
            shapes,
            skeleton("BertForSequenceClassification"),
            policy=DTypePolicy(DType.F16, ("LayerNorm",)),
            ignore_mismatched_sizes=True,
        )
    )


def test_every_key_is_accounted_for_once(report: LoadReport) -> None:
    stored = {*shapes_of("BertForMaskedLM", buffers=True), "classifier.bias", "extra.weight"}
    own = {target.name for target in skeleton("BertForSequenceClassification").targets}
    mismatched = [name for name, *_ in report.mismatched]
    assert sorted(own) == sorted([*report.loaded, *report.missing, *mismatched, *report.tied])
    assert len(report.loaded) + len(mismatched) + len(report.unexpected) + len(report.skipped) == len(stored)
    assert report.skipped == ("bert.embeddings.position_ids",)
    assert "extra.weight" in report.unexpected
    assert report.mismatched == (("classifier.bias", (7,), (2,)),)
    assert set(report.missing) == {"classifier.weight", "bert.pooler.dense.weight", "bert.pooler.dense.bias"}
    assert set(report.cast) == {name for name in report.loaded if "LayerNorm" not in name}
    assert report.needs_training


def test_reads_like_the_dict_of_other_loaders(report: LoadReport) -> None:
    assert set(report.keys()) == {"missing_keys", "unexpected_keys", "mismatched_keys", "error_msgs"}
    info = dict(report)
    assert info["missing_keys"] == list(report.missing)
    assert info["unexpected_keys"] == list(report.unexpected)
    assert info["mismatched_keys"] == list(report.mismatched)
    assert info["error_msgs"] == []
    assert dict(report.items()) == info and len(report) == 4
    assert "missing_keys" in report and "loaded" not in report
    assert report.get("unexpected_keys") == report.unexpected_keys == info["unexpected_keys"]
    assert report.missing_keys == info["missing_keys"]
    with pytest.raises(KeyError):
        report["loaded"]


def test_json_has_every_field(report: LoadReport) -> None:
    found = json.loads(json.dumps(report.to_json()))
    assert set(found) == set(LoadReport.__slots__)
    assert found["mismatched"] == [["classifier.bias", [7], [2]]]
    assert found["nbytes"] == report.nbytes > 0


def test_warning_names_what_is_new_with_layers_merged(report: LoadReport) -> None:
    assert report.warning() == (
        "folder: 3 parameter(s) are not in the checkpoint and were newly initialised: bert.pooler.dense.weight, "
        "bert.pooler.dense.bias, classifier.weight; 1 parameter(s) were newly initialised because the shapes did not "
        "match: classifier.bias (stored [7], model [2]). Train the model before you use it."
    )


def test_table_has_a_line_for_each_kind_of_key(report: LoadReport) -> None:
    lines = report.table().splitlines()
    assert lines[0] == f"folder (torch, {report.nbytes:,} bytes)"
    labels = [line.split()[0] for line in lines[1:]]
    assert labels == ["loaded", "cast", "initialised", "mismatched", "unexpected", "skipped"]
    assert all(len(line) < 400 for line in lines)
    assert "classifier.bias: stored (7,), model (2,)" in report.table()
    assert f"loaded{len(report.loaded):>12}" in report.table()


def test_table_leaves_out_what_there_is_none_of() -> None:
    clean = LoadReport.of(plan(shapes_of("BertForMaskedLM"), skeleton("BertForMaskedLM")))
    assert not clean.needs_training
    labels = [line.split()[0] for line in clean.table().splitlines()[1:]]
    assert labels == ["loaded", "tied"]
    assert f"{DECODER} → {WORDS}" in clean.table()
    assert "not read" in replace(clean, ignored=("pytorch_model.bin",)).table()


@pytest.mark.parametrize(
    ("names", "merged"),
    [
        ([], []),
        (["a", "b"], ["a", "b"]),
        (["l.0.a", "l.1.a", "l.2.a"], ["l.{0-2}.a"]),
        (["l.0.a", "l.0.b", "l.1.a", "l.1.b"], ["l.{0-1}.a", "l.{0-1}.b"]),
        (["l.0.a", "l.2.a", "l.3.a", "l.5.a"], ["l.{0,2-3,5}.a"]),
        (["l.7.a"], ["l.7.a"]),
        (["l.10.a", "l.9.a"], ["l.{9-10}.a"]),
        (["enc/layer_._0/kernel", "enc/layer_._1/kernel"], ["enc/layer_._{0-1}/kernel"]),
        (["w2v.x", "w3v.x"], ["w2v.x", "w3v.x"]),
        (["l.0", "l.1"], ["l.{0-1}"]),
        (["e.0.f.0.w", "e.0.f.1.w", "e.1.f.0.w", "e.1.f.1.w"], ["e.{0-1}.f.{0-1}.w"]),
        (["l.007.a"], ["l.007.a"]),
    ],
)
def test_merges_names_that_differ_only_in_numbers_of_layers(names: list[str], merged: list[str]) -> None:
    assert merge_layers(names) == merged


@given(st.sets(st.integers(0, 60), min_size=1))
def test_merged_numbers_are_those_that_were_given(numbers: set[int]) -> None:
    (merged,) = merge_layers(f"layer.{number}.weight" for number in numbers)
    text = merged.removeprefix("layer.").removesuffix(".weight").strip("{}")
    found: set[int] = set()
    for run in text.split(","):
        first, _, last = run.partition("-")
        found |= set(range(int(first), int(last or first) + 1))
    assert found == numbers


@given(st.lists(st.lists(st.sampled_from(["a", "0", "1", "2", "layer_._3"]), min_size=1, max_size=4).map(".".join)))
def test_merging_never_makes_more_rows_than_names_and_loses_no_text(names: list[str]) -> None:
    merged = merge_layers(names)
    assert len(merged) <= len(set(names)) or not names
    assert {name.count(".") for name in names} == {name.count(".") for name in merged}


def test_hostile_numbers_do_not_matter() -> None:
    names = ["l." + "9" * 5000 + ".a", "l.²." + "x", "l.٣.x"]
    assert merge_layers(names) == names
