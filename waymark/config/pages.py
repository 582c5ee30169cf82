"""Which packs the service shows, and which callables give the pages what lies outside their room."""

from pathlib import Path

from waymark.config.base import DATA_DIR, SERVICE
from waymark.config.doors import DOORS as WAYS
from waymark.config.packfolders import folder_of

PACKS: tuple[str, ...] = SERVICE.packs
PACK_FOLDERS: dict[str, Path] = {name: folder_of(name, DATA_DIR) for name in PACKS}
DOORS: dict[str, str] = WAYS
# Whether visitors see what no translator has checked yet, with a notice.
PACK_DRAFTS: bool = SERVICE.show_drafts
# Of brotli. A demonstration has to be ready soon; a real service presses rarely, and each byte travels often.
PRESS_QUALITY: int = 9 if SERVICE.demonstration else 11
ENTRY_PATH: str = SERVICE.entry_path
ENTRY_TITLE: str = SERVICE.entry_title
PACK_SURROUNDINGS: str = "waymark.press.surroundings.surroundings"
UI_LINKS: str = "waymark.press.surroundings.shared_links"
UI_SPEECH: str = "waymark.press.speaking.speech_of_path"
# Films in British Sign Language that the service put there: docs/runbooks/signed-films.md.
SIGNED_DIR: Path = DATA_DIR / "signed"
