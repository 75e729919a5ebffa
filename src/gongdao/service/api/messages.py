"""The sentences of the interface: code -> (zh, en)."""

from __future__ import annotations

MESSAGES: dict[str, tuple[str, str]] = {
    "octets-wanted": (
        "这里的内容类型是 {value}；文件的一段请用 {wanted}",
        "the content type is {value}; send a piece of a file as {wanted}",
    ),
    "picture-wanted": (
        "这里的内容类型是 {value}；请发图片本身，类型如 image/jpeg",
        "the content type is {value}; send the picture itself, with a type such as image/jpeg",
    ),
    "upload-offset-form": (
        "Upload-Offset 应是这一段开始的字节数，如 0 或 1048576，这里是 {value}",
        "Upload-Offset is the number of the byte that this piece begins with, such as 0 or 1048576; this is {value}",
    ),
    "not-signed-in": (
        "没有身份：请在 Authorization 里写 Bearer 和密钥，或从已登录的页面访问",
        "nobody is asking: send Authorization with Bearer and a key, or ask from a page on which you are signed in",
    ),
    "key-unknown": (
        "这把密钥无效：它不存在、已到期或已被收回；请向运营人员要一把新的",
        "this key is not valid: there is none like it, it is over or was taken back; ask an operator for a new one",
    ),
    "scope-missing": (
        "这把密钥没有 {scope} 权限，它有：{scopes}",
        "this key lacks the scope {scope}; it has: {scopes}",
    ),
    "act-as-form": (
        "Gongdao-Act-As 应写作 user:编号 或 shop:编号，这里是 {value}",
        "Gongdao-Act-As is written user:ID or shop:ID; this is {value}",
    ),
    "act-as-not-here": (
        "只有平台的密钥可以用 Gongdao-Act-As；请去掉这个标头",
        "only the key of a marketplace may send Gongdao-Act-As; leave that header out",
    ),
    "act-as-not-known": (
        "来源 {source} 没有 {value}；请先用 PUT /users 或 PUT /shops 告诉我们",
        "there is no {value} of {source}; tell us of it first with PUT /users or PUT /shops",
    ),
    "csrf": (
        "请求没有带本站的 CSRF 令牌；请把 csrftoken 的值放进 X-CSRFToken",
        "the request has no CSRF token of this site; send the value of csrftoken as X-CSRFToken",
    ),
    "key-used-before": (
        "Idempotency-Key {key} 已用于另一个请求；请为这个请求换一个新的",
        "the Idempotency-Key {key} was used for another request; choose a new one for this",
    ),
    "too-many-requests": (
        "这一分钟的请求超过了 {most} 次；请在 {wait} 秒后再来",
        "more than {most} requests in a minute; come back in {wait} seconds",
    ),
    "query-unknown": (
        "地址里的参数 {name} 在这里不存在；可用：{allowed}",
        "there is no parameter {name} here; there are: {allowed}",
    ),
    "no-such-address": (
        "没有 {path} 这个地址；所有地址见 /api/v1/docs",
        "there is no address {path}; all addresses stand at /api/v1/docs",
    ),
    "no-such-method": (
        "{path} 不支持 {method}；支持：{allowed}",
        "{path} does not take {method}; it takes: {allowed}",
    ),
    "json-wanted": (
        "这里的内容类型是 {value}；请用 application/json",
        "the content type is {value}; use application/json",
    ),
    "not-json": (
        "请求的内容不是 JSON 对象：第 {line} 行第 {column} 列读不下去；请核对引号、逗号和编码（UTF-8）",
        "the body is no JSON object: it cannot be read on from line {line}, column {column}; check quotes, commas and the encoding (UTF-8)",
    ),
    "text-no-text": (
        "{place} 里有不能保存的字符 {character}（空字符或残缺的代理对）；请删去后重发",
        "{place} holds {character}, which no text can hold (NUL, or half of a surrogate pair); remove it and send it again",
    ),
    "body-too-large": (
        "请求超过 {most} 字节；请分几次发送，文件请走上传地址",
        "the request has more than {most} bytes; send it in parts, and files by the addresses for uploads",
    ),
    "address-unreadable": (
        "地址里有数据库不能保存的字符（NUL）；请去掉它",
        "the address holds a character that no database can keep (NUL); leave it out",
    ),
    "request-wrong": (
        "请求有误：{why}；请核对后重发",
        "the request is wrong: {why}; mend it and send it again",
    ),
    "internal": (
        "服务出错，已经记下（{reference}）；什么也没有写入一半，请稍后用同一个 Idempotency-Key 重发",
        "something went wrong here and was noted ({reference}); nothing was written by half, send it again later with the same Idempotency-Key",
    ),
    "shipment-not-found": (
        "订单 {order} 没有运单 {waybill}；请核对运单号",
        "the order {order} has no shipment {waybill}; check the waybill",
    ),
    "cursor-form": (
        "cursor 应是上一页给出的 next_cursor，这里是 {value}",
        "cursor must be the next_cursor of the page before; this is {value}",
    ),
    "fields-wrong": (
        "请求的内容有误，逐项见 errors",
        "the content of the request is wrong; each fault stands under errors",
    ),
    "field-wrong": ("{place} 有误：{why}", "{place} is wrong: {why}"),
    "field-missing": ("缺少 {place}；请补上", "{place} is missing; add it"),
    "field-extra-forbidden": (
        "没有字段 {place}；可用的字段见 /api/v1/docs",
        "there is no field {place}; the fields stand at /api/v1/docs",
    ),
    "field-literal-error": ("{place} 应为 {expected} 之一", "{place} must be one of {expected}"),
    "field-string-type": ("{place} 应为文字", "{place} must be a text"),
    "field-string-too-long": ("{place} 最多 {max_length} 个字", "{place} may have at most {max_length} characters"),
    "field-string-too-short": ("{place} 至少 {min_length} 个字", "{place} must have at least {min_length} characters"),
    "field-string-pattern-mismatch": ("{place} 应符合 {pattern}", "{place} must match {pattern}"),
    "field-int-type": ("{place} 应为整数", "{place} must be a whole number"),
    "field-int-parsing": ("{place} 应为整数", "{place} must be a whole number"),
    "field-float-type": ("{place} 应为数", "{place} must be a number"),
    "field-float-parsing": ("{place} 应为数", "{place} must be a number"),
    "field-bool-type": ("{place} 应为 true 或 false", "{place} must be true or false"),
    "field-bool-parsing": ("{place} 应为 true 或 false", "{place} must be true or false"),
    "field-list-type": ("{place} 应为列表", "{place} must be a list"),
    "field-too-long": ("{place} 最多 {max_length} 项", "{place} may have at most {max_length} entries"),
    "field-too-short": ("{place} 至少 {min_length} 项", "{place} must have at least {min_length} entries"),
    "field-dict-type": ("{place} 应为对象", "{place} must be an object"),
    "field-model-attributes-type": ("{place} 应为对象", "{place} must be an object"),
    "field-model-type": ("{place} 应为对象", "{place} must be an object"),
    "field-value-error": (
        "{place} 应为带时区的时间（如 2025-10-05T12:00:00+08:00）或日期（如 2025-10-05），年份在 1990 至 2199 之间",
        "{place} must be an instant with its offset (such as 2025-10-05T12:00:00+08:00) or a day (such as 2025-10-05), in the years 1990 to 2199",
    ),
    "field-greater-than-equal": ("{place} 不能小于 {ge}", "{place} must be at least {ge}"),
    "field-less-than-equal": ("{place} 不能大于 {le}", "{place} must be at most {le}"),
}
