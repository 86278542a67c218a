"""BERT's relatives as decoders, with relative positions, in pairs, and RoBERTa with its norms before the blocks."""

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
from make_heads_decoders import GPT2 as GPT2_TINY

from golden_cases import BATCH, CLASSES, IGNORED, LENGTH, Arrays, CaseSpec, Maker, padding_mask, token_ids

TINY = {
    "vocab_size": 23,
    "hidden_size": 8,
    "num_hidden_layers": 1,
    "num_attention_heads": 2,
    "intermediate_size": 12,
    "max_position_embeddings": 16,
}
BERT = {**TINY, "type_vocab_size": 2, "pad_token_id": 0, "eos_token_id": 3}
ROBERTA = {**TINY, "type_vocab_size": 1, "pad_token_id": 1, "bos_token_id": 0, "eos_token_id": 2}
GPT2 = {**GPT2_TINY, "model_type": "gpt2"}
ELECTRA = {**BERT, "embedding_size": 4}
DECODER = {"is_decoder": True}
CROSS = {**DECODER, "add_cross_attention": True}
TWO = {"num_hidden_layers": 2}
KEY = {"position_embedding_type": "relative_key"}
KEY_QUERY = {"position_embedding_type": "relative_key_query"}

# Neither of the other two frameworks' classes knows relative positions: they go on with absolute ones.
PYTORCH_ONLY = frozenset({"tensorflow", "flax"})


class Decoders(Maker):
    """Cases of an encoder that decodes."""

    __slots__ = ()

    def causal(self, name: str, options: Mapping[str, Any], **fields: Any) -> CaseSpec:
        """A language model: padding on the right, or on the left with `left`. Its logits in steps are held apart."""
        return self.decoder(name, {**DECODER, **options}, cached=False, **fields)

    def segmented(self, name: str, options: Mapping[str, Any], **fields: Any) -> CaseSpec:
        """A language model whose segments are given: where they are not, classes of ELECTRA take different ones."""
        spec = self.causal(name, options)
        segments = np.random.default_rng((*spec.seed, 6)).integers(0, self.tiny["type_vocab_size"], (BATCH, LENGTH))
        return self.case(name, {**spec.inputs, "token_type_ids": segments}, spec.options, **fields, cached=False)

    def counting(self, name: str, **fields: Any) -> CaseSpec:
        """Padding on the left and positions as the model counts them itself."""
        spec = self.causal(name, {}, left=True, **fields)
        kept = {key: array for key, array in spec.inputs.items() if key != "position_ids"}
        return self.case(name, kept, spec.options, **fields, cached=False, undefined=spec.undefined)

    def crossing(self, name: str, options: Mapping[str, Any], **fields: Any) -> CaseSpec:
        """A language model that looks at what an encoder made of six tokens, some of them padding; with segments."""
        spec = self.causal(name, {**CROSS, **options})
        rng = np.random.default_rng((*spec.seed, 5))
        inputs = {
            **spec.inputs,
            "encoder_hidden_states": rng.normal(0.0, 1.0, (BATCH, 6, self.tiny["hidden_size"])).astype(np.float32),
            "encoder_attention_mask": padding_mask((BATCH, 6), (1, 0, 3)),
        }
        if self.tiny["type_vocab_size"] > 1:
            inputs["token_type_ids"] = rng.integers(0, self.tiny["type_vocab_size"], (BATCH, LENGTH))
        return self.case(name, inputs, spec.options, **fields, cached=False)


def bert(model_type: str, seed: int) -> Iterator[CaseSpec]:
    """The decoder, and the encoder with relative positions."""
    make = Decoders(model_type, BERT, seed)
    yield make.causal("BertLMHeadModel", {**TWO, "hidden_act": "gelu_new"}, dialects=True, inner=True)
    yield make.causal("BertLMHeadModel-left", {}, weights="BertLMHeadModel", left=True)
    yield make.crossing("BertLMHeadModel-cross", {"layer_norm_eps": 0.1}, dialects=True, inner=True)
    yield make.decoder("BertModel-decoder", {**DECODER, **TWO}, cached=False, inner=True)
    yield from relative(make, "Bert", "BertLMHeadModel")


def relative(make: Decoders, prefix: str, causal: str) -> Iterator[CaseSpec]:
    """Both kinds of relative positions: an encoder, a decoder, and cross-attention, which has none."""
    fields = {"but": PYTORCH_ONLY}
    yield make.encoder(f"{prefix}Model-key", {**KEY, **TWO}, **fields, inner=True)
    yield make.encoder(f"{prefix}Model-key-query", {**KEY_QUERY, "layer_norm_eps": 0.1}, **fields, inner=True)
    yield make.encoder(f"{prefix}ForMaskedLM-key", KEY, **fields)
    yield make.encoder(f"{prefix}ForMaskedLM-key-query", KEY_QUERY, **fields)
    yield make.causal(f"{causal}-key", KEY, **fields)
    yield make.causal(f"{causal}-key-query", {**KEY_QUERY, **TWO}, **fields)
    if prefix != "Electra":
        yield make.crossing(f"{causal}-cross-key-query", KEY_QUERY, **fields, inner=True)


