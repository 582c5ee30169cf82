"""Which packs the service shows, and which callables give the pages what lies outside their room."""

from pathlib import Path

from waymark.config.base import SERVICE

PACKS_DIR: Path = Path(__file__).resolve().parent.parent.parent / "packs"
PACKS: tuple[str, ...] = SERVICE.packs
# Whether visitors see what no translator has checked yet, with a notice.
PACK_DRAFTS: bool = SERVICE.show_drafts
PACK_SURROUNDINGS: str = "waymark.public.guidance.surroundings.surroundings"
UI_LINKS: str = "waymark.public.guidance.surroundings.shared_links"
UI_SPEECH: str = "waymark.public.languages.speech_of_path"
