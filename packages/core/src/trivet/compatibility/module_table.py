"""What each module of `transformers` 4.37 leads to. One table; the modules of families follow from the families."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from importlib import import_module
from types import MappingProxyType, ModuleType
from typing import Any, TypeVar

from trivet.backends.registry import is_installed
from trivet.families.family import Family
from trivet.families.names import class_prefix
from trivet.families.registry import architecture, architecture_points

_OUTPUTS = "trivet.families.outputs"
_FUNCTIONS = "trivet_torch.extras.module_functions"
_SEARCHED = "trivet_torch.generation.outputs"
_SIDES = "trivet_torch.build.sides"


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """What a module offers.

    Attributes:
        names: a pattern of public names of trivet that it lists.
        places: modules whose own public names it lists as well.
        beside: modules whose names it has without listing them.
        prefix: what its names begin with, and those in `places` do not.
        empty: names that trivet has nothing for, and what callers get who loop over it.
        is_foreign: whether `transformers`, if installed, is asked for the rest.
        links: names that are another's: name → "module:attribute".
        blocks: how a family's classes begin, of which 4.37 has more: trivet builds those of blocks.
    """

    names: str = ""
    places: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    prefix: str = ""
    empty: Mapping[str, Callable[[], Any]] = field(default_factory=dict)
    is_foreign: bool = False
    links: Mapping[str, str] = field(default_factory=dict)
    blocks: str = ""

    def linked(self, name: str) -> Any:
        """What a link leads to; None where there is none, or the module's framework is not installed."""
        place, _, attribute = self.links.get(name, "").partition(":")
        return getattr(import_module(place), attribute) if place and is_usable(place) else None

    def advice(self, name: str, known: Iterable[str]) -> str:
        """What to do about a name that is not here; empty where nothing is known, or one of `known` must be meant."""
        is_misspelt = get_close_matches(name, list(known), n=1, cutoff=0.85)
        if is_misspelt or not self.blocks or not re.fullmatch(rf"{self.blocks}[A-Z]\w*", name):
            return ""
        return (
            "trivet builds every family of the same blocks and has no class of its own for each layer of one: "
            "take the class from a model, as in type(model.encoder.layer[0])"
        )


_FOREIGN = Contents(is_foreign=True)
_LOGITS = r"\w*(?:LogitsProcessor|LogitsProcessorList|LogitsWarper|LogitNormalization|ExponentialDecayLengthPenalty)"
_CRITERIA = r"\w*(?:Criteria|CriteriaList)|validate_stopping_criteria"
_CONSTRAINTS = r"\w*Constraint|ConstraintListState"
_SCORERS = r"\w*(?:Scorer|BeamHypotheses)"
_DECODED = r"\w*(?:Greedy|Sample|BeamSearch|BeamSample|ContrastiveSearch|Generate)\w*Output"
_WRITING = r"\w*GenerationMixin|\w*top_k_top_p_filtering"
_LOADERS = r"load_(?:pytorch|tf2|flax)_\w+"
_SCHEDULES = r"get_scheduler|get_(?!adafactor)\w+_schedule\w*|SchedulerType|AdamW"
_MODULE_FUNCTIONS = r"Conv1D|prune_layer|apply_chunking_to_forward"
_AVAILABLE = Contents(places=("trivet.compatibility.availability",))
_UTILS = Contents(
    names="logging",
    places=(
        *("trivet.compatibility.constants", "trivet.compatibility.availability", "trivet.compatibility.scripts"),
        *("trivet.compatibility.generic", "trivet.compatibility.docstrings"),
    ),
)
_AUTO = r"(?:TF|Flax)?Auto(?:Model|Config)\w*|CONFIG_MAPPING|MODEL_NAMES_MAPPING|(?:TF_|FLAX_)?MODEL\w*_MAPPING"
_TABLES = "trivet.backends.auto_tables"

