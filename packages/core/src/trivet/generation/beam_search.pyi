# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_torch.generation.beam_scorers import BeamScorer as BeamScorer
from trivet_torch.generation.beam_scorers import BeamSearchScorer as BeamSearchScorer
from trivet_torch.generation.constrained_scorers import ConstrainedBeamSearchScorer as ConstrainedBeamSearchScorer
from trivet.text.generation.constraints import Constraint as Constraint
from trivet.text.generation.constraint_state import ConstraintListState as ConstraintListState
from trivet.text.generation.constraints import DisjunctiveConstraint as DisjunctiveConstraint
from trivet.text.generation.constraints import PhrasalConstraint as PhrasalConstraint
