# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

# mypy: disable-error-code="override, misc"
import os
from collections.abc import Mapping
from typing import Any, ClassVar, Generic, Literal, Self, TypedDict, TypeVar, Unpack, overload


from jax.sharding import Mesh
from trivet.families.config import PretrainedConfig
from trivet_flax.placement.sharding import Rules
from trivet_flax.placement.sharding import Scheme
from trivet_flax.model.pretrained import FlaxPreTrainedModel
from trivet.families import keywords, outputs
from trivet.planning.report import LoadReport
from trivet.families.text.albert import AlbertConfig
from trivet.families.text.arcee import ArceeConfig
from trivet.families.text.bart import BartConfig
from trivet.families.vision.beit import BeitConfig
from trivet.families.text.bert import BertConfig
from trivet.families.text.blenderbot import BlenderbotConfig
from trivet.families.text.blenderbot_small import BlenderbotSmallConfig
from trivet.families.text.bloom import BloomConfig
from trivet.families.text.camembert import CamembertConfig
from trivet.families.text.codegen import CodeGenConfig
from trivet.families.text.cohere import CohereConfig
from trivet.families.text.cohere2 import Cohere2Config
from trivet.families.text.dpr import DPRConfig
from trivet.families.vision.data2vec_vision import Data2VecVisionConfig
from trivet.families.text.deberta import DebertaConfig
from trivet.families.text.deberta_v2 import DebertaV2Config
from trivet.families.vision.deit import DeiTConfig
from trivet.families.vision.dinov2 import Dinov2Config
from trivet.families.vision.dinov2_with_registers import Dinov2WithRegistersConfig
from trivet.families.text.distilbert import DistilBertConfig
from trivet.families.text.electra import ElectraConfig
from trivet.families.text.encoder_decoder import EncoderDecoderConfig
from trivet.families.text.ernie import ErnieConfig
from trivet.families.text.eurobert import EuroBertConfig
from trivet.families.text.exaone4 import Exaone4Config
from trivet.families.text.falcon import FalconConfig
from trivet.families.text.gpt2 import GPT2Config
from trivet.families.text.gpt_bigcode import GPTBigCodeConfig
from trivet.families.text.gptj import GPTJConfig
from trivet.families.text.gpt_neo import GPTNeoConfig
from trivet.families.text.gpt_neox import GPTNeoXConfig
from trivet.families.text.gemma import GemmaConfig
from trivet.families.text.gemma2 import Gemma2Config
from trivet.families.text.gemma3_text import Gemma3TextConfig
from trivet.families.text.glm import GlmConfig
from trivet.families.text.glm4 import Glm4Config
from trivet.families.text.glm4_moe import Glm4MoeConfig
from trivet.families.text.granite import GraniteConfig
from trivet.families.text.granitemoe import GraniteMoeConfig
from trivet.families.text.gte import GteConfig
from trivet.families.text.helium import HeliumConfig
from trivet.families.text.jina_embeddings_v3 import JinaEmbeddingsV3Config
from trivet.families.text.layoutlm import LayoutLMConfig
from trivet.families.text.llama import LlamaConfig
from trivet.families.text.m2m_100 import M2M100Config
from trivet.families.text.mbart import MBartConfig
from trivet.families.text.mpnet import MPNetConfig
from trivet.families.text.mt5 import MT5Config
from trivet.families.text.marian import MarianConfig
from trivet.families.text.megatron_bert import MegatronBertConfig
from trivet.families.text.mistral import MistralConfig
from trivet.families.text.mixtral import MixtralConfig
from trivet.families.text.modernbert import ModernBertConfig
from trivet.families.text.mpt import MptConfig
from trivet.families.text.nemotron import NemotronConfig
from trivet.families.text.nomic_bert import NomicBertConfig
from trivet.families.text.opt import OPTConfig
from trivet.families.text.olmo import OlmoConfig
from trivet.families.text.olmo2 import Olmo2Config
from trivet.families.text.olmo3 import Olmo3Config
from trivet.families.text.olmoe import OlmoeConfig
from trivet.families.text.openai_gpt import OpenAIGPTConfig
from trivet.families.text.plbart import PLBartConfig
from trivet.families.text.pegasus import PegasusConfig
from trivet.families.text.phi import PhiConfig
from trivet.families.text.phi3 import Phi3Config
from trivet.families.text.qwen2 import Qwen2Config
from trivet.families.text.qwen2_moe import Qwen2MoeConfig
from trivet.families.text.qwen3 import Qwen3Config
from trivet.families.text.qwen3_moe import Qwen3MoeConfig
from trivet.families.text.rembert import RemBertConfig
from trivet.families.text.roformer import RoFormerConfig
from trivet.families.text.roberta import RobertaConfig
from trivet.families.text.roberta_prelayernorm import RobertaPreLayerNormConfig
from trivet.families.text.seed_oss import SeedOssConfig
from trivet.families.text.smollm3 import SmolLM3Config
from trivet.families.text.stablelm import StableLmConfig
from trivet.families.text.starcoder2 import Starcoder2Config
from trivet.families.text.t5 import T5Config
from trivet.families.text.umt5 import UMT5Config
from trivet.families.vision.vit import ViTConfig
from trivet.families.vision.vit_msn import ViTMSNConfig
from trivet.families.speech.whisper import WhisperConfig
from trivet.families.text.xglm import XGLMConfig
from trivet.families.text.xlm_roberta import XLMRobertaConfig
from trivet.families.text.xlm_roberta_xl import XLMRobertaXLConfig

Output = TypeVar("Output")

class _Call1(Generic[Output]):
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., token_type_ids: Any = ..., position_ids: Any = ...,
        params: Any = ..., dropout_rng: Any = ..., train: bool = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., *, head_mask: Any = ..., inputs_embeds: Any = ...,
        return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., token_type_ids: Any = ..., position_ids: Any = ...,
        params: Any = ..., dropout_rng: Any = ..., train: bool = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., return_dict: bool | None = ..., *, head_mask: Any = ...,
        inputs_embeds: Any = ...
    ) -> Output: ...

class _Call2(Generic[Output]):
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., token_type_ids: Any = ..., position_ids: Any = ...,
        params: Any = ..., dropout_rng: Any = ..., train: bool = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., *, head_mask: Any = ..., inputs_embeds: Any = ..., labels: Any = ...,
        sentence_order_label: Any = ..., return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., token_type_ids: Any = ..., position_ids: Any = ...,
        params: Any = ..., dropout_rng: Any = ..., train: bool = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., return_dict: bool | None = ..., *, head_mask: Any = ...,
        inputs_embeds: Any = ..., labels: Any = ..., sentence_order_label: Any = ...
    ) -> Output: ...

class _Call3(Generic[Output]):
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., token_type_ids: Any = ..., position_ids: Any = ...,
        params: Any = ..., dropout_rng: Any = ..., train: bool = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., *, head_mask: Any = ..., inputs_embeds: Any = ..., labels: Any = ...,
        return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., token_type_ids: Any = ..., position_ids: Any = ...,
        params: Any = ..., dropout_rng: Any = ..., train: bool = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., return_dict: bool | None = ..., *, head_mask: Any = ...,
        inputs_embeds: Any = ..., labels: Any = ...
    ) -> Output: ...

class _Call4(Generic[Output]):
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., token_type_ids: Any = ..., position_ids: Any = ...,
        params: Any = ..., dropout_rng: Any = ..., train: bool = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., *, head_mask: Any = ..., inputs_embeds: Any = ...,
        start_positions: Any = ..., end_positions: Any = ..., return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., token_type_ids: Any = ..., position_ids: Any = ...,
        params: Any = ..., dropout_rng: Any = ..., train: bool = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., return_dict: bool | None = ..., *, head_mask: Any = ...,
        inputs_embeds: Any = ..., start_positions: Any = ..., end_positions: Any = ...
    ) -> Output: ...

class _Call5(Generic[Output]):
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., position_ids: Any = ..., params: Any = ...,
        past_key_values: Any = ..., dropout_rng: Any = ..., train: bool = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., *, inputs_embeds: Any = ..., head_mask: Any = ...,
        return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., position_ids: Any = ..., params: Any = ...,
        past_key_values: Any = ..., dropout_rng: Any = ..., train: bool = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., return_dict: bool | None = ..., *, inputs_embeds: Any = ...,
        head_mask: Any = ...
    ) -> Output: ...

class _Call6(Generic[Output]):
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., position_ids: Any = ..., params: Any = ...,
        past_key_values: Any = ..., dropout_rng: Any = ..., train: bool = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., *, inputs_embeds: Any = ..., labels: Any = ..., head_mask: Any = ...,
        return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., position_ids: Any = ..., params: Any = ...,
        past_key_values: Any = ..., dropout_rng: Any = ..., train: bool = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., return_dict: bool | None = ..., *, inputs_embeds: Any = ...,
        labels: Any = ..., head_mask: Any = ...
    ) -> Output: ...

class _Call7(Generic[Output]):
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., position_ids: Any = ..., params: Any = ...,
        past_key_values: Any = ..., dropout_rng: Any = ..., train: bool = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., *, inputs_embeds: Any = ..., start_positions: Any = ...,
        end_positions: Any = ..., head_mask: Any = ..., return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., position_ids: Any = ..., params: Any = ...,
        past_key_values: Any = ..., dropout_rng: Any = ..., train: bool = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., return_dict: bool | None = ..., *, inputs_embeds: Any = ...,
        start_positions: Any = ..., end_positions: Any = ..., head_mask: Any = ...
    ) -> Output: ...

class _Call8(Generic[Output]):
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., decoder_input_ids: Any = ...,
        decoder_attention_mask: Any = ..., position_ids: Any = ..., decoder_position_ids: Any = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., train: bool = ...,
        params: Any = ..., dropout_rng: Any = ..., *, head_mask: Any = ..., decoder_head_mask: Any = ...,
        cross_attn_head_mask: Any = ..., encoder_outputs: Any = ..., past_key_values: Any = ...,
        inputs_embeds: Any = ..., decoder_inputs_embeds: Any = ..., return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., decoder_input_ids: Any = ...,
        decoder_attention_mask: Any = ..., position_ids: Any = ..., decoder_position_ids: Any = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., return_dict: bool | None = ...,
        train: bool = ..., params: Any = ..., dropout_rng: Any = ..., *, head_mask: Any = ...,
        decoder_head_mask: Any = ..., cross_attn_head_mask: Any = ..., encoder_outputs: Any = ...,
        past_key_values: Any = ..., inputs_embeds: Any = ..., decoder_inputs_embeds: Any = ...
    ) -> Output: ...
    def encode(
        self, input_ids: Any = ..., attention_mask: Any = ..., position_ids: Any = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., return_dict: bool | None = ...,
        train: bool = ..., params: Any = ..., dropout_rng: Any = ..., *, head_mask: Any = ..., inputs_embeds: Any = ...
    ) -> Any: ...
    def decode(
        self, decoder_input_ids: Any = ..., encoder_outputs: Any = ..., encoder_attention_mask: Any = ...,
        decoder_attention_mask: Any = ..., decoder_position_ids: Any = ..., past_key_values: Any = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., return_dict: bool | None = ...,
        train: bool = ..., params: Any = ..., dropout_rng: Any = ..., *, decoder_head_mask: Any = ...,
        cross_attn_head_mask: Any = ..., decoder_inputs_embeds: Any = ...
    ) -> Any: ...

class _Call9(Generic[Output]):
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., decoder_input_ids: Any = ...,
        decoder_attention_mask: Any = ..., position_ids: Any = ..., decoder_position_ids: Any = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., train: bool = ...,
        params: Any = ..., dropout_rng: Any = ..., *, head_mask: Any = ..., decoder_head_mask: Any = ...,
        cross_attn_head_mask: Any = ..., encoder_outputs: Any = ..., past_key_values: Any = ...,
        inputs_embeds: Any = ..., decoder_inputs_embeds: Any = ..., labels: Any = ..., return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., decoder_input_ids: Any = ...,
        decoder_attention_mask: Any = ..., position_ids: Any = ..., decoder_position_ids: Any = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., return_dict: bool | None = ...,
        train: bool = ..., params: Any = ..., dropout_rng: Any = ..., *, head_mask: Any = ...,
        decoder_head_mask: Any = ..., cross_attn_head_mask: Any = ..., encoder_outputs: Any = ...,
        past_key_values: Any = ..., inputs_embeds: Any = ..., decoder_inputs_embeds: Any = ..., labels: Any = ...
    ) -> Output: ...
    def encode(
        self, input_ids: Any = ..., attention_mask: Any = ..., position_ids: Any = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., return_dict: bool | None = ...,
        train: bool = ..., params: Any = ..., dropout_rng: Any = ..., *, head_mask: Any = ..., inputs_embeds: Any = ...
    ) -> Any: ...
    def decode(
        self, decoder_input_ids: Any = ..., encoder_outputs: Any = ..., encoder_attention_mask: Any = ...,
        decoder_attention_mask: Any = ..., decoder_position_ids: Any = ..., past_key_values: Any = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., return_dict: bool | None = ...,
        train: bool = ..., params: Any = ..., dropout_rng: Any = ..., *, decoder_head_mask: Any = ...,
        cross_attn_head_mask: Any = ..., decoder_inputs_embeds: Any = ...
    ) -> Any: ...

class _Call10(Generic[Output]):
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., decoder_input_ids: Any = ...,
        decoder_attention_mask: Any = ..., position_ids: Any = ..., decoder_position_ids: Any = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., train: bool = ...,
        params: Any = ..., dropout_rng: Any = ..., *, head_mask: Any = ..., decoder_head_mask: Any = ...,
        cross_attn_head_mask: Any = ..., encoder_outputs: Any = ..., inputs_embeds: Any = ...,
        decoder_inputs_embeds: Any = ..., labels: Any = ..., return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., decoder_input_ids: Any = ...,
        decoder_attention_mask: Any = ..., position_ids: Any = ..., decoder_position_ids: Any = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., return_dict: bool | None = ...,
        train: bool = ..., params: Any = ..., dropout_rng: Any = ..., *, head_mask: Any = ...,
        decoder_head_mask: Any = ..., cross_attn_head_mask: Any = ..., encoder_outputs: Any = ...,
        inputs_embeds: Any = ..., decoder_inputs_embeds: Any = ..., labels: Any = ...
    ) -> Output: ...
    def encode(
        self, input_ids: Any = ..., attention_mask: Any = ..., position_ids: Any = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., return_dict: bool | None = ...,
        train: bool = ..., params: Any = ..., dropout_rng: Any = ..., *, head_mask: Any = ..., inputs_embeds: Any = ...
    ) -> Any: ...
    def decode(
        self, decoder_input_ids: Any = ..., encoder_outputs: Any = ..., encoder_attention_mask: Any = ...,
        decoder_attention_mask: Any = ..., decoder_position_ids: Any = ..., past_key_values: Any = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., return_dict: bool | None = ...,
        train: bool = ..., params: Any = ..., dropout_rng: Any = ..., *, decoder_head_mask: Any = ...,
        cross_attn_head_mask: Any = ..., decoder_inputs_embeds: Any = ...
    ) -> Any: ...

class _Call11(Generic[Output]):
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., decoder_input_ids: Any = ...,
        decoder_attention_mask: Any = ..., position_ids: Any = ..., decoder_position_ids: Any = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., train: bool = ...,
        params: Any = ..., dropout_rng: Any = ..., *, head_mask: Any = ..., decoder_head_mask: Any = ...,
        cross_attn_head_mask: Any = ..., encoder_outputs: Any = ..., start_positions: Any = ...,
        end_positions: Any = ..., inputs_embeds: Any = ..., decoder_inputs_embeds: Any = ...,
        return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., decoder_input_ids: Any = ...,
        decoder_attention_mask: Any = ..., position_ids: Any = ..., decoder_position_ids: Any = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., return_dict: bool | None = ...,
        train: bool = ..., params: Any = ..., dropout_rng: Any = ..., *, head_mask: Any = ...,
        decoder_head_mask: Any = ..., cross_attn_head_mask: Any = ..., encoder_outputs: Any = ...,
        start_positions: Any = ..., end_positions: Any = ..., inputs_embeds: Any = ..., decoder_inputs_embeds: Any = ...
    ) -> Output: ...
    def encode(
        self, input_ids: Any = ..., attention_mask: Any = ..., position_ids: Any = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., return_dict: bool | None = ...,
        train: bool = ..., params: Any = ..., dropout_rng: Any = ..., *, head_mask: Any = ..., inputs_embeds: Any = ...
    ) -> Any: ...
    def decode(
        self, decoder_input_ids: Any = ..., encoder_outputs: Any = ..., encoder_attention_mask: Any = ...,
        decoder_attention_mask: Any = ..., decoder_position_ids: Any = ..., past_key_values: Any = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., return_dict: bool | None = ...,
        train: bool = ..., params: Any = ..., dropout_rng: Any = ..., *, decoder_head_mask: Any = ...,
        cross_attn_head_mask: Any = ..., decoder_inputs_embeds: Any = ...
    ) -> Any: ...

class _Call12(Generic[Output]):
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., position_ids: Any = ...,
        encoder_hidden_states: Any = ..., encoder_attention_mask: Any = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., train: bool = ..., params: Any = ..., past_key_values: Any = ...,
        dropout_rng: Any = ..., *, head_mask: Any = ..., cross_attn_head_mask: Any = ..., inputs_embeds: Any = ...,
        labels: Any = ..., return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., position_ids: Any = ...,
        encoder_hidden_states: Any = ..., encoder_attention_mask: Any = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., return_dict: bool | None = ..., train: bool = ..., params: Any = ...,
        past_key_values: Any = ..., dropout_rng: Any = ..., *, head_mask: Any = ..., cross_attn_head_mask: Any = ...,
        inputs_embeds: Any = ..., labels: Any = ...
    ) -> Output: ...

class _Call13(Generic[Output]):
    @overload
    def __call__(
        self, pixel_values: Any = ..., params: Any = ..., dropout_rng: Any = ..., train: bool = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., *, bool_masked_pos: Any = ...,
        head_mask: Any = ..., return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, pixel_values: Any = ..., params: Any = ..., dropout_rng: Any = ..., train: bool = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., return_dict: bool | None = ...,
        *, bool_masked_pos: Any = ..., head_mask: Any = ...
    ) -> Output: ...

class _Call14(Generic[Output]):
    @overload
    def __call__(
        self, pixel_values: Any = ..., params: Any = ..., dropout_rng: Any = ..., train: bool = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., *, head_mask: Any = ...,
        labels: Any = ..., return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, pixel_values: Any = ..., params: Any = ..., dropout_rng: Any = ..., train: bool = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., return_dict: bool | None = ...,
        *, head_mask: Any = ..., labels: Any = ...
    ) -> Output: ...

class _Call15(Generic[Output]):
    @overload
    def __call__(
        self, pixel_values: Any = ..., params: Any = ..., dropout_rng: Any = ..., train: bool = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., *, bool_masked_pos: Any = ...,
        head_mask: Any = ..., labels: Any = ..., return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, pixel_values: Any = ..., params: Any = ..., dropout_rng: Any = ..., train: bool = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., return_dict: bool | None = ...,
        *, bool_masked_pos: Any = ..., head_mask: Any = ..., labels: Any = ...
    ) -> Output: ...

class _Call16(Generic[Output]):
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., token_type_ids: Any = ..., position_ids: Any = ...,
        head_mask: Any = ..., encoder_hidden_states: Any = ..., encoder_attention_mask: Any = ..., params: Any = ...,
        dropout_rng: Any = ..., train: bool = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., past_key_values: Any = ..., *, inputs_embeds: Any = ...,
        return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., token_type_ids: Any = ..., position_ids: Any = ...,
        head_mask: Any = ..., encoder_hidden_states: Any = ..., encoder_attention_mask: Any = ..., params: Any = ...,
        dropout_rng: Any = ..., train: bool = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., return_dict: bool | None = ..., past_key_values: Any = ..., *,
        inputs_embeds: Any = ...
    ) -> Output: ...

class _Call17(Generic[Output]):
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., token_type_ids: Any = ..., position_ids: Any = ...,
        head_mask: Any = ..., encoder_hidden_states: Any = ..., encoder_attention_mask: Any = ..., params: Any = ...,
        dropout_rng: Any = ..., train: bool = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., past_key_values: Any = ..., *, inputs_embeds: Any = ...,
        labels: Any = ..., next_sentence_label: Any = ..., return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., token_type_ids: Any = ..., position_ids: Any = ...,
        head_mask: Any = ..., encoder_hidden_states: Any = ..., encoder_attention_mask: Any = ..., params: Any = ...,
        dropout_rng: Any = ..., train: bool = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., return_dict: bool | None = ..., past_key_values: Any = ..., *,
        inputs_embeds: Any = ..., labels: Any = ..., next_sentence_label: Any = ...
    ) -> Output: ...

class _Call18(Generic[Output]):
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., token_type_ids: Any = ..., position_ids: Any = ...,
        head_mask: Any = ..., encoder_hidden_states: Any = ..., encoder_attention_mask: Any = ..., params: Any = ...,
        dropout_rng: Any = ..., train: bool = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., past_key_values: Any = ..., *, inputs_embeds: Any = ...,
        labels: Any = ..., return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., token_type_ids: Any = ..., position_ids: Any = ...,
        head_mask: Any = ..., encoder_hidden_states: Any = ..., encoder_attention_mask: Any = ..., params: Any = ...,
        dropout_rng: Any = ..., train: bool = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., return_dict: bool | None = ..., past_key_values: Any = ..., *,
        inputs_embeds: Any = ..., labels: Any = ...
    ) -> Output: ...

class _Call19(Generic[Output]):
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., token_type_ids: Any = ..., position_ids: Any = ...,
        head_mask: Any = ..., encoder_hidden_states: Any = ..., encoder_attention_mask: Any = ..., params: Any = ...,
        dropout_rng: Any = ..., train: bool = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., past_key_values: Any = ..., *, inputs_embeds: Any = ...,
        start_positions: Any = ..., end_positions: Any = ..., return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., token_type_ids: Any = ..., position_ids: Any = ...,
        head_mask: Any = ..., encoder_hidden_states: Any = ..., encoder_attention_mask: Any = ..., params: Any = ...,
        dropout_rng: Any = ..., train: bool = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., return_dict: bool | None = ..., past_key_values: Any = ..., *,
        inputs_embeds: Any = ..., start_positions: Any = ..., end_positions: Any = ...
    ) -> Output: ...

class _Call20(Generic[Output]):
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., past_key_values: Any = ..., params: Any = ...,
        dropout_rng: Any = ..., train: bool = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., *, head_mask: Any = ..., inputs_embeds: Any = ...,
        position_ids: Any = ..., return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., past_key_values: Any = ..., params: Any = ...,
        dropout_rng: Any = ..., train: bool = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., return_dict: bool | None = ..., *, head_mask: Any = ...,
        inputs_embeds: Any = ..., position_ids: Any = ...
    ) -> Output: ...

