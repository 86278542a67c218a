# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

# mypy: disable-error-code="override, misc"
import os
from collections.abc import Mapping
from typing import Any, ClassVar, Generic, Literal, Self, TypedDict, TypeVar, Unpack, overload

from torch import Tensor
import torch
from trivet.families.config import PretrainedConfig
from trivet.planning.placement import Device
from trivet_torch.load.without_files import StateDict
from trivet_torch.placement.devices import DeviceMap
from trivet_torch.model.pretrained import PreTrainedModel
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
    def forward(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., token_type_ids: Tensor | None = ...,
        position_ids: Tensor | None = ..., head_mask: Tensor | None = ..., inputs_embeds: Tensor | None = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def forward(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., token_type_ids: Tensor | None = ...,
        position_ids: Tensor | None = ..., head_mask: Tensor | None = ..., inputs_embeds: Tensor | None = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., return_dict: bool | None = ...
    ) -> Output: ...
    @overload
    def __call__(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., token_type_ids: Tensor | None = ...,
        position_ids: Tensor | None = ..., head_mask: Tensor | None = ..., inputs_embeds: Tensor | None = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., token_type_ids: Tensor | None = ...,
        position_ids: Tensor | None = ..., head_mask: Tensor | None = ..., inputs_embeds: Tensor | None = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., return_dict: bool | None = ...
    ) -> Output: ...

class _Call2(Generic[Output]):
    @overload
    def forward(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., token_type_ids: Tensor | None = ...,
        position_ids: Tensor | None = ..., head_mask: Tensor | None = ..., inputs_embeds: Tensor | None = ...,
        labels: Tensor | None = ..., sentence_order_label: Tensor | None = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def forward(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., token_type_ids: Tensor | None = ...,
        position_ids: Tensor | None = ..., head_mask: Tensor | None = ..., inputs_embeds: Tensor | None = ...,
        labels: Tensor | None = ..., sentence_order_label: Tensor | None = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., return_dict: bool | None = ...
    ) -> Output: ...
    @overload
    def __call__(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., token_type_ids: Tensor | None = ...,
        position_ids: Tensor | None = ..., head_mask: Tensor | None = ..., inputs_embeds: Tensor | None = ...,
        labels: Tensor | None = ..., sentence_order_label: Tensor | None = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., token_type_ids: Tensor | None = ...,
        position_ids: Tensor | None = ..., head_mask: Tensor | None = ..., inputs_embeds: Tensor | None = ...,
        labels: Tensor | None = ..., sentence_order_label: Tensor | None = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., return_dict: bool | None = ...
    ) -> Output: ...

class _Call3(Generic[Output]):
    @overload
    def forward(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., token_type_ids: Tensor | None = ...,
        position_ids: Tensor | None = ..., head_mask: Tensor | None = ..., inputs_embeds: Tensor | None = ...,
        labels: Tensor | None = ..., output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., *,
        return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def forward(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., token_type_ids: Tensor | None = ...,
        position_ids: Tensor | None = ..., head_mask: Tensor | None = ..., inputs_embeds: Tensor | None = ...,
        labels: Tensor | None = ..., output_attentions: bool | None = ..., output_hidden_states: bool | None = ...,
        return_dict: bool | None = ...
    ) -> Output: ...
    @overload
    def __call__(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., token_type_ids: Tensor | None = ...,
        position_ids: Tensor | None = ..., head_mask: Tensor | None = ..., inputs_embeds: Tensor | None = ...,
        labels: Tensor | None = ..., output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., *,
        return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., token_type_ids: Tensor | None = ...,
        position_ids: Tensor | None = ..., head_mask: Tensor | None = ..., inputs_embeds: Tensor | None = ...,
        labels: Tensor | None = ..., output_attentions: bool | None = ..., output_hidden_states: bool | None = ...,
        return_dict: bool | None = ...
    ) -> Output: ...

class _Call4(Generic[Output]):
    @overload
    def forward(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., token_type_ids: Tensor | None = ...,
        position_ids: Tensor | None = ..., head_mask: Tensor | None = ..., inputs_embeds: Tensor | None = ...,
        start_positions: Tensor | None = ..., end_positions: Tensor | None = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def forward(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., token_type_ids: Tensor | None = ...,
        position_ids: Tensor | None = ..., head_mask: Tensor | None = ..., inputs_embeds: Tensor | None = ...,
        start_positions: Tensor | None = ..., end_positions: Tensor | None = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., return_dict: bool | None = ...
    ) -> Output: ...
    @overload
    def __call__(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., token_type_ids: Tensor | None = ...,
        position_ids: Tensor | None = ..., head_mask: Tensor | None = ..., inputs_embeds: Tensor | None = ...,
        start_positions: Tensor | None = ..., end_positions: Tensor | None = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., token_type_ids: Tensor | None = ...,
        position_ids: Tensor | None = ..., head_mask: Tensor | None = ..., inputs_embeds: Tensor | None = ...,
        start_positions: Tensor | None = ..., end_positions: Tensor | None = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., return_dict: bool | None = ...
    ) -> Output: ...

class _Call5(Generic[Output]):
    @overload
    def forward(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., position_ids: Tensor | None = ...,
        past_key_values: Any = ..., inputs_embeds: Tensor | None = ..., use_cache: bool | None = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ...,
        cache_position: Tensor | None = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def forward(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., position_ids: Tensor | None = ...,
        past_key_values: Any = ..., inputs_embeds: Tensor | None = ..., use_cache: bool | None = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., return_dict: bool | None = ...,
        cache_position: Tensor | None = ...
    ) -> Output: ...
    @overload
    def __call__(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., position_ids: Tensor | None = ...,
        past_key_values: Any = ..., inputs_embeds: Tensor | None = ..., use_cache: bool | None = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ...,
        cache_position: Tensor | None = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., position_ids: Tensor | None = ...,
        past_key_values: Any = ..., inputs_embeds: Tensor | None = ..., use_cache: bool | None = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., return_dict: bool | None = ...,
        cache_position: Tensor | None = ...
    ) -> Output: ...

class _Call6(Generic[Output]):
    @overload
    def forward(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., position_ids: Tensor | None = ...,
        past_key_values: Any = ..., inputs_embeds: Tensor | None = ..., labels: Tensor | None = ...,
        use_cache: bool | None = ..., output_attentions: bool | None = ..., output_hidden_states: bool | None = ...,
        cache_position: Tensor | None = ..., logits_to_keep: int = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def forward(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., position_ids: Tensor | None = ...,
        past_key_values: Any = ..., inputs_embeds: Tensor | None = ..., labels: Tensor | None = ...,
        use_cache: bool | None = ..., output_attentions: bool | None = ..., output_hidden_states: bool | None = ...,
        return_dict: bool | None = ..., cache_position: Tensor | None = ..., logits_to_keep: int = ...
    ) -> Output: ...
    @overload
    def __call__(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., position_ids: Tensor | None = ...,
        past_key_values: Any = ..., inputs_embeds: Tensor | None = ..., labels: Tensor | None = ...,
        use_cache: bool | None = ..., output_attentions: bool | None = ..., output_hidden_states: bool | None = ...,
        cache_position: Tensor | None = ..., logits_to_keep: int = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., position_ids: Tensor | None = ...,
        past_key_values: Any = ..., inputs_embeds: Tensor | None = ..., labels: Tensor | None = ...,
        use_cache: bool | None = ..., output_attentions: bool | None = ..., output_hidden_states: bool | None = ...,
        return_dict: bool | None = ..., cache_position: Tensor | None = ..., logits_to_keep: int = ...
    ) -> Output: ...

class _Call7(Generic[Output]):
    @overload
    def forward(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., position_ids: Tensor | None = ...,
        past_key_values: Any = ..., inputs_embeds: Tensor | None = ..., labels: Tensor | None = ...,
        use_cache: bool | None = ..., output_attentions: bool | None = ..., output_hidden_states: bool | None = ...,
        cache_position: Tensor | None = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def forward(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., position_ids: Tensor | None = ...,
        past_key_values: Any = ..., inputs_embeds: Tensor | None = ..., labels: Tensor | None = ...,
        use_cache: bool | None = ..., output_attentions: bool | None = ..., output_hidden_states: bool | None = ...,
        return_dict: bool | None = ..., cache_position: Tensor | None = ...
    ) -> Output: ...
    @overload
    def __call__(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., position_ids: Tensor | None = ...,
        past_key_values: Any = ..., inputs_embeds: Tensor | None = ..., labels: Tensor | None = ...,
        use_cache: bool | None = ..., output_attentions: bool | None = ..., output_hidden_states: bool | None = ...,
        cache_position: Tensor | None = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., position_ids: Tensor | None = ...,
        past_key_values: Any = ..., inputs_embeds: Tensor | None = ..., labels: Tensor | None = ...,
        use_cache: bool | None = ..., output_attentions: bool | None = ..., output_hidden_states: bool | None = ...,
        return_dict: bool | None = ..., cache_position: Tensor | None = ...
    ) -> Output: ...

class _Call8(Generic[Output]):
    @overload
    def forward(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., position_ids: Tensor | None = ...,
        inputs_embeds: Tensor | None = ..., start_positions: Tensor | None = ..., end_positions: Tensor | None = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def forward(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., position_ids: Tensor | None = ...,
        inputs_embeds: Tensor | None = ..., start_positions: Tensor | None = ..., end_positions: Tensor | None = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., return_dict: bool | None = ...
    ) -> Output: ...
    @overload
    def __call__(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., position_ids: Tensor | None = ...,
        inputs_embeds: Tensor | None = ..., start_positions: Tensor | None = ..., end_positions: Tensor | None = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., position_ids: Tensor | None = ...,
        inputs_embeds: Tensor | None = ..., start_positions: Tensor | None = ..., end_positions: Tensor | None = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., return_dict: bool | None = ...
    ) -> Output: ...

class _Call9(Generic[Output]):
    @overload
    def forward(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ...,
        decoder_input_ids: Tensor | None = ..., decoder_attention_mask: Tensor | None = ...,
        head_mask: Tensor | None = ..., decoder_head_mask: Tensor | None = ...,
        cross_attn_head_mask: Tensor | None = ..., encoder_outputs: Any = ..., past_key_values: Any = ...,
        inputs_embeds: Tensor | None = ..., decoder_inputs_embeds: Tensor | None = ..., use_cache: bool | None = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def forward(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ...,
        decoder_input_ids: Tensor | None = ..., decoder_attention_mask: Tensor | None = ...,
        head_mask: Tensor | None = ..., decoder_head_mask: Tensor | None = ...,
        cross_attn_head_mask: Tensor | None = ..., encoder_outputs: Any = ..., past_key_values: Any = ...,
        inputs_embeds: Tensor | None = ..., decoder_inputs_embeds: Tensor | None = ..., use_cache: bool | None = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., return_dict: bool | None = ...
    ) -> Output: ...
    @overload
    def __call__(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ...,
        decoder_input_ids: Tensor | None = ..., decoder_attention_mask: Tensor | None = ...,
        head_mask: Tensor | None = ..., decoder_head_mask: Tensor | None = ...,
        cross_attn_head_mask: Tensor | None = ..., encoder_outputs: Any = ..., past_key_values: Any = ...,
        inputs_embeds: Tensor | None = ..., decoder_inputs_embeds: Tensor | None = ..., use_cache: bool | None = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ...,
        decoder_input_ids: Tensor | None = ..., decoder_attention_mask: Tensor | None = ...,
        head_mask: Tensor | None = ..., decoder_head_mask: Tensor | None = ...,
        cross_attn_head_mask: Tensor | None = ..., encoder_outputs: Any = ..., past_key_values: Any = ...,
        inputs_embeds: Tensor | None = ..., decoder_inputs_embeds: Tensor | None = ..., use_cache: bool | None = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., return_dict: bool | None = ...
    ) -> Output: ...

class _Call10(Generic[Output]):
    @overload
    def forward(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ...,
        decoder_input_ids: Tensor | None = ..., decoder_attention_mask: Tensor | None = ...,
        head_mask: Tensor | None = ..., decoder_head_mask: Tensor | None = ...,
        cross_attn_head_mask: Tensor | None = ..., encoder_outputs: Any = ..., past_key_values: Any = ...,
        inputs_embeds: Tensor | None = ..., decoder_inputs_embeds: Tensor | None = ..., labels: Tensor | None = ...,
        use_cache: bool | None = ..., output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., *,
        return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def forward(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ...,
        decoder_input_ids: Tensor | None = ..., decoder_attention_mask: Tensor | None = ...,
        head_mask: Tensor | None = ..., decoder_head_mask: Tensor | None = ...,
        cross_attn_head_mask: Tensor | None = ..., encoder_outputs: Any = ..., past_key_values: Any = ...,
        inputs_embeds: Tensor | None = ..., decoder_inputs_embeds: Tensor | None = ..., labels: Tensor | None = ...,
        use_cache: bool | None = ..., output_attentions: bool | None = ..., output_hidden_states: bool | None = ...,
        return_dict: bool | None = ...
    ) -> Output: ...
    @overload
    def __call__(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ...,
        decoder_input_ids: Tensor | None = ..., decoder_attention_mask: Tensor | None = ...,
        head_mask: Tensor | None = ..., decoder_head_mask: Tensor | None = ...,
        cross_attn_head_mask: Tensor | None = ..., encoder_outputs: Any = ..., past_key_values: Any = ...,
        inputs_embeds: Tensor | None = ..., decoder_inputs_embeds: Tensor | None = ..., labels: Tensor | None = ...,
        use_cache: bool | None = ..., output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., *,
        return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ...,
        decoder_input_ids: Tensor | None = ..., decoder_attention_mask: Tensor | None = ...,
        head_mask: Tensor | None = ..., decoder_head_mask: Tensor | None = ...,
        cross_attn_head_mask: Tensor | None = ..., encoder_outputs: Any = ..., past_key_values: Any = ...,
        inputs_embeds: Tensor | None = ..., decoder_inputs_embeds: Tensor | None = ..., labels: Tensor | None = ...,
        use_cache: bool | None = ..., output_attentions: bool | None = ..., output_hidden_states: bool | None = ...,
        return_dict: bool | None = ...
    ) -> Output: ...

class _Call11(Generic[Output]):
    @overload
    def forward(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ...,
        decoder_input_ids: Tensor | None = ..., decoder_attention_mask: Tensor | None = ...,
        head_mask: Tensor | None = ..., decoder_head_mask: Tensor | None = ...,
        cross_attn_head_mask: Tensor | None = ..., encoder_outputs: Any = ..., inputs_embeds: Tensor | None = ...,
        decoder_inputs_embeds: Tensor | None = ..., labels: Tensor | None = ..., use_cache: bool | None = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def forward(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ...,
        decoder_input_ids: Tensor | None = ..., decoder_attention_mask: Tensor | None = ...,
        head_mask: Tensor | None = ..., decoder_head_mask: Tensor | None = ...,
        cross_attn_head_mask: Tensor | None = ..., encoder_outputs: Any = ..., inputs_embeds: Tensor | None = ...,
        decoder_inputs_embeds: Tensor | None = ..., labels: Tensor | None = ..., use_cache: bool | None = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., return_dict: bool | None = ...
    ) -> Output: ...
    @overload
    def __call__(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ...,
        decoder_input_ids: Tensor | None = ..., decoder_attention_mask: Tensor | None = ...,
        head_mask: Tensor | None = ..., decoder_head_mask: Tensor | None = ...,
        cross_attn_head_mask: Tensor | None = ..., encoder_outputs: Any = ..., inputs_embeds: Tensor | None = ...,
        decoder_inputs_embeds: Tensor | None = ..., labels: Tensor | None = ..., use_cache: bool | None = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ...,
        decoder_input_ids: Tensor | None = ..., decoder_attention_mask: Tensor | None = ...,
        head_mask: Tensor | None = ..., decoder_head_mask: Tensor | None = ...,
        cross_attn_head_mask: Tensor | None = ..., encoder_outputs: Any = ..., inputs_embeds: Tensor | None = ...,
        decoder_inputs_embeds: Tensor | None = ..., labels: Tensor | None = ..., use_cache: bool | None = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., return_dict: bool | None = ...
    ) -> Output: ...

class _Call12(Generic[Output]):
    @overload
    def forward(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ...,
        decoder_input_ids: Tensor | None = ..., decoder_attention_mask: Tensor | None = ...,
        head_mask: Tensor | None = ..., decoder_head_mask: Tensor | None = ...,
        cross_attn_head_mask: Tensor | None = ..., encoder_outputs: Any = ..., start_positions: Tensor | None = ...,
        end_positions: Tensor | None = ..., inputs_embeds: Tensor | None = ...,
        decoder_inputs_embeds: Tensor | None = ..., use_cache: bool | None = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def forward(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ...,
        decoder_input_ids: Tensor | None = ..., decoder_attention_mask: Tensor | None = ...,
        head_mask: Tensor | None = ..., decoder_head_mask: Tensor | None = ...,
        cross_attn_head_mask: Tensor | None = ..., encoder_outputs: Any = ..., start_positions: Tensor | None = ...,
        end_positions: Tensor | None = ..., inputs_embeds: Tensor | None = ...,
        decoder_inputs_embeds: Tensor | None = ..., use_cache: bool | None = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., return_dict: bool | None = ...
    ) -> Output: ...
    @overload
    def __call__(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ...,
        decoder_input_ids: Tensor | None = ..., decoder_attention_mask: Tensor | None = ...,
        head_mask: Tensor | None = ..., decoder_head_mask: Tensor | None = ...,
        cross_attn_head_mask: Tensor | None = ..., encoder_outputs: Any = ..., start_positions: Tensor | None = ...,
        end_positions: Tensor | None = ..., inputs_embeds: Tensor | None = ...,
        decoder_inputs_embeds: Tensor | None = ..., use_cache: bool | None = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ...,
        decoder_input_ids: Tensor | None = ..., decoder_attention_mask: Tensor | None = ...,
        head_mask: Tensor | None = ..., decoder_head_mask: Tensor | None = ...,
        cross_attn_head_mask: Tensor | None = ..., encoder_outputs: Any = ..., start_positions: Tensor | None = ...,
        end_positions: Tensor | None = ..., inputs_embeds: Tensor | None = ...,
        decoder_inputs_embeds: Tensor | None = ..., use_cache: bool | None = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., return_dict: bool | None = ...
    ) -> Output: ...

class _Call13(Generic[Output]):
    @overload
    def forward(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ...,
        encoder_hidden_states: Tensor | None = ..., encoder_attention_mask: Tensor | None = ...,
        head_mask: Tensor | None = ..., cross_attn_head_mask: Tensor | None = ..., past_key_values: Any = ...,
        inputs_embeds: Tensor | None = ..., labels: Tensor | None = ..., use_cache: bool | None = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ...,
        cache_position: Tensor | None = ..., logits_to_keep: int = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def forward(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ...,
        encoder_hidden_states: Tensor | None = ..., encoder_attention_mask: Tensor | None = ...,
        head_mask: Tensor | None = ..., cross_attn_head_mask: Tensor | None = ..., past_key_values: Any = ...,
        inputs_embeds: Tensor | None = ..., labels: Tensor | None = ..., use_cache: bool | None = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., return_dict: bool | None = ...,
        cache_position: Tensor | None = ..., logits_to_keep: int = ...
    ) -> Output: ...
    @overload
    def __call__(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ...,
        encoder_hidden_states: Tensor | None = ..., encoder_attention_mask: Tensor | None = ...,
        head_mask: Tensor | None = ..., cross_attn_head_mask: Tensor | None = ..., past_key_values: Any = ...,
        inputs_embeds: Tensor | None = ..., labels: Tensor | None = ..., use_cache: bool | None = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ...,
        cache_position: Tensor | None = ..., logits_to_keep: int = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ...,
        encoder_hidden_states: Tensor | None = ..., encoder_attention_mask: Tensor | None = ...,
        head_mask: Tensor | None = ..., cross_attn_head_mask: Tensor | None = ..., past_key_values: Any = ...,
        inputs_embeds: Tensor | None = ..., labels: Tensor | None = ..., use_cache: bool | None = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., return_dict: bool | None = ...,
        cache_position: Tensor | None = ..., logits_to_keep: int = ...
    ) -> Output: ...

class _Call14(Generic[Output]):
    @overload
    def forward(
        self, pixel_values: Tensor | None = ..., bool_masked_pos: Tensor | None = ..., head_mask: Tensor | None = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def forward(
        self, pixel_values: Tensor | None = ..., bool_masked_pos: Tensor | None = ..., head_mask: Tensor | None = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., return_dict: bool | None = ...
    ) -> Output: ...
    @overload
    def __call__(
        self, pixel_values: Tensor | None = ..., bool_masked_pos: Tensor | None = ..., head_mask: Tensor | None = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, pixel_values: Tensor | None = ..., bool_masked_pos: Tensor | None = ..., head_mask: Tensor | None = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., return_dict: bool | None = ...
    ) -> Output: ...

class _Call15(Generic[Output]):
    @overload
    def forward(
        self, pixel_values: Tensor | None = ..., head_mask: Tensor | None = ..., labels: Tensor | None = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def forward(
        self, pixel_values: Tensor | None = ..., head_mask: Tensor | None = ..., labels: Tensor | None = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., return_dict: bool | None = ...
    ) -> Output: ...
    @overload
    def __call__(
        self, pixel_values: Tensor | None = ..., head_mask: Tensor | None = ..., labels: Tensor | None = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, pixel_values: Tensor | None = ..., head_mask: Tensor | None = ..., labels: Tensor | None = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., return_dict: bool | None = ...
    ) -> Output: ...

class _Call16(Generic[Output]):
    @overload
    def forward(
        self, pixel_values: Tensor | None = ..., bool_masked_pos: Tensor | None = ..., head_mask: Tensor | None = ...,
        labels: Tensor | None = ..., output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., *,
        return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def forward(
        self, pixel_values: Tensor | None = ..., bool_masked_pos: Tensor | None = ..., head_mask: Tensor | None = ...,
        labels: Tensor | None = ..., output_attentions: bool | None = ..., output_hidden_states: bool | None = ...,
        return_dict: bool | None = ...
    ) -> Output: ...
    @overload
    def __call__(
        self, pixel_values: Tensor | None = ..., bool_masked_pos: Tensor | None = ..., head_mask: Tensor | None = ...,
        labels: Tensor | None = ..., output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., *,
        return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, pixel_values: Tensor | None = ..., bool_masked_pos: Tensor | None = ..., head_mask: Tensor | None = ...,
        labels: Tensor | None = ..., output_attentions: bool | None = ..., output_hidden_states: bool | None = ...,
        return_dict: bool | None = ...
    ) -> Output: ...

class _Call17(Generic[Output]):
    @overload
    def forward(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., token_type_ids: Tensor | None = ...,
        position_ids: Tensor | None = ..., head_mask: Tensor | None = ..., inputs_embeds: Tensor | None = ...,
        encoder_hidden_states: Tensor | None = ..., encoder_attention_mask: Tensor | None = ...,
        past_key_values: Any = ..., use_cache: bool | None = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., cache_position: Tensor | None = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def forward(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., token_type_ids: Tensor | None = ...,
        position_ids: Tensor | None = ..., head_mask: Tensor | None = ..., inputs_embeds: Tensor | None = ...,
        encoder_hidden_states: Tensor | None = ..., encoder_attention_mask: Tensor | None = ...,
        past_key_values: Any = ..., use_cache: bool | None = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., return_dict: bool | None = ..., cache_position: Tensor | None = ...
    ) -> Output: ...
    @overload
    def __call__(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., token_type_ids: Tensor | None = ...,
        position_ids: Tensor | None = ..., head_mask: Tensor | None = ..., inputs_embeds: Tensor | None = ...,
        encoder_hidden_states: Tensor | None = ..., encoder_attention_mask: Tensor | None = ...,
        past_key_values: Any = ..., use_cache: bool | None = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., cache_position: Tensor | None = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., token_type_ids: Tensor | None = ...,
        position_ids: Tensor | None = ..., head_mask: Tensor | None = ..., inputs_embeds: Tensor | None = ...,
        encoder_hidden_states: Tensor | None = ..., encoder_attention_mask: Tensor | None = ...,
        past_key_values: Any = ..., use_cache: bool | None = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., return_dict: bool | None = ..., cache_position: Tensor | None = ...
    ) -> Output: ...

class _Call18(Generic[Output]):
    @overload
    def forward(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., token_type_ids: Tensor | None = ...,
        position_ids: Tensor | None = ..., head_mask: Tensor | None = ..., inputs_embeds: Tensor | None = ...,
        labels: Tensor | None = ..., next_sentence_label: Tensor | None = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def forward(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., token_type_ids: Tensor | None = ...,
        position_ids: Tensor | None = ..., head_mask: Tensor | None = ..., inputs_embeds: Tensor | None = ...,
        labels: Tensor | None = ..., next_sentence_label: Tensor | None = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., return_dict: bool | None = ...
    ) -> Output: ...
    @overload
    def __call__(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., token_type_ids: Tensor | None = ...,
        position_ids: Tensor | None = ..., head_mask: Tensor | None = ..., inputs_embeds: Tensor | None = ...,
        labels: Tensor | None = ..., next_sentence_label: Tensor | None = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., token_type_ids: Tensor | None = ...,
        position_ids: Tensor | None = ..., head_mask: Tensor | None = ..., inputs_embeds: Tensor | None = ...,
        labels: Tensor | None = ..., next_sentence_label: Tensor | None = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., return_dict: bool | None = ...
    ) -> Output: ...

class _Call19(Generic[Output]):
    @overload
    def forward(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., token_type_ids: Tensor | None = ...,
        position_ids: Tensor | None = ..., head_mask: Tensor | None = ..., inputs_embeds: Tensor | None = ...,
        encoder_hidden_states: Tensor | None = ..., encoder_attention_mask: Tensor | None = ...,
        labels: Tensor | None = ..., past_key_values: Any = ..., use_cache: bool | None = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ...,
        cache_position: Tensor | None = ..., logits_to_keep: int = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def forward(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., token_type_ids: Tensor | None = ...,
        position_ids: Tensor | None = ..., head_mask: Tensor | None = ..., inputs_embeds: Tensor | None = ...,
        encoder_hidden_states: Tensor | None = ..., encoder_attention_mask: Tensor | None = ...,
        labels: Tensor | None = ..., past_key_values: Any = ..., use_cache: bool | None = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., return_dict: bool | None = ...,
        cache_position: Tensor | None = ..., logits_to_keep: int = ...
    ) -> Output: ...
    @overload
    def __call__(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., token_type_ids: Tensor | None = ...,
        position_ids: Tensor | None = ..., head_mask: Tensor | None = ..., inputs_embeds: Tensor | None = ...,
        encoder_hidden_states: Tensor | None = ..., encoder_attention_mask: Tensor | None = ...,
        labels: Tensor | None = ..., past_key_values: Any = ..., use_cache: bool | None = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ...,
        cache_position: Tensor | None = ..., logits_to_keep: int = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., token_type_ids: Tensor | None = ...,
        position_ids: Tensor | None = ..., head_mask: Tensor | None = ..., inputs_embeds: Tensor | None = ...,
        encoder_hidden_states: Tensor | None = ..., encoder_attention_mask: Tensor | None = ...,
        labels: Tensor | None = ..., past_key_values: Any = ..., use_cache: bool | None = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., return_dict: bool | None = ...,
        cache_position: Tensor | None = ..., logits_to_keep: int = ...
    ) -> Output: ...

class _Call20(Generic[Output]):
    @overload
    def forward(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., token_type_ids: Tensor | None = ...,
        position_ids: Tensor | None = ..., head_mask: Tensor | None = ..., inputs_embeds: Tensor | None = ...,
        encoder_hidden_states: Tensor | None = ..., encoder_attention_mask: Tensor | None = ...,
        labels: Tensor | None = ..., output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., *,
        return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def forward(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., token_type_ids: Tensor | None = ...,
        position_ids: Tensor | None = ..., head_mask: Tensor | None = ..., inputs_embeds: Tensor | None = ...,
        encoder_hidden_states: Tensor | None = ..., encoder_attention_mask: Tensor | None = ...,
        labels: Tensor | None = ..., output_attentions: bool | None = ..., output_hidden_states: bool | None = ...,
        return_dict: bool | None = ...
    ) -> Output: ...
    @overload
    def __call__(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., token_type_ids: Tensor | None = ...,
        position_ids: Tensor | None = ..., head_mask: Tensor | None = ..., inputs_embeds: Tensor | None = ...,
        encoder_hidden_states: Tensor | None = ..., encoder_attention_mask: Tensor | None = ...,
        labels: Tensor | None = ..., output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., *,
        return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., token_type_ids: Tensor | None = ...,
        position_ids: Tensor | None = ..., head_mask: Tensor | None = ..., inputs_embeds: Tensor | None = ...,
        encoder_hidden_states: Tensor | None = ..., encoder_attention_mask: Tensor | None = ...,
        labels: Tensor | None = ..., output_attentions: bool | None = ..., output_hidden_states: bool | None = ...,
        return_dict: bool | None = ...
    ) -> Output: ...

class _Call21(Generic[Output]):
    @overload
    def forward(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., token_type_ids: Tensor | None = ...,
        position_ids: Tensor | None = ..., head_mask: Tensor | None = ..., inputs_embeds: Tensor | None = ...,
        labels: Tensor | None = ..., output_attentions: bool | None = ..., output_hidden_states: bool | None = ...,
        next_sentence_label: Tensor | None = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def forward(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., token_type_ids: Tensor | None = ...,
        position_ids: Tensor | None = ..., head_mask: Tensor | None = ..., inputs_embeds: Tensor | None = ...,
        labels: Tensor | None = ..., output_attentions: bool | None = ..., output_hidden_states: bool | None = ...,
        return_dict: bool | None = ..., next_sentence_label: Tensor | None = ...
    ) -> Output: ...
    @overload
    def __call__(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., token_type_ids: Tensor | None = ...,
        position_ids: Tensor | None = ..., head_mask: Tensor | None = ..., inputs_embeds: Tensor | None = ...,
        labels: Tensor | None = ..., output_attentions: bool | None = ..., output_hidden_states: bool | None = ...,
        next_sentence_label: Tensor | None = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., token_type_ids: Tensor | None = ...,
        position_ids: Tensor | None = ..., head_mask: Tensor | None = ..., inputs_embeds: Tensor | None = ...,
        labels: Tensor | None = ..., output_attentions: bool | None = ..., output_hidden_states: bool | None = ...,
        return_dict: bool | None = ..., next_sentence_label: Tensor | None = ...
    ) -> Output: ...

class _Call22(Generic[Output]):
    @overload
    def forward(
        self, input_ids: Tensor | None = ..., past_key_values: Any = ..., attention_mask: Tensor | None = ...,
        head_mask: Tensor | None = ..., inputs_embeds: Tensor | None = ..., use_cache: bool | None = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ...,
        cache_position: Tensor | None = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def forward(
        self, input_ids: Tensor | None = ..., past_key_values: Any = ..., attention_mask: Tensor | None = ...,
        head_mask: Tensor | None = ..., inputs_embeds: Tensor | None = ..., use_cache: bool | None = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., return_dict: bool | None = ...,
        cache_position: Tensor | None = ...
    ) -> Output: ...
    @overload
    def __call__(
        self, input_ids: Tensor | None = ..., past_key_values: Any = ..., attention_mask: Tensor | None = ...,
        head_mask: Tensor | None = ..., inputs_embeds: Tensor | None = ..., use_cache: bool | None = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ...,
        cache_position: Tensor | None = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Tensor | None = ..., past_key_values: Any = ..., attention_mask: Tensor | None = ...,
        head_mask: Tensor | None = ..., inputs_embeds: Tensor | None = ..., use_cache: bool | None = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., return_dict: bool | None = ...,
        cache_position: Tensor | None = ...
    ) -> Output: ...

class _Call23(Generic[Output]):
    @overload
    def forward(
        self, input_ids: Tensor | None = ..., past_key_values: Any = ..., attention_mask: Tensor | None = ...,
        head_mask: Tensor | None = ..., inputs_embeds: Tensor | None = ..., labels: Tensor | None = ...,
        use_cache: bool | None = ..., output_attentions: bool | None = ..., output_hidden_states: bool | None = ...,
        cache_position: Tensor | None = ..., logits_to_keep: int = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def forward(
        self, input_ids: Tensor | None = ..., past_key_values: Any = ..., attention_mask: Tensor | None = ...,
        head_mask: Tensor | None = ..., inputs_embeds: Tensor | None = ..., labels: Tensor | None = ...,
        use_cache: bool | None = ..., output_attentions: bool | None = ..., output_hidden_states: bool | None = ...,
        return_dict: bool | None = ..., cache_position: Tensor | None = ..., logits_to_keep: int = ...
    ) -> Output: ...
    @overload
    def __call__(
        self, input_ids: Tensor | None = ..., past_key_values: Any = ..., attention_mask: Tensor | None = ...,
        head_mask: Tensor | None = ..., inputs_embeds: Tensor | None = ..., labels: Tensor | None = ...,
        use_cache: bool | None = ..., output_attentions: bool | None = ..., output_hidden_states: bool | None = ...,
        cache_position: Tensor | None = ..., logits_to_keep: int = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Tensor | None = ..., past_key_values: Any = ..., attention_mask: Tensor | None = ...,
        head_mask: Tensor | None = ..., inputs_embeds: Tensor | None = ..., labels: Tensor | None = ...,
        use_cache: bool | None = ..., output_attentions: bool | None = ..., output_hidden_states: bool | None = ...,
        return_dict: bool | None = ..., cache_position: Tensor | None = ..., logits_to_keep: int = ...
    ) -> Output: ...

class _Call24(Generic[Output]):
    @overload
    def forward(
        self, input_ids: Tensor | None = ..., past_key_values: Any = ..., attention_mask: Tensor | None = ...,
        head_mask: Tensor | None = ..., inputs_embeds: Tensor | None = ..., labels: Tensor | None = ...,
        use_cache: bool | None = ..., output_attentions: bool | None = ..., output_hidden_states: bool | None = ...,
        cache_position: Tensor | None = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def forward(
        self, input_ids: Tensor | None = ..., past_key_values: Any = ..., attention_mask: Tensor | None = ...,
        head_mask: Tensor | None = ..., inputs_embeds: Tensor | None = ..., labels: Tensor | None = ...,
        use_cache: bool | None = ..., output_attentions: bool | None = ..., output_hidden_states: bool | None = ...,
        return_dict: bool | None = ..., cache_position: Tensor | None = ...
    ) -> Output: ...
    @overload
    def __call__(
        self, input_ids: Tensor | None = ..., past_key_values: Any = ..., attention_mask: Tensor | None = ...,
        head_mask: Tensor | None = ..., inputs_embeds: Tensor | None = ..., labels: Tensor | None = ...,
        use_cache: bool | None = ..., output_attentions: bool | None = ..., output_hidden_states: bool | None = ...,
        cache_position: Tensor | None = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Tensor | None = ..., past_key_values: Any = ..., attention_mask: Tensor | None = ...,
        head_mask: Tensor | None = ..., inputs_embeds: Tensor | None = ..., labels: Tensor | None = ...,
        use_cache: bool | None = ..., output_attentions: bool | None = ..., output_hidden_states: bool | None = ...,
        return_dict: bool | None = ..., cache_position: Tensor | None = ...
    ) -> Output: ...

class _Call25(Generic[Output]):
    @overload
    def forward(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., head_mask: Tensor | None = ...,
        inputs_embeds: Tensor | None = ..., start_positions: Tensor | None = ..., end_positions: Tensor | None = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def forward(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., head_mask: Tensor | None = ...,
        inputs_embeds: Tensor | None = ..., start_positions: Tensor | None = ..., end_positions: Tensor | None = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., return_dict: bool | None = ...
    ) -> Output: ...
    @overload
    def __call__(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., head_mask: Tensor | None = ...,
        inputs_embeds: Tensor | None = ..., start_positions: Tensor | None = ..., end_positions: Tensor | None = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., head_mask: Tensor | None = ...,
        inputs_embeds: Tensor | None = ..., start_positions: Tensor | None = ..., end_positions: Tensor | None = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., return_dict: bool | None = ...
    ) -> Output: ...

class _Call26(Generic[Output]):
    @overload
    def forward(
        self, input_ids: Tensor | None = ..., token_type_ids: Tensor | None = ..., attention_mask: Tensor | None = ...,
        labels: Tensor | None = ..., position_ids: Tensor | None = ..., head_mask: Tensor | None = ...,
        inputs_embeds: Tensor | None = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def forward(
        self, input_ids: Tensor | None = ..., token_type_ids: Tensor | None = ..., attention_mask: Tensor | None = ...,
        labels: Tensor | None = ..., position_ids: Tensor | None = ..., head_mask: Tensor | None = ...,
        inputs_embeds: Tensor | None = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., return_dict: bool | None = ...
    ) -> Output: ...
    @overload
    def __call__(
        self, input_ids: Tensor | None = ..., token_type_ids: Tensor | None = ..., attention_mask: Tensor | None = ...,
        labels: Tensor | None = ..., position_ids: Tensor | None = ..., head_mask: Tensor | None = ...,
        inputs_embeds: Tensor | None = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Tensor | None = ..., token_type_ids: Tensor | None = ..., attention_mask: Tensor | None = ...,
        labels: Tensor | None = ..., position_ids: Tensor | None = ..., head_mask: Tensor | None = ...,
        inputs_embeds: Tensor | None = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., return_dict: bool | None = ...
    ) -> Output: ...

class _Call27(Generic[Output]):
    @overload
    def forward(
        self, input_ids: Tensor | None = ..., past_key_values: Any = ..., attention_mask: Tensor | None = ...,
        token_type_ids: Tensor | None = ..., position_ids: Tensor | None = ..., head_mask: Tensor | None = ...,
        inputs_embeds: Tensor | None = ..., use_cache: bool | None = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., cache_position: Tensor | None = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def forward(
        self, input_ids: Tensor | None = ..., past_key_values: Any = ..., attention_mask: Tensor | None = ...,
        token_type_ids: Tensor | None = ..., position_ids: Tensor | None = ..., head_mask: Tensor | None = ...,
        inputs_embeds: Tensor | None = ..., use_cache: bool | None = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., return_dict: bool | None = ..., cache_position: Tensor | None = ...
    ) -> Output: ...
    @overload
    def __call__(
        self, input_ids: Tensor | None = ..., past_key_values: Any = ..., attention_mask: Tensor | None = ...,
        token_type_ids: Tensor | None = ..., position_ids: Tensor | None = ..., head_mask: Tensor | None = ...,
        inputs_embeds: Tensor | None = ..., use_cache: bool | None = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., cache_position: Tensor | None = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Tensor | None = ..., past_key_values: Any = ..., attention_mask: Tensor | None = ...,
        token_type_ids: Tensor | None = ..., position_ids: Tensor | None = ..., head_mask: Tensor | None = ...,
        inputs_embeds: Tensor | None = ..., use_cache: bool | None = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., return_dict: bool | None = ..., cache_position: Tensor | None = ...
    ) -> Output: ...

class _Call28(Generic[Output]):
    @overload
    def forward(
        self, input_ids: Tensor | None = ..., past_key_values: Any = ..., attention_mask: Tensor | None = ...,
        token_type_ids: Tensor | None = ..., position_ids: Tensor | None = ..., head_mask: Tensor | None = ...,
        inputs_embeds: Tensor | None = ..., labels: Tensor | None = ..., use_cache: bool | None = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ...,
        cache_position: Tensor | None = ..., logits_to_keep: int = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def forward(
        self, input_ids: Tensor | None = ..., past_key_values: Any = ..., attention_mask: Tensor | None = ...,
        token_type_ids: Tensor | None = ..., position_ids: Tensor | None = ..., head_mask: Tensor | None = ...,
        inputs_embeds: Tensor | None = ..., labels: Tensor | None = ..., use_cache: bool | None = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., return_dict: bool | None = ...,
        cache_position: Tensor | None = ..., logits_to_keep: int = ...
    ) -> Output: ...
    @overload
    def __call__(
        self, input_ids: Tensor | None = ..., past_key_values: Any = ..., attention_mask: Tensor | None = ...,
        token_type_ids: Tensor | None = ..., position_ids: Tensor | None = ..., head_mask: Tensor | None = ...,
        inputs_embeds: Tensor | None = ..., labels: Tensor | None = ..., use_cache: bool | None = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ...,
        cache_position: Tensor | None = ..., logits_to_keep: int = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Tensor | None = ..., past_key_values: Any = ..., attention_mask: Tensor | None = ...,
        token_type_ids: Tensor | None = ..., position_ids: Tensor | None = ..., head_mask: Tensor | None = ...,
        inputs_embeds: Tensor | None = ..., labels: Tensor | None = ..., use_cache: bool | None = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., return_dict: bool | None = ...,
        cache_position: Tensor | None = ..., logits_to_keep: int = ...
    ) -> Output: ...

class _Call29(Generic[Output]):
    @overload
    def forward(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., token_type_ids: Tensor | None = ...,
        inputs_embeds: Tensor | None = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def forward(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., token_type_ids: Tensor | None = ...,
        inputs_embeds: Tensor | None = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., return_dict: bool | None = ...
    ) -> Output: ...
    @overload
    def __call__(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., token_type_ids: Tensor | None = ...,
        inputs_embeds: Tensor | None = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., token_type_ids: Tensor | None = ...,
        inputs_embeds: Tensor | None = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., return_dict: bool | None = ...
    ) -> Output: ...

class _Call30(Generic[Output]):
    @overload
    def forward(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., inputs_embeds: Tensor | None = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def forward(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., inputs_embeds: Tensor | None = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., return_dict: bool | None = ...
    ) -> Output: ...
    @overload
    def __call__(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., inputs_embeds: Tensor | None = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., inputs_embeds: Tensor | None = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., return_dict: bool | None = ...
    ) -> Output: ...

class _Call31(Generic[Output]):
    @overload
    def forward(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., token_type_ids: Tensor | None = ...,
        position_ids: Tensor | None = ..., inputs_embeds: Tensor | None = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def forward(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., token_type_ids: Tensor | None = ...,
        position_ids: Tensor | None = ..., inputs_embeds: Tensor | None = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., return_dict: bool | None = ...
    ) -> Output: ...
    @overload
    def __call__(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., token_type_ids: Tensor | None = ...,
        position_ids: Tensor | None = ..., inputs_embeds: Tensor | None = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., token_type_ids: Tensor | None = ...,
        position_ids: Tensor | None = ..., inputs_embeds: Tensor | None = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., return_dict: bool | None = ...
    ) -> Output: ...

class _Call32(Generic[Output]):
    @overload
    def forward(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., token_type_ids: Tensor | None = ...,
        position_ids: Tensor | None = ..., inputs_embeds: Tensor | None = ..., labels: Tensor | None = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def forward(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., token_type_ids: Tensor | None = ...,
        position_ids: Tensor | None = ..., inputs_embeds: Tensor | None = ..., labels: Tensor | None = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., return_dict: bool | None = ...
    ) -> Output: ...
    @overload
    def __call__(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., token_type_ids: Tensor | None = ...,
        position_ids: Tensor | None = ..., inputs_embeds: Tensor | None = ..., labels: Tensor | None = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., token_type_ids: Tensor | None = ...,
        position_ids: Tensor | None = ..., inputs_embeds: Tensor | None = ..., labels: Tensor | None = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., return_dict: bool | None = ...
    ) -> Output: ...

class _Call33(Generic[Output]):
    @overload
    def forward(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., token_type_ids: Tensor | None = ...,
        position_ids: Tensor | None = ..., inputs_embeds: Tensor | None = ..., start_positions: Tensor | None = ...,
        end_positions: Tensor | None = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def forward(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., token_type_ids: Tensor | None = ...,
        position_ids: Tensor | None = ..., inputs_embeds: Tensor | None = ..., start_positions: Tensor | None = ...,
        end_positions: Tensor | None = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., return_dict: bool | None = ...
    ) -> Output: ...
    @overload
    def __call__(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., token_type_ids: Tensor | None = ...,
        position_ids: Tensor | None = ..., inputs_embeds: Tensor | None = ..., start_positions: Tensor | None = ...,
        end_positions: Tensor | None = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., token_type_ids: Tensor | None = ...,
        position_ids: Tensor | None = ..., inputs_embeds: Tensor | None = ..., start_positions: Tensor | None = ...,
        end_positions: Tensor | None = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., return_dict: bool | None = ...
    ) -> Output: ...

class _Call34(Generic[Output]):
    @overload
    def forward(
        self, pixel_values: Tensor | None = ..., head_mask: Tensor | None = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def forward(
        self, pixel_values: Tensor | None = ..., head_mask: Tensor | None = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., return_dict: bool | None = ...
    ) -> Output: ...
    @overload
    def __call__(
        self, pixel_values: Tensor | None = ..., head_mask: Tensor | None = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, pixel_values: Tensor | None = ..., head_mask: Tensor | None = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., return_dict: bool | None = ...
    ) -> Output: ...

class _Call35(Generic[Output]):
    @overload
    def forward(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., head_mask: Tensor | None = ...,
        inputs_embeds: Tensor | None = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def forward(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., head_mask: Tensor | None = ...,
        inputs_embeds: Tensor | None = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., return_dict: bool | None = ...
    ) -> Output: ...
    @overload
    def __call__(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., head_mask: Tensor | None = ...,
        inputs_embeds: Tensor | None = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., head_mask: Tensor | None = ...,
        inputs_embeds: Tensor | None = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., return_dict: bool | None = ...
    ) -> Output: ...

class _Call36(Generic[Output]):
    @overload
    def forward(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., head_mask: Tensor | None = ...,
        inputs_embeds: Tensor | None = ..., labels: Tensor | None = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def forward(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., head_mask: Tensor | None = ...,
        inputs_embeds: Tensor | None = ..., labels: Tensor | None = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., return_dict: bool | None = ...
    ) -> Output: ...
    @overload
    def __call__(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., head_mask: Tensor | None = ...,
        inputs_embeds: Tensor | None = ..., labels: Tensor | None = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., head_mask: Tensor | None = ...,
        inputs_embeds: Tensor | None = ..., labels: Tensor | None = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., return_dict: bool | None = ...
    ) -> Output: ...

class _Call37(Generic[Output]):
    @overload
    def forward(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ...,
        decoder_input_ids: Tensor | None = ..., decoder_attention_mask: Tensor | None = ..., encoder_outputs: Any = ...,
        past_key_values: Any = ..., inputs_embeds: Tensor | None = ..., decoder_inputs_embeds: Tensor | None = ...,
        labels: Tensor | None = ..., use_cache: bool | None = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., token_type_ids: Tensor | None = ..., position_ids: Tensor | None = ...,
        head_mask: Tensor | None = ..., decoder_token_type_ids: Tensor | None = ...,
        decoder_position_ids: Tensor | None = ..., decoder_head_mask: Tensor | None = ..., *,
        return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def forward(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ...,
        decoder_input_ids: Tensor | None = ..., decoder_attention_mask: Tensor | None = ..., encoder_outputs: Any = ...,
        past_key_values: Any = ..., inputs_embeds: Tensor | None = ..., decoder_inputs_embeds: Tensor | None = ...,
        labels: Tensor | None = ..., use_cache: bool | None = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., return_dict: bool | None = ..., token_type_ids: Tensor | None = ...,
        position_ids: Tensor | None = ..., head_mask: Tensor | None = ..., decoder_token_type_ids: Tensor | None = ...,
        decoder_position_ids: Tensor | None = ..., decoder_head_mask: Tensor | None = ...
    ) -> Output: ...
    @overload
    def __call__(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ...,
        decoder_input_ids: Tensor | None = ..., decoder_attention_mask: Tensor | None = ..., encoder_outputs: Any = ...,
        past_key_values: Any = ..., inputs_embeds: Tensor | None = ..., decoder_inputs_embeds: Tensor | None = ...,
        labels: Tensor | None = ..., use_cache: bool | None = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., token_type_ids: Tensor | None = ..., position_ids: Tensor | None = ...,
        head_mask: Tensor | None = ..., decoder_token_type_ids: Tensor | None = ...,
        decoder_position_ids: Tensor | None = ..., decoder_head_mask: Tensor | None = ..., *,
        return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ...,
        decoder_input_ids: Tensor | None = ..., decoder_attention_mask: Tensor | None = ..., encoder_outputs: Any = ...,
        past_key_values: Any = ..., inputs_embeds: Tensor | None = ..., decoder_inputs_embeds: Tensor | None = ...,
        labels: Tensor | None = ..., use_cache: bool | None = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., return_dict: bool | None = ..., token_type_ids: Tensor | None = ...,
        position_ids: Tensor | None = ..., head_mask: Tensor | None = ..., decoder_token_type_ids: Tensor | None = ...,
        decoder_position_ids: Tensor | None = ..., decoder_head_mask: Tensor | None = ...
    ) -> Output: ...

class _Call38(Generic[Output]):
    @overload
    def forward(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., token_type_ids: Tensor | None = ...,
        task_type_ids: Tensor | None = ..., position_ids: Tensor | None = ..., head_mask: Tensor | None = ...,
        inputs_embeds: Tensor | None = ..., encoder_hidden_states: Tensor | None = ...,
        encoder_attention_mask: Tensor | None = ..., past_key_values: Any = ..., use_cache: bool | None = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ...,
        cache_position: Tensor | None = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def forward(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., token_type_ids: Tensor | None = ...,
        task_type_ids: Tensor | None = ..., position_ids: Tensor | None = ..., head_mask: Tensor | None = ...,
        inputs_embeds: Tensor | None = ..., encoder_hidden_states: Tensor | None = ...,
        encoder_attention_mask: Tensor | None = ..., past_key_values: Any = ..., use_cache: bool | None = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., return_dict: bool | None = ...,
        cache_position: Tensor | None = ...
    ) -> Output: ...
    @overload
    def __call__(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., token_type_ids: Tensor | None = ...,
        task_type_ids: Tensor | None = ..., position_ids: Tensor | None = ..., head_mask: Tensor | None = ...,
        inputs_embeds: Tensor | None = ..., encoder_hidden_states: Tensor | None = ...,
        encoder_attention_mask: Tensor | None = ..., past_key_values: Any = ..., use_cache: bool | None = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ...,
        cache_position: Tensor | None = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., token_type_ids: Tensor | None = ...,
        task_type_ids: Tensor | None = ..., position_ids: Tensor | None = ..., head_mask: Tensor | None = ...,
        inputs_embeds: Tensor | None = ..., encoder_hidden_states: Tensor | None = ...,
        encoder_attention_mask: Tensor | None = ..., past_key_values: Any = ..., use_cache: bool | None = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., return_dict: bool | None = ...,
        cache_position: Tensor | None = ...
    ) -> Output: ...

class _Call39(Generic[Output]):
    @overload
    def forward(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., token_type_ids: Tensor | None = ...,
        task_type_ids: Tensor | None = ..., position_ids: Tensor | None = ..., head_mask: Tensor | None = ...,
        inputs_embeds: Tensor | None = ..., labels: Tensor | None = ..., next_sentence_label: Tensor | None = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def forward(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., token_type_ids: Tensor | None = ...,
        task_type_ids: Tensor | None = ..., position_ids: Tensor | None = ..., head_mask: Tensor | None = ...,
        inputs_embeds: Tensor | None = ..., labels: Tensor | None = ..., next_sentence_label: Tensor | None = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., return_dict: bool | None = ...
    ) -> Output: ...
    @overload
    def __call__(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., token_type_ids: Tensor | None = ...,
        task_type_ids: Tensor | None = ..., position_ids: Tensor | None = ..., head_mask: Tensor | None = ...,
        inputs_embeds: Tensor | None = ..., labels: Tensor | None = ..., next_sentence_label: Tensor | None = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., token_type_ids: Tensor | None = ...,
        task_type_ids: Tensor | None = ..., position_ids: Tensor | None = ..., head_mask: Tensor | None = ...,
        inputs_embeds: Tensor | None = ..., labels: Tensor | None = ..., next_sentence_label: Tensor | None = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., return_dict: bool | None = ...
    ) -> Output: ...

class _Call40(Generic[Output]):
    @overload
    def forward(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., token_type_ids: Tensor | None = ...,
        task_type_ids: Tensor | None = ..., position_ids: Tensor | None = ..., head_mask: Tensor | None = ...,
        inputs_embeds: Tensor | None = ..., encoder_hidden_states: Tensor | None = ...,
        encoder_attention_mask: Tensor | None = ..., labels: Tensor | None = ..., past_key_values: Any = ...,
        use_cache: bool | None = ..., output_attentions: bool | None = ..., output_hidden_states: bool | None = ...,
        cache_position: Tensor | None = ..., logits_to_keep: int = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def forward(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., token_type_ids: Tensor | None = ...,
        task_type_ids: Tensor | None = ..., position_ids: Tensor | None = ..., head_mask: Tensor | None = ...,
        inputs_embeds: Tensor | None = ..., encoder_hidden_states: Tensor | None = ...,
        encoder_attention_mask: Tensor | None = ..., labels: Tensor | None = ..., past_key_values: Any = ...,
        use_cache: bool | None = ..., output_attentions: bool | None = ..., output_hidden_states: bool | None = ...,
        return_dict: bool | None = ..., cache_position: Tensor | None = ..., logits_to_keep: int = ...
    ) -> Output: ...
    @overload
    def __call__(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., token_type_ids: Tensor | None = ...,
        task_type_ids: Tensor | None = ..., position_ids: Tensor | None = ..., head_mask: Tensor | None = ...,
        inputs_embeds: Tensor | None = ..., encoder_hidden_states: Tensor | None = ...,
        encoder_attention_mask: Tensor | None = ..., labels: Tensor | None = ..., past_key_values: Any = ...,
        use_cache: bool | None = ..., output_attentions: bool | None = ..., output_hidden_states: bool | None = ...,
        cache_position: Tensor | None = ..., logits_to_keep: int = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., token_type_ids: Tensor | None = ...,
        task_type_ids: Tensor | None = ..., position_ids: Tensor | None = ..., head_mask: Tensor | None = ...,
        inputs_embeds: Tensor | None = ..., encoder_hidden_states: Tensor | None = ...,
        encoder_attention_mask: Tensor | None = ..., labels: Tensor | None = ..., past_key_values: Any = ...,
        use_cache: bool | None = ..., output_attentions: bool | None = ..., output_hidden_states: bool | None = ...,
        return_dict: bool | None = ..., cache_position: Tensor | None = ..., logits_to_keep: int = ...
    ) -> Output: ...

class _Call41(Generic[Output]):
    @overload
    def forward(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., token_type_ids: Tensor | None = ...,
        task_type_ids: Tensor | None = ..., position_ids: Tensor | None = ..., head_mask: Tensor | None = ...,
        inputs_embeds: Tensor | None = ..., encoder_hidden_states: Tensor | None = ...,
        encoder_attention_mask: Tensor | None = ..., labels: Tensor | None = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def forward(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., token_type_ids: Tensor | None = ...,
        task_type_ids: Tensor | None = ..., position_ids: Tensor | None = ..., head_mask: Tensor | None = ...,
        inputs_embeds: Tensor | None = ..., encoder_hidden_states: Tensor | None = ...,
        encoder_attention_mask: Tensor | None = ..., labels: Tensor | None = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., return_dict: bool | None = ...
    ) -> Output: ...
    @overload
    def __call__(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., token_type_ids: Tensor | None = ...,
        task_type_ids: Tensor | None = ..., position_ids: Tensor | None = ..., head_mask: Tensor | None = ...,
        inputs_embeds: Tensor | None = ..., encoder_hidden_states: Tensor | None = ...,
        encoder_attention_mask: Tensor | None = ..., labels: Tensor | None = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., token_type_ids: Tensor | None = ...,
        task_type_ids: Tensor | None = ..., position_ids: Tensor | None = ..., head_mask: Tensor | None = ...,
        inputs_embeds: Tensor | None = ..., encoder_hidden_states: Tensor | None = ...,
        encoder_attention_mask: Tensor | None = ..., labels: Tensor | None = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., return_dict: bool | None = ...
    ) -> Output: ...

class _Call42(Generic[Output]):
    @overload
    def forward(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., token_type_ids: Tensor | None = ...,
        task_type_ids: Tensor | None = ..., position_ids: Tensor | None = ..., head_mask: Tensor | None = ...,
        inputs_embeds: Tensor | None = ..., labels: Tensor | None = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def forward(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., token_type_ids: Tensor | None = ...,
        task_type_ids: Tensor | None = ..., position_ids: Tensor | None = ..., head_mask: Tensor | None = ...,
        inputs_embeds: Tensor | None = ..., labels: Tensor | None = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., return_dict: bool | None = ...
    ) -> Output: ...
    @overload
    def __call__(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., token_type_ids: Tensor | None = ...,
        task_type_ids: Tensor | None = ..., position_ids: Tensor | None = ..., head_mask: Tensor | None = ...,
        inputs_embeds: Tensor | None = ..., labels: Tensor | None = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., token_type_ids: Tensor | None = ...,
        task_type_ids: Tensor | None = ..., position_ids: Tensor | None = ..., head_mask: Tensor | None = ...,
        inputs_embeds: Tensor | None = ..., labels: Tensor | None = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., return_dict: bool | None = ...
    ) -> Output: ...

class _Call43(Generic[Output]):
    @overload
    def forward(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., token_type_ids: Tensor | None = ...,
        task_type_ids: Tensor | None = ..., position_ids: Tensor | None = ..., head_mask: Tensor | None = ...,
        inputs_embeds: Tensor | None = ..., start_positions: Tensor | None = ..., end_positions: Tensor | None = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def forward(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., token_type_ids: Tensor | None = ...,
        task_type_ids: Tensor | None = ..., position_ids: Tensor | None = ..., head_mask: Tensor | None = ...,
        inputs_embeds: Tensor | None = ..., start_positions: Tensor | None = ..., end_positions: Tensor | None = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., return_dict: bool | None = ...
    ) -> Output: ...
    @overload
    def __call__(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., token_type_ids: Tensor | None = ...,
        task_type_ids: Tensor | None = ..., position_ids: Tensor | None = ..., head_mask: Tensor | None = ...,
        inputs_embeds: Tensor | None = ..., start_positions: Tensor | None = ..., end_positions: Tensor | None = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., token_type_ids: Tensor | None = ...,
        task_type_ids: Tensor | None = ..., position_ids: Tensor | None = ..., head_mask: Tensor | None = ...,
        inputs_embeds: Tensor | None = ..., start_positions: Tensor | None = ..., end_positions: Tensor | None = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., return_dict: bool | None = ...
    ) -> Output: ...

class _Call44(Generic[Output]):
    @overload
    def forward(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., token_type_ids: Tensor | None = ...,
        task_type_ids: Tensor | None = ..., position_ids: Tensor | None = ..., head_mask: Tensor | None = ...,
        inputs_embeds: Tensor | None = ..., labels: Tensor | None = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., next_sentence_label: Tensor | None = ..., *,
        return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def forward(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., token_type_ids: Tensor | None = ...,
        task_type_ids: Tensor | None = ..., position_ids: Tensor | None = ..., head_mask: Tensor | None = ...,
        inputs_embeds: Tensor | None = ..., labels: Tensor | None = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., return_dict: bool | None = ...,
        next_sentence_label: Tensor | None = ...
    ) -> Output: ...
    @overload
    def __call__(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., token_type_ids: Tensor | None = ...,
        task_type_ids: Tensor | None = ..., position_ids: Tensor | None = ..., head_mask: Tensor | None = ...,
        inputs_embeds: Tensor | None = ..., labels: Tensor | None = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., next_sentence_label: Tensor | None = ..., *,
        return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., token_type_ids: Tensor | None = ...,
        task_type_ids: Tensor | None = ..., position_ids: Tensor | None = ..., head_mask: Tensor | None = ...,
        inputs_embeds: Tensor | None = ..., labels: Tensor | None = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., return_dict: bool | None = ...,
        next_sentence_label: Tensor | None = ...
    ) -> Output: ...

class _Call45(Generic[Output]):
    @overload
    def forward(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., position_ids: Tensor | None = ...,
        inputs_embeds: Tensor | None = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def forward(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., position_ids: Tensor | None = ...,
        inputs_embeds: Tensor | None = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., return_dict: bool | None = ...
    ) -> Output: ...
    @overload
    def __call__(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., position_ids: Tensor | None = ...,
        inputs_embeds: Tensor | None = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., position_ids: Tensor | None = ...,
        inputs_embeds: Tensor | None = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., return_dict: bool | None = ...
    ) -> Output: ...

class _Call46(Generic[Output]):
    @overload
    def forward(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., position_ids: Tensor | None = ...,
        inputs_embeds: Tensor | None = ..., labels: Tensor | None = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def forward(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., position_ids: Tensor | None = ...,
        inputs_embeds: Tensor | None = ..., labels: Tensor | None = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., return_dict: bool | None = ...
    ) -> Output: ...
    @overload
    def __call__(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., position_ids: Tensor | None = ...,
        inputs_embeds: Tensor | None = ..., labels: Tensor | None = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., position_ids: Tensor | None = ...,
        inputs_embeds: Tensor | None = ..., labels: Tensor | None = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., return_dict: bool | None = ...
    ) -> Output: ...

class _Call47(Generic[Output]):
    @overload
    def forward(
        self, input_ids: Tensor | None = ..., past_key_values: Any = ..., attention_mask: Tensor | None = ...,
        position_ids: Tensor | None = ..., head_mask: Tensor | None = ..., inputs_embeds: Tensor | None = ...,
        use_cache: bool | None = ..., output_attentions: bool | None = ..., output_hidden_states: bool | None = ...,
        cache_position: Tensor | None = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def forward(
        self, input_ids: Tensor | None = ..., past_key_values: Any = ..., attention_mask: Tensor | None = ...,
        position_ids: Tensor | None = ..., head_mask: Tensor | None = ..., inputs_embeds: Tensor | None = ...,
        use_cache: bool | None = ..., output_attentions: bool | None = ..., output_hidden_states: bool | None = ...,
        return_dict: bool | None = ..., cache_position: Tensor | None = ...
    ) -> Output: ...
    @overload
    def __call__(
        self, input_ids: Tensor | None = ..., past_key_values: Any = ..., attention_mask: Tensor | None = ...,
        position_ids: Tensor | None = ..., head_mask: Tensor | None = ..., inputs_embeds: Tensor | None = ...,
        use_cache: bool | None = ..., output_attentions: bool | None = ..., output_hidden_states: bool | None = ...,
        cache_position: Tensor | None = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Tensor | None = ..., past_key_values: Any = ..., attention_mask: Tensor | None = ...,
        position_ids: Tensor | None = ..., head_mask: Tensor | None = ..., inputs_embeds: Tensor | None = ...,
        use_cache: bool | None = ..., output_attentions: bool | None = ..., output_hidden_states: bool | None = ...,
        return_dict: bool | None = ..., cache_position: Tensor | None = ...
    ) -> Output: ...

class _Call48(Generic[Output]):
    @overload
    def forward(
        self, input_ids: Tensor | None = ..., past_key_values: Any = ..., attention_mask: Tensor | None = ...,
        position_ids: Tensor | None = ..., head_mask: Tensor | None = ..., inputs_embeds: Tensor | None = ...,
        labels: Tensor | None = ..., use_cache: bool | None = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., cache_position: Tensor | None = ..., logits_to_keep: int = ..., *,
        return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def forward(
        self, input_ids: Tensor | None = ..., past_key_values: Any = ..., attention_mask: Tensor | None = ...,
        position_ids: Tensor | None = ..., head_mask: Tensor | None = ..., inputs_embeds: Tensor | None = ...,
        labels: Tensor | None = ..., use_cache: bool | None = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., return_dict: bool | None = ..., cache_position: Tensor | None = ...,
        logits_to_keep: int = ...
    ) -> Output: ...
    @overload
    def __call__(
        self, input_ids: Tensor | None = ..., past_key_values: Any = ..., attention_mask: Tensor | None = ...,
        position_ids: Tensor | None = ..., head_mask: Tensor | None = ..., inputs_embeds: Tensor | None = ...,
        labels: Tensor | None = ..., use_cache: bool | None = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., cache_position: Tensor | None = ..., logits_to_keep: int = ..., *,
        return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Tensor | None = ..., past_key_values: Any = ..., attention_mask: Tensor | None = ...,
        position_ids: Tensor | None = ..., head_mask: Tensor | None = ..., inputs_embeds: Tensor | None = ...,
        labels: Tensor | None = ..., use_cache: bool | None = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., return_dict: bool | None = ..., cache_position: Tensor | None = ...,
        logits_to_keep: int = ...
    ) -> Output: ...

class _Call49(Generic[Output]):
    @overload
    def forward(
        self, input_ids: Tensor | None = ..., past_key_values: Any = ..., attention_mask: Tensor | None = ...,
        head_mask: Tensor | None = ..., inputs_embeds: Tensor | None = ..., labels: Tensor | None = ...,
        use_cache: bool | None = ..., output_attentions: bool | None = ..., output_hidden_states: bool | None = ...,
        cache_position: Tensor | None = ..., position_ids: Tensor | None = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def forward(
        self, input_ids: Tensor | None = ..., past_key_values: Any = ..., attention_mask: Tensor | None = ...,
        head_mask: Tensor | None = ..., inputs_embeds: Tensor | None = ..., labels: Tensor | None = ...,
        use_cache: bool | None = ..., output_attentions: bool | None = ..., output_hidden_states: bool | None = ...,
        return_dict: bool | None = ..., cache_position: Tensor | None = ..., position_ids: Tensor | None = ...
    ) -> Output: ...
    @overload
    def __call__(
        self, input_ids: Tensor | None = ..., past_key_values: Any = ..., attention_mask: Tensor | None = ...,
        head_mask: Tensor | None = ..., inputs_embeds: Tensor | None = ..., labels: Tensor | None = ...,
        use_cache: bool | None = ..., output_attentions: bool | None = ..., output_hidden_states: bool | None = ...,
        cache_position: Tensor | None = ..., position_ids: Tensor | None = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Tensor | None = ..., past_key_values: Any = ..., attention_mask: Tensor | None = ...,
        head_mask: Tensor | None = ..., inputs_embeds: Tensor | None = ..., labels: Tensor | None = ...,
        use_cache: bool | None = ..., output_attentions: bool | None = ..., output_hidden_states: bool | None = ...,
        return_dict: bool | None = ..., cache_position: Tensor | None = ..., position_ids: Tensor | None = ...
    ) -> Output: ...

class _Call50(Generic[Output]):
    @overload
    def forward(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., head_mask: Tensor | None = ...,
        inputs_embeds: Tensor | None = ..., start_positions: Tensor | None = ..., end_positions: Tensor | None = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ...,
        position_ids: Tensor | None = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def forward(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., head_mask: Tensor | None = ...,
        inputs_embeds: Tensor | None = ..., start_positions: Tensor | None = ..., end_positions: Tensor | None = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., return_dict: bool | None = ...,
        position_ids: Tensor | None = ...
    ) -> Output: ...
    @overload
    def __call__(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., head_mask: Tensor | None = ...,
        inputs_embeds: Tensor | None = ..., start_positions: Tensor | None = ..., end_positions: Tensor | None = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ...,
        position_ids: Tensor | None = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., head_mask: Tensor | None = ...,
        inputs_embeds: Tensor | None = ..., start_positions: Tensor | None = ..., end_positions: Tensor | None = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., return_dict: bool | None = ...,
        position_ids: Tensor | None = ...
    ) -> Output: ...

class _Call51(Generic[Output]):
    @overload
    def forward(
        self, input_ids: Tensor | None = ..., past_key_values: Any = ..., attention_mask: Tensor | None = ...,
        token_type_ids: Tensor | None = ..., position_ids: Tensor | None = ..., head_mask: Tensor | None = ...,
        inputs_embeds: Tensor | None = ..., encoder_hidden_states: Tensor | None = ...,
        encoder_attention_mask: Tensor | None = ..., use_cache: bool | None = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., cache_position: Tensor | None = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def forward(
        self, input_ids: Tensor | None = ..., past_key_values: Any = ..., attention_mask: Tensor | None = ...,
        token_type_ids: Tensor | None = ..., position_ids: Tensor | None = ..., head_mask: Tensor | None = ...,
        inputs_embeds: Tensor | None = ..., encoder_hidden_states: Tensor | None = ...,
        encoder_attention_mask: Tensor | None = ..., use_cache: bool | None = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., return_dict: bool | None = ..., cache_position: Tensor | None = ...
    ) -> Output: ...
    @overload
    def __call__(
        self, input_ids: Tensor | None = ..., past_key_values: Any = ..., attention_mask: Tensor | None = ...,
        token_type_ids: Tensor | None = ..., position_ids: Tensor | None = ..., head_mask: Tensor | None = ...,
        inputs_embeds: Tensor | None = ..., encoder_hidden_states: Tensor | None = ...,
        encoder_attention_mask: Tensor | None = ..., use_cache: bool | None = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., cache_position: Tensor | None = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Tensor | None = ..., past_key_values: Any = ..., attention_mask: Tensor | None = ...,
        token_type_ids: Tensor | None = ..., position_ids: Tensor | None = ..., head_mask: Tensor | None = ...,
        inputs_embeds: Tensor | None = ..., encoder_hidden_states: Tensor | None = ...,
        encoder_attention_mask: Tensor | None = ..., use_cache: bool | None = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., return_dict: bool | None = ..., cache_position: Tensor | None = ...
    ) -> Output: ...

class _Call52(Generic[Output]):
    @overload
    def forward(
        self, input_ids: Tensor | None = ..., past_key_values: Any = ..., attention_mask: Tensor | None = ...,
        token_type_ids: Tensor | None = ..., position_ids: Tensor | None = ..., head_mask: Tensor | None = ...,
        inputs_embeds: Tensor | None = ..., encoder_hidden_states: Tensor | None = ...,
        encoder_attention_mask: Tensor | None = ..., labels: Tensor | None = ..., use_cache: bool | None = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ...,
        cache_position: Tensor | None = ..., logits_to_keep: int = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def forward(
        self, input_ids: Tensor | None = ..., past_key_values: Any = ..., attention_mask: Tensor | None = ...,
        token_type_ids: Tensor | None = ..., position_ids: Tensor | None = ..., head_mask: Tensor | None = ...,
        inputs_embeds: Tensor | None = ..., encoder_hidden_states: Tensor | None = ...,
        encoder_attention_mask: Tensor | None = ..., labels: Tensor | None = ..., use_cache: bool | None = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., return_dict: bool | None = ...,
        cache_position: Tensor | None = ..., logits_to_keep: int = ...
    ) -> Output: ...
    @overload
    def __call__(
        self, input_ids: Tensor | None = ..., past_key_values: Any = ..., attention_mask: Tensor | None = ...,
        token_type_ids: Tensor | None = ..., position_ids: Tensor | None = ..., head_mask: Tensor | None = ...,
        inputs_embeds: Tensor | None = ..., encoder_hidden_states: Tensor | None = ...,
        encoder_attention_mask: Tensor | None = ..., labels: Tensor | None = ..., use_cache: bool | None = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ...,
        cache_position: Tensor | None = ..., logits_to_keep: int = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Tensor | None = ..., past_key_values: Any = ..., attention_mask: Tensor | None = ...,
        token_type_ids: Tensor | None = ..., position_ids: Tensor | None = ..., head_mask: Tensor | None = ...,
        inputs_embeds: Tensor | None = ..., encoder_hidden_states: Tensor | None = ...,
        encoder_attention_mask: Tensor | None = ..., labels: Tensor | None = ..., use_cache: bool | None = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., return_dict: bool | None = ...,
        cache_position: Tensor | None = ..., logits_to_keep: int = ...
    ) -> Output: ...

class _Call53(Generic[Output]):
    @overload
    def forward(
        self, input_ids: Tensor | None = ..., past_key_values: Any = ..., attention_mask: Tensor | None = ...,
        token_type_ids: Tensor | None = ..., position_ids: Tensor | None = ..., head_mask: Tensor | None = ...,
        inputs_embeds: Tensor | None = ..., labels: Tensor | None = ..., use_cache: bool | None = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ...,
        cache_position: Tensor | None = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def forward(
        self, input_ids: Tensor | None = ..., past_key_values: Any = ..., attention_mask: Tensor | None = ...,
        token_type_ids: Tensor | None = ..., position_ids: Tensor | None = ..., head_mask: Tensor | None = ...,
        inputs_embeds: Tensor | None = ..., labels: Tensor | None = ..., use_cache: bool | None = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., return_dict: bool | None = ...,
        cache_position: Tensor | None = ...
    ) -> Output: ...
    @overload
    def __call__(
        self, input_ids: Tensor | None = ..., past_key_values: Any = ..., attention_mask: Tensor | None = ...,
        token_type_ids: Tensor | None = ..., position_ids: Tensor | None = ..., head_mask: Tensor | None = ...,
        inputs_embeds: Tensor | None = ..., labels: Tensor | None = ..., use_cache: bool | None = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ...,
        cache_position: Tensor | None = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Tensor | None = ..., past_key_values: Any = ..., attention_mask: Tensor | None = ...,
        token_type_ids: Tensor | None = ..., position_ids: Tensor | None = ..., head_mask: Tensor | None = ...,
        inputs_embeds: Tensor | None = ..., labels: Tensor | None = ..., use_cache: bool | None = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., return_dict: bool | None = ...,
        cache_position: Tensor | None = ...
    ) -> Output: ...

class _Call54(Generic[Output]):
    @overload
    def forward(
        self, input_ids: Tensor | None = ..., past_key_values: Any = ..., attention_mask: Tensor | None = ...,
        token_type_ids: Tensor | None = ..., position_ids: Tensor | None = ..., head_mask: Tensor | None = ...,
        inputs_embeds: Tensor | None = ..., mc_token_ids: Tensor | None = ..., labels: Tensor | None = ...,
        mc_labels: Tensor | None = ..., use_cache: bool | None = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., cache_position: Tensor | None = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def forward(
        self, input_ids: Tensor | None = ..., past_key_values: Any = ..., attention_mask: Tensor | None = ...,
        token_type_ids: Tensor | None = ..., position_ids: Tensor | None = ..., head_mask: Tensor | None = ...,
        inputs_embeds: Tensor | None = ..., mc_token_ids: Tensor | None = ..., labels: Tensor | None = ...,
        mc_labels: Tensor | None = ..., use_cache: bool | None = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., return_dict: bool | None = ..., cache_position: Tensor | None = ...
    ) -> Output: ...
    @overload
    def __call__(
        self, input_ids: Tensor | None = ..., past_key_values: Any = ..., attention_mask: Tensor | None = ...,
        token_type_ids: Tensor | None = ..., position_ids: Tensor | None = ..., head_mask: Tensor | None = ...,
        inputs_embeds: Tensor | None = ..., mc_token_ids: Tensor | None = ..., labels: Tensor | None = ...,
        mc_labels: Tensor | None = ..., use_cache: bool | None = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., cache_position: Tensor | None = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Tensor | None = ..., past_key_values: Any = ..., attention_mask: Tensor | None = ...,
        token_type_ids: Tensor | None = ..., position_ids: Tensor | None = ..., head_mask: Tensor | None = ...,
        inputs_embeds: Tensor | None = ..., mc_token_ids: Tensor | None = ..., labels: Tensor | None = ...,
        mc_labels: Tensor | None = ..., use_cache: bool | None = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., return_dict: bool | None = ..., cache_position: Tensor | None = ...
    ) -> Output: ...

class _Call55(Generic[Output]):
    @overload
    def forward(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., position_ids: Tensor | None = ...,
        head_mask: Tensor | None = ..., inputs_embeds: Tensor | None = ..., past_key_values: Any = ...,
        use_cache: bool | None = ..., output_attentions: bool | None = ..., output_hidden_states: bool | None = ...,
        cache_position: Tensor | None = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def forward(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., position_ids: Tensor | None = ...,
        head_mask: Tensor | None = ..., inputs_embeds: Tensor | None = ..., past_key_values: Any = ...,
        use_cache: bool | None = ..., output_attentions: bool | None = ..., output_hidden_states: bool | None = ...,
        return_dict: bool | None = ..., cache_position: Tensor | None = ...
    ) -> Output: ...
    @overload
    def __call__(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., position_ids: Tensor | None = ...,
        head_mask: Tensor | None = ..., inputs_embeds: Tensor | None = ..., past_key_values: Any = ...,
        use_cache: bool | None = ..., output_attentions: bool | None = ..., output_hidden_states: bool | None = ...,
        cache_position: Tensor | None = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., position_ids: Tensor | None = ...,
        head_mask: Tensor | None = ..., inputs_embeds: Tensor | None = ..., past_key_values: Any = ...,
        use_cache: bool | None = ..., output_attentions: bool | None = ..., output_hidden_states: bool | None = ...,
        return_dict: bool | None = ..., cache_position: Tensor | None = ...
    ) -> Output: ...

class _Call56(Generic[Output]):
    @overload
    def forward(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., position_ids: Tensor | None = ...,
        inputs_embeds: Tensor | None = ..., head_mask: Tensor | None = ..., past_key_values: Any = ...,
        labels: Tensor | None = ..., use_cache: bool | None = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., cache_position: Tensor | None = ..., logits_to_keep: int = ..., *,
        return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def forward(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., position_ids: Tensor | None = ...,
        inputs_embeds: Tensor | None = ..., head_mask: Tensor | None = ..., past_key_values: Any = ...,
        labels: Tensor | None = ..., use_cache: bool | None = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., return_dict: bool | None = ..., cache_position: Tensor | None = ...,
        logits_to_keep: int = ...
    ) -> Output: ...
    @overload
    def __call__(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., position_ids: Tensor | None = ...,
        inputs_embeds: Tensor | None = ..., head_mask: Tensor | None = ..., past_key_values: Any = ...,
        labels: Tensor | None = ..., use_cache: bool | None = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., cache_position: Tensor | None = ..., logits_to_keep: int = ..., *,
        return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., position_ids: Tensor | None = ...,
        inputs_embeds: Tensor | None = ..., head_mask: Tensor | None = ..., past_key_values: Any = ...,
        labels: Tensor | None = ..., use_cache: bool | None = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., return_dict: bool | None = ..., cache_position: Tensor | None = ...,
        logits_to_keep: int = ...
    ) -> Output: ...

class _Call57(Generic[Output]):
    @overload
    def forward(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., position_ids: Tensor | None = ...,
        inputs_embeds: Tensor | None = ..., head_mask: Tensor | None = ..., past_key_values: Any = ...,
        labels: Tensor | None = ..., use_cache: bool | None = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., cache_position: Tensor | None = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def forward(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., position_ids: Tensor | None = ...,
        inputs_embeds: Tensor | None = ..., head_mask: Tensor | None = ..., past_key_values: Any = ...,
        labels: Tensor | None = ..., use_cache: bool | None = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., return_dict: bool | None = ..., cache_position: Tensor | None = ...
    ) -> Output: ...
    @overload
    def __call__(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., position_ids: Tensor | None = ...,
        inputs_embeds: Tensor | None = ..., head_mask: Tensor | None = ..., past_key_values: Any = ...,
        labels: Tensor | None = ..., use_cache: bool | None = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., cache_position: Tensor | None = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., position_ids: Tensor | None = ...,
        inputs_embeds: Tensor | None = ..., head_mask: Tensor | None = ..., past_key_values: Any = ...,
        labels: Tensor | None = ..., use_cache: bool | None = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., return_dict: bool | None = ..., cache_position: Tensor | None = ...
    ) -> Output: ...

class _Call58(Generic[Output]):
    @overload
    def forward(
        self, input_ids: Tensor | None = ..., past_key_values: Any = ..., attention_mask: Tensor | None = ...,
        position_ids: Tensor | None = ..., head_mask: Tensor | None = ..., inputs_embeds: Tensor | None = ...,
        labels: Tensor | None = ..., use_cache: bool | None = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., cache_position: Tensor | None = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def forward(
        self, input_ids: Tensor | None = ..., past_key_values: Any = ..., attention_mask: Tensor | None = ...,
        position_ids: Tensor | None = ..., head_mask: Tensor | None = ..., inputs_embeds: Tensor | None = ...,
        labels: Tensor | None = ..., use_cache: bool | None = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., return_dict: bool | None = ..., cache_position: Tensor | None = ...
    ) -> Output: ...
    @overload
    def __call__(
        self, input_ids: Tensor | None = ..., past_key_values: Any = ..., attention_mask: Tensor | None = ...,
        position_ids: Tensor | None = ..., head_mask: Tensor | None = ..., inputs_embeds: Tensor | None = ...,
        labels: Tensor | None = ..., use_cache: bool | None = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., cache_position: Tensor | None = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Tensor | None = ..., past_key_values: Any = ..., attention_mask: Tensor | None = ...,
        position_ids: Tensor | None = ..., head_mask: Tensor | None = ..., inputs_embeds: Tensor | None = ...,
        labels: Tensor | None = ..., use_cache: bool | None = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., return_dict: bool | None = ..., cache_position: Tensor | None = ...
    ) -> Output: ...

class _Call59(Generic[Output]):
    @overload
    def forward(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., position_ids: Tensor | None = ...,
        head_mask: Tensor | None = ..., inputs_embeds: Tensor | None = ..., start_positions: Tensor | None = ...,
        end_positions: Tensor | None = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def forward(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., position_ids: Tensor | None = ...,
        head_mask: Tensor | None = ..., inputs_embeds: Tensor | None = ..., start_positions: Tensor | None = ...,
        end_positions: Tensor | None = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., return_dict: bool | None = ...
    ) -> Output: ...
    @overload
    def __call__(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., position_ids: Tensor | None = ...,
        head_mask: Tensor | None = ..., inputs_embeds: Tensor | None = ..., start_positions: Tensor | None = ...,
        end_positions: Tensor | None = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., position_ids: Tensor | None = ...,
        head_mask: Tensor | None = ..., inputs_embeds: Tensor | None = ..., start_positions: Tensor | None = ...,
        end_positions: Tensor | None = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., return_dict: bool | None = ...
    ) -> Output: ...

class _Call60(Generic[Output]):
    @overload
    def forward(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., position_ids: Tensor | None = ...,
        past_key_values: Any = ..., inputs_embeds: Tensor | None = ..., use_cache: bool | None = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ...,
        output_router_logits: Tensor | None = ..., cache_position: Tensor | None = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def forward(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., position_ids: Tensor | None = ...,
        past_key_values: Any = ..., inputs_embeds: Tensor | None = ..., use_cache: bool | None = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ...,
        output_router_logits: Tensor | None = ..., return_dict: bool | None = ..., cache_position: Tensor | None = ...
    ) -> Output: ...
    @overload
    def __call__(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., position_ids: Tensor | None = ...,
        past_key_values: Any = ..., inputs_embeds: Tensor | None = ..., use_cache: bool | None = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ...,
        output_router_logits: Tensor | None = ..., cache_position: Tensor | None = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., position_ids: Tensor | None = ...,
        past_key_values: Any = ..., inputs_embeds: Tensor | None = ..., use_cache: bool | None = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ...,
        output_router_logits: Tensor | None = ..., return_dict: bool | None = ..., cache_position: Tensor | None = ...
    ) -> Output: ...

class _Call61(Generic[Output]):
    @overload
    def forward(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., position_ids: Tensor | None = ...,
        past_key_values: Any = ..., inputs_embeds: Tensor | None = ..., labels: Tensor | None = ...,
        use_cache: bool | None = ..., output_attentions: bool | None = ..., output_hidden_states: bool | None = ...,
        output_router_logits: Tensor | None = ..., cache_position: Tensor | None = ..., logits_to_keep: int = ..., *,
        return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def forward(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., position_ids: Tensor | None = ...,
        past_key_values: Any = ..., inputs_embeds: Tensor | None = ..., labels: Tensor | None = ...,
        use_cache: bool | None = ..., output_attentions: bool | None = ..., output_hidden_states: bool | None = ...,
        output_router_logits: Tensor | None = ..., return_dict: bool | None = ..., cache_position: Tensor | None = ...,
        logits_to_keep: int = ...
    ) -> Output: ...
    @overload
    def __call__(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., position_ids: Tensor | None = ...,
        past_key_values: Any = ..., inputs_embeds: Tensor | None = ..., labels: Tensor | None = ...,
        use_cache: bool | None = ..., output_attentions: bool | None = ..., output_hidden_states: bool | None = ...,
        output_router_logits: Tensor | None = ..., cache_position: Tensor | None = ..., logits_to_keep: int = ..., *,
        return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., position_ids: Tensor | None = ...,
        past_key_values: Any = ..., inputs_embeds: Tensor | None = ..., labels: Tensor | None = ...,
        use_cache: bool | None = ..., output_attentions: bool | None = ..., output_hidden_states: bool | None = ...,
        output_router_logits: Tensor | None = ..., return_dict: bool | None = ..., cache_position: Tensor | None = ...,
        logits_to_keep: int = ...
    ) -> Output: ...

class _Call62(Generic[Output]):
    @overload
    def forward(
        self, input_ids: Tensor | None = ..., bbox: Tensor | None = ..., attention_mask: Tensor | None = ...,
        token_type_ids: Tensor | None = ..., position_ids: Tensor | None = ..., head_mask: Tensor | None = ...,
        inputs_embeds: Tensor | None = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def forward(
        self, input_ids: Tensor | None = ..., bbox: Tensor | None = ..., attention_mask: Tensor | None = ...,
        token_type_ids: Tensor | None = ..., position_ids: Tensor | None = ..., head_mask: Tensor | None = ...,
        inputs_embeds: Tensor | None = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., return_dict: bool | None = ...
    ) -> Output: ...
    @overload
    def __call__(
        self, input_ids: Tensor | None = ..., bbox: Tensor | None = ..., attention_mask: Tensor | None = ...,
        token_type_ids: Tensor | None = ..., position_ids: Tensor | None = ..., head_mask: Tensor | None = ...,
        inputs_embeds: Tensor | None = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Tensor | None = ..., bbox: Tensor | None = ..., attention_mask: Tensor | None = ...,
        token_type_ids: Tensor | None = ..., position_ids: Tensor | None = ..., head_mask: Tensor | None = ...,
        inputs_embeds: Tensor | None = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., return_dict: bool | None = ...
    ) -> Output: ...

class _Call63(Generic[Output]):
    @overload
    def forward(
        self, input_ids: Tensor | None = ..., bbox: Tensor | None = ..., attention_mask: Tensor | None = ...,
        token_type_ids: Tensor | None = ..., position_ids: Tensor | None = ..., head_mask: Tensor | None = ...,
        inputs_embeds: Tensor | None = ..., labels: Tensor | None = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def forward(
        self, input_ids: Tensor | None = ..., bbox: Tensor | None = ..., attention_mask: Tensor | None = ...,
        token_type_ids: Tensor | None = ..., position_ids: Tensor | None = ..., head_mask: Tensor | None = ...,
        inputs_embeds: Tensor | None = ..., labels: Tensor | None = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., return_dict: bool | None = ...
    ) -> Output: ...
    @overload
    def __call__(
        self, input_ids: Tensor | None = ..., bbox: Tensor | None = ..., attention_mask: Tensor | None = ...,
        token_type_ids: Tensor | None = ..., position_ids: Tensor | None = ..., head_mask: Tensor | None = ...,
        inputs_embeds: Tensor | None = ..., labels: Tensor | None = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Tensor | None = ..., bbox: Tensor | None = ..., attention_mask: Tensor | None = ...,
        token_type_ids: Tensor | None = ..., position_ids: Tensor | None = ..., head_mask: Tensor | None = ...,
        inputs_embeds: Tensor | None = ..., labels: Tensor | None = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., return_dict: bool | None = ...
    ) -> Output: ...

class _Call64(Generic[Output]):
    @overload
    def forward(
        self, input_ids: Tensor | None = ..., bbox: Tensor | None = ..., attention_mask: Tensor | None = ...,
        token_type_ids: Tensor | None = ..., position_ids: Tensor | None = ..., head_mask: Tensor | None = ...,
        inputs_embeds: Tensor | None = ..., start_positions: Tensor | None = ..., end_positions: Tensor | None = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def forward(
        self, input_ids: Tensor | None = ..., bbox: Tensor | None = ..., attention_mask: Tensor | None = ...,
        token_type_ids: Tensor | None = ..., position_ids: Tensor | None = ..., head_mask: Tensor | None = ...,
        inputs_embeds: Tensor | None = ..., start_positions: Tensor | None = ..., end_positions: Tensor | None = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., return_dict: bool | None = ...
    ) -> Output: ...
    @overload
    def __call__(
        self, input_ids: Tensor | None = ..., bbox: Tensor | None = ..., attention_mask: Tensor | None = ...,
        token_type_ids: Tensor | None = ..., position_ids: Tensor | None = ..., head_mask: Tensor | None = ...,
        inputs_embeds: Tensor | None = ..., start_positions: Tensor | None = ..., end_positions: Tensor | None = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Tensor | None = ..., bbox: Tensor | None = ..., attention_mask: Tensor | None = ...,
        token_type_ids: Tensor | None = ..., position_ids: Tensor | None = ..., head_mask: Tensor | None = ...,
        inputs_embeds: Tensor | None = ..., start_positions: Tensor | None = ..., end_positions: Tensor | None = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., return_dict: bool | None = ...
    ) -> Output: ...

class _Call65(Generic[Output]):
    @overload
    def forward(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., position_ids: Tensor | None = ...,
        head_mask: Tensor | None = ..., inputs_embeds: Tensor | None = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def forward(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., position_ids: Tensor | None = ...,
        head_mask: Tensor | None = ..., inputs_embeds: Tensor | None = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., return_dict: bool | None = ...
    ) -> Output: ...
    @overload
    def __call__(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., position_ids: Tensor | None = ...,
        head_mask: Tensor | None = ..., inputs_embeds: Tensor | None = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., position_ids: Tensor | None = ...,
        head_mask: Tensor | None = ..., inputs_embeds: Tensor | None = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., return_dict: bool | None = ...
    ) -> Output: ...

class _Call66(Generic[Output]):
    @overload
    def forward(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., position_ids: Tensor | None = ...,
        head_mask: Tensor | None = ..., inputs_embeds: Tensor | None = ..., labels: Tensor | None = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def forward(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., position_ids: Tensor | None = ...,
        head_mask: Tensor | None = ..., inputs_embeds: Tensor | None = ..., labels: Tensor | None = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., return_dict: bool | None = ...
    ) -> Output: ...
    @overload
    def __call__(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., position_ids: Tensor | None = ...,
        head_mask: Tensor | None = ..., inputs_embeds: Tensor | None = ..., labels: Tensor | None = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., position_ids: Tensor | None = ...,
        head_mask: Tensor | None = ..., inputs_embeds: Tensor | None = ..., labels: Tensor | None = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., return_dict: bool | None = ...
    ) -> Output: ...

class _Call67(Generic[Output]):
    @overload
    def forward(
        self, input_ids: Tensor | None = ..., past_key_values: Any = ..., attention_mask: Tensor | None = ...,
        inputs_embeds: Tensor | None = ..., use_cache: bool | None = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., cache_position: Tensor | None = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def forward(
        self, input_ids: Tensor | None = ..., past_key_values: Any = ..., attention_mask: Tensor | None = ...,
        inputs_embeds: Tensor | None = ..., use_cache: bool | None = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., return_dict: bool | None = ..., cache_position: Tensor | None = ...
    ) -> Output: ...
    @overload
    def __call__(
        self, input_ids: Tensor | None = ..., past_key_values: Any = ..., attention_mask: Tensor | None = ...,
        inputs_embeds: Tensor | None = ..., use_cache: bool | None = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., cache_position: Tensor | None = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Tensor | None = ..., past_key_values: Any = ..., attention_mask: Tensor | None = ...,
        inputs_embeds: Tensor | None = ..., use_cache: bool | None = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., return_dict: bool | None = ..., cache_position: Tensor | None = ...
    ) -> Output: ...

class _Call68(Generic[Output]):
    @overload
    def forward(
        self, input_ids: Tensor | None = ..., past_key_values: Any = ..., attention_mask: Tensor | None = ...,
        inputs_embeds: Tensor | None = ..., labels: Tensor | None = ..., use_cache: bool | None = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ...,
        cache_position: Tensor | None = ..., logits_to_keep: int = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def forward(
        self, input_ids: Tensor | None = ..., past_key_values: Any = ..., attention_mask: Tensor | None = ...,
        inputs_embeds: Tensor | None = ..., labels: Tensor | None = ..., use_cache: bool | None = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., return_dict: bool | None = ...,
        cache_position: Tensor | None = ..., logits_to_keep: int = ...
    ) -> Output: ...
    @overload
    def __call__(
        self, input_ids: Tensor | None = ..., past_key_values: Any = ..., attention_mask: Tensor | None = ...,
        inputs_embeds: Tensor | None = ..., labels: Tensor | None = ..., use_cache: bool | None = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ...,
        cache_position: Tensor | None = ..., logits_to_keep: int = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Tensor | None = ..., past_key_values: Any = ..., attention_mask: Tensor | None = ...,
        inputs_embeds: Tensor | None = ..., labels: Tensor | None = ..., use_cache: bool | None = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., return_dict: bool | None = ...,
        cache_position: Tensor | None = ..., logits_to_keep: int = ...
    ) -> Output: ...

class _Call69(Generic[Output]):
    @overload
    def forward(
        self, input_ids: Tensor | None = ..., past_key_values: Any = ..., attention_mask: Tensor | None = ...,
        inputs_embeds: Tensor | None = ..., labels: Tensor | None = ..., use_cache: bool | None = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ...,
        cache_position: Tensor | None = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def forward(
        self, input_ids: Tensor | None = ..., past_key_values: Any = ..., attention_mask: Tensor | None = ...,
        inputs_embeds: Tensor | None = ..., labels: Tensor | None = ..., use_cache: bool | None = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., return_dict: bool | None = ...,
        cache_position: Tensor | None = ...
    ) -> Output: ...
    @overload
    def __call__(
        self, input_ids: Tensor | None = ..., past_key_values: Any = ..., attention_mask: Tensor | None = ...,
        inputs_embeds: Tensor | None = ..., labels: Tensor | None = ..., use_cache: bool | None = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ...,
        cache_position: Tensor | None = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Tensor | None = ..., past_key_values: Any = ..., attention_mask: Tensor | None = ...,
        inputs_embeds: Tensor | None = ..., labels: Tensor | None = ..., use_cache: bool | None = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., return_dict: bool | None = ...,
        cache_position: Tensor | None = ...
    ) -> Output: ...

class _Call70(Generic[Output]):
    @overload
    def forward(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., inputs_embeds: Tensor | None = ...,
        start_positions: Tensor | None = ..., end_positions: Tensor | None = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def forward(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., inputs_embeds: Tensor | None = ...,
        start_positions: Tensor | None = ..., end_positions: Tensor | None = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., return_dict: bool | None = ...
    ) -> Output: ...
    @overload
    def __call__(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., inputs_embeds: Tensor | None = ...,
        start_positions: Tensor | None = ..., end_positions: Tensor | None = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., inputs_embeds: Tensor | None = ...,
        start_positions: Tensor | None = ..., end_positions: Tensor | None = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., return_dict: bool | None = ...
    ) -> Output: ...

class _Call71(Generic[Output]):
    @overload
    def forward(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., head_mask: Tensor | None = ...,
        past_key_values: Any = ..., inputs_embeds: Tensor | None = ..., use_cache: bool | None = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ...,
        position_ids: Tensor | None = ..., cache_position: Tensor | None = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def forward(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., head_mask: Tensor | None = ...,
        past_key_values: Any = ..., inputs_embeds: Tensor | None = ..., use_cache: bool | None = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., return_dict: bool | None = ...,
        position_ids: Tensor | None = ..., cache_position: Tensor | None = ...
    ) -> Output: ...
    @overload
    def __call__(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., head_mask: Tensor | None = ...,
        past_key_values: Any = ..., inputs_embeds: Tensor | None = ..., use_cache: bool | None = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ...,
        position_ids: Tensor | None = ..., cache_position: Tensor | None = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., head_mask: Tensor | None = ...,
        past_key_values: Any = ..., inputs_embeds: Tensor | None = ..., use_cache: bool | None = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., return_dict: bool | None = ...,
        position_ids: Tensor | None = ..., cache_position: Tensor | None = ...
    ) -> Output: ...

class _Call72(Generic[Output]):
    @overload
    def forward(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., head_mask: Tensor | None = ...,
        past_key_values: Any = ..., inputs_embeds: Tensor | None = ..., labels: Tensor | None = ...,
        use_cache: bool | None = ..., output_attentions: bool | None = ..., output_hidden_states: bool | None = ...,
        position_ids: Tensor | None = ..., cache_position: Tensor | None = ..., logits_to_keep: int = ..., *,
        return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def forward(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., head_mask: Tensor | None = ...,
        past_key_values: Any = ..., inputs_embeds: Tensor | None = ..., labels: Tensor | None = ...,
        use_cache: bool | None = ..., output_attentions: bool | None = ..., output_hidden_states: bool | None = ...,
        return_dict: bool | None = ..., position_ids: Tensor | None = ..., cache_position: Tensor | None = ...,
        logits_to_keep: int = ...
    ) -> Output: ...
    @overload
    def __call__(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., head_mask: Tensor | None = ...,
        past_key_values: Any = ..., inputs_embeds: Tensor | None = ..., labels: Tensor | None = ...,
        use_cache: bool | None = ..., output_attentions: bool | None = ..., output_hidden_states: bool | None = ...,
        position_ids: Tensor | None = ..., cache_position: Tensor | None = ..., logits_to_keep: int = ..., *,
        return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., head_mask: Tensor | None = ...,
        past_key_values: Any = ..., inputs_embeds: Tensor | None = ..., labels: Tensor | None = ...,
        use_cache: bool | None = ..., output_attentions: bool | None = ..., output_hidden_states: bool | None = ...,
        return_dict: bool | None = ..., position_ids: Tensor | None = ..., cache_position: Tensor | None = ...,
        logits_to_keep: int = ...
    ) -> Output: ...

class _Call73(Generic[Output]):
    @overload
    def forward(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., head_mask: Tensor | None = ...,
        past_key_values: Any = ..., inputs_embeds: Tensor | None = ..., labels: Tensor | None = ...,
        use_cache: bool | None = ..., output_attentions: bool | None = ..., output_hidden_states: bool | None = ...,
        position_ids: Tensor | None = ..., cache_position: Tensor | None = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def forward(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., head_mask: Tensor | None = ...,
        past_key_values: Any = ..., inputs_embeds: Tensor | None = ..., labels: Tensor | None = ...,
        use_cache: bool | None = ..., output_attentions: bool | None = ..., output_hidden_states: bool | None = ...,
        return_dict: bool | None = ..., position_ids: Tensor | None = ..., cache_position: Tensor | None = ...
    ) -> Output: ...
    @overload
    def __call__(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., head_mask: Tensor | None = ...,
        past_key_values: Any = ..., inputs_embeds: Tensor | None = ..., labels: Tensor | None = ...,
        use_cache: bool | None = ..., output_attentions: bool | None = ..., output_hidden_states: bool | None = ...,
        position_ids: Tensor | None = ..., cache_position: Tensor | None = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., head_mask: Tensor | None = ...,
        past_key_values: Any = ..., inputs_embeds: Tensor | None = ..., labels: Tensor | None = ...,
        use_cache: bool | None = ..., output_attentions: bool | None = ..., output_hidden_states: bool | None = ...,
        return_dict: bool | None = ..., position_ids: Tensor | None = ..., cache_position: Tensor | None = ...
    ) -> Output: ...

class _Call74(Generic[Output]):
    @overload
    def forward(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., head_mask: Tensor | None = ...,
        past_key_values: Any = ..., inputs_embeds: Tensor | None = ..., start_positions: Tensor | None = ...,
        end_positions: Tensor | None = ..., use_cache: bool | None = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., position_ids: Tensor | None = ..., cache_position: Tensor | None = ...,
        *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def forward(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., head_mask: Tensor | None = ...,
        past_key_values: Any = ..., inputs_embeds: Tensor | None = ..., start_positions: Tensor | None = ...,
        end_positions: Tensor | None = ..., use_cache: bool | None = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., return_dict: bool | None = ..., position_ids: Tensor | None = ...,
        cache_position: Tensor | None = ...
    ) -> Output: ...
    @overload
    def __call__(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., head_mask: Tensor | None = ...,
        past_key_values: Any = ..., inputs_embeds: Tensor | None = ..., start_positions: Tensor | None = ...,
        end_positions: Tensor | None = ..., use_cache: bool | None = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., position_ids: Tensor | None = ..., cache_position: Tensor | None = ...,
        *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., head_mask: Tensor | None = ...,
        past_key_values: Any = ..., inputs_embeds: Tensor | None = ..., start_positions: Tensor | None = ...,
        end_positions: Tensor | None = ..., use_cache: bool | None = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., return_dict: bool | None = ..., position_ids: Tensor | None = ...,
        cache_position: Tensor | None = ...
    ) -> Output: ...

class _Call75(Generic[Output]):
    @overload
    def forward(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., token_type_ids: Tensor | None = ...,
        position_ids: Tensor | None = ..., head_mask: Tensor | None = ..., inputs_embeds: Tensor | None = ...,
        use_cache: bool | None = ..., output_attentions: bool | None = ..., output_hidden_states: bool | None = ...,
        past_key_values: Any = ..., cache_position: Tensor | None = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def forward(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., token_type_ids: Tensor | None = ...,
        position_ids: Tensor | None = ..., head_mask: Tensor | None = ..., inputs_embeds: Tensor | None = ...,
        use_cache: bool | None = ..., output_attentions: bool | None = ..., output_hidden_states: bool | None = ...,
        return_dict: bool | None = ..., past_key_values: Any = ..., cache_position: Tensor | None = ...
    ) -> Output: ...
    @overload
    def __call__(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., token_type_ids: Tensor | None = ...,
        position_ids: Tensor | None = ..., head_mask: Tensor | None = ..., inputs_embeds: Tensor | None = ...,
        use_cache: bool | None = ..., output_attentions: bool | None = ..., output_hidden_states: bool | None = ...,
        past_key_values: Any = ..., cache_position: Tensor | None = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., token_type_ids: Tensor | None = ...,
        position_ids: Tensor | None = ..., head_mask: Tensor | None = ..., inputs_embeds: Tensor | None = ...,
        use_cache: bool | None = ..., output_attentions: bool | None = ..., output_hidden_states: bool | None = ...,
        return_dict: bool | None = ..., past_key_values: Any = ..., cache_position: Tensor | None = ...
    ) -> Output: ...

class _Call76(Generic[Output]):
    @overload
    def forward(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., token_type_ids: Tensor | None = ...,
        position_ids: Tensor | None = ..., head_mask: Tensor | None = ..., inputs_embeds: Tensor | None = ...,
        labels: Tensor | None = ..., use_cache: bool | None = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., past_key_values: Any = ..., cache_position: Tensor | None = ...,
        logits_to_keep: int = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def forward(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., token_type_ids: Tensor | None = ...,
        position_ids: Tensor | None = ..., head_mask: Tensor | None = ..., inputs_embeds: Tensor | None = ...,
        labels: Tensor | None = ..., use_cache: bool | None = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., return_dict: bool | None = ..., past_key_values: Any = ...,
        cache_position: Tensor | None = ..., logits_to_keep: int = ...
    ) -> Output: ...
    @overload
    def __call__(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., token_type_ids: Tensor | None = ...,
        position_ids: Tensor | None = ..., head_mask: Tensor | None = ..., inputs_embeds: Tensor | None = ...,
        labels: Tensor | None = ..., use_cache: bool | None = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., past_key_values: Any = ..., cache_position: Tensor | None = ...,
        logits_to_keep: int = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., token_type_ids: Tensor | None = ...,
        position_ids: Tensor | None = ..., head_mask: Tensor | None = ..., inputs_embeds: Tensor | None = ...,
        labels: Tensor | None = ..., use_cache: bool | None = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., return_dict: bool | None = ..., past_key_values: Any = ...,
        cache_position: Tensor | None = ..., logits_to_keep: int = ...
    ) -> Output: ...

class _Call77(Generic[Output]):
    @overload
    def forward(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., token_type_ids: Tensor | None = ...,
        position_ids: Tensor | None = ..., head_mask: Tensor | None = ..., inputs_embeds: Tensor | None = ...,
        labels: Tensor | None = ..., use_cache: bool | None = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., past_key_values: Any = ..., cache_position: Tensor | None = ..., *,
        return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def forward(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., token_type_ids: Tensor | None = ...,
        position_ids: Tensor | None = ..., head_mask: Tensor | None = ..., inputs_embeds: Tensor | None = ...,
        labels: Tensor | None = ..., use_cache: bool | None = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., return_dict: bool | None = ..., past_key_values: Any = ...,
        cache_position: Tensor | None = ...
    ) -> Output: ...
    @overload
    def __call__(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., token_type_ids: Tensor | None = ...,
        position_ids: Tensor | None = ..., head_mask: Tensor | None = ..., inputs_embeds: Tensor | None = ...,
        labels: Tensor | None = ..., use_cache: bool | None = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., past_key_values: Any = ..., cache_position: Tensor | None = ..., *,
        return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., token_type_ids: Tensor | None = ...,
        position_ids: Tensor | None = ..., head_mask: Tensor | None = ..., inputs_embeds: Tensor | None = ...,
        labels: Tensor | None = ..., use_cache: bool | None = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., return_dict: bool | None = ..., past_key_values: Any = ...,
        cache_position: Tensor | None = ...
    ) -> Output: ...

class _Call78(Generic[Output]):
    @overload
    def forward(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., token_type_ids: Tensor | None = ...,
        position_ids: Tensor | None = ..., head_mask: Tensor | None = ..., inputs_embeds: Tensor | None = ...,
        mc_token_ids: Tensor | None = ..., labels: Tensor | None = ..., mc_labels: Tensor | None = ...,
        use_cache: bool | None = ..., output_attentions: bool | None = ..., output_hidden_states: bool | None = ...,
        past_key_values: Any = ..., cache_position: Tensor | None = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def forward(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., token_type_ids: Tensor | None = ...,
        position_ids: Tensor | None = ..., head_mask: Tensor | None = ..., inputs_embeds: Tensor | None = ...,
        mc_token_ids: Tensor | None = ..., labels: Tensor | None = ..., mc_labels: Tensor | None = ...,
        use_cache: bool | None = ..., output_attentions: bool | None = ..., output_hidden_states: bool | None = ...,
        return_dict: bool | None = ..., past_key_values: Any = ..., cache_position: Tensor | None = ...
    ) -> Output: ...
    @overload
    def __call__(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., token_type_ids: Tensor | None = ...,
        position_ids: Tensor | None = ..., head_mask: Tensor | None = ..., inputs_embeds: Tensor | None = ...,
        mc_token_ids: Tensor | None = ..., labels: Tensor | None = ..., mc_labels: Tensor | None = ...,
        use_cache: bool | None = ..., output_attentions: bool | None = ..., output_hidden_states: bool | None = ...,
        past_key_values: Any = ..., cache_position: Tensor | None = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., token_type_ids: Tensor | None = ...,
        position_ids: Tensor | None = ..., head_mask: Tensor | None = ..., inputs_embeds: Tensor | None = ...,
        mc_token_ids: Tensor | None = ..., labels: Tensor | None = ..., mc_labels: Tensor | None = ...,
        use_cache: bool | None = ..., output_attentions: bool | None = ..., output_hidden_states: bool | None = ...,
        return_dict: bool | None = ..., past_key_values: Any = ..., cache_position: Tensor | None = ...
    ) -> Output: ...

class _Call79(Generic[Output]):
    @overload
    def forward(
        self, input_ids: Tensor | None = ..., past_key_values: Any = ..., attention_mask: Tensor | None = ...,
        inputs_embeds: Tensor | None = ..., labels: Tensor | None = ..., use_cache: bool | None = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ...,
        position_ids: Tensor | None = ..., cache_position: Tensor | None = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def forward(
        self, input_ids: Tensor | None = ..., past_key_values: Any = ..., attention_mask: Tensor | None = ...,
        inputs_embeds: Tensor | None = ..., labels: Tensor | None = ..., use_cache: bool | None = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., return_dict: bool | None = ...,
        position_ids: Tensor | None = ..., cache_position: Tensor | None = ...
    ) -> Output: ...
    @overload
    def __call__(
        self, input_ids: Tensor | None = ..., past_key_values: Any = ..., attention_mask: Tensor | None = ...,
        inputs_embeds: Tensor | None = ..., labels: Tensor | None = ..., use_cache: bool | None = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ...,
        position_ids: Tensor | None = ..., cache_position: Tensor | None = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Tensor | None = ..., past_key_values: Any = ..., attention_mask: Tensor | None = ...,
        inputs_embeds: Tensor | None = ..., labels: Tensor | None = ..., use_cache: bool | None = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., return_dict: bool | None = ...,
        position_ids: Tensor | None = ..., cache_position: Tensor | None = ...
    ) -> Output: ...

class _Call80(Generic[Output]):
    @overload
    def forward(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., token_type_ids: Tensor | None = ...,
        position_ids: Tensor | None = ..., head_mask: Tensor | None = ..., inputs_embeds: Tensor | None = ...,
        encoder_hidden_states: Tensor | None = ..., encoder_attention_mask: Tensor | None = ...,
        past_key_values: Any = ..., labels: Tensor | None = ..., use_cache: bool | None = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ...,
        cache_position: Tensor | None = ..., logits_to_keep: int = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def forward(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., token_type_ids: Tensor | None = ...,
        position_ids: Tensor | None = ..., head_mask: Tensor | None = ..., inputs_embeds: Tensor | None = ...,
        encoder_hidden_states: Tensor | None = ..., encoder_attention_mask: Tensor | None = ...,
        past_key_values: Any = ..., labels: Tensor | None = ..., use_cache: bool | None = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., return_dict: bool | None = ...,
        cache_position: Tensor | None = ..., logits_to_keep: int = ...
    ) -> Output: ...
    @overload
    def __call__(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., token_type_ids: Tensor | None = ...,
        position_ids: Tensor | None = ..., head_mask: Tensor | None = ..., inputs_embeds: Tensor | None = ...,
        encoder_hidden_states: Tensor | None = ..., encoder_attention_mask: Tensor | None = ...,
        past_key_values: Any = ..., labels: Tensor | None = ..., use_cache: bool | None = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ...,
        cache_position: Tensor | None = ..., logits_to_keep: int = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., token_type_ids: Tensor | None = ...,
        position_ids: Tensor | None = ..., head_mask: Tensor | None = ..., inputs_embeds: Tensor | None = ...,
        encoder_hidden_states: Tensor | None = ..., encoder_attention_mask: Tensor | None = ...,
        past_key_values: Any = ..., labels: Tensor | None = ..., use_cache: bool | None = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., return_dict: bool | None = ...,
        cache_position: Tensor | None = ..., logits_to_keep: int = ...
    ) -> Output: ...

class _Call81(Generic[Output]):
    @overload
    def forward(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., token_type_ids: Tensor | None = ...,
        head_mask: Tensor | None = ..., inputs_embeds: Tensor | None = ..., encoder_hidden_states: Tensor | None = ...,
        encoder_attention_mask: Tensor | None = ..., past_key_values: Any = ..., use_cache: bool | None = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ...,
        cache_position: Tensor | None = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def forward(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., token_type_ids: Tensor | None = ...,
        head_mask: Tensor | None = ..., inputs_embeds: Tensor | None = ..., encoder_hidden_states: Tensor | None = ...,
        encoder_attention_mask: Tensor | None = ..., past_key_values: Any = ..., use_cache: bool | None = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., return_dict: bool | None = ...,
        cache_position: Tensor | None = ...
    ) -> Output: ...
    @overload
    def __call__(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., token_type_ids: Tensor | None = ...,
        head_mask: Tensor | None = ..., inputs_embeds: Tensor | None = ..., encoder_hidden_states: Tensor | None = ...,
        encoder_attention_mask: Tensor | None = ..., past_key_values: Any = ..., use_cache: bool | None = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ...,
        cache_position: Tensor | None = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., token_type_ids: Tensor | None = ...,
        head_mask: Tensor | None = ..., inputs_embeds: Tensor | None = ..., encoder_hidden_states: Tensor | None = ...,
        encoder_attention_mask: Tensor | None = ..., past_key_values: Any = ..., use_cache: bool | None = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., return_dict: bool | None = ...,
        cache_position: Tensor | None = ...
    ) -> Output: ...

class _Call82(Generic[Output]):
    @overload
    def forward(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., token_type_ids: Tensor | None = ...,
        inputs_embeds: Tensor | None = ..., encoder_hidden_states: Tensor | None = ...,
        encoder_attention_mask: Tensor | None = ..., head_mask: Tensor | None = ..., past_key_values: Any = ...,
        labels: Tensor | None = ..., use_cache: bool | None = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., cache_position: Tensor | None = ..., logits_to_keep: int = ..., *,
        return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def forward(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., token_type_ids: Tensor | None = ...,
        inputs_embeds: Tensor | None = ..., encoder_hidden_states: Tensor | None = ...,
        encoder_attention_mask: Tensor | None = ..., head_mask: Tensor | None = ..., past_key_values: Any = ...,
        labels: Tensor | None = ..., use_cache: bool | None = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., return_dict: bool | None = ..., cache_position: Tensor | None = ...,
        logits_to_keep: int = ...
    ) -> Output: ...
    @overload
    def __call__(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., token_type_ids: Tensor | None = ...,
        inputs_embeds: Tensor | None = ..., encoder_hidden_states: Tensor | None = ...,
        encoder_attention_mask: Tensor | None = ..., head_mask: Tensor | None = ..., past_key_values: Any = ...,
        labels: Tensor | None = ..., use_cache: bool | None = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., cache_position: Tensor | None = ..., logits_to_keep: int = ..., *,
        return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., token_type_ids: Tensor | None = ...,
        inputs_embeds: Tensor | None = ..., encoder_hidden_states: Tensor | None = ...,
        encoder_attention_mask: Tensor | None = ..., head_mask: Tensor | None = ..., past_key_values: Any = ...,
        labels: Tensor | None = ..., use_cache: bool | None = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., return_dict: bool | None = ..., cache_position: Tensor | None = ...,
        logits_to_keep: int = ...
    ) -> Output: ...

class _Call83(Generic[Output]):
    @overload
    def forward(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., token_type_ids: Tensor | None = ...,
        head_mask: Tensor | None = ..., inputs_embeds: Tensor | None = ..., encoder_hidden_states: Tensor | None = ...,
        encoder_attention_mask: Tensor | None = ..., labels: Tensor | None = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def forward(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., token_type_ids: Tensor | None = ...,
        head_mask: Tensor | None = ..., inputs_embeds: Tensor | None = ..., encoder_hidden_states: Tensor | None = ...,
        encoder_attention_mask: Tensor | None = ..., labels: Tensor | None = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., return_dict: bool | None = ...
    ) -> Output: ...
    @overload
    def __call__(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., token_type_ids: Tensor | None = ...,
        head_mask: Tensor | None = ..., inputs_embeds: Tensor | None = ..., encoder_hidden_states: Tensor | None = ...,
        encoder_attention_mask: Tensor | None = ..., labels: Tensor | None = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., token_type_ids: Tensor | None = ...,
        head_mask: Tensor | None = ..., inputs_embeds: Tensor | None = ..., encoder_hidden_states: Tensor | None = ...,
        encoder_attention_mask: Tensor | None = ..., labels: Tensor | None = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., return_dict: bool | None = ...
    ) -> Output: ...

class _Call84(Generic[Output]):
    @overload
    def forward(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., token_type_ids: Tensor | None = ...,
        head_mask: Tensor | None = ..., inputs_embeds: Tensor | None = ..., labels: Tensor | None = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def forward(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., token_type_ids: Tensor | None = ...,
        head_mask: Tensor | None = ..., inputs_embeds: Tensor | None = ..., labels: Tensor | None = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., return_dict: bool | None = ...
    ) -> Output: ...
    @overload
    def __call__(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., token_type_ids: Tensor | None = ...,
        head_mask: Tensor | None = ..., inputs_embeds: Tensor | None = ..., labels: Tensor | None = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., token_type_ids: Tensor | None = ...,
        head_mask: Tensor | None = ..., inputs_embeds: Tensor | None = ..., labels: Tensor | None = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., return_dict: bool | None = ...
    ) -> Output: ...

class _Call85(Generic[Output]):
    @overload
    def forward(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., token_type_ids: Tensor | None = ...,
        head_mask: Tensor | None = ..., inputs_embeds: Tensor | None = ..., start_positions: Tensor | None = ...,
        end_positions: Tensor | None = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def forward(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., token_type_ids: Tensor | None = ...,
        head_mask: Tensor | None = ..., inputs_embeds: Tensor | None = ..., start_positions: Tensor | None = ...,
        end_positions: Tensor | None = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., return_dict: bool | None = ...
    ) -> Output: ...
    @overload
    def __call__(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., token_type_ids: Tensor | None = ...,
        head_mask: Tensor | None = ..., inputs_embeds: Tensor | None = ..., start_positions: Tensor | None = ...,
        end_positions: Tensor | None = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., token_type_ids: Tensor | None = ...,
        head_mask: Tensor | None = ..., inputs_embeds: Tensor | None = ..., start_positions: Tensor | None = ...,
        end_positions: Tensor | None = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., return_dict: bool | None = ...
    ) -> Output: ...

class _Call86(Generic[Output]):
    @overload
    def forward(
        self, pixel_values: Tensor | None = ..., bool_masked_pos: Tensor | None = ..., head_mask: Tensor | None = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ...,
        interpolate_pos_encoding: Tensor | None = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def forward(
        self, pixel_values: Tensor | None = ..., bool_masked_pos: Tensor | None = ..., head_mask: Tensor | None = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ...,
        interpolate_pos_encoding: Tensor | None = ..., return_dict: bool | None = ...
    ) -> Output: ...
    @overload
    def __call__(
        self, pixel_values: Tensor | None = ..., bool_masked_pos: Tensor | None = ..., head_mask: Tensor | None = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ...,
        interpolate_pos_encoding: Tensor | None = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, pixel_values: Tensor | None = ..., bool_masked_pos: Tensor | None = ..., head_mask: Tensor | None = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ...,
        interpolate_pos_encoding: Tensor | None = ..., return_dict: bool | None = ...
    ) -> Output: ...

class _Call87(Generic[Output]):
    @overload
    def forward(
        self, pixel_values: Tensor | None = ..., head_mask: Tensor | None = ..., labels: Tensor | None = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ...,
        interpolate_pos_encoding: Tensor | None = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def forward(
        self, pixel_values: Tensor | None = ..., head_mask: Tensor | None = ..., labels: Tensor | None = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ...,
        interpolate_pos_encoding: Tensor | None = ..., return_dict: bool | None = ...
    ) -> Output: ...
    @overload
    def __call__(
        self, pixel_values: Tensor | None = ..., head_mask: Tensor | None = ..., labels: Tensor | None = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ...,
        interpolate_pos_encoding: Tensor | None = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, pixel_values: Tensor | None = ..., head_mask: Tensor | None = ..., labels: Tensor | None = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ...,
        interpolate_pos_encoding: Tensor | None = ..., return_dict: bool | None = ...
    ) -> Output: ...

class _Call88(Generic[Output]):
    @overload
    def forward(
        self, input_features: Tensor | None = ..., attention_mask: Tensor | None = ...,
        decoder_input_ids: Tensor | None = ..., decoder_attention_mask: Tensor | None = ...,
        head_mask: Tensor | None = ..., decoder_head_mask: Tensor | None = ...,
        cross_attn_head_mask: Tensor | None = ..., encoder_outputs: Any = ..., past_key_values: Any = ...,
        decoder_inputs_embeds: Tensor | None = ..., decoder_position_ids: Tensor | None = ...,
        use_cache: bool | None = ..., output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., *,
        return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def forward(
        self, input_features: Tensor | None = ..., attention_mask: Tensor | None = ...,
        decoder_input_ids: Tensor | None = ..., decoder_attention_mask: Tensor | None = ...,
        head_mask: Tensor | None = ..., decoder_head_mask: Tensor | None = ...,
        cross_attn_head_mask: Tensor | None = ..., encoder_outputs: Any = ..., past_key_values: Any = ...,
        decoder_inputs_embeds: Tensor | None = ..., decoder_position_ids: Tensor | None = ...,
        use_cache: bool | None = ..., output_attentions: bool | None = ..., output_hidden_states: bool | None = ...,
        return_dict: bool | None = ...
    ) -> Output: ...
    @overload
    def __call__(
        self, input_features: Tensor | None = ..., attention_mask: Tensor | None = ...,
        decoder_input_ids: Tensor | None = ..., decoder_attention_mask: Tensor | None = ...,
        head_mask: Tensor | None = ..., decoder_head_mask: Tensor | None = ...,
        cross_attn_head_mask: Tensor | None = ..., encoder_outputs: Any = ..., past_key_values: Any = ...,
        decoder_inputs_embeds: Tensor | None = ..., decoder_position_ids: Tensor | None = ...,
        use_cache: bool | None = ..., output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., *,
        return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_features: Tensor | None = ..., attention_mask: Tensor | None = ...,
        decoder_input_ids: Tensor | None = ..., decoder_attention_mask: Tensor | None = ...,
        head_mask: Tensor | None = ..., decoder_head_mask: Tensor | None = ...,
        cross_attn_head_mask: Tensor | None = ..., encoder_outputs: Any = ..., past_key_values: Any = ...,
        decoder_inputs_embeds: Tensor | None = ..., decoder_position_ids: Tensor | None = ...,
        use_cache: bool | None = ..., output_attentions: bool | None = ..., output_hidden_states: bool | None = ...,
        return_dict: bool | None = ...
    ) -> Output: ...

class _Call89(Generic[Output]):
    @overload
    def forward(
        self, input_features: Tensor | None = ..., attention_mask: Tensor | None = ...,
        decoder_input_ids: Tensor | None = ..., decoder_attention_mask: Tensor | None = ...,
        head_mask: Tensor | None = ..., decoder_head_mask: Tensor | None = ...,
        cross_attn_head_mask: Tensor | None = ..., encoder_outputs: Any = ..., past_key_values: Any = ...,
        decoder_inputs_embeds: Tensor | None = ..., decoder_position_ids: Tensor | None = ...,
        labels: Tensor | None = ..., use_cache: bool | None = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def forward(
        self, input_features: Tensor | None = ..., attention_mask: Tensor | None = ...,
        decoder_input_ids: Tensor | None = ..., decoder_attention_mask: Tensor | None = ...,
        head_mask: Tensor | None = ..., decoder_head_mask: Tensor | None = ...,
        cross_attn_head_mask: Tensor | None = ..., encoder_outputs: Any = ..., past_key_values: Any = ...,
        decoder_inputs_embeds: Tensor | None = ..., decoder_position_ids: Tensor | None = ...,
        labels: Tensor | None = ..., use_cache: bool | None = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., return_dict: bool | None = ...
    ) -> Output: ...
    @overload
    def __call__(
        self, input_features: Tensor | None = ..., attention_mask: Tensor | None = ...,
        decoder_input_ids: Tensor | None = ..., decoder_attention_mask: Tensor | None = ...,
        head_mask: Tensor | None = ..., decoder_head_mask: Tensor | None = ...,
        cross_attn_head_mask: Tensor | None = ..., encoder_outputs: Any = ..., past_key_values: Any = ...,
        decoder_inputs_embeds: Tensor | None = ..., decoder_position_ids: Tensor | None = ...,
        labels: Tensor | None = ..., use_cache: bool | None = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_features: Tensor | None = ..., attention_mask: Tensor | None = ...,
        decoder_input_ids: Tensor | None = ..., decoder_attention_mask: Tensor | None = ...,
        head_mask: Tensor | None = ..., decoder_head_mask: Tensor | None = ...,
        cross_attn_head_mask: Tensor | None = ..., encoder_outputs: Any = ..., past_key_values: Any = ...,
        decoder_inputs_embeds: Tensor | None = ..., decoder_position_ids: Tensor | None = ...,
        labels: Tensor | None = ..., use_cache: bool | None = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., return_dict: bool | None = ...
    ) -> Output: ...

class _Call90(Generic[Output]):
    @overload
    def forward(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., position_ids: Tensor | None = ...,
        encoder_hidden_states: Tensor | None = ..., encoder_attention_mask: Tensor | None = ...,
        head_mask: Tensor | None = ..., cross_attn_head_mask: Tensor | None = ..., past_key_values: Any = ...,
        inputs_embeds: Tensor | None = ..., use_cache: bool | None = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., cache_position: Tensor | None = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def forward(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., position_ids: Tensor | None = ...,
        encoder_hidden_states: Tensor | None = ..., encoder_attention_mask: Tensor | None = ...,
        head_mask: Tensor | None = ..., cross_attn_head_mask: Tensor | None = ..., past_key_values: Any = ...,
        inputs_embeds: Tensor | None = ..., use_cache: bool | None = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., return_dict: bool | None = ..., cache_position: Tensor | None = ...
    ) -> Output: ...
    @overload
    def __call__(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., position_ids: Tensor | None = ...,
        encoder_hidden_states: Tensor | None = ..., encoder_attention_mask: Tensor | None = ...,
        head_mask: Tensor | None = ..., cross_attn_head_mask: Tensor | None = ..., past_key_values: Any = ...,
        inputs_embeds: Tensor | None = ..., use_cache: bool | None = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., cache_position: Tensor | None = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., position_ids: Tensor | None = ...,
        encoder_hidden_states: Tensor | None = ..., encoder_attention_mask: Tensor | None = ...,
        head_mask: Tensor | None = ..., cross_attn_head_mask: Tensor | None = ..., past_key_values: Any = ...,
        inputs_embeds: Tensor | None = ..., use_cache: bool | None = ..., output_attentions: bool | None = ...,
        output_hidden_states: bool | None = ..., return_dict: bool | None = ..., cache_position: Tensor | None = ...
    ) -> Output: ...

class _Call91(Generic[Output]):
    @overload
    def forward(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., position_ids: Tensor | None = ...,
        encoder_hidden_states: Tensor | None = ..., encoder_attention_mask: Tensor | None = ...,
        head_mask: Tensor | None = ..., cross_attn_head_mask: Tensor | None = ..., past_key_values: Any = ...,
        inputs_embeds: Tensor | None = ..., labels: Tensor | None = ..., use_cache: bool | None = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ...,
        cache_position: Tensor | None = ..., logits_to_keep: int = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def forward(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., position_ids: Tensor | None = ...,
        encoder_hidden_states: Tensor | None = ..., encoder_attention_mask: Tensor | None = ...,
        head_mask: Tensor | None = ..., cross_attn_head_mask: Tensor | None = ..., past_key_values: Any = ...,
        inputs_embeds: Tensor | None = ..., labels: Tensor | None = ..., use_cache: bool | None = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., return_dict: bool | None = ...,
        cache_position: Tensor | None = ..., logits_to_keep: int = ...
    ) -> Output: ...
    @overload
    def __call__(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., position_ids: Tensor | None = ...,
        encoder_hidden_states: Tensor | None = ..., encoder_attention_mask: Tensor | None = ...,
        head_mask: Tensor | None = ..., cross_attn_head_mask: Tensor | None = ..., past_key_values: Any = ...,
        inputs_embeds: Tensor | None = ..., labels: Tensor | None = ..., use_cache: bool | None = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ...,
        cache_position: Tensor | None = ..., logits_to_keep: int = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ..., position_ids: Tensor | None = ...,
        encoder_hidden_states: Tensor | None = ..., encoder_attention_mask: Tensor | None = ...,
        head_mask: Tensor | None = ..., cross_attn_head_mask: Tensor | None = ..., past_key_values: Any = ...,
        inputs_embeds: Tensor | None = ..., labels: Tensor | None = ..., use_cache: bool | None = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., return_dict: bool | None = ...,
        cache_position: Tensor | None = ..., logits_to_keep: int = ...
    ) -> Output: ...

class _Options(TypedDict, total=False):
    config: PretrainedConfig | str | os.PathLike[str] | None
    state_dict: StateDict | None
    dtype: torch.dtype | str | None
    torch_dtype: torch.dtype | str | None
    attn_implementation: str | None
    low_cpu_mem_usage: bool | None
    _fast_init: bool
    ignore_mismatched_sizes: bool
    strict: bool | None
    device_map: DeviceMap | None
    max_memory: Mapping[Device, int | str] | None
    offload_folder: str | os.PathLike[str] | None
    offload_state_dict: bool | None
    from_pt: bool
    from_tf: bool
    from_flax: bool
    subfolder: str
    variant: str | None
    use_safetensors: bool | None
    prefer: str | None
    mmap: bool | None

class _AlbertOptions(keywords.AlbertKeywords, _Options, total=False): ...

class AlbertPreTrainedModel(PreTrainedModel):
    config: AlbertConfig
    config_class: ClassVar[type[AlbertConfig]]
    def __init__(self, config: AlbertConfig, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str] | None, *args: Any,
        output_loading_info: Literal[True], **kwargs: Unpack[_AlbertOptions]
    ) -> tuple[Self, LoadReport]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str] | None, *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_AlbertOptions]
    ) -> Self: ...

class AlbertModel(_Call1[outputs.BaseModelOutputWithPooling[Tensor]], AlbertPreTrainedModel):
    embeddings: Any
    encoder: Any
    pooler: Any

class AlbertForPreTraining(_Call2[outputs.AlbertForPreTrainingOutput[Tensor]], AlbertPreTrainedModel):
    albert: AlbertModel
    predictions: Any
    sop_classifier: Any

class AlbertForMaskedLM(_Call3[outputs.MaskedLMOutput[Tensor]], AlbertPreTrainedModel):
    albert: AlbertModel
    predictions: Any

class AlbertForSequenceClassification(_Call3[outputs.SequenceClassifierOutput[Tensor]], AlbertPreTrainedModel):
    albert: AlbertModel
    classifier: Any

class AlbertForTokenClassification(_Call3[outputs.TokenClassifierOutput[Tensor]], AlbertPreTrainedModel):
    albert: AlbertModel
    classifier: Any

class AlbertForQuestionAnswering(_Call4[outputs.QuestionAnsweringModelOutput[Tensor]], AlbertPreTrainedModel):
    albert: AlbertModel
    qa_outputs: Any

class AlbertForMultipleChoice(_Call3[outputs.MultipleChoiceModelOutput[Tensor]], AlbertPreTrainedModel):
    albert: AlbertModel
    classifier: Any

class _ArceeOptions(keywords.ArceeKeywords, _Options, total=False): ...

class ArceePreTrainedModel(PreTrainedModel):
    config: ArceeConfig
    config_class: ClassVar[type[ArceeConfig]]
    def __init__(self, config: ArceeConfig, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str] | None, *args: Any,
        output_loading_info: Literal[True], **kwargs: Unpack[_ArceeOptions]
    ) -> tuple[Self, LoadReport]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str] | None, *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_ArceeOptions]
    ) -> Self: ...

class ArceeModel(_Call5[outputs.BaseModelOutputWithPast[Tensor]], ArceePreTrainedModel):
    embed_tokens: Any
    layers: Any
    norm: Any

class ArceeForCausalLM(_Call6[outputs.CausalLMOutputWithPast[Tensor]], ArceePreTrainedModel):
    model: ArceeModel
    lm_head: Any

class ArceeForSequenceClassification(_Call7[outputs.SequenceClassifierOutputWithPast[Tensor]], ArceePreTrainedModel):
    model: ArceeModel
    score: Any

class ArceeForTokenClassification(_Call7[outputs.TokenClassifierOutput[Tensor]], ArceePreTrainedModel):
    model: ArceeModel
    score: Any

class ArceeForQuestionAnswering(_Call8[outputs.QuestionAnsweringModelOutput[Tensor]], ArceePreTrainedModel):
    transformer: Any
    qa_outputs: Any

class _BartOptions(keywords.BartKeywords, _Options, total=False): ...

class BartPreTrainedModel(PreTrainedModel):
    config: BartConfig
    config_class: ClassVar[type[BartConfig]]
    def __init__(self, config: BartConfig, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str] | None, *args: Any,
        output_loading_info: Literal[True], **kwargs: Unpack[_BartOptions]
    ) -> tuple[Self, LoadReport]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str] | None, *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_BartOptions]
    ) -> Self: ...

class BartModel(_Call9[outputs.Seq2SeqModelOutput[Tensor]], BartPreTrainedModel):
    shared: Any
    encoder: Any
    decoder: Any

class BartForConditionalGeneration(_Call10[outputs.Seq2SeqLMOutput[Tensor]], BartPreTrainedModel):
    model: BartModel
    lm_head: Any

class BartForSequenceClassification(_Call11[outputs.Seq2SeqSequenceClassifierOutput[Tensor]], BartPreTrainedModel):
    model: BartModel
    classification_head: Any

class BartForQuestionAnswering(_Call12[outputs.Seq2SeqQuestionAnsweringModelOutput[Tensor]], BartPreTrainedModel):
    model: BartModel
    qa_outputs: Any

class BartForCausalLM(_Call13[outputs.CausalLMOutputWithCrossAttentions[Tensor]], BartPreTrainedModel):
    model: BartModel
    lm_head: Any

class _BeitOptions(keywords.BeitKeywords, _Options, total=False): ...

class BeitPreTrainedModel(PreTrainedModel):
    config: BeitConfig
    config_class: ClassVar[type[BeitConfig]]
    def __init__(self, config: BeitConfig, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str] | None, *args: Any,
        output_loading_info: Literal[True], **kwargs: Unpack[_BeitOptions]
    ) -> tuple[Self, LoadReport]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str] | None, *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_BeitOptions]
    ) -> Self: ...

class BeitModel(_Call14[outputs.BaseModelOutputWithPooling[Tensor]], BeitPreTrainedModel):
    embeddings: Any
    encoder: Any
    pooler: Any

class BeitForImageClassification(_Call15[outputs.ImageClassifierOutput[Tensor]], BeitPreTrainedModel):
    beit: BeitModel
    classifier: Any

class BeitForMaskedImageModeling(_Call16[outputs.MaskedLMOutput[Tensor]], BeitPreTrainedModel):
    beit: BeitModel
    layernorm: Any
    lm_head: Any

class _BertOptions(keywords.BertKeywords, _Options, total=False): ...

class BertPreTrainedModel(PreTrainedModel):
    config: BertConfig
    config_class: ClassVar[type[BertConfig]]
    def __init__(self, config: BertConfig, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str] | None, *args: Any,
        output_loading_info: Literal[True], **kwargs: Unpack[_BertOptions]
    ) -> tuple[Self, LoadReport]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str] | None, *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_BertOptions]
    ) -> Self: ...

class BertModel(_Call17[outputs.BaseModelOutputWithPooling[Tensor]], BertPreTrainedModel):
    embeddings: Any
    encoder: Any
    pooler: Any

class BertForPreTraining(_Call18[outputs.BertForPreTrainingOutput[Tensor]], BertPreTrainedModel):
    bert: BertModel
    cls: Any

class BertLMHeadModel(_Call19[outputs.CausalLMOutputWithCrossAttentions[Tensor]], BertPreTrainedModel):
    bert: BertModel
    cls: Any

class BertForMaskedLM(_Call20[outputs.MaskedLMOutput[Tensor]], BertPreTrainedModel):
    bert: BertModel
    cls: Any

class BertForSequenceClassification(_Call3[outputs.SequenceClassifierOutput[Tensor]], BertPreTrainedModel):
    bert: BertModel
    classifier: Any

class BertForTokenClassification(_Call3[outputs.TokenClassifierOutput[Tensor]], BertPreTrainedModel):
    bert: BertModel
    classifier: Any

class BertForQuestionAnswering(_Call4[outputs.QuestionAnsweringModelOutput[Tensor]], BertPreTrainedModel):
    bert: BertModel
    qa_outputs: Any

class BertForMultipleChoice(_Call3[outputs.MultipleChoiceModelOutput[Tensor]], BertPreTrainedModel):
    bert: BertModel
    classifier: Any

class BertForNextSentencePrediction(_Call21[outputs.NextSentencePredictorOutput[Tensor]], BertPreTrainedModel):
    bert: BertModel
    cls: Any

class _BlenderbotOptions(keywords.BlenderbotKeywords, _Options, total=False): ...

class BlenderbotPreTrainedModel(PreTrainedModel):
    config: BlenderbotConfig
    config_class: ClassVar[type[BlenderbotConfig]]
    def __init__(self, config: BlenderbotConfig, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str] | None, *args: Any,
        output_loading_info: Literal[True], **kwargs: Unpack[_BlenderbotOptions]
    ) -> tuple[Self, LoadReport]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str] | None, *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_BlenderbotOptions]
    ) -> Self: ...

class BlenderbotModel(_Call9[outputs.Seq2SeqModelOutput[Tensor]], BlenderbotPreTrainedModel):
    shared: Any
    encoder: Any
    decoder: Any

class BlenderbotForConditionalGeneration(_Call10[outputs.Seq2SeqLMOutput[Tensor]], BlenderbotPreTrainedModel):
    model: BlenderbotModel
    lm_head: Any

class BlenderbotForCausalLM(_Call13[outputs.CausalLMOutputWithCrossAttentions[Tensor]], BlenderbotPreTrainedModel):
    model: BlenderbotModel
    lm_head: Any

class _BlenderbotSmallOptions(keywords.BlenderbotSmallKeywords, _Options, total=False): ...

class BlenderbotSmallPreTrainedModel(PreTrainedModel):
    config: BlenderbotSmallConfig
    config_class: ClassVar[type[BlenderbotSmallConfig]]
    def __init__(self, config: BlenderbotSmallConfig, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str] | None, *args: Any,
        output_loading_info: Literal[True], **kwargs: Unpack[_BlenderbotSmallOptions]
    ) -> tuple[Self, LoadReport]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str] | None, *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_BlenderbotSmallOptions]
    ) -> Self: ...

class BlenderbotSmallModel(_Call9[outputs.Seq2SeqModelOutput[Tensor]], BlenderbotSmallPreTrainedModel):
    shared: Any
    encoder: Any
    decoder: Any

class BlenderbotSmallForConditionalGeneration(_Call10[outputs.Seq2SeqLMOutput[Tensor]], BlenderbotSmallPreTrainedModel):
    model: BlenderbotSmallModel
    lm_head: Any

class BlenderbotSmallForCausalLM(_Call13[outputs.CausalLMOutputWithCrossAttentions[Tensor]], BlenderbotSmallPreTrainedModel):
    model: BlenderbotSmallModel
    lm_head: Any

class _BloomOptions(keywords.BloomKeywords, _Options, total=False): ...

class BloomPreTrainedModel(PreTrainedModel):
    config: BloomConfig
    config_class: ClassVar[type[BloomConfig]]
    def __init__(self, config: BloomConfig, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str] | None, *args: Any,
        output_loading_info: Literal[True], **kwargs: Unpack[_BloomOptions]
    ) -> tuple[Self, LoadReport]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str] | None, *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_BloomOptions]
    ) -> Self: ...

class BloomModel(_Call22[outputs.BaseModelOutputWithPast[Tensor]], BloomPreTrainedModel):
    word_embeddings: Any
    word_embeddings_layernorm: Any
    h: Any
    ln_f: Any

class BloomForCausalLM(_Call23[outputs.CausalLMOutputWithPast[Tensor]], BloomPreTrainedModel):
    transformer: BloomModel
    lm_head: Any

class BloomForSequenceClassification(_Call24[outputs.SequenceClassifierOutputWithPast[Tensor]], BloomPreTrainedModel):
    transformer: BloomModel
    score: Any

class BloomForTokenClassification(_Call24[outputs.TokenClassifierOutput[Tensor]], BloomPreTrainedModel):
    transformer: BloomModel
    classifier: Any

class BloomForQuestionAnswering(_Call25[outputs.QuestionAnsweringModelOutput[Tensor]], BloomPreTrainedModel):
    transformer: BloomModel
    qa_outputs: Any

class _CamembertOptions(keywords.CamembertKeywords, _Options, total=False): ...

class CamembertPreTrainedModel(PreTrainedModel):
    config: CamembertConfig
    config_class: ClassVar[type[CamembertConfig]]
    def __init__(self, config: CamembertConfig, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str] | None, *args: Any,
        output_loading_info: Literal[True], **kwargs: Unpack[_CamembertOptions]
    ) -> tuple[Self, LoadReport]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str] | None, *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_CamembertOptions]
    ) -> Self: ...

class CamembertModel(_Call17[outputs.BaseModelOutputWithPooling[Tensor]], CamembertPreTrainedModel):
    embeddings: Any
    encoder: Any
    pooler: Any

class CamembertForCausalLM(_Call19[outputs.CausalLMOutputWithCrossAttentions[Tensor]], CamembertPreTrainedModel):
    roberta: CamembertModel
    lm_head: Any

class CamembertForMaskedLM(_Call20[outputs.MaskedLMOutput[Tensor]], CamembertPreTrainedModel):
    roberta: CamembertModel
    lm_head: Any

class CamembertForSequenceClassification(_Call3[outputs.SequenceClassifierOutput[Tensor]], CamembertPreTrainedModel):
    roberta: CamembertModel
    classifier: Any

class CamembertForTokenClassification(_Call3[outputs.TokenClassifierOutput[Tensor]], CamembertPreTrainedModel):
    roberta: CamembertModel
    classifier: Any

class CamembertForQuestionAnswering(_Call4[outputs.QuestionAnsweringModelOutput[Tensor]], CamembertPreTrainedModel):
    roberta: CamembertModel
    qa_outputs: Any

class CamembertForMultipleChoice(_Call26[outputs.MultipleChoiceModelOutput[Tensor]], CamembertPreTrainedModel):
    roberta: CamembertModel
    classifier: Any

class _CodeGenOptions(keywords.CodeGenKeywords, _Options, total=False): ...

class CodeGenPreTrainedModel(PreTrainedModel):
    config: CodeGenConfig
    config_class: ClassVar[type[CodeGenConfig]]
    def __init__(self, config: CodeGenConfig, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str] | None, *args: Any,
        output_loading_info: Literal[True], **kwargs: Unpack[_CodeGenOptions]
    ) -> tuple[Self, LoadReport]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str] | None, *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_CodeGenOptions]
    ) -> Self: ...

class CodeGenModel(_Call27[outputs.BaseModelOutputWithPast[Tensor]], CodeGenPreTrainedModel):
    wte: Any
    h: Any
    ln_f: Any

class CodeGenForCausalLM(_Call28[outputs.CausalLMOutputWithPast[Tensor]], CodeGenPreTrainedModel):
    transformer: CodeGenModel
    lm_head: Any

class _CohereOptions(keywords.CohereKeywords, _Options, total=False): ...

class CoherePreTrainedModel(PreTrainedModel):
    config: CohereConfig
    config_class: ClassVar[type[CohereConfig]]
    def __init__(self, config: CohereConfig, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str] | None, *args: Any,
        output_loading_info: Literal[True], **kwargs: Unpack[_CohereOptions]
    ) -> tuple[Self, LoadReport]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str] | None, *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_CohereOptions]
    ) -> Self: ...

class CohereModel(_Call5[outputs.BaseModelOutputWithPast[Tensor]], CoherePreTrainedModel):
    embed_tokens: Any
    layers: Any
    norm: Any

class CohereForCausalLM(_Call6[outputs.CausalLMOutputWithPast[Tensor]], CoherePreTrainedModel):
    model: CohereModel
    lm_head: Any

class _Cohere2Options(keywords.Cohere2Keywords, _Options, total=False): ...

class Cohere2PreTrainedModel(PreTrainedModel):
    config: Cohere2Config
    config_class: ClassVar[type[Cohere2Config]]
    def __init__(self, config: Cohere2Config, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str] | None, *args: Any,
        output_loading_info: Literal[True], **kwargs: Unpack[_Cohere2Options]
    ) -> tuple[Self, LoadReport]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str] | None, *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_Cohere2Options]
    ) -> Self: ...

class Cohere2Model(_Call5[outputs.BaseModelOutputWithPast[Tensor]], Cohere2PreTrainedModel):
    embed_tokens: Any
    layers: Any
    norm: Any

class Cohere2ForCausalLM(_Call6[outputs.CausalLMOutputWithPast[Tensor]], Cohere2PreTrainedModel):
    model: Cohere2Model
    lm_head: Any

class _DPROptions(keywords.DPRKeywords, _Options, total=False): ...

class DPRPreTrainedModel(PreTrainedModel):
    config: DPRConfig
    config_class: ClassVar[type[DPRConfig]]
    def __init__(self, config: DPRConfig, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str] | None, *args: Any,
        output_loading_info: Literal[True], **kwargs: Unpack[_DPROptions]
    ) -> tuple[Self, LoadReport]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str] | None, *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_DPROptions]
    ) -> Self: ...

class DPRModel(_Call29[outputs.BaseModelOutput[Tensor]], DPRPreTrainedModel):
    embeddings: Any
    encoder: Any

class DPRQuestionEncoder(_Call29[outputs.DPRQuestionEncoderOutput[Tensor]], DPRPreTrainedModel):
    question_encoder: Any

class DPRContextEncoder(_Call29[outputs.DPRContextEncoderOutput[Tensor]], DPRPreTrainedModel):
    ctx_encoder: Any

class DPRReader(_Call30[outputs.DPRReaderOutput[Tensor]], DPRPreTrainedModel):
    span_predictor: Any

class _Data2VecVisionOptions(keywords.Data2VecVisionKeywords, _Options, total=False): ...

class Data2VecVisionPreTrainedModel(PreTrainedModel):
    config: Data2VecVisionConfig
    config_class: ClassVar[type[Data2VecVisionConfig]]
    def __init__(self, config: Data2VecVisionConfig, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str] | None, *args: Any,
        output_loading_info: Literal[True], **kwargs: Unpack[_Data2VecVisionOptions]
    ) -> tuple[Self, LoadReport]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str] | None, *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_Data2VecVisionOptions]
    ) -> Self: ...

class Data2VecVisionModel(_Call14[outputs.BaseModelOutputWithPooling[Tensor]], Data2VecVisionPreTrainedModel):
    embeddings: Any
    encoder: Any

class Data2VecVisionForImageClassification(_Call15[outputs.ImageClassifierOutput[Tensor]], Data2VecVisionPreTrainedModel):
    data2vec_vision: Data2VecVisionModel
    classifier: Any

class _DebertaOptions(keywords.DebertaKeywords, _Options, total=False): ...

class DebertaPreTrainedModel(PreTrainedModel):
    config: DebertaConfig
    config_class: ClassVar[type[DebertaConfig]]
    def __init__(self, config: DebertaConfig, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str] | None, *args: Any,
        output_loading_info: Literal[True], **kwargs: Unpack[_DebertaOptions]
    ) -> tuple[Self, LoadReport]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str] | None, *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_DebertaOptions]
    ) -> Self: ...

class DebertaModel(_Call31[outputs.BaseModelOutput[Tensor]], DebertaPreTrainedModel):
    embeddings: Any
    encoder: Any

class DebertaForMaskedLM(_Call32[outputs.MaskedLMOutput[Tensor]], DebertaPreTrainedModel):
    deberta: DebertaModel
    cls: Any

class DebertaForSequenceClassification(_Call32[outputs.SequenceClassifierOutput[Tensor]], DebertaPreTrainedModel):
    deberta: DebertaModel
    pooler: Any
    classifier: Any

class DebertaForTokenClassification(_Call32[outputs.TokenClassifierOutput[Tensor]], DebertaPreTrainedModel):
    deberta: DebertaModel
    classifier: Any

class DebertaForQuestionAnswering(_Call33[outputs.QuestionAnsweringModelOutput[Tensor]], DebertaPreTrainedModel):
    deberta: DebertaModel
    qa_outputs: Any

class _DebertaV2Options(keywords.DebertaV2Keywords, _Options, total=False): ...

class DebertaV2PreTrainedModel(PreTrainedModel):
    config: DebertaV2Config
    config_class: ClassVar[type[DebertaV2Config]]
    def __init__(self, config: DebertaV2Config, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str] | None, *args: Any,
        output_loading_info: Literal[True], **kwargs: Unpack[_DebertaV2Options]
    ) -> tuple[Self, LoadReport]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str] | None, *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_DebertaV2Options]
    ) -> Self: ...

class DebertaV2Model(_Call31[outputs.BaseModelOutput[Tensor]], DebertaV2PreTrainedModel):
    embeddings: Any
    encoder: Any

class DebertaV2ForMaskedLM(_Call32[outputs.MaskedLMOutput[Tensor]], DebertaV2PreTrainedModel):
    deberta: DebertaV2Model
    cls: Any

class DebertaV2ForSequenceClassification(_Call32[outputs.SequenceClassifierOutput[Tensor]], DebertaV2PreTrainedModel):
    deberta: DebertaV2Model
    pooler: Any
    classifier: Any

class DebertaV2ForTokenClassification(_Call32[outputs.TokenClassifierOutput[Tensor]], DebertaV2PreTrainedModel):
    deberta: DebertaV2Model
    classifier: Any

class DebertaV2ForQuestionAnswering(_Call33[outputs.QuestionAnsweringModelOutput[Tensor]], DebertaV2PreTrainedModel):
    deberta: DebertaV2Model
    qa_outputs: Any

class DebertaV2ForMultipleChoice(_Call32[outputs.MultipleChoiceModelOutput[Tensor]], DebertaV2PreTrainedModel):
    deberta: DebertaV2Model
    pooler: Any
    classifier: Any

class _DeiTOptions(keywords.DeiTKeywords, _Options, total=False): ...

class DeiTPreTrainedModel(PreTrainedModel):
    config: DeiTConfig
    config_class: ClassVar[type[DeiTConfig]]
    def __init__(self, config: DeiTConfig, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str] | None, *args: Any,
        output_loading_info: Literal[True], **kwargs: Unpack[_DeiTOptions]
    ) -> tuple[Self, LoadReport]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str] | None, *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_DeiTOptions]
    ) -> Self: ...

class DeiTModel(_Call14[outputs.BaseModelOutputWithPooling[Tensor]], DeiTPreTrainedModel):
    embeddings: Any
    encoder: Any
    layernorm: Any
    pooler: Any

class DeiTForImageClassification(_Call15[outputs.ImageClassifierOutput[Tensor]], DeiTPreTrainedModel):
    deit: DeiTModel
    classifier: Any

class DeiTForImageClassificationWithTeacher(_Call34[outputs.DeiTForImageClassificationWithTeacherOutput[Tensor]], DeiTPreTrainedModel):
    deit: DeiTModel
    cls_classifier: Any
    distillation_classifier: Any

class DeiTForMaskedImageModeling(_Call14[outputs.MaskedImageModelingOutput[Tensor]], DeiTPreTrainedModel):
    deit: DeiTModel
    decoder: Any

class _Dinov2Options(keywords.Dinov2Keywords, _Options, total=False): ...

class Dinov2PreTrainedModel(PreTrainedModel):
    config: Dinov2Config
    config_class: ClassVar[type[Dinov2Config]]
    def __init__(self, config: Dinov2Config, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str] | None, *args: Any,
        output_loading_info: Literal[True], **kwargs: Unpack[_Dinov2Options]
    ) -> tuple[Self, LoadReport]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str] | None, *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_Dinov2Options]
    ) -> Self: ...

class Dinov2Model(_Call14[outputs.BaseModelOutputWithPooling[Tensor]], Dinov2PreTrainedModel):
    embeddings: Any
    encoder: Any
    layernorm: Any

class Dinov2ForImageClassification(_Call15[outputs.ImageClassifierOutput[Tensor]], Dinov2PreTrainedModel):
    dinov2: Dinov2Model
    classifier: Any

class _Dinov2WithRegistersOptions(keywords.Dinov2WithRegistersKeywords, _Options, total=False): ...

class Dinov2WithRegistersPreTrainedModel(PreTrainedModel):
    config: Dinov2WithRegistersConfig
    config_class: ClassVar[type[Dinov2WithRegistersConfig]]
    def __init__(self, config: Dinov2WithRegistersConfig, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str] | None, *args: Any,
        output_loading_info: Literal[True], **kwargs: Unpack[_Dinov2WithRegistersOptions]
    ) -> tuple[Self, LoadReport]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str] | None, *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_Dinov2WithRegistersOptions]
    ) -> Self: ...

class Dinov2WithRegistersModel(_Call14[outputs.BaseModelOutputWithPooling[Tensor]], Dinov2WithRegistersPreTrainedModel):
    embeddings: Any
    encoder: Any
    layernorm: Any

class Dinov2WithRegistersForImageClassification(_Call15[outputs.ImageClassifierOutput[Tensor]], Dinov2WithRegistersPreTrainedModel):
    dinov2_with_registers: Dinov2WithRegistersModel
    classifier: Any

class _DistilBertOptions(keywords.DistilBertKeywords, _Options, total=False): ...

class DistilBertPreTrainedModel(PreTrainedModel):
    config: DistilBertConfig
    config_class: ClassVar[type[DistilBertConfig]]
    def __init__(self, config: DistilBertConfig, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str] | None, *args: Any,
        output_loading_info: Literal[True], **kwargs: Unpack[_DistilBertOptions]
    ) -> tuple[Self, LoadReport]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str] | None, *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_DistilBertOptions]
    ) -> Self: ...

class DistilBertModel(_Call35[outputs.BaseModelOutput[Tensor]], DistilBertPreTrainedModel):
    embeddings: Any
    transformer: Any

class DistilBertForMaskedLM(_Call36[outputs.MaskedLMOutput[Tensor]], DistilBertPreTrainedModel):
    distilbert: DistilBertModel
    vocab_transform: Any
    vocab_layer_norm: Any
    vocab_projector: Any

class DistilBertForSequenceClassification(_Call36[outputs.SequenceClassifierOutput[Tensor]], DistilBertPreTrainedModel):
    distilbert: DistilBertModel
    pre_classifier: Any
    classifier: Any

class DistilBertForTokenClassification(_Call36[outputs.TokenClassifierOutput[Tensor]], DistilBertPreTrainedModel):
    distilbert: DistilBertModel
    classifier: Any

class DistilBertForQuestionAnswering(_Call25[outputs.QuestionAnsweringModelOutput[Tensor]], DistilBertPreTrainedModel):
    distilbert: DistilBertModel
    qa_outputs: Any

class DistilBertForMultipleChoice(_Call36[outputs.MultipleChoiceModelOutput[Tensor]], DistilBertPreTrainedModel):
    distilbert: DistilBertModel
    pre_classifier: Any
    classifier: Any

class _ElectraOptions(keywords.ElectraKeywords, _Options, total=False): ...

class ElectraPreTrainedModel(PreTrainedModel):
    config: ElectraConfig
    config_class: ClassVar[type[ElectraConfig]]
    def __init__(self, config: ElectraConfig, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str] | None, *args: Any,
        output_loading_info: Literal[True], **kwargs: Unpack[_ElectraOptions]
    ) -> tuple[Self, LoadReport]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str] | None, *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_ElectraOptions]
    ) -> Self: ...

class ElectraModel(_Call17[outputs.BaseModelOutput[Tensor]], ElectraPreTrainedModel):
    embeddings: Any
    embeddings_project: Any
    encoder: Any

class ElectraForPreTraining(_Call3[outputs.ElectraForPreTrainingOutput[Tensor]], ElectraPreTrainedModel):
    electra: ElectraModel
    discriminator_predictions: Any

class ElectraForCausalLM(_Call19[outputs.CausalLMOutputWithCrossAttentions[Tensor]], ElectraPreTrainedModel):
    electra: ElectraModel
    generator_predictions: Any
    generator_lm_head: Any

class ElectraForMaskedLM(_Call3[outputs.MaskedLMOutput[Tensor]], ElectraPreTrainedModel):
    electra: ElectraModel
    generator_predictions: Any
    generator_lm_head: Any

class ElectraForSequenceClassification(_Call3[outputs.SequenceClassifierOutput[Tensor]], ElectraPreTrainedModel):
    electra: ElectraModel
    classifier: Any

class ElectraForTokenClassification(_Call3[outputs.TokenClassifierOutput[Tensor]], ElectraPreTrainedModel):
    electra: ElectraModel
    classifier: Any

class ElectraForQuestionAnswering(_Call4[outputs.QuestionAnsweringModelOutput[Tensor]], ElectraPreTrainedModel):
    electra: ElectraModel
    qa_outputs: Any

class ElectraForMultipleChoice(_Call3[outputs.MultipleChoiceModelOutput[Tensor]], ElectraPreTrainedModel):
    electra: ElectraModel
    sequence_summary: Any
    classifier: Any

class _EncoderDecoderOptions(keywords.EncoderDecoderKeywords, _Options, total=False): ...

class EncoderDecoderPreTrainedModel(PreTrainedModel):
    config: EncoderDecoderConfig
    config_class: ClassVar[type[EncoderDecoderConfig]]
    def __init__(self, config: EncoderDecoderConfig, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str] | None, *args: Any,
        output_loading_info: Literal[True], **kwargs: Unpack[_EncoderDecoderOptions]
    ) -> tuple[Self, LoadReport]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str] | None, *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_EncoderDecoderOptions]
    ) -> Self: ...

class EncoderDecoderModel(_Call37[outputs.Seq2SeqLMOutput[Tensor]], EncoderDecoderPreTrainedModel):
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

class ErniePreTrainedModel(PreTrainedModel):
    config: ErnieConfig
    config_class: ClassVar[type[ErnieConfig]]
    def __init__(self, config: ErnieConfig, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str] | None, *args: Any,
        output_loading_info: Literal[True], **kwargs: Unpack[_ErnieOptions]
    ) -> tuple[Self, LoadReport]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str] | None, *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_ErnieOptions]
    ) -> Self: ...

