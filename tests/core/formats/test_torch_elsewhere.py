"""Files of the PyTorch container that lie elsewhere: what is told of them, and how little is fetched for it."""

from dataclasses import replace
from pathlib import Path

import pytest
import torch_files as made
from hypothesis import given
from hypothesis import strategies as st
from torch_refusals import FORMAT, Elsewhere, in_part

from trivet.errors import TrivetError, UnsupportedFileError
from trivet.formats.torch.reader import open_in_part
from trivet.sources import ranged
from trivet.sources.ranged import RangedFile

SAMPLES = Path(__file__).parents[2] / "golden" / "data" / "formats" / "torch"
ZIPPED = ["big_endian.bin", "deflated.bin", "dtypes.bin", "lazy.bin", "no_checksums.bin", "training.bin", "views.bin"]


@pytest.mark.parametrize("sample", ZIPPED)
def test_tells_what_the_whole_file_tells_except_where_the_bytes_are(sample: str) -> None:
    whole, part = FORMAT.open(SAMPLES / sample), in_part(SAMPLES / sample)
    assert part is not None
    assert (part.files, part.metadata) == (whole.files, whole.metadata)
    assert list(part) == list(whole)
    for name, spec in part.items():
        assert not spec.is_located
        assert replace(spec, extents=(), is_located=True) == replace(whole[name], extents=())
        assert all(low.offset <= known.offset for low, known in zip(spec.extents, whole[name].extents, strict=True))


def test_names_that_share_a_storage_are_recognised_by_their_extents() -> None:
    catalog = in_part(SAMPLES / "views.bin")
    assert catalog is not None
    assert catalog["tied"].extents == catalog["base"].extents != catalog["scalar"].extents


@pytest.mark.parametrize("sample", ["dtypes_legacy.bin", "protocol_1_legacy.bin", "views_legacy.bin"])
def test_the_legacy_layout_has_to_be_had_whole(sample: str) -> None:
    assert in_part(SAMPLES / sample) is None


@pytest.mark.parametrize("sample", ["big_endian.bin", "deflated.bin"])
def test_refuses_a_file_cut_off_at_any_byte(sample: str) -> None:
    whole = (SAMPLES / sample).read_bytes()
    for size in range(len(whole)):
        with pytest.raises(TrivetError):
            open_in_part(RangedFile(Elsewhere(it=whole[:size]), "it"), Path("it"))


def test_what_is_not_a_checkpoint_is_refused_after_one_request() -> None:
    place = Elsewhere(it=b"GGUF" + bytes(200_000))
    with pytest.raises(
        UnsupportedFileError, match=r"^model\.bin: is not a PyTorch checkpoint; it seems to be a GGUF file"
    ):
        open_in_part(RangedFile(place, "it"), Path("model.bin"))
    assert place.asked == [(0, ranged.WINDOW)]


def test_long_pickles_and_directories_take_a_request_more_each(tmp_path: Path) -> None:
    state = {f"encoder.layer.{n}.attention.output.dense.weight": made.tensor(str(n), 1000) for n in range(700)}
    path = made.zip_file(tmp_path / "x.bin", state, {str(n): bytes(4000) for n in range(700)})
    place = Elsewhere(it=path.read_bytes())
    catalog = open_in_part(RangedFile(place, "it"), path)
    assert catalog is not None
    assert list(catalog) == list(FORMAT.open(path))
    assert len(place.asked) <= 5
    assert sum(stop - start for start, stop in place.asked) < 400_000


@given(data=st.data())
def test_any_runs_of_a_file_are_what_lies_there(data: st.DataObject) -> None:
    whole = bytes(
        data.draw(st.integers(0, 255), label="first") + n & 0xFF for n in range(data.draw(st.integers(0, 90)))
    )
    place, bounds = Elsewhere(it=whole), st.integers(0, 100)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ranged, "WINDOW", data.draw(st.integers(1, 30), label="window"))
        file = RangedFile(place, "it")
        assert len(file) == len(whole)
        for start, stop in data.draw(st.lists(st.tuples(bounds, bounds), max_size=8)):
            assert file[start:stop] == whole[start:stop]
            assert sum(len(window) for _, window in file._kept) <= 4 * ranged.WINDOW