class _Call21(Generic[Output]):
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., past_key_values: Any = ..., params: Any = ...,
        dropout_rng: Any = ..., train: bool = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., *, head_mask: Any = ..., inputs_embeds: Any = ..., labels: Any = ...,
        position_ids: Any = ..., return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., past_key_values: Any = ..., params: Any = ...,
        dropout_rng: Any = ..., train: bool = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., return_dict: bool | None = ..., *, head_mask: Any = ...,
        inputs_embeds: Any = ..., labels: Any = ..., position_ids: Any = ...
    ) -> Output: ...

class _Call22(Generic[Output]):
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., past_key_values: Any = ..., params: Any = ...,
        dropout_rng: Any = ..., train: bool = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., *, head_mask: Any = ..., inputs_embeds: Any = ...,
        start_positions: Any = ..., end_positions: Any = ..., position_ids: Any = ..., return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., past_key_values: Any = ..., params: Any = ...,
        dropout_rng: Any = ..., train: bool = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., return_dict: bool | None = ..., *, head_mask: Any = ...,
        inputs_embeds: Any = ..., start_positions: Any = ..., end_positions: Any = ..., position_ids: Any = ...
    ) -> Output: ...

class _Call23(Generic[Output]):
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., token_type_ids: Any = ..., position_ids: Any = ...,
        head_mask: Any = ..., encoder_hidden_states: Any = ..., encoder_attention_mask: Any = ..., params: Any = ...,
        dropout_rng: Any = ..., train: bool = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., past_key_values: Any = ..., *, labels: Any = ...,
        inputs_embeds: Any = ..., return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., token_type_ids: Any = ..., position_ids: Any = ...,
        head_mask: Any = ..., encoder_hidden_states: Any = ..., encoder_attention_mask: Any = ..., params: Any = ...,
        dropout_rng: Any = ..., train: bool = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., return_dict: bool | None = ..., past_key_values: Any = ..., *,
        labels: Any = ..., inputs_embeds: Any = ...
    ) -> Output: ...

class _Call24(Generic[Output]):
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., position_ids: Any = ..., params: Any = ...,
        past_key_values: Any = ..., dropout_rng: Any = ..., train: bool = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., *, token_type_ids: Any = ..., head_mask: Any = ...,
        inputs_embeds: Any = ..., return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., position_ids: Any = ..., params: Any = ...,
        past_key_values: Any = ..., dropout_rng: Any = ..., train: bool = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., return_dict: bool | None = ..., *, token_type_ids: Any = ...,
        head_mask: Any = ..., inputs_embeds: Any = ...
    ) -> Output: ...

class _Call25(Generic[Output]):
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., position_ids: Any = ..., params: Any = ...,
        past_key_values: Any = ..., dropout_rng: Any = ..., train: bool = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., *, token_type_ids: Any = ..., head_mask: Any = ...,
        inputs_embeds: Any = ..., labels: Any = ..., return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., position_ids: Any = ..., params: Any = ...,
        past_key_values: Any = ..., dropout_rng: Any = ..., train: bool = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., return_dict: bool | None = ..., *, token_type_ids: Any = ...,
        head_mask: Any = ..., inputs_embeds: Any = ..., labels: Any = ...
    ) -> Output: ...

class _Call26(Generic[Output]):
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., token_type_ids: Any = ...,
        encoder_hidden_states: Any = ..., encoder_attention_mask: Any = ..., params: Any = ..., dropout_rng: Any = ...,
        train: bool = ..., output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., *,
        inputs_embeds: Any = ..., position_ids: Any = ..., head_mask: Any = ..., return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., token_type_ids: Any = ...,
        encoder_hidden_states: Any = ..., encoder_attention_mask: Any = ..., params: Any = ..., dropout_rng: Any = ...,
        train: bool = ..., output_attentions: bool | None = ..., output_hidden_states: bool | None = ...,
        return_dict: bool | None = ..., *, inputs_embeds: Any = ..., position_ids: Any = ..., head_mask: Any = ...
    ) -> Output: ...

class _Call27(Generic[Output]):
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., token_type_ids: Any = ..., position_ids: Any = ...,
        encoder_hidden_states: Any = ..., encoder_attention_mask: Any = ..., params: Any = ..., dropout_rng: Any = ...,
        train: bool = ..., output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., *,
        inputs_embeds: Any = ..., head_mask: Any = ..., return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., token_type_ids: Any = ..., position_ids: Any = ...,
        encoder_hidden_states: Any = ..., encoder_attention_mask: Any = ..., params: Any = ..., dropout_rng: Any = ...,
        train: bool = ..., output_attentions: bool | None = ..., output_hidden_states: bool | None = ...,
        return_dict: bool | None = ..., *, inputs_embeds: Any = ..., head_mask: Any = ...
    ) -> Output: ...

class _Call28(Generic[Output]):
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., token_type_ids: Any = ..., position_ids: Any = ...,
        encoder_hidden_states: Any = ..., encoder_attention_mask: Any = ..., params: Any = ..., dropout_rng: Any = ...,
        train: bool = ..., output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., *,
        inputs_embeds: Any = ..., labels: Any = ..., head_mask: Any = ..., return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., token_type_ids: Any = ..., position_ids: Any = ...,
        encoder_hidden_states: Any = ..., encoder_attention_mask: Any = ..., params: Any = ..., dropout_rng: Any = ...,
        train: bool = ..., output_attentions: bool | None = ..., output_hidden_states: bool | None = ...,
        return_dict: bool | None = ..., *, inputs_embeds: Any = ..., labels: Any = ..., head_mask: Any = ...
    ) -> Output: ...

class _Call29(Generic[Output]):
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., token_type_ids: Any = ..., position_ids: Any = ...,
        encoder_hidden_states: Any = ..., encoder_attention_mask: Any = ..., params: Any = ..., dropout_rng: Any = ...,
        train: bool = ..., output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., *,
        inputs_embeds: Any = ..., start_positions: Any = ..., end_positions: Any = ..., head_mask: Any = ...,
        return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., token_type_ids: Any = ..., position_ids: Any = ...,
        encoder_hidden_states: Any = ..., encoder_attention_mask: Any = ..., params: Any = ..., dropout_rng: Any = ...,
        train: bool = ..., output_attentions: bool | None = ..., output_hidden_states: bool | None = ...,
        return_dict: bool | None = ..., *, inputs_embeds: Any = ..., start_positions: Any = ...,
        end_positions: Any = ..., head_mask: Any = ...
    ) -> Output: ...

class _Call30(Generic[Output]):
    @overload
    def __call__(
        self, pixel_values: Any = ..., params: Any = ..., dropout_rng: Any = ..., train: bool = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., *, head_mask: Any = ...,
        return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, pixel_values: Any = ..., params: Any = ..., dropout_rng: Any = ..., train: bool = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., return_dict: bool | None = ...,
        *, head_mask: Any = ...
    ) -> Output: ...

class _Call31(Generic[Output]):
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., head_mask: Any = ..., params: Any = ...,
        dropout_rng: Any = ..., train: bool = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., *, inputs_embeds: Any = ..., position_ids: Any = ...,
        return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., head_mask: Any = ..., params: Any = ...,
        dropout_rng: Any = ..., train: bool = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., return_dict: bool | None = ..., *, inputs_embeds: Any = ...,
        position_ids: Any = ...
    ) -> Output: ...

class _Call32(Generic[Output]):
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., head_mask: Any = ..., params: Any = ...,
        dropout_rng: Any = ..., train: bool = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., *, inputs_embeds: Any = ..., labels: Any = ...,
        position_ids: Any = ..., return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., head_mask: Any = ..., params: Any = ...,
        dropout_rng: Any = ..., train: bool = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., return_dict: bool | None = ..., *, inputs_embeds: Any = ...,
        labels: Any = ..., position_ids: Any = ...
    ) -> Output: ...

class _Call33(Generic[Output]):
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., head_mask: Any = ..., params: Any = ...,
        dropout_rng: Any = ..., train: bool = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., *, inputs_embeds: Any = ..., start_positions: Any = ...,
        end_positions: Any = ..., position_ids: Any = ..., return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., head_mask: Any = ..., params: Any = ...,
        dropout_rng: Any = ..., train: bool = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., return_dict: bool | None = ..., *, inputs_embeds: Any = ...,
        start_positions: Any = ..., end_positions: Any = ..., position_ids: Any = ...
    ) -> Output: ...

class _Call34(Generic[Output]):
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., decoder_input_ids: Any = ...,
        decoder_attention_mask: Any = ..., position_ids: Any = ..., decoder_position_ids: Any = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., train: bool = ...,
        params: Any = ..., dropout_rng: Any = ..., *, encoder_outputs: Any = ..., past_key_values: Any = ...,
        inputs_embeds: Any = ..., decoder_inputs_embeds: Any = ..., labels: Any = ..., token_type_ids: Any = ...,
        head_mask: Any = ..., decoder_token_type_ids: Any = ..., decoder_head_mask: Any = ...,
        return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., decoder_input_ids: Any = ...,
        decoder_attention_mask: Any = ..., position_ids: Any = ..., decoder_position_ids: Any = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., return_dict: bool | None = ...,
        train: bool = ..., params: Any = ..., dropout_rng: Any = ..., *, encoder_outputs: Any = ...,
        past_key_values: Any = ..., inputs_embeds: Any = ..., decoder_inputs_embeds: Any = ..., labels: Any = ...,
        token_type_ids: Any = ..., head_mask: Any = ..., decoder_token_type_ids: Any = ..., decoder_head_mask: Any = ...
    ) -> Output: ...
    def encode(
        self, input_ids: Any = ..., attention_mask: Any = ..., position_ids: Any = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., return_dict: bool | None = ...,
        train: bool = ..., params: Any = ..., dropout_rng: Any = ..., *, head_mask: Any = ..., inputs_embeds: Any = ...,
        token_type_ids: Any = ...
    ) -> Any: ...
    def decode(
        self, decoder_input_ids: Any = ..., encoder_outputs: Any = ..., encoder_attention_mask: Any = ...,
        decoder_attention_mask: Any = ..., decoder_position_ids: Any = ..., past_key_values: Any = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., return_dict: bool | None = ...,
        train: bool = ..., params: Any = ..., dropout_rng: Any = ..., *, decoder_head_mask: Any = ...,
        decoder_token_type_ids: Any = ..., decoder_inputs_embeds: Any = ...
    ) -> Any: ...

class _Call35(Generic[Output]):
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., token_type_ids: Any = ..., task_type_ids: Any = ...,
        position_ids: Any = ..., head_mask: Any = ..., encoder_hidden_states: Any = ...,
        encoder_attention_mask: Any = ..., params: Any = ..., dropout_rng: Any = ..., train: bool = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., past_key_values: Any = ..., *,
        inputs_embeds: Any = ..., return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., token_type_ids: Any = ..., task_type_ids: Any = ...,
        position_ids: Any = ..., head_mask: Any = ..., encoder_hidden_states: Any = ...,
        encoder_attention_mask: Any = ..., params: Any = ..., dropout_rng: Any = ..., train: bool = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., return_dict: bool | None = ...,
        past_key_values: Any = ..., *, inputs_embeds: Any = ...
    ) -> Output: ...

class _Call36(Generic[Output]):
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., token_type_ids: Any = ..., task_type_ids: Any = ...,
        position_ids: Any = ..., head_mask: Any = ..., encoder_hidden_states: Any = ...,
        encoder_attention_mask: Any = ..., params: Any = ..., dropout_rng: Any = ..., train: bool = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., past_key_values: Any = ..., *,
        inputs_embeds: Any = ..., labels: Any = ..., next_sentence_label: Any = ..., return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., token_type_ids: Any = ..., task_type_ids: Any = ...,
        position_ids: Any = ..., head_mask: Any = ..., encoder_hidden_states: Any = ...,
        encoder_attention_mask: Any = ..., params: Any = ..., dropout_rng: Any = ..., train: bool = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., return_dict: bool | None = ...,
        past_key_values: Any = ..., *, inputs_embeds: Any = ..., labels: Any = ..., next_sentence_label: Any = ...
    ) -> Output: ...

class _Call37(Generic[Output]):
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., token_type_ids: Any = ..., task_type_ids: Any = ...,
        position_ids: Any = ..., head_mask: Any = ..., encoder_hidden_states: Any = ...,
        encoder_attention_mask: Any = ..., params: Any = ..., dropout_rng: Any = ..., train: bool = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., past_key_values: Any = ..., *,
        inputs_embeds: Any = ..., labels: Any = ..., return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., token_type_ids: Any = ..., task_type_ids: Any = ...,
        position_ids: Any = ..., head_mask: Any = ..., encoder_hidden_states: Any = ...,
        encoder_attention_mask: Any = ..., params: Any = ..., dropout_rng: Any = ..., train: bool = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., return_dict: bool | None = ...,
        past_key_values: Any = ..., *, inputs_embeds: Any = ..., labels: Any = ...
    ) -> Output: ...

class _Call38(Generic[Output]):
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., token_type_ids: Any = ..., task_type_ids: Any = ...,
        position_ids: Any = ..., head_mask: Any = ..., encoder_hidden_states: Any = ...,
        encoder_attention_mask: Any = ..., params: Any = ..., dropout_rng: Any = ..., train: bool = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., past_key_values: Any = ..., *,
        inputs_embeds: Any = ..., start_positions: Any = ..., end_positions: Any = ..., return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., token_type_ids: Any = ..., task_type_ids: Any = ...,
        position_ids: Any = ..., head_mask: Any = ..., encoder_hidden_states: Any = ...,
        encoder_attention_mask: Any = ..., params: Any = ..., dropout_rng: Any = ..., train: bool = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., return_dict: bool | None = ...,
        past_key_values: Any = ..., *, inputs_embeds: Any = ..., start_positions: Any = ..., end_positions: Any = ...
    ) -> Output: ...

class _Call39(Generic[Output]):
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., position_ids: Any = ..., params: Any = ...,
        dropout_rng: Any = ..., train: bool = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., *, inputs_embeds: Any = ..., head_mask: Any = ...,
        return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., position_ids: Any = ..., params: Any = ...,
        dropout_rng: Any = ..., train: bool = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., return_dict: bool | None = ..., *, inputs_embeds: Any = ...,
        head_mask: Any = ...
    ) -> Output: ...

class _Call40(Generic[Output]):
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., position_ids: Any = ..., params: Any = ...,
        dropout_rng: Any = ..., train: bool = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., *, inputs_embeds: Any = ..., labels: Any = ..., head_mask: Any = ...,
        return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., position_ids: Any = ..., params: Any = ...,
        dropout_rng: Any = ..., train: bool = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., return_dict: bool | None = ..., *, inputs_embeds: Any = ...,
        labels: Any = ..., head_mask: Any = ...
    ) -> Output: ...

class _Call41(Generic[Output]):
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., position_ids: Any = ..., params: Any = ...,
        past_key_values: Any = ..., dropout_rng: Any = ..., train: bool = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., *, head_mask: Any = ..., inputs_embeds: Any = ...,
        return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., position_ids: Any = ..., params: Any = ...,
        past_key_values: Any = ..., dropout_rng: Any = ..., train: bool = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., return_dict: bool | None = ..., *, head_mask: Any = ...,
        inputs_embeds: Any = ...
    ) -> Output: ...

class _Call42(Generic[Output]):
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., position_ids: Any = ..., params: Any = ...,
        past_key_values: Any = ..., dropout_rng: Any = ..., train: bool = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., *, head_mask: Any = ..., inputs_embeds: Any = ..., labels: Any = ...,
        return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., position_ids: Any = ..., params: Any = ...,
        past_key_values: Any = ..., dropout_rng: Any = ..., train: bool = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., return_dict: bool | None = ..., *, head_mask: Any = ...,
        inputs_embeds: Any = ..., labels: Any = ...
    ) -> Output: ...

class _Call43(Generic[Output]):
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., position_ids: Any = ..., params: Any = ...,
        past_key_values: Any = ..., dropout_rng: Any = ..., train: bool = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., *, head_mask: Any = ..., inputs_embeds: Any = ...,
        start_positions: Any = ..., end_positions: Any = ..., return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., position_ids: Any = ..., params: Any = ...,
        past_key_values: Any = ..., dropout_rng: Any = ..., train: bool = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., return_dict: bool | None = ..., *, head_mask: Any = ...,
        inputs_embeds: Any = ..., start_positions: Any = ..., end_positions: Any = ...
    ) -> Output: ...

class _Call44(Generic[Output]):
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., position_ids: Any = ...,
        encoder_hidden_states: Any = ..., encoder_attention_mask: Any = ..., params: Any = ...,
        past_key_values: Any = ..., dropout_rng: Any = ..., train: bool = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., *, token_type_ids: Any = ..., head_mask: Any = ...,
        inputs_embeds: Any = ..., return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., position_ids: Any = ...,
        encoder_hidden_states: Any = ..., encoder_attention_mask: Any = ..., params: Any = ...,
        past_key_values: Any = ..., dropout_rng: Any = ..., train: bool = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., return_dict: bool | None = ..., *, token_type_ids: Any = ...,
        head_mask: Any = ..., inputs_embeds: Any = ...
    ) -> Output: ...

class _Call45(Generic[Output]):
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., position_ids: Any = ...,
        encoder_hidden_states: Any = ..., encoder_attention_mask: Any = ..., params: Any = ...,
        past_key_values: Any = ..., dropout_rng: Any = ..., train: bool = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., *, token_type_ids: Any = ..., head_mask: Any = ...,
        inputs_embeds: Any = ..., labels: Any = ..., return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., position_ids: Any = ...,
        encoder_hidden_states: Any = ..., encoder_attention_mask: Any = ..., params: Any = ...,
        past_key_values: Any = ..., dropout_rng: Any = ..., train: bool = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., return_dict: bool | None = ..., *, token_type_ids: Any = ...,
        head_mask: Any = ..., inputs_embeds: Any = ..., labels: Any = ...
    ) -> Output: ...

class _Call46(Generic[Output]):
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., position_ids: Any = ...,
        encoder_hidden_states: Any = ..., encoder_attention_mask: Any = ..., params: Any = ...,
        past_key_values: Any = ..., dropout_rng: Any = ..., train: bool = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., *, token_type_ids: Any = ..., head_mask: Any = ...,
        inputs_embeds: Any = ..., start_positions: Any = ..., end_positions: Any = ..., return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., position_ids: Any = ...,
        encoder_hidden_states: Any = ..., encoder_attention_mask: Any = ..., params: Any = ...,
        past_key_values: Any = ..., dropout_rng: Any = ..., train: bool = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., return_dict: bool | None = ..., *, token_type_ids: Any = ...,
        head_mask: Any = ..., inputs_embeds: Any = ..., start_positions: Any = ..., end_positions: Any = ...
    ) -> Output: ...

class _Call47(Generic[Output]):
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., position_ids: Any = ...,
        encoder_hidden_states: Any = ..., encoder_attention_mask: Any = ..., params: Any = ...,
        past_key_values: Any = ..., dropout_rng: Any = ..., train: bool = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., *, token_type_ids: Any = ..., head_mask: Any = ...,
        inputs_embeds: Any = ..., mc_token_ids: Any = ..., labels: Any = ..., mc_labels: Any = ...,
        return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., position_ids: Any = ...,
        encoder_hidden_states: Any = ..., encoder_attention_mask: Any = ..., params: Any = ...,
        past_key_values: Any = ..., dropout_rng: Any = ..., train: bool = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., return_dict: bool | None = ..., *, token_type_ids: Any = ...,
        head_mask: Any = ..., inputs_embeds: Any = ..., mc_token_ids: Any = ..., labels: Any = ..., mc_labels: Any = ...
    ) -> Output: ...

class _Call48(Generic[Output]):
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., position_ids: Any = ..., params: Any = ...,
        past_key_values: Any = ..., dropout_rng: Any = ..., train: bool = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., *, token_type_ids: Any = ..., head_mask: Any = ...,
        inputs_embeds: Any = ..., start_positions: Any = ..., end_positions: Any = ..., return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., position_ids: Any = ..., params: Any = ...,
        past_key_values: Any = ..., dropout_rng: Any = ..., train: bool = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., return_dict: bool | None = ..., *, token_type_ids: Any = ...,
        head_mask: Any = ..., inputs_embeds: Any = ..., start_positions: Any = ..., end_positions: Any = ...
    ) -> Output: ...

class _Call49(Generic[Output]):
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., position_ids: Any = ..., params: Any = ...,
        past_key_values: Any = ..., dropout_rng: Any = ..., train: bool = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., *, inputs_embeds: Any = ..., head_mask: Any = ..., labels: Any = ...,
        return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., position_ids: Any = ..., params: Any = ...,
        past_key_values: Any = ..., dropout_rng: Any = ..., train: bool = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., return_dict: bool | None = ..., *, inputs_embeds: Any = ...,
        head_mask: Any = ..., labels: Any = ...
    ) -> Output: ...

class _Call50(Generic[Output]):
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., position_ids: Any = ..., params: Any = ...,
        past_key_values: Any = ..., dropout_rng: Any = ..., train: bool = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., *, inputs_embeds: Any = ..., head_mask: Any = ...,
        output_router_logits: Any = ..., return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., position_ids: Any = ..., params: Any = ...,
        past_key_values: Any = ..., dropout_rng: Any = ..., train: bool = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., return_dict: bool | None = ..., *, inputs_embeds: Any = ...,
        head_mask: Any = ..., output_router_logits: Any = ...
    ) -> Output: ...

class _Call51(Generic[Output]):
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., position_ids: Any = ..., params: Any = ...,
        past_key_values: Any = ..., dropout_rng: Any = ..., train: bool = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., *, inputs_embeds: Any = ..., labels: Any = ..., head_mask: Any = ...,
        output_router_logits: Any = ..., return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., position_ids: Any = ..., params: Any = ...,
        past_key_values: Any = ..., dropout_rng: Any = ..., train: bool = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., return_dict: bool | None = ..., *, inputs_embeds: Any = ...,
        labels: Any = ..., head_mask: Any = ..., output_router_logits: Any = ...
    ) -> Output: ...

class _Call52(Generic[Output]):
    @overload
    def __call__(
        self, input_ids: Any = ..., bbox: Any = ..., attention_mask: Any = ..., token_type_ids: Any = ...,
        position_ids: Any = ..., head_mask: Any = ..., encoder_hidden_states: Any = ...,
        encoder_attention_mask: Any = ..., params: Any = ..., dropout_rng: Any = ..., train: bool = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., *, inputs_embeds: Any = ...,
        return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., bbox: Any = ..., attention_mask: Any = ..., token_type_ids: Any = ...,
        position_ids: Any = ..., head_mask: Any = ..., encoder_hidden_states: Any = ...,
        encoder_attention_mask: Any = ..., params: Any = ..., dropout_rng: Any = ..., train: bool = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., return_dict: bool | None = ...,
        *, inputs_embeds: Any = ...
    ) -> Output: ...

