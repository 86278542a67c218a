# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet.text.generation.config import *
from trivet.text.generation.config import GenerationConfig as GenerationConfig
