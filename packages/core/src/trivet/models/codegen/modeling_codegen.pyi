# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_torch.extras.neighbour_rotary import *
from trivet_torch.extras.module_functions import *
from trivet_torch.extras.activation_modules import *
from trivet_torch.extras.rotary_functions import create_position_ids_from_input_ids as create_position_ids_from_input_ids
from trivet_torch.extras.rotary_functions import create_sinusoidal_positions as create_sinusoidal_positions
from trivet_torch.extras.rotary_functions import get_embed_positions as get_embed_positions
from trivet_torch.extras.rotary_functions import repeat_kv as repeat_kv
from trivet_torch.extras.rotary_functions import rotate_every_two as rotate_every_two
from trivet_torch.extras.rotary_functions import rotate_half as rotate_half
from trivet.families.outputs import *
from trivet_torch.models import CodeGenForCausalLM as CodeGenForCausalLM
from trivet_torch.models import CodeGenModel as CodeGenModel
from trivet_torch.models import CodeGenPreTrainedModel as CodeGenPreTrainedModel
