"""Pictures of checkpoints: a page that works without a network, and drawings."""

from trivet.viewing.view import view

__all__ = ["view"]
