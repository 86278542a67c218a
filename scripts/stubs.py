"""Stubs: what type checkers and editors know of names that are looked up or made when they are asked for.

`trivet/__init__.pyi` has every public name, `trivet/families/keywords.pyi` the fields of each family's config as
keywords, and `models.pyi` of each backend the model classes. Modules of `trivet` that have no file, such as
`trivet.models.bert.modeling_bert`, have a stub each. All are made of the classes themselves, so all three frameworks
are needed. `--check` only looks.
"""

from __future__ import annotations

import argparse
import ast
import importlib
import inspect
import re
import sys
import textwrap
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import entry_points
from pathlib import Path
from types import ModuleType
from typing import Any

import trivet
from trivet.compatibility import module_table, names
from trivet.families.blocks import EncoderDecoder
from trivet.families.config_fields import CommonFields
from trivet.families.family import Family
from trivet.families.heads import HeadKind
from trivet.families.pairs import PairFamily
from trivet.families.registry import architecture, architecture_points
from trivet.import_hooks import MODULES as MODULES_WITHOUT_FILES
from trivet.sources.options import SourceOptions

CORE = Path(trivet.__path__[0])
NOTE = "# Made by scripts/stubs.py: run it again after a change of families, backends or public names.\n"
_FURTHER = ("trust_remote_code", "code_revision", "resume_download", "use_auth_token")  # that all sources take
_FLAGS = ("use_cache", "output_attentions", "output_hidden_states", "return_dict", "training", "train")
_NUMBERS = ("logits_to_keep",)
_OBJECTS = ("past_key_values", "encoder_outputs", "params", "dropout_rng")


@dataclass(frozen=True, slots=True)
class Framework:
    """What differs between the backends' stubs.

    Attributes:
        mark: what class names begin with.
        method: that runs a model, beside `__call__`; empty where that itself does.
        array: type of tensors, imported by `imports`.
        further: methods that some models have beside it.
    """

    name: str
    package: str
    mark: str
    method: str
    array: str
    imports: str = ""
    further: tuple[str, ...] = ()

    @property
    def module(self) -> str:
        """Where the classes are."""
        return f"{self.package}.models"


FRAMEWORKS = (
    Framework("torch", "trivet_torch", "", "forward", "Tensor", "from torch import Tensor"),
    Framework("tensorflow", "trivet_tf", "TF", "call", "Any"),
    Framework("flax", "trivet_flax", "Flax", "", "Any", further=("encode", "decode")),
)


def own_families() -> list[Family]:
    """Core's own, by name."""
    points = architecture_points().items()
    own = [architecture(name) for name, point in points if point.value.startswith("trivet.")]
    return sorted(own, key=lambda family: family.name)


