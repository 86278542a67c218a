"""Model classes are made from blueprints when they are asked for, and are ordinary classes: found by pickle, subclassed."""

from __future__ import annotations

import copy
import inspect
import pickle
import subprocess
import sys
from typing import Any, get_args, get_type_hints

import pytest
import torch

import trivet
import trivet_torch.models
from trivet import BertConfig, BertForMaskedLM, BertModel, BertPreTrainedModel
from trivet.families.outputs import BaseModelOutputWithPooling
from trivet.families.registry import families
from trivet.testing import tiny_config
from trivet_torch.model.pretrained import PreTrainedModel

IDS = torch.tensor([[5, 6, 7]])
EVERY_HEAD = [(family.model_type, head) for family in families() for head in family.heads]


@pytest.mark.parametrize(("model_type", "head"), EVERY_HEAD)
def test_a_class_says_what_it_is_and_what_it_takes(model_type: str, head: str) -> None:
    cls = getattr(trivet, head)
    assert cls is getattr(trivet_torch.models, head) and pickle.loads(pickle.dumps(cls)) is cls
    assert (cls.__module__, cls.__qualname__) == ("trivet_torch.models", head)
    assert issubclass(cls, getattr(trivet, f"{cls.family.name}PreTrainedModel")) and issubclass(cls, PreTrainedModel)
    assert cls.config_class.model_type == model_type
    own, *parameters = inspect.signature(cls.forward).parameters.values()
    assert own.name == "self"
    assert all(each.kind is each.POSITIONAL_OR_KEYWORD and each.default is None for each in parameters)
    assert parameters[0].name == cls.main_input_name
    assert cls.__doc__ and cls.forward.__doc__
    for each in parameters:
        assert f"\n    {each.name}: " in cls.forward.__doc__
    shapes = {
        "input_ids": "[batch, length]",
        "pixel_values": "[batch, channels, height, width]",
        "input_features": "[batch, bands, frames]",
    }
    assert shapes[cls.main_input_name] in cls.forward.__doc__
    takes = inspect.signature(cls).parameters
    pooled = getattr(cls.family.base(cls.family.example()), "pooler", None) is not None
    parts = getattr(cls.config_class, "parts", ())
    options = ["add_pooling_layer"] if pooled and cls.kind is None else []
    embeddings = getattr(cls.family.base(cls.family.example()), "embeddings", None)
    options += ["use_mask_token"] if getattr(embeddings, "mask", None) is not None and cls.kind is None else []
    assert [*takes] == ["config", *parts, *options]


def test_a_module_of_classes_lists_them_and_has_no_others() -> None:
    names = dir(trivet_torch.models)
    assert {"BertModel", "BertPreTrainedModel", "T5EncoderModel"} <= {*names}
    for name in ("BertModle", "BertConfig", "__wrapped__"):
        assert not hasattr(trivet_torch.models, name)
    with pytest.raises(ImportError, match="BertModle"):
        exec("from trivet_torch.models import BertModle")


def test_threads_that_ask_at_once_get_one_class() -> None:
    script = (
        "from concurrent.futures import ThreadPoolExecutor\n"
        "import trivet_torch.models as models\n"
        "with ThreadPoolExecutor(8) as pool:\n"
        "    classes = list(pool.map(lambda _: models.ElectraForMaskedLM, range(8)))\n"
        "assert len({*classes}) == 1\n"
        "assert classes[0].base_class is models.ElectraModel\n"
    )
    subprocess.run([sys.executable, "-c", script], check=True)


def test_no_class_is_made_before_it_is_asked_for() -> None:
    script = (
        "import trivet, sys\n"
        "assert 'BertModel' in dir(trivet) and 'torch' not in sys.modules\n"
        "trivet.BertModel\n"
        "from trivet_torch.build import classes\n"
        "assert set(classes._CLASSES) == {'BertModel', 'BertPreTrainedModel'}, classes._CLASSES\n"
    )
    subprocess.run([sys.executable, "-c", script], check=True)


class Regressor(BertPreTrainedModel):
    """A head of one's own on a made base model."""

    def __init__(self, config: BertConfig) -> None:
        super().__init__(config)
        self.bert = BertModel(config, add_pooling_layer=False)
        self.score = torch.nn.Linear(config.hidden_size, 1)
        self.post_init()

    def forward(self, input_ids: torch.Tensor) -> torch.Tensor:
        """[batch, length] → [batch]."""
        return self.score(self.bert(input_ids).last_hidden_state[:, 0])[:, 0]


class Doubled(BertForMaskedLM):
    """A made class with one method changed."""

    def forward(self, *args: Any, **kwargs: Any) -> Any:
        """Logits that are twice as large."""
        output = super().forward(*args, **kwargs)
        output.logits = output.logits * 2
        return output


def test_a_class_can_be_subclassed(tmp_path: Any) -> None:
    torch.manual_seed(0)
    model = Regressor(tiny_config("bert")).eval()
    assert model.score.weight.std() < 0.05 and not model.score.bias.any(), "initialised as the family's layers are"
    model.save_pretrained(tmp_path)
    torch.testing.assert_close(Regressor.from_pretrained(tmp_path)(IDS), model(IDS))
    plain = BertForMaskedLM(tiny_config("bert")).eval()
    doubled = Doubled(plain.config).eval()
    doubled.load_state_dict(plain.state_dict())
    torch.testing.assert_close(doubled(IDS).logits, plain(IDS).logits * 2)


@pytest.mark.parametrize("duplicate", [copy.deepcopy, lambda model: pickle.loads(pickle.dumps(model))])
@pytest.mark.parametrize(
    ("model_type", "head"),
    [
        ("albert", "AlbertForPreTraining"),
        ("bart", "BartForConditionalGeneration"),
        ("gpt2", "GPT2LMHeadModel"),
        ("t5", "T5ForConditionalGeneration"),
    ],
)
def test_a_copy_is_a_model_of_its_own(model_type: str, head: str, duplicate: Any) -> None:
    torch.manual_seed(0)
    model = getattr(trivet, head)(tiny_config(model_type, head)).eval()
    given = {"input_ids": IDS, **({"decoder_input_ids": IDS} if model.config.is_encoder_decoder else {})}
    again = duplicate(model)
    assert type(again) is type(model)
    torch.testing.assert_close(again(**given).to_tuple()[0], model(**given).to_tuple()[0], rtol=0, atol=0)
    before = model(**given).to_tuple()[0]
    torch.nn.init.zeros_(again.get_input_embeddings().weight)
    torch.testing.assert_close(model(**given).to_tuple()[0], before, rtol=0, atol=0)


def test_arguments_have_types() -> None:
    hints = get_type_hints(BertModel.forward)
    assert hints["input_ids"] == torch.Tensor | None and hints["output_attentions"] == bool | None
    assert BaseModelOutputWithPooling[torch.Tensor] in get_args(hints["return"])
