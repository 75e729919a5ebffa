"""The sentences of files that cannot be taken in: what is wrong with one, and what to do. code -> (zh, en)."""

from __future__ import annotations

MESSAGES: dict[str, tuple[str, str]] = {
    "file-empty": (
        "这个文件是空的，没有内容；请重新拍一张，或重新选文件",
        "this file is empty; take the picture again or choose another file",
    ),
    "file-broken": (
        "文件打不开，可能已经损坏；请重新拍一张，或重新选文件",
        "the file cannot be opened, it may be damaged; take it again or choose another file",
    ),
    "file-cut-off": (
        "文件不完整，后面一段没有了；请在手机上打开看看，能完整播放或显示再传一次",
        "the file is cut off at its end; open it on your phone, and send it again once it plays or shows to the end",
    ),
    "file-kind": (
        "这种文件（{kind}）不能收；请用照片（JPEG、PNG、WebP）、视频（MP4、MOV、WebM）、PDF 或纯文本，或者截一张图",
        "this kind of file ({kind}) is not taken; send a photo (JPEG, PNG, WebP), a video (MP4, MOV, WebM), a PDF or plain text, or make a screenshot",
    ),
    "file-heic": (
        "这张照片是苹果手机的 HEIC 格式，别人可能打不开；请在“设置 → 相机 → 格式”里选“兼容性最佳”再拍，或者把照片截图再传",
        "this photo is HEIC, which others may not be able to open; choose Settings → Camera → Formats → Most Compatible and take it again, or send a screenshot of it",
    ),
    "picture-too-large": (
        "这张照片有 {pixels} 个像素，超过上限 {most}；请在相机里把像素调小，或者截图再传",
        "this picture has {pixels} pixels, more than the {most} that are taken; lower the camera's resolution or send a screenshot",
    ),
    "file-infected": (
        "安全检查在这个文件里发现了病毒（{found}），没有收下，已经隔离；请换一个文件，例如重新拍一张",
        "a virus was found in this file ({found}); it was not taken and was put aside: send another file, for instance a new photo",
    ),
    "scanner-away": (
        "安全检查暂时做不了，文件已经传到，还没有收下；请过几分钟再按“重试”",
        "the security check is not available now; the file has come but is not taken yet: press retry in a few minutes",
    ),
    "ocr-absent": (
        "这台机器没有装认字的程序（{program}），图里的字读不了；请管理员安装，或者把图里的话打出来",
        "the program that reads writing in pictures ({program}) is not installed on this machine; have it installed, or type what the picture says",
    ),
    "ocr-language": (
        "认字的程序没有装中文（{language}）；请管理员安装，或者把图里的话打出来",
        "the program that reads writing lacks Chinese ({language}); have it installed, or type what the picture says",
    ),
    "ocr-late": (
        "图里的字认了 {seconds} 秒还没认完；请裁出要紧的一块再试，或者把话打出来",
        "the writing in the picture was not read within {seconds} seconds; cut out the part that matters, or type what it says",
    ),
    "ocr-failed": (
        "图里的字没认出来（{told}）；请裁出要紧的一块再试，或者把话打出来",
        "the writing in the picture could not be read ({told}); cut out the part that matters, or type what it says",
    ),
}
