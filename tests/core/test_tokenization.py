"""Tokenizers of checkpoints: read where tokenizer.json is, made where a vocabulary is enough, refused with a way out."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest
from hub_server import running_hub

from trivet import load_tokenizer
from trivet.errors import CorruptFileError, PackageNotInstalledError, RemoteSourceError, SourceNotFoundError
from trivet.sources.options import SourceOptions

tokenizers = pytest.importorskip("tokenizers")
CASES: dict[str, Any] = json.loads(
    (Path(__file__).parents[1] / "golden" / "data" / "tokenizers.json").read_text(encoding="utf-8")
)


def folder_of(family: str, folder: Path) -> Path:
    for name, text in CASES[family]["files"].items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize("family", CASES)
def test_vocabularies_alone_give_the_ids_and_texts_of_the_reference(family: str, tmp_path: Path) -> None:
    made, case = load_tokenizer(folder_of(family, tmp_path)), CASES[family]
    for text, ids, decoded in zip(case["texts"], case["ids"], case["decoded"], strict=True):
        assert made.encode(text).ids == ids, text
        assert made.decode(ids) == decoded


def test_a_family_that_differs_in_its_layers_has_the_tokenizer_of_its_relative(tmp_path: Path) -> None:
    folder = folder_of("roberta", tmp_path)
    fields = json.loads((folder / "config.json").read_text())
    (folder / "config.json").write_text(json.dumps({**fields, "model_type": "roberta-prelayernorm"}))
    tokenizer, case = load_tokenizer(folder), CASES["roberta"]
    assert [tokenizer.encode(text).ids for text in case["texts"]] == case["ids"]


@pytest.mark.parametrize("family", CASES)
def test_tokenizer_json_comes_first_and_gives_the_same(family: str, tmp_path: Path) -> None:
    made = load_tokenizer(folder_of(family, tmp_path))
    made.save(str(tmp_path / "tokenizer.json"))
    for name in ("vocab.txt", "vocab.json", "merges.txt"):
        (tmp_path / name).unlink(missing_ok=True)
    (tmp_path / "model.safetensors").write_bytes(b"")
    for source in (tmp_path, str(tmp_path / "model.safetensors"), tmp_path / "tokenizer.json"):
        again = load_tokenizer(source)
        assert [again.encode(text).ids for text in CASES[family]["texts"]] == CASES[family]["ids"]
    assert load_tokenizer(tmp_path.parent, subfolder=tmp_path.name).to_str() == made.to_str()


def test_added_tokens_and_special_ones_are_whole(tmp_path: Path) -> None:
    folder_of("gpt2", tmp_path)
    size = len(json.loads((tmp_path / "vocab.json").read_text()))
    (tmp_path / "added_tokens.json").write_text(json.dumps({"<b>": size + 1, "<a>": size}))
    (tmp_path / "special_tokens_map.json").write_text(json.dumps({"pad_token": {"content": "<|endoftext|>"}}))
    made = load_tokenizer(tmp_path)
    assert made.encode("<a><b><|endoftext|>").ids == [size, size + 1, size - 1]
    (tmp_path / "added_tokens.json").write_text(json.dumps({"<a>": size + 7}))
    with pytest.raises(CorruptFileError, match=rf"'<a>' must be token {size + 7}, but the vocabulary makes it {size}"):
        load_tokenizer(tmp_path)


MISSING = {
    "nothing": (
        [],
        None,
        "there is no tokenizer. Put the tokenizer.json of the model beside its weights. Looked for: ",
    ),
    "sentencepiece": (
        ["spiece.model"],
        "t5",
        r"spiece.model is a SentencePiece model, which .* AutoTokenizer.from_pretrained\(FOLDER\).save_pretrained",
    ),
    "another family's rules": (
        ["vocab.json", "merges.txt"],
        "qwen2",
        "merges.txt, vocab.json alone do not define how qwen2 splits text. Create tokenizer.json once",
    ),
    "no config": (["vocab.txt"], None, "vocab.txt alone do not define how a model of unknown family splits text"),
    "half of it": (["vocab.json"], "gpt2", "vocab.json alone do not define how gpt2 splits text"),
}


@pytest.mark.parametrize("case", MISSING)
def test_says_what_is_missing_and_how_to_make_it(case: str, tmp_path: Path) -> None:
    names, family, message = MISSING[case]
    for name in names:
        (tmp_path / name).write_text("")
    if family is not None:
        (tmp_path / "config.json").write_text(json.dumps({"model_type": family}))
    with pytest.raises(SourceNotFoundError, match=message):
        load_tokenizer(tmp_path)


def test_says_that_there_is_no_such_folder(tmp_path: Path) -> None:
    with pytest.raises(SourceNotFoundError, match=r"no: there is no such file or folder\."):
        load_tokenizer(tmp_path / "no")


CORRUPT = {
    "tokenizer.json": ("gpt2", "{}", "tokenizer.json: the tokenizers library cannot read it"),
    "vocab.json": ("gpt2", "[1]", "vocab.json: is not a vocabulary of pairs with merges.txt"),
    "config.json": ("gpt2", "[1]", "config.json: holds a JSON list, not an object"),
    "tokenizer_config.json": ("roberta", "{", "tokenizer_config.json: is not valid JSON"),
    "vocab.txt": ("bert", "the\nfox", r"vocab.txt: has no token '\[CLS\]', which every text begins or ends with"),
}


@pytest.mark.parametrize("name", CORRUPT)
def test_refuses_files_that_are_malformed(name: str, tmp_path: Path) -> None:
    family, text, message = CORRUPT[name]
    load_tokenizer(folder_of(family, tmp_path))
    (tmp_path / name).write_text(text)
    with pytest.raises(CorruptFileError, match=message):
        load_tokenizer(tmp_path)


def test_refuses_a_vocabulary_that_is_not_utf_8(tmp_path: Path) -> None:
    folder_of("bert", tmp_path)
    (tmp_path / "vocab.txt").write_bytes(b"[CLS]\n\xff\n")
    with pytest.raises(CorruptFileError, match=r"vocab\.txt: is not UTF-8"):
        load_tokenizer(tmp_path)


def test_names_the_package_that_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "tokenizers", None)
    with pytest.raises(PackageNotInstalledError, match=r'Run: pip install "trivet\[tokenizers\]"'):
        load_tokenizer(tmp_path)


def test_repository_that_is_not_cached_says_so(tmp_path: Path) -> None:
    with pytest.raises(RemoteSourceError):
        load_tokenizer("org/name", options=SourceOptions(local_files_only=True, cache_dir=tmp_path))


def test_fetches_what_it_needs_of_a_repository_and_no_more(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    files = {name: text.encode() for name, text in CASES["bart"]["files"].items()}
    with running_hub(monkeypatch, tmp_path / "home") as hub:
        hub.add("org/name", {**files, "model.safetensors": b"12345678", "spiece.model": b"x"})
        made = load_tokenizer("org/name")
        asked = {each.rpartition("/")[2] for each in hub.requests if each.startswith("GET") and "/resolve/" in each}
        again = load_tokenizer("org/name", options=SourceOptions(local_files_only=True))
    assert asked == set(files)
    assert made.encode("The lazy dog").ids == again.encode("The lazy dog").ids
