"""`transformers`' own `Trainer` and pipelines with models of ours, which they take for theirs."""

from __future__ import annotations

import copy
import json
import pickle
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import torch
import transformers
from make_torch_scripts import BERT, GPT2, T5
from transformers import (
    DataCollatorForSeq2Seq,
    EvalPrediction,
    PreTrainedTokenizerFast,
    Seq2SeqTrainer,
    Seq2SeqTrainingArguments,
    Trainer,
    TrainingArguments,
)

import trivet

IDS = torch.tensor([[5, 6, 7, 8], [9, 3, 4, 4]])
ROWS = [{"input_ids": IDS[n % 2] + n // 2, "labels": n % 2} for n in range(4)]
TEXTS = [{"input_ids": each["input_ids"].tolist(), "labels": each["input_ids"].tolist()} for each in ROWS]
OPTIONS: dict[str, Any] = {"use_cpu": True, "report_to": [], "disable_tqdm": True, "per_device_train_batch_size": 2}


def classifier() -> Any:
    torch.manual_seed(0)
    return trivet.BertForSequenceClassification(trivet.BertConfig(**BERT, num_labels=2))


def accuracy(predicted: EvalPrediction) -> dict[str, float]:
    return {"accuracy": float((predicted.predictions.argmax(-1) == predicted.label_ids).mean())}


def trainer(model: Any, folder: Path, rows: list[dict[str, Any]] = ROWS, **options: Any) -> Trainer:
    arguments = TrainingArguments(str(folder), **OPTIONS, **options)
    return Trainer(model, arguments, train_dataset=rows, eval_dataset=rows, compute_metrics=accuracy)


def same_weights(one: Any, other: Any) -> bool:
    return all(torch.equal(value, other.state_dict()[name]) for name, value in one.state_dict().items())


def test_a_trainer_trains_evaluates_saves_and_resumes(tmp_path: Path) -> None:
    each_epoch = {"eval_strategy": "epoch", "save_strategy": "epoch", "num_train_epochs": 2}
    best = {"load_best_model_at_end": True, "metric_for_best_model": "accuracy", "label_smoothing_factor": 0.1}
    one = trainer(classifier(), tmp_path, **each_epoch, **best)
    assert one.train().global_step == 4
    assert 0 <= one.evaluate()["eval_accuracy"] <= 1
    one.save_model(str(tmp_path / "last"))
    assert json.loads((tmp_path / "last/config.json").read_text())["architectures"] == ["BertForSequenceClassification"]
    assert same_weights(trivet.BertForSequenceClassification.from_pretrained(tmp_path / "last"), one.model)
    assert transformers.BertForSequenceClassification.from_pretrained(tmp_path / "last").num_labels == 2
    again = trainer(classifier(), tmp_path, **each_epoch)
    again.train(resume_from_checkpoint=str(tmp_path / "checkpoint-2"))
    assert (again.state.global_step, again.predict(ROWS).predictions.shape) == (4, (4, 2))
    assert same_weights(again.model, trivet.BertForSequenceClassification.from_pretrained(tmp_path / "checkpoint-4"))


def test_a_trainer_checkpoints_activations_and_saves_tied_weights(tmp_path: Path) -> None:
    model = trivet.GPT2LMHeadModel(trivet.GPT2Config(**GPT2))
    options = {"activation_checkpointing": True, "max_steps": 1, "save_strategy": "no"}
    one = Trainer(model, TrainingArguments(str(tmp_path), **OPTIONS, **options), train_dataset=TEXTS)
    one.train()
    assert model.is_activation_checkpointing
    model.activation_checkpointing_disable()
    one.save_model()
    assert same_weights(trivet.AutoModelForCausalLM.from_pretrained(tmp_path), model)


def test_a_trainer_of_sequences_writes_texts_to_evaluate(tmp_path: Path, tiny_tokenizer: Any) -> None:
    model = trivet.T5ForConditionalGeneration(trivet.T5Config(**T5))
    options = {"predict_with_generate": True, "generation_max_length": 5, "max_steps": 1, "label_smoothing_factor": 0.1}
    lengths = []
    one = Seq2SeqTrainer(
        model,
        Seq2SeqTrainingArguments(str(tmp_path), **OPTIONS, **options, save_strategy="no"),
        DataCollatorForSeq2Seq(tiny_tokenizer, model=model),
        train_dataset=TEXTS,
        eval_dataset=TEXTS,
        compute_metrics=lambda predicted: lengths.append(predicted.predictions.shape) or {},
    )
    one.train()
    assert one.evaluate()["eval_loss"] > 0
    assert lengths == [(4, 20)]  # padded to `max_length` of the model


@pytest.fixture(scope="module")
def tiny_tokenizer() -> Any:
    from tokenizers import Tokenizer, models, pre_tokenizers

    words = Tokenizer(models.WordLevel({f"w{n}": n for n in range(30)} | {"[PAD]": 30, "[MASK]": 31}, "w0"))
    words.pre_tokenizer = pre_tokenizers.Whitespace()
    return PreTrainedTokenizerFast(tokenizer_object=words, pad_token="[PAD]", mask_token="[MASK]", unk_token="w0")


@pytest.mark.parametrize(
    ("task", "head"),
    [
        ("feature-extraction", "BertModel"),
        ("text-classification", "BertForSequenceClassification"),
        ("token-classification", "BertForTokenClassification"),
        ("fill-mask", "BertForMaskedLM"),
        ("zero-shot-classification", "BertForSequenceClassification"),
        ("text-generation", "GPT2LMHeadModel"),
    ],
)
def test_pipelines_take_models(task: str, head: str, tiny_tokenizer: Any) -> None:
    bert = head.startswith("Bert")
    names = {"label2id": {"entailment": 0, "contradiction": 1}, "id2label": {0: "entailment", 1: "contradiction"}}
    config = trivet.BertConfig(**BERT, **names) if bert else trivet.GPT2Config(**GPT2)
    model = getattr(trivet, head)(config)
    pipe = transformers.pipeline(task, model=model, tokenizer=tiny_tokenizer, device="cpu")
    options = {"text-generation": {"max_new_tokens": 2}, "zero-shot-classification": {"candidate_labels": ["w3", "w4"]}}
    found = pipe("w5 w6 [MASK]" if task == "fill-mask" else "w5 w6 w7", **options.get(task, {}))
    assert found
    if task == "feature-extraction":
        ids = tiny_tokenizer("w5 w6 w7", return_tensors="pt")
        torch.testing.assert_close(torch.tensor(found), model(**ids).last_hidden_state)


def test_models_and_outputs_count_as_those_of_transformers_and_stay_what_they_are() -> None:
    model = classifier().eval()
    output = model(IDS)
    assert isinstance(model, transformers.PreTrainedModel)
    assert isinstance(output, transformers.utils.ModelOutput)
    assert not isinstance(model.config, transformers.PreTrainedModel)
    assert type(model) is trivet.BertForSequenceClassification is type(model.__class__(model.config))
    assert (model.__class__.__name__, model.__class__.__module__) == (type(model).__name__, type(model).__module__)
    assert not hasattr(model, "get_expanded_tied_weights_keys")  # of theirs alone
    for one in (copy.deepcopy(model), pickle.loads(pickle.dumps(model)), pickle.loads(pickle.dumps(model, 0))):
        assert type(one) is type(model)
        torch.testing.assert_close(one(IDS).logits, output.logits)
    assert type(replace(output, logits=IDS)) is type(output) is type(copy.copy(output))
    assert output == replace(output)
    assert output != replace(output, logits=None)
