# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

# mypy: disable-error-code="override, misc"
import os
from collections.abc import Mapping
from typing import Any, ClassVar, Generic, Literal, Self, TypedDict, TypeVar, Unpack, overload


from trivet.dtypes import DType
from trivet.families.config import PretrainedConfig
from trivet_tf.framework import tf
from trivet_tf.load.skeleton import Rename
from trivet_tf.model.pretrained import TFPreTrainedModel
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
    def call(
        self, input_ids: Any = ..., attention_mask: Any = ..., token_type_ids: Any = ..., position_ids: Any = ...,
        head_mask: Any = ..., inputs_embeds: Any = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., training: bool = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def call(
        self, input_ids: Any = ..., attention_mask: Any = ..., token_type_ids: Any = ..., position_ids: Any = ...,
        head_mask: Any = ..., inputs_embeds: Any = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., return_dict: bool | None = ..., training: bool = ...
    ) -> Output: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., token_type_ids: Any = ..., position_ids: Any = ...,
        head_mask: Any = ..., inputs_embeds: Any = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., training: bool = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., token_type_ids: Any = ..., position_ids: Any = ...,
        head_mask: Any = ..., inputs_embeds: Any = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., return_dict: bool | None = ..., training: bool = ...
    ) -> Output: ...

class _Call2(Generic[Output]):
    @overload
    def call(
        self, input_ids: Any = ..., attention_mask: Any = ..., token_type_ids: Any = ..., position_ids: Any = ...,
        head_mask: Any = ..., inputs_embeds: Any = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., labels: Any = ..., sentence_order_label: Any = ...,
        training: bool = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def call(
        self, input_ids: Any = ..., attention_mask: Any = ..., token_type_ids: Any = ..., position_ids: Any = ...,
        head_mask: Any = ..., inputs_embeds: Any = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., return_dict: bool | None = ..., labels: Any = ...,
        sentence_order_label: Any = ..., training: bool = ...
    ) -> Output: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., token_type_ids: Any = ..., position_ids: Any = ...,
        head_mask: Any = ..., inputs_embeds: Any = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., labels: Any = ..., sentence_order_label: Any = ...,
        training: bool = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., token_type_ids: Any = ..., position_ids: Any = ...,
        head_mask: Any = ..., inputs_embeds: Any = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., return_dict: bool | None = ..., labels: Any = ...,
        sentence_order_label: Any = ..., training: bool = ...
    ) -> Output: ...

class _Call3(Generic[Output]):
    @overload
    def call(
        self, input_ids: Any = ..., attention_mask: Any = ..., token_type_ids: Any = ..., position_ids: Any = ...,
        head_mask: Any = ..., inputs_embeds: Any = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., labels: Any = ..., training: bool = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def call(
        self, input_ids: Any = ..., attention_mask: Any = ..., token_type_ids: Any = ..., position_ids: Any = ...,
        head_mask: Any = ..., inputs_embeds: Any = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., return_dict: bool | None = ..., labels: Any = ..., training: bool = ...
    ) -> Output: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., token_type_ids: Any = ..., position_ids: Any = ...,
        head_mask: Any = ..., inputs_embeds: Any = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., labels: Any = ..., training: bool = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., token_type_ids: Any = ..., position_ids: Any = ...,
        head_mask: Any = ..., inputs_embeds: Any = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., return_dict: bool | None = ..., labels: Any = ..., training: bool = ...
    ) -> Output: ...

class _Call4(Generic[Output]):
    @overload
    def call(
        self, input_ids: Any = ..., attention_mask: Any = ..., token_type_ids: Any = ..., position_ids: Any = ...,
        head_mask: Any = ..., inputs_embeds: Any = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., start_positions: Any = ..., end_positions: Any = ...,
        training: bool = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def call(
        self, input_ids: Any = ..., attention_mask: Any = ..., token_type_ids: Any = ..., position_ids: Any = ...,
        head_mask: Any = ..., inputs_embeds: Any = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., return_dict: bool | None = ..., start_positions: Any = ...,
        end_positions: Any = ..., training: bool = ...
    ) -> Output: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., token_type_ids: Any = ..., position_ids: Any = ...,
        head_mask: Any = ..., inputs_embeds: Any = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., start_positions: Any = ..., end_positions: Any = ...,
        training: bool = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., token_type_ids: Any = ..., position_ids: Any = ...,
        head_mask: Any = ..., inputs_embeds: Any = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., return_dict: bool | None = ..., start_positions: Any = ...,
        end_positions: Any = ..., training: bool = ...
    ) -> Output: ...

class _Call5(Generic[Output]):
    @overload
    def call(
        self, input_ids: Any = ..., attention_mask: Any = ..., position_ids: Any = ..., past_key_values: Any = ...,
        inputs_embeds: Any = ..., use_cache: bool | None = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., training: bool = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def call(
        self, input_ids: Any = ..., attention_mask: Any = ..., position_ids: Any = ..., past_key_values: Any = ...,
        inputs_embeds: Any = ..., use_cache: bool | None = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., return_dict: bool | None = ..., training: bool = ...
    ) -> Output: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., position_ids: Any = ..., past_key_values: Any = ...,
        inputs_embeds: Any = ..., use_cache: bool | None = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., training: bool = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., position_ids: Any = ..., past_key_values: Any = ...,
        inputs_embeds: Any = ..., use_cache: bool | None = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., return_dict: bool | None = ..., training: bool = ...
    ) -> Output: ...

class _Call6(Generic[Output]):
    @overload
    def call(
        self, input_ids: Any = ..., attention_mask: Any = ..., position_ids: Any = ..., past_key_values: Any = ...,
        inputs_embeds: Any = ..., labels: Any = ..., use_cache: bool | None = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., training: bool = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def call(
        self, input_ids: Any = ..., attention_mask: Any = ..., position_ids: Any = ..., past_key_values: Any = ...,
        inputs_embeds: Any = ..., labels: Any = ..., use_cache: bool | None = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., return_dict: bool | None = ..., training: bool = ...
    ) -> Output: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., position_ids: Any = ..., past_key_values: Any = ...,
        inputs_embeds: Any = ..., labels: Any = ..., use_cache: bool | None = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., training: bool = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., position_ids: Any = ..., past_key_values: Any = ...,
        inputs_embeds: Any = ..., labels: Any = ..., use_cache: bool | None = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., return_dict: bool | None = ..., training: bool = ...
    ) -> Output: ...

class _Call7(Generic[Output]):
    @overload
    def call(
        self, input_ids: Any = ..., attention_mask: Any = ..., position_ids: Any = ..., past_key_values: Any = ...,
        inputs_embeds: Any = ..., start_positions: Any = ..., end_positions: Any = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., training: bool = ..., *,
        return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def call(
        self, input_ids: Any = ..., attention_mask: Any = ..., position_ids: Any = ..., past_key_values: Any = ...,
        inputs_embeds: Any = ..., start_positions: Any = ..., end_positions: Any = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., return_dict: bool | None = ...,
        training: bool = ...
    ) -> Output: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., position_ids: Any = ..., past_key_values: Any = ...,
        inputs_embeds: Any = ..., start_positions: Any = ..., end_positions: Any = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., training: bool = ..., *,
        return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., position_ids: Any = ..., past_key_values: Any = ...,
        inputs_embeds: Any = ..., start_positions: Any = ..., end_positions: Any = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., return_dict: bool | None = ...,
        training: bool = ...
    ) -> Output: ...

class _Call8(Generic[Output]):
    @overload
    def call(
        self, input_ids: Any = ..., attention_mask: Any = ..., decoder_input_ids: Any = ...,
        decoder_attention_mask: Any = ..., decoder_position_ids: Any = ..., head_mask: Any = ...,
        decoder_head_mask: Any = ..., cross_attn_head_mask: Any = ..., encoder_outputs: Any = ...,
        past_key_values: Any = ..., inputs_embeds: Any = ..., decoder_inputs_embeds: Any = ...,
        use_cache: bool | None = ..., output_attentions: bool | None = ..., output_hidden_states: bool | None = ...,
        training: bool = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def call(
        self, input_ids: Any = ..., attention_mask: Any = ..., decoder_input_ids: Any = ...,
        decoder_attention_mask: Any = ..., decoder_position_ids: Any = ..., head_mask: Any = ...,
        decoder_head_mask: Any = ..., cross_attn_head_mask: Any = ..., encoder_outputs: Any = ...,
        past_key_values: Any = ..., inputs_embeds: Any = ..., decoder_inputs_embeds: Any = ...,
        use_cache: bool | None = ..., output_attentions: bool | None = ..., output_hidden_states: bool | None = ...,
        return_dict: bool | None = ..., training: bool = ...
    ) -> Output: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., decoder_input_ids: Any = ...,
        decoder_attention_mask: Any = ..., decoder_position_ids: Any = ..., head_mask: Any = ...,
        decoder_head_mask: Any = ..., cross_attn_head_mask: Any = ..., encoder_outputs: Any = ...,
        past_key_values: Any = ..., inputs_embeds: Any = ..., decoder_inputs_embeds: Any = ...,
        use_cache: bool | None = ..., output_attentions: bool | None = ..., output_hidden_states: bool | None = ...,
        training: bool = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., decoder_input_ids: Any = ...,
        decoder_attention_mask: Any = ..., decoder_position_ids: Any = ..., head_mask: Any = ...,
        decoder_head_mask: Any = ..., cross_attn_head_mask: Any = ..., encoder_outputs: Any = ...,
        past_key_values: Any = ..., inputs_embeds: Any = ..., decoder_inputs_embeds: Any = ...,
        use_cache: bool | None = ..., output_attentions: bool | None = ..., output_hidden_states: bool | None = ...,
        return_dict: bool | None = ..., training: bool = ...
    ) -> Output: ...

class _Call9(Generic[Output]):
    @overload
    def call(
        self, input_ids: Any = ..., attention_mask: Any = ..., decoder_input_ids: Any = ...,
        decoder_attention_mask: Any = ..., decoder_position_ids: Any = ..., head_mask: Any = ...,
        decoder_head_mask: Any = ..., cross_attn_head_mask: Any = ..., encoder_outputs: Any = ...,
        past_key_values: Any = ..., inputs_embeds: Any = ..., decoder_inputs_embeds: Any = ...,
        use_cache: bool | None = ..., output_attentions: bool | None = ..., output_hidden_states: bool | None = ...,
        labels: Any = ..., training: bool = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def call(
        self, input_ids: Any = ..., attention_mask: Any = ..., decoder_input_ids: Any = ...,
        decoder_attention_mask: Any = ..., decoder_position_ids: Any = ..., head_mask: Any = ...,
        decoder_head_mask: Any = ..., cross_attn_head_mask: Any = ..., encoder_outputs: Any = ...,
        past_key_values: Any = ..., inputs_embeds: Any = ..., decoder_inputs_embeds: Any = ...,
        use_cache: bool | None = ..., output_attentions: bool | None = ..., output_hidden_states: bool | None = ...,
        return_dict: bool | None = ..., labels: Any = ..., training: bool = ...
    ) -> Output: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., decoder_input_ids: Any = ...,
        decoder_attention_mask: Any = ..., decoder_position_ids: Any = ..., head_mask: Any = ...,
        decoder_head_mask: Any = ..., cross_attn_head_mask: Any = ..., encoder_outputs: Any = ...,
        past_key_values: Any = ..., inputs_embeds: Any = ..., decoder_inputs_embeds: Any = ...,
        use_cache: bool | None = ..., output_attentions: bool | None = ..., output_hidden_states: bool | None = ...,
        labels: Any = ..., training: bool = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., decoder_input_ids: Any = ...,
        decoder_attention_mask: Any = ..., decoder_position_ids: Any = ..., head_mask: Any = ...,
        decoder_head_mask: Any = ..., cross_attn_head_mask: Any = ..., encoder_outputs: Any = ...,
        past_key_values: Any = ..., inputs_embeds: Any = ..., decoder_inputs_embeds: Any = ...,
        use_cache: bool | None = ..., output_attentions: bool | None = ..., output_hidden_states: bool | None = ...,
        return_dict: bool | None = ..., labels: Any = ..., training: bool = ...
    ) -> Output: ...

class _Call10(Generic[Output]):
    @overload
    def call(
        self, input_ids: Any = ..., attention_mask: Any = ..., decoder_input_ids: Any = ...,
        decoder_attention_mask: Any = ..., decoder_position_ids: Any = ..., head_mask: Any = ...,
        decoder_head_mask: Any = ..., cross_attn_head_mask: Any = ..., encoder_outputs: Any = ...,
        past_key_values: Any = ..., inputs_embeds: Any = ..., decoder_inputs_embeds: Any = ...,
        use_cache: bool | None = ..., output_attentions: bool | None = ..., output_hidden_states: bool | None = ...,
        start_positions: Any = ..., end_positions: Any = ..., training: bool = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def call(
        self, input_ids: Any = ..., attention_mask: Any = ..., decoder_input_ids: Any = ...,
        decoder_attention_mask: Any = ..., decoder_position_ids: Any = ..., head_mask: Any = ...,
        decoder_head_mask: Any = ..., cross_attn_head_mask: Any = ..., encoder_outputs: Any = ...,
        past_key_values: Any = ..., inputs_embeds: Any = ..., decoder_inputs_embeds: Any = ...,
        use_cache: bool | None = ..., output_attentions: bool | None = ..., output_hidden_states: bool | None = ...,
        return_dict: bool | None = ..., start_positions: Any = ..., end_positions: Any = ..., training: bool = ...
    ) -> Output: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., decoder_input_ids: Any = ...,
        decoder_attention_mask: Any = ..., decoder_position_ids: Any = ..., head_mask: Any = ...,
        decoder_head_mask: Any = ..., cross_attn_head_mask: Any = ..., encoder_outputs: Any = ...,
        past_key_values: Any = ..., inputs_embeds: Any = ..., decoder_inputs_embeds: Any = ...,
        use_cache: bool | None = ..., output_attentions: bool | None = ..., output_hidden_states: bool | None = ...,
        start_positions: Any = ..., end_positions: Any = ..., training: bool = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., decoder_input_ids: Any = ...,
        decoder_attention_mask: Any = ..., decoder_position_ids: Any = ..., head_mask: Any = ...,
        decoder_head_mask: Any = ..., cross_attn_head_mask: Any = ..., encoder_outputs: Any = ...,
        past_key_values: Any = ..., inputs_embeds: Any = ..., decoder_inputs_embeds: Any = ...,
        use_cache: bool | None = ..., output_attentions: bool | None = ..., output_hidden_states: bool | None = ...,
        return_dict: bool | None = ..., start_positions: Any = ..., end_positions: Any = ..., training: bool = ...
    ) -> Output: ...

class _Call11(Generic[Output]):
    @overload
    def call(
        self, input_ids: Any = ..., attention_mask: Any = ..., encoder_hidden_states: Any = ...,
        encoder_attention_mask: Any = ..., head_mask: Any = ..., cross_attn_head_mask: Any = ...,
        past_key_values: Any = ..., inputs_embeds: Any = ..., use_cache: bool | None = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., labels: Any = ...,
        training: bool = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def call(
        self, input_ids: Any = ..., attention_mask: Any = ..., encoder_hidden_states: Any = ...,
        encoder_attention_mask: Any = ..., head_mask: Any = ..., cross_attn_head_mask: Any = ...,
        past_key_values: Any = ..., inputs_embeds: Any = ..., use_cache: bool | None = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., return_dict: bool | None = ...,
        labels: Any = ..., training: bool = ...
    ) -> Output: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., encoder_hidden_states: Any = ...,
        encoder_attention_mask: Any = ..., head_mask: Any = ..., cross_attn_head_mask: Any = ...,
        past_key_values: Any = ..., inputs_embeds: Any = ..., use_cache: bool | None = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., labels: Any = ...,
        training: bool = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., encoder_hidden_states: Any = ...,
        encoder_attention_mask: Any = ..., head_mask: Any = ..., cross_attn_head_mask: Any = ...,
        past_key_values: Any = ..., inputs_embeds: Any = ..., use_cache: bool | None = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., return_dict: bool | None = ...,
        labels: Any = ..., training: bool = ...
    ) -> Output: ...

