"""What older rows of the record of acts say of contacts is moved apart, and back."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import pytest
from django.db.migrations.loader import MigrationLoader
from django.test import override_settings

from duijie.accounts.operations import log
from tests.cast import MORNING, lin_the_reviewer

pytestmark = pytest.mark.django_db
moved: Any = import_module("duijie.accounts.migrations.0005_personal_apart")


def test_rows_of_contacts_are_moved_apart_and_back() -> None:
    lin = lin_the_reviewer()
    old, new = {"name": "周先生", "phone": "13800000000"}, {"name": "周先生", "phone": "13900000000"}
    changed = log(by=lin, at=MORNING, operation="change_contact", subject="contact:1", old=old, new=new)
    added = log(by=lin, at=MORNING, operation="add_contact", subject="contact:2", new=new, organisation=7)
    bare = log(by=lin, at=MORNING, operation="end_contact", subject="contact:1", reason="离职")
    other = log(by=lin, at=MORNING, operation="edit_project", subject="project:1", old=old)
    # Tables are made without migrations here; the models of that time are told by them all the same.
    with override_settings(MIGRATION_MODULES={}):
        apps = MigrationLoader(None).project_state(("accounts", "0005_personal_apart")).apps
    rows, personal = (apps.get_model("accounts", name).objects for name in ("AuditRow", "AuditPersonal"))

    def told() -> dict[int, Any]:
        return dict(rows.values_list("pk", "detail"))

    before = told()
    moved.move(apps, None)
    assert told() == {
        changed: {"fields": ["phone"]},
        added: {"organisation": 7, "fields": ["name", "phone"]},
        bare: before[bare],
        other: before[other],
    }
    assert dict(personal.values_list("pk", "detail")) == {
        changed: {"old": old, "new": new},
        added: {"new": new},
    }
    once = told()
    moved.move(apps, None)
    assert told() == once
    moved.back(apps, None)
    assert told() == before
    assert not personal.exists()
