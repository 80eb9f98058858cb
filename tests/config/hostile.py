"""Hostile files, made here: each is a name and bytes that a resident's picture must not be."""

import struct
import zipfile
import zlib
from io import BytesIO

from PIL import Image, PngImagePlugin

MARK = b"CANARY-52.1287"
SCRIPT = b"<script>alert('CANARY-52.1287')</script>"
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


def drawing(form: str, size=(40, 30), mode="RGB", **options) -> bytes:
    """A small picture in this format."""
    out = BytesIO()
    Image.new(mode, size, "seagreen" if mode == "RGB" else 0).save(out, form, **options)
    return out.getvalue()


def exif(**tags) -> Image.Exif:
    """Camera and place data with the mark in it."""
    found = Image.Exif()
    found[0x010F], found[0x0131], found[0x9286] = MARK.decode(), MARK.decode(), MARK
    found.get_ifd(0x8825).update({1: "N", 2: (52.0, 7.0, 43.0), 29: MARK.decode()})
    for number, value in tags.items():
        found[int(number.lstrip("_"), 16)] = value
    return found


def chunk(kind: bytes, data: bytes) -> bytes:
    """One PNG chunk with its checksum."""
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(width: int, height: int, *chunks: bytes) -> bytes:
    """A grey PNG that claims this size; without chunks its pixels are all zero, packed small."""
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    if not chunks:
        pack = zlib.compressobj(9)
        row = bytes(width + 1)
        data = b"".join(pack.compress(row) for _ in range(height)) + pack.flush()
        chunks = (chunk(b"IDAT", data),)
    return b"\x89PNG\r\n\x1a\n" + head + b"".join(chunks) + chunk(b"IEND", b"")


