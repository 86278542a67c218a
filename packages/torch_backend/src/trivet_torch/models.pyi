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
from trivet.families.text.bart import BartConfig
from trivet.families.text.bert import BertConfig
from trivet.families.text.blenderbot import BlenderbotConfig
from trivet.families.text.blenderbot_small import BlenderbotSmallConfig
from trivet.families.text.camembert import CamembertConfig
from trivet.families.text.distilbert import DistilBertConfig
from trivet.families.text.electra import ElectraConfig
from trivet.families.text.encoder_decoder import EncoderDecoderConfig
from trivet.families.text.ernie import ErnieConfig
from trivet.families.text.gpt2 import GPT2Config
from trivet.families.text.gemma2 import Gemma2Config
from trivet.families.text.layoutlm import LayoutLMConfig
from trivet.families.text.llama import LlamaConfig
from trivet.families.text.mbart import MBartConfig
from trivet.families.text.mpnet import MPNetConfig
from trivet.families.text.mt5 import MT5Config
from trivet.families.text.marian import MarianConfig
from trivet.families.text.megatron_bert import MegatronBertConfig
from trivet.families.text.mistral import MistralConfig
from trivet.families.text.plbart import PLBartConfig
from trivet.families.text.pegasus import PegasusConfig
from trivet.families.text.qwen2 import Qwen2Config
from trivet.families.text.qwen3 import Qwen3Config
from trivet.families.text.roberta import RobertaConfig
from trivet.families.text.roberta_prelayernorm import RobertaPreLayerNormConfig
from trivet.families.text.t5 import T5Config
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

class _Call6(Generic[Output]):
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

class _Call7(Generic[Output]):
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

class _Call8(Generic[Output]):
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

class _Call9(Generic[Output]):
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

class _Call10(Generic[Output]):
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

class _Call11(Generic[Output]):
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

class _Call12(Generic[Output]):
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

class _Call13(Generic[Output]):
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

class _Call14(Generic[Output]):
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

class _Call15(Generic[Output]):
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

class _Call16(Generic[Output]):
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

class _Call17(Generic[Output]):
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

class _Call18(Generic[Output]):
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

