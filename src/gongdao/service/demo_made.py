"""Makes the data of a demo: the tables, and the people and disputes of its marketplace."""

from __future__ import annotations

from django.db import DEFAULT_DB_ALIAS, connections

from gongdao.service import databases, demo_folder
from gongdao.service.database_trouble import told
from gongdao.service.demo.seed import seed
from gongdao.service.demo_folder import Folder
from gongdao.service.installation import law


def make(folder: Folder, lang: str) -> None:
    """Bring the tables up to date, and fill them where this demo is new.

    :raises Refused: the database cannot be written to.
    :raises BadInput: the packs are wrong.
    """
    with told(folder.url):
        try:
            databases.migrate(DEFAULT_DB_ALIAS)
            if not demo_folder.is_made(folder):
                seed(law(), lang)
                demo_folder.mark_made(folder)
        finally:
            connections.close_all()
