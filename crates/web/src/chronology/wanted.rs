//! What a reader wants to see of a chronology, in its address: so that it can be sent to a colleague, and nothing is remembered anywhere.

use std::collections::BTreeMap;

use casework::child::ChildPage;
use design::govuk::{Button, Checkboxes, Choice, Details, Input, Select, SelectItem};
use domain::calendar::london::date_in_words;
use domain::calendar::typed::parse_date;
use domain::chronology::{Entry, Wanted};
use domain::id::Id;
use domain::pack::Pack;
use domain::person::Person;
use jiff::civil::Date;
use maud::{Markup, Render, html};

use crate::route::Fields;

/// The fields that say what is wanted; what else stands in an address is somebody else's.
const FIELDS: [&str; 10] =
    ["lane", "theme", "person", "agency", "kind", "significant", "waiting", "rejected", "from", "until"];

/// What is wanted, with how it was asked for.
pub(super) struct Asking {
    pub(super) wanted: Wanted,
    /// Name and value of each choice, as the address has them.
    pairs: Vec<(String, String)>,
    /// What could not be read, by field.
    problems: Vec<(&'static str, String)>,
}

impl Asking {
    pub(super) fn read(query: &Fields) -> Self {
        let mut problems = Vec::new();
        let all = |name: &str| -> Vec<String> {
            query.all(name).filter(|value| !value.is_empty()).map(str::to_owned).collect()
        };
        let mut day = |name: &'static str| -> Option<Date> {
            let typed = query.get(name).trim();
            if typed.is_empty() {
                return None;
            }
            parse_date(typed).map_err(|wrong| problems.push((name, wrong.to_string()))).ok()
        };
        let wanted = Wanted {
            lanes: all("lane"),
            themes: all("theme"),
            people: all("person").iter().filter_map(|person| person.parse().ok()).collect(),
            agencies: all("agency"),
            kinds: all("kind"),
            significant: query.get("significant") == "yes",
            waiting: query.get("waiting") == "yes",
            rejected: query.get("rejected") == "shown",
            from: day("from"),
            until: day("until"),
            known_by: None,
        };
        let pairs = query
            .pairs()
            .iter()
            .filter(|(name, value)| FIELDS.contains(&name.as_str()) && !value.trim().is_empty());
        Asking { wanted, pairs: pairs.cloned().collect(), problems }
    }

    /// The choices, for forms that must keep them.
    pub(super) fn kept(&self) -> Vec<(String, String)> {
        self.pairs.clone()
    }