def main() -> int:
    """0 when the stubs are as they must be."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="fail when a stub is not as it must be")
    check = parser.parse_args().check
    stale, texts = [], stubs()
    for path, text in texts.items():
        if path.exists() and path.read_text() == text:
            continue
        stale.append(path.name if path.parent == CORE else f"{path.parent.name}/{path.name}")
        if not check:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
    for path in left_over(texts):
        stale.append(f"{path.parent.name}/{path.name}")
        if not check:
            path.unlink()
    if stale:
        verb = "are not as they must be: run python scripts/stubs.py" if check else "are written"
        print(f"{', '.join(stale)} {verb}", file=sys.stderr if check else sys.stdout)
    return int(check and bool(stale))


def stubs() -> dict[Path, str]:
    """The text of each stub by its path."""
    families, texts = own_families(), {}
    exports: dict[str, str] = {}
    loaders = [Loader.of(getattr(trivet, f"{each.mark}PreTrainedModel")) for each in FRAMEWORKS]
    for framework, loader in zip(FRAMEWORKS, loaders, strict=True):
        (point,) = entry_points(group="trivet.backends", name=framework.name)
        declared = point.load().exports
        exports |= declared
        module = importlib.import_module(framework.module)
        if hasattr(module, "__path__"):  # classes that are written by hand: type checkers see those
            continue
        path = Path(str(module.__file__)).with_suffix(".pyi")
        names = [name for name, place in declared.items() if place.partition(":")[0] == framework.module]
        texts[path] = models(framework, module, families, loader, names)
    taken = {name for loader in loaders for name in (*loader.options, "output_loading_info", "dtype")}
    texts[CORE / "families" / "keywords.pyi"] = keywords(families, taken)
    places = public_places(exports)
    texts[CORE / "__init__.pyi"] = public_names(places)
    return texts | modules_without_files(families, places)


def public_places(exports: Mapping[str, str]) -> dict[str, str]:
    """Where each public name is defined: name → "module:attribute".

    Args:
        exports: those of the backends.
    """
    core = {name: f"{getattr(trivet, name).__module__}:{name}" for name in trivet._core_names() if name[0] != "_"}
    further = {name: f"{module}:{name}" for name, module in names.PLACES.items()}
    aliases = {alias: exports[name] for alias, name in names.ALIASES.items()}
    return dict(sorted({**core, **further, **exports, **aliases}.items()))


def public_names(places: Mapping[str, str]) -> str:
    """`trivet/__init__.pyi`: each public name, from where it is defined."""
    lines = [NOTE, "from trivet.version import __version__ as __version__"]
    lines.append("from trivet.compatibility import logging as logging")
    lines += [f"from trivet import {name} as {name}" for name in sorted(MODULES_WITHOUT_FILES)]
    lines += [_import(name, place) for name, place in places.items() if "." not in place.partition(":")[2]]
    lines.append("from trivet.backends.auto_tables import ModelTable\n")
    lines += [f"{name}: ModelTable" for name, place in places.items() if "." in place.partition(":")[2]]
    return "\n".join([*lines, "", f"__all__ = {sorted(trivet.__all__)!r}", ""])


def _import(name: str, place: str) -> str:
    module, _, attribute = place.partition(":")
    return f"from {module} import {attribute} as {name}"


def modules_without_files(families: Iterable[Family], places: Mapping[str, str]) -> dict[Path, str]:
    """A stub for each module that `trivet.compatibility.modules` makes.

    Args:
        places: of the public names.
    """
    contents = dict(module_table.MODULES)
    for family in families:
        folder = family.model_type.replace("-", "_")
        for module in ("", *module_table.family_modules(folder)):
            found = module_table.family_contents(family, folder, module)
            assert found is not None
            contents[f"models.{folder}.{module}".rstrip(".")] = found
    packages = {name.rpartition(".")[0] for name in contents}
    texts = {}
    for name, each in contents.items():
        path = CORE.joinpath(*name.split("."))
        below = sorted(other for other in contents if other.rpartition(".")[0] == name)
        path = path / "__init__.pyi" if name in packages else path.with_suffix(".pyi")
        texts[path] = _module_stub(each, places, [f"trivet.{other}" for other in below])
    return texts


def _module_stub(contents: module_table.Contents, places: Mapping[str, str], below: Sequence[str]) -> str:
    """The names that a module lists, and those that it has without listing them.

    Args:
        places: of the public names.
        below: names of the modules in it.
    """
    lines = [NOTE, *(_import(name.rpartition(".")[2], ":".join(name.rsplit(".", 1))) for name in below)]
    looked_up, named, taken = contents.is_foreign, list[str](), set[str]()
    for place in (*contents.beside, *contents.places):
        module = importlib.import_module(place)
        if "__dir__" in vars(module):  # names of every family, of which those of this one are meant
            named += [f"{name}: type[Any]" for name in dir(module) if name.startswith(contents.blocks)]
            continue
        looked_up |= hasattr(module, "__getattr__")
        if contents.prefix:
            own = module_table.own_names(module)
            lines += [_import(f"{contents.prefix}{name}", f"{place}:{name}") for name in own]
        else:
            own = [name for name in module_table.own_names(module) if not name.startswith("_")]
            if taken.isdisjoint(own):
                lines.append(f"from {place} import *")
            else:  # the first place has precedence, as in the module itself
                lines += [_import(name, f"{place}:{name}") for name in own if name not in taken]
            taken.update(own)
    pattern = re.compile(contents.names)
    listed = {name: place for name, place in places.items() if pattern.fullmatch(name)}
    lines += [_import(name, place) for name, place in listed.items() if "." not in place.partition(":")[2]]
    tables = [name for name, place in listed.items() if "." in place.partition(":")[2]]
    if tables:
        lines += ["from trivet.backends.auto_tables import ModelTable", *(f"{name}: ModelTable" for name in tables)]
    if looked_up or named:
        lines += ["from typing import Any", *named]
    if looked_up:
        lines.append("def __getattr__(name: str) -> Any: ...")
    return "\n".join([*lines, ""])


def left_over(texts: Collection[Path]) -> Iterator[Path]:
    """Stubs of modules without files that no longer are: all that lie in folders without Python files."""
    for name in MODULES_WITHOUT_FILES:
        for path in (CORE / f"{name}.pyi", *CORE.joinpath(name).rglob("*.pyi")):
            if path.exists() and path not in texts:
                yield path


def keywords(families: Iterable[Family], taken: Collection[str]) -> str:
    """`families/keywords.pyi`: what `from_pretrained` takes beside its own options, for each family.

    Args:
        taken: names of those options.
    """
    options = {name: str(annotation) for name, annotation in inspect.get_annotations(SourceOptions).items()}
    common = {name: str(each.annotation) for name, each in CommonFields.fields.items()} | dict.fromkeys(_FURTHER, "Any")
    lines = [NOTE, "import os", "from typing import Any, TypedDict"]
    lines += _typed_dict("PretrainedKeywords", "TypedDict", {**options, **common}, taken)
    for family in families:
        fields = {name: str(each.annotation) for name, each in family.config_class.fields.items()}
        fields |= {other: fields.get(name, "Any") for other, name in family.config_class.attribute_map.items()}
        lines += _typed_dict(f"{family.name}Keywords", "PretrainedKeywords", fields, {*taken, *options, *common})
    return "\n".join([*lines, ""])


def _typed_dict(name: str, base: str, fields: Mapping[str, str], taken: Collection[str]) -> Iterator[str]:
    own = {field: annotation for field, annotation in fields.items() if field not in taken}
    yield f"\nclass {name}({base}, total=False):" + ("" if own else " ...")
    yield from (f"    {field}: {annotation}" for field, annotation in own.items())


def models(
    framework: Framework, module: ModuleType, families: Iterable[Family], loader: Loader, names: Collection[str]
) -> str:
    """`models.pyi` of a backend: each model class, with its configuration, its call and how it is loaded.

    Args:
        names: of the module's public classes, models and others.
    """
    shared = getattr(trivet, f"{framework.mark}PreTrainedModel")
    lines = [NOTE, '# mypy: disable-error-code="override, misc"', "import os", "from collections.abc import Mapping"]
    lines.append("from typing import Any, ClassVar, Generic, Literal, Self, TypedDict, TypeVar, Unpack, overload\n")
    lines += [framework.imports, *loader.imports, f"from {shared.__module__} import {shared.__name__}"]
    lines += ["from trivet.families import keywords, outputs", "from trivet.planning.report import LoadReport"]
    for family in families:
        lines.append(f"from {family.config_class.__module__} import {family.config_class.__name__}")
    lines += ['\nOutput = TypeVar("Output")']
    calls: dict[tuple[str, ...], str] = {}
    classes: list[str] = []
    for family in families:
        classes += _shared_class(framework, family, loader)
        for head in (each for each in family.heads if framework.mark + each in names):
            call = _call(framework, getattr(module, framework.mark + head))
            classes += _model_class(framework, family, head, calls.setdefault(call, f"_Call{len(calls) + 1}"))
    models = {f"{framework.mark}{name}" for each in families for name in (f"{each.name}PreTrainedModel", *each.heads)}
    classes += ["", *(f"{name}: type[Any]" for name in sorted({*names} - models))]
    for call, name in calls.items():
        lines += [f"\nclass {name}(Generic[Output]):", *call]
    return "\n".join([*lines, *_typed_dict("_Options", "TypedDict", loader.options, ()), *classes, ""])


def _shared_class(framework: Framework, family: Family, loader: Loader) -> Iterator[str]:
    config, base = family.config_class.__name__, f"{framework.mark}PreTrainedModel"
    yield f"\nclass _{family.name}Options(keywords.{family.name}Keywords, _Options, total=False): ..."
    yield f"\nclass {framework.mark}{family.name}PreTrainedModel({base}):"
    yield f"    config: {config}"
    yield f"    config_class: ClassVar[type[{config}]]"
    yield from _method("__init__", ["self", f"config: {config}", "*args: Any", "**kwargs: Any"], "None")
    yield from loader.overloads(f"_{family.name}Options")


def _model_class(framework: Framework, family: Family, head: str, call: str) -> Iterator[str]:
    output = f"outputs.{_output(family, family.kind(head))}[{framework.array}]"
    modules = [f"    {name}: {annotation}" for name, annotation in _modules(framework, family, head)]
    bases = f"{call}[{output}], {framework.mark}{family.name}PreTrainedModel"
    further = [*_of_pairs(framework, family)]
    yield f"\nclass {framework.mark}{head}({bases}):" + ("" if modules or further else " ...")
    yield from modules
    yield from further


def _of_pairs(framework: Framework, family: Family) -> Iterator[str]:
    """How a model of two models is made."""
    if not isinstance(family, PairFamily):
        return
    if framework.name != "flax":
        given = [f"config: {family.config_class.__name__} | None = ...", "encoder: Any = ...", "decoder: Any = ..."]
        yield from _method("__init__", ["self", *given, "**kwargs: Any"], "None")
    sources = (
        f"{side}_pretrained_model_name_or_path: str | os.PathLike[str] | None = ..." for side in family.part_tasks
    )
    yield "    @classmethod"
    yield from _method("from_encoder_decoder_pretrained", ["cls", *sources, "*args: Any", "**kwargs: Any"], "Self")


def _call(framework: Framework, cls: type[Any]) -> tuple[str, ...]:
    """The methods that run a model: they give an output object, or a tuple where that is asked for."""
    listed = _listed(cls, framework.method or "__call__", framework.array)
    named = [text for text in listed if not text.startswith("return_dict:")]
    lines: list[str] = []
    for name in dict.fromkeys((framework.method or "__call__", "__call__")):
        if len(named) < len(listed):
            as_tuple = _with_keyword(named, "return_dict: Literal[False]")
            lines += ["    @overload", *_method(name, as_tuple, "tuple[Any, ...]"), "    @overload"]
        lines += _method(name, listed, "Output")
    for name in framework.further:
        if hasattr(cls, name):
            lines += _method(name, _listed(cls, name, framework.array), "Any")
    return tuple(lines)


def _listed(cls: type[Any], method: str, array: str) -> list[str]:
    """The parameters of a method, as they are written."""
    listed: list[str] = ["self"]
    for each in [*inspect.signature(getattr(cls, method)).parameters.values()][1:]:
        if each.kind is inspect.Parameter.KEYWORD_ONLY and "*" not in listed:
            listed.append("*")
        default = "" if each.default is inspect.Parameter.empty else " = ..."
        starred = each.kind is inspect.Parameter.VAR_KEYWORD
        listed.append(f"**{each.name}: Any" if starred else f"{each.name}: {_argument(each.name, array)}{default}")
    return listed


def _method(name: str, parameters: Sequence[str], returned: str) -> Iterator[str]:
    """A method, its parameters filled into lines."""
    head, tail = f"    def {name}(", f") -> {returned}: ..."
    line = head + ", ".join(parameters) + tail
    if len(line) <= 120:
        yield line
        return
    yield head
    indent = " " * 8
    yield textwrap.fill(
        ", ".join(each.replace(" ", "\0") for each in parameters),
        120,
        initial_indent=indent,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    ).replace("\0", " ")
    yield f"    {tail}"


def _with_keyword(listed: list[str], keyword: str) -> list[str]:
    """The parameters with one more that must be named."""
    last = [text for text in listed if text.startswith("**")]
    rest = [text for text in listed if not text.startswith("**")]
    return [*rest, *([] if "*" in rest else ["*"]), keyword, *last]


def _argument(name: str, array: str) -> str:
    if name in _FLAGS:
        return "bool" if name in ("training", "train") else "bool | None"
    if name in _NUMBERS:
        return "int"
    return "Any" if name in _OBJECTS else f"{array} | None" if array != "Any" else "Any"


def _output(family: Family, kind: HeadKind | None) -> str:
    """The class of what a model returns."""
    if kind is not None and kind.output:
        return kind.output
    base = family.base(family.example())
    if isinstance(base, EncoderDecoder):
        return "Seq2SeqModelOutput" if kind is None else "BaseModelOutput"
    return f"BaseModelOutput{'WithPast' if base.causal else 'WithPooling' if base.pooler is not None else ''}"


def _modules(framework: Framework, family: Family, head: str) -> Iterator[tuple[str, str]]:
    """The modules that a model holds itself, by name, and their types."""
    if framework.name == "flax":
        return
    if framework.name == "tensorflow":
        yield from _layers(family, head)
        return
    config, prefix = family.example(), f"{family.base_prefix}." if family.base_prefix else ""
    names = [param.name for param in family.parameters(config, head) if not param.buffer]
    if family.is_base(head):
        names = [name.removeprefix(prefix) for name in names]
    for name in dict.fromkeys(name.split(".")[0] for name in names if "." in name):
        is_base = name == family.base_prefix and not family.is_base(head)
        yield name, f"{framework.mark}{family.heads[0]}" if is_base else "Any"


def _layers(family: Family, head: str) -> Iterator[tuple[str, str]]:
    """The layers that a Keras model holds itself: a base model holds the family's layer under its prefix too."""
    from trivet_tf.layers.places import Place

    top = Place("", family.tensorflow_path, None, 0.0)
    params = family.parameters(family.example(), head)
    modules = (param.module for param in params if param.module and param.tied is None and not param.buffer)
    for name in dict.fromkeys(top.at(module).address(leaf=True)[0][0] for module in modules):
        yield name, "Any"


