"""What the reference library's models answer about themselves, and how they change: `data/surface.json` and `.npz`.

Pruned heads, resized vocabularies and positions, counts, masks; on the checkpoints of the golden data. What PyTorch's
alone are (`golden_surface.py`) goes to `data/torch_surface.json`. Run it with the reference environment:
`python tests/golden/make_surface.py`. Needs PyTorch only; must not know trivet.
"""

import json
import warnings
from pathlib import Path
from typing import Any

import golden_surface
import numpy as np
import torch
import transformers

from golden_data import Case

DATA = Path(__file__).parent / "data"
PRUNED = {0: [1], 1: [0, 2]}
"""Heads by layer; in one that has a single layer the first entry."""

PRUNABLE = (
    ("bert", "BertForMaskedLM"),
    ("roberta", "RobertaForMaskedLM"),
    ("distilbert", "DistilBertForMaskedLM"),
    ("electra", "ElectraForMaskedLM"),
    ("albert", "AlbertModel"),
    ("gpt2", "GPT2LMHeadModel"),
    ("t5", "T5EncoderModel"),
)
RESIZED = (
    ("bert", "BertForMaskedLM"),
    ("bert", "BertModel"),
    ("roberta", "RobertaForMaskedLM"),
    ("distilbert", "DistilBertForMaskedLM"),
    ("electra", "ElectraForMaskedLM"),
    ("albert", "AlbertForMaskedLM"),
    ("gpt2", "GPT2LMHeadModel"),
    ("gpt2", "GPT2LMHeadModel-unscaled"),
    ("llama", "LlamaForCausalLM"),
    ("t5", "T5ForConditionalGeneration"),
    ("bart", "BartForConditionalGeneration"),
    ("mbart", "MBartForConditionalGeneration"),
    ("marian", "MarianMTModel"),
    ("pegasus", "PegasusForConditionalGeneration"),
)
RESIZES: tuple[dict[str, int | None], ...] = (
    {"new_num_tokens": 50},
    {"new_num_tokens": 31},
    {"new_num_tokens": None, "pad_to_multiple_of": 16},
    {"new_num_tokens": 50, "pad_to_multiple_of": 8},
)


def load(family: str, name: str) -> Any:
    """The reference library's model of a case."""
    case = Case(name, family)
    return (
        getattr(transformers, case.head).from_pretrained(case.checkpoint("torch"), attn_implementation="eager").eval()
    )


def inputs(family: str, name: str) -> dict[str, torch.Tensor]:
    """The case's inputs without labels."""
    return {key: torch.from_numpy(each) for key, each in Case(name, family).inputs(labels=False).items()}


def pruned(arrays: dict[str, Any]) -> dict[str, Any]:
    """Prune heads twice, as one may; keep the first output, and what the config then says."""
    described = {}
    for family, name in PRUNABLE:
        model = load(family, name)
        layers = 1 if family == "albert" else model.config.num_hidden_layers
        asked = {layer: heads for layer, heads in PRUNED.items() if layer < layers}
        for layer, heads in asked.items():
            for head in heads:
                model.prune_heads({layer: [head]})
        arrays[f"{family}/{name}"] = model(**inputs(family, name))[0].detach().numpy()
        recorded = {str(layer): sorted(heads) for layer, heads in model.config.pruned_heads.items()}
        shapes = {key: list(each.shape) for key, each in model.state_dict().items()}
        described[f"{family}/{name}"] = {"asked": asked, "recorded": recorded, "shapes": shapes}
    return described


def resized() -> dict[str, Any]:
    """Shapes of everything stored after each resize, and the config's size of the vocabulary."""
    described: dict[str, Any] = {}
    for family, name in RESIZED:
        cases = []
        for arguments in RESIZES:
            if family == "marian" and "pad_to_multiple_of" in arguments:
                continue  # its bias of the scores is not padded there
            model = load(family, name)
            embeddings = model.resize_token_embeddings(**arguments)
            shapes = {key: list(each.shape) for key, each in model.state_dict().items()}
            cases.append(
                {
                    "arguments": arguments,
                    "vocab_size": model.config.vocab_size,
                    "embeddings": list(embeddings.weight.shape),
                    "shapes": shapes,
                }
            )
        described[f"{family}/{name}"] = cases
    return described


def counted() -> dict[str, Any]:
    """What models say of their sizes, and whether they write text."""
    described = {}
    for family, name in RESIZED:
        model, given = load(family, name), inputs(family, name)
        model.get_input_embeddings().weight.requires_grad_(False)
        described[f"{family}/{name}"] = {
            "num_parameters": model.num_parameters(),
            "trainable": model.num_parameters(only_trainable=True),
            "without_embeddings": model.num_parameters(exclude_embeddings=True),
            "footprint": model.get_memory_footprint(return_buffers=False),
            "tokens": model.estimate_tokens(given),
            "operations": model.floating_point_ops(given),
            "can_generate": model.can_generate(),
            "main_input_name": model.main_input_name,
        }
    return described


def masked(arrays: dict[str, Any]) -> None:
    """Masks as the reference library makes them for layers."""
    model = load("bert", "BertModel")
    flat, full = torch.tensor([[1, 1, 0], [1, 1, 1]]), torch.tril(torch.ones(2, 3, 3))
    arrays["mask.flat"] = model.get_extended_attention_mask(flat, (2, 3)).numpy()
    arrays["mask.full"] = model.get_extended_attention_mask(full, (2, 3)).numpy()
    arrays["mask.inverted"] = model.invert_attention_mask(flat).numpy()
    arrays["mask.heads"] = model.get_head_mask(torch.tensor([1.0, 0, 1, 1]), 2).numpy()
    arrays["mask.layers"] = model.get_head_mask(torch.eye(2, 4), 2, is_attention_chunked=True).numpy()
    model.config.is_decoder = True
    arrays["mask.causal"] = model.get_extended_attention_mask(flat, (2, 3)).numpy()
    arrays["mask.cached"] = model.get_extended_attention_mask(flat, (2, 1)).numpy()


def main() -> None:
    """Write both files."""
    transformers.logging.set_verbosity_error()
    arrays: dict[str, Any] = {}
    described = {"pruned": pruned(arrays), "resized": resized(), "counted": counted()}
    masked(arrays)
    golden_surface.moved(arrays)
    parts = ("methods", "classes", "initial", "loaded", "dtypes", "files", "warned", "tagged")
    own = {name: getattr(golden_surface, name)() for name in parts}
    (DATA / "torch_surface.json").write_text(json.dumps(own, sort_keys=True, separators=(",", ":")) + "\n")
    (DATA / "surface.json").write_text(json.dumps(described, sort_keys=True, separators=(",", ":")) + "\n")
    np.savez_compressed(DATA / "surface.npz", **arrays)


if __name__ == "__main__":
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        main()
