"""Mends the tags of a PDF that WeasyPrint wrote, so that a screen reader hears what the page shows.

WeasyPrint 70 tags running headers as content, gives header cells no scope, links cells to the wrong headers
where cells span, and marks PDF/A but not PDF/UA. Everything here works on the objects just before they are
written.
"""

from collections.abc import Iterator
from typing import Any

import pydyf

UA_MARK = (
    b'<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" pdfuaid:part="1"/>'
    b'<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"'
    b' xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"'
    b' xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">'
    b'<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">'
    b"<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>"
    b"<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>"
    b"<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>"
    b'<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">'
    b"<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>"
    b"<pdfaProperty:category>internal</pdfaProperty:category>"
    b"<pdfaProperty:description>PDF/UA part number</pdfaProperty:description>"
    b"</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>"
)
PRINT = 4  # the annotation flag that PDF/A asks of every link

type Object = Any  # a pydyf dictionary, array or stream


def finish(document: object, pdf: pydyf.PDF) -> None:
    """WeasyPrint's finisher: mends tags, tables, links and metadata in place."""
    tree = Tree(pdf)
    tree.mark_artifacts()
    for table in tree.tables():
        _scope_headers(tree, table)
    for item in pdf.objects:
        if isinstance(item, dict) and item.get("Type") == "/Annot":
            item["F"] = PRINT
    _mark_metadata(tree)
    _name_files_once(pdf)


class Tree:
    """The structure tree of one PDF, with its references followed."""

    def __init__(self, pdf: pydyf.PDF) -> None:
        self.pdf = pdf
        root = self.get(pdf.catalog["StructTreeRoot"])
        self.numbers = self.get(root["ParentTree"])["Nums"]
        self.elements = list(self._below(self.get(root["K"][0])))

    def get(self, reference: Object) -> Object:
        """The object behind a reference such as `12 0 R`; anything else as it is."""
        if isinstance(reference, bytes | str):
            return self.pdf.objects[int(reference.split()[0])]
        return reference

    def kids(self, element: Object) -> list[Object]:
        """The structure elements right under this one; marked content and object references left out."""
        found = (self.get(kid) for kid in element["K"] if isinstance(kid, bytes | str))
        return [kid for kid in found if kid.get("Type") == "/StructElem"]

    def tables(self) -> list[Object]:
        return [element for element in self.elements if element["S"] == "/Table"]

    def mark_artifacts(self) -> None:
        """What is on a page but not in the tree (running headers and footers) becomes an artifact."""
        reached = {id(element) for element in self.elements}
        for page in self.pdf.objects:
            if not isinstance(page, dict) or page.get("Type") != "/Page":
                continue
            references = self.numbers[2 * page["StructParents"] + 1]
            loose = {at for at, one in enumerate(references) if id(self.get(one)) not in reached}
            _make_artifacts(self.get(page["Contents"]).stream, loose)
            for at in loose:
                references[at] = b"null"

    def _below(self, element: Object) -> Iterator[Object]:
        yield element
        for kid in self.kids(element):
            yield from self._below(kid)


def _make_artifacts(stream: list[Object], loose: set[int]) -> None:
    """Turns `/P <</MCID 3>> BDC` into `/Artifact <</Type /Pagination>> BDC` for the loose numbers."""
    for at, operand in enumerate(stream):
        if isinstance(operand, dict) and operand.get("MCID") in loose and stream[at + 1] == b"BDC":
            stream[at - 1] = b"/Artifact"
            stream[at] = pydyf.Dictionary({"Type": "/Pagination"})


def _scope_headers(tree: Tree, table: Object) -> None:
    """Gives header cells their scope and links every data cell to the headers above it and beside it."""
    columns: dict[int, list[Object]] = {}
    for row, in_head in _rows(tree, table):
        beside: list[Object] = []
        for at, cell in enumerate(tree.kids(row)):
            if cell["S"] == "/TH":
                cell["A"]["Scope"] = "/Column" if in_head else "/Row"
                (columns.setdefault(at, []) if in_head else beside).append(cell)
            else:
                _link(cell, [*columns.get(at, []), *beside])


def _rows(tree: Tree, table: Object) -> Iterator[tuple[Object, bool]]:
    """The rows of a table, and whether they are in its head. Our tables have no cells that span."""
    for part in tree.kids(table):
        rows = [part] if part["S"] == "/TR" else [row for row in tree.kids(part) if row["S"] == "/TR"]
        yield from ((row, part["S"] == "/THead") for row in rows)


def _link(cell: Object, headers: list[Object]) -> None:
    names = [header["ID"] for header in headers if "ID" in header]
    cell["A"].pop("Headers", None)
    if names:
        cell["A"]["Headers"] = pydyf.Array(names)


def _mark_metadata(tree: Tree) -> None:
    """Says PDF/UA-1 in the metadata and leaves it unpacked, so that anyone can read it."""
    metadata = tree.get(tree.pdf.catalog["Metadata"])
    metadata.stream = [part.replace(b"</rdf:RDF>", UA_MARK + b"</rdf:RDF>") for part in metadata.stream]
    metadata.compress = False


def _name_files_once(pdf: pydyf.PDF) -> None:
    """WeasyPrint 70 lists every attached file twice among the associated files."""
    if "AF" in pdf.catalog:
        pdf.catalog["AF"] = pydyf.Array(dict.fromkeys(pdf.catalog["AF"]))
