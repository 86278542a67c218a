# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_torch.generation.mixin import GenerationMixin as GenerationMixin
