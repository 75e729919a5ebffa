"""The sentences of what can go wrong with packs and other files on the disk: code -> (zh, en)."""

from __future__ import annotations

MESSAGES: dict[str, tuple[str, str]] = {
    "file-missing": ("没有文件 {file}", "there is no file {file}"),
    "file-is-folder": ("{file} 是文件夹，不是文件", "{file} is a folder, not a file"),
    "file-forbidden": ("没有权限读取 {file}", "{file} may not be read"),
    "file-unreadable": ("无法读取 {file}", "{file} cannot be read"),
    "file-not-utf8": (
        "不是 UTF-8 文字（字节 {byte}）；请在编辑器里另存为 UTF-8",
        "this is not UTF-8 text (byte {byte}); save it as UTF-8 in your editor",
    ),
    "no-packs-here": ("{folder} 里没有规则包（缺少 family.yaml）", "there is no pack in {folder} (no family.yaml)"),
}
