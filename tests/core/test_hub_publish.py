"""Publishing: what a commit holds, what is uploaded once only, what is removed, and cards that people wrote."""

from __future__ import annotations

from pathlib import Path

import pytest
import tiny_bert
from hub_server import Hub
from typer.testing import CliRunner

import trivet
from trivet.cli import app
from trivet.errors import PublishError, UnsafePathError
from trivet.families.config import PretrainedConfig
from trivet.families.publishable import refuse_stray_options
from trivet.operations.push import push
from trivet.publishing.mixin import base_repository
from trivet.publishing.publish import Publication, files_in, publish

# huggingface_hub's own call of its HTTP library
pytestmark = pytest.mark.filterwarnings("ignore:Use 'content=:DeprecationWarning")


@pytest.fixture
def hub(hub: Hub, monkeypatch: pytest.MonkeyPatch) -> Hub:
    monkeypatch.setenv("HF_TOKEN", hub.token)
    return hub


@pytest.fixture
def source(tmp_path: Path) -> Path:
    tiny_bert.write_checkpoint(tmp_path / "source")
    (tmp_path / "source" / "vocab.txt").write_text("[PAD]")
    return tmp_path / "source"


def test_nothing_is_uploaded_twice_and_no_empty_commit_is_made(hub: Hub, source: Path) -> None:
    files = files_in(source)
    publish(files, "me/bert", Publication())
    publish(files, "me/again", Publication())
    assert len(hub.uploads) == 1
    commits = len(hub.repos["me/bert"].commits)
    publish(files, "me/bert", Publication())
    assert len(hub.repos["me/bert"].commits) == commits
    assert len(hub.uploads) == 1


def test_weights_that_the_new_ones_replace_are_removed(hub: Hub, source: Path, tmp_path: Path) -> None:
    publish({**files_in(source), "tf_model.h5": b"other", "trivet.manifest.json": b"{}"}, "me/bert", Publication())
    trivet.convert(source, tmp_path / "shards", to="torch", max_shard_size=4000)
    publish(files_in(tmp_path / "shards"), "me/bert", Publication(commit_message="In shards"))
    names = set(hub.files("me/bert"))
    assert "model.safetensors" not in names
    assert "trivet.manifest.json" not in names
    assert {"tf_model.h5", "model.safetensors.index.json", "vocab.txt"} <= names
    assert trivet.diff("me/bert", source).is_identical


