//! Files of people matched from the terminal: real files, and the program as it is.

use std::fs;
use std::path::Path;

use crate::{Said, run};

const SCHOOL: &str = "rec_id,forename,surname,dob,sex,address,postcode\n\
    s-1,Siobhán,O'Brien,2015-03-12,F,12 Mill Lane,NB1 2CD\n\
    s-2,Amara,Okonkwo,2016-07-01,F,3 Quay Road,NB2 4EF\n\
    s-3,Jakub,Wiśniewski,2014-11-23,M,9 Ash Close,NB3 5GH\n\
    s-4,Tadhg,Brambleworth,2013-02-02,M,40 Loom Street,NB4 6JK\n";

/// The same children elsewhere, in other columns and another order, and one whom the school does not have.
const HEALTH: &str = "nhs_number,surname,forename,dob,postcode,rec_id\n\
    9990000018,OKONKWO,AMARA,01/07/2016,NB2 4EF,h-7\n\
    9990000026,OBRIEN,SHIVAUN,12/03/2015,NB1 2CD,=1+1\n\
    9990000034,WISNIEWSKI,JAKUB,23/11/2014,NB3 5GH,\"h,9\"\n\
    9990000042,Fairhurst,Edith,05/05/2011,NB9 9ZZ,h-10\n";

fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        fs::write(folder.path().join(name), text).unwrap();
    }
    folder
}

/// The rows of a CSV file without its headings, the score left off.
fn rows(folder: &Path, name: &str) -> Vec<Vec<String>> {
    let mut reader = csv::Reader::from_path(folder.join(name)).unwrap();
    reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect()
}

fn first_line(folder: &Path, name: &str) -> String {
    fs::read_to_string(folder.join(name)).unwrap().lines().next().unwrap().to_owned()
}

#[test]
fn the_same_children_of_two_files_are_linked() {
    let folder = folder(&[("a.csv", SCHOOL), ("b.csv", HEALTH)]);
    let said = run(folder.path(), "match link a.csv b.csv --out pairs.csv");
    assert!(said.well().starts_with("pairs.csv: 3 pairs between 4 rows and 4, in "), "{}", said.out);
    assert!(
        said.err.contains("a.csv: without middle_names, known_as, nhs_number, upn, phone\n"),
        "{}",
        said.err
    );
    assert_eq!(first_line(folder.path(), "pairs.csv"), "id_a,id_b,score");
    let found = rows(folder.path(), "pairs.csv");
    let mut pairs: Vec<_> = found.iter().map(|row| (row[0].as_str(), row[1].as_str())).collect();
    pairs.sort_unstable();
    // Names of rows stand as they came, also those which a spreadsheet would take for a formula.
    assert_eq!(pairs, [("s-1", "=1+1"), ("s-2", "h-7"), ("s-3", "h,9")]);
    let scores: Vec<f64> = found.iter().map(|row| row[2].parse().unwrap()).collect();
    assert!(scores.is_sorted_by(|one, other| one >= other), "{scores:?}");
}

#[test]
fn doubles_of_a_file_are_found_whatever_its_rows_are_called() {
    let doubles = format!("{SCHOOL}s-5,AMARA,OKONKWO,2016-07-01,F,3 Quay Rd,NB2 4EF\n");
    let folder = folder(&[("p.csv", &doubles)]);
    let said = run(folder.path(), "match dedupe p.csv --out pairs.csv");
    assert!(said.well().starts_with("pairs.csv: 1 pair among 5 rows, in "), "{}", said.out);
    let found = rows(folder.path(), "pairs.csv");
    assert_eq!((found.len(), found[0][0].as_str(), found[0][1].as_str()), (1, "s-2", "s-5"));
}

