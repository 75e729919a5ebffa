"""The sentences of what the record refuses: code -> (zh, en)."""

from __future__ import annotations

MESSAGES: dict[str, tuple[str, str]] = {
    "stream-name": (
        "案件名 {stream} 应为“来源:编号”：来源为 1 到 40 个小写字母、数字或连字符，编号为 1 到 120 个可见的 ASCII 字符",
        (
            "the stream {stream} must read source:case: 1 to 40 lower-case letters, digits or hyphens, "
            "and 1 to 120 visible ASCII characters"
        ),
    ),
    "account-limit": (
        "分录 {keys} 会使某个账户超出限度（钱不够，或者退回的多于付出的），没有写入；请重新核对余额后再试",
        (
            "the postings {keys} would take an account beyond its limit (too little money, or more given back than it "
            "gave); nothing was written: look at the balances and try again"
        ),
    ),
    "stream-reserved": (
        "案件名 {stream} 的来源 {source} 留给记录自身使用，请换一个来源名",
        "the source {source} of {stream} is the record's own; name the source of the case otherwise",
    ),
    "case-moved-on": (
        "案件 {stream} 刚刚有别的变动，您的操作没有写入；请看过最新情况后再试",
        "something else happened in case {stream} just now and nothing of yours was written; look again and retry",
    ),
    "key-reused": (
        "幂等键 {key} 已用于案件 {stream} 的另一个请求；同一个键只能重发同一个请求，新的请求请换新键",
        (
            "the key {key} was used for another request in case {stream}; a key may only repeat its own request, "
            "take a new one for a new request"
        ),
    ),
    "key-form": (
        "幂等键应为 1 到 200 个可见的 ASCII 字符，这里是 {key}",
        "an idempotency key is 1 to 200 visible ASCII characters; not {key}",
    ),
    "text-unstorable": (
        "{command} 的 {field} 里有不能保存的字符 {character}（空字符或残缺的代理对）；请删去后重发",
        (
            "{field} of {command} has the character {character} (a NUL or half a surrogate pair), which cannot be kept; "
            "remove it and send again"
        ),
    ),
    "no-such-stream": ("没有案件 {stream}", "there is no case {stream}"),
    "database-form": (
        "不认识的数据库地址 {url}；请写作 sqlite:////绝对路径、sqlite:///相对路径 或 postgresql://用户:密码@主机:端口/库名",
        (
            "unknown database {url}; write sqlite:////absolute/path, sqlite:///relative/path or "
            "postgresql://user:password@host:port/name"
        ),
    ),
    "blob-too-large": (
        "这份材料有 {size} 字节，超过上限 {most} 字节；请压缩或者分开上传",
        "this piece is {size} bytes, more than the {most} that one may have; make it smaller or hand it in in parts",
    ),
    "blob-unknown": ("没有材料 {commitment}", "nothing was kept under {commitment}"),
    "blob-erased": (
        "材料 {commitment} 已于 {at} 按规定删除，只留下不能还原内容的编号",
        "{commitment} was erased at {at}; what is left of it does not tell what it was",
    ),
    "files-folder-missing": (
        "没有说明材料文件放在哪里；用 PostgreSQL 时请设置 GONGDAO_FILES 为一个可写的文件夹，所有网页进程共用",
        (
            "nobody said where files are kept; with PostgreSQL set GONGDAO_FILES to a folder that may be written to, "
            "one for all processes of the service"
        ),
    ),
    "stored-file-missing": (
        "{table} 的 {key}：文件 {path} 不见了；请从备份取回",
        "{table} {key}: the file {path} is gone; bring it back from a backup",
    ),
    "nothing-of-person": (
        "案件 {stream} 里没有 {person} 的文字和材料；有：{known}",
        "case {stream} keeps no texts or files of {person}; it has some of {known}",
    ),
    "timestamps-not-installed": (
        "没有安装时间戳组件；请运行 pip install 'gongdao[timestamps]'，或者不要配置时间戳机构",
        "time stamping is not installed; run pip install 'gongdao[timestamps]' or configure no authority",
    ),
    "timestamp-refused": (
        "时间戳机构 {url} 没有为这些内容盖时间戳（状态 {status}）",
        "the time stamping authority {url} did not stamp this content (status {status})",
    ),
    "row-differs": (
        "{table} 的 {key}：{column} 写的是 {says}，应为 {should}",
        "{table} {key}: {column} says {says}; it should say {should}",
    ),
    "row-missing": ("{table} 缺少 {key}", "{table} has no {key}, and should"),
    "row-unexpected": (
        "{table} 的 {key} 没有来历：没有事件会写下它",
        "{table} {key} comes from nowhere: no event would have written it",
    ),
    "event-unreadable": (
        "{table} 的 {key}（{type}）读不出事件：{why}",
        "{table} {key} ({type}) tells of no event: {why}",
    ),
    "event-does-not-follow": (
        "{table} 的 {key}（{type}）不能发生在它之前的事件之后：{why}",
        "{table} {key} ({type}) cannot have happened after the events before it: {why}",
    ),
    "ruling-pack-other": (
        "{table} 的 {key}：第 {number} 号裁决依据的是摘要为 {says} 的 {pack}，手头的 {pack} 摘要为 {found}；请用 --packs 指明当时的规则包；若规则没改过，就是记录被改过",
        (
            "{table} {key}: ruling {number} stands on the pack {pack} of digest {says}, and the one at hand is of "
            "{found}; name the pack of that time with --packs; if it was never changed, the record was"
        ),
    ),
    "ruling-pack-missing": (
        "{table} 的 {key}：裁决所依的规则包 {pack} 不在手边，无法重新裁决；用 --packs 指明它在哪里",
        "{table} {key}: the pack {pack} of the ruling is not at hand, so it cannot be ruled again; name it with --packs",
    ),
    "ruling-pauses-unknown": (
        "{table} 的 {key}：裁决所依的停摆登记（{digest}）从来没有过",
        "{table} {key}: the register of pauses that the ruling names ({digest}) never was, or not yet",
    ),
    "ruling-impossible": (
        "{table} 的 {key}：第 {number} 号裁决无法重新作出：{why}",
        "{table} {key}: ruling {number} cannot be made again: {why}",
    ),
    "bundle-too-large": (
        "案卷有 {size} 字节，超过上限 {most} 字节，没有读取",
        "the bundle is {size} bytes, more than the {most} that are read",
    ),
    "bundle-too-many": ("有 {count} 行，超过上限 {most} 行", "there are {count} rows; at most {most} are read"),
    "bundle-not-json": (
        "从这里起不是 JSON；案卷请用 gongdao export 导出",
        "from here on this is no JSON; a bundle is what gongdao export writes",
    ),
    "bundle-odd-json": (
        "案卷的 JSON 里有重复的键、小数、过大的数或过深的嵌套，不同的程序会读成不同的内容；请用 gongdao export 重新导出",
        (
            "the JSON holds a key twice, a fraction, too large a number or too deep a nest, which programs read "
            "differently; export the bundle again with gongdao export"
        ),
    ),
    "bundle-shape": ("这里应是 {wanted}", "this should be {wanted}"),
    "bundle-keys": (
        "这里的键不对（多出或缺少 {keys}）",
        "the keys here are not those of a bundle: {keys} are missing or too many",
    ),
    "bundle-edition": (
        "这是 {format} 第 {edition} 版；本程序只认识 gongdao-bundle 第 1 版",
        "this is {format}, edition {edition}; this program knows gongdao-bundle, edition 1",
    ),
    "anchor-line": ("这一行不是锚定记录", "this line is no anchor"),
    "anchor-chain": (
        "这一行写的上一行摘要是 {says}，应为 {should}：文件被改过或缺行",
        "this line says that the one before it has the digest {says}; it has {should}: the file was changed or cut",
    ),
    "stream-breaks": (
        "{table} 的 {key} 无法核对下去：{why}",
        "{table} {key} cannot be checked any further: {why}",
    ),
    "moved-on-meanwhile": (
        "案件 {case} 在您读取之后有了变化；请重新读取",
        "the case {case} has changed since you read it; read it again",
    ),
}
