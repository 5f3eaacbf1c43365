//! Tables of the Standard Safeguarding Dataset, a CSV file each, as what they say of each person. What belongs to an episode says which by the identifier of its
//! referral, whatever the order of the files. Tables that this record holds nothing of are counted, row by row, as not carried.

use std::collections::BTreeMap;

use domain::episode::{Assessment, BroughtPlan, Enquiry, Plan, PlanKind, PreProceedings, TransferIn};
use domain::import::{Part, Rule, Told};
use domain::person::partial_date::PartialDate;
use domain::person::upn::Upn;
use domain::person::{Sex, Standing};
use jiff::civil::Date;
use returns::csv_table::{Row, read as rows, squeezed};

use super::read::{Bytes, LONGEST_IDENTIFIER, LONGEST_VALUE, NotTaken, Whole, longer};

/// The tables that are carried, in the order in which one needs another.
const CARRIED: [&str; 12] = [
    "ssd_person",
    "ssd_disability",
    "ssd_linked_identifiers",
    "ssd_cin_episodes",
    "ssd_cin_assessments",
    "ssd_assessment_factors",
    "ssd_cin_plans",
    "ssd_s47_enquiry",
    "ssd_initial_cp_conference",
    "ssd_cp_plans",
    "ssd_cp_reviews",
    "ssd_pre_proceedings",
];

