"""Reads a web address as a browser would, so that no way of writing it hides where it leads."""

from __future__ import annotations

import ipaddress
import re
import unicodedata
from dataclasses import dataclass

from gongdao.kernel.errors import Refused

LONGEST = 8192  # characters; longer ones open in no common browser bar and only hide their host
LONGEST_HOST = 253
LONGEST_LABEL = 63
SHOWN = 120
DOTS = str.maketrans("。．｡", "...")
BREAKS = str.maketrans("", "", "\t\r\n")
UNHARMED = (("[.]", "."), ("(.)", "."), ("[:]", ":"))
TURNED = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
RUNS_CODE = frozenset(("javascript", "vbscript", "data", "blob", "file"))
APPS = frozenset(
    ("mailto", "tel", "sms", "weixin", "alipay", "alipays", "taobao", "tbopen", "openapp.jdmobile", "intent")
)
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]{0,30}):", re.IGNORECASE)
_ESCAPED = re.compile(rb"%([0-9A-Fa-f]{2})")
_HAN = re.compile("[\u4e00-\u9fff0-9-]+")
_NUMBER = re.compile(r"0x[0-9a-f]*|[0-9]+")
_LABEL = re.compile(r"[^\s/\\?#@:\[\]<>^|%\"{}`]+")


@dataclass(frozen=True, slots=True)
class Address:
    """A web address in parts.

    ``host`` is in lower case with its punycode read, without a dot at the end; ``ip`` the plain address where the host
    is a number; ``path`` is read once from its percent signs; ``scheme`` is empty where none was written. ``oddities``
    says how it was written: hidden-characters, turned-text, broken-punycode, punycode, disguised-ip, escaped-host,
    escaped-twice.
    """

    scheme: str
    user: str
    host: str
    port: str
    path: str
    query: str
    fragment: str
    ip: str
    oddities: frozenset[str]

    @property
    def labels(self) -> tuple[str, ...]:
        """The parts of the host from left to right; a number has none, nor has a link into an app."""
        return tuple(self.host.split(".")) if self.host and not self.ip else ()


def read_address(text: str) -> Address:
    """Read a link; one without a scheme is taken as a web address, as a browser does.

    :raises Refused: it is too long (link-too-long), or no link at all (not-a-link).
    """
    if len(text) > LONGEST:
        raise Refused("link-too-long", length=len(text), most=LONGEST)
    bare = _bare(text)
    scheme, rest = _scheme(bare)
    if scheme in RUNS_CODE or scheme in APPS:
        return Address(scheme, "", "", "", rest, "", "", "", frozenset())
    rest, _, fragment = rest.partition("#")
    rest, _, query = rest.partition("?")
    authority, slash, path = rest.replace("\\", "/").lstrip("/").partition("/")
    user, _, place = authority.rpartition("@")
    host, port = _port(place)
    host, ip, odd = _host(host, text)
    path, twice = _unescaped_path(slash + path)
    marks = {"turned-text"} if TURNED & set(text) else set()
    return Address(scheme, user, host, port, path, query, fragment, ip, frozenset(odd | marks | twice))


def plain_host(host: str) -> str:
    """Give a host for showing it without deceit: letters other than plain Latin ones and Han as punycode."""
    return ".".join(_plain_label(label) for label in host.split("."))


def unescaped(text: str) -> str:
    """Read percent signs once; what is no UTF-8 becomes the replacement character."""
    if "%" not in text:
        return text
    raw = _ESCAPED.sub(lambda found: bytes((int(found.group(1), 16),)), text.encode("utf-8", "replace"))
    return raw.decode("utf-8", "replace")


def shown(text: str) -> str:
    """Give a part of a link for a person to read: without invisible characters, cut when long."""
    text = text[: 4 * SHOWN]
    plain = text.isascii() and text.isprintable() and " " not in text
    kept = text if plain else "".join(one for one in text if unicodedata.category(one)[0] not in "CZ")
    return kept if len(kept) <= SHOWN else f"{kept[:SHOWN]}…"


def _bare(text: str) -> str:
    bare = text.strip("\x00 \t\r\n\x0b\x0c\u3000\ufeff").translate(BREAKS)
    for harmless, real in UNHARMED:
        bare = bare.replace(harmless, real)
    return bare


