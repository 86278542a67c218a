# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet.families.text.gemma3_text import Gemma3TextConfig as Gemma3TextConfig
