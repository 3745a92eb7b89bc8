"""What parts of agreements point to, and what they become (共有される実体とRDFの対応).

Bodies, regions, statutes, classifications and sources have IRIs of their own, made by
`renkei.graph.special` and `renkei.graph.register`; the fields are declared here all the same, for the
context and the documentation.
"""

from __future__ import annotations

from renkei.graph.declaring import Field, Kind, NodeMap

_K = Kind

SHARED_MAPS: tuple[NodeMap, ...] = (
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
            Field("valid_from", "renkei:validFrom", _K.DATE),
            Field("valid_until", "renkei:validUntil", _K.DATE),
            Field("successor", "dcterms:isReplacedBy", _K.SPECIAL),
            Field("changes", "renkei:municipalChange", _K.SPECIAL),
        ),
    ),
    NodeMap(
        "FormerName",
        "renkei:MunicipalChange",
        "",
        (
            Field("name", "renkei:formerName", _K.TEXT),
            Field("changed_on", "renkei:changedOn", _K.DATE),
            Field("change", "renkei:kindOfChange", _K.SPECIAL),
            Field("successor", "renkei:changedInto", _K.SPECIAL),
            Field("successor", "renkei:presentBody", _K.SPECIAL),
            Field("reason", "renkei:reason", _K.TEXT),
            Field("source", "dcterms:bibliographicCitation", _K.TEXT),
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
            Field("file_checksum", "renkei:fileChecksum", _K.CODE),
            Field("file_size", "renkei:fileSize", _K.INTEGER),
            Field("retrieved", "prov:wasDerivedFrom", _K.SPECIAL),
            Field("retrieved_on", "renkei:retrievedOn", _K.DATE),
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
            Field("file_place", "renkei:filePlace", _K.CODE),
            Field("page", "renkei:page", _K.INTEGER),
        ),
    ),
)
