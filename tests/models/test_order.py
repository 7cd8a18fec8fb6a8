"""Indices stay right through any changes, and a change touches its neighbourhood."""

from __future__ import annotations

import operator
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.order import Order

steps = st.lists(st.tuples(st.sampled_from(["insert", "insert", "delete"]), st.integers(0, 999)), max_size=60)


def assert_sound(order: Order) -> None:
    assert [order.index(item) for item in order.items] == list(range(len(order.items)))


@given(st.integers(0, 20), steps)
def test_indices_follow_any_changes(length, script):
    order = Order([f"old{at}" for at in range(length)])
    for number, (kind, place) in enumerate(script):
        if kind == "insert" or not order.items:
            order.insert(place % (len(order.items) + 1), f"new{number}")
        else:
            order.delete(place % len(order.items))
        assert_sound(order)


@pytest.mark.parametrize("place", ["front", "above", "below", "end"])
def test_many_items_may_come_to_one_place(place):
    order = Order([f"old{at}" for at in range(50)])
    for number in range(500):
        middle = order.index("old25")
        at = {"front": 0, "above": middle, "below": middle + 1, "end": len(order.items)}[place]
        order.insert(at, f"new{number}")
    assert_sound(order)


def test_a_crowded_place_of_a_long_list_gives_new_keys_to_few():
    order = Order([f"old{at}" for at in range(5_000)])
    rnd, changed = random.Random(1), 0
    for number in range(1_000):
        before = list(order._keys.values())
        order.insert(2_500 + rnd.randrange(3), f"new{number}")
        changed += sum(map(operator.ne, before, order._keys.values()))  # the new item's key is the last
    assert 0 < changed < 5_000


def test_what_is_not_in_the_list_has_no_index():
    order = Order(["one", "two"])
    order.delete(0)
    assert order.index("two") == 0
    with pytest.raises(KeyError):
        order.index("one")