class ErnieModel(_Call38[outputs.BaseModelOutputWithPooling[Tensor]], ErniePreTrainedModel):
    embeddings: Any
    encoder: Any
    pooler: Any

class ErnieForPreTraining(_Call39[outputs.BertForPreTrainingOutput[Tensor]], ErniePreTrainedModel):
    ernie: ErnieModel
    cls: Any

class ErnieForCausalLM(_Call40[outputs.CausalLMOutputWithCrossAttentions[Tensor]], ErniePreTrainedModel):
    ernie: ErnieModel
    cls: Any

class ErnieForMaskedLM(_Call41[outputs.MaskedLMOutput[Tensor]], ErniePreTrainedModel):
    ernie: ErnieModel
    cls: Any

class ErnieForSequenceClassification(_Call42[outputs.SequenceClassifierOutput[Tensor]], ErniePreTrainedModel):
    ernie: ErnieModel
    classifier: Any

class ErnieForTokenClassification(_Call42[outputs.TokenClassifierOutput[Tensor]], ErniePreTrainedModel):
    ernie: ErnieModel
    classifier: Any

class ErnieForQuestionAnswering(_Call43[outputs.QuestionAnsweringModelOutput[Tensor]], ErniePreTrainedModel):
    ernie: ErnieModel
    qa_outputs: Any

