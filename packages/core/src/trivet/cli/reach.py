"""The options by which every command reaches a checkpoint, written once."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import typer

from trivet.errors import InvalidSizeError
from trivet.planning.placement import Device
from trivet.sources.options import SourceOptions

SOURCE_HELP = (
    "A checkpoint folder, a weights file, a shard index, a repository (organisation/name, also name@revision) or an "
    "address."
)


@dataclass(frozen=True, slots=True)
class Reach:
    """How the checkpoint of a command is reached.

    Attributes:
        subfolder, variant: as for `open_checkpoint`.
        options: of its source.
    """

    subfolder: str
    variant: str | None
    options: SourceOptions

    def opening(self) -> dict[str, Any]:
        """The keywords of functions that open a checkpoint."""
        return {"subfolder": self.subfolder, "variant": self.variant, "options": self.options}


_OPTIONS: dict[str, tuple[Any, Any]] = {
    "revision": (Annotated[str | None, typer.Option(help="Branch, tag or commit of a repository.")], None),
    "subfolder": (Annotated[str, typer.Option(help="Folder of the source that holds the weights.")], ""),
    "variant": (Annotated[str | None, typer.Option(help="Variant of the weights, such as fp16.")], None),
    "token": (
        Annotated[str | None, typer.Option(help="Token for the Hub. Default: HF_TOKEN, or that of `hf auth login`.")],
        None,
    ),
    "cache_dir": (Annotated[Path | None, typer.Option(help="Where downloads are kept.")], None),
    "offline": (Annotated[bool, typer.Option("--offline", help="Fetch nothing: use what was fetched before.")], False),
}


def reaching(*, without: tuple[str, ...] = ()) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Decorates a command with the options that reach its checkpoint; it receives them as `reach`.

    Args:
        without: options that have no meaning for the command.
    """
    chosen = {name: option for name, option in _OPTIONS.items() if name not in without}

    def decorate(command: Callable[..., None]) -> Callable[..., None]:
        @functools.wraps(command)
        def run(**arguments: Any) -> None:
            values = {name: arguments.pop(name, default) for name, (_, default) in _OPTIONS.items()}
            options = SourceOptions(
                revision=values["revision"],
                token=values["token"],
                cache_dir=values["cache_dir"],
                local_files_only=values["offline"],
            )
            command(**arguments, reach=Reach(values["subfolder"], values["variant"], options))

        signature = inspect.signature(command, eval_str=True)
        own = [each for name, each in signature.parameters.items() if name != "reach"]
        further = [
            inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=annotation)
            for name, (annotation, default) in chosen.items()
        ]
        run.__signature__ = signature.replace(parameters=[*own, *further])  # type: ignore[attr-defined]
        run.__annotations__ = {each.name: each.annotation for each in (*own, *further)}
        return run

    return decorate


def budgets(texts: Sequence[str] | None) -> dict[Device, str]:
    """The devices and sizes of `--max-memory`.

    Raises:
        InvalidSizeError: a text is not DEVICE=SIZE.
    """
    sizes: dict[Device, str] = {}
    for text in texts or ():
        device, equals, size = text.partition("=")
        if not equals or not device:
            raise InvalidSizeError(f"{text!r} is not DEVICE=SIZE, such as 0=8GB or cpu=30GB")
        sizes[int(device) if device.isdigit() else device] = size
    return sizes
