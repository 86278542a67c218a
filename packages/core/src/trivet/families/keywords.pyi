# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

import os
from typing import Any, TypedDict

class PretrainedKeywords(TypedDict, total=False):
    revision: str | None
    cache_dir: str | os.PathLike[str] | None
    token: str | bool | None
    force_download: bool
    local_files_only: bool
    endpoint: str | None
    proxies: dict[str, str] | None
    check_sums: bool
    state_key: str | None
    torchscript: bool
    use_bfloat16: bool
    tf_legacy_loss: bool
    pruned_heads: Any
    chunk_size_feed_forward: int
    is_encoder_decoder: bool
    is_decoder: bool
    cross_attention_hidden_size: int | None
    add_cross_attention: bool
    tie_encoder_decoder: bool
    max_length: int
    min_length: int
    do_sample: bool
    early_stopping: bool
    num_beams: int
    num_beam_groups: int
    diversity_penalty: float
    temperature: float
    top_k: int
    top_p: float
    typical_p: float
    repetition_penalty: float
    length_penalty: float
    no_repeat_ngram_size: int
    encoder_no_repeat_ngram_size: int
    bad_words_ids: list[list[int]] | None
    num_return_sequences: int
    output_scores: bool
    return_dict_in_generate: bool
    forced_bos_token_id: int | list[int] | None
    forced_eos_token_id: int | list[int] | None
    remove_invalid_values: bool
    exponential_decay_length_penalty: Any
    suppress_tokens: list[int] | None
    begin_suppress_tokens: list[int] | None
    finetuning_task: str | None
    tokenizer_class: str | None
    prefix: str | None
    decoder_start_token_id: int | None
    task_specific_params: dict[str, Any] | None
    transformers_version: str | None
    return_dict: bool
    output_hidden_states: bool
    output_attentions: bool
    tie_word_embeddings: bool
    architectures: list[str] | None
    id2label: dict[int, str]
    label2id: dict[str, int]
    num_labels: int
    problem_type: str | None
    bos_token_id: int | list[int] | None
    pad_token_id: int | None
    eos_token_id: int | list[int] | None
    sep_token_id: int | None
    trust_remote_code: Any
    code_revision: Any
    resume_download: Any
    use_auth_token: Any

class AlbertKeywords(PretrainedKeywords, total=False):
    vocab_size: int
    hidden_size: int
    num_hidden_layers: int
    num_attention_heads: int
    intermediate_size: int
    hidden_act: str
    hidden_dropout_prob: float
    attention_probs_dropout_prob: float
    max_position_embeddings: int
    initializer_range: float
    layer_norm_eps: float
    type_vocab_size: int
    position_embedding_type: str
    use_cache: bool
    classifier_dropout: float | None
    embedding_size: int
    num_hidden_groups: int
    inner_group_num: int
    classifier_dropout_prob: float

class ArceeKeywords(PretrainedKeywords, total=False):
    rope_theta: float
    rope_scaling: dict[str, Any] | None
    vocab_size: int
    hidden_size: int
    intermediate_size: int
    num_hidden_layers: int
    num_attention_heads: int
    num_key_value_heads: int
    hidden_act: str
    max_position_embeddings: int
    initializer_range: float
    use_cache: bool
    attention_dropout: float
    head_dim: int
    rms_norm_eps: float
    attention_bias: bool
    mlp_bias: bool

class BartKeywords(PretrainedKeywords, total=False):
    vocab_size: int
    max_position_embeddings: int
    encoder_layers: int
    encoder_ffn_dim: int
    encoder_attention_heads: int
    decoder_layers: int
    decoder_ffn_dim: int
    decoder_attention_heads: int
    encoder_layerdrop: float
    decoder_layerdrop: float
    use_cache: bool
    activation_function: str
    d_model: int
    dropout: float
    attention_dropout: float
    activation_dropout: float
    init_std: float
    classifier_dropout: float
    scale_embedding: bool
    num_hidden_layers: int
    num_attention_heads: int
    hidden_size: int

class BeitKeywords(PretrainedKeywords, total=False):
    vocab_size: int
    hidden_size: int
    num_hidden_layers: int
    num_attention_heads: int
    intermediate_size: int
    hidden_act: str
    hidden_dropout_prob: float
    attention_probs_dropout_prob: float
    initializer_range: float
    layer_norm_eps: float
    image_size: int | list[int]
    patch_size: int | list[int]
    num_channels: int
    use_mask_token: bool
    use_absolute_position_embeddings: bool
    use_relative_position_bias: bool
    use_shared_relative_position_bias: bool
    layer_scale_init_value: float
    drop_path_rate: float
    use_mean_pooling: bool
    pool_scales: list[int]
    use_auxiliary_head: bool
    auxiliary_loss_weight: float
    auxiliary_channels: int
    auxiliary_num_convs: int
    auxiliary_concat_input: bool
    semantic_loss_ignore_index: int
    out_features: list[str] | None
    out_indices: list[int] | None
    add_fpn: bool
    reshape_hidden_states: bool

class BertKeywords(PretrainedKeywords, total=False):
    vocab_size: int
    hidden_size: int
    num_hidden_layers: int
    num_attention_heads: int
    intermediate_size: int
    hidden_act: str
    hidden_dropout_prob: float
    attention_probs_dropout_prob: float
    max_position_embeddings: int
    initializer_range: float
    layer_norm_eps: float
    type_vocab_size: int
    position_embedding_type: str
    use_cache: bool
    classifier_dropout: float | None

class BlenderbotKeywords(PretrainedKeywords, total=False):
    vocab_size: int
    max_position_embeddings: int
    encoder_layers: int
    encoder_ffn_dim: int
    encoder_attention_heads: int
    decoder_layers: int
    decoder_ffn_dim: int
    decoder_attention_heads: int
    encoder_layerdrop: float
    decoder_layerdrop: float
    use_cache: bool
    activation_function: str
    d_model: int
    dropout: float
    attention_dropout: float
    activation_dropout: float
    init_std: float
    classifier_dropout: float
    scale_embedding: bool
    num_hidden_layers: int
    num_attention_heads: int
    hidden_size: int

class BlenderbotSmallKeywords(PretrainedKeywords, total=False):
    vocab_size: int
    max_position_embeddings: int
    encoder_layers: int
    encoder_ffn_dim: int
    encoder_attention_heads: int
    decoder_layers: int
    decoder_ffn_dim: int
    decoder_attention_heads: int
    encoder_layerdrop: float
    decoder_layerdrop: float
    use_cache: bool
    activation_function: str
    d_model: int
    dropout: float
    attention_dropout: float
    activation_dropout: float
    init_std: float
    classifier_dropout: float
    scale_embedding: bool
    num_hidden_layers: int
    num_attention_heads: int
    hidden_size: int

