"""The sign-in page from Django's own form."""

from __future__ import annotations

from django.contrib.auth.forms import AuthenticationForm
from django.utils.translation import gettext as _

from duijie.accounts.queries import demo_sign_in
from duijie.web.pages.parts import Field
from duijie.web.pages.sign_in import DemoSignIn, SignInPage


def sign_in_page(form: AuthenticationForm, *, next_address: str) -> SignInPage:
    """The form's state; the password is never sent back."""
    demo = demo_sign_in()
    name = str(form.data.get("username", "")) if form.is_bound else ""
    return SignInPage(
        fields=(
            Field("username", _("User name"), "text", value=name, required=True, complete="username"),
            Field("password", _("Password"), "password", required=True, complete="current-password"),
        ),
        problem=" ".join(str(error) for errors in form.errors.values() for error in errors),
        next=next_address,
        demo=DemoSignIn(*demo) if demo else None,
    )
