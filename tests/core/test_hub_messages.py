"""Every failure on the way to a repository, by the full text that a user reads; what a source is; and its options."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
import tiny_bert
from hub_server import Hub
from typer.testing import CliRunner

from trivet.cli import app
from trivet.errors import RemoteSourceError, SourceNotFoundError
from trivet.families.config import PretrainedConfig
from trivet.planning.opening import open_checkpoint
from trivet.sources.forms import Address, Repository, form_of
from trivet.sources.options import SourceOptions, take_options


@pytest.fixture
def hub(hub: Hub, tmp_path: Path) -> Hub:
    tiny_bert.write_checkpoint(tmp_path / "source")
    files = {each.name: each.read_bytes() for each in (tmp_path / "source").iterdir()}
    for name in ("org/bert", "org/gated", "org/private"):
        hub.add(name, files, gated=name == "org/gated", private=name == "org/private")
    return hub


AUTHENTICATE = "log in with `hf auth login`, or pass token="


def refusal(source: str, **options: object) -> str:
    with pytest.raises(RemoteSourceError) as caught:
        open_checkpoint(source, options=SourceOptions(**options))  # type: ignore[arg-type]
    return str(caught.value)


def test_no_such_repository_or_a_private_one(hub: Hub) -> None:
    """The hub answers alike to who may not see a repository, whether there is one or not."""
    for name in ("org/nothing", "nothing", "org/private"):
        assert refusal(name) == (
            f"{name}: there is no such repository at {hub.endpoint}, or it is private and cannot be seen without a "
            "token. There is no such local file or folder either. Check the name; if the repository is private, "
            f"{AUTHENTICATE} of an account that may read it."
        )
    assert "cannot be seen with this token." in refusal("org/private", token=hub.reader)
    assert len(open_checkpoint("org/private", options=SourceOptions(token=hub.token)).catalog) == 39


def test_no_such_revision(hub: Hub) -> None:
    assert refusal("org/bert", revision="v9") == (
        "org/bert: the repository has no revision 'v9'. Use a branch, a tag or a commit that it has."
    )


def test_gated(hub: Hub) -> None:
    for options in ({}, {"token": hub.reader}):
        assert refusal("org/gated", **options) == (
            "org/gated: the repository is gated: its authors give access to those who ask for it. Ask on the "
            f"repository's page at {hub.endpoint}, then {AUTHENTICATE} of an account with access."
        )
    assert len(open_checkpoint("org/gated", options=SourceOptions(token=hub.token)).catalog) == 39


def test_bad_token(hub: Hub) -> None:
    assert refusal("org/bert", token="hf_bad") == (
        f"org/bert: {hub.endpoint} does not accept the token. Create a new one there, then {AUTHENTICATE}."
    )


def test_no_weights_that_the_options_allow(hub: Hub, tmp_path: Path) -> None:
    hub.add("org/bin", {"pytorch_model.bin": b"x", "config.json": b"{}"})
    with pytest.raises(SourceNotFoundError) as caught:
        open_checkpoint("org/bin", use_safetensors=True)
    assert str(caught.value) == (
        "org/bin: the folder holds no weights. It has pytorch_model.bin, which use_safetensors rules out: leave the "
        "option out, or write safetensors once and for all with: trivet convert org/bin NEW_FOLDER --to torch Looked "
        "for: model.safetensors, model.safetensors.index.json."
    )


def test_command_shows_a_repository_and_ends_with_the_message(hub: Hub) -> None:
    shown = CliRunner().invoke(app, ["inspect", "org/bert", "--json"])
    assert json.loads(shown.output)["path"] == "org/bert"
    assert CliRunner().invoke(app, ["plan", "org/bert", "--to", "flax"]).exit_code == 0
    assert CliRunner().invoke(app, ["verify", "org/bert"]).exit_code == 0
    assert CliRunner().invoke(app, ["diff", "org/bert", "org/bert", "--second-revision", "main"]).exit_code == 0
    refused = CliRunner().invoke(app, ["inspect", "org/bert", "--revision", "v9"])
    assert refused.exit_code == 2
    assert "the repository has no revision 'v9'" in refused.stderr


def test_local_sources_need_neither_client_nor_connection(tmp_path: Path) -> None:
    tiny_bert.write_checkpoint(tmp_path / "source")
    code = (
        "import sys, trivet\n"
        "found = trivet.inspect(sys.argv[1]), trivet.AutoConfig.from_pretrained(sys.argv[1])\n"
        "trivet.convert(sys.argv[1], sys.argv[2], to='flax')\n"
        "print([name for name in ('huggingface_hub', 'fsspec', 'yaml') if name in sys.modules])"
    )
    command = [sys.executable, "-c", code, str(tmp_path / "source"), str(tmp_path / "flax")]
    assert subprocess.run(command, check=True, capture_output=True, text=True).stdout == "[]\n"


@pytest.mark.parametrize(
    ("source", "form"),
    [
        ("bert-base-uncased", Repository("bert-base-uncased")),
        ("org/na.me_1", Repository("org/na.me_1")),
        ("org/name@v1.0", Repository("org/name", "v1.0")),
        ("name@refs%2Fpr%2F1", Repository("name", "refs/pr/1")),
        ("org/name@", None),
        ("org/name@a/b", None),
        ("org/model.safetensors@main", None),
        ("hf://org/name", Repository("org/name")),
        ("hf://models/org/name@v1/a/b", Repository("org/name", "v1", "a/b")),
        ("hf://org/name@refs%2Fpr%2F1", Repository("org/name", "refs/pr/1")),
        ("https://host/a.safetensors", Address("https://host/a.safetensors")),
        ("s3://bucket/folder", Address("s3://bucket/folder")),
        ("/org/name", None),
        ("./name", None),
        ("~/name", None),
        ("a/b/c", None),
        ("a--b", None),
        ("C:\\models\\bert", None),
        ("model.safetensors", None),
        ("folder/config.json", None),
        (Path("org/name"), None),
    ],
)
def test_form_of_a_source(source: str, form: object) -> None:
    assert form_of(source) == form


def test_options_are_told_from_other_keywords() -> None:
    options, rest = take_options({"revision": "v1", "num_labels": 3, "token": None, "force_download": True})
    assert options == SourceOptions(revision="v1", force_download=True)
    assert options.as_keywords() == {"revision": "v1", "force_download": True}
    assert rest == {"num_labels": 3}
    assert SourceOptions().as_keywords() == {}


def test_older_names_warn() -> None:
    with pytest.warns(FutureWarning, match=r"^use_auth_token is deprecated: use token$"):
        assert take_options({"use_auth_token": "hf_x"})[0].token == "hf_x"
    with pytest.warns(FutureWarning, match=r"^resume_download is deprecated and has no effect: downloads are always"):
        assert take_options({"resume_download": True}) == (SourceOptions(), {})
    with pytest.warns(FutureWarning, match=r"^mirror is deprecated and has no effect: pass endpoint="):
        assert take_options({"mirror": "tuna"}) == (SourceOptions(), {})


def test_options_that_contradict_each_other_are_refused() -> None:
    with pytest.raises(ValueError, match=r"^token and use_auth_token are the same option: pass token alone$"):
        take_options({"use_auth_token": "a", "token": "b"})
    with pytest.raises(
        ValueError, match=r"^proxies has the key 'http://host', not one of http, https, all\. .*HTTPS_PROXY"
    ):
        take_options({"proxies": {"http://host": "http://10.0.0.1:3128"}})
    assert take_options({"proxies": None}) == (SourceOptions(), {})
    with pytest.raises(ValueError, match=r"^force_download=True and local_files_only=True contradict each other"):
        PretrainedConfig.from_pretrained("org/bert", force_download=True, local_files_only=True)


def test_text_that_is_no_path_is_named_as_such() -> None:
    for source in ("x" * 300, f"a/{'ü' * 200}/b"):
        for load in (PretrainedConfig.from_pretrained, open_checkpoint):
            with pytest.raises(SourceNotFoundError, match=r"…: no file or folder can have a name of that length\.$"):
                load(source)
    with pytest.raises(SourceNotFoundError, match=r"there is no such file or folder"):
        open_checkpoint("a\0b")
