"""A link that imitates a brand is named with its trick; an official one is known; any other is unknown, never safe."""

from __future__ import annotations

import json
import time

import pytest

from gongdao.kernel.errors import Refused
from gongdao.screening.links.brands import read_brands
from gongdao.screening.links.finding import MOST_LINKS, links_in
from gongdao.screening.links.said import links_said
from gongdao.screening.links.screen import screen_link, screen_links
from gongdao.screening.messages import ADVICE, KINDS, MESSAGES, REASONS
from gongdao.screening.signal import named, told
from gongdao.service.models import model, models_folder

BRANDS = read_brands(model("brands"), model("links"))
IMITATIONS = [
    ("http://taoba0.com", "taobao", "link-look-alike-letters"),
    ("https://rnercari-help.top", "mercari", "link-look-alike-letters"),
    ("http://xn--80ak6aa92e.com/", "apple", "link-look-alike-letters"),
    ("https://раypal.com/login", "paypal", "link-look-alike-letters"),
    ("https://ｔａｏbаo.com", "taobao", "link-look-alike-letters"),
    ("https://amaozn.cn.example-host.cn", "amazon", "link-one-letter-off"),
    ("https://pinduduo.com/refund", "pinduoduo", "link-one-letter-off"),
    ("https://mercarri-pay.com", "mercari", "link-one-letter-off"),
    ("https://taobao-refund.com", "taobao", "link-added-words"),
    ("https://jd-kefu-tuikuan.com", "jd", "link-added-words"),
    ("https://icbclogin.net", "icbc", "link-added-words"),
    ("http://淘宝退款.com", "taobao", "link-added-words"),
    ("https://taobao.top", "taobao", "link-wrong-ending"),
    ("https://pin-duo-duo.com", "pinduoduo", "link-split-name"),
    ("https://www.ali-pay.com.cn/a", "alipay", "link-split-name"),
    ("https://taobao.net.cn.top/", "taobao", "link-subdomain"),
    ("http://www.taobao.com.evil.cn/a", "taobao", "link-subdomain"),
    ("https://waterworks.metro.tokyo.lg.jp.abcdef.icu", "tokyowater", "link-subdomain"),
    ("https://myjcb.zjfabcde.com/x", "jcb", "link-subdomain"),
    ("https://alipay.com-pay.top", "alipay", "link-subdomain"),
    ("https://abcdef.cn/alipay/refund", "alipay", "link-brand-in-path"),
    ("https://abcdef.cn/www.jd.com/order", "jd", "link-address-in-path"),
    ("http://www.taobao.com@abcdef.cn/", "taobao", "link-credentials-brand"),
    ("https://paypay-support.github.io/", "paypay", "link-hosted"),
    ("https://cmbchina.s3.amazonaws.com/", "cmb", "link-hosted"),
]
TRICKS = [
    ("http://203.0.113.7/refund", "link-number", "203.0.113.7"),
    ("http://3405803783/", "link-number-disguised", "203.0.113.7"),
    ("http://0xcb.0x00.0x71.0x07", "link-number-disguised", "203.0.113.7"),
    ("http://0313.0.0161.7/", "link-number-disguised", "203.0.113.7"),
    ("http://[::ffff:203.0.113.7]/", "link-number-disguised", "203.0.113.7"),
    ("https://bit.ly/3abc", "link-short", "bit.ly"),
    ("https://t.co/3abc", "link-short", "t.co"),
    ("https://abc@evil.cn/", "link-credentials", "evil.cn"),
    ("javascript:alert(1)", "link-runs-code", ""),
    ("https://evil.cn/app.apk", "link-download", "evil.cn"),
    ("https://evil.cn:31337/", "link-odd-port", "evil.cn"),
    ("https://e%76il.cn/", "link-escaped-host", "evil.cn"),
    ("https://www.longin.co.jp.abcdef.cn/", "link-false-ending", "www.longin.co.jp.abcdef.cn"),
    ("https://12315.gov.cn.com/", "link-false-ending", "12315.gov.cn.com"),
    ("https://xn--a-9999999.com/", "link-punycode-broken", "xn--a-9999999.com"),
    ("https://ev\u200bil.cn/", "link-hidden-characters", "evil.cn"),
    ("https://evil.cn/\u202egpj.exe", "link-turned-text", "evil.cn"),
    ("https://evаl.cn/", "link-mixed-scripts", "xn--evl-7cd.cn"),
    ("https://evil.cn/%2561%2570", "link-escaped-twice", "evil.cn"),
    ("https://jd.com/go?url=https%3A%2F%2Fevil.cn%2F", "link-leads-on", "jd.com"),
]
OFFICIAL = [
    "https://www.taobao.com/a?b=c", "m.tb.cn/h.abc", "https://item.jd.com/1.html", "HTTPS://WWW.ALIPAY.COM.",
    "https://mobile.yangkeduo.com/x", "taobao。com", "http:\\\\www.sf-express.com\\a", "https://www.amazon.co.jp:443/dp/1",
]  # fmt: skip
UNKNOWN = [
    "https://example.com/a", "jpost.com", "https://www.zhihu.com/taobao-review", "https://pineapple.com",
    "https://online.example.org/shopping", "https://abc.github.io/", "https://s3.amazonaws.com/x/y", "google.com.af",
    "https://advisable.com", "https://purchase.com", "https://bank.example", "weixin://dl/business",
]  # fmt: skip


