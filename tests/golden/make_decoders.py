"""The cases of the Llama family of decoders in the golden data: Llama, Mistral, Qwen2, Qwen3, Gemma 2.

What the released library has is made with it; the rest with the newest, whose config.json is the new kind. A small
theta and inputs longer than `max_position_embeddings` make every way of scaling positions visible.
"""

from collections.abc import Iterator

from golden_cases import CLASSES, NEWEST, CaseSpec, Maker

TINY = {
    "vocab_size": 43,
    "hidden_size": 16,
    "intermediate_size": 24,
    "num_hidden_layers": 2,
    "num_attention_heads": 4,
    "num_key_value_heads": 2,
    "max_position_embeddings": 20,
    "rms_norm_eps": 0.1,
    "pad_token_id": 0,
    "bos_token_id": 1,
    "eos_token_id": 2,
}
THETA = 100.0
LONG = 14
"""Length of inputs beyond `TRAINED` positions."""
TRAINED = 8
WINDOW = 3
NOT_FLAX = frozenset({"flax"})
ONE = {"num_hidden_layers": 1, "num_labels": CLASSES}


def specs(model_type: str, seed: int) -> Iterator[CaseSpec]:
    """The cases of one of the families."""
    yield from FAMILIES[model_type](model_type, seed)


def llama(model_type: str, seed: int) -> Iterator[CaseSpec]:
    """Every head; Flax's class knows neither grouped queries, biases nor scaled positions."""
    make = Maker(model_type, {**TINY, "rope_theta": THETA}, seed).decoder
    ungrouped = {"num_key_value_heads": 4, "rope_theta": 10000.0}
    yield make("LlamaModel", ungrouped, inner=True)
    yield make("LlamaForCausalLM", ungrouped, older_containers=True, inner=True)
    yield make("LlamaForCausalLM-left", weights="LlamaForCausalLM", left=True)
    yield make("LlamaForSequenceClassification", ONE)
    yield make("LlamaForSequenceClassification-left", weights="LlamaForSequenceClassification", left=True)
    short = {"max_position_embeddings": TRAINED}
    linear = {"rope_scaling": {"type": "linear", "factor": 2.0}, "attention_bias": True}
    dynamic = {"rope_scaling": {"type": "dynamic", "factor": 4.0}, "num_hidden_layers": 1, "tie_word_embeddings": True}
    yield make("LlamaForCausalLM-linear", {**short, **linear}, length=LONG, but=NOT_FLAX)
    yield make("LlamaForCausalLM-dynamic", {**short, **dynamic}, length=LONG, but=NOT_FLAX, cached=False)
    newest = Maker(model_type, {**TINY, **short, "head_dim": 8}, seed, NEWEST).decoder
    bent = {
        "rope_type": "llama3",
        "rope_theta": THETA,
        "factor": 4.0,
        "low_freq_factor": 1.0,
        "high_freq_factor": 2.0,
        "original_max_position_embeddings": TRAINED,
    }
    biases = {"attention_bias": True, "mlp_bias": True}
    yield newest("LlamaForCausalLM-llama3", {**biases, "rope_parameters": bent}, length=LONG, inner=True)
    yarn = {
        "rope_type": "yarn",
        "rope_theta": THETA,
        "factor": 4.0,
        "original_max_position_embeddings": TRAINED,
        "beta_fast": 4.0,
        "beta_slow": 0.5,
    }
    yield newest("LlamaForCausalLM-yarn", {"rope_parameters": yarn}, length=LONG)
    turned = {**yarn, "attention_factor": 1.3, "truncate": False}
    yield newest("LlamaForCausalLM-yarn-factor", {"rope_parameters": turned, "num_hidden_layers": 1}, length=LONG)
    stretched = {"rope_type": "dynamic", "rope_theta": THETA, "factor": 4.0}
    # Keys that are kept are turned by the frequencies of the length they were made at: steps give other logits.
    options = {"rope_parameters": stretched, "num_hidden_layers": 1}
    yield newest("LlamaForCausalLM-dynamic5", options, length=LONG, cached=False)


