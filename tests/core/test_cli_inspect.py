"""`trivet inspect`: what a person reads and what a program reads, for small checkpoints, huge ones and hostile ones."""

import json
import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import tiny_bert
from checkpoints import write_index, write_packed
from typer.testing import CliRunner

from golden_data import FRAMEWORKS, Case
from trivet.cli import app
from trivet.cli.common import plain
from trivet.operations.inspect import inspect
from trivet.sizes import human_size


def run(*arguments: object) -> str:
    result = CliRunner().invoke(app, ["inspect", *map(str, arguments)])
    assert result.exit_code == 0, result.output
    return result.stdout


def test_shows_tensors_with_layers_merged_and_totals(tmp_path: Path) -> None:
    tiny_bert.write_checkpoint(tmp_path, "BertForMaskedLM", shards=2)
    text = run(tmp_path)
    assert re.search(r"bert\.encoder\.layer\.\{0-1\}\.intermediate\.dense\.weight +F32 +\[12, 8\] +384 B", text)
    assert re.search(r"bert\.embeddings\.word_embeddings\.weight +F32 +\[11, 8\] +352 B", text)
    assert re.search(r"model +bert BertForMaskedLM *\n", text)
    assert re.search(r"dialect +torch *\n", text)
    assert re.search(r"metadata +format=pt *\n", text)
    assert re.search(r"total +42 tensors, 1,331 elements, 5\.3 KB in 2 file\(s\)", text)
    assert re.search(r"model-00001-of-00002\.safetensors +21 ", text)
    assert len(text.splitlines()) < 60


def test_lists_every_tensor_when_asked(tmp_path: Path) -> None:
    tiny_bert.write_checkpoint(tmp_path)
    text = run(tmp_path, "--flat")
    for name in tiny_bert.weights():
        assert name in text


@pytest.mark.parametrize("framework", FRAMEWORKS)
def test_json_is_all_there_is_to_know(framework: str) -> None:
    path = Case("BertForSequenceClassification").checkpoint(framework) / "model.safetensors"
    document = json.loads(run(path, "--json"))
    assert document == json.loads(json.dumps(inspect(path).to_json()))
    assert document["dialect"] == framework
    assert (document["model_type"], document["architecture"]) == ("bert", "BertForSequenceClassification")
    assert len(document["tensors"]) == 41
    assert document["nbytes"] == sum(tensor["nbytes"] for tensor in document["tensors"])
    assert document["size"] == sum(group["size"] for group in document["modules"])
    assert set(document["tensors"][0]) == {"name", "dtype", "shape", "nbytes", "file", "offset"}


def test_says_how_many_tensors_are_aligned(tmp_path: Path) -> None:
    write_packed(tmp_path / "model.safetensors", {"a": np.zeros(64, np.uint8), "b": np.zeros(64, np.uint8)})
    document = json.loads(run(tmp_path, "--json"))
    starts = [tensor["offset"] % 64 == 0 for tensor in document["tensors"]]
    assert document["aligned"] == sum(starts)


def test_shows_which_names_of_one_tensor_are_stored(tmp_path: Path) -> None:
    tied = (tiny_bert.WORDS, tiny_bert.DECODER)
    tiny_bert.write_checkpoint(tmp_path, "BertForMaskedLM")
    assert tied in inspect(tmp_path).tied
    assert f"{tied[0]} = {tied[1]} (not stored)" in run(tmp_path)
    tiny_bert.write_config(tmp_path, None)
    assert inspect(tmp_path).tied == ()
    tiny_bert.write_config(tmp_path, "BertForMaskedLM", tie_word_embeddings=False)
    assert tied not in inspect(tmp_path).tied
    bin_file = Case("BertForMaskedLM").checkpoint("torch") / "pytorch_model.bin"
    assert f"{tied[0]} = {tied[1]}\n" in re.sub(r"[ │|]+\n", "\n", run(bin_file))


def test_shows_names_that_share_bytes_without_a_config(tmp_path: Path) -> None:
    views = Path(__file__).parents[1] / "golden" / "data" / "formats" / "torch" / "views.bin"
    (tmp_path / "views.bin").write_bytes(views.read_bytes())
    groups = inspect(tmp_path / "views.bin").tied
    assert ("base", "tied") in [tuple(sorted(group)) for group in groups]
    assert all("transposed" not in group for group in groups)


