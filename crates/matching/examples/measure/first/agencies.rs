//! Seven agencies, each with whom it knows, how old its knowledge is, what its form asks for and how carefully it is filled in.

use super::days::TODAY;
use super::family::{Person, Role};

/// How an agency writes people down. Shares are from 0 to 1.
pub struct Agency {
    pub code: &'static str,
    /// How many years ago it last wrote somebody down, on average.
    pub stale: f64,
    pub nhs: f64,
    pub upn: f64,
    pub middle: f64,
    pub known_as: f64,
    pub sex: f64,
    pub dob: f64,
    /// Of the dates of birth it gives, the part of which only the year is given.
    pub year_only: f64,
    pub address: f64,
    pub postcode: f64,
    pub phone: f64,
    /// Slips of the keyboard, in each name.
    pub slips: f64,
    pub nickname: f64,
    /// Written as heard.
    pub heard: f64,
    /// The part of people whom it has twice.
    pub again: f64,
    pub capitals: bool,
    /// Whether accents are kept.
    pub accents: bool,
    /// Days as 12/03/2015.
    pub british_days: bool,
    pub short_streets: bool,
    /// The longest given and family name that its form takes.
    pub longest: usize,
}

const USUAL: Agency = Agency {
    code: "",
    stale: 1.0,
    nhs: 0.0,
    upn: 0.0,
    middle: 0.3,
    known_as: 0.1,
    sex: 0.95,
    dob: 0.97,
    year_only: 0.0,
    address: 0.95,
    postcode: 0.93,
    phone: 0.6,
    slips: 0.02,
    nickname: 0.03,
    heard: 0.02,
    again: 0.05,
    capitals: false,
    accents: true,
    british_days: false,
    short_streets: false,
    longest: 35,
};

pub const AGENCIES: [Agency; 7] = [
    Agency {
        code: "social_care",
        nhs: 0.55,
        upn: 0.5,
        known_as: 0.15,
        slips: 0.02,
        nickname: 0.04,
        heard: 0.02,
        ..USUAL
    },
    Agency {
        code: "police",
        stale: 2.0,
        middle: 0.25,
        known_as: 0.04,
        sex: 0.9,
        dob: 0.88,
        year_only: 0.05,
        address: 0.85,
        postcode: 0.6,
        phone: 0.35,
        slips: 0.045,
        nickname: 0.07,
        heard: 0.07,
        again: 0.2,
        capitals: true,
        accents: false,
        short_streets: true,
        longest: 20,
        ..USUAL
    },
    Agency {
        code: "health_visiting",
        stale: 1.5,
        nhs: 0.94,
        known_as: 0.04,
        dob: 0.99,
        phone: 0.75,
        again: 0.03,
        ..USUAL
    },
    Agency {
        code: "hospital",
        stale: 3.0,
        nhs: 0.95,
        middle: 0.6,
        known_as: 0.02,
        sex: 0.99,
        dob: 0.995,
        phone: 0.55,
        again: 0.06,
        nickname: 0.012,
        capitals: true,
        accents: false,
        ..USUAL
    },
    Agency {
        code: "school",
        stale: 0.6,
        upn: 0.97,
        middle: 0.5,
        known_as: 0.22,
        sex: 1.0,
        dob: 0.995,
        phone: 0.8,
        again: 0.02,
        nickname: 0.05,
        slips: 0.01,
        heard: 0.006,
        ..USUAL
    },
    Agency {
        code: "housing",
        stale: 0.9,
        middle: 0.12,
        known_as: 0.02,
        sex: 0.6,
        dob: 0.75,
        year_only: 0.04,
        address: 1.0,
        postcode: 0.97,
        phone: 0.7,
        again: 0.07,
        slips: 0.025,
        accents: false,
        british_days: true,
        short_streets: true,
        longest: 15,
        ..USUAL
    },
    Agency {
        code: "early_help",
        stale: 0.9,
        nhs: 0.05,
        upn: 0.08,
        middle: 0.1,
        known_as: 0.1,
        sex: 0.6,
        dob: 0.82,
        year_only: 0.25,
        address: 0.75,
        postcode: 0.65,
        phone: 0.65,
        slips: 0.04,
        nickname: 0.12,
        heard: 0.05,
        again: 0.06,
        british_days: true,
        short_streets: true,
        ..USUAL
    },
];

impl Agency {
    /// How likely it is that this agency knows somebody.
    pub fn knows(&self, person: &Person) -> f64 {
        let age = f64::from(TODAY - person.born) / 365.25;
        match (person.role, self.code) {
            (Role::Child, "social_care") => 0.45,
            (Role::Child, "police") if age > 12.0 => 0.4,
            (Role::Child, "police") => 0.18,
            (Role::Child, "health_visiting") if age < 5.0 => 0.93,
            (Role::Child, "health_visiting") if age < 9.0 => 0.4,
            (Role::Child, "hospital") => 0.85,
            (Role::Child, "school") if (4.0..18.0).contains(&age) => 0.94,
            (Role::Child, "housing") => 0.32,
            (Role::Child, "early_help") => 0.28,
            (Role::Mother, "social_care") => 0.45,
            (Role::Mother, "health_visiting") => 0.1,
            (Role::Mother, "housing") => 0.6,
            (Role::Mother, "early_help") => 0.4,
            (Role::Mother, "police") => 0.35,
            (Role::Mother, "hospital") => 0.75,
            (Role::Father, "social_care") => 0.25,
            (Role::Father, "police") => 0.4,
            (Role::Father, "hospital") => 0.55,
            (Role::Father, "housing") => 0.35,
            (Role::Father, "early_help") => 0.18,
            (Role::Grandfather, "hospital") => 0.7,
            (Role::Grandfather, "police") => 0.2,
            (Role::Grandfather, "housing") => 0.45,
            _ => 0.0,
        }
    }
}
