"""The table of mutations fits the sources and the pairs, so that it cannot rot unnoticed; `scripts/test --long` applies
it."""

import fnmatch

import pytest
from mutations import MUTATIONS, ROOT
from test_pairs import PAIRS

IDS = [case.id for case in PAIRS]


@pytest.mark.parametrize("one", MUTATIONS, ids=lambda one: one.name)
def test_a_mutation_can_be_applied(one):
    source = (ROOT / one.file).read_text()
    assert source.count(one.old) == 1, f"{one.old!r} is {source.count(one.old)} times in {one.file}"
    assert one.old != one.new


@pytest.mark.parametrize("one", MUTATIONS, ids=lambda one: one.name)
def test_a_mutation_says_which_pairs_notice(one):
    assert one.fails
    for pattern in one.fails:
        assert fnmatch.filter(IDS, pattern), f"no pair is called {pattern}"


def test_there_are_enough_of_them_and_they_do_not_touch_one_another():
    assert len(MUTATIONS) >= 25
    assert len({one.name for one in MUTATIONS}) == len(MUTATIONS)
    for one in MUTATIONS:
        others = [other for other in MUTATIONS if other is not one and other.file == one.file]
        source = (ROOT / one.file).read_text()
        assert source.find(one.old) >= 0
        span = range(source.find(one.old), source.find(one.old) + len(one.old))
        assert not any(source.find(other.old) in span for other in others)
