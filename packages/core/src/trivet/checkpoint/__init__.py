"""The files of a checkpoint: side files, the choice of weights, the shard index, and their atomic replacement."""