def tricks(signal) -> tuple[str, ...]:
    return signal.details.get("tricks", ())


@pytest.mark.parametrize(("link", "brand", "trick"), IMITATIONS)
def test_an_imitation_is_named_with_its_brand_and_its_trick(link, brand, trick):
    signal = screen_link(BRANDS, link)

    assert (signal.kind, signal.details["id"]) == ("link.lookalike", brand)
    assert trick in tricks(signal)
    assert signal.score >= 0.5
    assert signal.advice[0] == "open-no-link"


@pytest.mark.parametrize(("link", "brand", "trick"), IMITATIONS)
def test_the_reason_says_the_brand_and_its_official_site_in_both_languages(link, brand, trick):
    reason = next(one for one in screen_link(BRANDS, link).reasons if one.code == trick)

    for lang in ("zh", "en"):
        sentence = told(reason, lang)
        assert reason.details["brand"].say(lang) in sentence
        assert reason.details["official"] in sentence
        assert "{" not in sentence


@pytest.mark.parametrize(("link", "trick", "host"), TRICKS)
def test_a_trick_is_named_where_no_brand_is_imitated(link, trick, host):
    signal = screen_link(BRANDS, link)

    assert signal.kind == "link.trick"
    assert trick in tricks(signal)
    assert signal.details["host"] == host
    assert all("{" not in told(reason, lang) for reason in signal.reasons for lang in ("zh", "en"))


@pytest.mark.parametrize("link", OFFICIAL)
def test_an_official_address_is_known_however_it_is_written(link):
    signal = screen_link(BRANDS, link)

    assert signal.kind == "link.official"
    assert signal.score < 0.05


@pytest.mark.parametrize("link", UNKNOWN)
def test_a_link_without_a_trick_is_unknown_and_never_safe(link):
    signal = screen_link(BRANDS, link)

    assert signal.kind == "link.unknown"
    assert 0.3 < signal.score < 0.5
    assert "安全" not in named(signal).zh
    assert "safe" not in named(signal).en.lower()


def test_where_anybody_may_put_pages_the_host_is_not_taken_as_official():
    signal = screen_link(BRANDS, "https://docs.google.com/forms/d/abc")

    assert signal.kind == "link.unknown"
    assert "link-anybody" in [reason.code for reason in signal.reasons]


def test_a_name_under_an_ending_that_may_be_its_own_is_told_but_is_no_trick():
    signal = screen_link(BRANDS, "https://aliyuntechniques.com")

    assert signal.kind == "link.unknown"
    assert signal.reasons[0].code == "link-carries-name"


