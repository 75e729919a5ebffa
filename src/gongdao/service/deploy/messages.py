"""What `gongdao check --deploy` says of each thing: how it is, and what to do: code -> (zh, en)."""

from __future__ import annotations

MESSAGES: dict[str, tuple[str, str]] = {
    "deploy-secret": ("密钥够长、够随机", "the secret is long and random enough"),
    "deploy-secret-weak": (
        "密钥太短或太简单：请把 GONGDAO_SECRET_KEY 换成至少 {most} 个字符的随机值；更换后所有人要重新登录",
        "the secret is short or plain: give GONGDAO_SECRET_KEY a random value of at least {most} characters; everybody will have to sign in again",
    ),
    "deploy-hosts": ("对外的域名：{hosts}", "known to the public as {hosts}"),
    "deploy-hosts-none": (
        "没有对外的域名：请在 GONGDAO_HOSTS 里写上网站的域名，用空格隔开",
        "there is no public name: put the names of the site into GONGDAO_HOSTS, separated by spaces",
    ),
    "deploy-hosts-any": (
        "GONGDAO_HOSTS 里的 * 让任何域名都能冒充本站：请写明域名",
        "the * in GONGDAO_HOSTS lets any name pass for this site: name the names",
    ),
    "deploy-https": ("只用加密连接，Cookie 也是", "encrypted connections only, and so the cookies"),
    "deploy-https-off": (
        "没有要求加密连接：请在反向代理上启用 HTTPS，并设 GONGDAO_HTTPS=1",
        "encryption is not asked for: have the reverse proxy speak HTTPS and set GONGDAO_HTTPS=1",
    ),
    "deploy-proxies": (
        "浏览器的地址，信来自 {networks} 的反向代理",
        "reverse proxies at {networks} are believed when they say where a request comes from",
    ),
    "deploy-proxies-any": (
        "GONGDAO_PROXIES 里的 {networks} 让任何人都能冒充别人的地址，登录锁定和限额就失去作用：请只写反向代理的地址",
        "{networks} in GONGDAO_PROXIES lets anybody pass for another address, which undoes locks and quotas: name the addresses of your reverse proxies only",
    ),
    "deploy-proxies-none": (
        "不信任何反向代理（GONGDAO_PROXIES 是空的）：除非代理从套接字文件（--socket）连来，所有人都会算作同一个地址，HTTPS 也认不出来；请写上代理的地址",
        "no reverse proxy is believed (GONGDAO_PROXIES is empty): unless it comes by the file of a socket (--socket), everybody counts as one address and HTTPS is not recognised; name the address of the proxy",
    ),
    "deploy-url-missing": (
        "邮件里的链接不知道指向哪里（{url}）：请把 GONGDAO_URL 设为网站地址，如 https://court.example.com",
        "links in mails do not know where they lead ({url}): set GONGDAO_URL to the address of the site, such as https://court.example.com",
    ),
    "deploy-no-demo": ("不是演示，也没有开调试", "neither a demo nor a debugger"),
    "deploy-demo-on": (
        "正处于演示或调试状态，任何人都能以任何身份登录：请去掉 GONGDAO_DEMO",
        "this is a demo or a debugger, in which anybody signs in as anybody: take GONGDAO_DEMO away",
    ),
    "deploy-mail": ("邮件服务器 {host} 可以连接", "the mail server {host} answers"),
    "deploy-mail-none": (
        "没有邮件服务器，通知只在站内：要发邮件请设 GONGDAO_MAIL",
        "there is no mail server, so notices stay on the site: set GONGDAO_MAIL to send them by mail",
    ),
    "deploy-mail-into-files": (
        "邮件写进文件，没有人会收到：请把 GONGDAO_MAIL 换成邮件服务器",
        "mails go into files and reach nobody: give GONGDAO_MAIL a mail server",
    ),
    "deploy-mail-away": (
        "邮件服务器 {host} 连不上：{why}；请检查 GONGDAO_MAIL 的地址、用户和密码",
        "the mail server {host} cannot be reached: {why}; check address, user and password in GONGDAO_MAIL",
    ),
    "deploy-mail-plain": (
        "发往 {host} 的邮件没有加密：请用 smtp://（STARTTLS）或 smtps://",
        "mail to {host} is not encrypted: use smtp:// (STARTTLS) or smtps://",
    ),
    "deploy-database": ("数据库可以连接，表是这一版本的", "the database answers and has the tables of this version"),
    "deploy-database-wrong": ("数据库：{refused}", "the database: {refused}"),
    "deploy-database-sqlite": (
        "数据库是 SQLite，只有一个进程：访问量大或要多台机器请用 PostgreSQL",
        "the database is SQLite, with one process: for many visitors or several computers use PostgreSQL",
    ),
    "deploy-database-role": (
        "服务用的数据库角色只能追加事件和账目",
        "the role of the service may only append to events and journal",
    ),
    "deploy-database-owner": (
        "服务用的数据库角色能改写事件：请另建一个角色，用 gongdao migrate --service-role 授权，再让服务用它连接",
        "the role of the service may change events: make another role, grant it with gongdao migrate --service-role, and have the service connect as it",
    ),
    "deploy-packs": ("规则包完好，有 {platform}", "the packs are whole, {platform} among them"),
    "deploy-packs-wrong": (
        "规则包有 {count} 处错误：运行 gongdao policy check 查看",
        "the packs have {count} mistakes: see gongdao policy check",
    ),
    "deploy-packs-without": (
        "规则包里没有 {platform}：请把 GONGDAO_PLATFORM 设为其中之一：{known}",
        "there is no pack for {platform}: set GONGDAO_PLATFORM to one of {known}",
    ),
    "deploy-clock": (
        "时钟与数据库一致（相差 {seconds} 秒）",
        "the clock agrees with that of the database ({seconds} s apart)",
    ),
    "deploy-clock-apart": (
        "时钟与数据库相差 {seconds} 秒，期限会算错：请在两台机器上启用时间同步（如 systemd-timesyncd）",
        "the clock and that of the database are {seconds} s apart, so deadlines go wrong: keep both computers in time (such as by systemd-timesyncd)",
    ),
    "deploy-anchors": ("每天锚定到 {file}，最近一次 {last}", "each day is anchored in {file}, last at {last}"),
    "deploy-anchors-none": (
        "没有锚定文件：请把 GONGDAO_ANCHOR_FILE 设为一个文件，并把它复制到别处，他人才能证明记录没有被改过",
        "there is no anchor file: set GONGDAO_ANCHOR_FILE and copy the file elsewhere, so that others can prove the record unchanged",
    ),
    "deploy-anchors-closed": (
        "锚定文件 {file} 不能写：请改权限",
        "the anchor file {file} cannot be written to: change its permissions",
    ),
    "deploy-anchors-late": (
        "最近一次锚定是 {last}：请看书记员（gongdao clerk）是否在运行",
        "the last anchor is of {last}: see whether the clerk (gongdao clerk) is running",
    ),
    "deploy-operators": ("运维人员 {count} 名", "operators: {count}"),
    "deploy-operators-none": (
        "没有运维人员：用 gongdao user 建一个",
        "there is no operator: make one with gongdao user",
    ),
    "deploy-staff": ("客服（小二）{count} 名", "adjudicators: {count}"),
    "deploy-staff-none": (
        "没有客服（小二），没有人能认定事实：用 gongdao user 建一个",
        "there is no adjudicator, so nobody can find facts: make one with gongdao user",
    ),
    "deploy-payer": ("来源 {source} 的付款交给一个接收端办理", "payments of {source} are carried out by an endpoint"),
    "deploy-payer-none": (
        "没有办理付款的接收端：付款会等平台从接口取走并答复；要主动通知，请给来源 {source} 建一个",
        "no endpoint carries out payments: they wait until the marketplace fetches and answers them; to have it told, make one for {source}",
    ),
    "deploy-files": ("凭证文件放在 {folder}", "files of evidence are in {folder}"),
    "deploy-files-none": (
        "没有放凭证文件的文件夹：请设 GONGDAO_FILES，几个进程要看到同一个",
        "there is no folder for files of evidence: set GONGDAO_FILES to one that all processes see",
    ),
    "deploy-files-closed": (
        "凭证文件的文件夹 {folder} 不能写：请改权限",
        "the folder {folder} for files of evidence cannot be written to: change its permissions",
    ),
}
