"""Messages and conversations of swindlers are stopped and quoted; honest talk and lawful complaints are not."""

from __future__ import annotations

import random
import time

import pytest

from gongdao.kernel.errors import Refused
from gongdao.screening.messages import ADVICE, KINDS, REASONS, SIGNS
from gongdao.screening.signal import sign_of, told
from gongdao.screening.talk import Turn, screen_conversation, screen_message, talk_model, told_of
from gongdao.service.models import model
from talk_corpus import characters, disguises, filled, read

MODEL = talk_model(model("talk"))
TROUSERS = (
    "我买了一条西装裤，昨天客服打电话说有质量问题，已经用“备用金”退了我200元。我打开备用金一看有500，"
    "他让我把多转的300还回去，不然每个月都要扣款，还叫我共享屏幕操作。"
)
SCRIPTS = {
    "SC-1": "您好，我是店铺客服，您买的面膜质量有问题，现在给您三倍赔付，请点退款链接办理。",
    "SC-2": "您好，我是快递公司客服，您的包裹丢失了，请扫码理赔，赔偿打到您的备用金。",
    "SC-3": "您好，我们工作人员失误，给您误开了会员，不取消每个月扣费800元。",
    "SC-4": "请您下载腾讯会议，打开共享屏幕，我指导您退款。",
    "SC-5": "您的账户冻结了，请先交解冻金2000元，再把验证码告诉我。",
    "SC-6": "亲，这里不方便，加我微信，我私下转账退给您。",
    "SC-7": "您先确认收货，我马上把钱退给您。",
}
TROUSERS_IN_ENGLISH = (
    "I bought trousers online. A woman who said she was customer service phoned: the trousers were faulty and they had "
    "already put 200 into my spare money. The page showed 500, she said 300 too much, I should send it back or I would "
    "be charged every month. I shared my screen with her and lost almost ten thousand."
)
DEMANDS = [
    "您先开通借呗，把额度提出来验证一下，退款才能到账。",
    "您把手机投给我看看，我来教您点。",
    "We accidentally refunded you twice. Please transfer the extra $300 back and share your screen.",
    "Scan this refund QR code and the money will be on your account.",
    "麻烦把多退的300元转回给我们公司账户。",
    "我给您误开了百万保障，请开屏幕分享，我教您关闭。",
    "请在借呗里借出5000元，再转到我们的对公账户。",
    "大学期间的校园贷账户要注销，不注销影响征信，请添加客服微信办理。",
    "扫描下面的退款二维码，钱就到您的账户。",
    "五星好评返现10元，加客服微信领红包。",
    "做任务先垫付，三单一结，本金和佣金一起返还。",
    "平台扣点高，加我微信直接转我便宜一百。",
    "麻烦先确认收货，确认收货后给您返50元红包。",
    "把手机收到的六位数验证码念给我就退款。",
    "请刷一下流水，把卡里的钱转到安全账户。",
    "Please share your screen with AnyDesk and tell me the code you received.",
    "验证码多少，报一下",
    "您收到的验证码是多少？",
    "把验证码告诉我就行，不要告诉别人",
    "您手机上收到的数字念给我",
]
HONEST = [
    "亲，退款已经通过了，钱会原路返回，1到3个工作日到账。",
    "非常抱歉有质量问题，您在订单页面申请退货退款，运费我们承担。",
    "快递确认丢件了，我们给您重新发一件，不用您操作。",
    "您好，您的快递放驿站了，取件码3062。",
    "麻烦提供一下订单号和手机号，我帮您查询。",
    "会员到期会自动续费，您可以在设置里关闭。",
    "我没开过会员，怎么扣了我钱？",
    "验证码输入不对，登录不了怎么办？",
    "你们到底什么时候退款？我等了三天了！",
    "晚上一起吃饭吗？",
    "Your refund goes back to the original payment method in three days.",
    "登录要短信验证码，我收不到",
    "收到的验证码输进去显示错误",
    "取件的时候需要提供验证码吗",
    "为什么要把验证码告诉你们",
    "请看 http://shop.example.com/item/1",
    "你看看这个 http://t.example.com/abc",
    "这是商品链接 https://shop.example.com/item/1",
    "公司对公账户可以付款吗？",
    "这台电视能投屏吗",
]
WARNINGS = [
    "【工商银行】验证码482913，请勿将验证码告知他人。",
    "我们的工作人员不会以任何理由向您索要密码和验证码。",
    "凡是自称客服要求共享屏幕、转账的都是诈骗，请拨打96110。",
    "正规退款不需要提供验证码，不需要转账。",
    "提醒您：平台客服不会让您加微信，也不会让您扫码退款。",
    "切勿下载会议软件，切勿转账到安全账户。",
    "不要透露银行卡号、密码、验证码。",
    "验证码不要告诉别人",
    "验证码您自己输入就行，不要发给任何人。",
]


