//! Workbooks read: what a cell holds, and how bytes that are no workbook, or mean harm, are refused. What is written is read back by another's reader too.

use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};
use jiff::civil::date;
use returns::workbook::{Column, NotRead, Row, Value, Workbook, WorkbookWriter, Written, column_letters};

use crate::books::{Book, row};

fn read(book: &Book) -> Result<Vec<Row>, NotRead> {
    let mut workbook = Workbook::open(Cursor::new(book.bytes()))?;
    let mut rows = Vec::new();
    for sheet in workbook.sheets().to_vec() {
        workbook.rows(&sheet, &mut |row| {
            rows.push(row.clone());
            Ok(())
        })?;
    }
    Ok(rows)
}

fn one(xml: &str) -> Result<Vec<Row>, NotRead> {
    read(&Book::of(&[("List 1", xml.to_owned())]))
}

#[test]
fn columns_have_letters() {
    for (column, letters) in [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")] {
        assert_eq!(column_letters(column), letters);
    }
}

#[test]
fn a_cell_is_what_it_holds() {
    let check = |xml: &str, value: Value, formula: bool| {
        let rows = one(&format!("<row r=\"7\"><c r=\"B7\" {xml}</c></row>")).unwrap();
        let cell = rows.first().and_then(|row| row.cells.get(1)).unwrap_or_else(|| panic!("{xml}"));
        assert_eq!((&cell.value, cell.formula, rows[0].number), (&value, formula, 7), "{xml}");
    };
    let day = |y, m, d| Some((date(y, m, d), false));
    check("><v>7</v>", Value::Number(7.0), false);
    check("s=\"1\"><v>42029</v>", Value::Day(day(2015, 1, 25), 42029.0), false);
    check("s=\"2\"><v>44090.5</v>", Value::Day(Some((date(2020, 9, 16), true)), 44090.5), false);
    check("s=\"2\"><v>12</v>", Value::Day(None, 12.0), false);
    check("s=\"2\"><v>99999999</v>", Value::Day(None, 99_999_999.0), false);
    check("s=\"3\"><v>2.5</v>", Value::Number(2.5), false);
    check("t=\"str\"><f>A1&amp;\"x\"</f><v>ax</v>", Value::Text("ax".into()), true);
    check("><f>1+1</f><v>2</v>", Value::Number(2.0), true);
    check("t=\"b\"><v>1</v>", Value::Truth(true), false);
    check("t=\"e\"><v>#REF!</v>", Value::Error("#REF!".into()), false);
    check("t=\"inlineStr\"><is><t>a &lt; b &#38; c</t></is>", Value::Text("a < b & c".into()), false);
    check(
        "t=\"inlineStr\"><is><r><t>two </t></r><r><t>parts</t></r></is>",
        Value::Text("two parts".into()),
        false,
    );
    check("t=\"d\"><v>2024-02-29</v>", Value::Day(day(2024, 2, 29), 0.0), false);
    check("t=\"s\"><v>5</v>", Value::Error("a text that the file does not have".into()), false);
    check("><v>NaN</v>", Value::Text("NaN".into()), false);
}

#[test]
fn shared_texts_and_the_other_count_of_days_are_read() {
    let shared = "<sst><si><t>first</t></si><si/><si><r><t>rich </t></r><rPh><t>said</t></rPh><r><t>text</t></r></si></sst>";
    let rows = "<row><c t=\"s\"><v>2</v></c><c t=\"s\"><v>0</v></c><c s=\"1\"><v>1</v></c></row>".to_owned();
    let book = Book { shared: Some(shared.into()), since_1904: true, ..Book::of(&[("List 1", rows)]) };
    let values: Vec<Value> = read(&book).unwrap()[0].cells.iter().map(|cell| cell.value.clone()).collect();
    assert_eq!(
        values,
        [
            Value::Text("rich text".into()),
            Value::Text("first".into()),
            Value::Day(Some((date(1904, 1, 2), false)), 1.0)
        ]
    );
}

fn refused(bytes: Vec<u8>, words: &str) {
    let open = Workbook::open(Cursor::new(bytes));
    let refused = open.err().map(|refused| refused.to_string()).unwrap_or_default();
    assert!(refused.contains(words), "{refused:?} does not say {words:?}");
}

