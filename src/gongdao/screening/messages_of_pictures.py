"""What the screening of pictures says, in Chinese and English."""

from __future__ import annotations

PICTURE_KINDS: dict[str, tuple[str, str]] = {
    "picture.reused": ("这张图可能在别的案件里用过", "This picture may have been used in another case"),
    "picture.older_than_order": ("照片可能在下单以前就拍了", "The photo may have been taken before the order"),
    "picture.edited": ("这张图可能用软件改过", "This picture may have been changed with a program"),
    "picture.generated": ("这张图可能是 AI 做的", "This picture may have been made by AI"),
}
PICTURE_REASONS: dict[str, tuple[str, str]] = {
    "seen-from-another": (
        "{day} 在另一个案件里，另一个人交过同样或很像的图。",
        "On {day} somebody else handed in the same or a very similar picture in another case.",
    ),
    "seen-from-the-same": (
        "{day} 在另一个案件里，同一个人交过同样或很像的图。",
        "On {day} the same person handed in the same or a very similar picture in another case.",
    ),
    "seen-elsewhere": (
        "{month} 在另一个案件里，有人交过同样或很像的图。",
        "The same or a very similar picture was used in another case, in {month}.",
    ),
    "seen-in-listing": (
        "同样或很像的图 {day} 就放在商品页面上，可能不是收到的东西。",
        "The same or a very similar picture was on a listing on {day}; it may not show what came.",
    ),
    "seen-in-cases": (
        "这样的图一共在 {cases} 个别的案件里出现过。",
        "Pictures like it were used in {cases} other cases.",
    ),
    "same-file": ("两个文件一模一样，一个字节不差。", "The two files are the same, byte for byte."),
    "alike-mirrored": ("左右翻过来以后，两张图对得上。", "The two agree when one is mirrored left to right."),
    "alike-turned": ("转个方向以后，两张图对得上。", "The two agree when one is turned."),
    "alike-part": (
        "这张图像是从那张图里裁下来的一块，约占那张图的 {percent}%。",
        "This one looks like a part cut out of that one, about {percent} % of it.",
    ),
    "alike-inside": (
        "那张图整个在这张图里面，约占这张图的 {percent}%，像是截图。",
        "That one stands whole inside this one, on about {percent} % of it, as in a screenshot.",
    ),
    "alike-marks": (
        "两张图里有 {marks} 处细节长得一样，位置也对得上。",
        "{marks} details look the same in both and lie in the same places.",
    ),
    "alike-pixels": (
        "图里东西很少，逐点比过，吻合 {percent}%。",
        "There is little in the picture; point by point the two agree to {percent} %.",
    ),
    "taken-before-order": (
        "照片里记的拍摄时间是 {taken}，下单是 {ordered}（北京时间），拍照至少早 {earlier}。",
        "The photo says it was taken at {taken}; the order is of {ordered} (Beijing time), at least {earlier} later.",
    ),
    "taken-before-order-alone": (
        "照片里记的拍摄时间早于下单（{ordered}，北京时间）。照片里还写着地点，所以这里不写几点拍的。",
        "The photo was taken before the order ({ordered}, Beijing time). It says where too: its time is not told here.",
    ),
    "zone-unknown": (
        "照片没写是哪个时区，我们按最宽的算，仍然早于下单。",
        "The photo does not say its time zone; even with the widest allowance it is earlier than the order.",
    ),
    "clock-unset": (
        "这像是相机没调过时间的样子，时间很可能不准。",
        "It looks as if the camera's clock was never set: the time may well be wrong.",
    ),
    "editor-named": (
        "文件里写着修图软件的名字：{editor}。用软件调亮一点、裁一下也会这样写。",
        "The file names an editing program: {editor}. Making it brighter or cutting it is enough for that.",
    ),
    "edit-history": (
        "文件里记着 {steps} 步修改或保存，软件是 {editor}。",
        "The file records changes and saves ({steps} in all), by {editor}.",
    ),
    "edit-actions": (
        "文件的来源记录（C2PA）里写着改过：{actions}。签名没有核对。",
        "The file's record of origin (C2PA) tells of changes: {actions}. Its signature was not checked.",
    ),
    "photoshop-part": (
        "文件里有 Photoshop 一类软件留下的部分。",
        "The file has a part that Photoshop and programs like it leave.",
    ),
    "thumbnail-differs": (
        "相机存在文件里的小图，和现在的图明显不一样（64 位里差 {bits} 位）。",
        "The small picture that the camera kept in the file clearly differs from the picture now ({bits} bits of 64).",
    ),
    "saved-again": (
        "照片 {made} 拍的，{saved} 又存过一次。",
        "The photo was taken at {made} and saved again at {saved}.",
    ),
    "size-differs": (
        "拍的时候是 {then} 像素，现在是 {size}：缩小过或裁过。微信等软件转发也会缩小。",
        "It was taken at {then} pixels and now has {size}: made smaller or cut. Messengers make pictures smaller too.",
    ),
    "tables-not-of-camera": (
        "文件说是 {make} 拍的，但压缩方式像别的软件存的（标准质量 {quality}）。转发也会这样。",
        "The file says {make} took it, but it is packed as by other programs (quality {quality}), as forwarding does.",
    ),
    "ai-source": (
        "文件自己写明是 AI 做的（{source}）。",
        "The file itself says that it was made by AI ({source}).",
    ),
    "ai-source-part": (
        "文件自己写明有一部分是 AI 做的（{source}）。",
        "The file itself says that a part of it was made by AI ({source}).",
    ),
    "ai-recipe": (
        "文件里有 AI 画图软件留下的配方（{field}）。",
        "The file holds the recipe that AI programs for pictures leave ({field}).",
    ),
    "ai-named": (
        "文件里写着 AI 画图软件的名字：{generator}。",
        "The file names an AI program for pictures: {generator}.",
    ),
    "ai-label-certain": (
        "文件里有国家标准规定的 AI 标识（GB 45438-2025），写着是 AI 做的，出自 {producer}。",
        "The file carries the AI label of GB 45438-2025: made by AI, by {producer}.",
    ),
    "ai-label-possible": (
        "文件里有国家标准规定的 AI 标识（GB 45438-2025），写着可能是 AI 做的，出自 {producer}。",
        "The file carries the AI label of GB 45438-2025: it may be made by AI, by {producer}.",
    ),
    "ai-label-suspected": (
        "文件里有国家标准规定的 AI 标识（GB 45438-2025），写着疑似 AI 做的，出自 {producer}。",
        "The file carries the AI label of GB 45438-2025: suspected to be made by AI, by {producer}.",
    ),
}
