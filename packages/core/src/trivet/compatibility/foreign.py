"""Names of `transformers` that do not concern models: they come from there, or an error says where to get them."""

from __future__ import annotations

import re
from importlib import import_module
from typing import Any

from trivet.backends.registry import is_installed
from trivet.errors import PackageNotInstalledError

_LIBRARY = "transformers"
_ENDINGS = (
    *("Tokenizer", "TokenizerFast", "TokenizerBase", "(?<!Logits)Processor", "ProcessorMixin", "FeatureExtractor"),
    *("FeatureExtractionMixin", "ImageProcessingMixin", "Pipeline", "Trainer", "TrainingArguments"),
)
_STARTS = ("DataCollator", "Glue", "Squad", "glue_", "squad_", "xnli_")
_NAMES = (
    *(
        "pipeline",
        "Trainer",
        "TrainingArguments",
        "default_data_collator",
        "HfArgumentParser",
        "EvalPrediction",
        "IntervalStrategy",
    ),
    *(
        "FeatureExtractionMixin",
        "ImageProcessingMixin",
        "ProcessorMixin",
        "BatchFeature",
        "SpecialTokensMixin",
        "CharSpan",
        "TokenSpan",
        "AddedToken",
        "ModelCard",
    ),
    *("TextDataset", "LineByLineTextDataset", "InputExample", "InputFeatures", "enable_full_determinism"),
    *(
        "TrainerCallback",
        "DPRReaderOutput",
        "EarlyStoppingCallback",
        "PrinterCallback",
        "ProgressCallback",
        "DefaultFlowCallback",
    ),
    *(
        "TrainerState",
        "TrainerControl",
        "Adafactor",
        "convert_slow_tokenizer",
        "BitsAndBytesConfig",
        "GPTQConfig",
        "AwqConfig",
    ),
)
_FOREIGN = re.compile(rf"(?:\w+(?:{'|'.join(_ENDINGS)})|(?:{'|'.join(_STARTS)})\w+|{'|'.join(_NAMES)})", flags=re.ASCII)
_RENAMED = {
    "BloomTokenizerFast": "PreTrainedTokenizerFast",
    "MT5Tokenizer": "T5Tokenizer",
    "MT5TokenizerFast": "T5TokenizerFast",
}
"""Name → the name of the same thing in versions that have only that."""
_READERS = re.compile(r"\w*Tokenizer(?:Fast|Base)?", flags=re.ASCII)


def is_foreign(name: str) -> bool:
    """Whether a public name of `transformers` is of text, training or pipelines, rather than of models."""
    return _FOREIGN.fullmatch(name) is not None


def foreign_value(name: str, module: str = "") -> Any:
    """What the installed `transformers` has under a name; None where the name is not foreign, or unknown there too.

    Args:
        module: of `transformers`, as `trainer_utils`; empty for what it exports itself.

    Raises:
        PackageNotInstalledError: it is not installed.
    """
    if not module and not is_foreign(name):
        return None
    if not is_installed(_LIBRARY):
        advice = "trivet.AutoTokenizer reads the same files without it." if _READERS.fullmatch(name) else ""
        raise PackageNotInstalledError(_LIBRARY, name, _LIBRARY, advice=advice)
    try:
        library = import_module(f"{_LIBRARY}.{module}" if module else _LIBRARY)
        return getattr(library, name if hasattr(library, name) else _RENAMED.get(name, name), None)
    except ModuleNotFoundError as error:
        if (error.name or "").startswith(f"{_LIBRARY}."):  # another version's module
            return None
        raise
