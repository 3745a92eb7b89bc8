"""The namespace of the ontology for rdflib (名前空間); apart, since rdflib takes long to load."""

from __future__ import annotations

from rdflib import URIRef
from rdflib.namespace import DefinedNamespace, Namespace

from renkei.graph.vocabulary import PREFIXES


class RENKEI(DefinedNamespace):
    """The terms of the ontology; a test holds this list against ontology/ both ways."""

    _fail = True
    _NS = Namespace(PREFIXES["renkei"])

    Agreement: URIRef
    Article: URIRef
    ArticlesOnly: URIRef
    ByCuration: URIRef
    ByInference: URIRef
    ByRule: URIRef
    ByStatement: URIRef
    Capacity: URIRef
    Change: URIRef
    Citation: URIRef
    CityRegion: URIRef
    Classification: URIRef
    Comparison: URIRef
    Complete: URIRef
    Completeness: URIRef
    CoreCity: URIRef
    Correction: URIRef
    FieldHeading: URIRef
    Frequency: URIRef
    HeaderOnly: URIRef
    Hint: URIRef
    Initiative: URIRef
    InstitutionMention: URIRef
    Item: URIRef
    LegalProvision: URIRef
    Method: URIRef
    Municipality: URIRef
    Note: URIRef
    Notice: URIRef
    Paragraph: URIRef
    PartnerMunicipality: URIRef
    Party: URIRef
    PolicyField: URIRef
    Prefecture: URIRef
    PrintedForm: URIRef
    Procedure: URIRef
    Provision: URIRef
    ProvisionType: URIRef
    Remark: URIRef
    RoleAssignment: URIRef
    RoleType: URIRef
    RolesIncomplete: URIRef
    Schedule: URIRef
    Settlement: URIRef
    Severity: URIRef
    SourceRange: URIRef
    SourceText: URIRef
    Theme: URIRef
    UnreadPassage: URIRef
    Violation: URIRef
    Warning: URIRef
    address: URIRef
    after: URIRef
    alias: URIRef
    areaCode: URIRef
    article: URIRef
    assignedTo: URIRef
    before: URIRef
    blankMark: URIRef
    capacity: URIRef
    caption: URIRef
    change: URIRef
    changeKind: URIRef
    characterCount: URIRef
    citation: URIRef
    citedIn: URIRef
    cites: URIRef
    cityRegion: URIRef
    classified: URIRef
    closing: URIRef
    columnHeading: URIRef
    comparedFrom: URIRef
    comparedTo: URIRef
    completeness: URIRef
    concept: URIRef
    concerns: URIRef
    concludedOn: URIRef
    content: URIRef
    coreCity: URIRef
    corporateNumber: URIRef
    correction: URIRef
    cover: URIRef
    dateAsPrinted: URIRef
    encoding: URIRef
    evidence: URIRef
    fileName: URIRef
    frequency: URIRef
    heading: URIRef
    initiative: URIRef
    institution: URIRef
    involves: URIRef
    item: URIRef
    labelDerived: URIRef
    lawArticle: URIRef
    lawItem: URIRef
    lawParagraph: URIRef
    leadingMark: URIRef
    legalBasis: URIRef
    likeness: URIRef
    mark: URIRef
    meetingBody: URIRef
    message: URIRef
    method: URIRef
    municipality: URIRef
    nameAsPrinted: URIRef
    note: URIRef
    noticeNumber: URIRef
    number: URIRef
    paragraph: URIRef
    party: URIRef
    policyField: URIRef
    preamble: URIRef
    prefecture: URIRef
    printedForm: URIRef
    procedure: URIRef
    provision: URIRef
    provisionType: URIRef
    quotedText: URIRef
    rangeEnd: URIRef
    rangeOf: URIRef
    rangeStart: URIRef
    reason: URIRef
    rejected: URIRef
    remark: URIRef
    requirement: URIRef
    roleAssignment: URIRef
    roleText: URIRef
    roleType: URIRef
    rule: URIRef
    schedule: URIRef
    settledIn: URIRef
    settlement: URIRef
    severity: URIRef
    signatoryName: URIRef
    signatoryTitle: URIRef
    signedAs: URIRef
    text: URIRef
    theme: URIRef
    trailingMark: URIRef
    unread: URIRef
