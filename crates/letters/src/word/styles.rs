//! How a Word file looks, and what its lists count by. Headings are Word's own, so that its navigation and a screen reader's list of headings find them.

use super::{WORDS, escaped};
use crate::{Document, Part};

/// The number of the definition of bullets.
pub const BULLETS: usize = 1;

/// The styles.
pub fn styles(language: &str) -> String {
    let heading = |level: u8, size: u8| {
        format!(
            "<w:style w:type=\"paragraph\" w:styleId=\"Heading{level}\"><w:name w:val=\"heading {level}\"/><w:basedOn w:val=\"Normal\"/><w:next w:val=\"Normal\"/><w:uiPriority w:val=\"9\"/><w:qFormat/><w:pPr><w:keepNext/><w:keepLines/><w:spacing w:before=\"320\" w:after=\"120\"/><w:outlineLvl w:val=\"{}\"/></w:pPr><w:rPr><w:b/><w:bCs/><w:sz w:val=\"{size}\"/><w:szCs w:val=\"{size}\"/></w:rPr></w:style>",
            level - 1
        )
    };
    let paragraph = |id: &str, name: &str, inside: &str| {
        format!(
            "<w:style w:type=\"paragraph\" w:styleId=\"{id}\"><w:name w:val=\"{name}\"/><w:basedOn w:val=\"Normal\"/><w:qFormat/>{inside}</w:style>"
        )
    };
    let all = [
        format!(
            "<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii=\"Arial\" w:hAnsi=\"Arial\" w:eastAsia=\"Arial\" w:cs=\"Arial\"/><w:sz w:val=\"22\"/><w:szCs w:val=\"22\"/><w:lang w:val=\"{0}\" w:eastAsia=\"{0}\" w:bidi=\"{0}\"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after=\"160\" w:line=\"276\" w:lineRule=\"auto\"/></w:pPr></w:pPrDefault></w:docDefaults>",
            escaped(language)
        ),
        "<w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\"><w:name w:val=\"Normal\"/><w:qFormat/></w:style>".to_owned(),
        "<w:style w:type=\"table\" w:default=\"1\" w:styleId=\"TableNormal\"><w:name w:val=\"Normal Table\"/><w:tblPr><w:tblCellMar><w:left w:w=\"108\" w:type=\"dxa\"/><w:right w:w=\"108\" w:type=\"dxa\"/></w:tblCellMar></w:tblPr></w:style>".to_owned(),
        paragraph("Title", "Title", "<w:pPr><w:spacing w:before=\"120\" w:after=\"200\"/></w:pPr><w:rPr><w:b/><w:bCs/><w:sz w:val=\"44\"/><w:szCs w:val=\"44\"/></w:rPr>"),
        heading(1, 30),
        heading(2, 25),
        heading(3, 22),
        heading(4, 22),
        paragraph("Quote", "Quote", "<w:pPr><w:pBdr><w:left w:val=\"single\" w:sz=\"18\" w:space=\"8\" w:color=\"B1B4B6\"/></w:pBdr><w:ind w:left=\"284\"/></w:pPr>"),
        paragraph("QuotedFrom", "Quoted From", "<w:pPr><w:pBdr><w:left w:val=\"single\" w:sz=\"18\" w:space=\"8\" w:color=\"B1B4B6\"/></w:pBdr><w:ind w:left=\"284\"/></w:pPr><w:rPr><w:color w:val=\"484949\"/><w:sz w:val=\"20\"/><w:szCs w:val=\"20\"/></w:rPr>"),
        paragraph("Note", "Note", "<w:pPr><w:pBdr><w:left w:val=\"single\" w:sz=\"24\" w:space=\"8\" w:color=\"0B0C0C\"/></w:pBdr><w:ind w:left=\"284\"/></w:pPr><w:rPr><w:b/><w:bCs/></w:rPr>"),
        paragraph("ListParagraph", "List Paragraph", "<w:pPr><w:spacing w:after=\"80\"/></w:pPr>"),
        paragraph("Caption", "caption", "<w:pPr><w:keepNext/><w:spacing w:before=\"200\" w:after=\"80\"/></w:pPr><w:rPr><w:b/><w:bCs/></w:rPr>"),
        paragraph("Small", "Small Print", "<w:rPr><w:color w:val=\"484949\"/><w:sz w:val=\"20\"/><w:szCs w:val=\"20\"/></w:rPr>"),
        paragraph("Fact", "Fact", "<w:pPr><w:keepNext/><w:spacing w:after=\"0\"/></w:pPr><w:rPr><w:b/><w:bCs/></w:rPr>"),
        paragraph("Cell", "Cell", "<w:pPr><w:spacing w:before=\"40\" w:after=\"40\" w:line=\"252\" w:lineRule=\"auto\"/></w:pPr><w:rPr><w:sz w:val=\"19\"/><w:szCs w:val=\"19\"/></w:rPr>"),
        paragraph("Footer", "footer", "<w:pPr><w:tabs><w:tab w:val=\"right\" w:pos=\"9400\"/></w:tabs></w:pPr><w:rPr><w:color w:val=\"484949\"/><w:sz w:val=\"17\"/><w:szCs w:val=\"17\"/></w:rPr>"),
        "<w:style w:type=\"table\" w:styleId=\"Ruled\"><w:name w:val=\"Ruled\"/><w:basedOn w:val=\"TableNormal\"/><w:tblPr><w:tblBorders><w:top w:val=\"single\" w:sz=\"4\" w:color=\"B1B4B6\"/><w:bottom w:val=\"single\" w:sz=\"4\" w:color=\"B1B4B6\"/><w:insideH w:val=\"single\" w:sz=\"4\" w:color=\"B1B4B6\"/></w:tblBorders></w:tblPr><w:tblStylePr w:type=\"firstRow\"><w:rPr><w:b/><w:bCs/></w:rPr></w:tblStylePr></w:style>".to_owned(),
    ];
    format!("<w:styles xmlns:w=\"{WORDS}\">{}</w:styles>", all.concat())
}