def roberta(model_type: str, seed: int) -> Iterator[CaseSpec]:
    """The decoder, and the encoder with relative positions; padding has a position of its own."""
    make = Decoders(model_type, ROBERTA, seed, pad=1)
    yield make.causal("RobertaForCausalLM", {**TWO, "hidden_act": "relu"}, dialects=True, inner=True)
    yield make.counting("RobertaForCausalLM-left", weights="RobertaForCausalLM")
    yield make.crossing("RobertaForCausalLM-cross", {"layer_norm_eps": 0.1}, dialects=True, inner=True)
    yield from relative(make, "Roberta", "RobertaForCausalLM")


def xlm_roberta(model_type: str, seed: int) -> Iterator[CaseSpec]:
    """The decoder."""
    yield Decoders(model_type, ROBERTA, seed, pad=1).causal("XLMRobertaForCausalLM", {}, dialects=True)


def camembert(model_type: str, seed: int) -> Iterator[CaseSpec]:
    """The decoder."""
    yield Decoders(model_type, ROBERTA, seed, pad=1).causal("CamembertForCausalLM", {}, dialects=True)


def electra(model_type: str, seed: int) -> Iterator[CaseSpec]:
    """The decoder, and the encoder with relative positions."""
    make = Decoders(model_type, ELECTRA, seed)
    yield make.segmented("ElectraForCausalLM", TWO, dialects=True, inner=True)
    yield make.crossing("ElectraForCausalLM-cross", {"layer_norm_eps": 0.1})
    yield from relative(make, "Electra", "ElectraForCausalLM")


def roberta_prelayernorm(model_type: str, seed: int) -> Iterator[CaseSpec]:
    """Every head."""
    make, prefix = Decoders(model_type, ROBERTA, seed, pad=1), "RobertaPreLayerNorm"
    labelled = {"num_labels": CLASSES}
    yield make.encoder(f"{prefix}Model", {**TWO, "layer_norm_eps": 0.1}, inner=True)
    yield make.encoder(f"{prefix}ForMaskedLM", {"hidden_act": "gelu_new"}, older_containers=True)
    yield make.causal(f"{prefix}ForCausalLM", TWO, dialects=True)
    yield make.crossing(f"{prefix}ForCausalLM-cross", {"layer_norm_eps": 0.1}, inner=True)
    yield make.encoder(f"{prefix}ForSequenceClassification", labelled, dialects=True)
    yield make.encoder(f"{prefix}ForTokenClassification", {**labelled, "classifier_dropout": 0.3})
    yield make.encoder(f"{prefix}ForQuestionAnswering", {"hidden_act": "relu"})
    yield make.encoder(f"{prefix}ForMultipleChoice", {"layer_norm_eps": 0.1})


def encoder_decoder(model_type: str, seed: int) -> Iterator[CaseSpec]:
    """BERT with BERT: of different depth, of different width, and with one set of weights for both; with GPT-2."""
    make = Maker(model_type, {}, seed, pad=0)
    name = "EncoderDecoderModel"
    yield pair(make, name, {"layer_norm_eps": 0.1}, {**TWO, "hidden_act": "relu"}, dialects=True, inner=True)
    yield pair(make, f"{name}-shift", {}, {}, weights=name, shift=True)
    yield pair(make, f"{name}-wider", {"hidden_size": 12, "vocab_size": 29}, {}, dialects=True)
    yield pair(make, f"{name}-tied", {}, {}, tie_encoder_decoder=True, but=PYTORCH_ONLY)
    yield pair(make, f"{name}-gpt2", {"hidden_size": 12}, {**GPT2, "n_layer": 2}, dialects=True)


def pair(
    make: Maker,
    name: str,
    encoder: Mapping[str, Any],
    decoder: Mapping[str, Any],
    *,
    tie_encoder_decoder: bool = False,
    shift: bool = False,
    **fields: Any,
) -> CaseSpec:
    """A case of an encoder and a decoder; `shift` leaves the decoder's inputs to be made from the labels."""
    options = {
        "encoder": {**BERT, "model_type": "bert", **encoder},
        "decoder": {**({} if "model_type" in decoder else {**BERT, "model_type": "bert"}), **CROSS, **decoder},
        "decoder_start_token_id": 2,
        "pad_token_id": 0,
        "eos_token_id": 3,
        "tie_encoder_decoder": tie_encoder_decoder,
    }
    rng, mask, target = make.rng(name), padding_mask((BATCH, LENGTH)), padding_mask((BATCH, 5), (1, 0, 2))
    inputs: Arrays = {
        "input_ids": token_ids(rng, options["encoder"]["vocab_size"], mask, 0),
        "attention_mask": mask,
        "labels": np.where(target == 1, rng.integers(1, BERT["vocab_size"], target.shape), IGNORED),
    }
    if shift:  # TensorFlow's class leaves the padding among them unmasked
        return make.case(name, inputs, options, **fields, cached=False, but=PYTORCH_ONLY)
    inputs["decoder_input_ids"] = token_ids(rng, BERT["vocab_size"], target, 0)
    inputs["decoder_attention_mask"] = target
    return make.case(name, inputs, options, **fields, cached=False)


FAMILIES = {
    "bert": bert,
    "roberta": roberta,
    "xlm-roberta": xlm_roberta,
    "camembert": camembert,
    "electra": electra,
    "roberta-prelayernorm": roberta_prelayernorm,
    "encoder-decoder": encoder_decoder,
}
"""The cases of one of the families."""
