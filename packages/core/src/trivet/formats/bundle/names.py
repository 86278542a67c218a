"""The names of a bundle's tensors, and which of them are weights. Knows both kinds of bundle:

* by name, as TensorFlow 1 wrote it: keys are variable names (`bert/encoder/layer_0/attention/self/query/kernel`);
* by object graph, as Keras' `save_weights` and `tf.train.Checkpoint` do: keys are paths of attributes, and a stored
  `TrackableObjectGraph` gives each one's variable name.

Source: TensorFlow's `trackable_object_graph.proto`
(https://github.com/tensorflow/tensorflow/blob/master/tensorflow/core/protobuf/trackable_object_graph.proto).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping

from trivet.formats.bundle.proto import Malformed, fields, message
from trivet.formats.keras_paths import catalog_names

GRAPH = "_CHECKPOINTABLE_OBJECT_GRAPH"

_VALUE = "/.ATTRIBUTES/VARIABLE_VALUE"
_TRAINING_OBJECTS = frozenset(
    {"optimizer", ".OPTIMIZER_SLOT", "keras_api"}
)  # components of keys; keras_api has metrics
_COUNTERS = frozenset({"global_step", "save_counter", "beta1_power", "beta2_power"})  # the last two are Adam's
_SLOT = "_slot_"  # Mesh TensorFlow's Adafactor: `kernel_slot_vr`


def graph_names(keys: Collection[str], full_names: Mapping[str, str]) -> dict[str, str]:
    """Key → name for the weights of an object graph: the variable's name without the model's own component.

    A variable whose name is empty or not unique is named by its key.

    Args:
        full_names: key → name of the variable, from `parse_graph`.
    """
    weights = [key for key in keys if not is_training_state(key)]
    uses = Counter(full_names.get(key, "") for key in weights)
    paths = {}
    for key in weights:
        name = full_names.get(key, "")
        paths[key] = name if name and uses[name] == 1 else key.removesuffix(_VALUE)
    if len(set(paths.values())) != len(paths):  # a key that is another variable's name
        paths = {key: key for key in weights}
    names = catalog_names(paths.values())
    return {key: names[path] for key, path in paths.items()}


def is_training_state(key: str) -> bool:
    """Whether a key of an object graph belongs to an optimizer, a metric or a counter."""
    components = key.removesuffix(_VALUE).split("/")
    return not _TRAINING_OBJECTS.isdisjoint(components) or components == ["save_counter"]


def plain_names(keys: Collection[str]) -> dict[str, str]:
    """Key → name for the weights of a bundle by name: the keys, without counters and optimizer slots.

    A slot is recognised by its position, not its name: it lies under the variable that it belongs to (`kernel/adam_m`),
    and a name scope is never itself a variable.
    """
    known = keys if isinstance(keys, (set, frozenset, dict)) else set(keys)
    return {
        key: key
        for key in keys
        if key.rpartition("/")[0] not in known
        and key.rpartition(_SLOT)[0] not in known
        and key.rpartition("/")[2] not in _COUNTERS
    }


def parse_graph(data: bytes) -> dict[str, str]:
    """Key → full name of the variable, from a serialised `TrackableObjectGraph`.

    Raises:
        Malformed: it is not an object graph.
    """
    names: dict[str, str] = {}
    for field, node in fields(data):
        if field != 1:
            continue
        for part, attribute in fields(message(node)):
            if part != 2:
                continue
            texts = {number: value for number, value in fields(message(attribute)) if isinstance(value, bytes)}
            try:
                names[texts.get(3, b"").decode()] = texts.get(2, b"").decode()
            except UnicodeDecodeError:
                raise Malformed("a name in the object graph is not valid UTF-8") from None
    return names
