# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet.transfer.between_models import load_flax_checkpoint_in_pytorch_model as load_flax_checkpoint_in_pytorch_model
from trivet.transfer.between_models import load_flax_weights_in_pytorch_model as load_flax_weights_in_pytorch_model
from trivet.transfer.between_models import load_pytorch_checkpoint_in_flax_state_dict as load_pytorch_checkpoint_in_flax_state_dict
