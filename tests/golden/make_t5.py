"""T5's cases of the golden data: version 1.0 (one feed-forward layer, tied head) and 1.1 (gated, a head of its own).

Heads are of another size than hidden over number of heads, encoder and decoder of different depth, and inputs long
enough for every kind of bucket: exact, logarithmic, beyond the largest distance.
"""

from collections.abc import Iterator

from golden_cases import CaseSpec, Maker

TINY = {
    "vocab_size": 43,
    "d_model": 8,
    "d_kv": 3,
    "d_ff": 12,
    "num_layers": 2,
    "num_decoder_layers": 1,
    "num_heads": 4,
    "relative_attention_num_buckets": 8,
    "relative_attention_max_distance": 6,
    "layer_norm_epsilon": 0.1,
    "decoder_start_token_id": 0,
    "pad_token_id": 0,
    "eos_token_id": 1,
}
VERSION_1_1 = {
    "feed_forward_proj": "gated-gelu",
    "tie_word_embeddings": False,
    "num_decoder_layers": 2,
    "num_layers": 1,
}


def specs(model_type: str, seed: int) -> Iterator[CaseSpec]:
    """Every head; the decoder's inputs given, and made from the labels."""
    make = Maker(model_type, TINY, seed).seq2seq
    yield make("T5Model", {"num_decoder_layers": 2}, inner=True, decoder_length=9)
    yield make("T5EncoderModel", {"num_layers": 1}, inner=True, dialects=True)
    yield make("T5ForConditionalGeneration", older_containers=True, inner=True)
    yield make("T5ForConditionalGeneration-shift", weights="T5ForConditionalGeneration", shift=True)
    yield make("T5ForConditionalGeneration-gated", VERSION_1_1, dialects=True, inner=True)
    yield make(
        "T5ForConditionalGeneration-silu", {**VERSION_1_1, "feed_forward_proj": "gated-silu", "num_decoder_layers": 1}
    )
