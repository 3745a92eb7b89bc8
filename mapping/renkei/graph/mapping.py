"""From model to RDF, declared once (モデルとRDFの対応): quads, JSON-LD context and docs come from it.

A `NodeMap` says of a model which class it is, what its IRI ends in, and which property each of its
attributes becomes. Nothing else in the package decides that.
"""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class Kind(StrEnum):
    """How a value is written."""

    TEXT = "text"
    """Japanese words (@ja); a Passage is quoted as evidence too."""
    CODE = "code"
    """A plain string."""
    INTEGER = "integer"
    DATE = "date"
    FLAG = "flag"
    """True, or absent."""
    QUOTE = "quote"
    """No value of its own: the range is quoted as evidence."""
    NODES = "nodes"
    """Parts with maps of their own."""
    LINK = "link"
    """A concept, and a Classification that tells why."""
    REFERENCE = "reference"
    """Another node of the same agreement, by the end of its IRI."""
    SPECIAL = "special"
    """Written by a function of `renkei.graph.special`."""


class Field(NamedTuple):
    """One attribute of a model and the property that it becomes.

    `at` is the attribute (dots go deeper). `template` makes the end of an IRI from `node` and
    `value`. `scheme` names the SKOS scheme of a link.
    """

    at: str
    property: str
    kind: Kind
    template: str = ""
    scheme: str = ""


class NodeMap(NamedTuple):
    """One model: its class in the ontology, the end of its IRI, its fields."""

    model: str
    type: str
    template: str
    fields: tuple[Field, ...]


_K = Kind

