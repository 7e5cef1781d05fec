"""The floor that the engine is measured against: the same libraries, bare. Run as a script of its own.

`python floor.py FOLDER` reads every `*.html` in it, lays it out once with WeasyPrint, writes the PDF, and
writes its paragraphs into a Word file with python-docx. Nothing is fitted, proved or kept from page to page.
"""

import sys
from pathlib import Path


def main() -> None:
    """Make both files of every page in the folder."""
    from docx import Document
    from lxml import html as parser
    from weasyprint import HTML

    folder = Path(sys.argv[1])
    for page in sorted(folder.glob("*.html")):
        HTML(filename=str(page)).write_pdf(str(page.with_suffix(".pdf")), pdf_variant="pdf/ua-1")
        document = Document()
        root = parser.parse(str(page)).getroot()
        for element in root.iter("h1", "h2", "p", "li", "td", "th"):
            document.add_paragraph(" ".join(element.text_content().split()))
        document.save(str(page.with_suffix(".docx")))


if __name__ == "__main__":
    main()
