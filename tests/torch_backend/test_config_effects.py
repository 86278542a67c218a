"""Fields of a config that change how a model is made or run: each has its effect, or is refused by name."""

from __future__ import annotations

import json
import random
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import torch

import trivet
from trivet.checkpoint.side_files import read_config
from trivet.errors import InvalidConfigError, TrivetError
from trivet.families.config import PretrainedConfig
from trivet.families.registry import architecture, architecture_points
from trivet.testing.configs import tiny_config
from trivet.testing.hostile_configs import hostile_fields
from trivet_torch.build.without_values import build_without_values

FAMILIES = sorted(architecture_points())


def test_question_answering_starts_from_a_base_model_with_three_labels(tmp_path: Path) -> None:
    trivet.BartModel(tiny_config("bart")).save_pretrained(tmp_path)
    model = trivet.BartForQuestionAnswering.from_pretrained(tmp_path)
    ids = torch.tensor([[0, 5, 2]])
    assert model(ids).start_logits.shape == (1, 3)


class OwnConfig(PretrainedConfig):
    """One that names no family."""

    def __init__(self, width: int = 4, **kwargs: Any) -> None:
        self.width = width
        super().__init__(**kwargs)


class OwnModel(trivet.PreTrainedModel):
    """One matrix."""

    config_class = OwnConfig

    def __init__(self, config: Any) -> None:
        super().__init__(config)
        self.linear = torch.nn.Linear(config.width, config.width)
        self.post_init()


def test_class_of_ones_own_without_a_model_type_is_loaded_again(tmp_path: Path) -> None:
    model = OwnModel(OwnConfig(6))
    model.save_pretrained(tmp_path)
    again = OwnModel.from_pretrained(tmp_path)
    assert torch.equal(again.linear.weight, model.linear.weight)
    assert again.config == OwnConfig(6, architectures=["OwnModel"], torch_dtype="float32")


@pytest.mark.parametrize("change", [{"model_type": None}, {"num_labels": 50}])
def test_config_of_2019_is_read_by_the_class_that_the_caller_names(change: dict[str, Any], tmp_path: Path) -> None:
    """Those name no family, and state a number of labels beside the labels of another task."""
    folder = tmp_path / "bert"
    trivet.BertModel(tiny_config("bert")).save_pretrained(folder)
    fields = {**read_config(folder / "config.json"), "id2label": {"0": "a", "1": "b"}, **change}
    fields = {name: value for name, value in fields.items() if name not in ("architectures", "label2id")}
    (folder / "config.json").write_text(json.dumps({k: v for k, v in fields.items() if v is not None}))
    for model_class in (trivet.BertModel, trivet.AutoModel):
        model = model_class.from_pretrained(folder)
        assert (model.config.model_type, model.config.id2label) == ("bert", {0: "a", 1: "b"})


def test_gradient_checkpointing_of_a_config_is_turned_on(tmp_path: Path) -> None:
    config = tiny_config("bert", gradient_checkpointing=True)
    assert trivet.BertModel(config).is_gradient_checkpointing
    trivet.BertModel(tiny_config("bert")).save_pretrained(tmp_path)
    assert trivet.BertModel.from_pretrained(tmp_path, gradient_checkpointing=True).is_gradient_checkpointing
    assert not trivet.BertModel.from_pretrained(tmp_path).is_gradient_checkpointing
    assert trivet.AlbertModel(tiny_config("albert", gradient_checkpointing=True))  # has no layers that can


@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::torch.jit.TracerWarning")
def test_torchscript_of_a_config_makes_the_model_return_tuples() -> None:
    model = trivet.BertModel(tiny_config("bert", torchscript=True)).eval()
    ids = torch.ones(1, 4, dtype=torch.long)
    assert isinstance(model(ids), tuple)
    assert torch.jit.trace(model, (ids,))(ids)[0].shape == (1, 4, 16)


def test_generation_keywords_of_from_pretrained_win_over_generation_config_json(tmp_path: Path) -> None:
    trivet.GPT2LMHeadModel(tiny_config("gpt2")).save_pretrained(tmp_path)
    model = trivet.GPT2LMHeadModel.from_pretrained(tmp_path, max_length=30, num_beams=2)
    assert (model.generation_config.max_length, model.generation_config.num_beams) == (30, 2)


