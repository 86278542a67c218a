"""What the reference library's PyTorch models are: their methods, attributes, ties, initial values, dtypes, reports.

`make_surface.py` writes it as `data/torch_surface.json`. Needs PyTorch only; must not know trivet.
"""

import inspect
import json
import re
import tempfile
from collections import defaultdict
from pathlib import Path
from typing import Any

import torch
import transformers
from golden_signatures import parameters
from torch import nn

from golden_data import Case, cases, descriptions, families

DRAWS = 10
"""How often each model is made: what is recorded of its initial values is then three times surer than one model is."""

BEGUN = (
    ("bert", "BertForPreTraining"),
    ("roberta", "RobertaForSequenceClassification"),
    ("distilbert", "DistilBertForSequenceClassification"),
    ("electra", "ElectraForPreTraining"),
    ("albert", "AlbertForPreTraining"),
    ("gpt2", "GPT2ForSequenceClassification"),
    ("llama", "LlamaForCausalLM"),
    ("t5", "T5ForConditionalGeneration"),
    ("bart", "BartForSequenceClassification"),
    ("mbart", "MBartForConditionalGeneration"),
    ("marian", "MarianMTModel"),
    ("pegasus", "PegasusForConditionalGeneration"),
)
"""Whose initial values are recorded."""

LOADS: tuple[tuple[str, str, str, dict[str, Any]], ...] = (
    ("bert", "BertModel", "BertForMaskedLM", {}),
    ("bert", "BertForMaskedLM", "BertModel", {}),
    ("bert", "BertForPreTraining", "BertForMaskedLM", {}),
    ("bert", "BertForSequenceClassification", "BertForSequenceClassification", {"num_labels": 7}),
    ("roberta", "RobertaModel", "RobertaForSequenceClassification", {}),
    ("distilbert", "DistilBertForMaskedLM", "DistilBertForQuestionAnswering", {}),
    ("electra", "ElectraForPreTraining", "ElectraForMaskedLM", {}),
    ("albert", "AlbertForPreTraining", "AlbertForMaskedLM", {}),
    ("gpt2", "GPT2Model", "GPT2LMHeadModel", {}),
    ("gpt2", "GPT2LMHeadModel", "GPT2Model", {}),
    ("llama", "LlamaForCausalLM", "LlamaForSequenceClassification", {}),
    ("t5", "T5Model", "T5ForConditionalGeneration", {}),
    ("t5", "T5ForConditionalGeneration", "T5EncoderModel", {}),
    ("bart", "BartModel", "BartForConditionalGeneration", {}),
    ("bart", "BartForConditionalGeneration", "BartForSequenceClassification", {}),
)
"""Family, class that was saved, class that is loaded from it, fields of the config that are replaced."""

DTYPES: tuple[tuple[str, str, str, str | None, str | None], ...] = (
    ("bert", "BertModel", "float32", "float32", None),
    ("bert", "BertModel", "bfloat16", "bfloat16", None),
    ("bert", "BertModel", "bfloat16", "bfloat16", "auto"),
    ("bert", "BertModel", "bfloat16", None, "auto"),
    ("bert", "BertModel", "float32", "float16", "auto"),
    ("bert", "BertModel", "float16", "float16", "float32"),
    ("marian", "MarianMTModel", "float32", "float32", "float16"),
    ("t5", "T5ForConditionalGeneration", "float32", "float32", "float16"),
    ("t5", "T5ForConditionalGeneration", "float32", "float32", "bfloat16"),
    ("t5", "T5ForConditionalGeneration", "float16", "float16", "auto"),
)
"""Family, class, dtype that is stored, that the config says, that is asked for."""

MOVED = (
    ("distilbert", "DistilBertModel"),
    ("distilbert", "DistilBertForMaskedLM"),
    ("pegasus", "PegasusForConditionalGeneration"),
)
"""Whose positions can be made more or fewer there."""


