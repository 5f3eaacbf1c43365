//! Where each protected word may be seen, and by whom. Written by hand from what the access table means, so that it can contradict the code. Who reads which
//! pages stands in `readers`.

mod readers;

use domain::staff::Role;
use domain::staff::Role::{
    Auditor, ContactOfficer, MashManager, MashSocialWorker, NightManager, Partner, PrincipalSocialWorker,
    ServiceManager, ShieldCoordinator, SocialWorker, TeamManager,
};

use self::readers::*;

/// A word that stands in one protected place.
#[derive(Debug)]
pub struct Canary {
    /// What it stands for.
    pub what: &'static str,
    /// The word.
    pub text: &'static str,
    shown: &'static [Shown],
}

/// A page with everything below it, and those who see the canary there.
#[derive(Debug)]
pub struct Shown {
    /// The page: `/contacts/{call}`.
    pub under: &'static str,
    /// Who sees it, on that page or on one below it. Each of them must.
    pub to: &'static [Role],
}

/// A page asked about a moment, or a page below, is the page too. Nothing is below a person's own first page.
pub fn is_under(page: &str, under: &str) -> bool {
    page.strip_prefix(under)
        .is_some_and(|rest| rest.is_empty() || under != "/" && rest.starts_with(['/', '?']))
}

impl Canary {
    /// Whether it may be seen there.
    pub fn may_be_seen(&self, by: Option<Role>, page: &str) -> bool {
        // The principal social worker reads whatever an auditor reads.
        let to = |shown: &Shown, by: Role| {
            shown.to.contains(&by) || by == PrincipalSocialWorker && shown.to.contains(&Auditor)
        };
        self.shown.iter().any(|shown| by.is_some_and(|by| to(shown, by)) && is_under(page, shown.under))
    }

    /// Whether it may be seen on some page: what stands in a record is found by its words by those who read the record.
    pub fn may_be_found(&self, by: Role) -> bool {
        let to = |shown: &Shown| {
            shown.to.contains(&by) || by == PrincipalSocialWorker && shown.to.contains(&Auditor)
        };
        self.shown.iter().any(to)
    }

    /// Those who must have seen it, and under which page.
    pub fn must_be_seen(&self) -> impl Iterator<Item = (Role, &'static str)> {
        self.shown.iter().flat_map(|shown| shown.to.iter().map(|role| (*role, shown.under)))
    }
}

