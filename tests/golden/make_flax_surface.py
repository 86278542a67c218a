"""What the reference library's Flax models take and answer: `data/flax_surface.json`.

Names of every public method's parameters, those of keywords that only its body reads too; and answers of small models on
the checkpoints of the golden data. Run it with the reference environment: `python tests/golden/make_flax_surface.py`.
Must not know trivet.
"""

import json
import warnings
from pathlib import Path
from typing import Any

import jax
import jax.numpy as jnp
import transformers
from flax.traverse_util import flatten_dict, unflatten_dict
from golden_signatures import parameters

from golden_data import Case

DATA = Path(__file__).parent / "data"
MODELS = (("bert", "BertForMaskedLM"), ("gpt2", "GPT2LMHeadModel"), ("t5", "T5ForConditionalGeneration"))


def methods() -> dict[str, list[str]]:
    """Public methods and properties of the base class; a property takes nothing."""
    base = transformers.FlaxPreTrainedModel
    names = [name for name in dir(base) if not name.startswith("_")]
    found = {name: getattr(base, name) for name in names}
    return {name: parameters(each) if callable(each) else [] for name, each in found.items()} | {
        "__init__": parameters(base.__init__)
    }


def answers(family: str, name: str) -> dict[str, Any]:
    """What one model says of itself, and what it makes of params."""
    case = Case(name, family)
    model = getattr(transformers, f"Flax{case.head}").from_pretrained(case.checkpoint("torch"), from_pt=True)
    flat = flatten_dict(model.params)
    mask = unflatten_dict({path: path[-1] == "kernel" for path in flat})
    half = flatten_dict(model.to_fp16(model.params, mask))
    fresh = flatten_dict(model.init_weights(jax.random.PRNGKey(0), model.input_shape))
    return {
        "required_params": sorted(".".join(path) for path in model.required_params),
        "shapes": {".".join(path): list(each.shape) for path, each in flatten_dict(model.params_shape_tree).items()},
        "half": sorted(".".join(path) for path, each in half.items() if each.dtype == jnp.float16),
        "bf16": sorted({each.dtype.name for each in flatten_dict(model.to_bf16(model.params)).values()}),
        "initialised": sorted(".".join(path) for path in fresh),
        "can_generate": model.can_generate(),
        "main_input_name": model.main_input_name,
        "framework": model.framework,
        "input_shape": list(model.input_shape),
    }


def main() -> None:
    """Write the file."""
    transformers.logging.set_verbosity_error()
    described = {
        "methods": methods(),
        "models": {f"{family}/{name}": answers(family, name) for family, name in MODELS},
    }
    (DATA / "flax_surface.json").write_text(json.dumps(described, sort_keys=True, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        main()