class _Call53(Generic[Output]):
    @overload
    def __call__(
        self, input_ids: Any = ..., bbox: Any = ..., attention_mask: Any = ..., token_type_ids: Any = ...,
        position_ids: Any = ..., head_mask: Any = ..., encoder_hidden_states: Any = ...,
        encoder_attention_mask: Any = ..., params: Any = ..., dropout_rng: Any = ..., train: bool = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., *, inputs_embeds: Any = ...,
        labels: Any = ..., return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., bbox: Any = ..., attention_mask: Any = ..., token_type_ids: Any = ...,
        position_ids: Any = ..., head_mask: Any = ..., encoder_hidden_states: Any = ...,
        encoder_attention_mask: Any = ..., params: Any = ..., dropout_rng: Any = ..., train: bool = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., return_dict: bool | None = ...,
        *, inputs_embeds: Any = ..., labels: Any = ...
    ) -> Output: ...

class _Call54(Generic[Output]):
    @overload
    def __call__(
        self, input_ids: Any = ..., bbox: Any = ..., attention_mask: Any = ..., token_type_ids: Any = ...,
        position_ids: Any = ..., head_mask: Any = ..., encoder_hidden_states: Any = ...,
        encoder_attention_mask: Any = ..., params: Any = ..., dropout_rng: Any = ..., train: bool = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., *, inputs_embeds: Any = ...,
        start_positions: Any = ..., end_positions: Any = ..., return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., bbox: Any = ..., attention_mask: Any = ..., token_type_ids: Any = ...,
        position_ids: Any = ..., head_mask: Any = ..., encoder_hidden_states: Any = ...,
        encoder_attention_mask: Any = ..., params: Any = ..., dropout_rng: Any = ..., train: bool = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., return_dict: bool | None = ...,
        *, inputs_embeds: Any = ..., start_positions: Any = ..., end_positions: Any = ...
    ) -> Output: ...

class _Call55(Generic[Output]):
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., position_ids: Any = ..., head_mask: Any = ...,
        params: Any = ..., dropout_rng: Any = ..., train: bool = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., *, inputs_embeds: Any = ..., return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., position_ids: Any = ..., head_mask: Any = ...,
        params: Any = ..., dropout_rng: Any = ..., train: bool = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., return_dict: bool | None = ..., *, inputs_embeds: Any = ...
    ) -> Output: ...

class _Call56(Generic[Output]):
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., position_ids: Any = ..., head_mask: Any = ...,
        params: Any = ..., dropout_rng: Any = ..., train: bool = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., *, inputs_embeds: Any = ..., labels: Any = ...,
        return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., position_ids: Any = ..., head_mask: Any = ...,
        params: Any = ..., dropout_rng: Any = ..., train: bool = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., return_dict: bool | None = ..., *, inputs_embeds: Any = ...,
        labels: Any = ...
    ) -> Output: ...

class _Call57(Generic[Output]):
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., position_ids: Any = ..., head_mask: Any = ...,
        params: Any = ..., dropout_rng: Any = ..., train: bool = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., *, inputs_embeds: Any = ..., start_positions: Any = ...,
        end_positions: Any = ..., return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., position_ids: Any = ..., head_mask: Any = ...,
        params: Any = ..., dropout_rng: Any = ..., train: bool = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., return_dict: bool | None = ..., *, inputs_embeds: Any = ...,
        start_positions: Any = ..., end_positions: Any = ...
    ) -> Output: ...

class _Call58(Generic[Output]):
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., decoder_input_ids: Any = ...,
        decoder_attention_mask: Any = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., train: bool = ..., params: Any = ..., dropout_rng: Any = ..., *,
        head_mask: Any = ..., decoder_head_mask: Any = ..., cross_attn_head_mask: Any = ..., encoder_outputs: Any = ...,
        past_key_values: Any = ..., inputs_embeds: Any = ..., decoder_inputs_embeds: Any = ..., position_ids: Any = ...,
        return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., decoder_input_ids: Any = ...,
        decoder_attention_mask: Any = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., return_dict: bool | None = ..., train: bool = ..., params: Any = ...,
        dropout_rng: Any = ..., *, head_mask: Any = ..., decoder_head_mask: Any = ..., cross_attn_head_mask: Any = ...,
        encoder_outputs: Any = ..., past_key_values: Any = ..., inputs_embeds: Any = ...,
        decoder_inputs_embeds: Any = ..., position_ids: Any = ...
    ) -> Output: ...
    def encode(
        self, input_ids: Any = ..., attention_mask: Any = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., return_dict: bool | None = ..., train: bool = ..., params: Any = ...,
        dropout_rng: Any = ..., *, head_mask: Any = ..., inputs_embeds: Any = ...
    ) -> Any: ...
    def decode(
        self, decoder_input_ids: Any = ..., encoder_outputs: Any = ..., encoder_attention_mask: Any = ...,
        decoder_attention_mask: Any = ..., past_key_values: Any = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., return_dict: bool | None = ..., train: bool = ..., params: Any = ...,
        dropout_rng: Any = ..., *, decoder_head_mask: Any = ..., cross_attn_head_mask: Any = ...,
        decoder_inputs_embeds: Any = ...
    ) -> Any: ...

class _Call59(Generic[Output]):
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., decoder_input_ids: Any = ...,
        decoder_attention_mask: Any = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., train: bool = ..., params: Any = ..., dropout_rng: Any = ..., *,
        head_mask: Any = ..., decoder_head_mask: Any = ..., cross_attn_head_mask: Any = ..., encoder_outputs: Any = ...,
        past_key_values: Any = ..., inputs_embeds: Any = ..., decoder_inputs_embeds: Any = ..., labels: Any = ...,
        position_ids: Any = ..., return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., decoder_input_ids: Any = ...,
        decoder_attention_mask: Any = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., return_dict: bool | None = ..., train: bool = ..., params: Any = ...,
        dropout_rng: Any = ..., *, head_mask: Any = ..., decoder_head_mask: Any = ..., cross_attn_head_mask: Any = ...,
        encoder_outputs: Any = ..., past_key_values: Any = ..., inputs_embeds: Any = ...,
        decoder_inputs_embeds: Any = ..., labels: Any = ..., position_ids: Any = ...
    ) -> Output: ...
    def encode(
        self, input_ids: Any = ..., attention_mask: Any = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., return_dict: bool | None = ..., train: bool = ..., params: Any = ...,
        dropout_rng: Any = ..., *, head_mask: Any = ..., inputs_embeds: Any = ...
    ) -> Any: ...
    def decode(
        self, decoder_input_ids: Any = ..., encoder_outputs: Any = ..., encoder_attention_mask: Any = ...,
        decoder_attention_mask: Any = ..., past_key_values: Any = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., return_dict: bool | None = ..., train: bool = ..., params: Any = ...,
        dropout_rng: Any = ..., *, decoder_head_mask: Any = ..., cross_attn_head_mask: Any = ...,
        decoder_inputs_embeds: Any = ...
    ) -> Any: ...

class _Call60(Generic[Output]):
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., train: bool = ..., params: Any = ..., dropout_rng: Any = ..., *,
        head_mask: Any = ..., inputs_embeds: Any = ..., position_ids: Any = ..., return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., return_dict: bool | None = ..., train: bool = ..., params: Any = ...,
        dropout_rng: Any = ..., *, head_mask: Any = ..., inputs_embeds: Any = ..., position_ids: Any = ...
    ) -> Output: ...
    def encode(
        self, input_ids: Any = ..., attention_mask: Any = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., return_dict: bool | None = ..., train: bool = ..., params: Any = ...,
        dropout_rng: Any = ..., *, head_mask: Any = ..., inputs_embeds: Any = ..., position_ids: Any = ...
    ) -> Any: ...
    def decode(
        self, decoder_input_ids: Any = ..., encoder_outputs: Any = ..., encoder_attention_mask: Any = ...,
        decoder_attention_mask: Any = ..., past_key_values: Any = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., return_dict: bool | None = ..., train: bool = ..., params: Any = ...,
        dropout_rng: Any = ..., *, decoder_head_mask: Any = ..., cross_attn_head_mask: Any = ...,
        decoder_inputs_embeds: Any = ...
    ) -> Any: ...

class _Call61(Generic[Output]):
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., decoder_input_ids: Any = ...,
        decoder_attention_mask: Any = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., train: bool = ..., params: Any = ..., dropout_rng: Any = ..., *,
        head_mask: Any = ..., decoder_head_mask: Any = ..., cross_attn_head_mask: Any = ..., encoder_outputs: Any = ...,
        start_positions: Any = ..., end_positions: Any = ..., inputs_embeds: Any = ...,
        decoder_inputs_embeds: Any = ..., position_ids: Any = ..., return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., decoder_input_ids: Any = ...,
        decoder_attention_mask: Any = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., return_dict: bool | None = ..., train: bool = ..., params: Any = ...,
        dropout_rng: Any = ..., *, head_mask: Any = ..., decoder_head_mask: Any = ..., cross_attn_head_mask: Any = ...,
        encoder_outputs: Any = ..., start_positions: Any = ..., end_positions: Any = ..., inputs_embeds: Any = ...,
        decoder_inputs_embeds: Any = ..., position_ids: Any = ...
    ) -> Output: ...
    def encode(
        self, input_ids: Any = ..., attention_mask: Any = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., return_dict: bool | None = ..., train: bool = ..., params: Any = ...,
        dropout_rng: Any = ..., *, head_mask: Any = ..., inputs_embeds: Any = ...
    ) -> Any: ...
    def decode(
        self, decoder_input_ids: Any = ..., encoder_outputs: Any = ..., encoder_attention_mask: Any = ...,
        decoder_attention_mask: Any = ..., past_key_values: Any = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., return_dict: bool | None = ..., train: bool = ..., params: Any = ...,
        dropout_rng: Any = ..., *, decoder_head_mask: Any = ..., cross_attn_head_mask: Any = ...,
        decoder_inputs_embeds: Any = ...
    ) -> Any: ...

class _Call62(Generic[Output]):
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., decoder_input_ids: Any = ...,
        decoder_attention_mask: Any = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., train: bool = ..., params: Any = ..., dropout_rng: Any = ..., *,
        head_mask: Any = ..., decoder_head_mask: Any = ..., cross_attn_head_mask: Any = ..., encoder_outputs: Any = ...,
        inputs_embeds: Any = ..., decoder_inputs_embeds: Any = ..., labels: Any = ..., position_ids: Any = ...,
        return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., decoder_input_ids: Any = ...,
        decoder_attention_mask: Any = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., return_dict: bool | None = ..., train: bool = ..., params: Any = ...,
        dropout_rng: Any = ..., *, head_mask: Any = ..., decoder_head_mask: Any = ..., cross_attn_head_mask: Any = ...,
        encoder_outputs: Any = ..., inputs_embeds: Any = ..., decoder_inputs_embeds: Any = ..., labels: Any = ...,
        position_ids: Any = ...
    ) -> Output: ...
    def encode(
        self, input_ids: Any = ..., attention_mask: Any = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., return_dict: bool | None = ..., train: bool = ..., params: Any = ...,
        dropout_rng: Any = ..., *, head_mask: Any = ..., inputs_embeds: Any = ...
    ) -> Any: ...
    def decode(
        self, decoder_input_ids: Any = ..., encoder_outputs: Any = ..., encoder_attention_mask: Any = ...,
        decoder_attention_mask: Any = ..., past_key_values: Any = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., return_dict: bool | None = ..., train: bool = ..., params: Any = ...,
        dropout_rng: Any = ..., *, decoder_head_mask: Any = ..., cross_attn_head_mask: Any = ...,
        decoder_inputs_embeds: Any = ...
    ) -> Any: ...

class _Call63(Generic[Output]):
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., train: bool = ..., params: Any = ..., dropout_rng: Any = ..., *,
        head_mask: Any = ..., inputs_embeds: Any = ..., labels: Any = ..., position_ids: Any = ...,
        return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., return_dict: bool | None = ..., train: bool = ..., params: Any = ...,
        dropout_rng: Any = ..., *, head_mask: Any = ..., inputs_embeds: Any = ..., labels: Any = ...,
        position_ids: Any = ...
    ) -> Output: ...
    def encode(
        self, input_ids: Any = ..., attention_mask: Any = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., return_dict: bool | None = ..., train: bool = ..., params: Any = ...,
        dropout_rng: Any = ..., *, head_mask: Any = ..., inputs_embeds: Any = ..., labels: Any = ...,
        position_ids: Any = ...
    ) -> Any: ...
    def decode(
        self, decoder_input_ids: Any = ..., encoder_outputs: Any = ..., encoder_attention_mask: Any = ...,
        decoder_attention_mask: Any = ..., past_key_values: Any = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., return_dict: bool | None = ..., train: bool = ..., params: Any = ...,
        dropout_rng: Any = ..., *, decoder_head_mask: Any = ..., cross_attn_head_mask: Any = ...,
        decoder_inputs_embeds: Any = ...
    ) -> Any: ...

class _Call64(Generic[Output]):
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., position_ids: Any = ..., params: Any = ...,
        dropout_rng: Any = ..., train: bool = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., *, inputs_embeds: Any = ..., start_positions: Any = ...,
        end_positions: Any = ..., head_mask: Any = ..., return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., position_ids: Any = ..., params: Any = ...,
        dropout_rng: Any = ..., train: bool = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., return_dict: bool | None = ..., *, inputs_embeds: Any = ...,
        start_positions: Any = ..., end_positions: Any = ..., head_mask: Any = ...
    ) -> Output: ...

class _Call65(Generic[Output]):
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., position_ids: Any = ..., params: Any = ...,
        past_key_values: Any = ..., output_attentions: bool | None = ..., output_hidden_states: bool | None = ...,
        dropout_rng: Any = ..., train: bool = ..., *, head_mask: Any = ..., inputs_embeds: Any = ...,
        return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., position_ids: Any = ..., params: Any = ...,
        past_key_values: Any = ..., output_attentions: bool | None = ..., output_hidden_states: bool | None = ...,
        return_dict: bool | None = ..., dropout_rng: Any = ..., train: bool = ..., *, head_mask: Any = ...,
        inputs_embeds: Any = ...
    ) -> Output: ...

class _Call66(Generic[Output]):
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., position_ids: Any = ..., params: Any = ...,
        past_key_values: Any = ..., output_attentions: bool | None = ..., output_hidden_states: bool | None = ...,
        dropout_rng: Any = ..., train: bool = ..., *, head_mask: Any = ..., inputs_embeds: Any = ..., labels: Any = ...,
        return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., position_ids: Any = ..., params: Any = ...,
        past_key_values: Any = ..., output_attentions: bool | None = ..., output_hidden_states: bool | None = ...,
        return_dict: bool | None = ..., dropout_rng: Any = ..., train: bool = ..., *, head_mask: Any = ...,
        inputs_embeds: Any = ..., labels: Any = ...
    ) -> Output: ...

class _Call67(Generic[Output]):
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., position_ids: Any = ..., params: Any = ...,
        past_key_values: Any = ..., output_attentions: bool | None = ..., output_hidden_states: bool | None = ...,
        dropout_rng: Any = ..., train: bool = ..., *, head_mask: Any = ..., inputs_embeds: Any = ...,
        start_positions: Any = ..., end_positions: Any = ..., return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., position_ids: Any = ..., params: Any = ...,
        past_key_values: Any = ..., output_attentions: bool | None = ..., output_hidden_states: bool | None = ...,
        return_dict: bool | None = ..., dropout_rng: Any = ..., train: bool = ..., *, head_mask: Any = ...,
        inputs_embeds: Any = ..., start_positions: Any = ..., end_positions: Any = ...
    ) -> Output: ...

class _Call68(Generic[Output]):
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., position_ids: Any = ..., params: Any = ...,
        past_key_values: Any = ..., dropout_rng: Any = ..., train: bool = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., *, token_type_ids: Any = ..., head_mask: Any = ...,
        inputs_embeds: Any = ..., mc_token_ids: Any = ..., labels: Any = ..., mc_labels: Any = ...,
        return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., position_ids: Any = ..., params: Any = ...,
        past_key_values: Any = ..., dropout_rng: Any = ..., train: bool = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., return_dict: bool | None = ..., *, token_type_ids: Any = ...,
        head_mask: Any = ..., inputs_embeds: Any = ..., mc_token_ids: Any = ..., labels: Any = ..., mc_labels: Any = ...
    ) -> Output: ...

class _Call69(Generic[Output]):
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., token_type_ids: Any = ..., head_mask: Any = ...,
        params: Any = ..., dropout_rng: Any = ..., train: bool = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., past_key_values: Any = ..., *, inputs_embeds: Any = ...,
        encoder_hidden_states: Any = ..., encoder_attention_mask: Any = ..., position_ids: Any = ...,
        return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., token_type_ids: Any = ..., head_mask: Any = ...,
        params: Any = ..., dropout_rng: Any = ..., train: bool = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., return_dict: bool | None = ..., past_key_values: Any = ..., *,
        inputs_embeds: Any = ..., encoder_hidden_states: Any = ..., encoder_attention_mask: Any = ...,
        position_ids: Any = ...
    ) -> Output: ...

class _Call70(Generic[Output]):
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., token_type_ids: Any = ..., head_mask: Any = ...,
        params: Any = ..., dropout_rng: Any = ..., train: bool = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., past_key_values: Any = ..., *, inputs_embeds: Any = ...,
        encoder_hidden_states: Any = ..., encoder_attention_mask: Any = ..., labels: Any = ..., position_ids: Any = ...,
        return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., token_type_ids: Any = ..., head_mask: Any = ...,
        params: Any = ..., dropout_rng: Any = ..., train: bool = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., return_dict: bool | None = ..., past_key_values: Any = ..., *,
        inputs_embeds: Any = ..., encoder_hidden_states: Any = ..., encoder_attention_mask: Any = ...,
        labels: Any = ..., position_ids: Any = ...
    ) -> Output: ...

class _Call71(Generic[Output]):
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., token_type_ids: Any = ..., head_mask: Any = ...,
        params: Any = ..., dropout_rng: Any = ..., train: bool = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., past_key_values: Any = ..., *, inputs_embeds: Any = ...,
        labels: Any = ..., position_ids: Any = ..., return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., token_type_ids: Any = ..., head_mask: Any = ...,
        params: Any = ..., dropout_rng: Any = ..., train: bool = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., return_dict: bool | None = ..., past_key_values: Any = ..., *,
        inputs_embeds: Any = ..., labels: Any = ..., position_ids: Any = ...
    ) -> Output: ...

class _Call72(Generic[Output]):
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., token_type_ids: Any = ..., head_mask: Any = ...,
        params: Any = ..., dropout_rng: Any = ..., train: bool = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., past_key_values: Any = ..., *, inputs_embeds: Any = ...,
        start_positions: Any = ..., end_positions: Any = ..., position_ids: Any = ..., return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., token_type_ids: Any = ..., head_mask: Any = ...,
        params: Any = ..., dropout_rng: Any = ..., train: bool = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., return_dict: bool | None = ..., past_key_values: Any = ..., *,
        inputs_embeds: Any = ..., start_positions: Any = ..., end_positions: Any = ..., position_ids: Any = ...
    ) -> Output: ...

class _Call73(Generic[Output]):
    @overload
    def __call__(
        self, pixel_values: Any = ..., params: Any = ..., dropout_rng: Any = ..., train: bool = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., *, bool_masked_pos: Any = ...,
        head_mask: Any = ..., interpolate_pos_encoding: Any = ..., return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, pixel_values: Any = ..., params: Any = ..., dropout_rng: Any = ..., train: bool = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., return_dict: bool | None = ...,
        *, bool_masked_pos: Any = ..., head_mask: Any = ..., interpolate_pos_encoding: Any = ...
    ) -> Output: ...

class _Call74(Generic[Output]):
    @overload
    def __call__(
        self, pixel_values: Any = ..., params: Any = ..., dropout_rng: Any = ..., train: bool = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., *, head_mask: Any = ...,
        interpolate_pos_encoding: Any = ..., labels: Any = ..., return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, pixel_values: Any = ..., params: Any = ..., dropout_rng: Any = ..., train: bool = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., return_dict: bool | None = ...,
        *, head_mask: Any = ..., interpolate_pos_encoding: Any = ..., labels: Any = ...
    ) -> Output: ...

class _Call75(Generic[Output]):
    @overload
    def __call__(
        self, input_features: Any = ..., decoder_input_ids: Any = ..., attention_mask: Any = ...,
        decoder_attention_mask: Any = ..., position_ids: Any = ..., decoder_position_ids: Any = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., train: bool = ...,
        params: Any = ..., dropout_rng: Any = ..., *, head_mask: Any = ..., decoder_head_mask: Any = ...,
        cross_attn_head_mask: Any = ..., encoder_outputs: Any = ..., past_key_values: Any = ...,
        decoder_inputs_embeds: Any = ..., return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_features: Any = ..., decoder_input_ids: Any = ..., attention_mask: Any = ...,
        decoder_attention_mask: Any = ..., position_ids: Any = ..., decoder_position_ids: Any = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., return_dict: bool | None = ...,
        train: bool = ..., params: Any = ..., dropout_rng: Any = ..., *, head_mask: Any = ...,
        decoder_head_mask: Any = ..., cross_attn_head_mask: Any = ..., encoder_outputs: Any = ...,
        past_key_values: Any = ..., decoder_inputs_embeds: Any = ...
    ) -> Output: ...
    def encode(
        self, input_features: Any = ..., attention_mask: Any = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., return_dict: bool | None = ..., train: bool = ..., params: Any = ...,
        dropout_rng: Any = ..., *, head_mask: Any = ...
    ) -> Any: ...
    def decode(
        self, decoder_input_ids: Any = ..., encoder_outputs: Any = ..., encoder_attention_mask: Any = ...,
        decoder_attention_mask: Any = ..., decoder_position_ids: Any = ..., past_key_values: Any = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., return_dict: bool | None = ...,
        train: bool = ..., params: Any = ..., dropout_rng: Any = ..., *, decoder_head_mask: Any = ...,
        cross_attn_head_mask: Any = ..., decoder_inputs_embeds: Any = ...
    ) -> Any: ...

