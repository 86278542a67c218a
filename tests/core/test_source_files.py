"""Header and bytes come from one open file, whatever its path names later; what is rewritten in place is refused."""

import os
import resource
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from checkpoints import write_packed, write_sharded

from trivet.errors import CheckpointChangedError, CorruptFileError
from trivet.formats.file_view import FileView
from trivet.formats.registry import open_file, open_files
from trivet.formats.safetensors import SafetensorsFormat
from trivet.formats.storage import Storage
from trivet.tensors import Catalog, Extent, TensorSpec
from trivet.tensors.source_files import SourceFile, most_open

DATA = Path(__file__).parents[1] / "golden" / "data"
SAMPLES = {
    "safetensors": DATA / "bert/BertModel/pt/model.safetensors",
    "torch zip": DATA / "bert/BertModel/pt/pytorch_model.bin",
    "torch views": DATA / "formats/torch/views.bin",
    "torch legacy": DATA / "formats/torch/views_legacy.bin",
    "torch big-endian": DATA / "formats/torch/big_endian.bin",
    "torch deflated": DATA / "formats/torch/deflated.bin",
    "h5": DATA / "bert/BertModel/tf/tf_model.h5",
    "msgpack": DATA / "bert/BertModel/flax/flax_model.msgpack",
    "msgpack in chunks": DATA / "formats/msgpack/chunked.msgpack",
    "bundle": DATA / "formats/bundle/sharded/model.ckpt.index",
    "bundle in pieces": DATA / "formats/bundle/partitioned/model.ckpt.index",
}
IN_PLACE = [name for name in SAMPLES if name != "safetensors"]
DEFLATED = "torch deflated"


def copied(name: str, folder: Path) -> Path:
    """A sample and what lies beside it, in a folder of its own."""
    shutil.copytree(SAMPLES[name].parent, folder, dirs_exist_ok=True)
    return folder / SAMPLES[name].name


def data_files(path: Path) -> list[Path]:
    """The files that the bytes of a sample lie in."""
    stem = path.name.removesuffix(".index")
    return sorted(path.parent.glob(f"{stem}.data-*")) if path.name.endswith(".index") else [path]


def values(catalog: Catalog, storage: Storage | None = None) -> dict[str, bytes]:
    storage = storage or Storage()
    return {name: storage.raw(spec).tobytes() for name, spec in catalog.items()}


def other_bytes(path: Path) -> bytes:
    """As many bytes as a file has, and none of them the same."""
    return bytes(each ^ 0xFF for each in path.read_bytes())


@pytest.mark.parametrize("mmap", [True, False, None])
@pytest.mark.parametrize("name", SAMPLES)
def test_bytes_are_those_of_the_file_whose_header_was_read(name: str, mmap: bool | None, tmp_path: Path) -> None:
    path = copied(name, tmp_path / "x")
    expected = values(open_file(path))
    catalog = open_file(path, mmap=mmap)
    for file in data_files(path):
        (tmp_path / "other").write_bytes(other_bytes(file))
        os.replace(tmp_path / "other", file)
    assert values(catalog) == expected


@pytest.mark.parametrize("name", SAMPLES)
def test_files_that_are_gone_are_still_read(name: str, tmp_path: Path) -> None:
    path = copied(name, tmp_path / "x")
    expected = values(open_file(path))
    catalog = open_file(path)
    shutil.rmtree(tmp_path / "x")
    assert values(catalog) == expected


@pytest.mark.parametrize("name", IN_PLACE)
def test_what_is_cut_while_it_is_read_is_refused(name: str, tmp_path: Path) -> None:
    path = copied(name, tmp_path / "x")
    catalog, storage = open_file(path), Storage()
    spec = max(catalog.values(), key=lambda each: each.nbytes)
    before = storage.array(spec).copy()
    held = storage.array(spec)
    for file in data_files(path):
        os.truncate(file, 1)
    assert np.array_equal(held.reshape(-1).view(np.uint8), before.reshape(-1).view(np.uint8))
    with pytest.raises(CorruptFileError, match=r"its bytes end at \d+, the file now has 1"):
        storage.array(spec)


