"""config.json on disk: which file is meant, what is refused and with which words, and how it is written."""

import errno
import json
import os
from pathlib import Path

import pytest
import tiny_bert
from checkpoints import snapshot, write_packed

from golden_data import FRAMEWORKS, cases
from trivet.checkpoint.side_files import read_config
from trivet.errors import DestinationError, InvalidConfigError, SourceNotFoundError
from trivet.families.config import PretrainedConfig
from trivet.families.text.bert import BertConfig
from trivet.sources.source import Source
from trivet.text.generation.config import GenerationConfig


def test_is_found_from_the_folder_the_file_itself_and_the_weights_beside_it(tmp_path: Path) -> None:
    tiny_bert.write_checkpoint(tmp_path)
    for source in (tmp_path, tmp_path / "config.json", tmp_path / "model.safetensors", str(tmp_path)):
        assert Source(source).config_path() == tmp_path / "config.json"
    other = tiny_bert.write_config(tmp_path / "other", hidden_act="relu").rename(tmp_path / "other.json")
    assert BertConfig.from_pretrained(other).hidden_act == "relu"


def test_refuses_folder_without_one(tmp_path: Path) -> None:
    write_packed(tmp_path / "model.safetensors", {})
    for source in (tmp_path, tmp_path / "model.safetensors"):
        with pytest.raises(SourceNotFoundError) as caught:
            BertConfig.from_pretrained(source)
        assert str(caught.value) == f"{tmp_path}: the folder has no config.json."


@pytest.mark.parametrize("name", ["modle", "modle/config.json", "modle.safetensors"])
def test_refuses_source_that_is_not_there_and_takes_no_other(name: str, tmp_path: Path) -> None:
    """A misspelt folder must not read the config that happens to lie beside it."""
    tiny_bert.write_config(tmp_path)
    tiny_bert.write_config(tmp_path / "model")
    with pytest.raises(SourceNotFoundError) as caught:
        BertConfig.from_pretrained(tmp_path / name)
    assert str(caught.value) == f"{tmp_path / name}: there is no such file or folder."


def refusal(path: Path, content: bytes, config_class: type[PretrainedConfig] = BertConfig) -> str:
    path.write_bytes(content)
    with pytest.raises(InvalidConfigError) as caught:
        config_class.from_pretrained(path)
    assert caught.value.path == path
    return str(caught.value).replace(str(path), "")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", ": is not JSON; it seems to be an empty file"),
        (
            b"{'a': 1}",
            ": is not valid JSON (Expecting property name enclosed in double quotes: line 1 column 2 (char 1))",
        ),
        (b"[]", ": holds a JSON list, not an object"),
        (b"null", ": holds a JSON NoneType, not an object"),
        (b'"bert"', ": holds a JSON str, not an object"),
        (b'{"model_type": "gpt2"}', ": model_type is 'gpt2', but BertConfig is for 'bert'"),
        (b'{"model_type": 3}', ": model_type is 3, but BertConfig is for 'bert'"),
        (b'{"num_labels": "x"}', ": num_labels must be an integer from 0 to 1000000, not 'x'"),
        (b'{"label2id": 3}', ": label2id must be an object of numbers by label, not 3"),
    ],
)
def test_refuses_files_that_are_no_config(content: bytes, said: str, tmp_path: Path) -> None:
    assert refusal(tmp_path / "config.json", content).startswith(said)


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b'{"a": "\xe9"}', b'{"a":' * 100_000, b'{"a": 1' + b"0" * 5000])
def test_refuses_files_that_are_no_text_or_go_too_far(content: bytes, tmp_path: Path) -> None:
    assert refusal(tmp_path / "config.json", content).startswith(": is not valid JSON (")


@pytest.mark.parametrize("depth", [500, 900])
def test_refuses_files_that_nest_deeper_than_a_config_does(depth: int, tmp_path: Path) -> None:
    content = b'{"unheard_of": ' + b"[" * depth + b"]" * depth + b"}"
    assert refusal(tmp_path / "config.json", content) == ": nests values more than 100 levels deep"


def test_any_text_that_json_holds_is_written_and_read_again(tmp_path: Path) -> None:
    fields = {"model_type": "bert", "prefix": "\ud83d half a pair", "id2label": {"0": "nöt", "1": "\ud83d"}}
    (tmp_path / "config.json").write_text(json.dumps(fields))
    config = BertConfig.from_pretrained(tmp_path)
    config.save_pretrained(tmp_path / "saved")
    assert BertConfig.from_pretrained(tmp_path / "saved") == config
    assert "nöt" in (tmp_path / "saved" / "config.json").read_text(encoding="utf-8")
    GenerationConfig(stop_strings="\udc00").save_pretrained(tmp_path)
    assert GenerationConfig.from_pretrained(tmp_path).stop_strings == "\udc00"


@pytest.mark.parametrize("value", [{1, 2}, {1: 2, "a": 3}, object])
def test_refuses_to_write_what_json_cannot_hold_by_the_fields_name(value: object, tmp_path: Path) -> None:
    for config in (BertConfig(own=value), GenerationConfig(own=value)):
        with pytest.raises(InvalidConfigError, match="^own must be a value that JSON can hold, not"):
            config.save_pretrained(tmp_path)
    assert not list(tmp_path.iterdir())


def test_accepts_config_without_model_type_where_the_class_says_it(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text('{"hidden_size": 12}')
    assert BertConfig.from_pretrained(tmp_path).hidden_size == 12
    (tmp_path / "config.json").write_text('{"model_type": "gpt2", "n_embd": 3}')
    assert PretrainedConfig.from_pretrained(tmp_path).n_embd == 3


@pytest.mark.parametrize("framework", FRAMEWORKS)
def test_configs_of_the_reference_library_are_written_back_with_the_same_fields(framework: str, tmp_path: Path) -> None:
    for case in cases("bert"):
        source = read_config(case.checkpoint(framework) / "config.json")
        config = BertConfig.from_pretrained(case.checkpoint(framework))
        config.validate()
        config.save_pretrained(tmp_path)
        written = read_config(tmp_path / "config.json")
        defaults = BertConfig().to_dict()
        assert {**defaults, **written} == {**defaults, **source}


def test_is_written_as_sorted_json_with_a_new_line_at_the_end(tmp_path: Path) -> None:
    tiny_bert.config(author="Zoë").save_pretrained(tmp_path / "new" / "folder")
    text = (tmp_path / "new" / "folder" / "config.json").read_text(encoding="utf-8")
    assert text.endswith("}\n")
    assert "Zoë" in text
    assert list(json.loads(text)) == sorted(json.loads(text))


def test_failed_save_leaves_the_old_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tiny_bert.config().save_pretrained(tmp_path)
    before = snapshot(tmp_path)

    def full(handle: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(DestinationError) as caught:
        tiny_bert.config(hidden_act="relu").save_pretrained(tmp_path)
    monkeypatch.undo()
    assert str(caught.value) == (
        f"{tmp_path / 'config.json'}: cannot write there (No space left on device); what was there before is untouched"
    )
    assert snapshot(tmp_path) == before


def test_refuses_to_save_where_a_file_is(tmp_path: Path) -> None:
    (tmp_path / "model").write_text("a file")
    with pytest.raises(DestinationError, match=r"config\.json: cannot write there \(File exists\)$"):
        tiny_bert.config().save_pretrained(tmp_path / "model")