class _Call12(Generic[Output]):
    @overload
    def call(
        self, pixel_values: Any = ..., bool_masked_pos: Any = ..., head_mask: Any = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., training: bool = ..., *,
        return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def call(
        self, pixel_values: Any = ..., bool_masked_pos: Any = ..., head_mask: Any = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., return_dict: bool | None = ...,
        training: bool = ...
    ) -> Output: ...
    @overload
    def __call__(
        self, pixel_values: Any = ..., bool_masked_pos: Any = ..., head_mask: Any = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., training: bool = ..., *,
        return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, pixel_values: Any = ..., bool_masked_pos: Any = ..., head_mask: Any = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., return_dict: bool | None = ...,
        training: bool = ...
    ) -> Output: ...

class _Call13(Generic[Output]):
    @overload
    def call(
        self, pixel_values: Any = ..., head_mask: Any = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., labels: Any = ..., training: bool = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def call(
        self, pixel_values: Any = ..., head_mask: Any = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., return_dict: bool | None = ..., labels: Any = ..., training: bool = ...
    ) -> Output: ...
    @overload
    def __call__(
        self, pixel_values: Any = ..., head_mask: Any = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., labels: Any = ..., training: bool = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, pixel_values: Any = ..., head_mask: Any = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., return_dict: bool | None = ..., labels: Any = ..., training: bool = ...
    ) -> Output: ...

class _Call14(Generic[Output]):
    @overload
    def call(
        self, pixel_values: Any = ..., bool_masked_pos: Any = ..., head_mask: Any = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., labels: Any = ...,
        training: bool = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def call(
        self, pixel_values: Any = ..., bool_masked_pos: Any = ..., head_mask: Any = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., return_dict: bool | None = ...,
        labels: Any = ..., training: bool = ...
    ) -> Output: ...
    @overload
    def __call__(
        self, pixel_values: Any = ..., bool_masked_pos: Any = ..., head_mask: Any = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., labels: Any = ...,
        training: bool = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, pixel_values: Any = ..., bool_masked_pos: Any = ..., head_mask: Any = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., return_dict: bool | None = ...,
        labels: Any = ..., training: bool = ...
    ) -> Output: ...

class _Call15(Generic[Output]):
    @overload
    def call(
        self, input_ids: Any = ..., attention_mask: Any = ..., token_type_ids: Any = ..., position_ids: Any = ...,
        head_mask: Any = ..., inputs_embeds: Any = ..., encoder_hidden_states: Any = ...,
        encoder_attention_mask: Any = ..., past_key_values: Any = ..., use_cache: bool | None = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., training: bool = ..., *,
        return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def call(
        self, input_ids: Any = ..., attention_mask: Any = ..., token_type_ids: Any = ..., position_ids: Any = ...,
        head_mask: Any = ..., inputs_embeds: Any = ..., encoder_hidden_states: Any = ...,
        encoder_attention_mask: Any = ..., past_key_values: Any = ..., use_cache: bool | None = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., return_dict: bool | None = ...,
        training: bool = ...
    ) -> Output: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., token_type_ids: Any = ..., position_ids: Any = ...,
        head_mask: Any = ..., inputs_embeds: Any = ..., encoder_hidden_states: Any = ...,
        encoder_attention_mask: Any = ..., past_key_values: Any = ..., use_cache: bool | None = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., training: bool = ..., *,
        return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., token_type_ids: Any = ..., position_ids: Any = ...,
        head_mask: Any = ..., inputs_embeds: Any = ..., encoder_hidden_states: Any = ...,
        encoder_attention_mask: Any = ..., past_key_values: Any = ..., use_cache: bool | None = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., return_dict: bool | None = ...,
        training: bool = ...
    ) -> Output: ...

class _Call16(Generic[Output]):
    @overload
    def call(
        self, input_ids: Any = ..., attention_mask: Any = ..., token_type_ids: Any = ..., position_ids: Any = ...,
        head_mask: Any = ..., inputs_embeds: Any = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., labels: Any = ..., next_sentence_label: Any = ...,
        training: bool = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def call(
        self, input_ids: Any = ..., attention_mask: Any = ..., token_type_ids: Any = ..., position_ids: Any = ...,
        head_mask: Any = ..., inputs_embeds: Any = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., return_dict: bool | None = ..., labels: Any = ...,
        next_sentence_label: Any = ..., training: bool = ...
    ) -> Output: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., token_type_ids: Any = ..., position_ids: Any = ...,
        head_mask: Any = ..., inputs_embeds: Any = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., labels: Any = ..., next_sentence_label: Any = ...,
        training: bool = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., token_type_ids: Any = ..., position_ids: Any = ...,
        head_mask: Any = ..., inputs_embeds: Any = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., return_dict: bool | None = ..., labels: Any = ...,
        next_sentence_label: Any = ..., training: bool = ...
    ) -> Output: ...

class _Call17(Generic[Output]):
    @overload
    def call(
        self, input_ids: Any = ..., attention_mask: Any = ..., token_type_ids: Any = ..., position_ids: Any = ...,
        head_mask: Any = ..., inputs_embeds: Any = ..., encoder_hidden_states: Any = ...,
        encoder_attention_mask: Any = ..., past_key_values: Any = ..., use_cache: bool | None = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., labels: Any = ...,
        training: bool = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def call(
        self, input_ids: Any = ..., attention_mask: Any = ..., token_type_ids: Any = ..., position_ids: Any = ...,
        head_mask: Any = ..., inputs_embeds: Any = ..., encoder_hidden_states: Any = ...,
        encoder_attention_mask: Any = ..., past_key_values: Any = ..., use_cache: bool | None = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., return_dict: bool | None = ...,
        labels: Any = ..., training: bool = ...
    ) -> Output: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., token_type_ids: Any = ..., position_ids: Any = ...,
        head_mask: Any = ..., inputs_embeds: Any = ..., encoder_hidden_states: Any = ...,
        encoder_attention_mask: Any = ..., past_key_values: Any = ..., use_cache: bool | None = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., labels: Any = ...,
        training: bool = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., token_type_ids: Any = ..., position_ids: Any = ...,
        head_mask: Any = ..., inputs_embeds: Any = ..., encoder_hidden_states: Any = ...,
        encoder_attention_mask: Any = ..., past_key_values: Any = ..., use_cache: bool | None = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., return_dict: bool | None = ...,
        labels: Any = ..., training: bool = ...
    ) -> Output: ...

class _Call18(Generic[Output]):
    @overload
    def call(
        self, input_ids: Any = ..., attention_mask: Any = ..., token_type_ids: Any = ..., position_ids: Any = ...,
        head_mask: Any = ..., inputs_embeds: Any = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., labels: Any = ..., encoder_hidden_states: Any = ...,
        encoder_attention_mask: Any = ..., training: bool = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def call(
        self, input_ids: Any = ..., attention_mask: Any = ..., token_type_ids: Any = ..., position_ids: Any = ...,
        head_mask: Any = ..., inputs_embeds: Any = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., return_dict: bool | None = ..., labels: Any = ...,
        encoder_hidden_states: Any = ..., encoder_attention_mask: Any = ..., training: bool = ...
    ) -> Output: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., token_type_ids: Any = ..., position_ids: Any = ...,
        head_mask: Any = ..., inputs_embeds: Any = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., labels: Any = ..., encoder_hidden_states: Any = ...,
        encoder_attention_mask: Any = ..., training: bool = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., token_type_ids: Any = ..., position_ids: Any = ...,
        head_mask: Any = ..., inputs_embeds: Any = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., return_dict: bool | None = ..., labels: Any = ...,
        encoder_hidden_states: Any = ..., encoder_attention_mask: Any = ..., training: bool = ...
    ) -> Output: ...

class _Call19(Generic[Output]):
    @overload
    def call(
        self, input_ids: Any = ..., attention_mask: Any = ..., token_type_ids: Any = ..., position_ids: Any = ...,
        head_mask: Any = ..., inputs_embeds: Any = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., next_sentence_label: Any = ..., labels: Any = ...,
        training: bool = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def call(
        self, input_ids: Any = ..., attention_mask: Any = ..., token_type_ids: Any = ..., position_ids: Any = ...,
        head_mask: Any = ..., inputs_embeds: Any = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., return_dict: bool | None = ..., next_sentence_label: Any = ...,
        labels: Any = ..., training: bool = ...
    ) -> Output: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., token_type_ids: Any = ..., position_ids: Any = ...,
        head_mask: Any = ..., inputs_embeds: Any = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., next_sentence_label: Any = ..., labels: Any = ...,
        training: bool = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., token_type_ids: Any = ..., position_ids: Any = ...,
        head_mask: Any = ..., inputs_embeds: Any = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., return_dict: bool | None = ..., next_sentence_label: Any = ...,
        labels: Any = ..., training: bool = ...
    ) -> Output: ...

class _Call20(Generic[Output]):
    @overload
    def call(
        self, input_ids: Any = ..., past_key_values: Any = ..., attention_mask: Any = ..., head_mask: Any = ...,
        inputs_embeds: Any = ..., use_cache: bool | None = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., training: bool = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def call(
        self, input_ids: Any = ..., past_key_values: Any = ..., attention_mask: Any = ..., head_mask: Any = ...,
        inputs_embeds: Any = ..., use_cache: bool | None = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., return_dict: bool | None = ..., training: bool = ...
    ) -> Output: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., past_key_values: Any = ..., attention_mask: Any = ..., head_mask: Any = ...,
        inputs_embeds: Any = ..., use_cache: bool | None = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., training: bool = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., past_key_values: Any = ..., attention_mask: Any = ..., head_mask: Any = ...,
        inputs_embeds: Any = ..., use_cache: bool | None = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., return_dict: bool | None = ..., training: bool = ...
    ) -> Output: ...

class _Call21(Generic[Output]):
    @overload
    def call(
        self, input_ids: Any = ..., past_key_values: Any = ..., attention_mask: Any = ..., head_mask: Any = ...,
        inputs_embeds: Any = ..., labels: Any = ..., use_cache: bool | None = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., training: bool = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def call(
        self, input_ids: Any = ..., past_key_values: Any = ..., attention_mask: Any = ..., head_mask: Any = ...,
        inputs_embeds: Any = ..., labels: Any = ..., use_cache: bool | None = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., return_dict: bool | None = ..., training: bool = ...
    ) -> Output: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., past_key_values: Any = ..., attention_mask: Any = ..., head_mask: Any = ...,
        inputs_embeds: Any = ..., labels: Any = ..., use_cache: bool | None = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., training: bool = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., past_key_values: Any = ..., attention_mask: Any = ..., head_mask: Any = ...,
        inputs_embeds: Any = ..., labels: Any = ..., use_cache: bool | None = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., return_dict: bool | None = ..., training: bool = ...
    ) -> Output: ...

class _Call22(Generic[Output]):
    @overload
    def call(
        self, input_ids: Any = ..., past_key_values: Any = ..., attention_mask: Any = ..., head_mask: Any = ...,
        inputs_embeds: Any = ..., start_positions: Any = ..., end_positions: Any = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., training: bool = ..., *,
        return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def call(
        self, input_ids: Any = ..., past_key_values: Any = ..., attention_mask: Any = ..., head_mask: Any = ...,
        inputs_embeds: Any = ..., start_positions: Any = ..., end_positions: Any = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., return_dict: bool | None = ...,
        training: bool = ...
    ) -> Output: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., past_key_values: Any = ..., attention_mask: Any = ..., head_mask: Any = ...,
        inputs_embeds: Any = ..., start_positions: Any = ..., end_positions: Any = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., training: bool = ..., *,
        return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., past_key_values: Any = ..., attention_mask: Any = ..., head_mask: Any = ...,
        inputs_embeds: Any = ..., start_positions: Any = ..., end_positions: Any = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., return_dict: bool | None = ...,
        training: bool = ...
    ) -> Output: ...

class _Call23(Generic[Output]):
    @overload
    def call(
        self, input_ids: Any = ..., past_key_values: Any = ..., attention_mask: Any = ..., token_type_ids: Any = ...,
        position_ids: Any = ..., head_mask: Any = ..., inputs_embeds: Any = ..., use_cache: bool | None = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., training: bool = ..., *,
        return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def call(
        self, input_ids: Any = ..., past_key_values: Any = ..., attention_mask: Any = ..., token_type_ids: Any = ...,
        position_ids: Any = ..., head_mask: Any = ..., inputs_embeds: Any = ..., use_cache: bool | None = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., return_dict: bool | None = ...,
        training: bool = ...
    ) -> Output: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., past_key_values: Any = ..., attention_mask: Any = ..., token_type_ids: Any = ...,
        position_ids: Any = ..., head_mask: Any = ..., inputs_embeds: Any = ..., use_cache: bool | None = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., training: bool = ..., *,
        return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., past_key_values: Any = ..., attention_mask: Any = ..., token_type_ids: Any = ...,
        position_ids: Any = ..., head_mask: Any = ..., inputs_embeds: Any = ..., use_cache: bool | None = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., return_dict: bool | None = ...,
        training: bool = ...
    ) -> Output: ...

class _Call24(Generic[Output]):
    @overload
    def call(
        self, input_ids: Any = ..., past_key_values: Any = ..., attention_mask: Any = ..., token_type_ids: Any = ...,
        position_ids: Any = ..., head_mask: Any = ..., inputs_embeds: Any = ..., labels: Any = ...,
        use_cache: bool | None = ..., output_attentions: bool | None = ..., output_hidden_states: bool | None = ...,
        training: bool = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def call(
        self, input_ids: Any = ..., past_key_values: Any = ..., attention_mask: Any = ..., token_type_ids: Any = ...,
        position_ids: Any = ..., head_mask: Any = ..., inputs_embeds: Any = ..., labels: Any = ...,
        use_cache: bool | None = ..., output_attentions: bool | None = ..., output_hidden_states: bool | None = ...,
        return_dict: bool | None = ..., training: bool = ...
    ) -> Output: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., past_key_values: Any = ..., attention_mask: Any = ..., token_type_ids: Any = ...,
        position_ids: Any = ..., head_mask: Any = ..., inputs_embeds: Any = ..., labels: Any = ...,
        use_cache: bool | None = ..., output_attentions: bool | None = ..., output_hidden_states: bool | None = ...,
        training: bool = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., past_key_values: Any = ..., attention_mask: Any = ..., token_type_ids: Any = ...,
        position_ids: Any = ..., head_mask: Any = ..., inputs_embeds: Any = ..., labels: Any = ...,
        use_cache: bool | None = ..., output_attentions: bool | None = ..., output_hidden_states: bool | None = ...,
        return_dict: bool | None = ..., training: bool = ...
    ) -> Output: ...

class _Call25(Generic[Output]):
    @overload
    def call(
        self, input_ids: Any = ..., attention_mask: Any = ..., token_type_ids: Any = ..., inputs_embeds: Any = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., training: bool = ..., *,
        return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def call(
        self, input_ids: Any = ..., attention_mask: Any = ..., token_type_ids: Any = ..., inputs_embeds: Any = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., return_dict: bool | None = ...,
        training: bool = ...
    ) -> Output: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., token_type_ids: Any = ..., inputs_embeds: Any = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., training: bool = ..., *,
        return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., token_type_ids: Any = ..., inputs_embeds: Any = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., return_dict: bool | None = ...,
        training: bool = ...
    ) -> Output: ...

class _Call26(Generic[Output]):
    @overload
    def call(
        self, input_ids: Any = ..., attention_mask: Any = ..., inputs_embeds: Any = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., training: bool = ..., *,
        return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def call(
        self, input_ids: Any = ..., attention_mask: Any = ..., inputs_embeds: Any = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., return_dict: bool | None = ...,
        training: bool = ...
    ) -> Output: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., inputs_embeds: Any = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., training: bool = ..., *,
        return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., inputs_embeds: Any = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., return_dict: bool | None = ...,
        training: bool = ...
    ) -> Output: ...

class _Call27(Generic[Output]):
    @overload
    def call(
        self, input_ids: Any = ..., attention_mask: Any = ..., token_type_ids: Any = ..., position_ids: Any = ...,
        inputs_embeds: Any = ..., output_attentions: bool | None = ..., output_hidden_states: bool | None = ...,
        training: bool = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def call(
        self, input_ids: Any = ..., attention_mask: Any = ..., token_type_ids: Any = ..., position_ids: Any = ...,
        inputs_embeds: Any = ..., output_attentions: bool | None = ..., output_hidden_states: bool | None = ...,
        return_dict: bool | None = ..., training: bool = ...
    ) -> Output: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., token_type_ids: Any = ..., position_ids: Any = ...,
        inputs_embeds: Any = ..., output_attentions: bool | None = ..., output_hidden_states: bool | None = ...,
        training: bool = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., token_type_ids: Any = ..., position_ids: Any = ...,
        inputs_embeds: Any = ..., output_attentions: bool | None = ..., output_hidden_states: bool | None = ...,
        return_dict: bool | None = ..., training: bool = ...
    ) -> Output: ...

class _Call28(Generic[Output]):
    @overload
    def call(
        self, input_ids: Any = ..., attention_mask: Any = ..., token_type_ids: Any = ..., position_ids: Any = ...,
        inputs_embeds: Any = ..., output_attentions: bool | None = ..., output_hidden_states: bool | None = ...,
        labels: Any = ..., training: bool = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def call(
        self, input_ids: Any = ..., attention_mask: Any = ..., token_type_ids: Any = ..., position_ids: Any = ...,
        inputs_embeds: Any = ..., output_attentions: bool | None = ..., output_hidden_states: bool | None = ...,
        return_dict: bool | None = ..., labels: Any = ..., training: bool = ...
    ) -> Output: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., token_type_ids: Any = ..., position_ids: Any = ...,
        inputs_embeds: Any = ..., output_attentions: bool | None = ..., output_hidden_states: bool | None = ...,
        labels: Any = ..., training: bool = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., token_type_ids: Any = ..., position_ids: Any = ...,
        inputs_embeds: Any = ..., output_attentions: bool | None = ..., output_hidden_states: bool | None = ...,
        return_dict: bool | None = ..., labels: Any = ..., training: bool = ...
    ) -> Output: ...

class _Call29(Generic[Output]):
    @overload
    def call(
        self, input_ids: Any = ..., attention_mask: Any = ..., token_type_ids: Any = ..., position_ids: Any = ...,
        inputs_embeds: Any = ..., output_attentions: bool | None = ..., output_hidden_states: bool | None = ...,
        start_positions: Any = ..., end_positions: Any = ..., training: bool = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def call(
        self, input_ids: Any = ..., attention_mask: Any = ..., token_type_ids: Any = ..., position_ids: Any = ...,
        inputs_embeds: Any = ..., output_attentions: bool | None = ..., output_hidden_states: bool | None = ...,
        return_dict: bool | None = ..., start_positions: Any = ..., end_positions: Any = ..., training: bool = ...
    ) -> Output: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., token_type_ids: Any = ..., position_ids: Any = ...,
        inputs_embeds: Any = ..., output_attentions: bool | None = ..., output_hidden_states: bool | None = ...,
        start_positions: Any = ..., end_positions: Any = ..., training: bool = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., token_type_ids: Any = ..., position_ids: Any = ...,
        inputs_embeds: Any = ..., output_attentions: bool | None = ..., output_hidden_states: bool | None = ...,
        return_dict: bool | None = ..., start_positions: Any = ..., end_positions: Any = ..., training: bool = ...
    ) -> Output: ...

class _Call30(Generic[Output]):
    @overload
    def call(
        self, pixel_values: Any = ..., head_mask: Any = ..., labels: Any = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., training: bool = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def call(
        self, pixel_values: Any = ..., head_mask: Any = ..., labels: Any = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., return_dict: bool | None = ..., training: bool = ...
    ) -> Output: ...
    @overload
    def __call__(
        self, pixel_values: Any = ..., head_mask: Any = ..., labels: Any = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., training: bool = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, pixel_values: Any = ..., head_mask: Any = ..., labels: Any = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., return_dict: bool | None = ..., training: bool = ...
    ) -> Output: ...

class _Call31(Generic[Output]):
    @overload
    def call(
        self, pixel_values: Any = ..., head_mask: Any = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., training: bool = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def call(
        self, pixel_values: Any = ..., head_mask: Any = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., return_dict: bool | None = ..., training: bool = ...
    ) -> Output: ...
    @overload
    def __call__(
        self, pixel_values: Any = ..., head_mask: Any = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., training: bool = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, pixel_values: Any = ..., head_mask: Any = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., return_dict: bool | None = ..., training: bool = ...
    ) -> Output: ...

class _Call32(Generic[Output]):
    @overload
    def call(
        self, input_ids: Any = ..., attention_mask: Any = ..., head_mask: Any = ..., inputs_embeds: Any = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., training: bool = ..., *,
        return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def call(
        self, input_ids: Any = ..., attention_mask: Any = ..., head_mask: Any = ..., inputs_embeds: Any = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., return_dict: bool | None = ...,
        training: bool = ...
    ) -> Output: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., head_mask: Any = ..., inputs_embeds: Any = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., training: bool = ..., *,
        return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., head_mask: Any = ..., inputs_embeds: Any = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., return_dict: bool | None = ...,
        training: bool = ...
    ) -> Output: ...

class _Call33(Generic[Output]):
    @overload
    def call(
        self, input_ids: Any = ..., attention_mask: Any = ..., head_mask: Any = ..., inputs_embeds: Any = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., labels: Any = ...,
        training: bool = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def call(
        self, input_ids: Any = ..., attention_mask: Any = ..., head_mask: Any = ..., inputs_embeds: Any = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., return_dict: bool | None = ...,
        labels: Any = ..., training: bool = ...
    ) -> Output: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., head_mask: Any = ..., inputs_embeds: Any = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., labels: Any = ...,
        training: bool = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., head_mask: Any = ..., inputs_embeds: Any = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., return_dict: bool | None = ...,
        labels: Any = ..., training: bool = ...
    ) -> Output: ...

class _Call34(Generic[Output]):
    @overload
    def call(
        self, input_ids: Any = ..., attention_mask: Any = ..., head_mask: Any = ..., inputs_embeds: Any = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., start_positions: Any = ...,
        end_positions: Any = ..., training: bool = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def call(
        self, input_ids: Any = ..., attention_mask: Any = ..., head_mask: Any = ..., inputs_embeds: Any = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., return_dict: bool | None = ...,
        start_positions: Any = ..., end_positions: Any = ..., training: bool = ...
    ) -> Output: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., head_mask: Any = ..., inputs_embeds: Any = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., start_positions: Any = ...,
        end_positions: Any = ..., training: bool = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., head_mask: Any = ..., inputs_embeds: Any = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., return_dict: bool | None = ...,
        start_positions: Any = ..., end_positions: Any = ..., training: bool = ...
    ) -> Output: ...

class _Call35(Generic[Output]):
    @overload
    def call(
        self, input_ids: Any = ..., attention_mask: Any = ..., decoder_input_ids: Any = ...,
        decoder_attention_mask: Any = ..., encoder_outputs: Any = ..., past_key_values: Any = ...,
        inputs_embeds: Any = ..., decoder_inputs_embeds: Any = ..., labels: Any = ..., use_cache: bool | None = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., token_type_ids: Any = ...,
        position_ids: Any = ..., head_mask: Any = ..., decoder_token_type_ids: Any = ...,
        decoder_position_ids: Any = ..., decoder_head_mask: Any = ..., training: bool = ..., *,
        return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def call(
        self, input_ids: Any = ..., attention_mask: Any = ..., decoder_input_ids: Any = ...,
        decoder_attention_mask: Any = ..., encoder_outputs: Any = ..., past_key_values: Any = ...,
        inputs_embeds: Any = ..., decoder_inputs_embeds: Any = ..., labels: Any = ..., use_cache: bool | None = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., return_dict: bool | None = ...,
        token_type_ids: Any = ..., position_ids: Any = ..., head_mask: Any = ..., decoder_token_type_ids: Any = ...,
        decoder_position_ids: Any = ..., decoder_head_mask: Any = ..., training: bool = ...
    ) -> Output: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., decoder_input_ids: Any = ...,
        decoder_attention_mask: Any = ..., encoder_outputs: Any = ..., past_key_values: Any = ...,
        inputs_embeds: Any = ..., decoder_inputs_embeds: Any = ..., labels: Any = ..., use_cache: bool | None = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., token_type_ids: Any = ...,
        position_ids: Any = ..., head_mask: Any = ..., decoder_token_type_ids: Any = ...,
        decoder_position_ids: Any = ..., decoder_head_mask: Any = ..., training: bool = ..., *,
        return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., decoder_input_ids: Any = ...,
        decoder_attention_mask: Any = ..., encoder_outputs: Any = ..., past_key_values: Any = ...,
        inputs_embeds: Any = ..., decoder_inputs_embeds: Any = ..., labels: Any = ..., use_cache: bool | None = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., return_dict: bool | None = ...,
        token_type_ids: Any = ..., position_ids: Any = ..., head_mask: Any = ..., decoder_token_type_ids: Any = ...,
        decoder_position_ids: Any = ..., decoder_head_mask: Any = ..., training: bool = ...
    ) -> Output: ...

class _Call36(Generic[Output]):
    @overload
    def call(
        self, input_ids: Any = ..., attention_mask: Any = ..., token_type_ids: Any = ..., task_type_ids: Any = ...,
        position_ids: Any = ..., head_mask: Any = ..., inputs_embeds: Any = ..., encoder_hidden_states: Any = ...,
        encoder_attention_mask: Any = ..., past_key_values: Any = ..., use_cache: bool | None = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., training: bool = ..., *,
        return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def call(
        self, input_ids: Any = ..., attention_mask: Any = ..., token_type_ids: Any = ..., task_type_ids: Any = ...,
        position_ids: Any = ..., head_mask: Any = ..., inputs_embeds: Any = ..., encoder_hidden_states: Any = ...,
        encoder_attention_mask: Any = ..., past_key_values: Any = ..., use_cache: bool | None = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., return_dict: bool | None = ...,
        training: bool = ...
    ) -> Output: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., token_type_ids: Any = ..., task_type_ids: Any = ...,
        position_ids: Any = ..., head_mask: Any = ..., inputs_embeds: Any = ..., encoder_hidden_states: Any = ...,
        encoder_attention_mask: Any = ..., past_key_values: Any = ..., use_cache: bool | None = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., training: bool = ..., *,
        return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., token_type_ids: Any = ..., task_type_ids: Any = ...,
        position_ids: Any = ..., head_mask: Any = ..., inputs_embeds: Any = ..., encoder_hidden_states: Any = ...,
        encoder_attention_mask: Any = ..., past_key_values: Any = ..., use_cache: bool | None = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., return_dict: bool | None = ...,
        training: bool = ...
    ) -> Output: ...

class _Call37(Generic[Output]):
    @overload
    def call(
        self, input_ids: Any = ..., attention_mask: Any = ..., token_type_ids: Any = ..., task_type_ids: Any = ...,
        position_ids: Any = ..., head_mask: Any = ..., inputs_embeds: Any = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., labels: Any = ..., next_sentence_label: Any = ...,
        training: bool = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def call(
        self, input_ids: Any = ..., attention_mask: Any = ..., token_type_ids: Any = ..., task_type_ids: Any = ...,
        position_ids: Any = ..., head_mask: Any = ..., inputs_embeds: Any = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., return_dict: bool | None = ..., labels: Any = ...,
        next_sentence_label: Any = ..., training: bool = ...
    ) -> Output: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., token_type_ids: Any = ..., task_type_ids: Any = ...,
        position_ids: Any = ..., head_mask: Any = ..., inputs_embeds: Any = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., labels: Any = ..., next_sentence_label: Any = ...,
        training: bool = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., token_type_ids: Any = ..., task_type_ids: Any = ...,
        position_ids: Any = ..., head_mask: Any = ..., inputs_embeds: Any = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., return_dict: bool | None = ..., labels: Any = ...,
        next_sentence_label: Any = ..., training: bool = ...
    ) -> Output: ...

class _Call38(Generic[Output]):
    @overload
    def call(
        self, input_ids: Any = ..., attention_mask: Any = ..., token_type_ids: Any = ..., task_type_ids: Any = ...,
        position_ids: Any = ..., head_mask: Any = ..., inputs_embeds: Any = ..., encoder_hidden_states: Any = ...,
        encoder_attention_mask: Any = ..., past_key_values: Any = ..., use_cache: bool | None = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., labels: Any = ...,
        training: bool = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def call(
        self, input_ids: Any = ..., attention_mask: Any = ..., token_type_ids: Any = ..., task_type_ids: Any = ...,
        position_ids: Any = ..., head_mask: Any = ..., inputs_embeds: Any = ..., encoder_hidden_states: Any = ...,
        encoder_attention_mask: Any = ..., past_key_values: Any = ..., use_cache: bool | None = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., return_dict: bool | None = ...,
        labels: Any = ..., training: bool = ...
    ) -> Output: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., token_type_ids: Any = ..., task_type_ids: Any = ...,
        position_ids: Any = ..., head_mask: Any = ..., inputs_embeds: Any = ..., encoder_hidden_states: Any = ...,
        encoder_attention_mask: Any = ..., past_key_values: Any = ..., use_cache: bool | None = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., labels: Any = ...,
        training: bool = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., token_type_ids: Any = ..., task_type_ids: Any = ...,
        position_ids: Any = ..., head_mask: Any = ..., inputs_embeds: Any = ..., encoder_hidden_states: Any = ...,
        encoder_attention_mask: Any = ..., past_key_values: Any = ..., use_cache: bool | None = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., return_dict: bool | None = ...,
        labels: Any = ..., training: bool = ...
    ) -> Output: ...

class _Call39(Generic[Output]):
    @overload
    def call(
        self, input_ids: Any = ..., attention_mask: Any = ..., token_type_ids: Any = ..., task_type_ids: Any = ...,
        position_ids: Any = ..., head_mask: Any = ..., inputs_embeds: Any = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., labels: Any = ..., encoder_hidden_states: Any = ...,
        encoder_attention_mask: Any = ..., training: bool = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def call(
        self, input_ids: Any = ..., attention_mask: Any = ..., token_type_ids: Any = ..., task_type_ids: Any = ...,
        position_ids: Any = ..., head_mask: Any = ..., inputs_embeds: Any = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., return_dict: bool | None = ..., labels: Any = ...,
        encoder_hidden_states: Any = ..., encoder_attention_mask: Any = ..., training: bool = ...
    ) -> Output: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., token_type_ids: Any = ..., task_type_ids: Any = ...,
        position_ids: Any = ..., head_mask: Any = ..., inputs_embeds: Any = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., labels: Any = ..., encoder_hidden_states: Any = ...,
        encoder_attention_mask: Any = ..., training: bool = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., token_type_ids: Any = ..., task_type_ids: Any = ...,
        position_ids: Any = ..., head_mask: Any = ..., inputs_embeds: Any = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., return_dict: bool | None = ..., labels: Any = ...,
        encoder_hidden_states: Any = ..., encoder_attention_mask: Any = ..., training: bool = ...
    ) -> Output: ...

class _Call40(Generic[Output]):
    @overload
    def call(
        self, input_ids: Any = ..., attention_mask: Any = ..., token_type_ids: Any = ..., task_type_ids: Any = ...,
        position_ids: Any = ..., head_mask: Any = ..., inputs_embeds: Any = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., labels: Any = ..., training: bool = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def call(
        self, input_ids: Any = ..., attention_mask: Any = ..., token_type_ids: Any = ..., task_type_ids: Any = ...,
        position_ids: Any = ..., head_mask: Any = ..., inputs_embeds: Any = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., return_dict: bool | None = ..., labels: Any = ..., training: bool = ...
    ) -> Output: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., token_type_ids: Any = ..., task_type_ids: Any = ...,
        position_ids: Any = ..., head_mask: Any = ..., inputs_embeds: Any = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., labels: Any = ..., training: bool = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., token_type_ids: Any = ..., task_type_ids: Any = ...,
        position_ids: Any = ..., head_mask: Any = ..., inputs_embeds: Any = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., return_dict: bool | None = ..., labels: Any = ..., training: bool = ...
    ) -> Output: ...

class _Call41(Generic[Output]):
    @overload
    def call(
        self, input_ids: Any = ..., attention_mask: Any = ..., token_type_ids: Any = ..., task_type_ids: Any = ...,
        position_ids: Any = ..., head_mask: Any = ..., inputs_embeds: Any = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., start_positions: Any = ..., end_positions: Any = ...,
        training: bool = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def call(
        self, input_ids: Any = ..., attention_mask: Any = ..., token_type_ids: Any = ..., task_type_ids: Any = ...,
        position_ids: Any = ..., head_mask: Any = ..., inputs_embeds: Any = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., return_dict: bool | None = ..., start_positions: Any = ...,
        end_positions: Any = ..., training: bool = ...
    ) -> Output: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., token_type_ids: Any = ..., task_type_ids: Any = ...,
        position_ids: Any = ..., head_mask: Any = ..., inputs_embeds: Any = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., start_positions: Any = ..., end_positions: Any = ...,
        training: bool = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., token_type_ids: Any = ..., task_type_ids: Any = ...,
        position_ids: Any = ..., head_mask: Any = ..., inputs_embeds: Any = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., return_dict: bool | None = ..., start_positions: Any = ...,
        end_positions: Any = ..., training: bool = ...
    ) -> Output: ...

class _Call42(Generic[Output]):
    @overload
    def call(
        self, input_ids: Any = ..., attention_mask: Any = ..., token_type_ids: Any = ..., task_type_ids: Any = ...,
        position_ids: Any = ..., head_mask: Any = ..., inputs_embeds: Any = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., next_sentence_label: Any = ..., labels: Any = ...,
        training: bool = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def call(
        self, input_ids: Any = ..., attention_mask: Any = ..., token_type_ids: Any = ..., task_type_ids: Any = ...,
        position_ids: Any = ..., head_mask: Any = ..., inputs_embeds: Any = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., return_dict: bool | None = ..., next_sentence_label: Any = ...,
        labels: Any = ..., training: bool = ...
    ) -> Output: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., token_type_ids: Any = ..., task_type_ids: Any = ...,
        position_ids: Any = ..., head_mask: Any = ..., inputs_embeds: Any = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., next_sentence_label: Any = ..., labels: Any = ...,
        training: bool = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., token_type_ids: Any = ..., task_type_ids: Any = ...,
        position_ids: Any = ..., head_mask: Any = ..., inputs_embeds: Any = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., return_dict: bool | None = ..., next_sentence_label: Any = ...,
        labels: Any = ..., training: bool = ...
    ) -> Output: ...

class _Call43(Generic[Output]):
    @overload
    def call(
        self, input_ids: Any = ..., attention_mask: Any = ..., position_ids: Any = ..., inputs_embeds: Any = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., training: bool = ..., *,
        return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def call(
        self, input_ids: Any = ..., attention_mask: Any = ..., position_ids: Any = ..., inputs_embeds: Any = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., return_dict: bool | None = ...,
        training: bool = ...
    ) -> Output: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., position_ids: Any = ..., inputs_embeds: Any = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., training: bool = ..., *,
        return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., position_ids: Any = ..., inputs_embeds: Any = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., return_dict: bool | None = ...,
        training: bool = ...
    ) -> Output: ...

class _Call44(Generic[Output]):
    @overload
    def call(
        self, input_ids: Any = ..., attention_mask: Any = ..., position_ids: Any = ..., inputs_embeds: Any = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., labels: Any = ...,
        training: bool = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def call(
        self, input_ids: Any = ..., attention_mask: Any = ..., position_ids: Any = ..., inputs_embeds: Any = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., return_dict: bool | None = ...,
        labels: Any = ..., training: bool = ...
    ) -> Output: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., position_ids: Any = ..., inputs_embeds: Any = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., labels: Any = ...,
        training: bool = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., position_ids: Any = ..., inputs_embeds: Any = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., return_dict: bool | None = ...,
        labels: Any = ..., training: bool = ...
    ) -> Output: ...

class _Call45(Generic[Output]):
    @overload
    def call(
        self, input_ids: Any = ..., past_key_values: Any = ..., attention_mask: Any = ..., position_ids: Any = ...,
        head_mask: Any = ..., inputs_embeds: Any = ..., use_cache: bool | None = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., training: bool = ..., *,
        return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def call(
        self, input_ids: Any = ..., past_key_values: Any = ..., attention_mask: Any = ..., position_ids: Any = ...,
        head_mask: Any = ..., inputs_embeds: Any = ..., use_cache: bool | None = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., return_dict: bool | None = ...,
        training: bool = ...
    ) -> Output: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., past_key_values: Any = ..., attention_mask: Any = ..., position_ids: Any = ...,
        head_mask: Any = ..., inputs_embeds: Any = ..., use_cache: bool | None = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., training: bool = ..., *,
        return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., past_key_values: Any = ..., attention_mask: Any = ..., position_ids: Any = ...,
        head_mask: Any = ..., inputs_embeds: Any = ..., use_cache: bool | None = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., return_dict: bool | None = ...,
        training: bool = ...
    ) -> Output: ...

class _Call46(Generic[Output]):
    @overload
    def call(
        self, input_ids: Any = ..., past_key_values: Any = ..., attention_mask: Any = ..., position_ids: Any = ...,
        head_mask: Any = ..., inputs_embeds: Any = ..., labels: Any = ..., use_cache: bool | None = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., training: bool = ..., *,
        return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def call(
        self, input_ids: Any = ..., past_key_values: Any = ..., attention_mask: Any = ..., position_ids: Any = ...,
        head_mask: Any = ..., inputs_embeds: Any = ..., labels: Any = ..., use_cache: bool | None = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., return_dict: bool | None = ...,
        training: bool = ...
    ) -> Output: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., past_key_values: Any = ..., attention_mask: Any = ..., position_ids: Any = ...,
        head_mask: Any = ..., inputs_embeds: Any = ..., labels: Any = ..., use_cache: bool | None = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., training: bool = ..., *,
        return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., past_key_values: Any = ..., attention_mask: Any = ..., position_ids: Any = ...,
        head_mask: Any = ..., inputs_embeds: Any = ..., labels: Any = ..., use_cache: bool | None = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., return_dict: bool | None = ...,
        training: bool = ...
    ) -> Output: ...

class _Call47(Generic[Output]):
    @overload
    def call(
        self, input_ids: Any = ..., past_key_values: Any = ..., attention_mask: Any = ..., position_ids: Any = ...,
        head_mask: Any = ..., inputs_embeds: Any = ..., start_positions: Any = ..., end_positions: Any = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., training: bool = ..., *,
        return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def call(
        self, input_ids: Any = ..., past_key_values: Any = ..., attention_mask: Any = ..., position_ids: Any = ...,
        head_mask: Any = ..., inputs_embeds: Any = ..., start_positions: Any = ..., end_positions: Any = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., return_dict: bool | None = ...,
        training: bool = ...
    ) -> Output: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., past_key_values: Any = ..., attention_mask: Any = ..., position_ids: Any = ...,
        head_mask: Any = ..., inputs_embeds: Any = ..., start_positions: Any = ..., end_positions: Any = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., training: bool = ..., *,
        return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., past_key_values: Any = ..., attention_mask: Any = ..., position_ids: Any = ...,
        head_mask: Any = ..., inputs_embeds: Any = ..., start_positions: Any = ..., end_positions: Any = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., return_dict: bool | None = ...,
        training: bool = ...
    ) -> Output: ...

class _Call48(Generic[Output]):
    @overload
    def call(
        self, input_ids: Any = ..., past_key_values: Any = ..., attention_mask: Any = ..., token_type_ids: Any = ...,
        position_ids: Any = ..., head_mask: Any = ..., inputs_embeds: Any = ..., encoder_hidden_states: Any = ...,
        encoder_attention_mask: Any = ..., use_cache: bool | None = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., training: bool = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def call(
        self, input_ids: Any = ..., past_key_values: Any = ..., attention_mask: Any = ..., token_type_ids: Any = ...,
        position_ids: Any = ..., head_mask: Any = ..., inputs_embeds: Any = ..., encoder_hidden_states: Any = ...,
        encoder_attention_mask: Any = ..., use_cache: bool | None = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., return_dict: bool | None = ..., training: bool = ...
    ) -> Output: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., past_key_values: Any = ..., attention_mask: Any = ..., token_type_ids: Any = ...,
        position_ids: Any = ..., head_mask: Any = ..., inputs_embeds: Any = ..., encoder_hidden_states: Any = ...,
        encoder_attention_mask: Any = ..., use_cache: bool | None = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., training: bool = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., past_key_values: Any = ..., attention_mask: Any = ..., token_type_ids: Any = ...,
        position_ids: Any = ..., head_mask: Any = ..., inputs_embeds: Any = ..., encoder_hidden_states: Any = ...,
        encoder_attention_mask: Any = ..., use_cache: bool | None = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., return_dict: bool | None = ..., training: bool = ...
    ) -> Output: ...

class _Call49(Generic[Output]):
    @overload
    def call(
        self, input_ids: Any = ..., past_key_values: Any = ..., attention_mask: Any = ..., token_type_ids: Any = ...,
        position_ids: Any = ..., head_mask: Any = ..., inputs_embeds: Any = ..., encoder_hidden_states: Any = ...,
        encoder_attention_mask: Any = ..., use_cache: bool | None = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., labels: Any = ..., training: bool = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def call(
        self, input_ids: Any = ..., past_key_values: Any = ..., attention_mask: Any = ..., token_type_ids: Any = ...,
        position_ids: Any = ..., head_mask: Any = ..., inputs_embeds: Any = ..., encoder_hidden_states: Any = ...,
        encoder_attention_mask: Any = ..., use_cache: bool | None = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., return_dict: bool | None = ..., labels: Any = ..., training: bool = ...
    ) -> Output: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., past_key_values: Any = ..., attention_mask: Any = ..., token_type_ids: Any = ...,
        position_ids: Any = ..., head_mask: Any = ..., inputs_embeds: Any = ..., encoder_hidden_states: Any = ...,
        encoder_attention_mask: Any = ..., use_cache: bool | None = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., labels: Any = ..., training: bool = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., past_key_values: Any = ..., attention_mask: Any = ..., token_type_ids: Any = ...,
        position_ids: Any = ..., head_mask: Any = ..., inputs_embeds: Any = ..., encoder_hidden_states: Any = ...,
        encoder_attention_mask: Any = ..., use_cache: bool | None = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., return_dict: bool | None = ..., labels: Any = ..., training: bool = ...
    ) -> Output: ...

class _Call50(Generic[Output]):
    @overload
    def call(
        self, input_ids: Any = ..., past_key_values: Any = ..., attention_mask: Any = ..., token_type_ids: Any = ...,
        position_ids: Any = ..., head_mask: Any = ..., inputs_embeds: Any = ..., use_cache: bool | None = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., labels: Any = ...,
        training: bool = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def call(
        self, input_ids: Any = ..., past_key_values: Any = ..., attention_mask: Any = ..., token_type_ids: Any = ...,
        position_ids: Any = ..., head_mask: Any = ..., inputs_embeds: Any = ..., use_cache: bool | None = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., return_dict: bool | None = ...,
        labels: Any = ..., training: bool = ...
    ) -> Output: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., past_key_values: Any = ..., attention_mask: Any = ..., token_type_ids: Any = ...,
        position_ids: Any = ..., head_mask: Any = ..., inputs_embeds: Any = ..., use_cache: bool | None = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., labels: Any = ...,
        training: bool = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., past_key_values: Any = ..., attention_mask: Any = ..., token_type_ids: Any = ...,
        position_ids: Any = ..., head_mask: Any = ..., inputs_embeds: Any = ..., use_cache: bool | None = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., return_dict: bool | None = ...,
        labels: Any = ..., training: bool = ...
    ) -> Output: ...

class _Call51(Generic[Output]):
    @overload
    def call(
        self, input_ids: Any = ..., past_key_values: Any = ..., attention_mask: Any = ..., token_type_ids: Any = ...,
        position_ids: Any = ..., head_mask: Any = ..., inputs_embeds: Any = ..., mc_token_ids: Any = ...,
        use_cache: bool | None = ..., output_attentions: bool | None = ..., output_hidden_states: bool | None = ...,
        labels: Any = ..., mc_labels: Any = ..., training: bool = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def call(
        self, input_ids: Any = ..., past_key_values: Any = ..., attention_mask: Any = ..., token_type_ids: Any = ...,
        position_ids: Any = ..., head_mask: Any = ..., inputs_embeds: Any = ..., mc_token_ids: Any = ...,
        use_cache: bool | None = ..., output_attentions: bool | None = ..., output_hidden_states: bool | None = ...,
        return_dict: bool | None = ..., labels: Any = ..., mc_labels: Any = ..., training: bool = ...
    ) -> Output: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., past_key_values: Any = ..., attention_mask: Any = ..., token_type_ids: Any = ...,
        position_ids: Any = ..., head_mask: Any = ..., inputs_embeds: Any = ..., mc_token_ids: Any = ...,
        use_cache: bool | None = ..., output_attentions: bool | None = ..., output_hidden_states: bool | None = ...,
        labels: Any = ..., mc_labels: Any = ..., training: bool = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., past_key_values: Any = ..., attention_mask: Any = ..., token_type_ids: Any = ...,
        position_ids: Any = ..., head_mask: Any = ..., inputs_embeds: Any = ..., mc_token_ids: Any = ...,
        use_cache: bool | None = ..., output_attentions: bool | None = ..., output_hidden_states: bool | None = ...,
        return_dict: bool | None = ..., labels: Any = ..., mc_labels: Any = ..., training: bool = ...
    ) -> Output: ...

class _Call52(Generic[Output]):
    @overload
    def call(
        self, input_ids: Any = ..., past_key_values: Any = ..., attention_mask: Any = ..., token_type_ids: Any = ...,
        position_ids: Any = ..., head_mask: Any = ..., inputs_embeds: Any = ..., start_positions: Any = ...,
        end_positions: Any = ..., output_attentions: bool | None = ..., output_hidden_states: bool | None = ...,
        training: bool = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def call(
        self, input_ids: Any = ..., past_key_values: Any = ..., attention_mask: Any = ..., token_type_ids: Any = ...,
        position_ids: Any = ..., head_mask: Any = ..., inputs_embeds: Any = ..., start_positions: Any = ...,
        end_positions: Any = ..., output_attentions: bool | None = ..., output_hidden_states: bool | None = ...,
        return_dict: bool | None = ..., training: bool = ...
    ) -> Output: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., past_key_values: Any = ..., attention_mask: Any = ..., token_type_ids: Any = ...,
        position_ids: Any = ..., head_mask: Any = ..., inputs_embeds: Any = ..., start_positions: Any = ...,
        end_positions: Any = ..., output_attentions: bool | None = ..., output_hidden_states: bool | None = ...,
        training: bool = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., past_key_values: Any = ..., attention_mask: Any = ..., token_type_ids: Any = ...,
        position_ids: Any = ..., head_mask: Any = ..., inputs_embeds: Any = ..., start_positions: Any = ...,
        end_positions: Any = ..., output_attentions: bool | None = ..., output_hidden_states: bool | None = ...,
        return_dict: bool | None = ..., training: bool = ...
    ) -> Output: ...

class _Call53(Generic[Output]):
    @overload
    def call(
        self, input_ids: Any = ..., attention_mask: Any = ..., position_ids: Any = ..., head_mask: Any = ...,
        inputs_embeds: Any = ..., past_key_values: Any = ..., use_cache: bool | None = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., training: bool = ..., *,
        return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def call(
        self, input_ids: Any = ..., attention_mask: Any = ..., position_ids: Any = ..., head_mask: Any = ...,
        inputs_embeds: Any = ..., past_key_values: Any = ..., use_cache: bool | None = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., return_dict: bool | None = ...,
        training: bool = ...
    ) -> Output: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., position_ids: Any = ..., head_mask: Any = ...,
        inputs_embeds: Any = ..., past_key_values: Any = ..., use_cache: bool | None = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., training: bool = ..., *,
        return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., position_ids: Any = ..., head_mask: Any = ...,
        inputs_embeds: Any = ..., past_key_values: Any = ..., use_cache: bool | None = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., return_dict: bool | None = ...,
        training: bool = ...
    ) -> Output: ...

class _Call54(Generic[Output]):
    @overload
    def call(
        self, input_ids: Any = ..., attention_mask: Any = ..., position_ids: Any = ..., head_mask: Any = ...,
        inputs_embeds: Any = ..., past_key_values: Any = ..., labels: Any = ..., use_cache: bool | None = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., training: bool = ..., *,
        return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def call(
        self, input_ids: Any = ..., attention_mask: Any = ..., position_ids: Any = ..., head_mask: Any = ...,
        inputs_embeds: Any = ..., past_key_values: Any = ..., labels: Any = ..., use_cache: bool | None = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., return_dict: bool | None = ...,
        training: bool = ...
    ) -> Output: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., position_ids: Any = ..., head_mask: Any = ...,
        inputs_embeds: Any = ..., past_key_values: Any = ..., labels: Any = ..., use_cache: bool | None = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., training: bool = ..., *,
        return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., position_ids: Any = ..., head_mask: Any = ...,
        inputs_embeds: Any = ..., past_key_values: Any = ..., labels: Any = ..., use_cache: bool | None = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., return_dict: bool | None = ...,
        training: bool = ...
    ) -> Output: ...

class _Call55(Generic[Output]):
    @overload
    def call(
        self, input_ids: Any = ..., attention_mask: Any = ..., position_ids: Any = ..., head_mask: Any = ...,
        inputs_embeds: Any = ..., past_key_values: Any = ..., start_positions: Any = ..., end_positions: Any = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., training: bool = ..., *,
        return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def call(
        self, input_ids: Any = ..., attention_mask: Any = ..., position_ids: Any = ..., head_mask: Any = ...,
        inputs_embeds: Any = ..., past_key_values: Any = ..., start_positions: Any = ..., end_positions: Any = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., return_dict: bool | None = ...,
        training: bool = ...
    ) -> Output: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., position_ids: Any = ..., head_mask: Any = ...,
        inputs_embeds: Any = ..., past_key_values: Any = ..., start_positions: Any = ..., end_positions: Any = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., training: bool = ..., *,
        return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., position_ids: Any = ..., head_mask: Any = ...,
        inputs_embeds: Any = ..., past_key_values: Any = ..., start_positions: Any = ..., end_positions: Any = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., return_dict: bool | None = ...,
        training: bool = ...
    ) -> Output: ...

class _Call56(Generic[Output]):
    @overload
    def call(
        self, input_ids: Any = ..., attention_mask: Any = ..., position_ids: Any = ..., past_key_values: Any = ...,
        inputs_embeds: Any = ..., use_cache: bool | None = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., output_router_logits: Any = ..., training: bool = ..., *,
        return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def call(
        self, input_ids: Any = ..., attention_mask: Any = ..., position_ids: Any = ..., past_key_values: Any = ...,
        inputs_embeds: Any = ..., use_cache: bool | None = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., return_dict: bool | None = ..., output_router_logits: Any = ...,
        training: bool = ...
    ) -> Output: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., position_ids: Any = ..., past_key_values: Any = ...,
        inputs_embeds: Any = ..., use_cache: bool | None = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., output_router_logits: Any = ..., training: bool = ..., *,
        return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., position_ids: Any = ..., past_key_values: Any = ...,
        inputs_embeds: Any = ..., use_cache: bool | None = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., return_dict: bool | None = ..., output_router_logits: Any = ...,
        training: bool = ...
    ) -> Output: ...

class _Call57(Generic[Output]):
    @overload
    def call(
        self, input_ids: Any = ..., attention_mask: Any = ..., position_ids: Any = ..., past_key_values: Any = ...,
        inputs_embeds: Any = ..., labels: Any = ..., use_cache: bool | None = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., output_router_logits: Any = ..., training: bool = ..., *,
        return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def call(
        self, input_ids: Any = ..., attention_mask: Any = ..., position_ids: Any = ..., past_key_values: Any = ...,
        inputs_embeds: Any = ..., labels: Any = ..., use_cache: bool | None = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., return_dict: bool | None = ..., output_router_logits: Any = ...,
        training: bool = ...
    ) -> Output: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., position_ids: Any = ..., past_key_values: Any = ...,
        inputs_embeds: Any = ..., labels: Any = ..., use_cache: bool | None = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., output_router_logits: Any = ..., training: bool = ..., *,
        return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., position_ids: Any = ..., past_key_values: Any = ...,
        inputs_embeds: Any = ..., labels: Any = ..., use_cache: bool | None = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., return_dict: bool | None = ..., output_router_logits: Any = ...,
        training: bool = ...
    ) -> Output: ...

class _Call58(Generic[Output]):
    @overload
    def call(
        self, input_ids: Any = ..., bbox: Any = ..., attention_mask: Any = ..., token_type_ids: Any = ...,
        position_ids: Any = ..., head_mask: Any = ..., inputs_embeds: Any = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., training: bool = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def call(
        self, input_ids: Any = ..., bbox: Any = ..., attention_mask: Any = ..., token_type_ids: Any = ...,
        position_ids: Any = ..., head_mask: Any = ..., inputs_embeds: Any = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., return_dict: bool | None = ..., training: bool = ...
    ) -> Output: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., bbox: Any = ..., attention_mask: Any = ..., token_type_ids: Any = ...,
        position_ids: Any = ..., head_mask: Any = ..., inputs_embeds: Any = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., training: bool = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., bbox: Any = ..., attention_mask: Any = ..., token_type_ids: Any = ...,
        position_ids: Any = ..., head_mask: Any = ..., inputs_embeds: Any = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., return_dict: bool | None = ..., training: bool = ...
    ) -> Output: ...

class _Call59(Generic[Output]):
    @overload
    def call(
        self, input_ids: Any = ..., bbox: Any = ..., attention_mask: Any = ..., token_type_ids: Any = ...,
        position_ids: Any = ..., head_mask: Any = ..., inputs_embeds: Any = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., labels: Any = ..., training: bool = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def call(
        self, input_ids: Any = ..., bbox: Any = ..., attention_mask: Any = ..., token_type_ids: Any = ...,
        position_ids: Any = ..., head_mask: Any = ..., inputs_embeds: Any = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., return_dict: bool | None = ..., labels: Any = ..., training: bool = ...
    ) -> Output: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., bbox: Any = ..., attention_mask: Any = ..., token_type_ids: Any = ...,
        position_ids: Any = ..., head_mask: Any = ..., inputs_embeds: Any = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., labels: Any = ..., training: bool = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., bbox: Any = ..., attention_mask: Any = ..., token_type_ids: Any = ...,
        position_ids: Any = ..., head_mask: Any = ..., inputs_embeds: Any = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., return_dict: bool | None = ..., labels: Any = ..., training: bool = ...
    ) -> Output: ...

class _Call60(Generic[Output]):
    @overload
    def call(
        self, input_ids: Any = ..., bbox: Any = ..., attention_mask: Any = ..., token_type_ids: Any = ...,
        position_ids: Any = ..., head_mask: Any = ..., inputs_embeds: Any = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., start_positions: Any = ..., end_positions: Any = ...,
        training: bool = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def call(
        self, input_ids: Any = ..., bbox: Any = ..., attention_mask: Any = ..., token_type_ids: Any = ...,
        position_ids: Any = ..., head_mask: Any = ..., inputs_embeds: Any = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., return_dict: bool | None = ..., start_positions: Any = ...,
        end_positions: Any = ..., training: bool = ...
    ) -> Output: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., bbox: Any = ..., attention_mask: Any = ..., token_type_ids: Any = ...,
        position_ids: Any = ..., head_mask: Any = ..., inputs_embeds: Any = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., start_positions: Any = ..., end_positions: Any = ...,
        training: bool = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., bbox: Any = ..., attention_mask: Any = ..., token_type_ids: Any = ...,
        position_ids: Any = ..., head_mask: Any = ..., inputs_embeds: Any = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., return_dict: bool | None = ..., start_positions: Any = ...,
        end_positions: Any = ..., training: bool = ...
    ) -> Output: ...

class _Call61(Generic[Output]):
    @overload
    def call(
        self, input_ids: Any = ..., attention_mask: Any = ..., position_ids: Any = ..., head_mask: Any = ...,
        inputs_embeds: Any = ..., output_attentions: bool | None = ..., output_hidden_states: bool | None = ...,
        training: bool = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def call(
        self, input_ids: Any = ..., attention_mask: Any = ..., position_ids: Any = ..., head_mask: Any = ...,
        inputs_embeds: Any = ..., output_attentions: bool | None = ..., output_hidden_states: bool | None = ...,
        return_dict: bool | None = ..., training: bool = ...
    ) -> Output: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., position_ids: Any = ..., head_mask: Any = ...,
        inputs_embeds: Any = ..., output_attentions: bool | None = ..., output_hidden_states: bool | None = ...,
        training: bool = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., position_ids: Any = ..., head_mask: Any = ...,
        inputs_embeds: Any = ..., output_attentions: bool | None = ..., output_hidden_states: bool | None = ...,
        return_dict: bool | None = ..., training: bool = ...
    ) -> Output: ...

class _Call62(Generic[Output]):
    @overload
    def call(
        self, input_ids: Any = ..., attention_mask: Any = ..., position_ids: Any = ..., head_mask: Any = ...,
        inputs_embeds: Any = ..., output_attentions: bool | None = ..., output_hidden_states: bool | None = ...,
        labels: Any = ..., training: bool = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def call(
        self, input_ids: Any = ..., attention_mask: Any = ..., position_ids: Any = ..., head_mask: Any = ...,
        inputs_embeds: Any = ..., output_attentions: bool | None = ..., output_hidden_states: bool | None = ...,
        return_dict: bool | None = ..., labels: Any = ..., training: bool = ...
    ) -> Output: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., position_ids: Any = ..., head_mask: Any = ...,
        inputs_embeds: Any = ..., output_attentions: bool | None = ..., output_hidden_states: bool | None = ...,
        labels: Any = ..., training: bool = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., position_ids: Any = ..., head_mask: Any = ...,
        inputs_embeds: Any = ..., output_attentions: bool | None = ..., output_hidden_states: bool | None = ...,
        return_dict: bool | None = ..., labels: Any = ..., training: bool = ...
    ) -> Output: ...

class _Call63(Generic[Output]):
    @overload
    def call(
        self, input_ids: Any = ..., attention_mask: Any = ..., position_ids: Any = ..., head_mask: Any = ...,
        inputs_embeds: Any = ..., output_attentions: bool | None = ..., output_hidden_states: bool | None = ...,
        start_positions: Any = ..., end_positions: Any = ..., training: bool = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def call(
        self, input_ids: Any = ..., attention_mask: Any = ..., position_ids: Any = ..., head_mask: Any = ...,
        inputs_embeds: Any = ..., output_attentions: bool | None = ..., output_hidden_states: bool | None = ...,
        return_dict: bool | None = ..., start_positions: Any = ..., end_positions: Any = ..., training: bool = ...
    ) -> Output: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., position_ids: Any = ..., head_mask: Any = ...,
        inputs_embeds: Any = ..., output_attentions: bool | None = ..., output_hidden_states: bool | None = ...,
        start_positions: Any = ..., end_positions: Any = ..., training: bool = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., position_ids: Any = ..., head_mask: Any = ...,
        inputs_embeds: Any = ..., output_attentions: bool | None = ..., output_hidden_states: bool | None = ...,
        return_dict: bool | None = ..., start_positions: Any = ..., end_positions: Any = ..., training: bool = ...
    ) -> Output: ...

class _Call64(Generic[Output]):
    @overload
    def call(
        self, input_ids: Any = ..., attention_mask: Any = ..., decoder_input_ids: Any = ...,
        decoder_attention_mask: Any = ..., head_mask: Any = ..., decoder_head_mask: Any = ...,
        encoder_outputs: Any = ..., past_key_values: Any = ..., inputs_embeds: Any = ...,
        decoder_inputs_embeds: Any = ..., use_cache: bool | None = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., cross_attn_head_mask: Any = ..., training: bool = ..., *,
        return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def call(
        self, input_ids: Any = ..., attention_mask: Any = ..., decoder_input_ids: Any = ...,
        decoder_attention_mask: Any = ..., head_mask: Any = ..., decoder_head_mask: Any = ...,
        encoder_outputs: Any = ..., past_key_values: Any = ..., inputs_embeds: Any = ...,
        decoder_inputs_embeds: Any = ..., use_cache: bool | None = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., return_dict: bool | None = ..., cross_attn_head_mask: Any = ...,
        training: bool = ...
    ) -> Output: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., decoder_input_ids: Any = ...,
        decoder_attention_mask: Any = ..., head_mask: Any = ..., decoder_head_mask: Any = ...,
        encoder_outputs: Any = ..., past_key_values: Any = ..., inputs_embeds: Any = ...,
        decoder_inputs_embeds: Any = ..., use_cache: bool | None = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., cross_attn_head_mask: Any = ..., training: bool = ..., *,
        return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., decoder_input_ids: Any = ...,
        decoder_attention_mask: Any = ..., head_mask: Any = ..., decoder_head_mask: Any = ...,
        encoder_outputs: Any = ..., past_key_values: Any = ..., inputs_embeds: Any = ...,
        decoder_inputs_embeds: Any = ..., use_cache: bool | None = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., return_dict: bool | None = ..., cross_attn_head_mask: Any = ...,
        training: bool = ...
    ) -> Output: ...

class _Call65(Generic[Output]):
    @overload
    def call(
        self, input_ids: Any = ..., attention_mask: Any = ..., decoder_input_ids: Any = ...,
        decoder_attention_mask: Any = ..., head_mask: Any = ..., decoder_head_mask: Any = ...,
        encoder_outputs: Any = ..., past_key_values: Any = ..., inputs_embeds: Any = ...,
        decoder_inputs_embeds: Any = ..., labels: Any = ..., use_cache: bool | None = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., cross_attn_head_mask: Any = ...,
        training: bool = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def call(
        self, input_ids: Any = ..., attention_mask: Any = ..., decoder_input_ids: Any = ...,
        decoder_attention_mask: Any = ..., head_mask: Any = ..., decoder_head_mask: Any = ...,
        encoder_outputs: Any = ..., past_key_values: Any = ..., inputs_embeds: Any = ...,
        decoder_inputs_embeds: Any = ..., labels: Any = ..., use_cache: bool | None = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., return_dict: bool | None = ...,
        cross_attn_head_mask: Any = ..., training: bool = ...
    ) -> Output: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., decoder_input_ids: Any = ...,
        decoder_attention_mask: Any = ..., head_mask: Any = ..., decoder_head_mask: Any = ...,
        encoder_outputs: Any = ..., past_key_values: Any = ..., inputs_embeds: Any = ...,
        decoder_inputs_embeds: Any = ..., labels: Any = ..., use_cache: bool | None = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., cross_attn_head_mask: Any = ...,
        training: bool = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., decoder_input_ids: Any = ...,
        decoder_attention_mask: Any = ..., head_mask: Any = ..., decoder_head_mask: Any = ...,
        encoder_outputs: Any = ..., past_key_values: Any = ..., inputs_embeds: Any = ...,
        decoder_inputs_embeds: Any = ..., labels: Any = ..., use_cache: bool | None = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., return_dict: bool | None = ...,
        cross_attn_head_mask: Any = ..., training: bool = ...
    ) -> Output: ...

class _Call66(Generic[Output]):
    @overload
    def call(
        self, input_ids: Any = ..., attention_mask: Any = ..., decoder_input_ids: Any = ...,
        decoder_attention_mask: Any = ..., head_mask: Any = ..., decoder_head_mask: Any = ...,
        encoder_outputs: Any = ..., past_key_values: Any = ..., inputs_embeds: Any = ...,
        decoder_inputs_embeds: Any = ..., start_positions: Any = ..., end_positions: Any = ...,
        use_cache: bool | None = ..., output_attentions: bool | None = ..., output_hidden_states: bool | None = ...,
        cross_attn_head_mask: Any = ..., training: bool = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def call(
        self, input_ids: Any = ..., attention_mask: Any = ..., decoder_input_ids: Any = ...,
        decoder_attention_mask: Any = ..., head_mask: Any = ..., decoder_head_mask: Any = ...,
        encoder_outputs: Any = ..., past_key_values: Any = ..., inputs_embeds: Any = ...,
        decoder_inputs_embeds: Any = ..., start_positions: Any = ..., end_positions: Any = ...,
        use_cache: bool | None = ..., output_attentions: bool | None = ..., output_hidden_states: bool | None = ...,
        return_dict: bool | None = ..., cross_attn_head_mask: Any = ..., training: bool = ...
    ) -> Output: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., decoder_input_ids: Any = ...,
        decoder_attention_mask: Any = ..., head_mask: Any = ..., decoder_head_mask: Any = ...,
        encoder_outputs: Any = ..., past_key_values: Any = ..., inputs_embeds: Any = ...,
        decoder_inputs_embeds: Any = ..., start_positions: Any = ..., end_positions: Any = ...,
        use_cache: bool | None = ..., output_attentions: bool | None = ..., output_hidden_states: bool | None = ...,
        cross_attn_head_mask: Any = ..., training: bool = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., decoder_input_ids: Any = ...,
        decoder_attention_mask: Any = ..., head_mask: Any = ..., decoder_head_mask: Any = ...,
        encoder_outputs: Any = ..., past_key_values: Any = ..., inputs_embeds: Any = ...,
        decoder_inputs_embeds: Any = ..., start_positions: Any = ..., end_positions: Any = ...,
        use_cache: bool | None = ..., output_attentions: bool | None = ..., output_hidden_states: bool | None = ...,
        return_dict: bool | None = ..., cross_attn_head_mask: Any = ..., training: bool = ...
    ) -> Output: ...

class _Call67(Generic[Output]):
    @overload
    def call(
        self, input_ids: Any = ..., attention_mask: Any = ..., position_ids: Any = ..., inputs_embeds: Any = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., start_positions: Any = ...,
        end_positions: Any = ..., training: bool = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def call(
        self, input_ids: Any = ..., attention_mask: Any = ..., position_ids: Any = ..., inputs_embeds: Any = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., return_dict: bool | None = ...,
        start_positions: Any = ..., end_positions: Any = ..., training: bool = ...
    ) -> Output: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., position_ids: Any = ..., inputs_embeds: Any = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., start_positions: Any = ...,
        end_positions: Any = ..., training: bool = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., position_ids: Any = ..., inputs_embeds: Any = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., return_dict: bool | None = ...,
        start_positions: Any = ..., end_positions: Any = ..., training: bool = ...
    ) -> Output: ...

class _Call68(Generic[Output]):
    @overload
    def call(
        self, input_ids: Any = ..., past_key_values: Any = ..., attention_mask: Any = ..., inputs_embeds: Any = ...,
        use_cache: bool | None = ..., output_attentions: bool | None = ..., output_hidden_states: bool | None = ...,
        training: bool = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def call(
        self, input_ids: Any = ..., past_key_values: Any = ..., attention_mask: Any = ..., inputs_embeds: Any = ...,
        use_cache: bool | None = ..., output_attentions: bool | None = ..., output_hidden_states: bool | None = ...,
        return_dict: bool | None = ..., training: bool = ...
    ) -> Output: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., past_key_values: Any = ..., attention_mask: Any = ..., inputs_embeds: Any = ...,
        use_cache: bool | None = ..., output_attentions: bool | None = ..., output_hidden_states: bool | None = ...,
        training: bool = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., past_key_values: Any = ..., attention_mask: Any = ..., inputs_embeds: Any = ...,
        use_cache: bool | None = ..., output_attentions: bool | None = ..., output_hidden_states: bool | None = ...,
        return_dict: bool | None = ..., training: bool = ...
    ) -> Output: ...

class _Call69(Generic[Output]):
    @overload
    def call(
        self, input_ids: Any = ..., past_key_values: Any = ..., attention_mask: Any = ..., inputs_embeds: Any = ...,
        labels: Any = ..., use_cache: bool | None = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., training: bool = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def call(
        self, input_ids: Any = ..., past_key_values: Any = ..., attention_mask: Any = ..., inputs_embeds: Any = ...,
        labels: Any = ..., use_cache: bool | None = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., return_dict: bool | None = ..., training: bool = ...
    ) -> Output: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., past_key_values: Any = ..., attention_mask: Any = ..., inputs_embeds: Any = ...,
        labels: Any = ..., use_cache: bool | None = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., training: bool = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., past_key_values: Any = ..., attention_mask: Any = ..., inputs_embeds: Any = ...,
        labels: Any = ..., use_cache: bool | None = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., return_dict: bool | None = ..., training: bool = ...
    ) -> Output: ...

class _Call70(Generic[Output]):
    @overload
    def call(
        self, input_ids: Any = ..., past_key_values: Any = ..., attention_mask: Any = ..., inputs_embeds: Any = ...,
        start_positions: Any = ..., end_positions: Any = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., training: bool = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def call(
        self, input_ids: Any = ..., past_key_values: Any = ..., attention_mask: Any = ..., inputs_embeds: Any = ...,
        start_positions: Any = ..., end_positions: Any = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., return_dict: bool | None = ..., training: bool = ...
    ) -> Output: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., past_key_values: Any = ..., attention_mask: Any = ..., inputs_embeds: Any = ...,
        start_positions: Any = ..., end_positions: Any = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., training: bool = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., past_key_values: Any = ..., attention_mask: Any = ..., inputs_embeds: Any = ...,
        start_positions: Any = ..., end_positions: Any = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., return_dict: bool | None = ..., training: bool = ...
    ) -> Output: ...

class _Call71(Generic[Output]):
    @overload
    def call(
        self, input_ids: Any = ..., attention_mask: Any = ..., head_mask: Any = ..., past_key_values: Any = ...,
        inputs_embeds: Any = ..., use_cache: bool | None = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., position_ids: Any = ..., training: bool = ..., *,
        return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def call(
        self, input_ids: Any = ..., attention_mask: Any = ..., head_mask: Any = ..., past_key_values: Any = ...,
        inputs_embeds: Any = ..., use_cache: bool | None = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., return_dict: bool | None = ..., position_ids: Any = ...,
        training: bool = ...
    ) -> Output: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., head_mask: Any = ..., past_key_values: Any = ...,
        inputs_embeds: Any = ..., use_cache: bool | None = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., position_ids: Any = ..., training: bool = ..., *,
        return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., head_mask: Any = ..., past_key_values: Any = ...,
        inputs_embeds: Any = ..., use_cache: bool | None = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., return_dict: bool | None = ..., position_ids: Any = ...,
        training: bool = ...
    ) -> Output: ...

class _Call72(Generic[Output]):
    @overload
    def call(
        self, input_ids: Any = ..., attention_mask: Any = ..., head_mask: Any = ..., past_key_values: Any = ...,
        inputs_embeds: Any = ..., use_cache: bool | None = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., start_positions: Any = ..., end_positions: Any = ...,
        position_ids: Any = ..., training: bool = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def call(
        self, input_ids: Any = ..., attention_mask: Any = ..., head_mask: Any = ..., past_key_values: Any = ...,
        inputs_embeds: Any = ..., use_cache: bool | None = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., return_dict: bool | None = ..., start_positions: Any = ...,
        end_positions: Any = ..., position_ids: Any = ..., training: bool = ...
    ) -> Output: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., head_mask: Any = ..., past_key_values: Any = ...,
        inputs_embeds: Any = ..., use_cache: bool | None = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., start_positions: Any = ..., end_positions: Any = ...,
        position_ids: Any = ..., training: bool = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., head_mask: Any = ..., past_key_values: Any = ...,
        inputs_embeds: Any = ..., use_cache: bool | None = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., return_dict: bool | None = ..., start_positions: Any = ...,
        end_positions: Any = ..., position_ids: Any = ..., training: bool = ...
    ) -> Output: ...

class _Call73(Generic[Output]):
    @overload
    def call(
        self, input_ids: Any = ..., attention_mask: Any = ..., token_type_ids: Any = ..., position_ids: Any = ...,
        head_mask: Any = ..., inputs_embeds: Any = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., use_cache: bool | None = ..., past_key_values: Any = ...,
        training: bool = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def call(
        self, input_ids: Any = ..., attention_mask: Any = ..., token_type_ids: Any = ..., position_ids: Any = ...,
        head_mask: Any = ..., inputs_embeds: Any = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., return_dict: bool | None = ..., use_cache: bool | None = ...,
        past_key_values: Any = ..., training: bool = ...
    ) -> Output: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., token_type_ids: Any = ..., position_ids: Any = ...,
        head_mask: Any = ..., inputs_embeds: Any = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., use_cache: bool | None = ..., past_key_values: Any = ...,
        training: bool = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., token_type_ids: Any = ..., position_ids: Any = ...,
        head_mask: Any = ..., inputs_embeds: Any = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., return_dict: bool | None = ..., use_cache: bool | None = ...,
        past_key_values: Any = ..., training: bool = ...
    ) -> Output: ...

class _Call74(Generic[Output]):
    @overload
    def call(
        self, input_ids: Any = ..., attention_mask: Any = ..., token_type_ids: Any = ..., position_ids: Any = ...,
        head_mask: Any = ..., inputs_embeds: Any = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., labels: Any = ..., use_cache: bool | None = ...,
        past_key_values: Any = ..., training: bool = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def call(
        self, input_ids: Any = ..., attention_mask: Any = ..., token_type_ids: Any = ..., position_ids: Any = ...,
        head_mask: Any = ..., inputs_embeds: Any = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., return_dict: bool | None = ..., labels: Any = ...,
        use_cache: bool | None = ..., past_key_values: Any = ..., training: bool = ...
    ) -> Output: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., token_type_ids: Any = ..., position_ids: Any = ...,
        head_mask: Any = ..., inputs_embeds: Any = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., labels: Any = ..., use_cache: bool | None = ...,
        past_key_values: Any = ..., training: bool = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., token_type_ids: Any = ..., position_ids: Any = ...,
        head_mask: Any = ..., inputs_embeds: Any = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., return_dict: bool | None = ..., labels: Any = ...,
        use_cache: bool | None = ..., past_key_values: Any = ..., training: bool = ...
    ) -> Output: ...

class _Call75(Generic[Output]):
    @overload
    def call(
        self, input_ids: Any = ..., attention_mask: Any = ..., token_type_ids: Any = ..., position_ids: Any = ...,
        head_mask: Any = ..., inputs_embeds: Any = ..., mc_token_ids: Any = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., labels: Any = ..., mc_labels: Any = ..., use_cache: bool | None = ...,
        past_key_values: Any = ..., training: bool = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def call(
        self, input_ids: Any = ..., attention_mask: Any = ..., token_type_ids: Any = ..., position_ids: Any = ...,
        head_mask: Any = ..., inputs_embeds: Any = ..., mc_token_ids: Any = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., return_dict: bool | None = ..., labels: Any = ...,
        mc_labels: Any = ..., use_cache: bool | None = ..., past_key_values: Any = ..., training: bool = ...
    ) -> Output: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., token_type_ids: Any = ..., position_ids: Any = ...,
        head_mask: Any = ..., inputs_embeds: Any = ..., mc_token_ids: Any = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., labels: Any = ..., mc_labels: Any = ..., use_cache: bool | None = ...,
        past_key_values: Any = ..., training: bool = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., token_type_ids: Any = ..., position_ids: Any = ...,
        head_mask: Any = ..., inputs_embeds: Any = ..., mc_token_ids: Any = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., return_dict: bool | None = ..., labels: Any = ...,
        mc_labels: Any = ..., use_cache: bool | None = ..., past_key_values: Any = ..., training: bool = ...
    ) -> Output: ...

class _Call76(Generic[Output]):
    @overload
    def call(
        self, input_ids: Any = ..., attention_mask: Any = ..., token_type_ids: Any = ..., head_mask: Any = ...,
        inputs_embeds: Any = ..., output_attentions: bool | None = ..., output_hidden_states: bool | None = ...,
        encoder_hidden_states: Any = ..., encoder_attention_mask: Any = ..., past_key_values: Any = ...,
        use_cache: bool | None = ..., training: bool = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def call(
        self, input_ids: Any = ..., attention_mask: Any = ..., token_type_ids: Any = ..., head_mask: Any = ...,
        inputs_embeds: Any = ..., output_attentions: bool | None = ..., output_hidden_states: bool | None = ...,
        return_dict: bool | None = ..., encoder_hidden_states: Any = ..., encoder_attention_mask: Any = ...,
        past_key_values: Any = ..., use_cache: bool | None = ..., training: bool = ...
    ) -> Output: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., token_type_ids: Any = ..., head_mask: Any = ...,
        inputs_embeds: Any = ..., output_attentions: bool | None = ..., output_hidden_states: bool | None = ...,
        encoder_hidden_states: Any = ..., encoder_attention_mask: Any = ..., past_key_values: Any = ...,
        use_cache: bool | None = ..., training: bool = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., token_type_ids: Any = ..., head_mask: Any = ...,
        inputs_embeds: Any = ..., output_attentions: bool | None = ..., output_hidden_states: bool | None = ...,
        return_dict: bool | None = ..., encoder_hidden_states: Any = ..., encoder_attention_mask: Any = ...,
        past_key_values: Any = ..., use_cache: bool | None = ..., training: bool = ...
    ) -> Output: ...

class _Call77(Generic[Output]):
    @overload
    def call(
        self, input_ids: Any = ..., attention_mask: Any = ..., token_type_ids: Any = ..., head_mask: Any = ...,
        inputs_embeds: Any = ..., output_attentions: bool | None = ..., output_hidden_states: bool | None = ...,
        labels: Any = ..., encoder_hidden_states: Any = ..., encoder_attention_mask: Any = ...,
        past_key_values: Any = ..., use_cache: bool | None = ..., training: bool = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def call(
        self, input_ids: Any = ..., attention_mask: Any = ..., token_type_ids: Any = ..., head_mask: Any = ...,
        inputs_embeds: Any = ..., output_attentions: bool | None = ..., output_hidden_states: bool | None = ...,
        return_dict: bool | None = ..., labels: Any = ..., encoder_hidden_states: Any = ...,
        encoder_attention_mask: Any = ..., past_key_values: Any = ..., use_cache: bool | None = ...,
        training: bool = ...
    ) -> Output: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., token_type_ids: Any = ..., head_mask: Any = ...,
        inputs_embeds: Any = ..., output_attentions: bool | None = ..., output_hidden_states: bool | None = ...,
        labels: Any = ..., encoder_hidden_states: Any = ..., encoder_attention_mask: Any = ...,
        past_key_values: Any = ..., use_cache: bool | None = ..., training: bool = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., token_type_ids: Any = ..., head_mask: Any = ...,
        inputs_embeds: Any = ..., output_attentions: bool | None = ..., output_hidden_states: bool | None = ...,
        return_dict: bool | None = ..., labels: Any = ..., encoder_hidden_states: Any = ...,
        encoder_attention_mask: Any = ..., past_key_values: Any = ..., use_cache: bool | None = ...,
        training: bool = ...
    ) -> Output: ...

class _Call78(Generic[Output]):
    @overload
    def call(
        self, input_ids: Any = ..., attention_mask: Any = ..., token_type_ids: Any = ..., head_mask: Any = ...,
        inputs_embeds: Any = ..., output_attentions: bool | None = ..., output_hidden_states: bool | None = ...,
        labels: Any = ..., encoder_hidden_states: Any = ..., encoder_attention_mask: Any = ...,
        past_key_values: Any = ..., training: bool = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def call(
        self, input_ids: Any = ..., attention_mask: Any = ..., token_type_ids: Any = ..., head_mask: Any = ...,
        inputs_embeds: Any = ..., output_attentions: bool | None = ..., output_hidden_states: bool | None = ...,
        return_dict: bool | None = ..., labels: Any = ..., encoder_hidden_states: Any = ...,
        encoder_attention_mask: Any = ..., past_key_values: Any = ..., training: bool = ...
    ) -> Output: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., token_type_ids: Any = ..., head_mask: Any = ...,
        inputs_embeds: Any = ..., output_attentions: bool | None = ..., output_hidden_states: bool | None = ...,
        labels: Any = ..., encoder_hidden_states: Any = ..., encoder_attention_mask: Any = ...,
        past_key_values: Any = ..., training: bool = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., token_type_ids: Any = ..., head_mask: Any = ...,
        inputs_embeds: Any = ..., output_attentions: bool | None = ..., output_hidden_states: bool | None = ...,
        return_dict: bool | None = ..., labels: Any = ..., encoder_hidden_states: Any = ...,
        encoder_attention_mask: Any = ..., past_key_values: Any = ..., training: bool = ...
    ) -> Output: ...

class _Call79(Generic[Output]):
    @overload
    def call(
        self, input_ids: Any = ..., attention_mask: Any = ..., token_type_ids: Any = ..., head_mask: Any = ...,
        inputs_embeds: Any = ..., output_attentions: bool | None = ..., output_hidden_states: bool | None = ...,
        start_positions: Any = ..., end_positions: Any = ..., encoder_hidden_states: Any = ...,
        encoder_attention_mask: Any = ..., past_key_values: Any = ..., training: bool = ..., *,
        return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def call(
        self, input_ids: Any = ..., attention_mask: Any = ..., token_type_ids: Any = ..., head_mask: Any = ...,
        inputs_embeds: Any = ..., output_attentions: bool | None = ..., output_hidden_states: bool | None = ...,
        return_dict: bool | None = ..., start_positions: Any = ..., end_positions: Any = ...,
        encoder_hidden_states: Any = ..., encoder_attention_mask: Any = ..., past_key_values: Any = ...,
        training: bool = ...
    ) -> Output: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., token_type_ids: Any = ..., head_mask: Any = ...,
        inputs_embeds: Any = ..., output_attentions: bool | None = ..., output_hidden_states: bool | None = ...,
        start_positions: Any = ..., end_positions: Any = ..., encoder_hidden_states: Any = ...,
        encoder_attention_mask: Any = ..., past_key_values: Any = ..., training: bool = ..., *,
        return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., token_type_ids: Any = ..., head_mask: Any = ...,
        inputs_embeds: Any = ..., output_attentions: bool | None = ..., output_hidden_states: bool | None = ...,
        return_dict: bool | None = ..., start_positions: Any = ..., end_positions: Any = ...,
        encoder_hidden_states: Any = ..., encoder_attention_mask: Any = ..., past_key_values: Any = ...,
        training: bool = ...
    ) -> Output: ...

class _Call80(Generic[Output]):
    @overload
    def call(
        self, pixel_values: Any = ..., head_mask: Any = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., interpolate_pos_encoding: Any = ..., bool_masked_pos: Any = ...,
        training: bool = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def call(
        self, pixel_values: Any = ..., head_mask: Any = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., interpolate_pos_encoding: Any = ..., return_dict: bool | None = ...,
        bool_masked_pos: Any = ..., training: bool = ...
    ) -> Output: ...
    @overload
    def __call__(
        self, pixel_values: Any = ..., head_mask: Any = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., interpolate_pos_encoding: Any = ..., bool_masked_pos: Any = ...,
        training: bool = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, pixel_values: Any = ..., head_mask: Any = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., interpolate_pos_encoding: Any = ..., return_dict: bool | None = ...,
        bool_masked_pos: Any = ..., training: bool = ...
    ) -> Output: ...

class _Call81(Generic[Output]):
    @overload
    def call(
        self, pixel_values: Any = ..., head_mask: Any = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., interpolate_pos_encoding: Any = ..., labels: Any = ...,
        training: bool = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def call(
        self, pixel_values: Any = ..., head_mask: Any = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., interpolate_pos_encoding: Any = ..., return_dict: bool | None = ...,
        labels: Any = ..., training: bool = ...
    ) -> Output: ...
    @overload
    def __call__(
        self, pixel_values: Any = ..., head_mask: Any = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., interpolate_pos_encoding: Any = ..., labels: Any = ...,
        training: bool = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, pixel_values: Any = ..., head_mask: Any = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., interpolate_pos_encoding: Any = ..., return_dict: bool | None = ...,
        labels: Any = ..., training: bool = ...
    ) -> Output: ...

class _Call82(Generic[Output]):
    @overload
    def call(
        self, pixel_values: Any = ..., bool_masked_pos: Any = ..., head_mask: Any = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ...,
        interpolate_pos_encoding: Any = ..., training: bool = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def call(
        self, pixel_values: Any = ..., bool_masked_pos: Any = ..., head_mask: Any = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ...,
        interpolate_pos_encoding: Any = ..., return_dict: bool | None = ..., training: bool = ...
    ) -> Output: ...
    @overload
    def __call__(
        self, pixel_values: Any = ..., bool_masked_pos: Any = ..., head_mask: Any = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ...,
        interpolate_pos_encoding: Any = ..., training: bool = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, pixel_values: Any = ..., bool_masked_pos: Any = ..., head_mask: Any = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ...,
        interpolate_pos_encoding: Any = ..., return_dict: bool | None = ..., training: bool = ...
    ) -> Output: ...

class _Call83(Generic[Output]):
    @overload
    def call(
        self, input_features: Any = ..., decoder_input_ids: Any = ..., decoder_attention_mask: Any = ...,
        decoder_position_ids: Any = ..., head_mask: Any = ..., decoder_head_mask: Any = ...,
        cross_attn_head_mask: Any = ..., encoder_outputs: Any = ..., past_key_values: Any = ...,
        decoder_inputs_embeds: Any = ..., use_cache: bool | None = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., attention_mask: Any = ..., training: bool = ..., *,
        return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def call(
        self, input_features: Any = ..., decoder_input_ids: Any = ..., decoder_attention_mask: Any = ...,
        decoder_position_ids: Any = ..., head_mask: Any = ..., decoder_head_mask: Any = ...,
        cross_attn_head_mask: Any = ..., encoder_outputs: Any = ..., past_key_values: Any = ...,
        decoder_inputs_embeds: Any = ..., use_cache: bool | None = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., return_dict: bool | None = ..., attention_mask: Any = ...,
        training: bool = ...
    ) -> Output: ...
    @overload
    def __call__(
        self, input_features: Any = ..., decoder_input_ids: Any = ..., decoder_attention_mask: Any = ...,
        decoder_position_ids: Any = ..., head_mask: Any = ..., decoder_head_mask: Any = ...,
        cross_attn_head_mask: Any = ..., encoder_outputs: Any = ..., past_key_values: Any = ...,
        decoder_inputs_embeds: Any = ..., use_cache: bool | None = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., attention_mask: Any = ..., training: bool = ..., *,
        return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_features: Any = ..., decoder_input_ids: Any = ..., decoder_attention_mask: Any = ...,
        decoder_position_ids: Any = ..., head_mask: Any = ..., decoder_head_mask: Any = ...,
        cross_attn_head_mask: Any = ..., encoder_outputs: Any = ..., past_key_values: Any = ...,
        decoder_inputs_embeds: Any = ..., use_cache: bool | None = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., return_dict: bool | None = ..., attention_mask: Any = ...,
        training: bool = ...
    ) -> Output: ...

class _Call84(Generic[Output]):
    @overload
    def call(
        self, input_features: Any = ..., decoder_input_ids: Any = ..., decoder_attention_mask: Any = ...,
        decoder_position_ids: Any = ..., head_mask: Any = ..., decoder_head_mask: Any = ...,
        cross_attn_head_mask: Any = ..., encoder_outputs: Any = ..., past_key_values: Any = ...,
        decoder_inputs_embeds: Any = ..., labels: Any = ..., use_cache: bool | None = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., attention_mask: Any = ...,
        training: bool = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def call(
        self, input_features: Any = ..., decoder_input_ids: Any = ..., decoder_attention_mask: Any = ...,
        decoder_position_ids: Any = ..., head_mask: Any = ..., decoder_head_mask: Any = ...,
        cross_attn_head_mask: Any = ..., encoder_outputs: Any = ..., past_key_values: Any = ...,
        decoder_inputs_embeds: Any = ..., labels: Any = ..., use_cache: bool | None = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., return_dict: bool | None = ...,
        attention_mask: Any = ..., training: bool = ...
    ) -> Output: ...
    @overload
    def __call__(
        self, input_features: Any = ..., decoder_input_ids: Any = ..., decoder_attention_mask: Any = ...,
        decoder_position_ids: Any = ..., head_mask: Any = ..., decoder_head_mask: Any = ...,
        cross_attn_head_mask: Any = ..., encoder_outputs: Any = ..., past_key_values: Any = ...,
        decoder_inputs_embeds: Any = ..., labels: Any = ..., use_cache: bool | None = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., attention_mask: Any = ...,
        training: bool = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_features: Any = ..., decoder_input_ids: Any = ..., decoder_attention_mask: Any = ...,
        decoder_position_ids: Any = ..., head_mask: Any = ..., decoder_head_mask: Any = ...,
        cross_attn_head_mask: Any = ..., encoder_outputs: Any = ..., past_key_values: Any = ...,
        decoder_inputs_embeds: Any = ..., labels: Any = ..., use_cache: bool | None = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., return_dict: bool | None = ...,
        attention_mask: Any = ..., training: bool = ...
    ) -> Output: ...

class _Call85(Generic[Output]):
    @overload
    def call(
        self, input_ids: Any = ..., attention_mask: Any = ..., position_ids: Any = ...,
        encoder_hidden_states: Any = ..., encoder_attention_mask: Any = ..., head_mask: Any = ...,
        cross_attn_head_mask: Any = ..., past_key_values: Any = ..., inputs_embeds: Any = ...,
        use_cache: bool | None = ..., output_attentions: bool | None = ..., output_hidden_states: bool | None = ...,
        training: bool = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def call(
        self, input_ids: Any = ..., attention_mask: Any = ..., position_ids: Any = ...,
        encoder_hidden_states: Any = ..., encoder_attention_mask: Any = ..., head_mask: Any = ...,
        cross_attn_head_mask: Any = ..., past_key_values: Any = ..., inputs_embeds: Any = ...,
        use_cache: bool | None = ..., output_attentions: bool | None = ..., output_hidden_states: bool | None = ...,
        return_dict: bool | None = ..., training: bool = ...
    ) -> Output: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., position_ids: Any = ...,
        encoder_hidden_states: Any = ..., encoder_attention_mask: Any = ..., head_mask: Any = ...,
        cross_attn_head_mask: Any = ..., past_key_values: Any = ..., inputs_embeds: Any = ...,
        use_cache: bool | None = ..., output_attentions: bool | None = ..., output_hidden_states: bool | None = ...,
        training: bool = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., position_ids: Any = ...,
        encoder_hidden_states: Any = ..., encoder_attention_mask: Any = ..., head_mask: Any = ...,
        cross_attn_head_mask: Any = ..., past_key_values: Any = ..., inputs_embeds: Any = ...,
        use_cache: bool | None = ..., output_attentions: bool | None = ..., output_hidden_states: bool | None = ...,
        return_dict: bool | None = ..., training: bool = ...
    ) -> Output: ...

class _Call86(Generic[Output]):
    @overload
    def call(
        self, input_ids: Any = ..., attention_mask: Any = ..., position_ids: Any = ...,
        encoder_hidden_states: Any = ..., encoder_attention_mask: Any = ..., head_mask: Any = ...,
        cross_attn_head_mask: Any = ..., past_key_values: Any = ..., inputs_embeds: Any = ..., labels: Any = ...,
        use_cache: bool | None = ..., output_attentions: bool | None = ..., output_hidden_states: bool | None = ...,
        training: bool = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def call(
        self, input_ids: Any = ..., attention_mask: Any = ..., position_ids: Any = ...,
        encoder_hidden_states: Any = ..., encoder_attention_mask: Any = ..., head_mask: Any = ...,
        cross_attn_head_mask: Any = ..., past_key_values: Any = ..., inputs_embeds: Any = ..., labels: Any = ...,
        use_cache: bool | None = ..., output_attentions: bool | None = ..., output_hidden_states: bool | None = ...,
        return_dict: bool | None = ..., training: bool = ...
    ) -> Output: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., position_ids: Any = ...,
        encoder_hidden_states: Any = ..., encoder_attention_mask: Any = ..., head_mask: Any = ...,
        cross_attn_head_mask: Any = ..., past_key_values: Any = ..., inputs_embeds: Any = ..., labels: Any = ...,
        use_cache: bool | None = ..., output_attentions: bool | None = ..., output_hidden_states: bool | None = ...,
        training: bool = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Any = ..., attention_mask: Any = ..., position_ids: Any = ...,
        encoder_hidden_states: Any = ..., encoder_attention_mask: Any = ..., head_mask: Any = ...,
        cross_attn_head_mask: Any = ..., past_key_values: Any = ..., inputs_embeds: Any = ..., labels: Any = ...,
        use_cache: bool | None = ..., output_attentions: bool | None = ..., output_hidden_states: bool | None = ...,
        return_dict: bool | None = ..., training: bool = ...
    ) -> Output: ...

class _Options(TypedDict, total=False):
    config: PretrainedConfig | str | os.PathLike[str] | None
    dtype: tf.DType | str | None
    torch_dtype: tf.DType | str | None
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
    tf_to_pt_weight_rename: Rename | None

class _AlbertOptions(keywords.AlbertKeywords, _Options, total=False): ...

class TFAlbertPreTrainedModel(TFPreTrainedModel):
    config: AlbertConfig
    config_class: ClassVar[type[AlbertConfig]]
    def __init__(self, config: AlbertConfig, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], *args: Any, output_loading_info: Literal[True],
        **kwargs: Unpack[_AlbertOptions]
    ) -> tuple[Self, LoadReport]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_AlbertOptions]
    ) -> Self: ...

class TFAlbertModel(_Call1[outputs.BaseModelOutputWithPooling[Any]], TFAlbertPreTrainedModel):
    albert: Any

class TFAlbertForPreTraining(_Call2[outputs.AlbertForPreTrainingOutput[Any]], TFAlbertPreTrainedModel):
    albert: Any
    predictions: Any
    sop_classifier: Any

class TFAlbertForMaskedLM(_Call3[outputs.MaskedLMOutput[Any]], TFAlbertPreTrainedModel):
    albert: Any
    predictions: Any

class TFAlbertForSequenceClassification(_Call3[outputs.SequenceClassifierOutput[Any]], TFAlbertPreTrainedModel):
    albert: Any
    classifier: Any

class TFAlbertForTokenClassification(_Call3[outputs.TokenClassifierOutput[Any]], TFAlbertPreTrainedModel):
    albert: Any
    classifier: Any

class TFAlbertForQuestionAnswering(_Call4[outputs.QuestionAnsweringModelOutput[Any]], TFAlbertPreTrainedModel):
    albert: Any
    qa_outputs: Any

class TFAlbertForMultipleChoice(_Call3[outputs.MultipleChoiceModelOutput[Any]], TFAlbertPreTrainedModel):
    albert: Any
    classifier: Any

class _ArceeOptions(keywords.ArceeKeywords, _Options, total=False): ...

class TFArceePreTrainedModel(TFPreTrainedModel):
    config: ArceeConfig
    config_class: ClassVar[type[ArceeConfig]]
    def __init__(self, config: ArceeConfig, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], *args: Any, output_loading_info: Literal[True],
        **kwargs: Unpack[_ArceeOptions]
    ) -> tuple[Self, LoadReport]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_ArceeOptions]
    ) -> Self: ...

class TFArceeModel(_Call5[outputs.BaseModelOutputWithPast[Any]], TFArceePreTrainedModel):
    model: Any

class TFArceeForCausalLM(_Call6[outputs.CausalLMOutputWithPast[Any]], TFArceePreTrainedModel):
    model: Any
    lm_head: Any

class TFArceeForSequenceClassification(_Call6[outputs.SequenceClassifierOutputWithPast[Any]], TFArceePreTrainedModel):
    model: Any
    score: Any

class TFArceeForTokenClassification(_Call6[outputs.TokenClassifierOutput[Any]], TFArceePreTrainedModel):
    model: Any
    score: Any

class TFArceeForQuestionAnswering(_Call7[outputs.QuestionAnsweringModelOutput[Any]], TFArceePreTrainedModel):
    transformer: Any
    qa_outputs: Any

class _BartOptions(keywords.BartKeywords, _Options, total=False): ...

class TFBartPreTrainedModel(TFPreTrainedModel):
    config: BartConfig
    config_class: ClassVar[type[BartConfig]]
    def __init__(self, config: BartConfig, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], *args: Any, output_loading_info: Literal[True],
        **kwargs: Unpack[_BartOptions]
    ) -> tuple[Self, LoadReport]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_BartOptions]
    ) -> Self: ...

class TFBartModel(_Call8[outputs.Seq2SeqModelOutput[Any]], TFBartPreTrainedModel):
    shared: Any
    model: Any

class TFBartForConditionalGeneration(_Call9[outputs.Seq2SeqLMOutput[Any]], TFBartPreTrainedModel):
    shared: Any
    model: Any

class TFBartForSequenceClassification(_Call9[outputs.Seq2SeqSequenceClassifierOutput[Any]], TFBartPreTrainedModel):
    shared: Any
    model: Any
    classification_head: Any

class TFBartForQuestionAnswering(_Call10[outputs.Seq2SeqQuestionAnsweringModelOutput[Any]], TFBartPreTrainedModel):
    shared: Any
    model: Any
    qa_outputs: Any

class TFBartForCausalLM(_Call11[outputs.CausalLMOutputWithCrossAttentions[Any]], TFBartPreTrainedModel):
    model: Any

class _BeitOptions(keywords.BeitKeywords, _Options, total=False): ...

class TFBeitPreTrainedModel(TFPreTrainedModel):
    config: BeitConfig
    config_class: ClassVar[type[BeitConfig]]
    def __init__(self, config: BeitConfig, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], *args: Any, output_loading_info: Literal[True],
        **kwargs: Unpack[_BeitOptions]
    ) -> tuple[Self, LoadReport]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_BeitOptions]
    ) -> Self: ...

