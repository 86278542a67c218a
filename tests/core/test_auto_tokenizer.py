"""AutoTokenizer: the calls of the reference's tokenizers give the same, in lists and in every kind of tensor."""

from __future__ import annotations

import json
import pickle
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import numpy as np
import pytest
from stub_backend import StubBackend

from trivet import AutoTokenizer, BatchEncoding
from trivet.errors import BackendNotInstalledError, InvalidInputError, PackageNotInstalledError, SourceNotFoundError

pytest.importorskip("tokenizers")
DATA = Path(__file__).parents[1] / "golden" / "data"
FILES: dict[str, Any] = json.loads((DATA / "tokenizers.json").read_text(encoding="utf-8"))
GOLDEN: dict[str, Any] = json.loads((DATA / "tokenizer_calls.json").read_text(encoding="utf-8"))
CASES: dict[str, Any] = GOLDEN["cases"]
FAMILIES = list(CASES)


def read(family: str, folder: Path, **options: Any) -> Any:
    for name, text in FILES[family]["files"].items():
        (folder / name).write_text(text, encoding="utf-8")
    return AutoTokenizer.from_pretrained(folder, **options)


def with_padding(tokenizer: Any) -> Any:
    if tokenizer.pad_token is None:
        tokenizer.pad_token = tokenizer.eos_token
    return tokenizer


def plain(value: Any) -> Any:
    return json.loads(json.dumps(dict(value)))


@pytest.mark.parametrize("side", ["right", "left"])
@pytest.mark.parametrize("family", FAMILIES)
def test_calls_give_what_the_references_give(family: str, side: str, tmp_path: Path) -> None:
    tokenizer = with_padding(read(family, tmp_path, padding_side=side, truncation_side=side))
    for call, wanted in zip(GOLDEN["calls"], CASES[family]["results"][side], strict=True):
        if wanted is None:
            with pytest.raises(InvalidInputError, match="add_prefix_space=True"):
                tokenizer(**call)
        else:
            assert plain(tokenizer(**call)) == wanted, call


def test_pairs_are_taken_together_or_apart(tmp_path: Path) -> None:
    tokenizer = read("bert", tmp_path)
    apart = plain(tokenizer(["the dog", "a"], ["a line", "the"]))
    assert plain(tokenizer([["the dog", "a line"], ("a", "the")])) == apart
    assert plain(tokenizer.batch_encode_plus([("the dog", "a line"), ("a", "the")])) == apart
    assert tokenizer.encode("the dog", "a line") == apart["input_ids"][0]


def test_options_of_a_call_to_read_change_how_text_is_split(tmp_path: Path) -> None:
    spaced, plainly = read("gpt2", tmp_path, add_prefix_space=True), read("gpt2", tmp_path)
    words = spaced(["The", "dog"], is_split_into_words=True)["input_ids"]
    assert (
        words == spaced("The dog")["input_ids"] == plainly(" The dog")["input_ids"] != plainly("The dog")["input_ids"]
    )
    (tmp_path / "words").mkdir()
    cased, lower = read("distilbert", tmp_path / "words"), read("distilbert", tmp_path / "words", do_lower_case=True)
    assert cased.tokenize("The dog") == ["The", "dog"]
    assert lower.tokenize("The dog") == ["the", "dog"]


@pytest.mark.parametrize("family", FAMILIES)
def test_texts_and_facts_are_the_references(family: str, tmp_path: Path) -> None:
    tokenizer, case = read(family, tmp_path), CASES[family]
    assert tokenizer.special_tokens_map == case["special_tokens_map"]
    assert set(tokenizer.model_input_names) == set(case["model_input_names"])
    size, words, around_one, around_two = case["sizes"]
    assert (len(tokenizer), tokenizer.vocab_size) == (size, words)
    assert tokenizer.num_special_tokens_to_add() == around_one
    assert tokenizer.num_special_tokens_to_add(pair=True) == around_two
    ids = tokenizer(GOLDEN["texts"])["input_ids"]
    assert [tokenizer.decode(each) for each in ids] == case["decoded"]
    assert tokenizer.batch_decode(ids, skip_special_tokens=True) == case["without_special"]
    assert tokenizer.batch_decode(ids, clean_up_tokenization_spaces=False) == case["as_it_is"]
    assert tokenizer.tokenize(GOLDEN["texts"][0]) == case["tokens"]
    padded = with_padding(tokenizer).pad(GOLDEN["pad"], padding="max_length", max_length=5)
    assert plain(padded) == case["padded"]


