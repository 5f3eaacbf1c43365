//! Files of people as they come: any columns in any order, older encodings, and every way in which a file will not do.

use std::io::Cursor;

use jiff::civil::date;
use matching::table::{Column, Fault, Reader, Remark, Row, Table};
use matching::{Address, Birth, Name, Sex};

fn read(bytes: &[u8]) -> Result<Table, Fault> {
    Table::read(Reader::people(Cursor::new(bytes))?, &mut |_| {})
}

#[test]
fn any_columns_in_any_order_are_found_by_their_headings() {
    let text = "Surname,NHS number,phone,rec_id,middle_names,dob,known_as,forename,address,postcode\n\
        O'Brien,999 000 0018,07700 900123;07700 900124,7,Mary,12/03/2015,Shiv,Siobhán,\"Flat 2, 12 Mill Lane\",NB1 2CD\n";
    for text in [text.to_owned(), format!("\u{feff}{text}"), text.replace('\n', "\r\n")] {
        let table = read(text.as_bytes()).unwrap();
        assert_eq!(table.remarks, []);
        let [row] = table.rows.as_slice() else { panic!("{table:?}") };
        assert_eq!(row.id(), "7");
        let described = row.description();
        assert_eq!(described.names, [Name::new("Siobhán Mary", "O'Brien"), Name::new("Shiv", "O'Brien")]);
        assert_eq!(described.birth, Some(Birth::on(date(2015, 3, 12))));
        assert_eq!(described.nhs_number.as_deref(), Some("999 000 0018"));
        assert_eq!(described.phones, ["07700 900123", "07700 900124"]);
        let home = Address { lines: vec!["Flat 2, 12 Mill Lane".to_owned()], postcode: "NB1 2CD".to_owned() };
        assert_eq!(described.addresses, [home]);
    }
}

#[test]
fn sex_and_the_day_of_writing_are_read_in_several_spellings() {
    let check = |sex: &str, recorded: &str, expected| {
        let table = read(format!("rec_id,sex,recorded\n1,{sex},{recorded}\n").as_bytes()).unwrap();
        let described = table.rows[0].description();
        assert_eq!((described.sex, described.recorded), expected, "{sex} {recorded}");
    };
    check("F", "2026-03-12", (Some(Sex::Female), Some(date(2026, 3, 12))));
    check("Boy", "12/03/2026", (Some(Sex::Male), Some(date(2026, 3, 12))));
    check("2", "2026", (Some(Sex::Female), Some(date(2026, 12, 31))));
    check("not known", "", (None, None));
}

#[test]
fn what_stands_between_the_cells_is_seen() {
    for sign in [",", ";", "\t"] {
        let table = read(format!("rec_id{sign}forename\n1{sign}Ama\n").as_bytes()).unwrap();
        assert_eq!(table.rows[0].cell(Column::Forename), "Ama");
    }
}

#[test]
fn older_encodings_are_read_and_told_of() {
    let table = read(b"rec_id,forename,shoe_size\n1,Ama,3\n2,Zo\xeb,4\n3,Zo\xc3\xab,5\n").unwrap();
    let names: Vec<_> = table.rows.iter().map(|row| row.cell(Column::Forename)).collect();
    assert_eq!(names, ["Ama", "Zoë", "Zoë"]);
    assert_eq!(table.remarks, [Remark::NotRead("shoe_size".to_owned()), Remark::Windows1252(3)]);
}

#[test]
fn dates_that_cannot_be_read_are_told_of_and_stop_nothing() {
    let check = |births: &[&str], expected: Option<&str>| {
        let rows = (1..).zip(births).map(|(at, birth)| format!("{at},Ama,{birth}\n")).collect::<String>();
        let table = read(format!("rec_id,forename,dob\n{rows}").as_bytes()).unwrap();
        let told: Vec<String> = table.remarks.iter().map(ToString::to_string).collect();
        assert_eq!(told, expected.into_iter().collect::<Vec<_>>(), "{births:?}");
        assert_eq!(table.rows.len(), births.len());
    };
    check(&["2015-03-12", "2015", "not known", "", "31/02/2015"], None);
    check(
        &["2015-03-12", "12/03/15"],
        Some("line 3: the date of birth “12/03/15” cannot be read, and is not compared"),
    );
    check(
        &["1/2/3/4", "2015", "99"],
        Some("2 dates of birth cannot be read, and are not compared: the first is “1/2/3/4” on line 2"),
    );
}

#[test]
fn a_file_that_will_not_do_is_told_with_its_line() {
    let check = |bytes: &[u8], expected: &str| match read(bytes) {
        Ok(table) => panic!("{expected}: {table:?}"),
        Err(fault) => assert!(fault.to_string().starts_with(expected), "{fault}"),
    };
    let long = format!("rec_id,forename\n1,Ama\n2,\"{}", "Ama\n".repeat(4_000));
    check(b"", "the file is empty");
    check(b"\n\n", "the file is empty");
    check(b"\xff\xfer\0e\0c\0", "the file is in UTF-16");
    check(b"id,forename\n1,Ama\n", "there is no column rec_id; the columns of the file are: id, forename");
    check(b"rec_id,source\n1,school\n", "no column tells who somebody is; known are: forename, ");
    check(b"rec_id,dob,DOB\n", "the column dob is there twice");
    check(b"rec_id,forename\n1,Ama\n2\n", "line 3: 1 cells, but there are 2 columns");
    check(
        b"rec_id,address\n1,12 Mill Lane, Mirkwell\n",
        "line 2: 3 cells, but there are 2 columns; a cell with a comma",
    );
    check(b"rec_id,forename\n1,\"A\nma\"\n2,A\0a\n", "line 4: forename has a NUL character");
    check(
        long.as_bytes(),
        "line 3: forename has more than 10000 characters: is a quotation mark not closed?",
    );
    check(b"rec_id,forename\n1,Ama\n ,Ama\n", "line 3: rec_id is empty");
    check(b"rec_id,forename\n1,A\n2,B\n3,C\n2,D\n1,E\n", "line 5: rec_id 2 is on line 3 already");
}

#[test]
fn questions_are_named_by_their_own_column() {
    let mut reader = Reader::questions(Cursor::new("query_id,rec_id,dob\nq1,7,2015\n")).unwrap();
    assert_eq!(reader.remarks(), [Remark::NotRead("rec_id".to_owned())]);
    assert_eq!(reader.read().unwrap().unwrap().id(), "q1");
    assert!(reader.read().unwrap().is_none());
    let fault = Reader::questions(Cursor::new("rec_id,dob\n")).err().unwrap().to_string();
    assert_eq!(fault, "there is no column query_id; the columns of the file are: rec_id, dob");
}

proptest::proptest! {
    #[test]
    fn a_row_gives_back_every_cell(cells in proptest::array::uniform14("\\PC{0,12}")) {
        let row = Row::new(cells.each_ref().map(String::as_str));
        for column in Column::ALL {
            proptest::prop_assert_eq!(row.cell(column), cells[column as usize].trim());
        }
    }

    #[test]
    fn no_bytes_bring_the_reader_down(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..200)) {
        let mut file = b"rec_id,forename,dob\n".to_vec();
        file.extend(bytes);
        if let Ok(table) = read(&file) {
            for row in &table.rows {
                row.description();
            }
        }
    }
}
