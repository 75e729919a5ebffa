"""Whatever a clerk, a courier and the register of pauses do, the record verifies after it."""

from __future__ import annotations

from threading import Event

from court_room import HOLE, SIGNED, UNSHIPPED, WANTS_MONEY, at, opened
from gongdao.service.record import pauses, store
from gongdao.service.record.verify import Verified, verify
from gongdao.service.work import clerk, courier
from gongdao.service.work.courier import Answer


def faults(law):
    return list(verify(law, Verified()))


def swept(law, hours):
    return clerk.run(law, lambda: at(hours), Event(), lambda done, when: None, until_idle=True)


def paid(parcel):
    return Answer(f"receipt of {parcel.key}", parcel.body["amount"]) if parcel.kind == "money.execute" else None


def test_the_record_verifies_after_all_that_happens_by_itself(law):
    for number in range(4):
        order, claim = ((UNSHIPPED, WANTS_MONEY), (SIGNED, HOLE))[number % 2]
        own = tuple((key, f"X-{number}" if key == "id" else value) for key, value in order)
        for command in opened(own, claim, at(number)):
            store.submit(law, f"shop:C-{number}", command, command.at)

    pauses.add(law, at(10), at(15), "power failure", "supervisor:1", at(16))
    assert swept(law, 17).renewed == 4
    assert faults(law) == []
    assert swept(law, 100).fired
    assert faults(law) == []
    pauses.begin(law, at(110), "the database moves", "supervisor:1", at(110))
    assert swept(law, 111).renewed
    assert faults(law) == []
    while courier.deliver(law, at(120), paid) != courier.Delivered():
        pass
    assert faults(law) == []
    pauses.end(law, at(150), "supervisor:1", at(150))
    assert swept(law, 2000).fired
    assert faults(law) == []