MODULES: Mapping[str, Contents] = MappingProxyType(
    {
        "activations": Contents(places=("trivet_torch.extras.activation_modules",)),
        "activations_tf": Contents(places=("trivet_tf.extras.activation_names",)),
        "cache_utils": Contents(names=r"\w*Cache"),
        "configuration_utils": Contents(names="PretrainedConfig"),
        "file_utils": _UTILS,
        "generation": Contents(
            names="|".join(
                (
                    _LOGITS,
                    _CRITERIA,
                    _CONSTRAINTS,
                    _SCORERS,
                    rf"(?:TF|Flax){_DECODED}",
                    _WRITING,
                    r"GenerationConfig|\w*Streamer",
                )
            ),
            places=(_SEARCHED,),
        ),
        "generation.beam_constraints": Contents(names=_CONSTRAINTS),
        "generation.beam_search": Contents(names=f"{_SCORERS}|{_CONSTRAINTS}"),
        "generation.configuration_utils": Contents(names="GenerationConfig", beside=("trivet.text.generation.config",)),
        "generation.flax_logits_process": Contents(names=f"Flax{_LOGITS}"),
        "generation.flax_utils": Contents(names=rf"Flax(?:{_DECODED}|{_WRITING})"),
        "generation.logits_process": Contents(names=rf"(?!TF|Flax)(?:{_LOGITS})"),
        "generation.stopping_criteria": Contents(names=_CRITERIA),
        "generation.streamers": Contents(names=r"Text\w*Streamer", beside=("trivet.text.generation.streamers",)),
        "generation.tf_logits_process": Contents(names=f"TF{_LOGITS}"),
        "generation.tf_utils": Contents(names=rf"TF(?:{_DECODED}|{_WRITING})|tf_top_k_top_p_filtering"),
        "generation.utils": Contents(names=rf"(?!TF|Flax|tf_)(?:{_WRITING})", places=(_SEARCHED,)),
        "generation_flax_utils": Contents(names=rf"Flax(?:{_WRITING})"),
        "generation_tf_utils": Contents(names=rf"TF(?:{_WRITING})"),
        "generation_utils": Contents(names="GenerationMixin"),
        "keras_callbacks": Contents(names="KerasMetricCallback|PushToHubCallback"),
        "modeling_flax_outputs": Contents(places=(_OUTPUTS,), prefix="Flax"),
        "modeling_flax_pytorch_utils": Contents(names=r"load_flax_\w+|(?:load|convert)_pytorch_\w+_flax(?:_\w+)?"),
        "modeling_flax_utils": Contents(names="FlaxPreTrainedModel", beside=("trivet_flax.extras.module_functions",)),
        "modeling_outputs": Contents(places=(_OUTPUTS,)),
        "modeling_tf_outputs": Contents(places=("trivet_tf.model.outputs",)),
        "modeling_tf_pytorch_utils": Contents(names=r"load_tf2_\w+|load_pytorch_\w+_tf2_\w+"),
        "modeling_tf_utils": Contents(
            names=r"TFPreTrainedModel|TF\w+Loss|TFSharedEmbeddings|TFSequenceSummary|shape_list",
            places=("trivet_tf.extras.own_layers", "trivet_tf.extras.helpers", "trivet_tf.extras.shards"),
            beside=("trivet_tf.extras.activation_names",),
        ),
        "modeling_utils": Contents(
            names=rf"PreTrainedModel|load_sharded_checkpoint|{_MODULE_FUNCTIONS}",
            places=(_FUNCTIONS,),
            beside=("trivet_torch.extras.activation_modules",),
        ),
        "models": Contents(),
        "models.auto": Contents(names=_AUTO, places=(_TABLES,), beside=("trivet.compatibility.table_names",)),
        "models.auto.auto_factory": Contents(places=(_TABLES,)),
        "models.auto.configuration_auto": Contents(
            names="AutoConfig|CONFIG_MAPPING|MODEL_NAMES_MAPPING", beside=(_TABLES,)
        ),
        **{
            f"models.auto.modeling_{short}auto": Contents(
                names=rf"{mark}AutoModel\w*|{mark.upper()}{'_' if mark else ''}MODEL\w*_MAPPING",
                beside=("trivet.compatibility.table_names", _TABLES),
            )
            for short, mark in {"": "", "tf_": "TF", "flax_": "Flax"}.items()
        },
        "optimization": Contents(
            names=_SCHEDULES, places=("trivet_torch.extras.schedules", "trivet_torch.extras.optimizers")
        ),
        "optimization_tf": Contents(names="AdamWeightDecay|GradientAccumulator|WarmUp|create_optimizer"),
        "pytorch_utils": Contents(names=_MODULE_FUNCTIONS, places=(_FUNCTIONS,)),
        "tf_utils": Contents(names="shape_list", places=("trivet_tf.extras.helpers",)),
        "trainer_utils": Contents(names="set_seed|SchedulerType", is_foreign=True),
        "utils": _UTILS,
        "utils.doc": Contents(places=("trivet.compatibility.docstrings",)),
        "utils.generic": Contents(places=("trivet.compatibility.generic",)),
        "utils.hub": Contents(places=("trivet.compatibility.constants", "trivet.compatibility.scripts")),
        "utils.import_utils": _AVAILABLE,
        "utils.logging": Contents(places=("trivet.compatibility.logging",), beside=("logging",)),
        "utils.versions": Contents(names="", places=("trivet.compatibility.scripts",)),
        **dict.fromkeys(
            (
                *("data", "data.data_collator", "feature_extraction_utils", "hf_argparser", "image_processing_utils"),
                *("modelcard", "models.auto.feature_extraction_auto", "models.auto.image_processing_auto"),
                *("models.auto.processing_auto", "models.auto.tokenization_auto", "pipelines", "processing_utils"),
                *("tokenization_utils", "tokenization_utils_base", "tokenization_utils_fast", "trainer"),
                *("trainer_callback", "trainer_pt_utils", "trainer_seq2seq", "training_args", "training_args_seq2seq"),
            ),
            _FOREIGN,
        ),
    }
)
"""Name below `trivet` → contents, of all modules but those of families."""

