"""`trivet transcribe`: what is said in a sound on standard output. With no framework."""

from __future__ import annotations

import json
import wave
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from stub_backend import StubBackend
from stub_writer import StubHearing, checkpoint
from typer.testing import CliRunner, Result

import trivet
from trivet import WhisperFeatureExtractor
from trivet.cli import app

pytest.importorskip("soundfile")
pytest.importorskip("tokenizers")
RATE = 8000
AUTO = "AutoModelForSpeechSeq2Seq"


def invoke(*arguments: object) -> Result:
    return CliRunner().invoke(app, ["transcribe", *(str(argument) for argument in arguments)])


@pytest.fixture
def model(provide: Callable[..., None], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A checkpoint of speech that reads a second at once, of a backend without a framework."""
    monkeypatch.delitem(trivet.__dict__, AUTO, raising=False)
    provide("trivet.backends")
    provide("trivet.backends", "torch", StubBackend("torch", {AUTO: "stub_writer:StubHearing"}))
    folder = checkpoint(tmp_path / "model", "whisper", vocab_size=257, eos_token_id=256, decoder_start_token_id=1)
    WhisperFeatureExtractor(feature_size=4, chunk_length=1).save_pretrained(folder)
    return folder


def sound(path: Path, seconds: float) -> Path:
    """A file of a tone, at another rate than the model's."""
    tone = np.sin(np.arange(int(seconds * RATE)) * 0.3) * 9000
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, RATE, 0, "NONE", ""))
        file.writeframes(tone.astype("<i2").tobytes())
    return path


def test_text_is_all_there_is_on_standard_output(model: Path, tmp_path: Path) -> None:
    done = invoke(sound(tmp_path / "a.wav", 0.5), "--model", model, "--num-beams", 3, "--language", "de")
    assert (done.exit_code, done.stdout) == (0, "said\n")
    assert StubHearing.heard == [(1, 4, 100)]
    assert StubHearing.made.told == {"num_beams": 3, "language": "de"}
    assert StubHearing.asked["dtype"] == "float32"


def test_long_sounds_are_read_in_windows(model: Path, tmp_path: Path) -> None:
    done = invoke(sound(tmp_path / "a.wav", 2.5), "--model", model, "--json")
    said = json.loads(done.stdout)
    assert (said["text"], said["seconds"]) == ("said said said", 2.5)
    assert [each["start"] for each in said["windows"]] == [0, 1, 2]


def test_refuses_a_model_that_reads_texts(model: Path, tmp_path: Path) -> None:
    config = json.loads((model / "config.json").read_text())
    (model / "config.json").write_text(json.dumps({**config, "model_type": "bart"}))
    done = invoke(sound(tmp_path / "a.wav", 0.5), "--model", model)
    assert done.exit_code == 2
    assert "writes what is said in sounds" in " ".join(done.stderr.split())


def test_generate_refuses_a_model_that_reads_sounds(model: Path) -> None:
    done = CliRunner().invoke(app, ["generate", str(model), "text"])
    assert done.exit_code == 2
    assert "no head that scores the next token" in " ".join(done.stderr.split())
