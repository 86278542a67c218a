# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet.families.text.smollm3 import SmolLM3Config as SmolLM3Config
