"""Every family's parameter list: names unique in every dialect, decodable, and equal to what other libraries' files hold."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from checkpoints import write_packed
from hypothesis import given, settings
from hypothesis import strategies as st

import trivet
from golden_data import Case, cases
from trivet.families.composites import Composite
from trivet.families.config import PretrainedConfig
from trivet.families.family import Family
from trivet.families.registry import architecture, architecture_points
from trivet.families.tasks import AUTO_CLASSES, TASKS
from trivet.layout import DIALECTS, Dialect, ParamSpec
from trivet.layout.spellings import Spellings
from trivet.planning.opening import open_checkpoint
from trivet.testing import tiny_config
from trivet.testing.strategies import configs

FAMILIES = sorted(architecture_points())
HEADS = [(model_type, head) for model_type in FAMILIES for head in architecture(model_type).heads]


def own_names(family: Family, config: PretrainedConfig, head: str, dialect: Dialect) -> dict[str, ParamSpec]:
    """What the dialect's files have by its names there, owners before their tied copies."""
    strips = dialect.strips_base and family.is_base(head)
    found: dict[str, ParamSpec] = {}
    recipes = Spellings(family.for_head(head).spellings(config)).written(dialect.name)
    kept = [param for param in family.parameters(config, head) if param.name not in recipes]
    apart = {stored.name: stored for recipe in recipes.values() for stored in recipe.stored}
    for param in sorted((*kept, *apart.values()), key=lambda param: param.tied is not None):
        own = param.renamed(param.name.removeprefix(f"{family.base_prefix}.")) if strips else param
        found.setdefault(dialect.encode(own, family) + dialect.file_suffix, param)
    return found


CLASSES = {head for _, head in HEADS}


@pytest.mark.parametrize("case", [case for case in cases() if case.head in CLASSES], ids=lambda case: case.name)
def test_lists_exactly_what_the_reference_library_stores(case: Case) -> None:
    """Names and shapes of golden files, in the file's own terms; what need not be stored may be."""
    family = architecture(case.family)
    config = family.config_class.from_dict(case.config)
    config.validate()
    family = family.of(config)
    for framework in case.frameworks:
        dialect = DIALECTS[framework]
        listed = own_names(family, config, case.head, dialect)
        shapes = {name: dialect.layout(param).shape(param.shape) for name, param in listed.items()}
        catalog = open_checkpoint(case.checkpoint(framework) / "model.safetensors").catalog
        stored = {name: spec.shape for name, spec in catalog.items()}
        assert {name: shapes.get(name) for name in stored} == stored
        assert {name for name, param in listed.items() if not param.buffer and param.tied is None} <= set(stored)


@pytest.mark.parametrize("dialect", DIALECTS.values(), ids=lambda dialect: dialect.name)
@pytest.mark.parametrize("model_type", FAMILIES)
def test_names_are_unique_in_every_dialect(model_type: str, dialect: Dialect) -> None:
    config = tiny_config(model_type)
    family = architecture(model_type).of(config)
    params = [param for param in family.universe(config).values() if param.tied is None]
    assert len({dialect.encode(param, family) for param in params}) == len(params) > 15


@pytest.mark.parametrize("dialect", ["torch", "flax"])
@pytest.mark.parametrize("model_type", FAMILIES)
def test_every_parameter_is_decoded_from_its_own_name(model_type: str, dialect: str) -> None:
    family, own = architecture(model_type), DIALECTS[dialect]
    for param in family.universe(tiny_config(model_type)).values():
        shape = own.layout(param).shape(param.shape)
        found = own.decode(own.encode(param, family), shape, param.kind)
        assert (found.name, found.shape, found.kind) == (param.name, param.shape, param.kind)


@pytest.mark.parametrize(("model_type", "head"), HEADS, ids=[head for _, head in HEADS])
@settings(max_examples=10)
@given(data=st.data())
def test_lists_hold_together_whatever_the_config(model_type: str, head: str, data: st.DataObject) -> None:
    family = architecture(model_type)
    config = data.draw(configs(model_type, head))
    config.validate()
    params = {param.name: param for param in family.parameters(config, head)}
    assert len(params) == len(list(family.parameters(config, head)))
    assert all(length > 0 for param in params.values() for length in param.shape)
    for param in params.values():
        if param.tied is not None:
            owner = params[param.tied]
            assert (owner.shape, owner.tied, owner.buffer) == (param.shape, None, False)
        assert param.block is None or param.name.startswith(f"{param.block}.")
    assert {*params} <= {*family.for_head(head).universe(config, head)}
    again = family.config_class.from_dict(config.to_diff_dict())
    assert again == config
    assert family.parameters(again, head) == family.parameters(config, head)