/// Every canary.
pub static CANARIES: &[Canary] = &[
    canary("Ava's name", "Avelinda", AVA_NAMED),
    canary("Ava's protected address", "Quincebury", NOWHERE),
    canary("Ava's protected postcode", "ZZ99 7QK", NOWHERE),
    canary("Ava's address, protected later", "Larkmoor", NOWHERE),
    canary("how Ava communicates", "Makatonique", &[ON_AVA, ON_TALK]),
    canary("the call's facts", "Brackenhaugh", CALL),
    canary("the call's child's words", "wardrobe", CALL),
    canary(
        "a council's own question of the call",
        "Twitefield",
        &[ON_CALL, ON_CALL_TOO, ON_CALL_WAITS, ON_WAITS, ON_TAKEN, IN_ANALYSIS],
    ),
    canary("the caller's name", "Odalys", CALLER),
    canary("the caller's telephone", "01632 960882", CALLER),
    canary("the caller's e-mail", "hawthornlee", CALLER),
    canary("the neighbour's name", "Perpetua", NOWHERE),
    canary("the neighbour's telephone", "01632 960881", NOWHERE),
    canary("the neighbour's e-mail", "perp.hollo", NOWHERE),
    canary(
        "why the neighbour's contact was decided so",
        "Whinfell",
        &[Shown { under: "/contacts/{whisper}", to: DOOR }, LIKE_DOOR],
    ),
    canary("the sister's name", "Zenobiah", SISTER_NAMED),
    canary("the sister's family name", "Tarnquill", SISTER_NAMED),
    canary("the sister's other name", "Tansyanne", &[ON_SISTER, BROUGHT_OF_SISTER]),
    canary("the sister's school", "Umberlow", &[ON_SISTER, ON_HER_TALK]),
    canary("how the sister communicates", "Fenwickian", &[ON_SISTER, ON_HER_TALK]),
    canary(
        "the sister's hazard",
        "Nettlewraith",
        &[ON_HERS_ASSESSMENT, ON_SISTER, SISTER_TONIGHT, SISTERS_CARD, ON_HER_TALK, ON_HERS_47, HER_POWER],
    ),
    canary("a council's own question about the sister", "Tealbourne", &[ON_SISTER]),
    canary("the sister's address", "Thistlebeck", &[ON_SISTER, IN_HER_NOTIFICATIONS]),
    canary("the sister's telephone", "01632 960883", &[ON_SISTER, IN_HER_NOTIFICATIONS]),
    canary(
        "why the sister is restricted",
        "Wrenlockian",
        &[Shown { under: "/children/{sister}", to: CIRCLE }, ON_FATHER],
    ),
    canary(
        "why an adopted child's old record is not to stand with the Department",
        "Ullockthwaite",
        &[Shown { under: "/children/{adopted}", to: &[Auditor] }],
    ),
    canary(
        "why a restricted one's is not",
        "Yarlhampton",
        &[Shown { under: "/children/{adopted_restricted}", to: CIRCLE }],
    ),
    canary("the father's name", "Ignatio", FATHER_NAMED),
    canary("the father's family name", "Bramblethorn", FATHER_NAMED),
    canary("the facts about the sister", "Gorsemantle", SAID_OF_SISTER),
    canary("the sister's own words", "Hollowbright", SAID_OF_SISTER),
    canary(
        "why the sister's contact was decided so",
        "Marrowdene",
        &[ON_SISTERS, ON_SISTER_WAITS, ON_SISTER_TAKEN, ON_SISTER_READ, LIKE_CIRCLE],
    ),
    canary("what is to be done for the sister", "Petrelgate", DECIDED_OF_SISTER),
    canary("the manager's words about the sister", "Ospringe", DECIDED_OF_SISTER),
    canary("a council's own question to who proposed about the sister", "Dunnockley", DECIDED_OF_SISTER),
    canary("a council's own question to who decided about the sister", "Knotgrassby", DECIDED_OF_SISTER),
    canary("a council's own question to who asked the sister's mother", "Sanderlinham", &[ON_SISTERS]),
    canary("a council's own question to who went on without her", "Smewcombe", &[ON_SISTERS]),
    canary("the message about the sister", "Saltlarch", &[ON_SISTERS]),
    canary("the conditions of the sister's mother", "Heronsgarth", &[ON_SISTERS]),
    canary("the facts about both", "Cinderhythe", SAID_OF_BOTH),
    canary("the words about both", "Wyvernsop", &[ON_BOTH]),
    canary("why the contact about both was decided so", "Tarnhollow", &[ON_BOTH, LIKE_CIRCLE]),
    canary("what is to be done for both", "Moorgrasp", &[ON_BOTH]),
    canary("the manager's words about both", "Gullhaven", &[ON_BOTH]),
    canary("the message about both", "Skerrivale", &[ON_BOTH]),
    canary("the name of one of two restricted records of a child", "Sophronetta", TWICE_READ),
    canary("the name of the other, which is not restricted itself", "Quaverley", TWICE_READ),
    canary("what only the other says", "Gallowglass", &[ON_HIDDEN_TWICE, ON_OPEN_TWICE]),
    canary("why the child who is on record twice is restricted", "Xanthorpe", &[ON_HIDDEN_TWICE]),
    canary("why the two records are one child", "Quernbiter", &[ON_LINK]),
    canary("why that child is not Ava", "Thrapstonian", &[NOT_AVA, ON_HIDDEN_TWICE, ON_AVA_TOO]),
    canary(
        "why somebody may be the sister",
        "Finchampstede",
        &[Shown { under: "/possible-matches", to: SCREENING_SISTER }, SISTER_ASKED],
    ),
    canary(
        "why the night team opened the record",
        "Juniperholt",
        &[
            Shown { under: "/openings", to: &[MashManager, TeamManager, ServiceManager, NightManager] },
            Shown { under: "/", to: &[ShieldCoordinator] },
            Shown { under: "/notices", to: &[ShieldCoordinator] },
        ],
    ),
    canary("the child of a referral", "Nadiyah", REFERRED),
    canary("the facts of a referral", "Oakenshaw", &[ON_ASKED]),
    canary("the child of an answered referral", "Orlaith", &[ON_ANSWERED, OWN_REFERRALS, AT_HOME]),
    canary("the facts of an answered referral", "Willowbrae", &[ON_ANSWERED]),
    canary("why a referral was decided so", "Yarrowvale", &[ON_ASKED, ON_ANSWERED, ON_ASKED_READ, LIKE_DOOR]),
    canary("what is to be done after a referral", "Swallowcote", OF_REFERRALS),
    canary("the manager's words about a referral", "Kestrelford", OF_REFERRALS),
    canary("a message to a partner that is not sent", "Dunlinmere", &[ON_ASKED]),
    canary("a message to a partner", "Ploverwick", &[ON_ANSWERED, OWN_REFERRALS]),
    canary("what the police were asked", "Asphodelune", POLICE_TOLD),
    canary("what the police answered", "Wolfsbanery", POLICE_TOLD),
    canary("what health was asked", "Teaselmarch", HEALTH_TOLD),
    canary("what health answered", "Gentianholt", HEALTH_TOLD),
    canary(
        "what health and police both told",
        "Betonyshaw",
        &[ON_REQUEST, ON_AGENCYS, ON_AVAS_ENQUIRY, IN_ROOM, FOR_AGENCY],
    ),
    canary("why Ava's enquiry was opened", "Brindlemoor", &[ON_AVAS_ENQUIRY]),
    canary("what Ava's enquiry means", "Sorrelhurst", &[ON_AVAS_ENQUIRY]),
    canary("a manager's question about Ava's enquiry", "Avocetine", &[ON_AVAS_ENQUIRY]),
    canary("why somebody must not decide Ava's enquiry", "Bitternell", NOWHERE),
    canary("a council's own question about Ava's enquiry", "Whinchatly", &[ON_AVAS_ENQUIRY]),
    canary("a council's own question about what it means", "Fulmarsedge", &[ON_AVAS_ENQUIRY]),
    canary("a council's own question about what is recommended", "Scoterby", &[ON_AVAS_ENQUIRY]),
    canary("a council's own question to who decides", "Merlinhope", &[ON_AVAS_ENQUIRY]),
    canary("a council's own question to who asks the police", "Quernthwaite", &[ON_AVAS_ENQUIRY]),
    canary(
        "a council's own question to the police",
        "Chatmossley",
        &[ON_REQUEST, ON_AGENCYS, ON_AVAS_ENQUIRY],
    ),
    canary("why the sister's enquiry was opened", "Curlingtarn", &[ON_SISTERS_ENQUIRY]),
    canary("what the sister's enquiry means", "Drumlinside", &[ON_SISTERS_ENQUIRY]),
    canary("a manager's question about the sister's enquiry", "Widgeonholt", &[ON_SISTERS_ENQUIRY]),
    canary("why somebody must not decide the sister's enquiry", "Fieldfarer", NOWHERE),
    canary("what health was asked of the sister", "Garganeyle", TOLD_OF_SISTER),
    canary("what health answered of the sister", "Hobbyfalcone", TOLD_OF_SISTER),
    canary("what health said when it was chased", "Knotgrassey", &[ON_SISTERS_ENQUIRY]),
    canary("a document of the police", "Campionridge", POLICE_SENT),
    canary("a document of health", "Loosestrifeby", HEALTH_SENT),
    canary(
        "somebody of a practice without an account",
        "Cresswellina",
        &[Shown { under: "/agency/contacts", to: &[MashManager] }],
    ),
    canary("an officer's draft", "Larchenfell", &[Shown { under: "/contacts/new", to: &[ContactOfficer] }]),
    canary("what Ava's card says", "Harrowmist", &[ON_AVA, AVA_TONIGHT, AVAS_CARD]),
    canary("the number on Ava's card", "01632 960884", &[ON_AVA, AVA_TONIGHT, AVAS_CARD]),
    canary(
        "a change of Ava's card",
        "Dunmarrow",
        &[
            Shown {
                under: "/children/{ava}/card",
                to: &[ContactOfficer, SocialWorker, MashSocialWorker, MashManager],
            },
            AVAS_DRAFT,
        ],
    ),
    canary(
        "what the night found of Ava",
        "Quaverstone",
        &[
            IN_AVAS_HARM,
            IN_AVAS_ENDED_HARM,
            ON_AVAS_ASSESSMENT,
            ON_AVA,
            Shown { under: "/morning", to: OF_AVAS_NIGHT },
        ],
    ),
    canary("what the sister's card says", "Peatwhistle", &[ON_SISTER, SISTER_TONIGHT, SISTERS_CARD]),
    canary(
        "a council's own question on the sister's card",
        "Wrenholme",
        &[ON_SISTER, SISTER_TONIGHT, SISTERS_CARD],
    ),
    canary(
        "a council's own question in a night note on Ava",
        "Plovermoss",
        &[ON_AVA, Shown { under: "/morning", to: OF_AVAS_NIGHT }],
    ),
    canary("the number on the sister's card", "01632 960885", &[ON_SISTER, SISTER_TONIGHT, SISTERS_CARD]),
    canary(
        "what the night found of the sister",
        "Sedgemoorine",
        &[IN_HER_HARM, ON_HERS_ASSESSMENT, ON_SISTER, SISTERS_MORNING],
    ),
    canary(
        "why the night did not act for the sister",
        "Lapwinge",
        &[IN_HER_HARM, ON_HERS_ASSESSMENT, ON_SISTER, SISTERS_MORNING],
    ),
    canary("what the day must do for the sister", "Curlewmarsh", &[ON_SISTER, SISTERS_MORNING]),
    canary(
        "what the night found of both",
        "Tidewarble",
        &[IN_HER_HARM, ON_HERS_ASSESSMENT, ON_SISTER, ON_BOTH, SISTERS_MORNING],
    ),
    canary("what was notified", "Fernhollow", &[IN_NOTIFICATIONS]),
    canary("who notified it", "Tansleydale", &[IN_NOTIFICATIONS]),
    canary("the address of a notification", "Wrexmoor", &[IN_NOTIFICATIONS]),
    canary("the child of a notification", "Quillon", &[IN_NOTIFICATIONS]),
    canary("what was notified of the sister", "Glasswort", &[IN_HER_NOTIFICATIONS]),
    canary("a row that could not be taken", "Vexholm", &[IN_NOTIFICATIONS]),
    canary("a row about the sister that could not be taken", "Mirkbeck", &[IN_HER_NOTIFICATIONS]),
    canary("the facts of the contact read again", "Jacksnipe", &[ON_TWICE, ON_OPEN_READ]),
    canary(
        "why the contact read again was decided so",
        "Harrierwick",
        &[ON_TWICE, Shown { under: "/thresholds/{neglect_2}", to: NOT_ITS_READER }],
    ),
    canary("what is to be done after the contact read again", "Lapwingate", &[ON_TWICE]),
    canary("the manager's words on the contact read again", "Ibisholm", &[ON_TWICE]),
    canary("the message about the contact read again", "Merlinbeck", &[ON_TWICE]),
    canary(
        "why Ava's referral was accepted",
        "Tormentilk",
        &[ON_AVA, ON_CALL, ON_CALL_TOO, ON_CALL_WAITS, ON_TAKEN],
    ),
    canary(
        "a council's own question to who accepted",
        "Pipitstowe",
        &[ON_AVA, ON_CALL, ON_CALL_TOO, ON_CALL_WAITS, ON_TAKEN],
    ),
    canary("why the sister's referral was accepted", "Sedgemirk", &[ON_SISTER, ON_SISTERS, ON_SISTER_TAKEN]),
    canary("the second answer about the sister", "Curlewmoss", &[ON_SISTER_READ]),
    canary("a council's own question to the second reader", "Gadwallis", &[ON_SISTER_READ]),
    canary("why the sister may not be safe", "Dabchickle", &[ON_SISTER_READ]),
    canary("what was learnt about the sister", "Dottermoss", &[ON_SISTER_READ]),
    canary("which word is to be changed for the sister", "Fulmarsh", &[ON_SISTER_READ]),
    canary("the second answer to a referral", "Godwitlow", &[ON_ASKED_READ]),
    canary("why an address was revealed", "Ravenscarth", NOWHERE),
    canary("what a meeting is about", "Ivelmarsh", &[ON_PANEL]),
    canary("a council's own question about a meeting", "Ouzelcombe", &[ON_PANEL]),
    canary("what health told the meeting only", "Tollgatherne", &[ON_PANEL]),
    canary("what the council told", "Ruddlescombe", &[ON_PANEL]),
    canary("what the meeting decided", "Hexenfordian", &[ON_PANEL]),
    canary(
        "an action of the meeting",
        "Quarrelbyre",
        &[ON_PANEL, Shown { under: "/meetings/mine", to: &[SocialWorker] }],
    ),
    canary("what the sister's meeting is about", "Wolfsdenne", &[ON_CLOSED]),
    canary(
        "why a discussion about Ava now",
        "Fennelash",
        &[ON_TALK, ON_AVA, IN_AVAS_HARM, IN_AVAS_ENDED_HARM, ON_AVAS_ASSESSMENT],
    ),
    canary("what was known before it", "Gritstannoch", &[ON_TALK]),
    canary("whom it rang and what they said", "Hawkmeadle", &[ON_TALK]),
    canary("what it gathered first", "Inglebarrow", &[ON_TALK]),
    canary("why it could not wait", "Jasperwick", &[ON_TALK]),
    canary("why it was late", "Kestrelmoat", &[ON_TALK]),
    canary("what its meeting is about", "Lintwhistle", &[ON_ROUND]),
    canary("what it decided and planned", "Mirkwattle", &[ON_TALK, ON_ROUND]),
    canary(
        "a discussion about the sister",
        "Oatlarkin",
        &[ON_HER_TALK, ON_SISTER, IN_HER_HARM, ON_HERS_ASSESSMENT],
    ),
    canary(
        "an event of Ava's",
        "Thornwistle",
        &[IN_AVAS_HARM, IN_AVAS_ENDED_HARM, ON_AVAS_ASSESSMENT, ON_AVA],
    ),
    canary("an adult in an event of Ava's", "Kestrelby", &[ON_AVA]),
    canary("who told of an event and must not be known", "Jackdawmere", NOWHERE),
    canary("why an event was corrected", "Whinchatter", &[ON_AVA]),
    canary("an event recorded in error", "Smewholme", &[ON_AVA]),
    canary("who told of an event", "Ortolanwick", &[ON_AVA]),
    canary("why an event was an error", "Garganeywick", &[ON_AVA]),
    canary("an event of the sister's", "Fieldfarebeck", &[IN_HER_HARM, ON_HERS_ASSESSMENT, ON_SISTER]),
    canary("a council's own question about an event of the sister's", "Phalaropely", &[ON_SISTER]),
    canary(
        "why Ava needed no discussion",
        "Shelduckmoor",
        &[Shown { under: "/watch/{avas_answered}", to: OF_AVAS_PROMPT }],
    ),
    canary("an event of both", "Wigeonhurst", &[IN_HER_HARM, ON_HERS_ASSESSMENT, ON_SISTER]),
    canary("whom Ava looks after, in a form", "Yaffinghurst", &[ON_AVA]),
    canary("why a form about Ava was corrected", "Corncrakeby", &[ON_AVA]),
    canary("a form about Ava recorded in error", "Nightjarley", &[ON_AVA]),
    canary("why a form about Ava was an error", "Treecreepwick", &[ON_AVA]),
    canary("a comment on a form about Ava", "Siskinbrook", &[ON_AVA]),
    canary("the answer to it", "Redpollgate", &[ON_AVA]),
    canary("whom the sister looks after, in a form", "Wrynecksted", &[ON_SISTER]),
    canary("why something of Ava's was moved to a boy", "Whitethroaton", &[ON_AVA, ON_CORIN, MOVED_TO_CORIN]),
    canary("why something of Ava's was moved to her sister", "Blackcapley", &[ON_AVA, ON_SISTER]),
    canary("why something of Ava's was to be moved", "Goldcrestwick", &[NOT_MOVED]),
    canary("why it was not", "Chiffchaffton", &[NOT_MOVED]),
    canary("why something was moved that came back", "Redstartmere", &[ON_AVA, ON_CORIN, MOVED_BACK]),
    canary("why it came back", "Firecrestham", &[ON_AVA, ON_CORIN, MOVED_BACK]),
    canary("a risk named about Ava", "Godwitmere", &[ON_AVAS_47]),
    canary("a council's own question about the plan of Ava's enquiry", "Curlewstead", &[ON_AVAS_47]),
    canary("a council's own question about all that Ava's enquiry finds", "Dowitcherley", &[ON_AVAS_47]),
    canary("a council's own question about the outcome of Ava's enquiry", "Grebewater", &[ON_AVAS_ENDED_47]),
    canary("a council's own question about who was told of it", "Scoterhythe", &[ON_AVAS_ENDED_47]),
    canary("what was found about it", "Smewhurst", &[ON_AVAS_47]),
    canary(
        "how Ava was when she was seen",
        "Whimbreley",
        &[ON_AVAS_ASSESSMENT, ON_AVAS_47, IN_AVAS_ENDED_HARM, ON_AVA],
    ),
    canary("what Ava said", "Plovergate", &[ON_AVAS_ASSESSMENT, ON_AVAS_47, IN_AVAS_ENDED_HARM, ON_AVA]),
    canary("Ava's medical", "Turnstonby", &[ON_AVAS_47]),
    canary("why Ava's grandmother was not seen", "Stintwold", &[ON_AVAS_47]),
    canary("what an agency said in Ava's enquiry", "Shelduckby", &[ON_AVAS_47]),
    canary("the reasoning about Ava", "Dotterelwick", &[ON_AVAS_47]),
    canary("the history of Ava's family", "Knotfordham", &[ON_AVAS_47]),
    canary("what Ava drew", "Sanderlinge", &[ON_AVAS_ASSESSMENT, ON_AVAS_47, IN_AVAS_ENDED_HARM, ON_AVA]),
    canary("what the sister's enquiry holds", "Phalaropia", &[ON_HERS_ASSESSMENT, ON_HERS_47, ON_SISTER]),
    canary("what the sister drew", "Gadwallow", &[ON_HERS_ASSESSMENT, ON_HERS_47, ON_SISTER]),
    canary("why Ava's conference is asked for", "Brindlewick", &[ON_CONFERENCE]),
    canary("where Ava's conference is held", "Copsemallow", &[ON_CONFERENCE]),
    canary("why the sister's conference was asked for", "Cloudberrow", &[ON_SISTERS_CONFERENCE]),
    canary(
        "why the sister's conference was declined",
        "Sallowmere",
        &[ON_SISTERS_CONFERENCE, ON_SISTER, IN_HER_HARM, ON_HERS_ASSESSMENT],
    ),
    canary("a council's own question in Ava's request", "Pratincolby", &[ON_CONFERENCE]),
    canary("a council's own question about the day of Ava's conference", "Dunlinsford", &[ON_CONFERENCE]),
    canary("a council's own question in the sister's request", "Knotgrasswold", &[ON_SISTERS_CONFERENCE]),
    canary("a council's own question about declining the sister's", "Ruffwickby", &[ON_SISTERS_CONFERENCE]),
    canary("what an agency disagrees with about Ava", "Marrowbeck", &[ON_DISAGREEMENT, OWN_DISAGREEMENT]),
    canary(
        "a council's own question to an agency that disagrees",
        "Siskinley",
        &[ON_DISAGREEMENT, OWN_DISAGREEMENT],
    ),
    canary("what an agency was answered about Ava", "Sorrelhythe", &[ON_DISAGREEMENT, OWN_DISAGREEMENT]),
    canary("what her worker disagrees with about the sister", "Bitterncleugh", &[ON_SISTERS_DISAGREEMENT]),
    canary("what was learnt from the sister's disagreement", "Dunnockfell", &[ON_SISTERS_DISAGREEMENT]),
    canary(
        "what an agency disagrees with about a child nobody has said",
        "Whimbrelby",
        &[
            Shown { under: "/disagreements/{nobodys_disagreement}", to: DOOR },
            Shown { under: "/disagreements/mine/{nobodys_disagreement}", to: &[Partner] },
        ],
    ),
    canary(
        "who took Ava into protection",
        "Yaffleton",
        &[
            IN_AVAS_HARM,
            IN_AVAS_ENDED_HARM,
            ON_AVAS_ASSESSMENT,
            AVAS_POWERS,
            AVAS_POWER,
            AVA_TONIGHT,
            ON_AVA,
            OWN_POWERS,
        ],
    ),
    canary("where Ava was taken", "Wheatearby", &[AVAS_POWER]),
    canary("why Ava was taken there", "Whimbrelow", &[AVAS_POWER]),
    canary("a council's own question about Ava's protection", "Ousellea", &[AVAS_POWER]),
    canary(
        "what Ava wishes",
        "Turnstonely",
        &[IN_AVAS_HARM, IN_AVAS_ENDED_HARM, ON_AVAS_ASSESSMENT, AVAS_POWER, ON_AVA],
    ),
    canary("why Ava's parents were not told", "Smewbridge", &[AVAS_POWER]),
    canary(
        "what happened after Ava's order",
        "Scoterham",
        &[
            IN_AVAS_HARM,
            IN_AVAS_ENDED_HARM,
            ON_AVAS_ASSESSMENT,
            ON_AVA,
            Shown { under: "/powers/{avas_ended}", to: OF_AVAS_POWERS },
        ],
    ),
    canary("what bail demands for the sister", "Nightjarry", &[HER_POWER]),
    canary("whom bail binds for the sister", "Pochardine", HER_BAIL),
    canary(
        "the danger in Ava's safety plan",
        "Gannetholme",
        &[
            IN_AVAS_HARM,
            IN_AVAS_ENDED_HARM,
            ON_AVAS_ASSESSMENT,
            AVAS_PLAN,
            AVA_PLANNED,
            AVA_TONIGHT,
            AVAS_MORNING,
        ],
    ),
    canary("where the person is", "Fulmarness", &[AVAS_PLAN, AVA_PLANNED, AVA_TONIGHT, AVAS_MORNING]),
    canary("from whom the plan is withheld", "Skuamarsh", &[AVAS_PLAN, AVA_PLANNED, AVA_TONIGHT]),
    canary("why the plan is withheld", "Guillemotby", &[AVAS_PLAN, AVA_PLANNED]),
    canary("what Ava can do", "Razorbillow", &[AVA_PLANNED]),
    canary("what Ava said", "Puffinwick", &[AVA_PLANNED]),
    canary("what the sister said", "Shearwatery", &[ON_SISTER]),
    canary(
        "the danger in the plan for both",
        "Kittiwakely",
        &[IN_HER_HARM, ON_HERS_ASSESSMENT, JOINT_PLAN, ON_SISTER, SISTER_TONIGHT],
    ),
    canary("where the person of both is", "Cormorantine", &[JOINT_PLAN, ON_SISTER, SISTER_TONIGHT]),
    canary("who of the family got a document", "Dotterelby", &[AVAS_DOCUMENT, AVAS_COPIES]),
    canary("what a document was for", "Greenshankley", &[AVAS_DOCUMENT]),
    canary("from whom a document is withheld", "Stonechattery", &[AVAS_DOCUMENT]),
    canary("why a document is withheld", "Whinchatworth", &[AVAS_DOCUMENT]),
    canary("what a document says", "Redpollington", &[AVAS_DOCUMENT]),
    canary("how a document was given", "Yellowhammerby", &[AVAS_DOCUMENT]),
    canary("who got a document about both", "Twitebury", &[JOINT_DOCUMENT, SISTERS_COPIES]),
    canary("what a document about both says", "Crossbillford", &[JOINT_DOCUMENT]),
    canary("from whom a document about both is withheld", "Siskinside", &[JOINT_DOCUMENT]),
    canary(
        "an entry written into Ava's chronology",
        "Jorrockstile",
        &[IN_AVAS_HARM, IN_AVAS_ENDED_HARM, ON_AVAS_ASSESSMENT, ON_AVA],
    ),
    canary("where an entry of Ava's is known from", "Sedgewhistle", &[ON_AVA]),
    canary("why an entry of Ava's is significant", "Rookhollow", &[ON_AVA]),
    canary("what the police need Ava's chronology for", "Teaselfen", NOWHERE),
    canary("what stands in Ava's chronology for the police", "Moorpipit", &[ON_AVA]),
    canary("the sister's chronology", "Corncrakely", &[IN_HER_HARM, ON_HERS_ASSESSMENT, ON_SISTER]),
    canary("what Ava's summary says", "Nightjarwell", &[AVA_PLANNED]),
    canary("what the sister's summary says", "Dunlinbury", &[ON_SISTER]),
    canary(
        "what Ava says under every plan",
        "Wrynecton",
        &[
            ON_AVAS_ASSESSMENT,
            ON_AVA,
            ON_AVAS_47,
            ON_AVAS_ENDED_47,
            ON_CONFERENCE,
            Shown { under: "/safety-plans/{avas_plan}", to: OF_AVA },
        ],
    ),
    canary(
        "what the sister says under every plan",
        "Hobbywick",
        &[ON_HERS_ASSESSMENT, ON_SISTER, ON_HERS_47, ON_SISTERS_CONFERENCE, JOINT_PLAN],
    ),
    canary(
        "what is said of Ava's friend",
        "Siskinmoor",
        &[ON_AVA, Shown { under: "/children/{kim}/network", to: &[Auditor, PrincipalSocialWorker] }],
    ),
    canary(
        "a council's own question about Ava's friend",
        "Redpollcote",
        &[ON_AVA, Shown { under: "/children/{kim}/network", to: &[Auditor, PrincipalSocialWorker] }],
    ),
    canary(
        "what Ava says in her plan",
        "Pimpernelby",
        &[ON_NEED_PLAN, ON_AVA, IN_AVAS_HARM, IN_AVAS_ENDED_HARM, ON_AVAS_ASSESSMENT],
    ),
    canary("what Ava asked not to have passed on", "Tormentilwick", &[ON_NEED_PLAN]),
    canary(
        "what will be different for Ava",
        "Campionhurst",
        &[ON_NEED_PLAN, ON_AVA, IN_AVAS_HARM, IN_AVAS_ENDED_HARM, ON_AVAS_ASSESSMENT],
    ),
    canary("what happens if Ava's plan does not work", "Yarrowfold", &[ON_NEED_PLAN]),
    canary("what Ava's father thinks of her plan", "Betonyhay", &[ON_NEED_PLAN]),
    canary("why a manager agreed to Ava's plan", "Agrimonyham", &[ON_NEED_PLAN]),
    canary("what the school does in Ava's plan", "Vetchling", &[ON_NEED_PLAN]),
    canary("what changed for Ava", "Speedwellow", &[ON_CLOSING]),
    canary(
        "which risks remain for Ava",
        "Ragwortley",
        &[ON_CLOSING, ON_AVA, IN_AVAS_HARM, IN_AVAS_ENDED_HARM, ON_AVAS_ASSESSMENT],
    ),
    canary("why Ava was closed", "Tansyford", &[ON_CLOSING]),
    canary("how a manager sees the risk to Ava", "Comfreythorpe", &[ON_CLOSING]),
    canary("a council's own question when Ava's closing is proposed", "Hawkbitley", &[ON_CLOSING]),
    canary("a council's own question when Ava's closing is decided", "Bedstrawick", &[ON_CLOSING]),
    canary(
        "the sister's plan and closing",
        "Burdockley",
        &[ON_HER_NEED_PLAN, ON_HER_CLOSING, ON_SISTER, IN_HER_HARM, ON_HERS_ASSESSMENT],
    ),
    canary("what an auditor quotes of Ava", "Waxwinglow", &[ON_AVAS_AUDIT]),
    canary("what difference was made for Ava", "Fieldfarely", &[ON_AVAS_AUDIT]),
    canary("what others can learn of Ava's audit", "Redwingham", &[ON_AVAS_AUDIT, AVAS_LEARNING]),
    canary("a council's own question in Ava's audit", "Siskinbarrow", &[ON_AVAS_AUDIT]),
    canary("a council's own question in the sister's audit", "Linnetgarth", &[ON_HERS_AUDIT]),
    canary("what an auditor quotes of the sister", "Brackenlowe", &[ON_HERS_AUDIT]),
    canary("what difference was made for the sister", "Hawfinchly", &[ON_HERS_AUDIT]),
    canary("what others can learn of the sister's audit", "Crossbillow", &[ON_HERS_AUDIT, HERS_LEARNING]),
    canary(
        "what should be seen in an open calibration",
        "Dunlinby",
        &[Shown { under: "/calibration/{spring}", to: &[PrincipalSocialWorker] }],
    ),
    canary(
        "what somebody saw in invented texts",
        "Whimbrelthorpe",
        &[Shown { under: "/calibration/{spring}/grade", to: &[SocialWorker] }],
    ),
    canary("why Ava's assessment is made", "Avocetham", &[ON_AVAS_ASSESSMENT]),
    canary("who was told of its review point", "Bitternlow", &[ON_AVAS_ASSESSMENT]),
    canary("a day in Ava's life", "Cotingaside", &[ON_AVAS_ASSESSMENT]),
    canary("a carer whom nobody had named", "Dunnockmere", &[ON_AVAS_ASSESSMENT]),
    canary("what the past means for Ava now", "Fieldfareham", &[ON_AVAS_ASSESSMENT]),
    canary("why an event does not bear on now", "Goosanderly", &[ON_AVAS_ASSESSMENT]),
    canary("a comment on an answer about Ava", "Hobbydownton", &[ON_AVAS_ASSESSMENT]),
    canary("what does not fit about Ava", "Jackdawmoor", &[ON_AVAS_ASSESSMENT]),
    canary("what is made of it", "Oystercatchby", &[ON_AVAS_ASSESSMENT]),
    canary("why Ava's assessment takes longer", "Lapwingstone", &[ON_AVAS_ASSESSMENT]),
    canary("what keeps Ava safe meanwhile", "Merlinshaw", &[ON_AVAS_ASSESSMENT]),
    canary("what the sister's assessment holds", "Nuthatchmoss", &[ON_HERS_ASSESSMENT]),
    canary("what Ava is called in the daily feed", "Ruffbridge", &[ON_THE_FEED]),
    canary("why the Department refused Ava", "Sanderlingway", &[ON_THE_FEED]),
    canary("what the sister is called in the daily feed", "Turnstoneley", &[]),
    canary("why the Department refused the sister", "Whinchatham", &[]),
    canary("somebody new in a file that was brought", "Merganselle", &[ON_IMPORTS]),
    canary("where somebody new in a file lives", "Wigeonstead", NOWHERE),
    canary("what Ava is called in a file that was brought", "Lapwingholm", &[ON_IMPORTS, BROUGHT_OF_AVA]),
    canary("what cannot be carried of Ava", "Fulmarnook", &[ON_IMPORTS]),
    canary("what the sister is called in a file that was brought", "Goosanderby", &[BROUGHT_OF_SISTER]),
    canary("the sister's identifier in a file that was brought", "Shelduckton", &[BROUGHT_OF_SISTER]),
];

/// What a file says of people, for those who bring it. Of a restricted child they learn whom to ring.
const ON_IMPORTS: Shown = Shown { under: "/imports", to: &[Role::Administrator] };

/// The page of the daily feed, for those who make returns.
const ON_THE_FEED: Shown = Shown { under: "/feed", to: &[Role::Analyst] };

const fn canary(what: &'static str, text: &'static str, shown: &'static [Shown]) -> Canary {
    Canary { what, text, shown }
}

/// What a search may give back beyond what was typed, and to whom: a restricted person's name to those who read their record.
pub static FOUND: &[(&str, &[Role])] = &[
    ("Ava's name", FINDS_AVA),
    ("the sister's name", OF_SISTER),
    ("the sister's family name", OF_SISTER),
    ("the sister's other name", OF_SISTER),
    ("the father's name", CIRCLE),
    ("the father's family name", CIRCLE),
    ("the sister's address", OF_SISTER),
    ("whom bail binds for the sister", OF_SISTER),
    ("the name of one of two restricted records of a child", CIRCLE),
    ("the name of the other, which is not restricted itself", CIRCLE),
];
