"""What the reference library's TensorFlow models answer about themselves: `data/tf_surface.json`.

What every public method of the base class takes; and on the checkpoints of the golden data counts, signatures, masks,
biases, what a resize or other embeddings make of them, and the losses of `fit`. Run it with the reference environment:
`python tests/golden/make_tf_surface.py`. Needs TensorFlow only; must not know trivet.
"""

import inspect
import json
from pathlib import Path
from typing import Any

import numpy as np
from golden_signatures import parameters

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
PATTERNED = {"BertForMaskedLM", "RobertaForMaskedLM", "ElectraForMaskedLM"}
"""Whose embeddings and biases can be set to arrays there."""
MORE = 6
"""Tokens that a resized vocabulary has more."""
FITTED = ("BertForMaskedLM", "BertForQuestionAnswering", "BertForMultipleChoice")
STEPS, RATE = 3, 0.1
OVERRIDDEN = ("__init__", "compile", "train_step", "test_step", "get_config", "from_config")
"""What Keras's models have as well."""


def methods() -> dict[str, list[str]]:
    """Public methods and properties of the base class; a property takes nothing."""
    import tensorflow as tf
    import transformers

    base = transformers.TFPreTrainedModel
    own = [name for name in dir(base) if not name.startswith("_") and not hasattr(tf.keras.Model, name)]
    found = {name: getattr(base, name) for name in [*own, *OVERRIDDEN]}
    return {name: parameters(each) if inspect.isroutine(each) else [] for name, each in found.items()}


def biases(model: Any) -> dict[str, int]:
    """Last path component of every bias of scores → how many tokens it is for."""
    found = model.get_bias() or {}
    return {name.rpartition("/")[2]: int(bias.shape[-1]) for name, bias in found.items()}


def named(layer: Any) -> str | None:
    """A layer's name."""
    return None if layer is None else layer.name


def pattern(shape: Any) -> np.ndarray:
    """Values for a table or a bias that anybody can make again."""
    return (np.arange(np.prod(shape)) % 7 - 3).reshape(shape).astype(np.float32) / 10


def logits_of_pattern(model: Any, inputs: dict[str, Any]) -> list[float]:
    """The first scores that a model gives once its embeddings and biases are of the pattern."""
    model.set_input_embeddings(pattern(model.get_input_embeddings().weights[0].shape))
    held = model.get_bias()
    if held is not None:
        model.set_bias({name: pattern(bias.shape) for name, bias in held.items()})
    return np.asarray(model(inputs)["logits"])[0, 0, :5].tolist()


def fitted(family: str, name: str) -> list[float]:
    """Losses of some epochs of `fit`, the labels among the inputs."""
    import tensorflow as tf
    import transformers

    case = Case(name, family)
    still = {"hidden_dropout_prob": 0.0, "attention_probs_dropout_prob": 0.0}
    model = getattr(transformers, f"TF{case.head}").from_pretrained(case.checkpoint("tensorflow"), **still)
    model.compile(tf.keras.optimizers.SGD(RATE), run_eagerly=True)
    data = tf.data.Dataset.from_tensors({key: tf.constant(each) for key, each in case.inputs().items()})
    return [float(loss) for loss in model.fit(data, epochs=STEPS, shuffle=False, verbose=0).history["loss"]]


def answers(family: str, name: str) -> dict[str, Any]:
    """What the model of a case says of itself."""
    import tensorflow as tf
    import transformers

    case = Case(name, family)
    model_class = getattr(transformers, f"TF{case.head}")
    model = model_class.from_pretrained(case.checkpoint("tensorflow"))
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
        "bias_prefix": model.get_prefix_bias_name(),
        "biased_layer": named(model.get_output_layer_with_bias()),
        "lm_head": named(model.get_lm_head()),
        "scores_with_embeddings": model.get_output_embeddings() is model.get_input_embeddings(),
        "can_generate": model.can_generate(),
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
    if case.head in PATTERNED:
        fresh = model_class.from_pretrained(case.checkpoint("tensorflow"))
        found["logits_of_pattern"] = logits_of_pattern(fresh, inputs)
    return found


def main() -> None:
    quieten()
    found = {
        "methods": methods(),
        "models": {f"{family}/{name}": answers(family, name) for family, name in CASES},
        "fitted": {name: fitted("bert", name) for name in FITTED},
    }
    (DATA / "tf_surface.json").write_text(json.dumps(found, indent=1, sort_keys=True) + "\n")


if __name__ == "__main__":
    main()
