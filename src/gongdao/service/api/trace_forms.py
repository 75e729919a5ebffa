"""What the answers of carriers look like, as JSON schemas: the fields that are read; others are passed over."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from gongdao.screening.parcels.trace import LONGEST_TEXT, LONGEST_WAYBILL, MOST_SCANS
from gongdao.service.screener import OURS

Json = dict[str, Any]
# Carriers write numbers, flags and null where a text is meant.
PLAIN = ["string", "number", "boolean", "null"]
WAYBILL: Json = {
    "type": PLAIN, "format": "waybill", "maxLength": LONGEST_WAYBILL,
    "description": "运单号，可见字符 / waybill: characters that can be seen", "examples": ["YT1234567890"],
}  # fmt: skip
AT_HOME: Json = {
    "type": "string", "format": "carrier-time", "examples": ["2026-11-20 09:00:00"],
    "description": "ISO 8601，无时区为北京时间，2000 至 2100 年 / without an offset: Beijing time; years 2000 to 2100",
}  # fmt: skip
ANYWHERE: Json = {
    "type": "string", "format": "date-time", "examples": ["2026-11-20T09:00:00+08:00"],
    "description": "ISO 8601，带时区，2000 至 2100 年 / with an offset; years 2000 to 2100",
}  # fmt: skip


def _text(description: str, *examples: str) -> Json:
    return {"type": PLAIN, "maxLength": LONGEST_TEXT, "description": description, "examples": list(examples)}


def _rows(time: str, scan: Json) -> Json:
    scans = {"type": "object", "required": [time], "properties": scan}
    return {"type": "array", "minItems": 1, "maxItems": MOST_SCANS, "items": scans}


def _object(needed: str, **properties: Json) -> Json:
    return {"type": "object", "required": [needed], "properties": properties}


CARRIER = _text("快递公司 / carrier", "yuantong")
WHAT = _text("这次扫描说什么 / what the scan says", "已签收，签收人：门卫")
WHERE = _text("在哪里 / where", "杭州市")
SIGNER = _text("签收人 / signer", "本人")
CODE = _text("状态代码 / code of the state")
_EVENT = {"time_iso": ANYWHERE, "description": WHAT, "location": WHERE, "stage": CODE, "sub_status": CODE}
_PROVIDERS: Json = {"type": "array", "minItems": 1, "items": _object("events", events=_rows("time_iso", _EVENT))}
TRACES: Mapping[str, Json] = {
    "kuaidi100": _object(
        "data", nu=WAYBILL, com=CARRIER,
        data=_rows("ftime", {"ftime": AT_HOME, "context": WHAT, "location": WHERE, "statusCode": CODE}),
    ),
    "cainiao": _object(
        "traces", mailNo=WAYBILL, cpCode=CARRIER,
        traces=_rows("time", {"time": AT_HOME, "standerdDesc": WHAT, "city": WHERE, "action": CODE}),
    ),
    "17track": _object(
        "track_info", number=WAYBILL, carrier=CARRIER,
        track_info=_object("tracking", tracking=_object("providers", providers=_PROVIDERS)),
    ),
    "aftership": _object(
        "checkpoints", tracking_number=WAYBILL, slug=CARRIER,
        checkpoints=_rows(
            "checkpoint_time", {"checkpoint_time": ANYWHERE, "message": WHAT, "location": WHERE, "tag": CODE}
        ),
    ),
    OURS: {
        **_object(
            "scans", waybill={**WAYBILL, "type": ["string", "null"]},
            carrier={"type": ["string", "null"], "maxLength": 200, "examples": ["圆通"]},
            scans=_rows("at", {"at": ANYWHERE, "place": WHERE, "text": WHAT, "signer": SIGNER}),
        ),
        "additionalProperties": False,
    },
}  # fmt: skip


def told_by_format(schema: Json) -> None:
    """Say in the schema of a body with ``format`` and ``trace``, perhaps also ``earlier``, which goes with which."""
    traces = [name for name in ("trace", "earlier") if name in schema["properties"]]
    null = [{"type": "null"}]
    schema["oneOf"] = [
        {"properties": {
            "format": {"const": name},
            **{key: trace if key == "trace" else {"anyOf": [trace, *null]} for key in traces},
        }}
        for name, trace in TRACES.items()
    ]  # fmt: skip
