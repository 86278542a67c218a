# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_torch.generation.outputs import *
from trivet_torch.generation.mixin import GenerationMixin as GenerationMixin
from trivet_torch.generation.named_warpers import top_k_top_p_filtering as top_k_top_p_filtering