@pytest.mark.parametrize("name", IN_PLACE)
def test_what_is_written_over_while_it_is_read_is_refused(name: str, tmp_path: Path) -> None:
    path = copied(name, tmp_path / "x")
    catalog, storage = open_file(path), Storage()
    first, *rest = catalog.values()
    before = storage.array(first)
    kept = before.tobytes()
    for file in data_files(path):
        content = other_bytes(file)
        os.utime(file, ns=(0, 0))  # or the change might fall into one tick of the clock
        with file.open("r+b") as written:
            written.write(content)
    assert before.tobytes() == kept
    for spec in (first, *rest):
        if spec.nbytes:
            with pytest.raises(CorruptFileError, match="was written to since its header was read"):
                storage.raw(spec)


def test_a_header_that_is_cut_while_it_is_read_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(bytes(100_000))
    source = SourceFile(tmp_path / "x")
    view = FileView(source)
    assert view[10:20] == bytes(10)
    os.truncate(tmp_path / "x", 50_000)
    with pytest.raises(CorruptFileError, match="its bytes end at 98304, the file now has 50000"):
        view[90_000]


def test_a_view_is_the_files_bytes(tmp_path: Path) -> None:
    content = np.random.default_rng(0).bytes(100_000)
    (tmp_path / "x").write_bytes(content)
    view = FileView(SourceFile(tmp_path / "x"))
    for start, stop in ((0, 1), (5, 5), (16_000, 17_000), (0, 100_000), (99_000, 200_000), (50_000, 90_000), (9, 3)):
        assert view[start:stop] == content[start:stop]
    assert [view[at] for at in (0, 16_383, 16_384, 99_999)] == [content[at] for at in (0, 16_383, 16_384, 99_999)]
    assert view.find(content[70_000:70_010], 69_000, 71_000) == 70_000
    assert view.find(b"no such bytes at all", 0, 100_000) == -1
    with pytest.raises(IndexError):
        view[100_000]


@pytest.mark.parametrize("name", SAMPLES)
def test_what_other_programs_rewrite_in_place_is_read_and_all_else_is_mapped(name: str, tmp_path: Path) -> None:
    path = copied(name, tmp_path / "x")
    storage = Storage()

    def mapped(**options: bool) -> set[bool]:
        catalog = open_file(path, **options)
        return {storage.is_mapped(spec) for spec in catalog.values() if spec.via is None}

    plain = mapped(mmap=True)
    assert plain <= {True}
    assert mapped(mmap=False) == ({False} if plain else set())
    assert mapped() == (plain if name == "safetensors" else mapped(mmap=False))
    assert mapped(is_cache=True) == plain
    for file in (path, *data_files(path)):
        file.chmod(0o444)
    assert mapped() == plain


def test_what_is_read_is_aligned_and_writable_memory_of_its_own(tmp_path: Path) -> None:
    path = copied("torch zip", tmp_path / "x")
    storage = Storage()
    for spec in open_file(path).values():
        array = storage.array(spec)
        assert array.ctypes.data % 64 == 0
        array[...] = 0
    assert path.read_bytes() == SAMPLES["torch zip"].read_bytes()


def test_refuses_a_file_that_was_replaced_and_is_not_held_open(tmp_path: Path) -> None:
    path = write_packed(tmp_path / "x.safetensors", {"a": np.zeros(4, np.float32)})
    catalog = open_file(path)
    catalog.sources[0].let_go()
    assert Storage().array(catalog["a"]).sum() == 0
    os.replace(write_packed(tmp_path / "y", {"a": np.ones(4, np.float32)}), path)
    with pytest.raises(CorruptFileError, match="was replaced by another file since its header was read"):
        Storage().array(catalog["a"])


def test_a_format_that_opens_files_itself_is_held_against_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = SafetensorsFormat.open
    swap: list[Path] = []

    def plain(self: SafetensorsFormat, path: Path) -> Catalog:
        file = real(self, path)
        if swap:
            os.replace(swap.pop(), path)
        specs = (TensorSpec(each.name, each.dtype, each.shape, each.file, each.extents) for each in file.values())
        return Catalog(specs, files=file.files)

    monkeypatch.setattr(SafetensorsFormat, "open", plain)
    path = write_packed(tmp_path / "x.safetensors", {"a": np.zeros(4, np.float32)})
    catalog = open_file(path)
    os.replace(write_packed(tmp_path / "y", {"a": np.ones(4, np.float32)}), path)
    assert Storage().array(catalog["a"]).sum() == 0
    swap.append(write_packed(tmp_path / "z", {"a": np.ones(4, np.float32)}))
    with pytest.raises(CheckpointChangedError):
        open_file(path)