def quotes(signal, text: str) -> dict[str, str]:
    return {reason.code: text[reason.spans[0].start : reason.spans[0].end] for reason in signal.reasons}


def test_the_story_of_the_trousers_is_stopped_in_her_own_words():
    signal = screen_message(MODEL, TROUSERS)

    assert signal is not None
    assert signal.kind == "message.scam"
    assert signal.score > 0.99
    said = quotes(signal, TROUSERS)
    assert said["spare-money"] == "备用金"
    assert said["sends-back"] == "把多转的300还"
    assert said["shares-screen"] == "共享屏幕"
    assert said["monthly-fee"].startswith("每个月")
    assert {"SC-1", "SC-4", "SC-5"} <= set(signal.scripts)
    assert signal.advice[:2] == ("stop-talking", "send-no-money")
    assert "call-police" in signal.advice
    assert all(reason.details["quote"] in told(reason, "zh") for reason in signal.reasons)


def test_the_same_story_in_english_is_stopped_in_her_own_words():
    signal = screen_message(MODEL, TROUSERS_IN_ENGLISH)

    assert signal is not None
    assert {"SC-1", "SC-4"} <= set(signal.scripts)
    quoted = {TROUSERS_IN_ENGLISH[span.start : span.end] for reason in signal.reasons for span in reason.spans}
    assert {"spare money", "send it back", "shared my screen", "lost almost"} <= quoted


@pytest.mark.parametrize(("script", "text"), SCRIPTS.items(), ids=SCRIPTS)
def test_each_script_is_named(script, text):
    signal = screen_message(MODEL, text)

    assert signal is not None
    assert script in signal.scripts


@pytest.mark.parametrize("text", DEMANDS)
def test_what_swindlers_ask_for_is_stopped_in_one_message(text):
    signal = screen_message(MODEL, text)

    assert signal is not None
    assert signal.kind == "message.scam"


@pytest.mark.parametrize("text", [*HONEST, *WARNINGS])
def test_honest_talk_and_warnings_pass(text):
    assert screen_message(MODEL, text) is None


def test_dont_hang_up_takes_nothing_back():
    assert screen_message(MODEL, "您不要挂电话把验证码告诉我") is not None


def test_a_script_told_in_harmless_pieces_is_stopped_as_a_conversation():
    turns = [
        Turn("客服", "您好，这里是某某银行客服中心。"),
        Turn("我", "什么事？"),
        Turn("客服", "您的账户有一笔可疑交易，为了您的资金安全需要核实。"),
        Turn("我", "我没有买东西啊"),
        Turn("客服", "请您配合我们，提供一下身份证号。"),
        Turn("我", "好的，你等一下"),
    ]

    signal = screen_conversation(MODEL, turns)

    assert signal is not None
    assert {span.turn for reason in signal.reasons for span in reason.spans} == {0, 2, 4}


