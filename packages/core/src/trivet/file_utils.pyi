# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet.compatibility.constants import *
from trivet.compatibility.availability import *
from trivet.compatibility.scripts import *
from trivet.compatibility.generic import *
from trivet.compatibility.docstrings import *
