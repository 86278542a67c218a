"""One promise, three backends: the same call of the same weights gives the same numbers, or the same kind of error.

A situation is a model, a config and the arguments of a call, as plain lists; each backend's class loads one checkpoint.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import trivet
from trivet.errors import InputRangeError, InvalidInputError
from trivet.families.names import class_prefix
from trivet.testing import tiny_config

Refusal = type[InvalidInputError]
IDS, TWO_ROWS = [[4, 2, 7]], [[4, 2, 7], [1, 3, 2]]


@dataclass(frozen=True)
class Situation:
    """A call, what of its output counts, and what error is wanted of it, if any."""

    family: str
    head: str
    inputs: Mapping[str, Any]
    output: str = "logits"
    refusal: Refusal | None = None
    config: Mapping[str, Any] = field(default_factory=dict)


_SEQUENCE, _TOKENS, _ANSWER = "ForSequenceClassification", "ForTokenClassification", "ForQuestionAnswering"
_WORDS, _MODEL = "ForMaskedLM", "Model"
_T5 = {"decoder_start_token_id": 0}


def _bert(head: str, output: str = "loss", refusal: Refusal | None = None, **inputs: Any) -> Situation:
    config = {} if head == _ANSWER else {"num_labels": 3, "num_hidden_layers": 1}
    return Situation("bert", f"Bert{head}", {"input_ids": IDS, **inputs}, output, refusal, config)


def _bart(ids: Any, refusal: Refusal | None = None, **config: Any) -> Situation:
    return Situation("bart", "BartForSequenceClassification", {"input_ids": ids}, "logits", refusal, config)


SITUATIONS = {
    "a label that is no class": _bert(_SEQUENCE, refusal=InputRangeError, labels=[7]),
    "a negative label": _bert(_SEQUENCE, refusal=InputRangeError, labels=[-1]),
    "fewer labels than rows": _bert(_SEQUENCE, refusal=InvalidInputError, input_ids=TWO_ROWS, labels=[1]),
    "more labels than rows": _bert(_SEQUENCE, refusal=InvalidInputError, labels=[1, 2]),
    "a word that is none": _bert(_WORDS, refusal=InputRangeError, labels=[[1, 500, -100]]),
    "nothing but ignored labels": _bert(_TOKENS, labels=[[-100, -100, -100]]),
    "some ignored labels": _bert(_TOKENS, labels=[[0, -100, 2]]),
    "labels of several at once": _bert(_SEQUENCE, labels=[[0.0, 1.0, 1.0]]),
    "too few labels of several at once": _bert(_SEQUENCE, refusal=InvalidInputError, labels=[[0.0, 1.0]]),
    "an answer out of range": _bert(_ANSWER, start_positions=[9], end_positions=[1]),
    "an answer before the start": _bert(_ANSWER, start_positions=[-4], end_positions=[1]),
    "no answer for a row": _bert(
        _ANSWER, refusal=InvalidInputError, input_ids=TWO_ROWS, start_positions=[0], end_positions=[1]
    ),
    "a second sentence": _bert("ForNextSentencePrediction", labels=[1], token_type_ids=[[0, 1, 1]]),
    "a token that is none": _bert(_MODEL, "last_hidden_state", InputRangeError, input_ids=[[1, 5000]]),
    "a negative token": _bert(_MODEL, "last_hidden_state", InputRangeError, input_ids=[[1, -1]]),
    "a segment that is none": _bert(_MODEL, "last_hidden_state", InputRangeError, token_type_ids=[[0, 1, 5]]),
    "a position that is none": _bert(_MODEL, "last_hidden_state", InputRangeError, position_ids=[[0, 1, 500]]),
    "longer than the positions": _bert(_MODEL, "last_hidden_state", InputRangeError, input_ids=[[1] * 400]),
    "a mask of another length": _bert(_MODEL, "last_hidden_state", InvalidInputError, attention_mask=[[1, 1, 1, 1]]),
    "a mask of other rows": _bert(_MODEL, "last_hidden_state", InvalidInputError, attention_mask=[[1, 1, 1]] * 2),
    "a mask of one axis": _bert(_MODEL, "last_hidden_state", InvalidInputError, attention_mask=[1, 1, 1]),
    "a mask of other queries": _bert(_MODEL, "last_hidden_state", InvalidInputError, attention_mask=[[[1, 1, 1]] * 2]),
    "a mask for each query": _bert(_MODEL, "last_hidden_state", attention_mask=[[[1, 0, 0], [1, 1, 0], [0, 1, 1]]]),
    "everything masked": _bert(_MODEL, "last_hidden_state", attention_mask=[[0, 0, 0]]),
    "a head mask of other heads": _bert(_MODEL, "last_hidden_state", InvalidInputError, head_mask=[1.0, 0.0, 1.0]),
    "a head mask of other layers": _bert(_MODEL, "last_hidden_state", InvalidInputError, head_mask=[[1.0, 0.0]] * 9),
    "choices": Situation("bert", "BertForMultipleChoice", {"input_ids": [[[4, 2], [1, 0]]], "labels": [1]}, "loss"),
    "a choice that is none": Situation(
        "bert", "BertForMultipleChoice", {"input_ids": [[[4, 2], [1, 0]]], "labels": [2]}, "loss", InputRangeError
    ),
    "a number for the input": Situation(
        "bert",
        "BertForSequenceClassification",
        {"input_ids": TWO_ROWS, "labels": [1, 2]},
        "loss",
        None,
        {"num_labels": 1},
    ),
    "a number for one input of two": Situation(
        "bert",
        "BertForSequenceClassification",
        {"input_ids": TWO_ROWS, "labels": [1.0]},
        "loss",
        InvalidInputError,
        {"num_labels": 1},
    ),
    "padding before, for positions that skip it": Situation(
        "roberta", "RobertaModel", {"input_ids": [[1, 1, 7, 8]], "attention_mask": [[0, 0, 1, 1]]}, "last_hidden_state"
    ),
    "padding before a decoder's tokens": Situation(
        "gpt2",
        "GPT2ForSequenceClassification",
        {"input_ids": [[0, 0, 5], [7, 8, 0]], "attention_mask": [[0, 0, 1], [1, 1, 0]]},
        config={"pad_token_id": 0},
    ),
    "a row of nothing but padding": Situation(
        "llama", "LlamaForSequenceClassification", {"input_ids": [[0, 0], [0, 3]]}, config={"pad_token_id": 0}
    ),
    "two rows and no padding token": Situation(
        "llama",
        "LlamaForSequenceClassification",
        {"input_ids": TWO_ROWS},
        refusal=InvalidInputError,
        config={"pad_token_id": None},
    ),
    "a decoder's mask of another length": Situation(
        "llama", "LlamaForCausalLM", {"input_ids": IDS, "attention_mask": [[1, 1]]}, refusal=InvalidInputError
    ),
    "a decoder with padding before": Situation(
        "llama", "LlamaForCausalLM", {"input_ids": IDS, "attention_mask": [[0, 1, 1]], "labels": [[-100, 2, 7]]}, "loss"
    ),
    "more of a decoder than positions": Situation(
        "gpt2", "GPT2LMHeadModel", {"input_ids": [[1] * 400]}, refusal=InputRangeError
    ),
    "one end": _bart([[5, 6, 2], [5, 2, 1]]),
    "one row without an end": _bart([[5, 6, 2], [5, 6, 7]], InvalidInputError),
    "rows with different numbers of ends": _bart([[2, 6, 2], [5, 6, 2]], InvalidInputError),
    "no end": _bart([[5, 6, 7], [5, 6, 8]], InvalidInputError),
    "several tokens that end": _bart([[5, 6, 2], [5, 6, 3]], eos_token_id=[2, 3]),
    "no token that ends": _bart([[5, 6, 2]], InvalidInputError, eos_token_id=None, forced_eos_token_id=None),
    "labels and no padding token": Situation(
        "bart",
        "BartForConditionalGeneration",
        {"input_ids": IDS, "labels": [[7, -100, 9]]},
        "loss",
        InvalidInputError,
        {"pad_token_id": None},
    ),
    "a source's mask of another length": Situation(
        "bart",
        "BartForConditionalGeneration",
        {"input_ids": IDS, "decoder_input_ids": [[2, 3]], "attention_mask": [[1, 1]]},
        refusal=InvalidInputError,
    ),
    "a target's mask of another length": Situation(
        "bart",
        "BartForConditionalGeneration",
        {"input_ids": IDS, "decoder_input_ids": [[2, 3]], "decoder_attention_mask": [[1, 1, 1]]},
        refusal=InvalidInputError,
    ),
    "T5's labels": Situation(
        "t5", "T5ForConditionalGeneration", {"input_ids": IDS, "labels": [[7, -100, 9]]}, "loss", None, _T5
    ),
    "T5's labels, and no token to start with": Situation(
        "t5",
        "T5ForConditionalGeneration",
        {"input_ids": IDS, "labels": [[7, -100, 9]]},
        "loss",
        InvalidInputError,
        {"decoder_start_token_id": None},
    ),
    "T5's mask of another length": Situation(
        "t5",
        "T5ForConditionalGeneration",
        {"input_ids": IDS, "labels": [[7, 9]], "attention_mask": [[1, 1]]},
        refusal=InvalidInputError,
        config=_T5,
    ),
    "mBART's labels, one row of them ignored": Situation(
        "mbart", "MBartForConditionalGeneration", {"input_ids": TWO_ROWS, "labels": [[7, 9, 4], [-100] * 3]}, "loss"
    ),
}


Models = Callable[[Situation], dict[str, Any]]


@pytest.fixture(scope="module")
def models_of(tmp_path_factory: pytest.TempPathFactory) -> Models:
    """Gives the model of a situation in each backend, all of one checkpoint; situations share models."""
    made: dict[str, dict[str, Any]] = {}

    def models(situation: Situation) -> dict[str, Any]:
        key = f"{situation.head} {sorted(situation.config.items())}"
        if key not in made:
            folder = tmp_path_factory.mktemp("model")
            config = tiny_config(situation.family, **situation.config)
            getattr(trivet, situation.head)(config).save_pretrained(folder)
            classes = {prefix: getattr(trivet, prefix + situation.head) for prefix in ("", "TF", "Flax")}
            made[key] = {prefix: each.from_pretrained(folder) for prefix, each in classes.items()}
        return made[key]

    return models


def outcome(prefix: str, model: Any, situation: Situation) -> Any:
    """What the call gives, in float32; or the kind of error that it raises."""
    import torch

    tensor: Any = np.asarray if prefix else torch.tensor
    try:
        output = model(**{name: tensor(value) for name, value in situation.inputs.items()})[situation.output]
    except Exception as error:
        return type(error)
    found = np.asarray(output.detach() if hasattr(output, "detach") else output, np.float32)
    return found.mean() if situation.output == "loss" else found  # TensorFlow's losses are of each row


@pytest.mark.parametrize("what", SITUATIONS)
def test_the_three_backends_agree(what: str, models_of: Models) -> None:
    situation = SITUATIONS[what]
    outcomes = [outcome(prefix, model, situation) for prefix, model in models_of(situation).items()]
    kinds = [found for found in outcomes if isinstance(found, type)]
    assert kinds == ([] if situation.refusal is None else [situation.refusal] * len(outcomes))
    for found in [] if kinds else outcomes[1:]:
        np.testing.assert_allclose(found, outcomes[0], rtol=0, atol=1e-5)


@pytest.mark.parametrize("name", ["BertModel", "AutoModel"])
def test_old_keywords_warn_of_the_callers_line(framework: str, name: str, tmp_path: Path) -> None:
    trivet.BertModel(tiny_config("bert")).save_pretrained(tmp_path)
    called = getattr(trivet, class_prefix(framework) + name)
    with warnings.catch_warnings(record=True) as seen:
        warnings.simplefilter("always")
        called.from_pretrained(tmp_path, use_auth_token="x")
    assert [each.filename for each in seen if "use_auth_token" in str(each.message)] == [__file__]
