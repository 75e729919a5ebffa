"""What the interface says of files on their way in, and of evidence that is handed in."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import Field

from gongdao.case.fields.evidence import KINDS
from gongdao.service.api.kinds import NO_NUL, Answer, Body, Instant, Text, one_of
from gongdao.service.record.file_store import MOST_BYTES

FileName = Annotated[str, Field(min_length=1, max_length=1000, json_schema_extra=NO_NUL)]
UploadId = Annotated[str, Field(pattern=r"^[0-9a-f]{24}$")]
Fact = Annotated[str, Field(pattern=r"^[a-z0-9_]{0,80}$")]
Kind: Any = one_of([kind for kind in KINDS if kind != "none"])


class UploadGiven(Body):
    """A file that is to come."""

    name: FileName = Field(description="文件名 / name of the file", examples=["IMG_2034.jpg"])
    size: Annotated[int, Field(ge=1, le=MOST_BYTES)] = Field(
        description="字节数，最多 200 MB / number of its bytes, at most 200 MB", examples=[2480133]
    )


class UploadSaid(Answer):
    """A file on its way in."""

    id: str = Field(description="上传的编号 / id of the upload", examples=["9f1c2ab04d5e6f7081920a1b"])
    case: str = Field(description="案件 / the case", examples=["shop:GD-2026-0001"])
    name: str = Field(description="文件名 / name of the file", examples=["IMG_2034.jpg"])
    size: int = Field(description="字节数 / number of its bytes", examples=[2480133])
    offset: int = Field(
        description="已经收到的字节数，从这里接着发 / bytes that have come; go on from here", examples=[1048576]
    )
    state: Literal["open", "ready", "sent", "refused"] = Field(
        description="open 还没有传完；ready 可以交上去；sent 已经交；refused 没有收下 / "
        "open while it comes, ready to be handed in, sent once it was, refused where it was not taken",
        examples=["open"],
    )
    media_type: str = Field(
        description="真正的类型，传完才知道 / what it really is, known once it came", examples=["image/jpeg"]
    )
    expires_at: datetime = Field(
        description="没有交上去的话，到这时删除 / removed then unless it was handed in",
        examples=["2026-11-22T02:00:00Z"],
    )


class EvidenceGiven(Body):
    """A piece of evidence: what it shows, and its files."""

    kind: Kind = Field(description="凭证种类 / kind of evidence", examples=["photo"])
    text: Text = Field(
        default="", description="一句话说明它显示什么 / what it shows, in one sentence", examples=["左侧接缝开裂"]
    )
    word: Text = Field(
        default="",
        description="规则包里的词，按它评价；没有合适的就不填 / a word of the pack, by which it is weighed",
        examples=["hole"],
    )
    proves: Fact = Field(default="", description="用它说明的事实 / the fact it is about", examples=["prima_facie"])
    taken_at: Instant | None = Field(
        default=None, description="拍摄或制作时间 / when it was made", examples=["2026-11-20T10:00:00+08:00"]
    )
    files: Annotated[list[UploadId], Field(max_length=20)] = Field(
        default=[],
        description="传完的上传，按顺序 / uploads that are ready, in order",
        examples=[["9f1c2ab04d5e6f7081920a1b"]],
    )


class FileSaid(Answer):
    """A file of a piece of evidence; its bytes are read at files/COMMITMENT."""

    commitment: str = Field(
        description="承诺值，不随删除改变 / what stands for it, also once it is erased",
        examples=["7b5245790cfb8f607b5245790cfb8f607b5245790cfb8f607b5245790cfb8f60"],
    )
    media_type: str = Field(description="类型 / media type", examples=["image/jpeg"])
    size: int = Field(description="字节数 / number of its bytes", examples=[2480133])
    erased_at: datetime | None = Field(
        description="何时删除，没有则为空 / when it was erased, if it was", examples=["2026-11-22T02:00:00Z"]
    )


class FilesSaid(Answer):
    """The files of a piece of evidence, in order."""

    evidence: str = Field(description="凭证编号 / id of the piece", examples=["E1"])
    digest: str = Field(
        description="事件里的摘要：文件清单的承诺值 / digest in the event: what stands for the list",
        examples=["5274f0ca40c54e195274f0ca40c54e195274f0ca40c54e195274f0ca40c54e19"],
    )
    items: list[FileSaid] = Field(description="文件 / the files")
