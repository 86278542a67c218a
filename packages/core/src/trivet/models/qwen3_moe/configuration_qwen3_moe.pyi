# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet.families.text.qwen3_moe import Qwen3MoeConfig as Qwen3MoeConfig