class BloomKeywords(PretrainedKeywords, total=False):
    vocab_size: int
    hidden_size: int
    n_layer: int
    n_head: int
    layer_norm_epsilon: float
    initializer_range: float
    use_cache: bool
    apply_residual_connection_post_layernorm: bool
    hidden_dropout: float
    attention_dropout: float
    pretraining_tp: int
    slow_but_exact: bool
    n_embed: int
    num_hidden_layers: int
    num_attention_heads: int

class CamembertKeywords(PretrainedKeywords, total=False):
    vocab_size: int
    hidden_size: int
    num_hidden_layers: int
    num_attention_heads: int
    intermediate_size: int
    hidden_act: str
    hidden_dropout_prob: float
    attention_probs_dropout_prob: float
    max_position_embeddings: int
    initializer_range: float
    layer_norm_eps: float
    type_vocab_size: int
    position_embedding_type: str
    use_cache: bool
    classifier_dropout: float | None

class CodeGenKeywords(PretrainedKeywords, total=False):
    vocab_size: int
    n_positions: int
    n_embd: int
    n_layer: int
    n_head: int
    n_inner: int | None
    activation_function: str
    resid_pdrop: float
    embd_pdrop: float
    attn_pdrop: float
    layer_norm_epsilon: float
    initializer_range: float
    use_cache: bool
    rotary_dim: int | None
    n_ctx: int
    max_position_embeddings: int
    hidden_size: int
    num_hidden_layers: int
    num_attention_heads: int
    intermediate_size: int | None
    hidden_act: str
    attention_dropout: float

class CohereKeywords(PretrainedKeywords, total=False):
    rope_theta: float
    rope_scaling: dict[str, Any] | None
    vocab_size: int
    hidden_size: int
    intermediate_size: int
    num_hidden_layers: int
    num_attention_heads: int
    num_key_value_heads: int
    hidden_act: str
    max_position_embeddings: int
    initializer_range: float
    use_cache: bool
    attention_dropout: float
    logit_scale: float
    layer_norm_eps: float
    attention_bias: bool
    use_qk_norm: bool

class Cohere2Keywords(PretrainedKeywords, total=False):
    rope_theta: float
    rope_scaling: dict[str, Any] | None
    vocab_size: int
    hidden_size: int
    intermediate_size: int
    num_hidden_layers: int
    num_attention_heads: int
    num_key_value_heads: int
    hidden_act: str
    max_position_embeddings: int
    initializer_range: float
    use_cache: bool
    attention_dropout: float
    logit_scale: float
    layer_norm_eps: float
    attention_bias: bool
    sliding_window: int | None
    sliding_window_pattern: int
    layer_types: list[str] | None

class DPRKeywords(PretrainedKeywords, total=False):
    vocab_size: int
    hidden_size: int
    num_hidden_layers: int
    num_attention_heads: int
    intermediate_size: int
    hidden_act: str
    hidden_dropout_prob: float
    attention_probs_dropout_prob: float
    max_position_embeddings: int
    initializer_range: float
    layer_norm_eps: float
    type_vocab_size: int
    position_embedding_type: str
    use_cache: bool
    classifier_dropout: float | None
    projection_dim: int

class Data2VecVisionKeywords(PretrainedKeywords, total=False):
    hidden_size: int
    num_hidden_layers: int
    num_attention_heads: int
    intermediate_size: int
    hidden_act: str
    hidden_dropout_prob: float
    attention_probs_dropout_prob: float
    initializer_range: float
    layer_norm_eps: float
    image_size: int | list[int]
    patch_size: int | list[int]
    num_channels: int
    use_mask_token: bool
    use_absolute_position_embeddings: bool
    use_relative_position_bias: bool
    use_shared_relative_position_bias: bool
    layer_scale_init_value: float
    drop_path_rate: float
    use_mean_pooling: bool
    pool_scales: list[int]
    use_auxiliary_head: bool
    auxiliary_loss_weight: float
    auxiliary_channels: int
    auxiliary_num_convs: int
    auxiliary_concat_input: bool
    semantic_loss_ignore_index: int
    out_indices: list[int]

class DebertaKeywords(PretrainedKeywords, total=False):
    vocab_size: int
    hidden_size: int
    num_hidden_layers: int
    num_attention_heads: int
    intermediate_size: int
    hidden_act: str
    hidden_dropout_prob: float
    attention_probs_dropout_prob: float
    max_position_embeddings: int
    initializer_range: float
    layer_norm_eps: float
    type_vocab_size: int
    relative_attention: bool
    max_relative_positions: int
    position_biased_input: bool
    pos_att_type: Any
    pooler_dropout: float
    pooler_hidden_act: str
    embedding_size: int
    pooler_hidden_size: int
    cls_dropout: float | None
    legacy: bool

class DebertaV2Keywords(PretrainedKeywords, total=False):
    vocab_size: int
    hidden_size: int
    num_hidden_layers: int
    num_attention_heads: int
    intermediate_size: int
    hidden_act: str
    hidden_dropout_prob: float
    attention_probs_dropout_prob: float
    max_position_embeddings: int
    initializer_range: float
    layer_norm_eps: float
    type_vocab_size: int
    relative_attention: bool
    max_relative_positions: int
    position_biased_input: bool
    pos_att_type: Any
    pooler_dropout: float
    pooler_hidden_act: str
    embedding_size: int
    pooler_hidden_size: int
    cls_dropout: float | None
    legacy: bool
    position_buckets: int
    norm_rel_ebd: str
    share_att_key: bool
    conv_kernel_size: int
    conv_act: str

class DeiTKeywords(PretrainedKeywords, total=False):
    hidden_size: int
    num_hidden_layers: int
    num_attention_heads: int
    intermediate_size: int
    hidden_act: str
    hidden_dropout_prob: float
    attention_probs_dropout_prob: float
    initializer_range: float
    layer_norm_eps: float
    image_size: int | list[int]
    patch_size: int | list[int]
    num_channels: int
    qkv_bias: bool
    encoder_stride: int

class Dinov2Keywords(PretrainedKeywords, total=False):
    hidden_size: int
    num_hidden_layers: int
    num_attention_heads: int
    mlp_ratio: int
    hidden_act: str
    hidden_dropout_prob: float
    attention_probs_dropout_prob: float
    initializer_range: float
    layer_norm_eps: float
    image_size: int | list[int]
    patch_size: int | list[int]
    num_channels: int
    qkv_bias: bool
    layerscale_value: float
    drop_path_rate: float
    use_swiglu_ffn: bool
    out_features: list[str] | None
    out_indices: list[int] | None
    apply_layernorm: bool
    reshape_hidden_states: bool