class _Call76(Generic[Output]):
    @overload
    def __call__(
        self, input_features: Any = ..., decoder_input_ids: Any = ..., attention_mask: Any = ...,
        decoder_attention_mask: Any = ..., position_ids: Any = ..., decoder_position_ids: Any = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., train: bool = ...,
        params: Any = ..., dropout_rng: Any = ..., *, head_mask: Any = ..., decoder_head_mask: Any = ...,
        cross_attn_head_mask: Any = ..., encoder_outputs: Any = ..., past_key_values: Any = ...,
        decoder_inputs_embeds: Any = ..., labels: Any = ..., return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_features: Any = ..., decoder_input_ids: Any = ..., attention_mask: Any = ...,
        decoder_attention_mask: Any = ..., position_ids: Any = ..., decoder_position_ids: Any = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., return_dict: bool | None = ...,
        train: bool = ..., params: Any = ..., dropout_rng: Any = ..., *, head_mask: Any = ...,
        decoder_head_mask: Any = ..., cross_attn_head_mask: Any = ..., encoder_outputs: Any = ...,
        past_key_values: Any = ..., decoder_inputs_embeds: Any = ..., labels: Any = ...
    ) -> Output: ...
    def encode(
        self, input_features: Any = ..., attention_mask: Any = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., return_dict: bool | None = ..., train: bool = ..., params: Any = ...,
        dropout_rng: Any = ..., *, head_mask: Any = ...
    ) -> Any: ...
    def decode(
        self, decoder_input_ids: Any = ..., encoder_outputs: Any = ..., encoder_attention_mask: Any = ...,
        decoder_attention_mask: Any = ..., decoder_position_ids: Any = ..., past_key_values: Any = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., return_dict: bool | None = ...,
        train: bool = ..., params: Any = ..., dropout_rng: Any = ..., *, decoder_head_mask: Any = ...,
        cross_attn_head_mask: Any = ..., decoder_inputs_embeds: Any = ...
    ) -> Any: ...

class _Call77(Generic[Output]):
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., position_ids: Any = ...,
        encoder_hidden_states: Any = ..., encoder_attention_mask: Any = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., train: bool = ..., params: Any = ..., past_key_values: Any = ...,
        dropout_rng: Any = ..., *, head_mask: Any = ..., cross_attn_head_mask: Any = ..., inputs_embeds: Any = ...,
        return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., position_ids: Any = ...,
        encoder_hidden_states: Any = ..., encoder_attention_mask: Any = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., return_dict: bool | None = ..., train: bool = ..., params: Any = ...,
        past_key_values: Any = ..., dropout_rng: Any = ..., *, head_mask: Any = ..., cross_attn_head_mask: Any = ...,
        inputs_embeds: Any = ...
    ) -> Output: ...

class _Options(TypedDict, total=False):
    config: PretrainedConfig | str | os.PathLike[str] | None
    torch_dtype: Any
    param_dtype: Any
    ignore_mismatched_sizes: bool
    strict: bool | None
    from_pt: bool
    from_tf: bool
    from_flax: bool
    subfolder: str
    variant: str | None
    use_safetensors: bool | None
    prefer: str | None
    mmap: bool | None
    mesh: Mesh | None
    sharding: Scheme | None
    sharding_rules: Rules | None
    _do_init: bool

class _AlbertOptions(keywords.AlbertKeywords, _Options, total=False): ...

class FlaxAlbertPreTrainedModel(FlaxPreTrainedModel):
    config: AlbertConfig
    config_class: ClassVar[type[AlbertConfig]]
    def __init__(self, config: AlbertConfig, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        output_loading_info: Literal[True], **kwargs: Unpack[_AlbertOptions]
    ) -> tuple[Any, ...]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        _do_init: Literal[False], **kwargs: Unpack[_AlbertOptions]
    ) -> tuple[Self, Any]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_AlbertOptions]
    ) -> Self: ...

class FlaxAlbertModel(_Call1[outputs.BaseModelOutputWithPooling[Any]], FlaxAlbertPreTrainedModel): ...

class FlaxAlbertForPreTraining(_Call2[outputs.AlbertForPreTrainingOutput[Any]], FlaxAlbertPreTrainedModel): ...

class FlaxAlbertForMaskedLM(_Call3[outputs.MaskedLMOutput[Any]], FlaxAlbertPreTrainedModel): ...

class FlaxAlbertForSequenceClassification(_Call3[outputs.SequenceClassifierOutput[Any]], FlaxAlbertPreTrainedModel): ...

class FlaxAlbertForTokenClassification(_Call3[outputs.TokenClassifierOutput[Any]], FlaxAlbertPreTrainedModel): ...

class FlaxAlbertForQuestionAnswering(_Call4[outputs.QuestionAnsweringModelOutput[Any]], FlaxAlbertPreTrainedModel): ...

class FlaxAlbertForMultipleChoice(_Call3[outputs.MultipleChoiceModelOutput[Any]], FlaxAlbertPreTrainedModel): ...

class _ArceeOptions(keywords.ArceeKeywords, _Options, total=False): ...

class FlaxArceePreTrainedModel(FlaxPreTrainedModel):
    config: ArceeConfig
    config_class: ClassVar[type[ArceeConfig]]
    def __init__(self, config: ArceeConfig, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        output_loading_info: Literal[True], **kwargs: Unpack[_ArceeOptions]
    ) -> tuple[Any, ...]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        _do_init: Literal[False], **kwargs: Unpack[_ArceeOptions]
    ) -> tuple[Self, Any]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_ArceeOptions]
    ) -> Self: ...

class FlaxArceeModel(_Call5[outputs.BaseModelOutputWithPast[Any]], FlaxArceePreTrainedModel): ...

class FlaxArceeForCausalLM(_Call6[outputs.CausalLMOutputWithPast[Any]], FlaxArceePreTrainedModel): ...

class FlaxArceeForSequenceClassification(_Call6[outputs.SequenceClassifierOutputWithPast[Any]], FlaxArceePreTrainedModel): ...

class FlaxArceeForTokenClassification(_Call6[outputs.TokenClassifierOutput[Any]], FlaxArceePreTrainedModel): ...

class FlaxArceeForQuestionAnswering(_Call7[outputs.QuestionAnsweringModelOutput[Any]], FlaxArceePreTrainedModel): ...

class _BartOptions(keywords.BartKeywords, _Options, total=False): ...

class FlaxBartPreTrainedModel(FlaxPreTrainedModel):
    config: BartConfig
    config_class: ClassVar[type[BartConfig]]
    def __init__(self, config: BartConfig, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        output_loading_info: Literal[True], **kwargs: Unpack[_BartOptions]
    ) -> tuple[Any, ...]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        _do_init: Literal[False], **kwargs: Unpack[_BartOptions]
    ) -> tuple[Self, Any]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_BartOptions]
    ) -> Self: ...

class FlaxBartModel(_Call8[outputs.Seq2SeqModelOutput[Any]], FlaxBartPreTrainedModel): ...

class FlaxBartForConditionalGeneration(_Call9[outputs.Seq2SeqLMOutput[Any]], FlaxBartPreTrainedModel): ...

class FlaxBartForSequenceClassification(_Call10[outputs.Seq2SeqSequenceClassifierOutput[Any]], FlaxBartPreTrainedModel): ...

class FlaxBartForQuestionAnswering(_Call11[outputs.Seq2SeqQuestionAnsweringModelOutput[Any]], FlaxBartPreTrainedModel): ...

class FlaxBartForCausalLM(_Call12[outputs.CausalLMOutputWithCrossAttentions[Any]], FlaxBartPreTrainedModel): ...

class _BeitOptions(keywords.BeitKeywords, _Options, total=False): ...

class FlaxBeitPreTrainedModel(FlaxPreTrainedModel):
    config: BeitConfig
    config_class: ClassVar[type[BeitConfig]]
    def __init__(self, config: BeitConfig, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        output_loading_info: Literal[True], **kwargs: Unpack[_BeitOptions]
    ) -> tuple[Any, ...]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        _do_init: Literal[False], **kwargs: Unpack[_BeitOptions]
    ) -> tuple[Self, Any]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_BeitOptions]
    ) -> Self: ...

class FlaxBeitModel(_Call13[outputs.BaseModelOutputWithPooling[Any]], FlaxBeitPreTrainedModel): ...

class FlaxBeitForImageClassification(_Call14[outputs.ImageClassifierOutput[Any]], FlaxBeitPreTrainedModel): ...

class FlaxBeitForMaskedImageModeling(_Call15[outputs.MaskedLMOutput[Any]], FlaxBeitPreTrainedModel): ...

class _BertOptions(keywords.BertKeywords, _Options, total=False): ...

class FlaxBertPreTrainedModel(FlaxPreTrainedModel):
    config: BertConfig
    config_class: ClassVar[type[BertConfig]]
    def __init__(self, config: BertConfig, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        output_loading_info: Literal[True], **kwargs: Unpack[_BertOptions]
    ) -> tuple[Any, ...]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        _do_init: Literal[False], **kwargs: Unpack[_BertOptions]
    ) -> tuple[Self, Any]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_BertOptions]
    ) -> Self: ...

class FlaxBertModel(_Call16[outputs.BaseModelOutputWithPooling[Any]], FlaxBertPreTrainedModel): ...

class FlaxBertForPreTraining(_Call17[outputs.BertForPreTrainingOutput[Any]], FlaxBertPreTrainedModel): ...

class FlaxBertLMHeadModel(_Call18[outputs.CausalLMOutputWithCrossAttentions[Any]], FlaxBertPreTrainedModel): ...

class FlaxBertForMaskedLM(_Call18[outputs.MaskedLMOutput[Any]], FlaxBertPreTrainedModel): ...

class FlaxBertForSequenceClassification(_Call18[outputs.SequenceClassifierOutput[Any]], FlaxBertPreTrainedModel): ...

class FlaxBertForTokenClassification(_Call18[outputs.TokenClassifierOutput[Any]], FlaxBertPreTrainedModel): ...

class FlaxBertForQuestionAnswering(_Call19[outputs.QuestionAnsweringModelOutput[Any]], FlaxBertPreTrainedModel): ...

class FlaxBertForMultipleChoice(_Call18[outputs.MultipleChoiceModelOutput[Any]], FlaxBertPreTrainedModel): ...

class FlaxBertForNextSentencePrediction(_Call18[outputs.NextSentencePredictorOutput[Any]], FlaxBertPreTrainedModel): ...

class _BlenderbotOptions(keywords.BlenderbotKeywords, _Options, total=False): ...

class FlaxBlenderbotPreTrainedModel(FlaxPreTrainedModel):
    config: BlenderbotConfig
    config_class: ClassVar[type[BlenderbotConfig]]
    def __init__(self, config: BlenderbotConfig, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        output_loading_info: Literal[True], **kwargs: Unpack[_BlenderbotOptions]
    ) -> tuple[Any, ...]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        _do_init: Literal[False], **kwargs: Unpack[_BlenderbotOptions]
    ) -> tuple[Self, Any]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_BlenderbotOptions]
    ) -> Self: ...

class FlaxBlenderbotModel(_Call8[outputs.Seq2SeqModelOutput[Any]], FlaxBlenderbotPreTrainedModel): ...

class FlaxBlenderbotForConditionalGeneration(_Call9[outputs.Seq2SeqLMOutput[Any]], FlaxBlenderbotPreTrainedModel): ...

class FlaxBlenderbotForCausalLM(_Call12[outputs.CausalLMOutputWithCrossAttentions[Any]], FlaxBlenderbotPreTrainedModel): ...

class _BlenderbotSmallOptions(keywords.BlenderbotSmallKeywords, _Options, total=False): ...

class FlaxBlenderbotSmallPreTrainedModel(FlaxPreTrainedModel):
    config: BlenderbotSmallConfig
    config_class: ClassVar[type[BlenderbotSmallConfig]]
    def __init__(self, config: BlenderbotSmallConfig, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        output_loading_info: Literal[True], **kwargs: Unpack[_BlenderbotSmallOptions]
    ) -> tuple[Any, ...]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        _do_init: Literal[False], **kwargs: Unpack[_BlenderbotSmallOptions]
    ) -> tuple[Self, Any]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_BlenderbotSmallOptions]
    ) -> Self: ...

class FlaxBlenderbotSmallModel(_Call8[outputs.Seq2SeqModelOutput[Any]], FlaxBlenderbotSmallPreTrainedModel): ...

class FlaxBlenderbotSmallForConditionalGeneration(_Call9[outputs.Seq2SeqLMOutput[Any]], FlaxBlenderbotSmallPreTrainedModel): ...

class FlaxBlenderbotSmallForCausalLM(_Call12[outputs.CausalLMOutputWithCrossAttentions[Any]], FlaxBlenderbotSmallPreTrainedModel): ...

class _BloomOptions(keywords.BloomKeywords, _Options, total=False): ...

class FlaxBloomPreTrainedModel(FlaxPreTrainedModel):
    config: BloomConfig
    config_class: ClassVar[type[BloomConfig]]
    def __init__(self, config: BloomConfig, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        output_loading_info: Literal[True], **kwargs: Unpack[_BloomOptions]
    ) -> tuple[Any, ...]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        _do_init: Literal[False], **kwargs: Unpack[_BloomOptions]
    ) -> tuple[Self, Any]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_BloomOptions]
    ) -> Self: ...

class FlaxBloomModel(_Call20[outputs.BaseModelOutputWithPast[Any]], FlaxBloomPreTrainedModel): ...

class FlaxBloomForCausalLM(_Call21[outputs.CausalLMOutputWithPast[Any]], FlaxBloomPreTrainedModel): ...

class FlaxBloomForSequenceClassification(_Call21[outputs.SequenceClassifierOutputWithPast[Any]], FlaxBloomPreTrainedModel): ...

class FlaxBloomForTokenClassification(_Call21[outputs.TokenClassifierOutput[Any]], FlaxBloomPreTrainedModel): ...

class FlaxBloomForQuestionAnswering(_Call22[outputs.QuestionAnsweringModelOutput[Any]], FlaxBloomPreTrainedModel): ...

class _CamembertOptions(keywords.CamembertKeywords, _Options, total=False): ...

class FlaxCamembertPreTrainedModel(FlaxPreTrainedModel):
    config: CamembertConfig
    config_class: ClassVar[type[CamembertConfig]]
    def __init__(self, config: CamembertConfig, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        output_loading_info: Literal[True], **kwargs: Unpack[_CamembertOptions]
    ) -> tuple[Any, ...]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        _do_init: Literal[False], **kwargs: Unpack[_CamembertOptions]
    ) -> tuple[Self, Any]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_CamembertOptions]
    ) -> Self: ...

class FlaxCamembertModel(_Call16[outputs.BaseModelOutputWithPooling[Any]], FlaxCamembertPreTrainedModel): ...

class FlaxCamembertForCausalLM(_Call18[outputs.CausalLMOutputWithCrossAttentions[Any]], FlaxCamembertPreTrainedModel): ...

class FlaxCamembertForMaskedLM(_Call18[outputs.MaskedLMOutput[Any]], FlaxCamembertPreTrainedModel): ...

class FlaxCamembertForSequenceClassification(_Call18[outputs.SequenceClassifierOutput[Any]], FlaxCamembertPreTrainedModel): ...

class FlaxCamembertForTokenClassification(_Call18[outputs.TokenClassifierOutput[Any]], FlaxCamembertPreTrainedModel): ...

class FlaxCamembertForQuestionAnswering(_Call19[outputs.QuestionAnsweringModelOutput[Any]], FlaxCamembertPreTrainedModel): ...

class FlaxCamembertForMultipleChoice(_Call23[outputs.MultipleChoiceModelOutput[Any]], FlaxCamembertPreTrainedModel): ...

class _CodeGenOptions(keywords.CodeGenKeywords, _Options, total=False): ...

class FlaxCodeGenPreTrainedModel(FlaxPreTrainedModel):
    config: CodeGenConfig
    config_class: ClassVar[type[CodeGenConfig]]
    def __init__(self, config: CodeGenConfig, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        output_loading_info: Literal[True], **kwargs: Unpack[_CodeGenOptions]
    ) -> tuple[Any, ...]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        _do_init: Literal[False], **kwargs: Unpack[_CodeGenOptions]
    ) -> tuple[Self, Any]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_CodeGenOptions]
    ) -> Self: ...

class FlaxCodeGenModel(_Call24[outputs.BaseModelOutputWithPast[Any]], FlaxCodeGenPreTrainedModel): ...

class FlaxCodeGenForCausalLM(_Call25[outputs.CausalLMOutputWithPast[Any]], FlaxCodeGenPreTrainedModel): ...

class _CohereOptions(keywords.CohereKeywords, _Options, total=False): ...

class FlaxCoherePreTrainedModel(FlaxPreTrainedModel):
    config: CohereConfig
    config_class: ClassVar[type[CohereConfig]]
    def __init__(self, config: CohereConfig, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        output_loading_info: Literal[True], **kwargs: Unpack[_CohereOptions]
    ) -> tuple[Any, ...]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        _do_init: Literal[False], **kwargs: Unpack[_CohereOptions]
    ) -> tuple[Self, Any]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_CohereOptions]
    ) -> Self: ...

class FlaxCohereModel(_Call5[outputs.BaseModelOutputWithPast[Any]], FlaxCoherePreTrainedModel): ...

class FlaxCohereForCausalLM(_Call6[outputs.CausalLMOutputWithPast[Any]], FlaxCoherePreTrainedModel): ...

class _Cohere2Options(keywords.Cohere2Keywords, _Options, total=False): ...

class FlaxCohere2PreTrainedModel(FlaxPreTrainedModel):
    config: Cohere2Config
    config_class: ClassVar[type[Cohere2Config]]
    def __init__(self, config: Cohere2Config, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        output_loading_info: Literal[True], **kwargs: Unpack[_Cohere2Options]
    ) -> tuple[Any, ...]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        _do_init: Literal[False], **kwargs: Unpack[_Cohere2Options]
    ) -> tuple[Self, Any]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_Cohere2Options]
    ) -> Self: ...

class FlaxCohere2Model(_Call5[outputs.BaseModelOutputWithPast[Any]], FlaxCohere2PreTrainedModel): ...

class FlaxCohere2ForCausalLM(_Call6[outputs.CausalLMOutputWithPast[Any]], FlaxCohere2PreTrainedModel): ...

class _DPROptions(keywords.DPRKeywords, _Options, total=False): ...

class FlaxDPRPreTrainedModel(FlaxPreTrainedModel):
    config: DPRConfig
    config_class: ClassVar[type[DPRConfig]]
    def __init__(self, config: DPRConfig, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        output_loading_info: Literal[True], **kwargs: Unpack[_DPROptions]
    ) -> tuple[Any, ...]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        _do_init: Literal[False], **kwargs: Unpack[_DPROptions]
    ) -> tuple[Self, Any]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_DPROptions]
    ) -> Self: ...

class FlaxDPRModel(_Call26[outputs.BaseModelOutput[Any]], FlaxDPRPreTrainedModel): ...

class FlaxDPRQuestionEncoder(_Call26[outputs.DPRQuestionEncoderOutput[Any]], FlaxDPRPreTrainedModel): ...

class FlaxDPRContextEncoder(_Call26[outputs.DPRContextEncoderOutput[Any]], FlaxDPRPreTrainedModel): ...

class FlaxDPRReader(_Call26[outputs.DPRReaderOutput[Any]], FlaxDPRPreTrainedModel): ...

class _Data2VecVisionOptions(keywords.Data2VecVisionKeywords, _Options, total=False): ...

class FlaxData2VecVisionPreTrainedModel(FlaxPreTrainedModel):
    config: Data2VecVisionConfig
    config_class: ClassVar[type[Data2VecVisionConfig]]
    def __init__(self, config: Data2VecVisionConfig, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        output_loading_info: Literal[True], **kwargs: Unpack[_Data2VecVisionOptions]
    ) -> tuple[Any, ...]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        _do_init: Literal[False], **kwargs: Unpack[_Data2VecVisionOptions]
    ) -> tuple[Self, Any]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_Data2VecVisionOptions]
    ) -> Self: ...

class FlaxData2VecVisionModel(_Call13[outputs.BaseModelOutputWithPooling[Any]], FlaxData2VecVisionPreTrainedModel): ...

class FlaxData2VecVisionForImageClassification(_Call14[outputs.ImageClassifierOutput[Any]], FlaxData2VecVisionPreTrainedModel): ...

class _DebertaOptions(keywords.DebertaKeywords, _Options, total=False): ...

class FlaxDebertaPreTrainedModel(FlaxPreTrainedModel):
    config: DebertaConfig
    config_class: ClassVar[type[DebertaConfig]]
    def __init__(self, config: DebertaConfig, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        output_loading_info: Literal[True], **kwargs: Unpack[_DebertaOptions]
    ) -> tuple[Any, ...]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        _do_init: Literal[False], **kwargs: Unpack[_DebertaOptions]
    ) -> tuple[Self, Any]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_DebertaOptions]
    ) -> Self: ...

class FlaxDebertaModel(_Call27[outputs.BaseModelOutput[Any]], FlaxDebertaPreTrainedModel): ...

class FlaxDebertaForMaskedLM(_Call28[outputs.MaskedLMOutput[Any]], FlaxDebertaPreTrainedModel): ...

class FlaxDebertaForSequenceClassification(_Call28[outputs.SequenceClassifierOutput[Any]], FlaxDebertaPreTrainedModel): ...

class FlaxDebertaForTokenClassification(_Call28[outputs.TokenClassifierOutput[Any]], FlaxDebertaPreTrainedModel): ...

class FlaxDebertaForQuestionAnswering(_Call29[outputs.QuestionAnsweringModelOutput[Any]], FlaxDebertaPreTrainedModel): ...

class _DebertaV2Options(keywords.DebertaV2Keywords, _Options, total=False): ...

class FlaxDebertaV2PreTrainedModel(FlaxPreTrainedModel):
    config: DebertaV2Config
    config_class: ClassVar[type[DebertaV2Config]]
    def __init__(self, config: DebertaV2Config, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        output_loading_info: Literal[True], **kwargs: Unpack[_DebertaV2Options]
    ) -> tuple[Any, ...]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        _do_init: Literal[False], **kwargs: Unpack[_DebertaV2Options]
    ) -> tuple[Self, Any]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_DebertaV2Options]
    ) -> Self: ...

class FlaxDebertaV2Model(_Call27[outputs.BaseModelOutput[Any]], FlaxDebertaV2PreTrainedModel): ...

class FlaxDebertaV2ForMaskedLM(_Call28[outputs.MaskedLMOutput[Any]], FlaxDebertaV2PreTrainedModel): ...

class FlaxDebertaV2ForSequenceClassification(_Call28[outputs.SequenceClassifierOutput[Any]], FlaxDebertaV2PreTrainedModel): ...

class FlaxDebertaV2ForTokenClassification(_Call28[outputs.TokenClassifierOutput[Any]], FlaxDebertaV2PreTrainedModel): ...

class FlaxDebertaV2ForQuestionAnswering(_Call29[outputs.QuestionAnsweringModelOutput[Any]], FlaxDebertaV2PreTrainedModel): ...

class FlaxDebertaV2ForMultipleChoice(_Call28[outputs.MultipleChoiceModelOutput[Any]], FlaxDebertaV2PreTrainedModel): ...

class _DeiTOptions(keywords.DeiTKeywords, _Options, total=False): ...

class FlaxDeiTPreTrainedModel(FlaxPreTrainedModel):
    config: DeiTConfig
    config_class: ClassVar[type[DeiTConfig]]
    def __init__(self, config: DeiTConfig, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        output_loading_info: Literal[True], **kwargs: Unpack[_DeiTOptions]
    ) -> tuple[Any, ...]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        _do_init: Literal[False], **kwargs: Unpack[_DeiTOptions]
    ) -> tuple[Self, Any]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_DeiTOptions]
    ) -> Self: ...