_DIALECTS = {"modeling": "torch", "modeling_tf": "tensorflow", "modeling_flax": "flax"}
_NATIVE = {
    "torch": (_FUNCTIONS, "trivet_torch.extras.activation_modules", "trivet_torch.extras.rotary_functions"),
    "tensorflow": (
        *("trivet_tf.model.outputs", "trivet_tf.extras.activation_names", "trivet_tf.extras.helpers"),
        "trivet_tf.extras.own_layers",
    ),
    "flax": ("trivet_flax.extras.module_functions", "trivet_flax.extras.linen_modules"),
}


_EXTRAS = "trivet_torch.extras"
_NEIGHBOURS, _SLOPES = (f"{_EXTRAS}.neighbour_rotary",), (f"{_EXTRAS}.slope_functions",)
_OWN: Mapping[tuple[str, str], tuple[str, ...]] = {
    ("modeling", "bloom"): _SLOPES,
    ("modeling", "codegen"): _NEIGHBOURS,
    ("modeling", "falcon"): (f"{_EXTRAS}.rounded_slopes", *_SLOPES),
    ("modeling", "gptj"): _NEIGHBOURS,
    ("modeling", "mixtral"): (f"{_EXTRAS}.expert_functions",),
    ("modeling", "mpt"): _SLOPES,
    ("modeling", "qwen2_moe"): (f"{_EXTRAS}.expert_functions",),
    ("configuration", "mpt"): ("trivet.families.text.mpt",),
}
"""Kind of a module and folder of a family → modules with further functions of its own, which come first."""


def contents_of(name: str) -> Contents | None:
    """What a module offers, by its name below `trivet`; None where there is no such module."""
    if name in MODULES:
        return MODULES[name]
    parts = name.split(".")
    folders = {each.replace("-", "_"): each for each in architecture_points()}
    if parts[0] != "models" or len(parts) not in (2, 3) or parts[1] not in folders:
        return None
    return family_contents(architecture(folders[parts[1]]), parts[1], parts[2] if len(parts) > 2 else "")


