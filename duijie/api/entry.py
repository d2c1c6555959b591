"""The interface as a whole: its address, who may call, its errors, and the parts it is made of."""

from __future__ import annotations

from typing import Any

from ninja import NinjaAPI

from duijie import __version__
from duijie.api import directory, documents, figures
from duijie.api.access import BySession, ByToken
from duijie.api.problems import PROBLEM, Problem, explain_errors
from duijie.api.repeating import KEY, once


class Interface(NinjaAPI):
    """Ninja's, with problems described under their own content type."""

    def get_openapi_schema(self, **options: Any) -> Any:
        """The description, OpenAPI 3.1."""
        described = super().get_openapi_schema(**options)
        for methods in described["paths"].values():
            for operation in methods.values():
                for status, answer in operation["responses"].items():
                    if int(status) >= 400 and "content" in answer:
                        answer["content"] = {PROBLEM: answer["content"]["application/json"]}
        return described


api = Interface(
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
