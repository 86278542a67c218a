"""The files of a checkpoint: side files, which weights file is meant, the shard index, replacing all as one step."""
