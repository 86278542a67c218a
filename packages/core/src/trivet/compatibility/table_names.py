"""`MODEL_FOR_CAUSAL_LM_MAPPING_NAMES` and its like: model type → name of the model class, and tables without families.

The tables of tasks that no family here does are there and empty, so that code which looks into all of them finds
nothing in those.
"""

from __future__ import annotations

from typing import Any

from trivet.backends.auto_tables import model_names
from trivet.backends.exports import exported, table_name
from trivet.families.names import class_prefix
from trivet.families.tasks import AUTO_CLASSES
from trivet.layout import DIALECTS

__all__: list[str] = []

_ENDING = "_NAMES"
_REFERENCE_TASKS = (
    *("AUDIO_CLASSIFICATION", "AUDIO_FRAME_CLASSIFICATION", "AUDIO_XVECTOR", "BACKBONE", "CAUSAL_IMAGE_MODELING"),
    *("CTC", "DEPTH_ESTIMATION", "DOCUMENT_QUESTION_ANSWERING", "IMAGE_CLASSIFICATION", "IMAGE_SEGMENTATION"),
    *("IMAGE_TO_IMAGE", "INSTANCE_SEGMENTATION", "MASKED_IMAGE_MODELING", "MASK_GENERATION", "OBJECT_DETECTION"),
    *("SEMANTIC_SEGMENTATION", "SPEECH_SEQ_2_SEQ", "TABLE_QUESTION_ANSWERING", "TEXT_TO_SPECTROGRAM"),
    *("TEXT_TO_WAVEFORM", "TIME_SERIES_CLASSIFICATION", "TIME_SERIES_REGRESSION", "UNIVERSAL_SEGMENTATION"),
    *("VIDEO_CLASSIFICATION", "VISION_2_SEQ", "VISUAL_QUESTION_ANSWERING", "ZERO_SHOT_IMAGE_CLASSIFICATION"),
    "ZERO_SHOT_OBJECT_DETECTION",
)


def __getattr__(name: str) -> Any:
    bare = name.removesuffix(_ENDING)
    for dialect in DIALECTS:
        mark = class_prefix(dialect)
        for auto_class, task in AUTO_CLASSES.items():
            if bare == table_name(mark, task) and name.endswith(_ENDING):
                return model_names(exported(f"{mark}{auto_class}"))
        if bare in {table_name(mark, task) for task in AUTO_CLASSES.values()}:
            break  # a table with families, which is its Auto class's
        start = f"{mark.upper()}_" if mark else ""
        if bare in {f"{start}MODEL_FOR_{task}_MAPPING" for task in _REFERENCE_TASKS}:
            return {}
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