class ErnieForMultipleChoice(_Call42[outputs.MultipleChoiceModelOutput[Tensor]], ErniePreTrainedModel):
    ernie: ErnieModel
    classifier: Any

class ErnieForNextSentencePrediction(_Call44[outputs.NextSentencePredictorOutput[Tensor]], ErniePreTrainedModel):
    ernie: ErnieModel
    cls: Any

class _EuroBertOptions(keywords.EuroBertKeywords, _Options, total=False): ...

class EuroBertPreTrainedModel(PreTrainedModel):
    config: EuroBertConfig
    config_class: ClassVar[type[EuroBertConfig]]
    def __init__(self, config: EuroBertConfig, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str] | None, *args: Any,
        output_loading_info: Literal[True], **kwargs: Unpack[_EuroBertOptions]
    ) -> tuple[Self, LoadReport]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str] | None, *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_EuroBertOptions]
    ) -> Self: ...

class EuroBertModel(_Call45[outputs.BaseModelOutput[Tensor]], EuroBertPreTrainedModel):
    embed_tokens: Any
    layers: Any
    norm: Any

class EuroBertForMaskedLM(_Call46[outputs.MaskedLMOutput[Tensor]], EuroBertPreTrainedModel):
    model: EuroBertModel
    lm_head: Any

