"""Conversations written for the tests alone: every script of swindlers in several turns, and honest ones.

C says what the caller or seller says, B what the buyer (or whoever is called) says. No line stands in models/talk.
"""

from __future__ import annotations

from gongdao.screening.talk import Turn

SWINDLES: dict[str, list[str]] = {
    "SC-1 a fault and several times the price": [
        """C 喂您好，我这边是您上周买吹风机那家店的售后
        B 哦怎么了
        C 这批吹风机抽检漏电，属于质量问题，公司决定按三倍价格赔给您
        B 要寄回去吗
        C 不用寄，您点一下我发的理赔链接，把收款的银行卡填进去就行""",
        """C 您好女士，我是平台的理赔专员
        C 您给孩子买的奶瓶检出有害物质，现在统一召回，给您双倍赔付
        B 在哪里领
        C 您扫一下我发的退款二维码，按提示填卡号""",
    ],
    "SC-2 a lost parcel and a claim": [
        """C 你好，我是圆通快递的客服
        C 你有一个包裹在中转站弄丢了
        B 那怎么办，我还等着用
        C 公司赔你两倍，你加一下理赔专员的微信领取
        B 好的多少""",
        """C 您好，您的快件在路上破损了，我这边主动给您理赔
        B 破了？
        C 对，赔偿款打到您的备用金里，您打开支付宝搜一下备用金
        B 看到了，有五百
        C 只该赔您两百，多出来的三百麻烦转回来""",
    ],
    "SC-3 a membership opened by mistake": [
        """C 您好，这里是短视频平台的会员中心
        C 昨天我们实习生操作失误，把您登记成了直播会员
        B 我没开过
        C 所以打电话通知您，不取消的话每个月自动扣八百块
        B 那快帮我取消
        C 取消要先核对一下您的银行卡号和余额""",
        """C 先生您好，您是不是在我们店买过茶叶
        B 是啊
        C 店员录错了，给您办成了代理商，一年要扣六千块代理费
        C 我帮您把电话转接到银行专员，由他给您关闭""",
    ],
    "SC-4 a shared screen or a meeting": [
        """C 您的退款卡住了，我看不到您手机，不好操作
        B 那怎么弄
        C 您在应用商店搜会议软件下载下来，输我给您的会议号
        B 下好了
        C 点共享，我看着您的屏幕一步步教""",
        """C 您好我是支付平台的技术，您的百万保障今晚到期要扣款
        B 我不要这个
        C 那需要我远程协助您关闭，您把屏幕分享打开
        C 全程不要挂断电话""",
    ],
    "SC-5 a code": [
        """C 亲，您的退款申请到财务了，还差一步
        B 什么
        C 您手机会收到一条短信，里面六个数字念给我
        B 这个能给吗
        C 我们是官方的您放心，不然今天退不了""",
        """C 您好，我是发卡银行的客服，您的卡在国外刷了一笔八千
        B 不是我刷的！
        C 那我马上给您拦截，您把收到的验证码告诉我
        B 好你等等""",
    ],
    "SC-5 money before money": [
        """C 您好，您提现的时候卡号填错一位，账户冻结了
        B 那我的钱呢
        C 先交一笔解冻金三千，系统核验完连本金一起退给您
        B 还要交钱？
        C 是的，今天不交就作废了""",
        """C 您的店铺没有签消费者保障，买家的钱卡在中间
        B 怎么签
        C 缴纳保证金两千激活，激活后原路返还
        C 转到我们的对公账户就行""",
    ],
    "SC-5 a safe account": [
        """C 你好，我是市公安局的民警，你名下有张卡涉嫌洗钱
        B 不可能啊
        C 案件保密，不要告诉家人，现在要做资金核查
        C 把你所有存款转到安全账户，查清以后退还""",
    ],
    "SC-6 off the platform": [
        """C 老板这个手机平台上卖四千，平台抽成太高
        B 能便宜吗
        C 三千五给你，加我微信转账就发货
        B 不走平台行吗
        C 放心，我店开了三年了""",
        """C 亲退款这边操作不了
        B 为什么
        C 系统在升级，您加客服QQ，我们在群里统一退款""",
    ],
    "SC-7 confirm receipt first": [
        """B 我的货呢，十天了
        C 亲，您先点确认收货，我马上给您补发
        B 没收到怎么确认
        C 不确认财务不给放款，您点了我返您二十红包""",
        """B 我要退款
        C 可以的，先确认收货，确认收货后我微信退你
        B 真的吗
        C 我们店从来不骗人""",
    ],
    "SC-8 extortion by a buyer": [
        """B 衣服我收到了，有个线头
        C 您可以申请退货退款的
        B 我不退，你全额退我再赔我三百
        C 这个不符合规定
        B 不给我就打差评，再去12315举报你们""",
        """B 你家的标签字体不对，我是专门做这个的
        C 您想怎么处理
        B 给一千块钱我就不举报，私了
        B 不给就等着市场监管局上门吧""",
    ],
    "article: spare money and the difference": [
        """C 您好，您前几天在我们店买了一条西裤
        B 是的
        C 裤子面料不合格，我们通过备用金退了您两百
        B 我看里面有五百
        C 哦多退了三百，麻烦您还给我们，不还的话每个月都会扣款
        C 您开一下分享屏幕，我教您怎么还""",
    ],
    "article: cash for praise, goods in the basket": [
        """C 感谢购买，好评返现二十到五十，加客服微信领
        B 怎么返
        C 把指定的商品加到购物车，购物款打到我们的专用账户
        C 做完返款和奖励一起给您
        B 我转了，怎么还没有
        C 您这单没做完，还要再转一笔才能提现""",
    ],
    "article: a loan for the refund": [
        """C 您的退款需要走支付宝的金融通道
        B 怎么走
        C 您先开通一下借呗，把额度借出来
        B 借钱？
        C 只是验证一下，借出来转给我们，退款和本金一起退您""",
    ],
    "article: an order that is stuck": [
        """C 您好，您的订单异常，款项被系统冻结了
        B 要怎么解冻
        C 打开我发您的退款链接，登录后填银行卡和密码就自动解冻退款""",
    ],
    "article: a student loan and the credit record": [
        """C 您好，我是消费金融的客服，您上大学的时候注册过校园贷账户
        B 没用过
        C 国家现在要求注销，不注销影响您的征信
        B 怎么注销
        C 您在借款软件里把额度提出来，转到监管账户清零""",
    ],
    "article: tasks paid for first": [
        """C 姐，在家点点赞就能赚钱，一单五块
        B 真的假的
        C 先给您结了十块您看看
        C 接下来是垫付任务，您垫三百返四百，佣金当场结
        B 那我试试""",
    ],
    "in English": [
        """C Hello, this is customer service of the shop, your order has a quality problem
        B Oh
        C We pay you a triple refund, please install AnyDesk and share your screen
        B Why
        C And tell me the verification code you receive""",
    ],
}  # fmt: skip

