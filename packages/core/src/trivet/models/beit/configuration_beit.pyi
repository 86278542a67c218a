# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet.families.vision.beit import BeitConfig as BeitConfig
