# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet.families.text.qwen2 import Qwen2Config as Qwen2Config
