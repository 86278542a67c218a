"""Heads and options beyond those of the families' own makers: decoders, relative positions, pairs of models, and more.

Decoders that encoders become (`is_decoder`, `add_cross_attention`), the decoder of an encoder and decoder by itself,
relative positions (`position_embedding_type`), `EncoderDecoderModel`, further heads of GPT-2, T5 and the Llama family,
and RoBERTa with its norms before the blocks. A family is named `heads/<model type>` here and its cases are in
`data/heads/<model type>/`. Beside the usual files, language models have those of `golden_steps.py`.
"""

import importlib
from collections.abc import Iterator, Mapping
from pathlib import Path

import numpy as np

from golden_cases import RELEASED, CaseSpec

PREFIX = "heads/"
MODULES: Mapping[str, str] = {
    **dict.fromkeys(
        ("bert", "roberta", "xlm-roberta", "camembert", "electra", "roberta-prelayernorm", "encoder-decoder"),
        "make_heads_encoders",
    ),
    **dict.fromkeys(
        ("bart", "mbart", "marian", "pegasus", "gpt2", "t5", "llama", "mistral", "qwen2", "qwen3", "gemma2"),
        "make_heads_decoders",
    ),
}
"""Model type → the module that lists its cases."""
FLAX_WRITES = {"BartForCausalLM": {"tensorflow", "flax"}}
"""Cases whose tokens Flax's class writes too: the others fail, or take positions for segments as they write."""
PROBLEMS = frozenset({"T5ForSequenceClassification", "RobertaPreLayerNormForSequenceClassification"})
"""Heads whose losses under the other problem types are kept."""
STEPS_APART = frozenset({"RobertaForCausalLM-left"})
"""Cases that give other logits in steps: a step counts positions from the length of the cache, padding included."""


def specs(family: str, seed: int) -> Iterator[CaseSpec]:
    """The cases of one of the families."""
    model_type = family.removeprefix(PREFIX)
    yield from importlib.import_module(MODULES[model_type]).FAMILIES[model_type](model_type, seed)


def write_extras(spec: CaseSpec, folder: Path) -> None:
    """Steps and generated tokens of a language model, names in other frameworks' files, and what few heads have."""
    if spec.library != RELEASED:
        return
    steps = importlib.import_module("golden_steps")
    writes_text, owns_weights = spec.head.endswith(steps.STEPPED), spec.weights is None
    if writes_text and not spec.name.endswith("-shift"):
        steps.write_steps(spec, folder, alike=spec.name not in STEPS_APART)
    if writes_text and owns_weights and "encoder_hidden_states" not in spec.inputs:
        steps.write_generated(spec, folder, FLAX_WRITES.get(spec.name, {"tensorflow"}))
    if owns_weights:
        steps.write_names(spec, folder)
    if spec.head in PROBLEMS:
        losses = importlib.import_module("make_bert").losses_of_problem_types(spec, folder)
        np.savez_compressed(folder / "problem_types.npz", **losses)
    if spec.head == "GPT2DoubleHeadsModel":
        gradients = importlib.import_module("golden_torch").gradients
        np.savez_compressed(
            folder / "mc_gradients.npz", **gradients(steps.load_torch(spec, folder), spec.inputs, "mc_loss")
        )
