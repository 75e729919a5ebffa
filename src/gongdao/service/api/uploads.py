"""Files sent piece by piece, resumed where they broke off, and handed in as evidence; files of a case read again."""

from __future__ import annotations

from typing import Annotated, Any, Literal, cast

from django.http import HttpRequest, HttpResponse
from ninja import Path, Query

from gongdao.kernel.errors import Refused
from gongdao.kernel.text import Text
from gongdao.service.actions import uploads
from gongdao.service.actions.evidence import shown, submit_evidence
from gongdao.service.actions.uploads import Upload
from gongdao.service.api import upload_models as models
from gongdao.service.api.commands import CaseId, Done, done, seen
from gongdao.service.api.keyed import keyed
from gongdao.service.api.operations import answer, asker, operation
from gongdao.service.queries import files
from gongdao.service.queries.cases import opened
from gongdao.service.record.file_store import Kept
from gongdao.service.streaming import given as file_given

TAG = "evidence"
READ, WRITE = "cases:read", "cases:write"
OCTETS, OFFSET = "application/offset+octet-stream", "Upload-Offset"
# What one request may add to a file; what is larger comes in several.
MOST_PIECE = 16 * 1024 * 1024
UploadId = Annotated[
    str,
    Path(pattern=r"^[0-9a-f]{24}$", description="上传的编号 / id of the upload", examples=["9f1c2ab04d5e6f7081920a1b"]),
]
Commitment = Annotated[
    str, Path(pattern=r"^[0-9a-f]{64}$", description="文件的承诺值 / what stands for the file", examples=["0" * 64])
]
EvidenceId = Annotated[str, Path(pattern=r"^[!-$&-.0-~]{1,120}$", description="凭证编号 / its id", examples=["E1"])]
Form = Annotated[
    Literal["view", "thumb", "original"],
    Query(description="要哪一种：看的、小图、原件 / which: for looking at, small, as it was sent"),
]


@operation(
    TAG, "POST", "/cases/{case_id}/uploads", models.UploadSaid, Text("开始上传文件", "Begin an upload"), scope=WRITE,
    status=201, marks=("key",), takes=models.UploadGiven, examples={"photo": {"name": "IMG_2034.jpg", "size": 2480133}},
    more=Text(
        "先说文件名和字节数，再用 PATCH 一段一段发；断了就用 HEAD 问收到哪里，从那里接着发；发完用 finish 检查。",
        "Tell the name and the size, send the bytes with PATCH in pieces, ask with HEAD where it broke off and go on "
        "from there, and have it looked at with finish.",
    ),
)  # fmt: skip
def begin_upload(request: HttpRequest, case_id: CaseId, given: Any) -> HttpResponse:
    """Begin to send a file for a case."""
    actor = asker(request)
    return keyed(
        request, actor, lambda key: said(uploads.begin(actor, case_id, given.name, given.size, key), 201)
    )  # fmt: skip


@operation(
    TAG, "GET", "/uploads/{upload_id}", models.UploadSaid, Text("查看上传", "Read an upload"), scope=WRITE
)  # fmt: skip
def get_upload(request: HttpRequest, upload_id: UploadId) -> HttpResponse:
    """Give an upload of one's own."""
    return said(uploads.find(asker(request), upload_id))


@operation(
    TAG, "HEAD", "/uploads/{upload_id}", None, Text("问收到了哪里", "Ask how far an upload came"), scope=WRITE,
    more=Text(
        "答复的标头 Upload-Offset 是已经收到的字节数，Upload-Length 是总数。",
        "The headers Upload-Offset and Upload-Length of the answer say how many bytes have come, and of how many.",
    ),
)  # fmt: skip
def head_upload(request: HttpRequest, upload_id: UploadId) -> HttpResponse:
    """Say where to go on."""
    response = said(uploads.find(asker(request), upload_id))
    response.content = b""
    return response


@operation(
    TAG, "PATCH", "/uploads/{upload_id}", models.UploadSaid, Text("接着发", "Send the next piece"), scope=WRITE,
    marks=("offset", "octets", "room"),
    more=Text(
        "内容是文件的下一段，最多 16 MB；Upload-Offset 是它从第几个字节开始，不对时答 409 并说出对的。"
        "断在半路的部分也留着。",
        "The body is the next piece of the file, at most 16 MB, and Upload-Offset the byte it begins with; where that "
        "is wrong, the answer is 409 and tells the right one. What came before a connection broke is kept.",
    ),
)  # fmt: skip
def patch_upload(request: HttpRequest, upload_id: UploadId) -> HttpResponse:
    """Add a piece to a file."""
    actor = asker(request)
    uploads.find(actor, upload_id)
    if request.content_type != OCTETS:
        raise Refused("octets-wanted", value=request.content_type or "-", wanted=OCTETS)
    offset, length = request.headers.get(OFFSET, ""), int(request.META.get("CONTENT_LENGTH") or 0)
    if not offset.isascii() or not offset.isdecimal() or len(offset) > 12:
        raise Refused("upload-offset-form", value=offset[:40] or "-")
    if length > MOST_PIECE:
        raise Refused("body-too-large", most=MOST_PIECE)
    return said(uploads.append(actor, upload_id, int(offset), request, length))