@pytest.mark.parametrize("family", FAMILIES)
def test_chat_templates_give_what_the_references_give(family: str, tmp_path: Path) -> None:
    pytest.importorskip("jinja2")
    tokenizer, case = read(family, tmp_path, chat_template=GOLDEN["template"]), CASES[family]
    with_padding(tokenizer)
    assert tokenizer.apply_chat_template(GOLDEN["chat"], add_generation_prompt=True, tokenize=False) == case["chat"]
    assert tokenizer.apply_chat_template(GOLDEN["chat"], add_generation_prompt=True) == case["chat_ids"]


def test_chat_templates_come_with_a_checkpoint(tmp_path: Path) -> None:
    pytest.importorskip("jinja2")
    (tmp_path / "chat_template.jinja").write_text("{{ messages[0].content }}{{ tools }}", encoding="utf-8")
    tokenizer = read("gpt2", tmp_path)
    chat = [{"role": "user", "content": "the dog"}]
    assert tokenizer.apply_chat_template(chat, tokenize=False) == "the dogNone"
    assert tokenizer.apply_chat_template([chat, chat], tokenize=False, tools=7) == ["the dog7", "the dog7"]
    several = read(
        "gpt2", tmp_path, chat_template=[{"name": "default", "template": "a"}, {"name": "b", "template": "c"}]
    )
    assert several.apply_chat_template(chat, tokenize=False) == "a"
    assert several.apply_chat_template(chat, "b", tokenize=False) == "c"
    assert several.apply_chat_template(chat, "{{ 1 + 1 }}", tokenize=False) == "2"
    as_dict = several.apply_chat_template(chat, return_dict=True, return_tensors="np")
    assert as_dict["input_ids"].shape == as_dict["attention_mask"].shape == (1, 1)


HOSTILE = {
    "{{ ''.__class__.__mro__ }}": "unsafe",
    "{{ messages.append(1) }}": "not safely callable|unsafe",
    "{{ raise_exception('roles must alternate') }}": "roles must alternate",
    "{% if %}": "Expected an expression",
    "{% include '/etc/passwd' %}": "no loader",
}


@pytest.mark.parametrize("template", HOSTILE)
def test_a_template_cannot_leave_the_sandbox(template: str, tmp_path: Path) -> None:
    pytest.importorskip("jinja2")
    tokenizer = read("gpt2", tmp_path)
    with pytest.raises((InvalidInputError, TypeError), match=HOSTILE[template]):
        tokenizer.apply_chat_template([{"role": "user", "content": ""}], template, tokenize=False)


def test_without_a_template_or_jinja_that_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tokenizer = read("gpt2", tmp_path)
    with pytest.raises(InvalidInputError, match="has no chat template"):
        tokenizer.apply_chat_template([])
    monkeypatch.setitem(sys.modules, "jinja2", None)
    with pytest.raises(PackageNotInstalledError, match=r'jinja2.*pip install "trivet\[tokenizers\]"'):
        tokenizer.apply_chat_template([], "x")


def test_tensors_are_those_of_the_framework(tmp_path: Path, provide: Callable[..., None]) -> None:
    tokenizer = with_padding(read("bert", tmp_path))
    one, two = tokenizer("the dog", return_tensors="np"), tokenizer(["the dog", "a"], padding=True, return_tensors="np")
    assert (one["input_ids"].shape, two["attention_mask"].shape) == ((1, 4), (2, 4))
    assert one["input_ids"].dtype == np.int64
    placed = []

    class Placing(StubBackend):
        def place(self, tensor: Any, placement: Any) -> Any:
            placed.append(tensor.materialise().dtype)
            return SimpleNamespace(value=tensor.materialise())

    provide("trivet.backends", "torch", Placing())
    provide("trivet.backends", "tensorflow", Placing("tensorflow"))
    assert tokenizer("the dog", return_tensors="pt")["input_ids"].value.tolist() == one["input_ids"].tolist()
    assert {str(each) for each in placed} == {"int64"}
    placed.clear()
    tokenizer("the dog", return_tensors="tf")
    assert {str(each) for each in placed} == {"int32"}
    with pytest.raises(BackendNotInstalledError, match="the flax backend, which is not installed"):
        tokenizer("the dog", return_tensors="jax")
    with pytest.raises(ValueError, match="return_tensors is 'mx'; it may be np, pt, tf, jax"):
        tokenizer("the dog", return_tensors="mx")
    with pytest.raises(InvalidInputError, match="different numbers of tokens"):
        tokenizer(["the dog", "the"], return_tensors="np")