class Dinov2WithRegistersKeywords(PretrainedKeywords, total=False):
    hidden_size: int
    num_hidden_layers: int
    num_attention_heads: int
    mlp_ratio: int
    hidden_act: str
    hidden_dropout_prob: float
    attention_probs_dropout_prob: float
    initializer_range: float
    layer_norm_eps: float
    image_size: int | list[int]
    patch_size: int | list[int]
    num_channels: int
    qkv_bias: bool
    layerscale_value: float
    drop_path_rate: float
    use_swiglu_ffn: bool
    out_features: list[str] | None
    out_indices: list[int] | None
    apply_layernorm: bool
    reshape_hidden_states: bool
    num_register_tokens: int

class DistilBertKeywords(PretrainedKeywords, total=False):
    vocab_size: int
    max_position_embeddings: int
    sinusoidal_pos_embds: bool
    n_layers: int
    n_heads: int
    dim: int
    hidden_dim: int
    dropout: float
    attention_dropout: float
    activation: str
    initializer_range: float
    qa_dropout: float
    seq_classif_dropout: float
    num_hidden_layers: int
    num_attention_heads: int
    hidden_size: int

class ElectraKeywords(PretrainedKeywords, total=False):
    vocab_size: int
    hidden_size: int
    num_hidden_layers: int
    num_attention_heads: int
    intermediate_size: int
    hidden_act: str
    hidden_dropout_prob: float
    attention_probs_dropout_prob: float
    max_position_embeddings: int
    initializer_range: float
    layer_norm_eps: float
    type_vocab_size: int
    position_embedding_type: str
    use_cache: bool
    classifier_dropout: float | None
    embedding_size: int
    summary_type: str
    summary_use_proj: bool
    summary_activation: str | None
    summary_last_dropout: float

class EncoderDecoderKeywords(PretrainedKeywords, total=False):
    encoder: Any
    decoder: Any

class ErnieKeywords(PretrainedKeywords, total=False):
    vocab_size: int
    hidden_size: int
    num_hidden_layers: int
    num_attention_heads: int
    intermediate_size: int
    hidden_act: str
    hidden_dropout_prob: float
    attention_probs_dropout_prob: float
    max_position_embeddings: int
    initializer_range: float
    layer_norm_eps: float
    type_vocab_size: int
    position_embedding_type: str
    use_cache: bool
    classifier_dropout: float | None
    task_type_vocab_size: int
    use_task_id: bool

class EuroBertKeywords(PretrainedKeywords, total=False):
    rope_theta: float
    rope_scaling: dict[str, Any] | None
    vocab_size: int
    hidden_size: int
    intermediate_size: int
    num_hidden_layers: int
    num_attention_heads: int
    num_key_value_heads: int
    hidden_act: str
    max_position_embeddings: int
    initializer_range: float
    use_cache: bool
    attention_dropout: float
    head_dim: int
    rms_norm_eps: float
    mask_token_id: int | None
    attention_bias: bool
    mlp_bias: bool
    classifier_pooling: str

class Exaone4Keywords(PretrainedKeywords, total=False):
    rope_theta: float
    rope_scaling: dict[str, Any] | None
    vocab_size: int
    hidden_size: int
    intermediate_size: int
    num_hidden_layers: int
    num_attention_heads: int
    num_key_value_heads: int
    hidden_act: str
    max_position_embeddings: int
    initializer_range: float
    use_cache: bool
    attention_dropout: float
    rms_norm_eps: float
    sliding_window: int | None
    sliding_window_pattern: int | str | None
    layer_types: list[str] | None

class FalconKeywords(PretrainedKeywords, total=False):
    rope_theta: float
    rope_scaling: dict[str, Any] | None
    vocab_size: int
    hidden_size: int
    num_hidden_layers: int
    num_attention_heads: int
    layer_norm_epsilon: float
    initializer_range: float
    use_cache: bool
    hidden_dropout: float
    attention_dropout: float
    num_kv_heads: int
    alibi: bool
    new_decoder_architecture: bool
    multi_query: bool
    parallel_attn: bool
    bias: bool
    max_position_embeddings: int
    num_ln_in_parallel_attn: int | None
    ffn_hidden_size: int | None
    activation: str
    n_embed: int
    num_key_value_heads: int
    intermediate_size: int | None
    hidden_act: str

class GPT2Keywords(PretrainedKeywords, total=False):
    vocab_size: int
    n_positions: int
    n_embd: int
    n_layer: int
    n_head: int
    n_inner: int | None
    activation_function: str
    resid_pdrop: float
    embd_pdrop: float
    attn_pdrop: float
    layer_norm_epsilon: float
    initializer_range: float
    summary_type: str
    summary_use_proj: bool
    summary_activation: str | None
    summary_proj_to_labels: bool
    summary_first_dropout: float
    scale_attn_weights: bool
    use_cache: bool
    scale_attn_by_inverse_layer_idx: bool
    reorder_and_upcast_attn: bool
    max_position_embeddings: int
    hidden_size: int
    num_hidden_layers: int
    num_attention_heads: int

class GPTBigCodeKeywords(PretrainedKeywords, total=False):
    vocab_size: int
    n_positions: int
    n_embd: int
    n_layer: int
    n_head: int
    n_inner: int | None
    activation_function: str
    resid_pdrop: float
    embd_pdrop: float
    attn_pdrop: float
    layer_norm_epsilon: float
    initializer_range: float
    use_cache: bool
    scale_attn_weights: bool
    attention_softmax_in_fp32: bool
    scale_attention_softmax_in_fp32: bool
    multi_query: bool
    max_position_embeddings: int
    hidden_size: int
    num_hidden_layers: int
    num_attention_heads: int
    intermediate_size: int | None
    hidden_act: str
    attention_dropout: float

class GPTJKeywords(PretrainedKeywords, total=False):
    vocab_size: int
    n_positions: int
    n_embd: int
    n_layer: int
    n_head: int
    n_inner: int | None
    activation_function: str
    resid_pdrop: float
    embd_pdrop: float
    attn_pdrop: float
    layer_norm_epsilon: float
    initializer_range: float
    use_cache: bool
    rotary_dim: int | None
    max_position_embeddings: int
    hidden_size: int
    num_hidden_layers: int
    num_attention_heads: int
    intermediate_size: int | None
    hidden_act: str
    attention_dropout: float

class GPTNeoKeywords(PretrainedKeywords, total=False):
    vocab_size: int
    max_position_embeddings: int
    hidden_size: int
    num_layers: int
    attention_types: list[Any]
    num_heads: int
    intermediate_size: int | None
    window_size: int
    activation_function: str
    resid_dropout: float
    embed_dropout: float
    attention_dropout: float
    classifier_dropout: float
    layer_norm_epsilon: float
    initializer_range: float
    use_cache: bool
    attention_layers: list[str]
    num_hidden_layers: int
    num_attention_heads: int
    hidden_act: str

