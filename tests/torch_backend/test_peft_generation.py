"""Models of language in PEFT's own wrappers, and in loops of one's own."""

from __future__ import annotations

from typing import Any

import pytest
import torch

import trivet
from trivet.testing import tiny_config

IDS = torch.tensor([[0, 0, 5, 9], [3, 7, 1, 8]])
MASK = torch.tensor([[0, 0, 1, 1], [1, 1, 1, 1]])
STEPS = 4


def model_of(family: str, name: str) -> Any:
    torch.manual_seed(0)
    return getattr(trivet, name)(tiny_config(family)).eval()


@pytest.mark.parametrize(("family", "name"), [("llama", "LlamaForCausalLM"), ("gpt2", "GPT2LMHeadModel")])
def test_loop_of_ones_own_writes_what_generate_writes(family: str, name: str) -> None:
    model = model_of(family, name)
    wanted = model.generate(IDS, attention_mask=MASK, max_new_tokens=STEPS, do_sample=False, eos_token_id=None)
    ids, mask, past = IDS, MASK, None
    for _ in range(STEPS):
        step = model.prepare_inputs_for_generation(ids, past_key_values=past, attention_mask=mask, use_cache=True)
        assert step["input_ids"].shape[1] == (1 if past is not None else IDS.shape[1])
        with torch.no_grad():
            output = model(**step)
        past = output.past_key_values
        ids = torch.cat([ids, output.logits[:, -1:].argmax(-1)], 1)
        mask = torch.cat([mask, torch.ones_like(mask[:, :1])], 1)
    assert ids.tolist() == wanted.tolist()


@pytest.mark.parametrize(
    ("family", "name", "task", "target"),
    [("llama", "LlamaForCausalLM", "CAUSAL_LM", "q_proj"), ("t5", "T5ForConditionalGeneration", "SEQ_2_SEQ_LM", "q")],
)
def test_pefts_wrapper_generates(family: str, name: str, task: str, target: str) -> None:
    peft = pytest.importorskip("peft", reason="adapters are peft's")
    model = model_of(family, name)
    adapter = peft.LoraConfig(r=2, target_modules=[target], task_type=task)  # with initial values that change nothing
    start = {} if family == "llama" else {"decoder_start_token_id": 0}
    how = {"attention_mask": MASK, "max_new_tokens": STEPS, "do_sample": False, "eos_token_id": None, **start}
    wanted = model.generate(IDS, **how)
    assert peft.get_peft_model(model, adapter).eval().generate(input_ids=IDS, **how).tolist() == wanted.tolist()
