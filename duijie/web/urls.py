"""Every address of the pages."""

from __future__ import annotations

from django.contrib.auth.views import LogoutView
from django.urls import path, re_path

from duijie.web.views import documents, entry, names, overview, review

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
    re_path(
        r"^statements/(?P<statement_id>[^/]+)/(?P<act>accept|correct|reject|withdraw)/$",
        review.decide,
        name="decide",
    ),
    path("figures/", overview.figures, name="figures"),
    path("figures/<str:code>/", overview.figure, name="figure"),
    path("claims/", overview.reconcile, name="reconcile"),
    path("names/", names.names, name="names"),
    path("names/<int:proposal_id>/", names.judge_names, name="judge-names"),
]
