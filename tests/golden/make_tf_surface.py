"""What the reference library's TensorFlow models answer about themselves: `data/tf_surface.json`.

Counts, signatures, masks, biases, and what a resize makes of them; on the checkpoints of the golden data. Run it with
the reference environment: `python tests/golden/make_tf_surface.py`. Needs TensorFlow only; must not know trivet.
"""

import json
from pathlib import Path
from typing import Any

import numpy as np

from golden_data import Case
from golden_quiet import quieten

DATA = Path(__file__).parent / "data"
CASES = (
    ("bert", "BertForPreTraining"),
    ("bert", "BertForMaskedLM"),
    ("bert", "BertForQuestionAnswering"),
    ("bert", "BertForMultipleChoice"),
    ("roberta", "RobertaForMaskedLM"),
    ("distilbert", "DistilBertForMaskedLM"),
    ("electra", "ElectraForMaskedLM"),
    ("gpt2", "GPT2LMHeadModel"),
    ("t5", "T5ForConditionalGeneration"),
    ("bart", "BartForConditionalGeneration"),
)
RESIZED = {"BertForMaskedLM", "GPT2LMHeadModel", "T5ForConditionalGeneration"}
MORE = 6
"""Tokens that a resized vocabulary has more."""


def biases(model: Any) -> dict[str, int]:
    """Last path component of every bias of scores → how many tokens it is for."""
    found = model.get_bias() or {}
    return {name.rpartition("/")[2]: int(bias.shape[-1]) for name, bias in found.items()}


def answers(family: str, name: str) -> dict[str, Any]:
    """What the model of a case says of itself."""
    import tensorflow as tf
    import transformers

    case = Case(name, family)
    model = getattr(transformers, f"TF{case.head}").from_pretrained(case.checkpoint("tensorflow"))
    inputs = {key: tf.constant(each) for key, each in case.inputs(labels=False).items()}
    # Of an encoder-decoder's cache it can serve only some; the rest does not depend on it.
    model.config.use_cache = getattr(model.config, "use_cache", False) and not model.config.is_encoder_decoder
    served = model.eager_serving(inputs)
    signature = model.input_signature
    found: dict[str, Any] = {
        "framework": model.framework,
        "num_parameters": model.num_parameters(),
        "num_trainable": model.num_parameters(only_trainable=True),
        "main_input_name": model.main_input_name,
        "signature": sorted(signature),
        "int32": sorted(key for key, spec in signature.items() if spec.dtype == tf.int32),
        "axes": {key: len(spec.shape) for key, spec in signature.items()},
        "labels": model.get_label_to_output_name_mapping(),
        "embeddings": list(model.get_input_embeddings().weights[0].shape),
        "head_mask": list(model.get_head_mask(tf.ones(4), 2).shape),
        "no_head_mask": model.get_head_mask(None, 2),
        "biases": biases(model),
        "served": sorted(key for key, each in served.items() if each is not None),
    }
    if case.head in RESIZED:
        size = model.config.vocab_size + MORE
        model.resize_token_embeddings(size)
        found |= {
            "resized_vocab": size,
            "resized_parameters": int(sum(np.prod(each.shape) for each in model.weights)),
            "resized_biases": biases(model),
        }
    return found


def main() -> None:
    quieten()
    found = {f"{family}/{name}": answers(family, name) for family, name in CASES}
    (DATA / "tf_surface.json").write_text(json.dumps(found, indent=1, sort_keys=True) + "\n")


if __name__ == "__main__":
    main()
