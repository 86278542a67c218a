# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from logging import *
from trivet.compatibility.logging import add_handler as add_handler
from trivet.compatibility.logging import disable_default_handler as disable_default_handler
from trivet.compatibility.logging import disable_propagation as disable_propagation
from trivet.compatibility.logging import enable_default_handler as enable_default_handler
from trivet.compatibility.logging import enable_explicit_format as enable_explicit_format
from trivet.compatibility.logging import enable_propagation as enable_propagation
from trivet.compatibility.logging import get_log_levels_dict as get_log_levels_dict
from trivet.compatibility.logging import get_logger as get_logger
from trivet.compatibility.logging import get_verbosity as get_verbosity
from trivet.compatibility.logging import log_levels as log_levels
from trivet.compatibility.logging import remove_handler as remove_handler
from trivet.compatibility.logging import reset_format as reset_format
from trivet.compatibility.logging import set_verbosity as set_verbosity
from trivet.compatibility.logging import set_verbosity_debug as set_verbosity_debug
from trivet.compatibility.logging import set_verbosity_error as set_verbosity_error
from trivet.compatibility.logging import set_verbosity_info as set_verbosity_info
from trivet.compatibility.logging import set_verbosity_warning as set_verbosity_warning
