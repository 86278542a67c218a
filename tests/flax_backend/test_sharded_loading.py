"""Checkpoints straight onto a mesh: who holds what, what is read for it, and that the model then computes and learns."""

from __future__ import annotations

import hashlib
import json
import mmap
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

import jax
import numpy as np
import pytest

from trivet import FlaxBertModel, FlaxLlamaForCausalLM
from trivet.testing.configs import tiny_config
from trivet.transfer.gathering import Parts
from trivet_flax.errors import ShardingError
from trivet_flax.load.sharded_loading import Ledger

SCRIPT = Path(__file__).with_name("sharded_run.py")
SCHEMES = [f"{source} {scheme}" for source in ("torch", "flax", "msgpack") for scheme in ("tp", "fsdp", None)]


def sums(folder: Path) -> dict[str, str]:
    return {str(file): hashlib.sha256(file.read_bytes()).hexdigest() for file in sorted(folder.rglob("*model*"))}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One small Llama in two dialects and two containers."""
    root = tmp_path_factory.mktemp("sharded")
    sizes = {"vocab_size": 64, "hidden_size": 64, "intermediate_size": 128, "num_hidden_layers": 1}
    heads = {"num_attention_heads": 8, "num_key_value_heads": 4, "head_dim": 8}
    model = FlaxLlamaForCausalLM(tiny_config("llama", **sizes, **heads), seed=1)
    model.save_pretrained(root / "torch", dialect="torch")
    model.save_pretrained(root / "flax")
    model.save_pretrained(root / "msgpack", safe_serialization=False)
    return root


def output(process: subprocess.Popen[str]) -> dict[str, Any]:
    said, errors = process.communicate(timeout=300)
    assert process.returncode == 0, errors[-3000:]
    found: dict[str, Any] = json.loads(said.splitlines()[-1])
    return found


def start(*arguments: str) -> subprocess.Popen[str]:
    command = [sys.executable, str(SCRIPT), *arguments]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


@pytest.fixture(scope="module")
def one(folder: Path) -> dict[str, Any]:
    """What a process of 8 devices says; files are as they were before it trained on them."""
    before = sums(folder)
    found = output(start("one", str(folder)))
    found["unchanged"] = all(sums(folder)[file] == value for file, value in before.items())
    return found


@pytest.fixture(scope="module")
def two(folder: Path) -> list[dict[str, Any]]:
    """What two processes of 4 devices say."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    processes = [start(str(number), str(folder), port) for number in range(2)]
    try:
        return [output(process) for process in processes]
    finally:
        for process in processes:
            process.kill()


@pytest.mark.parametrize("load", SCHEMES)
def test_every_device_holds_its_part_and_each_byte_is_read_once(one: dict[str, Any], load: str) -> None:
    found, total = one["loads"][load], one["nbytes"]
    assert found["same"]
    needed, read, pages = found["read"]
    assert needed == read == total
    assert total <= pages
    if load.endswith("None"):
        assert found["device"] == total
    else:
        assert total / 8 <= found["device"] < total / 7  # norms, and what is as small, are whole everywhere


def test_parts_of_what_is_put_together_are_read_once_each(one: dict[str, Any]) -> None:
    for fusion, (same, split, is_read_once) in one["fused"].items():
        assert same, fusion
        assert split == [64, 8 if fusion == "head by head" else 4]  # of heads of 8: within a head
        assert is_read_once, fusion


def test_roles_of_layers_split_a_decoder(one: dict[str, Any]) -> None:
    layer, specs = "model.layers.0", one["specs"]
    assert specs["model.embed_tokens.embedding"] == ["devices"]
    assert specs[f"{layer}.self_attn.q_proj.kernel"] == specs[f"{layer}.mlp.up_proj.kernel"] == [None, "devices"]
    assert specs[f"{layer}.self_attn.q_proj.bias"] == ["devices"]
    assert specs[f"{layer}.self_attn.o_proj.kernel"] == specs[f"{layer}.mlp.down_proj.kernel"] == ["devices"]
    assert specs[f"{layer}.self_attn.o_proj.bias"] == specs[f"{layer}.input_layernorm.weight"] == []
    assert specs["lm_head.kernel"] == [None, "devices"]


def test_a_sharded_model_computes_as_a_whole_one(one: dict[str, Any]) -> None:
    assert one["logits"] < 1e-5


def test_donated_training_steps_lower_the_loss_and_leave_the_file(one: dict[str, Any]) -> None:
    assert one["losses"] == sorted(one["losses"], reverse=True)
    assert one["losses"][-1] < one["losses"][0] - 0.1
    assert one["unchanged"]


def test_parts_that_lie_ready_in_the_file_are_aliased(one: dict[str, Any]) -> None:
    assert one["aliased"]


def test_saving_a_sharded_model_gives_the_same_file(one: dict[str, Any], folder: Path) -> None:
    assert one["losses"]
    assert (folder / "again" / "model.safetensors").read_bytes() == (
        folder / "torch" / "model.safetensors"
    ).read_bytes()