def _scheme(text: str) -> tuple[str, str]:
    found = _SCHEME.match(text)
    if not found:
        return "", text
    scheme, rest = found.group(1).lower(), text[found.end() :]
    scheme = scheme.replace("hxxp", "http")
    if scheme in {"http", "https", "ftp"} or scheme in RUNS_CODE or scheme in APPS or rest[:2] in {"//", "\\\\"}:
        return scheme, rest
    return "", text


def _port(place: str) -> tuple[str, str]:
    if place.startswith("["):
        host, bracket, port = place.partition("]")
        return host + bracket, port.lstrip(":")
    host, colon, port = place.rpartition(":")
    return (host, port) if colon and (port.isdigit() or not port) else (place, "")


def _host(written: str, text: str) -> tuple[str, str, set[str]]:
    """Give the host, its plain number where it is one, and how it was written."""
    if written.startswith("["):
        return _six(written, text)
    odd = {"escaped-host"} if "%" in written else set()
    plain = unescaped(written)
    seen = plain if plain.isascii() else "".join(one for one in plain if not _is_hidden(one))
    odd |= {"hidden-characters"} if len(seen) < len(plain) else set()
    host = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", seen).casefold()).translate(DOTS).rstrip(".")
    if (number := _four(host, text)) is not None:
        return number, number, odd | ({"disguised-ip"} if number != written else set())
    labels = host.split(".")
    if len(host) > LONGEST_HOST or not all(map(_is_label, labels)):
        raise Refused("not-a-link", text=shown(text))
    read = [_read_label(label) for label in labels]
    odd |= {mark for _, mark in read if mark}
    if len(labels) < 2 and host != "localhost":
        raise Refused("not-a-link", text=shown(text))
    return ".".join(label for label, _ in read), "", odd


def _is_label(label: str) -> bool:
    return 0 < len(label) <= LONGEST_LABEL and label.isprintable() and _LABEL.fullmatch(label) is not None


def _read_label(label: str) -> tuple[str, str]:
    if not label.startswith("xn--"):
        return label, ""
    try:
        read = unicodedata.normalize("NFKC", label[4:].encode("ascii").decode("punycode")).casefold()
    except (UnicodeError, ValueError, OverflowError):
        return label, "broken-punycode"
    whole = read and not read.isascii() and _is_label(read) and "." not in read and read.isprintable()
    return (read, "punycode") if whole else (label, "broken-punycode")


def _plain_label(label: str) -> str:
    plain = label.isascii() or _HAN.fullmatch(label)
    return label if plain else "xn--" + label.encode("punycode", "replace").decode("ascii", "replace")


def _is_hidden(one: str) -> bool:
    return (
        unicodedata.category(one) == "Cf"
        or "\ufe00" <= one <= "\ufe0f"
        or one in "\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0"
    )


def _four(host: str, text: str) -> str | None:
    """Give the plain form of a number with dots, also of one whole, octal or hexadecimal number; None for a name."""
    parts = host.split(".")
    if not _NUMBER.fullmatch(parts[-1]):
        return None
    if len(parts) > 4 or len(host) > LONGEST_LABEL or not all(map(_NUMBER.fullmatch, parts)):
        raise Refused("not-a-link", text=shown(text))
    try:
        numbers = [_number(part) for part in parts]
    except ValueError as error:
        raise Refused("not-a-link", text=shown(text)) from error
    last = 256 ** (5 - len(numbers))
    if any(number > 255 for number in numbers[:-1]) or numbers[-1] >= last:
        raise Refused("not-a-link", text=shown(text))
    whole = numbers[-1] + sum(number << (24 - 8 * at) for at, number in enumerate(numbers[:-1]))
    return str(ipaddress.IPv4Address(whole))


def _number(part: str) -> int:
    if part.startswith("0x"):
        return int(part[2:] or "0", 16)
    return int(part, 8 if part.startswith("0") and len(part) > 1 else 10)


def _six(written: str, text: str) -> tuple[str, str, set[str]]:
    try:
        number = ipaddress.IPv6Address(written.strip("[]"))
    except ValueError as error:
        raise Refused("not-a-link", text=shown(text)) from error
    mapped = number.ipv4_mapped
    return (str(mapped), str(mapped), {"disguised-ip"}) if mapped else (str(number), str(number), set())


def _unescaped_path(path: str) -> tuple[str, set[str]]:
    once = unescaped(path)
    twice = unescaped(once)
    return (
        (twice, {"escaped-twice"})
        if twice != once and _ESCAPED.search(once.encode("utf-8", "replace"))
        else (once, set())
    )