@pytest.mark.parametrize("model_type", FAMILIES)
def test_entry_points_name_what_they_give(model_type: str) -> None:
    family = architecture(model_type)
    assert family.model_type == family.config_class.model_type == model_type
    assert family.heads[0] == f"{family.name}{family.base_suffix}"
    assert all(head.startswith(family.name) for head in family.heads)
    config = tiny_config(model_type)
    names = [param.name for param in family.base_parameters(config)]
    assert all(name.startswith(f"{family.base_prefix}.") for name in names if family.base_prefix)
    for module in (module for head in family.heads for module in family.omitted(config, head)):
        assert any(name == module or name.startswith(f"{module}.") for name in names)


@pytest.mark.parametrize("model_type", FAMILIES)
def test_default_configs_are_valid(model_type: str) -> None:
    config = architecture(model_type).example()
    config.check()
    assert config.to_diff_dict()["model_type"] == model_type


# By task, as the reference library's Auto classes find them; families not named have no such head.
PRETRAINING = {
    "albert": "AlbertForPreTraining",
    "bart": "BartForConditionalGeneration",
    "bert": "BertForPreTraining",
    "camembert": "CamembertForMaskedLM",
    "deberta": "DebertaForMaskedLM",
    "deberta-v2": "DebertaV2ForMaskedLM",
    "distilbert": "DistilBertForMaskedLM",
    "electra": "ElectraForPreTraining",
    "ernie": "ErnieForPreTraining",
    "gpt2": "GPT2LMHeadModel",
    "layoutlm": "LayoutLMForMaskedLM",
    "mbart": "MBartForConditionalGeneration",
    "megatron-bert": "MegatronBertForPreTraining",
    "mpnet": "MPNetForMaskedLM",
    "roberta": "RobertaForMaskedLM",
    "roberta-prelayernorm": "RobertaPreLayerNormForMaskedLM",
    "t5": "T5ForConditionalGeneration",
    "xlm-roberta": "XLMRobertaForMaskedLM",
    "xlm-roberta-xl": "XLMRobertaXLForMaskedLM",
}
CAUSAL = {
    "arcee": "ArceeForCausalLM",
    "bart": "BartForCausalLM",
    "bert": "BertLMHeadModel",
    "blenderbot": "BlenderbotForCausalLM",
    "blenderbot-small": "BlenderbotSmallForCausalLM",
    "bloom": "BloomForCausalLM",
    "camembert": "CamembertForCausalLM",
    "codegen": "CodeGenForCausalLM",
    "cohere": "CohereForCausalLM",
    "cohere2": "Cohere2ForCausalLM",
    "electra": "ElectraForCausalLM",
    "ernie": "ErnieForCausalLM",
    "exaone4": "Exaone4ForCausalLM",
    "falcon": "FalconForCausalLM",
    "gemma": "GemmaForCausalLM",
    "gemma2": "Gemma2ForCausalLM",
    "gemma3_text": "Gemma3ForCausalLM",
    "glm": "GlmForCausalLM",
    "glm4": "Glm4ForCausalLM",
    "gpt2": "GPT2LMHeadModel",
    "gpt_bigcode": "GPTBigCodeForCausalLM",
    "gpt_neo": "GPTNeoForCausalLM",
    "gpt_neox": "GPTNeoXForCausalLM",
    "gptj": "GPTJForCausalLM",
    "granite": "GraniteForCausalLM",
    "helium": "HeliumForCausalLM",
    "llama": "LlamaForCausalLM",
    "marian": "MarianForCausalLM",
    "mbart": "MBartForCausalLM",
    "megatron-bert": "MegatronBertForCausalLM",
    "mistral": "MistralForCausalLM",
    "mpt": "MptForCausalLM",
    "mixtral": "MixtralForCausalLM",
    "qwen2_moe": "Qwen2MoeForCausalLM",
    "qwen3_moe": "Qwen3MoeForCausalLM",
    "olmoe": "OlmoeForCausalLM",
    "granitemoe": "GraniteMoeForCausalLM",
    "glm4_moe": "Glm4MoeForCausalLM",
    "nemotron": "NemotronForCausalLM",
    "olmo": "OlmoForCausalLM",
    "olmo2": "Olmo2ForCausalLM",
    "olmo3": "Olmo3ForCausalLM",
    "openai-gpt": "OpenAIGPTLMHeadModel",
    "opt": "OPTForCausalLM",
    "pegasus": "PegasusForCausalLM",
    "phi": "PhiForCausalLM",
    "phi3": "Phi3ForCausalLM",
    "plbart": "PLBartForCausalLM",
    "qwen2": "Qwen2ForCausalLM",
    "qwen3": "Qwen3ForCausalLM",
    "rembert": "RemBertForCausalLM",
    "roberta": "RobertaForCausalLM",
    "roberta-prelayernorm": "RobertaPreLayerNormForCausalLM",
    "roformer": "RoFormerForCausalLM",
    "seed_oss": "SeedOssForCausalLM",
    "smollm3": "SmolLM3ForCausalLM",
    "stablelm": "StableLmForCausalLM",
    "starcoder2": "Starcoder2ForCausalLM",
    "xglm": "XGLMForCausalLM",
    "xlm-roberta": "XLMRobertaForCausalLM",
    "xlm-roberta-xl": "XLMRobertaXLForCausalLM",
}
SEQ2SEQ = {
    "encoder-decoder": "EncoderDecoderModel",
    "bart": "BartForConditionalGeneration",
    "blenderbot": "BlenderbotForConditionalGeneration",
    "blenderbot-small": "BlenderbotSmallForConditionalGeneration",
    "m2m_100": "M2M100ForConditionalGeneration",
    "marian": "MarianMTModel",
    "mbart": "MBartForConditionalGeneration",
    "mt5": "MT5ForConditionalGeneration",
    "pegasus": "PegasusForConditionalGeneration",
    "plbart": "PLBartForConditionalGeneration",
    "t5": "T5ForConditionalGeneration",
    "umt5": "UMT5ForConditionalGeneration",
}


