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
    "model-unknown": ("没有模型 {name}，可用 {names}", "there is no model {name}; there is {names}"),
    "no-packs-here": ("{folder} 里没有规则包（缺少 family.yaml）", "there is no pack in {folder} (no family.yaml)"),
    "database-missing": (
        "没有数据库文件 {file}；先用 gongdao migrate --database {url} 建立，或者用 --database、DATABASE_URL 指明它在哪里",
        "there is no database {file}; make it with gongdao migrate --database {url}, or say with --database or DATABASE_URL where it is",
    ),
    "database-without-tables": (
        "数据库 {url} 里还没有公道的表；请先运行 gongdao migrate --database {url}",
        "the database {url} has none of our tables yet; run gongdao migrate --database {url} first",
    ),
    "database-outdated": (
        "数据库 {url} 的表是旧版本的；请先运行 gongdao migrate --database {url}",
        "the tables of {url} are those of an older version; run gongdao migrate --database {url} first",
    ),
    "database-not-one": ("{url} 不是 SQLite 数据库文件", "{url} is no SQLite database"),
    "database-damaged": (
        "SQLite 数据库文件 {url} 已损坏；请从备份恢复，再用 gongdao verify 核对",
        "the SQLite database {url} is damaged; restore it from a backup and check it with gongdao verify",
    ),
    "database-unopened": (
        "打不开数据库文件 {url}；请检查文件夹是否存在、是否可写，以及它是否是文件夹",
        "the database {url} cannot be opened; see whether its folder exists and may be written to, and that it is no folder itself",
    ),
    "database-read-only": (
        "数据库文件 {url} 或它的文件夹是只读的；请改权限，或者用 --database 指明另一个",
        "the database {url} or its folder may only be read; change its permissions or name another with --database",
    ),
    "database-full": (
        "数据库 {url} 所在的磁盘已满；没有写入任何一半的内容，腾出空间后再试",
        "the disk of the database {url} is full; nothing was written by half; make room and try again",
    ),
    "database-not-allowed": (
        "数据库 {url} 不允许这样做（{why}）；建表请用表的所有者，日常请用 gongdao migrate --service-role 授权的角色",
        "the database {url} does not allow it ({why}); tables are made by their owner, daily work is done by the role that gongdao migrate --service-role granted",
    ),
    "database-no-role": (
        "数据库 {url} 里没有这个角色（{why}）；请先用 CREATE ROLE 建立",
        "the database {url} has no such role ({why}); make it first with CREATE ROLE",
    ),
    "database-away": (
        "连不上数据库 {url}：{why}；请检查地址、密码，以及数据库是否在运行",
        "the database {url} cannot be reached: {why}; check the address and the password, and whether it is running",
    ),
    "service-role-not-here": (
        "SQLite 没有角色；--service-role 只用于 PostgreSQL",
        "SQLite knows no roles; --service-role is for PostgreSQL",
    ),
    "secret-missing": (
        "没有密钥：请在环境变量 GONGDAO_SECRET_KEY 里给一个至少 50 个字符的随机值，并妥善保存；例如 python3 -c 'import secrets; print(secrets.token_urlsafe(50))'",
        "there is no secret: give GONGDAO_SECRET_KEY a random value of at least 50 characters in the environment and keep it safe; such as python3 -c 'import secrets; print(secrets.token_urlsafe(50))'",
    ),
    "port-taken": (
        "不能在 {host} 的端口 {port} 上监听（{why}）；用 --port 换一个，0 表示任选一个空闲的",
        "port {port} of {host} cannot be listened on ({why}); name another with --port, 0 for any that is free",
    ),
    "one-process-on-sqlite": (
        "SQLite 上只能有一个进程，不是 {workers} 个；要多个进程请用 PostgreSQL",
        "on SQLite there is one process, not {workers}; for more use PostgreSQL",
    ),
    "demo-folder": (
        "演示的文件夹 {folder} 不能建立或不能写入（{why}）；用 --folder 换一个",
        "the folder of the demo, {folder}, cannot be made or written to ({why}); name another with --folder",
    ),
    "demo-running": (
        "文件夹 {folder} 里已经有一个演示在运行；先停止它，或用 --folder 换一个",
        "a demo is running in {folder} already; stop it first, or name another folder with --folder",
    ),
    "mail-form": (
        "不认识邮件服务器的地址 {url}；应是 smtp://用户:密码@主机:587、smtps://…、smtp+plain://…（本机中继）或 file:///文件夹",
        "there is no mail server at {url}; write smtp://user:password@host:587, smtps://…, smtp+plain://… (a relay on this computer) or file:///folder",
    ),
    "proxies-form": (
        "GONGDAO_PROXIES 里的 {value} 不是地址；请写反向代理的地址或网段，空格隔开，如 127.0.0.1 10.0.0.0/8",
        "{value} in GONGDAO_PROXIES is no address; name the addresses or networks of reverse proxies, such as 127.0.0.1 10.0.0.0/8",
    ),
    "backup-there-already": (
        "文件 {file} 已经存在；备份不覆盖任何文件，请换一个名字",
        "{file} is there already; a backup overwrites nothing, so name another file",
    ),
    "backup-not-written": ("无法写备份 {file}：{why}", "the backup {file} cannot be written: {why}"),
    "backup-not-one": (
        "{file} 不是 gongdao backup 写的备份，或者已经残缺",
        "{file} is no backup of gongdao backup, or a part of it is missing",
    ),
    "backup-damaged": (
        "备份 {file} 里的 {part} 与它的摘要不符，什么也没有恢复；请用另一份备份",
        "in the backup {file}, {part} is not what its digest says; nothing was restored, take another backup",
    ),
    "backup-other-vendor": (
        "这是 {vendor} 的备份，不能恢复到 {url}",
        "this is a backup of {vendor}, which cannot be restored to {url}",
    ),
    "backup-files-folder": (
        "备份里有 {files} 个凭证文件；请用 GONGDAO_FILES 指明把它们放在哪里",
        "the backup holds {files} files of evidence; say with GONGDAO_FILES where they go",
    ),
    "restore-not-empty": (
        "{what} 里已经有内容；只能恢复到空的数据库和空的文件夹",
        "there is something in {what} already; a backup is restored to an empty database and an empty folder",
    ),
    "program-missing": (
        "找不到程序 {program}；请安装 PostgreSQL 的客户端，如 apt-get install postgresql-client",
        "there is no program {program}; install the client of PostgreSQL, such as apt-get install postgresql-client",
    ),
    "program-failed": ("{program} 没有成功：{why}", "{program} failed: {why}"),
    "shop-name-wanted": ("请填店名，照店铺页面上写的", "Type in the name of the shop, as its page has it"),
    "shop-day-form": (
        "开店日期“{value}”看不懂：请写成 2026-09-12 或 2026年9月12日，不知道就空着",
        "“{value}” is no day: write it as 2026-09-12, or leave it empty if you do not know it",
    ),
    "shop-day-ahead": (
        "开店日期 {day} 还没有到：请再看一眼店铺页面",
        "the opening day {day} is still to come: look at the shop's page once more",
    ),
    "shop-score-form": (
        "店铺评分“{value}”看不懂：请写 0 到 5 的数，如 4.6，不知道就空着",
        "the score “{value}” is no number from 0 to 5: write it as 4.6, or leave it empty if you do not know it",
    ),
}