def test_examples_are_filled_up_together(tmp_path: Path) -> None:
    tokenizer = read("bert", tmp_path)
    examples = [tokenizer("the dog"), tokenizer("the")]
    batch = tokenizer.pad(examples, return_tensors="np", pad_to_multiple_of=8)
    assert {name: value.shape for name, value in batch.items()} == dict.fromkeys(examples[0], (2, 8))
    arrays = tokenizer.pad({"input_ids": [np.array([1, 2]), np.array([3])]}, return_attention_mask=False)
    assert plain(arrays) == {"input_ids": [[1, 2], [3, tokenizer.pad_token_id]]}
    single = tokenizer.pad({"input_ids": [1, 2]}, padding="max_length", max_length=3)
    assert single["input_ids"] == [1, 2, tokenizer.pad_token_id]
    with pytest.raises(InvalidInputError, match="there are no input_ids to fill; there are labels"):
        tokenizer.pad({"labels": [1]})
    tokenizer.padding_side = "up"
    with pytest.raises(InvalidInputError, match="padding_side is 'up'"):
        tokenizer.pad(examples)


def test_what_is_returned_knows_its_tokens(tmp_path: Path) -> None:
    tokenizer = read("bert", tmp_path)
    batch = tokenizer("the dog", "a line")
    assert isinstance(batch, BatchEncoding)
    assert batch.input_ids == batch["input_ids"]
    assert batch.tokens() == ["[CLS]", "the", "dog", "[SEP]", "a", "line", "[SEP]"]
    assert batch.sequence_ids() == [None, 0, 0, None, 1, 1, None]
    assert batch.word_ids() == batch.words() == [None, 0, 1, None, 0, 1, None]
    assert batch.char_to_token(5) == 2
    assert batch.token_to_chars(2) == (4, 7)
    assert batch.token_to_word(2) == 1
    assert batch.word_to_tokens(1) == (2, 3)
    assert batch.n_sequences == 2
    assert batch[0].ids == batch.input_ids
    assert {**batch} == batch.data
    assert tokenizer(["the", "dog"])[:1]["input_ids"] == [tokenizer("the")["input_ids"]]
    with pytest.raises(AttributeError, match="has no 'labels'; it has input_ids"):
        _ = batch.labels
    with pytest.raises(ValueError, match="made of plain values"):
        BatchEncoding({"input_ids": [1]}).tokens()
    moved = BatchEncoding({"input_ids": SimpleNamespace(to=lambda device: device), "n": 1}).to("there")
    assert moved.data == {"input_ids": "there", "n": 1}


def test_tokens_are_added_and_given_roles(tmp_path: Path) -> None:
    tokenizer = read("gpt2", tmp_path)
    size = len(tokenizer)
    assert tokenizer.add_tokens(["<a>", "the"]) == 2
    assert tokenizer.add_tokens("<a>") == 0
    assert tokenizer.add_special_tokens({"pad_token": "<pad>", "additional_special_tokens": ["<x>"]}) == 2
    assert len(tokenizer) == size + 4
    assert (tokenizer.pad_token, tokenizer.pad_token_id) == ("<pad>", size + 2)
    assert tokenizer.tokenize("a<a>") == ["a", "<a>"]
    ids = tokenizer("a<x>b<pad>")["input_ids"]
    assert tokenizer.decode(ids, skip_special_tokens=True) == "ab"
    assert tokenizer.get_special_tokens_mask(ids, already_has_special_tokens=True) == [0, 1, 0, 1]
    assert tokenizer.convert_ids_to_tokens(ids) == ["a", "<x>", "b", "<pad>"]
    assert tokenizer.convert_ids_to_tokens(ids, skip_special_tokens=True) == ["a", "b"]
    assert tokenizer.convert_tokens_to_ids(["<pad>", "no such token"]) == [size + 2, tokenizer.unk_token_id]
    assert tokenizer.convert_tokens_to_string(["a", "b"]) == "ab"
    assert set(tokenizer.get_added_vocab()) >= {"<a>", "<x>", "<pad>"}
    assert tokenizer.vocab == tokenizer.get_vocab()
    tokenizer.eos_token_id = tokenizer.convert_tokens_to_ids("a")
    assert tokenizer.eos_token == "a"
    with pytest.raises(InvalidInputError, match="there is no role 'start'"):
        tokenizer.add_special_tokens({"start": "<s>"})
    with pytest.raises(InvalidInputError, match="already_has_special_tokens=True"):
        tokenizer.get_special_tokens_mask(ids)
    with pytest.raises(AttributeError, match="has no attribute 'nonsense'"):
        _ = tokenizer.nonsense


