"""Checkpoints that lie elsewhere: repositories of the Hugging Face Hub, web addresses, object stores. And publishing.

Nothing here is imported before a source turns out not to be local; huggingface_hub and fsspec only when they are used.
"""
