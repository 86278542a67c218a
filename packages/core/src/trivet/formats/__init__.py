"""Containers of tensors: how each is read and written, which are installed, and how stored bytes are accessed."""
