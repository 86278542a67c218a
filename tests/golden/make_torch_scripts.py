"""Training loops in the way of the reference library's `run_*_no_trainer.py`, and what they give: `torch_scripts.json`.

Run it with the reference environment: `python tests/golden/make_torch_scripts.py`. Each loop takes the library, so that
its tests run the very same lines with trivet. Needs PyTorch and accelerate; must not know trivet.
"""

import json
import tempfile
from pathlib import Path
from types import ModuleType
from typing import Any

import torch
from accelerate import Accelerator
from make_torch_parts import fill
from torch.utils.data import DataLoader

from golden_quiet import quieten

DATA = Path(__file__).parent / "data"
VOCABULARY, LENGTH, ROWS, BATCH, EPOCHS = 32, 6, 8, 2, 2
_SMALL = {"vocab_size": VOCABULARY, "hidden_size": 16, "num_attention_heads": 2, "intermediate_size": 20}
_STILL = {"hidden_dropout_prob": 0.0, "attention_probs_dropout_prob": 0.0}
BERT = {**_SMALL, **_STILL, "num_hidden_layers": 1, "max_position_embeddings": 16}
GPT2 = {"vocab_size": VOCABULARY, "n_embd": 16, "n_layer": 1, "n_head": 2, "n_positions": 16, "bos_token_id": 1}
GPT2 |= {"eos_token_id": 2, "resid_pdrop": 0.0, "embd_pdrop": 0.0, "attn_pdrop": 0.0}
T5 = {"vocab_size": VOCABULARY, "d_model": 16, "d_kv": 8, "d_ff": 20, "num_layers": 1, "num_heads": 2}
T5 |= {"dropout_rate": 0.0, "decoder_start_token_id": 0}
BART = {"vocab_size": VOCABULARY, "d_model": 16, "max_position_embeddings": 16, "dropout": 0.0} | {
    f"{side}_{name}": value
    for side in ("encoder", "decoder")
    for name, value in (("layers", 1), ("attention_heads", 2), ("ffn_dim", 20))
}


def rows(extra: int = 0, **columns: Any) -> list[dict[str, Any]]:
    """Texts of different lengths, padded with 0, and what else each has: functions of its number."""
    texts = []
    for number in range(ROWS):
        length = LENGTH - number % 3
        ids = [(number * 7 + place * 5 + extra) % 28 + 3 for place in range(length)] + [0] * (LENGTH - length)
        mask = [int(place < length) for place in range(LENGTH)]
        texts.append({"input_ids": ids, "attention_mask": mask, **{name: of(number) for name, of in columns.items()}})
    return texts


def collate(features: list[dict[str, Any]]) -> dict[str, torch.Tensor]:
    """A batch of tensors."""
    return {name: torch.tensor([each[name] for each in features]) for name in features[0]}


def loaded(library: ModuleType, folder: str, config: Any, auto: str, **options: Any) -> Any:
    """The model of a task from a checkpoint of its base, with values that anybody can make again."""
    base = getattr(library, f"{type(config).__name__.removesuffix('Config')}Model")
    base(config).save_pretrained(folder)
    config = library.AutoConfig.from_pretrained(folder, **options)
    return fill(getattr(library, auto).from_pretrained(folder, from_tf=bool(".ckpt" in folder), config=config))


def trained(library: ModuleType, model: Any, texts: list[dict[str, Any]], folder: str) -> tuple[Any, Any, list[float]]:
    """The loop of all those scripts: the accelerator, the prepared model, and the loss of each step."""
    accelerator = Accelerator(gradient_accumulation_steps=2)
    library.set_seed(42)
    batches = DataLoader(texts, shuffle=False, collate_fn=collate, batch_size=BATCH)
    plain = ["bias", "LayerNorm.weight", "layer_norm.weight"]
    grouped = [
        {
            "params": [each for name, each in model.named_parameters() if not any(part in name for part in plain)],
            "weight_decay": 0.1,
        },
        {
            "params": [each for name, each in model.named_parameters() if any(part in name for part in plain)],
            "weight_decay": 0.0,
        },
    ]
    optimizer = torch.optim.AdamW(grouped, lr=1e-2)
    schedule = library.get_scheduler(
        name=library.SchedulerType("linear"),
        optimizer=optimizer,
        num_warmup_steps=1,
        num_training_steps=EPOCHS * len(batches),
    )
    model, optimizer, batches, schedule = accelerator.prepare(model, optimizer, batches, schedule)
    losses = []
    for _ in range(EPOCHS):
        model.train()
        for batch in batches:
            with accelerator.accumulate(model):
                outputs = model(**batch)
                losses.append(outputs.loss.detach().float().item())
                accelerator.backward(outputs.loss)
                optimizer.step()
                schedule.step()
                optimizer.zero_grad()
    model.eval()
    accelerator.wait_for_everyone()
    whole = accelerator.unwrap_model(model)
    whole.save_pretrained(folder, is_main_process=accelerator.is_main_process, save_function=accelerator.save)
    return accelerator, model, losses


