"""Every address of the pages."""

from __future__ import annotations

from django.contrib.auth.views import LogoutView
from django.urls import path, re_path, register_converter
from django.urls.converters import StringConverter

from duijie.directory.rules import ATTRIBUTES
from duijie.web.acts import urls as acts
from duijie.web.agreements import urls as agreements
from duijie.web.assessment import urls as assessment
from duijie.web.briefings import urls as briefings
from duijie.web.dashboards import urls as dashboards
from duijie.web.engagement import urls as engagement
from duijie.web.exchange import urls as exchange
from duijie.web.governance import urls as governance
from duijie.web.industry import urls as industry
from duijie.web.innovation import urls as innovation
from duijie.web.network import urls as network
from duijie.web.outlook import urls as outlook
from duijie.web.parks import urls as parks
from duijie.web.portal import urls as portal
from duijie.web.projects import urls as projects
from duijie.web.returns import urls as returns
from duijie.web.views import disputes, documents, entry, names, organisations, overview, review


class AttributeConverter(StringConverter):
    """A kind of attribute of an organisation."""

    regex = "|".join(ATTRIBUTES)


register_converter(AttributeConverter, "attribute")

urlpatterns = [
    path("sign-in/", entry.SignIn.as_view(), name="sign-in"),
    path("sign-out/", LogoutView.as_view(), name="sign-out"),
    path("language/", entry.language, name="language"),
    path("healthz", entry.health, name="health"),
    path("", overview.dashboard, name="dashboard"),
    path("documents/", documents.documents, name="documents"),
    path("documents/<int:document_id>/", documents.document, name="document"),
    path("documents/<int:document_id>/file/", documents.document_file, name="document-file"),
    path("documents/<int:document_id>/post/", documents.post_document, name="post-document"),
    path("statements/<str:statement_id>/", review.statement, name="statement"),
    path("statements/<str:statement_id>/organisations/", review.mentions, name="mentions"),
    re_path(
        r"^statements/(?P<statement_id>[^/]+)/(?P<act>accept|correct|reject|withdraw)/$",
        review.decide,
        name="decide",
    ),
    path("figures/", overview.figures, name="figures"),
    path("figures/<str:code>/", overview.figure, name="figure"),
    path("claims/", overview.reconcile, name="reconcile"),
    path("claims/<slug:key>/", disputes.dispute, name="dispute"),
    path("claims/<slug:key>/judge/", disputes.judge, name="dispute-judge"),
    path("claims/<slug:key>/take-back/", disputes.take_back, name="dispute-back"),
    path("organisations/", organisations.organisations, name="organisations"),
    path("organisations/new/", organisations.add_organisation, name="add-organisation"),
    path("organisations/<int:organisation_id>/", organisations.organisation, name="organisation"),
    path("organisations/<int:organisation_id>/details/", organisations.describe, name="describe"),
    path("organisations/<int:organisation_id>/names/new/", organisations.name, name="add-name"),
    path("organisations/<int:organisation_id>/names/<int:number>/", organisations.name, name="date-name"),
    path("organisations/<int:organisation_id>/merge/", organisations.merge_with, name="merge-with"),
    path("organisations/<int:organisation_id>/merge/<int:other_id>/", organisations.merge, name="merge"),
    path(
        "organisations/<int:organisation_id>/<attribute:kind>/new/",
        organisations.attribute,
        name="add-attribute",
    ),
    path(
        "organisations/<int:organisation_id>/<attribute:kind>/<int:number>/",
        organisations.attribute,
        name="change-attribute",
    ),
    *acts.urlpatterns,
    *agreements.urlpatterns,
    *briefings.urlpatterns,
    *dashboards.urlpatterns,
    *engagement.urlpatterns,
    *exchange.urlpatterns,
    *innovation.urlpatterns,
    *governance.urlpatterns,
    *industry.urlpatterns,
    *network.urlpatterns,
    *parks.urlpatterns,
    *portal.urlpatterns,
    *projects.urlpatterns,
    *outlook.urlpatterns,
    *returns.urlpatterns,
    *assessment.urlpatterns,
    path("names/", names.names, name="names"),
    path("names/look/", names.find_pairs, name="find-pairs"),
    path("names/<int:proposal_id>/", names.judge_names, name="judge-names"),
]