class TFBeitModel(_Call12[outputs.BaseModelOutputWithPooling[Any]], TFBeitPreTrainedModel):
    beit: Any

class TFBeitForImageClassification(_Call13[outputs.ImageClassifierOutput[Any]], TFBeitPreTrainedModel):
    beit: Any
    classifier: Any

class TFBeitForMaskedImageModeling(_Call14[outputs.MaskedLMOutput[Any]], TFBeitPreTrainedModel):
    beit: Any
    layernorm: Any
    lm_head: Any

class _BertOptions(keywords.BertKeywords, _Options, total=False): ...

class TFBertPreTrainedModel(TFPreTrainedModel):
    config: BertConfig
    config_class: ClassVar[type[BertConfig]]
    def __init__(self, config: BertConfig, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], *args: Any, output_loading_info: Literal[True],
        **kwargs: Unpack[_BertOptions]
    ) -> tuple[Self, LoadReport]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_BertOptions]
    ) -> Self: ...

class TFBertModel(_Call15[outputs.BaseModelOutputWithPooling[Any]], TFBertPreTrainedModel):
    bert: Any

class TFBertForPreTraining(_Call16[outputs.BertForPreTrainingOutput[Any]], TFBertPreTrainedModel):
    bert: Any
    mlm: Any
    nsp: Any

