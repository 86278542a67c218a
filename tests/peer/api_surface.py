"""What a library shows of models, configs and generation: names, signatures, attributes, fields of outputs.

Runs on `transformers` 4.37.2 in the reference environment, and on trivet in the tests, with the same functions, so that
`api_comparison.py` compares descriptions of one form. Must not know trivet.

    python tests/peer/api_surface.py --out surface.json
"""

import argparse
import dataclasses
import functools
import inspect
import json
import logging
import sys
import types
import warnings
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping
from importlib import import_module
from pathlib import Path
from types import MappingProxyType
from typing import Any

LIBRARY = "transformers"
FAMILIES = (
    *("albert", "bart", "beit", "bert", "blenderbot", "blenderbot_small", "bloom", "camembert", "codegen"),
    *("deberta", "deberta_v2", "deit", "dinov2", "distilbert", "dpr", "electra", "ernie", "falcon"),
    *("gpt2", "gpt_bigcode", "gpt_neo", "gpt_neox", "gptj", "layoutlm", "llama", "m2m_100", "marian"),
    *("mbart", "megatron_bert", "mistral", "mixtral", "mpnet", "mpt", "mt5", "opt", "pegasus"),
    *("phi", "plbart", "qwen2", "rembert", "roberta", "roberta_prelayernorm", "roformer", "t5", "umt5"),
    *("vit", "vit_msn", "whisper", "xglm", "xlm_roberta", "xlm_roberta_xl"),
)
"""Folders of the families that both libraries have."""

ROOMS = (
    *("activations", "activations_tf", "cache_utils", "configuration_utils", "keras_callbacks"),
    *("modeling_attn_mask_utils", "modeling_flax_outputs", "modeling_flax_pytorch_utils", "modeling_flax_utils"),
    *("modeling_outputs", "modeling_tf_outputs", "modeling_tf_pytorch_utils", "modeling_tf_utils", "modeling_utils"),
    *("optimization", "optimization_tf", "pytorch_utils", "tf_utils", "trainer_utils", "utils"),
)
GENERATION = (
    *("beam_constraints", "beam_search", "candidate_generator", "configuration_utils", "flax_logits_process"),
    *("flax_utils", "logits_process", "stopping_criteria", "streamers", "tf_logits_process", "tf_utils", "utils"),
)
AUTO = ("auto_factory", "configuration_auto", "modeling_auto", "modeling_flax_auto", "modeling_tf_auto")
PREFIXES = ("configuration", "modeling", "modeling_tf", "modeling_flax")

TINY: Mapping[str, Any] = {
    **dict.fromkeys(("hidden_size", "d_model", "n_embd", "dim", "embedding_size", "d_ff"), 16),
    **dict.fromkeys(("intermediate_size", "hidden_dim", "encoder_ffn_dim", "decoder_ffn_dim", "n_inner"), 16),
    **dict.fromkeys(("num_attention_heads", "n_heads", "encoder_attention_heads", "num_heads"), 2),
    **dict.fromkeys(("decoder_attention_heads", "num_key_value_heads"), 2),
    **dict.fromkeys(("num_hidden_layers", "n_layer", "n_layers", "encoder_layers", "decoder_layers", "num_layers"), 1),
    **dict.fromkeys(("max_position_embeddings", "n_positions"), 24),
    **{"n_head": 4, "rotary_dim": 4, "attention_types": [[["global"], 1]]},
    **{"vocab_size": 30, "d_kv": 8, "pad_token_id": 0, "decoder_start_token_id": 0, "eos_token_id": 1},
}
"""Fields of configs whose models are made in no time; each config takes those that it has."""

_KINDS = {
    inspect.Parameter.POSITIONAL_ONLY: "/",
    inspect.Parameter.POSITIONAL_OR_KEYWORD: "",
    inspect.Parameter.VAR_POSITIONAL: "*",
    inspect.Parameter.KEYWORD_ONLY: "key",
    inspect.Parameter.VAR_KEYWORD: "**",
}
NOTHING = "<required>"
_OF_PYTHON = frozenset(dir(OrderedDict))