def test_checkpoint_without_config_is_unknown(tmp_path: Path) -> None:
    write_packed(tmp_path / "model.safetensors", {"a": np.zeros((), np.float16)})
    text = run(tmp_path)
    assert "unknown (no config.json)" in text
    assert re.search(r"a +F16 +\[\] +2 B", text)
    assert re.search(r"metadata +none *\n", text)


def test_subfolder_and_variant(tmp_path: Path) -> None:
    write_packed(tmp_path / "sub" / "model.fp16.safetensors", {"a": np.zeros(3, np.float16)})
    assert "F16" in run(tmp_path, "--subfolder", "sub", "--variant", "fp16")


def test_names_cannot_command_the_terminal_or_the_markup(tmp_path: Path) -> None:
    names = ["\x1b[2J\x1b[31mred", "[bold]not bold[/bold]", "[/]", "bell\x07", "line\nbreak", "right\u202eleft", "重み"]
    metadata = {"\x1b]0;title\x07": "\x1b[5m"}
    write_packed(tmp_path / "model.safetensors", {name: np.zeros(1, np.int8) for name in names}, metadata)
    for options in ((), ("--flat",), ("--json",)):
        text = run(tmp_path, *options)
        assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f\u202e]", text)
    text = run(tmp_path)
    assert r"\x1b[2J\x1b[31mred" in text
    assert "[bold]not bold[/bold]" in text
    assert r"line\nbreak" in text
    assert "重み" in text


@pytest.fixture(scope="module")
def huge(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """30,000 tensors, 60 GB of them, in 20 sparse files."""
    folder = tmp_path_factory.mktemp("huge")
    weight_map = {}
    for shard in range(20):
        name = f"model-{shard + 1:05d}-of-00020.safetensors"
        header, offset = {}, 0
        for number in range(1500):
            tensor = f"model.layers.{shard * 15 + number // 100}.experts.{number % 100}.weight"
            header[tensor] = {"dtype": "BF16", "shape": [1000, 1000], "data_offsets": [offset, offset + 2_000_000]}
            offset += 2_000_000
            weight_map[tensor] = name
        text = json.dumps(header).encode()
        with (folder / name).open("wb") as file:
            file.write(len(text).to_bytes(8, "little") + text)
            file.truncate(8 + len(text) + offset)
    write_index(folder, weight_map)
    return folder


def test_thirty_thousand_tensors_in_twenty_shards(huge: Path) -> None:
    text = run(huge)
    assert "total     30,000 tensors, 30,000,000,000 elements, 60.0 GB in 20 file(s)" in text
    assert "model.layers.{0-299}.experts.{0-99}.weight" in text
    assert len(text.splitlines()) < 400


@pytest.mark.skipif(sys.platform != "linux", reason="memory is read from /proc")
def test_thirty_thousand_tensors_take_little_memory(huge: Path) -> None:
    script = f"""
import sys
from trivet.cli import app
try:
    app(["inspect", {str(huge)!r}])
except SystemExit:
    pass
lines = open("/proc/self/status").read().splitlines()
print(next(line.split()[1] for line in lines if line.startswith("VmHWM")), file=sys.stderr)
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    kibibytes = int(done.stderr.splitlines()[-1])  # of this process alone: getrusage would count the one that forked it
    assert kibibytes < 200_000
    assert "30,000 tensors" in done.stdout


@pytest.mark.parametrize(
    ("nbytes", "text"),
    [
        (0, "0 B"),
        (999, "999 B"),
        (1000, "1.0 KB"),
        (90_868_376, "90.9 MB"),
        (5 * 10**9, "5.0 GB"),
        (10**15, "1000.0 TB"),
    ],
)
def test_sizes_are_in_powers_of_ten(nbytes: int, text: str) -> None:
    assert human_size(nbytes) == text


def test_plain_text_is_left_alone() -> None:
    assert plain("bert.encoder.layer.0 重み") == "bert.encoder.layer.0 重み"
    assert plain("two\nlines") == "two\nlines"
