"""Signing in: who may make an account, how often a password may be wrong, and the second factor of offices."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.forms import LoginForm as DefaultLoginForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from gongdao.kernel.text import Text
from gongdao.service.people.actor import NOBODY, Actor
from gongdao.service.people.models import User
from gongdao.service.people.second_factor import has_office

# Where somebody with an office may go before he has a second factor.
OPEN = ("/accounts/", "/static/", "/language", "/mode", "/api/", "/healthz", "/readyz", "/metrics")
SHIFT = timedelta(hours=12)
NAME = Text("用户名或邮箱", "Username or e-mail address")
KEY_NAME = Text("名称", "Name")
WANTED = Text(
    "您的账号有工作权限，除了密码还要一道验证。请绑定验证器或通行密钥，绑好就能继续。",
    "Your account has an office and needs more than a password. Set up an authenticator app or a passkey to go on.",
)


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are opened by the marketplace unless the installation says otherwise."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Whether anybody may make an account."""
        return bool(settings.GONGDAO_SIGNUP)

    def post_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse:
        """End the session of somebody with an office after a working day."""
        if has_office(user):
            request.session.set_expiry(SHIFT)
        answer: HttpResponse = super().post_login(request, user, **kwargs)
        return answer


class LoginForm(DefaultLoginForm):
    """A name or an address, and a password, called what they are."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = NAME
        self.fields["password"].help_text = ""
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)


class NewKeyForm(AddWebAuthnForm):
    """A passkey or security key that is added, in the languages we speak."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = KEY_NAME


class KeyForm(EditWebAuthnForm):
    """The name of a passkey or security key, in the languages we speak."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = KEY_NAME


class SocialAdapter(DefaultSocialAccountAdapter):
    """Whom the organisation's own provider knows may come in; without an office until an operator gives one."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """Only a provider named in the settings comes here."""
        return True


class SecondFactor:
    """Sends whoever has an office and no second factor to the page that sets one up."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, or send away."""
        actor: Actor = getattr(request, "actor", NOBODY)
        if request.path.startswith(OPEN) or not actor.weak:
            return self.get_response(request)
        messages.warning(request, WANTED.say(getattr(request, "lang", "zh")))
        return HttpResponseRedirect(reverse("mfa_index"))


def locked_out(request: HttpRequest, credentials: Any = None, *_: object, **__: object) -> HttpResponse:
    """Say for how long nobody can sign in, and what to do."""
    said = {"times": settings.AXES_FAILURE_LIMIT, "minutes": int(settings.AXES_COOLOFF_TIME.total_seconds() // 60)}
    return render(request, "account/locked.html", said, status=429)
