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
        "认不出这是什么文件，不能收；请用照片、视频、PDF 或纯文本，或者在屏幕上打开它，截一张图",
        "this is a file of a kind we do not know, and it is not taken; send a photo, a video, a PDF or plain text, or open it and make a screenshot",
    ),
    "file-document": (
        "这是文档、表格或压缩包，不能收；请另存为 PDF，或者打开它截图",
        "this is a document, a sheet or an archive, and it is not taken; save it as PDF, or open it and make screenshots",
    ),
    "file-sound": (
        "这是录音，不能收；请用手机放出来录一段视频，或者把里面的话写成文字",
        "this is a sound recording, and it is not taken; play it while you film with a phone, or write down what is said",
    ),
    "file-picture": (
        "这种图片别人可能打不开，不能收；请截图再传，或另存为 JPEG 或 PNG",
        "others may not be able to open a picture of this kind, and it is not taken; send a screenshot, or save it as JPEG or PNG",
    ),
    "file-program": (
        "这是网页或程序，不能收；请打开它截图，或者存成 PDF",
        "this is a web page or a program, and it is not taken; open it and make a screenshot, or save it as PDF",
    ),
    "file-text-long": (
        "这段文字有 {size} 字节，最多 {most}；请只留要紧的一段，或者存成 PDF",
        "this text has {size} bytes and may have {most}; keep the part that matters, or save it as PDF",
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
