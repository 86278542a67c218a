# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_torch.extras.activation_modules import *
from trivet_torch.extras.module_functions import *
from trivet_torch.extras.module_functions import Conv1D as Conv1D
from trivet_torch.model.pretrained import PreTrainedModel as PreTrainedModel
from trivet_torch.extras.module_functions import apply_chunking_to_forward as apply_chunking_to_forward
from trivet_torch.extras.module_functions import load_sharded_checkpoint as load_sharded_checkpoint
from trivet_torch.extras.module_functions import prune_layer as prune_layer
