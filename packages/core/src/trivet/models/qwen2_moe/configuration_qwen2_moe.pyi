# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet.families.text.qwen2_moe import Qwen2MoeConfig as Qwen2MoeConfig
