"""Some hundreds of hostile `adapter_config.json` files, each loaded onto a tiny model. Prints what came of them.

    python scripts/hostile_adapters.py [--only TEXT] [--verbose]

A run fails if an error is none of trivet's, a load takes longer than 5 seconds, code of a file runs, or a model is not
what it was after a load that failed. Needs PyTorch and peft.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
import warnings
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

MOST_SECONDS = 5.0
VALUES: list[Any] = [
    None,
    True,
    -1,
    0,
    3,
    2**40,
    10**30,
    1.5,
    float("nan"),
    float("inf"),
    "",
    "x",
    "x" * 5000,
    "\0",
    [],
    [None],
    [[]],
    {},
    {"x": {}},
    {"": None},
]
EXPRESSIONS = [
    "(a+)+$",
    "(a|a)*b",
    "(.*)*query",
    "(.*.*)*x",
    "([^x]+)+y",
    ".*" * 50 + "x",
    "((a{1000}){1000}){1000}",
    "(?:(?:(?:.?){300}){300}){300}",
    "(",
    ")",
    "[",
    "[z-a]",
    "*",
    "a**",
    "(?<=a)b",
    "(?P<a>x)(?P=a)",
    "(x)\\1",
    "(?i:query)",
    "(?=(.+)+x).*",
    "\\",
    "\\N{BULLET}",
    "(" * 2000,
    "(?:" * 60 + ")" * 60,
    "x" * 100_000,
    "nothing",
    ".*query",
]
FIELDS = (
    "peft_type task_type r lora_alpha lora_dropout target_modules exclude_modules modules_to_save layers_to_transform "
    "layers_pattern rank_pattern alpha_pattern bias use_rslora use_dora fan_in_fan_out init_lora_weights "
    "megatron_config megatron_core trainable_token_indices loftq_config eva_config layer_replication runtime_config "
    "target_parameters auto_mapping base_model_name_or_path revision inference_mode arrow_config"
)
BASES = [
    "http://127.0.0.1:9/model.safetensors",
    "https://127.0.0.1:9/x",
    "s3://bucket/x",
    "memory://x",
    "file:///etc/passwd",
    "zip://x::http://127.0.0.1:9/y.zip",
    "hf://x",
    "hf://../..",
    "../" * 500,
    "/etc/passwd",
    "/dev/zero",
    "\ud800",
    "x" * 300,
]
CODE: list[dict[str, Any]] = [
    {"megatron_config": {"x": 1}, "megatron_core": "hostile_code"},
    {"megatron_config": {}, "megatron_core": "hostile_code"},
    {"megatron_core": "hostile_code"},
    {"megatron_config": {"x": 1}},
    {"auto_mapping": {"base_model_class": "X", "parent_library": "hostile_code"}},
    {"peft_type": "XLORA", "adapters": {"0": "hostile_code"}},
    {"peft_type": "SHADOW", "shadow_model": "hostile_code"},
    {"peft_type": "PROMPT_TUNING", "tokenizer_name_or_path": "hostile_code"},
    {"init_lora_weights": "corda", "corda_config": {"cache_file": "hostile_code.py"}},
    {"runtime_config": {"ephemeral_gpu_offload": True}},
]
LATE: list[dict[str, Any]] = [
    {"trainable_token_indices": [10**9]},
    {"trainable_token_indices": {"query": [1]}},
    {"modules_to_save": ["layer"]},
    {"modules_to_save": ["nowhere"]},
    {"layer_replication": [[0, 9]]},
    {"layer_replication": [[0, 100_000]]},
    {"rank_pattern": {"query": 10_000}},
    {"rank_pattern": {".*query": 3}},
    {"rank_pattern": {"(.*)*query": 3}},
    {"r": 1000},
    {"init_lora_weights": "pissa", "r": 3},
    {"init_lora_weights": "olora", "r": 3},
    {"init_lora_weights": "pissa_niter_4", "r": 3},
    {"init_lora_weights": "loftq"},
    {"init_lora_weights": "corda"},
    {"use_dora": True},
    {"lora_bias": True},
    {"bias": "all", "r": 3},
    {"target_modules": ["embeddings"]},
    {"target_modules": ["LayerNorm"]},
    {"target_modules": "all-linear"},
    {"target_parameters": ["query.weight"]},
    {"use_qalora": True, "qalora_group_size": 0},
    {"alora_invocation_tokens": [1]},
]


def changes(kinds: list[str]) -> Iterator[tuple[str, dict[str, Any]]]:
    """What is put into an honest config, by what it is called."""
    for field in FIELDS.split():
        for value in VALUES:
            yield f"{field} {value!r:.30}", {field: value}
    for text in EXPRESSIONS:
        yield f"target_modules {text:.30}", {"target_modules": text}
        yield f"exclude_modules {text:.30}", {"exclude_modules": text}
        yield f"rank_pattern {text:.30}", {"rank_pattern": {text: 2}}
        yield f"layers_pattern {text:.30}", {"layers_pattern": text, "layers_to_transform": [0]}
        yield f"modules_to_save {text:.30}", {"modules_to_save": [text]}
    for base in BASES:
        yield f"base {base!r:.30}", {"base_model_name_or_path": base}
    for change in (*CODE, *LATE):
        yield f"{json.dumps(change):.60}", change
    for kind in kinds:
        yield f"kind {kind}", {"peft_type": kind}
    yield "no kind", {"peft_type": ...}
    yield "not known", {"a_field_of_nobody": {"x": 1}}
    yield "ten thousand modules", {"target_modules": [f"m{number}" for number in range(10_000)]}
    yield "a hundred thousand modules", {"target_modules": [f"m{number}" for number in range(100_000)]}


def state_of(model: Any) -> Any:
    """What a failed load may not change, values included."""
    hooks = [(len(each._forward_hooks), len(each._forward_pre_hooks)) for each in model.modules()]
    return (
        {name: value.clone() for name, value in model.state_dict().items()},
        {name: each.requires_grad for name, each in model.named_parameters()},
        [(name, type(each), each.training) for name, each in model.named_modules()],
        hooks,
        model._hf_peft_config_loaded,
        dict(getattr(model, "peft_config", {})),
        model.config.to_dict(),
    )


def is_same(one: Any, other: Any) -> bool:
    """Whether two states are the same."""
    values = one[0].keys() == other[0].keys() and all(value.equal(other[0][name]) for name, value in one[0].items())
    return bool(values and one[1:] == other[1:])


def write_honest(folder: Path) -> dict[str, Any]:
    """A tiny model in `base`, and an adapter of it in `adapter`, of which the config is returned."""
    from peft import LoraConfig

    from trivet import BertConfig, BertModel

    sizes = {"vocab_size": 20, "hidden_size": 8, "num_hidden_layers": 2, "num_attention_heads": 2}
    BertModel(BertConfig(**sizes, intermediate_size=8, max_position_embeddings=8)).save_pretrained(folder / "base")
    model = BertModel.from_pretrained(folder / "base")
    model.add_adapter(LoraConfig(target_modules=["query"], r=2))
    model.save_pretrained(folder / "adapter")
    found: dict[str, Any] = json.loads((folder / "adapter" / "adapter_config.json").read_text())
    return found


def run(chosen: list[tuple[str, dict[str, Any]]], folder: Path, *, verbose: bool = False) -> Counter[str]:
    """Load each config onto a model, and by itself where it names a base.

    Returns:
        How many tries ended how: `loaded`, `refused`, `raw`, `slow`, `changed`, `ran`.
    """
    from trivet import AutoModel, BertModel
    from trivet.errors import TrivetError

    honest, counts, ran = write_honest(folder), Counter[str](), folder / "RAN"
    sys.path.insert(0, str(folder))
    (folder / "hostile_code.py").write_text(f"open({str(ran)!r}, 'w').close()\n")
    config = folder / "adapter" / "adapter_config.json"
    model = BertModel.from_pretrained(folder / "base")
    before = state_of(model)
    try:
        for name, change in chosen:
            fields = {field: value for field, value in {**honest, **change}.items() if value is not ...}
            config.write_text(json.dumps(fields))
            ways = ("onto", "alone") if name.startswith(("base", "revision")) else ("onto",)
            for way in ways:
                begin, outcome, said = time.monotonic(), "loaded", ""
                try:
                    if way == "onto":
                        model.load_adapter(folder / "adapter")
                    else:
                        AutoModel.from_pretrained(folder / "adapter")
                except TrivetError as error:
                    outcome, said = "refused", str(error)
                except Exception as error:
                    outcome, said = "raw", f"{type(error).__name__}: {error}"
                took = time.monotonic() - begin
                is_changed = (outcome != "loaded" or way == "alone") and not is_same(state_of(model), before)
                counts.update({outcome: 1, "slow": took > MOST_SECONDS, "changed": is_changed, "ran": ran.exists()})
                if verbose or outcome == "raw" or is_changed or took > MOST_SECONDS or ran.exists():
                    print(f"{outcome:8}{took:6.2f} s  {name} | {way} | {said[:150]!r}{' CHANGED' * is_changed}")
                if is_changed or outcome == "loaded":
                    model = BertModel.from_pretrained(folder / "base")
    finally:
        sys.path.remove(str(folder))
    return counts


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", default="", help="text in the name of a case")
    parser.add_argument("--verbose", action="store_true")
    words = parser.parse_args()
    warnings.simplefilter("ignore")
    from peft.mapping import PEFT_TYPE_TO_CONFIG_MAPPING

    kinds = [str(getattr(kind, "value", kind)) for kind in PEFT_TYPE_TO_CONFIG_MAPPING]
    chosen = [(name, change) for name, change in changes(kinds) if words.only in name]
    with tempfile.TemporaryDirectory(prefix="trivet-adapters-") as folder:
        counts = run(chosen, Path(folder), verbose=words.verbose)
    shown = ", ".join(f"{counts[name]} {name}" for name in ("loaded", "refused", "raw", "slow", "changed", "ran"))
    print(f"{len(chosen)} configs: {shown}")
    sys.exit(any(counts[name] for name in ("raw", "slow", "changed", "ran")))


if __name__ == "__main__":
    main()
