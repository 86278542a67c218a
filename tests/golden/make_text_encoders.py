"""The cases of encoders of texts whose attention, embeddings or heads differ from BERT's.

Two configurations of each family turn on between them every option that it has, and heads differ in options.
"""

from collections.abc import Iterator
from dataclasses import replace

from make_heads_encoders import DECODER, Decoders

from golden_cases import CLASSES, CaseSpec, Maker

TINY = {
    "vocab_size": 37,
    "hidden_size": 16,
    "num_hidden_layers": 2,
    "num_attention_heads": 4,
    "intermediate_size": 20,
    "max_position_embeddings": 20,
}
ONE = {"num_hidden_layers": 1}
LABELLED = {**ONE, "num_labels": CLASSES}
NOT_TF = frozenset({"tensorflow"})
NOT_FLAX = frozenset({"flax"})


def specs(model_type: str, seed: int) -> Iterator[CaseSpec]:
    """The cases of one of the families."""
    yield from FAMILIES[model_type](model_type, seed)


def deberta_v2(model_type: str, seed: int) -> Iterator[CaseSpec]:
    """Every head; distances in buckets and without, projected by words' projections and by others of their own.

    TensorFlow's class cannot read projections of distances of their own from PyTorch's files.
    """
    make, prefix = Maker(model_type, {**TINY, "type_vocab_size": 3}, seed).encoder, "DebertaV2"
    relative = {"relative_attention": True, "pos_att_type": ["p2c", "c2p"], "max_relative_positions": 7}
    buckets = {**relative, "position_buckets": 4, "norm_rel_ebd": "layer_norm", "share_att_key": True}
    third = {**buckets, "position_biased_input": False, "type_vocab_size": 0}
    convolved = {**buckets, "conv_kernel_size": 3, "conv_act": "gelu"}
    few = {**relative, "max_relative_positions": 3}
    yield make(f"{prefix}Model", third, inner=True)
    yield make(f"{prefix}Model-convolved", {**convolved, "layer_norm_eps": 0.1}, inner=True)
    yield make(f"{prefix}ForMaskedLM", {**convolved, "hidden_act": "relu"}, older_containers=True)
    yield make(f"{prefix}ForSequenceClassification", {**few, **LABELLED}, but=NOT_TF)
    yield make(f"{prefix}ForTokenClassification", {**LABELLED, "pos_att_type": "c2p"})
    yield make(f"{prefix}ForQuestionAnswering", {**third, "embedding_size": 12, "pos_att_type": "c2p|p2c"})
    only = {**buckets, "share_att_key": False, "pos_att_type": ["p2c"]}
    yield make(f"{prefix}ForTokenClassification-keys", {**LABELLED, **only}, but=NOT_TF)
    yield make(f"{prefix}ForMultipleChoice", {**third, **ONE, "pooler_hidden_act": "tanh"}, dialects=True)


def deberta(model_type: str, seed: int) -> Iterator[CaseSpec]:
    """Every head."""
    make, prefix = Maker(model_type, {**TINY, "type_vocab_size": 3}, seed).encoder, "Deberta"
    relative = {"relative_attention": True, "pos_att_type": ["c2p", "p2c"], "max_relative_positions": 3}
    first = {**relative, "position_biased_input": False, "type_vocab_size": 0, "max_relative_positions": -1}
    yield make(f"{prefix}Model", {**first, "layer_norm_eps": 0.1}, inner=True)
    yield make(f"{prefix}ForMaskedLM", {**relative, "hidden_act": "relu"}, older_containers=True)
    narrow = {"embedding_size": 12, "position_biased_input": False}  # TensorFlow's class adds no narrow positions
    yield make(f"{prefix}ForSequenceClassification", {**relative, **LABELLED, **narrow}, dialects=True)
    yield make(f"{prefix}ForTokenClassification", {**LABELLED, "pos_att_type": "c2p"})
    yield make(f"{prefix}ForTokenClassification-keys", {**relative, **LABELLED, "pos_att_type": ["p2c"]})
    yield make(f"{prefix}ForQuestionAnswering", {**first, **ONE, "pos_att_type": ["c2p"]})


