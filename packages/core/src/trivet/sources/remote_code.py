"""Loads classes that a checkpoint contains as Python files, for callers that trust them.

A config.json names them under `auto_map`: `{"AutoModel": "modeling_mine.MyModel"}`, or `"repository--modeling_mine.…"`
if they are in another repository. Files are copied to a folder named by their content and imported as modules of a
package for that content, so that they shadow nothing, and nothing shadows them.
"""

from __future__ import annotations

import hashlib
import importlib
import re
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from importlib.machinery import ModuleSpec
from importlib.util import module_from_spec
from pathlib import Path
from threading import RLock
from typing import Any

from trivet.errors import InvalidConfigError, SourceNotFoundError, UntrustedCodeError
from trivet.families.own_code import AUTO_MAP, gathered
from trivet.sources.hub_library import constant
from trivet.sources.source import Source

_PACKAGE = "trivet_custom_code"
_LOCK = RLock()
_REFERENCE = re.compile(r"(?:(?P<repository>[\w./-]+?)--)?(?P<module>[A-Za-z_]\w*)\.(?P<name>[A-Za-z_]\w*)")


def reference_in(fields: Mapping[str, Any], auto_class: str) -> str | None:
    """The class that a config.json names for an Auto class, as `module.Class`; None if it names none."""
    mapped = fields.get(AUTO_MAP)
    reference = mapped.get(auto_class) if isinstance(mapped, Mapping) else None
    return reference if isinstance(reference, str) else None


def is_trusted(source: object, reference: str, *, known: bool, trust: bool | None) -> bool:
    """Whether to use a checkpoint's own class.

    Args:
        reference: the name of that class.
        known: whether there is a class without it, which is trivet's or registered.
        trust: the caller's `trust_remote_code`.

    Raises:
        UntrustedCodeError: there is no other class, and the caller does not trust the code.
    """
    if trust or known:
        return bool(trust)
    where, _, module = reference.rpartition("--")
    file = f"{module.partition('.')[0]}.py"
    reason = (
        f"its config.json asks for the class {reference!r} of its own file {file}, which has not been run: code that "
        f"comes with a checkpoint can do anything you can. Read {file}{f' in {where}' if where else ''}; if you trust "
        "it, pass trust_remote_code=True, and with a repository code_revision= the commit that you have read."
    )
    raise UntrustedCodeError(str(source), reference, reason)


@dataclass(frozen=True, slots=True)
class OwnCode:
    """The code that a source contains, and whether it may be run.

    Attributes:
        source: the source of the checkpoint.
        trust: the caller's `trust_remote_code`.
        revision: the revision of the code.
    """

    source: Source
    trust: bool | None
    revision: str | None

    def class_for(self, auto_class: str, fields: Mapping[str, Any], *, known: bool) -> type[Any] | None:
        """The source's own class for an Auto class; None if it has none, or a known class is used.

        Args:
            fields: the fields of its config.json.
            known: whether there is a class without it, which is trivet's or registered.

        Raises:
            UntrustedCodeError: there is no other class, and the caller does not trust the code.
            Also as for `load_class`.
        """
        reference = reference_in(fields, auto_class)
        if reference is None or not is_trusted(self.source.location, reference, known=known, trust=self.trust):
            return None
        loaded = load_class(self.source, reference, code_revision=self.revision)
        if hasattr(loaded, "register_for_auto_class"):
            loaded.register_for_auto_class(auto_class)  # so that saving writes its file as well
        return loaded


def load_class(source: Source, reference: str, *, code_revision: str | None = None) -> type[Any]:
    """Run a checkpoint's own code and take a class from it. Only for code that the caller trusts.

    Args:
        reference: `module.Class`, or `repository--module.Class`.
        code_revision: revision of the code; None uses that of the checkpoint, if the code is there.

    Raises:
        InvalidConfigError: the reference is malformed, or the file has no such class.
        SourceNotFoundError: a file of the code does not exist.
    """
    match = _REFERENCE.fullmatch(reference)
    if match is None:
        raise InvalidConfigError(f"{AUTO_MAP} names {reference!r}, which is not module.Class", field=AUTO_MAP)
    location, subfolder, options = source.location, source.subfolder, source.options
    if match["repository"] is not None:
        location, subfolder, options = match["repository"], "", replace(options, revision=None)
    if code_revision is not None:
        options = replace(options, revision=code_revision)
    files = gathered(match["module"], _reader(source.beside(location, subfolder=subfolder, options=options)))
    module = _imported(match["module"], files)
    loaded = getattr(module, match["name"], None)
    if not isinstance(loaded, type):
        raise InvalidConfigError(f"{match['module']}.py has no class {match['name']!r}", field=AUTO_MAP)
    return loaded


def _reader(source: Source) -> Callable[[str], bytes]:
    place = source.place
    if place is None or isinstance(place, Path):
        path = Path(source.location) / source.subfolder if place is None else place
        folder = path if path.is_dir() else path.parent
        return lambda name: (folder / name).read_bytes()

    def fetched(name: str) -> bytes:
        if name not in place.names:
            raise SourceNotFoundError(f"{place.label}: {name}", "there is no such file.")
        return place.fetch(name).read_bytes()

    return fetched


def _imported(stem: str, files: Mapping[str, bytes]) -> Any:
    """Import the module, in a package for exactly these files."""
    digest = hashlib.sha256()
    for name, code in sorted(files.items()):
        digest.update(f"{name}\0{len(code)}\0".encode() + code)
    key = f"c{digest.hexdigest()[:24]}"
    with _LOCK:
        package = f"{_PACKAGE}.{key}"
        loaded = sys.modules.get(package)
        # The copies of loaded modules are checked too: the cache may have been cleared, and saving needs them.
        folder = _stored(_folder_of(key) if loaded is None else Path(loaded.__path__[0]), files)
        if loaded is None:
            for name, path in ((_PACKAGE, []), (package, [str(folder)])):
                if name not in sys.modules:
                    spec = ModuleSpec(name, None, is_package=True)
                    spec.submodule_search_locations = path
                    sys.modules[name] = module_from_spec(spec)
        return importlib.import_module(f"{package}.{stem}")


def _folder_of(key: str) -> Path:
    """The folder of the copies of a package's files."""
    from huggingface_hub import cached_assets_path

    return Path(cached_assets_path("trivet", "code", key, assets_dir=constant("HF_ASSETS_CACHE")))


def _stored(folder: Path, files: Mapping[str, bytes]) -> Path:
    """The folder with copies of the files; it is complete whenever it exists."""
    from trivet.checkpoint.staging import write_atomically

    for name, code in files.items():
        path = folder / name
        if not path.is_file() or path.read_bytes() != code:
            path.parent.mkdir(parents=True, exist_ok=True)
            write_atomically(path, code)
    return folder