class TFBertLMHeadModel(_Call17[outputs.CausalLMOutputWithCrossAttentions[Any]], TFBertPreTrainedModel):
    bert: Any
    mlm: Any

class TFBertForMaskedLM(_Call18[outputs.MaskedLMOutput[Any]], TFBertPreTrainedModel):
    bert: Any
    mlm: Any

class TFBertForSequenceClassification(_Call3[outputs.SequenceClassifierOutput[Any]], TFBertPreTrainedModel):
    bert: Any
    classifier: Any

class TFBertForTokenClassification(_Call3[outputs.TokenClassifierOutput[Any]], TFBertPreTrainedModel):
    bert: Any
    classifier: Any

class TFBertForQuestionAnswering(_Call4[outputs.QuestionAnsweringModelOutput[Any]], TFBertPreTrainedModel):
    bert: Any
    qa_outputs: Any

class TFBertForMultipleChoice(_Call3[outputs.MultipleChoiceModelOutput[Any]], TFBertPreTrainedModel):
    bert: Any
    classifier: Any

class TFBertForNextSentencePrediction(_Call19[outputs.NextSentencePredictorOutput[Any]], TFBertPreTrainedModel):
    bert: Any
    nsp: Any

class _BlenderbotOptions(keywords.BlenderbotKeywords, _Options, total=False): ...

