"""Pictures as people bring them, made here: photos from cameras, drawings from programs."""

import io

from PIL import Image, ImageCms, ImageDraw, PngImagePlugin

NAMES = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'


def scene(mode="RGB", size=(480, 288)):
    """Return a picture whose four corners differ, so that a turned or mirrored one is seen."""
    image = Image.new("RGB", size, "#d8e4ea")
    drawing = ImageDraw.Draw(image)
    drawing.rectangle((16, 16, 120, 120), fill="#c02020")
    drawing.ellipse((240, 80, 440, 264), fill="#207040")
    drawing.polygon([(16, 272), (160, 272), (16, 160)], fill="#2040c0")
    if mode == "P":
        return image.quantize(16, dither=Image.Dither.NONE)
    return image.convert(mode, dither=Image.Dither.NONE)


def saved(image, form, **options):
    """Return the bytes of a file of the given form."""
    out = io.BytesIO()
    image.save(out, form, **options)
    return out.getvalue()


def turned(orientation):
    """Return a photo that its camera took turned, and says so (EXIF 2.32, tag 0x0112)."""
    back = {1: None, 2: 0, 3: 3, 4: 1, 5: 5, 6: 2, 7: 6, 8: 4}[orientation]
    image = scene() if back is None else scene().transpose(Image.Transpose(back))
    exif = Image.Exif()
    exif[0x0112] = orientation
    return saved(image, "JPEG", exif=exif, quality=95)


