//! Where agencies say different things: laid side by side, for a person to weigh. Only the short answers of the pack's topics are compared; words
//! are for reading.

use super::answer::Fact;
use super::request::Request;
use crate::pack::Hub;

/// One topic on which agencies differ.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// The topic's name in the pack.
    pub topic: String,
    /// Who said what: agency, organisation, fact.
    pub sides: Vec<(String, String, Fact)>,
}

/// The topics on which the agencies' short answers differ, in the pack's order. Somebody who does not know does not differ.
pub fn differences(requests: &[Request], hub: &Hub) -> Vec<Difference> {
    let said = |request: &Request, topic: &str| -> Vec<(String, String, Fact)> {
        let facts = request.answer.iter().flat_map(|answer| &answer.facts);
        let facts = facts.filter(|fact| fact.topic == topic && fact.choice.is_some());
        facts.map(|fact| (request.agency.clone(), request.organisation.clone(), fact.clone())).collect()
    };
    let mut found = Vec::new();
    for topic in &hub.topics {
        let sides: Vec<_> = requests.iter().flat_map(|request| said(request, &topic.code)).collect();
        let knows = |(_, _, fact): &&(String, String, Fact)| {
            fact.choice.as_ref().is_some_and(|choice| !topic.unknown.contains(choice))
        };
        let mut known = sides.iter().filter(knows).map(|(_, _, fact)| &fact.choice);
        let first = known.next();
        if known.any(|choice| Some(choice) != first) {
            found.push(Difference { topic: topic.name.clone(), sides });
        }
    }
    found
}