class GPTNeoXKeywords(PretrainedKeywords, total=False):
    rope_theta: float
    rope_scaling: dict[str, Any] | None
    vocab_size: int
    hidden_size: int
    num_hidden_layers: int
    num_attention_heads: int
    intermediate_size: int
    hidden_act: str
    rotary_pct: float
    rotary_emb_base: float
    attention_dropout: float
    hidden_dropout: float
    classifier_dropout: float
    max_position_embeddings: int
    initializer_range: float
    layer_norm_eps: float
    use_cache: bool
    use_parallel_residual: bool
    attention_bias: bool
    partial_rotary_factor: float

class GemmaKeywords(PretrainedKeywords, total=False):
    rope_theta: float
    rope_scaling: dict[str, Any] | None
    vocab_size: int
    hidden_size: int
    intermediate_size: int
    num_hidden_layers: int
    num_attention_heads: int
    num_key_value_heads: int
    hidden_act: str
    max_position_embeddings: int
    initializer_range: float
    use_cache: bool
    attention_dropout: float
    head_dim: int
    rms_norm_eps: float
    attention_bias: bool

class Gemma2Keywords(PretrainedKeywords, total=False):
    rope_theta: float
    rope_scaling: dict[str, Any] | None
    vocab_size: int
    hidden_size: int
    intermediate_size: int
    num_hidden_layers: int
    num_attention_heads: int
    num_key_value_heads: int
    hidden_act: str
    max_position_embeddings: int
    initializer_range: float
    use_cache: bool
    attention_dropout: float
    head_dim: int
    rms_norm_eps: float
    hidden_activation: str
    attention_bias: bool
    query_pre_attn_scalar: float
    sliding_window: int | None
    layer_types: list[str] | None
    final_logit_softcapping: float | None
    attn_logit_softcapping: float | None

class Gemma3Keywords(PretrainedKeywords, total=False):
    rope_theta: float
    rope_scaling: dict[str, Any] | None
    vocab_size: int
    hidden_size: int
    intermediate_size: int
    num_hidden_layers: int
    num_attention_heads: int
    num_key_value_heads: int
    hidden_act: str
    max_position_embeddings: int
    initializer_range: float
    use_cache: bool
    attention_dropout: float
    head_dim: int
    rms_norm_eps: float
    hidden_activation: str
    attention_bias: bool
    query_pre_attn_scalar: float
    sliding_window: int | None
    layer_types: list[str] | None
    final_logit_softcapping: float | None
    attn_logit_softcapping: float | None
    rope_local_base_freq: float
    sliding_window_pattern: int

class GlmKeywords(PretrainedKeywords, total=False):
    rope_theta: float
    rope_scaling: dict[str, Any] | None
    vocab_size: int
    hidden_size: int
    intermediate_size: int
    num_hidden_layers: int
    num_attention_heads: int
    num_key_value_heads: int
    hidden_act: str
    max_position_embeddings: int
    initializer_range: float
    use_cache: bool
    attention_dropout: float
    head_dim: int
    rms_norm_eps: float
    attention_bias: bool
    partial_rotary_factor: float

class Glm4Keywords(PretrainedKeywords, total=False):
    rope_theta: float
    rope_scaling: dict[str, Any] | None
    vocab_size: int
    hidden_size: int
    intermediate_size: int
    num_hidden_layers: int
    num_attention_heads: int
    num_key_value_heads: int
    hidden_act: str
    max_position_embeddings: int
    initializer_range: float
    use_cache: bool
    attention_dropout: float
    head_dim: int
    rms_norm_eps: float
    attention_bias: bool
    partial_rotary_factor: float

class Glm4MoeKeywords(PretrainedKeywords, total=False):
    rope_theta: float
    rope_scaling: dict[str, Any] | None
    vocab_size: int
    hidden_size: int
    intermediate_size: int
    num_hidden_layers: int
    num_attention_heads: int
    num_key_value_heads: int
    hidden_act: str
    max_position_embeddings: int
    initializer_range: float
    use_cache: bool
    attention_dropout: float
    head_dim: int
    rms_norm_eps: float
    num_experts_per_tok: int
    output_router_logits: bool
    router_aux_loss_coef: float
    partial_rotary_factor: float
    attention_bias: bool
    moe_intermediate_size: int
    n_shared_experts: int
    n_routed_experts: int
    routed_scaling_factor: float
    n_group: int
    topk_group: int
    first_k_dense_replace: int
    norm_topk_prob: bool
    use_qk_norm: bool
    num_nextn_predict_layers: int
    num_local_experts: int
    num_experts: int
    num_mtp_layers: int

class GraniteKeywords(PretrainedKeywords, total=False):
    rope_theta: float
    rope_scaling: dict[str, Any] | None
    vocab_size: int
    hidden_size: int
    intermediate_size: int
    num_hidden_layers: int
    num_attention_heads: int
    num_key_value_heads: int
    hidden_act: str
    max_position_embeddings: int
    initializer_range: float
    use_cache: bool
    attention_dropout: float
    head_dim: int
    rms_norm_eps: float
    attention_bias: bool
    mlp_bias: bool
    embedding_multiplier: float
    logits_scaling: float
    residual_multiplier: float
    attention_multiplier: float

class GraniteMoeKeywords(PretrainedKeywords, total=False):
    rope_theta: float
    rope_scaling: dict[str, Any] | None
    vocab_size: int
    hidden_size: int
    intermediate_size: int
    num_hidden_layers: int
    num_attention_heads: int
    num_key_value_heads: int
    hidden_act: str
    max_position_embeddings: int
    initializer_range: float
    use_cache: bool
    attention_dropout: float
    head_dim: int
    rms_norm_eps: float
    attention_bias: bool
    mlp_bias: bool
    embedding_multiplier: float
    logits_scaling: float
    residual_multiplier: float
    attention_multiplier: float
    num_experts_per_tok: int
    output_router_logits: bool
    router_aux_loss_coef: float
    num_local_experts: int
    num_experts: int

class GteKeywords(PretrainedKeywords, total=False):
    rope_theta: float
    rope_scaling: dict[str, Any] | None
    vocab_size: int
    hidden_size: int
    num_hidden_layers: int
    num_attention_heads: int
    intermediate_size: int
    hidden_act: str
    hidden_dropout_prob: float
    attention_probs_dropout_prob: float
    max_position_embeddings: int
    initializer_range: float
    layer_norm_eps: float
    type_vocab_size: int
    classifier_dropout: float | None

class HeliumKeywords(PretrainedKeywords, total=False):
    rope_theta: float
    rope_scaling: dict[str, Any] | None
    vocab_size: int
    hidden_size: int
    intermediate_size: int
    num_hidden_layers: int
    num_attention_heads: int
    num_key_value_heads: int
    hidden_act: str
    max_position_embeddings: int
    initializer_range: float
    use_cache: bool
    attention_dropout: float
    head_dim: int
    rms_norm_eps: float
    attention_bias: bool
    mlp_bias: bool

