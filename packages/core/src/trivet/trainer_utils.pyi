# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_torch.extras.schedules import SchedulerType as SchedulerType
from trivet.compatibility.scripts import set_seed as set_seed
from typing import Any
def __getattr__(name: str) -> Any: ...
