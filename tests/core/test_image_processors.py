"""Processors of pictures give the numbers that those of the reference give, and say what is wrong with pictures."""

from __future__ import annotations

import errno
import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from media_cases import LABELS, MODES, PICTURES, PROCESSORS, SIZE, calls, picture

import trivet
from trivet import AutoFeatureExtractor, AutoImageProcessor, BatchFeature
from trivet.errors import (
    CorruptFileError,
    DestinationError,
    InvalidConfigError,
    InvalidInputError,
    PackageNotInstalledError,
    SourceNotFoundError,
)
from trivet.media.images.segmentation import linearly_resized

Image = pytest.importorskip("PIL.Image")
GOLDEN = np.load(Path(__file__).parents[1] / "golden" / "data" / "processors.npz")


def made(name: str, **fields: Any) -> Any:
    return getattr(trivet, name)(**{**PROCESSORS[name], **fields})


@pytest.mark.parametrize("name", PROCESSORS)
def test_pixels_are_those_of_the_reference_to_the_bit(name: str) -> None:
    processor = made(name)
    for index, (which, how) in enumerate(calls(name)):
        batch = PICTURES[which]
        images = batch if batch.ndim == 4 else [batch]
        pixels = processor(images, return_tensors="np", **how)["pixel_values"]
        np.testing.assert_array_equal(pixels, GOLDEN[f"{name}.{index}"], err_msg=f"{which} {how}", strict=True)


@pytest.mark.parametrize("name", [name for name in PROCESSORS if f"{name}.L" in GOLDEN])
def test_pictures_of_pillow_are_converted_to_colours(name: str) -> None:
    for mode, values in MODES.items():
        pixels = made(name)(Image.fromarray(values), return_tensors="np").pixel_values
        np.testing.assert_array_equal(pixels, GOLDEN[f"{name}.{mode}"], strict=True)


def test_classes_of_pixels_are_resized_to_the_nearest_and_reduced() -> None:
    batch = made("SegformerImageProcessor")(PICTURES["wide"], LABELS, return_tensors="np")
    np.testing.assert_array_equal(batch["labels"], GOLDEN["labels"], strict=True)
    beit = made("BeitImageProcessor")(PICTURES["wide"], LABELS.astype(np.int64) + 300, return_tensors="np")
    assert set(np.unique(beit["labels"])) <= {0, *range(299, 304)}, "0 is around a small picture"


@pytest.mark.parametrize("kind", [list, tuple, np.stack])
def test_a_batch_may_be_a_list_or_one_array(kind: Any) -> None:
    processor, image = made("ViTImageProcessor"), PICTURES["square"]
    alone = processor(image, return_tensors="np")["pixel_values"]
    both = processor(kind([image, image]), return_tensors="np")["pixel_values"]
    np.testing.assert_array_equal(both, np.concatenate([alone, alone]))


def test_without_tensors_pictures_may_differ_in_size() -> None:
    processor = made("ViTImageProcessor", do_resize=False)
    values = processor([PICTURES["wide"], PICTURES["tall"]])["pixel_values"]
    assert [each.shape for each in values] == [(3, 17, 40), (3, 31, 12)]
    with pytest.raises(InvalidInputError, match=r"pixel_values: they have different shapes.*Resize or crop"):
        processor([PICTURES["wide"], PICTURES["tall"]], return_tensors="np")


def test_the_callers_arrays_are_not_changed() -> None:
    image = PICTURES["small"].copy()
    made("SegformerImageProcessor")(image, np.zeros((5, 4), np.uint8))
    np.testing.assert_array_equal(image, PICTURES["small"])


