"""Replacing a folder as one step: the new files are there whole, or the old ones are, and nothing else is touched."""

import errno
import os
import shutil
import threading
from pathlib import Path

import pytest
from checkpoints import leftovers, snapshot

from trivet.checkpoint import staging
from trivet.checkpoint.staging import staged, write_atomically
from trivet.checkpoint.staging_folders import sweep
from trivet.errors import DestinationError


def is_old(name: str) -> bool:
    return name.startswith("old")


def fill(destination: Path, **files: str) -> None:
    """Save files of that content; dots in names are written as underscores."""
    with staged(destination, stale=is_old) as folder:
        for name, content in files.items():
            (folder / name.replace("_", ".")).write_text(content)


def test_new_folder_and_its_parents_are_made(tmp_path: Path) -> None:
    fill(tmp_path / "a" / "b", x_txt="1")
    assert snapshot(tmp_path) == {"a/b/x.txt": b"1"}


def test_new_files_replace_old_and_the_rest_stays(tmp_path: Path) -> None:
    destination = tmp_path / "model"
    fill(destination, x_txt="1", keep_txt="k")
    inode = (destination / "keep.txt").stat().st_ino
    fill(destination, x_txt="2", y_txt="3")
    assert snapshot(tmp_path) == {"model/x.txt": b"2", "model/y.txt": b"3", "model/keep.txt": b"k"}
    assert (destination / "keep.txt").stat().st_ino == inode


def test_stale_files_go_with_the_step_that_brings_the_new(tmp_path: Path) -> None:
    destination = tmp_path / "model"
    fill(destination, old1="1", old2="2", keep="k")
    with staged(destination, stale=is_old) as folder:
        (folder / "new").write_text("n")
        assert set(os.listdir(destination)) == {"old1", "old2", "keep"}
    assert set(os.listdir(destination)) == {"new", "keep"}


def test_stale_name_that_is_written_again_is_not_stale(tmp_path: Path) -> None:
    fill(tmp_path / "model", old1="1", old2="2")
    fill(tmp_path / "model", old2="3")
    assert snapshot(tmp_path) == {"model/old2": b"3"}


@pytest.mark.parametrize("error", [RuntimeError("no"), KeyboardInterrupt(), SystemExit(3), DestinationError("x", "no")])
def test_any_failure_leaves_the_folder_as_it_was(error: BaseException, tmp_path: Path) -> None:
    fill(tmp_path / "model", x_txt="1", old1="1")
    before = snapshot(tmp_path)
    with pytest.raises(type(error)), staged(tmp_path / "model", stale=is_old) as folder:
        (folder / "x.txt").write_text("2")
        raise error
    assert snapshot(tmp_path) == before
    assert not leftovers(tmp_path)


def test_failure_where_nothing_was_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError), staged(tmp_path / "model") as folder:
        (folder / "x.txt").write_text("2")
        raise RuntimeError
    assert list(tmp_path.iterdir()) == []


def test_full_disk_is_a_destination_error_that_says_so(tmp_path: Path) -> None:
    fill(tmp_path / "model", x_txt="1")
    with pytest.raises(DestinationError) as caught, staged(tmp_path / "model"):
        raise OSError(errno.ENOSPC, "No space left on device")
    assert str(caught.value) == (
        f"{tmp_path / 'model'}: cannot write there (No space left on device); what was there before is untouched"
    )
    assert isinstance(caught.value, OSError)
    assert caught.value.path == tmp_path / "model"
    assert snapshot(tmp_path) == {"model/x.txt": b"1"}


def test_full_disk_behind_the_error_of_a_library_is_a_destination_error(tmp_path: Path) -> None:
    """Libraries that close a file after a failed write raise an error of their own over the system's."""
    with pytest.raises(DestinationError, match="No space left on device"), staged(tmp_path / "model"):
        try:
            raise OSError(errno.ENOSPC, "No space left on device")
        finally:
            raise RuntimeError("unexpected position")
    with pytest.raises(RuntimeError, match="unexpected position"), staged(tmp_path / "model"):
        raise RuntimeError("unexpected position")
    assert not list(tmp_path.iterdir())


