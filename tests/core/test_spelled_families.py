"""Families whose files fuse what models have apart, or hold apart what models have as one: read, written, compared."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import ml_dtypes
import numpy as np
import pytest
from checkpoints import ALIGNMENT
from hypothesis import given, settings
from hypothesis import strategies as st
from safetensors.numpy import load_file, save_file
from spelled_families import (
    FUSIONS,
    SIZES,
    Experts,
    ExpertsConfig,
    FusedConfig,
    FusedLlama,
    experts_by_hand,
    fused_by_hand,
)
from stub_backend import StubBackend, StubModel
from typer.testing import CliRunner

import trivet
from trivet.cli import app
from trivet.cli.plan import _merged
from trivet.dtypes import DType
from trivet.errors import AmbiguousMatchError, CheckpointMismatchError, ConversionError
from trivet.families.config import PretrainedConfig
from trivet.families.family import Family
from trivet.formats.storage import Storage
from trivet.layout import DIALECTS, Kind, ParamSpec
from trivet.layout.spellings import Spelling
from trivet.operations.convert import convert
from trivet.planning.abstract import abstract_skeleton
from trivet.planning.load_plan import LoadPlan
from trivet.planning.opening import open_checkpoint
from trivet.planning.plan import plan_load
from trivet.planning.policy import DTypePolicy
from trivet.transfer.gathering import host_tensor, overflow_of, parts_of
from trivet.transfer.load import execute, place_all
from trivet.transfer.saving import model_items, plan_entries

Weights = dict[str, np.ndarray]
Families = tuple[Family, PretrainedConfig, str, Callable[..., Weights]]

CASES = [*FUSIONS, "experts"]


@pytest.fixture(autouse=True)
def installed(provide: Callable[..., None]) -> None:
    provide("trivet.architectures", "fused-llama", FusedLlama)
    provide("trivet.architectures", "experts", Experts)


def family(case: str) -> Families:
    """(family, config, base class, how its files are made by hand)."""
    if case == "experts":
        return Experts(), ExpertsConfig(), "ExpertsModel", experts_by_hand
    key_heads = {FUSIONS[1]: 4, FUSIONS[2]: 2}.get(case, 2)
    return (
        FusedLlama(),
        FusedConfig(fusion=case, num_key_value_heads=key_heads, **SIZES),
        "LlamaForCausalLM",
        fused_by_hand,
    )


def made(case: str, dtype: Any = np.float32) -> tuple[Weights, Weights]:
    """A model's weights by canonical name, and what a PyTorch file of it has."""
    architecture, config, head, by_hand = family(case)
    rng = np.random.default_rng(7)
    weights = {
        param.name: (rng.integers(-64, 64, param.shape) / 32).astype(dtype)  # 1 + w is exact
        for param in architecture.parameters(config, head)
        if not param.buffer
    }
    return weights, by_hand(weights, config)


def bare(tensors: Weights) -> Weights:
    """Without the base model's prefix."""
    return {name.removeprefix("model."): array for name, array in tensors.items()}


def to_bytes(tensors: Weights) -> dict[str, bytes]:
    return {name: array.tobytes() for name, array in tensors.items()}


def write(folder: Path, case: str, tensors: Weights, **fields: Any) -> Path:
    _, config, head, _ = family(case)
    folder.mkdir(parents=True, exist_ok=True)
    save_file({name: np.ascontiguousarray(array) for name, array in tensors.items()}, folder / "model.safetensors")
    document = {**json.loads(config.to_json_string(use_diff=False)), "architectures": [head], **fields}
    (folder / "config.json").write_text(json.dumps(document))
    return folder


def plan(folder: Path, case: str, to: str = "torch", **options: Any) -> LoadPlan:
    architecture, config, head, _ = family(case)
    checkpoint = open_checkpoint(folder, mmap=options.pop("mmap", None))
    skeleton = abstract_skeleton(architecture, config, head, DIALECTS[to])
    return plan_load(checkpoint.catalog, skeleton, source="there", dialect=checkpoint.dialect, **options)


@pytest.mark.parametrize("mmap", [None, False], ids=["mapped", "read"])
@pytest.mark.parametrize("to", DIALECTS)
@pytest.mark.parametrize("case", CASES)
def test_every_parameter_is_made_of_what_the_file_has(case: str, to: str, mmap: bool | None, tmp_path: Path) -> None:
    weights, stored = made(case)
    loaded = plan(write(tmp_path, case, stored), case, to, strict=True, mmap=mmap)
    placed = place_all(loaded, StubBackend())
    assert {step.param.name for step in loaded.steps} == set(weights)
    for step in loaded.steps:
        array = placed[step.target]
        assert np.array_equal(array, DIALECTS[to].layout(step.param).view(weights[step.param.name])), step.target
        assert array.flags.c_contiguous
        assert not step.pieces or array.ctypes.data % ALIGNMENT == 0
    assert {spec.name for step in loaded.steps for spec in step.sources} == set(stored)
    assert not loaded.unexpected