class EuroBertForSequenceClassification(_Call46[outputs.SequenceClassifierOutput[Tensor]], EuroBertPreTrainedModel):
    model: EuroBertModel
    dense: Any
    classifier: Any

class EuroBertForTokenClassification(_Call46[outputs.TokenClassifierOutput[Tensor]], EuroBertPreTrainedModel):
    model: EuroBertModel
    classifier: Any

class _Exaone4Options(keywords.Exaone4Keywords, _Options, total=False): ...

class Exaone4PreTrainedModel(PreTrainedModel):
    config: Exaone4Config
    config_class: ClassVar[type[Exaone4Config]]
    def __init__(self, config: Exaone4Config, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str] | None, *args: Any,
        output_loading_info: Literal[True], **kwargs: Unpack[_Exaone4Options]
    ) -> tuple[Self, LoadReport]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str] | None, *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_Exaone4Options]
    ) -> Self: ...

class Exaone4Model(_Call5[outputs.BaseModelOutputWithPast[Tensor]], Exaone4PreTrainedModel):
    embed_tokens: Any
    layers: Any
    norm: Any

class Exaone4ForCausalLM(_Call6[outputs.CausalLMOutputWithPast[Tensor]], Exaone4PreTrainedModel):
    model: Exaone4Model
    lm_head: Any

