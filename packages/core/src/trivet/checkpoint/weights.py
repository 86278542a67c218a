"""Chooses the weights file of a folder: ranked containers, variants, shard indices. Opens no file."""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from trivet.errors import SourceNotFoundError, shorten
from trivet.formats.protocols import Format, NestedFormat
from trivet.formats.registry import formats

INDEX_SUFFIX = ".index.json"
SAVED_MODEL, SAVED_MODEL_WEIGHTS = "saved_model.pb", "variables/variables.index"  # of TensorFlow
MANIFEST_NAME = "trivet.manifest.json"  # checksums of the weights beside it, and only of those


@dataclass(frozen=True, slots=True, kw_only=True)
class WeightsChoice:
    """Which of a source's weights to choose.

    Attributes:
        variant: as in `model.fp16.safetensors`.
        use_safetensors: True accepts only safetensors, False accepts none.
        prefer: name of a container, or of the framework whose container comes first.
        framework: the framework of the model to be loaded.
    """

    variant: str | None = None
    use_safetensors: bool | None = None
    prefer: str | None = None
    framework: str | None = None


ANY_WEIGHTS = WeightsChoice()


@dataclass(frozen=True, slots=True)
class Weights:
    """The chosen weights of a folder.

    Attributes:
        path: the weights file or shard index.
        ignored: names of the other candidates.
        within: the folder that the caller named, if the weights are in a subfolder of it.
    """

    path: Path
    ignored: tuple[str, ...] = ()
    within: Path | None = None


def find_weights(
    source: str | os.PathLike[str], choice: WeightsChoice = ANY_WEIGHTS, *, subfolder: str = ""
) -> Weights:
    """Choose the weights of a source.

    Safetensors come before all other containers, then the target framework's own, then the rest.

    Args:
        source: a folder, a weights file, a TensorFlow checkpoint without its `.index`, or the folder of a SavedModel.
        subfolder: folder within it that holds the weights.

    Raises:
        SourceNotFoundError: there are none; lists the names that were looked for.
    """
    path = Path(source)
    if path.is_file():
        return Weights(path)
    if not path.exists():
        index = path.with_name(f"{path.name}.index")  # TensorFlow names a checkpoint without this suffix
        if index.is_file():
            return Weights(index)
        raise SourceNotFoundError(path, "there is no such file or folder.")
    folder = path / subfolder if subfolder else path
    if not folder.is_dir():
        raise SourceNotFoundError(folder, "there is no such folder.")
    names = [name for name in os.listdir(folder) if os.path.isfile(folder / name)]  # False for a circular link
    try:
        names_in_order = choose_weights(folder, names, choice)
    except SourceNotFoundError:
        saved_model = folder / SAVED_MODEL_WEIGHTS
        if SAVED_MODEL in names and not choice.use_safetensors and saved_model.is_file():
            return Weights(saved_model)
        nested = _nested(folder, choice) if choice.variant is None else None
        if nested is None:
            raise
        return Weights(nested, within=folder)
    return Weights(folder / names_in_order[0], names_in_order[1:])


def _nested(folder: Path, choice: WeightsChoice) -> Path | None:
    """The weights in a subfolder, from the first format that finds any."""
    for each in _ranked(choice):
        weights = each.find(folder) if isinstance(each, NestedFormat) else None
        if weights is not None:
            return weights
    return None


def choose_weights(where: str | Path, listing: Collection[str], choice: WeightsChoice = ANY_WEIGHTS) -> tuple[str, ...]:
    """The weights among a folder's file names, the best choice first.

    Args:
        where: the name of the folder in an error.

    Raises:
        SourceNotFoundError: there are none; lists the names that were looked for.
    """
    names = ranked_names(choice)
    present = [name for name in names if name in listing]
    if not present and not choice.use_safetensors and choice.variant is None:
        present = _other_bundles(listing)
    if not present:
        hint = (
            _hint(sorted(listing))
            or _in_another_container(where, listing, choice.variant)
            or _of_other_names(where, listing)
            or _of_what_there_is(listing)
        )
        raise SourceNotFoundError(where, f"the folder holds no weights.{hint}", names)
    return tuple(present)