def evaluated(accelerator: Any, model: Any, texts: list[dict[str, Any]], name: str = "logits") -> list[Any]:
    """The best class of each row, by the loop of those scripts."""
    batches = accelerator.prepare(DataLoader(texts, collate_fn=collate, batch_size=BATCH))
    found: list[Any] = []
    for batch in batches:
        with torch.no_grad():
            outputs = model(**batch)
        found += accelerator.gather_for_metrics(outputs[name].argmax(dim=-1)).tolist()
    return found


def reloaded(library: ModuleType, folder: str, auto: str, texts: list[dict[str, Any]]) -> float:
    """The loss of the saved model over a batch."""
    model = getattr(library, auto).from_pretrained(folder)
    with torch.no_grad():
        return float(model(**collate(texts)).loss)


def finished(library: ModuleType, folder: str, config: Any, auto: str, texts: Any, **options: Any) -> dict[str, Any]:
    """Training, evaluating, saving and loading."""
    accelerator, model, losses = trained(library, loaded(library, folder, config, auto, **options), texts, folder)
    name = "start_logits" if "QuestionAnswering" in auto else "logits"
    return {
        "losses": losses,
        "predicted": evaluated(accelerator, model, texts, name),
        "reloaded": reloaded(library, folder, auto, texts),
    }


def glue(library: ModuleType, folder: str) -> dict[str, Any]:
    texts = rows(labels=lambda number: number % 3)
    config, auto = library.BertConfig(**BERT), "AutoModelForSequenceClassification"
    return finished(library, folder, config, auto, texts, num_labels=3, finetuning_task="mnli")


def ner(library: ModuleType, folder: str) -> dict[str, Any]:
    texts = rows(labels=lambda number: [(number + place) % 4 if place < 3 else -100 for place in range(LENGTH)])
    return finished(library, folder, library.BertConfig(**BERT), "AutoModelForTokenClassification", texts, num_labels=4)


def qa(library: ModuleType, folder: str) -> dict[str, Any]:
    texts = rows(start_positions=lambda number: number % 3, end_positions=lambda number: number % 3 + 1)
    return finished(library, folder, library.BertConfig(**BERT), "AutoModelForQuestionAnswering", texts)


def swag(library: ModuleType, folder: str) -> dict[str, Any]:
    first, second = rows(), rows(extra=4)
    texts = [
        {**{name: [one[name], two[name]] for name in one}, "labels": number % 2}
        for number, (one, two) in enumerate(zip(first, second, strict=True))
    ]
    return finished(library, folder, library.BertConfig(**BERT), "AutoModelForMultipleChoice", texts)


def mlm(library: ModuleType, folder: str) -> dict[str, Any]:
    texts = [{**each, "labels": [-100, *each["input_ids"][1:3], *[-100] * 3]} for each in rows()]
    return finished(library, folder, library.BertConfig(**BERT), "AutoModelForMaskedLM", texts)


def clm(library: ModuleType, folder: str) -> dict[str, Any]:
    texts = [{**each, "labels": each["input_ids"]} for each in rows()]
    return finished(library, folder, library.GPT2Config(**GPT2), "AutoModelForCausalLM", texts)


def _written(library: ModuleType, folder: str, config: Any, beams: int | None) -> dict[str, Any]:
    """The two scripts that write: their labels become the decoder's inputs, and `generate` is called in evaluation."""
    model = loaded(library, folder, config, "AutoModelForSeq2SeqLM")
    if len(range(VOCABULARY)) > model.get_input_embeddings().weight.shape[0]:
        model.resize_token_embeddings(VOCABULARY)
    texts = [{**each, "labels": [*each["input_ids"][1:4], 1]} for each in rows()]
    for each in texts:
        inputs = model.prepare_decoder_input_ids_from_labels(labels=torch.tensor([each["labels"]]))
        each["decoder_input_ids"] = inputs[0].tolist()
    accelerator, model, losses = trained(library, model, texts, folder)
    gathered: list[Any] = []
    for batch in accelerator.prepare(DataLoader(texts, collate_fn=collate, batch_size=BATCH)):
        with torch.no_grad():
            tokens = accelerator.unwrap_model(model).generate(
                batch["input_ids"], attention_mask=batch["attention_mask"], max_length=6, num_beams=beams
            )
            tokens = accelerator.pad_across_processes(tokens, dim=1, pad_index=0)
            tokens, _ = accelerator.gather_for_metrics((tokens, batch["labels"]))
            gathered += tokens.tolist()
    return {
        "losses": losses,
        "predicted": gathered,
        "reloaded": reloaded(library, folder, "AutoModelForSeq2SeqLM", texts),
    }


def summarization(library: ModuleType, folder: str) -> dict[str, Any]:
    return _written(library, folder, library.T5Config(**T5), 2)


def translation(library: ModuleType, folder: str) -> dict[str, Any]:
    return _written(library, folder, library.BartConfig(**BART), None)


SCRIPTS = {each.__name__: each for each in (glue, ner, qa, swag, mlm, clm, summarization, translation)}


def main() -> None:
    quieten()
    import transformers

    found = {}
    for name, script in SCRIPTS.items():
        with tempfile.TemporaryDirectory() as folder:
            found[name] = script(transformers, folder)
    (DATA / "torch_scripts.json").write_text(json.dumps(found, sort_keys=True) + "\n")


if __name__ == "__main__":
    main()
