//! What a proposal would change, fact by fact: what the record says, and what it would say. Whoever decides must see from what to what, and not only that something
//! of an episode would be otherwise.

use domain::calendar::london::date_in_words;
use domain::episode::{Assessment, Brought, Enquiry, Episode, Plan, PreProceedings};
use domain::import::{Held, Merged};
use domain::person::Person;
use domain::person::partial_date::PartialDate;
use jiff::civil::Date;

use super::view::Difference;

/// A fact and its words.
type Fact = (String, String);

/// Every fact that would be otherwise.
pub(super) fn differences(held: &Held, after: &Merged) -> Vec<Difference> {
    let mut all = Vec::new();
    let before = held.person.as_ref().map(of_person).unwrap_or_default();
    compare(&before, of_person(&after.person), &mut all);
    for episode in &after.episodes {
        let known = held.episodes.iter().find(|known| known.referral_date == episode.referral_date);
        let before = known.map(of_episode).unwrap_or_default();
        compare(&before, of_episode(episode), &mut all);
    }
    all
}

fn compare(before: &[Fact], after: Vec<Fact>, all: &mut Vec<Difference>) {
    for (fact, said) in after {
        let held = before.iter().find(|(known, _)| *known == fact).map(|(_, words)| words.clone());
        if held.as_ref() != Some(&said) {
            all.push(Difference { fact, held, said });
        }
    }
}

fn of_person(person: &Person) -> Vec<Fact> {
    let names = person.names.iter().map(|known| known.name.display()).collect::<Vec<_>>().join("; ");
    let disabilities =
        person.disabilities.answer().map(|codes| codes.iter().cloned().collect::<Vec<_>>().join(", "));
    // A place is never in a list: it may be protected.
    let addresses = Some(person.addresses.len()).filter(|count| *count > 0);
    let facts = [
        ("Names", Some(names)),
        ("Birth", person.birth.answer().map(PartialDate::in_digits)),
        ("Death", person.died.as_ref().map(PartialDate::in_digits)),
        ("Sex", person.sex.answer().map(ToString::to_string)),
        ("Ethnicity", person.ethnicity.answer().cloned()),
        ("Disabilities", disabilities),
        ("NHS number", person.nhs_number.answer().map(|number| number.typed().to_owned())),
        ("Unique pupil number", person.upn.answer().map(|upn| upn.typed().to_owned())),
        ("Former unique pupil number", person.former_upn.as_ref().map(|upn| upn.typed().to_owned())),
        ("Why there is no unique pupil number", person.upn_unknown.clone()),
        ("Identifier in national returns", person.local_identifier.clone()),
        ("Number of addresses", addresses.map(|count| count.to_string())),
    ];
    facts.into_iter().filter_map(|(fact, words)| Some((fact.to_owned(), words?))).collect()
}

fn of_episode(episode: &Episode) -> Vec<Fact> {
    let title = format!("Episode of {}", date_in_words(episode.referral_date));
    let mut facts = vec![(title.clone(), "It is on the record".to_owned())];
    let mut fact = |name: &str, words: Option<String>| {
        facts.extend(words.map(|words| (format!("{title}: {name}"), words)));
    };
    fact("source of the referral", episode.source.clone());
    fact("primary need", episode.primary_need.clone());
    fact("no further action", episode.no_further_action.then(|| "Yes".to_owned()));
    fact("closed on", episode.closed_on.map(date_in_words));
    fact("reason for closure", episode.closure_reason.clone());
    for one in &episode.assessments {
        fact(&began("assessment", one.started_on), Some(assessment(one)));
    }
    for one in &episode.enquiries {
        fact(&began("section 47 enquiry", one.started_on), Some(enquiry(one)));
    }
    for one in &episode.plans {
        fact(&began(&one.kind.words().to_lowercase(), one.started_on), Some(plan(one)));
    }
    if let Some(transfer) = &episode.transfer_in {
        let conference = transfer.conference_on.map(date_in_words);
        let on = conference.map_or_else(String::new, |on| format!(", conference on {on}"));
        fact("transfer in", Some(format!("{}{on}", transfer.authority)));
    }
    if let Some(brought) = &episode.brought {
        of_brought(brought, &mut fact);
    }
    facts
}

fn of_brought(brought: &Brought, fact: &mut dyn FnMut(&str, Option<String>)) {
    for one in &brought.reviews {
        fact(&began("review point of the assessment", one.started_on), Some(date_in_words(one.on)));
    }
    for one in &brought.plans {
        let mut words = Vec::new();
        words.extend(one.first_category.as_ref().map(|code| format!("first category {code}")));
        words.extend(one.plans_before.map(|count| format!("{count} plans before")));
        words.extend((!one.reviews.is_empty()).then(|| format!("reviews {}", days(&one.reviews))));
        fact(&began("reviews of the plan", one.started_on), Some(words.join(", ")));
    }
    for one in &brought.pre_proceedings {
        let name =
            one.started_on.map_or_else(|| "pre-proceedings".to_owned(), |on| began("pre-proceedings", on));
        fact(&name, Some(pre_proceedings(one)));
    }
}

fn began(what: &str, on: Date) -> String {
    format!("{what} of {}", date_in_words(on))
}

fn days(days: &[Date]) -> String {
    days.iter().copied().map(date_in_words).collect::<Vec<_>>().join(", ")
}

fn assessment(one: &Assessment) -> String {
    let mut words = vec![match one.authorised_on {
        Some(on) => format!("authorised on {}", date_in_words(on)),
        None => "not authorised".to_owned(),
    }];
    words.extend((!one.factors.is_empty()).then(|| format!("factors {}", one.factors.join(", "))));
    words.join(", ")
}

fn enquiry(one: &Enquiry) -> String {
    match (one.conference_on, one.conference_not_required) {
        (Some(on), _) => format!("conference on {}", date_in_words(on)),
        (None, true) => "no conference was needed".to_owned(),
        (None, false) => "no conference yet".to_owned(),
    }
}

fn plan(one: &Plan) -> String {
    let mut words = vec![match one.ended_on {
        Some(on) => format!("ended on {}", date_in_words(on)),
        None => "not ended".to_owned(),
    }];
    words.extend(one.category.as_ref().map(|code| format!("category {code}")));
    words.join(", ")
}

fn pre_proceedings(one: &PreProceedings) -> String {
    let dates = [
        ("letter", one.letter_on),
        ("first meeting", one.first_meeting_on),
        ("step", one.step_on),
        ("application to the court", one.court_on),
        ("letter before proceedings", one.proceedings_letter_on),
    ];
    let mut words: Vec<String> =
        dates.into_iter().filter_map(|(name, on)| Some(format!("{name} {}", date_in_words(on?)))).collect();
    let yes = |said: bool| if said { "yes" } else { "no" };
    words.extend(one.family_meeting_offered.map(|said| format!("family meeting offered: {}", yes(said))));
    words.extend(one.family_meeting_held.map(|said| format!("family meeting held: {}", yes(said))));
    words.extend(one.review_meetings.map(|count| format!("review meetings: {count}")));
    words.extend(one.outcome.as_ref().map(|code| format!("outcome {code}")));
    words.join(", ")
}
