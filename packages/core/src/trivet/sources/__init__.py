"""Where checkpoints come from: local folders, repositories of the Hugging Face Hub, web addresses, object stores.

No network is used unless a source is remote; huggingface_hub and fsspec are imported when they are used.
"""