class Exaone4ForSequenceClassification(_Call7[outputs.SequenceClassifierOutputWithPast[Tensor]], Exaone4PreTrainedModel):
    model: Exaone4Model
    score: Any

class Exaone4ForTokenClassification(_Call7[outputs.TokenClassifierOutput[Tensor]], Exaone4PreTrainedModel):
    model: Exaone4Model
    score: Any

class Exaone4ForQuestionAnswering(_Call8[outputs.QuestionAnsweringModelOutput[Tensor]], Exaone4PreTrainedModel):
    transformer: Any
    qa_outputs: Any

class _FalconOptions(keywords.FalconKeywords, _Options, total=False): ...

class FalconPreTrainedModel(PreTrainedModel):
    config: FalconConfig
    config_class: ClassVar[type[FalconConfig]]
    def __init__(self, config: FalconConfig, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str] | None, *args: Any,
        output_loading_info: Literal[True], **kwargs: Unpack[_FalconOptions]
    ) -> tuple[Self, LoadReport]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str] | None, *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_FalconOptions]
    ) -> Self: ...

class FalconModel(_Call47[outputs.BaseModelOutputWithPast[Tensor]], FalconPreTrainedModel):
    word_embeddings: Any
    h: Any
    ln_f: Any

class FalconForCausalLM(_Call48[outputs.CausalLMOutputWithPast[Tensor]], FalconPreTrainedModel):
    transformer: FalconModel
    lm_head: Any

