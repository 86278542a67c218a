"""How `import trivet.modeling_outputs` finds a module that has no file, and a misspelt import its right name.

Imported with `trivet` itself: holds nothing but what Python asks at every import. What the modules lead to is in
another room, which is imported when one of them is.
"""

from __future__ import annotations

import sys
from _thread import get_ident

TYPE_CHECKING = False  # type checkers take it for true; importing `typing` would take longer than all of `trivet`
if TYPE_CHECKING:
    from collections.abc import Callable
    from importlib.machinery import ModuleSpec
    from typing import Any

MODULES = frozenset(
    (
        *("activations", "activations_tf", "cache_utils", "configuration_utils", "data", "feature_extraction_utils"),
        *("file_utils", "generation", "generation_flax_utils", "generation_tf_utils", "generation_utils"),
        *("hf_argparser", "image_processing_utils", "keras_callbacks", "modelcard"),
        *("modeling_flax_outputs", "modeling_flax_pytorch_utils", "modeling_flax_utils", "modeling_outputs"),
        *("modeling_tf_outputs", "modeling_tf_pytorch_utils", "modeling_tf_utils", "modeling_utils", "models"),
        *("optimization", "optimization_tf", "pipelines", "processing_utils", "pytorch_utils", "tf_utils"),
        *("tokenization_utils", "tokenization_utils_base", "tokenization_utils_fast", "trainer", "trainer_callback"),
        *("trainer_pt_utils", "trainer_seq2seq", "trainer_utils", "training_args", "training_args_seq2seq", "utils"),
    )
)
"""First components of the modules without a file."""


class _Finder:
    """Asks a port about names of modules, except while the implementation of that port is being imported.

    Python asks the finders for the modules that the implementation imports, too. If one of them is missing, there is
    nothing to say about it but Python's own error.
    """

    def __init__(self, port: Callable[[str], Any]) -> None:
        self._port = port
        self._asking = set[int]()

    def _ask(self, name: str, module: str) -> Any:
        thread = get_ident()
        if thread in self._asking:
            return None
        self._asking.add(thread)
        try:
            answer = self._port(name)
        # The implementation, or a module of which it imports something, may be being imported further up in this call.
        except ModuleNotFoundError:
            raise
        except ImportError:
            return None
        except AttributeError as error:
            if not getattr(error.obj, "__name__", "").startswith("trivet."):
                raise
            return None
        finally:
            self._asking.discard(thread)
        return answer(module)


class ModulesWithoutFiles(_Finder):
    """Finds those. Asked first: beside them lie folders of stubs, which Python would take for packages."""

    def find_spec(self, name: str, path: Any = None, target: Any = None) -> ModuleSpec | None:
        """The spec of such a module, by its absolute name; None of any other.

        Raises:
            ModuleNotFoundError: a module of trivet itself is missing.
        """
        if not name.startswith("trivet.") or name.split(".", 2)[1] not in MODULES:
            return None
        spec: ModuleSpec | None = self._ask("module_without_file", name)
        return spec


class Suggestions(_Finder):
    """Says which name was meant by a `from trivet import` that finds nothing. Asked last."""

    def find_spec(self, name: str, path: Any = None, target: Any = None) -> None:
        """
        Raises:
            UnknownImportError: something has a similar name.
            ModuleNotFoundError: a module of trivet itself is missing.
        """
        if name.startswith("trivet."):
            self._ask("refuse_misspelt", name)


def install(port: Callable[[str], Any]) -> None:
    """Let Python ask both.

    Args:
        port: as `trivet.ports.port`.
    """
    sys.meta_path.insert(0, ModulesWithoutFiles(port))
    sys.meta_path.append(Suggestions(port))