def test_a_message_is_weighed_with_what_its_speaker_said_before():
    before = [
        Turn("客服", "您好，这里是某某银行客服中心，您的账户有可疑交易。"),
        Turn("我", "真的吗"),
        Turn("客服", "为了您的资金安全，请您配合我们核实。"),
    ]
    last = "请提供一下身份证号。"

    assert screen_message(MODEL, last) is None
    assert screen_message(MODEL, last, before, "我") is None
    assert screen_message(MODEL, last, before, "客服") is not None


def test_an_honest_conversation_passes():
    turns = [
        Turn("买家", "我的杯子坏了要退款"),
        Turn("客服", "非常抱歉，麻烦提供一下订单号。"),
        Turn("买家", "订单里能看到的"),
        Turn("客服", "看到了，质量问题运费我们承担，您在订单页面申请退货退款，原路退回您的银行卡。"),
    ]

    assert screen_conversation(MODEL, turns) is None


@pytest.mark.parametrize("way", sorted(disguises(characters())))
def test_disguised_scripts_are_still_caught(way):
    chance = random.Random(11)
    scripts = read("scripts")
    demands = [filled(chance, text, scripts["slots"]) for it in scripts["families"] for text in it["demand"]]
    plain = [text for text in demands if screen_message(MODEL, text)]
    disguise = disguises(characters())[way]
    hidden = [disguise(chance, text) for text in plain]

    caught = [signal for text in hidden if (signal := screen_message(MODEL, text))]

    assert len(caught) >= (0.7 if way == "scan" else 0.75) * len(plain)


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("亲，加 薇 信 聊吧，私 下 转 账", "加 薇 信"),
        ("亲，jia wo wei xin，私下转账", "jia wo wei xin"),
        ("请開啟螢幕共享，下載騰訊會議", "螢幕共享"),
        ("把驗😊證💰碼告訴我", "驗😊證💰碼告訴"),
        ("亲，加.微.信，不走平台", "加.微.信"),
        ("打开ｂｅｉｙｏｎｇｊｉｎ，把多转的钱还给他们", "ｂｅｉｙｏｎｇｊｉｎ"),
        ("请扌彐石马领退款，把多转的３００还回来", "扌彐石马领退款"),
    ],
)
def test_a_disguised_sign_is_quoted_as_it_was_written(text, quoted):
    signal = screen_message(MODEL, text)

    assert signal is not None
    assert quoted in quotes(signal, text).values()


@pytest.mark.parametrize("link", ["https://a.cn", "ＨＴＴＰſ：//", "www．a", "a。com", "ｋ.ＣＮ", "\u212a.cc", "9．tk"])
def test_a_link_is_found_in_whatever_letters_it_is_written(link):
    told = told_of(MODEL, [Turn("", f"请点击 {link} 认证")], ["visits-link"])

    assert told
    assert not told_of(MODEL, [Turn("", "请点击 “退。” 认证：")], ["visits-link"])


@pytest.mark.parametrize(
    "text",
    [
        "不退款我就给差评，还要曝光你们",
        "赔我500元，不然全部差评",
        "给我转2000块，我就删差评",
        "我是职业打假人，每单赔1000元，不然市场监管局见",
        "你不给我退全款再赔500我就给差评，去12315投诉你",
        "除了退款再给我转300，不然我就打差评",
        "给200块我就撤诉，不给就12315见",
        "想让我删差评就转我200",
        "一千块封口费，不然小红书见",
        "Refund me and pay 50 dollars extra or I leave a one star review",
    ],
)
def test_extortion_by_a_buyer_is_labelled_for_a_person(text):
    signal = screen_message(MODEL, text)

    assert signal is not None
    assert signal.kind == "message.extortion"
    assert signal.scripts == ("SC-8",)
    assert signal.advice[0] == "let-a-person-look"


