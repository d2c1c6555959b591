"""The interface as a whole: its address, who may call, its errors, and the parts it is made of."""

from __future__ import annotations

from functools import cache
from typing import Any

from ninja import NinjaAPI

from duijie import __version__
from duijie.api import (
    agreements,
    claims,
    directory,
    documents,
    events,
    feed,
    figures,
    governance,
    innovation,
    leads,
    network,
    parks,
    projects,
    public,
    tables,
)
from duijie.api.access import BySession, ByToken
from duijie.api.changing import explain_changes
from duijie.api.feed import STREAM
from duijie.api.problems import PROBLEM, explain_errors
from duijie.api.repeating import KEY, once


class Interface(NinjaAPI):
    """Ninja's, with problems described under their own content type."""

    def get_openapi_schema(
        self, *, path_prefix: str | None = None, path_params: dict[str, Any] | None = None
    ) -> Any:
        """The description, OpenAPI 3.1; to be read only, for it is put together once: that takes seconds."""
        return self._described(self.get_root_path(path_params or {}) if path_prefix is None else path_prefix)

    @cache  # noqa: B019 -- there is one interface, as long as the process lasts
    def _described(self, path_prefix: str) -> Any:
        described = super().get_openapi_schema(path_prefix=path_prefix)
        refused = {"$ref": "#/components/schemas/Problem"}
        for methods in described["paths"].values():
            for method, operation in methods.items():
                if method == "post":
                    operation.setdefault("parameters", []).append(KEY)
                    operation["responses"][409] = {
                        "description": "Conflict", "content": {"application/json": {"schema": refused}}
                    }  # fmt: skip
                if operation["tags"] == ["feed"]:
                    answered = operation["responses"][200]
                    answered["content"] = {STREAM: answered["content"]["application/json"]}
                for status, answer in operation["responses"].items():
                    if int(status) >= 400 and "content" in answer:
                        answer["content"] = {PROBLEM: answer["content"]["application/json"]}
        return described


api = Interface(
    title="duijie",
    version=__version__,
    description="Everything that the pages know, as JSON: the same operations and the same visibility.",
    auth=[ByToken(), BySession()],
    docs_url=None,
    urls_namespace="api",
)
explain_errors(api)
explain_changes(api)
api.add_decorator(once, mode="view")
for part in (
    directory, documents, figures, claims, projects, leads, events, agreements, governance, innovation, network, parks, feed, public, tables,
):  # fmt: skip
    api.add_router("", part.router)