def test_parameters_that_the_file_lacks_are_on_the_mesh_too(one: dict[str, Any]) -> None:
    assert one["fresh"] == ["devices"]


def test_the_first_rule_found_in_a_name_wins(one: dict[str, Any]) -> None:
    rules = one["rules"]
    assert one["ruled"]
    assert rules["model.layers.0.mlp.down_proj.kernel"] == ["b"]
    assert rules["model.layers.0.input_layernorm.weight"] == ["a"]
    assert rules["lm_head.kernel"] == []


@pytest.mark.parametrize("load", ["torch tp", "torch fsdp", "flax tp", "flax fsdp"])
def test_each_of_two_processes_reads_only_its_share(two: list[dict[str, Any]], load: str, folder: Path) -> None:
    size = (folder / "torch" / "model.safetensors").stat().st_size
    for found in (process["loads"][load] for process in two):
        assert found["same"]
        assert found["needed"] == found["read"] == found["held"]
        assert found["read"] < 0.55 * size


def test_two_processes_compute_together(two: list[dict[str, Any]]) -> None:
    assert all(found["logits"] < 1e-5 for found in two)


def test_two_processes_save_one_checkpoint_together(two: list[dict[str, Any]], folder: Path) -> None:
    first, second = two
    assert len(first["saved"]) > 2
    assert first["saved"] == second["saved"]
    assert sorted(file.name for file in (folder / "joint").glob("*model*")) == sorted(
        Path(file).name for file in first["saved"]
    )
    plain = FlaxLlamaForCausalLM.from_pretrained(folder / "flax").params
    again = FlaxLlamaForCausalLM.from_pretrained(folder / "joint", strict=True)
    assert jax.tree.all(jax.tree.map(np.array_equal, again.params, plain))
    alone = FlaxLlamaForCausalLM.load_flax_weights(folder / "joint params" / "model.safetensors")
    assert jax.tree.all(jax.tree.map(np.array_equal, alone, plain))


def test_a_save_that_fails_in_one_process_fails_in_the_other(two: list[dict[str, Any]]) -> None:
    (kind, reason), (other, heard) = (found["failed"] for found in two)
    assert [kind, other] == ["DestinationError", "JointSaveError"]
    assert reason in heard


def test_any_module_is_loaded_onto_a_mesh(one: dict[str, Any]) -> None:
    assert one["into"]["told"]
    assert one["into"]["read"] == one["nbytes"]


@pytest.mark.parametrize("target", ["arrays", "shapes"])
def test_what_is_spread_over_a_mesh_is_loaded_onto_it(one: dict[str, Any], target: str) -> None:
    assert one["into"][target] == [True, True, one["nbytes"]]


def test_each_device_of_a_pmap_generates_with_params_that_are_assigned_in_it(one: dict[str, Any]) -> None:
    alone, mapped = one["mapped"]["texts"]
    assert mapped == alone
    np.testing.assert_allclose(*one["mapped"]["scores"], rtol=1e-4)


def test_a_mesh_of_one_device_gives_the_same_model(folder: Path) -> None:
    mesh = jax.make_mesh((1,), ("tp",))
    model, report = FlaxLlamaForCausalLM.from_pretrained(
        folder / "torch", mesh=mesh, sharding="tp", output_loading_info=True
    )
    assert report.reading.read == report.nbytes
    assert report.reading.over_read == 0
    assert "0 not needed" in report.table()
    whole = FlaxLlamaForCausalLM.from_pretrained(folder / "torch", output_loading_info=True)
    assert jax.tree.all(jax.tree.map(np.array_equal, model.params, whole[0].params))
    assert whole[1].reading is None


def test_refuses_a_scheme_without_a_mesh(folder: Path) -> None:
    with pytest.raises(ShardingError, match="need a mesh"):
        FlaxBertModel.from_pretrained(folder / "torch", config=tiny_config("bert"), sharding="tp")


def test_what_had_to_be_decoded_whole_counts_as_read() -> None:
    ledger, stored = Ledger(), np.zeros((8, 4), np.float32)
    ledger.add(Parts((), (stored[:2], stored[2:4]), stored.nbytes, 0))
    assert ledger.reading().needed == 64
    assert ledger.reading().over_read == 64


def test_pages_that_parts_share_count_once() -> None:
    page = mmap.PAGESIZE
    stored = np.frombuffer(mmap.mmap(-1, 4 * page), np.uint8).reshape(8, page // 2)
    halves = [stored[:, : page // 4], stored[:, page // 4 :]]
    for parts, pages in ((halves, 4), (halves[:1], 4), ([stored[:2]], 1), ([stored[1:3]], 2), ([stored[:0]], 0)):
        ledger = Ledger()
        ledger.add(Parts((), tuple(parts), 0, 0))
        assert ledger.reading().pages == pages * page
        assert ledger.reading().over_read == 0