@operation(
    TAG, "POST", "/uploads/{upload_id}/finish", models.UploadSaid, Text("传完，检查", "Finish an upload"), scope=WRITE,
    marks=("room",),
    more=Text(
        "文件发完以后检查它是什么、能不能打开、有没有病毒；不能收的，说明里写着怎么办。再发一次没有害处。",
        "Once a file has come, it is looked at: what it is, whether it opens, whether there is a virus in it. Where it "
        "cannot be taken, the problem says what to do. Sent again it does no harm.",
    ),
)  # fmt: skip
def finish_upload(request: HttpRequest, upload_id: UploadId) -> HttpResponse:
    """Look at a file that has come whole."""
    return said(uploads.finish(asker(request), upload_id))


@operation(
    TAG, "DELETE", "/uploads/{upload_id}", None, Text("移除上传", "Remove an upload"), scope=WRITE, status=204
)  # fmt: skip
def delete_upload(request: HttpRequest, upload_id: UploadId) -> HttpResponse:
    """Take back a file that was not handed in."""
    uploads.remove(asker(request), upload_id)
    return HttpResponse(status=204)


@operation(
    TAG, "POST", "/cases/{case_id}/evidence", Done, Text("提交凭证", "Hand in evidence"), scope=WRITE, status=201,
    marks=("key", "match"), takes=models.EvidenceGiven,
    examples={
        "photo": {"kind": "photo", "text": "左侧接缝开裂", "files": []},
        "words": {"kind": "text", "text": "签收时纸箱已经湿透，当着快递员的面打开。"},
    },
    more=Text(
        "买家或卖家交一份凭证，可以带几个传完的文件；立即送达对方。过了举证期的会标为逾期。",
        "The buyer or the seller hands in a piece of evidence, with files that are ready; it is served on the other "
        "side at once. What comes after the time for evidence is marked late.",
    ),
)  # fmt: skip
def submit_evidence_(request: HttpRequest, case_id: CaseId, given: Any) -> HttpResponse:
    """Hand in a piece of evidence."""
    actor = asker(request)
    row = shown(given.kind, given.text.strip(), given.word, given.proves, given.taken_at)

    def run(key: str) -> HttpResponse:
        made = submit_evidence(actor, case_id, given.kind, row, given.files, key, seen(request, case_id))
        return done(made.receipt, made.id)

    return keyed(request, actor, run)


@operation(
    TAG, "GET", "/cases/{case_id}/evidence/{evidence_id}/files", models.FilesSaid,
    Text("凭证的文件", "Files of a piece of evidence"), scope=READ,
)  # fmt: skip
def list_files(request: HttpRequest, case_id: CaseId, evidence_id: EvidenceId) -> HttpResponse:
    """Give the files of a piece of evidence."""
    found = files.piece(opened(asker(request), case_id), evidence_id)
    return answer(
        {"evidence": evidence_id, "digest": found.event.digest, "items": [file_said(it) for it in found.files]}
    )


@operation(
    TAG, "GET", "/cases/{case_id}/files/{commitment}", None, Text("读取文件", "Read a file"), scope=READ,
    more=Text(
        "文件本身，可以用 Range 只要一段。别人交的照片去掉了拍摄信息，视频里的位置信息是空白；"
        "工作人员和提交人可以要原件。",
        "The file itself, or the part that Range names. Photos of others come without what the camera wrote, and where "
        "a video was made is blanked; staff and whoever sent it may have it as it was sent.",
    ),
)  # fmt: skip
def get_file(request: HttpRequest, case_id: CaseId, commitment: Commitment, form: Form = "view") -> HttpResponse:
    """Give a file of a case."""
    it = files.sight(asker(request), case_id, commitment, form)
    tag = f"{commitment}-{form}-{int(it.whole)}"
    made = file_given(request, it.path, it.media_type, it.name, tag, blanks=it.blanks, download=form == "original")
    return cast("HttpResponse", made)


def said(upload: Upload, status: int = 200) -> HttpResponse:
    """Answer with an upload, and how far it came."""
    told = {
        "id": upload.id, "case": upload.stream, "name": upload.name, "size": upload.size, "offset": upload.offset,
        "state": upload.state, "media_type": upload.media_type, "expires_at": upload.expires_at,
    }  # fmt: skip
    headers = {OFFSET: str(upload.offset), "Upload-Length": str(upload.size), "Cache-Control": "no-store"}
    return answer(told, status, headers)


def file_said(kept: Kept) -> dict[str, Any]:
    """A file as the interface tells of it; where it was made is nobody's business here."""
    return {
        "commitment": kept.commitment, "media_type": kept.media_type, "size": kept.size,
        "erased_at": kept.erased_at,
    }  # fmt: skip
