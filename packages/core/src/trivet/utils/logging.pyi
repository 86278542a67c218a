# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from logging import *
from trivet.compatibility.logging import *
