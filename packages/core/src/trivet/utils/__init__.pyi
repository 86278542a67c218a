# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet.utils import doc as doc
from trivet.utils import generic as generic
from trivet.utils import hub as hub
from trivet.utils import import_utils as import_utils
from trivet.utils import logging as logging
from trivet.utils import versions as versions
from trivet.compatibility.constants import *
from trivet.compatibility.availability import *
from trivet.compatibility.scripts import *
from trivet.compatibility.generic import *
from trivet.compatibility.docstrings import *