class JinaEmbeddingsV3Keywords(PretrainedKeywords, total=False):
    rope_theta: float
    rope_scaling: dict[str, Any] | None
    vocab_size: int
    hidden_size: int
    num_hidden_layers: int
    num_attention_heads: int
    intermediate_size: int
    hidden_act: str
    hidden_dropout_prob: float
    attention_probs_dropout_prob: float
    max_position_embeddings: int
    initializer_range: float
    layer_norm_eps: float
    type_vocab_size: int
    classifier_dropout: float | None

class LayoutLMKeywords(PretrainedKeywords, total=False):
    vocab_size: int
    hidden_size: int
    num_hidden_layers: int
    num_attention_heads: int
    intermediate_size: int
    hidden_act: str
    hidden_dropout_prob: float
    attention_probs_dropout_prob: float
    max_position_embeddings: int
    initializer_range: float
    layer_norm_eps: float
    type_vocab_size: int
    position_embedding_type: str
    use_cache: bool
    classifier_dropout: float | None
    max_2d_position_embeddings: int

class LlamaKeywords(PretrainedKeywords, total=False):
    rope_theta: float
    rope_scaling: dict[str, Any] | None
    vocab_size: int
    hidden_size: int
    intermediate_size: int
    num_hidden_layers: int
    num_attention_heads: int
    num_key_value_heads: int
    hidden_act: str
    max_position_embeddings: int
    initializer_range: float
    use_cache: bool
    attention_dropout: float
    head_dim: int
    rms_norm_eps: float
    attention_bias: bool
    mlp_bias: bool
    pretraining_tp: int

class M2M100Keywords(PretrainedKeywords, total=False):
    vocab_size: int
    max_position_embeddings: int
    encoder_layers: int
    encoder_ffn_dim: int
    encoder_attention_heads: int
    decoder_layers: int
    decoder_ffn_dim: int
    decoder_attention_heads: int
    encoder_layerdrop: float
    decoder_layerdrop: float
    use_cache: bool
    activation_function: str
    d_model: int
    dropout: float
    attention_dropout: float
    activation_dropout: float
    init_std: float
    classifier_dropout: float
    scale_embedding: bool
    num_hidden_layers: int
    num_attention_heads: int
    hidden_size: int

class MBartKeywords(PretrainedKeywords, total=False):
    vocab_size: int
    max_position_embeddings: int
    encoder_layers: int
    encoder_ffn_dim: int
    encoder_attention_heads: int
    decoder_layers: int
    decoder_ffn_dim: int
    decoder_attention_heads: int
    encoder_layerdrop: float
    decoder_layerdrop: float
    use_cache: bool
    activation_function: str
    d_model: int
    dropout: float
    attention_dropout: float
    activation_dropout: float
    init_std: float
    classifier_dropout: float
    scale_embedding: bool
    num_hidden_layers: int
    num_attention_heads: int
    hidden_size: int

class MPNetKeywords(PretrainedKeywords, total=False):
    vocab_size: int
    hidden_size: int
    num_hidden_layers: int
    num_attention_heads: int
    intermediate_size: int
    hidden_act: str
    hidden_dropout_prob: float
    attention_probs_dropout_prob: float
    max_position_embeddings: int
    initializer_range: float
    layer_norm_eps: float
    relative_attention_num_buckets: int

class MT5Keywords(PretrainedKeywords, total=False):
    vocab_size: int
    d_model: int
    d_kv: int
    d_ff: int
    num_layers: int
    num_decoder_layers: int
    num_heads: int
    relative_attention_num_buckets: int
    relative_attention_max_distance: int
    dropout_rate: float
    layer_norm_epsilon: float
    initializer_factor: float
    feed_forward_proj: str
    is_gated_act: bool
    dense_act_fn: str
    use_cache: bool
    classifier_dropout: float
    scale_decoder_outputs: bool | None
    hidden_size: int
    head_dim: int
    num_hidden_layers: int
    num_attention_heads: int

class MarianKeywords(PretrainedKeywords, total=False):
    vocab_size: int
    max_position_embeddings: int
    encoder_layers: int
    encoder_ffn_dim: int
    encoder_attention_heads: int
    decoder_layers: int
    decoder_ffn_dim: int
    decoder_attention_heads: int
    encoder_layerdrop: float
    decoder_layerdrop: float
    use_cache: bool
    activation_function: str
    d_model: int
    dropout: float
    attention_dropout: float
    activation_dropout: float
    init_std: float
    classifier_dropout: float
    scale_embedding: bool
    decoder_vocab_size: int
    share_encoder_decoder_embeddings: bool
    num_hidden_layers: int
    num_attention_heads: int
    hidden_size: int

class MegatronBertKeywords(PretrainedKeywords, total=False):
    vocab_size: int
    hidden_size: int
    num_hidden_layers: int
    num_attention_heads: int
    intermediate_size: int
    hidden_act: str
    hidden_dropout_prob: float
    attention_probs_dropout_prob: float
    max_position_embeddings: int
    initializer_range: float
    layer_norm_eps: float
    type_vocab_size: int
    position_embedding_type: str
    use_cache: bool
    classifier_dropout: float | None

class MistralKeywords(PretrainedKeywords, total=False):
    rope_theta: float
    rope_scaling: dict[str, Any] | None
    vocab_size: int
    hidden_size: int
    intermediate_size: int
    num_hidden_layers: int
    num_attention_heads: int
    num_key_value_heads: int
    hidden_act: str
    max_position_embeddings: int
    initializer_range: float
    use_cache: bool
    attention_dropout: float
    head_dim: int
    rms_norm_eps: float
    sliding_window: int | None

class MixtralKeywords(PretrainedKeywords, total=False):
    rope_theta: float
    rope_scaling: dict[str, Any] | None
    vocab_size: int
    hidden_size: int
    intermediate_size: int
    num_hidden_layers: int
    num_attention_heads: int
    num_key_value_heads: int
    hidden_act: str
    max_position_embeddings: int
    initializer_range: float
    use_cache: bool
    attention_dropout: float
    head_dim: int
    rms_norm_eps: float
    num_experts_per_tok: int
    output_router_logits: bool
    router_aux_loss_coef: float
    sliding_window: int | None
    num_local_experts: int
    router_jitter_noise: float
    num_experts: int