def test_files_are_read_upright_and_without_transparency(tmp_path: Path) -> None:
    source = Image.fromarray(PICTURES["wide"])
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by 270 degrees
    source.save(tmp_path / "a.png", exif=exif)
    upright = trivet.read_image(tmp_path / "a.png")
    assert (upright.size, upright.mode) == ((17, 40), "RGB")
    expected = made("ViTImageProcessor")(np.rot90(PICTURES["wide"], 3), return_tensors="np")
    found = made("ViTImageProcessor")(str(tmp_path / "a.png"), return_tensors="np")
    np.testing.assert_array_equal(found["pixel_values"], expected["pixel_values"])


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"version https://git-lfs.github.com/spec/v1\n", "Git LFS pointer"),
        (b"<!doctype html><p>no", "web page"),
        (b"", "empty file"),
        (b"\x89PNG\r\n\x1a\n" + bytes(20), "cannot be read as a picture|not a picture"),
    ],
)
def test_what_is_not_a_picture_is_refused_by_name(content: bytes, what: str, tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(content)
    with pytest.raises(CorruptFileError, match=what) as caught:
        trivet.read_image(tmp_path / "a.png")
    assert str(tmp_path / "a.png") in str(caught.value)


def test_a_cut_picture_and_a_missing_one_are_refused(tmp_path: Path) -> None:
    Image.fromarray(picture(64, 64, 3, 0)).save(tmp_path / "a.png")
    whole = (tmp_path / "a.png").read_bytes()
    (tmp_path / "cut.png").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(CorruptFileError, match="cannot be read as a picture"):
        trivet.read_image(tmp_path / "cut.png")
    with pytest.raises(SourceNotFoundError, match="no such file"):
        trivet.read_image(tmp_path / "none.png")
    with pytest.raises(CorruptFileError, match="not base64"):
        trivet.read_image("data:image/png;base64,***")


@pytest.mark.parametrize(
    ("images", "words"),
    [
        (np.zeros((4, 5)), "2 axes is not a picture"),
        ([np.zeros((4, 5), np.uint8)], "no axis of colours.*RGB"),
        ([np.zeros((4, 5, 4), np.uint8)], "input_data_format"),
        ([np.full((4, 5, 3), 300)], "from 300 to 300"),
        ([np.full((4, 5, 3), -0.5)], "between 0 and 1"),
        ([np.full((4, 5, 3), np.nan)], "nan"),
        ([np.zeros((0, 5, 3), np.uint8)], "no pixels"),
        ([{"a": 1}], "not a picture"),
        (3, "not a picture"),
        ([np.zeros((4, 5, 1), np.uint8)], "3 numbers, the picture has 1 colours"),
    ],
)
def test_what_no_picture_can_be_is_refused(images: Any, words: str) -> None:
    with pytest.raises(InvalidInputError, match=words):
        made("ViTImageProcessor")(images)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"size": {"height": 3}}, "size has height"),
        ({"size": {"height": 3, "width": -1}}, "width is -1"),
        ({"size": {"height": 3, "width": 10**9}}, "width is 1000000000"),
        ({"size": "big"}, "'big'"),
        ({"image_mean": "none"}, "image_mean is 'none'"),
        ({"image_std": [1, 0, 1]}, "must not be 0"),
        ({"image_std": [1, float("nan"), 1]}, "not a number"),
        ({"resample": 9}, "resample is 9"),
        ({"rescale_factor": "1/255"}, "rescale_factor"),
    ],
)
def test_fields_that_cannot_be_are_refused_by_name(fields: dict[str, Any], words: str) -> None:
    with pytest.raises(InvalidConfigError, match=words) as caught:
        trivet.ViTImageProcessor(**fields)
    assert caught.value.field in fields
    with pytest.raises(InvalidConfigError, match=words):
        trivet.ViTImageProcessor()(PICTURES["small"], **fields)


@pytest.mark.parametrize("stored", [224, [30, 20], {"height": 30, "width": 20}, {"shortest_edge": 7}])
@pytest.mark.parametrize("name", ["ViTImageProcessor", "CLIPImageProcessor"])
def test_sizes_of_older_files_have_todays_form(name: str, stored: Any) -> None:
    size = getattr(trivet, name)(size=stored).size
    square = {"height": 224, "width": 224} if name == "ViTImageProcessor" else {"shortest_edge": 224}
    expected = {"[30, 20]": {"height": 30, "width": 20}, "224": square}.get(str(stored), stored)
    assert size == expected


@pytest.mark.parametrize("name", PROCESSORS)
def test_a_saved_processor_is_read_back_by_any_class_that_finds_it(name: str, tmp_path: Path) -> None:
    processor = made(name, further="kept")
    assert processor.save_pretrained(tmp_path) == [str(tmp_path / "preprocessor_config.json")]
    stored = json.loads((tmp_path / "preprocessor_config.json").read_text())
    assert stored["image_processor_type"] == name
    for reader in (AutoImageProcessor, AutoFeatureExtractor, type(processor)):
        again = reader.from_pretrained(tmp_path)
        assert type(again) is type(processor)
        assert again.to_dict() == processor.to_dict()
        assert again.further == "kept"


@pytest.mark.parametrize(
    ("name", "stored"),
    [
        ("preprocessor_config.json", {"feature_extractor_type": "ViTFeatureExtractor", "size": 20}),
        ("preprocessor_config.json", {"image_processor_type": "ViTImageProcessorFast", "size": SIZE, "device": None}),
        ("processor_config.json", {"image_processor": {"image_processor_type": "ViTImageProcessor"}}),
    ],
)
def test_files_of_other_versions_name_the_same_processor(name: str, stored: dict[str, Any], tmp_path: Path) -> None:
    (tmp_path / name).write_text(json.dumps(stored))
    assert type(AutoImageProcessor.from_pretrained(tmp_path)).__name__ == "ViTImageProcessor"


