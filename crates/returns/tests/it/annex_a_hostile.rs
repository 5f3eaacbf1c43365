//! Workbooks that mean harm: refused in words, or their findings told, in no more memory than a small workbook takes and 64 MiB.

use std::io::{Cursor, Read, Seek, SeekFrom, Write};

use proptest::prelude::*;
use returns::annex_a::check::{MOST_TOLD, check};
use returns::workbook::NotRead;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use crate::books::{Book, headings, lists, row};

/// How much more memory anything hostile may take: 64 MiB.
const ROOM: u64 = 64 * 1024;

/// The most memory that this process has had, in KiB; nothing where the system does not tell. Each test has a process of its own.
fn peak() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:")?.trim().strip_suffix(" kB")?.trim().parse().ok())
}

/// Checks, and holds that no more memory was taken than there is room for.
fn within_bounds<R: Read + Seek>(bytes: R) -> Result<(u64, u64), NotRead> {
    check(Cursor::new(lists(1, &[]).bytes()), None, &mut |_| ()).unwrap();
    let before = peak();
    let mut told = 0;
    let checked = check(bytes, None, &mut |_| told += 1);
    if let (Some(before), Some(after)) = (before, peak()) {
        let more = after.saturating_sub(before);
        assert!(more <= ROOM, "{more} KiB more were taken");
    }
    checked.map(|checked| (checked.found(), told))
}

/// A file on disk with a part of this name, which is written by `fill`, in place of the first list's.
fn made(name: &str, fill: impl FnOnce(&mut dyn Write)) -> std::fs::File {
    let file = temporary();
    let mut zip = ZipWriter::new(file);
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    let mut part = |name: &str, fill: &mut dyn FnMut(&mut dyn Write)| {
        zip.start_file(name, options.large_file(true)).unwrap();
        fill(&mut std::io::BufWriter::new(&mut zip));
    };
    part("xl/workbook.xml", &mut |out| {
        out.write_all(
            b"<workbook xmlns:r=\"urn:r\"><sheets><sheet name=\"List 1\" r:id=\"rId1\"/></sheets></workbook>",
        )
        .unwrap();
    });
    part("xl/_rels/workbook.xml.rels", &mut |out| {
        out.write_all(
            b"<Relationships><Relationship Id=\"rId1\" Target=\"worksheets/sheet1.xml\"/></Relationships>",
        )
        .unwrap();
    });
    let mut fill = Some(fill);
    part(name, &mut |out| fill.take().unwrap()(out));
    zip.finish().unwrap()
}

/// A file that is gone when the test is over.
fn temporary() -> std::fs::File {
    let path = std::env::temp_dir().join(format!("frontdoor-hostile-{}", std::process::id()));
    let file =
        std::fs::OpenOptions::new().read(true).write(true).create(true).truncate(true).open(&path).unwrap();
    std::fs::remove_file(path).unwrap();
    file
}

fn refused(found: Result<(u64, u64), NotRead>, words: &str) {
    let refused = found.err().map(|refused| refused.to_string()).unwrap_or_default();
    assert!(refused.contains(words), "{refused:?} does not say {words:?}");
    assert!(!refused.contains('\n'), "{refused:?} is one line");
}

#[test]
fn a_zip_bomb_is_refused() {
    let spaces = vec![b' '; 1 << 20];
    let bomb = made("xl/worksheets/sheet1.xml", |out| {
        out.write_all(b"<worksheet><sheetData>").unwrap();
        // Between rows, so that no piece is too long by itself: 1 GiB in about 1 MiB.
        for _ in 0..1_024 {
            for part in spaces.chunks(32 * 1024) {
                out.write_all(part).unwrap();
                out.write_all(b"<row/>").unwrap();
            }
        }
    });
    assert!(bomb.metadata().unwrap().len() < 8 << 20);
    refused(within_bounds(bomb), "unpacks to more than 512 MiB");
}

#[test]
fn a_million_shared_texts_are_refused() {
    let empty = made("xl/sharedStrings.xml", |out| {
        out.write_all(b"<sst>").unwrap();
        (0..1_000_001).for_each(|_| out.write_all(b"<si/>").unwrap());
        out.write_all(b"</sst>").unwrap();
    });
    refused(within_bounds(empty), "more text than any such workbook holds");
    let long = format!("<si><t>{}</t></si>", "a".repeat(60_000));
    let long = made("xl/sharedStrings.xml", |out| {
        out.write_all(b"<sst>").unwrap();
        (0..400).for_each(|_| out.write_all(long.as_bytes()).unwrap());
    });
    refused(within_bounds(long), "more text than any such workbook holds");
}

#[test]
fn one_endless_text_is_refused() {
    let endless = made("xl/worksheets/sheet1.xml", |out| {
        out.write_all(b"<worksheet><sheetData><row r=\"5\"><c t=\"inlineStr\"><is><t>").unwrap();
        (0..4_096).for_each(|_| out.write_all(&[b'a'; 65_536]).unwrap());
    });
    refused(within_bounds(endless), "longer than 64 KiB");
}

