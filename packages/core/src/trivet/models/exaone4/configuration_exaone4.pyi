# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet.families.text.exaone4 import Exaone4Config as Exaone4Config