class FalconForSequenceClassification(_Call49[outputs.SequenceClassifierOutputWithPast[Tensor]], FalconPreTrainedModel):
    transformer: FalconModel
    score: Any

class FalconForTokenClassification(_Call49[outputs.TokenClassifierOutput[Tensor]], FalconPreTrainedModel):
    transformer: FalconModel
    classifier: Any

class FalconForQuestionAnswering(_Call50[outputs.QuestionAnsweringModelOutput[Tensor]], FalconPreTrainedModel):
    transformer: FalconModel
    qa_outputs: Any

class _GPT2Options(keywords.GPT2Keywords, _Options, total=False): ...

class GPT2PreTrainedModel(PreTrainedModel):
    config: GPT2Config
    config_class: ClassVar[type[GPT2Config]]
    def __init__(self, config: GPT2Config, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str] | None, *args: Any,
        output_loading_info: Literal[True], **kwargs: Unpack[_GPT2Options]
    ) -> tuple[Self, LoadReport]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str] | None, *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_GPT2Options]
    ) -> Self: ...

class GPT2Model(_Call51[outputs.BaseModelOutputWithPast[Tensor]], GPT2PreTrainedModel):
    wte: Any
    wpe: Any
    h: Any
    ln_f: Any

class GPT2LMHeadModel(_Call52[outputs.CausalLMOutputWithCrossAttentions[Tensor]], GPT2PreTrainedModel):
    transformer: GPT2Model
    lm_head: Any

class GPT2ForSequenceClassification(_Call53[outputs.SequenceClassifierOutputWithPast[Tensor]], GPT2PreTrainedModel):
    transformer: GPT2Model
    score: Any

class GPT2ForTokenClassification(_Call53[outputs.TokenClassifierOutput[Tensor]], GPT2PreTrainedModel):
    transformer: GPT2Model
    classifier: Any

class GPT2ForQuestionAnswering(_Call4[outputs.QuestionAnsweringModelOutput[Tensor]], GPT2PreTrainedModel):
    transformer: GPT2Model
    qa_outputs: Any

class GPT2DoubleHeadsModel(_Call54[outputs.GPT2DoubleHeadsModelOutput[Tensor]], GPT2PreTrainedModel):
    transformer: GPT2Model
    lm_head: Any
    multiple_choice_head: Any

class _GPTBigCodeOptions(keywords.GPTBigCodeKeywords, _Options, total=False): ...

class GPTBigCodePreTrainedModel(PreTrainedModel):
    config: GPTBigCodeConfig
    config_class: ClassVar[type[GPTBigCodeConfig]]
    def __init__(self, config: GPTBigCodeConfig, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str] | None, *args: Any,
        output_loading_info: Literal[True], **kwargs: Unpack[_GPTBigCodeOptions]
    ) -> tuple[Self, LoadReport]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str] | None, *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_GPTBigCodeOptions]
    ) -> Self: ...

class GPTBigCodeModel(_Call27[outputs.BaseModelOutputWithPast[Tensor]], GPTBigCodePreTrainedModel):
    wte: Any
    wpe: Any
    h: Any
    ln_f: Any

class GPTBigCodeForCausalLM(_Call28[outputs.CausalLMOutputWithPast[Tensor]], GPTBigCodePreTrainedModel):
    transformer: GPTBigCodeModel
    lm_head: Any

class GPTBigCodeForSequenceClassification(_Call53[outputs.SequenceClassifierOutputWithPast[Tensor]], GPTBigCodePreTrainedModel):
    transformer: GPTBigCodeModel
    score: Any

class GPTBigCodeForTokenClassification(_Call53[outputs.TokenClassifierOutput[Tensor]], GPTBigCodePreTrainedModel):
    transformer: GPTBigCodeModel
    classifier: Any

class _GPTJOptions(keywords.GPTJKeywords, _Options, total=False): ...

class GPTJPreTrainedModel(PreTrainedModel):
    config: GPTJConfig
    config_class: ClassVar[type[GPTJConfig]]
    def __init__(self, config: GPTJConfig, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str] | None, *args: Any,
        output_loading_info: Literal[True], **kwargs: Unpack[_GPTJOptions]
    ) -> tuple[Self, LoadReport]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str] | None, *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_GPTJOptions]
    ) -> Self: ...

class GPTJModel(_Call27[outputs.BaseModelOutputWithPast[Tensor]], GPTJPreTrainedModel):
    wte: Any
    h: Any
    ln_f: Any

class GPTJForCausalLM(_Call28[outputs.CausalLMOutputWithPast[Tensor]], GPTJPreTrainedModel):
    transformer: GPTJModel
    lm_head: Any

class GPTJForSequenceClassification(_Call53[outputs.SequenceClassifierOutputWithPast[Tensor]], GPTJPreTrainedModel):
    transformer: GPTJModel
    score: Any

class GPTJForQuestionAnswering(_Call4[outputs.QuestionAnsweringModelOutput[Tensor]], GPTJPreTrainedModel):
    transformer: GPTJModel
    qa_outputs: Any

class _GPTNeoOptions(keywords.GPTNeoKeywords, _Options, total=False): ...

class GPTNeoPreTrainedModel(PreTrainedModel):
    config: GPTNeoConfig
    config_class: ClassVar[type[GPTNeoConfig]]
    def __init__(self, config: GPTNeoConfig, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str] | None, *args: Any,
        output_loading_info: Literal[True], **kwargs: Unpack[_GPTNeoOptions]
    ) -> tuple[Self, LoadReport]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str] | None, *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_GPTNeoOptions]
    ) -> Self: ...

class GPTNeoModel(_Call27[outputs.BaseModelOutputWithPast[Tensor]], GPTNeoPreTrainedModel):
    wte: Any
    wpe: Any
    h: Any
    ln_f: Any

class GPTNeoForCausalLM(_Call28[outputs.CausalLMOutputWithPast[Tensor]], GPTNeoPreTrainedModel):
    transformer: GPTNeoModel
    lm_head: Any

class GPTNeoForSequenceClassification(_Call53[outputs.SequenceClassifierOutputWithPast[Tensor]], GPTNeoPreTrainedModel):
    transformer: GPTNeoModel
    score: Any

class GPTNeoForTokenClassification(_Call53[outputs.TokenClassifierOutput[Tensor]], GPTNeoPreTrainedModel):
    transformer: GPTNeoModel
    classifier: Any

class GPTNeoForQuestionAnswering(_Call4[outputs.QuestionAnsweringModelOutput[Tensor]], GPTNeoPreTrainedModel):
    transformer: GPTNeoModel
    qa_outputs: Any

class _GPTNeoXOptions(keywords.GPTNeoXKeywords, _Options, total=False): ...

class GPTNeoXPreTrainedModel(PreTrainedModel):
    config: GPTNeoXConfig
    config_class: ClassVar[type[GPTNeoXConfig]]
    def __init__(self, config: GPTNeoXConfig, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str] | None, *args: Any,
        output_loading_info: Literal[True], **kwargs: Unpack[_GPTNeoXOptions]
    ) -> tuple[Self, LoadReport]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str] | None, *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_GPTNeoXOptions]
    ) -> Self: ...

class GPTNeoXModel(_Call55[outputs.BaseModelOutputWithPast[Tensor]], GPTNeoXPreTrainedModel):
    embed_in: Any
    layers: Any
    final_layer_norm: Any

class GPTNeoXForCausalLM(_Call56[outputs.CausalLMOutputWithPast[Tensor]], GPTNeoXPreTrainedModel):
    gpt_neox: GPTNeoXModel
    embed_out: Any

class GPTNeoXForSequenceClassification(_Call57[outputs.SequenceClassifierOutputWithPast[Tensor]], GPTNeoXPreTrainedModel):
    gpt_neox: GPTNeoXModel
    score: Any

class GPTNeoXForTokenClassification(_Call58[outputs.TokenClassifierOutput[Tensor]], GPTNeoXPreTrainedModel):
    gpt_neox: GPTNeoXModel
    classifier: Any

class GPTNeoXForQuestionAnswering(_Call59[outputs.QuestionAnsweringModelOutput[Tensor]], GPTNeoXPreTrainedModel):
    gpt_neox: GPTNeoXModel
    qa_outputs: Any

class _GemmaOptions(keywords.GemmaKeywords, _Options, total=False): ...

class GemmaPreTrainedModel(PreTrainedModel):
    config: GemmaConfig
    config_class: ClassVar[type[GemmaConfig]]
    def __init__(self, config: GemmaConfig, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str] | None, *args: Any,
        output_loading_info: Literal[True], **kwargs: Unpack[_GemmaOptions]
    ) -> tuple[Self, LoadReport]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str] | None, *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_GemmaOptions]
    ) -> Self: ...

class GemmaModel(_Call5[outputs.BaseModelOutputWithPast[Tensor]], GemmaPreTrainedModel):
    embed_tokens: Any
    layers: Any
    norm: Any

class GemmaForCausalLM(_Call6[outputs.CausalLMOutputWithPast[Tensor]], GemmaPreTrainedModel):
    model: GemmaModel
    lm_head: Any

class GemmaForSequenceClassification(_Call7[outputs.SequenceClassifierOutputWithPast[Tensor]], GemmaPreTrainedModel):
    model: GemmaModel
    score: Any

class GemmaForTokenClassification(_Call7[outputs.TokenClassifierOutput[Tensor]], GemmaPreTrainedModel):
    model: GemmaModel
    score: Any

class _Gemma2Options(keywords.Gemma2Keywords, _Options, total=False): ...

class Gemma2PreTrainedModel(PreTrainedModel):
    config: Gemma2Config
    config_class: ClassVar[type[Gemma2Config]]
    def __init__(self, config: Gemma2Config, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str] | None, *args: Any,
        output_loading_info: Literal[True], **kwargs: Unpack[_Gemma2Options]
    ) -> tuple[Self, LoadReport]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str] | None, *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_Gemma2Options]
    ) -> Self: ...

class Gemma2Model(_Call5[outputs.BaseModelOutputWithPast[Tensor]], Gemma2PreTrainedModel):
    embed_tokens: Any
    layers: Any
    norm: Any

class Gemma2ForCausalLM(_Call6[outputs.CausalLMOutputWithPast[Tensor]], Gemma2PreTrainedModel):
    model: Gemma2Model
    lm_head: Any

class Gemma2ForSequenceClassification(_Call7[outputs.SequenceClassifierOutputWithPast[Tensor]], Gemma2PreTrainedModel):
    model: Gemma2Model
    score: Any

class Gemma2ForTokenClassification(_Call7[outputs.TokenClassifierOutput[Tensor]], Gemma2PreTrainedModel):
    model: Gemma2Model
    score: Any

class _Gemma3Options(keywords.Gemma3Keywords, _Options, total=False): ...

class Gemma3PreTrainedModel(PreTrainedModel):
    config: Gemma3TextConfig
    config_class: ClassVar[type[Gemma3TextConfig]]
    def __init__(self, config: Gemma3TextConfig, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str] | None, *args: Any,
        output_loading_info: Literal[True], **kwargs: Unpack[_Gemma3Options]
    ) -> tuple[Self, LoadReport]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str] | None, *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_Gemma3Options]
    ) -> Self: ...

class Gemma3TextModel(_Call5[outputs.BaseModelOutputWithPast[Tensor]], Gemma3PreTrainedModel):
    embed_tokens: Any
    layers: Any
    norm: Any

class Gemma3ForCausalLM(_Call6[outputs.CausalLMOutputWithPast[Tensor]], Gemma3PreTrainedModel):
    model: Gemma3TextModel
    lm_head: Any

class Gemma3TextForSequenceClassification(_Call7[outputs.SequenceClassifierOutputWithPast[Tensor]], Gemma3PreTrainedModel):
    model: Gemma3TextModel
    score: Any

class _GlmOptions(keywords.GlmKeywords, _Options, total=False): ...

class GlmPreTrainedModel(PreTrainedModel):
    config: GlmConfig
    config_class: ClassVar[type[GlmConfig]]
    def __init__(self, config: GlmConfig, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str] | None, *args: Any,
        output_loading_info: Literal[True], **kwargs: Unpack[_GlmOptions]
    ) -> tuple[Self, LoadReport]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str] | None, *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_GlmOptions]
    ) -> Self: ...

class GlmModel(_Call5[outputs.BaseModelOutputWithPast[Tensor]], GlmPreTrainedModel):
    embed_tokens: Any
    layers: Any
    norm: Any

class GlmForCausalLM(_Call6[outputs.CausalLMOutputWithPast[Tensor]], GlmPreTrainedModel):
    model: GlmModel
    lm_head: Any

class GlmForSequenceClassification(_Call7[outputs.SequenceClassifierOutputWithPast[Tensor]], GlmPreTrainedModel):
    model: GlmModel
    score: Any

class GlmForTokenClassification(_Call7[outputs.TokenClassifierOutput[Tensor]], GlmPreTrainedModel):
    model: GlmModel
    score: Any

class _Glm4Options(keywords.Glm4Keywords, _Options, total=False): ...

class Glm4PreTrainedModel(PreTrainedModel):
    config: Glm4Config
    config_class: ClassVar[type[Glm4Config]]
    def __init__(self, config: Glm4Config, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str] | None, *args: Any,
        output_loading_info: Literal[True], **kwargs: Unpack[_Glm4Options]
    ) -> tuple[Self, LoadReport]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str] | None, *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_Glm4Options]
    ) -> Self: ...

class Glm4Model(_Call5[outputs.BaseModelOutputWithPast[Tensor]], Glm4PreTrainedModel):
    embed_tokens: Any
    layers: Any
    norm: Any

class Glm4ForCausalLM(_Call6[outputs.CausalLMOutputWithPast[Tensor]], Glm4PreTrainedModel):
    model: Glm4Model
    lm_head: Any

class Glm4ForSequenceClassification(_Call7[outputs.SequenceClassifierOutputWithPast[Tensor]], Glm4PreTrainedModel):
    model: Glm4Model
    score: Any

class Glm4ForTokenClassification(_Call7[outputs.TokenClassifierOutput[Tensor]], Glm4PreTrainedModel):
    model: Glm4Model
    score: Any

class _Glm4MoeOptions(keywords.Glm4MoeKeywords, _Options, total=False): ...

class Glm4MoePreTrainedModel(PreTrainedModel):
    config: Glm4MoeConfig
    config_class: ClassVar[type[Glm4MoeConfig]]
    def __init__(self, config: Glm4MoeConfig, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str] | None, *args: Any,
        output_loading_info: Literal[True], **kwargs: Unpack[_Glm4MoeOptions]
    ) -> tuple[Self, LoadReport]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str] | None, *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_Glm4MoeOptions]
    ) -> Self: ...

class Glm4MoeModel(_Call5[outputs.BaseModelOutputWithPast[Tensor]], Glm4MoePreTrainedModel):
    embed_tokens: Any
    layers: Any
    norm: Any

class Glm4MoeForCausalLM(_Call6[outputs.CausalLMOutputWithPast[Tensor]], Glm4MoePreTrainedModel):
    model: Glm4MoeModel
    lm_head: Any

class _GraniteOptions(keywords.GraniteKeywords, _Options, total=False): ...

class GranitePreTrainedModel(PreTrainedModel):
    config: GraniteConfig
    config_class: ClassVar[type[GraniteConfig]]
    def __init__(self, config: GraniteConfig, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str] | None, *args: Any,
        output_loading_info: Literal[True], **kwargs: Unpack[_GraniteOptions]
    ) -> tuple[Self, LoadReport]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str] | None, *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_GraniteOptions]
    ) -> Self: ...

class GraniteModel(_Call5[outputs.BaseModelOutputWithPast[Tensor]], GranitePreTrainedModel):
    embed_tokens: Any
    layers: Any
    norm: Any

class GraniteForCausalLM(_Call6[outputs.CausalLMOutputWithPast[Tensor]], GranitePreTrainedModel):
    model: GraniteModel
    lm_head: Any

class _GraniteMoeOptions(keywords.GraniteMoeKeywords, _Options, total=False): ...

class GraniteMoePreTrainedModel(PreTrainedModel):
    config: GraniteMoeConfig
    config_class: ClassVar[type[GraniteMoeConfig]]
    def __init__(self, config: GraniteMoeConfig, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str] | None, *args: Any,
        output_loading_info: Literal[True], **kwargs: Unpack[_GraniteMoeOptions]
    ) -> tuple[Self, LoadReport]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str] | None, *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_GraniteMoeOptions]
    ) -> Self: ...

class GraniteMoeModel(_Call60[outputs.BaseModelOutputWithPast[Tensor]], GraniteMoePreTrainedModel):
    embed_tokens: Any
    layers: Any
    norm: Any

class GraniteMoeForCausalLM(_Call61[outputs.MoeCausalLMOutputWithPast[Tensor]], GraniteMoePreTrainedModel):
    model: GraniteMoeModel
    lm_head: Any

class _GteOptions(keywords.GteKeywords, _Options, total=False): ...

class GtePreTrainedModel(PreTrainedModel):
    config: GteConfig
    config_class: ClassVar[type[GteConfig]]
    def __init__(self, config: GteConfig, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str] | None, *args: Any,
        output_loading_info: Literal[True], **kwargs: Unpack[_GteOptions]
    ) -> tuple[Self, LoadReport]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str] | None, *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_GteOptions]
    ) -> Self: ...

class GteModel(_Call31[outputs.BaseModelOutputWithPooling[Tensor]], GtePreTrainedModel):
    embeddings: Any
    encoder: Any

class GteForMaskedLM(_Call32[outputs.MaskedLMOutput[Tensor]], GtePreTrainedModel):
    gte: GteModel
    lm_head: Any

class GteForSequenceClassification(_Call32[outputs.SequenceClassifierOutput[Tensor]], GtePreTrainedModel):
    gte: GteModel
    classifier: Any

class GteForTokenClassification(_Call32[outputs.TokenClassifierOutput[Tensor]], GtePreTrainedModel):
    gte: GteModel
    classifier: Any

class _HeliumOptions(keywords.HeliumKeywords, _Options, total=False): ...

class HeliumPreTrainedModel(PreTrainedModel):
    config: HeliumConfig
    config_class: ClassVar[type[HeliumConfig]]
    def __init__(self, config: HeliumConfig, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str] | None, *args: Any,
        output_loading_info: Literal[True], **kwargs: Unpack[_HeliumOptions]
    ) -> tuple[Self, LoadReport]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str] | None, *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_HeliumOptions]
    ) -> Self: ...

class HeliumModel(_Call5[outputs.BaseModelOutputWithPast[Tensor]], HeliumPreTrainedModel):
    embed_tokens: Any
    layers: Any
    norm: Any

class HeliumForCausalLM(_Call6[outputs.CausalLMOutputWithPast[Tensor]], HeliumPreTrainedModel):
    model: HeliumModel
    lm_head: Any

class HeliumForSequenceClassification(_Call7[outputs.SequenceClassifierOutputWithPast[Tensor]], HeliumPreTrainedModel):
    model: HeliumModel
    score: Any

class HeliumForTokenClassification(_Call7[outputs.TokenClassifierOutput[Tensor]], HeliumPreTrainedModel):
    model: HeliumModel
    score: Any

class _JinaEmbeddingsV3Options(keywords.JinaEmbeddingsV3Keywords, _Options, total=False): ...

class JinaEmbeddingsV3PreTrainedModel(PreTrainedModel):
    config: JinaEmbeddingsV3Config
    config_class: ClassVar[type[JinaEmbeddingsV3Config]]
    def __init__(self, config: JinaEmbeddingsV3Config, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str] | None, *args: Any,
        output_loading_info: Literal[True], **kwargs: Unpack[_JinaEmbeddingsV3Options]
    ) -> tuple[Self, LoadReport]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str] | None, *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_JinaEmbeddingsV3Options]
    ) -> Self: ...

class JinaEmbeddingsV3Model(_Call31[outputs.BaseModelOutputWithPooling[Tensor]], JinaEmbeddingsV3PreTrainedModel):
    embeddings: Any
    emb_ln: Any
    encoder: Any
    pooler: Any

class JinaEmbeddingsV3ForMaskedLM(_Call32[outputs.MaskedLMOutput[Tensor]], JinaEmbeddingsV3PreTrainedModel):
    roberta: JinaEmbeddingsV3Model
    lm_head: Any

class JinaEmbeddingsV3ForSequenceClassification(_Call32[outputs.SequenceClassifierOutput[Tensor]], JinaEmbeddingsV3PreTrainedModel):
    roberta: JinaEmbeddingsV3Model
    classifier: Any

class JinaEmbeddingsV3ForTokenClassification(_Call32[outputs.TokenClassifierOutput[Tensor]], JinaEmbeddingsV3PreTrainedModel):
    roberta: JinaEmbeddingsV3Model
    classifier: Any

class JinaEmbeddingsV3ForQuestionAnswering(_Call33[outputs.QuestionAnsweringModelOutput[Tensor]], JinaEmbeddingsV3PreTrainedModel):
    roberta: JinaEmbeddingsV3Model
    qa_outputs: Any

class _LayoutLMOptions(keywords.LayoutLMKeywords, _Options, total=False): ...

class LayoutLMPreTrainedModel(PreTrainedModel):
    config: LayoutLMConfig
    config_class: ClassVar[type[LayoutLMConfig]]
    def __init__(self, config: LayoutLMConfig, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str] | None, *args: Any,
        output_loading_info: Literal[True], **kwargs: Unpack[_LayoutLMOptions]
    ) -> tuple[Self, LoadReport]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str] | None, *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_LayoutLMOptions]
    ) -> Self: ...

