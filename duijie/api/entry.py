"""The interface as a whole: its address, who may call, its errors, and the parts it is made of."""

from __future__ import annotations

from ninja import NinjaAPI

from duijie import __version__
from duijie.api import directory, documents, figures
from duijie.api.access import BySession, ByToken
from duijie.api.problems import explain_errors

api = NinjaAPI(
    title="duijie",
    version=__version__,
    description="Organisations, documents and figures as JSON. The same operations and the same visibility as the pages.",
    auth=[ByToken(), BySession()],
    docs_url=None,
    urls_namespace="api",
)
explain_errors(api)
for router in (directory.router, documents.router, figures.router):
    api.add_router("", router)
