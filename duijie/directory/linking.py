"""The directory's names as lists are linked with them."""

from __future__ import annotations

from duijie.accounts.types import Actor
from duijie.directory.models import Name
from duijie.registry.linking.pools import DIRECTORY, Pool, named_pool


def own_names(*, viewer: Actor) -> Pool:
    """Every name of every organisation, under the organisation's number; empty for who may see nothing."""
    if not viewer.may("see"):
        return named_pool(DIRECTORY, [])
    rows = Name.objects.order_by("organisation_id", "pk").values_list("organisation_id", "text")
    return named_pool(DIRECTORY, list(rows))