def archive(**files: bytes) -> bytes:
    """A ZIP of these files."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in files.items():
            made.writestr(name, data)
    return out.getvalue()


def text_png() -> bytes:
    info = PngImagePlugin.PngInfo()
    info.add_text("Comment", MARK.decode())
    info.add_itxt("XML:com.adobe.xmp", f"<x:xmpmeta>{MARK.decode()}</x:xmpmeta>")
    info.add_text("Raw profile", MARK.decode(), zip=True)
    return drawing("PNG", pnginfo=info)


def app_segments() -> bytes:
    """A JPEG with IPTC, XMP and an unknown segment right after its start."""
    plain = drawing("JPEG")
    extra = b""
    for marker, start in (
        (0xED, b"Photoshop 3.0\0"),
        (0xE1, b"http://ns.adobe.com/xap/1.0/\0"),
        (0xEB, b"OWN"),
    ):
        body = start + MARK
        extra += bytes([0xFF, marker]) + struct.pack(">H", len(body) + 2) + body
    return plain[:2] + extra + plain[2:]


JPEG, PNG = drawing("JPEG"), drawing("PNG")
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)">' + SCRIPT + b"</svg>"
PDF = b"%PDF-1.7\n1 0 obj<</OpenAction<</S/JavaScript/JS(app.alert(1))>>>>endobj\n" + MARK

# What may not come through at all.
REFUSED = {
    "svg": ("tekening.svg", SVG),
    "svg as jpg": ("tekening.jpg", SVG),
    "html as jpg": ("foto.jpg", b"<!doctype html>" + SCRIPT),
    "html behind a jpeg start": ("foto.jpg", b"\xff\xd8\xff\xe0" + SCRIPT),
    "gif with script": ("foto.gif", b"GIF89a/*" + drawing("GIF") + b"*/=1;" + SCRIPT),
    "gif as jpg": ("foto.jpg", drawing("GIF")),
    "bmp": ("foto.bmp", drawing("BMP")),
    "tiff": ("foto.tif", drawing("TIFF")),
    "icon": ("foto.ico", drawing("ICO", size=(32, 32))),
    "pdf": ("foto.pdf", PDF),
    "postscript": ("foto.jpg", b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n"),
    "docx with macro": ("brief.docm", archive(**{"word/vbaProject.bin": MARK})),
    "zip bomb": ("foto.zip", archive(bomb=bytes(20_000_000))),
    "php": ("foto.php", b"<?php system($_GET['c']); ?>"),
    "program": ("foto.exe", b"MZ\x90\x00" + bytes(500)),
    "eicar": ("foto.jpg", EICAR),
    "nothing": ("leeg.jpg", b""),
    "one byte": ("foto.jpg", b"\xff"),
    "text": ("foto.png", b"geen foto" * 99),
    "half a jpeg": ("foto.jpg", drawing("JPEG", size=(400, 300))[:600]),
    "half a png": ("foto.png", drawing("PNG", size=(400, 300))[:120]),
    "half a webp": ("foto.webp", drawing("WEBP", size=(400, 300))[:60]),
    "png with a wrong checksum": ("foto.png", PNG[:29] + b"\0\0\0\0" + PNG[33:]),
    "png without pixels": ("foto.png", png(40, 30, chunk(b"tEXt", MARK))),
    "png of no size": ("foto.png", png(0, 0, chunk(b"IDAT", zlib.compress(b"")))),
    "pixel flood 13,000 x 13,000": ("foto.png", png(13_000, 13_000)),
    "one pixel line too many": ("foto.png", png(5_001, 5_000)),
    "claims 2 billion wide": ("foto.png", png(2**31 - 1, 1, chunk(b"IDAT", zlib.compress(b"0")))),
    "text flood in png": (
        "foto.png",
        png(9, 9, chunk(b"zTXt", b"x\0\0" + zlib.compress(bytes(60_000_000)))),
    ),
    "over 10 MB": ("foto.jpg", JPEG + bytes(10 * 1024 * 1024)),
}
# What is a picture, with something in it or behind it that must not come along.
NEUTRALISED = {
    "jpeg + html": ("foto.html", JPEG + SCRIPT),
    "jpeg + php": ("foto.php", JPEG + b"<?php echo 'CANARY-52.1287'; ?>"),
    "jpeg + zip": ("foto.jar", JPEG + archive(**{MARK.decode(): MARK})),
    "jpeg + pdf": ("foto.pdf", JPEG + PDF),
    "jpeg + eicar": ("foto.jpg", JPEG + EICAR + MARK),
    "png + html": ("foto.png", PNG + SCRIPT),
    "webp + html": ("foto.webp", drawing("WEBP") + SCRIPT),
    "jpeg with exif and place": ("foto.jpg", drawing("JPEG", exif=exif())),
    "png with exif": ("foto.png", drawing("PNG", exif=exif())),
    "webp with exif and xmp": ("foto.webp", drawing("WEBP", exif=exif(), xmp=MARK)),
    "jpeg with comment": ("foto.jpg", drawing("JPEG", comment=MARK + SCRIPT)),
    "jpeg with profile": ("foto.jpg", drawing("JPEG", icc_profile=MARK * 20)),
    "jpeg with iptc, xmp and more": ("foto.jpg", app_segments()),
    "png with texts": ("foto.png", text_png()),
    "jpeg of two pictures": ("foto.jpg", drawing("MPO", save_all=True, exif=exif())),
    "png that moves": (
        "foto.png",
        drawing("PNG", save_all=True, append_images=[Image.new("RGB", (40, 30), "red")]),
    ),
    "webp that moves": (
        "foto.webp",
        drawing("WEBP", save_all=True, append_images=[Image.new("RGB", (40, 30), "red")]),
    ),
    "climbing name": ("../../../etc/cron.d/foto.jpg", JPEG),
    "name read from right to left": ("foto\u202egpj.exe", JPEG),
    "long name": ("f" * 250 + ".jpg", JPEG),
    "name with NUL": ("foto.php\0.jpg", JPEG),
    "png called jpg": ("foto.jpg", PNG),
}


def sheet(**parts: bytes) -> bytes:
    """What calls itself a workbook of Excel, with these parts."""
    kinds = b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
    return archive(**{"[Content_Types].xml": kinds, "xl/workbook.xml": b"<workbook/>", **parts})


def pdf_with(inside: bytes) -> bytes:
    """A PDF with this in its catalogue."""
    return b"%PDF-1.7\n1 0 obj<<" + inside + b">>endobj\n" + MARK + b"\n%%EOF\n"


ENTITIES = b'<!DOCTYPE x [<!ENTITY a "%s"><!ENTITY b "&a;&a;&a;&a;">]><x>&b;</x>' % (b"a" * 999)
# What may not come through where a document is asked for either.
HOSTILE_DOCUMENTS = {
    "pdf with a script": ("brief.pdf", pdf_with(b"/OpenAction<</S/JavaScript/JS(x)>>")),
    "pdf with a script under another spelling": ("brief.pdf", pdf_with(b"/J#61vaScript(x)")),
    "pdf that starts a program": ("brief.pdf", pdf_with(b"/S/Launch/F(cmd.exe)")),
    "pdf with a file in it": ("brief.pdf", pdf_with(b"/EmbeddedFiles 2 0 R")),
    "pdf with a form of adobe": ("brief.pdf", pdf_with(b"/XFA 2 0 R")),
    "html as pdf": ("brief.pdf", b"<!doctype html>" + SCRIPT + b"%%EOF"),
    "pdf without an end": ("brief.pdf", b"%PDF-1.7\n" + MARK),
}
# Nor where a sheet is.
HOSTILE_SHEETS = {
    "sheet with a macro": ("blad.xlsm", sheet(**{"xl/vbaProject.bin": MARK})),
    "sheet that is a bomb": ("blad.xlsx", sheet(**{"xl/worksheets/sheet1.xml": bytes(30_000_000)})),
    "sheet of entities": ("blad.xlsx", sheet(**{"xl/worksheets/sheet1.xml": ENTITIES})),
    "sheet that climbs": ("blad.xlsx", sheet(**{"../../../etc/cron.d/x": MARK})),
    "sheet cut in half": ("blad.xlsx", sheet()[:120]),
}
