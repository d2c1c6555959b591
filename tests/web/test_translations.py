"""The catalogue is complete, and the tool that says so notices when it is not."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tools"))
import translations  # noqa: E402


def test_the_chinese_catalogue_is_complete() -> None:
    done = subprocess.run(
        [sys.executable, "tools/translations.py", "check"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.stdout == ""
    assert done.returncode == 0


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        ('<p>{% translate "Sum" %}</p>', "gettext(u'Sum')"),
        ('{% translate "Same" context "names" %}', "pgettext(u'names', u'Same')"),
        (
            "{% blocktranslate trimmed with d=x %}\n  As of {{ d }}\n{% endblocktranslate %}",
            "gettext(u'As of %(d)s')",
        ),
        (
            "{% blocktranslate count n=n %}{{ n }} gap{% plural %}{{ n }} gaps{% endblocktranslate %}",
            "ngettext(u'%(n)s gap', u'%(n)s gaps', count)",
        ),
        ('{{ _("Park") }}', '_("Park")'),
    ],
)
def test_a_template_gives_up_its_messages(template: str, expected: str) -> None:
    assert translations.as_python(template, "sample.html") == expected


def test_a_missing_message_a_leftover_and_a_lost_placeholder_are_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = tmp_path / "page.html"
    page.write_text(
        '{% translate "New" %}{% blocktranslate %}At most {{ n }}{% endblocktranslate %}', "utf-8"
    )
    catalogue = tmp_path / "django.po"
    catalogue.write_text(
        translations.HEADER
        + '#, python-format\nmsgid "At most %(n)s"\nmsgstr "至多 %(m)s"\n\nmsgid "Old"\nmsgstr "旧"\n',
        "utf-8",
    )
    monkeypatch.setattr(translations, "ROOT", tmp_path)
    monkeypatch.setattr(translations, "SOURCES", tmp_path)
    monkeypatch.setattr(translations, "CATALOGUE", catalogue)
    found = list(translations.faults())
    assert [line.split(":")[0] for line in found] == ["mismatched", "missing", "left over"]
