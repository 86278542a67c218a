"""One of two processes that train the same model, each on its half of the batch: see tests/torch_backend/test_parallel.py."""

from __future__ import annotations

import copy
import sys
from typing import Any

import torch
import torch.distributed as dist
from torch.distributed.device_mesh import init_device_mesh
from torch.distributed.fsdp import fully_shard
from torch.nn.parallel import DistributedDataParallel

import trivet
from trivet_torch.layers.layer import Layer

IDS = torch.tensor([[5, 6, 7, 8], [9, 3, 4, 4]])
SIZES = {"vocab_size": 32, "num_hidden_layers": 1, "num_attention_heads": 2, "hidden_size": 16, "intermediate_size": 8}
BERT = {**SIZES, "hidden_dropout_prob": 0.0, "attention_probs_dropout_prob": 0.0}
GPT2 = {"vocab_size": 32, "n_layer": 2, "n_head": 2, "n_embd": 16, "n_positions": 8}
T5 = {"vocab_size": 32, "num_layers": 2, "num_heads": 2, "d_model": 16, "d_kv": 8, "d_ff": 8, "dropout_rate": 0.0}
MODELS = {
    "bert": lambda: trivet.BertForMaskedLM(trivet.BertConfig(**BERT)),
    "gpt2": lambda: trivet.GPT2LMHeadModel(trivet.GPT2Config(**GPT2, resid_pdrop=0.0, embd_pdrop=0.0, attn_pdrop=0.0)),
    # Its table of distances is in a layer.
    "t5": lambda: trivet.T5ForConditionalGeneration(trivet.T5Config(**T5, decoder_start_token_id=0)),
}


def replicated(model: Any) -> Any:
    return DistributedDataParallel(model)


def checkpointed(model: Any) -> Any:
    model.train().gradient_checkpointing_enable()
    return DistributedDataParallel(model, static_graph=True)


def sharded(model: Any) -> Any:
    mesh = init_device_mesh("cpu", (2,))
    for each in list(model.modules()):
        if isinstance(each, Layer):
            fully_shard(each, mesh=mesh)
    return fully_shard(model, mesh=mesh)


def whole(value: Any) -> torch.Tensor:
    return value.full_tensor() if hasattr(value, "full_tensor") else value


def check(family: str, wrap: Any, rank: int, folder: str) -> None:
    torch.manual_seed(0)
    model = MODELS[family]()
    alone = copy.deepcopy(model)
    sum(alone(IDS[n : n + 1], labels=IDS[n : n + 1]).loss / 2 for n in range(2)).backward()
    wrapped = wrap(model)
    wrapped(IDS[rank : rank + 1], labels=IDS[rank : rank + 1]).loss.backward()
    for (name, value), wanted in zip(model.named_parameters(), alone.parameters(), strict=True):
        torch.testing.assert_close(whole(value.grad), wanted.grad, rtol=0, atol=1e-6, msg=lambda m, n=name: f"{n}: {m}")
    if wrap is sharded:
        state = {name: whole(value) for name, value in model.state_dict().items()}
        model.save_pretrained(f"{folder}/{family}", state_dict=state, is_main_process=rank == 0)
        dist.barrier()
        loaded = type(alone).from_pretrained(f"{folder}/{family}").state_dict()
        assert all(torch.equal(value, loaded[name]) for name, value in alone.state_dict().items())
    if rank == 0:
        print(f"{family} {wrap.__name__}", flush=True)


def main(rank: int, folder: str) -> None:
    torch.set_num_threads(1)
    dist.init_process_group("gloo", init_method=f"file://{folder}/meeting", rank=rank, world_size=2)
    for family, wrap in (
        ("bert", replicated),
        ("gpt2", replicated),
        ("gpt2", checkpointed),
        ("gpt2", sharded),
        ("t5", sharded),
    ):
        check(family, wrap, rank, folder)
    dist.destroy_process_group()


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2])
