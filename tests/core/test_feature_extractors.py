"""Feature extractors give the numbers that those of the reference give, and say what is wrong with sounds."""

from __future__ import annotations

import json
import wave
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from media_cases import EXTRACTORS, SOUNDS, sound

import trivet
from trivet import AutoFeatureExtractor, AutoImageProcessor
from trivet.errors import CorruptFileError, InvalidConfigError, InvalidInputError, SourceNotFoundError
from trivet.media.sounds.files import resampled
from trivet.media.sounds.mel import SCALES, mel_filters

GOLDEN = np.load(Path(__file__).parents[1] / "golden" / "data" / "processors.npz")


def made(name: str, **fields: Any) -> Any:
    return getattr(trivet, name)(**{**EXTRACTORS[name][0], **fields})


@pytest.mark.parametrize("name", EXTRACTORS)
def test_features_are_those_of_the_reference(name: str) -> None:
    extractor = made(name)
    for index, (sounds, how) in enumerate(EXTRACTORS[name][1]):
        batch = extractor([SOUNDS[each] for each in sounds], sampling_rate=16000, **how)
        stored = {key.split(".")[2]: GOLDEN[key] for key in GOLDEN if key.startswith(f"{name}.{index}.")}
        assert set(batch) == set(stored), how
        for field, expected in stored.items():
            found = [np.asarray(each) for each in batch[field]]
            assert {each.dtype for each in found} == {expected.dtype}
            flat = np.concatenate([each.ravel() for each in found])
            np.testing.assert_allclose(flat, expected.ravel(), atol=2e-6, rtol=2e-6, err_msg=f"{field} {how}")
            if len({each.shape for each in found}) == 1:
                assert np.stack(found).shape == expected.shape


@pytest.mark.parametrize("name", EXTRACTORS)
def test_one_sound_in_any_form_is_a_batch_of_one(name: str) -> None:
    extractor, samples = made(name), SOUNDS["long"]
    field = extractor.model_input_names[0]
    first = extractor(samples, sampling_rate=16000, return_tensors="np")[field]
    for form in ([samples], samples[None], samples.tolist(), samples.astype(np.float64)):
        np.testing.assert_array_equal(extractor(form, sampling_rate=16000, return_tensors="np")[field], first)


@pytest.mark.parametrize("name", EXTRACTORS)
def test_what_cannot_be_a_sound_is_refused(name: str) -> None:
    extractor = made(name)
    with pytest.raises(InvalidInputError, match=r"8000 samples a second.*16000.*read_sound"):
        extractor(SOUNDS["long"], sampling_rate=8000)
    with pytest.raises(InvalidInputError, match="mean of its channels"):
        extractor([np.zeros((2, 1000))], sampling_rate=16000)
    with pytest.raises(InvalidInputError, match=r"must be samples \[n\]"):
        extractor(np.zeros((2, 2, 1000)), sampling_rate=16000)


def test_sounds_of_different_lengths_make_no_tensor() -> None:
    with pytest.raises(InvalidInputError, match="input_values: they have different shapes.*padding=True"):
        made("Wav2Vec2FeatureExtractor")([SOUNDS["short"], SOUNDS["long"]], sampling_rate=16000, return_tensors="np")


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"padding": "max_length"}, "needs max_length"),
        ({"truncation": True}, "needs max_length"),
        ({"padding": "wide"}, "padding is 'wide'"),
    ],
)
def test_padding_that_cannot_be_is_refused(options: dict[str, Any], words: str) -> None:
    with pytest.raises(InvalidInputError, match=words):
        made("Wav2Vec2FeatureExtractor")(SOUNDS["short"], sampling_rate=16000, **options)


def test_padding_on_the_left_and_collating_examples() -> None:
    extractor = made("Wav2Vec2FeatureExtractor", padding_side="left", do_normalize=False, padding_value=7.0)
    examples = [{"input_values": [1.0, 2.0, 3.0]}, {"input_values": [4.0]}]
    batch = extractor.pad(examples, return_attention_mask=True, return_tensors="np")
    assert batch["input_values"].tolist() == [[1, 2, 3], [7, 7, 4]]
    assert batch["attention_mask"].tolist() == [[1, 1, 1], [0, 0, 1]]
    with pytest.raises(InvalidInputError, match="no input_values to be padded, but labels"):
        extractor.pad({"labels": [1]})
    with pytest.raises(InvalidInputError, match="padding_side is 'up'"):
        made("Wav2Vec2FeatureExtractor", padding_side="up").pad(examples)


def test_a_sound_of_nothing_and_of_less_than_a_frame_gives_no_numbers_that_are_none() -> None:
    for length in (1, 200, 399):
        frames = made("ASTFeatureExtractor")(np.zeros(length), sampling_rate=16000)["input_values"][0]
        assert frames.shape == (16, 24)
        assert np.isfinite(frames).all()
    spectrogram = made("WhisperFeatureExtractor")(np.zeros(100), sampling_rate=16000)["input_features"][0]
    assert np.isfinite(spectrogram).all()