@pytest.mark.parametrize(
    ("task", "expected"), [("pretraining", PRETRAINING), ("causal-lm", CAUSAL), ("seq2seq-lm", SEQ2SEQ)]
)
def test_tasks_find_the_heads_that_the_field_expects(task: str, expected: dict[str, str]) -> None:
    found = {model_type: architecture(model_type).task_heads().get(task) for model_type in FAMILIES}
    assert {model_type: head for model_type, head in found.items() if head is not None} == expected


_WITHOUT_TASK = {
    "T5EncoderModel",
    "GPT2DoubleHeadsModel",
    "OpenAIGPTDoubleHeadsModel",
    "DPRModel",
    "DPRContextEncoder",
    "DPRReader",
    "DeiTForImageClassificationWithTeacher",
}


def test_every_head_does_some_task_and_every_task_has_its_class() -> None:
    for model_type in FAMILIES:
        family = architecture(model_type)
        tasks = family.task_heads()
        assert set(tasks) <= set(TASKS)
        assert set(tasks.values()) <= set(family.heads)
        assert set(family.heads) - set(tasks.values()) <= _WITHOUT_TASK
        base = "DPRQuestionEncoder" if model_type == "dpr" else family.heads[0]
        assert tasks.get("base") == (None if isinstance(family, Composite) else base)
    assert {task.name for task in AUTO_CLASSES.values()} == set(TASKS)


def test_bart_fills_masks_too() -> None:
    for model_type in ("bart", "mbart"):
        tasks = architecture(model_type).task_heads()
        assert tasks["masked-lm"] == tasks["seq2seq-lm"]
    assert "masked-lm" not in architecture("t5").task_heads()