@pytest.mark.parametrize("case", CASES)
def test_saves_what_it_reads_to_the_byte(case: str, tmp_path: Path) -> None:
    architecture, config, head, _ = family(case)
    _, stored = made(case, ml_dtypes.bfloat16 if case != "experts" else np.float32)
    loaded = plan(write(tmp_path, case, stored), case)
    skeleton = abstract_skeleton(architecture, config, head, DIALECTS["torch"])
    model = StubModel({target.name: target.param for target in skeleton.targets}, place_all(loaded, StubBackend()))
    entries = plan_entries(model_items(model, skeleton, StubBackend()), skeleton, DIALECTS["torch"])
    expected = bare(stored) if head == "ExpertsModel" else stored
    assert {entry.name: entry.fetch().tobytes() for entry in entries} == to_bytes(expected)
    assert {entry.name: entry.shape for entry in entries} == {name: array.shape for name, array in expected.items()}
    for entry in entries:  # a second time, and as they lie
        assert entry.view is None or np.array_equal(entry.view(), expected[entry.name])


@pytest.mark.parametrize("case", CASES)
def test_converts_to_every_dialect_and_back_to_the_byte(case: str, tmp_path: Path) -> None:
    _, stored = made(case)
    source = write(tmp_path / "torch", case, stored)
    for first, then in (("tensorflow", "flax"), ("flax", "tensorflow")):
        convert(source, tmp_path / first, to=first)
        convert(tmp_path / first, tmp_path / f"{first} {then}", to=then)
        convert(tmp_path / f"{first} {then}", tmp_path / f"{first} back", to="torch")
        back = load_file(tmp_path / f"{first} back" / "model.safetensors")
        assert to_bytes(bare(back)) == to_bytes(bare(stored))  # a base model's own files have no prefix
        for folder in (first, f"{first} {then}"):
            assert trivet.diff(source, tmp_path / folder).is_identical
            assert trivet.verify(tmp_path / folder, values=True).is_sound
            assert trivet.inspect(tmp_path / folder).dialect == folder.split()[-1]
    own = load_file(tmp_path / "flax" / "model.safetensors")
    if case == "experts":
        assert np.array_equal(own["model.layers.0.experts.2.w1.kernel"].T, stored["model.layers.0.experts.2.w1.weight"])
    else:
        name = "model.layers.1.self_attn.qkv_proj"
        assert np.array_equal(own[f"{name}.kernel"].T, stored[f"{name}.weight"])


def test_other_dialects_may_have_what_the_model_has(tmp_path: Path) -> None:
    weights, stored = made(FUSIONS[1])
    source = write(tmp_path / "torch", FUSIONS[1], stored, only=["torch"])
    convert(source, tmp_path / "flax", to="flax")
    own = load_file(tmp_path / "flax" / "model.safetensors")
    name = "model.layers.0.self_attn.k_proj"
    assert np.array_equal(own[f"{name}.kernel"].T, weights[f"{name}.weight"])
    convert(tmp_path / "flax", tmp_path / "back", to="torch")
    back = load_file(tmp_path / "back" / "model.safetensors")
    assert to_bytes(back) == to_bytes(stored)


@pytest.mark.parametrize("case", FUSIONS)
def test_a_parameters_own_name_is_read_too(case: str, tmp_path: Path) -> None:
    weights, stored = made(case)
    apart, together = write(tmp_path / "apart", case, weights), write(tmp_path / "together", case, stored)
    assert trivet.diff(apart, together).is_identical
    assert trivet.verify(apart).is_sound
    for step in (loaded := plan(apart, case, strict=True)).steps:
        assert not step.pieces
    assert len(loaded.steps) == len(weights)
    convert(apart, tmp_path / "flax", to="flax")
    convert(tmp_path / "flax", tmp_path / "back", to="torch")
    assert set(load_file(tmp_path / "back" / "model.safetensors")) == set(stored)