HONEST: list[str] = [
    """B 登录要短信验证码，我收不到
    C 您看看是不是被拦截了，验证码不要告诉别人
    B 好的收到了
    C 好的，您登录以后在订单里申请售后就可以""",
    """B 洗脸盆漏水，你们管不管
    C 您好，麻烦发一下漏水的视频
    B 发了
    C 看到了，是质量问题，给您退货退款，运费我们出
    B 再不退我就去12315投诉
    C 已经同意了，钱三天内原路退回""",
    """B 快递显示本人签收，可我没拿到
    C 我联系快递核实一下
    C 快递说放在门卫了，您看一下
    B 没有
    C 那我们按丢件给您全额退款，您在订单里点一下仅退款""",
    """B 这个投影仪能不能投屏
    C 支持的，同一个WiFi下手机点投屏就可以
    B 开会用腾讯会议可以吗
    C 可以，电脑接上就行""",
    """B 我被人骗了，客服让我共享屏幕，是你们吗
    C 不是的，我们不会让您共享屏幕，也不会要验证码
    C 您赶快打96110，改一下支付密码""",
    """B 假货，退一赔三
    C 您有鉴定报告吗
    B 有，专柜鉴定的
    C 那您申请平台介入，我们按规定处理
    B 不处理我就投诉到市场监管局""",
    """B 会员怎么自动续费了，扣了我十五块
    C 您之前勾选了自动续费
    B 给我退了
    C 您在会员中心关闭自动续费，这个月的给您原路退回""",
    """C 亲，链接发您了 https://shop.example.com/item/9 您看这款可以吗
    B 看了，有没有大一码
    C 有的，您直接拍就行""",
]


def turns(text: str) -> list[Turn]:
    """Read the lines of a conversation."""
    return [Turn(line.strip()[0], line.strip()[2:]) for line in text.splitlines()]
