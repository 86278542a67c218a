"""GPT-2's cases of the golden data.

The options differ between cases so that one which is ignored is seen. TensorFlow's and Flax's classes ignore those
that say how attention is scaled, and TensorFlow's a head that is not tied.
"""

from collections.abc import Iterator

from golden_cases import CLASSES, CaseSpec, Maker

TINY = {
    "vocab_size": 43,
    "n_embd": 16,
    "n_layer": 2,
    "n_head": 4,
    "n_inner": 24,
    "n_positions": 20,
    "bos_token_id": 1,
    "eos_token_id": 2,
    "pad_token_id": 0,
}
PYTORCH_ONLY = frozenset({"tensorflow", "flax"})


def specs(model_type: str, seed: int) -> Iterator[CaseSpec]:
    """Every head; the language model also with each option, and padded on the left."""
    make = Maker(model_type, TINY, seed).decoder
    yield make("GPT2Model", {"activation_function": "gelu"}, inner=True)
    yield make("GPT2LMHeadModel", {"layer_norm_epsilon": 0.1}, older_containers=True, inner=True)
    yield make("GPT2LMHeadModel-left", weights="GPT2LMHeadModel", left=True, inner=True)
    reordered = {"scale_attn_by_inverse_layer_idx": True, "reorder_and_upcast_attn": True}
    yield make("GPT2LMHeadModel-reordered", reordered, inner=True, but=PYTORCH_ONLY)
    inverse = {"scale_attn_by_inverse_layer_idx": True, "activation_function": "relu"}
    yield make("GPT2LMHeadModel-inverse", inverse, but=PYTORCH_ONLY)
    unscaled = {"scale_attn_weights": False, "tie_word_embeddings": False, "n_layer": 1}
    yield make("GPT2LMHeadModel-unscaled", unscaled, but=PYTORCH_ONLY)
    labels = {"num_labels": CLASSES, "n_layer": 1}
    yield make("GPT2ForSequenceClassification", labels, dialects=True)
    yield make("GPT2ForSequenceClassification-left", weights="GPT2ForSequenceClassification", left=True)
    yield make("GPT2ForTokenClassification", {**labels, "classifier_dropout": 0.3})
