//! What somebody wrote of a relationship between people of whom they may not read all is theirs to read again; what others wrote of it is not.

use casework::child::{self, AllocationAsked, Moment, Shown};
use casework::contact::{self, Whom};
use casework::network::{NewTie, Tied, add_tie, change_tie, of_page, tie_version};
use domain::contact::{Channel, Described};
use domain::id::Id;
use domain::person::known::Known;
use domain::person::name::PersonName;
use domain::person::relationship::{Kinship, Relationship, TieAsked};
use domain::person::{Person, Standing};
use domain::staff::{Role, Staff};

use crate::house::{Story, each_house, neighbours_call};

fn child_of(story: &Story, officer: &Staff, name: &str) -> Id<Person> {
    let said = Described::named(PersonName::single(name));
    let intake = neighbours_call(Channel::Telephone, said, "Up all night.");
    let contact = contact::record(&story.of(officer), &story.form(0), intake).unwrap();
    contact::find_child(&story.of(officer), &story.form(1), contact, 0, Whom::New).unwrap();
    contact::view(&story.house.system(), contact).unwrap().contact.record.children[0].found.person().unwrap()
}

fn said(says: &str, source: &str) -> TieAsked {
    TieAsked {
        since: None,
        parental_responsibility: Known::NotAsked,
        closeness: String::new(),
        says: says.into(),
        source: source.into(),
        further: None,
    }
}

fn add(
    story: &Story,
    by: &Staff,
    of_child: Id<Person>,
    (of, who): (Id<Person>, Id<Person>),
    asked: TieAsked,
) -> Id<Relationship> {
    let kinship = if of == of_child { Kinship::HalfSibling } else { Kinship::Friend };
    let new =
        NewTie { of, kinship, turned: false, who: Ok(who), standing: Standing::Child, asked, until: None };
    add_tie(&story.of(by), &story.form(0), of_child, new).unwrap()
}

fn seen(story: &Story, by: &Staff, child: Id<Person>, tie: Id<Relationship>) -> Tied {
    let session = story.of(by);
    let Shown::Content(page) = child::file(&session, child, Moment::Now).unwrap() else {
        panic!("no content")
    };
    let day = domain::calendar::london::date_of(session.at);
    let view = of_page(&session, &page, day).unwrap();
    view.ties.into_iter().find(|tied| tied.tie.id == tie).unwrap()
}

#[test]
fn what_somebody_wrote_of_others_they_read_again_and_nobody_elses_words() {
    each_house(|story| {
        let officer = story.colleague("Asha Pillai", Role::ContactOfficer);
        let tom = story.colleague("Tom Okafor", Role::SocialWorker);
        let nadia = story.colleague("Nadia Brookes", Role::SocialWorker);
        let manager = story.colleague("Rashid Karim", Role::MashManager);
        let [ava, nell, bo] =
            ["Ava Sorrel", "Nell Sorrel", "Bo Newname"].map(|name| child_of(story, &officer, name));
        for (staff, role) in [(&tom, "allocated social worker"), (&nadia, "second worker")] {
            let asked = AllocationAsked { staff: staff.id, team: "assessment_1".into(), role: role.into() };
            child::allocate(&story.of(&manager), &story.form(0), ava, asked).unwrap();
        }
        add(story, &tom, ava, (ava, nell), said("", "Kim"));
        let tie = add(story, &tom, ava, (nell, bo), said("Bo gives her cigarettes.", "Ava"));
        // Its writer reads it again; a colleague who may not read Nell or Bo sees that they are friends, and no word of it.
        let own = seen(story, &tom, ava, tie).tie;
        assert_eq!((own.tie.says.as_str(), own.source.as_str()), ("Bo gives her cigarettes.", "Ava"));
        let others = seen(story, &nadia, ava, tie).tie;
        assert_eq!(
            (others.kind, others.tie.says.as_str(), others.source.as_str()),
            (Kinship::Friend, "", "")
        );
        // Somebody who reads them all writes over a part: of that part the first writer reads nothing any more.
        let opened = tie_version(&story.of(&manager), nell, tie, None).unwrap().0.version.0;
        let changed = said("He deals, the police say.", "");
        change_tie(&story.of(&manager), &story.form(opened), nell, tie, changed).unwrap();
        let own = seen(story, &tom, ava, tie).tie;
        assert_eq!((own.tie.says.as_str(), own.source.as_str()), ("", "Ava"));
        assert_eq!(seen(story, &manager, ava, tie).tie.tie.says, "He deals, the police say.");
    });
}
