"""Published by one framework, loaded by another: nine directions through a hub, also as pull request and at a tag."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hub_server import Hub

import trivet
from trivet.backends.registry import KNOWN_BACKENDS
from trivet.families.names import class_prefix
from trivet.testing import tiny_config

FRAMEWORKS = sorted(KNOWN_BACKENDS)
IDS = np.array([[5, 9, 12, 3, 0, 0], [7, 1, 30, 44, 2, 8]])
pytestmark = pytest.mark.filterwarnings("ignore:Use 'content=:DeprecationWarning")


@pytest.fixture
def hub(hub: Hub, monkeypatch: pytest.MonkeyPatch) -> Hub:
    monkeypatch.setenv("HF_TOKEN", hub.token)
    return hub


def class_of(framework: str, head: str = "BertModel") -> Any:
    return getattr(trivet, class_prefix(framework) + head)


def state(framework: str, model: Any) -> np.ndarray:
    if framework == "torch":
        import torch

        with torch.no_grad():
            return np.asarray(model.eval()(input_ids=torch.from_numpy(IDS)).last_hidden_state)
    return np.asarray(model(input_ids=IDS).last_hidden_state)


def test_what_one_publishes_all_load(framework: str, hub: Hub, tmp_path: Path) -> None:
    """One framework publishes: to a new repository, as a pull request in shards, and to a branch. Each loads each."""
    model = class_of(framework)(tiny_config("bert"))
    model.add_model_tags("tiny")
    model.push_to_hub("me/first", commit_message="First")
    request = model.push_to_hub("me/first", create_pr=True, max_shard_size=8000)
    assert request.pr_url.endswith("/me/first/discussions/1")
    (tmp_path / "second").mkdir()
    (tmp_path / "second" / "optimizer.pt").write_bytes(b"one's own")
    model.save_pretrained(tmp_path / "second", push_to_hub=True, repo_id="me/second", private=True, revision="dev")
    assert "optimizer.pt" not in hub.files("me/second", "dev")
    hub.repos["me/first"].tags["v1"] = hub.repos["me/first"].refs["main"]
    hub.add("me/first", {"README.md": b"moved on"})
    expected = state(framework, model)
    for target in FRAMEWORKS:
        for repository, revision in (("me/first", "v1"), ("me/first", "refs/pr/1"), ("me/second", "dev")):
            loaded = class_of(target).from_pretrained(repository, revision=revision)
            np.testing.assert_allclose(state(target, loaded), expected, atol=1e-5)
        again = class_of(target, "AutoModel").from_pretrained("hf://me/first@v1")
        np.testing.assert_array_equal(state(target, again), state(target, loaded))
    card = hub.files("me/first", "v1")["README.md"].decode()
    assert f'model = {class_prefix(framework)}BertModel.from_pretrained("me/first")' in card
    assert "- tiny" in card


def test_every_option_of_publishing_arrives(framework: str, hub: Hub, tmp_path: Path) -> None:
    own = {"torch": "pytorch_model", "tensorflow": "tf_model", "flax": "flax_model"}[framework]
    model = class_of(framework)(tiny_config("bert"))
    request = model.push_to_hub(
        "me/own",
        use_temp_dir=True,
        commit_message="In its own container",
        private=True,
        token=hub.token,
        max_shard_size="8KB",
        create_pr=True,
        safe_serialization=False,
        commit_description="As older versions read it.",
        tags=["tiny"],
    )
    repo = hub.repos["me/own"]
    (pull,) = repo.pulls
    assert (pull["title"], pull["description"]) == ("In its own container", "As older versions read it.")
    assert repo.private
    names = {name for name in hub.files("me/own", "refs/pr/1") if name.startswith(own)}
    assert len(names) > 2  # shards and their index
    assert not [name for name in hub.files("me/own", "refs/pr/1") if name.endswith(".safetensors")]
    assert "- tiny" in hub.files("me/own", "refs/pr/1")["README.md"].decode()
    loaded = class_of(framework).from_pretrained("me/own", revision="refs/pr/1")
    np.testing.assert_array_equal(state(framework, loaded), state(framework, model))
    assert request.pr_url.endswith("/me/own/discussions/1")


def test_options_that_nothing_takes_are_refused(framework: str, tmp_path: Path) -> None:
    model = class_of(framework)(tiny_config("bert"))
    with pytest.raises(TypeError, match=r"unexpected keyword argument 'repo_id' \(it says how to publish"):
        model.save_pretrained(tmp_path / "here", repo_id="me/x")
    assert not (tmp_path / "here").exists()


def test_published_again_from_what_was_loaded_names_its_base(hub: Hub) -> None:
    class_of("torch")(tiny_config("bert")).push_to_hub("me/base")
    card = hub.files("me/base")["README.md"].replace(b"---\n", b"---\nlicense: apache-2.0\n", 1)
    hub.add("me/base", {**hub.files("me/base"), "README.md": card})
    class_of("flax").from_pretrained("me/base").push_to_hub("me/tuned", tags="tuned")
    made = hub.files("me/tuned")["README.md"].decode()
    assert "base_model: me/base" in made
    assert "license: apache-2.0" in made
    assert "_name_or_path" not in hub.files("me/tuned")["config.json"].decode()


@pytest.mark.parametrize("target", FRAMEWORKS)
def test_auto_classes_take_one_commit_although_the_branch_moves_on(
    target: str, hub: Hub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After the repository was listed, its branch gets another config and other weights before they are asked for."""
    commits = {}
    for vocabulary in (50, 60):
        config = tiny_config("bert")
        config.vocab_size = vocabulary
        class_of(target)(config).save_pretrained(tmp_path / str(vocabulary))
        commits[vocabulary] = {each.name: each.read_bytes() for each in (tmp_path / str(vocabulary)).iterdir()}
    repository, asked = hub.add("me/moving", commits[50]), hub.fault_for

    def moves(request: str) -> Any:
        fault = asked(request)
        if "/resolve/" in request:
            repository.commit(commits[60], "main")
        return fault

    monkeypatch.setattr(hub, "fault_for", moves)
    model, report = class_of(target, "AutoModel").from_pretrained("me/moving", output_loading_info=True)
    assert model.config.vocab_size == 50
    assert not report.missing
    assert not report.mismatched
    assert sum(request.startswith("GET /api/models/me/moving") for request in hub.requests) == 1
