"""Where checkpoints come from: local folders, repositories of the Hugging Face Hub, web addresses, object stores.

Nothing here reaches anything before a source turns out not to be local; huggingface_hub and fsspec are imported when
they are used.
"""
