"""The cases of BART's and T5's relatives in the golden data: mBART, Marian, Pegasus, Blenderbot, PLBART, mT5.

Encoder and decoder differ in depth, heads and width, and options between cases, so that what is mixed up is seen. The
token that a decoder starts with is never the padding, whose row of the embedding PyTorch gives no gradient.
"""

from collections.abc import Iterator

from make_heads_decoders import alone
from make_t5 import TINY as T5
from make_t5 import VERSION_1_1

from golden_cases import CLASSES, CaseSpec, Maker

TINY = {
    "vocab_size": 43,
    "d_model": 8,
    "encoder_layers": 2,
    "decoder_layers": 1,
    "encoder_attention_heads": 4,
    "decoder_attention_heads": 2,
    "encoder_ffn_dim": 12,
    "decoder_ffn_dim": 10,
    "max_position_embeddings": 20,
    "bos_token_id": 0,
    "pad_token_id": 1,
    "eos_token_id": 2,
    "forced_eos_token_id": 2,
    "decoder_start_token_id": 2,
}
ONE = {"encoder_layers": 1}


def specs(model_type: str, seed: int) -> Iterator[CaseSpec]:
    """The cases of one of the families."""
    yield from FAMILIES[model_type](model_type, seed)


def bart(model_type: str, seed: int) -> Iterator[CaseSpec]:
    """Every head; the decoder's inputs given, and made from the labels or from the encoder's."""
    make = Maker(model_type, TINY, seed, pad=1).seq2seq
    yield make("BartModel", {"scale_embedding": True, "decoder_layers": 2}, inner=True)
    yield make(
        "BartForConditionalGeneration", {**ONE, "activation_function": "relu"}, older_containers=True, inner=True
    )
    yield make("BartForConditionalGeneration-shift", weights="BartForConditionalGeneration", shift=True)
    yield make("BartForSequenceClassification", {**ONE, "num_labels": CLASSES}, dialects=True)
    yield make("BartForQuestionAnswering", {**ONE, "classifier_dropout": 0.3}, dialects=True)


def mbart(model_type: str, seed: int) -> Iterator[CaseSpec]:
    """Every head; the shift brings the last token, the language, to the front."""
    make = Maker(model_type, TINY, seed, pad=1).seq2seq
    yield make("MBartModel", {"scale_embedding": True, "decoder_layers": 2}, inner=True)
    yield make("MBartForConditionalGeneration", {**ONE, "activation_function": "relu"}, older_containers=True)
    yield make("MBartForConditionalGeneration-shift", weights="MBartForConditionalGeneration", shift=True)
    yield make("MBartForSequenceClassification", {**ONE, "num_labels": CLASSES})
    yield make("MBartForQuestionAnswering", ONE)


def marian(model_type: str, seed: int) -> Iterator[CaseSpec]:
    """Both heads; padding is the last id, as in published models; one vocabulary and two."""
    padding = {"pad_token_id": 42, "eos_token_id": 0, "forced_eos_token_id": 0, "decoder_start_token_id": 3}
    make = Maker(model_type, {**TINY, **padding, "activation_function": "swish"}, seed, pad=42).seq2seq
    yield make("MarianModel", {"scale_embedding": True, "decoder_layers": 2}, inner=True)
    yield make("MarianMTModel", {**ONE, "scale_embedding": True}, older_containers=True)
    yield make("MarianMTModel-shift", weights="MarianMTModel", shift=True)
    apart = {"share_encoder_decoder_embeddings": False, "tie_word_embeddings": False}
    yield make("MarianMTModel-apart", {**apart, **ONE}, but=frozenset({"tensorflow", "flax"}))


