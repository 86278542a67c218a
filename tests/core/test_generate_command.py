"""`trivet generate`: text on standard output as it comes, one clear message for what cannot be. With no framework."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from stub_backend import StubBackend
from stub_writer import StubAuto, checkpoint
from typer.testing import CliRunner, Result

import trivet
from trivet.cli import app
from trivet.cli import generate as command
from trivet.text.generation.writer import Writer, Written

pytest.importorskip("tokenizers")

PREFIXES = {"torch": "", "tensorflow": "TF", "flax": "Flax"}


def invoke(*arguments: object, **options: Any) -> Result:
    return CliRunner().invoke(app, ["generate", *(str(argument) for argument in arguments)], **options)


@pytest.fixture
def backends(provide: Callable[..., None], monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """`backends("torch", …)` installs stubs of these and hides all others."""
    monkeypatch.setattr(StubAuto, "missing", ())
    for name in ("AutoModelForCausalLM", "AutoModelForSeq2SeqLM"):
        for mark in PREFIXES.values():
            monkeypatch.delitem(trivet.__dict__, mark + name, raising=False)

    def install(*names: str) -> None:
        provide("trivet.backends")
        for name in names:
            autos = {
                f"{PREFIXES[name]}{auto}": "stub_writer:StubAuto"
                for auto in ("AutoModelForCausalLM", "AutoModelForSeq2SeqLM")
            }
            provide("trivet.backends", name, StubBackend(name, autos))

    return install


def test_text_is_all_there_is_on_standard_output(backends: Callable[..., None], tmp_path: Path) -> None:
    backends("torch")
    done = invoke(checkpoint(tmp_path), "日 ", "--max-new-tokens", 11)
    assert (done.exit_code, done.stdout, done.stderr) == (0, "日 日 日\n", "")
    assert invoke(tmp_path, "ab ", "--max-new-tokens", 4, "--echo").stdout == "ab ab a\n"


def test_prompt_comes_from_standard_input(backends: Callable[..., None], tmp_path: Path) -> None:
    backends("torch")
    done = invoke(checkpoint(tmp_path), "-", "--max-new-tokens", 6, input="one\ntwo\n")
    assert done.stdout == "one\ntw\n"


def test_search_with_beams_comes_at_its_end_without_prompt_and_padding(
    backends: Callable[..., None], tmp_path: Path
) -> None:
    backends("torch")
    options = ("--num-beams", 3, "--max-new-tokens", 5)
    assert invoke(checkpoint(tmp_path), "xy", *options).stdout == "xyxyx\n"
    assert StubAuto.made.told["num_beams"] == 3
    assert invoke(checkpoint(tmp_path, eos_token_id=0), "xy", *options).stdout.startswith("xyxyx")
    config = {"is_encoder_decoder": True, "decoder_start_token_id": 0}
    assert invoke(checkpoint(tmp_path, "t5", **config), "xy", *options).stdout == "xyxyx\n"


SAID: dict[str, tuple[tuple[object, ...], dict[str, Any]]] = {
    "nothing": ((), {}),
    "a temperature draws": (("--temperature", 0.7), {"do_sample": True, "temperature": 0.7}),
    "so does a share": (("--top-p", 0.9, "--top-k", 5), {"do_sample": True, "top_p": 0.9, "top_k": 5}),
    "no temperature": (("--temperature", 0), {"do_sample": False}),
    "said": (("--sample",), {"do_sample": True}),
    "said otherwise": (("--greedy",), {"do_sample": False}),
}


@pytest.mark.parametrize("case", SAID)
def test_options_of_drawing(case: str, backends: Callable[..., None], tmp_path: Path) -> None:
    arguments, options = SAID[case]
    backends("flax")
    assert invoke(checkpoint(tmp_path), "a", "--seed", 7, *arguments).exit_code == 0
    assert StubAuto.made.told == {"seed": 7, "max_new_tokens": 128, **options}


def test_seed_is_drawn_where_none_is_given(backends: Callable[..., None], tmp_path: Path) -> None:
    backends("flax")
    seeds = set()
    for _ in range(3):
        assert invoke(checkpoint(tmp_path), "a", "--max-new-tokens", 1).exit_code == 0
        seeds.add(StubAuto.made.told["seed"])
    assert len(seeds) == 3


def test_how_the_model_is_loaded(backends: Callable[..., None], tmp_path: Path) -> None:
    backends("torch", "tensorflow", "flax")
    inside = checkpoint(tmp_path)
    for arguments, asked in {
        (): {"dtype": "auto"},
        ("--dtype", "bf16", "--device-map", "auto"): {"dtype": "bfloat16", "device_map": "auto"},
        ("--dtype", "fp16", "--backend", "flax"): {"dtype": "float16", "param_dtype": "float16"},
        ("--dtype", "F32", "--backend", "tensorflow", "--variant", "x"): {"dtype": "float32", "variant": "x"},
    }.items():
        assert invoke(inside, "a", "--max-new-tokens", 1, *arguments).exit_code == 0
        assert StubAuto.asked == {"subfolder": "", "variant": None, "output_loading_info": True, **asked}


def test_most_new_tokens_are_what_there_is_room_for(backends: Callable[..., None], tmp_path: Path) -> None:
    backends("torch")
    assert invoke(checkpoint(tmp_path, n_positions=9), "abcd").stdout == "abcda\n"
    assert invoke(tmp_path, "abcd", "--max-new-tokens", 5).exit_code == 0
    done = invoke(tmp_path, "abcd", "--max-new-tokens", 6)
    assert "the model has 9 positions: no room for 4 tokens of the prompt and 6 new ones" in done.stderr


ERRORS: dict[str, tuple[Callable[[Path], tuple[object, ...]], str]] = {
    "no model": (lambda folder: (folder / "no", "a"), "no: there is no such file or folder."),
    "writes nothing": (
        lambda folder: (checkpoint(folder, "distilbert"), "a"),
        "AutoModelForCausalLM: 'distilbert' writes no text: the family has no head that scores the next token. "
        "These work for it: AutoModel, ",
    ),
    "no tokenizer": (
        lambda folder: ((checkpoint(folder) / "tokenizer.json").unlink() or folder, "a"),
        "there is no tokenizer. Put the tokenizer.json of the model beside its weights.",
    ),
    "nothing said": (lambda folder: (checkpoint(folder), ""), "the prompt has no tokens: pass some text to start with"),
    "another tokenizer": (
        lambda folder: (checkpoint(folder, vocab_size=40), "a"),
        "but the model has 40: they do not match",
    ),
    "no such dtype": (lambda folder: (checkpoint(folder), "a", "--dtype", "fp33"), "unknown dtype 'fp33'. Known: "),
}


@pytest.mark.parametrize("case", ERRORS)
def test_errors_are_one_message_and_exit_code_2_and_no_output(
    case: str, backends: Callable[..., None], tmp_path: Path
) -> None:
    make, message = ERRORS[case]
    backends("torch")
    done = invoke(*make(tmp_path))
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.startswith("error: ")
    assert message in done.stderr


def test_names_the_command_that_installs_a_backend(backends: Callable[..., None], tmp_path: Path) -> None:
    backends()
    done = invoke(checkpoint(tmp_path), "a")
    assert done.exit_code == 2
    assert 'needs the torch backend, which is not installed. Run: pip install "trivet[torch]"' in done.stderr
    assert "(tensorflow and flax do as well)" in done.stderr
    backends("torch")
    assert 'pip install "trivet[flax]"' in invoke(tmp_path, "a", "--backend", "flax").stderr


def test_refuses_weights_that_were_never_trained(
    backends: Callable[..., None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    backends("torch")
    monkeypatch.setattr(StubAuto, "missing", ("lm_head.weight",))
    done = invoke(checkpoint(tmp_path), "a")
    assert done.exit_code == 2
    assert "there is no lm_head.weight in it that fits" in done.stderr
    assert "Its text would be noise: train the model first." in done.stderr


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--backend", "mxnet"), "'mxnet' is not one of torch, tensorflow, flax"),
        (("--backend", "flax", "--device-map", "auto"), "is for the torch backend, not for flax"),
        (("--greedy", "--top-p", "0.5"), "does not draw"),
        (("--temperature", "0", "--sample"), "does not draw"),
    ],
)
def test_wrong_usage_is_exit_code_2(
    arguments: tuple[str, ...], message: str, backends: Callable[..., None], tmp_path: Path
) -> None:
    backends("torch", "flax")
    done = invoke(checkpoint(tmp_path), "a", *arguments)
    assert done.exit_code == 2
    assert message in " ".join(done.stderr.replace("│", " ").split())


def test_a_device_map_is_for_torch(backends: Callable[..., None], tmp_path: Path) -> None:
    backends("flax")
    with pytest.raises(ValueError, match="a device map is for the torch backend; this is flax"):
        Writer.load(checkpoint(tmp_path), device_map="auto")


def test_ctrl_c_ends_the_line(backends: Callable[..., None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    backends("torch")

    def interrupted(self: Writer, prompt: str, on_text: Callable[[str], None], **fields: Any) -> Written:
        on_text("so far")
        raise KeyboardInterrupt

    monkeypatch.setattr(Writer, "write", interrupted)
    done = invoke(checkpoint(tmp_path), "a")
    assert (done.exit_code, done.stdout) == (130, "so far\n")


def test_terminal_gets_the_speed_and_no_control_codes(
    backends: Callable[..., None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    backends("torch")
    module = sys.modules[command.__module__]
    real = module.sys

    class Terminal:
        def __init__(self, stream: Any) -> None:
            self.stream = stream

        def isatty(self) -> bool:
            return True

        def write(self, text: str) -> None:
            self.stream.write(text)

        def flush(self) -> None:
            self.stream.flush()

    class System:
        stdin = property(lambda self: real.stdin)
        stdout = property(lambda self: Terminal(real.stdout))
        stderr = property(lambda self: Terminal(real.stderr))

    checkpoint(tmp_path)
    assert invoke(tmp_path, "a\x1b[2J b", "--max-new-tokens", 9).stdout == "a\x1b[2J ba\x1b\n"
    monkeypatch.setattr(module, "sys", System())
    done = invoke(tmp_path, "a\x1b[2J b\n\t", "--max-new-tokens", 9)
    assert done.stdout == "a[2J b\n\t\n"
    assert re.search(r"9 tokens in \d+\.\d\d s, the first after \d+\.\d\d s: [\d.]+ tokens/s \(torch\)", done.stderr)


def test_rate_leaves_the_first_token_out() -> None:
    assert Written("", 11, 3.0, 1.0).rate == 5.0
    assert Written("", 10, 2.0).rate == 5.0
    assert Written("", 1, 2.0, 2.0).rate == 0.5
    assert Written("", 0, 0.0).rate == 0.0