def test_few_descriptors_are_held_however_many_files_there_are(tmp_path: Path) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    shards = [{f"t{number}": np.full(3, number, np.float32)} for number in range(300)]
    write_sharded(tmp_path, shards)
    code = f"""
import os, resource
from pathlib import Path
resource.setrlimit(resource.RLIMIT_NOFILE, (160, {hard}))
from trivet.planning.opening import open_checkpoint
from trivet.formats.storage import Storage
for mmap in (True, False):
    catalog = open_checkpoint({str(tmp_path)!r}, mmap=mmap).catalog
    storage = Storage()
    arrays = {{name: storage.array(spec) for name, spec in catalog.items()}}
    assert all((array == int(name[1:])).all() for name, array in arrays.items())
    assert len(arrays) == 300
    print(len(os.listdir("/proc/self/fd")))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert max(map(int, done.stdout.split())) < 60
    assert most_open() <= 128
    assert soft


def test_files_beyond_the_bound_are_let_go_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("trivet.tensors.source_files.most_open", lambda: 2)
    files = [write_packed(tmp_path / f"{n}.safetensors", {f"t{n}": np.full(3, n, np.float32)}) for n in range(4)]
    catalog = Catalog.joined(open_files(files))
    for file in files:
        file.unlink()
    storage = Storage()
    assert [storage.array(catalog[f"t{n}"]).tolist() for n in (0, 1)] == [[0, 0, 0], [1, 1, 1]]
    for n in (2, 3):
        with pytest.raises(FileNotFoundError, match="has disappeared since its header was read"):
            storage.array(catalog[f"t{n}"])


@pytest.mark.parametrize("split", [False, True])
@pytest.mark.parametrize(
    "index",
    [
        (slice(0, 2),),
        (slice(1, 2), slice(3, 5)),
        (slice(None), slice(None), slice(0, 8)),
        (slice(None), slice(2, 4), ...),
        (slice(3, 3),),
        (slice(0, 1), slice(0, 1), slice(0, 1), ...),
    ],
)
def test_parts_are_read_without_the_rest(index: tuple[object, ...], split: bool, tmp_path: Path) -> None:
    array = np.arange(8 * 6 * 4096, dtype=np.float32).reshape(8, 6, 4096)
    (tmp_path / "x").write_bytes(b"head" + array.tobytes())
    cut = 100_004
    extents = (Extent(4, array.nbytes),)
    if split:
        extents = (Extent(4, cut), Extent(4 + cut, array.nbytes - cut))
    source = SourceFile(tmp_path / "x")
    source.is_mapped = False
    from trivet.dtypes import DType

    spec = TensorSpec("t", DType.F32, array.shape, str(tmp_path / "x"), extents, source=source)
    (part,), read = Storage().parts(spec, [index])
    assert part.tobytes() == array[index].tobytes()
    assert part.shape == array[index].shape
    rows = array[index[:1]].nbytes if part.size else 0
    assert part.nbytes <= read <= max(rows, part.nbytes)
    (first, second), read = Storage().parts(spec, [(slice(0, 4),), (slice(4, 8),)])
    assert np.array_equal(np.concatenate([first, second]), array)
    assert read == array.nbytes


def test_bytes_are_found_without_reading_what_follows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "x").write_bytes(b"a" * 100 + b"\n" + b"b" * 200_000 + b"\r\n" + b"c" * 3_000_000)
    source = SourceFile(tmp_path / "x")
    asked: list[int] = []
    read = SourceFile.read

    def counted(self: SourceFile, offset: int, nbytes: int, **options: Any) -> bytes:
        asked.append(nbytes)
        return read(self, offset, nbytes, **options)

    monkeypatch.setattr(SourceFile, "read", counted)
    view = FileView(source)
    assert view.find(b"\n", 0, len(view)) == 100
    assert sum(asked) < 100_000
    assert view.find(b"\r\n", 101, len(view)) == 200_101
    assert view.find(b"\r\n", 101, 200_102) == -1
    assert view.find(b"z", 0, len(view)) == -1


def test_a_file_that_outlives_the_modules_at_exit_is_closed_silently(tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(b"abc")
    last = (
        "import sys; from trivet.tensors import source_files; sys.kept = source_files.SourceFile(sys.argv[1]); "
        "source_files.os = None"  # as the interpreter leaves modules at exit
    )
    ended = subprocess.run(
        [sys.executable, "-c", last, str(tmp_path / "x")], capture_output=True, text=True, check=True
    )
    assert ended.stderr == ""