def test_comparison_finds_the_part_that_differs(tmp_path: Path) -> None:
    _, stored = made(FUSIONS[2])
    source = write(tmp_path / "one", FUSIONS[2], stored)
    changed = {name: array.copy() for name, array in stored.items()}
    changed["model.layers.1.self_attn.qkv_proj.weight"][2 * 6, 3] += 1  # the first row of the first key
    found = trivet.diff(source, write(tmp_path / "other", FUSIONS[2], changed))
    differing = [each.name for each in found.differences if each.outcome.value != "identical"]
    assert differing == ["model.layers.1.self_attn.k_proj.weight"]
    assert len(found.differences) == len(made(FUSIONS[2])[0])


def test_casts_on_the_way_and_counts_what_overflows(tmp_path: Path) -> None:
    weights, stored = made(FUSIONS[1])
    name = "model.layers.0.self_attn.v_proj.weight"
    weights[name][1, 1], weights[name][5, 2] = 1e30, -1e30
    stored = fused_by_hand(weights, family(FUSIONS[1])[1])
    architecture, config, head, _ = family(FUSIONS[1])
    loaded = plan(write(tmp_path, FUSIONS[1], stored), FUSIONS[1], policy=DTypePolicy(DType.F16))
    skeleton = abstract_skeleton(architecture, config, head, DIALECTS["torch"])
    model = StubModel({target.name: target.param for target in skeleton.targets})
    report = execute(loaded, model, StubBackend())
    assert report.overflowed == {name: 2}
    assert len(report.cast) == len(report.loaded) == len(weights)
    assert len(report.joined) == 2 * 2 * 5
    with np.errstate(over="ignore"):
        assert np.array_equal(model.tensors[name], weights[name].astype(np.float16))


def test_report_says_what_was_put_together(tmp_path: Path) -> None:
    _, stored = made("experts")
    loaded = plan(write(tmp_path, "experts", stored), "experts")
    skeleton = abstract_skeleton(*family("experts")[:3], DIALECTS["torch"])
    model = StubModel({target.name: target.param for target in skeleton.targets})
    report = execute(loaded, model, StubBackend())
    assert report.joined["layers.0.experts.gate_up_proj"] == 6
    assert report.joined["layers.1.norm.weight"] == 1
    assert "put together     8  layers.{0-1}.experts.gate_up_proj" in report.table()


def test_refuses_a_parameter_that_is_stored_in_two_ways(tmp_path: Path) -> None:
    weights, stored = made(FUSIONS[0])
    name = "model.layers.0.self_attn.q_proj.weight"
    folder = write(tmp_path, FUSIONS[0], {**stored, name: weights[name]})
    with pytest.raises(AmbiguousMatchError, match=r"self_attn\.qkv_proj\.weight.*self_attn\.q_proj\.weight"):
        plan(folder, FUSIONS[0])


LACKING = [("experts", "model.layers.1.experts.2.w3.weight"), (FUSIONS[1], "model.layers.1.self_attn.qkv_proj.bias")]


@pytest.mark.parametrize(("case", "name"), LACKING)
def test_says_what_is_lacking(case: str, name: str, tmp_path: Path) -> None:
    _, stored = made(case)
    del stored[name]
    folder = write(tmp_path, case, stored)
    missing = "layers.1.experts.gate_up_proj" if case == "experts" else "model.layers.1.self_attn.q_proj.bias"
    with pytest.raises(CheckpointMismatchError) as caught:
        plan(folder, case)
    (problem,) = [each for each in caught.value.problems if each.startswith(f"{missing}: missing")]
    assert (name in problem) == (case == "experts")  # of others nothing is there
    problems = trivet.verify(folder).problems
    assert any(f"{missing}: missing" in each for each in problems)
    with pytest.raises(CheckpointMismatchError, match="missing"):
        convert(folder, tmp_path / "to", to="flax")


def test_refuses_stored_tensors_of_other_shapes(tmp_path: Path) -> None:
    _, stored = made(FUSIONS[0])
    name = "model.layers.0.mlp.gate_up_proj.weight"
    stored[name] = stored[name][:-2]
    folder = write(tmp_path, FUSIONS[0], stored)
    with pytest.raises(CheckpointMismatchError, match=r"model.layers.0.mlp.gate_proj.weight: stored shape \[26, 10\]"):
        plan(folder, FUSIONS[0])
    kept = plan(folder, FUSIONS[0], ignore_mismatched_sizes=True)
    assert [each[0] for each in kept.mismatched] == [
        f"model.layers.0.mlp.{each}_proj.weight" for each in ("gate", "up")
    ]
    assert f"{name}: stored shape [26, 10], config.json says [28, 10]" in trivet.verify(folder).problems


