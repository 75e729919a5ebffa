"""The sentences of what the record refuses: code -> (zh, en)."""

from __future__ import annotations

MESSAGES: dict[str, tuple[str, str]] = {
    "stream-name": (
        "案件名 {stream} 应为“来源:编号”，来源只用小写字母、数字和连字符，编号不为空且不超过 120 个字符",
        (
            "the stream {stream} must read source:case, the source of lower-case letters, digits and hyphens, "
            "the case not empty and at most 120 characters"
        ),
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
}
