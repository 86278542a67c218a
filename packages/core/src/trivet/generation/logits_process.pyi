# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet.text.generation.hooks import LogitsProcessor as LogitsProcessor
from trivet.text.generation.hooks import LogitsProcessorList as LogitsProcessorList
from trivet.text.generation.hooks import LogitsWarper as LogitsWarper
