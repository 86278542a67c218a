"""What a user writes with the PyTorch backend. Type checkers see the lines that are marked as mistakes, and no others."""

from __future__ import annotations

from pathlib import Path

import torch

import trivet
import trivet.models.bert.modeling_bert as modeling_bert  # noqa: PLR0402  # as scripts have it
from trivet import AutoConfig, AutoModelForSequenceClassification, BertConfig, BertForSequenceClassification


def settings(labels: dict[int, str]) -> BertConfig:
    config = BertConfig(hidden_size=32, num_attention_heads=4, id2label=labels, output_attentions=True)
    config.my_own_field = "kept"
    BertConfig(hidden_sze=32)  # mistake
    return config


def train(model: BertForSequenceClassification, batches: list[dict[str, torch.Tensor]]) -> float:
    optimizer = torch.optim.AdamW(model.parameters(), lr=1e-3)
    loss = torch.zeros(())
    for batch in batches:
        output = model(batch["input_ids"], attention_mask=batch["attention_mask"], labels=batch["labels"])
        assert output.loss is not None
        loss = output.loss
        loss.backward()  # type: ignore[no-untyped-call]  # of PyTorch itself
        optimizer.step()
    model(batches[0]["input_ids"], atention_mask=batches[0]["attention_mask"])  # mistake
    return float(loss)


def watch(model: BertForSequenceClassification) -> list[torch.Tensor]:
    seen: list[torch.Tensor] = []
    attention = model.bert.encoder.layer[0].attention
    attention.register_forward_hook(lambda module, inputs, output: seen.append(output[0]))
    return seen


def main(folder: Path) -> None:
    model = BertForSequenceClassification.from_pretrained(
        folder, dtype="float16", device_map="auto", revision="main", hidden_dropout_prob=0.0
    )
    trivet.BertModel.from_pretrained(folder, dtpye="float16")  # mistake
    labels: int = model.config.num_labels
    again, report = BertForSequenceClassification.from_pretrained(folder, output_loading_info=True)
    print(labels, report.missing, train(again, []), watch(model))
    logits = model(torch.ones(1, 4, dtype=torch.long)).logits
    assert logits is not None
    states: tuple[object, ...] = model(torch.ones(1, 4, dtype=torch.long), return_dict=False)
    llama = trivet.LlamaForCausalLM(trivet.LlamaConfig(vocab_size=100, num_key_value_heads=2))
    tokens = llama.generate(torch.ones(1, 4, dtype=torch.long), max_new_tokens=3)
    any_model = AutoModelForSequenceClassification.from_config(AutoConfig.for_model("roberta"))
    any_model.save_pretrained(folder / "again")
    print(logits.shape, len(states), tokens, settings({0: "no", 1: "yes"}).vocab_size, trivet.BertModle)  # mistake
    trivet.convert(folder, folder / "flax", to="flax")
    model.save_pretrained(folder / "saved", max_shard_size="1GB")


def modules_without_files() -> modeling_bert.BertModel:
    from trivet.modeling_outputs import BaseModelOutput
    from trivet.optimization import get_linear_schedule_with_warmup
    from trivet.utils import CONFIG_NAME, is_torch_available, logging

    logging.set_verbosity_info()
    name: str = CONFIG_NAME
    print(name, is_torch_available(), BaseModelOutput, get_linear_schedule_with_warmup)
    return trivet.models.bert.modeling_bert.BertModel(BertConfig())
