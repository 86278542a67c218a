# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_flax.generation.outputs import FlaxBeamSearchOutput as FlaxBeamSearchOutput
from trivet_flax.generation.mixin import FlaxGenerationMixin as FlaxGenerationMixin
from trivet_flax.generation.outputs import FlaxGreedySearchOutput as FlaxGreedySearchOutput
from trivet_flax.generation.outputs import FlaxSampleOutput as FlaxSampleOutput
