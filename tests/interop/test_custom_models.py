"""Models that bring their own code along, in each framework: saved with it, refused without trust, loaded with it."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hub_server import Hub

import trivet
from trivet.errors import UntrustedCodeError
from trivet.families.names import class_prefix

CONFIGURATION = """
from trivet import PretrainedConfig

class OwnConfig(PretrainedConfig):
    model_type = "own-code"

    def __init__(self, width=4, **kwargs):
        self.width = width
        super().__init__(**kwargs)
"""
MODELING = {
    "torch": """
from torch import nn
from trivet import PreTrainedModel
from .configuration_own import OwnConfig

class OwnModel(PreTrainedModel):
    config_class = OwnConfig

    def __init__(self, config):
        super().__init__(config)
        self.dense = nn.Linear(3, config.width)
        self.post_init()

    def forward(self, inputs):
        return self.dense(inputs)
""",
    "tensorflow": """
import keras
import numpy as np
from trivet import TFPreTrainedModel
from .configuration_own import OwnConfig

class OwnModel(TFPreTrainedModel):
    config_class = OwnConfig

    def __init__(self, config, **kwargs):
        super().__init__(config, **kwargs)
        self.dense = keras.layers.Dense(config.width)

    def call(self, inputs):
        return self.dense(inputs)

    @property
    def dummy_inputs(self):
        return {"inputs": np.zeros((1, 3), np.float32)}
""",
    "flax": """
from flax import nnx
from trivet import FlaxPreTrainedModel
from trivet.families.outputs import BaseModelOutput
from .configuration_own import OwnConfig

class OwnModule(nnx.Module):
    def __init__(self, config, *, dtype, param_dtype, rngs):
        self.dense = nnx.Linear(3, config.width, dtype=dtype, param_dtype=param_dtype, rngs=rngs)

    def __call__(self, inputs, **options):
        return BaseModelOutput(self.dense(inputs))

class OwnModel(FlaxPreTrainedModel):
    config_class = OwnConfig
    module_class = OwnModule
""",
}
INPUTS = np.arange(6, dtype=np.float32).reshape(2, 3)
pytestmark = pytest.mark.filterwarnings("ignore:Use 'content=:DeprecationWarning")


@pytest.fixture
def hub(hub: Hub, monkeypatch: pytest.MonkeyPatch) -> Hub:
    monkeypatch.setenv("HF_TOKEN", hub.token)
    return hub


def output(framework: str, model: Any) -> np.ndarray:
    if framework == "torch":
        import torch

        with torch.no_grad():
            return np.asarray(model(torch.from_numpy(INPUTS)))
    found = model(inputs=INPUTS) if framework == "flax" else model(INPUTS)
    return np.asarray(found.last_hidden_state if framework == "flax" else found)


def test_own_code_goes_with_the_weights(framework: str, hub: Hub, tmp_path: Path, monkeypatch: Any) -> None:
    package = tmp_path / "modules" / f"own_{framework}_code"
    package.mkdir(parents=True)
    for name, text in (("__init__", ""), ("configuration_own", CONFIGURATION), ("modeling_own", MODELING[framework])):
        (package / f"{name}.py").write_text(text)
    monkeypatch.syspath_prepend(tmp_path / "modules")
    own = importlib.import_module(f"{package.name}.modeling_own")
    auto_name = f"{class_prefix(framework)}AutoModel"
    own.OwnConfig.register_for_auto_class()
    own.OwnModel.register_for_auto_class()
    model = own.OwnModel(own.OwnConfig(width=5))
    expected = output(framework, model)
    model.push_to_hub("me/own")
    files = hub.files("me/own")
    assert {"configuration_own.py", "modeling_own.py", "config.json"} <= set(files)
    auto = getattr(trivet, auto_name)
    with pytest.raises(UntrustedCodeError, match=r"pass trust_remote_code=True"):
        auto.from_pretrained("me/own")
    loaded = auto.from_pretrained("me/own", trust_remote_code=True)
    assert type(loaded) is not own.OwnModel
    assert type(loaded).__module__.startswith("trivet_custom_code.")
    assert (loaded.config.width, loaded.config.auto_map[auto_name]) == (5, "modeling_own.OwnModel")
    np.testing.assert_allclose(output(framework, loaded), expected, atol=1e-6)
    loaded.save_pretrained(tmp_path / "again")
    assert (tmp_path / "again" / "modeling_own.py").read_bytes() == files["modeling_own.py"]
    again = auto.from_pretrained(tmp_path / "again", trust_remote_code=True)
    np.testing.assert_allclose(output(framework, again), expected, atol=1e-6)
    assert "modeling_own" not in sys.modules
