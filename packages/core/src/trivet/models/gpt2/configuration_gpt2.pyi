# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet.families.text.gpt2 import GPT2Config as GPT2Config