def pegasus(model_type: str, seed: int) -> Iterator[CaseSpec]:
    """Both heads."""
    padding = {"pad_token_id": 0, "eos_token_id": 1, "forced_eos_token_id": 1, "decoder_start_token_id": 3}
    make = Maker(model_type, {**TINY, **padding}, seed, pad=0).seq2seq
    yield make("PegasusModel", {"scale_embedding": True, "decoder_layers": 2}, inner=True)
    yield make("PegasusForConditionalGeneration", {**ONE, "activation_function": "relu"}, older_containers=True)
    yield make("PegasusForConditionalGeneration-shift", weights="PegasusForConditionalGeneration", shift=True)


def blenderbot(model_type: str, seed: int) -> Iterator[CaseSpec]:
    """Every head of both kinds of Blenderbot; files of all three frameworks."""
    prefix = "BlenderbotSmall" if model_type == "blenderbot-small" else "Blenderbot"
    padding = {"pad_token_id": 0, "bos_token_id": 1, "eos_token_id": 2, "decoder_start_token_id": 3}
    make = Maker(model_type, {**TINY, **padding}, seed, pad=0)
    yield make.seq2seq(f"{prefix}Model", {"scale_embedding": True, "decoder_layers": 2}, inner=True)
    options = {**ONE, "activation_function": "relu"}
    yield make.seq2seq(f"{prefix}ForConditionalGeneration", options, dialects=True)
    name = f"{prefix}ForConditionalGeneration"
    yield make.seq2seq(f"{name}-shift", weights=name, shift=True)
    yield from alone(make, f"{prefix}ForCausalLM", {"scale_embedding": True})


def m2m_100(model_type: str, seed: int) -> Iterator[CaseSpec]:
    """Both heads; positions skip padding."""
    padding = {"pad_token_id": 1, "bos_token_id": 0, "eos_token_id": 2, "decoder_start_token_id": 2}
    make, name = Maker(model_type, {**TINY, **padding}, seed, pad=1).seq2seq, "M2M100ForConditionalGeneration"
    yield make("M2M100Model", {"decoder_layers": 2}, inner=True)
    yield make(name, {**ONE, "activation_function": "gelu", "scale_embedding": False}, older_containers=True)
    yield make(f"{name}-shift", weights=name, shift=True)


def plbart(model_type: str, seed: int) -> Iterator[CaseSpec]:
    """Every head; the shift brings the last token, the language, to the front."""
    make = Maker(model_type, TINY, seed, pad=1)
    yield make.seq2seq("PLBartModel", {"scale_embedding": False, "decoder_layers": 2}, inner=True)
    yield make.seq2seq("PLBartForConditionalGeneration", {**ONE, "activation_function": "relu"})
    yield make.seq2seq("PLBartForConditionalGeneration-shift", weights="PLBartForConditionalGeneration", shift=True)
    yield make.seq2seq("PLBartForSequenceClassification", {**ONE, "num_labels": CLASSES})
    yield from alone(make, "PLBartForCausalLM", {})


def mt5(model_type: str, seed: int) -> Iterator[CaseSpec]:
    """Every head that the released version has."""
    make, prefix = Maker(model_type, {**T5, **VERSION_1_1}, seed).seq2seq, model_type.upper()
    yield make(f"{prefix}Model", {"num_layers": 2}, inner=True, decoder_length=9)
    yield make(f"{prefix}EncoderModel", {"feed_forward_proj": "relu", "num_layers": 2})
    yield make(f"{prefix}ForConditionalGeneration", dialects=model_type == "mt5")
    yield make(f"{prefix}ForConditionalGeneration-tied", {"tie_word_embeddings": True})
    yield make(f"{prefix}ForSequenceClassification", {"num_labels": CLASSES})
    yield make(f"{prefix}ForQuestionAnswering", {"num_layers": 2})


FAMILIES = {
    "bart": bart,
    "mbart": mbart,
    "marian": marian,
    "pegasus": pegasus,
    "blenderbot": blenderbot,
    "blenderbot-small": blenderbot,
    "plbart": plbart,
    "m2m_100": m2m_100,
    "mt5": mt5,
    "umt5": mt5,
}
