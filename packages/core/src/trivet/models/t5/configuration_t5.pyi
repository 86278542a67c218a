# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet.families.text.t5 import T5Config as T5Config