def test_every_file_is_on_the_disk_before_it_takes_its_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A config or an index that is lost with the power makes the weights beside it worthless."""
    fill(tmp_path / "model", x_txt="1")
    synced: list[int] = []
    real, exchange = os.fsync, staging._exchange

    def fsync(handle: int) -> None:
        synced.append(os.fstat(handle).st_ino)
        real(handle)

    def checked(one: Path, other: Path) -> None:
        assert {path.stat().st_ino for path in (one, one / "x.txt", one / "y.json")} <= set(synced)
        exchange(one, other)
        synced.clear()

    monkeypatch.setattr(os, "fsync", fsync)
    monkeypatch.setattr(staging, "_exchange", checked)
    fill(tmp_path / "model", x_txt="2", y_json="3")
    assert synced == [tmp_path.stat().st_ino]


def test_folders_of_the_user_stay_with_all_they_hold(tmp_path: Path) -> None:
    destination = tmp_path / "model"
    (destination / "runs" / "deep" / "empty").mkdir(parents=True)
    (destination / "runs" / "deep" / "log.txt").write_text("log")
    (destination / "old_folder").mkdir()
    (destination / "old_folder" / "old1").write_text("not a weight")
    (destination / "link").symlink_to("runs/deep/log.txt")
    (destination / "dangling").symlink_to("nowhere")
    (destination / "runs").chmod(0o750)
    fill(destination, x_txt="1")
    assert (destination / "runs" / "deep" / "log.txt").read_text() == "log"
    assert (destination / "runs" / "deep" / "empty").is_dir()
    assert (destination / "runs").stat().st_mode & 0o777 == 0o750
    assert (destination / "old_folder" / "old1").read_text() == "not a weight"
    assert os.readlink(destination / "link") == "runs/deep/log.txt"
    assert os.readlink(destination / "dangling") == "nowhere"


def test_new_file_takes_the_place_of_a_link_and_not_of_what_it_points_to(tmp_path: Path) -> None:
    (tmp_path / "elsewhere.txt").write_text("theirs")
    (tmp_path / "model").mkdir()
    (tmp_path / "model" / "x.txt").symlink_to(tmp_path / "elsewhere.txt")
    fill(tmp_path / "model", x_txt="mine")
    assert snapshot(tmp_path) == {"elsewhere.txt": b"theirs", "model/x.txt": b"mine"}
    assert not (tmp_path / "model" / "x.txt").is_symlink()


def test_refuses_destination_that_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "model").write_text("a file")
    with pytest.raises(DestinationError) as caught:
        fill(tmp_path / "model", x_txt="1")
    assert str(caught.value) == f"{tmp_path / 'model'}: is a file; give a folder"
    with pytest.raises(DestinationError, match=r"cannot write there \(.*\)$"):
        fill(tmp_path / "model" / "below", x_txt="1")
    assert snapshot(tmp_path) == {"model": b"a file"}


def test_refuses_folder_in_the_place_of_a_file_and_changes_nothing(tmp_path: Path) -> None:
    (tmp_path / "model" / "x.txt").mkdir(parents=True)
    (tmp_path / "model" / "a.txt").write_text("old")
    with pytest.raises(DestinationError) as caught:
        fill(tmp_path / "model", a_txt="1", x_txt="2")
    assert str(caught.value) == (
        f"{tmp_path / 'model'}: has a folder called 'x.txt', where a file of that name is needed"
    )
    assert snapshot(tmp_path) == {"model/a.txt": b"old"}
    assert not leftovers(tmp_path)


def test_symlinked_destination_stays_a_link_to_the_new_files(tmp_path: Path) -> None:
    fill(tmp_path / "real", x_txt="1")
    (tmp_path / "link").symlink_to(tmp_path / "real")
    fill(tmp_path / "link", x_txt="2")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real" / "x.txt").read_text() == "2"


@pytest.mark.parametrize("where", ["the destination", "a folder in it"])
def test_working_folder_is_still_one_after_a_save_to_it(
    where: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(tmp_path / "model", x_txt="1", old1="1")
    (tmp_path / "model" / "sub").mkdir()
    monkeypatch.chdir(tmp_path / "model" / ("" if where == "the destination" else "sub"))
    fill(Path("." if where == "the destination" else ".."), x_txt="2")
    assert snapshot(tmp_path) == {"model/x.txt": b"2"}
    assert Path.cwd().samefile(tmp_path / "model" / ("" if where == "the destination" else "sub"))


def test_saves_from_a_working_folder_that_is_gone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "gone").mkdir()
    fill(tmp_path / "model", x_txt="1")
    monkeypatch.chdir(tmp_path / "gone")
    (tmp_path / "gone").rmdir()
    fill(tmp_path / "model", x_txt="2")
    assert snapshot(tmp_path) == {"model/x.txt": b"2"}


def test_mode_of_the_folder_stays_and_files_follow_the_umask(tmp_path: Path) -> None:
    fill(tmp_path / "model", x_txt="1")
    (tmp_path / "plain").mkdir()
    assert (tmp_path / "model").stat().st_mode == (tmp_path / "plain").stat().st_mode
    (tmp_path / "model").chmod(0o750)
    fill(tmp_path / "model", x_txt="2")
    assert (tmp_path / "model").stat().st_mode & 0o777 == 0o750


def leave(tmp_path: Path, name: str = "model") -> Path:
    """What a killed process leaves behind."""
    left = tmp_path / f".{name}.trivet-staging-abc123"
    left.mkdir(parents=True)
    (left / "big").write_text("half a checkpoint")
    return left


@pytest.mark.parametrize("name", ["model", "mo[d]el", "*", "?"])
def test_leftovers_of_a_killed_save_are_swept_by_the_next(name: str, tmp_path: Path) -> None:
    fill(tmp_path / name, x_txt="1")
    leave(tmp_path, name)
    inside = leave(tmp_path / name, name)
    fill(tmp_path / name, x_txt="2")
    assert not inside.exists()
    assert snapshot(tmp_path) == {f"{name}/x.txt": b"2"}


@pytest.mark.parametrize("name", ["model", "*"])
def test_leftovers_of_other_destinations_are_left(name: str, tmp_path: Path) -> None:
    others = [leave(tmp_path, "model2"), leave(tmp_path, "mod"), leave(tmp_path, "xmodel")]
    fill(tmp_path / name, x_txt="1")
    assert all(other.exists() for other in others)


def test_save_that_is_under_way_is_not_swept(tmp_path: Path) -> None:
    with staged(tmp_path / "model") as folder:
        sweep(tmp_path / "model")
        fill(tmp_path / "model", x_txt="other")
        (folder / "y.txt").write_text("mine")
    assert snapshot(tmp_path) == {"model/x.txt": b"other", "model/y.txt": b"mine"}


def test_links_that_look_like_leftovers_are_left(tmp_path: Path) -> None:
    (tmp_path / "precious").mkdir()
    (tmp_path / "precious" / "x").write_text("x")
    (tmp_path / ".model.trivet-staging-link").symlink_to(tmp_path / "precious")
    fill(tmp_path / "model", x_txt="1")
    assert (tmp_path / "precious" / "x").read_text() == "x"


def test_many_threads_saving_to_one_place_leave_one_whole_save(tmp_path: Path) -> None:
    failures: list[BaseException] = []

    def save(number: int) -> None:
        try:
            for _ in range(10):
                fill(tmp_path / "model", a=str(number), b=str(number))
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=save, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert set(os.listdir(tmp_path / "model")) == {"a", "b"}
    assert not leftovers(tmp_path)


def test_one_file_appears_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_atomically(tmp_path / "new" / "x.json", b"one")
    (tmp_path / "plain").write_text("")
    assert (tmp_path / "new" / "x.json").stat().st_mode == (tmp_path / "plain").stat().st_mode
    (tmp_path / "plain").unlink()

    def full(handle: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(DestinationError, match=r"No space left on device\); what was there before is untouched$"):
        write_atomically(tmp_path / "new" / "x.json", b"two")
    monkeypatch.undo()
    assert snapshot(tmp_path) == {"new/x.json": b"one"}
    shutil.rmtree(tmp_path / "new")
    (tmp_path / "new").write_text("a file")
    with pytest.raises(DestinationError):
        write_atomically(tmp_path / "new" / "x.json", b"three")