def grey_of_sixteen_bits():
    """Return a ramp from black to white in sixteen bits."""
    row = b"".join((x * 65535 // 479).to_bytes(2, "little") for x in range(480))
    return saved(Image.frombytes("I;16", (480, 288), row * 288), "PNG")


def with_private_data(form):
    """Return a picture that says who took it, and where."""
    exif = Image.Exif()
    exif[0x013B] = "CANARY"
    exif[0x8825] = {2: (59.0, 54.0, 0.0)}
    if form == "PNG":
        notes = PngImagePlugin.PngInfo()
        notes.add_text("Author", "CANARY")
        notes.add_itxt("XML:com.adobe.xmp", "<x>CANARY</x>")
        return saved(scene(), "PNG", pnginfo=notes, exif=exif)
    return saved(scene(), "JPEG", exif=exif, comment=b"CANARY", xmp=b"<x>CANARY</x>") + b"CANARY"


def half_seen():
    """Return a picture with every degree of transparency."""
    image = scene("RGBA")
    image.putalpha(Image.linear_gradient("L").resize(image.size))
    return image


def in_another_space():
    """Return a photo whose numbers mean other colours than in sRGB."""
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB", 0)).tobytes()
    swapped = bytearray(lab)
    red, green = lab.index(b"rXYZ"), lab.index(b"gXYZ")
    swapped[red : red + 4], swapped[green : green + 4] = b"gXYZ", b"rXYZ"
    text = bytes(swapped).replace(b"s\0R\0G\0B", b"o\0d\0d\0 ").replace(b"sRGB", b"odd ")
    return saved(scene(), "PNG", icc_profile=text)


PHOTOS = {
    **{f"turned {orientation}": turned(orientation) for orientation in range(1, 9)},
    "sixteen bits": grey_of_sixteen_bits(),
    "sixteen bits, tiff": saved(Image.open(io.BytesIO(grey_of_sixteen_bits())), "TIFF"),
    "cmyk": saved(scene("CMYK"), "JPEG", quality=95),
    "cmyk, tiff": saved(scene("CMYK"), "TIFF"),
    "palette": saved(scene("P"), "PNG"),
    "palette with a hole": saved(scene("P"), "PNG", transparency=0),
    "one bit": saved(scene("1"), "PNG"),
    "grey": saved(scene("L"), "JPEG", quality=95),
    "grey and transparent": saved(half_seen().convert("LA"), "PNG"),
    "transparent": saved(half_seen(), "PNG"),
    "one colour transparent": saved(scene(), "PNG", transparency=(0xD8, 0xE4, 0xEA)),
    "progressive": saved(scene(), "JPEG", progressive=True, quality=95),
    "gif": saved(scene("P"), "GIF"),
    "bmp": saved(scene(), "BMP"),
    "webp": saved(scene(), "WEBP", quality=95),
    "webp, transparent": saved(half_seen(), "WEBP", lossless=True),
    "several in one": saved(scene(), "MPO", save_all=True, append_images=[scene()]),
    "another space": in_another_space(),
}
"""Files by what is peculiar about them."""

SHAPES = '<rect x="2" y="2" width="30" height="20" fill="teal"/><circle cx="70" cy="40" r="25" fill="#c03"/>'
PLAIN = {
    "shapes": SHAPES,
    "lines": '<path d="M5 5 L90 10 Q100 60 20 65 Z" fill="none" stroke="#036" stroke-width="3"/>'
    '<polyline points="10,60 40,20 80,55" fill="none" stroke="orange" stroke-width="4"/>',
    "arcs": '<path d="M20 36 A 30 16 25 1 1 80 36 a 10 10 0 0 0 -20 10 z" fill="#284"/>',
    "curves": '<path d="m5 30 c 20 -40 40 40 60 0 s 30 -20 40 10 t 5 5 v10 h-90 z" fill="#824"/>',
    "dashes": '<line x1="5" y1="36" x2="110" y2="36" stroke="#000" stroke-width="4" stroke-dasharray="10 6" '
    'stroke-linecap="round"/>',
    "even-odd": '<path fill-rule="evenodd" d="M10 10 H100 V62 H10 Z M30 25 H80 V50 H30 Z" fill="navy"/>',
    "moved": f'<g transform="translate(20 5) rotate(20 60 36) scale(0.7, 0.8)">{SHAPES}</g>',
    "skewed": f'<g transform="matrix(0.8 0.1 -0.2 0.7 20 5)">{SHAPES}</g>',
    "opacity": f'<rect width="120" height="72" fill="gold"/><g opacity="0.5">{SHAPES}</g>',
    "half colours": '<rect width="80" height="50" fill="red" fill-opacity="0.5"/>'
    '<rect x="40" y="20" width="80" height="50" fill="blue" opacity="0.5" stroke="#000" stroke-width="6"/>',
    "rounded": '<rect x="10" y="10" width="90" height="50" rx="14" fill="#579"/>'
    '<ellipse cx="60" cy="36" rx="30" ry="12" fill="white"/>',
    "styles in a line": '<path style="fill:#a05a2c;stroke:#000;stroke-width:2px;-inkscape-x:1;font-size:9px;'
    'line-height:1" d="M10 10 L60 60 L110 10 Z"/>',
    "inherited": f'<g fill="#7a4" stroke="#123" stroke-width="2">{SHAPES.replace("fill", "data-was")}</g>',
}
"""Drawings of shapes and plain colours."""

GRADIENT = '<linearGradient id="g"><stop offset="0" stop-color="#08d" stop-opacity="0"/><stop offset="1" \
stop-color="#08d"/></linearGradient>'
RICH = {
    "gradient": f'<defs>{GRADIENT}</defs><rect width="120" height="72" fill="url(#g)"/>',
    "radial": '<radialGradient id="r"><stop stop-color="yellow"/><stop offset="1" stop-color="red"/>'
    '</radialGradient><circle cx="60" cy="36" r="32" fill="url(#r)"/>',
    "mask": '<mask id="m"><rect width="120" height="72" fill="white"/><circle cx="60" cy="36" r="20"/></mask>'
    '<rect width="120" height="72" fill="orange" mask="url(#m)"/>',
    "clip": '<clipPath id="c"><circle cx="60" cy="36" r="30"/></clipPath>'
    '<rect width="120" height="72" fill="teal" clip-path="url(#c)"/>',
    "filter": '<filter id="f"><feGaussianBlur stdDeviation="4"/></filter>'
    '<rect x="20" y="20" width="80" height="30" fill="#c03" filter="url(#f)"/>',
    "pattern": '<pattern id="p" width="40" height="40" patternUnits="userSpaceOnUse">'
    '<rect width="20" height="20"/>'
    '</pattern><rect width="120" height="72" fill="url(#p)"/>',
    "use": '<defs><path id="a" d="M0 0 L20 0 L10 20 Z"/></defs><use href="#a" x="20" y="20" fill="#c03"/>'
    '<use xlink:href="#a" x="60" y="20"/>',
    "style sheet": "<style>.a { fill: #c03 } rect { stroke: blue; stroke-width: 4 }</style>"
    '<rect class="a" x="20" y="20" width="60" height="30"/>',
    "blend": '<rect width="80" height="50" fill="red"/>'
    '<rect x="40" y="20" width="80" height="50" fill="#0f0" '
    'style="mix-blend-mode: multiply"/>',
    "marker": '<marker id="k" markerWidth="6" markerHeight="6" refX="3" refY="3" orient="auto">'
    '<circle cx="3" cy="3" r="3" fill="red"/></marker>'
    '<path d="M10 36 H100" stroke="#000" stroke-width="3" marker-end="url(#k)"/>',
    "half border": '<rect x="40" y="20" width="70" height="40" fill="blue" stroke="#000" stroke-width="8" '
    'stroke-opacity="0.3"/>',
    "per cent": '<rect width="100%" height="50%" fill="#579"/>',
    "current colour": '<g color="#c03"><rect width="60" height="40" fill="currentColor"/></g>',
}
"""Drawings that readers of PDF and of Word paint differently."""


def svg(inside, size='width="120" height="72" viewBox="0 0 120 72"'):
    return f"<svg {NAMES} {size}>\n{inside}\n</svg>".encode()
