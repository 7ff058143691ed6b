"""The runtime of the networks, told to keep to itself.

In: the bytes of a graph. Out: a session. Invariant: every session runs on one thread, and the runtime tells
nobody anything: left alone it sends usage to its maker, under an identifier that it keeps on disk.
"""

import os

os.environ["ORT_DISABLE_TELEMETRY"] = "1"

import onnxruntime  # type: ignore[import-untyped]  # it ships no types, and comes after it was told


def open_session(onnx: bytes) -> onnxruntime.InferenceSession:
    """Open a graph on one thread: readers run side by side, not inside each other."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    return onnxruntime.InferenceSession(onnx, options, providers=["CPUExecutionProvider"])
