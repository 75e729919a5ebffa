"""The pages in tests: Django reads its settings before any module of a test asks for a table."""

from __future__ import annotations

from gongdao.service import databases

databases.setup()