class TFBlenderbotPreTrainedModel(TFPreTrainedModel):
    config: BlenderbotConfig
    config_class: ClassVar[type[BlenderbotConfig]]
    def __init__(self, config: BlenderbotConfig, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], *args: Any, output_loading_info: Literal[True],
        **kwargs: Unpack[_BlenderbotOptions]
    ) -> tuple[Self, LoadReport]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_BlenderbotOptions]
    ) -> Self: ...

class TFBlenderbotModel(_Call8[outputs.Seq2SeqModelOutput[Any]], TFBlenderbotPreTrainedModel):
    shared: Any
    model: Any

class TFBlenderbotForConditionalGeneration(_Call9[outputs.Seq2SeqLMOutput[Any]], TFBlenderbotPreTrainedModel):
    shared: Any
    model: Any

class TFBlenderbotForCausalLM(_Call11[outputs.CausalLMOutputWithCrossAttentions[Any]], TFBlenderbotPreTrainedModel):
    model: Any

class _BlenderbotSmallOptions(keywords.BlenderbotSmallKeywords, _Options, total=False): ...

class TFBlenderbotSmallPreTrainedModel(TFPreTrainedModel):
    config: BlenderbotSmallConfig
    config_class: ClassVar[type[BlenderbotSmallConfig]]
    def __init__(self, config: BlenderbotSmallConfig, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], *args: Any, output_loading_info: Literal[True],
        **kwargs: Unpack[_BlenderbotSmallOptions]
    ) -> tuple[Self, LoadReport]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_BlenderbotSmallOptions]
    ) -> Self: ...

class TFBlenderbotSmallModel(_Call8[outputs.Seq2SeqModelOutput[Any]], TFBlenderbotSmallPreTrainedModel):
    shared: Any
    model: Any

class TFBlenderbotSmallForConditionalGeneration(_Call9[outputs.Seq2SeqLMOutput[Any]], TFBlenderbotSmallPreTrainedModel):
    shared: Any
    model: Any

class TFBlenderbotSmallForCausalLM(_Call11[outputs.CausalLMOutputWithCrossAttentions[Any]], TFBlenderbotSmallPreTrainedModel):
    model: Any

class _BloomOptions(keywords.BloomKeywords, _Options, total=False): ...

class TFBloomPreTrainedModel(TFPreTrainedModel):
    config: BloomConfig
    config_class: ClassVar[type[BloomConfig]]
    def __init__(self, config: BloomConfig, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], *args: Any, output_loading_info: Literal[True],
        **kwargs: Unpack[_BloomOptions]
    ) -> tuple[Self, LoadReport]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_BloomOptions]
    ) -> Self: ...

class TFBloomModel(_Call20[outputs.BaseModelOutputWithPast[Any]], TFBloomPreTrainedModel):
    transformer: Any

class TFBloomForCausalLM(_Call21[outputs.CausalLMOutputWithPast[Any]], TFBloomPreTrainedModel):
    transformer: Any

class TFBloomForSequenceClassification(_Call21[outputs.SequenceClassifierOutputWithPast[Any]], TFBloomPreTrainedModel):
    transformer: Any
    score: Any

class TFBloomForTokenClassification(_Call21[outputs.TokenClassifierOutput[Any]], TFBloomPreTrainedModel):
    transformer: Any
    classifier: Any

class TFBloomForQuestionAnswering(_Call22[outputs.QuestionAnsweringModelOutput[Any]], TFBloomPreTrainedModel):
    transformer: Any
    qa_outputs: Any

class _CamembertOptions(keywords.CamembertKeywords, _Options, total=False): ...

class TFCamembertPreTrainedModel(TFPreTrainedModel):
    config: CamembertConfig
    config_class: ClassVar[type[CamembertConfig]]
    def __init__(self, config: CamembertConfig, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], *args: Any, output_loading_info: Literal[True],
        **kwargs: Unpack[_CamembertOptions]
    ) -> tuple[Self, LoadReport]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_CamembertOptions]
    ) -> Self: ...

class TFCamembertModel(_Call15[outputs.BaseModelOutputWithPooling[Any]], TFCamembertPreTrainedModel):
    roberta: Any

class TFCamembertForCausalLM(_Call17[outputs.CausalLMOutputWithCrossAttentions[Any]], TFCamembertPreTrainedModel):
    roberta: Any
    lm_head: Any

class TFCamembertForMaskedLM(_Call18[outputs.MaskedLMOutput[Any]], TFCamembertPreTrainedModel):
    roberta: Any
    lm_head: Any

class TFCamembertForSequenceClassification(_Call3[outputs.SequenceClassifierOutput[Any]], TFCamembertPreTrainedModel):
    roberta: Any
    classifier: Any

class TFCamembertForTokenClassification(_Call3[outputs.TokenClassifierOutput[Any]], TFCamembertPreTrainedModel):
    roberta: Any
    classifier: Any

class TFCamembertForQuestionAnswering(_Call4[outputs.QuestionAnsweringModelOutput[Any]], TFCamembertPreTrainedModel):
    roberta: Any
    qa_outputs: Any

class TFCamembertForMultipleChoice(_Call3[outputs.MultipleChoiceModelOutput[Any]], TFCamembertPreTrainedModel):
    roberta: Any
    classifier: Any

class _CodeGenOptions(keywords.CodeGenKeywords, _Options, total=False): ...

class TFCodeGenPreTrainedModel(TFPreTrainedModel):
    config: CodeGenConfig
    config_class: ClassVar[type[CodeGenConfig]]
    def __init__(self, config: CodeGenConfig, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], *args: Any, output_loading_info: Literal[True],
        **kwargs: Unpack[_CodeGenOptions]
    ) -> tuple[Self, LoadReport]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_CodeGenOptions]
    ) -> Self: ...

class TFCodeGenModel(_Call23[outputs.BaseModelOutputWithPast[Any]], TFCodeGenPreTrainedModel):
    transformer: Any

class TFCodeGenForCausalLM(_Call24[outputs.CausalLMOutputWithPast[Any]], TFCodeGenPreTrainedModel):
    transformer: Any
    lm_head: Any

class _CohereOptions(keywords.CohereKeywords, _Options, total=False): ...

class TFCoherePreTrainedModel(TFPreTrainedModel):
    config: CohereConfig
    config_class: ClassVar[type[CohereConfig]]
    def __init__(self, config: CohereConfig, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], *args: Any, output_loading_info: Literal[True],
        **kwargs: Unpack[_CohereOptions]
    ) -> tuple[Self, LoadReport]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_CohereOptions]
    ) -> Self: ...

class TFCohereModel(_Call5[outputs.BaseModelOutputWithPast[Any]], TFCoherePreTrainedModel):
    model: Any

class TFCohereForCausalLM(_Call6[outputs.CausalLMOutputWithPast[Any]], TFCoherePreTrainedModel):
    model: Any

class _Cohere2Options(keywords.Cohere2Keywords, _Options, total=False): ...

class TFCohere2PreTrainedModel(TFPreTrainedModel):
    config: Cohere2Config
    config_class: ClassVar[type[Cohere2Config]]
    def __init__(self, config: Cohere2Config, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], *args: Any, output_loading_info: Literal[True],
        **kwargs: Unpack[_Cohere2Options]
    ) -> tuple[Self, LoadReport]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_Cohere2Options]
    ) -> Self: ...

class TFCohere2Model(_Call5[outputs.BaseModelOutputWithPast[Any]], TFCohere2PreTrainedModel):
    model: Any

class TFCohere2ForCausalLM(_Call6[outputs.CausalLMOutputWithPast[Any]], TFCohere2PreTrainedModel):
    model: Any

class _DPROptions(keywords.DPRKeywords, _Options, total=False): ...

class TFDPRPreTrainedModel(TFPreTrainedModel):
    config: DPRConfig
    config_class: ClassVar[type[DPRConfig]]
    def __init__(self, config: DPRConfig, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], *args: Any, output_loading_info: Literal[True],
        **kwargs: Unpack[_DPROptions]
    ) -> tuple[Self, LoadReport]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_DPROptions]
    ) -> Self: ...

class TFDPRModel(_Call25[outputs.BaseModelOutput[Any]], TFDPRPreTrainedModel):
    question_encoder: Any

class TFDPRQuestionEncoder(_Call25[outputs.DPRQuestionEncoderOutput[Any]], TFDPRPreTrainedModel):
    question_encoder: Any

class TFDPRContextEncoder(_Call25[outputs.DPRContextEncoderOutput[Any]], TFDPRPreTrainedModel):
    ctx_encoder: Any

class TFDPRReader(_Call26[outputs.DPRReaderOutput[Any]], TFDPRPreTrainedModel):
    span_predictor: Any

class _Data2VecVisionOptions(keywords.Data2VecVisionKeywords, _Options, total=False): ...

class TFData2VecVisionPreTrainedModel(TFPreTrainedModel):
    config: Data2VecVisionConfig
    config_class: ClassVar[type[Data2VecVisionConfig]]
    def __init__(self, config: Data2VecVisionConfig, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], *args: Any, output_loading_info: Literal[True],
        **kwargs: Unpack[_Data2VecVisionOptions]
    ) -> tuple[Self, LoadReport]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_Data2VecVisionOptions]
    ) -> Self: ...

class TFData2VecVisionModel(_Call12[outputs.BaseModelOutputWithPooling[Any]], TFData2VecVisionPreTrainedModel):
    data2vec_vision: Any

class TFData2VecVisionForImageClassification(_Call13[outputs.ImageClassifierOutput[Any]], TFData2VecVisionPreTrainedModel):
    data2vec_vision: Any
    classifier: Any

class _DebertaOptions(keywords.DebertaKeywords, _Options, total=False): ...

class TFDebertaPreTrainedModel(TFPreTrainedModel):
    config: DebertaConfig
    config_class: ClassVar[type[DebertaConfig]]
    def __init__(self, config: DebertaConfig, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], *args: Any, output_loading_info: Literal[True],
        **kwargs: Unpack[_DebertaOptions]
    ) -> tuple[Self, LoadReport]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_DebertaOptions]
    ) -> Self: ...

class TFDebertaModel(_Call27[outputs.BaseModelOutput[Any]], TFDebertaPreTrainedModel):
    deberta: Any

class TFDebertaForMaskedLM(_Call28[outputs.MaskedLMOutput[Any]], TFDebertaPreTrainedModel):
    deberta: Any
    cls: Any

class TFDebertaForSequenceClassification(_Call28[outputs.SequenceClassifierOutput[Any]], TFDebertaPreTrainedModel):
    deberta: Any
    pooler: Any
    classifier: Any

class TFDebertaForTokenClassification(_Call28[outputs.TokenClassifierOutput[Any]], TFDebertaPreTrainedModel):
    deberta: Any
    classifier: Any

class TFDebertaForQuestionAnswering(_Call29[outputs.QuestionAnsweringModelOutput[Any]], TFDebertaPreTrainedModel):
    deberta: Any
    qa_outputs: Any

class _DebertaV2Options(keywords.DebertaV2Keywords, _Options, total=False): ...

class TFDebertaV2PreTrainedModel(TFPreTrainedModel):
    config: DebertaV2Config
    config_class: ClassVar[type[DebertaV2Config]]
    def __init__(self, config: DebertaV2Config, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], *args: Any, output_loading_info: Literal[True],
        **kwargs: Unpack[_DebertaV2Options]
    ) -> tuple[Self, LoadReport]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_DebertaV2Options]
    ) -> Self: ...

class TFDebertaV2Model(_Call27[outputs.BaseModelOutput[Any]], TFDebertaV2PreTrainedModel):
    deberta: Any

class TFDebertaV2ForMaskedLM(_Call28[outputs.MaskedLMOutput[Any]], TFDebertaV2PreTrainedModel):
    deberta: Any
    cls: Any

class TFDebertaV2ForSequenceClassification(_Call28[outputs.SequenceClassifierOutput[Any]], TFDebertaV2PreTrainedModel):
    deberta: Any
    pooler: Any
    classifier: Any

class TFDebertaV2ForTokenClassification(_Call28[outputs.TokenClassifierOutput[Any]], TFDebertaV2PreTrainedModel):
    deberta: Any
    classifier: Any

class TFDebertaV2ForQuestionAnswering(_Call29[outputs.QuestionAnsweringModelOutput[Any]], TFDebertaV2PreTrainedModel):
    deberta: Any
    qa_outputs: Any

class TFDebertaV2ForMultipleChoice(_Call28[outputs.MultipleChoiceModelOutput[Any]], TFDebertaV2PreTrainedModel):
    deberta: Any
    pooler: Any
    classifier: Any

class _DeiTOptions(keywords.DeiTKeywords, _Options, total=False): ...

class TFDeiTPreTrainedModel(TFPreTrainedModel):
    config: DeiTConfig
    config_class: ClassVar[type[DeiTConfig]]
    def __init__(self, config: DeiTConfig, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], *args: Any, output_loading_info: Literal[True],
        **kwargs: Unpack[_DeiTOptions]
    ) -> tuple[Self, LoadReport]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_DeiTOptions]
    ) -> Self: ...

class TFDeiTModel(_Call12[outputs.BaseModelOutputWithPooling[Any]], TFDeiTPreTrainedModel):
    deit: Any

class TFDeiTForImageClassification(_Call30[outputs.ImageClassifierOutput[Any]], TFDeiTPreTrainedModel):
    deit: Any
    classifier: Any

class TFDeiTForImageClassificationWithTeacher(_Call31[outputs.DeiTForImageClassificationWithTeacherOutput[Any]], TFDeiTPreTrainedModel):
    deit: Any
    cls_classifier: Any
    distillation_classifier: Any

class TFDeiTForMaskedImageModeling(_Call12[outputs.MaskedImageModelingOutput[Any]], TFDeiTPreTrainedModel):
    deit: Any
    decoder: Any

class _Dinov2Options(keywords.Dinov2Keywords, _Options, total=False): ...

class TFDinov2PreTrainedModel(TFPreTrainedModel):
    config: Dinov2Config
    config_class: ClassVar[type[Dinov2Config]]
    def __init__(self, config: Dinov2Config, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], *args: Any, output_loading_info: Literal[True],
        **kwargs: Unpack[_Dinov2Options]
    ) -> tuple[Self, LoadReport]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_Dinov2Options]
    ) -> Self: ...

class TFDinov2Model(_Call12[outputs.BaseModelOutputWithPooling[Any]], TFDinov2PreTrainedModel):
    dinov2: Any

class TFDinov2ForImageClassification(_Call13[outputs.ImageClassifierOutput[Any]], TFDinov2PreTrainedModel):
    dinov2: Any
    classifier: Any

class _Dinov2WithRegistersOptions(keywords.Dinov2WithRegistersKeywords, _Options, total=False): ...

class TFDinov2WithRegistersPreTrainedModel(TFPreTrainedModel):
    config: Dinov2WithRegistersConfig
    config_class: ClassVar[type[Dinov2WithRegistersConfig]]
    def __init__(self, config: Dinov2WithRegistersConfig, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], *args: Any, output_loading_info: Literal[True],
        **kwargs: Unpack[_Dinov2WithRegistersOptions]
    ) -> tuple[Self, LoadReport]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_Dinov2WithRegistersOptions]
    ) -> Self: ...

class TFDinov2WithRegistersModel(_Call12[outputs.BaseModelOutputWithPooling[Any]], TFDinov2WithRegistersPreTrainedModel):
    dinov2_with_registers: Any

class TFDinov2WithRegistersForImageClassification(_Call13[outputs.ImageClassifierOutput[Any]], TFDinov2WithRegistersPreTrainedModel):
    dinov2_with_registers: Any
    classifier: Any

class _DistilBertOptions(keywords.DistilBertKeywords, _Options, total=False): ...

class TFDistilBertPreTrainedModel(TFPreTrainedModel):
    config: DistilBertConfig
    config_class: ClassVar[type[DistilBertConfig]]
    def __init__(self, config: DistilBertConfig, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], *args: Any, output_loading_info: Literal[True],
        **kwargs: Unpack[_DistilBertOptions]
    ) -> tuple[Self, LoadReport]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_DistilBertOptions]
    ) -> Self: ...

class TFDistilBertModel(_Call32[outputs.BaseModelOutput[Any]], TFDistilBertPreTrainedModel):
    distilbert: Any

class TFDistilBertForMaskedLM(_Call33[outputs.MaskedLMOutput[Any]], TFDistilBertPreTrainedModel):
    distilbert: Any
    vocab_transform: Any
    vocab_layer_norm: Any
    vocab_projector: Any

class TFDistilBertForSequenceClassification(_Call33[outputs.SequenceClassifierOutput[Any]], TFDistilBertPreTrainedModel):
    distilbert: Any
    pre_classifier: Any
    classifier: Any

class TFDistilBertForTokenClassification(_Call33[outputs.TokenClassifierOutput[Any]], TFDistilBertPreTrainedModel):
    distilbert: Any
    classifier: Any

class TFDistilBertForQuestionAnswering(_Call34[outputs.QuestionAnsweringModelOutput[Any]], TFDistilBertPreTrainedModel):
    distilbert: Any
    qa_outputs: Any

class TFDistilBertForMultipleChoice(_Call33[outputs.MultipleChoiceModelOutput[Any]], TFDistilBertPreTrainedModel):
    distilbert: Any
    pre_classifier: Any
    classifier: Any

class _ElectraOptions(keywords.ElectraKeywords, _Options, total=False): ...

class TFElectraPreTrainedModel(TFPreTrainedModel):
    config: ElectraConfig
    config_class: ClassVar[type[ElectraConfig]]
    def __init__(self, config: ElectraConfig, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], *args: Any, output_loading_info: Literal[True],
        **kwargs: Unpack[_ElectraOptions]
    ) -> tuple[Self, LoadReport]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_ElectraOptions]
    ) -> Self: ...

class TFElectraModel(_Call15[outputs.BaseModelOutput[Any]], TFElectraPreTrainedModel):
    electra: Any

class TFElectraForPreTraining(_Call3[outputs.ElectraForPreTrainingOutput[Any]], TFElectraPreTrainedModel):
    electra: Any
    discriminator_predictions: Any

class TFElectraForCausalLM(_Call17[outputs.CausalLMOutputWithCrossAttentions[Any]], TFElectraPreTrainedModel):
    electra: Any
    generator_predictions: Any
    generator_lm_head: Any

class TFElectraForMaskedLM(_Call3[outputs.MaskedLMOutput[Any]], TFElectraPreTrainedModel):
    electra: Any
    generator_predictions: Any
    generator_lm_head: Any

class TFElectraForSequenceClassification(_Call3[outputs.SequenceClassifierOutput[Any]], TFElectraPreTrainedModel):
    electra: Any
    classifier: Any

class TFElectraForTokenClassification(_Call3[outputs.TokenClassifierOutput[Any]], TFElectraPreTrainedModel):
    electra: Any
    classifier: Any

class TFElectraForQuestionAnswering(_Call4[outputs.QuestionAnsweringModelOutput[Any]], TFElectraPreTrainedModel):
    electra: Any
    qa_outputs: Any

class TFElectraForMultipleChoice(_Call3[outputs.MultipleChoiceModelOutput[Any]], TFElectraPreTrainedModel):
    electra: Any
    sequence_summary: Any
    classifier: Any

class _EncoderDecoderOptions(keywords.EncoderDecoderKeywords, _Options, total=False): ...

class TFEncoderDecoderPreTrainedModel(TFPreTrainedModel):
    config: EncoderDecoderConfig
    config_class: ClassVar[type[EncoderDecoderConfig]]
    def __init__(self, config: EncoderDecoderConfig, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], *args: Any, output_loading_info: Literal[True],
        **kwargs: Unpack[_EncoderDecoderOptions]
    ) -> tuple[Self, LoadReport]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_EncoderDecoderOptions]
    ) -> Self: ...

class TFEncoderDecoderModel(_Call35[outputs.Seq2SeqLMOutput[Any]], TFEncoderDecoderPreTrainedModel):
    encoder: Any
    decoder: Any
    def __init__(
        self, config: EncoderDecoderConfig | None = ..., encoder: Any = ..., decoder: Any = ..., **kwargs: Any
    ) -> None: ...
    @classmethod
    def from_encoder_decoder_pretrained(
        cls, encoder_pretrained_model_name_or_path: str | os.PathLike[str] | None = ...,
        decoder_pretrained_model_name_or_path: str | os.PathLike[str] | None = ..., *args: Any, **kwargs: Any
    ) -> Self: ...

class _ErnieOptions(keywords.ErnieKeywords, _Options, total=False): ...

class TFErniePreTrainedModel(TFPreTrainedModel):
    config: ErnieConfig
    config_class: ClassVar[type[ErnieConfig]]
    def __init__(self, config: ErnieConfig, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], *args: Any, output_loading_info: Literal[True],
        **kwargs: Unpack[_ErnieOptions]
    ) -> tuple[Self, LoadReport]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_ErnieOptions]
    ) -> Self: ...

class TFErnieModel(_Call36[outputs.BaseModelOutputWithPooling[Any]], TFErniePreTrainedModel):
    ernie: Any

class TFErnieForPreTraining(_Call37[outputs.BertForPreTrainingOutput[Any]], TFErniePreTrainedModel):
    ernie: Any
    mlm: Any
    nsp: Any

class TFErnieForCausalLM(_Call38[outputs.CausalLMOutputWithCrossAttentions[Any]], TFErniePreTrainedModel):
    ernie: Any
    mlm: Any

class TFErnieForMaskedLM(_Call39[outputs.MaskedLMOutput[Any]], TFErniePreTrainedModel):
    ernie: Any
    mlm: Any

class TFErnieForSequenceClassification(_Call40[outputs.SequenceClassifierOutput[Any]], TFErniePreTrainedModel):
    ernie: Any
    classifier: Any

class TFErnieForTokenClassification(_Call40[outputs.TokenClassifierOutput[Any]], TFErniePreTrainedModel):
    ernie: Any
    classifier: Any

class TFErnieForQuestionAnswering(_Call41[outputs.QuestionAnsweringModelOutput[Any]], TFErniePreTrainedModel):
    ernie: Any
    qa_outputs: Any

class TFErnieForMultipleChoice(_Call40[outputs.MultipleChoiceModelOutput[Any]], TFErniePreTrainedModel):
    ernie: Any
    classifier: Any

class TFErnieForNextSentencePrediction(_Call42[outputs.NextSentencePredictorOutput[Any]], TFErniePreTrainedModel):
    ernie: Any
    nsp: Any

class _EuroBertOptions(keywords.EuroBertKeywords, _Options, total=False): ...

class TFEuroBertPreTrainedModel(TFPreTrainedModel):
    config: EuroBertConfig
    config_class: ClassVar[type[EuroBertConfig]]
    def __init__(self, config: EuroBertConfig, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], *args: Any, output_loading_info: Literal[True],
        **kwargs: Unpack[_EuroBertOptions]
    ) -> tuple[Self, LoadReport]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_EuroBertOptions]
    ) -> Self: ...

class TFEuroBertModel(_Call43[outputs.BaseModelOutput[Any]], TFEuroBertPreTrainedModel):
    model: Any

