"""Builds the order book's wheel: wheel.py FOLDER. A wheel is a zip file with a little metadata (PEP 427)."""
import base64
import hashlib
import os
import sys
import zipfile

FILES = {
    "orderbook.py": "def price(amount, each):\n    return amount * each\n",
    "orderbook-1.0.dist-info/METADATA": "Metadata-Version: 2.1\nName: orderbook\nVersion: 1.0\n",
    "orderbook-1.0.dist-info/WHEEL": "Wheel-Version: 1.0\nGenerator: first-run\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
}

os.makedirs(sys.argv[1], exist_ok=True)
record = ""
with zipfile.ZipFile(os.path.join(sys.argv[1], "orderbook-1.0-py3-none-any.whl"), "w") as wheel:
    for name, text in FILES.items():
        digest = base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).rstrip(b"=").decode()
        record += f"{name},sha256={digest},{len(text)}\n"
        wheel.writestr(name, text)
    wheel.writestr("orderbook-1.0.dist-info/RECORD", record + "orderbook-1.0.dist-info/RECORD,,\n")
