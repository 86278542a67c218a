"""HDF5 groups: from a path to its object header, through symbol tables. Follows hard links only.

Source: HDF5 file format specification: version 1 B-trees (III.A), symbol table nodes (III.B), local heaps (III.D).
"""

from __future__ import annotations

from trivet.formats.h5.image import Image, find_root, messages

_SYMBOL_TABLE = 0x11
_NEWER_LINKS = (0x02, 0x06)  # link info and link messages
_SOFT_LINK = 2  # cache type of a symbol table entry

_NODE_HEAD = "4sBBHQQ"
_ENTRY_BYTES = 40


class Groups:
    """The group tree of one file; each group is read when a path first leads through it.

    Attributes:
        root: address of the root group's object header.
    """

    def __init__(self, image: Image) -> None:
        self._image = image
        self.root = find_root(image)
        self._links: dict[int, dict[bytes, int]] = {}  # object header of a group → its links

    def find(self, path: str, start: int) -> int | None:
        """Address of the object header that a path leads to from a group, or None if there is no such object.

        Raises:
            CorruptFileError: the path leads through something that is not a group.
            UnsupportedFileError: it leads through a link that is not a hard link.
        """
        header = start
        for component in path.split("/"):
            target = self.links(header).get(component.encode())
            if target is None:
                return None
            if target < 0:
                reason = f"{path!r} leads through a soft link; only hard links are followed"
                raise self._image.unsupported(reason, header)
            header = target
        return header

    def links(self, header: int) -> dict[bytes, int]:
        """Name → address of the object header, for a group; -1 stands for a soft link.

        Raises:
            CorruptFileError: it is not a group, or a malformed one.
            UnsupportedFileError: its links have the newer form.
        """
        if header not in self._links:
            self._links[header] = self._read(header)
        return self._links[header]

    def is_group(self, header: int) -> bool:
        """Whether an object header belongs to a group rather than a dataset."""
        kinds = {message.kind for message in messages(self._image, header)}
        return _SYMBOL_TABLE in kinds or any(kind in kinds for kind in _NEWER_LINKS)

    def _read(self, header: int) -> dict[bytes, int]:
        image = self._image
        by_kind = {message.kind: message for message in messages(image, header)}
        table = by_kind.get(_SYMBOL_TABLE)
        if table is None:
            if any(kind in by_kind for kind in _NEWER_LINKS):
                raise image.newer("a group with links in the newer form, which external links need")
            raise image.fail("a group is expected here", header)
        tree, heap = image.unpack("QQ", table.address)
        names = self._heap(heap)
        links: dict[bytes, int] = {}
        for node in self._leaves(tree):
            for name_offset, target, cache in self._symbols(node):
                end = names.find(b"\0", name_offset)
                name = names[name_offset:end]
                if end < 0 or not name or name in links:
                    raise image.fail("a group has an entry with no name, or two with the same name", node)
                links[name] = -1 if cache == _SOFT_LINK else target
        return links

    def _heap(self, address: int) -> bytes:
        signature, _, size, _, data = self._image.unpack("4s4sQQQ", address)
        if signature != b"HEAP":
            raise self._image.fail("a local heap is expected here", address)
        return self._image.read(data, size)

    def _leaves(self, root: int) -> list[int]:
        """Addresses of the symbol table nodes under a B-tree."""
        pending, seen = [root], set()
        leaves: list[int] = []
        while pending:
            address = pending.pop()
            if address in seen:
                raise self._image.fail("a B-tree refers to itself", address)
            seen.add(address)
            signature, kind, level, used, _, _ = self._image.unpack(_NODE_HEAD, address)
            if signature != b"TREE" or kind != 0:
                raise self._image.fail("a B-tree node of a group is expected here", address)
            fields = self._image.unpack(f"{2 * used + 1}Q", address + 24)
            children = fields[1::2]  # between the keys
            if level:
                pending.extend(children)
            else:
                leaves.extend(children)
        return leaves

    def _symbols(self, address: int) -> list[tuple[int, int, int]]:
        """(offset of the name in the heap, object header, cache type) of a symbol table node's entries."""
        signature, _, _, used = self._image.unpack("4sBBH", address)
        if signature != b"SNOD":
            raise self._image.fail("a symbol table node is expected here", address)
        starts = range(address + 8, address + 8 + used * _ENTRY_BYTES, _ENTRY_BYTES)
        return [self._image.unpack("QQI", start) for start in starts]
