"""The cases of BART and its relatives in the golden data: mBART, Marian, Pegasus.

Encoder and decoder differ in depth, heads and width, and options between cases, so that what is mixed up is seen. The
token that a decoder starts with is never the padding, whose row of the embedding PyTorch gives no gradient.
"""

from collections.abc import Iterator

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


FAMILIES = {"bart": bart, "mbart": mbart, "marian": marian, "pegasus": pegasus}