class TFEuroBertForMaskedLM(_Call44[outputs.MaskedLMOutput[Any]], TFEuroBertPreTrainedModel):
    model: Any
    lm_head: Any

class TFEuroBertForSequenceClassification(_Call44[outputs.SequenceClassifierOutput[Any]], TFEuroBertPreTrainedModel):
    model: Any
    dense: Any
    classifier: Any

class TFEuroBertForTokenClassification(_Call44[outputs.TokenClassifierOutput[Any]], TFEuroBertPreTrainedModel):
    model: Any
    classifier: Any

class _Exaone4Options(keywords.Exaone4Keywords, _Options, total=False): ...

class TFExaone4PreTrainedModel(TFPreTrainedModel):
    config: Exaone4Config
    config_class: ClassVar[type[Exaone4Config]]
    def __init__(self, config: Exaone4Config, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], *args: Any, output_loading_info: Literal[True],
        **kwargs: Unpack[_Exaone4Options]
    ) -> tuple[Self, LoadReport]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_Exaone4Options]
    ) -> Self: ...

class TFExaone4Model(_Call5[outputs.BaseModelOutputWithPast[Any]], TFExaone4PreTrainedModel):
    model: Any

class TFExaone4ForCausalLM(_Call6[outputs.CausalLMOutputWithPast[Any]], TFExaone4PreTrainedModel):
    model: Any
    lm_head: Any

class TFExaone4ForSequenceClassification(_Call6[outputs.SequenceClassifierOutputWithPast[Any]], TFExaone4PreTrainedModel):
    model: Any
    score: Any

class TFExaone4ForTokenClassification(_Call6[outputs.TokenClassifierOutput[Any]], TFExaone4PreTrainedModel):
    model: Any
    score: Any

class TFExaone4ForQuestionAnswering(_Call7[outputs.QuestionAnsweringModelOutput[Any]], TFExaone4PreTrainedModel):
    transformer: Any
    qa_outputs: Any

class _FalconOptions(keywords.FalconKeywords, _Options, total=False): ...

class TFFalconPreTrainedModel(TFPreTrainedModel):
    config: FalconConfig
    config_class: ClassVar[type[FalconConfig]]
    def __init__(self, config: FalconConfig, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], *args: Any, output_loading_info: Literal[True],
        **kwargs: Unpack[_FalconOptions]
    ) -> tuple[Self, LoadReport]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_FalconOptions]
    ) -> Self: ...

class TFFalconModel(_Call45[outputs.BaseModelOutputWithPast[Any]], TFFalconPreTrainedModel):
    transformer: Any

class TFFalconForCausalLM(_Call46[outputs.CausalLMOutputWithPast[Any]], TFFalconPreTrainedModel):
    transformer: Any

class TFFalconForSequenceClassification(_Call46[outputs.SequenceClassifierOutputWithPast[Any]], TFFalconPreTrainedModel):
    transformer: Any
    score: Any

class TFFalconForTokenClassification(_Call46[outputs.TokenClassifierOutput[Any]], TFFalconPreTrainedModel):
    transformer: Any
    classifier: Any

class TFFalconForQuestionAnswering(_Call47[outputs.QuestionAnsweringModelOutput[Any]], TFFalconPreTrainedModel):
    transformer: Any
    qa_outputs: Any

class _GPT2Options(keywords.GPT2Keywords, _Options, total=False): ...

class TFGPT2PreTrainedModel(TFPreTrainedModel):
    config: GPT2Config
    config_class: ClassVar[type[GPT2Config]]
    def __init__(self, config: GPT2Config, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], *args: Any, output_loading_info: Literal[True],
        **kwargs: Unpack[_GPT2Options]
    ) -> tuple[Self, LoadReport]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_GPT2Options]
    ) -> Self: ...

class TFGPT2Model(_Call48[outputs.BaseModelOutputWithPast[Any]], TFGPT2PreTrainedModel):
    transformer: Any

class TFGPT2LMHeadModel(_Call49[outputs.CausalLMOutputWithCrossAttentions[Any]], TFGPT2PreTrainedModel):
    transformer: Any

class TFGPT2ForSequenceClassification(_Call50[outputs.SequenceClassifierOutputWithPast[Any]], TFGPT2PreTrainedModel):
    transformer: Any
    score: Any

class TFGPT2ForTokenClassification(_Call50[outputs.TokenClassifierOutput[Any]], TFGPT2PreTrainedModel):
    transformer: Any
    classifier: Any

class TFGPT2ForQuestionAnswering(_Call4[outputs.QuestionAnsweringModelOutput[Any]], TFGPT2PreTrainedModel):
    transformer: Any
    qa_outputs: Any

class TFGPT2DoubleHeadsModel(_Call51[outputs.GPT2DoubleHeadsModelOutput[Any]], TFGPT2PreTrainedModel):
    transformer: Any
    multiple_choice_head: Any

class _GPTBigCodeOptions(keywords.GPTBigCodeKeywords, _Options, total=False): ...

class TFGPTBigCodePreTrainedModel(TFPreTrainedModel):
    config: GPTBigCodeConfig
    config_class: ClassVar[type[GPTBigCodeConfig]]
    def __init__(self, config: GPTBigCodeConfig, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], *args: Any, output_loading_info: Literal[True],
        **kwargs: Unpack[_GPTBigCodeOptions]
    ) -> tuple[Self, LoadReport]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_GPTBigCodeOptions]
    ) -> Self: ...

class TFGPTBigCodeModel(_Call23[outputs.BaseModelOutputWithPast[Any]], TFGPTBigCodePreTrainedModel):
    transformer: Any

class TFGPTBigCodeForCausalLM(_Call24[outputs.CausalLMOutputWithPast[Any]], TFGPTBigCodePreTrainedModel):
    transformer: Any

class TFGPTBigCodeForSequenceClassification(_Call24[outputs.SequenceClassifierOutputWithPast[Any]], TFGPTBigCodePreTrainedModel):
    transformer: Any
    score: Any

class TFGPTBigCodeForTokenClassification(_Call24[outputs.TokenClassifierOutput[Any]], TFGPTBigCodePreTrainedModel):
    transformer: Any
    classifier: Any

class _GPTJOptions(keywords.GPTJKeywords, _Options, total=False): ...

class TFGPTJPreTrainedModel(TFPreTrainedModel):
    config: GPTJConfig
    config_class: ClassVar[type[GPTJConfig]]
    def __init__(self, config: GPTJConfig, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], *args: Any, output_loading_info: Literal[True],
        **kwargs: Unpack[_GPTJOptions]
    ) -> tuple[Self, LoadReport]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_GPTJOptions]
    ) -> Self: ...

class TFGPTJModel(_Call23[outputs.BaseModelOutputWithPast[Any]], TFGPTJPreTrainedModel):
    transformer: Any

class TFGPTJForCausalLM(_Call24[outputs.CausalLMOutputWithPast[Any]], TFGPTJPreTrainedModel):
    transformer: Any
    lm_head: Any

class TFGPTJForSequenceClassification(_Call24[outputs.SequenceClassifierOutputWithPast[Any]], TFGPTJPreTrainedModel):
    transformer: Any
    score: Any

class TFGPTJForQuestionAnswering(_Call52[outputs.QuestionAnsweringModelOutput[Any]], TFGPTJPreTrainedModel):
    transformer: Any
    qa_outputs: Any

class _GPTNeoOptions(keywords.GPTNeoKeywords, _Options, total=False): ...

class TFGPTNeoPreTrainedModel(TFPreTrainedModel):
    config: GPTNeoConfig
    config_class: ClassVar[type[GPTNeoConfig]]
    def __init__(self, config: GPTNeoConfig, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], *args: Any, output_loading_info: Literal[True],
        **kwargs: Unpack[_GPTNeoOptions]
    ) -> tuple[Self, LoadReport]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_GPTNeoOptions]
    ) -> Self: ...

class TFGPTNeoModel(_Call23[outputs.BaseModelOutputWithPast[Any]], TFGPTNeoPreTrainedModel):
    transformer: Any

class TFGPTNeoForCausalLM(_Call24[outputs.CausalLMOutputWithPast[Any]], TFGPTNeoPreTrainedModel):
    transformer: Any

class TFGPTNeoForSequenceClassification(_Call24[outputs.SequenceClassifierOutputWithPast[Any]], TFGPTNeoPreTrainedModel):
    transformer: Any
    score: Any

class TFGPTNeoForTokenClassification(_Call24[outputs.TokenClassifierOutput[Any]], TFGPTNeoPreTrainedModel):
    transformer: Any
    classifier: Any

class TFGPTNeoForQuestionAnswering(_Call52[outputs.QuestionAnsweringModelOutput[Any]], TFGPTNeoPreTrainedModel):
    transformer: Any
    qa_outputs: Any

class _GPTNeoXOptions(keywords.GPTNeoXKeywords, _Options, total=False): ...

class TFGPTNeoXPreTrainedModel(TFPreTrainedModel):
    config: GPTNeoXConfig
    config_class: ClassVar[type[GPTNeoXConfig]]
    def __init__(self, config: GPTNeoXConfig, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], *args: Any, output_loading_info: Literal[True],
        **kwargs: Unpack[_GPTNeoXOptions]
    ) -> tuple[Self, LoadReport]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_GPTNeoXOptions]
    ) -> Self: ...

class TFGPTNeoXModel(_Call53[outputs.BaseModelOutputWithPast[Any]], TFGPTNeoXPreTrainedModel):
    gpt_neox: Any

class TFGPTNeoXForCausalLM(_Call54[outputs.CausalLMOutputWithPast[Any]], TFGPTNeoXPreTrainedModel):
    gpt_neox: Any
    embed_out: Any

class TFGPTNeoXForSequenceClassification(_Call54[outputs.SequenceClassifierOutputWithPast[Any]], TFGPTNeoXPreTrainedModel):
    gpt_neox: Any
    score: Any

class TFGPTNeoXForTokenClassification(_Call54[outputs.TokenClassifierOutput[Any]], TFGPTNeoXPreTrainedModel):
    gpt_neox: Any
    classifier: Any

class TFGPTNeoXForQuestionAnswering(_Call55[outputs.QuestionAnsweringModelOutput[Any]], TFGPTNeoXPreTrainedModel):
    gpt_neox: Any
    qa_outputs: Any

class _GemmaOptions(keywords.GemmaKeywords, _Options, total=False): ...

class TFGemmaPreTrainedModel(TFPreTrainedModel):
    config: GemmaConfig
    config_class: ClassVar[type[GemmaConfig]]
    def __init__(self, config: GemmaConfig, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], *args: Any, output_loading_info: Literal[True],
        **kwargs: Unpack[_GemmaOptions]
    ) -> tuple[Self, LoadReport]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_GemmaOptions]
    ) -> Self: ...

class TFGemmaModel(_Call5[outputs.BaseModelOutputWithPast[Any]], TFGemmaPreTrainedModel):
    model: Any

class TFGemmaForCausalLM(_Call6[outputs.CausalLMOutputWithPast[Any]], TFGemmaPreTrainedModel):
    model: Any

class TFGemmaForSequenceClassification(_Call6[outputs.SequenceClassifierOutputWithPast[Any]], TFGemmaPreTrainedModel):
    model: Any
    score: Any

class TFGemmaForTokenClassification(_Call6[outputs.TokenClassifierOutput[Any]], TFGemmaPreTrainedModel):
    model: Any
    score: Any

class _Gemma2Options(keywords.Gemma2Keywords, _Options, total=False): ...

class TFGemma2PreTrainedModel(TFPreTrainedModel):
    config: Gemma2Config
    config_class: ClassVar[type[Gemma2Config]]
    def __init__(self, config: Gemma2Config, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], *args: Any, output_loading_info: Literal[True],
        **kwargs: Unpack[_Gemma2Options]
    ) -> tuple[Self, LoadReport]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_Gemma2Options]
    ) -> Self: ...

class TFGemma2Model(_Call5[outputs.BaseModelOutputWithPast[Any]], TFGemma2PreTrainedModel):
    model: Any

class TFGemma2ForCausalLM(_Call6[outputs.CausalLMOutputWithPast[Any]], TFGemma2PreTrainedModel):
    model: Any

class TFGemma2ForSequenceClassification(_Call6[outputs.SequenceClassifierOutputWithPast[Any]], TFGemma2PreTrainedModel):
    model: Any
    score: Any

class TFGemma2ForTokenClassification(_Call6[outputs.TokenClassifierOutput[Any]], TFGemma2PreTrainedModel):
    model: Any
    score: Any

class _Gemma3Options(keywords.Gemma3Keywords, _Options, total=False): ...

class TFGemma3PreTrainedModel(TFPreTrainedModel):
    config: Gemma3TextConfig
    config_class: ClassVar[type[Gemma3TextConfig]]
    def __init__(self, config: Gemma3TextConfig, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], *args: Any, output_loading_info: Literal[True],
        **kwargs: Unpack[_Gemma3Options]
    ) -> tuple[Self, LoadReport]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_Gemma3Options]
    ) -> Self: ...

class TFGemma3TextModel(_Call5[outputs.BaseModelOutputWithPast[Any]], TFGemma3PreTrainedModel):
    model: Any

class TFGemma3ForCausalLM(_Call6[outputs.CausalLMOutputWithPast[Any]], TFGemma3PreTrainedModel):
    model: Any

class TFGemma3TextForSequenceClassification(_Call6[outputs.SequenceClassifierOutputWithPast[Any]], TFGemma3PreTrainedModel):
    model: Any
    score: Any

class _GlmOptions(keywords.GlmKeywords, _Options, total=False): ...

class TFGlmPreTrainedModel(TFPreTrainedModel):
    config: GlmConfig
    config_class: ClassVar[type[GlmConfig]]
    def __init__(self, config: GlmConfig, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], *args: Any, output_loading_info: Literal[True],
        **kwargs: Unpack[_GlmOptions]
    ) -> tuple[Self, LoadReport]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_GlmOptions]
    ) -> Self: ...

class TFGlmModel(_Call5[outputs.BaseModelOutputWithPast[Any]], TFGlmPreTrainedModel):
    model: Any

class TFGlmForCausalLM(_Call6[outputs.CausalLMOutputWithPast[Any]], TFGlmPreTrainedModel):
    model: Any
    lm_head: Any

class TFGlmForSequenceClassification(_Call6[outputs.SequenceClassifierOutputWithPast[Any]], TFGlmPreTrainedModel):
    model: Any
    score: Any

class TFGlmForTokenClassification(_Call6[outputs.TokenClassifierOutput[Any]], TFGlmPreTrainedModel):
    model: Any
    score: Any

class _Glm4Options(keywords.Glm4Keywords, _Options, total=False): ...

class TFGlm4PreTrainedModel(TFPreTrainedModel):
    config: Glm4Config
    config_class: ClassVar[type[Glm4Config]]
    def __init__(self, config: Glm4Config, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], *args: Any, output_loading_info: Literal[True],
        **kwargs: Unpack[_Glm4Options]
    ) -> tuple[Self, LoadReport]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_Glm4Options]
    ) -> Self: ...

class TFGlm4Model(_Call5[outputs.BaseModelOutputWithPast[Any]], TFGlm4PreTrainedModel):
    model: Any

class TFGlm4ForCausalLM(_Call6[outputs.CausalLMOutputWithPast[Any]], TFGlm4PreTrainedModel):
    model: Any
    lm_head: Any

class TFGlm4ForSequenceClassification(_Call6[outputs.SequenceClassifierOutputWithPast[Any]], TFGlm4PreTrainedModel):
    model: Any
    score: Any

class TFGlm4ForTokenClassification(_Call6[outputs.TokenClassifierOutput[Any]], TFGlm4PreTrainedModel):
    model: Any
    score: Any

class _Glm4MoeOptions(keywords.Glm4MoeKeywords, _Options, total=False): ...

class TFGlm4MoePreTrainedModel(TFPreTrainedModel):
    config: Glm4MoeConfig
    config_class: ClassVar[type[Glm4MoeConfig]]
    def __init__(self, config: Glm4MoeConfig, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], *args: Any, output_loading_info: Literal[True],
        **kwargs: Unpack[_Glm4MoeOptions]
    ) -> tuple[Self, LoadReport]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_Glm4MoeOptions]
    ) -> Self: ...

class TFGlm4MoeModel(_Call5[outputs.BaseModelOutputWithPast[Any]], TFGlm4MoePreTrainedModel):
    model: Any

class TFGlm4MoeForCausalLM(_Call6[outputs.CausalLMOutputWithPast[Any]], TFGlm4MoePreTrainedModel):
    model: Any
    lm_head: Any

class _GraniteOptions(keywords.GraniteKeywords, _Options, total=False): ...

class TFGranitePreTrainedModel(TFPreTrainedModel):
    config: GraniteConfig
    config_class: ClassVar[type[GraniteConfig]]
    def __init__(self, config: GraniteConfig, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], *args: Any, output_loading_info: Literal[True],
        **kwargs: Unpack[_GraniteOptions]
    ) -> tuple[Self, LoadReport]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_GraniteOptions]
    ) -> Self: ...

class TFGraniteModel(_Call5[outputs.BaseModelOutputWithPast[Any]], TFGranitePreTrainedModel):
    model: Any

class TFGraniteForCausalLM(_Call6[outputs.CausalLMOutputWithPast[Any]], TFGranitePreTrainedModel):
    model: Any
    lm_head: Any

class _GraniteMoeOptions(keywords.GraniteMoeKeywords, _Options, total=False): ...

class TFGraniteMoePreTrainedModel(TFPreTrainedModel):
    config: GraniteMoeConfig
    config_class: ClassVar[type[GraniteMoeConfig]]
    def __init__(self, config: GraniteMoeConfig, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], *args: Any, output_loading_info: Literal[True],
        **kwargs: Unpack[_GraniteMoeOptions]
    ) -> tuple[Self, LoadReport]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_GraniteMoeOptions]
    ) -> Self: ...

class TFGraniteMoeModel(_Call56[outputs.BaseModelOutputWithPast[Any]], TFGraniteMoePreTrainedModel):
    model: Any

class TFGraniteMoeForCausalLM(_Call57[outputs.MoeCausalLMOutputWithPast[Any]], TFGraniteMoePreTrainedModel):
    model: Any
    lm_head: Any

class _GteOptions(keywords.GteKeywords, _Options, total=False): ...

class TFGtePreTrainedModel(TFPreTrainedModel):
    config: GteConfig
    config_class: ClassVar[type[GteConfig]]
    def __init__(self, config: GteConfig, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], *args: Any, output_loading_info: Literal[True],
        **kwargs: Unpack[_GteOptions]
    ) -> tuple[Self, LoadReport]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_GteOptions]
    ) -> Self: ...

class TFGteModel(_Call27[outputs.BaseModelOutputWithPooling[Any]], TFGtePreTrainedModel):
    gte: Any

class TFGteForMaskedLM(_Call28[outputs.MaskedLMOutput[Any]], TFGtePreTrainedModel):
    gte: Any
    lm_head: Any

class TFGteForSequenceClassification(_Call28[outputs.SequenceClassifierOutput[Any]], TFGtePreTrainedModel):
    gte: Any
    classifier: Any

class TFGteForTokenClassification(_Call28[outputs.TokenClassifierOutput[Any]], TFGtePreTrainedModel):
    gte: Any
    classifier: Any

class _HeliumOptions(keywords.HeliumKeywords, _Options, total=False): ...

class TFHeliumPreTrainedModel(TFPreTrainedModel):
    config: HeliumConfig
    config_class: ClassVar[type[HeliumConfig]]
    def __init__(self, config: HeliumConfig, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], *args: Any, output_loading_info: Literal[True],
        **kwargs: Unpack[_HeliumOptions]
    ) -> tuple[Self, LoadReport]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_HeliumOptions]
    ) -> Self: ...

class TFHeliumModel(_Call5[outputs.BaseModelOutputWithPast[Any]], TFHeliumPreTrainedModel):
    model: Any

class TFHeliumForCausalLM(_Call6[outputs.CausalLMOutputWithPast[Any]], TFHeliumPreTrainedModel):
    model: Any
    lm_head: Any

class TFHeliumForSequenceClassification(_Call6[outputs.SequenceClassifierOutputWithPast[Any]], TFHeliumPreTrainedModel):
    model: Any
    score: Any

class TFHeliumForTokenClassification(_Call6[outputs.TokenClassifierOutput[Any]], TFHeliumPreTrainedModel):
    model: Any
    score: Any

class _JinaEmbeddingsV3Options(keywords.JinaEmbeddingsV3Keywords, _Options, total=False): ...

class TFJinaEmbeddingsV3PreTrainedModel(TFPreTrainedModel):
    config: JinaEmbeddingsV3Config
    config_class: ClassVar[type[JinaEmbeddingsV3Config]]
    def __init__(self, config: JinaEmbeddingsV3Config, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], *args: Any, output_loading_info: Literal[True],
        **kwargs: Unpack[_JinaEmbeddingsV3Options]
    ) -> tuple[Self, LoadReport]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_JinaEmbeddingsV3Options]
    ) -> Self: ...

class TFJinaEmbeddingsV3Model(_Call27[outputs.BaseModelOutputWithPooling[Any]], TFJinaEmbeddingsV3PreTrainedModel):
    roberta: Any

class TFJinaEmbeddingsV3ForMaskedLM(_Call28[outputs.MaskedLMOutput[Any]], TFJinaEmbeddingsV3PreTrainedModel):
    roberta: Any
    lm_head: Any

class TFJinaEmbeddingsV3ForSequenceClassification(_Call28[outputs.SequenceClassifierOutput[Any]], TFJinaEmbeddingsV3PreTrainedModel):
    roberta: Any
    classifier: Any

class TFJinaEmbeddingsV3ForTokenClassification(_Call28[outputs.TokenClassifierOutput[Any]], TFJinaEmbeddingsV3PreTrainedModel):
    roberta: Any
    classifier: Any

class TFJinaEmbeddingsV3ForQuestionAnswering(_Call29[outputs.QuestionAnsweringModelOutput[Any]], TFJinaEmbeddingsV3PreTrainedModel):
    roberta: Any
    qa_outputs: Any

class _LayoutLMOptions(keywords.LayoutLMKeywords, _Options, total=False): ...

class TFLayoutLMPreTrainedModel(TFPreTrainedModel):
    config: LayoutLMConfig
    config_class: ClassVar[type[LayoutLMConfig]]
    def __init__(self, config: LayoutLMConfig, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], *args: Any, output_loading_info: Literal[True],
        **kwargs: Unpack[_LayoutLMOptions]
    ) -> tuple[Self, LoadReport]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_LayoutLMOptions]
    ) -> Self: ...

class TFLayoutLMModel(_Call58[outputs.BaseModelOutputWithPooling[Any]], TFLayoutLMPreTrainedModel):
    layoutlm: Any

class TFLayoutLMForMaskedLM(_Call59[outputs.MaskedLMOutput[Any]], TFLayoutLMPreTrainedModel):
    layoutlm: Any
    mlm: Any

class TFLayoutLMForSequenceClassification(_Call59[outputs.SequenceClassifierOutput[Any]], TFLayoutLMPreTrainedModel):
    layoutlm: Any
    classifier: Any

class TFLayoutLMForTokenClassification(_Call59[outputs.TokenClassifierOutput[Any]], TFLayoutLMPreTrainedModel):
    layoutlm: Any
    classifier: Any

class TFLayoutLMForQuestionAnswering(_Call60[outputs.QuestionAnsweringModelOutput[Any]], TFLayoutLMPreTrainedModel):
    layoutlm: Any
    qa_outputs: Any

class _LlamaOptions(keywords.LlamaKeywords, _Options, total=False): ...

class TFLlamaPreTrainedModel(TFPreTrainedModel):
    config: LlamaConfig
    config_class: ClassVar[type[LlamaConfig]]
    def __init__(self, config: LlamaConfig, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], *args: Any, output_loading_info: Literal[True],
        **kwargs: Unpack[_LlamaOptions]
    ) -> tuple[Self, LoadReport]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_LlamaOptions]
    ) -> Self: ...

class TFLlamaModel(_Call5[outputs.BaseModelOutputWithPast[Any]], TFLlamaPreTrainedModel):
    model: Any

class TFLlamaForCausalLM(_Call6[outputs.CausalLMOutputWithPast[Any]], TFLlamaPreTrainedModel):
    model: Any
    lm_head: Any

class TFLlamaForSequenceClassification(_Call6[outputs.SequenceClassifierOutputWithPast[Any]], TFLlamaPreTrainedModel):
    model: Any
    score: Any

class TFLlamaForTokenClassification(_Call6[outputs.TokenClassifierOutput[Any]], TFLlamaPreTrainedModel):
    model: Any
    score: Any

class TFLlamaForQuestionAnswering(_Call7[outputs.QuestionAnsweringModelOutput[Any]], TFLlamaPreTrainedModel):
    transformer: Any
    qa_outputs: Any

class _M2M100Options(keywords.M2M100Keywords, _Options, total=False): ...

class TFM2M100PreTrainedModel(TFPreTrainedModel):
    config: M2M100Config
    config_class: ClassVar[type[M2M100Config]]
    def __init__(self, config: M2M100Config, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], *args: Any, output_loading_info: Literal[True],
        **kwargs: Unpack[_M2M100Options]
    ) -> tuple[Self, LoadReport]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_M2M100Options]
    ) -> Self: ...

class TFM2M100Model(_Call8[outputs.Seq2SeqModelOutput[Any]], TFM2M100PreTrainedModel):
    shared: Any
    model: Any

class TFM2M100ForConditionalGeneration(_Call9[outputs.Seq2SeqLMOutput[Any]], TFM2M100PreTrainedModel):
    shared: Any
    model: Any

class _MBartOptions(keywords.MBartKeywords, _Options, total=False): ...

class TFMBartPreTrainedModel(TFPreTrainedModel):
    config: MBartConfig
    config_class: ClassVar[type[MBartConfig]]
    def __init__(self, config: MBartConfig, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], *args: Any, output_loading_info: Literal[True],
        **kwargs: Unpack[_MBartOptions]
    ) -> tuple[Self, LoadReport]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_MBartOptions]
    ) -> Self: ...

class TFMBartModel(_Call8[outputs.Seq2SeqModelOutput[Any]], TFMBartPreTrainedModel):
    shared: Any
    model: Any

class TFMBartForConditionalGeneration(_Call9[outputs.Seq2SeqLMOutput[Any]], TFMBartPreTrainedModel):
    shared: Any
    model: Any

class TFMBartForSequenceClassification(_Call9[outputs.Seq2SeqSequenceClassifierOutput[Any]], TFMBartPreTrainedModel):
    shared: Any
    model: Any
    classification_head: Any

class TFMBartForQuestionAnswering(_Call10[outputs.Seq2SeqQuestionAnsweringModelOutput[Any]], TFMBartPreTrainedModel):
    shared: Any
    model: Any
    qa_outputs: Any

class TFMBartForCausalLM(_Call11[outputs.CausalLMOutputWithCrossAttentions[Any]], TFMBartPreTrainedModel):
    model: Any

class _MPNetOptions(keywords.MPNetKeywords, _Options, total=False): ...

class TFMPNetPreTrainedModel(TFPreTrainedModel):
    config: MPNetConfig
    config_class: ClassVar[type[MPNetConfig]]
    def __init__(self, config: MPNetConfig, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], *args: Any, output_loading_info: Literal[True],
        **kwargs: Unpack[_MPNetOptions]
    ) -> tuple[Self, LoadReport]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_MPNetOptions]
    ) -> Self: ...

class TFMPNetModel(_Call61[outputs.BaseModelOutputWithPooling[Any]], TFMPNetPreTrainedModel):
    mpnet: Any

class TFMPNetForMaskedLM(_Call62[outputs.MaskedLMOutput[Any]], TFMPNetPreTrainedModel):
    mpnet: Any
    lm_head: Any