def model_of(family: str, name: str, **options: Any) -> Any:
    """The reference library's model of a case."""
    case = Case(name, family)
    return getattr(transformers, case.head).from_pretrained(case.checkpoint("torch"), **options).eval()


def methods() -> dict[str, list[str]]:
    """Public methods and properties of the base class, generation aside; what is no method takes nothing."""
    base, generation = transformers.PreTrainedModel, transformers.GenerationMixin
    theirs = {name for other in (nn.Module, generation) for name in dir(other)}
    own = [name for name in dir(base) if not name.startswith("_") and name not in theirs]
    found = {name: getattr(base, name) for name in [*own, "can_generate", "_from_config"]}
    return {name: parameters(each) if inspect.isroutine(each) else [] for name, each in found.items()}


def classes() -> dict[str, Any]:
    """Of each class: its attributes, and which names in its state dict are one tensor."""
    described = {}
    version = transformers.__version__
    found = [
        each for family in families() for each in cases(family) if descriptions(family)[each.name]["library"] == version
    ]
    for head, case in {case.head: case for case in found}.items():
        model, state = model_of(case.family, case.name), defaultdict(list)
        for name, tensor in model.state_dict().items():
            state[tensor.data_ptr()].append(name)
        described[head] = {
            "checkpoint": f"{case.family}/{case.name}",
            "config_class": model.config_class.__name__,
            "base_model_prefix": model.base_model_prefix,
            "base_model": type(model.base_model).__name__,
            "main_input_name": model.main_input_name,
            "supports_gradient_checkpointing": model.supports_gradient_checkpointing,
            "keep_in_fp32": model._keep_in_fp32_modules,
            "can_generate": model.can_generate(),
            "framework": model.framework,
            "inputs": embeddings(model, model.get_input_embeddings()),
            "outputs": embeddings(model, model.get_output_embeddings()),
            "tied": sorted(sorted(names) for names in state.values() if len(names) > 1),
        }
    return described


def embeddings(model: nn.Module, layer: nn.Module | None) -> str | None:
    """First path of a layer in a model."""
    return next((path for path, module in model.named_modules() if module is layer), None)


def initial() -> dict[str, Any]:
    """Mean and standard deviation of each parameter when a model is made, over all its layers and several models."""
    described = {}
    for family, name in BEGUN:
        case = Case(name, family)
        config = transformers.AutoConfig.from_pretrained(case.checkpoint("torch"))
        values: dict[str, list[torch.Tensor]] = defaultdict(list)
        for seed in range(DRAWS):
            torch.manual_seed(seed)
            for key, tensor in getattr(transformers, case.head)(config).named_parameters():
                values[re.sub(r"\.\d+\.", ".*.", key)].append(tensor.detach().double().flatten())
        pooled = {key: torch.cat(each) for key, each in values.items()}
        described[f"{family}/{name}"] = {
            key: [float(f"{each.mean():.4g}"), float(f"{each.std(correction=0):.4g}")] for key, each in pooled.items()
        }
    return described


def loaded() -> list[dict[str, Any]]:
    """What loads into another class, or another number of labels, report."""
    described = []
    for family, saved, wanted, fields in LOADS:
        folder = Case(saved, family).checkpoint("torch")
        cls = getattr(transformers, wanted)
        _, report = cls.from_pretrained(folder, output_loading_info=True, ignore_mismatched_sizes=True, **fields)
        mismatched = sorted([key, list(stored), list(own)] for key, stored, own in report["mismatched_keys"])
        described.append(
            {
                "family": family,
                "saved": saved,
                "wanted": wanted,
                "fields": fields,
                "missing_keys": sorted(report["missing_keys"]),
                "unexpected_keys": sorted(report["unexpected_keys"]),
                "mismatched_keys": mismatched,
                "error_msgs": report["error_msgs"],
            }
        )
    return described


