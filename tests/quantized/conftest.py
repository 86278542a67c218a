"""These tests need the packages of requirements/quantized.txt: elsewhere they are not collected."""

import sys
from importlib.util import find_spec
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
collect_ignore_glob = [] if find_spec("compressed_tensors") else ["test_*.py"]