@dataclass(frozen=True, slots=True)
class Loader:
    """The `from_pretrained` of a backend's base class.

    Attributes:
        places: parameters that are taken by their place, as they are written.
        options: type of each that is taken by name.
        imports: what the annotations need.
    """

    places: tuple[str, ...]
    options: Mapping[str, str]
    imports: tuple[str, ...]

    @classmethod
    def of(cls, model: type[Any]) -> Loader:
        """As the class's source has it: annotations that only type checkers import are names there."""
        owner = next(base for base in model.__mro__ if "from_pretrained" in vars(base))
        tree = ast.parse(inspect.getsource(sys.modules[owner.__module__]))
        body = next(
            node.body for node in ast.walk(tree) if isinstance(node, ast.ClassDef) and node.name == owner.__name__
        )
        methods = [node for node in body if isinstance(node, ast.FunctionDef) and node.name == "from_pretrained"]
        arguments = methods[-1].args
        first = [*arguments.posonlyargs, *arguments.args][1:]
        defaults = [None] * (len(first) - len(arguments.defaults)) + [*arguments.defaults]
        places = [_written(each) + (" = ..." if default else "") for each, default in zip(first, defaults, strict=True)]
        places.append("*args: Any" if arguments.vararg is not None else "*")
        options = dict(_written(each).split(": ", 1) for each in arguments.kwonlyargs)
        own = ("output_loading_info",)
        text = " ".join([*places, *options.values()])
        options = {name: annotation for name, annotation in options.items() if name not in own}
        return cls(tuple(places), options, tuple(_imports(tree, text)))

    def overloads(self, keywords: str) -> Iterator[str]:
        """`from_pretrained`, by what it returns.

        Args:
            keywords: name of the typed dict of what it takes by name.
        """
        reports = "tuple[Any, ...]" if "_do_init" in self.options else "tuple[Self, LoadReport]"
        yield from self._overload(keywords, ["output_loading_info: Literal[True]"], reports)
        if "_do_init" in self.options:
            yield from self._overload(keywords, ["_do_init: Literal[False]"], "tuple[Self, Any]")
        yield from self._overload(keywords, ["output_loading_info: Literal[False] = ..."], "Self")

    def _overload(self, keywords: str, flags: Sequence[str], returned: str) -> Iterator[str]:
        yield from ("    @overload", "    @classmethod")
        listed = ["cls", *self.places, *flags, f"**kwargs: Unpack[{keywords}]"]
        yield from _method("from_pretrained", listed, returned)


def _written(argument: ast.arg) -> str:
    return f"{argument.arg}: {'Any' if argument.annotation is None else ast.unparse(argument.annotation)}"


def _imports(tree: ast.Module, text: str) -> Iterator[str]:
    """Import statements for the names in some annotations, as their module has them."""
    words = set(re.findall(r"\w+", text))
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module not in ("typing", "collections.abc", "__future__"):
            for alias in node.names:
                if (alias.asname or alias.name) in words:
                    yield f"from {node.module} import {alias.name}" + (f" as {alias.asname}" if alias.asname else "")
        elif isinstance(node, ast.Import):
            for alias in node.names:
                if (alias.asname or alias.name) in words and alias.name != "os":
                    yield f"import {alias.name}" + (f" as {alias.asname}" if alias.asname else "")


if __name__ == "__main__":
    sys.exit(main())
