"""Model outputs: one object that is a dataclass and an ordered mapping of what is not None."""

import copy
import dataclasses
import inspect
import pickle
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pytest

from trivet.families import model_output, outputs
from trivet.families.outputs import (
    BaseModelOutput,
    BertForPreTrainingOutput,
    CausalLMOutputWithPast,
    ModelOutput,
    SequenceClassifierOutput,
)

CLASSES = [found for _, found in inspect.getmembers(outputs, inspect.isclass) if issubclass(found, ModelOutput)]
FILLED = [found for found in CLASSES if found is not ModelOutput]


@pytest.fixture
def output() -> SequenceClassifierOutput[Any]:
    return SequenceClassifierOutput(loss=None, logits="logits", attentions=("a", "b"))


def test_is_an_ordered_mapping_of_what_is_set(output: SequenceClassifierOutput[Any]) -> None:
    assert isinstance(output, Mapping)
    assert isinstance(output, dict)
    assert list(output) == list(output.keys()) == ["logits", "attentions"]
    assert list(output.values()) == ["logits", ("a", "b")]
    assert dict(output) == dict(output.items()) == {**output} == {"logits": "logits", "attentions": ("a", "b")}
    assert len(output) == 2


def test_gives_a_tuple_of_what_is_set(output: SequenceClassifierOutput[Any]) -> None:
    assert output.to_tuple() == ("logits", ("a", "b"))
    loss, *rest = SequenceClassifierOutput(loss=0.5, logits="logits").to_tuple()
    assert (loss, rest) == (0.5, ["logits"])


def test_is_indexed_by_number_name_and_slice(output: SequenceClassifierOutput[Any]) -> None:
    assert output[0] == output["logits"] == output.logits == "logits"
    assert output[-1] == output[1] == ("a", "b")
    assert output[:1] == ("logits",)
    assert output[:] == output.to_tuple()


def test_what_is_not_set_is_not_there(output: SequenceClassifierOutput[Any]) -> None:
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


def test_falsy_values_are_set() -> None:
    output = SequenceClassifierOutput[Any](loss=0.0, logits="", hidden_states=())
    assert list(output) == ["loss", "logits", "hidden_states"]


def test_items_and_attributes_are_one(output: SequenceClassifierOutput[Any]) -> None:
    output["logits"] = "others"
    assert output.logits == output[0] == "others"
    output.loss = 1.0
    assert output["loss"] == output[0] == 1.0
    assert list(output) == ["loss", "logits", "attentions"]
    output.loss = None
    assert list(output) == ["logits", "attentions"]
    output["loss"] = 2.0
    assert (output.loss, list(output)) == (2.0, ["loss", "logits", "attentions"])


def test_a_name_of_ones_own_becomes_an_item_when_it_is_set_as_one(output: SequenceClassifierOutput[Any]) -> None:
    output.note = "attribute"  # type: ignore[attr-defined]
    assert "note" not in output
    output["note"] = "item"
    output["loss"] = 1.0
    assert list(output) == ["loss", "logits", "attentions", "note"]
    assert output.note == "item"  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "take",
    [
        lambda output: output.__delitem__("logits"),
        lambda output: output.pop("logits"),
        lambda output: output.popitem(),
        lambda output: output.clear(),
        lambda output: output.setdefault("loss", 1),
        lambda output: output.update({"loss": 1}),
    ],
)
def test_nothing_can_be_taken_out(output: SequenceClassifierOutput[Any], take: Any) -> None:
    with pytest.raises(TypeError, match="not possible on a SequenceClassifierOutput"):
        take(output)
    assert list(output) == ["logits", "attentions"]


@pytest.mark.parametrize("make", [dict, lambda pairs: pairs, lambda pairs: (each for each in pairs), OrderedDict])
def test_is_made_of_a_mapping_or_of_pairs(make: Any) -> None:
    output = CausalLMOutputWithPast[Any](make([("logits", 2), ("loss", 1), ("own", 3)]))
    assert dict(output) == {"loss": 1, "logits": 2, "own": 3}
    assert (output.loss, output.logits) == (1, 2)