class LayoutLMModel(_Call62[outputs.BaseModelOutputWithPooling[Tensor]], LayoutLMPreTrainedModel):
    embeddings: Any
    encoder: Any
    pooler: Any

class LayoutLMForMaskedLM(_Call63[outputs.MaskedLMOutput[Tensor]], LayoutLMPreTrainedModel):
    layoutlm: LayoutLMModel
    cls: Any

class LayoutLMForSequenceClassification(_Call63[outputs.SequenceClassifierOutput[Tensor]], LayoutLMPreTrainedModel):
    layoutlm: LayoutLMModel
    classifier: Any

class LayoutLMForTokenClassification(_Call63[outputs.TokenClassifierOutput[Tensor]], LayoutLMPreTrainedModel):
    layoutlm: LayoutLMModel
    classifier: Any

class LayoutLMForQuestionAnswering(_Call64[outputs.QuestionAnsweringModelOutput[Tensor]], LayoutLMPreTrainedModel):
    layoutlm: LayoutLMModel
    qa_outputs: Any

class _LlamaOptions(keywords.LlamaKeywords, _Options, total=False): ...

class LlamaPreTrainedModel(PreTrainedModel):
    config: LlamaConfig
    config_class: ClassVar[type[LlamaConfig]]
    def __init__(self, config: LlamaConfig, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str] | None, *args: Any,
        output_loading_info: Literal[True], **kwargs: Unpack[_LlamaOptions]
    ) -> tuple[Self, LoadReport]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str] | None, *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_LlamaOptions]
    ) -> Self: ...

class LlamaModel(_Call5[outputs.BaseModelOutputWithPast[Tensor]], LlamaPreTrainedModel):
    embed_tokens: Any
    layers: Any
    norm: Any

class LlamaForCausalLM(_Call6[outputs.CausalLMOutputWithPast[Tensor]], LlamaPreTrainedModel):
    model: LlamaModel
    lm_head: Any

class LlamaForSequenceClassification(_Call7[outputs.SequenceClassifierOutputWithPast[Tensor]], LlamaPreTrainedModel):
    model: LlamaModel
    score: Any

class LlamaForTokenClassification(_Call7[outputs.TokenClassifierOutput[Tensor]], LlamaPreTrainedModel):
    model: LlamaModel
    score: Any

class LlamaForQuestionAnswering(_Call8[outputs.QuestionAnsweringModelOutput[Tensor]], LlamaPreTrainedModel):
    transformer: Any
    qa_outputs: Any

class _M2M100Options(keywords.M2M100Keywords, _Options, total=False): ...

class M2M100PreTrainedModel(PreTrainedModel):
    config: M2M100Config
    config_class: ClassVar[type[M2M100Config]]
    def __init__(self, config: M2M100Config, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str] | None, *args: Any,
        output_loading_info: Literal[True], **kwargs: Unpack[_M2M100Options]
    ) -> tuple[Self, LoadReport]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str] | None, *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_M2M100Options]
    ) -> Self: ...

class M2M100Model(_Call9[outputs.Seq2SeqModelOutput[Tensor]], M2M100PreTrainedModel):
    shared: Any
    encoder: Any
    decoder: Any

class M2M100ForConditionalGeneration(_Call10[outputs.Seq2SeqLMOutput[Tensor]], M2M100PreTrainedModel):
    model: M2M100Model
    lm_head: Any

class _MBartOptions(keywords.MBartKeywords, _Options, total=False): ...

class MBartPreTrainedModel(PreTrainedModel):
    config: MBartConfig
    config_class: ClassVar[type[MBartConfig]]
    def __init__(self, config: MBartConfig, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str] | None, *args: Any,
        output_loading_info: Literal[True], **kwargs: Unpack[_MBartOptions]
    ) -> tuple[Self, LoadReport]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str] | None, *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_MBartOptions]
    ) -> Self: ...

class MBartModel(_Call9[outputs.Seq2SeqModelOutput[Tensor]], MBartPreTrainedModel):
    shared: Any
    encoder: Any
    decoder: Any

class MBartForConditionalGeneration(_Call10[outputs.Seq2SeqLMOutput[Tensor]], MBartPreTrainedModel):
    model: MBartModel
    lm_head: Any

class MBartForSequenceClassification(_Call11[outputs.Seq2SeqSequenceClassifierOutput[Tensor]], MBartPreTrainedModel):
    model: MBartModel
    classification_head: Any

class MBartForQuestionAnswering(_Call12[outputs.Seq2SeqQuestionAnsweringModelOutput[Tensor]], MBartPreTrainedModel):
    model: MBartModel
    qa_outputs: Any

class MBartForCausalLM(_Call13[outputs.CausalLMOutputWithCrossAttentions[Tensor]], MBartPreTrainedModel):
    model: MBartModel
    lm_head: Any

class _MPNetOptions(keywords.MPNetKeywords, _Options, total=False): ...

class MPNetPreTrainedModel(PreTrainedModel):
    config: MPNetConfig
    config_class: ClassVar[type[MPNetConfig]]
    def __init__(self, config: MPNetConfig, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str] | None, *args: Any,
        output_loading_info: Literal[True], **kwargs: Unpack[_MPNetOptions]
    ) -> tuple[Self, LoadReport]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str] | None, *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_MPNetOptions]
    ) -> Self: ...

class MPNetModel(_Call65[outputs.BaseModelOutputWithPooling[Tensor]], MPNetPreTrainedModel):
    embeddings: Any
    encoder: Any
    pooler: Any

class MPNetForMaskedLM(_Call66[outputs.MaskedLMOutput[Tensor]], MPNetPreTrainedModel):
    mpnet: MPNetModel
    lm_head: Any

class MPNetForSequenceClassification(_Call66[outputs.SequenceClassifierOutput[Tensor]], MPNetPreTrainedModel):
    mpnet: MPNetModel
    classifier: Any

class MPNetForTokenClassification(_Call66[outputs.TokenClassifierOutput[Tensor]], MPNetPreTrainedModel):
    mpnet: MPNetModel
    classifier: Any

class MPNetForQuestionAnswering(_Call59[outputs.QuestionAnsweringModelOutput[Tensor]], MPNetPreTrainedModel):
    mpnet: MPNetModel
    qa_outputs: Any

class MPNetForMultipleChoice(_Call66[outputs.MultipleChoiceModelOutput[Tensor]], MPNetPreTrainedModel):
    mpnet: MPNetModel
    classifier: Any

class _MT5Options(keywords.MT5Keywords, _Options, total=False): ...

class MT5PreTrainedModel(PreTrainedModel):
    config: MT5Config
    config_class: ClassVar[type[MT5Config]]
    def __init__(self, config: MT5Config, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str] | None, *args: Any,
        output_loading_info: Literal[True], **kwargs: Unpack[_MT5Options]
    ) -> tuple[Self, LoadReport]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str] | None, *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_MT5Options]
    ) -> Self: ...

class MT5Model(_Call9[outputs.Seq2SeqModelOutput[Tensor]], MT5PreTrainedModel):
    shared: Any
    encoder: Any
    decoder: Any

class MT5ForConditionalGeneration(_Call10[outputs.Seq2SeqLMOutput[Tensor]], MT5PreTrainedModel):
    shared: Any
    encoder: Any
    decoder: Any
    lm_head: Any

class MT5EncoderModel(_Call35[outputs.BaseModelOutput[Tensor]], MT5PreTrainedModel):
    shared: Any
    encoder: Any

class MT5ForQuestionAnswering(_Call12[outputs.Seq2SeqQuestionAnsweringModelOutput[Tensor]], MT5PreTrainedModel):
    shared: Any
    encoder: Any
    decoder: Any
    qa_outputs: Any

class MT5ForSequenceClassification(_Call11[outputs.Seq2SeqSequenceClassifierOutput[Tensor]], MT5PreTrainedModel):
    transformer: Any
    classification_head: Any

class MT5ForTokenClassification(_Call36[outputs.TokenClassifierOutput[Tensor]], MT5PreTrainedModel):
    transformer: Any
    classifier: Any

class _MarianOptions(keywords.MarianKeywords, _Options, total=False): ...

class MarianPreTrainedModel(PreTrainedModel):
    config: MarianConfig
    config_class: ClassVar[type[MarianConfig]]
    def __init__(self, config: MarianConfig, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str] | None, *args: Any,
        output_loading_info: Literal[True], **kwargs: Unpack[_MarianOptions]
    ) -> tuple[Self, LoadReport]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str] | None, *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_MarianOptions]
    ) -> Self: ...

class MarianModel(_Call9[outputs.Seq2SeqModelOutput[Tensor]], MarianPreTrainedModel):
    shared: Any
    encoder: Any
    decoder: Any

class MarianMTModel(_Call10[outputs.Seq2SeqLMOutput[Tensor]], MarianPreTrainedModel):
    model: MarianModel
    lm_head: Any

class MarianForCausalLM(_Call13[outputs.CausalLMOutputWithCrossAttentions[Tensor]], MarianPreTrainedModel):
    model: MarianModel
    lm_head: Any

class _MegatronBertOptions(keywords.MegatronBertKeywords, _Options, total=False): ...

class MegatronBertPreTrainedModel(PreTrainedModel):
    config: MegatronBertConfig
    config_class: ClassVar[type[MegatronBertConfig]]
    def __init__(self, config: MegatronBertConfig, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str] | None, *args: Any,
        output_loading_info: Literal[True], **kwargs: Unpack[_MegatronBertOptions]
    ) -> tuple[Self, LoadReport]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str] | None, *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_MegatronBertOptions]
    ) -> Self: ...

class MegatronBertModel(_Call17[outputs.BaseModelOutputWithPooling[Tensor]], MegatronBertPreTrainedModel):
    embeddings: Any
    encoder: Any
    pooler: Any

class MegatronBertForPreTraining(_Call18[outputs.BertForPreTrainingOutput[Tensor]], MegatronBertPreTrainedModel):
    bert: MegatronBertModel
    cls: Any

class MegatronBertForCausalLM(_Call19[outputs.CausalLMOutputWithCrossAttentions[Tensor]], MegatronBertPreTrainedModel):
    bert: MegatronBertModel
    cls: Any

class MegatronBertForMaskedLM(_Call20[outputs.MaskedLMOutput[Tensor]], MegatronBertPreTrainedModel):
    bert: MegatronBertModel
    cls: Any

class MegatronBertForSequenceClassification(_Call3[outputs.SequenceClassifierOutput[Tensor]], MegatronBertPreTrainedModel):
    bert: MegatronBertModel
    classifier: Any

class MegatronBertForTokenClassification(_Call3[outputs.TokenClassifierOutput[Tensor]], MegatronBertPreTrainedModel):
    bert: MegatronBertModel
    classifier: Any

class MegatronBertForQuestionAnswering(_Call4[outputs.QuestionAnsweringModelOutput[Tensor]], MegatronBertPreTrainedModel):
    bert: MegatronBertModel
    qa_outputs: Any

class MegatronBertForMultipleChoice(_Call3[outputs.MultipleChoiceModelOutput[Tensor]], MegatronBertPreTrainedModel):
    bert: MegatronBertModel
    classifier: Any

class MegatronBertForNextSentencePrediction(_Call21[outputs.NextSentencePredictorOutput[Tensor]], MegatronBertPreTrainedModel):
    bert: MegatronBertModel
    cls: Any

class _MistralOptions(keywords.MistralKeywords, _Options, total=False): ...

class MistralPreTrainedModel(PreTrainedModel):
    config: MistralConfig
    config_class: ClassVar[type[MistralConfig]]
    def __init__(self, config: MistralConfig, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str] | None, *args: Any,
        output_loading_info: Literal[True], **kwargs: Unpack[_MistralOptions]
    ) -> tuple[Self, LoadReport]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str] | None, *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_MistralOptions]
    ) -> Self: ...

class MistralModel(_Call5[outputs.BaseModelOutputWithPast[Tensor]], MistralPreTrainedModel):
    embed_tokens: Any
    layers: Any
    norm: Any

class MistralForCausalLM(_Call6[outputs.CausalLMOutputWithPast[Tensor]], MistralPreTrainedModel):
    model: MistralModel
    lm_head: Any

class MistralForSequenceClassification(_Call7[outputs.SequenceClassifierOutputWithPast[Tensor]], MistralPreTrainedModel):
    model: MistralModel
    score: Any

class MistralForTokenClassification(_Call7[outputs.TokenClassifierOutput[Tensor]], MistralPreTrainedModel):
    model: MistralModel
    score: Any

class MistralForQuestionAnswering(_Call8[outputs.QuestionAnsweringModelOutput[Tensor]], MistralPreTrainedModel):
    model: MistralModel
    qa_outputs: Any

class _MixtralOptions(keywords.MixtralKeywords, _Options, total=False): ...

class MixtralPreTrainedModel(PreTrainedModel):
    config: MixtralConfig
    config_class: ClassVar[type[MixtralConfig]]
    def __init__(self, config: MixtralConfig, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str] | None, *args: Any,
        output_loading_info: Literal[True], **kwargs: Unpack[_MixtralOptions]
    ) -> tuple[Self, LoadReport]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str] | None, *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_MixtralOptions]
    ) -> Self: ...

class MixtralModel(_Call60[outputs.BaseModelOutputWithPast[Tensor]], MixtralPreTrainedModel):
    embed_tokens: Any
    layers: Any
    norm: Any

class MixtralForCausalLM(_Call61[outputs.MoeCausalLMOutputWithPast[Tensor]], MixtralPreTrainedModel):
    model: MixtralModel
    lm_head: Any

class MixtralForSequenceClassification(_Call7[outputs.SequenceClassifierOutputWithPast[Tensor]], MixtralPreTrainedModel):
    model: MixtralModel
    score: Any

class MixtralForTokenClassification(_Call7[outputs.TokenClassifierOutput[Tensor]], MixtralPreTrainedModel):
    model: MixtralModel
    score: Any

class MixtralForQuestionAnswering(_Call8[outputs.QuestionAnsweringModelOutput[Tensor]], MixtralPreTrainedModel):
    model: MixtralModel
    qa_outputs: Any

class _ModernBertOptions(keywords.ModernBertKeywords, _Options, total=False): ...

class ModernBertPreTrainedModel(PreTrainedModel):
    config: ModernBertConfig
    config_class: ClassVar[type[ModernBertConfig]]
    def __init__(self, config: ModernBertConfig, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str] | None, *args: Any,
        output_loading_info: Literal[True], **kwargs: Unpack[_ModernBertOptions]
    ) -> tuple[Self, LoadReport]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str] | None, *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_ModernBertOptions]
    ) -> Self: ...

class ModernBertModel(_Call45[outputs.BaseModelOutput[Tensor]], ModernBertPreTrainedModel):
    embeddings: Any
    layers: Any
    final_norm: Any

class ModernBertForMaskedLM(_Call46[outputs.MaskedLMOutput[Tensor]], ModernBertPreTrainedModel):
    model: ModernBertModel
    head: Any
    decoder: Any

class ModernBertForSequenceClassification(_Call46[outputs.SequenceClassifierOutput[Tensor]], ModernBertPreTrainedModel):
    model: ModernBertModel
    head: Any
    classifier: Any

class ModernBertForTokenClassification(_Call46[outputs.TokenClassifierOutput[Tensor]], ModernBertPreTrainedModel):
    model: ModernBertModel
    head: Any
    classifier: Any

class ModernBertForQuestionAnswering(_Call8[outputs.QuestionAnsweringModelOutput[Tensor]], ModernBertPreTrainedModel):
    model: ModernBertModel
    head: Any
    classifier: Any

class ModernBertForMultipleChoice(_Call46[outputs.MultipleChoiceModelOutput[Tensor]], ModernBertPreTrainedModel):
    model: ModernBertModel
    head: Any
    classifier: Any

class _MptOptions(keywords.MptKeywords, _Options, total=False): ...

class MptPreTrainedModel(PreTrainedModel):
    config: MptConfig
    config_class: ClassVar[type[MptConfig]]
    def __init__(self, config: MptConfig, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str] | None, *args: Any,
        output_loading_info: Literal[True], **kwargs: Unpack[_MptOptions]
    ) -> tuple[Self, LoadReport]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str] | None, *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_MptOptions]
    ) -> Self: ...

class MptModel(_Call67[outputs.BaseModelOutputWithPast[Tensor]], MptPreTrainedModel):
    wte: Any
    blocks: Any
    norm_f: Any

class MptForCausalLM(_Call68[outputs.CausalLMOutputWithPast[Tensor]], MptPreTrainedModel):
    transformer: MptModel
    lm_head: Any

class MptForSequenceClassification(_Call69[outputs.SequenceClassifierOutputWithPast[Tensor]], MptPreTrainedModel):
    transformer: MptModel
    score: Any

class MptForTokenClassification(_Call69[outputs.TokenClassifierOutput[Tensor]], MptPreTrainedModel):
    transformer: MptModel
    classifier: Any

class MptForQuestionAnswering(_Call70[outputs.QuestionAnsweringModelOutput[Tensor]], MptPreTrainedModel):
    transformer: MptModel
    qa_outputs: Any

class _NemotronOptions(keywords.NemotronKeywords, _Options, total=False): ...

class NemotronPreTrainedModel(PreTrainedModel):
    config: NemotronConfig
    config_class: ClassVar[type[NemotronConfig]]
    def __init__(self, config: NemotronConfig, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str] | None, *args: Any,
        output_loading_info: Literal[True], **kwargs: Unpack[_NemotronOptions]
    ) -> tuple[Self, LoadReport]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str] | None, *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_NemotronOptions]
    ) -> Self: ...

class NemotronModel(_Call5[outputs.BaseModelOutputWithPast[Tensor]], NemotronPreTrainedModel):
    embed_tokens: Any
    layers: Any
    norm: Any

class NemotronForCausalLM(_Call6[outputs.CausalLMOutputWithPast[Tensor]], NemotronPreTrainedModel):
    model: NemotronModel
    lm_head: Any

class NemotronForSequenceClassification(_Call7[outputs.SequenceClassifierOutputWithPast[Tensor]], NemotronPreTrainedModel):
    model: NemotronModel
    score: Any

class NemotronForTokenClassification(_Call7[outputs.TokenClassifierOutput[Tensor]], NemotronPreTrainedModel):
    model: NemotronModel
    score: Any

class NemotronForQuestionAnswering(_Call8[outputs.QuestionAnsweringModelOutput[Tensor]], NemotronPreTrainedModel):
    transformer: Any
    qa_outputs: Any

class _NomicBertOptions(keywords.NomicBertKeywords, _Options, total=False): ...

class NomicBertPreTrainedModel(PreTrainedModel):
    config: NomicBertConfig
    config_class: ClassVar[type[NomicBertConfig]]
    def __init__(self, config: NomicBertConfig, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str] | None, *args: Any,
        output_loading_info: Literal[True], **kwargs: Unpack[_NomicBertOptions]
    ) -> tuple[Self, LoadReport]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str] | None, *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_NomicBertOptions]
    ) -> Self: ...

class NomicBertModel(_Call31[outputs.BaseModelOutputWithPooling[Tensor]], NomicBertPreTrainedModel):
    embeddings: Any
    emb_ln: Any
    encoder: Any

class NomicBertForMaskedLM(_Call32[outputs.MaskedLMOutput[Tensor]], NomicBertPreTrainedModel):
    nomic_bert: NomicBertModel
    cls: Any

class NomicBertForSequenceClassification(_Call32[outputs.SequenceClassifierOutput[Tensor]], NomicBertPreTrainedModel):
    nomic_bert: NomicBertModel
    classifier: Any

class NomicBertForTokenClassification(_Call32[outputs.TokenClassifierOutput[Tensor]], NomicBertPreTrainedModel):
    nomic_bert: NomicBertModel
    classifier: Any

class _OPTOptions(keywords.OPTKeywords, _Options, total=False): ...

class OPTPreTrainedModel(PreTrainedModel):
    config: OPTConfig
    config_class: ClassVar[type[OPTConfig]]
    def __init__(self, config: OPTConfig, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str] | None, *args: Any,
        output_loading_info: Literal[True], **kwargs: Unpack[_OPTOptions]
    ) -> tuple[Self, LoadReport]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str] | None, *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_OPTOptions]
    ) -> Self: ...

class OPTModel(_Call71[outputs.BaseModelOutputWithPast[Tensor]], OPTPreTrainedModel):
    decoder: Any

class OPTForCausalLM(_Call72[outputs.CausalLMOutputWithPast[Tensor]], OPTPreTrainedModel):
    model: OPTModel
    lm_head: Any

class OPTForSequenceClassification(_Call73[outputs.SequenceClassifierOutputWithPast[Tensor]], OPTPreTrainedModel):
    model: OPTModel
    score: Any

class OPTForQuestionAnswering(_Call74[outputs.QuestionAnsweringModelOutput[Tensor]], OPTPreTrainedModel):
    model: OPTModel
    qa_outputs: Any

class _OlmoOptions(keywords.OlmoKeywords, _Options, total=False): ...

class OlmoPreTrainedModel(PreTrainedModel):
    config: OlmoConfig
    config_class: ClassVar[type[OlmoConfig]]
    def __init__(self, config: OlmoConfig, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str] | None, *args: Any,
        output_loading_info: Literal[True], **kwargs: Unpack[_OlmoOptions]
    ) -> tuple[Self, LoadReport]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str] | None, *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_OlmoOptions]
    ) -> Self: ...

class OlmoModel(_Call5[outputs.BaseModelOutputWithPast[Tensor]], OlmoPreTrainedModel):
    embed_tokens: Any
    layers: Any

class OlmoForCausalLM(_Call6[outputs.CausalLMOutputWithPast[Tensor]], OlmoPreTrainedModel):
    model: OlmoModel
    lm_head: Any

class OlmoForSequenceClassification(_Call7[outputs.SequenceClassifierOutputWithPast[Tensor]], OlmoPreTrainedModel):
    model: OlmoModel
    score: Any

class _Olmo2Options(keywords.Olmo2Keywords, _Options, total=False): ...

class Olmo2PreTrainedModel(PreTrainedModel):
    config: Olmo2Config
    config_class: ClassVar[type[Olmo2Config]]
    def __init__(self, config: Olmo2Config, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str] | None, *args: Any,
        output_loading_info: Literal[True], **kwargs: Unpack[_Olmo2Options]
    ) -> tuple[Self, LoadReport]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str] | None, *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_Olmo2Options]
    ) -> Self: ...

class Olmo2Model(_Call5[outputs.BaseModelOutputWithPast[Tensor]], Olmo2PreTrainedModel):
    embed_tokens: Any
    layers: Any
    norm: Any

class Olmo2ForCausalLM(_Call6[outputs.CausalLMOutputWithPast[Tensor]], Olmo2PreTrainedModel):
    model: Olmo2Model
    lm_head: Any

class Olmo2ForSequenceClassification(_Call7[outputs.SequenceClassifierOutputWithPast[Tensor]], Olmo2PreTrainedModel):
    model: Olmo2Model
    score: Any

class _Olmo3Options(keywords.Olmo3Keywords, _Options, total=False): ...

class Olmo3PreTrainedModel(PreTrainedModel):
    config: Olmo3Config
    config_class: ClassVar[type[Olmo3Config]]
    def __init__(self, config: Olmo3Config, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str] | None, *args: Any,
        output_loading_info: Literal[True], **kwargs: Unpack[_Olmo3Options]
    ) -> tuple[Self, LoadReport]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str] | None, *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_Olmo3Options]
    ) -> Self: ...

class Olmo3Model(_Call5[outputs.BaseModelOutputWithPast[Tensor]], Olmo3PreTrainedModel):
    embed_tokens: Any
    layers: Any
    norm: Any

class Olmo3ForCausalLM(_Call6[outputs.CausalLMOutputWithPast[Tensor]], Olmo3PreTrainedModel):
    model: Olmo3Model
    lm_head: Any

class Olmo3ForSequenceClassification(_Call7[outputs.SequenceClassifierOutputWithPast[Tensor]], Olmo3PreTrainedModel):
    model: Olmo3Model
    score: Any

class _OlmoeOptions(keywords.OlmoeKeywords, _Options, total=False): ...

class OlmoePreTrainedModel(PreTrainedModel):
    config: OlmoeConfig
    config_class: ClassVar[type[OlmoeConfig]]
    def __init__(self, config: OlmoeConfig, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str] | None, *args: Any,
        output_loading_info: Literal[True], **kwargs: Unpack[_OlmoeOptions]
    ) -> tuple[Self, LoadReport]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str] | None, *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_OlmoeOptions]
    ) -> Self: ...

class OlmoeModel(_Call60[outputs.BaseModelOutputWithPast[Tensor]], OlmoePreTrainedModel):
    embed_tokens: Any
    layers: Any
    norm: Any

class OlmoeForCausalLM(_Call61[outputs.MoeCausalLMOutputWithPast[Tensor]], OlmoePreTrainedModel):
    model: OlmoeModel
    lm_head: Any

class _OpenAIGPTOptions(keywords.OpenAIGPTKeywords, _Options, total=False): ...

class OpenAIGPTPreTrainedModel(PreTrainedModel):
    config: OpenAIGPTConfig
    config_class: ClassVar[type[OpenAIGPTConfig]]
    def __init__(self, config: OpenAIGPTConfig, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str] | None, *args: Any,
        output_loading_info: Literal[True], **kwargs: Unpack[_OpenAIGPTOptions]
    ) -> tuple[Self, LoadReport]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str] | None, *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_OpenAIGPTOptions]
    ) -> Self: ...

class OpenAIGPTModel(_Call75[outputs.BaseModelOutputWithPast[Tensor]], OpenAIGPTPreTrainedModel):
    tokens_embed: Any
    positions_embed: Any
    h: Any

class OpenAIGPTLMHeadModel(_Call76[outputs.CausalLMOutputWithPast[Tensor]], OpenAIGPTPreTrainedModel):
    transformer: OpenAIGPTModel
    lm_head: Any

class OpenAIGPTForSequenceClassification(_Call77[outputs.SequenceClassifierOutputWithPast[Tensor]], OpenAIGPTPreTrainedModel):
    transformer: OpenAIGPTModel
    score: Any

class OpenAIGPTDoubleHeadsModel(_Call78[outputs.GPT2DoubleHeadsModelOutput[Tensor]], OpenAIGPTPreTrainedModel):
    transformer: OpenAIGPTModel
    lm_head: Any
    multiple_choice_head: Any

class _PLBartOptions(keywords.PLBartKeywords, _Options, total=False): ...

class PLBartPreTrainedModel(PreTrainedModel):
    config: PLBartConfig
    config_class: ClassVar[type[PLBartConfig]]
    def __init__(self, config: PLBartConfig, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str] | None, *args: Any,
        output_loading_info: Literal[True], **kwargs: Unpack[_PLBartOptions]
    ) -> tuple[Self, LoadReport]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str] | None, *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_PLBartOptions]
    ) -> Self: ...

class PLBartModel(_Call9[outputs.Seq2SeqModelOutput[Tensor]], PLBartPreTrainedModel):
    shared: Any
    encoder: Any
    decoder: Any

class PLBartForConditionalGeneration(_Call10[outputs.Seq2SeqLMOutput[Tensor]], PLBartPreTrainedModel):
    model: PLBartModel
    lm_head: Any

class PLBartForSequenceClassification(_Call11[outputs.Seq2SeqSequenceClassifierOutput[Tensor]], PLBartPreTrainedModel):
    model: PLBartModel
    classification_head: Any

class PLBartForCausalLM(_Call13[outputs.CausalLMOutputWithCrossAttentions[Tensor]], PLBartPreTrainedModel):
    model: PLBartModel
    lm_head: Any

class _PegasusOptions(keywords.PegasusKeywords, _Options, total=False): ...

class PegasusPreTrainedModel(PreTrainedModel):
    config: PegasusConfig
    config_class: ClassVar[type[PegasusConfig]]
    def __init__(self, config: PegasusConfig, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str] | None, *args: Any,
        output_loading_info: Literal[True], **kwargs: Unpack[_PegasusOptions]
    ) -> tuple[Self, LoadReport]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str] | None, *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_PegasusOptions]
    ) -> Self: ...

class PegasusModel(_Call9[outputs.Seq2SeqModelOutput[Tensor]], PegasusPreTrainedModel):
    shared: Any
    encoder: Any
    decoder: Any

class PegasusForConditionalGeneration(_Call10[outputs.Seq2SeqLMOutput[Tensor]], PegasusPreTrainedModel):
    model: PegasusModel
    lm_head: Any

class PegasusForCausalLM(_Call13[outputs.CausalLMOutputWithCrossAttentions[Tensor]], PegasusPreTrainedModel):
    model: PegasusModel
    lm_head: Any

class _PhiOptions(keywords.PhiKeywords, _Options, total=False): ...

class PhiPreTrainedModel(PreTrainedModel):
    config: PhiConfig
    config_class: ClassVar[type[PhiConfig]]
    def __init__(self, config: PhiConfig, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str] | None, *args: Any,
        output_loading_info: Literal[True], **kwargs: Unpack[_PhiOptions]
    ) -> tuple[Self, LoadReport]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str] | None, *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_PhiOptions]
    ) -> Self: ...

class PhiModel(_Call5[outputs.BaseModelOutputWithPast[Tensor]], PhiPreTrainedModel):
    embed_tokens: Any
    layers: Any
    final_layernorm: Any

class PhiForCausalLM(_Call6[outputs.CausalLMOutputWithPast[Tensor]], PhiPreTrainedModel):
    model: PhiModel
    lm_head: Any

class PhiForSequenceClassification(_Call7[outputs.SequenceClassifierOutputWithPast[Tensor]], PhiPreTrainedModel):
    model: PhiModel
    score: Any

class PhiForTokenClassification(_Call79[outputs.TokenClassifierOutput[Tensor]], PhiPreTrainedModel):
    model: PhiModel
    score: Any

class _Phi3Options(keywords.Phi3Keywords, _Options, total=False): ...

class Phi3PreTrainedModel(PreTrainedModel):
    config: Phi3Config
    config_class: ClassVar[type[Phi3Config]]
    def __init__(self, config: Phi3Config, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str] | None, *args: Any,
        output_loading_info: Literal[True], **kwargs: Unpack[_Phi3Options]
    ) -> tuple[Self, LoadReport]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str] | None, *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_Phi3Options]
    ) -> Self: ...

class Phi3Model(_Call5[outputs.BaseModelOutputWithPast[Tensor]], Phi3PreTrainedModel):
    embed_tokens: Any
    layers: Any
    norm: Any

class Phi3ForCausalLM(_Call6[outputs.CausalLMOutputWithPast[Tensor]], Phi3PreTrainedModel):
    model: Phi3Model
    lm_head: Any

class Phi3ForSequenceClassification(_Call7[outputs.SequenceClassifierOutputWithPast[Tensor]], Phi3PreTrainedModel):
    model: Phi3Model
    score: Any

