"""A source is reached once by one load, whoever looks at it: config, code and weights are of one commit."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import tiny_bert
from hub_server import Hub
from stub_backend import StubBackend

import trivet
from trivet.backends.auto import AutoModelClass
from trivet.backends.auto_config import AutoConfig
from trivet.errors import InvalidSourceError, TrivetError
from trivet.families.text.bert import BertConfig
from trivet.planning.opening import Checkpoint, open_checkpoint
from trivet.sources.options import SourceOptions
from trivet.sources.source import Source
from trivet.transfer.options import load_options
from trivet.transfer.pretrained import open_pretrained

Provide = Callable[..., None]


class OpeningModel:
    """A backend's class that opens its checkpoint and hands out what it has opened."""

    config_class = BertConfig

    @classmethod
    def from_pretrained(
        cls, source: str, *, config: Any = None, subfolder: str = "", **kwargs: Any
    ) -> tuple[str, Checkpoint, BertConfig]:
        options, keywords = load_options(kwargs, subfolder=subfolder)
        checkpoint, config, _ = open_pretrained(BertConfig, source, options, config=config, keywords=keywords)
        return source, checkpoint, config


@pytest.fixture
def auto(provide: Provide) -> Any:
    provide("trivet.backends", "torch", StubBackend(exports={"BertModel": f"{__name__}:OpeningModel"}))

    class Base(AutoModelClass[Any], framework="torch", task="base"):
        """Base."""

    return Base


def files(folder: Path, vocabulary: int) -> dict[str, bytes]:
    """A checkpoint whose config and weights both tell which commit they are of."""
    tensors = tiny_bert.weights()
    tensors[tiny_bert.WORDS] = tensors[tiny_bert.WORDS][:1].repeat(vocabulary, 0)
    tiny_bert.write_checkpoint(folder, tensors=tensors, vocab_size=vocabulary)
    (folder / "generation_config.json").write_text(json.dumps({"max_length": vocabulary}))
    return {each.name: each.read_bytes() for each in folder.iterdir()}


@pytest.fixture
def moving(hub: Hub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Hub:
    """A hub whose branch `main` of org/bert moves on as soon as it has been listed."""
    repository = hub.add("org/bert", files(tmp_path / "old", 11))
    newer = files(tmp_path / "new", 17)
    asked = hub.fault_for

    def moves(request: str) -> Any:
        fault = asked(request)
        if not request.startswith("GET /api/models/org/bert") and "org/bert" in request:
            repository.commit(newer, "main")
        return fault

    monkeypatch.setattr(hub, "fault_for", moves)
    return hub


def listings(hub: Hub) -> int:
    return sum(request.startswith("GET /api/models/") for request in hub.requests)


def test_auto_classes_take_config_and_weights_from_one_commit(moving: Hub, auto: Any) -> None:
    source, checkpoint, config = auto.from_pretrained("org/bert")
    assert (config.vocab_size, checkpoint.catalog[tiny_bert.WORDS].shape[0]) == (11, 11)
    assert json.loads(checkpoint.side_files["generation_config.json"]) == {"max_length": 11}
    assert config.name_or_path == "org/bert"
    assert type(config.name_or_path) is str
    assert source == "org/bert"
    assert listings(moving) == 1
    assert auto.from_pretrained("org/bert")[2].vocab_size == 17  # another load is another look


def test_a_load_asks_for_each_file_once(hub: Hub, auto: Any, tmp_path: Path) -> None:
    hub.add("org/bert", files(tmp_path / "it", 11))
    auto.from_pretrained("org/bert")
    assert sorted(request.rpartition("/")[2] for request in hub.requests) == [
        "bert",
        "config.json",
        "generation_config.json",
        "model.safetensors",
    ]
    hub.requests.clear()
    auto.from_pretrained("org/bert", revision="main", token=False)
    assert len(hub.requests) == 1  # 2 where config and weights were looked up apart


def test_a_subfolder_is_part_of_what_was_reached(hub: Hub, auto: Any, tmp_path: Path) -> None:
    inner = {f"inner/{name}": data for name, data in files(tmp_path / "it", 11).items()}
    hub.add("org/bert", inner | {"config.json": b'{"model_type": "bert", "vocab_size": 99}'})
    assert auto.from_pretrained("org/bert", subfolder="inner")[2].vocab_size == 11
    assert listings(hub) == 1


def test_a_handle_is_its_name_to_everybody_else(hub: Hub, tmp_path: Path) -> None:
    hub.add("org/bert", files(tmp_path / "it", 11))
    source = Source("org/bert", options=SourceOptions(revision="main"))
    assert isinstance(source.handle, str)
    assert (str(source.handle), f"{source.handle}") == ("org/bert", "org/bert")
    assert source.handle.endswith("bert")
    assert AutoConfig.from_pretrained(source.handle, revision="main").vocab_size == 11
    assert open_checkpoint(source.handle, options=SourceOptions(revision="main")).config["vocab_size"] == 11
    assert listings(hub) == 1
    assert open_checkpoint(source.handle).path == Path("org/bert")  # reached in another way, it is another source
    assert listings(hub) == 2
    assert Source(tmp_path).handle == tmp_path


@pytest.mark.parametrize(
    "load",
    [
        open_checkpoint,
        trivet.inspect,
        trivet.BertConfig.from_pretrained,
        trivet.GenerationConfig.from_pretrained,
        trivet.AutoConfig.from_pretrained,
        trivet.load_tokenizer,
    ],
)
@pytest.mark.parametrize(
    ("source", "message"), [(None, "None names nothing: give a path"), (3, "a int is not a source: give a path")]
)
def test_what_can_be_no_source_is_refused(load: Callable[[Any], object], source: object, message: str) -> None:
    with pytest.raises(InvalidSourceError, match=message) as caught:
        load(source)
    assert isinstance(caught.value, TrivetError | TypeError)