class ModernBertKeywords(PretrainedKeywords, total=False):
    rope_theta: float
    rope_scaling: dict[str, Any] | None
    vocab_size: int
    hidden_size: int
    intermediate_size: int
    num_hidden_layers: int
    num_attention_heads: int
    hidden_activation: str
    max_position_embeddings: int
    initializer_range: float
    norm_eps: float
    norm_bias: bool
    cls_token_id: int | None
    global_rope_theta: float
    local_rope_theta: float
    global_attn_every_n_layers: int
    layer_types: list[str] | None
    local_attention: int
    attention_bias: bool
    attention_dropout: float
    embedding_dropout: float
    mlp_bias: bool
    mlp_dropout: float
    decoder_bias: bool
    classifier_pooling: str
    classifier_dropout: float
    classifier_bias: bool
    classifier_activation: str
    hidden_act: str

class MptKeywords(PretrainedKeywords, total=False):
    d_model: int
    n_heads: int
    n_layers: int
    expansion_ratio: int
    max_seq_len: int
    vocab_size: int
    resid_pdrop: float
    layer_norm_epsilon: float
    emb_pdrop: float
    learned_pos_emb: bool
    attn_config: dict[str, Any] | None
    init_device: str
    logit_scale: float | str | None
    no_bias: bool
    verbose: int
    embedding_fraction: float
    norm_type: str
    use_cache: bool
    initializer_range: float
    hidden_size: int
    num_attention_heads: int
    num_hidden_layers: int
    max_position_embeddings: int

class NemotronKeywords(PretrainedKeywords, total=False):
    rope_theta: float
    rope_scaling: dict[str, Any] | None
    vocab_size: int
    hidden_size: int
    intermediate_size: int
    num_hidden_layers: int
    num_attention_heads: int
    num_key_value_heads: int
    hidden_act: str
    max_position_embeddings: int
    initializer_range: float
    use_cache: bool
    attention_dropout: float
    head_dim: int | None
    norm_eps: float
    attention_bias: bool
    mlp_bias: bool
    partial_rotary_factor: float

class NomicBertKeywords(PretrainedKeywords, total=False):
    rope_theta: float
    rope_scaling: dict[str, Any] | None
    vocab_size: int
    hidden_size: int
    num_hidden_layers: int
    num_attention_heads: int
    intermediate_size: int
    hidden_act: str
    hidden_dropout_prob: float
    attention_probs_dropout_prob: float
    max_position_embeddings: int
    initializer_range: float
    layer_norm_eps: float
    type_vocab_size: int
    classifier_dropout: float | None
    head_dim: int | None
    n_embd: int
    n_layer: int
    n_head: int
    n_inner: int
    n_positions: int
    layer_norm_epsilon: float
    rotary_emb_base: float

class OPTKeywords(PretrainedKeywords, total=False):
    vocab_size: int
    hidden_size: int
    num_hidden_layers: int
    ffn_dim: int
    max_position_embeddings: int
    do_layer_norm_before: bool
    _remove_final_layer_norm: bool
    word_embed_proj_dim: int | None
    dropout: float
    attention_dropout: float
    num_attention_heads: int
    activation_function: str
    layerdrop: float
    init_std: float
    use_cache: bool
    enable_bias: bool
    layer_norm_elementwise_affine: bool
    intermediate_size: int
    hidden_act: str
    initializer_range: float

class OlmoKeywords(PretrainedKeywords, total=False):
    rope_theta: float
    rope_scaling: dict[str, Any] | None
    vocab_size: int
    hidden_size: int
    intermediate_size: int
    num_hidden_layers: int
    num_attention_heads: int
    num_key_value_heads: int
    hidden_act: str
    max_position_embeddings: int
    initializer_range: float
    use_cache: bool
    attention_dropout: float
    attention_bias: bool
    clip_qkv: float | None

class Olmo2Keywords(PretrainedKeywords, total=False):
    rope_theta: float
    rope_scaling: dict[str, Any] | None
    vocab_size: int
    hidden_size: int
    intermediate_size: int
    num_hidden_layers: int
    num_attention_heads: int
    num_key_value_heads: int
    hidden_act: str
    max_position_embeddings: int
    initializer_range: float
    use_cache: bool
    attention_dropout: float
    attention_bias: bool
    rms_norm_eps: float

class Olmo3Keywords(PretrainedKeywords, total=False):
    rope_theta: float
    rope_scaling: dict[str, Any] | None
    vocab_size: int
    hidden_size: int
    intermediate_size: int
    num_hidden_layers: int
    num_attention_heads: int
    num_key_value_heads: int
    hidden_act: str
    max_position_embeddings: int
    initializer_range: float
    use_cache: bool
    attention_dropout: float
    attention_bias: bool
    rms_norm_eps: float
    rope_local_base_freq: float | None
    sliding_window: int | None
    layer_types: list[str] | None

class OlmoeKeywords(PretrainedKeywords, total=False):
    rope_theta: float
    rope_scaling: dict[str, Any] | None
    vocab_size: int
    hidden_size: int
    intermediate_size: int
    num_hidden_layers: int
    num_attention_heads: int
    num_key_value_heads: int
    hidden_act: str
    max_position_embeddings: int
    initializer_range: float
    use_cache: bool
    attention_dropout: float
    head_dim: int
    rms_norm_eps: float
    num_experts_per_tok: int
    output_router_logits: bool
    router_aux_loss_coef: float
    attention_bias: bool
    clip_qkv: float | None
    num_experts: int
    norm_topk_prob: bool
    num_local_experts: int

class OpenAIGPTKeywords(PretrainedKeywords, total=False):
    vocab_size: int
    n_positions: int
    n_embd: int
    n_layer: int
    n_head: int
    afn: str
    resid_pdrop: float
    embd_pdrop: float
    attn_pdrop: float
    layer_norm_epsilon: float
    initializer_range: float
    summary_type: str
    summary_use_proj: bool
    summary_activation: str | None
    summary_proj_to_labels: bool
    summary_first_dropout: float
    use_cache: bool
    max_position_embeddings: int
    hidden_size: int
    num_hidden_layers: int
    num_attention_heads: int
    attention_dropout: float

class PLBartKeywords(PretrainedKeywords, total=False):
    vocab_size: int
    max_position_embeddings: int
    encoder_layers: int
    encoder_ffn_dim: int
    encoder_attention_heads: int
    decoder_layers: int
    decoder_ffn_dim: int
    decoder_attention_heads: int
    encoder_layerdrop: float
    decoder_layerdrop: float
    use_cache: bool
    activation_function: str
    d_model: int
    dropout: float
    attention_dropout: float
    activation_dropout: float
    init_std: float
    classifier_dropout: float
    scale_embedding: bool
    num_hidden_layers: int
    num_attention_heads: int
    hidden_size: int

