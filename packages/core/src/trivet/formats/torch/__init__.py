"""The PyTorch container (`torch.save`), zip layout and the legacy one, read without torch and without running a pickle.

`archive` and `legacy` find the pickle and the raw storages in a file; `machine` interprets the pickle; `names` is the
list of the only globals that it knows; `contents` finds the state dict in the result; `specs` says where each tensor
lies; `decode` gives the bytes of those that do not lie plainly; `foreign` recognises what is no checkpoint.
"""

from trivet.formats.torch.reader import TorchFormat

__all__ = ["TorchFormat"]
