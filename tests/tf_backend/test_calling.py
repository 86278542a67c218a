"""A `call` of one's own, written in each of the ways in which code for `transformers` writes one."""

from __future__ import annotations

import inspect
from typing import Any

import numpy as np
import pytest
import tiny_bert

from trivet import (
    GPT2Config,
    OpenAIGPTConfig,
    TFBertForMaskedLM,
    TFBertForSequenceClassification,
    TFGPT2DoubleHeadsModel,
    TFOpenAIGPTDoubleHeadsModel,
)
from trivet_tf.model.calling import unpack_inputs

IDS = np.array([[5, 9, 2], [7, 1, 10]])
MASK = np.array([[1, 1, 0], [1, 1, 1]])


class Handing(TFBertForSequenceClassification):
    """Hands everything on."""

    def call(self, *args: Any, **kwargs: Any) -> Any:
        self.training_seen = kwargs.get("training")
        return super().call(*args, **kwargs)


class Naming(TFBertForSequenceClassification):
    """Has the main argument and one of its own by name."""

    def call(self, inputs: Any, shift: float = 0.0, **kwargs: Any) -> Any:
        output = super().call(inputs, **kwargs)
        output.logits = output.logits + shift
        return output


class Late(TFBertForSequenceClassification):
    """Names an argument behind the others."""

    def call(self, *args: Any, shift: float = 0.0, **kwargs: Any) -> Any:
        output = super().call(*args, **kwargs)
        output.logits = output.logits + shift
        return output


class Unpacking(TFBertForSequenceClassification):
    """Is decorated as in `transformers`."""

    @unpack_inputs
    def call(self, input_ids: Any = None, shift: float = 0.0, **kwargs: Any) -> Any:
        output = super().call(input_ids, **kwargs)
        output.logits = output.logits + shift
        return output


@pytest.mark.parametrize("cls", [Handing, Naming, Late, Unpacking])
def test_arguments_arrive_in_whatever_way_a_call_is_written(cls: type[Any]) -> None:
    config = tiny_bert.config(num_hidden_layers=1)
    plain, own = TFBertForSequenceClassification(config), cls(config)
    own.set_weights(plain.get_weights())
    wanted = plain(IDS, attention_mask=MASK)
    first = inspect.signature(cls.call).parameters
    assert "kwargs" not in first and "attention_mask" in first
    for output in (
        own(IDS, attention_mask=MASK, output_hidden_states=True),
        own({"input_ids": IDS, "attention_mask": MASK, "output_hidden_states": True}),
    ):
        np.testing.assert_allclose(output.logits, wanted.logits, rtol=0, atol=1e-6)
        assert len(output.hidden_states) == 2
    if "shift" in first:
        shifted = own(IDS, attention_mask=MASK, shift=2.0)
        np.testing.assert_allclose(shifted.logits, wanted.logits + 2.0, rtol=0, atol=1e-5)
    own.compile("sgd", run_eagerly=True)
    own.fit({"input_ids": IDS, "attention_mask": MASK}, np.array([0, 1]), verbose=0)
    if cls is Handing:
        assert own.training_seen is True
        own.predict(IDS, verbose=0)
        assert not own.training_seen


def test_labels_by_position_are_labels_where_a_model_also_reads_an_encoders_states() -> None:
    model = TFBertForMaskedLM(tiny_bert.config(num_hidden_layers=1))
    by_place = model((IDS, MASK, *[None] * 7, IDS)).loss
    np.testing.assert_allclose(by_place, model(IDS, attention_mask=MASK, labels=IDS).loss, rtol=1e-5)


@pytest.mark.parametrize(
    ("made", "config"), [(TFGPT2DoubleHeadsModel, GPT2Config), (TFOpenAIGPTDoubleHeadsModel, OpenAIGPTConfig)]
)
def test_a_model_that_writes_and_chooses_reads_a_batch_without_choices(made: Any, config: Any) -> None:
    model = made(config(n_layer=1, n_embd=8, n_head=2, vocab_size=20))
    plain = model(IDS, output_hidden_states=True, labels=IDS, mc_token_ids=np.array([1, 2]))
    chosen = model(IDS[:, None], labels=IDS[:, None], mc_token_ids=np.array([[1], [2]]))
    assert plain.mc_logits.shape == (2,) and plain.hidden_states[-1].shape == (2, 3, 8)
    np.testing.assert_allclose(plain.logits, chosen.logits[:, 0], rtol=1e-5)
    np.testing.assert_allclose(plain.mc_logits, chosen.mc_logits[:, 0], rtol=1e-5)
    np.testing.assert_allclose(plain.loss, chosen.loss, rtol=1e-5)
    last = model(IDS, labels=IDS).mc_logits
    assert plain.mc_logits[0] != last[0]
    np.testing.assert_allclose(plain.mc_logits[1], last[1], rtol=1e-5)
