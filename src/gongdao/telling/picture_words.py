"""Says in words what was measured of two pictures and what the file of one tells; it draws no conclusion."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gongdao.kernel.text import Text
from gongdao.screening.pictures.differences import Differences
from gongdao.screening.pictures.metadata import Metadata
from gongdao.screening.pictures.taken import never_set, taken
from gongdao.screening.pictures.xmp import value_of

# From which ΔE on a difference of colour is called so.
SEEN = (
    (10.0, Text("一眼就看得出", "seen at a glance")),
    (5.0, Text("放在一起看得出", "seen side by side")),
    (2.0, Text("细看才看得出", "seen only by looking closely")),
    (0.0, Text("几乎看不出", "hardly seen")),
)
# How much L*, a* or b* differs before a direction is named, and what it is called where it is more and less.
LEAST_STEP = 3.0
DIRECTIONS = (
    (Text("更亮", "lighter"), Text("更暗", "darker")),
    (Text("更红", "redder"), Text("更绿", "greener")),
    (Text("更黄", "yellower"), Text("更蓝", "bluer")),
)
LAID = Text(
    "两张图能叠上（吻合度 {correlation}）；两张都拍到的，占商品图的 {overlap}%。",
    "The two can be laid over each other (agreement {correlation}); both show {overlap} % of the listing's picture.",
)
NOT_LAID = Text(
    "两张图叠不上（吻合度 {correlation}）：拍的角度不同，或者不是同一件东西。下面只比较了各自中间一块的颜色。",
    "The two cannot be laid over each other (agreement {correlation}): taken from elsewhere, or not of the same thing. "
    "Below, only the colours in the middle of each were compared.",
)
HOW_LAID = Text("叠上时，实拍图要{how}。", "To lie on it, the picture of what came has to be {how}.")
MIRRORED, TURNED, ZOOMED = (
    Text("左右翻转", "mirrored"),
    Text("转 {degrees} 度", "turned by {degrees} degrees"),
    Text("缩放到 {percent}%", "brought to {percent} % of its size"),
)
PANELS = Text(
    "左：{listing}。中：{theirs}，叠到左图的位置。右：越亮，颜色差得越多。",
    "Left: {listing}. Middle: {theirs}, laid where the left one is. Right: the brighter, the more colours differ.",
)
MIDDLES = Text(
    "左：{listing}的中间一块。中：{theirs}的中间一块。右：越亮，颜色差得越多。",
    "Left: the middle of {listing}. Middle: that of {theirs}. Right: the brighter, the more colours differ.",
)
COLOUR = Text(
    "整体颜色差 ΔE {colour}，{seen}；实拍图{how}。",
    "The colours as a whole are ΔE {colour} apart, {seen}; the picture of what came is {how}.",
)
SAME_COLOUR = Text("整体颜色差 ΔE {colour}，{seen}。", "The colours as a whole are ΔE {colour} apart, {seen}.")
IN_SAME_LIGHT = Text(
    "把两张图调到一样的光线以后，各处平均还差 ΔE {colour}；明显不同的地方占 {clearly}%{where}。",
    "Brought to the same light, places still differ by ΔE {colour} on average; {clearly} % differ clearly{where}.",
)
MOST_AT = Text("，差得最多的在{where}", ", most of all at the {where}")
ROWS = (Text("上", "top"), Text("中", "middle"), Text("下", "bottom"))
ACROSS = (Text("左", "left"), Text("中间", "middle"), Text("右", "right"))
WHERE_APART = 5.0  # ΔE of the field that differs most before it is named

TAKEN_AT, DEVICE, PROGRAM, FIRST_SIZE, PLACE = (
    Text("拍摄时间", "Taken"),
    Text("拍摄设备", "Device"),
    Text("经手的软件", "Programs that saved it"),
    Text("拍的时候的尺寸", "Size when taken"),
    Text("拍摄地点", "Place"),
)
NO_ZONE = Text("（没写时区）", " (no time zone)")
UNSET = Text("（像是没调过时间的相机）", " (as of a camera whose clock was never set)")
HAS_PLACE = Text("文件里写了，这里不显示", "The file says it; it is not shown here")


def measured(found: Differences, lang: str) -> list[str]:
    """Give what was measured between a picture of a listing and one of what came, as sentences."""
    how = [MIRRORED] if found.mirrored else []
    laid = _say(
        LAID if found.aligned else NOT_LAID, lang, correlation=found.correlation, overlap=_percent(found.overlap)
    )
    return [laid, *(_how_laid(found, how, lang) if found.aligned else ()), _colour(found, lang), _rest(found, lang)]


def panels(found: Differences, lang: str, listing: str, theirs: str) -> str:
    """Say what the three parts of the drawn comparison show, by what both pictures are called."""
    return _say(PANELS if found.aligned else MIDDLES, lang, listing=listing, theirs=theirs)


def noted(told: Metadata, lang: str) -> list[tuple[str, str]]:
    """Give what the file of a picture says of when and with what it was made, as names and values."""
    return [(name.say(lang), value) for name, value in _noted(told, lang) if value]


def _noted(told: Metadata, lang: str) -> Iterator[tuple[Text, str]]:
    at = taken(told)
    if at is not None:
        zone = "" if at.zone_known else NO_ZONE.say(lang)
        yield TAKEN_AT, at.said + zone + (UNSET.say(lang) if never_set(at) else "")
    yield DEVICE, " ".join(dict.fromkeys(filter(None, (told.exif.get("Make", ""), told.exif.get("Model", "")))))
    programs = (told.exif.get("Software", ""), value_of(told.xmp, "xmp:CreatorTool"), told.texts.get("Software", ""))
    yield PROGRAM, ", ".join(dict.fromkeys(filter(None, programs)))
    sides = (told.exif.get("ExifImageWidth", ""), told.exif.get("ExifImageHeight", ""))
    yield FIRST_SIZE, " x ".join(sides) if all(sides) else ""
    yield PLACE, HAS_PLACE.say(lang) if told.exif.get("GPSLatitude") else ""


def _how_laid(found: Differences, how: Sequence[Text], lang: str) -> Iterator[str]:
    said = [it.say(lang) for it in how]
    if abs(found.turn) >= 1:
        said.append(_say(TURNED, lang, degrees=round(-found.turn)))
    if abs(found.zoom - 1) >= 0.05:
        said.append(_say(ZOOMED, lang, percent=round(100 / found.zoom)))
    if said:
        yield _say(HOW_LAID, lang, how=_joined(said, lang))


def _colour(found: Differences, lang: str) -> str:
    steps = zip(DIRECTIONS, found.listing, _as_light(found), strict=True)
    ways = [pair[theirs < ours].say(lang) for pair, ours, theirs in steps if abs(theirs - ours) >= LEAST_STEP]
    seen = next(name for least, name in SEEN if found.colour >= least).say(lang)
    text = COLOUR if ways else SAME_COLOUR
    return _say(text, lang, colour=found.colour, seen=seen, how=_joined(ways, lang))


def _as_light(found: Differences) -> tuple[float, float, float]:
    """Their colour, its tint as strong as it would be in the listing's brightness: what is darker is paler too."""
    light, red, yellow = found.theirs
    more = found.listing[0] / max(1.0, light)
    return light, red * more, yellow * more


def _rest(found: Differences, lang: str) -> str:
    where = _most_apart(found, lang) if found.aligned else ""
    share = _percent(found.clearly)
    return _say(IN_SAME_LIGHT, lang, colour=found.colour_in_same_light, clearly=share, where=where)


def _most_apart(found: Differences, lang: str) -> str:
    """Where of nine parts the field lies that differs most; nothing where none does by much."""
    fields = [(gap, row, column) for row, gaps in enumerate(found.grid) for column, gap in enumerate(gaps)]
    gap, row, column = max(fields)
    if gap < WHERE_APART:
        return ""
    part = len(found.grid) / 3
    down, across = ROWS[int(row / part)].say(lang), ACROSS[int(column / part)].say(lang)
    place = (across + down if across != "中间" else down + "部中间") if lang == "zh" else f"{down} {across}"
    return _say(MOST_AT, lang, where="middle" if place == "middle middle" else place)


def _joined(words: Sequence[str], lang: str) -> str:
    return ("、" if lang == "zh" else ", ").join(words)


def _percent(share: float) -> int:
    return round(100 * share)


def _say(text: Text, lang: str, **given: object) -> str:
    return text.say(lang).format(**given)
