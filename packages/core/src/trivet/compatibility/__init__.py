"""What code written for `transformers` 4.37 reaches for beside models: its constants, helpers and module names.

The rest of core does not know this room: what it holds is a name for something that is defined elsewhere, or a small
function that scripts call.
"""