def test_a_link_within_a_link_is_followed_to_the_brand_it_imitates():
    signal = screen_link(BRANDS, "https://www.taobao.com/jump?target=http://taoba0.com/pay")

    assert signal.kind == "link.lookalike"
    assert signal.details["id"] == "taobao"
    assert "taoba0.com" in told(signal.reasons[0], "en")


@pytest.mark.parametrize(
    "text", ["", "你好", "http://", "https://a..b.cn", "http://999.1.1.1", "abc", "http://[::zz]/"]
)
def test_what_no_browser_opens_is_refused_as_no_link(text):
    with pytest.raises(Refused) as refused:
        screen_link(BRANDS, text)

    assert refused.value.code == "not-a-link"


def test_a_link_of_a_megabyte_is_refused_with_its_length():
    with pytest.raises(Refused) as refused:
        screen_link(BRANDS, "http://taobao.com/" + "a" * 1_000_000)

    assert (refused.value.code, refused.value.details["length"]) == ("link-too-long", 1_000_018)


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("请打开https://evil.cn请点击退款", ["https://evil.cn"]),
        ("退款点taobao.com.evil.cn/a，别去www.jd.com。", ["taobao.com.evil.cn/a", "www.jd.com"]),
        ("看http://淘宝.com/和hxxp://evil[.]cn/x 好", ["http://淘宝.com/", "hxxp://evil[.]cn/x"]),
        ("аррӏе.com你好", ["аррӏе.com"]),
        ("ｔａｏｂａｏ．ｃｏｍ 打开", ["ｔａｏｂａｏ．ｃｏｍ"]),
        ("点http://[::ffff:1.2.3.4]:80/x", ["http://[::ffff:1.2.3.4]:80/x"]),
        ("写信到 a@taobao.com，1.5 元，v2.0，i.e.", []),
        ("（https://xn--80ak6aa92e.com/）", ["https://xn--80ak6aa92e.com/"]),
        ("打开 203.0.113.7/x 领取", ["203.0.113.7/x"]),
        ("请点https://www.taobao.com&kf@evil.cn/a退款", ["https://www.taobao.com&kf@evil.cn/a"]),
        ("请点https://www.taobao.com;a=1!@evil.cn，", ["https://www.taobao.com;a=1!@evil.cn"]),
        ("打开 www.taobao.com@evil.cn/refund", ["www.taobao.com@evil.cn/refund"]),
        ("写信到 li.info@taobao.com", []),
        ("去https://taobao.com,@客服", ["https://taobao.com,@客服"]),
    ],
)
def test_links_are_found_in_a_chat_where_they_stand(text, links):
    found = links_in(BRANDS, text)

    assert [one.link for one in found] == links
    assert all(text[one.start : one.end] == one.link for one in found)


def test_a_message_with_a_phishing_link_is_caught_as_in_the_article():
    message = "亲，您的订单有问题，请打开 http://www.taobao.com.tuikuan-kf.cn/order 填写银行卡办理退款"

    ((found, signal),) = screen_links(BRANDS, message)

    assert message[found.start : found.end] == found.link
    assert signal.kind == "link.lookalike"
    assert "tuikuan-kf.cn" in told(signal.reasons[0], "zh")


@pytest.mark.parametrize(
    "text",
    [
        "a" * 100_000, "a." * 50_000, "http://" * 14_000, "\u200b" * 100_000, "[.]" * 30_000, "www." * 25_000,
        "http://" + "a&" * 50_000, "http://a&@" * 10_000, "www.a.cn@" * 11_000, "javascript:" * 9_000,
        "http://taobao.com.evil.cn/a " * 3_500, "\u202ehttp://\u202emoc.oaboat " * 4_000, "淘宝" * 50_000,
        "https://taoba-amazn-paypl.evil.cn/amazn/paypl/mercar " * 2_000,
    ],
)  # fmt: skip
def test_a_hostile_text_of_100_kb_takes_less_than_a_second(text):
    start = time.process_time()

    found = screen_links(BRANDS, text)

    assert time.process_time() - start < 1
    assert len(found) <= MOST_LINKS