class PegasusKeywords(PretrainedKeywords, total=False):
    vocab_size: int
    max_position_embeddings: int
    encoder_layers: int
    encoder_ffn_dim: int
    encoder_attention_heads: int
    decoder_layers: int
    decoder_ffn_dim: int
    decoder_attention_heads: int
    encoder_layerdrop: float
    decoder_layerdrop: float
    use_cache: bool
    activation_function: str
    d_model: int
    dropout: float
    attention_dropout: float
    activation_dropout: float
    init_std: float
    classifier_dropout: float
    scale_embedding: bool
    num_hidden_layers: int
    num_attention_heads: int
    hidden_size: int

class PhiKeywords(PretrainedKeywords, total=False):
    rope_theta: float
    rope_scaling: dict[str, Any] | None
    vocab_size: int
    hidden_size: int
    intermediate_size: int
    num_hidden_layers: int
    num_attention_heads: int
    num_key_value_heads: int
    hidden_act: str
    max_position_embeddings: int
    initializer_range: float
    use_cache: bool
    attention_dropout: float
    resid_pdrop: float
    embd_pdrop: float
    layer_norm_eps: float
    partial_rotary_factor: float
    qk_layernorm: bool

class Phi3Keywords(PretrainedKeywords, total=False):
    rope_theta: float
    rope_scaling: dict[str, Any] | None
    vocab_size: int
    hidden_size: int
    intermediate_size: int
    num_hidden_layers: int
    num_attention_heads: int
    num_key_value_heads: int
    hidden_act: str
    max_position_embeddings: int
    initializer_range: float
    use_cache: bool
    attention_dropout: float
    original_max_position_embeddings: int
    resid_pdrop: float
    embd_pdrop: float
    rms_norm_eps: float
    partial_rotary_factor: float
    sliding_window: int | None

class Qwen2Keywords(PretrainedKeywords, total=False):
    rope_theta: float
    rope_scaling: dict[str, Any] | None
    vocab_size: int
    hidden_size: int
    intermediate_size: int
    num_hidden_layers: int
    num_attention_heads: int
    num_key_value_heads: int
    hidden_act: str
    max_position_embeddings: int
    initializer_range: float
    use_cache: bool
    attention_dropout: float
    head_dim: int
    rms_norm_eps: float
    use_sliding_window: bool
    sliding_window: int | None
    max_window_layers: int
    layer_types: list[str] | None

class Qwen2MoeKeywords(PretrainedKeywords, total=False):
    rope_theta: float
    rope_scaling: dict[str, Any] | None
    vocab_size: int
    hidden_size: int
    intermediate_size: int
    num_hidden_layers: int
    num_attention_heads: int
    num_key_value_heads: int
    hidden_act: str
    max_position_embeddings: int
    initializer_range: float
    use_cache: bool
    attention_dropout: float
    head_dim: int
    rms_norm_eps: float
    num_experts_per_tok: int
    output_router_logits: bool
    router_aux_loss_coef: float
    use_sliding_window: bool
    sliding_window: int | None
    decoder_sparse_step: int
    moe_intermediate_size: int
    norm_topk_prob: bool
    mlp_only_layers: list[int] | None
    max_window_layers: int
    shared_expert_intermediate_size: int
    num_experts: int
    qkv_bias: bool
    layer_types: list[str] | None
    num_local_experts: int

class Qwen3Keywords(PretrainedKeywords, total=False):
    rope_theta: float
    rope_scaling: dict[str, Any] | None
    vocab_size: int
    hidden_size: int
    intermediate_size: int
    num_hidden_layers: int
    num_attention_heads: int
    num_key_value_heads: int
    hidden_act: str
    max_position_embeddings: int
    initializer_range: float
    use_cache: bool
    attention_dropout: float
    head_dim: int
    rms_norm_eps: float
    use_sliding_window: bool
    sliding_window: int | None
    max_window_layers: int
    layer_types: list[str] | None
    attention_bias: bool

class Qwen3MoeKeywords(PretrainedKeywords, total=False):
    rope_theta: float
    rope_scaling: dict[str, Any] | None
    vocab_size: int
    hidden_size: int
    intermediate_size: int
    num_hidden_layers: int
    num_attention_heads: int
    num_key_value_heads: int
    hidden_act: str
    max_position_embeddings: int
    initializer_range: float
    use_cache: bool
    attention_dropout: float
    head_dim: int
    rms_norm_eps: float
    num_experts_per_tok: int
    output_router_logits: bool
    router_aux_loss_coef: float
    use_sliding_window: bool
    sliding_window: int | None
    decoder_sparse_step: int
    moe_intermediate_size: int
    norm_topk_prob: bool
    mlp_only_layers: list[int] | None
    num_experts: int
    attention_bias: bool
    num_local_experts: int

class RemBertKeywords(PretrainedKeywords, total=False):
    vocab_size: int
    hidden_size: int
    num_hidden_layers: int
    num_attention_heads: int
    intermediate_size: int
    hidden_act: str
    hidden_dropout_prob: float
    attention_probs_dropout_prob: float
    max_position_embeddings: int
    initializer_range: float
    layer_norm_eps: float
    type_vocab_size: int
    position_embedding_type: str
    use_cache: bool
    classifier_dropout: float | None
    input_embedding_size: int
    output_embedding_size: int
    classifier_dropout_prob: float

class RoFormerKeywords(PretrainedKeywords, total=False):
    vocab_size: int
    hidden_size: int
    num_hidden_layers: int
    num_attention_heads: int
    intermediate_size: int
    hidden_act: str
    hidden_dropout_prob: float
    attention_probs_dropout_prob: float
    max_position_embeddings: int
    initializer_range: float
    layer_norm_eps: float
    embedding_size: int | None
    type_vocab_size: int
    rotary_value: bool
    use_cache: bool

class RobertaKeywords(PretrainedKeywords, total=False):
    vocab_size: int
    hidden_size: int
    num_hidden_layers: int
    num_attention_heads: int
    intermediate_size: int
    hidden_act: str
    hidden_dropout_prob: float
    attention_probs_dropout_prob: float
    max_position_embeddings: int
    initializer_range: float
    layer_norm_eps: float
    type_vocab_size: int
    position_embedding_type: str
    use_cache: bool
    classifier_dropout: float | None

class RobertaPreLayerNormKeywords(PretrainedKeywords, total=False):
    vocab_size: int
    hidden_size: int
    num_hidden_layers: int
    num_attention_heads: int
    intermediate_size: int
    hidden_act: str
    hidden_dropout_prob: float
    attention_probs_dropout_prob: float
    max_position_embeddings: int
    initializer_range: float
    layer_norm_eps: float
    type_vocab_size: int
    position_embedding_type: str
    use_cache: bool
    classifier_dropout: float | None

class SeedOssKeywords(PretrainedKeywords, total=False):
    rope_theta: float
    rope_scaling: dict[str, Any] | None
    vocab_size: int
    hidden_size: int
    intermediate_size: int
    num_hidden_layers: int
    num_attention_heads: int
    num_key_value_heads: int
    hidden_act: str
    max_position_embeddings: int
    initializer_range: float
    use_cache: bool
    attention_dropout: float
    head_dim: int
    rms_norm_eps: float
    attention_bias: bool
    attention_out_bias: bool
    mlp_bias: bool
    residual_dropout: float
    pretraining_tp: int

