"""The PyTorch container (`torch.save`), zip layout and the legacy one, read without torch and without running a pickle.

`archive` and `legacy` find the pickle and the raw storages in a file; `machine` interprets the pickle; `names` lists
the only globals that it accepts; `contents` finds the state dict in the result; `specs` locates each tensor; `decode`
returns the bytes of tensors that are not stored plainly; `foreign` recognises files that are not checkpoints.
"""

from trivet.formats.torch.reader import TorchFormat

__all__ = ["TorchFormat"]
