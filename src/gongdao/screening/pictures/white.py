"""A picture without its see-through places: they are white, as on paper."""

from __future__ import annotations

from PIL import Image


def on_white(image: Image.Image) -> Image.Image:
    """Give a picture in plain colours, what can be seen through drawn white."""
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        clear = image.convert("RGBA")
        white = Image.new("RGBA", clear.size, "white")
        return Image.alpha_composite(white, clear).convert("RGB")
    return image.convert("RGB")
