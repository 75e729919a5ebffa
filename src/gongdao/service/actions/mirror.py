"""Takes in what a marketplace tells of its people, shops and orders, and passes new facts on to the open cases."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import IntegrityError, connection, models, transaction

from gongdao.kernel.errors import Refused
from gongdao.service.actions.news import Told, tell
from gongdao.service.actions.profiles import keep_account, kept_profile
from gongdao.service.actions.screen_later import BUYER, SHOP, look_again
from gongdao.service.actions.screen_parcels import scans_came_in
from gongdao.service.installation import now
from gongdao.service.market.models import Order, Shipment, Shop
from gongdao.service.market.sign_offs import sign_off_of
from gongdao.service.people.actor import MARKETPLACE, Actor
from gongdao.service.people.models import SELLER, RoleRow, User
from gongdao.service.queries.known_orders import order_known, order_named
from gongdao.service.queries.known_people import shop_known, user_known

Facts = Mapping[str, Any]
Kind = type[User] | type[Shop] | type[Order] | type[Shipment]
# Lines of a chat are what a marketplace tells most often: one statement, which leaves those of other orders alone.
MOST_LINES = 100
_LINE = "(%s, %s, %s, %s, %s, %s, %s)"
_LINES = (
    "INSERT INTO market_message (order_id, source, external_id, sender, text, at, read_at) VALUES {}"
    " ON CONFLICT (source, external_id) DO UPDATE SET sender = excluded.sender, text = excluded.text, at = excluded.at,"
    " read_at = excluded.read_at WHERE market_message.order_id = excluded.order_id RETURNING external_id"
)


@dataclass(frozen=True, slots=True)
class Put:
    """What became of something told: its row, whether it is new, and which open cases were told of it."""

    row: Any
    created: bool
    told: tuple[Told, ...] = ()


def put_user(actor: Actor, id_: str, given: Facts, as_of: datetime | None = None) -> Put:
    """Take in a user: ``name``, ``phone``, ``email``, ``language``, ``elder``, and the ``shops`` he acts for.

    ``account`` is what links his account to others, of which digests are kept alone.

    :raises Refused: who tells is no marketplace, a shop is not known, or something newer is known of him.
    """
    source, at = _source(actor), as_of or now()
    shops = [shop_known(source, shop).key for shop in given.get("shops", ())]
    said = {key: value for key, value in given.items() if key not in ("shops", "account")}
    fresh = {**said, "username": f"{source}:{id_}", "password": "!"}  # nobody signs in with it until he sets one
    put = _put(User, {"source": source, "external_id": id_}, said, at, fresh)
    if "shops" in given:
        _act_for(put.row, source, shops)
    if given.get("account") is not None:
        keep_account(put.row, source, given["account"])
        look_again(source, [f"{BUYER}:{put.row.person}"], now())
    return put


def put_shop(actor: Actor, id_: str, given: Facts, as_of: datetime | None = None) -> Put:
    """Take in a shop: its ``name`` and ``facts`` (the part ``seller``); its open cases are told.

    ``profile`` is what it is screened by besides; it is screened again soon.

    :raises Refused: who tells is no marketplace, or something newer is known of it.
    """
    source = _source(actor)
    said = {**given, "profile": kept_profile(source, given["profile"])} if given.get("profile") else given
    put = _put(Shop, {"source": source, "external_id": id_}, said, as_of or now())
    look_again(source, [f"{SHOP}:{put.row.key}"], now())
    orders = Order.objects.filter(shop=put.row).select_related("shop", "buyer")
    return Put(put.row, put.created, () if put.created else tell(orders, put.row.updated_at, ("seller",)))


def put_order(actor: Actor, id_: str, given: Facts, as_of: datetime | None = None) -> Put:
    """Take in an order; ``buyer`` and ``shop`` are external ids, the rest are fields of `Order`. Its cases are told.

    :raises Refused: who tells is no marketplace, buyer or shop are not known, the order is another buyer's or shop's,
        or something newer is known of it.
    """
    source = _source(actor)
    buyer, shop = user_known(source, given["buyer"]), shop_known(source, given["shop"])
    known = Order.objects.filter(source=source, external_id=id_).first()
    if known is not None and (known.buyer_id, known.shop_id) != (buyer.pk, shop.pk):
        raise Refused("order-of-others", order=id_)
    said = {**given, "buyer": buyer, "shop": shop}
    put = _put(Order, {"source": source, "external_id": id_}, said, as_of or now())
    return Put(put.row, put.created, tell([put.row], put.row.updated_at))


def put_shipment(actor: Actor, order_id: str, waybill: str, given: Facts, as_of: datetime | None = None) -> Put:
    """Take in a parcel of an order: its ``carrier`` and all its ``scans`` so far. The order's open cases are told.

    A waybill that another order names too is taken in: whether that is odd is for the screening to say (S11).

    :raises Refused: who tells is no marketplace, the order is not known, or something newer is known of the parcel.
    """
    order = order_known(actor, order_id)
    source = _source(actor)
    known_by = {"source": source, "waybill": waybill, "order": order}
    known = Shipment.objects.filter(**known_by).first()
    earlier = {waybill: known.scans} if known is not None else {}
    said = dict(given)
    if "scans" in given:
        said["signed_at"], said["hand"] = sign_off_of(given["scans"])
    put = _put(Shipment, known_by, said, as_of or now())
    told = tell([order], put.row.updated_at, ("logistics",))
    scans_came_in([each.stream for each in told], order, earlier)
    return Put(put.row, put.created, told)


def put_messages(actor: Actor, order_id: str, given: Sequence[Facts]) -> Put:
    """Take in lines of the chat of an order, each known by its ``external_id``. The order's open cases are told.

    :raises Refused: who tells is no marketplace, the order is not known, or a line is another order's.
    """
    order = order_named(actor, order_id)
    lines = {line["external_id"]: line for line in given}
    _write_lines(order, order.source, list(lines.values()))
    return Put(list(lines), created=True, told=tell([order], now(), ("chat",)))


@transaction.atomic
def _write_lines(order: Order, source: str, lines: Sequence[Facts]) -> None:
    """Write lines of a chat, new or over those that are there; where one is another order's, none of them."""
    stored = connection.ops.adapt_datetimefield_value
    rows = [
        (order.pk, source, line["external_id"], line["sender"], line["text"], stored(line["at"]),
         stored(line.get("read_at")))
        for line in lines
    ]  # fmt: skip
    with connection.cursor() as cursor:
        for some in (rows[n : n + MOST_LINES] for n in range(0, len(rows), MOST_LINES)):
            cursor.execute(_LINES.format(", ".join([_LINE] * len(some))), [it for row in some for it in row])
            written = {id_ for (id_,) in cursor.fetchall()}
            if stranger := next((row[2] for row in some if row[2] not in written), ""):
                raise Refused("message-of-others", id=stranger)