class FlaxDeiTModel(_Call13[outputs.BaseModelOutputWithPooling[Any]], FlaxDeiTPreTrainedModel): ...

class FlaxDeiTForImageClassification(_Call14[outputs.ImageClassifierOutput[Any]], FlaxDeiTPreTrainedModel): ...

class FlaxDeiTForImageClassificationWithTeacher(_Call30[outputs.DeiTForImageClassificationWithTeacherOutput[Any]], FlaxDeiTPreTrainedModel): ...

class FlaxDeiTForMaskedImageModeling(_Call13[outputs.MaskedImageModelingOutput[Any]], FlaxDeiTPreTrainedModel): ...

class _Dinov2Options(keywords.Dinov2Keywords, _Options, total=False): ...

class FlaxDinov2PreTrainedModel(FlaxPreTrainedModel):
    config: Dinov2Config
    config_class: ClassVar[type[Dinov2Config]]
    def __init__(self, config: Dinov2Config, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        output_loading_info: Literal[True], **kwargs: Unpack[_Dinov2Options]
    ) -> tuple[Any, ...]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        _do_init: Literal[False], **kwargs: Unpack[_Dinov2Options]
    ) -> tuple[Self, Any]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_Dinov2Options]
    ) -> Self: ...

class FlaxDinov2Model(_Call13[outputs.BaseModelOutputWithPooling[Any]], FlaxDinov2PreTrainedModel): ...

class FlaxDinov2ForImageClassification(_Call14[outputs.ImageClassifierOutput[Any]], FlaxDinov2PreTrainedModel): ...

class _Dinov2WithRegistersOptions(keywords.Dinov2WithRegistersKeywords, _Options, total=False): ...

class FlaxDinov2WithRegistersPreTrainedModel(FlaxPreTrainedModel):
    config: Dinov2WithRegistersConfig
    config_class: ClassVar[type[Dinov2WithRegistersConfig]]
    def __init__(self, config: Dinov2WithRegistersConfig, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        output_loading_info: Literal[True], **kwargs: Unpack[_Dinov2WithRegistersOptions]
    ) -> tuple[Any, ...]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        _do_init: Literal[False], **kwargs: Unpack[_Dinov2WithRegistersOptions]
    ) -> tuple[Self, Any]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_Dinov2WithRegistersOptions]
    ) -> Self: ...

class FlaxDinov2WithRegistersModel(_Call13[outputs.BaseModelOutputWithPooling[Any]], FlaxDinov2WithRegistersPreTrainedModel): ...

class FlaxDinov2WithRegistersForImageClassification(_Call14[outputs.ImageClassifierOutput[Any]], FlaxDinov2WithRegistersPreTrainedModel): ...

class _DistilBertOptions(keywords.DistilBertKeywords, _Options, total=False): ...

class FlaxDistilBertPreTrainedModel(FlaxPreTrainedModel):
    config: DistilBertConfig
    config_class: ClassVar[type[DistilBertConfig]]
    def __init__(self, config: DistilBertConfig, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        output_loading_info: Literal[True], **kwargs: Unpack[_DistilBertOptions]
    ) -> tuple[Any, ...]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        _do_init: Literal[False], **kwargs: Unpack[_DistilBertOptions]
    ) -> tuple[Self, Any]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_DistilBertOptions]
    ) -> Self: ...

class FlaxDistilBertModel(_Call31[outputs.BaseModelOutput[Any]], FlaxDistilBertPreTrainedModel): ...

class FlaxDistilBertForMaskedLM(_Call32[outputs.MaskedLMOutput[Any]], FlaxDistilBertPreTrainedModel): ...

class FlaxDistilBertForSequenceClassification(_Call32[outputs.SequenceClassifierOutput[Any]], FlaxDistilBertPreTrainedModel): ...

class FlaxDistilBertForTokenClassification(_Call32[outputs.TokenClassifierOutput[Any]], FlaxDistilBertPreTrainedModel): ...

class FlaxDistilBertForQuestionAnswering(_Call33[outputs.QuestionAnsweringModelOutput[Any]], FlaxDistilBertPreTrainedModel): ...

class FlaxDistilBertForMultipleChoice(_Call32[outputs.MultipleChoiceModelOutput[Any]], FlaxDistilBertPreTrainedModel): ...

class _ElectraOptions(keywords.ElectraKeywords, _Options, total=False): ...

class FlaxElectraPreTrainedModel(FlaxPreTrainedModel):
    config: ElectraConfig
    config_class: ClassVar[type[ElectraConfig]]
    def __init__(self, config: ElectraConfig, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        output_loading_info: Literal[True], **kwargs: Unpack[_ElectraOptions]
    ) -> tuple[Any, ...]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        _do_init: Literal[False], **kwargs: Unpack[_ElectraOptions]
    ) -> tuple[Self, Any]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_ElectraOptions]
    ) -> Self: ...

class FlaxElectraModel(_Call16[outputs.BaseModelOutput[Any]], FlaxElectraPreTrainedModel): ...

class FlaxElectraForPreTraining(_Call18[outputs.ElectraForPreTrainingOutput[Any]], FlaxElectraPreTrainedModel): ...

class FlaxElectraForCausalLM(_Call18[outputs.CausalLMOutputWithCrossAttentions[Any]], FlaxElectraPreTrainedModel): ...

class FlaxElectraForMaskedLM(_Call18[outputs.MaskedLMOutput[Any]], FlaxElectraPreTrainedModel): ...

class FlaxElectraForSequenceClassification(_Call18[outputs.SequenceClassifierOutput[Any]], FlaxElectraPreTrainedModel): ...

class FlaxElectraForTokenClassification(_Call18[outputs.TokenClassifierOutput[Any]], FlaxElectraPreTrainedModel): ...

class FlaxElectraForQuestionAnswering(_Call19[outputs.QuestionAnsweringModelOutput[Any]], FlaxElectraPreTrainedModel): ...

class FlaxElectraForMultipleChoice(_Call18[outputs.MultipleChoiceModelOutput[Any]], FlaxElectraPreTrainedModel): ...

class _EncoderDecoderOptions(keywords.EncoderDecoderKeywords, _Options, total=False): ...

class FlaxEncoderDecoderPreTrainedModel(FlaxPreTrainedModel):
    config: EncoderDecoderConfig
    config_class: ClassVar[type[EncoderDecoderConfig]]
    def __init__(self, config: EncoderDecoderConfig, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        output_loading_info: Literal[True], **kwargs: Unpack[_EncoderDecoderOptions]
    ) -> tuple[Any, ...]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        _do_init: Literal[False], **kwargs: Unpack[_EncoderDecoderOptions]
    ) -> tuple[Self, Any]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_EncoderDecoderOptions]
    ) -> Self: ...

class FlaxEncoderDecoderModel(_Call34[outputs.Seq2SeqLMOutput[Any]], FlaxEncoderDecoderPreTrainedModel):
    @classmethod
    def from_encoder_decoder_pretrained(
        cls, encoder_pretrained_model_name_or_path: str | os.PathLike[str] | None = ...,
        decoder_pretrained_model_name_or_path: str | os.PathLike[str] | None = ..., *args: Any, **kwargs: Any
    ) -> Self: ...

class _ErnieOptions(keywords.ErnieKeywords, _Options, total=False): ...

class FlaxErniePreTrainedModel(FlaxPreTrainedModel):
    config: ErnieConfig
    config_class: ClassVar[type[ErnieConfig]]
    def __init__(self, config: ErnieConfig, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        output_loading_info: Literal[True], **kwargs: Unpack[_ErnieOptions]
    ) -> tuple[Any, ...]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        _do_init: Literal[False], **kwargs: Unpack[_ErnieOptions]
    ) -> tuple[Self, Any]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_ErnieOptions]
    ) -> Self: ...

class FlaxErnieModel(_Call35[outputs.BaseModelOutputWithPooling[Any]], FlaxErniePreTrainedModel): ...

class FlaxErnieForPreTraining(_Call36[outputs.BertForPreTrainingOutput[Any]], FlaxErniePreTrainedModel): ...

class FlaxErnieForCausalLM(_Call37[outputs.CausalLMOutputWithCrossAttentions[Any]], FlaxErniePreTrainedModel): ...

class FlaxErnieForMaskedLM(_Call37[outputs.MaskedLMOutput[Any]], FlaxErniePreTrainedModel): ...

class FlaxErnieForSequenceClassification(_Call37[outputs.SequenceClassifierOutput[Any]], FlaxErniePreTrainedModel): ...

class FlaxErnieForTokenClassification(_Call37[outputs.TokenClassifierOutput[Any]], FlaxErniePreTrainedModel): ...

class FlaxErnieForQuestionAnswering(_Call38[outputs.QuestionAnsweringModelOutput[Any]], FlaxErniePreTrainedModel): ...

class FlaxErnieForMultipleChoice(_Call37[outputs.MultipleChoiceModelOutput[Any]], FlaxErniePreTrainedModel): ...

class FlaxErnieForNextSentencePrediction(_Call37[outputs.NextSentencePredictorOutput[Any]], FlaxErniePreTrainedModel): ...

class _EuroBertOptions(keywords.EuroBertKeywords, _Options, total=False): ...

class FlaxEuroBertPreTrainedModel(FlaxPreTrainedModel):
    config: EuroBertConfig
    config_class: ClassVar[type[EuroBertConfig]]
    def __init__(self, config: EuroBertConfig, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        output_loading_info: Literal[True], **kwargs: Unpack[_EuroBertOptions]
    ) -> tuple[Any, ...]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        _do_init: Literal[False], **kwargs: Unpack[_EuroBertOptions]
    ) -> tuple[Self, Any]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_EuroBertOptions]
    ) -> Self: ...

class FlaxEuroBertModel(_Call39[outputs.BaseModelOutput[Any]], FlaxEuroBertPreTrainedModel): ...

class FlaxEuroBertForMaskedLM(_Call40[outputs.MaskedLMOutput[Any]], FlaxEuroBertPreTrainedModel): ...

class FlaxEuroBertForSequenceClassification(_Call40[outputs.SequenceClassifierOutput[Any]], FlaxEuroBertPreTrainedModel): ...

class FlaxEuroBertForTokenClassification(_Call40[outputs.TokenClassifierOutput[Any]], FlaxEuroBertPreTrainedModel): ...

class _Exaone4Options(keywords.Exaone4Keywords, _Options, total=False): ...

class FlaxExaone4PreTrainedModel(FlaxPreTrainedModel):
    config: Exaone4Config
    config_class: ClassVar[type[Exaone4Config]]
    def __init__(self, config: Exaone4Config, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        output_loading_info: Literal[True], **kwargs: Unpack[_Exaone4Options]
    ) -> tuple[Any, ...]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        _do_init: Literal[False], **kwargs: Unpack[_Exaone4Options]
    ) -> tuple[Self, Any]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_Exaone4Options]
    ) -> Self: ...

class FlaxExaone4Model(_Call5[outputs.BaseModelOutputWithPast[Any]], FlaxExaone4PreTrainedModel): ...

class FlaxExaone4ForCausalLM(_Call6[outputs.CausalLMOutputWithPast[Any]], FlaxExaone4PreTrainedModel): ...

class FlaxExaone4ForSequenceClassification(_Call6[outputs.SequenceClassifierOutputWithPast[Any]], FlaxExaone4PreTrainedModel): ...

class FlaxExaone4ForTokenClassification(_Call6[outputs.TokenClassifierOutput[Any]], FlaxExaone4PreTrainedModel): ...

class FlaxExaone4ForQuestionAnswering(_Call7[outputs.QuestionAnsweringModelOutput[Any]], FlaxExaone4PreTrainedModel): ...

class _FalconOptions(keywords.FalconKeywords, _Options, total=False): ...

class FlaxFalconPreTrainedModel(FlaxPreTrainedModel):
    config: FalconConfig
    config_class: ClassVar[type[FalconConfig]]
    def __init__(self, config: FalconConfig, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        output_loading_info: Literal[True], **kwargs: Unpack[_FalconOptions]
    ) -> tuple[Any, ...]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        _do_init: Literal[False], **kwargs: Unpack[_FalconOptions]
    ) -> tuple[Self, Any]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_FalconOptions]
    ) -> Self: ...

class FlaxFalconModel(_Call41[outputs.BaseModelOutputWithPast[Any]], FlaxFalconPreTrainedModel): ...

class FlaxFalconForCausalLM(_Call42[outputs.CausalLMOutputWithPast[Any]], FlaxFalconPreTrainedModel): ...

class FlaxFalconForSequenceClassification(_Call42[outputs.SequenceClassifierOutputWithPast[Any]], FlaxFalconPreTrainedModel): ...

class FlaxFalconForTokenClassification(_Call42[outputs.TokenClassifierOutput[Any]], FlaxFalconPreTrainedModel): ...

class FlaxFalconForQuestionAnswering(_Call43[outputs.QuestionAnsweringModelOutput[Any]], FlaxFalconPreTrainedModel): ...

class _GPT2Options(keywords.GPT2Keywords, _Options, total=False): ...

class FlaxGPT2PreTrainedModel(FlaxPreTrainedModel):
    config: GPT2Config
    config_class: ClassVar[type[GPT2Config]]
    def __init__(self, config: GPT2Config, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        output_loading_info: Literal[True], **kwargs: Unpack[_GPT2Options]
    ) -> tuple[Any, ...]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        _do_init: Literal[False], **kwargs: Unpack[_GPT2Options]
    ) -> tuple[Self, Any]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_GPT2Options]
    ) -> Self: ...

class FlaxGPT2Model(_Call44[outputs.BaseModelOutputWithPast[Any]], FlaxGPT2PreTrainedModel): ...

class FlaxGPT2LMHeadModel(_Call45[outputs.CausalLMOutputWithCrossAttentions[Any]], FlaxGPT2PreTrainedModel): ...

class FlaxGPT2ForSequenceClassification(_Call45[outputs.SequenceClassifierOutputWithPast[Any]], FlaxGPT2PreTrainedModel): ...

class FlaxGPT2ForTokenClassification(_Call45[outputs.TokenClassifierOutput[Any]], FlaxGPT2PreTrainedModel): ...

class FlaxGPT2ForQuestionAnswering(_Call46[outputs.QuestionAnsweringModelOutput[Any]], FlaxGPT2PreTrainedModel): ...

class FlaxGPT2DoubleHeadsModel(_Call47[outputs.GPT2DoubleHeadsModelOutput[Any]], FlaxGPT2PreTrainedModel): ...

class _GPTBigCodeOptions(keywords.GPTBigCodeKeywords, _Options, total=False): ...

class FlaxGPTBigCodePreTrainedModel(FlaxPreTrainedModel):
    config: GPTBigCodeConfig
    config_class: ClassVar[type[GPTBigCodeConfig]]
    def __init__(self, config: GPTBigCodeConfig, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        output_loading_info: Literal[True], **kwargs: Unpack[_GPTBigCodeOptions]
    ) -> tuple[Any, ...]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        _do_init: Literal[False], **kwargs: Unpack[_GPTBigCodeOptions]
    ) -> tuple[Self, Any]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_GPTBigCodeOptions]
    ) -> Self: ...

class FlaxGPTBigCodeModel(_Call24[outputs.BaseModelOutputWithPast[Any]], FlaxGPTBigCodePreTrainedModel): ...

class FlaxGPTBigCodeForCausalLM(_Call25[outputs.CausalLMOutputWithPast[Any]], FlaxGPTBigCodePreTrainedModel): ...

class FlaxGPTBigCodeForSequenceClassification(_Call25[outputs.SequenceClassifierOutputWithPast[Any]], FlaxGPTBigCodePreTrainedModel): ...

class FlaxGPTBigCodeForTokenClassification(_Call25[outputs.TokenClassifierOutput[Any]], FlaxGPTBigCodePreTrainedModel): ...

class _GPTJOptions(keywords.GPTJKeywords, _Options, total=False): ...

class FlaxGPTJPreTrainedModel(FlaxPreTrainedModel):
    config: GPTJConfig
    config_class: ClassVar[type[GPTJConfig]]
    def __init__(self, config: GPTJConfig, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        output_loading_info: Literal[True], **kwargs: Unpack[_GPTJOptions]
    ) -> tuple[Any, ...]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        _do_init: Literal[False], **kwargs: Unpack[_GPTJOptions]
    ) -> tuple[Self, Any]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_GPTJOptions]
    ) -> Self: ...

class FlaxGPTJModel(_Call24[outputs.BaseModelOutputWithPast[Any]], FlaxGPTJPreTrainedModel): ...

class FlaxGPTJForCausalLM(_Call25[outputs.CausalLMOutputWithPast[Any]], FlaxGPTJPreTrainedModel): ...

class FlaxGPTJForSequenceClassification(_Call25[outputs.SequenceClassifierOutputWithPast[Any]], FlaxGPTJPreTrainedModel): ...

class FlaxGPTJForQuestionAnswering(_Call48[outputs.QuestionAnsweringModelOutput[Any]], FlaxGPTJPreTrainedModel): ...

class _GPTNeoOptions(keywords.GPTNeoKeywords, _Options, total=False): ...

class FlaxGPTNeoPreTrainedModel(FlaxPreTrainedModel):
    config: GPTNeoConfig
    config_class: ClassVar[type[GPTNeoConfig]]
    def __init__(self, config: GPTNeoConfig, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        output_loading_info: Literal[True], **kwargs: Unpack[_GPTNeoOptions]
    ) -> tuple[Any, ...]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        _do_init: Literal[False], **kwargs: Unpack[_GPTNeoOptions]
    ) -> tuple[Self, Any]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_GPTNeoOptions]
    ) -> Self: ...

class FlaxGPTNeoModel(_Call24[outputs.BaseModelOutputWithPast[Any]], FlaxGPTNeoPreTrainedModel): ...

class FlaxGPTNeoForCausalLM(_Call25[outputs.CausalLMOutputWithPast[Any]], FlaxGPTNeoPreTrainedModel): ...

class FlaxGPTNeoForSequenceClassification(_Call25[outputs.SequenceClassifierOutputWithPast[Any]], FlaxGPTNeoPreTrainedModel): ...

class FlaxGPTNeoForTokenClassification(_Call25[outputs.TokenClassifierOutput[Any]], FlaxGPTNeoPreTrainedModel): ...

class FlaxGPTNeoForQuestionAnswering(_Call48[outputs.QuestionAnsweringModelOutput[Any]], FlaxGPTNeoPreTrainedModel): ...

class _GPTNeoXOptions(keywords.GPTNeoXKeywords, _Options, total=False): ...

class FlaxGPTNeoXPreTrainedModel(FlaxPreTrainedModel):
    config: GPTNeoXConfig
    config_class: ClassVar[type[GPTNeoXConfig]]
    def __init__(self, config: GPTNeoXConfig, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        output_loading_info: Literal[True], **kwargs: Unpack[_GPTNeoXOptions]
    ) -> tuple[Any, ...]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        _do_init: Literal[False], **kwargs: Unpack[_GPTNeoXOptions]
    ) -> tuple[Self, Any]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_GPTNeoXOptions]
    ) -> Self: ...

class FlaxGPTNeoXModel(_Call41[outputs.BaseModelOutputWithPast[Any]], FlaxGPTNeoXPreTrainedModel): ...

class FlaxGPTNeoXForCausalLM(_Call49[outputs.CausalLMOutputWithPast[Any]], FlaxGPTNeoXPreTrainedModel): ...

class FlaxGPTNeoXForSequenceClassification(_Call49[outputs.SequenceClassifierOutputWithPast[Any]], FlaxGPTNeoXPreTrainedModel): ...

class FlaxGPTNeoXForTokenClassification(_Call42[outputs.TokenClassifierOutput[Any]], FlaxGPTNeoXPreTrainedModel): ...

class FlaxGPTNeoXForQuestionAnswering(_Call43[outputs.QuestionAnsweringModelOutput[Any]], FlaxGPTNeoXPreTrainedModel): ...

class _GemmaOptions(keywords.GemmaKeywords, _Options, total=False): ...

class FlaxGemmaPreTrainedModel(FlaxPreTrainedModel):
    config: GemmaConfig
    config_class: ClassVar[type[GemmaConfig]]
    def __init__(self, config: GemmaConfig, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        output_loading_info: Literal[True], **kwargs: Unpack[_GemmaOptions]
    ) -> tuple[Any, ...]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        _do_init: Literal[False], **kwargs: Unpack[_GemmaOptions]
    ) -> tuple[Self, Any]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_GemmaOptions]
    ) -> Self: ...

class FlaxGemmaModel(_Call5[outputs.BaseModelOutputWithPast[Any]], FlaxGemmaPreTrainedModel): ...

class FlaxGemmaForCausalLM(_Call6[outputs.CausalLMOutputWithPast[Any]], FlaxGemmaPreTrainedModel): ...

class FlaxGemmaForSequenceClassification(_Call6[outputs.SequenceClassifierOutputWithPast[Any]], FlaxGemmaPreTrainedModel): ...

class FlaxGemmaForTokenClassification(_Call6[outputs.TokenClassifierOutput[Any]], FlaxGemmaPreTrainedModel): ...

class _Gemma2Options(keywords.Gemma2Keywords, _Options, total=False): ...

class FlaxGemma2PreTrainedModel(FlaxPreTrainedModel):
    config: Gemma2Config
    config_class: ClassVar[type[Gemma2Config]]
    def __init__(self, config: Gemma2Config, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        output_loading_info: Literal[True], **kwargs: Unpack[_Gemma2Options]
    ) -> tuple[Any, ...]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        _do_init: Literal[False], **kwargs: Unpack[_Gemma2Options]
    ) -> tuple[Self, Any]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_Gemma2Options]
    ) -> Self: ...

class FlaxGemma2Model(_Call5[outputs.BaseModelOutputWithPast[Any]], FlaxGemma2PreTrainedModel): ...

class FlaxGemma2ForCausalLM(_Call6[outputs.CausalLMOutputWithPast[Any]], FlaxGemma2PreTrainedModel): ...

class FlaxGemma2ForSequenceClassification(_Call6[outputs.SequenceClassifierOutputWithPast[Any]], FlaxGemma2PreTrainedModel): ...

class FlaxGemma2ForTokenClassification(_Call6[outputs.TokenClassifierOutput[Any]], FlaxGemma2PreTrainedModel): ...

class _Gemma3Options(keywords.Gemma3Keywords, _Options, total=False): ...

class FlaxGemma3PreTrainedModel(FlaxPreTrainedModel):
    config: Gemma3TextConfig
    config_class: ClassVar[type[Gemma3TextConfig]]
    def __init__(self, config: Gemma3TextConfig, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        output_loading_info: Literal[True], **kwargs: Unpack[_Gemma3Options]
    ) -> tuple[Any, ...]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        _do_init: Literal[False], **kwargs: Unpack[_Gemma3Options]
    ) -> tuple[Self, Any]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_Gemma3Options]
    ) -> Self: ...

class FlaxGemma3TextModel(_Call5[outputs.BaseModelOutputWithPast[Any]], FlaxGemma3PreTrainedModel): ...

