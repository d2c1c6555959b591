"""Where a real county keeps its books the demo case stays out."""

from __future__ import annotations

import pytest

from duijie.accounts.operations import set_region
from duijie.accounts.queries import demo_sign_in
from duijie.demo.operations import RegionTaken, load_demo
from duijie.documents.models import Document
from tests.cast import MORNING, NOON, wen_the_administrator

pytestmark = pytest.mark.django_db


def test_the_demo_does_not_mix_with_a_real_region() -> None:
    set_region(name="云禾县", aliases=[], closed_on=None, by=wen_the_administrator(), at=MORNING)
    with pytest.raises(RegionTaken, match="云禾县"):
        load_demo(at=NOON)
    assert not Document.objects.exists()
    assert demo_sign_in() is None
