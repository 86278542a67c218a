"""Placeholder, being written."""
class _B:
    name = "tensorflow"; api_version = 1; exports: dict[str, str] = {}
    def is_native(self, model): return False
BACKEND = _B()