class FlaxGemma3ForCausalLM(_Call6[outputs.CausalLMOutputWithPast[Any]], FlaxGemma3PreTrainedModel): ...

class FlaxGemma3TextForSequenceClassification(_Call6[outputs.SequenceClassifierOutputWithPast[Any]], FlaxGemma3PreTrainedModel): ...

class _GlmOptions(keywords.GlmKeywords, _Options, total=False): ...

class FlaxGlmPreTrainedModel(FlaxPreTrainedModel):
    config: GlmConfig
    config_class: ClassVar[type[GlmConfig]]
    def __init__(self, config: GlmConfig, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        output_loading_info: Literal[True], **kwargs: Unpack[_GlmOptions]
    ) -> tuple[Any, ...]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        _do_init: Literal[False], **kwargs: Unpack[_GlmOptions]
    ) -> tuple[Self, Any]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_GlmOptions]
    ) -> Self: ...

class FlaxGlmModel(_Call5[outputs.BaseModelOutputWithPast[Any]], FlaxGlmPreTrainedModel): ...

class FlaxGlmForCausalLM(_Call6[outputs.CausalLMOutputWithPast[Any]], FlaxGlmPreTrainedModel): ...

class FlaxGlmForSequenceClassification(_Call6[outputs.SequenceClassifierOutputWithPast[Any]], FlaxGlmPreTrainedModel): ...

class FlaxGlmForTokenClassification(_Call6[outputs.TokenClassifierOutput[Any]], FlaxGlmPreTrainedModel): ...

class _Glm4Options(keywords.Glm4Keywords, _Options, total=False): ...

class FlaxGlm4PreTrainedModel(FlaxPreTrainedModel):
    config: Glm4Config
    config_class: ClassVar[type[Glm4Config]]
    def __init__(self, config: Glm4Config, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        output_loading_info: Literal[True], **kwargs: Unpack[_Glm4Options]
    ) -> tuple[Any, ...]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        _do_init: Literal[False], **kwargs: Unpack[_Glm4Options]
    ) -> tuple[Self, Any]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_Glm4Options]
    ) -> Self: ...

class FlaxGlm4Model(_Call5[outputs.BaseModelOutputWithPast[Any]], FlaxGlm4PreTrainedModel): ...

class FlaxGlm4ForCausalLM(_Call6[outputs.CausalLMOutputWithPast[Any]], FlaxGlm4PreTrainedModel): ...

class FlaxGlm4ForSequenceClassification(_Call6[outputs.SequenceClassifierOutputWithPast[Any]], FlaxGlm4PreTrainedModel): ...

class FlaxGlm4ForTokenClassification(_Call6[outputs.TokenClassifierOutput[Any]], FlaxGlm4PreTrainedModel): ...

class _Glm4MoeOptions(keywords.Glm4MoeKeywords, _Options, total=False): ...

class FlaxGlm4MoePreTrainedModel(FlaxPreTrainedModel):
    config: Glm4MoeConfig
    config_class: ClassVar[type[Glm4MoeConfig]]
    def __init__(self, config: Glm4MoeConfig, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        output_loading_info: Literal[True], **kwargs: Unpack[_Glm4MoeOptions]
    ) -> tuple[Any, ...]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        _do_init: Literal[False], **kwargs: Unpack[_Glm4MoeOptions]
    ) -> tuple[Self, Any]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_Glm4MoeOptions]
    ) -> Self: ...

class FlaxGlm4MoeModel(_Call5[outputs.BaseModelOutputWithPast[Any]], FlaxGlm4MoePreTrainedModel): ...

class FlaxGlm4MoeForCausalLM(_Call6[outputs.CausalLMOutputWithPast[Any]], FlaxGlm4MoePreTrainedModel): ...

class _GraniteOptions(keywords.GraniteKeywords, _Options, total=False): ...

class FlaxGranitePreTrainedModel(FlaxPreTrainedModel):
    config: GraniteConfig
    config_class: ClassVar[type[GraniteConfig]]
    def __init__(self, config: GraniteConfig, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        output_loading_info: Literal[True], **kwargs: Unpack[_GraniteOptions]
    ) -> tuple[Any, ...]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        _do_init: Literal[False], **kwargs: Unpack[_GraniteOptions]
    ) -> tuple[Self, Any]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_GraniteOptions]
    ) -> Self: ...

class FlaxGraniteModel(_Call5[outputs.BaseModelOutputWithPast[Any]], FlaxGranitePreTrainedModel): ...

class FlaxGraniteForCausalLM(_Call6[outputs.CausalLMOutputWithPast[Any]], FlaxGranitePreTrainedModel): ...

class _GraniteMoeOptions(keywords.GraniteMoeKeywords, _Options, total=False): ...

class FlaxGraniteMoePreTrainedModel(FlaxPreTrainedModel):
    config: GraniteMoeConfig
    config_class: ClassVar[type[GraniteMoeConfig]]
    def __init__(self, config: GraniteMoeConfig, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        output_loading_info: Literal[True], **kwargs: Unpack[_GraniteMoeOptions]
    ) -> tuple[Any, ...]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        _do_init: Literal[False], **kwargs: Unpack[_GraniteMoeOptions]
    ) -> tuple[Self, Any]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_GraniteMoeOptions]
    ) -> Self: ...

class FlaxGraniteMoeModel(_Call50[outputs.BaseModelOutputWithPast[Any]], FlaxGraniteMoePreTrainedModel): ...

class FlaxGraniteMoeForCausalLM(_Call51[outputs.MoeCausalLMOutputWithPast[Any]], FlaxGraniteMoePreTrainedModel): ...

class _GteOptions(keywords.GteKeywords, _Options, total=False): ...

class FlaxGtePreTrainedModel(FlaxPreTrainedModel):
    config: GteConfig
    config_class: ClassVar[type[GteConfig]]
    def __init__(self, config: GteConfig, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        output_loading_info: Literal[True], **kwargs: Unpack[_GteOptions]
    ) -> tuple[Any, ...]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        _do_init: Literal[False], **kwargs: Unpack[_GteOptions]
    ) -> tuple[Self, Any]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_GteOptions]
    ) -> Self: ...

class FlaxGteModel(_Call27[outputs.BaseModelOutputWithPooling[Any]], FlaxGtePreTrainedModel): ...

class FlaxGteForMaskedLM(_Call28[outputs.MaskedLMOutput[Any]], FlaxGtePreTrainedModel): ...

class FlaxGteForSequenceClassification(_Call28[outputs.SequenceClassifierOutput[Any]], FlaxGtePreTrainedModel): ...

class FlaxGteForTokenClassification(_Call28[outputs.TokenClassifierOutput[Any]], FlaxGtePreTrainedModel): ...

class _HeliumOptions(keywords.HeliumKeywords, _Options, total=False): ...

class FlaxHeliumPreTrainedModel(FlaxPreTrainedModel):
    config: HeliumConfig
    config_class: ClassVar[type[HeliumConfig]]
    def __init__(self, config: HeliumConfig, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        output_loading_info: Literal[True], **kwargs: Unpack[_HeliumOptions]
    ) -> tuple[Any, ...]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        _do_init: Literal[False], **kwargs: Unpack[_HeliumOptions]
    ) -> tuple[Self, Any]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_HeliumOptions]
    ) -> Self: ...

class FlaxHeliumModel(_Call5[outputs.BaseModelOutputWithPast[Any]], FlaxHeliumPreTrainedModel): ...

class FlaxHeliumForCausalLM(_Call6[outputs.CausalLMOutputWithPast[Any]], FlaxHeliumPreTrainedModel): ...

class FlaxHeliumForSequenceClassification(_Call6[outputs.SequenceClassifierOutputWithPast[Any]], FlaxHeliumPreTrainedModel): ...

class FlaxHeliumForTokenClassification(_Call6[outputs.TokenClassifierOutput[Any]], FlaxHeliumPreTrainedModel): ...

class _JinaEmbeddingsV3Options(keywords.JinaEmbeddingsV3Keywords, _Options, total=False): ...

class FlaxJinaEmbeddingsV3PreTrainedModel(FlaxPreTrainedModel):
    config: JinaEmbeddingsV3Config
    config_class: ClassVar[type[JinaEmbeddingsV3Config]]
    def __init__(self, config: JinaEmbeddingsV3Config, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        output_loading_info: Literal[True], **kwargs: Unpack[_JinaEmbeddingsV3Options]
    ) -> tuple[Any, ...]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        _do_init: Literal[False], **kwargs: Unpack[_JinaEmbeddingsV3Options]
    ) -> tuple[Self, Any]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_JinaEmbeddingsV3Options]
    ) -> Self: ...

class FlaxJinaEmbeddingsV3Model(_Call27[outputs.BaseModelOutputWithPooling[Any]], FlaxJinaEmbeddingsV3PreTrainedModel): ...

class FlaxJinaEmbeddingsV3ForMaskedLM(_Call28[outputs.MaskedLMOutput[Any]], FlaxJinaEmbeddingsV3PreTrainedModel): ...

class FlaxJinaEmbeddingsV3ForSequenceClassification(_Call28[outputs.SequenceClassifierOutput[Any]], FlaxJinaEmbeddingsV3PreTrainedModel): ...

class FlaxJinaEmbeddingsV3ForTokenClassification(_Call28[outputs.TokenClassifierOutput[Any]], FlaxJinaEmbeddingsV3PreTrainedModel): ...

class FlaxJinaEmbeddingsV3ForQuestionAnswering(_Call29[outputs.QuestionAnsweringModelOutput[Any]], FlaxJinaEmbeddingsV3PreTrainedModel): ...

class _LayoutLMOptions(keywords.LayoutLMKeywords, _Options, total=False): ...

class FlaxLayoutLMPreTrainedModel(FlaxPreTrainedModel):
    config: LayoutLMConfig
    config_class: ClassVar[type[LayoutLMConfig]]
    def __init__(self, config: LayoutLMConfig, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        output_loading_info: Literal[True], **kwargs: Unpack[_LayoutLMOptions]
    ) -> tuple[Any, ...]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        _do_init: Literal[False], **kwargs: Unpack[_LayoutLMOptions]
    ) -> tuple[Self, Any]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_LayoutLMOptions]
    ) -> Self: ...

class FlaxLayoutLMModel(_Call52[outputs.BaseModelOutputWithPooling[Any]], FlaxLayoutLMPreTrainedModel): ...

class FlaxLayoutLMForMaskedLM(_Call53[outputs.MaskedLMOutput[Any]], FlaxLayoutLMPreTrainedModel): ...

class FlaxLayoutLMForSequenceClassification(_Call53[outputs.SequenceClassifierOutput[Any]], FlaxLayoutLMPreTrainedModel): ...

class FlaxLayoutLMForTokenClassification(_Call53[outputs.TokenClassifierOutput[Any]], FlaxLayoutLMPreTrainedModel): ...

class FlaxLayoutLMForQuestionAnswering(_Call54[outputs.QuestionAnsweringModelOutput[Any]], FlaxLayoutLMPreTrainedModel): ...

class _LlamaOptions(keywords.LlamaKeywords, _Options, total=False): ...

class FlaxLlamaPreTrainedModel(FlaxPreTrainedModel):
    config: LlamaConfig
    config_class: ClassVar[type[LlamaConfig]]
    def __init__(self, config: LlamaConfig, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        output_loading_info: Literal[True], **kwargs: Unpack[_LlamaOptions]
    ) -> tuple[Any, ...]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        _do_init: Literal[False], **kwargs: Unpack[_LlamaOptions]
    ) -> tuple[Self, Any]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_LlamaOptions]
    ) -> Self: ...

class FlaxLlamaModel(_Call5[outputs.BaseModelOutputWithPast[Any]], FlaxLlamaPreTrainedModel): ...

class FlaxLlamaForCausalLM(_Call6[outputs.CausalLMOutputWithPast[Any]], FlaxLlamaPreTrainedModel): ...

class FlaxLlamaForSequenceClassification(_Call6[outputs.SequenceClassifierOutputWithPast[Any]], FlaxLlamaPreTrainedModel): ...

class FlaxLlamaForTokenClassification(_Call6[outputs.TokenClassifierOutput[Any]], FlaxLlamaPreTrainedModel): ...

class FlaxLlamaForQuestionAnswering(_Call7[outputs.QuestionAnsweringModelOutput[Any]], FlaxLlamaPreTrainedModel): ...

class _M2M100Options(keywords.M2M100Keywords, _Options, total=False): ...

class FlaxM2M100PreTrainedModel(FlaxPreTrainedModel):
    config: M2M100Config
    config_class: ClassVar[type[M2M100Config]]
    def __init__(self, config: M2M100Config, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        output_loading_info: Literal[True], **kwargs: Unpack[_M2M100Options]
    ) -> tuple[Any, ...]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        _do_init: Literal[False], **kwargs: Unpack[_M2M100Options]
    ) -> tuple[Self, Any]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_M2M100Options]
    ) -> Self: ...

class FlaxM2M100Model(_Call8[outputs.Seq2SeqModelOutput[Any]], FlaxM2M100PreTrainedModel): ...

class FlaxM2M100ForConditionalGeneration(_Call9[outputs.Seq2SeqLMOutput[Any]], FlaxM2M100PreTrainedModel): ...

class _MBartOptions(keywords.MBartKeywords, _Options, total=False): ...

class FlaxMBartPreTrainedModel(FlaxPreTrainedModel):
    config: MBartConfig
    config_class: ClassVar[type[MBartConfig]]
    def __init__(self, config: MBartConfig, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        output_loading_info: Literal[True], **kwargs: Unpack[_MBartOptions]
    ) -> tuple[Any, ...]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        _do_init: Literal[False], **kwargs: Unpack[_MBartOptions]
    ) -> tuple[Self, Any]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_MBartOptions]
    ) -> Self: ...

class FlaxMBartModel(_Call8[outputs.Seq2SeqModelOutput[Any]], FlaxMBartPreTrainedModel): ...

class FlaxMBartForConditionalGeneration(_Call9[outputs.Seq2SeqLMOutput[Any]], FlaxMBartPreTrainedModel): ...

class FlaxMBartForSequenceClassification(_Call10[outputs.Seq2SeqSequenceClassifierOutput[Any]], FlaxMBartPreTrainedModel): ...

class FlaxMBartForQuestionAnswering(_Call11[outputs.Seq2SeqQuestionAnsweringModelOutput[Any]], FlaxMBartPreTrainedModel): ...

class FlaxMBartForCausalLM(_Call12[outputs.CausalLMOutputWithCrossAttentions[Any]], FlaxMBartPreTrainedModel): ...

class _MPNetOptions(keywords.MPNetKeywords, _Options, total=False): ...

class FlaxMPNetPreTrainedModel(FlaxPreTrainedModel):
    config: MPNetConfig
    config_class: ClassVar[type[MPNetConfig]]
    def __init__(self, config: MPNetConfig, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        output_loading_info: Literal[True], **kwargs: Unpack[_MPNetOptions]
    ) -> tuple[Any, ...]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        _do_init: Literal[False], **kwargs: Unpack[_MPNetOptions]
    ) -> tuple[Self, Any]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_MPNetOptions]
    ) -> Self: ...

class FlaxMPNetModel(_Call55[outputs.BaseModelOutputWithPooling[Any]], FlaxMPNetPreTrainedModel): ...

class FlaxMPNetForMaskedLM(_Call56[outputs.MaskedLMOutput[Any]], FlaxMPNetPreTrainedModel): ...

class FlaxMPNetForSequenceClassification(_Call56[outputs.SequenceClassifierOutput[Any]], FlaxMPNetPreTrainedModel): ...

class FlaxMPNetForTokenClassification(_Call56[outputs.TokenClassifierOutput[Any]], FlaxMPNetPreTrainedModel): ...

class FlaxMPNetForQuestionAnswering(_Call57[outputs.QuestionAnsweringModelOutput[Any]], FlaxMPNetPreTrainedModel): ...

class FlaxMPNetForMultipleChoice(_Call56[outputs.MultipleChoiceModelOutput[Any]], FlaxMPNetPreTrainedModel): ...

class _MT5Options(keywords.MT5Keywords, _Options, total=False): ...

class FlaxMT5PreTrainedModel(FlaxPreTrainedModel):
    config: MT5Config
    config_class: ClassVar[type[MT5Config]]
    def __init__(self, config: MT5Config, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        output_loading_info: Literal[True], **kwargs: Unpack[_MT5Options]
    ) -> tuple[Any, ...]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        _do_init: Literal[False], **kwargs: Unpack[_MT5Options]
    ) -> tuple[Self, Any]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_MT5Options]
    ) -> Self: ...

class FlaxMT5Model(_Call58[outputs.Seq2SeqModelOutput[Any]], FlaxMT5PreTrainedModel): ...

class FlaxMT5ForConditionalGeneration(_Call59[outputs.Seq2SeqLMOutput[Any]], FlaxMT5PreTrainedModel): ...

class FlaxMT5EncoderModel(_Call60[outputs.BaseModelOutput[Any]], FlaxMT5PreTrainedModel): ...

class FlaxMT5ForQuestionAnswering(_Call61[outputs.Seq2SeqQuestionAnsweringModelOutput[Any]], FlaxMT5PreTrainedModel): ...

class FlaxMT5ForSequenceClassification(_Call62[outputs.Seq2SeqSequenceClassifierOutput[Any]], FlaxMT5PreTrainedModel): ...

class FlaxMT5ForTokenClassification(_Call63[outputs.TokenClassifierOutput[Any]], FlaxMT5PreTrainedModel): ...

class _MarianOptions(keywords.MarianKeywords, _Options, total=False): ...

class FlaxMarianPreTrainedModel(FlaxPreTrainedModel):
    config: MarianConfig
    config_class: ClassVar[type[MarianConfig]]
    def __init__(self, config: MarianConfig, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        output_loading_info: Literal[True], **kwargs: Unpack[_MarianOptions]
    ) -> tuple[Any, ...]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        _do_init: Literal[False], **kwargs: Unpack[_MarianOptions]
    ) -> tuple[Self, Any]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_MarianOptions]
    ) -> Self: ...

class FlaxMarianModel(_Call8[outputs.Seq2SeqModelOutput[Any]], FlaxMarianPreTrainedModel): ...

class FlaxMarianMTModel(_Call9[outputs.Seq2SeqLMOutput[Any]], FlaxMarianPreTrainedModel): ...

class FlaxMarianForCausalLM(_Call12[outputs.CausalLMOutputWithCrossAttentions[Any]], FlaxMarianPreTrainedModel): ...

class _MegatronBertOptions(keywords.MegatronBertKeywords, _Options, total=False): ...

class FlaxMegatronBertPreTrainedModel(FlaxPreTrainedModel):
    config: MegatronBertConfig
    config_class: ClassVar[type[MegatronBertConfig]]
    def __init__(self, config: MegatronBertConfig, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        output_loading_info: Literal[True], **kwargs: Unpack[_MegatronBertOptions]
    ) -> tuple[Any, ...]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        _do_init: Literal[False], **kwargs: Unpack[_MegatronBertOptions]
    ) -> tuple[Self, Any]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_MegatronBertOptions]
    ) -> Self: ...

class FlaxMegatronBertModel(_Call16[outputs.BaseModelOutputWithPooling[Any]], FlaxMegatronBertPreTrainedModel): ...

class FlaxMegatronBertForPreTraining(_Call17[outputs.BertForPreTrainingOutput[Any]], FlaxMegatronBertPreTrainedModel): ...

class FlaxMegatronBertForCausalLM(_Call18[outputs.CausalLMOutputWithCrossAttentions[Any]], FlaxMegatronBertPreTrainedModel): ...

class FlaxMegatronBertForMaskedLM(_Call18[outputs.MaskedLMOutput[Any]], FlaxMegatronBertPreTrainedModel): ...

class FlaxMegatronBertForSequenceClassification(_Call18[outputs.SequenceClassifierOutput[Any]], FlaxMegatronBertPreTrainedModel): ...

class FlaxMegatronBertForTokenClassification(_Call18[outputs.TokenClassifierOutput[Any]], FlaxMegatronBertPreTrainedModel): ...

class FlaxMegatronBertForQuestionAnswering(_Call19[outputs.QuestionAnsweringModelOutput[Any]], FlaxMegatronBertPreTrainedModel): ...

class FlaxMegatronBertForMultipleChoice(_Call18[outputs.MultipleChoiceModelOutput[Any]], FlaxMegatronBertPreTrainedModel): ...

class FlaxMegatronBertForNextSentencePrediction(_Call18[outputs.NextSentencePredictorOutput[Any]], FlaxMegatronBertPreTrainedModel): ...

class _MistralOptions(keywords.MistralKeywords, _Options, total=False): ...

class FlaxMistralPreTrainedModel(FlaxPreTrainedModel):
    config: MistralConfig
    config_class: ClassVar[type[MistralConfig]]
    def __init__(self, config: MistralConfig, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        output_loading_info: Literal[True], **kwargs: Unpack[_MistralOptions]
    ) -> tuple[Any, ...]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        _do_init: Literal[False], **kwargs: Unpack[_MistralOptions]
    ) -> tuple[Self, Any]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_MistralOptions]
    ) -> Self: ...

class FlaxMistralModel(_Call5[outputs.BaseModelOutputWithPast[Any]], FlaxMistralPreTrainedModel): ...

class FlaxMistralForCausalLM(_Call6[outputs.CausalLMOutputWithPast[Any]], FlaxMistralPreTrainedModel): ...

class FlaxMistralForSequenceClassification(_Call6[outputs.SequenceClassifierOutputWithPast[Any]], FlaxMistralPreTrainedModel): ...

class FlaxMistralForTokenClassification(_Call6[outputs.TokenClassifierOutput[Any]], FlaxMistralPreTrainedModel): ...

class FlaxMistralForQuestionAnswering(_Call7[outputs.QuestionAnsweringModelOutput[Any]], FlaxMistralPreTrainedModel): ...

class _MixtralOptions(keywords.MixtralKeywords, _Options, total=False): ...

class FlaxMixtralPreTrainedModel(FlaxPreTrainedModel):
    config: MixtralConfig
    config_class: ClassVar[type[MixtralConfig]]
    def __init__(self, config: MixtralConfig, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        output_loading_info: Literal[True], **kwargs: Unpack[_MixtralOptions]
    ) -> tuple[Any, ...]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        _do_init: Literal[False], **kwargs: Unpack[_MixtralOptions]
    ) -> tuple[Self, Any]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_MixtralOptions]
    ) -> Self: ...

class FlaxMixtralModel(_Call50[outputs.BaseModelOutputWithPast[Any]], FlaxMixtralPreTrainedModel): ...

class FlaxMixtralForCausalLM(_Call51[outputs.MoeCausalLMOutputWithPast[Any]], FlaxMixtralPreTrainedModel): ...

class FlaxMixtralForSequenceClassification(_Call6[outputs.SequenceClassifierOutputWithPast[Any]], FlaxMixtralPreTrainedModel): ...