def ranked_names(choice: WeightsChoice) -> list[str]:
    """Every name that weights may have, the best choice first."""
    return [name for each in _ranked(choice) for name in _spellings(each.weights_name, choice.variant)]


def _in_another_container(where: str | Path, listing: Collection[str], variant: str | None) -> str:
    """A hint about weights that exist, but that the caller's options rule out."""
    spelt = [name for each in formats() for name in _spellings(each.weights_name, variant) if name in listing]
    if not spelt:
        return ""
    return (
        f" It has {shorten(spelt, 3)}, which use_safetensors rules out: leave the option out, or write safetensors "
        f"once and for all with: trivet convert {where} NEW_FOLDER --to torch"
    )


def _of_other_names(where: str | Path, listing: Collection[str]) -> str:
    """A hint about files of a local folder that may be weights under a custom name."""
    suffixes = tuple(suffix for each in formats() for suffix in each.suffixes)
    names = sorted(name for name in listing if name.endswith(suffixes)) if isinstance(where, Path) else []
    return f" It has {shorten(names, 3)}: if that holds the weights, give the path of the file." if names else ""


def _of_what_there_is(listing: Collection[str]) -> str:
    """A hint about files that are no weights."""
    return f" It holds {shorten(sorted(listing), 5)}." if listing else " It is empty."


def _other_bundles(names: Collection[str]) -> list[str]:
    """The index of a TensorFlow checkpoint of any name, such as `bert_model.ckpt.index`, if there is only one."""
    indices = [name for name in names if name.endswith(".index")]
    bundles = [
        name for name in indices if any(each.startswith(f"{name.removesuffix('.index')}.data-") for each in names)
    ]
    return bundles if len(bundles) == 1 else []


def _ranked(choice: WeightsChoice) -> list[Format]:
    """The containers in the order in which they are chosen."""

    def rank(each: Format) -> tuple[bool, bool, bool, str]:
        preferred = choice.prefer is not None and choice.prefer in (each.name, each.dialect)
        # The name breaks ties: the order of entry points depends on how packages are installed.
        return not preferred, each.name != "safetensors", each.dialect != choice.framework, each.name

    known = (each for each in formats() if choice.use_safetensors in (None, each.name == "safetensors"))
    return sorted(known, key=rank)


def _spellings(weights_name: str, variant: str | None) -> Iterator[str]:
    """The names of a single file and of an index, with the variant in each position that writers use.

    A name without a suffix belongs to a container that fills a folder, and has no variants; a file that ends with
    `.index` lists its shards itself.
    """
    stem, dot, rest = weights_name.partition(".")
    if variant is not None and not dot:
        return
    name = weights_name if variant is None else f"{stem}.{variant}.{rest}"
    yield name
    if dot and not name.endswith(".index"):
        yield f"{name}{INDEX_SUFFIX}"
        if variant is not None:
            yield f"{weights_name}.index.{variant}.json"


def _hint(names: Sequence[str]) -> str:
    """A hint about other files that may explain why there are no weights."""
    if "adapter_config.json" in names:
        return (
            " It is a PEFT adapter: PyTorch models load it with the model that it was trained for. For another "
            "framework merge it there (peft's merge_and_unload), and save the model."
        )
    shards = [name for name in names if re.search(r"-\d{5}-of-\d{5}\.", name)]
    if shards:
        return f" It has shards ({shorten(shards, 3)}), but no index that lists them."
    indices = [name for name in names if name.endswith(".index")]
    if indices:
        return f" It has TensorFlow checkpoints ({shorten(indices, 3)}); give the path of one."
    variants = [name for each in formats() for name in names if re.fullmatch(_variant_pattern(each.weights_name), name)]
    return f" It has variants ({shorten(variants, 3)}); say which with variant=." if variants else ""


def _variant_pattern(weights_name: str) -> str:
    stem, _, rest = weights_name.partition(".")
    return rf"{re.escape(stem)}\.[\w-]+\.{re.escape(rest)}"
