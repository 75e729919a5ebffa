"""What people do on the pages, as one sees it: used by browser tests of whole paths."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from browser import TOKEN, token


def judge(page: Page, item: str, verdict: str, reason: str, prima_facie: str = "") -> None:
    """This function will judge an item of evidence at the adjudicator's desk."""
    card = page.get_by_role("region", name="凭证").get_by_role("listitem").filter(has_text=f"{item} ·")
    if not card.get_by_role("radio", name=verdict, exact=True).is_visible():
        card.locator("summary").first.click()
    card.get_by_role("radio", name=verdict, exact=True).check()
    if prima_facie:
        card.get_by_label("初步凭证").select_option(label=prima_facie)
    card.get_by_label("理由").fill(reason)
    card.get_by_role("button", name="保存审核").click()
    done(page)


def rule(page: Page) -> None:
    """This function will give the ruling that the findings lead to."""
    page.get_by_role("link", name="核对并送达裁决").first.click()
    page.get_by_role("button", name="送达").click()
    done(page)


def do(page: Page, case: str, command: str, button: str, **typed: str) -> None:
    """This function will do something in a case on its page, through the preview where there is one."""
    page.goto(f"{case}/do/{command}")
    for label, text in typed.items():
        page.get_by_label(label).first.fill(text)
    step = page.get_by_role("button", name="下一步")
    if step.count():
        step.click()
    page.get_by_role("button", name=button).click()
    done(page)


def done(page: Page) -> None:
    """This function will see that the page says what was done."""
    expect(page.get_by_role("status").first).to_be_visible()


def let_pass(page: Page, by: str = "day", times: int = 1) -> None:
    """This function will let the clock of the demo go on as its buttons do; what falls due on the way is done."""
    asking = page.context.request
    assert asking.get("/demo").ok
    for _ in range(times):
        assert asking.post("/demo/forward", form={"by": by, TOKEN: token(page.context)}, max_redirects=0).status == 302


def hand_in(page: Page, case: str, text: str, photo: bytes) -> None:
    """This function will hand in a photo and say what it shows."""
    page.goto(f"{case}/evidence/new")
    taken = {"name": "photo.jpg", "mimeType": "image/jpeg", "buffer": photo}
    page.locator("input[type=file][multiple]").set_input_files([taken])
    expect(page.get_by_text("已传好").first).to_be_visible()
    page.get_by_label("它说明什么").fill(text)
    page.get_by_role("button", name="交上去").click()
    done(page)