/// Hands on what the tables say of each person, in the order of the persons' table.
pub(super) fn read(
    files: Vec<(&str, Box<dyn Bytes + '_>)>,
    on: &mut dyn FnMut(Told),
) -> Result<Whole, NotTaken> {
    let mut all = Tables::default();
    let named = |name: &str| {
        let name = name.rsplit(['/', '\\']).next().unwrap_or(name).to_lowercase();
        name.trim_end_matches(".csv").to_owned()
    };
    let mut files: Vec<_> = files.into_iter().map(|(name, bytes)| (named(name), bytes)).collect();
    files
        .sort_by_key(|(name, _)| CARRIED.iter().position(|carried| carried == name).unwrap_or(CARRIED.len()));
    for (table, bytes) in files {
        rows(bytes, &mut |_| {}, &mut |row| all.row(&table, row))
            .map_err(|error| NotTaken::at(format!("{table}, line {}", error.line), error.words))?;
    }
    let mut told = all.told;
    for person in all.order {
        if let Some(told) = told.remove(&person) {
            on(told);
        }
    }
    Ok(all.whole)
}

/// Where something stands: whose it is, the day on which its episode began, and its own first day.
type Where = (String, Date, Date);

/// What the tables say while they are read.
#[derive(Default)]
struct Tables {
    told: BTreeMap<String, Told>,
    order: Vec<String>,
    whole: Whole,
    /// Referrals, assessments, enquiries and plans by their identifiers in the tables.
    referrals: BTreeMap<String, (String, Date)>,
    assessments: BTreeMap<String, Where>,
    enquiries: BTreeMap<String, Where>,
    plans: BTreeMap<String, Where>,
}

/// Why a row is not carried.
struct Lost(Rule, String);

type Carried = Result<(String, Part), Lost>;

impl Tables {
    fn row(&mut self, table: &str, row: &Row<'_>) {
        let place = format!("{table}, line {}", row.line);
        if !row.fits() {
            let words = "A value with a comma in it needs quotation marks around it";
            return self.whole.lost_line(table, &place, Rule::Ragged, words);
        }
        if let Some(field) = too_long(row).filter(|_| CARRIED.contains(&table)) {
            let words = format!("{field}: it is longer than any such value");
            return self.whole.lost_line(table, &place, Rule::Unreadable, &words);
        }
        let given = Given { row, place: &place };
        let carried = match table {
            "ssd_person" => self.person(&given),
            "ssd_disability" => self.disability(&given),
            "ssd_linked_identifiers" => self.number(&given),
            "ssd_cin_episodes" => self.episode(&given),
            "ssd_cin_assessments" => self.assessment(&given),
            "ssd_assessment_factors" => self.factors(&given),
            "ssd_cin_plans" => self.plan(&given),
            "ssd_s47_enquiry" => self.enquiry(&given),
            "ssd_initial_cp_conference" => self.conference(&given),
            "ssd_cp_plans" => self.protection(&given),
            "ssd_cp_reviews" => self.review(&given),
            "ssd_pre_proceedings" => self.pre_proceedings(&given),
            _ => Err(Lost(Rule::NoPlace, format!("A row of {table}"))),
        };
        match carried {
            Ok((person, part)) => {
                if let Some(told) = self.told.get_mut(&person) {
                    told.line(table, part);
                }
            }
            Err(Lost(rule, words)) => self.whole.lost_line(table, &place, rule, &words),
        }
    }

    /// Whose a row is: they are in the persons' table.
    fn whose(&self, given: &Given<'_>, field: &str) -> Result<String, Lost> {
        let person = given.needs(field, Rule::NoIdentifier, "nobody's")?;
        if self.told.contains_key(&person) {
            return Ok(person);
        }
        Err(Lost(Rule::NoIdentifier, format!("{person} is nobody in ssd_person")))
    }

    fn of(&mut self, person: &str) -> Result<&mut Told, Lost> {
        self.told.get_mut(person).ok_or_else(|| Lost(Rule::NoIdentifier, format!("{person} is nobody")))
    }

    /// The episode that a row names.
    fn referral(&self, given: &Given<'_>, field: &str) -> Result<(String, Date), Lost> {
        let referral = given.needs(field, Rule::NoEpisode, "of no referral")?;
        let found = self.referrals.get(&referral).cloned();
        found.ok_or_else(|| Lost(Rule::NoEpisode, format!("{referral} is no referral in ssd_cin_episodes")))
    }

    fn person(&mut self, given: &Given<'_>) -> Carried {
        let person = given.needs("pers_person_id", Rule::NoIdentifier, "nobody's")?;
        if self.told.contains_key(&person) {
            return Err(Lost(Rule::Repeated, format!("{person} stands in ssd_person twice")));
        }
        let mother = given.get("pers_is_mother").is_some_and(|flag| flag.eq_ignore_ascii_case("Y"))
            && given.get("pers_dob").is_none();
        let standing = if mother { Standing::Adult } else { Standing::Child };
        let mut told = Told::nothing(given.place.to_owned(), person.clone(), standing);
        let mut day = |field: &str| given.day(field, &mut told);
        let (birth, expected, died) = (day("pers_dob"), day("pers_expected_dob"), day("pers_death_date"));
        told.birth = birth.map(PartialDate::Exact).or(expected.map(PartialDate::Expected));
        told.died = died.map(PartialDate::Exact);
        let sex = given.get("pers_sex").or_else(|| given.get("pers_gender"));
        told.sex = sex.map(|code| Sex::from_code(&code.to_uppercase()).unwrap_or(Sex::Unknown));
        told.ethnicity = given.get("pers_ethnicity").map(str::to_owned);
        told.upn_unknown = given.get("pers_upn_unknown").map(str::to_owned);
        self.order.push(person.clone());
        self.told.insert(person.clone(), told);
        Ok((person, Part::Person))
    }

    fn disability(&mut self, given: &Given<'_>) -> Carried {
        let person = self.whose(given, "disa_person_id")?;
        let code = given.needs("disa_disability_code", Rule::Unreadable, "without a code")?;
        self.of(&person)?.disabilities.get_or_insert_default().insert(code);
        Ok((person, Part::Person))
    }

    fn number(&mut self, given: &Given<'_>) -> Carried {
        let person = self.whose(given, "link_person_id")?;
        let value = given.needs("link_identifier_value", Rule::Unreadable, "without a number")?;
        let kind = squeezed(given.get("link_identifier_type").unwrap_or_default());
        let told = self.of(&person)?;
        match kind.as_str() {
            "uniquepupilnumber" | "upn" => told.upn = Some(Upn::new(value)),
            "formeruniquepupilnumber" | "formerupn" => told.former_upn = Some(Upn::new(value)),
            "nhsnumber" => {
                told.nhs_number = Some(domain::person::nhs_number::NhsNumber::new(value));
            }
            _ => return Err(Lost(Rule::NoPlace, format!("An identifier of the kind “{kind}”"))),
        }
        Ok((person, Part::Person))
    }

    fn episode(&mut self, given: &Given<'_>) -> Carried {
        let person = self.whose(given, "cine_person_id")?;
        let on = given.begins("cine_referral_date")?;
        if let Some(id) = given.get("cine_referral_id") {
            self.referrals.insert(id.to_owned(), (person.clone(), on));
        }
        let told = self.of(&person)?;
        if told.episodes.iter().any(|known| known.referral_date == on) {
            return Err(Lost(Rule::Repeated, "A second referral on the same day".into()));
        }
        let closed = given.day("cine_close_date", told);
        let episode = told.episode(on);
        episode.source = given.get("cine_referral_source_code").map(str::to_owned);
        episode.primary_need = given.get("cine_cin_primary_need_code").map(str::to_owned);
        episode.no_further_action = given.flag("cine_referral_nfa");
        episode.closure_reason = given.get("cine_close_reason").map(str::to_owned);
        episode.closed_on = closed;
        Ok((person, Part::Episode(on)))
    }

    fn assessment(&mut self, given: &Given<'_>) -> Carried {
        let (person, on) = self.referral(given, "cina_referral_id")?;
        let started_on = given.begins("cina_assessment_start_date")?;
        if let Some(id) = given.get("cina_assessment_id") {
            self.assessments.insert(id.to_owned(), (person.clone(), on, started_on));
        }
        let told = self.of(&person)?;
        let authorised_on = given.day("cina_assessment_auth_date", told);
        let episode = told.episode(on);
        if episode.assessments.iter().any(|known| known.started_on == started_on) {
            return Err(Lost(Rule::Repeated, "A second assessment that began on the same day".into()));
        }
        episode.assessments.push(Assessment { started_on, authorised_on, factors: Vec::new(), record: None });
        Ok((person, Part::Assessment(on, started_on)))
    }

    fn factors(&mut self, given: &Given<'_>) -> Carried {
        let id = given.needs("cinf_assessment_id", Rule::NoEpisode, "of no assessment")?;
        let (person, on, began) =
            self.assessments.get(&id).cloned().ok_or_else(|| {
                Lost(Rule::NoEpisode, format!("{id} is no assessment in ssd_cin_assessments"))
            })?;
        let json = given.get("cinf_assessment_factors_json").unwrap_or("[]");
        let factors =
            factors(json).ok_or_else(|| Lost(Rule::Unreadable, "The factors cannot be read".into()))?;
        let episode = self.of(&person)?.episode(on);
        if let Some(one) = episode.assessments.iter_mut().find(|one| one.started_on == began) {
            one.factors.extend(factors);
        }
        Ok((person, Part::Assessment(on, began)))
    }

    fn plan(&mut self, given: &Given<'_>) -> Carried {
        let (person, on) = self.referral(given, "cinp_referral_id")?;
        let started_on = given.begins("cinp_cin_plan_start_date")?;
        let kind = PlanKind::ChildInNeed;
        let told = self.of(&person)?;
        let ended_on = given.day("cinp_cin_plan_end_date", told);
        let plan = Plan { kind, started_on, ended_on, category: None };
        add_plan(told, on, plan)?;
        Ok((person, Part::Plan(on, kind, started_on)))
    }

    fn enquiry(&mut self, given: &Given<'_>) -> Carried {
        let (person, on) = self.referral(given, "s47e_referral_id")?;
        let started_on = given.begins("s47e_s47_start_date")?;
        if let Some(id) = given.get("s47e_s47_enquiry_id") {
            self.enquiries.insert(id.to_owned(), (person.clone(), on, started_on));
        }
        let episode = self.of(&person)?.episode(on);
        if episode.enquiries.iter().any(|known| known.started_on == started_on) {
            return Err(Lost(Rule::Repeated, "A second enquiry that began on the same day".into()));
        }
        episode.enquiries.push(Enquiry {
            started_on,
            conference_on: None,
            conference_not_required: given.flag("s47e_s47_nfa"),
            record: None,
        });
        Ok((person, Part::Enquiry(on, started_on)))
    }

    /// A conference stands with the enquiry it came from, or with the episode of a child who came on another council's plan.
    fn conference(&mut self, given: &Given<'_>) -> Carried {
        let held = given.begins("icpc_icpc_date");
        if given.flag("icpc_icpc_transfer_in") {
            let (person, on) = self.referral(given, "icpc_referral_id")?;
            let episode = self.of(&person)?.episode(on);
            episode.transfer_in = Some(TransferIn {
                authority: "Another council: the tables do not say which".into(),
                notified_on: on,
                conference_on: held.ok(),
            });
            return Ok((person, Part::Conference(on)));
        }
        let id = given.needs("icpc_s47_enquiry_id", Rule::NoEpisode, "of no enquiry")?;
        let (person, on, began) = self
            .enquiries
            .get(&id)
            .cloned()
            .ok_or_else(|| Lost(Rule::NoEpisode, format!("{id} is no enquiry in ssd_s47_enquiry")))?;
        let held = held?;
        let episode = self.of(&person)?.episode(on);
        if let Some(enquiry) = episode.enquiries.iter_mut().find(|one| one.started_on == began) {
            enquiry.conference_on = Some(held);
        }
        Ok((person, Part::Enquiry(on, began)))
    }

    fn protection(&mut self, given: &Given<'_>) -> Carried {
        let (person, on) = self.referral(given, "cppl_referral_id")?;
        let started_on = given.begins("cppl_cp_plan_start_date")?;
        if let Some(id) = given.get("cppl_cp_plan_id") {
            self.plans.insert(id.to_owned(), (person.clone(), on, started_on));
        }
        let kind = PlanKind::ChildProtection;
        let first = given.get("cppl_cp_plan_initial_category").map(str::to_owned);
        let latest = given.get("cppl_cp_plan_latest_category").map(str::to_owned);
        let told = self.of(&person)?;
        let ended_on = given.day("cppl_cp_plan_end_date", told);
        let category = latest.or_else(|| first.clone());
        add_plan(told, on, Plan { kind, started_on, ended_on, category })?;
        told.episode(on).brought.get_or_insert_default().plans.push(BroughtPlan {
            started_on,
            first_category: first,
            plans_before: None,
            reviews: Vec::new(),
        });
        Ok((person, Part::Plan(on, kind, started_on)))
    }

    fn review(&mut self, given: &Given<'_>) -> Carried {
        let id = given.needs("cppr_cp_plan_id", Rule::NoEpisode, "of no plan")?;
        let (person, on, began) = self
            .plans
            .get(&id)
            .cloned()
            .ok_or_else(|| Lost(Rule::NoEpisode, format!("{id} is no plan in ssd_cp_plans")))?;
        let held = given.begins("cppr_cp_review_date")?;
        let brought = self.of(&person)?.episode(on).brought.get_or_insert_default();
        if let Some(plan) = brought.plans.iter_mut().find(|plan| plan.started_on == began) {
            plan.reviews.push(held);
        }
        Ok((person, Part::Reviews(on, began)))
    }

    /// The table names the child and no referral: they belong to the last episode that had begun by then.
    fn pre_proceedings(&mut self, given: &Given<'_>) -> Carried {
        let person = self.whose(given, "prep_person_id")?;
        let started_on = given.begins("prep_pre_pro_decision_date")?;
        let told = self.of(&person)?;
        let begun = told.episodes.iter().map(|one| one.referral_date).filter(|on| *on <= started_on);
        let on =
            begun.max().ok_or_else(|| Lost(Rule::NoEpisode, "Pre-proceedings before any referral".into()))?;
        let mut day = |field: &str| given.day(field, told);
        let block = PreProceedings {
            started_on: Some(started_on),
            letter_on: day("prep_pre_pro_letter_date"),
            first_meeting_on: day("prep_initial_pre_pro_meeting_date"),
            step_on: day("prep_agree_stepdown_issue_date"),
            proceedings_letter_on: day("prep_care_pro_letter_date"),
            review_meetings: given.get("prep_pre_pro_meetings_num").and_then(|count| count.parse().ok()),
            outcome: given.get("prep_pre_pro_outcome").map(str::to_owned),
            ..PreProceedings::default()
        };
        told.episode(on).brought.get_or_insert_default().pre_proceedings.push(block);
        Ok((person, Part::PreProceedings(on, Some(started_on))))
    }
}

fn add_plan(told: &mut Told, on: Date, plan: Plan) -> Result<(), Lost> {
    let episode = told.episode(on);
    if episode.plans.iter().any(|known| known.kind == plan.kind && known.started_on == plan.started_on) {
        return Err(Lost(Rule::Repeated, "A second plan of the kind that began on the same day".into()));
    }
    episode.plans.push(plan);
    Ok(())
}

/// Codes of factors: a list, or an object whose keys are codes and whose values say yes.
fn factors(json: &str) -> Option<Vec<String>> {
    match serde_json::from_str(json).ok()? {
        serde_json::Value::Array(codes) => {
            Some(codes.iter().filter_map(|code| code.as_str().map(str::to_owned)).collect())
        }
        serde_json::Value::Object(codes) => {
            let yes =
                |value: &serde_json::Value| value.as_str().is_some_and(|value| value.starts_with(['Y', 'y']));
            Some(codes.iter().filter(|(_, value)| yes(value)).map(|(code, _)| code.clone()).collect())
        }
        _ => None,
    }
}

/// The longest list of codes, as text.
const LONGEST_LIST: usize = 4_000;

/// The field of a row with a value that is longer than any such value: an identifier, the codes of factors, or anything else. Other lists of codes are not carried, and
/// may be as long as they are.
fn too_long<'r>(row: &'r Row<'_>) -> Option<&'r str> {
    row.fields().find_map(|(field, value)| {
        let most = match field {
            "cinfassessmentfactorsjson" => LONGEST_LIST,
            _ if field.ends_with("json") => return None,
            _ if field.ends_with("id") => LONGEST_IDENTIFIER,
            _ => LONGEST_VALUE,
        };
        longer(value, most).then_some(field)
    })
}

/// A row and where it stands.
struct Given<'g> {
    row: &'g Row<'g>,
    place: &'g str,
}