NODE_MAPS: tuple[NodeMap, ...] = (
    NodeMap(
        "Agreement",
        "renkei:Agreement",
        "",
        (
            Field("title", "dcterms:title", _K.TEXT),
            Field("preamble", "renkei:preamble", _K.TEXT),
            Field("closing", "renkei:closing", _K.TEXT),
            Field("cover", "renkei:cover", _K.TEXT),
            Field("concluded_on.value", "renkei:concludedOn", _K.DATE),
            Field("concluded_on.passage", "renkei:dateAsPrinted", _K.TEXT),
            Field("parties", "renkei:party", _K.NODES),
            Field("divisions", "renkei:division", _K.NODES),
            Field("articles", "renkei:article", _K.NODES),
            Field("supplements", "renkei:supplementaryProvision", _K.NODES),
            Field("surroundings", "renkei:surrounding", _K.NODES),
            Field("schedules", "renkei:schedule", _K.NODES),
            Field("headings", "renkei:heading", _K.NODES),
            Field("initiatives", "renkei:initiative", _K.NODES),
            Field("provisions", "renkei:provision", _K.NODES),
            Field("corrections", "renkei:correction", _K.NODES),
            Field("unread", "renkei:unread", _K.NODES),
            Field("citations", "renkei:citation", _K.NODES),
            Field("completeness", "renkei:completeness", _K.SPECIAL),
            Field("city_region", "renkei:cityRegion", _K.SPECIAL),
            Field("legal_basis", "renkei:legalBasis", _K.SPECIAL),
            Field("printed_form", "renkei:printedForm", _K.SPECIAL),
            Field("amendment", "renkei:amendment", _K.NODES),
        ),
    ),
    NodeMap(
        "Amendment",
        "renkei:Amendment",
        "amendment",
        (
            Field("amends", "renkei:amends", _K.SPECIAL),
            Field("ends", "renkei:ends", _K.SPECIAL),
            Field("amended_title", "renkei:amendedTitle", _K.TEXT),
            Field("amended_on.passage", "", _K.QUOTE),
            Field("in_force.value", "renkei:inForceFrom", _K.DATE),
            Field("in_force.passage", "", _K.QUOTE),
            Field("supplement", "renkei:supplement", _K.TEXT),
            Field("instructions", "renkei:instruction", _K.NODES),
        ),
    ),
    NodeMap(
        "Instruction",
        "renkei:AmendingInstruction",
        "instruction/{node.number}",
        (
            Field("number", "renkei:number", _K.CODE),
            Field("operation", "renkei:operation", _K.CODE),
            Field("place", "renkei:place", _K.CODE),
            Field("text", "renkei:text", _K.TEXT),
            Field("before", "renkei:wordsBefore", _K.TEXT),
            Field("after", "renkei:wordsAfter", _K.TEXT),
            Field("block", "renkei:newText", _K.TEXT),
        ),
    ),
    NodeMap(
        "Party",
        "renkei:Party",
        "party/{node.number}",
        (
            Field("number", "renkei:number", _K.INTEGER),
            Field("alias", "renkei:alias", _K.CODE),
            Field("name", "renkei:nameAsPrinted", _K.TEXT),
            Field("address", "renkei:address", _K.TEXT),
            Field("signed_as", "renkei:signedAs", _K.TEXT),
            Field("signatory_title", "renkei:signatoryTitle", _K.TEXT),
            Field("signatory_name", "renkei:signatoryName", _K.TEXT),
            Field("capacity", "renkei:capacity", _K.LINK, "capacity", "capacity"),
            Field("municipality", "renkei:municipality", _K.SPECIAL),
        ),
    ),
    NodeMap(
        "Article",
        "renkei:Article",
        "article/{node.number}",
        (
            Field("number", "renkei:number", _K.CODE),
            Field("caption", "renkei:caption", _K.TEXT),
            Field("division", "renkei:division", _K.REFERENCE, "division/{value}"),
            Field("span", "", _K.QUOTE),
            Field("paragraphs", "renkei:paragraph", _K.NODES),
        ),
    ),
    NodeMap(
        "Paragraph",
        "renkei:Paragraph",
        "paragraph/{node.number}",
        (
            Field("number", "renkei:number", _K.CODE),
            Field("caption", "renkei:caption", _K.TEXT),
            Field("text", "renkei:text", _K.TEXT),
            Field("items", "renkei:item", _K.NODES),
        ),
    ),
    NodeMap(
        "Item",
        "renkei:Item",
        "item/{position}",
        (
            Field("mark", "renkei:mark", _K.CODE),
            Field("text", "renkei:text", _K.TEXT),
            Field("items", "renkei:item", _K.NODES),
        ),
    ),
    NodeMap(
        "Division",
        "renkei:Division",
        "division/{node.number}",
        (
            Field("number", "renkei:number", _K.CODE),
            Field("mark", "renkei:mark", _K.CODE),
            Field("text", "renkei:text", _K.TEXT),
            Field("span", "", _K.QUOTE),
        ),
    ),
    NodeMap(
        "Supplement",
        "renkei:SupplementaryProvision",
        "supplement/{node.number}",
        (
            Field("number", "renkei:number", _K.CODE),
            Field("heading", "renkei:text", _K.TEXT),
            Field("articles", "renkei:article", _K.NODES),
            Field("paragraphs", "renkei:paragraph", _K.NODES),
            Field("effective_on.value", "renkei:inForceFrom", _K.DATE),
            Field("effective_on.passage", "", _K.QUOTE),
        ),
    ),
    NodeMap(
        "Surrounding",
        "renkei:Surrounding",
        "surrounding/{position}",
        (
            Field("kind", "renkei:surroundingKind", _K.CODE),
            Field("text", "renkei:text", _K.TEXT),
        ),
    ),
    NodeMap(
        "Schedule",
        "renkei:Schedule",
        "schedule/{node.ordinal}",
        (
            Field("ordinal", "renkei:number", _K.CODE),
            Field("heading", "renkei:text", _K.TEXT),
        ),
    ),
    NodeMap(
        "FieldHeading",
        "renkei:FieldHeading",
        "heading/{node.number}",
        (
            Field("mark", "renkei:mark", _K.CODE),
            Field("text", "renkei:text", _K.TEXT),
            Field("policy_field", "renkei:policyField", _K.LINK, "field", "policy-field"),
        ),
    ),
    NodeMap(
        "Initiative",
        "renkei:Initiative",
        "initiative/{node.number}",
        (
            Field("number", "renkei:number", _K.CODE),
            Field("mark", "renkei:mark", _K.CODE),
            Field("label", "rdfs:label", _K.TEXT),
            Field("derived_label", "rdfs:label", _K.TEXT),
            Field("derived_label", "renkei:labelDerived", _K.FLAG),
            Field("content", "renkei:content", _K.TEXT),
            Field("innermost_heading", "renkei:heading", _K.REFERENCE, "heading/{value}"),
            Field("policy_field", "renkei:policyField", _K.LINK, "field", "policy-field"),
            Field("themes", "renkei:theme", _K.LINK, "theme/{slug}", "theme"),
            Field("institutions", "renkei:institution", _K.NODES),
            Field("roles", "renkei:roleAssignment", _K.NODES),
            Field("notes", "renkei:note", _K.NODES),
        ),
    ),
    NodeMap(
        "Note",
        "renkei:Note",
        "note/{position}",
        (
            Field("heading", "rdfs:label", _K.TEXT),
            Field("text", "renkei:text", _K.TEXT),
        ),
    ),
    NodeMap(
        "Mention",
        "renkei:InstitutionMention",
        "institution/{position}",
        (
            Field("name", "rdfs:label", _K.TEXT),
            Field("rule", "renkei:rule", _K.CODE),
            Field("reason", "renkei:reason", _K.TEXT),
            Field("passages", "", _K.QUOTE),
        ),
    ),
    NodeMap(
        "RoleAssignment",
        "renkei:RoleAssignment",
        "role/{node.party}",
        (
            Field("party", "renkei:assignedTo", _K.REFERENCE, "party/{value}"),
            Field("text", "renkei:roleText", _K.TEXT),
            Field("role_types", "renkei:roleType", _K.LINK, "type/{slug}", "role-type"),
        ),
    ),
    NodeMap(
        "Provision",
        "renkei:Provision",
        "provision/{node.number}",
        (
            Field("passage", "", _K.QUOTE),
            Field("body", "renkei:meetingBody", _K.TEXT),
            Field("parties", "renkei:involves", _K.REFERENCE, "party/{value}"),
            Field(
                "paragraph",
                "renkei:settledIn",
                _K.REFERENCE,
                "article/{node.article}/paragraph/{value}",
            ),
            Field("kind", "renkei:provisionType", _K.LINK, "type", "provision-type"),
            Field("attributes", "renkei:frequency", _K.LINK, "frequency/{slug}", "frequency"),
            Field("attributes", "renkei:settlement", _K.LINK, "settlement/{slug}", "settlement"),
            Field("attributes", "renkei:procedure", _K.LINK, "procedure/{slug}", "procedure"),
        ),
    ),
    NodeMap(
        "Citation",
        "renkei:Citation",
        "citation/{position}",
        (
            Field("passage", "rdfs:label", _K.TEXT),
            Field("within", "renkei:citedIn", _K.SPECIAL),
            Field("law_id", "renkei:cites", _K.SPECIAL),
        ),
    ),
    NodeMap(
        "Correction",
        "renkei:Correction",
        "correction/{position}",
        (
            Field("before", "renkei:before", _K.CODE),
            Field("after", "renkei:after", _K.CODE),
            Field("rule", "renkei:rule", _K.CODE),
            Field("reason", "renkei:reason", _K.TEXT),
            Field("span", "", _K.QUOTE),
        ),
    ),
    NodeMap(
        "Unread",
        "renkei:UnreadPassage",
        "unread/{position}",
        (
            Field("text", "renkei:text", _K.TEXT),
            Field("reason", "renkei:reason", _K.TEXT),
            Field("span", "", _K.QUOTE),
        ),
    ),
    # Written by `renkei.validation.remarks`, since the lint reads the graph of the agreement.
    NodeMap(
        "Remark",
        "renkei:Remark",
        "remark/{position}",
        (
            Field("agreement", "renkei:remark", _K.SPECIAL),
            Field("name", "rdfs:label", _K.TEXT),
            Field("messages", "renkei:message", _K.SPECIAL),
            Field("shape", "renkei:requirement", _K.SPECIAL),
            Field("severity", "renkei:severity", _K.SPECIAL),
            Field("concerned", "renkei:concerns", _K.SPECIAL),
        ),
    ),
    # What follows has IRIs of its own, made by `renkei.graph.special`; the fields are declared here all the
    # same, for the context and the documentation.
    NodeMap(
        "MunicipalityLink",
        "renkei:Municipality",
        "",
        (
            Field("name", "skos:prefLabel", _K.SPECIAL),
            Field("code", "dcterms:identifier", _K.CODE),
            Field("corporate_number", "renkei:corporateNumber", _K.CODE),
            Field("jis_code", "renkei:areaCode", _K.SPECIAL),
            Field("prefecture", "renkei:prefecture", _K.SPECIAL),
        ),
    ),
    NodeMap(
        "CityRegion",
        "renkei:CityRegion",
        "",
        (
            Field("name", "skos:prefLabel", _K.TEXT),
            Field("core", "renkei:coreCity", _K.SPECIAL),
        ),
    ),
    NodeMap(
        "ConceptLink",
        "renkei:Classification",
        "",
        (
            Field("node", "renkei:classified", _K.SPECIAL),
            Field("concept", "renkei:concept", _K.SPECIAL),
            Field("method", "renkei:method", _K.SPECIAL),
            Field("rule", "renkei:rule", _K.CODE),
            Field("evidence", "renkei:evidence", _K.TEXT),
            Field("reason", "renkei:reason", _K.TEXT),
            Field("rejected", "renkei:rejected", _K.FLAG),
        ),
    ),
    NodeMap(
        "LegalProvision",
        "renkei:LegalProvision",
        "",
        (
            Field("name", "skos:prefLabel", _K.TEXT),
            Field("article", "renkei:lawArticle", _K.CODE),
            Field("paragraph", "renkei:lawParagraph", _K.CODE),
            Field("item", "renkei:lawItem", _K.CODE),
            Field("law", "dcterms:isPartOf", _K.SPECIAL),
        ),
    ),
    NodeMap(
        "Notice",
        "renkei:Notice",
        "notice/{position}",
        (
            Field("title", "dcterms:title", _K.TEXT),
            Field("number", "renkei:noticeNumber", _K.TEXT),
        ),
    ),
    NodeMap(
        "PrintedForm",
        "renkei:PrintedForm",
        "printed",
        (
            Field("leading", "renkei:leadingMark", _K.SPECIAL),
            Field("trailing", "renkei:trailingMark", _K.SPECIAL),
            Field("columns", "renkei:columnHeading", _K.SPECIAL),
            Field("blanks", "renkei:blankMark", _K.SPECIAL),
        ),
    ),
    NodeMap(
        "SourceText",
        "renkei:SourceText",
        "",
        (
            Field("sha256", "dcterms:identifier", _K.CODE),
            Field("name", "renkei:fileName", _K.CODE),
            Field("media_type", "dcterms:format", _K.CODE),
            Field("encoding", "renkei:encoding", _K.CODE),
            Field("length", "renkei:characterCount", _K.INTEGER),
        ),
    ),
    NodeMap(
        "SourceRange",
        "renkei:SourceRange",
        "",
        (
            Field("source", "renkei:rangeOf", _K.SPECIAL),
            Field("start", "renkei:rangeStart", _K.INTEGER),
            Field("end", "renkei:rangeEnd", _K.INTEGER),
            Field("words", "renkei:quotedText", _K.TEXT),
        ),
    ),
)

MAPS: dict[str, NodeMap] = {node_map.model: node_map for node_map in NODE_MAPS}
