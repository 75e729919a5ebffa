"""Who really asks where a reverse proxy stands between: it says so, and is believed only where it is one of ours."""

from __future__ import annotations

from collections.abc import Iterable
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

from gongdao.kernel.errors import BadInput, Problem

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network
# Who comes by the path of a socket has no address; only what is let at the file comes that way.
SOCKET = ("", "unix")
HERE = "127.0.0.1"


def networks(said: str) -> tuple[Network, ...]:
    """Read the addresses and networks of proxies, such as ``127.0.0.1 10.0.0.0/8``.

    :raises BadInput: one is none.
    """
    wrong = [Problem("proxies-form", None, {"value": each}) for each in said.split() if _network(each) is None]
    if wrong:
        raise BadInput(wrong)
    return tuple(found for each in said.split() if (found := _network(each)) is not None)


def browser(near: str, forwarded: str, known: Iterable[Network]) -> str:
    """Give the address of the browser: the last that was forwarded and is no proxy of ours.

    What stands further to the left anybody may have written there.

    >>> browser("127.0.0.1", "6.6.6.6, 9.9.9.9", networks("127.0.0.1"))
    '9.9.9.9'
    """
    last = HERE if near in SOCKET else near
    for each in reversed(forwarded.split(",")):
        found = _address(each.strip())
        if found is None:
            break
        last = str(found)
        if not _among(found, known):
            break
    return last


def is_ours(near: str, known: Iterable[Network]) -> bool:
    """Whether the one who is connected to us is a proxy of ours."""
    return near in SOCKET or _among(_address(near), known)


def _among(address: Address | None, known: Iterable[Network]) -> bool:
    return address is not None and any(address in network for network in known)


def _address(text: str) -> Address | None:
    """Read an address; one of version 4 in the dress of version 6 is itself."""
    try:
        found = ip_address(text.strip("[]"))
    except ValueError:
        return None
    return getattr(found, "ipv4_mapped", None) or found


def _network(text: str) -> Network | None:
    try:
        return ip_network(text, strict=False)
    except ValueError:
        return None
