"""The decoders of BART and its relatives by themselves, and further heads of GPT-2, T5 and the Llama family."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from golden_cases import (
    BATCH,
    CHOICES,
    CLASSES,
    IGNORED,
    LENGTH,
    NEWEST,
    Arrays,
    CaseSpec,
    Maker,
    padding_mask,
    token_ids,
)

BART = {
    "vocab_size": 23,
    "d_model": 8,
    "encoder_layers": 1,
    "decoder_layers": 1,
    "encoder_attention_heads": 4,
    "decoder_attention_heads": 2,
    "encoder_ffn_dim": 6,
    "decoder_ffn_dim": 10,
    "max_position_embeddings": 16,
    "bos_token_id": 0,
    "pad_token_id": 1,
    "eos_token_id": 2,
    "forced_eos_token_id": None,
}
GPT2 = {
    "vocab_size": 23,
    "n_embd": 8,
    "n_layer": 1,
    "n_head": 2,
    "n_inner": 12,
    "n_positions": 16,
    "bos_token_id": 1,
    "eos_token_id": 2,
    "pad_token_id": 0,
}
T5 = {
    "vocab_size": 23,
    "d_model": 8,
    "d_kv": 3,
    "d_ff": 12,
    "num_layers": 2,
    "num_decoder_layers": 1,
    "num_heads": 2,
    "relative_attention_num_buckets": 8,
    "relative_attention_max_distance": 6,
    "layer_norm_epsilon": 0.1,
    "decoder_start_token_id": 0,
    "pad_token_id": 0,
    "eos_token_id": 1,
}
LLAMA = {
    "vocab_size": 23,
    "hidden_size": 8,
    "intermediate_size": 12,
    "num_hidden_layers": 1,
    "num_attention_heads": 4,
    "num_key_value_heads": 2,
    "max_position_embeddings": 16,
    "rms_norm_eps": 0.1,
    "pad_token_id": 0,
    "bos_token_id": 1,
    "eos_token_id": 2,
}


def bart(model_type: str, seed: int) -> Iterator[CaseSpec]:
    """The decoder by itself, and looking at an encoder's output."""
    options = {"scale_embedding": True, "decoder_layers": 2}
    yield from alone(Maker(model_type, BART, seed, pad=1), "BartForCausalLM", options, dialects=True, inner=True)


def mbart(model_type: str, seed: int) -> Iterator[CaseSpec]:
    """The same."""
    yield from alone(Maker(model_type, BART, seed, pad=1), "MBartForCausalLM", {"activation_function": "relu"})


def marian(model_type: str, seed: int) -> Iterator[CaseSpec]:
    """The same; padding is the last id, as in published models."""
    padding = {"pad_token_id": 22, "eos_token_id": 0, "bos_token_id": 2, "activation_function": "swish"}
    yield from alone(Maker(model_type, {**BART, **padding}, seed, pad=22), "MarianForCausalLM", {})


def pegasus(model_type: str, seed: int) -> Iterator[CaseSpec]:
    """The same."""
    padding = {"pad_token_id": 0, "eos_token_id": 1, "bos_token_id": 2}
    options = {"scale_embedding": True}
    yield from alone(Maker(model_type, {**BART, **padding}, seed, pad=0), "PegasusForCausalLM", options)


def alone(make: Maker, name: str, options: dict[str, Any], **fields: Any) -> Iterator[CaseSpec]:
    """A decoder without an encoder, then the same weights with what an encoder would have made of six tokens."""
    yield make.decoder(name, options, **fields, cached=False)
    yield looking(make, f"{name}-cross", options, weights=name)


def looking(make: Maker, name: str, options: dict[str, Any], **fields: Any) -> CaseSpec:
    """A decoder that looks at what an encoder would have made of six tokens, some of them padding."""
    spec = make.decoder(name, options)
    size = make.tiny["d_model" if "d_model" in make.tiny else "n_embd"]
    states = np.random.default_rng((*spec.seed, 5)).normal(0.0, 1.0, (BATCH, 6, size))
    mask = padding_mask((BATCH, 6), (1, 0, 3))
    inputs = {**spec.inputs, "encoder_hidden_states": states.astype(np.float32), "encoder_attention_mask": mask}
    return make.case(name, inputs, options, **fields, cached=False)