def test_refuses_pieces_of_several_dtypes_unless_one_is_named(tmp_path: Path) -> None:
    _, stored = made("experts")
    stored["model.layers.0.experts.1.w1.weight"] = stored["model.layers.0.experts.1.w1.weight"].astype(np.float64)
    folder = write(tmp_path, "experts", stored)
    with pytest.raises(CheckpointMismatchError, match=r"gate_up_proj: stored as tensors of several dtypes; choose one"):
        plan(folder, "experts")
    assert plan(folder, "experts", policy=DTypePolicy(DType.F32)).steps
    assert any("several dtypes (F32, F64)" in each for each in trivet.verify(folder).problems)


def test_refuses_to_write_what_is_not_all_there() -> None:
    architecture, config, head, _ = family(FUSIONS[0])
    skeleton = abstract_skeleton(architecture, config, head, DIALECTS["torch"])
    weights, _ = made(FUSIONS[0])
    model = StubModel({}, {target.name: weights[target.param.name] for target in skeleton.targets})
    items = model_items(model, skeleton, StubBackend())
    part = [each for each in items if "k_proj" not in each.param.name]
    with pytest.raises(ConversionError, match=r"layers.0.self_attn.qkv_proj.weight cannot be written: model.*k_proj"):
        plan_entries(part, skeleton, DIALECTS["torch"])
    only_keys = {"dtype": lambda name, dtype: DType.BF16 if "k_proj" in name else dtype}
    with pytest.raises(ConversionError, match=r"its parts are BF16, F32: pass one dtype"):
        plan_entries(items, skeleton, DIALECTS["torch"], **only_keys)
    assert plan_entries(part, skeleton, None)  # under the names that they have


def test_the_plan_that_is_printed_names_the_pieces(tmp_path: Path) -> None:
    _, stored = made("experts")
    folder = write(tmp_path, "experts", stored)
    printed = CliRunner().invoke(app, ["plan", str(folder), "--to", "flax", "--json"], catch_exceptions=False)
    steps = {step["parameter"]: step for step in json.loads(printed.stdout)["steps"]}
    names = [f"model.layers.0.experts.{number}.w2.weight" for number in range(3)]
    assert steps["layers.0.experts.down_proj"]["sources"] == names
    rows = {target: (source, done) for target, source, done, *_ in _merged(trivet.plan(folder, to="flax"))}
    assert rows["layers.{0-1}.experts.gate_up_proj"] == (
        "model.layers.{0-1}.experts.{0-2}.w1.weight, model.layers.{0-1}.experts.{0-2}.w3.weight",
        "put together of 6",
    )
    assert rows["layers.{0-1}.norm.weight"] == ("model.layers.{0-1}.norm.weight", "a part of it, -1")


@given(data=st.data())
@settings(max_examples=25)
@pytest.mark.parametrize("mmap", [None, False], ids=["mapped", "read"])
@pytest.mark.parametrize("case", [FUSIONS[1], FUSIONS[2], "experts"])
def test_a_part_of_a_parameter_needs_parts_of_what_is_stored(
    case: str, mmap: bool | None, data: st.DataObject, tmp_path: Path
) -> None:
    if not (tmp_path / "config.json").exists():
        write(tmp_path, case, made(case)[1])
    to = data.draw(st.sampled_from(list(DIALECTS)))
    loaded = plan(tmp_path, case, to, mmap=mmap, policy=DTypePolicy(DType.BF16))
    step = data.draw(st.sampled_from([*loaded.steps]))
    whole = host_tensor(step, Storage()).materialise()
    parts = []
    for _ in range(2):
        cuts = [sorted(data.draw(st.tuples(*[st.integers(0, length)] * 2))) for length in step.shape]
        parts.append(tuple((first, end) for first, end in cuts))
    taken = parts_of(step, Storage(), parts)
    for part, host in zip(parts, taken.hosts, strict=True):
        assert np.array_equal(host.materialise(), whole[tuple(slice(*each) for each in part)])
    needed = sum(array.size for array in taken.stored)
    assert needed == sum(host.view().size for host in taken.hosts)
    if mmap is None:
        assert taken.read == 0


