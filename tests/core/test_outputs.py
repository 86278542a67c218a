"""Model outputs: one object that is a dataclass, a tuple and a mapping, with what is None left out."""

import dataclasses
import inspect

import pytest

from trivet.families import outputs
from trivet.families.outputs import BertForPreTrainingOutput, ModelOutput, SequenceClassifierOutput

CLASSES = [found for _, found in inspect.getmembers(outputs, inspect.isclass) if issubclass(found, ModelOutput)]
FILLED = [found for found in CLASSES if found is not ModelOutput]


@pytest.fixture
def output() -> SequenceClassifierOutput[str]:
    return SequenceClassifierOutput(loss=None, logits="logits", attentions=("a", "b"))


def test_unpacks_what_is_set(output: SequenceClassifierOutput[str]) -> None:
    logits, attentions = output
    assert (logits, attentions) == ("logits", ("a", "b"))
    assert output.to_tuple() == ("logits", ("a", "b")) == tuple(output)
    loss, *rest = SequenceClassifierOutput(loss=0.5, logits="logits")
    assert (loss, rest) == (0.5, ["logits"])


def test_is_indexed_by_number_name_and_slice(output: SequenceClassifierOutput[str]) -> None:
    assert output[0] == output["logits"] == output.logits == "logits"
    assert output[-1] == output[1] == ("a", "b")
    assert output[:1] == ("logits",)
    assert output[:] == output.to_tuple()


def test_what_is_not_set_is_not_there(output: SequenceClassifierOutput[str]) -> None:
    assert output.loss is None
    assert "loss" not in output
    assert "logits" in output
    assert output.get("loss") is None
    assert output.get("loss", 3) == 3
    assert output.get("logits") == "logits"
    with pytest.raises(KeyError, match="loss"):
        output["loss"]
    with pytest.raises(KeyError, match="nonsense"):
        output["nonsense"]
    with pytest.raises(IndexError):
        output[2]


def test_reads_like_a_mapping(output: SequenceClassifierOutput[str]) -> None:
    assert output.keys() == ("logits", "attentions")
    assert output.values() == ("logits", ("a", "b"))
    assert output.items() == (("logits", "logits"), ("attentions", ("a", "b")))
    assert dict(**output) == dict(output.items())
    assert len(output) == 2


def test_falsy_values_are_set() -> None:
    output = SequenceClassifierOutput(loss=0.0, logits="", hidden_states=())
    assert output.keys() == ("loss", "logits", "hidden_states")


def test_fields_can_be_set_later(output: SequenceClassifierOutput[str]) -> None:
    output.loss = "loss"
    assert output[0] == "loss"


@pytest.mark.parametrize("made", FILLED, ids=lambda made: made.__name__)
def test_every_output_gives_its_fields_in_their_order(made: type[ModelOutput[str]]) -> None:
    names = [field.name for field in dataclasses.fields(made)]
    assert len(made()) == 0
    full = made(*names)
    assert list(full) == names == list(full.keys())
    ends = [name for name in names[1:] if name.endswith(("hidden_state", "hidden_states", "attentions"))]
    assert [name for name in names if name != "past_key_values"][-len(ends) :] == ends
    assert len(ends) in (2, 3, 6)  # of one stack, of one that looks at another, of both
    assert names[0] in {"loss", "last_hidden_state"}
    assert made.__doc__


def test_pretraining_has_both_logits() -> None:
    output = BertForPreTrainingOutput(prediction_logits=1, seq_relationship_logits=2)
    assert output.to_tuple() == (1, 2)
