"""The files of pictures that are taken: their kinds, how many pixels they may have, and what is white in them."""

from __future__ import annotations

from PIL import Image

KINDS = {"JPEG": "image/jpeg", "MPO": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp", "AVIF": "image/avif"}
FORMATS = ("JPEG", "PNG", "WEBP", "AVIF")  # those of JPEG hold several pictures at times: MPO
# A JPEG is read at a part of its size, so that phones with 200 megapixels do no harm; others are read whole.
MOST_JPEG, MOST_OTHER = 220_000_000, 50_000_000
# Pillow itself stops at what would be too much for it; we stop before, with a sentence.
Image.MAX_IMAGE_PIXELS = MOST_JPEG


def on_white(image: Image.Image) -> Image.Image:
    """Give a picture in plain colours, what can be seen through drawn white."""
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        clear = image.convert("RGBA")
        white = Image.new("RGBA", clear.size, "white")
        return Image.alpha_composite(white, clear).convert("RGB")
    return image.convert("RGB")