@pytest.mark.parametrize("value", [(30, 30), [("a", 1, 2)], [(1, 2)], {"a": 1}, np.ones(2), ("ab", "cd")])
def test_takes_nothing_else_apart(value: Any) -> None:
    assert BaseModelOutput[Any](value).last_hidden_state is value


def test_refuses_pairs_that_end_in_something_else() -> None:
    with pytest.raises(ValueError, match="must each be a name and a value, not 3"):
        BaseModelOutput[Any]([("last_hidden_state", 1), 3])


@pytest.mark.parametrize("copied", [lambda output: pickle.loads(pickle.dumps(output)), copy.copy, copy.deepcopy])
def test_copies_and_pickles_whole(output: SequenceClassifierOutput[Any], copied: Any) -> None:
    output["own"] = 3
    again = copied(output)
    assert type(again) is type(output)
    assert again is not output
    assert (dict(again), again.logits, again.own, again.loss) == (dict(output), "logits", 3, None)


def test_is_copied_with_other_fields(output: SequenceClassifierOutput[Any]) -> None:
    replaced = output.replace(loss=0.5, attentions=None)
    assert dict(replaced) == {"loss": 0.5, "logits": "logits"}
    assert type(replaced) is SequenceClassifierOutput
    assert list(output) == ["logits", "attentions"]
    with pytest.raises(TypeError, match="colour"):
        output.replace(colour=1)


def test_a_frozen_subclass_is_the_same_mapping() -> None:
    @dataclass(frozen=True)
    class Frozen(ModelOutput[Any]):
        logits: Any = None
        states: Any = None

    assert list(Frozen(states=1)) == ["states"]
    assert Frozen(1, 2).to_tuple() == (1, 2)
    assert dict(Frozen({"logits": 1, "states": 2})) == {"logits": 1, "states": 2}
    assert dict(copy.copy(Frozen(1)).replace(states=2)) == {"logits": 1, "states": 2}


def test_the_base_class_takes_any_name() -> None:
    output: Any = ModelOutput(sequences=1)
    output["more"] = 2
    assert (output.sequences, output[1], dict(output)) == (1, 2, {"sequences": 1, "more": 2})
    assert ModelOutput({"a": 1})["a"] == 1


def test_refuses_a_subclass_that_is_not_a_dataclass() -> None:
    class Plain(ModelOutput[Any]):
        logits: Any = None

    with pytest.raises(TypeError, match="decorate it with @dataclass"):
        Plain(logits=1)


def test_backends_learn_of_every_class(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[type[ModelOutput[Any]]] = []
    monkeypatch.setattr(model_output, "_REGISTRARS", [])
    model_output.register_classes(seen.append)
    assert set(seen) >= set(CLASSES)

    @dataclass
    class Later(BaseModelOutput[Any]):
        extra: Any = None

    assert seen[-1] is Later
    assert list(Later(1, extra=2)) == ["last_hidden_state", "extra"]


@pytest.mark.parametrize("made", FILLED, ids=lambda made: made.__name__)
def test_every_output_gives_its_fields_in_their_order(made: type[ModelOutput[Any]]) -> None:
    names = [field.name for field in dataclasses.fields(made)]
    assert len(made()) == 0
    full = made(*names)
    assert list(full) == names == list(full.values())
    ends = [name for name in names[1:] if name.endswith(("hidden_state", "hidden_states", "attentions"))]
    assert [name for name in names if name not in ("past_key_values", "router_logits")][-len(ends) :] == ends
    assert "router_logits" not in names[:-1]
    assert len(ends) in (2, 3, 6)  # of one stack, of one that looks at another, of both
    assert names[0] in {"loss", "last_hidden_state"} or "loss" not in names  # of DPR, whose classes take no labels
    assert made.__doc__


def test_pretraining_has_both_logits() -> None:
    output = BertForPreTrainingOutput[Any](prediction_logits=1, seq_relationship_logits=2)
    assert output.to_tuple() == (1, 2)
