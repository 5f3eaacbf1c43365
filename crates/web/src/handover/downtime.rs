//! The pages of the downtime pack: plain, by themselves, without a server, a script or anything from elsewhere. They open from a folder.

use casework::handover::downtime::{Downtime, Entry, Section};
use domain::person::name::{shown, shown_in_line};
use jiff::Timestamp;
use maud::{DOCTYPE, Markup, html};

/// One file of the folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Its name.
    pub name: String,
    /// What is in it.
    pub text: String,
}

/// How the pages look: large, black on white, the same on paper.
const STYLE: &str = "body{font:18px/1.5 sans-serif;color:#0b0c0c;background:#fff;margin:0 auto;padding:1rem;max-width:60rem}\n\
a{color:#1d5a8a}a:focus{outline:3px solid #ffbf47}\n\
nav ul{list-style:none;padding:0;display:flex;flex-wrap:wrap;gap:.5rem 1.25rem}\n\
.age{border-left:8px solid #0b0c0c;padding:.5rem 1rem}\n\
article{border-top:1px solid #777;padding:.5rem 0}\n\
h2{font-size:1.25rem;margin:.5rem 0}\n\
dl{margin:0}dt{font-weight:bold}dd{margin:0 0 .5rem;white-space:pre-wrap;overflow-wrap:anywhere}\n";

/// The pages, as they are at this moment.
pub fn pages(pack: &Downtime, now: Timestamp) -> Vec<File> {
    let mut files = vec![
        File { name: "style.css".into(), text: STYLE.into() },
        File { name: "index.html".into(), text: first(pack, now).into_string() },
    ];
    let heading = |title: &str| html! { h2 { bdi { (shown_in_line(title)) } } };
    files.extend(pack.sections.iter().map(|section| File {
        name: file_of(section),
        text: page(pack, now, &section.title, &entries(section, &heading)).into_string(),
    }));
    files
}

/// A page is named by its section: in a pack made by us small letters and dashes, and nothing else is taken for a file's name.
fn file_of(section: &Section) -> String {
    let name: String =
        section.name.chars().filter(|sign| sign.is_ascii_lowercase() || *sign == '-').collect();
    format!("{name}.html")
}

/// The first page: whom to ring and tonight's cards, then the way to the rest.
fn first(pack: &Downtime, now: Timestamp) -> Markup {
    let below = |title: &str| html! { h3 { bdi { (shown_in_line(title)) } } };
    let at_once = pack.sections.iter().take(2);
    let body = html! {
        @for section in at_once { div { h2 { (section.title) } (entries(section, &below)) } }
    };
    page(pack, now, "Downtime pack", &body)
}

fn page(pack: &Downtime, now: Timestamp, title: &str, body: &Markup) -> Markup {
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (title) " – " (pack.council) }
                link rel="stylesheet" href="style.css";
            }
            body {
                header {
                    p { (pack.council) ": downtime pack" }
                    p class="age" { strong { (pack.age_in_words(now)) } }
                    nav aria-label="Pages" {
                        ul {
                            li { a href="index.html" { "First page" } }
                            @for section in &pack.sections {
                                li { a href=(file_of(section)) { (section.title) " (" (section.entries.len()) ")" } }
                            }
                        }
                    }
                }
                main {
                    h1 { (title) }
                    (body)
                }
            }
        }
    }
}

fn entries(section: &Section, heading: &dyn Fn(&str) -> Markup) -> Markup {
    html! {
        @if section.entries.is_empty() { p { (section.empty) } }
        @for entry in &section.entries { (one(entry, heading)) }
    }
}

fn one(entry: &Entry, heading: &dyn Fn(&str) -> Markup) -> Markup {
    html! {
        article {
            (heading(&entry.title))
            @if !entry.facts.is_empty() {
                dl {
                    @for (what, words) in &entry.facts { dt { (shown_in_line(what)) } dd { bdi { (shown(words)) } } }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_page_of_the_pack_keeps_the_rules_and_hides_no_markup() {
        let entry = Entry {
            title: "<b>Ava</b>".into(),
            facts: vec![("If: he <rings>".into(), "Tell him \"nothing\" & ring".into())],
        };
        let section = |name: &str, entries: Vec<Entry>| Section {
            name: name.into(),
            title: format!("About {name}"),
            empty: "Nothing.".into(),
            entries,
        };
        let pack = Downtime {
            format: 1,
            council: "Northbridge".into(),
            made_at: Timestamp::UNIX_EPOCH,
            newest_at: None,
            sections: vec![section("call", Vec::new()), section("../../etc/cards", vec![entry])],
        };
        let files = pages(&pack, Timestamp::UNIX_EPOCH);
        let names: Vec<&str> = files.iter().map(|file| file.name.as_str()).collect();
        assert_eq!(names, ["style.css", "index.html", "call.html", "etccards.html"]);
        for file in files.iter().filter(|file| file.name != "style.css") {
            assert!(!file.text.contains("<b>") && !file.text.contains("<rings>"), "{}", file.text);
            assert!(!file.text.contains("<script") && !file.text.contains("style="), "{}", file.text);
            assert!(file.text.contains("less than a minute old"), "{}", file.text);
            let found = design::rules::check_page(&file.text);
            assert!(found.is_empty(), "{}: {found:?}", file.name);
        }
        assert!(files[3].text.contains("&lt;b&gt;Ava"));
    }
}
