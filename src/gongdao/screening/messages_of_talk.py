"""What the screening of messages and conversations says, in Chinese and English: kinds, signs, reasons."""

from __future__ import annotations

TALK_KINDS: dict[str, tuple[str, str]] = {
    "message.scam": ("像是诈骗", "Looks like a scam"),
    "message.extortion": ("可能是以差评、投诉要挟，需人工看", "May be extortion: for a person to look at"),
}

TALK_SIGNS: dict[str, tuple[str, str]] = {
    "claims-service": ("自称客服", "says to be customer service"),
    "claims-lender": ("自称金融机构", "says to be a lender"),
    "claims-bank": ("自称银行", "says to be a bank"),
    "claims-courier": ("自称快递公司", "says to be the courier"),
    "claims-authority": ("自称公检法或政府", "says to be an authority"),
    "addresses-bank-customer": ("冒用银行口吻", "writes as a bank does"),
    "dear-customer": ("群发称呼", "a mass greeting"),
    "says-customer-service": ("自称工作人员", "says to be staff"),
    "quality-problem": ("说商品有问题", "says the goods are faulty"),
    "multiple-refund": ("许诺多倍赔", "promises several times the price"),
    "parcel-lost": ("说快递出事", "says the parcel is lost or held"),
    "parcel-held": ("说包裹被扣", "says the parcel is held"),
    "claim-payout": ("主动要理赔", "offers to pay a claim"),
    "refund-call": ("主动说要退款", "offers a refund"),
    "opened-by-mistake": ("说误开了业务", "says a service was opened by mistake"),
    "mistake-at-office": ("推说工作失误", "blames a mistake at the office"),
    "opened-for-you": ("说给您开了业务", "says a service was opened for you"),
    "monthly-fee": ("用每月扣费吓人", "frightens with a monthly fee"),
    "cancel-service": ("要取消某项业务", "wants a service cancelled"),
    "credit-record": ("用征信吓人", "frightens with the credit record"),
    "account-trouble": ("说账户有问题", "says the account is in trouble"),
    "loan-trouble": ("说贷款账户违规", "says a loan account breaks rules"),
    "order-trouble": ("说订单异常", "says the order is stuck"),
    "points-expire": ("积分要过期", "points that expire"),
    "device-expires": ("卡或密码器要失效", "a card or token that expires"),
    "prize": ("说中奖", "says you won"),
    "flight-cancelled": ("说航班取消", "says the flight is cancelled"),
    "new-number": ("自称熟人换号", "an acquaintance's new number"),
    "look-at-this": ("引人看照片", "lures with pictures"),
    "free-gift": ("引人领东西", "lures with a gift"),
    "stock-tip": ("荐股", "tips on shares"),
    "stock-talk": ("谈股票、理财", "talk of shares"),
    "phone-lost": ("冒用查找手机", "pretends to have found your phone"),
    "shares-screen": ("要共享屏幕", "wants your screen shared"),
    "remote-help": ("要远程操作", "wants to work your phone from afar"),
    "meeting-app": ("要用会议软件", "wants a meeting app"),
    "installs-app": ("要下载软件", "wants an app installed"),
    "asks-code": ("要验证码", "asks for a code"),
    "asks-secret": ("要密码", "asks for a password"),
    "asks-card": ("要银行卡信息", "asks for your card"),
    "asks-id": ("要身份信息", "asks for your identity"),
    "asks-details": ("要核对信息", "wants details confirmed"),
    "asks-verify-self": ("要您验证身份", "wants you to verify yourself"),
    "asks-transfer": ("要转账", "asks for a transfer"),
    "safe-account": ("指定账户", "an account they name"),
    "names-account": ("给出收款卡号", "names a card to pay to"),
    "overpaid": ("说多退了钱", "says too much was refunded"),
    "sends-back": ("要把钱转回去", "wants money sent back"),
    "spare-money": ("拿备用金当退款", "a loan passed off as a refund"),
    "takes-loan": ("要开借贷", "wants a loan opened"),
    "deposit-first": ("要先交钱", "wants money first"),
    "asks-deposit": ("要保证金或解冻", "wants a deposit"),
    "refund-code": ("扫码退款", "a refund by scanning"),
    "about-refund": ("说到退款", "speaks of a refund"),
    "money-gone": ("钱已经没了", "money is gone"),
    "sends-code": ("发来一个码", "sends a code"),
    "scans-code": ("要您扫码", "wants a code scanned"),
    "refund-link": ("链接退款", "a refund by link"),
    "visits-link": ("要点链接", "wants a link opened"),
    "calls-number": ("要打这个电话", "wants this number called"),
    "leaves-platform": ("要离开平台", "leads off the platform"),
    "receipt-first": ("要先确认收货", "wants receipt confirmed first"),
    "cash-for-praise": ("花钱买好评", "cash for praise"),
    "prepaid-task": ("垫付做任务", "a task you pay for first"),
    "threatens": ("用后果吓人", "threatens with consequences"),
    "hurries": ("催您马上办", "hurries you"),
    "keeps-secret": ("不让挂电话、不让告诉人", "keeps you on the phone, tell nobody"),
    "passes-call": ("把电话转给别人", "passes the call on"),
    "soothes": ("一再让您放心", "keeps reassuring you"),
    "obeys": ("要您照他说的做", "wants you to follow along"),
    "hands-over": ("转给另一个人", "hands you over to another"),
    "narrates-loss": ("说到被骗", "tells of being cheated"),
    "official-path": ("正规退款路径", "the ordinary way of a refund"),
    "order-talk": ("谈订单", "talk of an order"),
    "marketing": ("广告", "an advertisement"),
    "threatens-review": ("以差评相要挟", "threatens a bad review"),
    "threatens-exposure": ("以曝光相要挟", "threatens exposure"),
    "threatens-complaint": ("以举报投诉相要挟", "threatens a complaint"),
    "trades-silence": ("用不差评、不投诉换钱", "trades silence for money"),
    "demands-more": ("索要额外的钱", "demands more than is due"),
    "demands-damages": ("索要几倍赔偿", "demands damages several times over"),
    "demands-refund": ("不退就……", "refund or else"),
    "claims-by-law": ("依法或依规则主张", "claims by law or by the rules"),
}