class Phi3ForTokenClassification(_Call7[outputs.TokenClassifierOutput[Tensor]], Phi3PreTrainedModel):
    model: Phi3Model
    score: Any

class _Qwen2Options(keywords.Qwen2Keywords, _Options, total=False): ...

class Qwen2PreTrainedModel(PreTrainedModel):
    config: Qwen2Config
    config_class: ClassVar[type[Qwen2Config]]
    def __init__(self, config: Qwen2Config, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str] | None, *args: Any,
        output_loading_info: Literal[True], **kwargs: Unpack[_Qwen2Options]
    ) -> tuple[Self, LoadReport]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str] | None, *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_Qwen2Options]
    ) -> Self: ...

class Qwen2Model(_Call5[outputs.BaseModelOutputWithPast[Tensor]], Qwen2PreTrainedModel):
    embed_tokens: Any
    layers: Any
    norm: Any

class Qwen2ForCausalLM(_Call6[outputs.CausalLMOutputWithPast[Tensor]], Qwen2PreTrainedModel):
    model: Qwen2Model
    lm_head: Any

class Qwen2ForSequenceClassification(_Call7[outputs.SequenceClassifierOutputWithPast[Tensor]], Qwen2PreTrainedModel):
    model: Qwen2Model
    score: Any

class Qwen2ForTokenClassification(_Call7[outputs.TokenClassifierOutput[Tensor]], Qwen2PreTrainedModel):
    model: Qwen2Model
    score: Any

class Qwen2ForQuestionAnswering(_Call8[outputs.QuestionAnsweringModelOutput[Tensor]], Qwen2PreTrainedModel):
    transformer: Any
    qa_outputs: Any

class _Qwen2MoeOptions(keywords.Qwen2MoeKeywords, _Options, total=False): ...

class Qwen2MoePreTrainedModel(PreTrainedModel):
    config: Qwen2MoeConfig
    config_class: ClassVar[type[Qwen2MoeConfig]]
    def __init__(self, config: Qwen2MoeConfig, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str] | None, *args: Any,
        output_loading_info: Literal[True], **kwargs: Unpack[_Qwen2MoeOptions]
    ) -> tuple[Self, LoadReport]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str] | None, *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_Qwen2MoeOptions]
    ) -> Self: ...

class Qwen2MoeModel(_Call60[outputs.BaseModelOutputWithPast[Tensor]], Qwen2MoePreTrainedModel):
    embed_tokens: Any
    layers: Any
    norm: Any

class Qwen2MoeForCausalLM(_Call61[outputs.MoeCausalLMOutputWithPast[Tensor]], Qwen2MoePreTrainedModel):
    model: Qwen2MoeModel
    lm_head: Any

class Qwen2MoeForSequenceClassification(_Call7[outputs.SequenceClassifierOutputWithPast[Tensor]], Qwen2MoePreTrainedModel):
    model: Qwen2MoeModel
    score: Any

class Qwen2MoeForTokenClassification(_Call7[outputs.TokenClassifierOutput[Tensor]], Qwen2MoePreTrainedModel):
    model: Qwen2MoeModel
    score: Any

class Qwen2MoeForQuestionAnswering(_Call8[outputs.QuestionAnsweringModelOutput[Tensor]], Qwen2MoePreTrainedModel):
    model: Qwen2MoeModel
    qa_outputs: Any

class _Qwen3Options(keywords.Qwen3Keywords, _Options, total=False): ...

class Qwen3PreTrainedModel(PreTrainedModel):
    config: Qwen3Config
    config_class: ClassVar[type[Qwen3Config]]
    def __init__(self, config: Qwen3Config, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str] | None, *args: Any,
        output_loading_info: Literal[True], **kwargs: Unpack[_Qwen3Options]
    ) -> tuple[Self, LoadReport]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str] | None, *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_Qwen3Options]
    ) -> Self: ...

class Qwen3Model(_Call5[outputs.BaseModelOutputWithPast[Tensor]], Qwen3PreTrainedModel):
    embed_tokens: Any
    layers: Any
    norm: Any

class Qwen3ForCausalLM(_Call6[outputs.CausalLMOutputWithPast[Tensor]], Qwen3PreTrainedModel):
    model: Qwen3Model
    lm_head: Any

class Qwen3ForSequenceClassification(_Call7[outputs.SequenceClassifierOutputWithPast[Tensor]], Qwen3PreTrainedModel):
    model: Qwen3Model
    score: Any

class Qwen3ForTokenClassification(_Call7[outputs.TokenClassifierOutput[Tensor]], Qwen3PreTrainedModel):
    model: Qwen3Model
    score: Any

class Qwen3ForQuestionAnswering(_Call8[outputs.QuestionAnsweringModelOutput[Tensor]], Qwen3PreTrainedModel):
    transformer: Any
    qa_outputs: Any

class _Qwen3MoeOptions(keywords.Qwen3MoeKeywords, _Options, total=False): ...

class Qwen3MoePreTrainedModel(PreTrainedModel):
    config: Qwen3MoeConfig
    config_class: ClassVar[type[Qwen3MoeConfig]]
    def __init__(self, config: Qwen3MoeConfig, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str] | None, *args: Any,
        output_loading_info: Literal[True], **kwargs: Unpack[_Qwen3MoeOptions]
    ) -> tuple[Self, LoadReport]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str] | None, *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_Qwen3MoeOptions]
    ) -> Self: ...

class Qwen3MoeModel(_Call60[outputs.BaseModelOutputWithPast[Tensor]], Qwen3MoePreTrainedModel):
    embed_tokens: Any
    layers: Any
    norm: Any

class Qwen3MoeForCausalLM(_Call61[outputs.MoeCausalLMOutputWithPast[Tensor]], Qwen3MoePreTrainedModel):
    model: Qwen3MoeModel
    lm_head: Any

class Qwen3MoeForSequenceClassification(_Call7[outputs.SequenceClassifierOutputWithPast[Tensor]], Qwen3MoePreTrainedModel):
    model: Qwen3MoeModel
    score: Any

class Qwen3MoeForTokenClassification(_Call7[outputs.TokenClassifierOutput[Tensor]], Qwen3MoePreTrainedModel):
    model: Qwen3MoeModel
    score: Any

class Qwen3MoeForQuestionAnswering(_Call8[outputs.QuestionAnsweringModelOutput[Tensor]], Qwen3MoePreTrainedModel):
    transformer: Any
    qa_outputs: Any

class _RemBertOptions(keywords.RemBertKeywords, _Options, total=False): ...

class RemBertPreTrainedModel(PreTrainedModel):
    config: RemBertConfig
    config_class: ClassVar[type[RemBertConfig]]
    def __init__(self, config: RemBertConfig, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str] | None, *args: Any,
        output_loading_info: Literal[True], **kwargs: Unpack[_RemBertOptions]
    ) -> tuple[Self, LoadReport]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str] | None, *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_RemBertOptions]
    ) -> Self: ...

class RemBertModel(_Call17[outputs.BaseModelOutputWithPooling[Tensor]], RemBertPreTrainedModel):
    embeddings: Any
    encoder: Any
    pooler: Any

class RemBertForCausalLM(_Call80[outputs.CausalLMOutputWithCrossAttentions[Tensor]], RemBertPreTrainedModel):
    rembert: RemBertModel
    cls: Any

class RemBertForMaskedLM(_Call20[outputs.MaskedLMOutput[Tensor]], RemBertPreTrainedModel):
    rembert: RemBertModel
    cls: Any

class RemBertForSequenceClassification(_Call3[outputs.SequenceClassifierOutput[Tensor]], RemBertPreTrainedModel):
    rembert: RemBertModel
    classifier: Any

class RemBertForTokenClassification(_Call3[outputs.TokenClassifierOutput[Tensor]], RemBertPreTrainedModel):
    rembert: RemBertModel
    classifier: Any

class RemBertForQuestionAnswering(_Call4[outputs.QuestionAnsweringModelOutput[Tensor]], RemBertPreTrainedModel):
    rembert: RemBertModel
    qa_outputs: Any

class RemBertForMultipleChoice(_Call3[outputs.MultipleChoiceModelOutput[Tensor]], RemBertPreTrainedModel):
    rembert: RemBertModel
    classifier: Any

class _RoFormerOptions(keywords.RoFormerKeywords, _Options, total=False): ...

class RoFormerPreTrainedModel(PreTrainedModel):
    config: RoFormerConfig
    config_class: ClassVar[type[RoFormerConfig]]
    def __init__(self, config: RoFormerConfig, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str] | None, *args: Any,
        output_loading_info: Literal[True], **kwargs: Unpack[_RoFormerOptions]
    ) -> tuple[Self, LoadReport]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str] | None, *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_RoFormerOptions]
    ) -> Self: ...

class RoFormerModel(_Call81[outputs.BaseModelOutput[Tensor]], RoFormerPreTrainedModel):
    embeddings: Any
    encoder: Any

class RoFormerForCausalLM(_Call82[outputs.CausalLMOutputWithCrossAttentions[Tensor]], RoFormerPreTrainedModel):
    roformer: RoFormerModel
    cls: Any

class RoFormerForMaskedLM(_Call83[outputs.MaskedLMOutput[Tensor]], RoFormerPreTrainedModel):
    roformer: RoFormerModel
    cls: Any

class RoFormerForSequenceClassification(_Call84[outputs.SequenceClassifierOutput[Tensor]], RoFormerPreTrainedModel):
    roformer: RoFormerModel
    classifier: Any

class RoFormerForTokenClassification(_Call84[outputs.TokenClassifierOutput[Tensor]], RoFormerPreTrainedModel):
    roformer: RoFormerModel
    classifier: Any

class RoFormerForQuestionAnswering(_Call85[outputs.QuestionAnsweringModelOutput[Tensor]], RoFormerPreTrainedModel):
    roformer: RoFormerModel
    qa_outputs: Any

class RoFormerForMultipleChoice(_Call84[outputs.MultipleChoiceModelOutput[Tensor]], RoFormerPreTrainedModel):
    roformer: RoFormerModel
    classifier: Any

class _RobertaOptions(keywords.RobertaKeywords, _Options, total=False): ...

class RobertaPreTrainedModel(PreTrainedModel):
    config: RobertaConfig
    config_class: ClassVar[type[RobertaConfig]]
    def __init__(self, config: RobertaConfig, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str] | None, *args: Any,
        output_loading_info: Literal[True], **kwargs: Unpack[_RobertaOptions]
    ) -> tuple[Self, LoadReport]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str] | None, *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_RobertaOptions]
    ) -> Self: ...

class RobertaModel(_Call17[outputs.BaseModelOutputWithPooling[Tensor]], RobertaPreTrainedModel):
    embeddings: Any
    encoder: Any
    pooler: Any

class RobertaForCausalLM(_Call19[outputs.CausalLMOutputWithCrossAttentions[Tensor]], RobertaPreTrainedModel):
    roberta: RobertaModel
    lm_head: Any

class RobertaForMaskedLM(_Call20[outputs.MaskedLMOutput[Tensor]], RobertaPreTrainedModel):
    roberta: RobertaModel
    lm_head: Any

class RobertaForSequenceClassification(_Call3[outputs.SequenceClassifierOutput[Tensor]], RobertaPreTrainedModel):
    roberta: RobertaModel
    classifier: Any

class RobertaForTokenClassification(_Call3[outputs.TokenClassifierOutput[Tensor]], RobertaPreTrainedModel):
    roberta: RobertaModel
    classifier: Any

class RobertaForQuestionAnswering(_Call4[outputs.QuestionAnsweringModelOutput[Tensor]], RobertaPreTrainedModel):
    roberta: RobertaModel
    qa_outputs: Any

class RobertaForMultipleChoice(_Call26[outputs.MultipleChoiceModelOutput[Tensor]], RobertaPreTrainedModel):
    roberta: RobertaModel
    classifier: Any

class _RobertaPreLayerNormOptions(keywords.RobertaPreLayerNormKeywords, _Options, total=False): ...

class RobertaPreLayerNormPreTrainedModel(PreTrainedModel):
    config: RobertaPreLayerNormConfig
    config_class: ClassVar[type[RobertaPreLayerNormConfig]]
    def __init__(self, config: RobertaPreLayerNormConfig, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str] | None, *args: Any,
        output_loading_info: Literal[True], **kwargs: Unpack[_RobertaPreLayerNormOptions]
    ) -> tuple[Self, LoadReport]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str] | None, *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_RobertaPreLayerNormOptions]
    ) -> Self: ...

class RobertaPreLayerNormModel(_Call17[outputs.BaseModelOutputWithPooling[Tensor]], RobertaPreLayerNormPreTrainedModel):
    embeddings: Any
    encoder: Any
    LayerNorm: Any
    pooler: Any

class RobertaPreLayerNormForCausalLM(_Call19[outputs.CausalLMOutputWithCrossAttentions[Tensor]], RobertaPreLayerNormPreTrainedModel):
    roberta_prelayernorm: RobertaPreLayerNormModel
    lm_head: Any

class RobertaPreLayerNormForMaskedLM(_Call20[outputs.MaskedLMOutput[Tensor]], RobertaPreLayerNormPreTrainedModel):
    roberta_prelayernorm: RobertaPreLayerNormModel
    lm_head: Any

class RobertaPreLayerNormForSequenceClassification(_Call3[outputs.SequenceClassifierOutput[Tensor]], RobertaPreLayerNormPreTrainedModel):
    roberta_prelayernorm: RobertaPreLayerNormModel
    classifier: Any

class RobertaPreLayerNormForTokenClassification(_Call3[outputs.TokenClassifierOutput[Tensor]], RobertaPreLayerNormPreTrainedModel):
    roberta_prelayernorm: RobertaPreLayerNormModel
    classifier: Any

class RobertaPreLayerNormForQuestionAnswering(_Call4[outputs.QuestionAnsweringModelOutput[Tensor]], RobertaPreLayerNormPreTrainedModel):
    roberta_prelayernorm: RobertaPreLayerNormModel
    qa_outputs: Any

class RobertaPreLayerNormForMultipleChoice(_Call26[outputs.MultipleChoiceModelOutput[Tensor]], RobertaPreLayerNormPreTrainedModel):
    roberta_prelayernorm: RobertaPreLayerNormModel
    classifier: Any

class _SeedOssOptions(keywords.SeedOssKeywords, _Options, total=False): ...

class SeedOssPreTrainedModel(PreTrainedModel):
    config: SeedOssConfig
    config_class: ClassVar[type[SeedOssConfig]]
    def __init__(self, config: SeedOssConfig, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str] | None, *args: Any,
        output_loading_info: Literal[True], **kwargs: Unpack[_SeedOssOptions]
    ) -> tuple[Self, LoadReport]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str] | None, *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_SeedOssOptions]
    ) -> Self: ...

class SeedOssModel(_Call5[outputs.BaseModelOutputWithPast[Tensor]], SeedOssPreTrainedModel):
    embed_tokens: Any
    layers: Any
    norm: Any

class SeedOssForCausalLM(_Call6[outputs.CausalLMOutputWithPast[Tensor]], SeedOssPreTrainedModel):
    model: SeedOssModel
    lm_head: Any

class SeedOssForSequenceClassification(_Call7[outputs.SequenceClassifierOutputWithPast[Tensor]], SeedOssPreTrainedModel):
    model: SeedOssModel
    score: Any

class SeedOssForTokenClassification(_Call7[outputs.TokenClassifierOutput[Tensor]], SeedOssPreTrainedModel):
    model: SeedOssModel
    score: Any

class SeedOssForQuestionAnswering(_Call8[outputs.QuestionAnsweringModelOutput[Tensor]], SeedOssPreTrainedModel):
    transformer: Any
    qa_outputs: Any

class _SmolLM3Options(keywords.SmolLM3Keywords, _Options, total=False): ...

class SmolLM3PreTrainedModel(PreTrainedModel):
    config: SmolLM3Config
    config_class: ClassVar[type[SmolLM3Config]]
    def __init__(self, config: SmolLM3Config, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str] | None, *args: Any,
        output_loading_info: Literal[True], **kwargs: Unpack[_SmolLM3Options]
    ) -> tuple[Self, LoadReport]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str] | None, *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_SmolLM3Options]
    ) -> Self: ...

class SmolLM3Model(_Call5[outputs.BaseModelOutputWithPast[Tensor]], SmolLM3PreTrainedModel):
    embed_tokens: Any
    layers: Any
    norm: Any

class SmolLM3ForCausalLM(_Call6[outputs.CausalLMOutputWithPast[Tensor]], SmolLM3PreTrainedModel):
    model: SmolLM3Model
    lm_head: Any

class SmolLM3ForSequenceClassification(_Call7[outputs.SequenceClassifierOutputWithPast[Tensor]], SmolLM3PreTrainedModel):
    model: SmolLM3Model
    score: Any

class SmolLM3ForTokenClassification(_Call7[outputs.TokenClassifierOutput[Tensor]], SmolLM3PreTrainedModel):
    model: SmolLM3Model
    score: Any

class SmolLM3ForQuestionAnswering(_Call8[outputs.QuestionAnsweringModelOutput[Tensor]], SmolLM3PreTrainedModel):
    transformer: Any
    qa_outputs: Any

class _StableLmOptions(keywords.StableLmKeywords, _Options, total=False): ...

class StableLmPreTrainedModel(PreTrainedModel):
    config: StableLmConfig
    config_class: ClassVar[type[StableLmConfig]]
    def __init__(self, config: StableLmConfig, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str] | None, *args: Any,
        output_loading_info: Literal[True], **kwargs: Unpack[_StableLmOptions]
    ) -> tuple[Self, LoadReport]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str] | None, *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_StableLmOptions]
    ) -> Self: ...

class StableLmModel(_Call5[outputs.BaseModelOutputWithPast[Tensor]], StableLmPreTrainedModel):
    embed_tokens: Any
    layers: Any
    norm: Any

class StableLmForCausalLM(_Call6[outputs.CausalLMOutputWithPast[Tensor]], StableLmPreTrainedModel):
    model: StableLmModel
    lm_head: Any

class StableLmForSequenceClassification(_Call7[outputs.SequenceClassifierOutputWithPast[Tensor]], StableLmPreTrainedModel):
    model: StableLmModel
    score: Any

class StableLmForTokenClassification(_Call7[outputs.TokenClassifierOutput[Tensor]], StableLmPreTrainedModel):
    model: StableLmModel
    score: Any

class _Starcoder2Options(keywords.Starcoder2Keywords, _Options, total=False): ...

class Starcoder2PreTrainedModel(PreTrainedModel):
    config: Starcoder2Config
    config_class: ClassVar[type[Starcoder2Config]]
    def __init__(self, config: Starcoder2Config, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str] | None, *args: Any,
        output_loading_info: Literal[True], **kwargs: Unpack[_Starcoder2Options]
    ) -> tuple[Self, LoadReport]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str] | None, *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_Starcoder2Options]
    ) -> Self: ...

class Starcoder2Model(_Call5[outputs.BaseModelOutputWithPast[Tensor]], Starcoder2PreTrainedModel):
    embed_tokens: Any
    layers: Any
    norm: Any

class Starcoder2ForCausalLM(_Call6[outputs.CausalLMOutputWithPast[Tensor]], Starcoder2PreTrainedModel):
    model: Starcoder2Model
    lm_head: Any

class Starcoder2ForSequenceClassification(_Call7[outputs.SequenceClassifierOutputWithPast[Tensor]], Starcoder2PreTrainedModel):
    model: Starcoder2Model
    score: Any

class Starcoder2ForTokenClassification(_Call7[outputs.TokenClassifierOutput[Tensor]], Starcoder2PreTrainedModel):
    model: Starcoder2Model
    score: Any

class _T5Options(keywords.T5Keywords, _Options, total=False): ...

class T5PreTrainedModel(PreTrainedModel):
    config: T5Config
    config_class: ClassVar[type[T5Config]]
    def __init__(self, config: T5Config, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str] | None, *args: Any,
        output_loading_info: Literal[True], **kwargs: Unpack[_T5Options]
    ) -> tuple[Self, LoadReport]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str] | None, *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_T5Options]
    ) -> Self: ...

class T5Model(_Call9[outputs.Seq2SeqModelOutput[Tensor]], T5PreTrainedModel):
    shared: Any
    encoder: Any
    decoder: Any

class T5ForConditionalGeneration(_Call10[outputs.Seq2SeqLMOutput[Tensor]], T5PreTrainedModel):
    shared: Any
    encoder: Any
    decoder: Any
    lm_head: Any

class T5EncoderModel(_Call35[outputs.BaseModelOutput[Tensor]], T5PreTrainedModel):
    shared: Any
    encoder: Any

class T5ForQuestionAnswering(_Call12[outputs.Seq2SeqQuestionAnsweringModelOutput[Tensor]], T5PreTrainedModel):
    shared: Any
    encoder: Any
    decoder: Any
    qa_outputs: Any

class T5ForSequenceClassification(_Call11[outputs.Seq2SeqSequenceClassifierOutput[Tensor]], T5PreTrainedModel):
    transformer: Any
    classification_head: Any

class T5ForTokenClassification(_Call36[outputs.TokenClassifierOutput[Tensor]], T5PreTrainedModel):
    transformer: Any
    classifier: Any

class _UMT5Options(keywords.UMT5Keywords, _Options, total=False): ...

class UMT5PreTrainedModel(PreTrainedModel):
    config: UMT5Config
    config_class: ClassVar[type[UMT5Config]]
    def __init__(self, config: UMT5Config, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str] | None, *args: Any,
        output_loading_info: Literal[True], **kwargs: Unpack[_UMT5Options]
    ) -> tuple[Self, LoadReport]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str] | None, *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_UMT5Options]
    ) -> Self: ...

class UMT5Model(_Call9[outputs.Seq2SeqModelOutput[Tensor]], UMT5PreTrainedModel):
    shared: Any
    encoder: Any
    decoder: Any

class UMT5ForConditionalGeneration(_Call10[outputs.Seq2SeqLMOutput[Tensor]], UMT5PreTrainedModel):
    shared: Any
    encoder: Any
    decoder: Any
    lm_head: Any

class UMT5EncoderModel(_Call35[outputs.BaseModelOutput[Tensor]], UMT5PreTrainedModel):
    shared: Any
    encoder: Any

class UMT5ForQuestionAnswering(_Call12[outputs.Seq2SeqQuestionAnsweringModelOutput[Tensor]], UMT5PreTrainedModel):
    shared: Any
    encoder: Any
    decoder: Any
    qa_outputs: Any

class UMT5ForSequenceClassification(_Call11[outputs.Seq2SeqSequenceClassifierOutput[Tensor]], UMT5PreTrainedModel):
    transformer: Any
    classification_head: Any

class UMT5ForTokenClassification(_Call36[outputs.TokenClassifierOutput[Tensor]], UMT5PreTrainedModel):
    transformer: Any
    classifier: Any

class _ViTOptions(keywords.ViTKeywords, _Options, total=False): ...

class ViTPreTrainedModel(PreTrainedModel):
    config: ViTConfig
    config_class: ClassVar[type[ViTConfig]]
    def __init__(self, config: ViTConfig, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str] | None, *args: Any,
        output_loading_info: Literal[True], **kwargs: Unpack[_ViTOptions]
    ) -> tuple[Self, LoadReport]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str] | None, *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_ViTOptions]
    ) -> Self: ...

class ViTModel(_Call86[outputs.BaseModelOutputWithPooling[Tensor]], ViTPreTrainedModel):
    embeddings: Any
    encoder: Any
    layernorm: Any
    pooler: Any

class ViTForImageClassification(_Call87[outputs.ImageClassifierOutput[Tensor]], ViTPreTrainedModel):
    vit: ViTModel
    classifier: Any

class ViTForMaskedImageModeling(_Call86[outputs.MaskedImageModelingOutput[Tensor]], ViTPreTrainedModel):
    vit: ViTModel
    decoder: Any

class _ViTMSNOptions(keywords.ViTMSNKeywords, _Options, total=False): ...

class ViTMSNPreTrainedModel(PreTrainedModel):
    config: ViTMSNConfig
    config_class: ClassVar[type[ViTMSNConfig]]
    def __init__(self, config: ViTMSNConfig, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str] | None, *args: Any,
        output_loading_info: Literal[True], **kwargs: Unpack[_ViTMSNOptions]
    ) -> tuple[Self, LoadReport]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str] | None, *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_ViTMSNOptions]
    ) -> Self: ...

class ViTMSNModel(_Call86[outputs.BaseModelOutput[Tensor]], ViTMSNPreTrainedModel):
    embeddings: Any
    encoder: Any
    layernorm: Any

class ViTMSNForImageClassification(_Call87[outputs.ImageClassifierOutput[Tensor]], ViTMSNPreTrainedModel):
    vit: ViTMSNModel
    classifier: Any

class _WhisperOptions(keywords.WhisperKeywords, _Options, total=False): ...

class WhisperPreTrainedModel(PreTrainedModel):
    config: WhisperConfig
    config_class: ClassVar[type[WhisperConfig]]
    def __init__(self, config: WhisperConfig, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str] | None, *args: Any,
        output_loading_info: Literal[True], **kwargs: Unpack[_WhisperOptions]
    ) -> tuple[Self, LoadReport]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str] | None, *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_WhisperOptions]
    ) -> Self: ...

class WhisperModel(_Call88[outputs.Seq2SeqModelOutput[Tensor]], WhisperPreTrainedModel):
    encoder: Any
    decoder: Any

class WhisperForConditionalGeneration(_Call89[outputs.Seq2SeqLMOutput[Tensor]], WhisperPreTrainedModel):
    model: WhisperModel
    proj_out: Any

class _XGLMOptions(keywords.XGLMKeywords, _Options, total=False): ...

class XGLMPreTrainedModel(PreTrainedModel):
    config: XGLMConfig
    config_class: ClassVar[type[XGLMConfig]]
    def __init__(self, config: XGLMConfig, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str] | None, *args: Any,
        output_loading_info: Literal[True], **kwargs: Unpack[_XGLMOptions]
    ) -> tuple[Self, LoadReport]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str] | None, *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_XGLMOptions]
    ) -> Self: ...

class XGLMModel(_Call90[outputs.BaseModelOutputWithPast[Tensor]], XGLMPreTrainedModel):
    embed_tokens: Any
    layers: Any
    layer_norm: Any

class XGLMForCausalLM(_Call91[outputs.CausalLMOutputWithPast[Tensor]], XGLMPreTrainedModel):
    model: XGLMModel
    lm_head: Any

class _XLMRobertaOptions(keywords.XLMRobertaKeywords, _Options, total=False): ...

class XLMRobertaPreTrainedModel(PreTrainedModel):
    config: XLMRobertaConfig
    config_class: ClassVar[type[XLMRobertaConfig]]
    def __init__(self, config: XLMRobertaConfig, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str] | None, *args: Any,
        output_loading_info: Literal[True], **kwargs: Unpack[_XLMRobertaOptions]
    ) -> tuple[Self, LoadReport]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str] | None, *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_XLMRobertaOptions]
    ) -> Self: ...

class XLMRobertaModel(_Call17[outputs.BaseModelOutputWithPooling[Tensor]], XLMRobertaPreTrainedModel):
    embeddings: Any
    encoder: Any
    pooler: Any

class XLMRobertaForCausalLM(_Call19[outputs.CausalLMOutputWithCrossAttentions[Tensor]], XLMRobertaPreTrainedModel):
    roberta: XLMRobertaModel
    lm_head: Any

class XLMRobertaForMaskedLM(_Call20[outputs.MaskedLMOutput[Tensor]], XLMRobertaPreTrainedModel):
    roberta: XLMRobertaModel
    lm_head: Any

class XLMRobertaForSequenceClassification(_Call3[outputs.SequenceClassifierOutput[Tensor]], XLMRobertaPreTrainedModel):
    roberta: XLMRobertaModel
    classifier: Any

class XLMRobertaForTokenClassification(_Call3[outputs.TokenClassifierOutput[Tensor]], XLMRobertaPreTrainedModel):
    roberta: XLMRobertaModel
    classifier: Any

class XLMRobertaForQuestionAnswering(_Call4[outputs.QuestionAnsweringModelOutput[Tensor]], XLMRobertaPreTrainedModel):
    roberta: XLMRobertaModel
    qa_outputs: Any

class XLMRobertaForMultipleChoice(_Call26[outputs.MultipleChoiceModelOutput[Tensor]], XLMRobertaPreTrainedModel):
    roberta: XLMRobertaModel
    classifier: Any

class _XLMRobertaXLOptions(keywords.XLMRobertaXLKeywords, _Options, total=False): ...

class XLMRobertaXLPreTrainedModel(PreTrainedModel):
    config: XLMRobertaXLConfig
    config_class: ClassVar[type[XLMRobertaXLConfig]]
    def __init__(self, config: XLMRobertaXLConfig, *args: Any, **kwargs: Any) -> None: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str] | None, *args: Any,
        output_loading_info: Literal[True], **kwargs: Unpack[_XLMRobertaXLOptions]
    ) -> tuple[Self, LoadReport]: ...
    @overload
    @classmethod
    def from_pretrained(
        cls, pretrained_model_name_or_path: str | os.PathLike[str] | None, *args: Any,
        output_loading_info: Literal[False] = ..., **kwargs: Unpack[_XLMRobertaXLOptions]
    ) -> Self: ...

class XLMRobertaXLModel(_Call17[outputs.BaseModelOutputWithPooling[Tensor]], XLMRobertaXLPreTrainedModel):
    embeddings: Any
    encoder: Any
    pooler: Any

class XLMRobertaXLForCausalLM(_Call19[outputs.CausalLMOutputWithCrossAttentions[Tensor]], XLMRobertaXLPreTrainedModel):
    roberta: XLMRobertaXLModel
    lm_head: Any

class XLMRobertaXLForMaskedLM(_Call20[outputs.MaskedLMOutput[Tensor]], XLMRobertaXLPreTrainedModel):
    roberta: XLMRobertaXLModel
    lm_head: Any

class XLMRobertaXLForSequenceClassification(_Call3[outputs.SequenceClassifierOutput[Tensor]], XLMRobertaXLPreTrainedModel):
    roberta: XLMRobertaXLModel
    classifier: Any

class XLMRobertaXLForTokenClassification(_Call3[outputs.TokenClassifierOutput[Tensor]], XLMRobertaXLPreTrainedModel):
    roberta: XLMRobertaXLModel
    classifier: Any

class XLMRobertaXLForQuestionAnswering(_Call4[outputs.QuestionAnsweringModelOutput[Tensor]], XLMRobertaXLPreTrainedModel):
    roberta: XLMRobertaXLModel
    qa_outputs: Any

class XLMRobertaXLForMultipleChoice(_Call26[outputs.MultipleChoiceModelOutput[Tensor]], XLMRobertaXLPreTrainedModel):
    roberta: XLMRobertaXLModel
    classifier: Any

