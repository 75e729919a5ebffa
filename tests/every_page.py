"""Every page there is, and as whom it is looked at: for pictures, and for what must hold on all of them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from playwright.sync_api import Page

from sites import Site

WASHBASIN, JACKET, SWEATER, BAG, ORANGES = "2605-77-890", "2606-31-119", "2606-31-128", "2605-52-399", "2606-66-068"
CARDIGAN, JUMPER, LAMP, SHOULDER_BAG, PHONE = "2605-31-268", "2605-31-260", "2606-77-096", "2606-52-188", "2605-18-2399"
SHOWER, COPIED = "2606-88-399", "2606-66-070"


@dataclass(frozen=True, slots=True)
class Seen:
    """A page and who looks at it; ``{case}`` in its path is the stream of the case about ``order``.

    ``through`` is the page that leads to it, where only that one knows the names in its path.
    """

    name: str
    as_: str
    path: str
    order: str = ""
    through: str = ""

    def on(self, site: Site) -> str:
        """The path of the page in an installation."""
        return self.path.format(case=site.streams.get(self.order, ""), order=self.order)

    def found(self, page: Page, site: Site) -> str:
        """The path of the page in an installation, by the first link to it where another page leads to it."""
        if not self.through:
            return self.on(site)
        page.goto(self.through)
        form = re.compile(re.sub(r"\\{\w+\\}", "[^/?]+", re.escape(self.path)))
        links = [link.get_attribute("href") or "" for link in page.get_by_role("link").all()]
        return next(filter(form.fullmatch, links))


PAGES = (
    Seen("home", "", "/"),
    Seen("demo", "", "/demo"),
    Seen("check", "", "/check"),
    Seen("check-shop", "", "/check/shop"),
    Seen("how", "", "/how"),
    Seen("privacy", "fang", "/privacy"),
    Seen("complain", "fang", "/complain"),
    Seen("rules", "", "/rules"),
    Seen("statistics", "", "/statistics"),
    Seen("notices", "fang", "/notices"),
    Seen("sign-in", "", "/accounts/login/"),
    Seen("forgotten-password", "", "/accounts/password/reset/"),
    Seen("forgotten-sent", "", "/accounts/password/reset/done/"),
    Seen("forgotten-done", "", "/accounts/password/reset/key/done/"),
    Seen("signed-out", "", "/accounts/inactive/"),
    Seen("others-failed", "", "/accounts/3rdparty/login/error/"),
    Seen("others-cancelled", "", "/accounts/3rdparty/login/cancelled/"),
    Seen("sign-out", "lin", "/accounts/logout/"),
    Seen("two-factor", "lin", "/accounts/2fa/"),
    Seen("authenticator", "lin", "/accounts/2fa/totp/activate/"),
    Seen("passkeys", "lin", "/accounts/2fa/webauthn/"),
    Seen("passkey-new", "lin", "/accounts/2fa/webauthn/add/"),
    Seen("recovery-codes-new", "lin", "/accounts/2fa/recovery-codes/generate/"),
    Seen("password", "lin", "/accounts/password/set/"),
    Seen("mail-to-confirm", "lin", "/accounts/confirm-email/"),
    Seen("mail-addresses", "lin", "/accounts/email/"),
    Seen("other-sign-ins", "lin", "/accounts/3rdparty/"),
    Seen("sign-up", "", "/accounts/signup/"),
    Seen("link-over", "", "/embed/none"),
    Seen("orders", "fang", "/orders"),
    Seen("order", "fang", "/orders/shop/{order}", SHOULDER_BAG),
    Seen("request-reason", "fang", "/orders/shop/{order}/request/problem", SHOULDER_BAG),
    Seen("cases", "fang", "/cases"),
    Seen("case-review", "fang", "/cases/{case}", WASHBASIN),
    Seen("case-evidence", "fang", "/cases/{case}?tab=evidence", WASHBASIN),
    Seen("case-talks", "fang", "/cases/{case}?tab=talks", JACKET),
    Seen("case-money", "fang", "/cases/{case}?tab=money", WASHBASIN),
    Seen("case-history", "fang", "/cases/{case}?tab=history", WASHBASIN),
    Seen("case-offer", "fang", "/cases/{case}", ORANGES),
    Seen("case-return", "zhao", "/cases/{case}", JUMPER),
    Seen("case-seller", "lan", "/cases/{case}", JUMPER),
    Seen("case-money-failed", "zhang", "/cases/{case}", LAMP),
    Seen("ruling", "fang", "/cases/{case}/rulings/1", CARDIGAN),
    Seen("appeal", "fang", "/cases/{case}/appeal", CARDIGAN),
    Seen("offer", "fang", "/cases/{case}/do/make_offer", JACKET),
    Seen("speak", "fang", "/cases/{case}/speak", JACKET),
    Seen("case-signals", "zhao", "/cases/{case}", SHOWER),
    Seen("case-warned", "zhao", "/cases/{case}?tab=talks", SHOWER),
    Seen("case-signal-own", "liu", "/cases/{case}", COPIED),
    Seen("say", "ma", "/cases/{case}/say", SHOWER),
    Seen("contest", "ma", "/cases/{case}/do/contest_signal?id=G2", SHOWER),
    Seen("withdraw", "zhao", "/cases/{case}/do/withdraw_request", SHOWER),
    Seen("refuse", "ma", "/cases/{case}/do/refuse_request", SHOWER),
    Seen("evidence-new", "fang", "/cases/{case}/evidence/new", JACKET),
    Seen("evidence-item", "fang", "/cases/{case}/evidence/E1", JACKET),
    Seen("shop", "lan", "/shop"),
    Seen("guide", "lan", "/shop/guide"),
    Seen("guide-reason", "lan", "/shop/guide/{shop}/{reason}", through="/shop/guide"),
    Seen("inspect", "lan", "/cases/{case}/do/inspect_return", JUMPER),
    Seen("figures", "lan", "/shop/figures"),
    Seen("desk", "lin", "/desk"),
    Seen("desk-case", "lin", "/desk/{case}", BAG),
    Seen("desk-picture", "lin", "/desk/{case}/pictures/S2-1", BAG),
    Seen("signals", "lin", "/desk/signals?show=all"),
    Seen("signal-review", "lin", "/desk/{case}/decide_signal?id=G1", COPIED),
    Seen("message-release", "lin", "/desk/{case}/release_message", SHOWER),
    Seen("overdue", "su", "/desk/overdue"),
    Seen("load", "su", "/desk/load"),
    Seen("corrections", "su", "/desk/corrections"),
    Seen("jury", "he", "/jury"),
    Seen("jury-case", "he", "/jury/{case}", SWEATER),
    Seen("policy", "song", "/policy"),
    Seen("policy-pack", "song", "/policy/tb-2025-08"),
    Seen("policy-rule", "song", "/policy/tb-2025-08/rules/TB-65.1"),
    Seen("policy-diff", "song", "/policy/diff"),
    Seen("policy-checks", "song", "/policy/checks/taobao"),
    Seen("operator", "ops", "/operator"),
    Seen("users", "ops", "/operator/users"),
    Seen("keys", "ops", "/operator/keys"),
    Seen("webhooks", "ops", "/operator/webhooks"),
    Seen("pauses", "ops", "/operator/pauses"),
    Seen("access", "ops", "/operator/access"),
    Seen("not-found", "", "/no-such-page"),
)
# What answers with no page of its own: acts, files, what other pages fetch, and old addresses.
ACTS = {
    "/language", "/mode", "/demo/take-part", "/demo/forward", "/desk/next", "/accounts/kept", "/check/dossier",
    "/privacy/my-data.json", "/statistics.csv", "/cases/<str:stream>/live",
    "/cases/<str:stream>/files/<slug:commitment>",
    "/desk/<str:stream>/pictures/<slug:name>/<slug:drawn>.png", "/accounts/2fa/recovery-codes/download/",
    "/accounts/2fa/webauthn/login/", "/accounts/social/login/cancelled/", "/accounts/social/login/error/",
    "/accounts/social/signup/", "/accounts/social/connections/", "/accounts/login/code/confirm/",
}  # fmt: skip
