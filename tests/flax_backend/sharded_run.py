"""Run by test_sharded_loading.py in processes of its own: a process decides once how many devices it has.

`sharded_run.py one FOLDER` has 8 devices; `sharded_run.py PROCESS FOLDER PORT` is one of two processes of 4. Prints JSON.
"""

from __future__ import annotations

import json
import os
import sys
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

PROCESSES = 2
IS_ONE = sys.argv[1] == "one"
sys.path.append(str(Path(__file__).parents[1] / "support"))

from quick_compilation import XLA_FLAGS  # noqa: E402

os.environ["XLA_FLAGS"] = f"{XLA_FLAGS} --xla_force_host_platform_device_count={8 if IS_ONE else 8 // PROCESSES}"
os.environ["JAX_PLATFORMS"] = "cpu"

import jax  # noqa: E402
import jax.numpy as jnp  # noqa: E402
import numpy as np  # noqa: E402
import optax  # noqa: E402
from jax.sharding import Mesh, NamedSharding, PartitionSpec  # noqa: E402
from safetensors.numpy import save_file  # noqa: E402
from spelled_families import FUSIONS, FusedConfig, FusedLlama, fused_by_hand  # noqa: E402

import trivet  # noqa: E402
from trivet import FlaxLlamaForCausalLM, FlaxLlamaForSequenceClassification  # noqa: E402
from trivet.errors import TrivetError  # noqa: E402
from trivet.layout import FLAX, PLAIN_NAMING, ParamSpec  # noqa: E402
from trivet.layout.spellings import Spellings  # noqa: E402
from trivet.planning.abstract import abstract_skeleton  # noqa: E402
from trivet.planning.opening import open_checkpoint  # noqa: E402
from trivet.planning.plan import plan_load  # noqa: E402
from trivet.transfer.load import place_all  # noqa: E402
from trivet_flax.backend import BACKEND  # noqa: E402
from trivet_flax.load.sharded_loading import sharded_load  # noqa: E402
from trivet_flax.model.params import flatten  # noqa: E402

jax.config.update("jax_disable_most_optimizations", True)  # compiling is most of the time
IDS = np.arange(24).reshape(2, 12) % 60


def mapped(path: Path) -> list[range]:
    """Where a file is mapped in this process."""
    lines = [line for line in Path("/proc/self/maps").read_text().splitlines() if line.endswith(str(path))]
    return [range(*(int(part, 16) for part in line.split()[0].split("-"))) for line in lines]


def load(folder: Path, mesh: Mesh, **options: Any) -> tuple[Any, Any]:
    """(model, what was read)."""
    model, report = FlaxLlamaForCausalLM.from_pretrained(folder, mesh=mesh, output_loading_info=True, **options)
    return model, report.reading


def same_shards(model: Any, expected: dict[str, np.ndarray[Any, Any]]) -> bool:
    """Whether every part that lies here is that part of the true parameter."""
    return all(
        np.array_equal(shard.data, expected[name][shard.index])
        for name, array in flatten(model.params)
        for shard in array.addressable_shards
    )


def train(model: Any, steps: int) -> list[float]:
    """Losses of a few jitted steps that donate the parameters."""
    optimizer = optax.sgd(0.5)

    @partial(jax.jit, donate_argnums=(0, 1))
    def step(params: Any, state: Any) -> tuple[Any, Any, jax.Array]:
        loss, gradients = jax.value_and_grad(loss_of)(params)
        updates, state = optimizer.update(gradients, state, params)
        return optax.apply_updates(params, updates), state, loss

    def loss_of(params: Any) -> jax.Array:
        logits = model(IDS, params=params).logits[:, :-1]
        return optax.softmax_cross_entropy_with_integer_labels(logits, IDS[:, 1:]).mean()

    params, losses = model.params, []
    state = optimizer.init(params)
    for _ in range(steps):
        params, state, loss = step(params, state)
        losses.append(float(loss))
    return losses