/// As many rows as a sheet can have: with something in each they are refused; formatted and empty, as spreadsheet programs leave them, they are passed over.
#[test]
fn as_many_rows_as_a_sheet_has() {
    let head = row(1, &headings(1));
    let full = made("xl/worksheets/sheet1.xml", |out| {
        write!(out, "<worksheet><sheetData>{head}").unwrap();
        (2..=1_048_576_u32).for_each(|number| {
            write!(out, "<row r=\"{number}\"><c r=\"A{number}\"><v>{number}</v></c></row>").unwrap();
        });
        out.write_all(b"</sheetData></worksheet>").unwrap();
    });
    refused(within_bounds(full), "row 200002: it has more than 200,000 rows");
    let empty = made("xl/worksheets/sheet1.xml", |out| {
        write!(out, "<worksheet><sheetData>{head}").unwrap();
        (2..=1_048_576_u32).for_each(|number| {
            write!(out, "<row r=\"{number}\"><c r=\"A{number}\" s=\"1\"/></row>").unwrap();
        });
        out.write_all(b"</sheetData></worksheet>").unwrap();
    });
    // The ten other lists are missing.
    assert_eq!(within_bounds(empty).unwrap(), (10, 10));
}

#[test]
fn a_list_full_of_mistakes_is_told_of_up_to_a_limit() {
    let head = row(1, &headings(1));
    let wrong = made("xl/worksheets/sheet1.xml", |out| {
        write!(out, "<worksheet><sheetData>{head}").unwrap();
        (2..=50_001_u32).for_each(|number| {
            write!(
                out,
                "<row r=\"{number}\"><c r=\"A{number}\"><f>HYPERLINK(\"x\")</f><v>{number}</v></c></row>"
            )
            .unwrap();
        });
        out.write_all(b"</sheetData></worksheet>").unwrap();
    });
    let (found, told) = within_bounds(wrong).unwrap();
    // A formula, and four values missing: gender, ethnicity, date and source.
    assert_eq!(found, 10 + 50_000 * 5);
    assert_eq!(told, 10 + 2 * MOST_TOLD);
}

#[test]
fn a_directory_that_lies_is_refused() {
    let good = lists(1, &[]).bytes();
    let end = good.len() - 22;
    let with = |at: usize, bytes: &[u8]| {
        let mut file = good.clone();
        file[end + at..end + at + bytes.len()].copy_from_slice(bytes);
        within_bounds(Cursor::new(file))
    };
    refused(with(10, &[0xff, 0xff]), "more parts than any such workbook");
    refused(with(12, &[0xff, 0xff, 0xff, 0x7f]), "more parts than any such workbook");
    refused(with(16, &[0xff, 0xff, 0xff, 0x7f]), "directory of the file is damaged");
    refused(with(20, &[1, 0]), "ends too early");
    let many: Vec<(String, Vec<u8>)> = (0..1_001).map(|number| (format!("x{number}"), Vec::new())).collect();
    refused(
        within_bounds(Cursor::new(Book { more: many, ..lists(1, &[]) }.bytes())),
        "more parts than any such workbook",
    );
}

/// A file of zeros as long as is asked, that is nowhere.
struct Long(u64, u64);

impl Read for Long {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        let length = into.len().min(usize::try_from(self.0 - self.1).unwrap());
        into[..length].fill(0);
        self.1 += length as u64;
        Ok(length)
    }
}

impl Seek for Long {
    fn seek(&mut self, to: SeekFrom) -> std::io::Result<u64> {
        self.1 = match to {
            SeekFrom::Start(at) => at,
            SeekFrom::End(back) => self.0.saturating_add_signed(back),
            SeekFrom::Current(on) => self.1.saturating_add_signed(on),
        };
        Ok(self.1)
    }
}

#[test]
fn a_file_that_is_too_long_is_refused_before_it_is_read() {
    refused(within_bounds(Long(1 << 40, 0)), "larger than 128 MiB");
    refused(within_bounds(Long(1 << 20, 0)), "not a workbook");
}

#[test]
fn parts_that_are_packed_strangely_or_protected_are_refused() {
    let good = lists(1, &[]).bytes();
    let entry = good.windows(4).position(|four| four == b"PK\x01\x02").unwrap();
    let with = |at: usize, byte: u8| {
        let mut file = good.clone();
        file[entry + at] = byte;
        within_bounds(Cursor::new(file))
    };
    refused(with(10, 99), "packed in a way (number 99)");
    refused(with(8, 1), "a password protects it");
    refused(with(42, 200), "damaged");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Whatever bytes are changed, there is an answer: findings or a refusal in words.
    #[test]
    fn a_workbook_with_changed_bytes_is_refused_or_checked(places in prop::collection::vec((0_usize..1_000_000, any::<u8>()), 1..6)) {
        let mut bytes = lists(1, &[vec!["NB1", "b) Female", "a) WBRI", "d:43480", "7", "d:46199", "q) 6: Police"]]).bytes();
        for (place, byte) in places {
            let length = bytes.len();
            bytes[place % length] = byte;
        }
        if let Err(refused) = check(Cursor::new(bytes), None, &mut |_| ()) {
            prop_assert!(!refused.words.is_empty());
        }
    }

    /// Whatever stands in cells, each row has an answer.
    #[test]
    fn whatever_stands_in_cells_is_checked(rows in prop::collection::vec(prop::collection::vec("[ -~£é=#]{0,12}|d:[0-9]{1,9}", 0..9), 0..12), list in 1_u8..12) {
        let rows: Vec<Vec<&str>> = rows.iter().map(|row| row.iter().map(String::as_str).collect()).collect();
        let checked = check(Cursor::new(lists(list, &rows).bytes()), None, &mut |_| ());
        prop_assert!(checked.is_ok(), "{checked:?}");
    }
}