@pytest.mark.parametrize("name", EXTRACTORS)
def test_a_saved_extractor_is_read_back(name: str, tmp_path: Path) -> None:
    extractor = made(name)
    extractor.save_pretrained(tmp_path)
    assert json.loads((tmp_path / "preprocessor_config.json").read_text())["feature_extractor_type"] == name
    again = AutoFeatureExtractor.from_pretrained(tmp_path)
    assert type(again) is type(extractor)
    assert again.to_dict() == extractor.to_dict()
    with pytest.raises(InvalidConfigError, match=f"holds a {name}, which AutoFeatureExtractor reads"):
        AutoImageProcessor.from_pretrained(tmp_path)


def test_tables_in_old_files_are_computed_and_not_kept(tmp_path: Path) -> None:
    stored = {"feature_extractor_type": "WhisperFeatureExtractor", "mel_filters": [[1.0]], "feature_size": 20}
    (tmp_path / "preprocessor_config.json").write_text(json.dumps({**stored, "chunk_length": 1, "n_samples": 5}))
    extractor = AutoFeatureExtractor.from_pretrained(tmp_path)
    assert extractor.n_samples == 16000
    assert "mel_filters" not in extractor.to_dict()
    np.testing.assert_allclose(
        extractor(SOUNDS["long"], sampling_rate=16000)["input_features"][0],
        GOLDEN["WhisperFeatureExtractor.0.input_features"][0],
        atol=2e-6,
    )


@pytest.mark.parametrize("fields", [{"sampling_rate": 0}, {"hop_length": -1}, {"n_fft": 10**12}, {"chunk_length": 1.5}])
def test_counts_that_cannot_be_are_refused(fields: dict[str, Any]) -> None:
    with pytest.raises(InvalidConfigError, match=next(iter(fields))):
        trivet.WhisperFeatureExtractor(**fields)


@pytest.mark.parametrize("scale", SCALES)
def test_scales_are_inverted(scale: str) -> None:
    hertz = np.linspace(0, 8000, 101)
    to_mel, to_hertz = SCALES[scale]
    np.testing.assert_allclose(to_hertz(to_mel(hertz)), hertz, atol=1e-9)
    filters = mel_filters(201, 40, 0.0, 8000.0, 16000, scale)
    assert filters.shape == (201, 40)
    assert (filters >= 0).all()
    assert not filters.flags.writeable


def write_wave(path: Path, samples: np.ndarray, rate: int) -> None:
    with wave.open(str(path), "wb") as file:
        file.setnchannels(samples.shape[1])
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes((samples * 32767).astype("<i2").tobytes())


def test_files_are_read_as_one_channel_at_the_wanted_rate(tmp_path: Path) -> None:
    pytest.importorskip("soundfile")
    samples = sound(4000, 0)
    write_wave(tmp_path / "a.wav", np.stack([samples, samples * 0.5], 1), 16000)
    found, rate = trivet.read_sound(tmp_path / "a.wav")
    assert rate == 16000
    np.testing.assert_allclose(found, samples * 0.75, atol=1e-4)
    half, rate = trivet.read_sound(tmp_path / "a.wav", 8000)
    assert (rate, len(half)) == (8000, 2000)
    (tmp_path / "cut.wav").write_bytes((tmp_path / "a.wav").read_bytes()[:20])
    (tmp_path / "page.wav").write_text("<!doctype html>")
    for name, words in (("cut.wav", "cannot be read as a sound"), ("page.wav", "seems to be a web page")):
        with pytest.raises(CorruptFileError, match=words):
            trivet.read_sound(tmp_path / name)
    with pytest.raises(SourceNotFoundError, match="no such file"):
        trivet.read_sound(tmp_path / "none.wav")


@pytest.mark.parametrize(("rate", "new_rate"), [(48000, 16000), (44100, 16000), (8000, 16000), (22050, 16000)])
def test_resampling_keeps_tones_below_the_lower_rates_band_and_removes_those_above(rate: int, new_rate: int) -> None:
    time, new_time = np.arange(rate // 5) / rate, np.arange(new_rate // 5) / new_rate
    low = min(rate, new_rate) * 0.2
    tone = np.sin(2 * np.pi * low * time).astype(np.float32)
    found = resampled(tone, rate, new_rate)
    assert len(found) == new_rate // 5
    middle = slice(len(found) // 5, -len(found) // 5)
    np.testing.assert_allclose(found[middle], np.sin(2 * np.pi * low * new_time)[middle], atol=2e-3)
    if new_rate < rate:
        high = np.sin(2 * np.pi * new_rate * 0.62 * time).astype(np.float32)
        assert np.abs(resampled(high, rate, new_rate)[middle]).max() < 2e-3
