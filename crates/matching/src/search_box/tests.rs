//! What is typed at a front door, and what it is read as.

use jiff::civil::Date;

use super::read_search;
use crate::birth::range_in_words;
use crate::description::{Description, Sex};

const TODAY: Date = Date::constant(2026, 11, 27);

/// What was read, in one line: names, birth, everything else in its order.
fn line(read: &Description) -> String {
    let mut parts: Vec<String> = Vec::new();
    parts.extend(read.names.iter().map(|name| format!("{}/{}", name.given, name.family)));
    parts.extend(read.birth.map(|birth| format!("born {}", range_in_words(birth))));
    parts.extend(read.sex.map(|sex| if sex == Sex::Female { "girl".to_owned() } else { "boy".to_owned() }));
    parts.extend(read.nhs_number.iter().map(|number| format!("nhs {number}")));
    parts.extend(read.upn.iter().map(|number| format!("upn {number}")));
    parts.extend(read.addresses.iter().map(|home| format!("at {} {}", home.lines.join(", "), home.postcode)));
    parts.extend(read.phones.iter().map(|number| format!("tel {number}")));
    parts.extend(read.relatives.iter().map(|one| {
        format!("{} {}/{} {}", one.relation, one.name.given, one.name.family, one.phones.join(" "))
            .trim()
            .to_owned()
    }));
    parts.join("; ")
}

