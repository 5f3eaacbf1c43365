//! `frontdoor match`: what is matched in files of people.

use std::path::PathBuf;

use clap::Subcommand;

/// What to match. Files are CSV with any of the columns rec_id, source, recorded, forename, middle_names, surname, known_as, dob, sex,
/// nhs_number, upn, address, postcode, phone, in any order.
#[derive(Subcommand)]
pub enum Match {
    /// Which rows of two files are one person: id_a, id_b, score, as CSV
    Link {
        /// The one file of people
        a: PathBuf,
        /// The other
        b: PathBuf,
        /// The CSV file to write
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
    },
    /// Which rows of a file are one person: id_a, id_b, score, as CSV
    Dedupe {
        /// The file of people
        file: PathBuf,
        /// The CSV file to write
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
    },
    /// Who is meant by each question: query_id, rank, rec_id, score, ms, as CSV
    Search {
        /// The file of people who are looked among
        #[arg(long, value_name = "FILE")]
        people: PathBuf,
        /// The file of questions: query_id, and any of the columns of people
        #[arg(long, value_name = "FILE")]
        queries: PathBuf,
        /// How many rows are given for a question
        #[arg(long, value_name = "N", default_value_t = 10)]
        top: usize,
        /// The CSV file to write
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
    },
}
