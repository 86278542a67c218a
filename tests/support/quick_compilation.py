"""Options of XLA for tests of JAX and TensorFlow, most of whose time is compiling programs that run once.

Unoptimised they are the same programs, compiled in a fifth of the time. The tests across frameworks and those against
the peer run optimised ones.
"""

XLA_FLAGS = " ".join(
    (
        "--xla_backend_optimization_level=0",
        "--xla_cpu_parallel_codegen_split_count=1",
        "--xla_cpu_use_fusion_emitters=false",
        "--xla_llvm_disable_expensive_passes=true",
    )
)
