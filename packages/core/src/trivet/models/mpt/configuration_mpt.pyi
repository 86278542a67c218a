# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet.families.text.mpt import *
from trivet.families.text.mpt import MptConfig as MptConfig