#[test]
fn what_is_no_workbook_is_refused_in_words() {
    refused(Vec::new(), "not a workbook");
    refused(b"Child Unique ID,Gender\n1,a) Male\n".to_vec(), "not a workbook");
    refused(vec![0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1], "old Excel file");
    refused(b"PK\x03\x04cut".to_vec(), "ends too early");
    let whole = Book::of(&[("List 1", row(1, &["a"]))]).bytes();
    refused(whole[..whole.len() / 2].to_vec(), "ends too early");
    let document = {
        use std::io::Write;
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        zip.start_file("word/document.xml", zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(b"<document/>").unwrap();
        zip.finish().unwrap().into_inner()
    };
    refused(document, "no part xl/_rels/workbook.xml.rels");
}

#[test]
fn damaged_parts_are_refused_with_their_row() {
    let check = |xml: &str, place: &str, words: &str| {
        let refused = one(xml).expect_err(xml);
        assert!(refused.place.contains(place) && refused.words.contains(words), "{refused} for {xml:.60}");
    };
    check("<row r=\"3\"><c r=\"A3\"><v>1</v></row>", "List 1, row 3", "damaged");
    check("<row r=\"3\"/><row r=\"2\"/>", "row 3", "out of order");
    check("<row r=\"9\"><c><v>&lol;</v></c></row>", "row 9", "&lol;");
    check("<row r=\"x\"/>", "row 0", "damaged");
    check(
        &format!("<row r=\"4\"><c t=\"inlineStr\"><is><t>{}</t></is></c></row>", "x".repeat(70_000)),
        "row 4",
        "64 KiB",
    );
    check(
        &format!(
            "<row r=\"4\"><c t=\"inlineStr\"><is>{}</is></c></row>",
            format!("<t>{}</t>", "x".repeat(60_000)).repeat(2)
        ),
        "row 4",
        "64 KiB",
    );
}

#[test]
fn cells_far_to_the_right_are_told_of_and_not_kept() {
    let rows = one(
        "<row r=\"1\"><c r=\"A1\"><v>1</v></c><c r=\"XFD1\"><v>2</v></c><c r=\"ZZZZZZ1\"><v>2</v></c></row>",
    )
    .unwrap();
    assert_eq!((rows[0].cells.len(), rows[0].beyond), (1, 2));
}

/// What is written with our writer is read by a reader of others, and by ours.
#[test]
fn what_is_written_is_read_by_another_and_is_the_same_each_time() {
    let made = || {
        let mut writer = WorkbookWriter::new(Cursor::new(Vec::new()), &["List 1", "A & B"]).unwrap();
        let columns = [Column { heading: "Name <1>", width: 10 }, Column { heading: "Day", width: 10 }];
        let rows = [
            vec![
                Written::Text("=1+1 & \u{1}\u{7}O’Neil".into()),
                Written::Day(date(2024, 2, 29)),
                Written::Whole(7),
            ],
            vec![Written::Blank, Written::Day(date(1900, 3, 1))],
        ];
        writer.sheet(&columns, &mut rows.into_iter()).unwrap();
        writer.sheet(&[], &mut std::iter::empty()).unwrap();
        writer.finish().unwrap().into_inner()
    };
    let bytes = made();
    assert_eq!(bytes, made());
    let mut theirs: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(bytes.clone())).unwrap();
    assert_eq!(theirs.sheet_names(), ["List 1", "A & B"]);
    let range = theirs.worksheet_range("List 1").unwrap();
    assert_eq!(range.get_value((0, 0)), Some(&Data::String("Name <1>".into())));
    assert_eq!(range.get_value((1, 0)), Some(&Data::String("=1+1 & O’Neil".into())));
    assert!(
        matches!(range.get_value((1, 1)), Some(Data::DateTime(day)) if day.as_f64() == 45351.0),
        "{:?}",
        range.get_value((1, 1))
    );
    assert_eq!(range.get_value((1, 2)), Some(&Data::Float(7.0)));
    let mut ours = Workbook::open(Cursor::new(bytes)).unwrap();
    let sheet = ours.sheets()[0].clone();
    let mut rows = Vec::new();
    ours.rows(&sheet, &mut |row| {
        rows.push(row.clone());
        Ok(())
    })
    .unwrap();
    assert_eq!(rows[1].cells[1].value, Value::Day(Some((date(2024, 2, 29), false)), 45351.0));
    assert_eq!(rows[2].cells[1].value, Value::Day(Some((date(1900, 3, 1), false)), 61.0));
    let mut unfinished = WorkbookWriter::new(Cursor::new(Vec::new()), &["List 1"]).unwrap();
    unfinished.sheet(&[], &mut std::iter::empty()).unwrap();
    assert!(unfinished.sheet(&[], &mut std::iter::empty()).is_err());
}