class _Call19(Generic[Output]):
    @overload
    def forward(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ...,
        decoder_input_ids: Tensor | None = ..., decoder_attention_mask: Tensor | None = ..., encoder_outputs: Any = ...,
        past_key_values: Any = ..., inputs_embeds: Tensor | None = ..., decoder_inputs_embeds: Tensor | None = ...,
        labels: Tensor | None = ..., use_cache: bool | None = ..., token_type_ids: Tensor | None = ...,
        position_ids: Tensor | None = ..., head_mask: Tensor | None = ..., decoder_token_type_ids: Tensor | None = ...,
        decoder_position_ids: Tensor | None = ..., decoder_head_mask: Tensor | None = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def forward(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ...,
        decoder_input_ids: Tensor | None = ..., decoder_attention_mask: Tensor | None = ..., encoder_outputs: Any = ...,
        past_key_values: Any = ..., inputs_embeds: Tensor | None = ..., decoder_inputs_embeds: Tensor | None = ...,
        labels: Tensor | None = ..., use_cache: bool | None = ..., token_type_ids: Tensor | None = ...,
        position_ids: Tensor | None = ..., head_mask: Tensor | None = ..., decoder_token_type_ids: Tensor | None = ...,
        decoder_position_ids: Tensor | None = ..., decoder_head_mask: Tensor | None = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., return_dict: bool | None = ...
    ) -> Output: ...
    @overload
    def __call__(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ...,
        decoder_input_ids: Tensor | None = ..., decoder_attention_mask: Tensor | None = ..., encoder_outputs: Any = ...,
        past_key_values: Any = ..., inputs_embeds: Tensor | None = ..., decoder_inputs_embeds: Tensor | None = ...,
        labels: Tensor | None = ..., use_cache: bool | None = ..., token_type_ids: Tensor | None = ...,
        position_ids: Tensor | None = ..., head_mask: Tensor | None = ..., decoder_token_type_ids: Tensor | None = ...,
        decoder_position_ids: Tensor | None = ..., decoder_head_mask: Tensor | None = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., *, return_dict: Literal[False]
    ) -> tuple[Any, ...]: ...
    @overload
    def __call__(
        self, input_ids: Tensor | None = ..., attention_mask: Tensor | None = ...,
        decoder_input_ids: Tensor | None = ..., decoder_attention_mask: Tensor | None = ..., encoder_outputs: Any = ...,
        past_key_values: Any = ..., inputs_embeds: Tensor | None = ..., decoder_inputs_embeds: Tensor | None = ...,
        labels: Tensor | None = ..., use_cache: bool | None = ..., token_type_ids: Tensor | None = ...,
        position_ids: Tensor | None = ..., head_mask: Tensor | None = ..., decoder_token_type_ids: Tensor | None = ...,
        decoder_position_ids: Tensor | None = ..., decoder_head_mask: Tensor | None = ...,
        output_attentions: bool | None = ..., output_hidden_states: bool | None = ..., return_dict: bool | None = ...
    ) -> Output: ...

class _Call20(Generic[Output]):
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

class _Call21(Generic[Output]):
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

class _Call22(Generic[Output]):
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

class _Call23(Generic[Output]):
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

class _Call24(Generic[Output]):
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

class _Call25(Generic[Output]):
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

class _Call26(Generic[Output]):
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

class _Call27(Generic[Output]):
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

class _Call28(Generic[Output]):
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

class _Call29(Generic[Output]):
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

class _Call30(Generic[Output]):
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

class _Call31(Generic[Output]):
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

class _Call32(Generic[Output]):
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

class _Call33(Generic[Output]):
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

class _Call34(Generic[Output]):
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

class _Call35(Generic[Output]):
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

class _Call36(Generic[Output]):
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

class _Call37(Generic[Output]):
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

class _Call38(Generic[Output]):
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

class _Call39(Generic[Output]):
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

class _Call40(Generic[Output]):
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

class BartModel(_Call5[outputs.Seq2SeqModelOutput[Tensor]], BartPreTrainedModel):
    shared: Any
    encoder: Any
    decoder: Any

class BartForConditionalGeneration(_Call6[outputs.Seq2SeqLMOutput[Tensor]], BartPreTrainedModel):
    model: BartModel
    lm_head: Any

class BartForSequenceClassification(_Call7[outputs.Seq2SeqSequenceClassifierOutput[Tensor]], BartPreTrainedModel):
    model: BartModel
    classification_head: Any

class BartForQuestionAnswering(_Call8[outputs.Seq2SeqQuestionAnsweringModelOutput[Tensor]], BartPreTrainedModel):
    model: BartModel
    qa_outputs: Any

class BartForCausalLM(_Call9[outputs.CausalLMOutputWithCrossAttentions[Tensor]], BartPreTrainedModel):
    model: BartModel
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

class BertModel(_Call10[outputs.BaseModelOutputWithPooling[Tensor]], BertPreTrainedModel):
    embeddings: Any
    encoder: Any
    pooler: Any

class BertForPreTraining(_Call11[outputs.BertForPreTrainingOutput[Tensor]], BertPreTrainedModel):
    bert: BertModel
    cls: Any

class BertLMHeadModel(_Call12[outputs.CausalLMOutputWithCrossAttentions[Tensor]], BertPreTrainedModel):
    bert: BertModel
    cls: Any

class BertForMaskedLM(_Call13[outputs.MaskedLMOutput[Tensor]], BertPreTrainedModel):
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

class BertForNextSentencePrediction(_Call14[outputs.NextSentencePredictorOutput[Tensor]], BertPreTrainedModel):
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

class BlenderbotModel(_Call5[outputs.Seq2SeqModelOutput[Tensor]], BlenderbotPreTrainedModel):
    shared: Any
    encoder: Any
    decoder: Any

class BlenderbotForConditionalGeneration(_Call6[outputs.Seq2SeqLMOutput[Tensor]], BlenderbotPreTrainedModel):
    model: BlenderbotModel
    lm_head: Any

class BlenderbotForCausalLM(_Call9[outputs.CausalLMOutputWithCrossAttentions[Tensor]], BlenderbotPreTrainedModel):
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

class BlenderbotSmallModel(_Call5[outputs.Seq2SeqModelOutput[Tensor]], BlenderbotSmallPreTrainedModel):
    shared: Any
    encoder: Any
    decoder: Any

class BlenderbotSmallForConditionalGeneration(_Call6[outputs.Seq2SeqLMOutput[Tensor]], BlenderbotSmallPreTrainedModel):
    model: BlenderbotSmallModel
    lm_head: Any

class BlenderbotSmallForCausalLM(_Call9[outputs.CausalLMOutputWithCrossAttentions[Tensor]], BlenderbotSmallPreTrainedModel):
    model: BlenderbotSmallModel
    lm_head: Any

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

class CamembertModel(_Call10[outputs.BaseModelOutputWithPooling[Tensor]], CamembertPreTrainedModel):
    embeddings: Any
    encoder: Any
    pooler: Any

class CamembertForCausalLM(_Call12[outputs.CausalLMOutputWithCrossAttentions[Tensor]], CamembertPreTrainedModel):
    roberta: CamembertModel
    lm_head: Any

class CamembertForMaskedLM(_Call13[outputs.MaskedLMOutput[Tensor]], CamembertPreTrainedModel):
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

class CamembertForMultipleChoice(_Call15[outputs.MultipleChoiceModelOutput[Tensor]], CamembertPreTrainedModel):
    roberta: CamembertModel
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

class DistilBertModel(_Call16[outputs.BaseModelOutput[Tensor]], DistilBertPreTrainedModel):
    embeddings: Any
    transformer: Any

class DistilBertForMaskedLM(_Call17[outputs.MaskedLMOutput[Tensor]], DistilBertPreTrainedModel):
    distilbert: DistilBertModel
    vocab_transform: Any
    vocab_layer_norm: Any
    vocab_projector: Any

class DistilBertForSequenceClassification(_Call17[outputs.SequenceClassifierOutput[Tensor]], DistilBertPreTrainedModel):
    distilbert: DistilBertModel
    pre_classifier: Any
    classifier: Any

class DistilBertForTokenClassification(_Call17[outputs.TokenClassifierOutput[Tensor]], DistilBertPreTrainedModel):
    distilbert: DistilBertModel
    classifier: Any

class DistilBertForQuestionAnswering(_Call18[outputs.QuestionAnsweringModelOutput[Tensor]], DistilBertPreTrainedModel):
    distilbert: DistilBertModel
    qa_outputs: Any

class DistilBertForMultipleChoice(_Call17[outputs.MultipleChoiceModelOutput[Tensor]], DistilBertPreTrainedModel):
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

class ElectraModel(_Call10[outputs.BaseModelOutput[Tensor]], ElectraPreTrainedModel):
    embeddings: Any
    embeddings_project: Any
    encoder: Any

class ElectraForPreTraining(_Call3[outputs.ElectraForPreTrainingOutput[Tensor]], ElectraPreTrainedModel):
    electra: ElectraModel
    discriminator_predictions: Any

class ElectraForCausalLM(_Call12[outputs.CausalLMOutputWithCrossAttentions[Tensor]], ElectraPreTrainedModel):
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

class EncoderDecoderModel(_Call19[outputs.Seq2SeqLMOutput[Tensor]], EncoderDecoderPreTrainedModel):
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

class ErnieModel(_Call20[outputs.BaseModelOutputWithPooling[Tensor]], ErniePreTrainedModel):
    embeddings: Any
    encoder: Any
    pooler: Any

class ErnieForPreTraining(_Call21[outputs.BertForPreTrainingOutput[Tensor]], ErniePreTrainedModel):
    ernie: ErnieModel
    cls: Any

class ErnieForCausalLM(_Call22[outputs.CausalLMOutputWithCrossAttentions[Tensor]], ErniePreTrainedModel):
    ernie: ErnieModel
    cls: Any

class ErnieForMaskedLM(_Call23[outputs.MaskedLMOutput[Tensor]], ErniePreTrainedModel):
    ernie: ErnieModel
    cls: Any

class ErnieForSequenceClassification(_Call24[outputs.SequenceClassifierOutput[Tensor]], ErniePreTrainedModel):
    ernie: ErnieModel
    classifier: Any

class ErnieForTokenClassification(_Call24[outputs.TokenClassifierOutput[Tensor]], ErniePreTrainedModel):
    ernie: ErnieModel
    classifier: Any

class ErnieForQuestionAnswering(_Call25[outputs.QuestionAnsweringModelOutput[Tensor]], ErniePreTrainedModel):
    ernie: ErnieModel
    qa_outputs: Any

class ErnieForMultipleChoice(_Call24[outputs.MultipleChoiceModelOutput[Tensor]], ErniePreTrainedModel):
    ernie: ErnieModel
    classifier: Any

class ErnieForNextSentencePrediction(_Call26[outputs.NextSentencePredictorOutput[Tensor]], ErniePreTrainedModel):
    ernie: ErnieModel
    cls: Any

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

class GPT2Model(_Call27[outputs.BaseModelOutputWithPast[Tensor]], GPT2PreTrainedModel):
    wte: Any
    wpe: Any
    h: Any
    ln_f: Any

class GPT2LMHeadModel(_Call28[outputs.CausalLMOutputWithCrossAttentions[Tensor]], GPT2PreTrainedModel):
    transformer: GPT2Model
    lm_head: Any

class GPT2ForSequenceClassification(_Call29[outputs.SequenceClassifierOutputWithPast[Tensor]], GPT2PreTrainedModel):
    transformer: GPT2Model
    score: Any

class GPT2ForTokenClassification(_Call29[outputs.TokenClassifierOutput[Tensor]], GPT2PreTrainedModel):
    transformer: GPT2Model
    classifier: Any

class GPT2ForQuestionAnswering(_Call4[outputs.QuestionAnsweringModelOutput[Tensor]], GPT2PreTrainedModel):
    transformer: GPT2Model
    qa_outputs: Any

class GPT2DoubleHeadsModel(_Call30[outputs.GPT2DoubleHeadsModelOutput[Tensor]], GPT2PreTrainedModel):
    transformer: GPT2Model
    lm_head: Any
    multiple_choice_head: Any

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

class Gemma2Model(_Call31[outputs.BaseModelOutputWithPast[Tensor]], Gemma2PreTrainedModel):
    embed_tokens: Any
    layers: Any
    norm: Any

class Gemma2ForCausalLM(_Call32[outputs.CausalLMOutputWithPast[Tensor]], Gemma2PreTrainedModel):
    model: Gemma2Model
    lm_head: Any

class Gemma2ForSequenceClassification(_Call33[outputs.SequenceClassifierOutputWithPast[Tensor]], Gemma2PreTrainedModel):
    model: Gemma2Model
    score: Any

class Gemma2ForTokenClassification(_Call33[outputs.TokenClassifierOutput[Tensor]], Gemma2PreTrainedModel):
    model: Gemma2Model
    score: Any

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

class LayoutLMModel(_Call34[outputs.BaseModelOutputWithPooling[Tensor]], LayoutLMPreTrainedModel):
    embeddings: Any
    encoder: Any
    pooler: Any

class LayoutLMForMaskedLM(_Call35[outputs.MaskedLMOutput[Tensor]], LayoutLMPreTrainedModel):
    layoutlm: LayoutLMModel
    cls: Any

class LayoutLMForSequenceClassification(_Call35[outputs.SequenceClassifierOutput[Tensor]], LayoutLMPreTrainedModel):
    layoutlm: LayoutLMModel
    classifier: Any

class LayoutLMForTokenClassification(_Call35[outputs.TokenClassifierOutput[Tensor]], LayoutLMPreTrainedModel):
    layoutlm: LayoutLMModel
    classifier: Any

class LayoutLMForQuestionAnswering(_Call36[outputs.QuestionAnsweringModelOutput[Tensor]], LayoutLMPreTrainedModel):
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

class LlamaModel(_Call31[outputs.BaseModelOutputWithPast[Tensor]], LlamaPreTrainedModel):
    embed_tokens: Any
    layers: Any
    norm: Any

class LlamaForCausalLM(_Call32[outputs.CausalLMOutputWithPast[Tensor]], LlamaPreTrainedModel):
    model: LlamaModel
    lm_head: Any

class LlamaForSequenceClassification(_Call33[outputs.SequenceClassifierOutputWithPast[Tensor]], LlamaPreTrainedModel):
    model: LlamaModel
    score: Any

class LlamaForTokenClassification(_Call33[outputs.TokenClassifierOutput[Tensor]], LlamaPreTrainedModel):
    model: LlamaModel
    score: Any

class LlamaForQuestionAnswering(_Call37[outputs.QuestionAnsweringModelOutput[Tensor]], LlamaPreTrainedModel):
    transformer: Any
    qa_outputs: Any

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

class MBartModel(_Call5[outputs.Seq2SeqModelOutput[Tensor]], MBartPreTrainedModel):
    shared: Any
    encoder: Any
    decoder: Any

class MBartForConditionalGeneration(_Call6[outputs.Seq2SeqLMOutput[Tensor]], MBartPreTrainedModel):
    model: MBartModel
    lm_head: Any

class MBartForSequenceClassification(_Call7[outputs.Seq2SeqSequenceClassifierOutput[Tensor]], MBartPreTrainedModel):
    model: MBartModel
    classification_head: Any

class MBartForQuestionAnswering(_Call8[outputs.Seq2SeqQuestionAnsweringModelOutput[Tensor]], MBartPreTrainedModel):
    model: MBartModel
    qa_outputs: Any

class MBartForCausalLM(_Call9[outputs.CausalLMOutputWithCrossAttentions[Tensor]], MBartPreTrainedModel):
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

class MPNetModel(_Call38[outputs.BaseModelOutputWithPooling[Tensor]], MPNetPreTrainedModel):
    embeddings: Any
    encoder: Any
    pooler: Any

class MPNetForMaskedLM(_Call39[outputs.MaskedLMOutput[Tensor]], MPNetPreTrainedModel):
    mpnet: MPNetModel
    lm_head: Any

class MPNetForSequenceClassification(_Call39[outputs.SequenceClassifierOutput[Tensor]], MPNetPreTrainedModel):
    mpnet: MPNetModel
    classifier: Any

class MPNetForTokenClassification(_Call39[outputs.TokenClassifierOutput[Tensor]], MPNetPreTrainedModel):
    mpnet: MPNetModel
    classifier: Any

class MPNetForQuestionAnswering(_Call40[outputs.QuestionAnsweringModelOutput[Tensor]], MPNetPreTrainedModel):
    mpnet: MPNetModel
    qa_outputs: Any

class MPNetForMultipleChoice(_Call39[outputs.MultipleChoiceModelOutput[Tensor]], MPNetPreTrainedModel):
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

class MT5Model(_Call5[outputs.Seq2SeqModelOutput[Tensor]], MT5PreTrainedModel):
    shared: Any
    encoder: Any
    decoder: Any

class MT5ForConditionalGeneration(_Call6[outputs.Seq2SeqLMOutput[Tensor]], MT5PreTrainedModel):
    shared: Any
    encoder: Any
    decoder: Any
    lm_head: Any

class MT5EncoderModel(_Call16[outputs.BaseModelOutput[Tensor]], MT5PreTrainedModel):
    shared: Any
    encoder: Any

class MT5ForQuestionAnswering(_Call8[outputs.Seq2SeqQuestionAnsweringModelOutput[Tensor]], MT5PreTrainedModel):
    shared: Any
    encoder: Any
    decoder: Any
    qa_outputs: Any

class MT5ForSequenceClassification(_Call7[outputs.Seq2SeqSequenceClassifierOutput[Tensor]], MT5PreTrainedModel):
    transformer: Any
    classification_head: Any

class MT5ForTokenClassification(_Call17[outputs.TokenClassifierOutput[Tensor]], MT5PreTrainedModel):
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

class MarianModel(_Call5[outputs.Seq2SeqModelOutput[Tensor]], MarianPreTrainedModel):
    shared: Any
    encoder: Any
    decoder: Any

class MarianMTModel(_Call6[outputs.Seq2SeqLMOutput[Tensor]], MarianPreTrainedModel):
    model: MarianModel
    lm_head: Any

class MarianForCausalLM(_Call9[outputs.CausalLMOutputWithCrossAttentions[Tensor]], MarianPreTrainedModel):
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

class MegatronBertModel(_Call10[outputs.BaseModelOutputWithPooling[Tensor]], MegatronBertPreTrainedModel):
    embeddings: Any
    encoder: Any
    pooler: Any

class MegatronBertForPreTraining(_Call11[outputs.BertForPreTrainingOutput[Tensor]], MegatronBertPreTrainedModel):
    bert: MegatronBertModel
    cls: Any

class MegatronBertForCausalLM(_Call12[outputs.CausalLMOutputWithCrossAttentions[Tensor]], MegatronBertPreTrainedModel):
    bert: MegatronBertModel
    cls: Any

class MegatronBertForMaskedLM(_Call13[outputs.MaskedLMOutput[Tensor]], MegatronBertPreTrainedModel):
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

class MegatronBertForNextSentencePrediction(_Call14[outputs.NextSentencePredictorOutput[Tensor]], MegatronBertPreTrainedModel):
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

class MistralModel(_Call31[outputs.BaseModelOutputWithPast[Tensor]], MistralPreTrainedModel):
    embed_tokens: Any
    layers: Any
    norm: Any

class MistralForCausalLM(_Call32[outputs.CausalLMOutputWithPast[Tensor]], MistralPreTrainedModel):
    model: MistralModel
    lm_head: Any

class MistralForSequenceClassification(_Call33[outputs.SequenceClassifierOutputWithPast[Tensor]], MistralPreTrainedModel):
    model: MistralModel
    score: Any

class MistralForTokenClassification(_Call33[outputs.TokenClassifierOutput[Tensor]], MistralPreTrainedModel):
    model: MistralModel
    score: Any

class MistralForQuestionAnswering(_Call37[outputs.QuestionAnsweringModelOutput[Tensor]], MistralPreTrainedModel):
    model: MistralModel
    qa_outputs: Any

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

class PLBartModel(_Call5[outputs.Seq2SeqModelOutput[Tensor]], PLBartPreTrainedModel):
    shared: Any
    encoder: Any
    decoder: Any

class PLBartForConditionalGeneration(_Call6[outputs.Seq2SeqLMOutput[Tensor]], PLBartPreTrainedModel):
    model: PLBartModel
    lm_head: Any

class PLBartForSequenceClassification(_Call7[outputs.Seq2SeqSequenceClassifierOutput[Tensor]], PLBartPreTrainedModel):
    model: PLBartModel
    classification_head: Any

class PLBartForCausalLM(_Call9[outputs.CausalLMOutputWithCrossAttentions[Tensor]], PLBartPreTrainedModel):
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

class PegasusModel(_Call5[outputs.Seq2SeqModelOutput[Tensor]], PegasusPreTrainedModel):
    shared: Any
    encoder: Any
    decoder: Any

class PegasusForConditionalGeneration(_Call6[outputs.Seq2SeqLMOutput[Tensor]], PegasusPreTrainedModel):
    model: PegasusModel
    lm_head: Any

class PegasusForCausalLM(_Call9[outputs.CausalLMOutputWithCrossAttentions[Tensor]], PegasusPreTrainedModel):
    model: PegasusModel
    lm_head: Any

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

class Qwen2Model(_Call31[outputs.BaseModelOutputWithPast[Tensor]], Qwen2PreTrainedModel):
    embed_tokens: Any
    layers: Any
    norm: Any

class Qwen2ForCausalLM(_Call32[outputs.CausalLMOutputWithPast[Tensor]], Qwen2PreTrainedModel):
    model: Qwen2Model
    lm_head: Any

class Qwen2ForSequenceClassification(_Call33[outputs.SequenceClassifierOutputWithPast[Tensor]], Qwen2PreTrainedModel):
    model: Qwen2Model
    score: Any

class Qwen2ForTokenClassification(_Call33[outputs.TokenClassifierOutput[Tensor]], Qwen2PreTrainedModel):
    model: Qwen2Model
    score: Any

class Qwen2ForQuestionAnswering(_Call37[outputs.QuestionAnsweringModelOutput[Tensor]], Qwen2PreTrainedModel):
    transformer: Any
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

class Qwen3Model(_Call31[outputs.BaseModelOutputWithPast[Tensor]], Qwen3PreTrainedModel):
    embed_tokens: Any
    layers: Any
    norm: Any

class Qwen3ForCausalLM(_Call32[outputs.CausalLMOutputWithPast[Tensor]], Qwen3PreTrainedModel):
    model: Qwen3Model
    lm_head: Any

class Qwen3ForSequenceClassification(_Call33[outputs.SequenceClassifierOutputWithPast[Tensor]], Qwen3PreTrainedModel):
    model: Qwen3Model
    score: Any

class Qwen3ForTokenClassification(_Call33[outputs.TokenClassifierOutput[Tensor]], Qwen3PreTrainedModel):
    model: Qwen3Model
    score: Any

class Qwen3ForQuestionAnswering(_Call37[outputs.QuestionAnsweringModelOutput[Tensor]], Qwen3PreTrainedModel):
    transformer: Any
    qa_outputs: Any

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

class RobertaModel(_Call10[outputs.BaseModelOutputWithPooling[Tensor]], RobertaPreTrainedModel):
    embeddings: Any
    encoder: Any
    pooler: Any

class RobertaForCausalLM(_Call12[outputs.CausalLMOutputWithCrossAttentions[Tensor]], RobertaPreTrainedModel):
    roberta: RobertaModel
    lm_head: Any

class RobertaForMaskedLM(_Call13[outputs.MaskedLMOutput[Tensor]], RobertaPreTrainedModel):
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

class RobertaForMultipleChoice(_Call15[outputs.MultipleChoiceModelOutput[Tensor]], RobertaPreTrainedModel):
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

class RobertaPreLayerNormModel(_Call10[outputs.BaseModelOutputWithPooling[Tensor]], RobertaPreLayerNormPreTrainedModel):
    embeddings: Any
    encoder: Any
    LayerNorm: Any
    pooler: Any

class RobertaPreLayerNormForCausalLM(_Call12[outputs.CausalLMOutputWithCrossAttentions[Tensor]], RobertaPreLayerNormPreTrainedModel):
    roberta_prelayernorm: RobertaPreLayerNormModel
    lm_head: Any

class RobertaPreLayerNormForMaskedLM(_Call13[outputs.MaskedLMOutput[Tensor]], RobertaPreLayerNormPreTrainedModel):
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

class RobertaPreLayerNormForMultipleChoice(_Call15[outputs.MultipleChoiceModelOutput[Tensor]], RobertaPreLayerNormPreTrainedModel):
    roberta_prelayernorm: RobertaPreLayerNormModel
    classifier: Any

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

class T5Model(_Call5[outputs.Seq2SeqModelOutput[Tensor]], T5PreTrainedModel):
    shared: Any
    encoder: Any
    decoder: Any

class T5ForConditionalGeneration(_Call6[outputs.Seq2SeqLMOutput[Tensor]], T5PreTrainedModel):
    shared: Any
    encoder: Any
    decoder: Any
    lm_head: Any

class T5EncoderModel(_Call16[outputs.BaseModelOutput[Tensor]], T5PreTrainedModel):
    shared: Any
    encoder: Any

class T5ForQuestionAnswering(_Call8[outputs.Seq2SeqQuestionAnsweringModelOutput[Tensor]], T5PreTrainedModel):
    shared: Any
    encoder: Any
    decoder: Any
    qa_outputs: Any

class T5ForSequenceClassification(_Call7[outputs.Seq2SeqSequenceClassifierOutput[Tensor]], T5PreTrainedModel):
    transformer: Any
    classification_head: Any

class T5ForTokenClassification(_Call17[outputs.TokenClassifierOutput[Tensor]], T5PreTrainedModel):
    transformer: Any
    classifier: Any

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

class XLMRobertaModel(_Call10[outputs.BaseModelOutputWithPooling[Tensor]], XLMRobertaPreTrainedModel):
    embeddings: Any
    encoder: Any
    pooler: Any

class XLMRobertaForCausalLM(_Call12[outputs.CausalLMOutputWithCrossAttentions[Tensor]], XLMRobertaPreTrainedModel):
    roberta: XLMRobertaModel
    lm_head: Any

class XLMRobertaForMaskedLM(_Call13[outputs.MaskedLMOutput[Tensor]], XLMRobertaPreTrainedModel):
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

class XLMRobertaForMultipleChoice(_Call15[outputs.MultipleChoiceModelOutput[Tensor]], XLMRobertaPreTrainedModel):
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

class XLMRobertaXLModel(_Call10[outputs.BaseModelOutputWithPooling[Tensor]], XLMRobertaXLPreTrainedModel):
    embeddings: Any
    encoder: Any
    pooler: Any

class XLMRobertaXLForCausalLM(_Call12[outputs.CausalLMOutputWithCrossAttentions[Tensor]], XLMRobertaXLPreTrainedModel):
    roberta: XLMRobertaXLModel
    lm_head: Any

class XLMRobertaXLForMaskedLM(_Call13[outputs.MaskedLMOutput[Tensor]], XLMRobertaXLPreTrainedModel):
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

class XLMRobertaXLForMultipleChoice(_Call15[outputs.MultipleChoiceModelOutput[Tensor]], XLMRobertaXLPreTrainedModel):
    roberta: XLMRobertaXLModel
    classifier: Any

