"""What views share: who asks, when, and which error becomes which page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import wraps
from typing import Any, Concatenate, Final, ParamSpec, TypeVar

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase

from duijie.accounts.queries import actor_of, own_units
from duijie.accounts.types import Actor, NoSuchUnit, NotAllowed
from duijie.agreements.types import NoSuchAgreement
from duijie.assessment.types import NoSuchRun, NoSuchScheme
from duijie.briefings.types import NoSuchBriefing, NoSuchOutline
from duijie.capacity.types import NoSuchReservation, NoSuchSupply
from duijie.dashboards.types import NoSuchDashboard
from duijie.directory.types import NoSuchAttribute, NoSuchOrganisation
from duijie.disputes.types import NoSuchDispute
from duijie.documents.types import FileGone, NoSuchDocument
from duijie.engagement.types import NoSuchCampaign, NoSuchChannel, NoSuchEvent, NoSuchPart, NotYourEvent
from duijie.evidence.types import NoSuchStatement
from duijie.exchange.types import NoSuchImport
from duijie.figures.publishing import NothingToPublish
from duijie.figures.types import NoSuchFigure, NoSuchScope
from duijie.followup.types import NoSuchProblem
from duijie.governance.types import NoSuchGovernance, NotYourGovernance
from duijie.industry.types import NoSuchChain
from duijie.innovation.types import NoSuchInnovation, NotYourPlatform
from duijie.judgements.types import NoSuchProposal
from duijie.leads.types import NoSuchLead
from duijie.matching.lists.types import NoSuchShortlist
from duijie.parks.types import NoSuchPark, NotYourPark
from duijie.pipeline.types import NoSuchProject
from duijie.portal.types import NoSuchEnquiry, NoSuchNotice
from duijie.relations.types import NoSuchDoor
from duijie.returns.types import NoSuchReturn
from duijie.signings.types import NoSuchSigning
from duijie.visits.types import NoSuchVisit, NotYourVisit
from duijie.web.saying import refusal
from duijie.yields.types import NoSuchAssessment

P = ParamSpec("P")
R = TypeVar("R", bound=HttpResponseBase)
View = Callable[Concatenate[HttpRequest, P], R]
MISSING = (
    NoSuchDocument,
    FileGone,
    NoSuchStatement,
    NoSuchFigure,
    NothingToPublish,
    NoSuchScope,
    NoSuchUnit,
    NoSuchProposal,
    NoSuchOrganisation,
    NoSuchAttribute,
    NoSuchAgreement,
    NoSuchProblem,
    NoSuchEvent,
    NoSuchCampaign,
    NoSuchChannel,
    NoSuchGovernance,
    NoSuchPart,
    NoSuchDoor,
    NoSuchSigning,
    NoSuchVisit,
    NoSuchProject,
    NoSuchLead,
    NoSuchImport,
    NoSuchInnovation,
    NoSuchPark,
    NoSuchSupply,
    NoSuchReservation,
    NoSuchAssessment,
    NoSuchReturn,
    NoSuchBriefing,
    NoSuchEnquiry,
    NoSuchNotice,
    NoSuchOutline,
    NoSuchRun,
    NoSuchScheme,
    NoSuchChain,
    NoSuchDashboard,
    NoSuchDispute,
    NoSuchShortlist,
)
LARGEST: Final = 2**63 - 1
FOREIGN = (NotAllowed, NotYourEvent, NotYourVisit, NotYourPark, NotYourPlatform, NotYourGovernance)


def page(view: View[P, R]) -> View[P, R]:
    """A view for those who may see: what is not there is a 404, what is not allowed, and all of it for guests, a 403."""

    @wraps(view)
    def answered(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> R:
        try:
            viewer(request).must("see")
            there_can_be(kwargs)
            return view(request, *args, **kwargs)
        except MISSING as missing:
            raise Http404(refusal(missing)) from missing
        except FOREIGN as refused:
            raise PermissionDenied(refusal(refused)) from refused

    return answered


def there_can_be(given: Mapping[str, Any]) -> None:
    """Raise ``Http404`` where an address names a number that no database holds."""
    if any(isinstance(one, int) and one > LARGEST for one in given.values()):
        raise Http404


def viewer(request: HttpRequest) -> Actor:
    """Who asks."""
    return replace(actor_of(request.user), via=f"page {request.META.get('REMOTE_ADDR', '')}".strip())


def keeper(request: HttpRequest) -> Actor:
    """Who asks, with the units below theirs looked up once: for pages that ask many packages about one's own."""
    who = viewer(request)
    return replace(who, below=own_units(viewer=who))


def by_htmx(request: HttpRequest) -> bool:
    """Whether a part of a page is wanted instead of all of it."""
    return request.headers.get("HX-Request") == "true"