def _source(actor: Actor) -> str:
    if not actor.has(MARKETPLACE):
        raise Refused("not-a-marketplace")
    return actor.source


def _put(kind: Kind, known_by: Facts, said: Facts, at: datetime, fresh: Facts | None = None) -> Put:
    """Write a row, new or over the one that is there; what came in first at the same moment is written over."""
    try:
        return _written(kind, known_by, said, at, fresh)
    except IntegrityError:
        return _written(kind, known_by, said, at, fresh)


@transaction.atomic
def _written(kind: Kind, known_by: Facts, said: Facts, at: datetime, fresh: Facts | None) -> Put:
    rows: models.QuerySet[Any] = kind.objects.all()
    row = rows.select_for_update(of=("self",)).filter(**known_by).first()
    if row is None:
        return Put(rows.create(**known_by, **(fresh or said), updated_at=at), created=True)
    if row.updated_at is not None and at < row.updated_at:
        raise Refused("older-than-known", known=row.updated_at.isoformat(), told=at.isoformat())
    for name, value in said.items():
        setattr(row, name, value)
    row.updated_at = at
    row.save()
    return Put(row, created=False)


def _act_for(user: User, source: str, shops: Iterable[str]) -> None:
    """The shops of this marketplace that a user acts for are these and no others."""
    wanted = set(shops)
    with transaction.atomic():
        theirs = Shop.objects.filter(source=source).values_list("key", flat=True)
        RoleRow.objects.filter(user=user, role=SELLER, shop__in=theirs).exclude(shop__in=wanted).delete()
        rows = [RoleRow(user=user, role=SELLER, shop=shop) for shop in sorted(wanted)]
        RoleRow.objects.bulk_create(rows, ignore_conflicts=True)
