"""What schemas of the interface call a format: links, waybills, times as carriers write them, and pictures."""

from __future__ import annotations

import io
from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st
from PIL import Image

BEGIN = datetime(2000, 1, 1, tzinfo=UTC)
# Until 2099; a leap second or the year 0 is no instant of a dispute.
INSTANTS = st.integers(0, 99 * 365 * 24 * 3600).map(lambda seconds: BEGIN + timedelta(seconds=seconds))
LABEL = st.from_regex(r"[a-z0-9]([a-z0-9-]{0,20}[a-z0-9])?", fullmatch=True) | st.from_regex(
    r"[一-龥]{1,10}", fullmatch=True
)
NAMES = st.builds("{}.{}".format, LABEL, st.sampled_from(["com", "cn", "top", "org", "公司", "co.uk"]))
NUMBERS = st.ip_addresses(v=4).map(str) | st.ip_addresses(v=6).map("[{}]".format) | st.integers(0, 2**32 - 1).map(str)
SCHEMES = st.sampled_from(["", "http://", "https://", "HTTPS://", "ftp://", "hxxp://"])
PATHS = st.from_regex(r"(/[!-~一-龥]{0,30})?", fullmatch=True)
PORTS = st.sampled_from(["", ":80", ":8443"])
WEB = st.builds("{}{}{}{}".format, SCHEMES, NAMES | NUMBERS, PORTS, PATHS)
APPS = st.sampled_from(["weixin://dl/business", "alipays://platformapi/startapp?appId=1", "javascript:alert(1)"])
LINKS = WEB | APPS
WAYBILLS = st.from_regex(r"[A-Za-z]{0,4}[0-9-]{6,20}", fullmatch=True)
CARRIER_TIMES = INSTANTS.map(lambda at: at.strftime("%Y-%m-%d %H:%M:%S")) | INSTANTS.map(datetime.isoformat)
FORMATS = {
    "date-time": INSTANTS.map(datetime.isoformat), "date": INSTANTS.map(lambda at: at.date().isoformat()),
    "link": LINKS, "waybill": WAYBILLS, "carrier-time": CARRIER_TIMES,
}  # fmt: skip


def pictures(kind: str) -> st.SearchStrategy[bytes]:
    """Give pictures of a media type, of many sizes and colours."""
    sides, colours = st.integers(16, 200), st.integers(0, 0xFFFFFF)
    return st.builds(lambda wide, high, colour: _picture(kind, wide, high, colour), sides, sides, colours)


def _picture(kind: str, wide: int, high: int, colour: int) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (wide, high), f"#{colour:06x}").save(file, kind.partition("/")[2].upper())
    return file.getvalue()
