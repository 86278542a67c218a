# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet.families.text.deberta_v2 import DebertaV2Config as DebertaV2Config
