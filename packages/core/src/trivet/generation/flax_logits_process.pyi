# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet.text.generation.hooks import LogitsProcessor as FlaxLogitsProcessor
from trivet.text.generation.hooks import LogitsProcessorList as FlaxLogitsProcessorList
from trivet.text.generation.hooks import LogitsWarper as FlaxLogitsWarper
