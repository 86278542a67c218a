# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet.text.generation.hooks import MaxLengthCriteria as MaxLengthCriteria
from trivet.text.generation.hooks import MaxNewTokensCriteria as MaxNewTokensCriteria
from trivet.text.generation.hooks import MaxTimeCriteria as MaxTimeCriteria
from trivet.text.generation.hooks import StoppingCriteria as StoppingCriteria
from trivet.text.generation.hooks import StoppingCriteriaList as StoppingCriteriaList
from trivet.text.generation.hooks import validate_stopping_criteria as validate_stopping_criteria
