"""A Word file with tracked changes, settled as Word does it: all accepted, or all rejected."""

from copyfit.diff.document import DOCUMENT, W, paragraphs_of, parts_of, running_parts, text_of, tree_of

SPACES = {0xA0: " ", 0x202F: " "}


def accepted(docx):
    """Return what the file says when all changes are accepted."""
    return _settled(docx, keep="ins", drop="del")


def rejected(docx):
    """Return what the file says when all changes are rejected."""
    return _settled(docx, keep="del", drop="ins")


def said(docx):
    """Return what a file says as it is."""
    parts = parts_of(docx)
    return [_texts(tree_of(parts[name])) for name in _read(parts)]


def marks(docx, kind):
    """Return the texts that came (`ins`) or went (`del`)."""
    root = tree_of(parts_of(docx)[DOCUMENT])
    found = ["".join(mark.itertext()) for mark in root.iter(f"{W}{kind}")]
    return [text for text in found if text]


def _read(parts):
    return (DOCUMENT, *running_parts(parts))


def _texts(root):
    return [text_of(one).translate(SPACES) for one in paragraphs_of(root)]


def _settled(docx, keep, drop):
    parts = parts_of(docx)
    found = []
    for name in _read(parts):
        root = tree_of(parts[name])
        for mark in list(root.iter(f"{W}{drop}")):
            holder = mark.getparent()
            if holder.tag == f"{W}trPr":
                row = holder.getparent()
                row.getparent().remove(row)
            else:
                holder.remove(mark)
        for text in list(root.iter(f"{W}delText")):
            text.tag = f"{W}t"
        for mark in list(root.iter(f"{W}{keep}")):
            for child in list(mark):
                mark.addprevious(child)
            mark.getparent().remove(mark)
        found.append(_texts(root))
    return found