class TFMPNetForSequenceClassification(_Call62[outputs.SequenceClassifierOutput[Any]], TFMPNetPreTrainedModel):
    mpnet: Any
    classifier: Any

class TFMPNetForTokenClassification(_Call62[outputs.TokenClassifierOutput[Any]], TFMPNetPreTrainedModel):
    mpnet: Any
    classifier: Any

class TFMPNetForQuestionAnswering(_Call63[outputs.QuestionAnsweringModelOutput[Any]], TFMPNetPreTrainedModel):
    mpnet: Any
    qa_outputs: Any

class TFMPNetForMultipleChoice(_Call62[outputs.MultipleChoiceModelOutput[Any]], TFMPNetPreTrainedModel):
    mpnet: Any
    classifier: Any

class _MT5Options(keywords.MT5Keywords, _Options, total=False): ...

class TFMT5PreTrainedModel(TFPreTrainedModel):
    config: MT5Config
    config_class: ClassVar[type[MT5Config]]
    def __init__(self, config: MT5Config, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], *args: Any, output_loading_info: Literal[True],
        **kwargs: Unpack[_MT5Options]
    ) -> tuple[Self, LoadReport]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_MT5Options]
    ) -> Self: ...

class TFMT5Model(_Call64[outputs.Seq2SeqModelOutput[Any]], TFMT5PreTrainedModel):
    shared: Any
    encoder: Any
    decoder: Any

class TFMT5ForConditionalGeneration(_Call65[outputs.Seq2SeqLMOutput[Any]], TFMT5PreTrainedModel):
    shared: Any
    encoder: Any
    decoder: Any
    lm_head: Any

class TFMT5EncoderModel(_Call32[outputs.BaseModelOutput[Any]], TFMT5PreTrainedModel):
    shared: Any
    encoder: Any

class TFMT5ForQuestionAnswering(_Call66[outputs.Seq2SeqQuestionAnsweringModelOutput[Any]], TFMT5PreTrainedModel):
    shared: Any
    encoder: Any
    decoder: Any
    qa_outputs: Any

class TFMT5ForSequenceClassification(_Call65[outputs.Seq2SeqSequenceClassifierOutput[Any]], TFMT5PreTrainedModel):
    transformer: Any
    classification_head: Any

class TFMT5ForTokenClassification(_Call33[outputs.TokenClassifierOutput[Any]], TFMT5PreTrainedModel):
    transformer: Any
    classifier: Any

class _MarianOptions(keywords.MarianKeywords, _Options, total=False): ...

class TFMarianPreTrainedModel(TFPreTrainedModel):
    config: MarianConfig
    config_class: ClassVar[type[MarianConfig]]
    def __init__(self, config: MarianConfig, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], *args: Any, output_loading_info: Literal[True],
        **kwargs: Unpack[_MarianOptions]
    ) -> tuple[Self, LoadReport]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_MarianOptions]
    ) -> Self: ...

class TFMarianModel(_Call8[outputs.Seq2SeqModelOutput[Any]], TFMarianPreTrainedModel):
    shared: Any
    model: Any

class TFMarianMTModel(_Call9[outputs.Seq2SeqLMOutput[Any]], TFMarianPreTrainedModel):
    shared: Any
    model: Any

class TFMarianForCausalLM(_Call11[outputs.CausalLMOutputWithCrossAttentions[Any]], TFMarianPreTrainedModel):
    model: Any

class _MegatronBertOptions(keywords.MegatronBertKeywords, _Options, total=False): ...

class TFMegatronBertPreTrainedModel(TFPreTrainedModel):
    config: MegatronBertConfig
    config_class: ClassVar[type[MegatronBertConfig]]
    def __init__(self, config: MegatronBertConfig, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], *args: Any, output_loading_info: Literal[True],
        **kwargs: Unpack[_MegatronBertOptions]
    ) -> tuple[Self, LoadReport]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_MegatronBertOptions]
    ) -> Self: ...

class TFMegatronBertModel(_Call15[outputs.BaseModelOutputWithPooling[Any]], TFMegatronBertPreTrainedModel):
    bert: Any

class TFMegatronBertForPreTraining(_Call16[outputs.BertForPreTrainingOutput[Any]], TFMegatronBertPreTrainedModel):
    bert: Any
    mlm: Any
    nsp: Any

class TFMegatronBertForCausalLM(_Call17[outputs.CausalLMOutputWithCrossAttentions[Any]], TFMegatronBertPreTrainedModel):
    bert: Any
    mlm: Any

class TFMegatronBertForMaskedLM(_Call18[outputs.MaskedLMOutput[Any]], TFMegatronBertPreTrainedModel):
    bert: Any
    mlm: Any

class TFMegatronBertForSequenceClassification(_Call3[outputs.SequenceClassifierOutput[Any]], TFMegatronBertPreTrainedModel):
    bert: Any
    classifier: Any

class TFMegatronBertForTokenClassification(_Call3[outputs.TokenClassifierOutput[Any]], TFMegatronBertPreTrainedModel):
    bert: Any
    classifier: Any

class TFMegatronBertForQuestionAnswering(_Call4[outputs.QuestionAnsweringModelOutput[Any]], TFMegatronBertPreTrainedModel):
    bert: Any
    qa_outputs: Any

class TFMegatronBertForMultipleChoice(_Call3[outputs.MultipleChoiceModelOutput[Any]], TFMegatronBertPreTrainedModel):
    bert: Any
    classifier: Any

class TFMegatronBertForNextSentencePrediction(_Call19[outputs.NextSentencePredictorOutput[Any]], TFMegatronBertPreTrainedModel):
    bert: Any
    nsp: Any

class _MistralOptions(keywords.MistralKeywords, _Options, total=False): ...

class TFMistralPreTrainedModel(TFPreTrainedModel):
    config: MistralConfig
    config_class: ClassVar[type[MistralConfig]]
    def __init__(self, config: MistralConfig, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], *args: Any, output_loading_info: Literal[True],
        **kwargs: Unpack[_MistralOptions]
    ) -> tuple[Self, LoadReport]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_MistralOptions]
    ) -> Self: ...

class TFMistralModel(_Call5[outputs.BaseModelOutputWithPast[Any]], TFMistralPreTrainedModel):
    model: Any

class TFMistralForCausalLM(_Call6[outputs.CausalLMOutputWithPast[Any]], TFMistralPreTrainedModel):
    model: Any
    lm_head: Any

class TFMistralForSequenceClassification(_Call6[outputs.SequenceClassifierOutputWithPast[Any]], TFMistralPreTrainedModel):
    model: Any
    score: Any

class TFMistralForTokenClassification(_Call6[outputs.TokenClassifierOutput[Any]], TFMistralPreTrainedModel):
    model: Any
    score: Any

class TFMistralForQuestionAnswering(_Call7[outputs.QuestionAnsweringModelOutput[Any]], TFMistralPreTrainedModel):
    model: Any
    qa_outputs: Any

class _MixtralOptions(keywords.MixtralKeywords, _Options, total=False): ...

class TFMixtralPreTrainedModel(TFPreTrainedModel):
    config: MixtralConfig
    config_class: ClassVar[type[MixtralConfig]]
    def __init__(self, config: MixtralConfig, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], *args: Any, output_loading_info: Literal[True],
        **kwargs: Unpack[_MixtralOptions]
    ) -> tuple[Self, LoadReport]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_MixtralOptions]
    ) -> Self: ...

class TFMixtralModel(_Call56[outputs.BaseModelOutputWithPast[Any]], TFMixtralPreTrainedModel):
    model: Any

class TFMixtralForCausalLM(_Call57[outputs.MoeCausalLMOutputWithPast[Any]], TFMixtralPreTrainedModel):
    model: Any
    lm_head: Any

class TFMixtralForSequenceClassification(_Call6[outputs.SequenceClassifierOutputWithPast[Any]], TFMixtralPreTrainedModel):
    model: Any
    score: Any

class TFMixtralForTokenClassification(_Call6[outputs.TokenClassifierOutput[Any]], TFMixtralPreTrainedModel):
    model: Any
    score: Any

class TFMixtralForQuestionAnswering(_Call7[outputs.QuestionAnsweringModelOutput[Any]], TFMixtralPreTrainedModel):
    model: Any
    qa_outputs: Any

class _ModernBertOptions(keywords.ModernBertKeywords, _Options, total=False): ...

class TFModernBertPreTrainedModel(TFPreTrainedModel):
    config: ModernBertConfig
    config_class: ClassVar[type[ModernBertConfig]]
    def __init__(self, config: ModernBertConfig, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], *args: Any, output_loading_info: Literal[True],
        **kwargs: Unpack[_ModernBertOptions]
    ) -> tuple[Self, LoadReport]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_ModernBertOptions]
    ) -> Self: ...

class TFModernBertModel(_Call43[outputs.BaseModelOutput[Any]], TFModernBertPreTrainedModel):
    model: Any

class TFModernBertForMaskedLM(_Call44[outputs.MaskedLMOutput[Any]], TFModernBertPreTrainedModel):
    model: Any
    head: Any
    decoder: Any

class TFModernBertForSequenceClassification(_Call44[outputs.SequenceClassifierOutput[Any]], TFModernBertPreTrainedModel):
    model: Any
    head: Any
    classifier: Any

class TFModernBertForTokenClassification(_Call44[outputs.TokenClassifierOutput[Any]], TFModernBertPreTrainedModel):
    model: Any
    head: Any
    classifier: Any

class TFModernBertForQuestionAnswering(_Call67[outputs.QuestionAnsweringModelOutput[Any]], TFModernBertPreTrainedModel):
    model: Any
    head: Any
    classifier: Any

class TFModernBertForMultipleChoice(_Call44[outputs.MultipleChoiceModelOutput[Any]], TFModernBertPreTrainedModel):
    model: Any
    head: Any
    classifier: Any

class _MptOptions(keywords.MptKeywords, _Options, total=False): ...

class TFMptPreTrainedModel(TFPreTrainedModel):
    config: MptConfig
    config_class: ClassVar[type[MptConfig]]
    def __init__(self, config: MptConfig, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], *args: Any, output_loading_info: Literal[True],
        **kwargs: Unpack[_MptOptions]
    ) -> tuple[Self, LoadReport]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_MptOptions]
    ) -> Self: ...

class TFMptModel(_Call68[outputs.BaseModelOutputWithPast[Any]], TFMptPreTrainedModel):
    transformer: Any

class TFMptForCausalLM(_Call69[outputs.CausalLMOutputWithPast[Any]], TFMptPreTrainedModel):
    transformer: Any

class TFMptForSequenceClassification(_Call69[outputs.SequenceClassifierOutputWithPast[Any]], TFMptPreTrainedModel):
    transformer: Any
    score: Any

class TFMptForTokenClassification(_Call69[outputs.TokenClassifierOutput[Any]], TFMptPreTrainedModel):
    transformer: Any
    classifier: Any

class TFMptForQuestionAnswering(_Call70[outputs.QuestionAnsweringModelOutput[Any]], TFMptPreTrainedModel):
    transformer: Any
    qa_outputs: Any

class _NemotronOptions(keywords.NemotronKeywords, _Options, total=False): ...

class TFNemotronPreTrainedModel(TFPreTrainedModel):
    config: NemotronConfig
    config_class: ClassVar[type[NemotronConfig]]
    def __init__(self, config: NemotronConfig, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], *args: Any, output_loading_info: Literal[True],
        **kwargs: Unpack[_NemotronOptions]
    ) -> tuple[Self, LoadReport]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_NemotronOptions]
    ) -> Self: ...

class TFNemotronModel(_Call5[outputs.BaseModelOutputWithPast[Any]], TFNemotronPreTrainedModel):
    model: Any

class TFNemotronForCausalLM(_Call6[outputs.CausalLMOutputWithPast[Any]], TFNemotronPreTrainedModel):
    model: Any
    lm_head: Any

class TFNemotronForSequenceClassification(_Call6[outputs.SequenceClassifierOutputWithPast[Any]], TFNemotronPreTrainedModel):
    model: Any
    score: Any

class TFNemotronForTokenClassification(_Call6[outputs.TokenClassifierOutput[Any]], TFNemotronPreTrainedModel):
    model: Any
    score: Any

class TFNemotronForQuestionAnswering(_Call7[outputs.QuestionAnsweringModelOutput[Any]], TFNemotronPreTrainedModel):
    transformer: Any
    qa_outputs: Any

class _NomicBertOptions(keywords.NomicBertKeywords, _Options, total=False): ...

class TFNomicBertPreTrainedModel(TFPreTrainedModel):
    config: NomicBertConfig
    config_class: ClassVar[type[NomicBertConfig]]
    def __init__(self, config: NomicBertConfig, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], *args: Any, output_loading_info: Literal[True],
        **kwargs: Unpack[_NomicBertOptions]
    ) -> tuple[Self, LoadReport]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_NomicBertOptions]
    ) -> Self: ...

class TFNomicBertModel(_Call27[outputs.BaseModelOutputWithPooling[Any]], TFNomicBertPreTrainedModel):
    nomic_bert: Any

class TFNomicBertForMaskedLM(_Call28[outputs.MaskedLMOutput[Any]], TFNomicBertPreTrainedModel):
    nomic_bert: Any
    cls: Any

class TFNomicBertForSequenceClassification(_Call28[outputs.SequenceClassifierOutput[Any]], TFNomicBertPreTrainedModel):
    nomic_bert: Any
    classifier: Any

class TFNomicBertForTokenClassification(_Call28[outputs.TokenClassifierOutput[Any]], TFNomicBertPreTrainedModel):
    nomic_bert: Any
    classifier: Any

class _OPTOptions(keywords.OPTKeywords, _Options, total=False): ...

class TFOPTPreTrainedModel(TFPreTrainedModel):
    config: OPTConfig
    config_class: ClassVar[type[OPTConfig]]
    def __init__(self, config: OPTConfig, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], *args: Any, output_loading_info: Literal[True],
        **kwargs: Unpack[_OPTOptions]
    ) -> tuple[Self, LoadReport]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_OPTOptions]
    ) -> Self: ...

class TFOPTModel(_Call71[outputs.BaseModelOutputWithPast[Any]], TFOPTPreTrainedModel):
    model: Any

class TFOPTForCausalLM(_Call46[outputs.CausalLMOutputWithPast[Any]], TFOPTPreTrainedModel):
    model: Any

class TFOPTForSequenceClassification(_Call46[outputs.SequenceClassifierOutputWithPast[Any]], TFOPTPreTrainedModel):
    model: Any
    score: Any

class TFOPTForQuestionAnswering(_Call72[outputs.QuestionAnsweringModelOutput[Any]], TFOPTPreTrainedModel):
    model: Any
    qa_outputs: Any

class _OlmoOptions(keywords.OlmoKeywords, _Options, total=False): ...

class TFOlmoPreTrainedModel(TFPreTrainedModel):
    config: OlmoConfig
    config_class: ClassVar[type[OlmoConfig]]
    def __init__(self, config: OlmoConfig, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], *args: Any, output_loading_info: Literal[True],
        **kwargs: Unpack[_OlmoOptions]
    ) -> tuple[Self, LoadReport]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_OlmoOptions]
    ) -> Self: ...

class TFOlmoModel(_Call5[outputs.BaseModelOutputWithPast[Any]], TFOlmoPreTrainedModel):
    model: Any

class TFOlmoForCausalLM(_Call6[outputs.CausalLMOutputWithPast[Any]], TFOlmoPreTrainedModel):
    model: Any
    lm_head: Any

class TFOlmoForSequenceClassification(_Call6[outputs.SequenceClassifierOutputWithPast[Any]], TFOlmoPreTrainedModel):
    model: Any
    score: Any

class _Olmo2Options(keywords.Olmo2Keywords, _Options, total=False): ...

class TFOlmo2PreTrainedModel(TFPreTrainedModel):
    config: Olmo2Config
    config_class: ClassVar[type[Olmo2Config]]
    def __init__(self, config: Olmo2Config, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], *args: Any, output_loading_info: Literal[True],
        **kwargs: Unpack[_Olmo2Options]
    ) -> tuple[Self, LoadReport]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_Olmo2Options]
    ) -> Self: ...

class TFOlmo2Model(_Call5[outputs.BaseModelOutputWithPast[Any]], TFOlmo2PreTrainedModel):
    model: Any

class TFOlmo2ForCausalLM(_Call6[outputs.CausalLMOutputWithPast[Any]], TFOlmo2PreTrainedModel):
    model: Any
    lm_head: Any

class TFOlmo2ForSequenceClassification(_Call6[outputs.SequenceClassifierOutputWithPast[Any]], TFOlmo2PreTrainedModel):
    model: Any
    score: Any

class _Olmo3Options(keywords.Olmo3Keywords, _Options, total=False): ...

class TFOlmo3PreTrainedModel(TFPreTrainedModel):
    config: Olmo3Config
    config_class: ClassVar[type[Olmo3Config]]
    def __init__(self, config: Olmo3Config, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], *args: Any, output_loading_info: Literal[True],
        **kwargs: Unpack[_Olmo3Options]
    ) -> tuple[Self, LoadReport]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_Olmo3Options]
    ) -> Self: ...

class TFOlmo3Model(_Call5[outputs.BaseModelOutputWithPast[Any]], TFOlmo3PreTrainedModel):
    model: Any

class TFOlmo3ForCausalLM(_Call6[outputs.CausalLMOutputWithPast[Any]], TFOlmo3PreTrainedModel):
    model: Any
    lm_head: Any

class TFOlmo3ForSequenceClassification(_Call6[outputs.SequenceClassifierOutputWithPast[Any]], TFOlmo3PreTrainedModel):
    model: Any
    score: Any

class _OlmoeOptions(keywords.OlmoeKeywords, _Options, total=False): ...

class TFOlmoePreTrainedModel(TFPreTrainedModel):
    config: OlmoeConfig
    config_class: ClassVar[type[OlmoeConfig]]
    def __init__(self, config: OlmoeConfig, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], *args: Any, output_loading_info: Literal[True],
        **kwargs: Unpack[_OlmoeOptions]
    ) -> tuple[Self, LoadReport]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_OlmoeOptions]
    ) -> Self: ...

class TFOlmoeModel(_Call56[outputs.BaseModelOutputWithPast[Any]], TFOlmoePreTrainedModel):
    model: Any

class TFOlmoeForCausalLM(_Call57[outputs.MoeCausalLMOutputWithPast[Any]], TFOlmoePreTrainedModel):
    model: Any
    lm_head: Any

class _OpenAIGPTOptions(keywords.OpenAIGPTKeywords, _Options, total=False): ...

class TFOpenAIGPTPreTrainedModel(TFPreTrainedModel):
    config: OpenAIGPTConfig
    config_class: ClassVar[type[OpenAIGPTConfig]]
    def __init__(self, config: OpenAIGPTConfig, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], *args: Any, output_loading_info: Literal[True],
        **kwargs: Unpack[_OpenAIGPTOptions]
    ) -> tuple[Self, LoadReport]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_OpenAIGPTOptions]
    ) -> Self: ...

class TFOpenAIGPTModel(_Call73[outputs.BaseModelOutputWithPast[Any]], TFOpenAIGPTPreTrainedModel):
    transformer: Any

class TFOpenAIGPTLMHeadModel(_Call74[outputs.CausalLMOutputWithPast[Any]], TFOpenAIGPTPreTrainedModel):
    transformer: Any

class TFOpenAIGPTForSequenceClassification(_Call74[outputs.SequenceClassifierOutputWithPast[Any]], TFOpenAIGPTPreTrainedModel):
    transformer: Any
    score: Any

class TFOpenAIGPTDoubleHeadsModel(_Call75[outputs.GPT2DoubleHeadsModelOutput[Any]], TFOpenAIGPTPreTrainedModel):
    transformer: Any
    multiple_choice_head: Any

class _PLBartOptions(keywords.PLBartKeywords, _Options, total=False): ...

class TFPLBartPreTrainedModel(TFPreTrainedModel):
    config: PLBartConfig
    config_class: ClassVar[type[PLBartConfig]]
    def __init__(self, config: PLBartConfig, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], *args: Any, output_loading_info: Literal[True],
        **kwargs: Unpack[_PLBartOptions]
    ) -> tuple[Self, LoadReport]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_PLBartOptions]
    ) -> Self: ...

class TFPLBartModel(_Call8[outputs.Seq2SeqModelOutput[Any]], TFPLBartPreTrainedModel):
    shared: Any
    model: Any

class TFPLBartForConditionalGeneration(_Call9[outputs.Seq2SeqLMOutput[Any]], TFPLBartPreTrainedModel):
    shared: Any
    model: Any

class TFPLBartForSequenceClassification(_Call9[outputs.Seq2SeqSequenceClassifierOutput[Any]], TFPLBartPreTrainedModel):
    shared: Any
    model: Any
    classification_head: Any

class TFPLBartForCausalLM(_Call11[outputs.CausalLMOutputWithCrossAttentions[Any]], TFPLBartPreTrainedModel):
    model: Any

class _PegasusOptions(keywords.PegasusKeywords, _Options, total=False): ...

class TFPegasusPreTrainedModel(TFPreTrainedModel):
    config: PegasusConfig
    config_class: ClassVar[type[PegasusConfig]]
    def __init__(self, config: PegasusConfig, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], *args: Any, output_loading_info: Literal[True],
        **kwargs: Unpack[_PegasusOptions]
    ) -> tuple[Self, LoadReport]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_PegasusOptions]
    ) -> Self: ...

class TFPegasusModel(_Call8[outputs.Seq2SeqModelOutput[Any]], TFPegasusPreTrainedModel):
    shared: Any
    model: Any

class TFPegasusForConditionalGeneration(_Call9[outputs.Seq2SeqLMOutput[Any]], TFPegasusPreTrainedModel):
    shared: Any
    model: Any

class TFPegasusForCausalLM(_Call11[outputs.CausalLMOutputWithCrossAttentions[Any]], TFPegasusPreTrainedModel):
    model: Any

class _PhiOptions(keywords.PhiKeywords, _Options, total=False): ...

class TFPhiPreTrainedModel(TFPreTrainedModel):
    config: PhiConfig
    config_class: ClassVar[type[PhiConfig]]
    def __init__(self, config: PhiConfig, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], *args: Any, output_loading_info: Literal[True],
        **kwargs: Unpack[_PhiOptions]
    ) -> tuple[Self, LoadReport]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_PhiOptions]
    ) -> Self: ...

class TFPhiModel(_Call5[outputs.BaseModelOutputWithPast[Any]], TFPhiPreTrainedModel):
    model: Any

class TFPhiForCausalLM(_Call6[outputs.CausalLMOutputWithPast[Any]], TFPhiPreTrainedModel):
    model: Any
    lm_head: Any

class TFPhiForSequenceClassification(_Call6[outputs.SequenceClassifierOutputWithPast[Any]], TFPhiPreTrainedModel):
    model: Any
    score: Any

class TFPhiForTokenClassification(_Call6[outputs.TokenClassifierOutput[Any]], TFPhiPreTrainedModel):
    model: Any
    score: Any

class _Phi3Options(keywords.Phi3Keywords, _Options, total=False): ...

class TFPhi3PreTrainedModel(TFPreTrainedModel):
    config: Phi3Config
    config_class: ClassVar[type[Phi3Config]]
    def __init__(self, config: Phi3Config, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], *args: Any, output_loading_info: Literal[True],
        **kwargs: Unpack[_Phi3Options]
    ) -> tuple[Self, LoadReport]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_Phi3Options]
    ) -> Self: ...

class TFPhi3Model(_Call5[outputs.BaseModelOutputWithPast[Any]], TFPhi3PreTrainedModel):
    model: Any

class TFPhi3ForCausalLM(_Call6[outputs.CausalLMOutputWithPast[Any]], TFPhi3PreTrainedModel):
    model: Any
    lm_head: Any

class TFPhi3ForSequenceClassification(_Call6[outputs.SequenceClassifierOutputWithPast[Any]], TFPhi3PreTrainedModel):
    model: Any
    score: Any

class TFPhi3ForTokenClassification(_Call6[outputs.TokenClassifierOutput[Any]], TFPhi3PreTrainedModel):
    model: Any
    score: Any

class _Qwen2Options(keywords.Qwen2Keywords, _Options, total=False): ...

class TFQwen2PreTrainedModel(TFPreTrainedModel):
    config: Qwen2Config
    config_class: ClassVar[type[Qwen2Config]]
    def __init__(self, config: Qwen2Config, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], *args: Any, output_loading_info: Literal[True],
        **kwargs: Unpack[_Qwen2Options]
    ) -> tuple[Self, LoadReport]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_Qwen2Options]
    ) -> Self: ...

class TFQwen2Model(_Call5[outputs.BaseModelOutputWithPast[Any]], TFQwen2PreTrainedModel):
    model: Any

class TFQwen2ForCausalLM(_Call6[outputs.CausalLMOutputWithPast[Any]], TFQwen2PreTrainedModel):
    model: Any
    lm_head: Any

class TFQwen2ForSequenceClassification(_Call6[outputs.SequenceClassifierOutputWithPast[Any]], TFQwen2PreTrainedModel):
    model: Any
    score: Any

class TFQwen2ForTokenClassification(_Call6[outputs.TokenClassifierOutput[Any]], TFQwen2PreTrainedModel):
    model: Any
    score: Any

class TFQwen2ForQuestionAnswering(_Call7[outputs.QuestionAnsweringModelOutput[Any]], TFQwen2PreTrainedModel):
    transformer: Any
    qa_outputs: Any

class _Qwen2MoeOptions(keywords.Qwen2MoeKeywords, _Options, total=False): ...

class TFQwen2MoePreTrainedModel(TFPreTrainedModel):
    config: Qwen2MoeConfig
    config_class: ClassVar[type[Qwen2MoeConfig]]
    def __init__(self, config: Qwen2MoeConfig, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], *args: Any, output_loading_info: Literal[True],
        **kwargs: Unpack[_Qwen2MoeOptions]
    ) -> tuple[Self, LoadReport]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_Qwen2MoeOptions]
    ) -> Self: ...

class TFQwen2MoeModel(_Call56[outputs.BaseModelOutputWithPast[Any]], TFQwen2MoePreTrainedModel):
    model: Any

class TFQwen2MoeForCausalLM(_Call57[outputs.MoeCausalLMOutputWithPast[Any]], TFQwen2MoePreTrainedModel):
    model: Any
    lm_head: Any

class TFQwen2MoeForSequenceClassification(_Call6[outputs.SequenceClassifierOutputWithPast[Any]], TFQwen2MoePreTrainedModel):
    model: Any
    score: Any

class TFQwen2MoeForTokenClassification(_Call6[outputs.TokenClassifierOutput[Any]], TFQwen2MoePreTrainedModel):
    model: Any
    score: Any

class TFQwen2MoeForQuestionAnswering(_Call7[outputs.QuestionAnsweringModelOutput[Any]], TFQwen2MoePreTrainedModel):
    model: Any
    qa_outputs: Any

class _Qwen3Options(keywords.Qwen3Keywords, _Options, total=False): ...

class TFQwen3PreTrainedModel(TFPreTrainedModel):
    config: Qwen3Config
    config_class: ClassVar[type[Qwen3Config]]
    def __init__(self, config: Qwen3Config, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], *args: Any, output_loading_info: Literal[True],
        **kwargs: Unpack[_Qwen3Options]
    ) -> tuple[Self, LoadReport]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_Qwen3Options]
    ) -> Self: ...

class TFQwen3Model(_Call5[outputs.BaseModelOutputWithPast[Any]], TFQwen3PreTrainedModel):
    model: Any

class TFQwen3ForCausalLM(_Call6[outputs.CausalLMOutputWithPast[Any]], TFQwen3PreTrainedModel):
    model: Any
    lm_head: Any

class TFQwen3ForSequenceClassification(_Call6[outputs.SequenceClassifierOutputWithPast[Any]], TFQwen3PreTrainedModel):
    model: Any
    score: Any

class TFQwen3ForTokenClassification(_Call6[outputs.TokenClassifierOutput[Any]], TFQwen3PreTrainedModel):
    model: Any
    score: Any

