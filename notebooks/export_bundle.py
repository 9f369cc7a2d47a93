"""Writes a Recoflow model bundle from Python, with the standard library alone.

The contract stands in shared/model/README.md. Check what was written with
`train-model check --bundle file:///data/artifacts/<version>` before anyone else reads it.
"""

import hashlib
import json
import math
import os
from datetime import datetime, timezone
from pathlib import Path

FORMAT_VERSION = 2
POINTER_VERSION = 1


def write_bundle(artifacts, version, producer, user_tower, inputs, items, users=None, similarity_dimensions=None,
                 fold_in=None):
    """Writes a bundle and makes it the latest.

    artifacts   a local folder; copy the version's folder first and `_latest` last where it goes to S3
    version     a letter or digit and up to 39 letters, digits, '_' or '-'; a name of your own such as mine-1 is never
                deleted, while one such as 20261120T080000Z counts as a trainer's and is pruned in its turn
    producer    what trained the model, in words
    user_tower  the bytes of an ONNX file
    inputs      [{"name": "city", "type": "string", "neutral": None}, ...] in the order of the graph
    items       {product code: [number, ...]}, all of one length
    users       {customer number: [number, ...]}, or None
    similarity_dimensions  how many of an item's first numbers tell similar items; all by default
    fold_in     how a session moves a shopper's embedding, or None where it does not: {"target": 0.8, "viewWeight": 5,
                "cartWeight": 10, "allPairsWeight": 0.3, "regularization": 10}. An item's last number is its bias then,
                a user's is 1, and similar items are told by the others
    """
    folder = Path(artifacts) / version
    dimension = len(next(iter(items.values())))
    (folder / "model").mkdir(parents=True)
    (folder / "embeddings").mkdir()
    (folder / "model/user_tower.onnx").write_bytes(user_tower)
    files = ["model/user_tower.onnx", "embeddings/item_embeddings.csv"]
    _write_embeddings(folder / files[1], items, dimension)
    if users is not None:
        files.append("embeddings/user_embeddings.csv")
        _write_embeddings(folder / files[2], users, dimension)
    manifest = {
        "formatVersion": FORMAT_VERSION,
        "version": version,
        "createdAt": datetime.now(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "producer": producer,
        "dimension": dimension,
        "similarityDimensions": similarity_dimensions or (dimension if fold_in is None else dimension - 1),
        "userTower": {"file": files[0], "inputs": inputs},
        "itemTower": None,
        "itemEmbeddings": {"file": files[1], "rows": len(items)},
        "userEmbeddings": None if users is None else {"file": files[2], "rows": len(users)},
        "trainingSnapshot": None,
        "metrics": None,
        "files": {file: _digest(folder / file) for file in files},
        "foldIn": fold_in,
    }
    (folder / "manifest.json").write_text(json.dumps(manifest, indent=2))
    _replace(Path(artifacts) / "_latest", json.dumps({"formatVersion": POINTER_VERSION, "version": version}))


def _write_embeddings(file, embeddings, dimension):
    with open(file, "w", encoding="utf-8", newline="\n") as csv:
        csv.write("id,embedding\n")
        for key, vector in embeddings.items():
            numbers = [float(number) for number in vector]
            if len(numbers) != dimension or not all(math.isfinite(number) for number in numbers):
                raise ValueError(f"The embedding of {key} is not {dimension} finite numbers")
            quoted = str(key).replace('"', '""')
            csv.write(f'"{quoted}","[{",".join(repr(number) for number in numbers)}]"\n')


def _digest(file):
    content = file.read_bytes()
    return {"sha256": hashlib.sha256(content).hexdigest(), "bytes": len(content)}


def _replace(file, text):
    temporary = file.with_name(file.name + ".tmp")
    temporary.write_text(text)
    os.replace(temporary, file)