def dtypes() -> list[dict[str, Any]]:
    """The dtypes that tensors have after a load, and after `_from_config`: the most frequent one, and what differs."""
    described = []
    for family, name, stored, said, asked in DTYPES:
        with tempfile.TemporaryDirectory() as folder:
            model = model_of(family, name, torch_dtype=torch.float32).to(getattr(torch, stored))
            model.save_pretrained(folder)
            path = Path(folder) / "config.json"
            path.write_text(json.dumps({**json.loads(path.read_text()), "torch_dtype": said}))
            request = asked if asked in (None, "auto") else getattr(torch, asked)
            again = type(model).from_pretrained(folder, torch_dtype=request)
        case = {"checkpoint": f"{family}/{name}", "stored": stored, "config": said, "asked": asked}
        described.append({**case, **spread(again)})
    for family, name in (("bert", "BertModel"), ("t5", "T5ForConditionalGeneration")):
        whole = model_of(family, name)
        made = type(whole)._from_config(whole.config, torch_dtype=torch.float16)
        described.append({"checkpoint": f"{family}/{name}", "made": "float16", **spread(made)})
    return described


def spread(model: Any) -> dict[str, Any]:
    """The dtype of a model, and the tensors in its state dict that have another."""
    names = {key: str(each.dtype).removeprefix("torch.") for key, each in model.state_dict().items()}
    own = str(model.dtype).removeprefix("torch.")
    return {"dtype": own, "others": {key: dtype for key, dtype in names.items() if dtype != own}}


def files() -> list[dict[str, Any]]:
    """Names of what is saved, whole and in shards, plain and as a variant."""
    described = []
    model = model_of("bert", "BertModel")
    for size in ("5GB", "8KB"):
        for variant in (None, "fp16"):
            for safe in (True, False):
                with tempfile.TemporaryDirectory() as folder:
                    options = {"max_shard_size": size, "variant": variant, "safe_serialization": safe}
                    model.save_pretrained(folder, **options)
                    described.append(
                        {"options": options, "files": sorted(each.name for each in Path(folder).iterdir())}
                    )
    return described


def moved(arrays: dict[str, Any]) -> None:
    """Tables of positions after they have become longer, and then shorter; of drawn rows only those that stay."""
    for family, name in MOVED:
        # Its own table of sines cannot be resized there.
        model = model_of(family, name, **({"sinusoidal_pos_embds": False} if family == "distilbert" else {}))
        known = model.config.max_position_embeddings
        for count in (known + 9, known - 2):
            model.resize_position_embeddings(count)
            assert model.config.max_position_embeddings == count
            tables = model.get_position_embeddings()
            for number, table in enumerate(tables if isinstance(tables, tuple) else (tables,)):
                weight = table.weight.detach()
                kept = weight if family == "pegasus" else weight[: min(count, known)]
                arrays[f"positions.{family}/{name}.{count}.{number}"] = kept.numpy()


def warned() -> list[dict[str, Any]]:
    """Whether padding at the ends of rows is warned of, once."""
    from transformers import modeling_utils

    described, model = [], model_of("bert", "BertModel")
    for pad in (0, None):
        for ids in ([[5, 6, 0]], [[0, 5, 6]], [[5, 0, 6]], [[5, 6, 7], [5, 6, 0]]):
            for masked in (False, True):
                said: list[str] = []
                modeling_utils.logger.warning_once = said.append
                model.config.pad_token_id = pad
                model.warn_if_padding_and_no_attention_mask(
                    torch.tensor(ids), torch.ones(len(ids), 3) if masked else None
                )
                described.append({"pad": pad, "ids": ids, "masked": masked, "warned": bool(said)})
    return described


def tagged() -> list[str]:
    """Tags after several were added, some twice."""
    model = model_of("bert", "BertModel")
    for tags in ("one", ["two", "one"], ["three"]):
        model.add_model_tags(tags)
    return list(model.model_tags)