FILES = [
    {"do_sample": False, "temperature": 0.0, "top_k": -1, "top_p": 2},
    {"num_beams": None, "num_return_sequences": None, "min_length": None, "length_penalty": None},
    {"cache_implementation": "hybrid"},
]


@pytest.mark.parametrize("fields", FILES)
@pytest.mark.filterwarnings("ignore:.* has no effect:UserWarning")
def test_generation_settings_that_cannot_matter_do_not_matter(fields: dict[str, Any], tmp_path: Path) -> None:
    torch.manual_seed(0)
    model = trivet.GPT2LMHeadModel(tiny_config("gpt2", eos_token_id=None, bos_token_id=None))
    model.save_pretrained(tmp_path)
    ids = torch.tensor([[5, 6, 7]])
    wanted = model.generate(ids, max_new_tokens=3, pad_token_id=0)
    assert torch.equal(model.generate(ids, max_new_tokens=3, pad_token_id=0, **fields), wanted)
    (tmp_path / "generation_config.json").write_text(json.dumps(fields))
    loaded = trivet.GPT2LMHeadModel.from_pretrained(tmp_path)
    assert torch.equal(loaded.generate(ids, max_new_tokens=3, pad_token_id=0), wanted)
    (tmp_path / "generation_config.json").unlink()
    config = read_config(tmp_path / "config.json")
    (tmp_path / "config.json").write_text(json.dumps({**config, **fields}))
    loaded = trivet.GPT2LMHeadModel.from_pretrained(tmp_path)
    assert torch.equal(loaded.generate(ids, max_new_tokens=3, pad_token_id=0), wanted)


def test_generation_settings_that_cannot_be_honoured_are_refused_when_text_is_written(tmp_path: Path) -> None:
    trivet.GPT2LMHeadModel(tiny_config("gpt2")).save_pretrained(tmp_path)
    (tmp_path / "generation_config.json").write_text(json.dumps({"do_sample": True, "temperature": 0.0}))
    model = trivet.GPT2LMHeadModel.from_pretrained(tmp_path)
    with pytest.raises(InvalidConfigError, match="temperature must be a number above 0"):
        model.generate(torch.tensor([[5, 6, 7]]), max_new_tokens=1)
    assert model.generate(torch.tensor([[5]]), max_new_tokens=1, do_sample=False, pad_token_id=0).shape == (1, 2)


def test_hostile_configs_are_refused_or_built() -> None:
    chance = random.Random(0)
    outcomes = set()
    for _ in range(150):
        model_type = chance.choice(FAMILIES)
        head = chance.choice(architecture(model_type).heads)
        fields = hostile_fields(tiny_config(model_type, head), chance)
        try:
            config = architecture(model_type).config_class.from_dict(fields)
            build_without_values(partial(getattr(trivet, head), config))
            outcomes.add("built")
        except TrivetError:
            outcomes.add("refused")
    assert outcomes == {"built", "refused"}


BACKBONES = {"apply_layernorm", "out_features", "out_indices", "reshape_hidden_states"}  # of which there are none