/// What lists count by: bullets, and one count for each numbered list, so that each begins at 1.
pub fn numbering(document: &Document) -> String {
    let definition = |id: usize, format: &str, text: &str| {
        format!(
            "<w:abstractNum w:abstractNumId=\"{id}\"><w:multiLevelType w:val=\"singleLevel\"/><w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/><w:numFmt w:val=\"{format}\"/><w:lvlText w:val=\"{text}\"/><w:lvlJc w:val=\"left\"/><w:pPr><w:ind w:left=\"454\" w:hanging=\"340\"/></w:pPr></w:lvl></w:abstractNum>"
        )
    };
    let numbered = document.parts.iter().filter(|part| matches!(part, Part::List { numbered: true, .. }));
    let counts: String = (BULLETS + 1..)
        .zip(numbered)
        .map(|(id, _)| format!("<w:num w:numId=\"{id}\"><w:abstractNumId w:val=\"1\"/><w:lvlOverride w:ilvl=\"0\"><w:startOverride w:val=\"1\"/></w:lvlOverride></w:num>"))
        .collect();
    format!(
        "<w:numbering xmlns:w=\"{WORDS}\">{}{}<w:num w:numId=\"{BULLETS}\"><w:abstractNumId w:val=\"0\"/></w:num>{counts}</w:numbering>",
        definition(0, "bullet", "•"),
        definition(1, "decimal", "%1.")
    )
}

/// What Word is told about the file as a whole.
pub fn settings(language: &str) -> String {
    format!(
        "<w:settings xmlns:w=\"{WORDS}\"><w:compat><w:compatSetting w:name=\"compatibilityMode\" w:uri=\"http://schemas.microsoft.com/office/word\" w:val=\"15\"/></w:compat><w:themeFontLang w:val=\"{}\"/></w:settings>",
        escaped(language)
    )
}