def family_modules(folder: str) -> tuple[str, ...]:
    """Names of the modules in a family's folder that are of models."""
    return (f"configuration_{folder}", *(f"{kind}_{folder}" for kind in _DIALECTS))


def family_contents(family: Family, folder: str, module: str) -> Contents | None:
    """What a module of a family offers.

    Args:
        folder: the family's model type, as a module is called.
        module: in that folder; empty for the folder itself.
    """
    if not module:
        parts = [each for name in family_modules(folder) if (each := family_contents(family, folder, name))]
        links = {name: place for each in parts for name, place in each.links.items()}
        return Contents(names="|".join(each.names for each in parts), is_foreign=True, links=links)
    if module == f"configuration_{folder}":
        archive = {f"{folder.upper()}_PRETRAINED_CONFIG_ARCHIVE_MAP": dict}
        return Contents(
            names=family.config_class.__name__, beside=_OWN.get(("configuration", folder), ()), empty=archive
        )
    if module in (f"tokenization_{folder}", f"tokenization_{folder}_fast"):
        return _FOREIGN
    dialect = next((_DIALECTS[kind] for kind in _DIALECTS if module == f"{kind}_{folder}"), None)
    if dialect is None:
        return None
    mark = class_prefix(dialect)
    shared = (f"{family.name}{each}" for each in ("PreTrainedModel", "DecoderPreTrainedModel", "MainLayer"))
    classes = [f"{mark}{each}" for each in (*shared, *family.heads)]
    if dialect == "torch":
        classes.append(f"load_tf_weights_in_{folder}")
    upper = f"{mark.upper()}_{folder.upper()}" if mark else folder.upper()
    return Contents(
        names="|".join(classes),
        links=_links(family, dialect),
        beside=(*_OWN.get((module.removesuffix(f"_{folder}"), folder), ()), *_NATIVE[dialect], _OUTPUTS),
        empty={f"{upper}_PRETRAINED_MODEL_ARCHIVE_LIST": list},
        blocks=f"{mark}{family.name}",
    )


def _links(family: Family, dialect: str) -> dict[str, str]:
    """Names of outputs that only some of a family's heads have, and of either side alone in PyTorch."""
    mark = class_prefix(dialect)
    outputs, start = ("trivet_tf.model.outputs", mark) if dialect == "tensorflow" else (_OUTPUTS, "")
    links = {
        f"{mark}{family.name}{kind.suffix}Output": f"{outputs}:{start}{kind.output}"
        for kind in family.kinds
        if kind.output.endswith(f"{kind.suffix}Output")
    }
    if dialect == "torch":
        links |= {f"{family.name}{each}": f"{_SIDES}:{family.name}{each}" for each in family.side_names}
    return links


def listed(contents: Contents | None) -> list[str]:
    """The names that a module lists. Imports the modules that define them, where their frameworks are installed."""
    if contents is None:
        return []
    pattern = re.compile(contents.names)
    names = {each for each in sys.modules["trivet"].__all__ if pattern.fullmatch(each)}
    names |= {name for name, link in contents.links.items() if is_usable(link.partition(":")[0])}
    for place in contents.places:
        if is_usable(place):
            names |= {f"{contents.prefix}{each}" for each in own_names(import_module(place))}
    return sorted(names)


_FRAMEWORKS = {"trivet_torch": "torch", "trivet_tf": "tensorflow", "trivet_flax": "jax"}


def is_usable(place: str) -> bool:
    """Whether a module's package and the framework that it needs are installed."""
    package = place.partition(".")[0]
    return is_installed(package) and is_installed(_FRAMEWORKS.get(package, package))


def own_names(module: ModuleType) -> list[str]:
    """The public names that a module defines itself."""
    if hasattr(module, "__all__"):
        return list(module.__all__)
    return [
        name
        for name, value in vars(module).items()
        if name[0] != "_"
        and not isinstance(value, ModuleType | TypeVar)
        and getattr(value, "__module__", module.__name__) == module.__name__
    ]
