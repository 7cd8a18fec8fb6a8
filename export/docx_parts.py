"""The parts of the Word file beside its text: settings, fonts and what says which program wrote it."""

from __future__ import annotations

from typing import Any

from docx.oxml import parse_xml

from export.docx_styles import ALTERNATIVES
from export.docx_xml import NAMESPACES

_UNWANTED = ("thumbnail", "stylesWithEffects", "customXml", "webSettings", "numbering")
"""Parts of python-docx's template that say nothing of this book."""
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_COMPATIBLE = "".join(
    f'<w:compatSetting w:name="{name}" w:uri="http://schemas.microsoft.com/office/word" w:val="{value}"/>'
    for name, value in (
        ("compatibilityMode", 15),
        ("overrideTableStyleFontSizeAndJustification", 1),
        ("enableOpenTypeFeatures", 1),
        ("doNotFlipMirrorIndents", 1),
        ("differentiateMultirowTableHeaders", 1),
    )
)
_SETTINGS = (
    f'<w:settings xmlns:w="{NAMESPACES["w"]}"><w:zoom w:percent="100"/><w:defaultTabStop w:val="420"/>'
    '<w:characterSpacingControl w:val="compressPunctuation"/><w:compat><w:useFELayout/>'
    f'{_COMPATIBLE}</w:compat><w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/><w:decimalSymbol w:val="."/>'
    '<w:listSeparator w:val=","/></w:settings>'
)
_PROGRAM = (
    f'{_HEAD}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    "<Application>勾稽</Application><DocSecurity>0</DocSecurity></Properties>"
)


def set_parts(document: Any) -> None:
    """Put ours in the place of python-docx's template's, and leave out what is of no use."""
    for holder in (document.part.package, document.part):
        for name, relation in list(holder.rels.items()):
            kind = relation.reltype.rsplit("/", 1)[1]
            if kind in _UNWANTED:
                del holder.rels[name]
            elif kind == "fontTable":
                relation.target_part._blob = font_table()  # a part that python-docx only carries along
            elif kind == "extended-properties":
                relation.target_part._blob = _PROGRAM.encode()
    settings = document.settings.element
    for old in list(settings):
        settings.remove(old)
    settings.extend(list(parse_xml(_SETTINGS)))


def font_table() -> bytes:
    """The part that tells Word and WPS which face stands in for an absent one."""
    fonts = "".join(
        f'<w:font w:name="{face}"><w:altName w:val="{other}"/><w:charset w:val="86"/></w:font>'
        for face, other in ALTERNATIVES.items()
    )
    return f'{_HEAD}<w:fonts xmlns:w="{NAMESPACES["w"]}">{fonts}</w:fonts>'.encode()
