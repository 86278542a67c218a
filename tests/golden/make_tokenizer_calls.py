"""Makes `tokenizer_calls.json`: what the fast tokenizers of 4.37.2 return for calls with the vocabularies of
`tokenizers.json`.

Needs the reference environment: `python tests/golden/make_tokenizer_calls.py`.
"""

import json
import logging
import tempfile
from pathlib import Path
from typing import Any

import transformers
from make_tokenizers import PAIRS, PIECES

HERE = Path(__file__).parent
FIRST = ["The lazy dog didn't jump.", "two spaces, a\ttab", "the [MASK] fox"]
SECOND = ["  a line", "The dog.", "jump jump the lazy the dog"]
CALLS: list[dict[str, Any]] = [
    {"text": FIRST[0]},
    {"text": FIRST[0], "text_pair": SECOND[0]},
    {"text": FIRST},
    {"text": FIRST, "text_pair": SECOND},
    {"text": FIRST, "add_special_tokens": False, "return_length": True},
    {"text": FIRST, "padding": True},
    {"text": FIRST, "text_pair": SECOND, "padding": "longest", "pad_to_multiple_of": 8},
    {"text": FIRST, "padding": "max_length", "max_length": 20, "truncation": True},
    {"text": FIRST, "text_pair": SECOND, "truncation": True, "max_length": 9},
    {"text": FIRST, "text_pair": SECOND, "truncation": "only_second", "max_length": 32, "stride": 2, "padding": True}
    | {"return_overflowing_tokens": True, "return_offsets_mapping": True},
    {"text": "the fox", "text_pair": SECOND[2], "truncation": "only_second", "max_length": 14, "stride": 1}
    | {"return_overflowing_tokens": True},
    {"text": FIRST[0], "truncation": True, "max_length": 6, "return_overflowing_tokens": True},
    {"text": FIRST[0], "max_length": 5},
    {"text": FIRST, "padding": True, "return_special_tokens_mask": True, "return_attention_mask": False},
    {"text": FIRST[0], "return_token_type_ids": True, "return_offsets_mapping": True},
    {"text": ["The", "lazy", "dog"], "is_split_into_words": True},
    {"text": [["The", "lazy"], ["dog"]], "is_split_into_words": True, "padding": True},
    {"text": FIRST[0], "text_target": SECOND[0]},
]
SIDES = ["right", "left"]
PAD = {"input_ids": [[5, 6, 7], [5]], "labels": [1, 2]}
TEMPLATE = (
    "{% for message in messages %}\n{% if message['role'] == 'system' %}{{ raise_exception('no system') }}{% endif %}\n"
    "{{ message['content'] + ' ' }}{% endfor %}\n{% if add_generation_prompt %}{{ eos_token or sep_token }}{% endif %}"
)
CHAT = [{"role": "user", "content": "the dog"}, {"role": "assistant", "content": "jump"}]


def plain(value: Any) -> Any:
    """Encodings as JSON has them."""
    return {name: json.loads(json.dumps(each)) for name, each in value.items()}


def result(theirs: Any, call: dict[str, Any]) -> Any:
    """What a call returns; None where the reference refuses it."""
    try:
        return plain(theirs(**call))
    except (AssertionError, ValueError):
        return None


def case(name: str, options: dict[str, Any], files: dict[str, str]) -> dict[str, Any]:
    """What the reference makes of every call."""
    with tempfile.TemporaryDirectory() as folder:
        for each, text in files.items():
            (Path(folder) / each).write_text(text, encoding="utf-8")
        theirs = getattr(transformers, name).from_pretrained(folder, **options)
        given = theirs.special_tokens_map
        if theirs.pad_token is None:
            theirs.pad_token = theirs.eos_token
        results = {}
        for side in SIDES:
            theirs.padding_side = theirs.truncation_side = side
            results[side] = [result(theirs, call) for call in CALLS]
        theirs.padding_side = "right"
        ids = theirs(FIRST)["input_ids"]
        theirs.chat_template = TEMPLATE
        return {
            "special_tokens_map": given,
            "model_input_names": theirs.model_input_names,
            "results": results,
            "decoded": [theirs.decode(each) for each in ids],
            "without_special": theirs.batch_decode(ids, skip_special_tokens=True),
            "as_it_is": theirs.batch_decode(ids, clean_up_tokenization_spaces=False),
            "tokens": theirs.tokenize(FIRST[0]),
            "padded": plain(theirs.pad(PAD, padding="max_length", max_length=5)),
            "chat": theirs.apply_chat_template(CHAT, add_generation_prompt=True, tokenize=False),
            "chat_ids": theirs.apply_chat_template(CHAT, add_generation_prompt=True),
            "sizes": [
                len(theirs),
                theirs.vocab_size,
                theirs.num_special_tokens_to_add(),
                theirs.num_special_tokens_to_add(True),
            ],
        }


def main() -> None:
    """Make all."""
    logging.disable(logging.WARNING)
    files = json.loads((HERE / "data" / "tokenizers.json").read_text(encoding="utf-8"))
    classes = {family: (name, options) for family, (name, _, options) in PAIRS.items()}
    classes |= PIECES
    cases = {family: case(name, options, files[family]["files"]) for family, (name, options) in classes.items()}
    made = {"calls": CALLS, "pad": PAD, "template": TEMPLATE, "chat": CHAT, "texts": FIRST, "cases": cases}
    out = HERE / "data" / "tokenizer_calls.json"
    out.write_text(json.dumps(made, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")
    print(out, out.stat().st_size)


if __name__ == "__main__":
    main()