OLD_BUFFERS = {
    "gpt2": ("transformer.h.0.attn.bias", (1, 1, 32, 32)),
    "llama": ("model.layers.0.self_attn.rotary_emb.inv_freq", (3,)),
    "roberta": ("roberta.embeddings.position_ids", (1, 32)),
    "t5": ("decoder.block.0.layer.1.EncDecAttention.relative_attention_bias.weight", (8, 4)),
    "bart": ("model.encoder.version", (1,)),
    "pegasus": ("model.decoder.embed_positions.weight", (32, 16)),
    "marian": ("model.encoder.embed_positions.weight", (32, 16)),
}


@pytest.mark.parametrize("model_type", OLD_BUFFERS)
def test_what_old_files_hold_beside_parameters_is_known_and_never_required(model_type: str) -> None:
    family, config = architecture(model_type), tiny_config(model_type)
    name, shape = OLD_BUFFERS[model_type]
    found = family.universe(config)[name]
    assert (found.shape, found.buffer) == (shape, True)
    assert name not in family.core(config)


@pytest.mark.parametrize(
    ("model_type", "fields", "tied", "owner"),
    [
        ("gpt2", {}, "lm_head.weight", "transformer.wte.weight"),
        ("llama", {"tie_word_embeddings": True}, "lm_head.weight", "model.embed_tokens.weight"),
        ("llama", {}, "lm_head.weight", None),
        ("gemma2", {}, "lm_head.weight", "model.embed_tokens.weight"),
        ("t5", {}, "lm_head.weight", "shared.weight"),
        ("t5", {"tie_word_embeddings": False}, "lm_head.weight", None),
        ("t5", {"tie_word_embeddings": False}, "decoder.embed_tokens.weight", "shared.weight"),
        ("bart", {}, "model.encoder.embed_tokens.weight", "model.shared.weight"),
        ("bart", {}, "lm_head.weight", "model.shared.weight"),
        ("marian", {}, "lm_head.weight", "model.shared.weight"),
        (
            "marian",
            {"share_encoder_decoder_embeddings": False},
            "lm_head.weight",
            "model.decoder.embed_tokens.weight",
        ),
        ("roberta", {}, "lm_head.decoder.bias", "lm_head.bias"),
        ("distilbert", {}, "vocab_projector.weight", "distilbert.embeddings.word_embeddings.weight"),
        ("electra", {}, "generator_lm_head.weight", "electra.embeddings.word_embeddings.weight"),
        ("albert", {}, "predictions.decoder.weight", "albert.embeddings.word_embeddings.weight"),
    ],
)
def test_ties_are_those_of_the_family(model_type: str, fields: dict[str, object], tied: str, owner: str | None) -> None:
    assert architecture(model_type).universe(tiny_config(model_type, **fields))[tied].tied == owner


def test_vocabularies_of_their_own_have_sizes_of_their_own() -> None:
    config = tiny_config("marian", share_encoder_decoder_embeddings=False, decoder_vocab_size=47)
    found = architecture("marian").universe(config)
    assert found["model.encoder.embed_tokens.weight"].shape == (61, 16)
    assert found["model.decoder.embed_tokens.weight"].shape == found["lm_head.weight"].shape == (47, 16)
    assert found["final_logits_bias"].shape == (1, 47)
    assert found["model.shared.weight"].buffer  # which some files hold, and no model reads


@pytest.mark.parametrize("model_type", OLD_BUFFERS)
def test_old_buffers_are_skipped_on_load_and_not_unexpected(model_type: str, tmp_path: Path) -> None:
    family = architecture(model_type)
    config = tiny_config(model_type)
    params = {param.name: param for param in family.parameters(config, family.heads[1])}
    stored = {name: param for name, param in params.items() if param.tied is None and not param.buffer}
    name, _ = OLD_BUFFERS[model_type]
    arrays = {key: np.zeros(param.shape, np.float32) for key, param in {**stored, name: params[name]}.items()}
    computed = family.computed(params[name], "flax")
    arrays[name] = arrays[name] if computed is None else computed
    write_packed(tmp_path / "model.safetensors", arrays, {"format": "pt"})
    config.architectures = [family.heads[1]]
    config.save_pretrained(tmp_path)
    for dialect in DIALECTS:
        plan = trivet.plan(tmp_path, to=dialect)
        assert (plan.skipped, plan.unexpected, plan.missing) == ((name,), (), ())
