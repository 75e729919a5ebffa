"""Screening says the same in every process: no result hangs on the order in which sets give their words."""

from __future__ import annotations

import os
import subprocess
import sys

SAYS = """
from gongdao.screening.links.imitation import _core
from gongdao.screening.shop_names import brand_in, read_name
from gongdao.screening.talk import read_conversation, screen_conversation
from gongdao.service.screener import brands, shops, talk
from stories import IN_TURNS, SPARE_MONEY

names = shops().names
for name in ("耐克安踏旗舰店", "安踏耐克李宁专卖店", "华为小米苹果三星数码官方店"):
    print(brand_in(names, read_name(names, name)).brand.name)
for text in (IN_TURNS, SPARE_MONEY, SPARE_MONEY + IN_TURNS):
    print(screen_conversation(talk(), read_conversation(text)))
usual = brands().web.usual
print([_core(name, usual) for name in ("janetbank", "netbank", "irsrefund")])
"""


def said(seed: int) -> bytes:
    env = {**os.environ, "PYTHONHASHSEED": str(seed), "PYTHONPATH": os.pathsep.join(sys.path)}
    return subprocess.run([sys.executable, "-c", SAYS], env=env, capture_output=True, check=True).stdout


def test_two_processes_say_the_same_of_brands_scripts_and_names():
    first, *others = [said(seed) for seed in (1, 2, 3)]

    assert first.count(b"\n") == 7
    assert others == [first, first]
