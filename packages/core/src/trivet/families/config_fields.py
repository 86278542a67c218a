"""The fields that every config has, and how fields are set and written."""

from __future__ import annotations

import copy
import json
import logging
import sys
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from trivet.errors import InvalidConfigError, nearest
from trivet.families.fields import Fields, field
from trivet.families.requirements import FLAG, TEXT, TOKEN, TOKENS, Requirement, integer, one_of, shown

logger = logging.getLogger(__name__)

MOST_LABELS = 1_000_000
"""A number from a config.json fills memory before anything else is looked at."""


class KeptFields(Fields):
    """Fields of every config that one with an `__init__` of its own may set before it calls the base class's."""

    torchscript: bool = field(FLAG, default=False, kw_only=True)
    use_bfloat16: bool = field(default=False, kw_only=True)
    tf_legacy_loss: bool = field(default=False, kw_only=True)
    pruned_heads: Any = field(default={}, kw_only=True)
    chunk_size_feed_forward: int = field(default=0, kw_only=True)
    is_encoder_decoder: bool = field(FLAG, default=False, kw_only=True)
    is_decoder: bool = field(FLAG, default=False, kw_only=True)
    cross_attention_hidden_size: int | None = field(default=None, kw_only=True)
    add_cross_attention: bool = field(FLAG, default=False, kw_only=True)
    tie_encoder_decoder: bool = field(FLAG, default=False, kw_only=True)
    # how a config.json of before generation_config.json says how the model writes text
    max_length: int = field(default=20, kw_only=True)
    min_length: int = field(default=0, kw_only=True)
    do_sample: bool = field(default=False, kw_only=True)
    early_stopping: bool = field(default=False, kw_only=True)
    num_beams: int = field(default=1, kw_only=True)
    num_beam_groups: int = field(default=1, kw_only=True)
    diversity_penalty: float = field(default=0.0, kw_only=True)
    temperature: float = field(default=1.0, kw_only=True)
    top_k: int = field(default=50, kw_only=True)
    top_p: float = field(default=1.0, kw_only=True)
    typical_p: float = field(default=1.0, kw_only=True)
    repetition_penalty: float = field(default=1.0, kw_only=True)
    length_penalty: float = field(default=1.0, kw_only=True)
    no_repeat_ngram_size: int = field(default=0, kw_only=True)
    encoder_no_repeat_ngram_size: int = field(default=0, kw_only=True)
    bad_words_ids: list[list[int]] | None = field(default=None, kw_only=True)
    num_return_sequences: int = field(default=1, kw_only=True)
    output_scores: bool = field(default=False, kw_only=True)
    return_dict_in_generate: bool = field(default=False, kw_only=True)
    forced_bos_token_id: int | list[int] | None = field(default=None, kw_only=True)
    forced_eos_token_id: int | list[int] | None = field(default=None, kw_only=True)
    remove_invalid_values: bool = field(default=False, kw_only=True)
    exponential_decay_length_penalty: Any = field(default=None, kw_only=True)
    suppress_tokens: list[int] | None = field(default=None, kw_only=True)
    begin_suppress_tokens: list[int] | None = field(default=None, kw_only=True)
    finetuning_task: str | None = field(default=None, kw_only=True)
    tokenizer_class: str | None = field(default=None, kw_only=True)
    prefix: str | None = field(default=None, kw_only=True)
    decoder_start_token_id: int | None = field(TOKEN, default=None, kw_only=True)
    task_specific_params: dict[str, Any] | None = field(default=None, kw_only=True)
    transformers_version: str | None = field(default=None, kw_only=True)


class CommonFields(KeptFields):
    """All fields of every config."""

    return_dict: bool = field(FLAG, default=True, kw_only=True)
    output_hidden_states: bool = field(FLAG, default=False, kw_only=True)
    output_attentions: bool = field(FLAG, default=False, kw_only=True)
    torch_dtype: Any = field(default=None, kw_only=True)
    tie_word_embeddings: bool = field(FLAG, default=True, kw_only=True)
    architectures: list[str] | None = field(default=None, kw_only=True)
    id2label: dict[int, str] = field(default=None, kw_only=True)
    label2id: dict[str, int] = field(default=None, kw_only=True)
    num_labels: int = field(default=None, kw_only=True)
    problem_type: str | None = field(
        one_of("regression", "single_label_classification", "multi_label_classification").or_null(),
        default=None,
        kw_only=True,
    )
    bos_token_id: int | list[int] | None = field(TOKENS, default=None, kw_only=True)
    pad_token_id: int | None = field(TOKEN, default=None, kw_only=True)
    eos_token_id: int | list[int] | None = field(TOKENS, default=None, kw_only=True)
    sep_token_id: int | None = field(TOKEN, default=None, kw_only=True)


def _is_numbered(value: Any) -> bool:
    if not isinstance(value, Mapping) or len(value) > MOST_LABELS:
        return False
    return all(_is_number(key) and _is_label(label) for key, label in value.items())


def _is_number(key: Any) -> bool:
    return isinstance(key, int) or (isinstance(key, str) and len(key) < 20 and key.isascii() and key.isdigit())


def _is_label(label: Any) -> bool:
    return label is None or isinstance(label, str | int | float)


_NUM_LABELS = integer(0, MOST_LABELS)
_ID2LABEL = Requirement("an object of labels by number", _is_numbered)
_LABEL2ID = Requirement("an object of numbers by label", lambda value: isinstance(value, Mapping))
_WHEN_SET: Mapping[str, Requirement] = MappingProxyType(
    {"id2label": _ID2LABEL, "label2id": _LABEL2ID, "model_type": TEXT}
)
"""Fields that a config itself reads, before anything asks whether it is valid."""