def gpt2(model_type: str, seed: int) -> Iterator[CaseSpec]:
    """Two heads at once, with each of two summaries, question answering, and attention to an encoder's states."""
    make, name = Maker(model_type, GPT2, seed), "GPT2DoubleHeadsModel"
    yield make.case(name, choices(make, name), dialects=True, inner=True)
    yield make.case(f"{name}-last", choices(make, f"{name}-last", last=True), {"summary_activation": "tanh"})
    yield make.decoder("GPT2ForQuestionAnswering", {"n_layer": 2}, inner=True)
    name, two = "GPT2LMHeadModel-cross", {"n_layer": 2, "add_cross_attention": True}
    yield looking(make, name, two, dialects=True, inner=True)
    # Classes of TensorFlow and Flax ignore how attention is scaled.
    scaled = {"scale_attn_by_inverse_layer_idx": True, "reorder_and_upcast_attn": True}
    yield looking(make, f"{name}-reordered", {**two, **scaled}, but=frozenset({"tensorflow", "flax"}))


def choices(make: Maker, name: str, *, last: bool = False) -> Arrays:
    """Texts to choose from, `[batch, choices, length]`, and both heads' labels.

    Args:
        last: leave the token that is classified to be the last one, and nothing to padding.
    """
    rng, vocab = make.rng(name), make.tiny["vocab_size"]
    mask = padding_mask((BATCH, CHOICES, LENGTH), (0, 0, 0) if last else (0, 2, 4))
    labelled = (mask == 1) & (np.arange(LENGTH) % 3 != 2)
    inputs = {
        "input_ids": token_ids(rng, vocab, mask, make.pad),
        "attention_mask": mask,
        "mc_token_ids": mask.sum(-1) - 1,
        "labels": np.where(labelled, rng.integers(0, vocab, mask.shape), IGNORED),
        "mc_labels": rng.integers(0, CHOICES, BATCH),
    }
    return {key: array for key, array in inputs.items() if not (last and key == "mc_token_ids")}


def t5(model_type: str, seed: int) -> Iterator[CaseSpec]:
    """Heads on the decoder's states, which reads what the encoder reads; and on the encoder's."""
    make = Maker(model_type, T5, seed).seq2seq
    yield make("T5ForSequenceClassification", {"num_labels": CLASSES, "num_layers": 1}, inner=True)
    yield make("T5ForQuestionAnswering", {"feed_forward_proj": "gated-gelu"})
    newest = Maker(model_type, T5, seed, NEWEST).encoder
    yield newest("T5ForTokenClassification", {"num_labels": CLASSES, "classifier_dropout": 0.3})


def llama(model_type: str, seed: int) -> Iterator[CaseSpec]:
    """A label for each token, and an answer in the text."""
    yield from tokens_and_answers(Maker(model_type, {**LLAMA, "head_dim": 2}, seed, NEWEST), "Llama")


def mistral(model_type: str, seed: int) -> Iterator[CaseSpec]:
    """The same."""
    yield from tokens_and_answers(Maker(model_type, {**LLAMA, "sliding_window": None}, seed, NEWEST), "Mistral")


def qwen2(model_type: str, seed: int) -> Iterator[CaseSpec]:
    """The same."""
    yield from tokens_and_answers(Maker(model_type, LLAMA, seed, NEWEST), "Qwen2")


def qwen3(model_type: str, seed: int) -> Iterator[CaseSpec]:
    """The same."""
    yield from tokens_and_answers(Maker(model_type, {**LLAMA, "head_dim": 4}, seed, NEWEST), "Qwen3")


def gemma2(model_type: str, seed: int) -> Iterator[CaseSpec]:
    """A label for each token."""
    capped = {"head_dim": 4, "query_pre_attn_scalar": 5, "sliding_window": 3, "attn_logit_softcapping": 2.0}
    make = Maker(model_type, {**LLAMA, **capped}, seed, NEWEST)
    yield make.decoder("Gemma2ForTokenClassification", {"num_labels": CLASSES}, window=3)


def tokens_and_answers(make: Maker, prefix: str) -> Iterator[CaseSpec]:
    """Both heads; the former also with padding on the left."""
    name = f"{prefix}ForTokenClassification"
    yield make.decoder(name, {"num_labels": CLASSES})
    yield make.decoder(f"{name}-left", weights=name, left=True)
    yield make.decoder(f"{prefix}ForQuestionAnswering")


FAMILIES = {
    "bart": bart,
    "mbart": mbart,
    "marian": marian,
    "pegasus": pegasus,
    "gpt2": gpt2,
    "t5": t5,
    "llama": llama,
    "mistral": mistral,
    "qwen2": qwen2,
    "qwen3": qwen3,
    "gemma2": gemma2,
}
"""The cases of one of the families."""