    /// The choices as an address has them, without the one at a place; `more` stands before them.
    fn without(&self, place: Option<usize>, more: &[(String, String)]) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.extend_pairs(more);
        let kept = self.pairs.iter().enumerate().filter(|(n, _)| Some(*n) != place);
        query.extend_pairs(kept.map(|(_, pair)| pair));
        query.finish()
    }

    /// The whole query.
    pub(super) fn query(&self, more: &[(String, String)]) -> String {
        self.without(None, more)
    }

    /// The choices, each with a link that takes it back.
    pub(super) fn chips(&self, path: &str, more: &[(String, String)], naming: &Naming<'_>) -> Markup {
        html! {
            @if !self.pairs.is_empty() {
                nav aria-label="What is chosen" {
                    ul class="app-acts" {
                        @for (n, (name, value)) in self.pairs.iter().enumerate() {
                            li {
                                a class="govuk-link" href={ (path) "?" (self.without(Some(n), more)) } {
                                    span class="govuk-visually-hidden" { "Take back: " }
                                    (naming.chip(name, value)) " " span aria-hidden="true" { "×" }
                                }
                            }
                        }
                        li { a class="govuk-link" href={ (path) @if !more.is_empty() { "?" (only(more)) } } { "Show everything" } }
                    }
                }
            }
        }
    }

    /// The form that chooses. `entries` say what there is to be chosen.
    pub(super) fn form(
        &self,
        path: &str,
        more: &[(String, String)],
        entries: &[Entry],
        naming: &Naming<'_>,
    ) -> Markup {
        let pack = naming.pack;
        let first = |name: &str| {
            self.pairs.iter().find(|(each, _)| each == name).map_or("", |(_, value)| value.as_str())
        };
        let select = |name: &str, label: &str, all: &str, items: Vec<(String, String)>| {
            let mut choices = vec![SelectItem::new("", all)];
            choices.extend(items.into_iter().map(|(value, words)| SelectItem::new(value, words)));
            Select::new(name, label, choices).value(first(name))
        };
        let lanes = pack.chronology.lanes.iter();
        let lanes = lanes.filter(|lane| entries.iter().any(|entry| entry.lane == lane.code));
        let themes = pack.chronology.themes.iter();
        let themes = themes.filter(|theme| entries.iter().any(|entry| entry.themes.contains(&theme.code)));
        let agencies = pack.agencies.iter();
        let agencies =
            agencies.filter(|agency| entries.iter().any(|entry| entry.agency.as_ref() == Some(&agency.id)));
        let kinds = pack.events.kinds.iter();
        let kinds = kinds.filter(|kind| entries.iter().any(|entry| entry.kind.as_ref() == Some(&kind.code)));
        let people = naming.people.iter();
        let people = people.filter(|(person, _)| entries.iter().any(|entry| entry.people.contains(person)));
        let error = |name: &str| {
            let found = self.problems.iter().find(|(field, _)| *field == name);
            found.map(|(_, words)| design::govuk::ErrorMessage::from(words.as_str()))
        };
        let questions = html! {
            form method="get" action=(path) novalidate {
                @for (name, value) in more { input type="hidden" name=(name) value=(value); }
                (select("lane", "Lane", "All lanes", lanes.map(|lane| (lane.code.clone(), lane.name.clone())).collect()))
                (select("theme", "Theme", "All themes", themes.map(|theme| (theme.code.clone(), theme.name.clone())).collect()))
                (select("person", "Person", "Everybody", people.map(|(person, name)| (person.to_string(), name.clone())).collect()))
                (select("agency", "Told by", "Everybody", agencies.map(|agency| (agency.id.clone(), agency.name.clone())).collect()))
                (select("kind", "Tool or kind of event", "All kinds", kinds.map(|kind| (kind.code.clone(), kind.name.clone())).collect()))
                (Input::new("from", "Happened from").hint("Like 4 9 2026").classes("govuk-input--width-10").value(first("from")).error(error("from")))
                (Input::new("until", "Happened until").hint("Like 4 9 2026").classes("govuk-input--width-10").value(first("until")).error(error("until")))
                (Checkboxes { classes: "govuk-checkboxes--small".into(), ..Checkboxes::single("significant", Choice::new("yes", "Only what is significant")) }.values([first("significant")]))
                (Checkboxes { classes: "govuk-checkboxes--small".into(), ..Checkboxes::single("waiting", Choice::new("yes", "Only what nobody has looked at")) }.values([first("waiting")]))
                (Button::new("Show these").secondary())
            }
        };
        Details {
            id: "wanted".into(),
            open: !self.problems.is_empty(),
            ..Details::new("Choose what to see", questions)
        }
        .render()
    }
}

fn only(pairs: &[(String, String)]) -> String {
    form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish()
}

/// How codes and people are called to this viewer.
pub(super) struct Naming<'p> {
    pack: &'p Pack,
    people: BTreeMap<Id<Person>, String>,
}

impl<'p> Naming<'p> {
    pub(super) fn of(page: &ChildPage, pack: &'p Pack) -> Self {
        let relatives = page.file.relatives.iter().map(|filed| (filed.record.id, filed.record.name()));
        let linked = page.linked.iter().map(|linked| (linked.person, linked.name.clone()));
        let child = &page.file.child.record;
        let people = relatives.chain(linked).chain([(child.id, child.name())]).collect();
        Naming { pack, people }
    }

    /// The others an entry is about, by name, as far as this viewer may know them.
    pub(super) fn others(&self, child: Id<Person>, entry: &Entry) -> Vec<&str> {
        let others = entry.people.iter().filter(|person| **person != child);
        others.filter_map(|person| self.people.get(person)).map(String::as_str).collect()
    }

    /// Everybody who can be named, the child too.
    pub(super) fn people(&self) -> impl Iterator<Item = (Id<Person>, &str)> {
        self.people.iter().map(|(person, name)| (*person, name.as_str()))
    }

    fn chip(&self, name: &str, value: &str) -> String {
        let rules = &self.pack.chronology;
        let day = || parse_date(value).map_or_else(|_| value.to_owned(), date_in_words);
        match name {
            "lane" => format!("Lane: {}", rules.lane(value).map_or(value, |lane| &lane.name)),
            "theme" => format!("Theme: {}", rules.theme(value).map_or(value, |theme| &theme.name)),
            "kind" => format!("Kind: {}", self.pack.events.kind(value).map_or(value, |kind| &kind.name)),
            "agency" => format!("Told by: {}", self.pack.agency_name(value)),
            "person" => {
                let person = value.parse().ok().and_then(|person| self.people.get(&person));
                format!("Person: {}", person.map_or("somebody else", String::as_str))
            }
            "significant" => "Only significant".into(),
            "waiting" => "Nobody has looked".into(),
            "rejected" => "Rejected ones too".into(),
            "from" => format!("From {}", day()),
            _ => format!("Until {}", day()),
        }
    }
}