class TFQwen3ForQuestionAnswering(_Call7[outputs.QuestionAnsweringModelOutput[Any]], TFQwen3PreTrainedModel):
    transformer: Any
    qa_outputs: Any

class _Qwen3MoeOptions(keywords.Qwen3MoeKeywords, _Options, total=False): ...

class TFQwen3MoePreTrainedModel(TFPreTrainedModel):
    config: Qwen3MoeConfig
    config_class: ClassVar[type[Qwen3MoeConfig]]
    def __init__(self, config: Qwen3MoeConfig, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], *args: Any, output_loading_info: Literal[True],
        **kwargs: Unpack[_Qwen3MoeOptions]
    ) -> tuple[Self, LoadReport]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_Qwen3MoeOptions]
    ) -> Self: ...

class TFQwen3MoeModel(_Call56[outputs.BaseModelOutputWithPast[Any]], TFQwen3MoePreTrainedModel):
    model: Any

class TFQwen3MoeForCausalLM(_Call57[outputs.MoeCausalLMOutputWithPast[Any]], TFQwen3MoePreTrainedModel):
    model: Any
    lm_head: Any

class TFQwen3MoeForSequenceClassification(_Call6[outputs.SequenceClassifierOutputWithPast[Any]], TFQwen3MoePreTrainedModel):
    model: Any
    score: Any

class TFQwen3MoeForTokenClassification(_Call6[outputs.TokenClassifierOutput[Any]], TFQwen3MoePreTrainedModel):
    model: Any
    score: Any

class TFQwen3MoeForQuestionAnswering(_Call7[outputs.QuestionAnsweringModelOutput[Any]], TFQwen3MoePreTrainedModel):
    transformer: Any
    qa_outputs: Any

class _RemBertOptions(keywords.RemBertKeywords, _Options, total=False): ...

class TFRemBertPreTrainedModel(TFPreTrainedModel):
    config: RemBertConfig
    config_class: ClassVar[type[RemBertConfig]]
    def __init__(self, config: RemBertConfig, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], *args: Any, output_loading_info: Literal[True],
        **kwargs: Unpack[_RemBertOptions]
    ) -> tuple[Self, LoadReport]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_RemBertOptions]
    ) -> Self: ...

class TFRemBertModel(_Call15[outputs.BaseModelOutputWithPooling[Any]], TFRemBertPreTrainedModel):
    rembert: Any

class TFRemBertForCausalLM(_Call17[outputs.CausalLMOutputWithCrossAttentions[Any]], TFRemBertPreTrainedModel):
    rembert: Any
    mlm: Any

class TFRemBertForMaskedLM(_Call18[outputs.MaskedLMOutput[Any]], TFRemBertPreTrainedModel):
    rembert: Any
    mlm: Any

class TFRemBertForSequenceClassification(_Call3[outputs.SequenceClassifierOutput[Any]], TFRemBertPreTrainedModel):
    rembert: Any
    classifier: Any

class TFRemBertForTokenClassification(_Call3[outputs.TokenClassifierOutput[Any]], TFRemBertPreTrainedModel):
    rembert: Any
    classifier: Any

class TFRemBertForQuestionAnswering(_Call4[outputs.QuestionAnsweringModelOutput[Any]], TFRemBertPreTrainedModel):
    rembert: Any
    qa_outputs: Any

class TFRemBertForMultipleChoice(_Call3[outputs.MultipleChoiceModelOutput[Any]], TFRemBertPreTrainedModel):
    rembert: Any
    classifier: Any

class _RoFormerOptions(keywords.RoFormerKeywords, _Options, total=False): ...

class TFRoFormerPreTrainedModel(TFPreTrainedModel):
    config: RoFormerConfig
    config_class: ClassVar[type[RoFormerConfig]]
    def __init__(self, config: RoFormerConfig, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], *args: Any, output_loading_info: Literal[True],
        **kwargs: Unpack[_RoFormerOptions]
    ) -> tuple[Self, LoadReport]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_RoFormerOptions]
    ) -> Self: ...

class TFRoFormerModel(_Call76[outputs.BaseModelOutput[Any]], TFRoFormerPreTrainedModel):
    roformer: Any

class TFRoFormerForCausalLM(_Call77[outputs.CausalLMOutputWithCrossAttentions[Any]], TFRoFormerPreTrainedModel):
    roformer: Any
    mlm: Any

class TFRoFormerForMaskedLM(_Call78[outputs.MaskedLMOutput[Any]], TFRoFormerPreTrainedModel):
    roformer: Any
    mlm: Any

class TFRoFormerForSequenceClassification(_Call78[outputs.SequenceClassifierOutput[Any]], TFRoFormerPreTrainedModel):
    roformer: Any
    classifier: Any

class TFRoFormerForTokenClassification(_Call78[outputs.TokenClassifierOutput[Any]], TFRoFormerPreTrainedModel):
    roformer: Any
    classifier: Any

class TFRoFormerForQuestionAnswering(_Call79[outputs.QuestionAnsweringModelOutput[Any]], TFRoFormerPreTrainedModel):
    roformer: Any
    qa_outputs: Any

class TFRoFormerForMultipleChoice(_Call78[outputs.MultipleChoiceModelOutput[Any]], TFRoFormerPreTrainedModel):
    roformer: Any
    classifier: Any

class _RobertaOptions(keywords.RobertaKeywords, _Options, total=False): ...

class TFRobertaPreTrainedModel(TFPreTrainedModel):
    config: RobertaConfig
    config_class: ClassVar[type[RobertaConfig]]
    def __init__(self, config: RobertaConfig, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], *args: Any, output_loading_info: Literal[True],
        **kwargs: Unpack[_RobertaOptions]
    ) -> tuple[Self, LoadReport]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_RobertaOptions]
    ) -> Self: ...

class TFRobertaModel(_Call15[outputs.BaseModelOutputWithPooling[Any]], TFRobertaPreTrainedModel):
    roberta: Any

class TFRobertaForCausalLM(_Call17[outputs.CausalLMOutputWithCrossAttentions[Any]], TFRobertaPreTrainedModel):
    roberta: Any
    lm_head: Any

class TFRobertaForMaskedLM(_Call18[outputs.MaskedLMOutput[Any]], TFRobertaPreTrainedModel):
    roberta: Any
    lm_head: Any

class TFRobertaForSequenceClassification(_Call3[outputs.SequenceClassifierOutput[Any]], TFRobertaPreTrainedModel):
    roberta: Any
    classifier: Any

class TFRobertaForTokenClassification(_Call3[outputs.TokenClassifierOutput[Any]], TFRobertaPreTrainedModel):
    roberta: Any
    classifier: Any

class TFRobertaForQuestionAnswering(_Call4[outputs.QuestionAnsweringModelOutput[Any]], TFRobertaPreTrainedModel):
    roberta: Any
    qa_outputs: Any

class TFRobertaForMultipleChoice(_Call3[outputs.MultipleChoiceModelOutput[Any]], TFRobertaPreTrainedModel):
    roberta: Any
    classifier: Any

class _RobertaPreLayerNormOptions(keywords.RobertaPreLayerNormKeywords, _Options, total=False): ...

class TFRobertaPreLayerNormPreTrainedModel(TFPreTrainedModel):
    config: RobertaPreLayerNormConfig
    config_class: ClassVar[type[RobertaPreLayerNormConfig]]
    def __init__(self, config: RobertaPreLayerNormConfig, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], *args: Any, output_loading_info: Literal[True],
        **kwargs: Unpack[_RobertaPreLayerNormOptions]
    ) -> tuple[Self, LoadReport]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_RobertaPreLayerNormOptions]
    ) -> Self: ...

class TFRobertaPreLayerNormModel(_Call15[outputs.BaseModelOutputWithPooling[Any]], TFRobertaPreLayerNormPreTrainedModel):
    roberta_prelayernorm: Any

class TFRobertaPreLayerNormForCausalLM(_Call17[outputs.CausalLMOutputWithCrossAttentions[Any]], TFRobertaPreLayerNormPreTrainedModel):
    roberta_prelayernorm: Any
    lm_head: Any

class TFRobertaPreLayerNormForMaskedLM(_Call18[outputs.MaskedLMOutput[Any]], TFRobertaPreLayerNormPreTrainedModel):
    roberta_prelayernorm: Any
    lm_head: Any

class TFRobertaPreLayerNormForSequenceClassification(_Call3[outputs.SequenceClassifierOutput[Any]], TFRobertaPreLayerNormPreTrainedModel):
    roberta_prelayernorm: Any
    classifier: Any

class TFRobertaPreLayerNormForTokenClassification(_Call3[outputs.TokenClassifierOutput[Any]], TFRobertaPreLayerNormPreTrainedModel):
    roberta_prelayernorm: Any
    classifier: Any

class TFRobertaPreLayerNormForQuestionAnswering(_Call4[outputs.QuestionAnsweringModelOutput[Any]], TFRobertaPreLayerNormPreTrainedModel):
    roberta_prelayernorm: Any
    qa_outputs: Any

class TFRobertaPreLayerNormForMultipleChoice(_Call3[outputs.MultipleChoiceModelOutput[Any]], TFRobertaPreLayerNormPreTrainedModel):
    roberta_prelayernorm: Any
    classifier: Any

class _SeedOssOptions(keywords.SeedOssKeywords, _Options, total=False): ...

class TFSeedOssPreTrainedModel(TFPreTrainedModel):
    config: SeedOssConfig
    config_class: ClassVar[type[SeedOssConfig]]
    def __init__(self, config: SeedOssConfig, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], *args: Any, output_loading_info: Literal[True],
        **kwargs: Unpack[_SeedOssOptions]
    ) -> tuple[Self, LoadReport]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_SeedOssOptions]
    ) -> Self: ...

class TFSeedOssModel(_Call5[outputs.BaseModelOutputWithPast[Any]], TFSeedOssPreTrainedModel):
    model: Any

class TFSeedOssForCausalLM(_Call6[outputs.CausalLMOutputWithPast[Any]], TFSeedOssPreTrainedModel):
    model: Any
    lm_head: Any

class TFSeedOssForSequenceClassification(_Call6[outputs.SequenceClassifierOutputWithPast[Any]], TFSeedOssPreTrainedModel):
    model: Any
    score: Any

class TFSeedOssForTokenClassification(_Call6[outputs.TokenClassifierOutput[Any]], TFSeedOssPreTrainedModel):
    model: Any
    score: Any

class TFSeedOssForQuestionAnswering(_Call7[outputs.QuestionAnsweringModelOutput[Any]], TFSeedOssPreTrainedModel):
    transformer: Any
    qa_outputs: Any

class _SmolLM3Options(keywords.SmolLM3Keywords, _Options, total=False): ...

class TFSmolLM3PreTrainedModel(TFPreTrainedModel):
    config: SmolLM3Config
    config_class: ClassVar[type[SmolLM3Config]]
    def __init__(self, config: SmolLM3Config, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], *args: Any, output_loading_info: Literal[True],
        **kwargs: Unpack[_SmolLM3Options]
    ) -> tuple[Self, LoadReport]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_SmolLM3Options]
    ) -> Self: ...

class TFSmolLM3Model(_Call5[outputs.BaseModelOutputWithPast[Any]], TFSmolLM3PreTrainedModel):
    model: Any

class TFSmolLM3ForCausalLM(_Call6[outputs.CausalLMOutputWithPast[Any]], TFSmolLM3PreTrainedModel):
    model: Any

class TFSmolLM3ForSequenceClassification(_Call6[outputs.SequenceClassifierOutputWithPast[Any]], TFSmolLM3PreTrainedModel):
    model: Any
    score: Any

class TFSmolLM3ForTokenClassification(_Call6[outputs.TokenClassifierOutput[Any]], TFSmolLM3PreTrainedModel):
    model: Any
    score: Any

class TFSmolLM3ForQuestionAnswering(_Call7[outputs.QuestionAnsweringModelOutput[Any]], TFSmolLM3PreTrainedModel):
    transformer: Any
    qa_outputs: Any

class _StableLmOptions(keywords.StableLmKeywords, _Options, total=False): ...

class TFStableLmPreTrainedModel(TFPreTrainedModel):
    config: StableLmConfig
    config_class: ClassVar[type[StableLmConfig]]
    def __init__(self, config: StableLmConfig, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], *args: Any, output_loading_info: Literal[True],
        **kwargs: Unpack[_StableLmOptions]
    ) -> tuple[Self, LoadReport]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_StableLmOptions]
    ) -> Self: ...

class TFStableLmModel(_Call5[outputs.BaseModelOutputWithPast[Any]], TFStableLmPreTrainedModel):
    model: Any

class TFStableLmForCausalLM(_Call6[outputs.CausalLMOutputWithPast[Any]], TFStableLmPreTrainedModel):
    model: Any
    lm_head: Any

class TFStableLmForSequenceClassification(_Call6[outputs.SequenceClassifierOutputWithPast[Any]], TFStableLmPreTrainedModel):
    model: Any
    score: Any

class TFStableLmForTokenClassification(_Call6[outputs.TokenClassifierOutput[Any]], TFStableLmPreTrainedModel):
    model: Any
    score: Any

class _Starcoder2Options(keywords.Starcoder2Keywords, _Options, total=False): ...

class TFStarcoder2PreTrainedModel(TFPreTrainedModel):
    config: Starcoder2Config
    config_class: ClassVar[type[Starcoder2Config]]
    def __init__(self, config: Starcoder2Config, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], *args: Any, output_loading_info: Literal[True],
        **kwargs: Unpack[_Starcoder2Options]
    ) -> tuple[Self, LoadReport]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_Starcoder2Options]
    ) -> Self: ...

class TFStarcoder2Model(_Call5[outputs.BaseModelOutputWithPast[Any]], TFStarcoder2PreTrainedModel):
    model: Any

class TFStarcoder2ForCausalLM(_Call6[outputs.CausalLMOutputWithPast[Any]], TFStarcoder2PreTrainedModel):
    model: Any

class TFStarcoder2ForSequenceClassification(_Call6[outputs.SequenceClassifierOutputWithPast[Any]], TFStarcoder2PreTrainedModel):
    model: Any
    score: Any

class TFStarcoder2ForTokenClassification(_Call6[outputs.TokenClassifierOutput[Any]], TFStarcoder2PreTrainedModel):
    model: Any
    score: Any

class _T5Options(keywords.T5Keywords, _Options, total=False): ...

class TFT5PreTrainedModel(TFPreTrainedModel):
    config: T5Config
    config_class: ClassVar[type[T5Config]]
    def __init__(self, config: T5Config, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], *args: Any, output_loading_info: Literal[True],
        **kwargs: Unpack[_T5Options]
    ) -> tuple[Self, LoadReport]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_T5Options]
    ) -> Self: ...

class TFT5Model(_Call64[outputs.Seq2SeqModelOutput[Any]], TFT5PreTrainedModel):
    shared: Any
    encoder: Any
    decoder: Any

class TFT5ForConditionalGeneration(_Call65[outputs.Seq2SeqLMOutput[Any]], TFT5PreTrainedModel):
    shared: Any
    encoder: Any
    decoder: Any

class TFT5EncoderModel(_Call32[outputs.BaseModelOutput[Any]], TFT5PreTrainedModel):
    shared: Any
    encoder: Any

class TFT5ForQuestionAnswering(_Call66[outputs.Seq2SeqQuestionAnsweringModelOutput[Any]], TFT5PreTrainedModel):
    shared: Any
    encoder: Any
    decoder: Any
    qa_outputs: Any

class TFT5ForSequenceClassification(_Call65[outputs.Seq2SeqSequenceClassifierOutput[Any]], TFT5PreTrainedModel):
    transformer: Any
    classification_head: Any

class TFT5ForTokenClassification(_Call33[outputs.TokenClassifierOutput[Any]], TFT5PreTrainedModel):
    transformer: Any
    classifier: Any

class _UMT5Options(keywords.UMT5Keywords, _Options, total=False): ...

class TFUMT5PreTrainedModel(TFPreTrainedModel):
    config: UMT5Config
    config_class: ClassVar[type[UMT5Config]]
    def __init__(self, config: UMT5Config, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], *args: Any, output_loading_info: Literal[True],
        **kwargs: Unpack[_UMT5Options]
    ) -> tuple[Self, LoadReport]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_UMT5Options]
    ) -> Self: ...

class TFUMT5Model(_Call64[outputs.Seq2SeqModelOutput[Any]], TFUMT5PreTrainedModel):
    shared: Any
    encoder: Any
    decoder: Any

class TFUMT5ForConditionalGeneration(_Call65[outputs.Seq2SeqLMOutput[Any]], TFUMT5PreTrainedModel):
    shared: Any
    encoder: Any
    decoder: Any

class TFUMT5EncoderModel(_Call32[outputs.BaseModelOutput[Any]], TFUMT5PreTrainedModel):
    shared: Any
    encoder: Any

class TFUMT5ForQuestionAnswering(_Call66[outputs.Seq2SeqQuestionAnsweringModelOutput[Any]], TFUMT5PreTrainedModel):
    shared: Any
    encoder: Any
    decoder: Any
    qa_outputs: Any

class TFUMT5ForSequenceClassification(_Call65[outputs.Seq2SeqSequenceClassifierOutput[Any]], TFUMT5PreTrainedModel):
    transformer: Any
    classification_head: Any

class TFUMT5ForTokenClassification(_Call33[outputs.TokenClassifierOutput[Any]], TFUMT5PreTrainedModel):
    transformer: Any
    classifier: Any

class _ViTOptions(keywords.ViTKeywords, _Options, total=False): ...

class TFViTPreTrainedModel(TFPreTrainedModel):
    config: ViTConfig
    config_class: ClassVar[type[ViTConfig]]
    def __init__(self, config: ViTConfig, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], *args: Any, output_loading_info: Literal[True],
        **kwargs: Unpack[_ViTOptions]
    ) -> tuple[Self, LoadReport]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_ViTOptions]
    ) -> Self: ...

class TFViTModel(_Call80[outputs.BaseModelOutputWithPooling[Any]], TFViTPreTrainedModel):
    vit: Any

class TFViTForImageClassification(_Call81[outputs.ImageClassifierOutput[Any]], TFViTPreTrainedModel):
    vit: Any
    classifier: Any

class TFViTForMaskedImageModeling(_Call80[outputs.MaskedImageModelingOutput[Any]], TFViTPreTrainedModel):
    vit: Any
    decoder: Any

class _ViTMSNOptions(keywords.ViTMSNKeywords, _Options, total=False): ...

class TFViTMSNPreTrainedModel(TFPreTrainedModel):
    config: ViTMSNConfig
    config_class: ClassVar[type[ViTMSNConfig]]
    def __init__(self, config: ViTMSNConfig, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], *args: Any, output_loading_info: Literal[True],
        **kwargs: Unpack[_ViTMSNOptions]
    ) -> tuple[Self, LoadReport]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_ViTMSNOptions]
    ) -> Self: ...

class TFViTMSNModel(_Call82[outputs.BaseModelOutput[Any]], TFViTMSNPreTrainedModel):
    vit: Any

class TFViTMSNForImageClassification(_Call81[outputs.ImageClassifierOutput[Any]], TFViTMSNPreTrainedModel):
    vit: Any
    classifier: Any

class _WhisperOptions(keywords.WhisperKeywords, _Options, total=False): ...

class TFWhisperPreTrainedModel(TFPreTrainedModel):
    config: WhisperConfig
    config_class: ClassVar[type[WhisperConfig]]
    def __init__(self, config: WhisperConfig, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], *args: Any, output_loading_info: Literal[True],
        **kwargs: Unpack[_WhisperOptions]
    ) -> tuple[Self, LoadReport]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_WhisperOptions]
    ) -> Self: ...

class TFWhisperModel(_Call83[outputs.Seq2SeqModelOutput[Any]], TFWhisperPreTrainedModel):
    model: Any

class TFWhisperForConditionalGeneration(_Call84[outputs.Seq2SeqLMOutput[Any]], TFWhisperPreTrainedModel):
    model: Any

class _XGLMOptions(keywords.XGLMKeywords, _Options, total=False): ...

class TFXGLMPreTrainedModel(TFPreTrainedModel):
    config: XGLMConfig
    config_class: ClassVar[type[XGLMConfig]]
    def __init__(self, config: XGLMConfig, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], *args: Any, output_loading_info: Literal[True],
        **kwargs: Unpack[_XGLMOptions]
    ) -> tuple[Self, LoadReport]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_XGLMOptions]
    ) -> Self: ...

class TFXGLMModel(_Call85[outputs.BaseModelOutputWithPast[Any]], TFXGLMPreTrainedModel):
    model: Any

class TFXGLMForCausalLM(_Call86[outputs.CausalLMOutputWithPast[Any]], TFXGLMPreTrainedModel):
    model: Any

class _XLMRobertaOptions(keywords.XLMRobertaKeywords, _Options, total=False): ...

class TFXLMRobertaPreTrainedModel(TFPreTrainedModel):
    config: XLMRobertaConfig
    config_class: ClassVar[type[XLMRobertaConfig]]
    def __init__(self, config: XLMRobertaConfig, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], *args: Any, output_loading_info: Literal[True],
        **kwargs: Unpack[_XLMRobertaOptions]
    ) -> tuple[Self, LoadReport]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_XLMRobertaOptions]
    ) -> Self: ...

class TFXLMRobertaModel(_Call15[outputs.BaseModelOutputWithPooling[Any]], TFXLMRobertaPreTrainedModel):
    roberta: Any

class TFXLMRobertaForCausalLM(_Call17[outputs.CausalLMOutputWithCrossAttentions[Any]], TFXLMRobertaPreTrainedModel):
    roberta: Any
    lm_head: Any

class TFXLMRobertaForMaskedLM(_Call18[outputs.MaskedLMOutput[Any]], TFXLMRobertaPreTrainedModel):
    roberta: Any
    lm_head: Any

class TFXLMRobertaForSequenceClassification(_Call3[outputs.SequenceClassifierOutput[Any]], TFXLMRobertaPreTrainedModel):
    roberta: Any
    classifier: Any

class TFXLMRobertaForTokenClassification(_Call3[outputs.TokenClassifierOutput[Any]], TFXLMRobertaPreTrainedModel):
    roberta: Any
    classifier: Any

class TFXLMRobertaForQuestionAnswering(_Call4[outputs.QuestionAnsweringModelOutput[Any]], TFXLMRobertaPreTrainedModel):
    roberta: Any
    qa_outputs: Any

class TFXLMRobertaForMultipleChoice(_Call3[outputs.MultipleChoiceModelOutput[Any]], TFXLMRobertaPreTrainedModel):
    roberta: Any
    classifier: Any

class _XLMRobertaXLOptions(keywords.XLMRobertaXLKeywords, _Options, total=False): ...

class TFXLMRobertaXLPreTrainedModel(TFPreTrainedModel):
    config: XLMRobertaXLConfig
    config_class: ClassVar[type[XLMRobertaXLConfig]]
    def __init__(self, config: XLMRobertaXLConfig, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], *args: Any, output_loading_info: Literal[True],
        **kwargs: Unpack[_XLMRobertaXLOptions]
    ) -> tuple[Self, LoadReport]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str], *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_XLMRobertaXLOptions]
    ) -> Self: ...

class TFXLMRobertaXLModel(_Call15[outputs.BaseModelOutputWithPooling[Any]], TFXLMRobertaXLPreTrainedModel):
    roberta: Any

class TFXLMRobertaXLForCausalLM(_Call17[outputs.CausalLMOutputWithCrossAttentions[Any]], TFXLMRobertaXLPreTrainedModel):
    roberta: Any
    lm_head: Any

class TFXLMRobertaXLForMaskedLM(_Call18[outputs.MaskedLMOutput[Any]], TFXLMRobertaXLPreTrainedModel):
    roberta: Any
    lm_head: Any

class TFXLMRobertaXLForSequenceClassification(_Call3[outputs.SequenceClassifierOutput[Any]], TFXLMRobertaXLPreTrainedModel):
    roberta: Any
    classifier: Any

class TFXLMRobertaXLForTokenClassification(_Call3[outputs.TokenClassifierOutput[Any]], TFXLMRobertaXLPreTrainedModel):
    roberta: Any
    classifier: Any

class TFXLMRobertaXLForQuestionAnswering(_Call4[outputs.QuestionAnsweringModelOutput[Any]], TFXLMRobertaXLPreTrainedModel):
    roberta: Any
    qa_outputs: Any

class TFXLMRobertaXLForMultipleChoice(_Call3[outputs.MultipleChoiceModelOutput[Any]], TFXLMRobertaXLPreTrainedModel):
    roberta: Any
    classifier: Any

TFAlbertMainLayer: type[Any]
TFArceeMainLayer: type[Any]
TFBeitMainLayer: type[Any]
TFBertMainLayer: type[Any]
TFBloomMainLayer: type[Any]
TFCamembertMainLayer: type[Any]
TFCodeGenMainLayer: type[Any]
TFCohere2MainLayer: type[Any]
TFCohereMainLayer: type[Any]
TFDPRMainLayer: type[Any]
TFData2VecVisionMainLayer: type[Any]
TFDebertaMainLayer: type[Any]
TFDebertaV2MainLayer: type[Any]
TFDeiTMainLayer: type[Any]
TFDinov2MainLayer: type[Any]
TFDinov2WithRegistersMainLayer: type[Any]
TFDistilBertMainLayer: type[Any]
TFElectraMainLayer: type[Any]
TFErnieMainLayer: type[Any]
TFEuroBertMainLayer: type[Any]
TFExaone4MainLayer: type[Any]
TFFalconMainLayer: type[Any]
TFGPT2MainLayer: type[Any]
TFGPTBigCodeMainLayer: type[Any]
TFGPTJMainLayer: type[Any]
TFGPTNeoMainLayer: type[Any]
TFGPTNeoXMainLayer: type[Any]
TFGemma2MainLayer: type[Any]
TFGemma3MainLayer: type[Any]
TFGemmaMainLayer: type[Any]
TFGlm4MainLayer: type[Any]
TFGlm4MoeMainLayer: type[Any]
TFGlmMainLayer: type[Any]
TFGraniteMainLayer: type[Any]
TFGraniteMoeMainLayer: type[Any]
TFGteMainLayer: type[Any]
TFHeliumMainLayer: type[Any]
TFJinaEmbeddingsV3MainLayer: type[Any]
TFLayoutLMMainLayer: type[Any]
TFLlamaMainLayer: type[Any]
TFMPNetMainLayer: type[Any]
TFMegatronBertMainLayer: type[Any]
TFMistralMainLayer: type[Any]
TFMixtralMainLayer: type[Any]
TFModernBertMainLayer: type[Any]
TFMptMainLayer: type[Any]
TFNemotronMainLayer: type[Any]
TFNomicBertMainLayer: type[Any]
TFOPTMainLayer: type[Any]
TFOlmo2MainLayer: type[Any]
TFOlmo3MainLayer: type[Any]
TFOlmoMainLayer: type[Any]
TFOlmoeMainLayer: type[Any]
TFOpenAIGPTMainLayer: type[Any]
TFPhi3MainLayer: type[Any]
TFPhiMainLayer: type[Any]
TFQwen2MainLayer: type[Any]
TFQwen2MoeMainLayer: type[Any]
TFQwen3MainLayer: type[Any]
TFQwen3MoeMainLayer: type[Any]
TFRemBertMainLayer: type[Any]
TFRoFormerMainLayer: type[Any]
TFRobertaMainLayer: type[Any]
TFRobertaPreLayerNormMainLayer: type[Any]
TFSeedOssMainLayer: type[Any]
TFSmolLM3MainLayer: type[Any]
TFStableLmMainLayer: type[Any]
TFStarcoder2MainLayer: type[Any]
TFViTMSNMainLayer: type[Any]
TFViTMainLayer: type[Any]
TFXGLMMainLayer: type[Any]
TFXLMRobertaMainLayer: type[Any]
TFXLMRobertaXLMainLayer: type[Any]
