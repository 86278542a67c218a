# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet.backends.auto_tables import *
from trivet.backends.auto_config import AutoConfig as AutoConfig
from trivet.backends.auto_tables import CONFIG_MAPPING as CONFIG_MAPPING
from trivet.backends.auto_tables import MODEL_NAMES_MAPPING as MODEL_NAMES_MAPPING
from typing import Any
def __getattr__(name: str) -> Any: ...