TALK_REASONS: dict[str, tuple[str, str]] = {
    "claims-service": (
        "“{quote}”：客服身份谁都能自称，真客服不靠电话退款。",
        "“{quote}”: anybody can say so; real customer service does not refund by phone.",
    ),
    "claims-lender": (
        "“{quote}”：购物退款与借贷平台、金融监管部门无关。",
        "“{quote}”: a refund has nothing to do with lenders or their supervisors.",
    ),
    "claims-bank": (
        "“{quote}”：请自己拨打卡背面的号码核实。",
        "“{quote}”: call the number on the back of your card yourself.",
    ),
    "claims-courier": (
        "“{quote}”：快递理赔赔给寄件的商家，不会找您要信息。",
        "“{quote}”: couriers settle with the shop that sent it, not with you.",
    ),
    "claims-authority": (
        "“{quote}”：公检法不会在电话、网上办案要钱。",
        "“{quote}”: police and courts do not collect money by phone or chat.",
    ),
    "addresses-bank-customer": ("“{quote}”：冒充银行群发。", "“{quote}”: written as if by a bank."),
    "dear-customer": ("“{quote}”：群发的口吻。", "“{quote}”: a greeting to everybody."),
    "says-customer-service": (
        "“{quote}”：先不要信来电者自报的身份。",
        "“{quote}”: do not take the caller's word for who it is.",
    ),
    "quality-problem": (
        "“{quote}”：常用来引出“退款”的借口。",
        "“{quote}”: a common opening for a false refund.",
    ),
    "multiple-refund": (
        "“{quote}”：没有商家会主动打电话多倍赔钱。",
        "“{quote}”: no shop calls to pay several times the price.",
    ),
    "parcel-lost": (
        "“{quote}”：快递状态请在订单里自己看。",
        "“{quote}”: look up the parcel in your order yourself.",
    ),
    "parcel-held": (
        "“{quote}”：包裹是否被扣，请在订单或海关官网查。",
        "“{quote}”: look it up in your order or at the customs' own site.",
    ),
    "claim-payout": (
        "“{quote}”：正规赔付原路退回，不用您操作。",
        "“{quote}”: a real payout arrives by itself, the way you paid.",
    ),
    "refund-call": (
        "“{quote}”：真退款只在订单页面办，钱原路退回。",
        "“{quote}”: real refunds are on the order page and go back the way you paid.",
    ),
    "opened-by-mistake": (
        "“{quote}”：没有人能替您“误开”会员或代理。",
        "“{quote}”: nobody can open a membership for you by mistake.",
    ),
    "mistake-at-office": (
        "“{quote}”：他们的失误不需要您来补。",
        "“{quote}”: their mistake is not yours to repair.",
    ),
    "opened-for-you": (
        "“{quote}”：开没开通，请在官方应用里自己看。",
        "“{quote}”: see in the official app whether it is so.",
    ),
    "monthly-fee": (
        "“{quote}”：没有您的授权，谁也扣不走钱。",
        "“{quote}”: nobody can charge you without your consent.",
    ),
    "cancel-service": (
        "“{quote}”：取消业务只在官方应用里自己点。",
        "“{quote}”: cancel in the official app, by yourself.",
    ),
    "credit-record": (
        "“{quote}”：征信由人民银行管，客服改不了。",
        "“{quote}”: no service can change a credit record.",
    ),
    "account-trouble": (
        "“{quote}”：自己打开官方应用看，不听来电的。",
        "“{quote}”: look in the official app yourself.",
    ),
    "loan-trouble": (
        "“{quote}”：注销校园贷、调利率都是骗局。",
        "“{quote}”: closing a student loan or its rate is a well-known scam.",
    ),
    "order-trouble": (
        "“{quote}”：订单是否异常，请在订单页面看。",
        "“{quote}”: see on the order page whether it is so.",
    ),
    "points-expire": (
        "“{quote}”：积分兑换请在官方应用里办。",
        "“{quote}”: points are used in the official app only.",
    ),
    "device-expires": (
        "“{quote}”：银行不会发短信链接让您升级。",
        "“{quote}”: banks send no link for an upgrade.",
    ),
    "prize": ("“{quote}”：没参加的抽奖中不了奖。", "“{quote}”: nobody wins what they never entered."),
    "flight-cancelled": (
        "“{quote}”：请打航空公司官方电话核实。",
        "“{quote}”: ask the airline on its own number.",
    ),
    "new-number": ("“{quote}”：请打原来的号码核实。", "“{quote}”: call the old number first."),
    "look-at-this": ("“{quote}”：点开可能中木马。", "“{quote}”: opening it may infect your phone."),
    "free-gift": ("“{quote}”：天上不会掉馅饼。", "“{quote}”: nothing is handed out like this."),
    "stock-tip": ("“{quote}”：荐股群是骗局。", "“{quote}”: groups that tip shares are a scam."),
    "stock-talk": (
        "“{quote}”：买卖聊天里谈股票理财，多半是拉人入局。",
        "“{quote}”: talk of shares in a chat about goods is mostly a lure.",
    ),
    "phone-lost": (
        "“{quote}”：不要在链接里输入苹果账号密码。",
        "“{quote}”: never enter your account's password behind such a link.",
    ),
    "shares-screen": (
        "“{quote}”：共享屏幕后，对方看得见密码和验证码。",
        "“{quote}”: whoever sees your screen sees your passwords and codes.",
    ),
    "remote-help": (
        "“{quote}”：远程操作时，对方能动您的钱。",
        "“{quote}”: whoever works your phone can move your money.",
    ),
    "meeting-app": (
        "“{quote}”：退款从来不用会议软件。",
        "“{quote}”: no refund ever needs a meeting app.",
    ),
    "installs-app": (
        "“{quote}”：退款、取消业务都不用另装软件。",
        "“{quote}”: a refund needs no other app.",
    ),
    "asks-code": (
        "“{quote}”：验证码就是钥匙，给了就能转走钱。",
        "“{quote}”: the code is the key to your money.",
    ),
    "asks-secret": (
        "“{quote}”：任何客服都不会要密码。",
        "“{quote}”: no real service asks for a password.",
    ),
    "asks-card": (
        "“{quote}”：退款原路退回，不需要卡号和余额。",
        "“{quote}”: a refund goes back by itself and needs no card number.",
    ),
    "asks-id": (
        "“{quote}”：退款不需要身份信息。",
        "“{quote}”: a refund does not need your identity.",
    ),
    "asks-details": ("“{quote}”：先问清为什么要。", "“{quote}”: ask first what it is for."),
    "asks-verify-self": (
        "“{quote}”：以“验证”为名套取信息或钱。",
        "“{quote}”: “verifying” is how they get your data or your money.",
    ),
    "asks-transfer": (
        "“{quote}”：只有您收钱，没有您转钱的退款。",
        "“{quote}”: in a refund you receive; you never send.",
    ),
    "safe-account": (
        "“{quote}”：没有什么“安全账户”，那是骗子的账户。",
        "“{quote}”: there is no safe account; it is the swindler's.",
    ),
    "names-account": (
        "“{quote}”：不要往私人卡号转钱。",
        "“{quote}”: do not pay to somebody's card.",
    ),
    "overpaid": (
        "“{quote}”：正规退款不会多退。",
        "“{quote}”: real refunds are never too much.",
    ),
    "sends-back": (
        "“{quote}”：正规退款不会多退，更不会让您再转回去。",
        "“{quote}”: real refunds are never too much and never have to be sent back.",
    ),
    "spare-money": (
        "“{quote}”：备用金是借来的钱，不是退款，要您自己还。",
        "“{quote}”: spare money is a loan in your name, not a refund.",
    ),
    "takes-loan": (
        "“{quote}”：退款不用开借贷，借的钱要您还。",
        "“{quote}”: no refund needs a loan; you would have to pay it back.",
    ),
    "deposit-first": (
        "“{quote}”：先交钱才能退钱的，都是骗局。",
        "“{quote}”: who wants money before paying you is a swindler.",
    ),
    "asks-deposit": (
        "“{quote}”：要您先交保证金、解冻费的，先停下。",
        "“{quote}”: stop when a deposit is asked for before you are paid.",
    ),
    "refund-code": (
        "“{quote}”：扫码是付款，不会收到退款。",
        "“{quote}”: scanning pays; it brings no refund.",
    ),
    "about-refund": ("“{quote}”：退款不用扫码，会原路退回。", "“{quote}”: a real refund needs no code to scan."),
    "money-gone": ("“{quote}”：您说到钱已经没了。", "“{quote}”: you tell of money that is gone."),
    "sends-code": ("“{quote}”：发来的码多半是付款码。", "“{quote}”: a code sent to you is most likely one to pay by."),
    "scans-code": ("“{quote}”：扫码是付款，不会收到退款。", "“{quote}”: scanning pays; it brings no refund."),
    "refund-link": (
        "“{quote}”：退款不用点链接填信息。",
        "“{quote}”: no refund needs a link to be filled in.",
    ),
    "visits-link": ("“{quote}”：不明链接不要点。", "“{quote}”: do not open such a link."),
    "calls-number": (
        "“{quote}”：请查官方号码再打。",
        "“{quote}”: look up the official number and call that.",
    ),
    "leaves-platform": (
        "“{quote}”：离开平台，就没有担保和记录。",
        "“{quote}”: off the platform nothing protects you and nothing is on record.",
    ),
    "receipt-first": (
        "“{quote}”：确认收货后，钱就给了卖家。",
        "“{quote}”: once you confirm, the seller has your money.",
    ),
    "cash-for-praise": (
        "“{quote}”：花钱买好评违规，也常是骗局的开头。",
        "“{quote}”: buying praise is forbidden, and often how a scam begins.",
    ),
    "prepaid-task": (
        "“{quote}”：要先垫钱的任务都是骗局。",
        "“{quote}”: a task you pay for first is a scam.",
    ),
    "threatens": ("“{quote}”：用后果吓您，让您来不及想。", "“{quote}”: meant to frighten you."),
    "hurries": ("“{quote}”：催得越急越要停一停。", "“{quote}”: the more they hurry you, the more you should stop."),
    "keeps-secret": (
        "“{quote}”：不让您挂断、不让您问人，是怕您醒悟。",
        "“{quote}”: they keep you from asking anybody.",
    ),
    "passes-call": ("“{quote}”：电话越转越像真的。", "“{quote}”: being passed on makes it seem real."),
    "soothes": ("“{quote}”：嘴上的保证不算数。", "“{quote}”: words are no guarantee."),
    "obeys": (
        "“{quote}”：跟着操作，就是替他转钱。",
        "“{quote}”: following along is how your money leaves.",
    ),
    "hands-over": (
        "“{quote}”：转来的“专员”是同伙。",
        "“{quote}”: the specialist is one of them.",
    ),
    "narrates-loss": ("“{quote}”：您说到了被骗。", "“{quote}”: you tell of being cheated."),
    "threatens-review": ("“{quote}”：以差评换钱。", "“{quote}”: a review in exchange for money."),
    "threatens-exposure": ("“{quote}”：以曝光换钱。", "“{quote}”: exposure in exchange for money."),
    "threatens-complaint": (
        "“{quote}”：投诉是权利，用来换钱就要人工看。",
        "“{quote}”: complaining is a right; trading it for money needs a look.",
    ),
    "trades-silence": (
        "“{quote}”：拿不评价、不投诉来换钱。",
        "“{quote}”: silence in exchange for money.",
    ),
    "demands-damages": (
        "“{quote}”：几倍赔偿要依法律或承诺。",
        "“{quote}”: damages several times over need a law or a promise.",
    ),
    "demands-more": ("“{quote}”：要的比应得的多。", "“{quote}”: more than is due."),
    "demands-refund": ("“{quote}”：以此要求退款。", "“{quote}”: demands a refund."),
}