def rembert(model_type: str, seed: int) -> Iterator[CaseSpec]:
    """Every head."""
    tiny = {**TINY, "type_vocab_size": 2, "input_embedding_size": 12, "output_embedding_size": 24, "eos_token_id": 3}
    prefix, make = "RemBert", Decoders(model_type, {**tiny, "bos_token_id": 2}, seed)
    yield make.encoder(f"{prefix}Model", {"layer_norm_eps": 0.1}, inner=True)
    yield make.encoder(f"{prefix}ForMaskedLM", {"hidden_act": "relu"}, older_containers=True)
    yield make.encoder(f"{prefix}ForSequenceClassification", {**LABELLED, "input_embedding_size": 20})
    yield make.encoder(f"{prefix}ForTokenClassification", LABELLED)
    yield make.encoder(f"{prefix}ForQuestionAnswering", ONE)
    yield make.encoder(f"{prefix}ForMultipleChoice", {**ONE, "layer_norm_eps": 0.1})
    yield make.decoder(f"{prefix}ForCausalLM", {**ONE, **DECODER})
    yield make.crossing(f"{prefix}ForCausalLM-cross", {**ONE, "layer_norm_eps": 0.1}, inner=True)


def dpr(model_type: str, seed: int) -> Iterator[CaseSpec]:
    """The encoders of contexts and of questions, which may project, and the reader, which takes no segments.

    TensorFlow's class cannot be built with a projection.
    """
    make = Maker(model_type, {**TINY, "type_vocab_size": 2}, seed).encoder
    yield make("DPRContextEncoder", ONE, inner=True, dialects=True)
    yield make("DPRQuestionEncoder-projected", {**ONE, "projection_dim": 10}, inner=True, but=NOT_TF)
    yield make("DPRQuestionEncoder", {"layer_norm_eps": 0.1, "hidden_act": "relu"}, inner=True, older_containers=True)
    reader = make("DPRReader", ONE)
    kept = {name: array for name, array in reader.inputs.items() if name != "token_type_ids"}
    yield replace(reader, inputs=kept, inner=True)


def roformer(model_type: str, seed: int) -> Iterator[CaseSpec]:
    """Every head. TensorFlow's class that writes has no causal mask, and Flax's classes no embeddings of their own size.

    Flax's classes fail with the reference environment's version of JAX.
    """
    tiny = {**TINY, "type_vocab_size": 2, "embedding_size": 12, "pad_token_id": 0}
    prefix, make = "RoFormer", Decoders(model_type, tiny, seed)
    wide, turned = {"embedding_size": 16}, {"rotary_value": True}
    yield make.encoder(f"{prefix}Model", {**turned, "layer_norm_eps": 0.1}, inner=True, but=NOT_FLAX)
    yield make.encoder(f"{prefix}ForMaskedLM", {"hidden_act": "relu"}, older_containers=True, but=NOT_FLAX)
    yield make.encoder(f"{prefix}ForSequenceClassification", {**LABELLED, **wide, **turned}, but=NOT_FLAX)
    yield make.encoder(f"{prefix}ForTokenClassification", {**LABELLED, **wide}, but=NOT_FLAX)
    yield make.encoder(f"{prefix}ForQuestionAnswering", ONE, but=NOT_FLAX)
    yield make.encoder(f"{prefix}ForMultipleChoice", {**ONE, "layer_norm_eps": 0.1}, but=NOT_FLAX)
    yield make.decoder(f"{prefix}ForCausalLM", {**ONE, **DECODER, **turned}, but=NOT_FLAX | NOT_TF)
    yield make.crossing(f"{prefix}ForCausalLM-cross", {**ONE}, inner=True, but=NOT_FLAX | NOT_TF)


FAMILIES = {"roformer": roformer, "dpr": dpr, "deberta-v2": deberta_v2, "deberta": deberta, "rembert": rembert}