@pytest.mark.parametrize(
    "text",
    [
        "商品是坏的，请给我退款，不然我会向12315投诉",
        "根据消费者权益保护法退一赔三，我申请平台介入",
        "如果今天还不退款，我只能申请平台客服介入",
        "质量太差了，给了差评，也已经申请退款",
        "不退款我就去12315投诉你们",
        "三天内不退款，我会向12315和市场监管局举报",
        "食品过期了，退一赔十，不处理我就向12315投诉",
        "卖假货，退一赔三是法律规定的，不赔我就去投诉",
        "运费20元你们应该赔给我",
        "If you do not refund me I will complain to 12315",
    ],
)
def test_a_lawful_complaint_is_no_extortion(text):
    assert screen_message(MODEL, text) is None


def test_extortion_told_in_pieces_is_labelled_when_its_last_piece_is_said():
    before = [Turn("买家", "我要给你差评"), Turn("卖家", "您好，哪里不满意？"), Turn("买家", "再去12315投诉")]

    signal = screen_message(MODEL, "除非你再赔我500", before, "买家")

    assert signal is not None
    assert signal.kind == "message.extortion"
    assert screen_message(MODEL, "除非你再赔我500", before, "卖家") is None


def test_what_one_offers_and_the_other_threatens_is_no_extortion():
    turns = [
        Turn("卖家", "给您补偿20元可以吗，转您微信"),
        Turn("买家", "不行，我要去12315投诉"),
        Turn("卖家", "再补30元"),
    ]

    signal = screen_conversation(MODEL, turns)

    assert signal is None or signal.kind != "message.extortion"


def test_who_tells_what_another_wanted_is_told_apart_from_who_wants_it():
    told_of = screen_message(MODEL, "他让我共享屏幕，还问我要验证码")
    wants = screen_message(MODEL, "请您共享屏幕，再把验证码给我")

    assert told_of is not None
    assert told_of.details.get("told")
    assert wants is not None
    assert not wants.details.get("told")


def test_a_text_that_is_too_long_is_refused_at_once():
    started = time.process_time()
    with pytest.raises(Refused) as refused:
        screen_message(MODEL, "加" * 10_000_000)
    with pytest.raises(Refused) as many:
        screen_conversation(MODEL, [Turn("a", "好")] * 1001)

    assert refused.value.code == "text-too-long"
    assert many.value.code == "too-many-turns"
    assert time.process_time() - started < 1


@pytest.mark.parametrize(
    "piece", ["加微信转账账户验证码", "退", "a", "beiyongjin", "不要，", "1", "\u200d", "扌彐", "。"]
)
def test_hostile_repetition_takes_bounded_time(piece):
    text = (piece * 30_000)[:30_000]
    started = time.process_time()

    screen_message(MODEL, text)

    assert time.process_time() - started < 2


def test_everything_said_has_words_in_both_languages():
    signs = MODEL.lexicon.signs
    ours = {name for name, sign in signs.items() if sign.part != "calm"}

    assert set(signs) == set(SIGNS)
    assert ours <= set(REASONS)
    assert {"message.scam", "message.extortion"} <= set(KINDS)
    assert {say for say, _ in MODEL.lexicon.advice} <= set(ADVICE)
    named = {name for _, names in MODEL.lexicon.advice for name in names}
    named |= {name for groups in MODEL.lexicon.scripts.values() for names in groups for name in names}
    assert named <= set(signs)
    signal = screen_message(MODEL, TROUSERS)
    assert signal is not None
    assert sign_of(signal.reasons[0].spans[0], "en")


def test_no_word_of_a_script_makes_a_text_safer():
    calm = {name for name, sign in MODEL.lexicon.signs.items() if sign.part == "calm"}
    for weights in (MODEL.message, MODEL.conversation, MODEL.extortion):
        assert all(weight >= 0 or name in calm for name, weight in weights.weights.items())
        assert all(weight <= 0 for name, weight in weights.weights.items() if name in calm)
        assert weights.scale > 0
