"""What the screening of links says, in Chinese and English."""

from __future__ import annotations

LINK_KINDS: dict[str, tuple[str, str]] = {
    "link.lookalike": ("仿冒官方的链接", "A link that imitates an official one"),
    "link.trick": ("有花招的链接", "A link with a trick"),
    "link.unknown": ("不认识，不在官方名单上", "Unknown, not on the official list"),
    "link.official": ("官方名单上的网址", "An address on the official list"),
}
LINK_REASONS: dict[str, tuple[str, str]] = {
    "link-look-alike-letters": (
        "“{written}”用长得像的字母冒充{brand}。{brand}的官网是 {official}，这个网址属于 {domain}。",
        "“{written}” poses as {brand} with look-alike letters. {brand} is at {official}; this belongs to {domain}.",
    ),
    "link-one-letter-off": (
        "“{written}”和{brand}只差一个字母。{brand}的官网是 {official}，这个网址属于 {domain}。",
        "“{written}” is one letter away from {brand}. {brand} is at {official}; this link belongs to {domain}.",
    ),
    "link-added-words": (
        "“{domain}”在{brand}的名字上加了别的字，不在{brand}的官方名单上。{brand}的官网是 {official}。",
        "“{domain}” adds words to the name of {brand} and is not on its official list. {brand} is at {official}.",
    ),
    "link-split-name": (
        "“{written}”是把{brand}的名字用短横拆开写的。{brand}的官网是 {official}，这个网址属于 {domain}。",
        "“{written}” is the name of {brand} torn apart with hyphens. {brand} is at {official}; this is {domain}.",
    ),
    "link-wrong-ending": (
        "“{domain}”写着{brand}的名字，结尾却是“.{ending}”，不在官方名单上。{brand}的官网是 {official}。",
        "“{domain}” has the name of {brand}, but “.{ending}” is not on its list. {brand} is at {official}.",
    ),
    "link-hosted": (
        "“{domain}”写着{brand}的名字，可这是谁都能放网页的地方。{brand}的官网是 {official}。",
        "“{domain}” carries the name of {brand}, but anybody may put pages there. {brand} is at {official}.",
    ),
    "link-subdomain": (
        "前面写“{written}”是给您看的，这个网址其实属于 {domain}，不是{brand}。{brand}的官网是 {official}。",
        "“{written}” in front is for show: the link belongs to {domain}, not {brand}. {brand} is at {official}.",
    ),
    "link-brand-in-path": (
        "网址后面写着{brand}（“{written}”），可网站是 {domain}，不是{brand}。{brand}的官网是 {official}。",
        "{brand} stands behind the slash (“{written}”), but the site is {domain}. {brand} is at {official}.",
    ),
    "link-address-in-path": (
        "网址后面抄了{brand}的官网 {official}，可打开的是 {domain}，不是{brand}。",
        "The official address of {brand}, {official}, is copied behind the slash, but the link opens {domain}.",
    ),
    "link-credentials-brand": (
        "@ 前面写的{brand}（“{user}”）不算数，真正打开的是 {domain}，不是{brand}。{brand}的官网是 {official}。",
        "“{user}” before the @ is no address: the link opens {domain}, not {brand}. {brand} is at {official}.",
    ),
    "link-credentials": (
        "@ 前面的“{user}”不是网址，真正打开的是 {domain}。",
        "“{user}” before the @ is no address: the link opens {domain}.",
    ),
    "link-number": (
        "网址是一串数字（{host}），没有名字，正规商家不会这样。",
        "The address is a bare number ({host}) without a name; no honest shop does that.",
    ),
    "link-number-disguised": (
        "网址把数字改写了样子，真正打开的是 {host}，这是为了不让人认出来。",
        "The address is a number in disguise; it opens {host}. That is done so that nobody recognises it.",
    ),
    "link-false-ending": (
        "网址看着到“{shown}”就完了，其实后面还有，它属于 {domain}。",
        "The address seems to end at “{shown}”, but it goes on: it belongs to {domain}.",
    ),
    "link-mixed-scripts": (
        "“{written}”把不同国家的字母混在一起，看着像，其实是另一个网址（{host}）。",
        "“{written}” mixes letters of different alphabets: it looks familiar but is another address ({host}).",
    ),
    "link-hidden-characters": (
        "网址里藏着看不见的字符，真正的网址是 {host}。",
        "Invisible characters are hidden in the address; it really is {host}.",
    ),
    "link-turned-text": (
        "网址里藏着把文字倒过来显示的记号，真正的网址是 {host}。",
        "Marks in the address turn the text around when it is shown; it really is {host}.",
    ),
    "link-punycode-broken": (
        "网址里的外文编码是坏的（{host}），正常网址不会这样。",
        "The foreign letters of the address are wrongly coded ({host}); no ordinary address is like that.",
    ),
    "link-escaped-host": (
        "网址用百分号把名字写得认不出来，真正打开的是 {host}。",
        "Percent signs make the name unreadable; the link really opens {host}.",
    ),
    "link-escaped-twice": (
        "网址后面用百分号写了两层，让人看不出写的是什么。",
        "What stands behind the slash is wrapped in percent signs twice, so that nobody can read it.",
    ),
    "link-runs-code": (
        "这不是网址，点开会在您的手机或电脑上运行程序（{scheme}:）。",
        "This is no address: opening it runs a program on your device ({scheme}:).",
    ),
    "link-leads-on": (
        "点开 {host} 以后，会把您带到另一个地方：{target}。",
        "From {host} a click is led on to another place: {target}.",
    ),
    "link-short": (
        "这是短链接（{domain}），看不出会打开什么网站。",
        "This is a short link ({domain}): nobody can see which site it opens.",
    ),
    "link-download": (
        "点开会下载程序“{file}”。退款、理赔都不需要下载软件。",
        "It downloads a program, “{file}”. No refund and no claim needs an app.",
    ),
    "link-odd-port": (
        "网址用了少见的入口（{port}），正规商家不会这样。",
        "The address uses an unusual port ({port}); no honest shop does that.",
    ),
    "link-carries-name": (
        "{domain} 里有{brand}的名字，却不在它的官方名单上；叫这个名字的不一定是它。{brand}的官网是 {official}。",
        "{domain} has the name of {brand} in it but is not on its official list. {brand} is at {official}.",
    ),
    "link-not-listed": (
        "{domain} 不在官方名单上。没看出花招，不等于安全。",
        "{domain} is not on the official list. That no trick was seen does not make it safe.",
    ),
    "link-anybody": (
        "{ending} 上谁都可以放网页。",
        "Anybody may put pages on {ending}.",
    ),
    "link-opens-app": (
        "这不是网址，会打开手机里的应用（{scheme}:）。",
        "This is no web address: it opens an app on the phone ({scheme}:).",
    ),
    "link-official": (
        "{host} 属于{brand}，在官方名单上。这只说明网址是谁的，不说明别人让您做的事是对的。",
        "{host} belongs to {brand}, on the official list. That says whose it is, not that what you are asked is right.",
    ),
}
LINK_MESSAGES: dict[str, tuple[str, str]] = {
    "link-too-long": (
        "链接有 {length} 个字符，超过 {most} 个：请只贴链接开头到第一个问号那一段",
        "the link has {length} characters, more than {most}: paste it only up to its first question mark",
    ),
    "not-a-link": (
        "“{text}”不是能打开的网址：请把整个链接复制过来，例如 https://www.example.com/a",
        "“{text}” is no address that can be opened: copy the whole link, for example https://www.example.com/a",
    ),
}