class FlaxMixtralForTokenClassification(_Call6[outputs.TokenClassifierOutput[Any]], FlaxMixtralPreTrainedModel): ...

class FlaxMixtralForQuestionAnswering(_Call7[outputs.QuestionAnsweringModelOutput[Any]], FlaxMixtralPreTrainedModel): ...

class _ModernBertOptions(keywords.ModernBertKeywords, _Options, total=False): ...

class FlaxModernBertPreTrainedModel(FlaxPreTrainedModel):
    config: ModernBertConfig
    config_class: ClassVar[type[ModernBertConfig]]
    def __init__(self, config: ModernBertConfig, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        output_loading_info: Literal[True], **kwargs: Unpack[_ModernBertOptions]
    ) -> tuple[Any, ...]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        _do_init: Literal[False], **kwargs: Unpack[_ModernBertOptions]
    ) -> tuple[Self, Any]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_ModernBertOptions]
    ) -> Self: ...

class FlaxModernBertModel(_Call39[outputs.BaseModelOutput[Any]], FlaxModernBertPreTrainedModel): ...

class FlaxModernBertForMaskedLM(_Call40[outputs.MaskedLMOutput[Any]], FlaxModernBertPreTrainedModel): ...

class FlaxModernBertForSequenceClassification(_Call40[outputs.SequenceClassifierOutput[Any]], FlaxModernBertPreTrainedModel): ...

class FlaxModernBertForTokenClassification(_Call40[outputs.TokenClassifierOutput[Any]], FlaxModernBertPreTrainedModel): ...

class FlaxModernBertForQuestionAnswering(_Call64[outputs.QuestionAnsweringModelOutput[Any]], FlaxModernBertPreTrainedModel): ...

class FlaxModernBertForMultipleChoice(_Call40[outputs.MultipleChoiceModelOutput[Any]], FlaxModernBertPreTrainedModel): ...

class _MptOptions(keywords.MptKeywords, _Options, total=False): ...

class FlaxMptPreTrainedModel(FlaxPreTrainedModel):
    config: MptConfig
    config_class: ClassVar[type[MptConfig]]
    def __init__(self, config: MptConfig, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        output_loading_info: Literal[True], **kwargs: Unpack[_MptOptions]
    ) -> tuple[Any, ...]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        _do_init: Literal[False], **kwargs: Unpack[_MptOptions]
    ) -> tuple[Self, Any]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_MptOptions]
    ) -> Self: ...

class FlaxMptModel(_Call5[outputs.BaseModelOutputWithPast[Any]], FlaxMptPreTrainedModel): ...

class FlaxMptForCausalLM(_Call6[outputs.CausalLMOutputWithPast[Any]], FlaxMptPreTrainedModel): ...

class FlaxMptForSequenceClassification(_Call6[outputs.SequenceClassifierOutputWithPast[Any]], FlaxMptPreTrainedModel): ...

class FlaxMptForTokenClassification(_Call6[outputs.TokenClassifierOutput[Any]], FlaxMptPreTrainedModel): ...

class FlaxMptForQuestionAnswering(_Call7[outputs.QuestionAnsweringModelOutput[Any]], FlaxMptPreTrainedModel): ...

class _NemotronOptions(keywords.NemotronKeywords, _Options, total=False): ...

class FlaxNemotronPreTrainedModel(FlaxPreTrainedModel):
    config: NemotronConfig
    config_class: ClassVar[type[NemotronConfig]]
    def __init__(self, config: NemotronConfig, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        output_loading_info: Literal[True], **kwargs: Unpack[_NemotronOptions]
    ) -> tuple[Any, ...]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        _do_init: Literal[False], **kwargs: Unpack[_NemotronOptions]
    ) -> tuple[Self, Any]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_NemotronOptions]
    ) -> Self: ...

class FlaxNemotronModel(_Call5[outputs.BaseModelOutputWithPast[Any]], FlaxNemotronPreTrainedModel): ...

class FlaxNemotronForCausalLM(_Call6[outputs.CausalLMOutputWithPast[Any]], FlaxNemotronPreTrainedModel): ...

class FlaxNemotronForSequenceClassification(_Call6[outputs.SequenceClassifierOutputWithPast[Any]], FlaxNemotronPreTrainedModel): ...

class FlaxNemotronForTokenClassification(_Call6[outputs.TokenClassifierOutput[Any]], FlaxNemotronPreTrainedModel): ...

class FlaxNemotronForQuestionAnswering(_Call7[outputs.QuestionAnsweringModelOutput[Any]], FlaxNemotronPreTrainedModel): ...

class _NomicBertOptions(keywords.NomicBertKeywords, _Options, total=False): ...

class FlaxNomicBertPreTrainedModel(FlaxPreTrainedModel):
    config: NomicBertConfig
    config_class: ClassVar[type[NomicBertConfig]]
    def __init__(self, config: NomicBertConfig, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        output_loading_info: Literal[True], **kwargs: Unpack[_NomicBertOptions]
    ) -> tuple[Any, ...]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        _do_init: Literal[False], **kwargs: Unpack[_NomicBertOptions]
    ) -> tuple[Self, Any]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_NomicBertOptions]
    ) -> Self: ...

class FlaxNomicBertModel(_Call27[outputs.BaseModelOutputWithPooling[Any]], FlaxNomicBertPreTrainedModel): ...

class FlaxNomicBertForMaskedLM(_Call28[outputs.MaskedLMOutput[Any]], FlaxNomicBertPreTrainedModel): ...

class FlaxNomicBertForSequenceClassification(_Call28[outputs.SequenceClassifierOutput[Any]], FlaxNomicBertPreTrainedModel): ...

class FlaxNomicBertForTokenClassification(_Call28[outputs.TokenClassifierOutput[Any]], FlaxNomicBertPreTrainedModel): ...

class _OPTOptions(keywords.OPTKeywords, _Options, total=False): ...

class FlaxOPTPreTrainedModel(FlaxPreTrainedModel):
    config: OPTConfig
    config_class: ClassVar[type[OPTConfig]]
    def __init__(self, config: OPTConfig, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        output_loading_info: Literal[True], **kwargs: Unpack[_OPTOptions]
    ) -> tuple[Any, ...]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        _do_init: Literal[False], **kwargs: Unpack[_OPTOptions]
    ) -> tuple[Self, Any]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_OPTOptions]
    ) -> Self: ...

class FlaxOPTModel(_Call65[outputs.BaseModelOutputWithPast[Any]], FlaxOPTPreTrainedModel): ...

class FlaxOPTForCausalLM(_Call66[outputs.CausalLMOutputWithPast[Any]], FlaxOPTPreTrainedModel): ...

class FlaxOPTForSequenceClassification(_Call66[outputs.SequenceClassifierOutputWithPast[Any]], FlaxOPTPreTrainedModel): ...

class FlaxOPTForQuestionAnswering(_Call67[outputs.QuestionAnsweringModelOutput[Any]], FlaxOPTPreTrainedModel): ...

class _OlmoOptions(keywords.OlmoKeywords, _Options, total=False): ...

class FlaxOlmoPreTrainedModel(FlaxPreTrainedModel):
    config: OlmoConfig
    config_class: ClassVar[type[OlmoConfig]]
    def __init__(self, config: OlmoConfig, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        output_loading_info: Literal[True], **kwargs: Unpack[_OlmoOptions]
    ) -> tuple[Any, ...]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        _do_init: Literal[False], **kwargs: Unpack[_OlmoOptions]
    ) -> tuple[Self, Any]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_OlmoOptions]
    ) -> Self: ...

class FlaxOlmoModel(_Call5[outputs.BaseModelOutputWithPast[Any]], FlaxOlmoPreTrainedModel): ...

class FlaxOlmoForCausalLM(_Call6[outputs.CausalLMOutputWithPast[Any]], FlaxOlmoPreTrainedModel): ...

class FlaxOlmoForSequenceClassification(_Call6[outputs.SequenceClassifierOutputWithPast[Any]], FlaxOlmoPreTrainedModel): ...

class _Olmo2Options(keywords.Olmo2Keywords, _Options, total=False): ...

class FlaxOlmo2PreTrainedModel(FlaxPreTrainedModel):
    config: Olmo2Config
    config_class: ClassVar[type[Olmo2Config]]
    def __init__(self, config: Olmo2Config, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        output_loading_info: Literal[True], **kwargs: Unpack[_Olmo2Options]
    ) -> tuple[Any, ...]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        _do_init: Literal[False], **kwargs: Unpack[_Olmo2Options]
    ) -> tuple[Self, Any]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_Olmo2Options]
    ) -> Self: ...

class FlaxOlmo2Model(_Call5[outputs.BaseModelOutputWithPast[Any]], FlaxOlmo2PreTrainedModel): ...

class FlaxOlmo2ForCausalLM(_Call6[outputs.CausalLMOutputWithPast[Any]], FlaxOlmo2PreTrainedModel): ...

class FlaxOlmo2ForSequenceClassification(_Call6[outputs.SequenceClassifierOutputWithPast[Any]], FlaxOlmo2PreTrainedModel): ...

class _Olmo3Options(keywords.Olmo3Keywords, _Options, total=False): ...

class FlaxOlmo3PreTrainedModel(FlaxPreTrainedModel):
    config: Olmo3Config
    config_class: ClassVar[type[Olmo3Config]]
    def __init__(self, config: Olmo3Config, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        output_loading_info: Literal[True], **kwargs: Unpack[_Olmo3Options]
    ) -> tuple[Any, ...]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        _do_init: Literal[False], **kwargs: Unpack[_Olmo3Options]
    ) -> tuple[Self, Any]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_Olmo3Options]
    ) -> Self: ...

class FlaxOlmo3Model(_Call5[outputs.BaseModelOutputWithPast[Any]], FlaxOlmo3PreTrainedModel): ...

class FlaxOlmo3ForCausalLM(_Call6[outputs.CausalLMOutputWithPast[Any]], FlaxOlmo3PreTrainedModel): ...

class FlaxOlmo3ForSequenceClassification(_Call6[outputs.SequenceClassifierOutputWithPast[Any]], FlaxOlmo3PreTrainedModel): ...

class _OlmoeOptions(keywords.OlmoeKeywords, _Options, total=False): ...

class FlaxOlmoePreTrainedModel(FlaxPreTrainedModel):
    config: OlmoeConfig
    config_class: ClassVar[type[OlmoeConfig]]
    def __init__(self, config: OlmoeConfig, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        output_loading_info: Literal[True], **kwargs: Unpack[_OlmoeOptions]
    ) -> tuple[Any, ...]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        _do_init: Literal[False], **kwargs: Unpack[_OlmoeOptions]
    ) -> tuple[Self, Any]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_OlmoeOptions]
    ) -> Self: ...

class FlaxOlmoeModel(_Call50[outputs.BaseModelOutputWithPast[Any]], FlaxOlmoePreTrainedModel): ...

class FlaxOlmoeForCausalLM(_Call51[outputs.MoeCausalLMOutputWithPast[Any]], FlaxOlmoePreTrainedModel): ...

class _OpenAIGPTOptions(keywords.OpenAIGPTKeywords, _Options, total=False): ...

class FlaxOpenAIGPTPreTrainedModel(FlaxPreTrainedModel):
    config: OpenAIGPTConfig
    config_class: ClassVar[type[OpenAIGPTConfig]]
    def __init__(self, config: OpenAIGPTConfig, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        output_loading_info: Literal[True], **kwargs: Unpack[_OpenAIGPTOptions]
    ) -> tuple[Any, ...]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        _do_init: Literal[False], **kwargs: Unpack[_OpenAIGPTOptions]
    ) -> tuple[Self, Any]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_OpenAIGPTOptions]
    ) -> Self: ...

class FlaxOpenAIGPTModel(_Call24[outputs.BaseModelOutputWithPast[Any]], FlaxOpenAIGPTPreTrainedModel): ...

class FlaxOpenAIGPTLMHeadModel(_Call25[outputs.CausalLMOutputWithPast[Any]], FlaxOpenAIGPTPreTrainedModel): ...

class FlaxOpenAIGPTForSequenceClassification(_Call25[outputs.SequenceClassifierOutputWithPast[Any]], FlaxOpenAIGPTPreTrainedModel): ...

class FlaxOpenAIGPTDoubleHeadsModel(_Call68[outputs.GPT2DoubleHeadsModelOutput[Any]], FlaxOpenAIGPTPreTrainedModel): ...

class _PLBartOptions(keywords.PLBartKeywords, _Options, total=False): ...

class FlaxPLBartPreTrainedModel(FlaxPreTrainedModel):
    config: PLBartConfig
    config_class: ClassVar[type[PLBartConfig]]
    def __init__(self, config: PLBartConfig, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        output_loading_info: Literal[True], **kwargs: Unpack[_PLBartOptions]
    ) -> tuple[Any, ...]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        _do_init: Literal[False], **kwargs: Unpack[_PLBartOptions]
    ) -> tuple[Self, Any]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_PLBartOptions]
    ) -> Self: ...

class FlaxPLBartModel(_Call8[outputs.Seq2SeqModelOutput[Any]], FlaxPLBartPreTrainedModel): ...

class FlaxPLBartForConditionalGeneration(_Call9[outputs.Seq2SeqLMOutput[Any]], FlaxPLBartPreTrainedModel): ...

class FlaxPLBartForSequenceClassification(_Call10[outputs.Seq2SeqSequenceClassifierOutput[Any]], FlaxPLBartPreTrainedModel): ...

class FlaxPLBartForCausalLM(_Call12[outputs.CausalLMOutputWithCrossAttentions[Any]], FlaxPLBartPreTrainedModel): ...

class _PegasusOptions(keywords.PegasusKeywords, _Options, total=False): ...

class FlaxPegasusPreTrainedModel(FlaxPreTrainedModel):
    config: PegasusConfig
    config_class: ClassVar[type[PegasusConfig]]
    def __init__(self, config: PegasusConfig, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        output_loading_info: Literal[True], **kwargs: Unpack[_PegasusOptions]
    ) -> tuple[Any, ...]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        _do_init: Literal[False], **kwargs: Unpack[_PegasusOptions]
    ) -> tuple[Self, Any]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_PegasusOptions]
    ) -> Self: ...

class FlaxPegasusModel(_Call8[outputs.Seq2SeqModelOutput[Any]], FlaxPegasusPreTrainedModel): ...

class FlaxPegasusForConditionalGeneration(_Call9[outputs.Seq2SeqLMOutput[Any]], FlaxPegasusPreTrainedModel): ...

class FlaxPegasusForCausalLM(_Call12[outputs.CausalLMOutputWithCrossAttentions[Any]], FlaxPegasusPreTrainedModel): ...

class _PhiOptions(keywords.PhiKeywords, _Options, total=False): ...

class FlaxPhiPreTrainedModel(FlaxPreTrainedModel):
    config: PhiConfig
    config_class: ClassVar[type[PhiConfig]]
    def __init__(self, config: PhiConfig, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        output_loading_info: Literal[True], **kwargs: Unpack[_PhiOptions]
    ) -> tuple[Any, ...]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        _do_init: Literal[False], **kwargs: Unpack[_PhiOptions]
    ) -> tuple[Self, Any]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_PhiOptions]
    ) -> Self: ...

class FlaxPhiModel(_Call5[outputs.BaseModelOutputWithPast[Any]], FlaxPhiPreTrainedModel): ...

class FlaxPhiForCausalLM(_Call6[outputs.CausalLMOutputWithPast[Any]], FlaxPhiPreTrainedModel): ...

class FlaxPhiForSequenceClassification(_Call6[outputs.SequenceClassifierOutputWithPast[Any]], FlaxPhiPreTrainedModel): ...

class FlaxPhiForTokenClassification(_Call6[outputs.TokenClassifierOutput[Any]], FlaxPhiPreTrainedModel): ...

class _Phi3Options(keywords.Phi3Keywords, _Options, total=False): ...

class FlaxPhi3PreTrainedModel(FlaxPreTrainedModel):
    config: Phi3Config
    config_class: ClassVar[type[Phi3Config]]
    def __init__(self, config: Phi3Config, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        output_loading_info: Literal[True], **kwargs: Unpack[_Phi3Options]
    ) -> tuple[Any, ...]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        _do_init: Literal[False], **kwargs: Unpack[_Phi3Options]
    ) -> tuple[Self, Any]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_Phi3Options]
    ) -> Self: ...

class FlaxPhi3Model(_Call5[outputs.BaseModelOutputWithPast[Any]], FlaxPhi3PreTrainedModel): ...

class FlaxPhi3ForCausalLM(_Call6[outputs.CausalLMOutputWithPast[Any]], FlaxPhi3PreTrainedModel): ...

class FlaxPhi3ForSequenceClassification(_Call6[outputs.SequenceClassifierOutputWithPast[Any]], FlaxPhi3PreTrainedModel): ...

class FlaxPhi3ForTokenClassification(_Call6[outputs.TokenClassifierOutput[Any]], FlaxPhi3PreTrainedModel): ...

class _Qwen2Options(keywords.Qwen2Keywords, _Options, total=False): ...

class FlaxQwen2PreTrainedModel(FlaxPreTrainedModel):
    config: Qwen2Config
    config_class: ClassVar[type[Qwen2Config]]
    def __init__(self, config: Qwen2Config, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        output_loading_info: Literal[True], **kwargs: Unpack[_Qwen2Options]
    ) -> tuple[Any, ...]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        _do_init: Literal[False], **kwargs: Unpack[_Qwen2Options]
    ) -> tuple[Self, Any]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_Qwen2Options]
    ) -> Self: ...

class FlaxQwen2Model(_Call5[outputs.BaseModelOutputWithPast[Any]], FlaxQwen2PreTrainedModel): ...

class FlaxQwen2ForCausalLM(_Call6[outputs.CausalLMOutputWithPast[Any]], FlaxQwen2PreTrainedModel): ...

class FlaxQwen2ForSequenceClassification(_Call6[outputs.SequenceClassifierOutputWithPast[Any]], FlaxQwen2PreTrainedModel): ...

class FlaxQwen2ForTokenClassification(_Call6[outputs.TokenClassifierOutput[Any]], FlaxQwen2PreTrainedModel): ...

class FlaxQwen2ForQuestionAnswering(_Call7[outputs.QuestionAnsweringModelOutput[Any]], FlaxQwen2PreTrainedModel): ...

class _Qwen2MoeOptions(keywords.Qwen2MoeKeywords, _Options, total=False): ...

class FlaxQwen2MoePreTrainedModel(FlaxPreTrainedModel):
    config: Qwen2MoeConfig
    config_class: ClassVar[type[Qwen2MoeConfig]]
    def __init__(self, config: Qwen2MoeConfig, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        output_loading_info: Literal[True], **kwargs: Unpack[_Qwen2MoeOptions]
    ) -> tuple[Any, ...]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        _do_init: Literal[False], **kwargs: Unpack[_Qwen2MoeOptions]
    ) -> tuple[Self, Any]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_Qwen2MoeOptions]
    ) -> Self: ...

class FlaxQwen2MoeModel(_Call50[outputs.BaseModelOutputWithPast[Any]], FlaxQwen2MoePreTrainedModel): ...

class FlaxQwen2MoeForCausalLM(_Call51[outputs.MoeCausalLMOutputWithPast[Any]], FlaxQwen2MoePreTrainedModel): ...

class FlaxQwen2MoeForSequenceClassification(_Call6[outputs.SequenceClassifierOutputWithPast[Any]], FlaxQwen2MoePreTrainedModel): ...

class FlaxQwen2MoeForTokenClassification(_Call6[outputs.TokenClassifierOutput[Any]], FlaxQwen2MoePreTrainedModel): ...

class FlaxQwen2MoeForQuestionAnswering(_Call7[outputs.QuestionAnsweringModelOutput[Any]], FlaxQwen2MoePreTrainedModel): ...

class _Qwen3Options(keywords.Qwen3Keywords, _Options, total=False): ...

class FlaxQwen3PreTrainedModel(FlaxPreTrainedModel):
    config: Qwen3Config
    config_class: ClassVar[type[Qwen3Config]]
    def __init__(self, config: Qwen3Config, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        output_loading_info: Literal[True], **kwargs: Unpack[_Qwen3Options]
    ) -> tuple[Any, ...]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        _do_init: Literal[False], **kwargs: Unpack[_Qwen3Options]
    ) -> tuple[Self, Any]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_Qwen3Options]
    ) -> Self: ...

class FlaxQwen3Model(_Call5[outputs.BaseModelOutputWithPast[Any]], FlaxQwen3PreTrainedModel): ...

class FlaxQwen3ForCausalLM(_Call6[outputs.CausalLMOutputWithPast[Any]], FlaxQwen3PreTrainedModel): ...

class FlaxQwen3ForSequenceClassification(_Call6[outputs.SequenceClassifierOutputWithPast[Any]], FlaxQwen3PreTrainedModel): ...

class FlaxQwen3ForTokenClassification(_Call6[outputs.TokenClassifierOutput[Any]], FlaxQwen3PreTrainedModel): ...

class FlaxQwen3ForQuestionAnswering(_Call7[outputs.QuestionAnsweringModelOutput[Any]], FlaxQwen3PreTrainedModel): ...

class _Qwen3MoeOptions(keywords.Qwen3MoeKeywords, _Options, total=False): ...

class FlaxQwen3MoePreTrainedModel(FlaxPreTrainedModel):
    config: Qwen3MoeConfig
    config_class: ClassVar[type[Qwen3MoeConfig]]
    def __init__(self, config: Qwen3MoeConfig, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        output_loading_info: Literal[True], **kwargs: Unpack[_Qwen3MoeOptions]
    ) -> tuple[Any, ...]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        _do_init: Literal[False], **kwargs: Unpack[_Qwen3MoeOptions]
    ) -> tuple[Self, Any]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_Qwen3MoeOptions]
    ) -> Self: ...

class FlaxQwen3MoeModel(_Call50[outputs.BaseModelOutputWithPast[Any]], FlaxQwen3MoePreTrainedModel): ...

class FlaxQwen3MoeForCausalLM(_Call51[outputs.MoeCausalLMOutputWithPast[Any]], FlaxQwen3MoePreTrainedModel): ...

class FlaxQwen3MoeForSequenceClassification(_Call6[outputs.SequenceClassifierOutputWithPast[Any]], FlaxQwen3MoePreTrainedModel): ...

class FlaxQwen3MoeForTokenClassification(_Call6[outputs.TokenClassifierOutput[Any]], FlaxQwen3MoePreTrainedModel): ...

class FlaxQwen3MoeForQuestionAnswering(_Call7[outputs.QuestionAnsweringModelOutput[Any]], FlaxQwen3MoePreTrainedModel): ...

class _RemBertOptions(keywords.RemBertKeywords, _Options, total=False): ...

class FlaxRemBertPreTrainedModel(FlaxPreTrainedModel):
    config: RemBertConfig
    config_class: ClassVar[type[RemBertConfig]]
    def __init__(self, config: RemBertConfig, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        output_loading_info: Literal[True], **kwargs: Unpack[_RemBertOptions]
    ) -> tuple[Any, ...]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        _do_init: Literal[False], **kwargs: Unpack[_RemBertOptions]
    ) -> tuple[Self, Any]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_RemBertOptions]
    ) -> Self: ...