def in_one_process(folder: Path) -> dict[str, Any]:
    """What 8 devices of one process hold, compute and learn."""
    mesh = jax.make_mesh((8,), ("devices",))
    plain = FlaxLlamaForCausalLM.from_pretrained(folder / "torch")
    expected = {name: np.asarray(array) for name, array in flatten(plain.params)}
    found: dict[str, Any] = {"nbytes": sum(array.nbytes for array in expected.values()), "loads": {}}
    for source in ("torch", "flax", "msgpack"):
        for scheme in ("tp", "fsdp", None):
            model, reading = load(folder / source, mesh, sharding=scheme)
            found["loads"][f"{source} {scheme}"] = {
                "same": same_shards(model, expected),
                "read": [reading.needed, reading.read, reading.pages],
                "device": sum(array.addressable_shards[0].data.nbytes for _, array in flatten(model.params)),
            }
    model, _ = load(folder / "flax", mesh, sharding="tp")
    logits = np.asarray(plain(IDS).logits)
    found["logits"] = float(
        np.abs(np.asarray(jax.jit(lambda p: model(IDS, params=p).logits)(model.params)) - logits).max()
    )
    found["specs"] = {name: [*array.sharding.spec] for name, array in flatten(model.params)}
    model.save_pretrained(folder / "again", dialect="torch")
    kernel = dict(flatten(load(folder / "flax", mesh, sharding="fsdp")[0].params))["lm_head.kernel"]
    places = mapped(folder / "flax" / "model.safetensors")
    found["aliased"] = all(
        any(shard.data.unsafe_buffer_pointer() in place for place in places) for shard in kernel.addressable_shards
    )
    found["losses"] = train(model, 3)
    classifier = FlaxLlamaForSequenceClassification.from_pretrained(folder / "torch", mesh=mesh, sharding="fsdp")
    found["fresh"] = [*dict(flatten(classifier.params))["score.kernel"].sharding.spec]
    rules = {r"mlp\..*kernel": PartitionSpec("b"), r"norm": PartitionSpec("a")}
    square = Mesh(np.array(jax.devices()).reshape(4, 2), ("a", "b"))
    model, _ = load(folder / "torch", square, sharding_rules=rules)
    found["rules"] = {name: [*array.sharding.spec] for name, array in flatten(model.params)}
    found["ruled"] = same_shards(model, expected)
    found["into"] = loaded_into(folder, mesh, plain, expected)
    found["fused"] = {fusion: put_together(folder, mesh, fusion, plain, expected) for fusion in FUSIONS}
    found["mapped"] = generated_in_parallel(plain)
    return found


def put_together(
    folder: Path, mesh: Mesh, fusion: str, plain: FlaxLlamaForCausalLM, expected: dict[str, np.ndarray[Any, Any]]
) -> list[Any]:
    """What is held, and read, of a file that has queries, keys and values as one tensor: keys are split within heads."""
    fields = {name: value for name, value in plain.config.to_dict().items() if name != "model_type"}
    config, family = FusedConfig(fusion=fusion, **fields), FusedLlama()
    if fusion == "head by head":  # as many keys as queries
        config, expected = _with_more_keys(config, expected)
    canonical = {param.name: param for param in family.parameters(config, "LlamaForCausalLM") if not param.buffer}
    weights = {name: _canonical(param, expected) for name, param in canonical.items()}
    file = folder / f"{fusion}.safetensors"
    stored = fused_by_hand(weights, config)
    save_file({name: np.ascontiguousarray(array) for name, array in stored.items()}, file, {"format": "pt"})
    spellings = Spellings(family.spellings(config))
    skeleton = replace(abstract_skeleton(family, config, "LlamaForCausalLM", FLAX), spellings=spellings)
    load = sharded_load(skeleton, mesh, "tp", None)
    assert load is not None
    catalog = open_checkpoint(file).catalog
    plan = plan_load(catalog, skeleton, source=fusion, dialect="torch", placement=load.placement)
    placed = place_all(plan, BACKEND)
    same = all(
        np.array_equal(shard.data, expected[name][shard.index])
        for name, array in placed.items()
        for shard in array.addressable_shards
    )
    split = placed["model.layers.0.self_attn.k_proj.kernel"].addressable_shards[0].data.shape
    reading = load.ledger.reading()
    total = sum(array.nbytes for array in expected.values())
    return [same and len(placed) == len(expected), split, reading.needed == reading.read == total]


def _with_more_keys(
    config: FusedConfig, expected: dict[str, np.ndarray[Any, Any]]
) -> tuple[FusedConfig, dict[str, np.ndarray[Any, Any]]]:
    config.num_key_value_heads = config.num_attention_heads
    doubled = {name: array for name, array in expected.items() if ".k_proj." in name or ".v_proj." in name}
    return config, {**expected, **{name: np.concatenate([array, array], -1) for name, array in doubled.items()}}