class SmolLM3Keywords(PretrainedKeywords, total=False):
    rope_theta: float
    rope_scaling: dict[str, Any] | None
    vocab_size: int
    hidden_size: int
    intermediate_size: int
    num_hidden_layers: int
    num_attention_heads: int
    num_key_value_heads: int
    hidden_act: str
    max_position_embeddings: int
    initializer_range: float
    use_cache: bool
    attention_dropout: float
    head_dim: int
    rms_norm_eps: float
    use_sliding_window: bool
    sliding_window: int | None
    no_rope_layers: list[int] | None
    no_rope_layer_interval: int
    layer_types: list[str] | None
    attention_bias: bool
    mlp_bias: bool

class StableLmKeywords(PretrainedKeywords, total=False):
    rope_theta: float
    rope_scaling: dict[str, Any] | None
    vocab_size: int
    hidden_size: int
    intermediate_size: int
    num_hidden_layers: int
    num_attention_heads: int
    num_key_value_heads: int
    hidden_act: str
    max_position_embeddings: int
    initializer_range: float
    use_cache: bool
    attention_dropout: float
    layer_norm_eps: float
    use_qkv_bias: bool
    qk_layernorm: bool
    use_parallel_residual: bool
    hidden_dropout: float
    partial_rotary_factor: float

class Starcoder2Keywords(PretrainedKeywords, total=False):
    rope_theta: float
    rope_scaling: dict[str, Any] | None
    vocab_size: int
    hidden_size: int
    intermediate_size: int
    num_hidden_layers: int
    num_attention_heads: int
    num_key_value_heads: int
    hidden_act: str
    max_position_embeddings: int
    initializer_range: float
    use_cache: bool
    attention_dropout: float
    norm_epsilon: float
    sliding_window: int | None
    residual_dropout: float
    embedding_dropout: float
    use_bias: bool

class T5Keywords(PretrainedKeywords, total=False):
    vocab_size: int
    d_model: int
    d_kv: int
    d_ff: int
    num_layers: int
    num_decoder_layers: int
    num_heads: int
    relative_attention_num_buckets: int
    relative_attention_max_distance: int
    dropout_rate: float
    layer_norm_epsilon: float
    initializer_factor: float
    feed_forward_proj: str
    is_gated_act: bool
    dense_act_fn: str
    use_cache: bool
    classifier_dropout: float
    scale_decoder_outputs: bool | None
    hidden_size: int
    head_dim: int
    num_hidden_layers: int
    num_attention_heads: int

class UMT5Keywords(PretrainedKeywords, total=False):
    vocab_size: int
    d_model: int
    d_kv: int
    d_ff: int
    num_layers: int
    num_decoder_layers: int
    num_heads: int
    relative_attention_num_buckets: int
    relative_attention_max_distance: int
    dropout_rate: float
    layer_norm_epsilon: float
    initializer_factor: float
    feed_forward_proj: str
    is_gated_act: bool
    dense_act_fn: str
    use_cache: bool
    classifier_dropout: float
    scale_decoder_outputs: bool | None
    hidden_size: int
    head_dim: int
    num_hidden_layers: int
    num_attention_heads: int

class ViTKeywords(PretrainedKeywords, total=False):
    hidden_size: int
    num_hidden_layers: int
    num_attention_heads: int
    intermediate_size: int
    hidden_act: str
    hidden_dropout_prob: float
    attention_probs_dropout_prob: float
    initializer_range: float
    layer_norm_eps: float
    image_size: int | list[int]
    patch_size: int | list[int]
    num_channels: int
    qkv_bias: bool
    encoder_stride: int

class ViTMSNKeywords(PretrainedKeywords, total=False):
    hidden_size: int
    num_hidden_layers: int
    num_attention_heads: int
    intermediate_size: int
    hidden_act: str
    hidden_dropout_prob: float
    attention_probs_dropout_prob: float
    initializer_range: float
    layer_norm_eps: float
    image_size: int | list[int]
    patch_size: int | list[int]
    num_channels: int
    qkv_bias: bool

class WhisperKeywords(PretrainedKeywords, total=False):
    vocab_size: int
    num_mel_bins: int
    encoder_layers: int
    encoder_attention_heads: int
    decoder_layers: int
    decoder_attention_heads: int
    decoder_ffn_dim: int
    encoder_ffn_dim: int
    encoder_layerdrop: float
    decoder_layerdrop: float
    use_cache: bool
    activation_function: str
    d_model: int
    dropout: float
    attention_dropout: float
    activation_dropout: float
    init_std: float
    scale_embedding: bool
    max_source_positions: int
    max_target_positions: int
    use_weighted_layer_sum: bool
    classifier_proj_size: int
    apply_spec_augment: bool
    mask_time_prob: float
    mask_time_length: int
    mask_time_min_masks: int
    mask_feature_prob: float
    mask_feature_length: int
    mask_feature_min_masks: int
    median_filter_width: int
    num_hidden_layers: int
    num_attention_heads: int
    hidden_size: int
    max_position_embeddings: int

class XGLMKeywords(PretrainedKeywords, total=False):
    vocab_size: int
    max_position_embeddings: int
    d_model: int
    ffn_dim: int
    num_layers: int
    attention_heads: int
    activation_function: str
    dropout: float
    attention_dropout: float
    activation_dropout: float
    layerdrop: float
    init_std: float
    scale_embedding: bool
    use_cache: bool
    hidden_size: int
    intermediate_size: int
    num_hidden_layers: int
    num_attention_heads: int
    hidden_act: str
    initializer_range: float

class XLMRobertaKeywords(PretrainedKeywords, total=False):
    vocab_size: int
    hidden_size: int
    num_hidden_layers: int
    num_attention_heads: int
    intermediate_size: int
    hidden_act: str
    hidden_dropout_prob: float
    attention_probs_dropout_prob: float
    max_position_embeddings: int
    initializer_range: float
    layer_norm_eps: float
    type_vocab_size: int
    position_embedding_type: str
    use_cache: bool
    classifier_dropout: float | None

class XLMRobertaXLKeywords(PretrainedKeywords, total=False):
    vocab_size: int
    hidden_size: int
    num_hidden_layers: int
    num_attention_heads: int
    intermediate_size: int
    hidden_act: str
    hidden_dropout_prob: float
    attention_probs_dropout_prob: float
    max_position_embeddings: int
    initializer_range: float
    layer_norm_eps: float
    type_vocab_size: int
    position_embedding_type: str
    use_cache: bool
    classifier_dropout: float | None