@pytest.mark.parametrize(
    "link",
    [
        "http://" + "taobao.com@" * 700 + "e.cn", "http://e.cn/" + "%25" * 2_700,
        "http://" + "\u200b" * 8_000 + "tao.com", "http://" + "a." * 120 + "cn",
        "http://xn--" + "a" * 59 + ".com", "http://e.cn/" + "/".join(["-".join(["amazn", "paypl"] * 6)] * 100),
        "http://e.cn/?url=" + "http%3A%2F%2Fe.cn%2F%3Furl%3D" * 250, "http://e.cn/?" + "url=http://taoba0.com?" * 350,
    ],
)  # fmt: skip
def test_a_hostile_link_takes_less_than_a_fifth_of_a_second(link):
    start = time.process_time()

    signal = screen_link(BRANDS, link)

    assert time.process_time() - start < 0.2
    assert len(signal.reasons) <= 8


def test_all_that_is_said_of_links_stands_in_both_languages():
    codes = {*BRANDS.tricks, "link-official", "link-not-listed", "link-anybody", "link-opens-app", "link-carries-name"}

    assert codes == {code for code in REASONS if code.startswith("link-")}
    assert {kind for kind in KINDS if kind.startswith("link.")} == {
        "link.lookalike", "link.trick", "link.unknown", "link.official",
    }  # fmt: skip
    assert {"link-too-long", "not-a-link"} <= MESSAGES.keys()
    assert {"open-no-link", "type-address-yourself"} <= ADVICE.keys()


def test_the_lists_are_tidy_and_say_where_they_are_from():
    rows = model("brands")["brands"]
    domains = [domain for row in rows for domain in row["domains"]]

    assert len({row["id"] for row in rows}) == len(rows)
    assert all(row["zh"] and row["en"] and row["domains"] and (row["names"] or row["words"]) for row in rows)
    assert all(name == name.lower() and name.isalnum() for row in rows for name in (*row["names"], *row["words"]))
    assert min(len(name) for row in rows for name in row["names"]) >= 4
    assert sorted(domains) == sorted(set(domains))
    assert all("own list" in model(name)["source"] for name in ("brands", "links"))
    assert [
        screen_link(BRANDS, domain).kind for domain in domains if screen_link(BRANDS, domain).kind != "link.official"
    ] == []


def test_the_lists_are_read_in_50_ms():
    texts = [(models_folder() / f"{name}.json").read_text(encoding="utf-8") for name in ("brands", "links")]

    # The least of several: whatever else the machine does slows one of them, and is not what the reading costs.
    assert min(cpu_of_reading(texts) for _ in range(5)) < 0.05


def cpu_of_reading(texts: list[str]) -> float:
    """This function will read the lists anew, and give the seconds of CPU it took."""
    start = time.process_time()
    read_brands(*map(json.loads, texts))
    return time.process_time() - start


def test_a_domain_that_belongs_to_a_brand_is_no_imitation_and_yet_not_official():
    assert screen_link(BRANDS, "https://alipaydns.com/").kind == "link.unknown"
    assert screen_link(BRANDS, "https://taobao.com.alipaydns.com/").kind == "link.lookalike"
    assert screen_link(BRANDS, "https://alipaydns-refund.com/").kind == "link.lookalike"


def test_the_links_that_somebody_said_give_one_signal_of_each_kind_with_their_places():
    text = "看 https://taoba0.com/a 或 http://alipay-tuikuan.com 或 http://1.2.3.4/x 或 https://www.taobao.com 或 http://a.example.com"

    found = links_said(BRANDS, text, 3)

    assert [it.kind for it in found] == ["link.lookalike", "link.trick"]
    places = {text[span.start : span.end] for it in found for reason in it.reasons for span in reason.spans}
    assert places == {"https://taoba0.com/a", "http://alipay-tuikuan.com", "http://1.2.3.4/x"}
    assert {span.turn for it in found for reason in it.reasons for span in reason.spans} == {3}