# Of semantic segmentation, which no model here does.
SEGMENTATION = {
    *("auxiliary_channels", "auxiliary_concat_input", "auxiliary_loss_weight", "auxiliary_num_convs", "pool_scales"),
    *("semantic_loss_ignore_index", "use_auxiliary_head"),
}
# Own fields of a family that none of its models reads, and why that changes no number.
UNREAD = {
    "albert": {
        "classifier_dropout",  # of its relatives; its own is called classifier_dropout_prob
        "use_cache",  # encoders have no cache
    },
    "blenderbot": {"classifier_dropout"},  # of heads that the family does not have
    "blenderbot-small": {"classifier_dropout"},
    "bloom": {"pretraining_tp", "slow_but_exact"},  # split products into sums of the same value
    "codegen": {"n_ctx"},  # bounds a size that transformers does not use either
    "beit": {*SEGMENTATION, *BACKBONES, "add_fpn"} - {"apply_layernorm"},
    "data2vec-vision": {*SEGMENTATION, "out_indices"},
    **dict.fromkeys(("dinov2", "dinov2_with_registers"), BACKBONES),
    "dpr": {"classifier_dropout", "use_cache"},  # encoders without a classifier, and without a cache
    "eurobert": {"mask_token_id", "use_cache"},
    "falcon": {"num_ln_in_parallel_attn"},  # of layers of its newer kind, which tiny models do not have
    "glm4_moe": {"num_nextn_predict_layers", "router_aux_loss_coef"},  # of layers for further tokens, and of no loss
    "gpt_bigcode": {"attention_softmax_in_fp32", "scale_attention_softmax_in_fp32"},  # of sums in half precision
    "granitemoe": {"mlp_bias"},  # its experts have none
    "layoutlm": {"use_cache"},
    "llama": {"pretraining_tp"},  # splits products into sums of the same value
    "m2m_100": {"classifier_dropout"},
    "marian": {"classifier_dropout"},
    "modernbert": {"cls_token_id"},  # of tokenizers
    # Of MPT's own code; the models of transformers do not read them either.
    "mpt": {
        *("emb_pdrop", "embedding_fraction", "expansion_ratio", "init_device", "learned_pos_emb", "logit_scale"),
        *("max_seq_len", "no_bias", "norm_type", "resid_pdrop", "verbose"),
    },
    "pegasus": {"classifier_dropout"},
    "phi3": {"embd_pdrop"},
    "rembert": {"classifier_dropout"},  # its own is called classifier_dropout_prob
    "seed_oss": {"pretraining_tp"},
    # of a head that the family does not have, and of times of words
    "whisper": {"classifier_proj_size", "median_filter_width", "use_weighted_layer_sum"},
}
FIELDS = {
    "decoder_start_token_id": 1,
    "pad_token_id": 1,
    "rope_scaling": {"rope_type": "dynamic", "factor": 2.0},  # which reads how long the trained texts were
    "partial_rotary_factor": 1.0,  # that rope turns more than two elements of a head
    "rotary_pct": 1.0,
    "use_sliding_window": True,
    "sliding_window": 5,
}
FACTORS = {"short_factor": [1.0] * 4, "long_factor": [2.0] * 4}
OWN_FIELDS = {
    "phi3": {"rope_scaling": {"rope_type": "longrope", **FACTORS}, "original_max_position_embeddings": 16},
    "modernbert": {"rope_scaling": None},
    "whisper": {"apply_spec_augment": True},
}


@pytest.mark.parametrize("model_type", FAMILIES)
def test_every_field_of_a_family_is_read_or_known_to_change_nothing(
    model_type: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    family, read = architecture(model_type), set()
    own = set(vars(family.example())) - set(vars(PretrainedConfig()))
    own -= {"feed_forward_proj", "attention_types"}  # which configs read themselves, when they are made
    known = {name: value for name, value in FIELDS.items() if name in vars(family.example())}
    known |= OWN_FIELDS.get(model_type, {})

    def reading(config: Any, name: str) -> Any:
        read.add(name)
        return object.__getattribute__(config, name)

    configs = {head: tiny_config(model_type, head, **known) for head in family.heads}
    ends = {head: config.eos_token_id for head, config in configs.items()}
    monkeypatch.setattr(PretrainedConfig, "__getattribute__", reading, raising=False)
    for head, config in configs.items():
        model = getattr(trivet, head)(config)
        if model.main_input_name != "input_ids":
            model(**model.dummy_inputs)
            continue
        ids = torch.tensor([[5, 6, 7, ends[head] if ends[head] in range(9) else 2]])  # which some heads look for
        kind = family.kind(head)
        shaped = ids.expand(1, 2, 4) if kind is not None and kind.choices else ids
        is_pair = config.is_encoder_decoder and (kind is None or kind.side is None)
        decoded = {"decoder_input_ids": ids} if is_pair else {}
        model(shaped, **decoded)
        if model.can_generate():
            model.eval().generate(ids, max_new_tokens=1)
    monkeypatch.undo()
    assert own - read == UNREAD.get(model_type, set())
