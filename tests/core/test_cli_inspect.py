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
from rich.cells import cell_len
from typer.testing import CliRunner

from golden_data import FRAMEWORKS, Case
from trivet.cli import app
from trivet.cli.common import plain
from trivet.cli.rows import bar, lines, shortened
from trivet.operations.inspect import TensorRow, inspect
from trivet.operations.parts import tree_of
from trivet.sizes import human_count, human_size


def run(*arguments: object) -> str:
    result = CliRunner().invoke(app, ["inspect", *map(str, arguments)])
    assert result.exit_code == 0, result.output
    return result.stdout


def test_begins_with_a_summary_and_shows_a_tree_with_layers_merged(tmp_path: Path) -> None:
    tiny_bert.write_checkpoint(tmp_path, "BertForMaskedLM", shards=2)
    text = run(tmp_path)
    lines = text.splitlines()
    assert lines[0] == "BERT (BertForMaskedLM), 1.33 K parameters, 5.3 KB, F32, 2 files"
    assert re.search(r"names +of torch\n", text)
    assert re.search(r"metadata +format=pt\n", text)
    assert re.search(r"files +model-00001-of-00002\.safetensors to model-00002-of-00002\.safetensors", text)
    assert re.search(r"4\.3 KB +79\.9% +█+ +· encoder\.layer\.\{0-1\} +F32, 32 tensors, 2 x 2\.1 KB\n", text)
    assert len(lines) < 40
    deep = run(tmp_path, "--depth", 9)
    assert re.search(r"768 B .* weight +F32, \[12, 8\], 2 x 384 B\n", deep)
    assert re.search(r"352 B .* word_embeddings\.weight +F32, \[11, 8\]\n", deep)
    assert len(run(tmp_path, "--depth", 1).splitlines()) < len(lines)


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
    assert text.startswith("unknown model (no config.json), 1 parameters, 2 B, F16, 1 file\n")
    assert re.search(r"2 B +100.0% +█{10} +a +F16, \[\]\n", text)
    assert "metadata" not in text


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
    assert text.startswith("unknown model (no config.json), 30 B parameters, 60.0 GB, BF16, 20 files\n")
    assert re.search(r"60\.0 GB .* model\.layers\.\{0-299\}\.experts\.\{0-99\}\.weight +BF16, \[1000, 1000\]", text)
    assert "30,000 x 2.0 MB" in text
    assert len(text.splitlines()) < 40
    flat = run(huge, "--flat").splitlines()
    assert len(flat) > 30_000
    assert flat[-1].split() == ["model.layers.299.experts.99.weight", "BF16", "[1000,", "1000]", "2.0", "MB"]


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
    assert "30,000 x 2.0 MB" in done.stdout


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


def refused(*arguments: object) -> str:
    result = CliRunner().invoke(app, ["inspect", *map(str, arguments)])
    assert (result.exit_code, result.stdout) == (2, "")
    return " ".join(result.stderr.replace("│", " ").split())


def test_filter_sort_and_limit(tmp_path: Path) -> None:
    tiny_bert.write_checkpoint(tmp_path)
    filtered = run(tmp_path, "--filter", "LayerNorm", "--flat")
    assert re.search(r"shown +10 of 39 tensors\n", filtered)
    assert "query" not in filtered
    wild = run(tmp_path, "--filter", "*.layer.1.*bias", "--flat", "--sort", "name", "--limit", 2).splitlines()
    assert [line.split()[0] for line in wild[-3:]] == [
        "bert.encoder.layer.1.attention.output.LayerNorm.bias",
        "bert.encoder.layer.1.attention.output.dense.bias",
        "and",
    ]
    sizes = [line.split()[0] for line in run(tmp_path, "--flat", "--sort", "size").splitlines()[-39:]]
    assert sizes[0] == "bert.encoder.layer.0.intermediate.dense.weight"
    assert json.loads(run(tmp_path, "--filter", "pooler", "--json"))["tensors"][0]["name"].startswith("bert.pooler")
    assert "none of the 39 tensors is like 'nothing'" in refused(tmp_path, "--filter", "nothing")


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--flat", "--depth", 2), "is for the tree"),
        (("--json", "--sort", "name"), "leave out --depth, --sort and --limit"),
        (("--depth", 0), "greater than or equal to 1"),
        (("--sort", "age"), "size"),
    ],
)
def test_options_without_an_effect_are_refused(options: tuple[object, ...], words: str, tmp_path: Path) -> None:
    tiny_bert.write_checkpoint(tmp_path)
    assert words in refused(tmp_path, *options)


def rows(*names: str, shape: tuple[int, ...] = (2, 3)) -> list[TensorRow]:
    return [TensorRow(name, "F32", shape, 24, "a", 0) for name in names]


def test_a_tree_counts_what_it_merges() -> None:
    names = [f"a.layers.{n}.{part}" for n in range(3) for part in ("mlp.weight", "mlp.bias", "norm.weight")]
    tree = tree_of([*rows(*names), *rows("b.0.x", "b.2.x", "b.5.y")])
    assert (tree.tensors, tree.nbytes, tree.size) == (12, 288, 72)
    layers, other = tree.parts
    assert (layers.name, layers.count, layers.tensors, layers.nbytes) == ("a.layers.{0-2}", 3, 9, 216)
    assert [(each.name, each.count, each.nbytes) for each in layers.parts] == [("mlp", 1, 48), ("norm.weight", 1, 24)]
    assert [(each.name, each.count) for each in other.parts] == [("{0,2}.x", 2), ("5.y", 1)]
    assert list(tree.levels()) == [2, 4, 2]


def test_a_tree_of_other_dialects_and_of_names_within_names() -> None:
    tensorflow = tree_of(rows(*(f"bert/encoder/layer_._{n}/w" for n in range(4)), "bert/pooler/w"))
    assert [each.name for each in tensorflow.parts[0].parts] == ["encoder/layer_._{0-3}/w", "pooler/w"]
    inside = tree_of(rows("a", "a.b", "c.d", "c"))
    assert inside.tensors == 4
    assert sorted(each.tensors for each in inside.parts) == [2, 2]


@pytest.mark.parametrize(
    ("count", "text"), [(7, "7"), (1331, "1.33 K"), (22_713_216, "22.7 M"), (999_600, "1,000 K"), (8 * 10**12, "8 T")]
)
def test_parameters_are_counted_in_three_digits(count: int, text: str) -> None:
    assert human_count(count) == text


def test_lines_fit_a_terminal_and_are_whole_elsewhere() -> None:
    cells = [("a" * 30 + "z" * 30, "重み", "1"), ("b", "c", "22")]
    whole = list(lines(("name", "", "n"), cells, right=("n",), flexible="name"))
    assert cells[0][0] in whole[1]
    assert [cell_len(line) for line in whole[1:]] == [cell_len(whole[1])] * 2
    narrow = list(lines(("name", "", "n"), cells, right=("n",), flexible="name", width=40))
    assert max(map(cell_len, narrow)) == 40
    assert re.search(r"^a+…z+ ", narrow[1])


def test_bars_are_in_eighths_and_in_ascii_where_there_is_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    assert [bar(part) for part in (0, 0.5, 0.51, 1, 7)] == ["", "█" * 5, "█" * 5 + "▏", "█" * 10, "█" * 10]
    monkeypatch.setattr("trivet.cli.rows.can_print", lambda text: False)
    assert [bar(part) for part in (0, 0.5, 1)] == ["", "#" * 5, "#" * 10]
    assert shortened("abcdefghijkl", 9) == "abc...jkl"