impl<'g> Given<'g> {
    fn get(&self, field: &str) -> Option<&'g str> {
        self.row.get(&squeezed(field)).filter(|value| !value.eq_ignore_ascii_case("null"))
    }

    fn needs(&self, field: &str, rule: Rule, words: &str) -> Result<String, Lost> {
        self.get(field).map(str::to_owned).ok_or_else(|| Lost(rule, format!("{field} is empty: {words}")))
    }

    /// The day on which something began.
    fn begins(&self, field: &str) -> Result<Date, Lost> {
        let text = self.needs(field, Rule::NoDay, "no day")?;
        day_of(&text).ok_or_else(|| Lost(Rule::NoDay, format!("{field}: “{text:.40}” is no day")))
    }

    /// Another day: one that cannot be read is told of.
    fn day(&self, field: &str, told: &mut Told) -> Option<Date> {
        let text = self.get(field)?;
        let day = day_of(text);
        if day.is_none() {
            told.lost(self.place, Rule::Unreadable, format!("{field}: “{text:.40}” is no day"));
        }
        day
    }

    fn flag(&self, field: &str) -> bool {
        self.get(field).is_some_and(|flag| matches!(flag, "Y" | "y" | "1" | "true" | "True" | "Yes"))
    }
}

/// A day however a database writes it: year first or day first, with or without a time.
pub(super) fn day_of(text: &str) -> Option<Date> {
    let day = text.trim().split([' ', 'T']).next()?;
    let parts: Vec<&str> = day.split(['-', '/', '.']).collect();
    let [one, two, three] = parts.as_slice() else { return None };
    let (year, last) = if one.len() == 4 { (one, three) } else { (three, one) };
    (year.len() == 4).then(|| Date::new(year.parse().ok()?, two.parse().ok()?, last.parse().ok()?).ok())?
}