def test_weights_that_would_be_read_before_the_published_ones_are_removed_and_named(
    hub: Hub, source: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    publish(files_in(source), "me/bert", Publication())
    newer = tiny_bert.write_checkpoint(tmp_path / "newer", tensors=tiny_bert.weights(seed=7))
    trivet.convert(newer, tmp_path / "h5", to="tensorflow", container="h5")
    publish(files_in(tmp_path / "h5"), "me/kept", Publication())
    publish(files_in(source), "me/kept", Publication())
    publish(files_in(tmp_path / "h5"), "me/kept", Publication(keep_others=True))
    assert {"model.safetensors", "tf_model.h5"} <= set(hub.files("me/kept"))
    assert "removed" not in caplog.text
    done = CliRunner().invoke(app, ["push", str(tmp_path / "h5"), "me/bert"])
    assert done.exit_code == 0, done.output
    assert "model.safetensors" not in hub.files("me/bert")
    assert trivet.diff("me/bert", newer).is_identical
    assert "removed model.safetensors" in caplog.text


def test_variant_is_published_beside_the_plain_weights(hub: Hub, source: Path, tmp_path: Path) -> None:
    publish(files_in(source), "me/bert", Publication())
    data = (source / "model.safetensors").read_bytes()
    publish({"pytorch_model.fp16.bin": data, "model.fp16.safetensors": data}, "me/bert", Publication())
    publish({"pytorch_model.fp16.bin": data}, "me/bert", Publication())
    names = set(hub.files("me/bert"))
    assert {"model.safetensors", "pytorch_model.fp16.bin"} <= names
    assert "model.fp16.safetensors" not in names


def test_one_command_publishes_several_dialects_with_one_card(hub: Hub, source: Path) -> None:
    arguments = ["push", str(source), "me/all", "--dialects", "torch,tensorflow,flax", "--tag", "tiny", "--private"]
    done = CliRunner().invoke(app, arguments)
    assert done.exit_code == 0, done.output
    files = hub.files("me/all")
    assert {"model.safetensors", "tf_model.h5", "flax_model.msgpack", "config.json", "vocab.txt"} <= set(files)
    assert hub.repos["me/all"].private
    card = files["README.md"].decode()
    for line in ("- pytorch", "- tf", "- jax", "- tiny", "library_name: trivet"):
        assert line in card.splitlines()
    for name in ("BertModel", "TFBertModel", "FlaxBertModel"):
        assert f'model = {name}.from_pretrained("me/all")' in card
    for name in ("tf_model.h5", "flax_model.msgpack"):
        (source.parent / name).write_bytes(files[name])
        assert trivet.diff(source.parent / name, source).is_identical
    assert str(source) not in card


def test_no_file_outside_the_folder_is_published(hub: Hub, source: Path, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("a key")
    (source / "merges.txt").symlink_to("../secret")
    for dialects in (None, ["flax"]):
        with pytest.raises(UnsafePathError, match=r"'merges\.txt' is a link that leads out of the folder, to .*secret"):
            push(source, "me/bert", dialects=dialects)
    assert hub.repos == {}


def test_pull_requests_branches_and_what_lies_as_it_is(hub: Hub, source: Path) -> None:
    push(source, "me/bert")
    done = CliRunner().invoke(app, ["push", "me/bert", "me/copy", "--create-pr", "-m", "Take this"])
    assert done.exit_code == 0, done.output
    assert f"{hub.endpoint}/me/copy/discussions/1" in done.output
    assert hub.repos["me/copy"].pulls[0]["title"] == "Take this"
    assert "model.safetensors" not in hub.files("me/copy")
    assert trivet.inspect("hf://me/copy@refs%2Fpr%2F1").tensors == trivet.inspect(source).tensors
    assert "base_model: me/bert" in hub.files("me/copy", "refs/pr/1")["README.md"].decode()
    push(source, "me/bert", revision="dev", tags=("branched",))
    assert "- branched" in hub.files("me/bert", "dev")["README.md"].decode()
    assert "- branched" not in hub.files("me/bert")["README.md"].decode()


def test_card_that_a_person_wrote_keeps_its_text(hub: Hub, source: Path) -> None:
    text = "---\nlicense: mit\nlibrary_name: mine\ntags:\n- own\n---\n\n# My model\n\nDo not touch  \n* this\n"
    hub.add("me/bert", {"README.md": text.encode()})
    (source / "README.md").write_text("# Another")
    publish(files_in(source), "me/bert", Publication(frameworks=("flax",), tags=("more",), base_model="org/base"))
    card = hub.files("me/bert")["README.md"].decode()
    assert card.partition("---\n\n")[2] == text.partition("---\n\n")[2]
    head = card.partition("\n---\n")[0].splitlines()
    for line in ("license: mit", "library_name: mine", "- own", "- bert", "- jax", "- more", "base_model: org/base"):
        assert line in head
    again = hub.files("me/bert")["README.md"]
    publish(files_in(source), "me/bert", Publication(frameworks=("flax",)))
    assert hub.files("me/bert")["README.md"] == again


def test_config_is_published_without_a_card(hub: Hub) -> None:
    commit = tiny_bert.config().push_to_hub("me/config", commit_message="Only this", private=True)
    assert commit.commit_url.startswith(f"{hub.endpoint}/me/config/commit/")
    assert set(hub.files("me/config")) == {".gitattributes", "config.json"}
    assert trivet.AutoConfig.from_pretrained("me/config", token=hub.token) == tiny_bert.config()


def test_folder_is_kept_where_that_is_asked_for(hub: Hub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.warns(FutureWarning, match=r"^use_auth_token is deprecated: use token$"):
        tiny_bert.config().push_to_hub("me/kept", use_temp_dir=False, use_auth_token=hub.token)
    assert (tmp_path / "kept" / "config.json").is_file()


def test_refusals_say_what_to_do(hub: Hub, source: Path) -> None:
    def refusal(repo_id: str, how: Publication) -> str:
        with pytest.raises(PublishError) as caught:
            publish(files_in(source), repo_id, how)
        assert caught.value.repo_id == repo_id
        return str(caught.value)

    assert refusal("me/bert", Publication(token="hf_bad")) == (
        f"me/bert: {hub.endpoint} does not accept the token. Create a new one there, then log in with `hf auth login`, "
        "or pass token=."
    )
    hub.add("me/there", {"README.md": b"---\na: [\n---\n# T"})
    message = refusal("me/there", Publication())
    assert message.startswith("me/there: the metadata of its README.md cannot be read (")
    assert message.endswith("). Correct it there; nothing was published.")
    assert set(hub.files("me/there")) == {"README.md"}
    assert refusal("a b/c", Publication()).startswith("a b/c: is not a valid repository name (")


def test_options_of_publishing_need_push_to_hub() -> None:
    refuse_stray_options({"repo_id": "me/x", "private": True}, True)
    with pytest.raises(
        TypeError, match=r"unexpected keyword argument 'private' \(it says how to publish: add push_to_"
    ):
        refuse_stray_options({"private": True}, False)
    with pytest.raises(TypeError, match=r"unexpected keyword argument 'privat'$"):
        refuse_stray_options({"privat": True}, True)


@pytest.mark.parametrize("name", ["create", "commit", "preupload"])
@pytest.mark.parametrize("answer", [[], {}, {"url": 3}, {"files": [3]}, None])
def test_answers_of_another_shape_are_named(
    hub: Hub, source: Path, monkeypatch: pytest.MonkeyPatch, name: str, answer: object
) -> None:
    import hub_server

    routes = [
        (pattern, (lambda self, *_: self._json(answer)) if route.__name__ == name else route)
        for pattern, route in hub_server._ROUTES
    ]
    monkeypatch.setattr(hub_server, "_ROUTES", routes)
    with pytest.raises(PublishError, match=r"^me/shape: "):
        publish(files_in(source), "me/shape", Publication(card=False))


def test_a_model_that_was_loaded_from_nowhere_has_no_base() -> None:
    assert base_repository(PretrainedConfig()) is None
    assert base_repository(None) is None
