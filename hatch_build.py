"""Ships every pack in its kept form beside the YAML, so that an installed program starts as fast as it can."""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompilePacks(BuildHookInterface[Any]):
    """Composes the packs of the source tree into a folder of the wheel."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compose them with the program that is being built; a mistake in a pack stops the build."""
        sys.path.insert(0, str(Path(self.root) / "src"))
        from gongdao.service.kept import FOLDER, compile_packs
        from gongdao.service.packs import find_packs

        self.made = TemporaryDirectory()
        compile_packs(find_packs(), Path(self.made.name))
        build_data["force_include"][self.made.name] = f"gongdao/packs/{FOLDER}"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Leave nothing behind."""
        self.made.cleanup()
