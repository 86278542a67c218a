"""The Auto classes of the numpy backend: `NumpyAutoModelForMaskedLM` and all others that the table of tasks has."""

from __future__ import annotations

from trivet.plugin import AUTO_CLASSES, AutoModelClass

for _name, _task in AUTO_CLASSES.items():
    _class = type(f"Numpy{_name}", (AutoModelClass,), {"__module__": __name__}, framework="numpy", task=_task.name)
    globals()[f"Numpy{_name}"] = _class
