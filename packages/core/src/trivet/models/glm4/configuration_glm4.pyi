# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet.families.text.glm4 import Glm4Config as Glm4Config
