"""Errors of configs, model names, model inputs and missing packages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from trivet.errors.base import TrivetError, nearest


class InvalidConfigError(TrivetError, ValueError):
    """A config.json is malformed, or asks for something that the model cannot honour.

    Attributes:
        field: the offending field, or None when the whole document is at fault.
    """

    def __init__(self, reason: str, *, path: str | Path | None = None, field: str | None = None) -> None:
        self.path, self.field = path, field
        super().__init__(f"{path}: {reason}" if path is not None else reason)

    def of_file(self, path: str | Path) -> InvalidConfigError:
        """The same error with the file named, if it does not name one."""
        return self if self.path is not None else InvalidConfigError(str(self), path=path, field=self.field)


class UnknownModelTypeError(TrivetError, KeyError):
    """No architecture is registered for a `model_type`.

    Attributes:
        model_type: the value in the config.
        known: the registered model types.
    """

    def __init__(self, model_type: str, known: Sequence[str]) -> None:
        self.model_type, self.known = model_type, tuple(known)
        super().__init__(
            f"unknown model_type {model_type!r}{nearest(model_type, known)}. Known: {', '.join(sorted(known))}. "
            "AutoConfig.register and AutoModel.register add one in this process; "
            "a package adds a family through the entry-point group 'trivet.architectures'."
        )

    def __str__(self) -> str:
        return str(self.args[0])


class UnknownHeadError(TrivetError, ValueError):
    """The architecture has no head of that name.

    Attributes:
        head: the class name.
        known: the architecture's heads.
    """

    def __init__(self, head: str, model_type: str, known: Sequence[str]) -> None:
        self.head, self.known = head, tuple(known)
        super().__init__(f"{model_type!r} has no head {head!r}{nearest(head, known)}. Known: {', '.join(known)}.")


class UnsupportedTaskError(TrivetError, ValueError):
    """An Auto class was asked for a family that does not support its task.

    Attributes:
        auto_class: the Auto class.
        model_type: the family.
        known: bare names of the Auto classes for the tasks that the family supports.
    """

    def __init__(self, auto_class: str, model_type: str, reason: str, known: Sequence[str] = ()) -> None:
        self.auto_class, self.model_type, self.known = auto_class, model_type, tuple(known)
        works = f" These work for it: {', '.join(known)}." if known else ""
        super().__init__(
            f"{auto_class}: {model_type!r} {reason}.{works} "
            f"{auto_class}.register(config_class, model_class) adds one in this process."
        )


class AlreadyRegisteredError(TrivetError, ValueError):
    """A name or config class is already registered in an Auto class.

    Attributes:
        taken_by: the class it is registered for.
    """

    def __init__(self, auto_class: str, name: str, taken_by: str) -> None:
        self.taken_by = taken_by
        super().__init__(f"{auto_class}: {name} is registered already, for {taken_by}. exist_ok=True replaces that.")


class UnknownNameError(TrivetError, AttributeError):
    """`trivet`, or a module of it that leads to its names, has no such public name."""

    def __init__(self, name: str, known: Sequence[str], *, module: str = "trivet", advice: str = "") -> None:
        hint = f". {advice}" if advice else nearest(name, known)
        super().__init__(f"module {module!r} has no attribute {name!r}{hint}", name=name)


class UnknownImportError(TrivetError, ImportError):
    """A name is imported from `trivet` that it does not have, but something similar."""

    def __init__(self, name: str, known: Sequence[str], *, module: str = "trivet", advice: str = "") -> None:
        hint = f". {advice}" if advice else nearest(name, known)
        super().__init__(f"cannot import name {name!r} from {module!r}{hint}", name=module)


EXTRAS = ("torch", "tensorflow", "flax")
"""The extras of the distribution `trivet`, which are called by their backends."""


class BackendNotInstalledError(TrivetError, ImportError):
    """A framework's backend is not installed, or its framework cannot be imported.

    Attributes:
        backend: `torch`, `tensorflow` or `flax`, or the name of another package's.
        command: the pip command that installs it; empty where no package is known that has it.
        cause: why it cannot be imported; empty when it is not installed.
        provider: the package that has it; empty where that is not known.
    """

    def __init__(self, backend: str, *, wanted: str = "", cause: str = "", provider: str = "") -> None:
        known = f'pip install "trivet[{backend}]"' if backend in EXTRAS else ""
        self.backend, self.cause, self.provider = backend, cause, provider
        self.command = known or (f'pip install --upgrade "{provider}"' if provider else "")
        subject = f"{wanted} needs" if wanted else "This needs"
        reason = f"which cannot be imported ({cause})" if cause else "which is not installed"
        own = ", ".join(EXTRAS)
        advice = f"Run: {self.command}" if self.command else f"Install the package that has it; trivet's own are {own}."
        super().__init__(f"{subject} the {backend} backend, {reason}. {advice}")


class PackageNotInstalledError(TrivetError, ImportError):
    """An optional package is not installed.

    Attributes:
        package: its name.
        command: the pip command that installs it.
    """

    def __init__(self, package: str, wanted: str, extra: str, *, advice: str = "") -> None:
        self.package, self.command = package, f'pip install "{extra}"'
        text = f"{wanted} needs the package {package}, which is not installed. Run: {self.command}"
        super().__init__(f"{text}. {advice}" if advice else text)


class DuplicateProviderError(TrivetError, ImportError):
    """Two installed packages provide a plugin of the same name.

    Attributes:
        providers: the packages and the objects that they provide.
    """

    def __init__(self, group: str, name: str, providers: Sequence[str]) -> None:
        self.providers = tuple(providers)
        super().__init__(
            f"{group}: {name!r} is provided by {' and by '.join(providers)}. Uninstall all but one of them."
        )


class PluginVersionError(TrivetError, ImportError):
    """A plugin was written for another version of what trivet asks of plugins of its kind.

    Attributes:
        group: the entry-point group.
        provider: the package that the plugin comes from.
        stated: the version that it was written for.
        version: this core's.
    """

    def __init__(self, group: str, name: str, provider: str, stated: object, version: int) -> None:
        self.group, self.provider, self.stated, self.version = group, provider, stated, version
        older = isinstance(stated, int) and stated < version
        advice = f"Upgrade {provider}" if older else "Upgrade trivet"
        super().__init__(
            f"{group}: {name!r} of {provider} was written for version {stated} of this kind of plugin, this core has "
            f"version {version}. {advice}, or uninstall {provider}."
        )


class UnknownArgumentError(TrivetError, TypeError, ValueError):
    """`generate` is called with a keyword that is neither a field of its config nor an input of the model.

    Attributes:
        argument: the keyword.
    """

    def __init__(self, argument: str, caller: str, known: Iterable[str]) -> None:
        self.argument = argument
        super().__init__(f"{caller} takes no argument {argument!r}{nearest(argument, known)}")


class InvalidInputError(TrivetError, ValueError):
    """A model is called with inputs that do not fit, such as a mask, labels or tokens.

    The three backends raise it in the same cases: shapes are always checked, values whenever they are not traced.
    """


class InputRangeError(InvalidInputError, IndexError):
    """A token, position, segment or label is outside the range of the model."""