def value_of(name: str, value: Any) -> Any:
    """The value of a field after it is set: labels by number have numbers as keys, which in JSON are text.

    Raises:
        InvalidConfigError: a config itself reads the field, and its value is invalid.
    """
    if name in _WHEN_SET:
        _WHEN_SET[name].check(name, value)
    return {int(key): label for key, label in value.items()} if name == "id2label" else value


def labels_of(
    id2label: Mapping[Any, Any] | None, label2id: Mapping[Any, Any] | None, num_labels: int | None
) -> tuple[dict[int, Any], dict[Any, Any]]:
    """Labels by number, and numbers by label. Labels that are named win over a number that contradicts them.

    Raises:
        InvalidConfigError: one of the three is invalid.
    """
    if num_labels is not None:
        _NUM_LABELS.check("num_labels", num_labels)
    if label2id is not None:
        _LABEL2ID.check("label2id", label2id)
    if id2label is None:
        named = {index: f"LABEL_{index}" for index in range(2 if num_labels is None else num_labels)}
    else:
        _ID2LABEL.check("id2label", id2label)
        named = {int(key): label for key, label in id2label.items()}
        if num_labels not in (None, len(named)):
            logger.warning(
                "num_labels=%s of the config is ignored: its id2label names %d labels. Leave out id2label to have "
                "new labels, or give num_labels as a keyword of from_pretrained",
                num_labels,
                len(named),
            )
    return named, dict(label2id) if label2id else {label: index for index, label in named.items()}


def json_text(fields: Mapping[str, Any]) -> str:
    """Fields as JSON text, keys sorted. Half a surrogate pair, which UTF-8 cannot hold, is written as an escape.

    Raises:
        InvalidConfigError: JSON cannot hold one of them.
    """
    try:
        text = json.dumps(fields, indent=2, sort_keys=True, ensure_ascii=False)
    except (TypeError, ValueError, RecursionError):
        for name, value in fields.items():
            _JSON.check(name, value)
        raise
    return text.encode(errors="backslashreplace").decode() + "\n"


def _is_json(value: Any) -> bool:
    try:
        json.dumps(value, sort_keys=True)
    except (TypeError, ValueError, RecursionError):
        return False
    return True


_JSON = Requirement("a value that JSON can hold", _is_json)


def plain(value: Any, written: Callable[[Any], Any]) -> Any:
    """A copy of a field's value as JSON can hold it.

    Args:
        written: what a config within the value becomes.
    """
    if isinstance(value, Mapping):
        return {key: plain(each, written) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return type(value)(plain(each, written) for each in value) if type(value) in (list, tuple) else list(value)
    if hasattr(value, "to_diff_dict") and hasattr(value, "to_dict"):
        return written(value)
    return copy.deepcopy(value)


def parsed(text: str, fields: Mapping[str, Any]) -> dict[str, Any]:
    """Text such as `a=1,b=true` as values of the fields' types.

    Raises:
        InvalidConfigError: a name is not one of the fields, or the text is not a value of its type.
    """
    values: dict[str, Any] = {}
    for name, _, value_text in (pair.strip().partition("=") for pair in text.split(",")):
        if name not in fields:
            raise InvalidConfigError(f"there is no field {name!r}{nearest(name, fields)}", field=name)
        try:
            values[name] = _KINDS[type(fields[name])](value_text)
        except (KeyError, ValueError):
            reason = f"{name} cannot be set from the text {shown(value_text)}: it is {shown(fields[name])}"
            raise InvalidConfigError(reason, field=name) from None
    return values


_FLAGS = {"true": True, "1": True, "yes": True, "false": False, "0": False, "no": False}
_KINDS: Mapping[type, Callable[[str], Any]] = {
    bool: lambda text: _FLAGS[text.lower()],
    int: int,
    float: float,
    str: str,
}


def refuse_contradiction(fields: Mapping[str, Any]) -> None:
    """
    Raises:
        InvalidConfigError: keywords name a number of labels, and other labels.
    """
    count, labels = fields.get("num_labels"), fields.get("id2label")
    if count is not None and isinstance(labels, Mapping) and len(labels) != count:
        reason = f"num_labels is {shown(count)}, but id2label names {len(labels)}: give one of them"
        raise InvalidConfigError(reason, field="num_labels")


def renamed(fields: Mapping[str, Any], attribute_map: Mapping[str, str]) -> dict[str, Any]:
    """The fields under their own names, which take precedence over their other names."""
    own = {name: value for name, value in fields.items() if name not in attribute_map}
    return {**{attribute_map[name]: value for name, value in fields.items() if name in attribute_map}, **own}


def dtype_label(value: Any) -> str | None:
    """`torch.float16` and `"float16"` → `"float16"`, the form in config.json."""
    if value is None or value == "auto":
        return None if value is None else "auto"
    from trivet.dtypes import parse_dtype

    return parse_dtype(value).numpy_name


def name_dtypes(fields: dict[str, Any]) -> None:
    """Put the name of a dtype in place of each that is a framework's object, in fields and in the dicts within."""
    for name in ("torch_dtype", "dtype"):
        if fields.get(name) is not None and not isinstance(fields[name], str):
            fields[name] = dtype_label(fields[name])
    for value in fields.values():
        if isinstance(value, dict):
            name_dtypes(value)


def dtype_object(label: str | None) -> Any:
    """PyTorch's dtype of a name if PyTorch is imported and has it; else the name.

    Imports nothing: without PyTorch, its objects have no use.
    """
    torch = sys.modules.get("torch")
    return label if torch is None or label is None else getattr(torch, label, label)