def test_no_more_is_read_than_the_part_needs(tmp_path: Path) -> None:
    """Of queries, keys and values head by head, the keys of one head are a third of that head's rows."""
    config = FusedConfig(fusion=FUSIONS[1], **{**SIZES, "hidden_size": 512, "head_dim": 128}, num_key_value_heads=4)
    rng = np.random.default_rng(0)
    params = FusedLlama().parameters(config, "LlamaForCausalLM")
    weights = {each.name: rng.random(each.shape, np.float32) for each in params if not each.buffer}
    write(tmp_path, FUSIONS[1], fused_by_hand(weights, config))
    checkpoint = open_checkpoint(tmp_path, mmap=False)
    skeleton = abstract_skeleton(FusedLlama(), config, "LlamaForCausalLM", DIALECTS["torch"])
    loaded = plan_load(checkpoint.catalog, skeleton, source="there", dialect=checkpoint.dialect)
    name = "model.layers.1.self_attn.k_proj.weight"
    (step,) = [each for each in loaded.steps if each.target == name]
    taken = parts_of(step, Storage(), [((128, 256), (0, 512))])
    assert np.array_equal(taken.hosts[0].array, weights[name][128:256])
    assert taken.read == 128 * 512 * 4
    assert parts_of(step, Storage(), [((64, 320), (0, 512))]).read == 256 * 512 * 4


def test_overflow_of_parts_is_counted(tmp_path: Path) -> None:
    weights, _ = made(FUSIONS[1])
    name = "model.layers.0.self_attn.v_proj.weight"
    weights[name][1, 1], weights[name][5, 2] = 1e30, -1e30
    folder = write(tmp_path, FUSIONS[1], fused_by_hand(weights, family(FUSIONS[1])[1]))
    loaded = plan(folder, FUSIONS[1], policy=DTypePolicy(DType.F16))
    (step,) = [each for each in loaded.steps if each.target == name]
    assert parts_of(step, Storage(), [((0, 3), (0, 10))]).overflowed == 1
    assert overflow_of(step, Storage()) == 2


class StatisticsConfig(ExpertsConfig):
    """Of a family with a batch norm."""

    model_type = "statistics"


class Statistics(Experts):
    """A convolution and a batch norm."""

    config_class = StatisticsConfig

    def base_parameters(self, config: PretrainedConfig) -> tuple[ParamSpec, ...]:
        """Of both."""
        names = ("weight", "bias", "running_mean", "running_var", "num_batches_tracked")
        norm = [ParamSpec(f"model.norm.{name}", (4,), Kind.BATCH_NORM) for name in names[:4]]
        counter = ParamSpec(f"model.norm.{names[4]}", (), Kind.RAW, buffer=True)
        return (ParamSpec("model.conv.weight", (4, 3, 2, 2), Kind.CONV2D), *norm, counter)

    def spellings(self, config: PretrainedConfig) -> tuple[Spelling, ...]:
        """None."""
        return ()


@pytest.mark.parametrize("container", ["safetensors", "msgpack"])
def test_batch_statistics_are_a_collection_of_their_own_in_flax(
    container: str, provide: Callable[..., None], tmp_path: Path
) -> None:
    provide("trivet.architectures", "statistics", Statistics)
    rng, params = np.random.default_rng(0), Statistics().base_parameters(StatisticsConfig())
    stored = {each.name: rng.random(each.shape, np.float32) for each in params if not each.buffer}
    (tmp_path / "torch").mkdir()
    save_file(stored, tmp_path / "torch" / "model.safetensors", {"format": "pt"})
    (tmp_path / "torch" / "config.json").write_text(json.dumps({"model_type": "statistics"}))
    convert(tmp_path / "torch", tmp_path / "flax", to="flax", container=container)
    catalog = open_checkpoint(tmp_path / "flax").catalog
    own = {"params.model.conv.kernel", "params.model.norm.scale", "params.model.norm.bias"}
    assert set(catalog) == own | {"batch_stats.model.norm.mean", "batch_stats.model.norm.var"}
    assert trivet.diff(tmp_path / "torch", tmp_path / "flax").is_identical
    assert trivet.verify(tmp_path / "flax").is_sound
    for to in DIALECTS:
        loaded = trivet.plan(tmp_path / "flax", to=to)
        assert (len(loaded.steps), loaded.missing, loaded.unexpected) == (5, (), ())
    convert(tmp_path / "flax", tmp_path / "back", to="torch")
    back = load_file(tmp_path / "back" / "model.safetensors")
    assert to_bytes(back) == to_bytes(stored)
    bare_names = {name.split(".", 1)[1]: Storage().array(spec) for name, spec in catalog.items()}
    (tmp_path / "bare").mkdir()
    save_file(bare_names, tmp_path / "bare" / "model.safetensors", {"format": "flax"})
    (tmp_path / "bare" / "config.json").write_text(json.dumps({"model_type": "statistics"}))
    assert trivet.diff(tmp_path / "torch", tmp_path / "bare").is_identical  # one tree for both is read as well