#[test]
fn who_is_meant_by_a_question_comes_first() {
    let questions = "query_id,forename,surname,dob,postcode\n\
        q1,Shivaun,,2015,NB1 2CD\nq2,Jakub,Wisniewski,,\nq3,T,,02/02/2013,NB4 6JK\n";
    let folder = folder(&[("p.csv", SCHOOL), ("q.csv", questions)]);
    let said = run(folder.path(), "match search --people p.csv --queries q.csv --top 2 --out hits.csv");
    assert!(said.well().starts_with("hits.csv: 3 of 3 questions answered among 4 rows, "), "{}", said.out);
    assert!(said.out.contains("\nMilliseconds a question: half within "), "{}", said.out);
    assert!(!said.err.contains("q.csv"), "{}", said.err);
    assert_eq!(first_line(folder.path(), "hits.csv"), "query_id,rank,rec_id,score,ms");
    let found = rows(folder.path(), "hits.csv");
    let firsts: Vec<_> =
        found.iter().filter(|row| row[1] == "1").map(|row| (row[0].as_str(), row[2].as_str())).collect();
    assert_eq!(firsts, [("q1", "s-1"), ("q2", "s-3"), ("q3", "s-4")]);
    for row in &found {
        assert!(row[1].parse::<usize>().unwrap() <= 2, "{row:?}");
        assert!(row[3].parse::<f64>().is_ok() && row[4].parse::<f64>().unwrap() >= 0.0, "{row:?}");
    }
}

#[test]
fn what_will_not_do_is_told_with_its_line_and_nothing_is_written() {
    let cases = [
        (
            "id,forename\n1,Ama\n",
            "x.csv",
            "there is no column rec_id; the columns of the file are: id, forename",
        ),
        ("rec_id,source\n1,school\n", "x.csv", "no column tells who somebody is; known are: forename, "),
        ("rec_id,forename\n1,Ama\n1,Ben\n", "x.csv", "line 3: rec_id 1 is on line 2 already"),
        ("rec_id,forename\n1,Ama,12\n", "x.csv", "line 2: 3 cells, but there are 2 columns"),
        ("", "x.csv", "the file is empty: its first line must name the columns"),
        ("rec_id,forename\n1,Ama\n", "nowhere.csv", "No such file"),
    ];
    for (text, name, why) in cases {
        let folder = folder(&[("x.csv", text)]);
        for line in
            [format!("match dedupe {name} --out out.csv"), format!("match link {name} {name} --out out.csv")]
        {
            let said = run(folder.path(), &line);
            let told = said.why();
            assert!(told.starts_with(&format!("{name} cannot be used: ")) && told.contains(why), "{told}");
        }
        let names: Vec<_> =
            fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        assert_eq!(names, ["x.csv"]);
    }
}

#[test]
fn a_file_that_is_read_is_not_written_over() {
    let folder = folder(&[("p.csv", SCHOOL), ("q.csv", "query_id,forename\nq1,Ama\n")]);
    fs::create_dir(folder.path().join("there")).unwrap();
    let check = |line: &str, why: &str| {
        let said: Said = run(folder.path(), line);
        assert_eq!(said.why(), why, "{line}");
        assert_eq!(fs::read_to_string(folder.path().join("p.csv")).unwrap(), SCHOOL);
    };
    let over = "p.csv is read, and cannot be written over: give --out another name";
    check("match dedupe p.csv --out p.csv", over);
    check("match link p.csv q.csv --out ./p.csv", over);
    check("match search --people p.csv --queries q.csv --out p.csv", over);
    check("match dedupe p.csv --out there", "there is a folder: --out needs the name of a file");
}

#[test]
fn older_encodings_and_columns_that_are_not_known_are_told_of() {
    let folder = folder(&[]);
    fs::write(folder.path().join("p.csv"), b"rec_id;forename;shoe size\n1;Zo\xeb;3\n2;Zo\xc3\xab;4\n")
        .unwrap();
    let said = run(folder.path(), "match dedupe p.csv --out out.csv");
    said.well();
    for told in [
        "p.csv: the column shoe size is not known and is not read\n",
        "p.csv: line 2 is not in UTF-8: such lines are read as Windows-1252\n",
    ] {
        assert!(said.err.contains(told), "{}", said.err);
    }
}