def modules() -> Iterator[str]:
    """Every module that is looked at, without the library's name."""
    yield from ROOMS
    yield from ("generation", *(f"generation.{name}" for name in GENERATION))
    yield from ("models.auto", *(f"models.auto.{name}" for name in AUTO))
    for family in FAMILIES:
        yield from (f"models.{family}", *(f"models.{family}.{prefix}_{family}" for prefix in PREFIXES))


def plain(value: Any) -> Any:
    """A value as JSON can hold it; of what has no value that can be compared, what it is."""
    if value is inspect.Parameter.empty:
        return NOTHING
    if value is None or isinstance(value, bool | int | float | str):
        return value
    if isinstance(value, Mapping):
        return {str(key): plain(each) for key, each in sorted(value.items(), key=lambda item: str(item[0]))}
    if isinstance(value, set | frozenset):
        return sorted((plain(each) for each in value), key=str)
    if isinstance(value, list | tuple):
        return [plain(each) for each in value]
    if isinstance(value, type) or callable(value):
        return f"<{getattr(value, '__name__', type(value).__name__)}>"
    return f"<{type(value).__name__}>"


def signature(function: Any) -> list[list[Any]] | None:
    """Name, kind and default of each parameter; None where Python does not know them."""
    try:
        parameters = inspect.signature(function).parameters.values()
    except (TypeError, ValueError):
        return None
    return [[each.name, _KINDS[each.kind], plain(each.default)] for each in parameters if each.name != "self"]


@functools.cache
def framework_base(cls: type) -> type:
    """The class of a framework, or of Python, that a class is built on."""
    names = ("torch.nn.", "tensorflow.", "keras.", "tf_keras.", "flax.", "torch.utils.data", "torch.optim")
    own = cls.__mro__
    return next((base for base in own if base.__module__.startswith(names)), object)


def members(cls: type, also: Iterable[str] = ()) -> dict[str, Any]:
    """Public methods, properties and values of a class, and its call, without what the framework's class has too.

    Args:
        also: names to describe where the class has them from the framework.
    """
    base, described = framework_base(cls), {}
    for name in (*dir(cls), "__call__"):
        if (name.startswith("_") and name != "__call__") or not hasattr(cls, name):
            continue
        static = inspect.getattr_static(cls, name, None)
        inherited = static is inspect.getattr_static(base, name, None)
        if name not in also and (inherited or (name == "__call__" and "__call__" not in _own(cls))):
            continue
        if issubclass(cls, dict) and name in _OF_PYTHON:
            continue
        described[name] = member(getattr(cls, name), static)
    return described


def _own(cls: type) -> set[str]:
    base = framework_base(cls)
    return {name for each in cls.__mro__ if each not in base.__mro__ for name in vars(each)}


def member(value: Any, static: Any = None) -> dict[str, Any]:
    """One attribute."""
    if isinstance(static, property | functools.cached_property | types.MemberDescriptorType):
        return {"kind": "property"}
    if inspect.isroutine(value):
        return {"kind": "method", "signature": signature(value)}
    return {"kind": "value", "value": plain(value)}


def class_description(cls: type, wanted: Mapping[str, Any] = MappingProxyType({})) -> dict[str, Any]:
    """A class: its constructor, members and, where it is a dataclass or a config, fields with their defaults.

    Args:
        wanted: description of another library's class; what that names is looked for here.
    """
    own = members(cls, wanted.get("members", ()))
    described: dict[str, Any] = {"kind": "class", "init": signature(cls.__init__), "members": own}
    if dataclasses.is_dataclass(cls):
        described["fields"] = [
            [each.name, NOTHING if each.default is dataclasses.MISSING else plain(each.default)]
            for each in dataclasses.fields(cls)
        ]
    if hasattr(cls, "to_diff_dict"):
        instance: Any = cls()
        names = [name for name in {*dir(instance), *wanted.get("values", ())} if hasattr(instance, name)]
        held = {name: getattr(instance, name) for name in names if not name.startswith("_")}
        described["values"] = {name: plain(value) for name, value in held.items() if not callable(value)}
        described["to_dict"] = plain(instance.to_dict())
        described["to_diff_dict"] = plain(instance.to_diff_dict())
    elif hasattr(cls, "from_pretrained") and hasattr(cls, "config_class") and hasattr(cls, "save_pretrained"):
        described["values"] = model_values(cls, wanted.get("values") or ())
    return described


