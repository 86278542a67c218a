"""A save changes a folder's files and nothing else of it: owner, group, mode, access lists, extended attributes."""

from __future__ import annotations

import errno
import os
import struct
from pathlib import Path

import pytest
from checkpoints import leftovers, snapshot

from trivet.checkpoint import folder_attributes, staging_folders
from trivet.checkpoint.staging import staged, write_atomically

needs_root = pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root may give away files")
needs_xattr = pytest.mark.skipif(not hasattr(os, "setxattr"), reason="the system has no extended attributes")

# user rwx, user 4242 rw-, group r-x, mask rwx, other ---; as Linux stores an access list
ACL = struct.pack("<I", 2) + b"".join(
    struct.pack("<HHI", tag, mode, who)
    for tag, mode, who in ((1, 7, 2**32 - 1), (2, 6, 4242), (4, 5, 2**32 - 1), (16, 7, 2**32 - 1), (32, 0, 2**32 - 1))
)


def fill(folder: Path, content: str = "new") -> None:
    with staged(folder) as fresh:
        (fresh / "x.txt").write_text(content)
        (fresh / "config.json").write_text(content)


def set_extended(path: Path, name: str, value: bytes) -> None:
    try:
        os.setxattr(path, name, value)
    except OSError as error:
        if error.errno != errno.ENOTSUP:
            raise
        pytest.skip("the file system has no extended attributes")


def attributes(path: Path) -> tuple[object, ...]:
    status = path.lstat()
    extended = {} if path.is_symlink() else {name: os.getxattr(path, name) for name in os.listxattr(path)}
    return status.st_uid, status.st_gid, status.st_mode, extended


@needs_root
@needs_xattr
def test_owner_group_mode_and_attributes_of_the_folder_and_those_in_it_stay(tmp_path: Path) -> None:
    folder = tmp_path / "model"
    (folder / "runs" / "deep").mkdir(parents=True)
    (folder / "runs" / "log.txt").write_text("log")
    (folder / "link").symlink_to("runs")
    for path in (folder, folder / "runs", folder / "runs" / "deep"):
        os.chown(path, 1234, 4321)
        path.chmod(0o2750)
        set_extended(path, "user.note", b"mine")
        set_extended(path, "system.posix_acl_access", ACL)
        set_extended(path, "system.posix_acl_default", ACL)
    os.lchown(folder / "link", 1234, 4321)
    kept = [folder, *(folder / name for name in ("runs", "runs/deep", "runs/log.txt", "link"))]
    before, inode = [attributes(path) for path in kept], folder.stat().st_ino
    fill(folder)
    assert folder.stat().st_ino != inode  # another folder took its place, as one step
    assert [attributes(path) for path in kept] == before
    fill(folder, "newer")
    assert [attributes(path) for path in kept] == before


@needs_root
@needs_xattr
def test_new_files_get_what_a_plain_write_there_would_give(tmp_path: Path) -> None:
    folder = tmp_path / "model"
    folder.mkdir()
    os.chown(folder, 1234, 4321)
    folder.chmod(0o2770)
    set_extended(folder, "system.posix_acl_default", ACL)
    (folder / "plain.txt").write_text("")
    fill(folder)
    assert attributes(folder / "x.txt") == attributes(folder / "plain.txt")
    assert attributes(folder / "x.txt")[1] == 4321
    write_atomically(folder / "y.txt", b"y")
    assert attributes(folder / "y.txt") == attributes(folder / "plain.txt")


@needs_root
@needs_xattr
def test_new_folder_is_made_as_any_other_is_there(tmp_path: Path) -> None:
    os.chown(tmp_path, 1234, 4321)
    tmp_path.chmod(0o2770)
    set_extended(tmp_path, "system.posix_acl_default", ACL)
    (tmp_path / "plain").mkdir()
    fill(tmp_path / "model")
    assert attributes(tmp_path / "model") == attributes(tmp_path / "plain")


def test_folder_whose_owner_may_not_be_given_stays_and_its_files_are_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "model"
    fill(folder, "old")
    inode = folder.stat().st_ino
    seen: list[Path] = []

    def refuse(source: Path, target: Path, *, also_mode: int = 0) -> None:
        seen.append(target)
        raise PermissionError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(staging_folders, "copy_attributes", refuse)
    with staged(folder) as fresh:
        assert fresh.parent == folder  # files made there get what files made in the folder get
        (fresh / "x.txt").write_text("new")
    assert folder.stat().st_ino == inode
    assert len(seen) == 1
    assert snapshot(tmp_path) == {"model/x.txt": b"new", "model/config.json": b"old"}
    assert not leftovers(tmp_path)


def test_folder_within_that_cannot_be_made_anew_leaves_the_folder_in_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "model"
    fill(folder, "old")
    (folder / "theirs").mkdir()
    (folder / "theirs" / "log").write_text("log")
    inodes = [path.stat().st_ino for path in (folder, folder / "theirs")]
    copy = folder_attributes.copy_attributes

    def refuse(source: Path, target: Path, *, also_mode: int = 0) -> None:
        if source.name == "theirs":
            raise PermissionError(errno.EPERM, "Operation not permitted")
        copy(source, target, also_mode=also_mode)

    monkeypatch.setattr("trivet.checkpoint.staging.copy_attributes", refuse)
    fill(folder)
    assert [path.stat().st_ino for path in (folder, folder / "theirs")] == inodes
    assert snapshot(folder) == {"x.txt": b"new", "config.json": b"new", "theirs/log": b"log"}
    assert not leftovers(tmp_path)


def test_setgid_that_the_system_drops_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "one").mkdir()
    (tmp_path / "other").mkdir()
    (tmp_path / "one").chmod(0o2755)
    chmod = os.chmod
    monkeypatch.setattr(os, "chmod", lambda path, mode: chmod(path, mode & 0o777))
    with pytest.raises(PermissionError):
        folder_attributes.copy_attributes(tmp_path / "one", tmp_path / "other")