class FlaxRemBertModel(_Call16[outputs.BaseModelOutputWithPooling[Any]], FlaxRemBertPreTrainedModel): ...

class FlaxRemBertForCausalLM(_Call18[outputs.CausalLMOutputWithCrossAttentions[Any]], FlaxRemBertPreTrainedModel): ...

class FlaxRemBertForMaskedLM(_Call18[outputs.MaskedLMOutput[Any]], FlaxRemBertPreTrainedModel): ...

class FlaxRemBertForSequenceClassification(_Call18[outputs.SequenceClassifierOutput[Any]], FlaxRemBertPreTrainedModel): ...

class FlaxRemBertForTokenClassification(_Call18[outputs.TokenClassifierOutput[Any]], FlaxRemBertPreTrainedModel): ...

class FlaxRemBertForQuestionAnswering(_Call19[outputs.QuestionAnsweringModelOutput[Any]], FlaxRemBertPreTrainedModel): ...

class FlaxRemBertForMultipleChoice(_Call18[outputs.MultipleChoiceModelOutput[Any]], FlaxRemBertPreTrainedModel): ...

class _RoFormerOptions(keywords.RoFormerKeywords, _Options, total=False): ...

class FlaxRoFormerPreTrainedModel(FlaxPreTrainedModel):
    config: RoFormerConfig
    config_class: ClassVar[type[RoFormerConfig]]
    def __init__(self, config: RoFormerConfig, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        output_loading_info: Literal[True], **kwargs: Unpack[_RoFormerOptions]
    ) -> tuple[Any, ...]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        _do_init: Literal[False], **kwargs: Unpack[_RoFormerOptions]
    ) -> tuple[Self, Any]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_RoFormerOptions]
    ) -> Self: ...

class FlaxRoFormerModel(_Call69[outputs.BaseModelOutput[Any]], FlaxRoFormerPreTrainedModel): ...

class FlaxRoFormerForCausalLM(_Call70[outputs.CausalLMOutputWithCrossAttentions[Any]], FlaxRoFormerPreTrainedModel): ...

class FlaxRoFormerForMaskedLM(_Call70[outputs.MaskedLMOutput[Any]], FlaxRoFormerPreTrainedModel): ...

class FlaxRoFormerForSequenceClassification(_Call71[outputs.SequenceClassifierOutput[Any]], FlaxRoFormerPreTrainedModel): ...

class FlaxRoFormerForTokenClassification(_Call71[outputs.TokenClassifierOutput[Any]], FlaxRoFormerPreTrainedModel): ...

class FlaxRoFormerForQuestionAnswering(_Call72[outputs.QuestionAnsweringModelOutput[Any]], FlaxRoFormerPreTrainedModel): ...

class FlaxRoFormerForMultipleChoice(_Call71[outputs.MultipleChoiceModelOutput[Any]], FlaxRoFormerPreTrainedModel): ...

class _RobertaOptions(keywords.RobertaKeywords, _Options, total=False): ...

class FlaxRobertaPreTrainedModel(FlaxPreTrainedModel):
    config: RobertaConfig
    config_class: ClassVar[type[RobertaConfig]]
    def __init__(self, config: RobertaConfig, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        output_loading_info: Literal[True], **kwargs: Unpack[_RobertaOptions]
    ) -> tuple[Any, ...]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        _do_init: Literal[False], **kwargs: Unpack[_RobertaOptions]
    ) -> tuple[Self, Any]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_RobertaOptions]
    ) -> Self: ...

class FlaxRobertaModel(_Call16[outputs.BaseModelOutputWithPooling[Any]], FlaxRobertaPreTrainedModel): ...

class FlaxRobertaForCausalLM(_Call18[outputs.CausalLMOutputWithCrossAttentions[Any]], FlaxRobertaPreTrainedModel): ...

class FlaxRobertaForMaskedLM(_Call18[outputs.MaskedLMOutput[Any]], FlaxRobertaPreTrainedModel): ...

class FlaxRobertaForSequenceClassification(_Call18[outputs.SequenceClassifierOutput[Any]], FlaxRobertaPreTrainedModel): ...

class FlaxRobertaForTokenClassification(_Call18[outputs.TokenClassifierOutput[Any]], FlaxRobertaPreTrainedModel): ...

class FlaxRobertaForQuestionAnswering(_Call19[outputs.QuestionAnsweringModelOutput[Any]], FlaxRobertaPreTrainedModel): ...

class FlaxRobertaForMultipleChoice(_Call23[outputs.MultipleChoiceModelOutput[Any]], FlaxRobertaPreTrainedModel): ...

class _RobertaPreLayerNormOptions(keywords.RobertaPreLayerNormKeywords, _Options, total=False): ...

class FlaxRobertaPreLayerNormPreTrainedModel(FlaxPreTrainedModel):
    config: RobertaPreLayerNormConfig
    config_class: ClassVar[type[RobertaPreLayerNormConfig]]
    def __init__(self, config: RobertaPreLayerNormConfig, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        output_loading_info: Literal[True], **kwargs: Unpack[_RobertaPreLayerNormOptions]
    ) -> tuple[Any, ...]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        _do_init: Literal[False], **kwargs: Unpack[_RobertaPreLayerNormOptions]
    ) -> tuple[Self, Any]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_RobertaPreLayerNormOptions]
    ) -> Self: ...

class FlaxRobertaPreLayerNormModel(_Call16[outputs.BaseModelOutputWithPooling[Any]], FlaxRobertaPreLayerNormPreTrainedModel): ...

class FlaxRobertaPreLayerNormForCausalLM(_Call18[outputs.CausalLMOutputWithCrossAttentions[Any]], FlaxRobertaPreLayerNormPreTrainedModel): ...

class FlaxRobertaPreLayerNormForMaskedLM(_Call18[outputs.MaskedLMOutput[Any]], FlaxRobertaPreLayerNormPreTrainedModel): ...

class FlaxRobertaPreLayerNormForSequenceClassification(_Call18[outputs.SequenceClassifierOutput[Any]], FlaxRobertaPreLayerNormPreTrainedModel): ...

class FlaxRobertaPreLayerNormForTokenClassification(_Call18[outputs.TokenClassifierOutput[Any]], FlaxRobertaPreLayerNormPreTrainedModel): ...

class FlaxRobertaPreLayerNormForQuestionAnswering(_Call19[outputs.QuestionAnsweringModelOutput[Any]], FlaxRobertaPreLayerNormPreTrainedModel): ...

class FlaxRobertaPreLayerNormForMultipleChoice(_Call23[outputs.MultipleChoiceModelOutput[Any]], FlaxRobertaPreLayerNormPreTrainedModel): ...

class _SeedOssOptions(keywords.SeedOssKeywords, _Options, total=False): ...

class FlaxSeedOssPreTrainedModel(FlaxPreTrainedModel):
    config: SeedOssConfig
    config_class: ClassVar[type[SeedOssConfig]]
    def __init__(self, config: SeedOssConfig, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        output_loading_info: Literal[True], **kwargs: Unpack[_SeedOssOptions]
    ) -> tuple[Any, ...]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        _do_init: Literal[False], **kwargs: Unpack[_SeedOssOptions]
    ) -> tuple[Self, Any]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_SeedOssOptions]
    ) -> Self: ...

class FlaxSeedOssModel(_Call5[outputs.BaseModelOutputWithPast[Any]], FlaxSeedOssPreTrainedModel): ...

class FlaxSeedOssForCausalLM(_Call6[outputs.CausalLMOutputWithPast[Any]], FlaxSeedOssPreTrainedModel): ...

class FlaxSeedOssForSequenceClassification(_Call6[outputs.SequenceClassifierOutputWithPast[Any]], FlaxSeedOssPreTrainedModel): ...

class FlaxSeedOssForTokenClassification(_Call6[outputs.TokenClassifierOutput[Any]], FlaxSeedOssPreTrainedModel): ...

class FlaxSeedOssForQuestionAnswering(_Call7[outputs.QuestionAnsweringModelOutput[Any]], FlaxSeedOssPreTrainedModel): ...

class _SmolLM3Options(keywords.SmolLM3Keywords, _Options, total=False): ...

class FlaxSmolLM3PreTrainedModel(FlaxPreTrainedModel):
    config: SmolLM3Config
    config_class: ClassVar[type[SmolLM3Config]]
    def __init__(self, config: SmolLM3Config, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        output_loading_info: Literal[True], **kwargs: Unpack[_SmolLM3Options]
    ) -> tuple[Any, ...]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        _do_init: Literal[False], **kwargs: Unpack[_SmolLM3Options]
    ) -> tuple[Self, Any]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_SmolLM3Options]
    ) -> Self: ...

class FlaxSmolLM3Model(_Call5[outputs.BaseModelOutputWithPast[Any]], FlaxSmolLM3PreTrainedModel): ...

class FlaxSmolLM3ForCausalLM(_Call6[outputs.CausalLMOutputWithPast[Any]], FlaxSmolLM3PreTrainedModel): ...

class FlaxSmolLM3ForSequenceClassification(_Call6[outputs.SequenceClassifierOutputWithPast[Any]], FlaxSmolLM3PreTrainedModel): ...

class FlaxSmolLM3ForTokenClassification(_Call6[outputs.TokenClassifierOutput[Any]], FlaxSmolLM3PreTrainedModel): ...

class FlaxSmolLM3ForQuestionAnswering(_Call7[outputs.QuestionAnsweringModelOutput[Any]], FlaxSmolLM3PreTrainedModel): ...

class _StableLmOptions(keywords.StableLmKeywords, _Options, total=False): ...

class FlaxStableLmPreTrainedModel(FlaxPreTrainedModel):
    config: StableLmConfig
    config_class: ClassVar[type[StableLmConfig]]
    def __init__(self, config: StableLmConfig, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        output_loading_info: Literal[True], **kwargs: Unpack[_StableLmOptions]
    ) -> tuple[Any, ...]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        _do_init: Literal[False], **kwargs: Unpack[_StableLmOptions]
    ) -> tuple[Self, Any]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_StableLmOptions]
    ) -> Self: ...

class FlaxStableLmModel(_Call5[outputs.BaseModelOutputWithPast[Any]], FlaxStableLmPreTrainedModel): ...

class FlaxStableLmForCausalLM(_Call6[outputs.CausalLMOutputWithPast[Any]], FlaxStableLmPreTrainedModel): ...

class FlaxStableLmForSequenceClassification(_Call6[outputs.SequenceClassifierOutputWithPast[Any]], FlaxStableLmPreTrainedModel): ...

class FlaxStableLmForTokenClassification(_Call6[outputs.TokenClassifierOutput[Any]], FlaxStableLmPreTrainedModel): ...

class _Starcoder2Options(keywords.Starcoder2Keywords, _Options, total=False): ...

class FlaxStarcoder2PreTrainedModel(FlaxPreTrainedModel):
    config: Starcoder2Config
    config_class: ClassVar[type[Starcoder2Config]]
    def __init__(self, config: Starcoder2Config, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        output_loading_info: Literal[True], **kwargs: Unpack[_Starcoder2Options]
    ) -> tuple[Any, ...]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        _do_init: Literal[False], **kwargs: Unpack[_Starcoder2Options]
    ) -> tuple[Self, Any]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_Starcoder2Options]
    ) -> Self: ...

class FlaxStarcoder2Model(_Call5[outputs.BaseModelOutputWithPast[Any]], FlaxStarcoder2PreTrainedModel): ...

class FlaxStarcoder2ForCausalLM(_Call6[outputs.CausalLMOutputWithPast[Any]], FlaxStarcoder2PreTrainedModel): ...

class FlaxStarcoder2ForSequenceClassification(_Call6[outputs.SequenceClassifierOutputWithPast[Any]], FlaxStarcoder2PreTrainedModel): ...

class FlaxStarcoder2ForTokenClassification(_Call6[outputs.TokenClassifierOutput[Any]], FlaxStarcoder2PreTrainedModel): ...

class _T5Options(keywords.T5Keywords, _Options, total=False): ...

class FlaxT5PreTrainedModel(FlaxPreTrainedModel):
    config: T5Config
    config_class: ClassVar[type[T5Config]]
    def __init__(self, config: T5Config, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        output_loading_info: Literal[True], **kwargs: Unpack[_T5Options]
    ) -> tuple[Any, ...]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        _do_init: Literal[False], **kwargs: Unpack[_T5Options]
    ) -> tuple[Self, Any]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_T5Options]
    ) -> Self: ...

class FlaxT5Model(_Call58[outputs.Seq2SeqModelOutput[Any]], FlaxT5PreTrainedModel): ...

class FlaxT5ForConditionalGeneration(_Call59[outputs.Seq2SeqLMOutput[Any]], FlaxT5PreTrainedModel): ...

class FlaxT5EncoderModel(_Call60[outputs.BaseModelOutput[Any]], FlaxT5PreTrainedModel): ...

class FlaxT5ForQuestionAnswering(_Call61[outputs.Seq2SeqQuestionAnsweringModelOutput[Any]], FlaxT5PreTrainedModel): ...

class FlaxT5ForSequenceClassification(_Call62[outputs.Seq2SeqSequenceClassifierOutput[Any]], FlaxT5PreTrainedModel): ...

class FlaxT5ForTokenClassification(_Call63[outputs.TokenClassifierOutput[Any]], FlaxT5PreTrainedModel): ...

class _UMT5Options(keywords.UMT5Keywords, _Options, total=False): ...

class FlaxUMT5PreTrainedModel(FlaxPreTrainedModel):
    config: UMT5Config
    config_class: ClassVar[type[UMT5Config]]
    def __init__(self, config: UMT5Config, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        output_loading_info: Literal[True], **kwargs: Unpack[_UMT5Options]
    ) -> tuple[Any, ...]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        _do_init: Literal[False], **kwargs: Unpack[_UMT5Options]
    ) -> tuple[Self, Any]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_UMT5Options]
    ) -> Self: ...

class FlaxUMT5Model(_Call58[outputs.Seq2SeqModelOutput[Any]], FlaxUMT5PreTrainedModel): ...

class FlaxUMT5ForConditionalGeneration(_Call59[outputs.Seq2SeqLMOutput[Any]], FlaxUMT5PreTrainedModel): ...

class FlaxUMT5EncoderModel(_Call60[outputs.BaseModelOutput[Any]], FlaxUMT5PreTrainedModel): ...

class FlaxUMT5ForQuestionAnswering(_Call61[outputs.Seq2SeqQuestionAnsweringModelOutput[Any]], FlaxUMT5PreTrainedModel): ...

class FlaxUMT5ForSequenceClassification(_Call62[outputs.Seq2SeqSequenceClassifierOutput[Any]], FlaxUMT5PreTrainedModel): ...

class FlaxUMT5ForTokenClassification(_Call63[outputs.TokenClassifierOutput[Any]], FlaxUMT5PreTrainedModel): ...

class _ViTOptions(keywords.ViTKeywords, _Options, total=False): ...

class FlaxViTPreTrainedModel(FlaxPreTrainedModel):
    config: ViTConfig
    config_class: ClassVar[type[ViTConfig]]
    def __init__(self, config: ViTConfig, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        output_loading_info: Literal[True], **kwargs: Unpack[_ViTOptions]
    ) -> tuple[Any, ...]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        _do_init: Literal[False], **kwargs: Unpack[_ViTOptions]
    ) -> tuple[Self, Any]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_ViTOptions]
    ) -> Self: ...

class FlaxViTModel(_Call73[outputs.BaseModelOutputWithPooling[Any]], FlaxViTPreTrainedModel): ...

class FlaxViTForImageClassification(_Call74[outputs.ImageClassifierOutput[Any]], FlaxViTPreTrainedModel): ...

class FlaxViTForMaskedImageModeling(_Call73[outputs.MaskedImageModelingOutput[Any]], FlaxViTPreTrainedModel): ...

class _ViTMSNOptions(keywords.ViTMSNKeywords, _Options, total=False): ...

class FlaxViTMSNPreTrainedModel(FlaxPreTrainedModel):
    config: ViTMSNConfig
    config_class: ClassVar[type[ViTMSNConfig]]
    def __init__(self, config: ViTMSNConfig, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        output_loading_info: Literal[True], **kwargs: Unpack[_ViTMSNOptions]
    ) -> tuple[Any, ...]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        _do_init: Literal[False], **kwargs: Unpack[_ViTMSNOptions]
    ) -> tuple[Self, Any]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_ViTMSNOptions]
    ) -> Self: ...

class FlaxViTMSNModel(_Call73[outputs.BaseModelOutput[Any]], FlaxViTMSNPreTrainedModel): ...

class FlaxViTMSNForImageClassification(_Call74[outputs.ImageClassifierOutput[Any]], FlaxViTMSNPreTrainedModel): ...

class _WhisperOptions(keywords.WhisperKeywords, _Options, total=False): ...

class FlaxWhisperPreTrainedModel(FlaxPreTrainedModel):
    config: WhisperConfig
    config_class: ClassVar[type[WhisperConfig]]
    def __init__(self, config: WhisperConfig, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        output_loading_info: Literal[True], **kwargs: Unpack[_WhisperOptions]
    ) -> tuple[Any, ...]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        _do_init: Literal[False], **kwargs: Unpack[_WhisperOptions]
    ) -> tuple[Self, Any]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_WhisperOptions]
    ) -> Self: ...

class FlaxWhisperModel(_Call75[outputs.Seq2SeqModelOutput[Any]], FlaxWhisperPreTrainedModel): ...

class FlaxWhisperForConditionalGeneration(_Call76[outputs.Seq2SeqLMOutput[Any]], FlaxWhisperPreTrainedModel): ...

class _XGLMOptions(keywords.XGLMKeywords, _Options, total=False): ...

class FlaxXGLMPreTrainedModel(FlaxPreTrainedModel):
    config: XGLMConfig
    config_class: ClassVar[type[XGLMConfig]]
    def __init__(self, config: XGLMConfig, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        output_loading_info: Literal[True], **kwargs: Unpack[_XGLMOptions]
    ) -> tuple[Any, ...]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        _do_init: Literal[False], **kwargs: Unpack[_XGLMOptions]
    ) -> tuple[Self, Any]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_XGLMOptions]
    ) -> Self: ...

class FlaxXGLMModel(_Call77[outputs.BaseModelOutputWithPast[Any]], FlaxXGLMPreTrainedModel): ...

class FlaxXGLMForCausalLM(_Call12[outputs.CausalLMOutputWithPast[Any]], FlaxXGLMPreTrainedModel): ...

class _XLMRobertaOptions(keywords.XLMRobertaKeywords, _Options, total=False): ...

class FlaxXLMRobertaPreTrainedModel(FlaxPreTrainedModel):
    config: XLMRobertaConfig
    config_class: ClassVar[type[XLMRobertaConfig]]
    def __init__(self, config: XLMRobertaConfig, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        output_loading_info: Literal[True], **kwargs: Unpack[_XLMRobertaOptions]
    ) -> tuple[Any, ...]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        _do_init: Literal[False], **kwargs: Unpack[_XLMRobertaOptions]
    ) -> tuple[Self, Any]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_XLMRobertaOptions]
    ) -> Self: ...

class FlaxXLMRobertaModel(_Call16[outputs.BaseModelOutputWithPooling[Any]], FlaxXLMRobertaPreTrainedModel): ...

class FlaxXLMRobertaForCausalLM(_Call18[outputs.CausalLMOutputWithCrossAttentions[Any]], FlaxXLMRobertaPreTrainedModel): ...

class FlaxXLMRobertaForMaskedLM(_Call18[outputs.MaskedLMOutput[Any]], FlaxXLMRobertaPreTrainedModel): ...

class FlaxXLMRobertaForSequenceClassification(_Call18[outputs.SequenceClassifierOutput[Any]], FlaxXLMRobertaPreTrainedModel): ...

class FlaxXLMRobertaForTokenClassification(_Call18[outputs.TokenClassifierOutput[Any]], FlaxXLMRobertaPreTrainedModel): ...

class FlaxXLMRobertaForQuestionAnswering(_Call19[outputs.QuestionAnsweringModelOutput[Any]], FlaxXLMRobertaPreTrainedModel): ...

class FlaxXLMRobertaForMultipleChoice(_Call23[outputs.MultipleChoiceModelOutput[Any]], FlaxXLMRobertaPreTrainedModel): ...

class _XLMRobertaXLOptions(keywords.XLMRobertaXLKeywords, _Options, total=False): ...

class FlaxXLMRobertaXLPreTrainedModel(FlaxPreTrainedModel):
    config: XLMRobertaXLConfig
    config_class: ClassVar[type[XLMRobertaXLConfig]]
    def __init__(self, config: XLMRobertaXLConfig, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        output_loading_info: Literal[True], **kwargs: Unpack[_XLMRobertaXLOptions]
    ) -> tuple[Any, ...]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        _do_init: Literal[False], **kwargs: Unpack[_XLMRobertaXLOptions]
    ) -> tuple[Self, Any]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], dtype: Any = ..., *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_XLMRobertaXLOptions]
    ) -> Self: ...

class FlaxXLMRobertaXLModel(_Call16[outputs.BaseModelOutputWithPooling[Any]], FlaxXLMRobertaXLPreTrainedModel): ...

class FlaxXLMRobertaXLForCausalLM(_Call18[outputs.CausalLMOutputWithCrossAttentions[Any]], FlaxXLMRobertaXLPreTrainedModel): ...

class FlaxXLMRobertaXLForMaskedLM(_Call18[outputs.MaskedLMOutput[Any]], FlaxXLMRobertaXLPreTrainedModel): ...

class FlaxXLMRobertaXLForSequenceClassification(_Call18[outputs.SequenceClassifierOutput[Any]], FlaxXLMRobertaXLPreTrainedModel): ...

class FlaxXLMRobertaXLForTokenClassification(_Call18[outputs.TokenClassifierOutput[Any]], FlaxXLMRobertaXLPreTrainedModel): ...

class FlaxXLMRobertaXLForQuestionAnswering(_Call19[outputs.QuestionAnsweringModelOutput[Any]], FlaxXLMRobertaXLPreTrainedModel): ...

class FlaxXLMRobertaXLForMultipleChoice(_Call23[outputs.MultipleChoiceModelOutput[Any]], FlaxXLMRobertaXLPreTrainedModel): ...

FlaxBartDecoderPreTrainedModel: type[Any]
FlaxBertForCausalLM: type[Any]
FlaxBlenderbotDecoderPreTrainedModel: type[Any]
FlaxBlenderbotSmallDecoderPreTrainedModel: type[Any]
FlaxMBartDecoderPreTrainedModel: type[Any]
FlaxMarianDecoderPreTrainedModel: type[Any]
FlaxPLBartDecoderPreTrainedModel: type[Any]
FlaxPegasusDecoderPreTrainedModel: type[Any]