@pytest.mark.parametrize("family", FAMILIES)
def test_what_is_saved_is_read_again(family: str, tmp_path: Path) -> None:
    (tmp_path / "first").mkdir()
    tokenizer = with_padding(read(family, tmp_path / "first", padding_side="left", model_max_length=7))
    tokenizer.add_special_tokens({"additional_special_tokens": ["<x>"]})
    tokenizer.chat_template = "{{ messages }}"
    paths = tokenizer.save_pretrained(tmp_path / "second")
    assert sorted(Path(each).name for each in paths) == sorted(each.name for each in (tmp_path / "second").iterdir())
    (tmp_path / "second" / "config.json").write_text(FILES[family]["files"]["config.json"])
    again = AutoTokenizer.from_pretrained(tmp_path / "second")
    for other in (again, pickle.loads(pickle.dumps(tokenizer))):
        assert repr(other).partition("vocab_size")[2] == repr(tokenizer).partition("vocab_size")[2]
        assert (other.chat_template, other.padding_side, other.model_max_length) == ("{{ messages }}", "left", 7)
        for call, wanted in zip(GOLDEN["calls"], CASES[family]["results"]["left"], strict=True):
            if wanted is not None:
                assert plain(other(**call)) == plain(tokenizer(**call))
        assert other.decode(other("the<x>")["input_ids"], skip_special_tokens=True).strip() == "the"


def test_limits_are_the_tokenizers_own(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    tokenizer = read("bert", tmp_path, model_max_length=5)
    assert len(tokenizer("the lazy dog jump the", truncation=True)["input_ids"]) == 5
    assert len(tokenizer("the", padding="max_length")["input_ids"]) == 5
    endless = read("bert", tmp_path)
    assert len(endless("the", padding="max_length", truncation=True)["input_ids"]) == 3
    assert "max_length is not set, and the tokenizer states none" in caplog.text


REFUSED: dict[str, tuple[dict[str, Any], type[Exception], str]] = {
    "no text": ({}, InvalidInputError, "needs text="),
    "a number": ({"text": 5}, InvalidInputError, "must be a string, and this is a int: 5"),
    "numbers": ({"text": [1, 2]}, InvalidInputError, "must be a string"),
    "words": ({"text": ["the", "dog"], "text_pair": ["a"]}, InvalidInputError, "2 texts and 1 that follow"),
    "no words": ({"text": [["the", 1]], "is_split_into_words": True}, InvalidInputError, "must be a list of words"),
    "padding": ({"text": "a", "padding": "longst"}, InvalidInputError, r"padding is 'longst' \(did you mean 'longest'"),
    "truncation": ({"text": "a", "truncation": "last"}, InvalidInputError, "truncation is 'last'; it may be longest_"),
    "option": ({"text": "a", "return_things": True}, TypeError, "no argument 'return_things'"),
    "too short": (
        {"text": "a" * 9, "text_pair": "b", "truncation": "only_second", "max_length": 3},
        InvalidInputError,
        "refuses the texts: .*too short",
    ),
    "no padding token": ({"text": ["a"], "padding": True}, InvalidInputError, "there is no padding token"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_calls_that_mean_nothing_are_refused(case: str, tmp_path: Path) -> None:
    tokenizer = read("gpt2", tmp_path)
    kwargs, error, said = REFUSED[case]
    with pytest.raises(error, match=said):
        tokenizer(**kwargs)
    assert tokenizer("a")["input_ids"], "and change nothing"


def test_sentencepiece_is_left_to_who_reads_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "spiece.model").write_bytes(b"")
    monkeypatch.setitem(sys.modules, "transformers", None)
    with pytest.raises(SourceNotFoundError, match="a SentencePiece model"):
        AutoTokenizer.from_pretrained(tmp_path)
    library = ModuleType("transformers")
    asked: list[Any] = []

    class Theirs:
        @classmethod
        def from_pretrained(cls, *arguments: Any, **keywords: Any) -> str:
            asked.append((arguments, keywords))
            return "theirs"

    vars(library)["AutoTokenizer"] = Theirs
    monkeypatch.setitem(sys.modules, "transformers", library)
    assert AutoTokenizer.from_pretrained(tmp_path, use_fast=False, revision="main") == "theirs"
    assert asked[0][0] == (tmp_path,)
    assert asked[0][1].items() >= {"use_fast": False, "revision": "main"}.items()
    with pytest.raises(SourceNotFoundError, match="there is no tokenizer"):
        AutoTokenizer.from_pretrained(tmp_path.parent)
    with pytest.raises(TypeError, match="is not constructed"):
        AutoTokenizer()


def test_the_padding_of_a_tokenizer_json_is_no_default(tmp_path: Path) -> None:
    tokenizer = read("bert", tmp_path)
    tokenizer.backend_tokenizer.enable_padding(length=9, pad_token="[PAD]", direction="left")
    tokenizer.backend_tokenizer.enable_truncation(2)
    tokenizer.backend_tokenizer.save(str(tmp_path / "tokenizer.json"))
    again = AutoTokenizer.from_pretrained(tmp_path)
    assert again("the dog")["input_ids"] == CASES["bert"]["results"]["right"][0]["input_ids"][:1] + again(
        "the dog", add_special_tokens=False
    )["input_ids"] + [again.sep_token_id]
    assert again.padding_side == "left"