def _canonical(param: ParamSpec, own: dict[str, np.ndarray[Any, Any]]) -> np.ndarray[Any, Any]:
    return FLAX.layout(param).inverse.view(own[FLAX.encode(param, PLAIN_NAMING)])


def generated_in_parallel(model: FlaxLlamaForCausalLM) -> dict[str, list[Any]]:
    """Beams that two devices write, each of its own text, with params that are assigned within `jax.pmap`."""
    params, ids, devices = model.params, IDS[:, :6], jax.devices()[:2]
    options: dict[str, Any] = {"max_length": 9, "num_beams": 2, "pad_token_id": 0}
    alone = model.generate(ids, **options)

    @partial(jax.pmap, axis_name="batch", devices=devices)
    def step(params: Any, ids: Any) -> tuple[Any, Any]:
        model.params = params
        texts = model.generate(ids, **options)
        return texts.sequences, texts.scores

    sequences, scores = step(jax.tree.map(lambda leaf: np.stack([leaf, leaf]), params), ids[:, None])
    model.params = params
    return {
        "texts": [alone.sequences.tolist(), np.asarray(sequences)[:, 0].tolist()],
        "scores": [alone.scores.tolist(), np.asarray(scores)[:, 0].tolist()],
    }


def loaded_into(
    folder: Path, mesh: Mesh, plain: FlaxLlamaForCausalLM, expected: dict[str, np.ndarray[Any, Any]]
) -> dict[str, Any]:
    """What `load_into` makes of a module that is told of a mesh, of shapes that know of it, and of arrays on it."""
    model = FlaxLlamaForCausalLM(plain.config, seed=5)
    told = trivet.load_into(model.module, folder / "torch", mesh=mesh, sharding="tp")
    found: dict[str, Any] = {"told": same_shards(model, expected), "read": told.reading.read}
    shardings = jax.tree.map(lambda array: array.sharding, model.params)
    shapes = jax.tree.map(
        lambda array, sharding: jax.ShapeDtypeStruct(array.shape, array.dtype, sharding=sharding),
        model.params,
        shardings,
    )
    model.params = jax.tree.map(lambda array: jnp.zeros_like(array, device=array.sharding), model.params)
    for name, target in (("arrays", model), ("shapes", shapes)):
        report = trivet.load_into(target, folder / "flax")
        held = dict(flatten(target if target is shapes else model.params))
        found[name] = [
            all(np.array_equal(held[key], value) for key, value in expected.items()),
            all(held[key].sharding == sharding for key, sharding in flatten(shardings)),
            report.reading.read,
        ]
    return found


def in_two_processes(process: int, folder: Path, port: str) -> dict[str, Any]:
    """What one of two processes reads, and what both compute together."""
    jax.distributed.initialize(f"127.0.0.1:{port}", PROCESSES, process)
    mesh = Mesh(np.array(jax.devices()), ("devices",))
    plain = FlaxLlamaForCausalLM.from_pretrained(folder / "torch")
    expected = {name: np.asarray(array) for name, array in flatten(plain.params)}
    found: dict[str, Any] = {"loads": {}}
    for source in ("torch", "flax"):
        for scheme in ("tp", "fsdp"):
            model, reading = load(folder / source, mesh, sharding=scheme)
            held = sum(
                len({str(shard.index): 0 for shard in array.addressable_shards})
                * array.addressable_shards[0].data.nbytes
                for _, array in flatten(model.params)
            )
            same = same_shards(model, expected)
            found["loads"][f"{source} {scheme}"] = {
                "same": same,
                "needed": reading.needed,
                "read": reading.read,
                "held": held,
            }
    everywhere = NamedSharding(mesh, PartitionSpec())
    logits = jax.jit(lambda params: model(IDS, params=params).logits, out_shardings=everywhere)(model.params)
    found["logits"] = float(np.abs(np.asarray(logits) - np.asarray(plain(IDS).logits)).max())
    found["saved"] = [str(file) for file in model.save_pretrained(folder / "joint", max_shard_size=20_000)]
    trivet.save(model.params, folder / "joint params")
    try:
        model.save_pretrained(folder / "torch" / "model.safetensors")
    except TrivetError as error:
        found["failed"] = [type(error).__name__, str(error)]
    return found


if __name__ == "__main__":
    where = Path(sys.argv[2])
    print(json.dumps(in_one_process(where) if IS_ONE else in_two_processes(int(sys.argv[1]), where, sys.argv[3])))
