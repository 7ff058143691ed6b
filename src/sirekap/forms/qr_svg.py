"""A QR code as a picture of squares (SVG), for slips of paper and for screens."""

from sirekap.forms.stamp import QR_LEVEL_LARGE, encoded


def qr_svg(text: str) -> str:
    """Return the QR code of *text*, one unit a module, without the quiet zone around it."""
    rows, side = encoded(text, QR_LEVEL_LARGE)
    wide = len(rows) // side
    squares = "".join(
        f"M{x} {y}h1v1h-1z" for y in range(side) for x in range(side) if rows[y * wide + x // 8] >> x % 8 & 1
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}">'
        f'<path shape-rendering="crispEdges" d="{squares}"/></svg>'
    )
