# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet.families.text.glm4_moe import Glm4MoeConfig as Glm4MoeConfig