def test_a_save_that_fails_leaves_the_former_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made("ViTImageProcessor").save_pretrained(tmp_path)
    before = (tmp_path / "preprocessor_config.json").read_bytes()

    def full(*args: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("os.replace", full)
    with pytest.raises(DestinationError, match="No space left on device"):
        made("ViTImageProcessor", do_resize=False).save_pretrained(tmp_path)
    assert [each.name for each in tmp_path.iterdir()] == ["preprocessor_config.json"]
    assert (tmp_path / "preprocessor_config.json").read_bytes() == before
    with pytest.raises(DestinationError, match="cannot write there"):
        made("ViTImageProcessor").save_pretrained(tmp_path / "preprocessor_config.json")


def test_fields_are_replaced_by_keywords_and_others_returned(tmp_path: Path) -> None:
    made("ViTImageProcessor").save_pretrained(tmp_path)
    processor, rest = trivet.ViTImageProcessor.from_pretrained(
        tmp_path, do_resize=False, colour="red", return_unused_kwargs=True
    )
    assert (processor.do_resize, rest) == (False, {"colour": "red"})
    assert trivet.ViTImageProcessor.from_json_file(tmp_path / "preprocessor_config.json").do_resize is True
    assert trivet.ViTImageProcessor(False, SIZE).do_resize is False


@pytest.mark.parametrize(
    ("text", "error", "words"),
    [
        (None, SourceNotFoundError, "no preprocessor_config.json"),
        ("[]", CorruptFileError, "not an object"),
        ("{", CorruptFileError, "not valid JSON"),
        ("{}", InvalidConfigError, "does not say image_processor_type"),
        ('{"image_processor_type": "WhisperFeatureExtractor"}', InvalidConfigError, "which AutoFeatureExtractor reads"),
        ('{"image_processor_type": "ViTImageProcessor", "self": 1, "size": 0}', InvalidConfigError, "height is 0"),
    ],
)
def test_a_bad_file_is_refused(text: str | None, error: type[Exception], words: str, tmp_path: Path) -> None:
    if text is not None:
        (tmp_path / "preprocessor_config.json").write_text(text)
    with pytest.raises(error, match=words) as caught:
        AutoImageProcessor.from_pretrained(tmp_path)
    assert str(tmp_path) in str(caught.value)


def test_a_processor_that_is_not_there_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("trivet.media.auto.is_installed", lambda name: False)
    (tmp_path / "preprocessor_config.json").write_text('{"image_processor_type": "VideoMAEImageProcessor"}')
    with pytest.raises(InvalidConfigError, match="VideoMAEImageProcessor, which trivet does not have.*transformers"):
        AutoImageProcessor.from_pretrained(tmp_path)
    with pytest.raises(TypeError, match="AutoImageProcessor is not constructed"):
        AutoImageProcessor()


def test_without_pillow_the_package_is_named_and_arrays_need_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "PIL", None)
    with pytest.raises(PackageNotInstalledError, match=r"pip install \"trivet\[images\]\""):
        made("ViTImageProcessor")(PICTURES["wide"])
    assert made("ViTImageProcessor", do_resize=False)(PICTURES["wide"]).pixel_values[0].shape == (3, 17, 40)


def test_maps_are_the_likeliest_classes_resized_between_pixels() -> None:
    logits = np.random.default_rng(0).standard_normal((2, 4, 5, 6)).astype(np.float32)
    outputs = SimpleNamespace(logits=logits)
    maps = trivet.SegformerImageProcessor.post_process_semantic_segmentation(outputs)
    np.testing.assert_array_equal(maps, logits.argmax(1))
    larger = trivet.BeitImageProcessor().post_process_semantic_segmentation(outputs, [(10, 9), (3, 2)])
    assert [each.shape for each in larger] == [(10, 9), (3, 2)]
    np.testing.assert_array_equal(linearly_resized(logits[0], 5, 6), logits[0])
    with pytest.raises(InvalidInputError, match="1 target_sizes for 2 pictures"):
        trivet.MobileViTImageProcessor().post_process_semantic_segmentation(outputs, [(3, 3)])


def test_a_batch_answers_by_attribute_and_says_what_it_has() -> None:
    batch = BatchFeature({"pixel_values": [[1.0]]}, tensor_type="np")
    assert batch.pixel_values.shape == (1, 1)
    with pytest.raises(AttributeError, match="has no 'labels'; it has pixel_values"):
        batch.labels  # noqa: B018
