"""The cases of encoders with rotary positions in the golden data: each family's options all turned on, then otherwise.

A small theta makes positions visible, a small window hides tokens of these short inputs.
"""

from collections.abc import Iterator
from typing import Any

from golden_cases import CLASSES, NEWEST, CaseSpec, Maker

TINY = {
    "vocab_size": 23,
    "hidden_size": 16,
    "intermediate_size": 20,
    "num_hidden_layers": 2,
    "num_attention_heads": 4,
    "max_position_embeddings": 20,
}
TOKENS = {"pad_token_id": 0, "bos_token_id": 1, "eos_token_id": 2}
PLAIN = {"rope_type": "default", "rope_theta": 100.0}
ONE = {"num_hidden_layers": 1}
LABELLED = {**ONE, "num_labels": CLASSES}


def specs(model_type: str, seed: int) -> Iterator[CaseSpec]:
    """The cases of one of the families."""
    yield from FAMILIES[model_type](model_type, seed)


def modernbert(model_type: str, seed: int) -> Iterator[CaseSpec]:
    """Every head, with windows in the layers after the first, or in those that are named."""
    tokens = {**TOKENS, "cls_token_id": 1, "sep_token_id": 2}
    tiny = {**TINY, **tokens, "norm_eps": 0.1, "num_hidden_layers": 3, "local_attention": 4}
    make, prefix = Maker(model_type, tiny, seed, NEWEST), "ModernBert"
    local = {"rope_parameters": {"full_attention": PLAIN, "sliding_attention": {**PLAIN, "rope_theta": 10.0}}}
    biases = {"attention_bias": True, "mlp_bias": True, "norm_bias": True, "classifier_bias": True}
    mean = {"classifier_pooling": "mean"}
    named = {"num_hidden_layers": 2, "layer_types": ["sliding_attention", "full_attention"], "local_attention": 2}
    yield make.encoder(f"{prefix}Model", {**local, **biases}, inner=True)
    yield make.encoder(f"{prefix}ForMaskedLM", {**local, **named}, inner=True)
    yield apart(
        make, f"{prefix}ForMaskedLM-apart", {**ONE, **biases, "decoder_bias": False, "classifier_activation": "relu"}
    )
    yield make.encoder(f"{prefix}ForSequenceClassification", {**LABELLED, **biases, **mean})
    yield make.encoder(f"{prefix}ForSequenceClassification-cls", {**LABELLED, **named})
    yield make.encoder(f"{prefix}ForTokenClassification", {**LABELLED, "hidden_activation": "silu"})
    yield make.encoder(f"{prefix}ForQuestionAnswering", ONE)
    yield make.encoder(f"{prefix}ForMultipleChoice", {**ONE, **mean})


def nomic_bert(model_type: str, seed: int) -> Iterator[CaseSpec]:
    """Every head; heads of their own size, and segments or one."""
    make, prefix = (
        Maker(model_type, {**TINY, **TOKENS, "rope_parameters": PLAIN, "layer_norm_eps": 0.1}, seed, NEWEST),
        "NomicBert",
    )
    own = {"head_dim": 6, "hidden_act": "gelu", "type_vocab_size": 3}
    linear = {"rope_parameters": {**PLAIN, "rope_type": "linear", "factor": 2.0}}
    yield make.encoder(f"{prefix}Model", own, inner=True)
    yield make.encoder(f"{prefix}ForMaskedLM", {"type_vocab_size": 1}, inner=True)
    yield make.encoder(f"{prefix}ForMaskedLM-linear", {**ONE, **own, **linear})
    yield make.encoder(f"{prefix}ForSequenceClassification", LABELLED)
    yield make.encoder(f"{prefix}ForTokenClassification", {**LABELLED, **own})


def gte(model_type: str, seed: int) -> Iterator[CaseSpec]:
    """Every head, with segments and without."""
    make, prefix = (
        Maker(model_type, {**TINY, **TOKENS, "rope_parameters": PLAIN, "layer_norm_eps": 0.1}, seed, NEWEST),
        "Gte",
    )
    yield make.encoder(f"{prefix}Model", {"type_vocab_size": 3}, inner=True)
    yield make.encoder(f"{prefix}ForMaskedLM", {"type_vocab_size": 0, "hidden_act": "silu"}, inner=True)
    yield apart(make, f"{prefix}ForMaskedLM-apart", {**ONE, "type_vocab_size": 1})
    yield make.encoder(f"{prefix}ForSequenceClassification", {**LABELLED, "type_vocab_size": 2})
    yield make.encoder(f"{prefix}ForTokenClassification", {**LABELLED, "type_vocab_size": 0})


def jina_embeddings_v3(model_type: str, seed: int) -> Iterator[CaseSpec]:
    """Every head, with several segments and with one."""
    tokens = {"pad_token_id": 1, "bos_token_id": 0, "eos_token_id": 2}
    make = Maker(model_type, {**TINY, **tokens, "rope_parameters": PLAIN, "layer_norm_eps": 0.1}, seed, NEWEST, pad=1)
    prefix, segments = "JinaEmbeddingsV3", {"type_vocab_size": 3, "hidden_act": "relu"}
    yield make.encoder(f"{prefix}Model", segments, inner=True)
    yield make.encoder(f"{prefix}ForMaskedLM", inner=True)
    yield make.encoder(f"{prefix}ForSequenceClassification", {**LABELLED, **segments})
    yield make.encoder(f"{prefix}ForTokenClassification", LABELLED)
    yield make.encoder(f"{prefix}ForQuestionAnswering", ONE)


def eurobert(model_type: str, seed: int) -> Iterator[CaseSpec]:
    """Every head and every pooling."""
    tiny = {
        **TINY,
        **TOKENS,
        "num_key_value_heads": 2,
        "rms_norm_eps": 0.1,
        "rope_parameters": PLAIN,
        "mask_token_id": 3,
    }
    make, prefix = Maker(model_type, tiny, seed, NEWEST), "EuroBert"
    biases = {"attention_bias": True, "mlp_bias": True, "head_dim": 6, "hidden_act": "gelu"}
    yield make.encoder(f"{prefix}Model", biases, inner=True)
    yield make.encoder(f"{prefix}ForMaskedLM", inner=True)
    yield make.encoder(f"{prefix}ForMaskedLM-tied", {**ONE, **biases, "tie_word_embeddings": True})
    yield make.encoder(f"{prefix}ForSequenceClassification", LABELLED)
    yield make.encoder(f"{prefix}ForSequenceClassification-mean", {**LABELLED, **biases, "classifier_pooling": "mean"})
    yield make.encoder(f"{prefix}ForSequenceClassification-bos", {**LABELLED, "classifier_pooling": "bos"})
    yield make.encoder(f"{prefix}ForTokenClassification", {**LABELLED, **biases})


def apart(make: Maker, name: str, options: dict[str, Any], **fields: Any) -> CaseSpec:
    """A case whose scores of words have a table of their own."""
    return make.encoder(name, {**options, "tie_word_embeddings": False}, **fields)


FAMILIES = {
    "modernbert": modernbert,
    "nomic_bert": nomic_bert,
    "gte": gte,
    "jina_embeddings_v3": jina_embeddings_v3,
    "eurobert": eurobert,
}