def mistral(model_type: str, seed: int) -> Iterator[CaseSpec]:
    """Every head, with a window shorter than the input."""
    window = {"sliding_window": WINDOW, "rope_theta": THETA}
    make = Maker(model_type, {**TINY, **window}, seed).decoder
    yield make("MistralModel", inner=True, window=WINDOW)
    yield make("MistralForCausalLM", older_containers=True, window=WINDOW)
    yield make("MistralForCausalLM-left", weights="MistralForCausalLM", left=True, window=WINDOW)
    yield make("MistralForSequenceClassification", ONE, window=WINDOW)
    newest = Maker(model_type, {**TINY, "head_dim": 8, "sliding_window": None}, seed, NEWEST).decoder
    yield newest("MistralForCausalLM-apart", {"tie_word_embeddings": True})


def qwen2(model_type: str, seed: int) -> Iterator[CaseSpec]:
    """Every head; a window from one layer on."""
    make = Maker(model_type, {**TINY, "rope_theta": THETA}, seed).decoder
    yield make("Qwen2ForCausalLM", older_containers=True)
    yield make("Qwen2ForCausalLM-left", weights="Qwen2ForCausalLM", left=True)
    newest = Maker(model_type, TINY, seed, NEWEST).decoder
    window = {"use_sliding_window": True, "sliding_window": WINDOW, "max_window_layers": 1}
    yield newest("Qwen2Model", window, inner=True, window=WINDOW)
    yield newest("Qwen2ForCausalLM-window", {**window, "tie_word_embeddings": True}, window=WINDOW)
    yield newest("Qwen2ForSequenceClassification", ONE)


def qwen3(model_type: str, seed: int) -> Iterator[CaseSpec]:
    """Every head; queries and keys are normalised."""
    make = Maker(model_type, {**TINY, "head_dim": 8}, seed, NEWEST).decoder
    window = {"use_sliding_window": True, "sliding_window": WINDOW, "max_window_layers": 1}
    yield make("Qwen3Model", {"attention_bias": True}, inner=True)
    yield make("Qwen3ForCausalLM", {"tie_word_embeddings": True}, inner=True)
    yield make("Qwen3ForCausalLM-left", weights="Qwen3ForCausalLM", left=True)
    yield make("Qwen3ForCausalLM-window", {**window, "tie_word_embeddings": False}, window=WINDOW)
    yield make("Qwen3ForSequenceClassification", ONE)


def gemma2(model_type: str, seed: int) -> Iterator[CaseSpec]:
    """Every head; caps low enough to bend every score, windows in every second layer or where they are named."""
    capped = {
        "head_dim": 8,
        "query_pre_attn_scalar": 5,
        "sliding_window": WINDOW,
        "attn_logit_softcapping": 2.0,
        "final_logit_softcapping": 3.0,
    }
    make = Maker(model_type, {**TINY, **capped}, seed, NEWEST).decoder
    yield make("Gemma2Model", {"attention_bias": True}, inner=True, window=WINDOW)
    yield make("Gemma2ForCausalLM", inner=True, window=WINDOW)
    yield make("Gemma2ForCausalLM-left", weights="Gemma2ForCausalLM", left=True, window=WINDOW)
    named = {"layer_types": ["full_attention", "sliding_attention"], "attn_logit_softcapping": None}
    uncapped = {"final_logit_softcapping": None, "hidden_activation": "gelu"}
    yield make("Gemma2ForCausalLM-named", {**named, **uncapped}, window=WINDOW)
    yield make("Gemma2ForSequenceClassification", ONE, window=WINDOW)


FAMILIES = {"llama": llama, "mistral": mistral, "qwen2": qwen2, "qwen3": qwen3, "gemma2": gemma2}
