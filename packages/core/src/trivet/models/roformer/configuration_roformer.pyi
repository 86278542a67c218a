# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet.families.text.roformer import RoFormerConfig as RoFormerConfig