#[test]
fn everything_in_one_box_finds_its_place() {
    for (text, expected) in [
        ("", ""),
        ("  ", ""),
        ("Ben", "Ben/"),
        ("jon smith", "jon/smith"),
        ("O'BRIEN, Mary Jane", "Mary Jane/O'BRIEN"),
        ("jon smith 12/3/2015 nb1 2cd", "jon/smith; born 12 March 2015; at  NB12CD"),
        ("2015-03-12 jon", "jon/; born 12 March 2015"),
        ("12.03.2015", "born 12 March 2015"),
        ("12/3/15", "born 12 March 2015"),
        ("12/3/85", "born 12 March 1985"),
        ("31/11/2015", "31/11/2015/"),
        ("NB12CD", "at  NB12CD"),
        ("999 000 0018", "nhs 9990000018"),
        ("07700 900123 Amy", "Amy/; tel 07700900123"),
        ("+447700900123", "tel +447700900123"),
        ("7700900123", "tel 7700900123"),
        ("A850728973744", "upn A850728973744"),
        ("% _ *", "% _/*"),
        // Births in part.
        ("Amara March 2015", "Amara/; born March 2015"),
        ("Amara 12th March 2015", "Amara/; born 12 March 2015"),
        ("March 12 2015 Amara", "Amara/; born 12 March 2015"),
        ("Amara 3/2015", "Amara/; born March 2015"),
        ("Amara 2019", "Amara/; born 2019"),
        ("Amara spring 2019", "Amara/; born between 1 March 2019 and 31 May 2019"),
        ("Amara winter 2019", "Amara/; born between 1 December 2018 and 29 February 2020"),
        ("Amara early 2019", "Amara/; born between 1 January 2019 and 30 April 2019"),
        ("Amara about 2019", "Amara/; born between 1 January 2018 and 31 December 2020"),
        ("April May", "April/May"),
        ("April Jones May 2015", "April/Jones; born May 2015"),
        ("Amara 12/3", "Amara 12/3/"),
        ("Amara Okoye 12/3", "Amara 12/3/Okoye"),
        ("Amara 12/3 aged 7", "Amara/; born 12 March 2019"),
        ("Amara 12 March 2019 7", "Amara/; born 12 March 2019"),
        ("Amara 12 March age 7", "Amara/; born 12 March 2019"),
        ("Amara Okoye 12 March", "Amara 12 March/Okoye"),
        ("7 May Jones", "May/Jones; born between 28 November 2018 and 27 November 2019"),
        ("Unborn Okoye due 14/1/2027", "Unborn/Okoye; born 14 January 2027"),
        // Ages, from today.
        ("Amara 7", "Amara/; born between 28 November 2018 and 27 November 2019"),
        ("Amara aged 7", "Amara/; born between 28 November 2018 and 27 November 2019"),
        ("7yo Amara", "Amara/; born between 28 November 2018 and 27 November 2019"),
        ("Amara 7 years old", "Amara/; born between 28 November 2018 and 27 November 2019"),
        ("Amara 7-year-old", "Amara/; born between 28 November 2018 and 27 November 2019"),
        ("Amara 8 months", "Amara/; born between 14 February 2026 and 10 April 2026"),
        ("Amara 3 weeks old", "Amara/; born between 24 October 2026 and 13 November 2026"),
        ("Amara 7 2019", "Amara/; born between 1 January 2019 and 27 November 2019"),
        ("Amara 7 2001", "Amara 2001/; born between 28 November 2018 and 27 November 2019"),
        ("Amara 300", "Amara 300/"),
        ("Amara year 4", "Amara/; born between 1 September 2017 and 31 August 2018"),
        ("Amara y4", "Amara/; born between 1 September 2017 and 31 August 2018"),
        ("Amara reception", "Amara/; born between 1 September 2021 and 31 August 2022"),
        // Streets.
        ("Amara 12 Mill Lane", "Amara/; at 12 Mill Lane "),
        ("Amara 12 Mill Lane NB1 2CD", "Amara/; at 12 Mill Lane NB12CD"),
        ("Amara 12 Mill Lane, Northbridge, NB1 2CD", "Amara/; at 12 Mill Lane NB12CD"),
        ("Amara Okoye Flat 2, 14 Dock St", "Amara/Okoye; at Flat 2 14 Dock St "),
        (
            "Amara 7 12 Mill Lane",
            "Amara/; born between 28 November 2018 and 27 November 2019; at 12 Mill Lane ",
        ),
        ("Amara Mill Road", "Amara/; at Mill Road "),
        ("Amara at Mill Lane", "Amara/; at Mill Lane "),
        ("Amara lives at 12 Mill Lane", "Amara/; at 12 Mill Lane "),
        ("Amara Mill Lane", "Amara/; Amara Mill/Lane; at Mill Lane "),
        ("Penny Lane", "Penny/Lane"),
        ("Amy St John", "Amy St/John"),
        ("NB1 2CD Amara Mill Road", "Amara/; at Mill Road NB12CD"),
        // Who is near.
        ("Amara mum Ngozi Okoye", "Amara/; mother Ngozi/Okoye"),
        ("mum Ngozi Okoye 07700 900123", "mother Ngozi/Okoye 07700900123"),
        ("Amara mum's phone 07700 900123", "Amara/; mother / 07700900123"),
        (
            "Amara 7 mum is called Ngozi, brother Chidi",
            "Amara/; born between 28 November 2018 and 27 November 2019; mother Ngozi/; brother Chidi/",
        ),
        ("dad Emeka 12 Mill Road", "at 12 Mill Road ; father Emeka/"),
        ("mum", "mum/"),
        // What else they are called.
        ("Christopher Bishop (known as) Kit", "Christopher/Bishop; Kit/Bishop"),
        ("Christopher Bishop known as Kit Marlow", "Christopher/Bishop; Kit/Marlow"),
        ("Christopher (Kit) Bishop", "Christopher/Bishop; Kit/Bishop"),
        ("Ngozi Cole née Okoye", "Ngozi/Cole; Ngozi/Okoye"),
        ("Nee Soon", "Nee/Soon"),
        // Sex.
        ("girl Amara 7", "Amara/; born between 28 November 2018 and 27 November 2019; girl"),
        ("Baby Boy Smith", "Baby Boy/Smith"),
        // Numbers with slips.
        ("Null", "/Null"),
        ("Ada Null", "Ada/Null"),
        ("Amara nhs 999 OOO 0018", "Amara/; nhs 9990000018"),
        ("nhs number 99900018", "nhs 99900018"),
        ("999 000 0018 07700 900123", "nhs 9990000018; tel 07700900123"),
        (
            "Amara 7 07700900123",
            "Amara/; born between 28 November 2018 and 27 November 2019; tel 07700900123",
        ),
        ("Amara 12345", "Amara 12345/"),
    ] {
        assert_eq!(line(&read_search(text, TODAY)), expected, "{text:?}");
    }
}

/// Every letter and digit that was read, wherever it went.
fn kept(read: &Description) -> usize {
    line(read).len()
}

proptest::proptest! {
    #[test]
    fn any_text_is_read(text in "\\PC{0,600}") {
        let _ = read_search(&text, TODAY);
    }

    #[test]
    fn what_was_typed_of_a_name_is_never_dropped(text in "(amara|okoye|xq[0-9]{5}|lane|7|2019|mum|at|known|as|\\(|née|12/3|boy|nhs|[a-z]{2,9}| ){1,12}") {
        let read = read_search(&text, TODAY);
        let letters = |text: &str| text.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect::<String>();
        let line = letters(&line(&read));
        for word in text.split_whitespace().map(letters) {
            let named = word.starts_with("xq") || word == "okoye" || word == "amara";
            proptest::prop_assert!(!named || line.contains(&word), "{} in {}", word, line);
        }
        proptest::prop_assert!(text.trim().is_empty() || kept(&read) > 0);
    }

    #[test]
    fn any_day_of_any_year_may_be_today(day in 1i8..29, month in 1i8..13, year in 1i16..9998, text in "(7|8 months|3 weeks|year 4|about 2019|winter 2019|2 days|110 years|reception)") {
        let _ = read_search(&text, Date::constant(year, month, day));
    }
}
