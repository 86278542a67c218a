"""Settings that must be in place before any framework is imported: CPU only, offline, deterministic, no log noise."""

import os
import warnings

SETTINGS = {
    "CUDA_VISIBLE_DEVICES": "",
    "HF_HUB_OFFLINE": "1",
    "JAX_PLATFORMS": "cpu",
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "TF_ENABLE_ONEDNN_OPTS": "0",  # oneDNN may reorder sums between runs
    "TRANSFORMERS_VERBOSITY": "error",
}


def quieten() -> None:
    """Apply the settings to this process; a value the caller set in the environment stays."""
    for name, value in SETTINGS.items():
        os.environ.setdefault(name, value)
    warnings.filterwarnings("ignore")