def model_values(cls: Any, also: Iterable[str] = ()) -> dict[str, Any] | None:
    """Public attributes of a tiny model of a class, its modules among them; None where the class is abstract.

    Args:
        also: names to look for where the framework gives them.
    """
    if not inspect.isclass(getattr(cls, "config_class", None)):
        return None
    options = {"_do_init": False} if cls.__name__.startswith("Flax") else {}
    try:
        config = tiny_config(cls.config_class)
        model = cls(config, **options)
    except (TypeError, ValueError, NotImplementedError, AttributeError):
        return None
    base = framework_base(cls)
    held = {*vars(model), *vars(model).get("_modules", ())}
    computed = {name for name in dir(cls) if isinstance(inspect.getattr_static(cls, name, None), property)}
    foreign = set(dir(base)) | (set(vars(base())) if "keras" in base.__module__ else set())
    names = {*held, *computed} - foreign | {*also}
    return {name: answer(model, name) for name in sorted(names) if not name.startswith("_") and has(model, name)}


def has(model: Any, name: str) -> bool:
    """Whether a model has an attribute, if only one that cannot be read now."""
    return name in dir(model) or hasattr(model, name)


def answer(model: Any, name: str) -> Any:
    """What an attribute is; of one that cannot be read, what it raises."""
    try:
        return plain(getattr(model, name))
    except Exception as error:  # what a property raises is part of what it answers
        return f"<raises {type(error).__name__}>"


def tiny_config(config_class: Any) -> Any:
    """A config whose models are made in no time."""
    known = inspect.signature(config_class.__init__).parameters
    common = ("pad_token_id", "eos_token_id", "decoder_start_token_id")
    return config_class(**{name: value for name, value in TINY.items() if name in known or name in common})


def description(value: Any) -> dict[str, Any]:
    """What stands under a name."""
    if isinstance(value, type):
        return class_description(value)
    if inspect.isroutine(value):
        return {"kind": "function", "signature": signature(value)}
    if inspect.ismodule(value):
        return {"kind": "module"}
    return {"kind": "value", "value": plain(value) if isinstance(value, bool | int | float | str) else "<object>"}


def defined_names(module: Any) -> list[str]:
    """Public names that a module defines itself, constants among them, and those that a package exports."""
    exported = set(getattr(module, "_class_to_module", ()))
    own = {
        name
        for name, value in vars(module).items()
        if getattr(value, "__module__", None) == module.__name__ or (name.isupper() and is_constant(name, value))
    }
    return sorted(name for name in exported | own if not name.startswith("_"))


def is_constant(name: str, value: Any) -> bool:
    """Whether a name in capitals stands for something to read: no text for documentation, no part of Python."""
    foreign = inspect.ismodule(value) or isinstance(value, type) or name in ("TYPE_CHECKING",)
    return not foreign and not name.endswith("DOCSTRING")


def surface() -> dict[str, Any]:
    """Everything that the library shows: its names with their modules, and what stands under the names of each module."""
    library: Any = import_module(LIBRARY)
    names = dict(sorted(library._class_to_module.items()))
    folders = sorted(each.name for each in Path(library.__file__).with_name("models").iterdir() if each.is_dir())
    described: dict[str, Any] = {"names": names, "modules": {}, "objects": {}, "folders": folders}
    for path in modules():
        try:
            module = import_module(f"{LIBRARY}.{path}")
        except ModuleNotFoundError:
            continue
        if hasattr(module, "_class_to_module"):
            described["modules"][path] = defined_names(module)
            continue  # what it exports is described where it is defined
        described["modules"][path] = defined_names(module)
        for name in described["modules"][path]:
            described["objects"][f"{path}:{name}"] = description(getattr(module, name))
    return described


def main() -> None:
    """Write the description of `transformers` as JSON."""
    sys.path.insert(0, str(Path(__file__).parents[1] / "golden"))
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--out", type=Path, required=True, help="file to write")
    options = parser.parse_args()
    logging.disable(logging.CRITICAL)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        options.out.write_text(json.dumps(surface(), sort_keys=True, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    main()
