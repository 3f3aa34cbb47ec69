//! The table itself: for each parameter a line with its meaning, and one with kind, default, unit, range, basis and scope.
//!
//! The meaning is also the field's documentation. Section numbers refer to the model's description.

use super::choice::{Graph, Likeness, Rule, Yoke};
use super::field::{Basis, Field, Range, Scope, Unit, field, range};
use super::setting::{FieldType, Spread};

macro_rules! parameters {
    ($(
        $(#[doc = $group_doc:literal])+
        $group:ident: $Group:ident {
            $($(#[doc = $doc:literal])+ $field:ident: $kind:ty = $default:expr, $unit:ident, $allowed:expr, $basis:ident, $scope:ident;)*
        }
    )*) => {
        $(
            $(#[doc = $group_doc])+
            #[derive(Clone, Copy, Debug, PartialEq)]
            pub struct $Group {
                $($(#[doc = $doc])+ pub $field: $kind,)*
            }
        )*

        /// Every parameter of the model, by the groups of a scenario file.
        #[derive(Clone, Copy, Debug, PartialEq)]
        pub struct Parameters {
            $($(#[doc = $group_doc])+ pub $group: $Group,)*
        }

        impl Default for Parameters {
            /// The baseline.
            fn default() -> Self {
                Self { $($group: $Group { $($field: $default,)* },)* }
            }
        }

        /// The groups of a scenario file, in order, with what each is about.
        pub static GROUPS: &[(&str, &str)] = &[$((stringify!($group), concat!($($group_doc),+)),)*];

        /// Everything known of every parameter, in the order of a scenario file.
        pub static CATALOGUE: &[Field<Parameters>] = &[$($(
            field!(
                concat!(stringify!($group), ".", stringify!($field)),
                [$($doc)+], $unit, $allowed, $basis, $scope, $group.$field
            ),
        )*)*];
    };
}

const SHARE: Range = range(0.0, 1.0);
const HAZARD: Range = range(0.0, f64::INFINITY);
const POSITIVE: Range = range(1e-6, 1e6);
const FACTOR: Range = range(0.0, 1e6);
const WEEKS: Range = range(1e-3, 1e6);
const ANY: Range = range(0.0, 0.0);

parameters! {
    /// How long and how often to run.
    run: Run {
        /// Weeks to record; without a run-up (`run.settle`) the first three years are settling, because all dark intensities start at 0.
        weeks: u32 = 260, Weeks, range(1.0, 60_000.0), Convention, Run;
        /// The first seed; a run with n seeds uses this one and the n − 1 that follow it.
        seed: u64 = 1, None, range(0.0, 9_223_372_036_854_775_807.0), Convention, Run;
        /// How many seeds (replicates) to run.
        seeds: u32 = 30, Count, range(1.0, 10_000_000.0), Convention, Run;
        /// Weeks lived before week 0 without being recorded or intervened in, so that the record begins where nothing drifts.
        settle: u32 = 0, Weeks, range(0.0, 5_000.0), Convention, Run;
        /// Whether relationships change: processes, dark side, value and life cycle (steps 4 and 5). If false, only contagion runs, as the known models of section 10 need.
        relationship_step: bool = true, None, ANY, Convention, Run;
    }

    /// Who there is.
    population: Population {
        /// Firms; managers fill them in equal contiguous blocks.
        firms: u32 = 6, Count, range(1.0, 1e8), Convention, Run;
        /// Account managers.
        managers: u32 = 300, Count, range(1.0, 1e8), Convention, Run;
        /// Relationships (key accounts) that each manager has at all times; practitioners report 4 to 15.
        portfolio: u32 = 8, Count, range(1.0, 1000.0), Transferred, Run;
        /// Accounts per relationship; below 1, some accounts are served by several managers.
        accounts_per_relationship: f32 = 0.6, Number, range(1e-6, 100.0), Convention, Run;
        /// Offices in each firm; managers are spread over them uniformly.
        offices_per_firm: u32 = 3, Count, range(1.0, 1e6), Convention, Run;
    }

    /// Whom a manager looks at. A tie's weight is a relative rate of contact.
    ties: Ties {
        /// Distinct colleagues inside the firm whom a manager looks at, as far as there are that many.
        inside: u32 = 8, Count, range(0.0, 10_000.0), Convention, Run;
        /// Mean of the Poisson number of managers elsewhere whom a manager looks at.
        outside: f32 = 1.0, Number, range(0.0, 10_000.0), Convention, Run;
        /// Which graph generated ties form: "organisation" has `inside` and `outside` ties, "poisson" (random) and "ring" (lattice) are symmetric and have `degree`.
        graph: Graph = Graph::Organisation, None, ANY, Convention, Run;
        /// Contacts of a manager: the mean in a "poisson" graph, the exact number in a "ring", half on each side.
        degree: f32 = 8.0, Number, range(0.0, 10_000.0), Convention, Run;
        /// Weight at rest of a tie to a colleague in the same office.
        office_weight: f32 = 1.0, Number, FACTOR, Convention, Firm;
        /// Weight at rest of a tie to a colleague in another office; also where a rewired inside tie starts.
        firm_weight: f32 = 0.6, Number, FACTOR, Convention, Firm;
        /// Weight at rest of a tie to another firm; also where a rewired outside tie starts.
        outside_weight: f32 = 0.3, Number, FACTOR, Convention, Firm;
        /// How far an adoption through a tie moves its weight towards the maximum.
        gain: f32 = 0.10, Share, SHARE, Tuned, Firm;
        /// Greatest weight that adoptions can give a tie.
        max: f32 = 1.5, Number, FACTOR, Convention, Firm;
        /// How fast a weight returns to rest.
        decay: f32 = 0.002, RatePerWeek, SHARE, Tuned, Firm;
        /// Probability that a tie is rewired.
        rewire: f32 = 0.002, ProbabilityPerWeek, SHARE, Tuned, Firm;
        /// Probability that a rewired tie goes to a contact of a contact; otherwise by credibility.
        closure: f32 = 0.5, Share, SHARE, Tuned, Firm;
        /// Probability of replacing a tie by one to somebody credible, per unit of need beyond `triggers.need_base` (network seeking, S0).
        seeking: f32 = 0.0, ProbabilityPerWeek, range(0.0, 100.0), Convention, Firm;
        /// The exponent of credibility in seeking: how much it concentrates on a few.
        seeking_focus: f32 = 1.0, Number, range(0.0, 8.0), Convention, Firm;
        /// How strongly managers choose new contacts who are like them: a candidate counts exp(−homophily · distance) times as much.
        homophily: f32 = 0.0, Number, range(0.0, 100.0), Convention, Firm;
        /// In what they must be alike: "learning_orientation", "tenure", "practices" or "office".
        homophily_by: Likeness = Likeness::Orientation, None, ANY, Convention, Firm;
        /// Whether homophily also chooses the contacts of week 0.
        homophily_start: bool = false, None, ANY, Convention, Run;
        /// Whether every tie inside a firm leads to a random colleague each week: a null for what the network itself does.
        shuffle: bool = false, None, ANY, Convention, Firm;
        /// Whether imported ties are rewired too.
        rewire_imported: bool = false, None, ANY, Convention, Run;
    }

    /// What enables contagion: characteristics of managers and climate (S0).
    enablers: Enablers {
        /// How much a manager learns and imitates at all: a number, or a beta distribution times a scale.
        learning_orientation: Spread = Spread::Beta { a: 2.0, b: 2.0, scale: 2.0 }, Number, range(0.0, 100.0), Tuned, Firm;
        /// How well a manager grasps what is complex and updates beliefs.
        absorptive_capacity: Spread = Spread::Beta { a: 2.0, b: 2.0, scale: 1.0 }, Share, SHARE, Tuned, Firm;
        /// How much a manager holds back from malpractice; 1 never takes one up.
        scruples: Spread = Spread::Beta { a: 4.0, b: 2.0, scale: 1.0 }, Share, SHARE, Tuned, Firm;
        /// How strongly success makes a manager credible ('celebrity').
        prestige: f32 = 0.5, Number, range(0.0, 100.0), Tuned, Firm;
        /// How much credibility long tenure adds.
        seniority: f32 = 0.5, Number, range(0.0, 100.0), Tuned, Firm;
        /// Time over which seniority grows.
        seniority_weeks: f32 = 104.0, Weeks, WEEKS, Tuned, Firm;
        /// Whether credibility is relative to the firm's mean: then prestige and seniority decide whom managers believe, not how much they copy.
        relative_credibility: bool = false, None, ANY, Convention, Firm;
        /// How much sooner who is keen to learn also takes practices up without any example: a trait that drives both.
        affinity: f32 = 0.0, Number, range(-10.0, 10.0), Convention, Firm;
        /// How much more juniors imitate others than veterans do.
        junior_boost: f32 = 1.0, Number, range(0.0, 1000.0), Tuned, Firm;
        /// Time over which a junior becomes a veteran.
        junior_weeks: f32 = 52.0, Weeks, WEEKS, Tuned, Firm;
        /// Weight of everything that is learned inside the firm.
        learning_climate: f32 = 1.0, Number, range(0.0, 100.0), Convention, Firm;
        /// How blindly practices are imitated; 0 ends imitation, learning stays.
        blindness: f32 = 1.0, Number, range(0.0, 100.0), Convention, Firm;
        /// How far managers are rewarded and admired for actual instead of visible value.
        long_term_reward: f32 = 0.0, Share, SHARE, Convention, Firm;
    }

    /// What makes managers look for practices: volatility and need (S0).
    triggers: Triggers {
        /// Need of a relationship without gap or shock.
        need_base: f32 = 0.4, Number, range(0.0, 100.0), Tuned, Firm;
        /// Need that a full gap between expectation and value adds.
        need_gap: f32 = 0.6, Number, range(0.0, 100.0), Tuned, Firm;
        /// Need that a fresh shock adds.
        need_shock: f32 = 0.6, Number, range(0.0, 100.0), Tuned, Firm;
        /// Greatest need.
        need_max: f32 = 2.0, Number, range(0.0, 100.0), Tuned, Firm;
        /// Gap between expectation and value that counts as full.
        gap_scale: f32 = 0.25, Value, POSITIVE, Tuned, Firm;
        /// Probability that the customer's contact person changes: once in two to three years.
        counterpart_turnover: f32 = 0.006666667, ProbabilityPerWeek, SHARE, Transferred, Firm;
        /// Part of the closeness that is lost when the customer's contact changes.
        counterpart_damage: f32 = 0.4, Share, SHARE, Tuned, Firm;
        /// How fast a shock fades.
        shock_fade: f32 = 0.08, RatePerWeek, SHARE, Tuned, Firm;
        /// Probability that a firm's environment is shocked: once in two years.
        environment_shock: f32 = 0.009615385, ProbabilityPerWeek, SHARE, Tuned, Firm;
        /// Probability that a practice is suggested to a firm from outside: a client's demand, a consultant.
        firm_fashion: f32 = 0.0, ProbabilityPerWeek, SHARE, Convention, Firm;
        /// Probability that a practice is suggested to an office from outside.
        office_fashion: f32 = 0.0, ProbabilityPerWeek, SHARE, Convention, Firm;
        /// Factor of the spontaneous hazard of a practice where it is suggested.
        fashion_strength: f32 = 10.0, Number, range(1.0, 10_000.0), Convention, Firm;
        /// How long a suggestion lasts.
        fashion_weeks: u32 = 26, Weeks, range(1.0, 60_000.0), Convention, Firm;
        /// Probability that a practice becomes obsolete everywhere: once in ten years.
        obsolescence: f32 = 0.001923077, ProbabilityPerWeek, SHARE, Tuned, World;
        /// Efficacy of a practice that has just become obsolete.
        obsolete_efficacy: f32 = 0.5, Share, range(1e-6, 1.0), Tuned, World;
        /// How fast efficacy recovers.
        obsolete_recovery: f32 = 0.01, RatePerWeek, SHARE, Tuned, World;
    }

    /// The hazards by which a practice arrives (section 4).
    contagion: Contagion {
        /// Hazard of inventing the practice independently.
        spontaneous: f32 = 0.0015, HazardPerWeek, HAZARD, Tuned, Firm;
        /// Hazard of imitating each of one's own relationships that uses it.
        intra_imitation: f32 = 0.0025, HazardPerWeek, HAZARD, Tuned, Firm;
        /// Hazard of learning from each of one's own relationships that uses it, or from memory.
        intra_learning: f32 = 0.0040, HazardPerWeek, HAZARD, Tuned, Firm;
        /// Hazard of imitating another manager, per unit of tie weight and credibility.
        inter_imitation: f32 = 0.00025, HazardPerWeek, HAZARD, Tuned, Firm;
        /// Hazard of learning from another manager, per unit of tie weight.
        inter_learning: f32 = 0.0008, HazardPerWeek, HAZARD, Tuned, Firm;
        /// Hazard of meeting it at professional events if everybody uses it.
        association: f32 = 0.0, HazardPerWeek, HAZARD, Convention, Firm;
        /// Hazard of adopting it from the firm's programme during a campaign; 0 means no programme.
        programme: f32 = 0.0, HazardPerWeek, HAZARD, Convention, Firm;
        /// How imitation between managers works: "hazard" (each user adds), "threshold" (enough of the tie weight uses it), or "share" (the share of the tie weight that uses it).
        rule: Rule = Rule::Hazard, None, ANY, Convention, Firm;
        /// Under the threshold rule, the share of tie weight that must use a practice.
        threshold: f32 = 0.0, Share, SHARE, Convention, Firm;
        /// Weight of the manager's own memory, against that of a relationship that uses the practice.
        recall: f32 = 1.0, Number, range(0.0, 100.0), Convention, Firm;
        /// Hazard of hearing from another manager that a practice has done harm, per unit of tie weight; it leaves lessons.
        warn: f32 = 0.0, HazardPerWeek, HAZARD, Convention, Firm;
        /// What replaces contagion by as many adoptions at random: "practice" keeps how many of each practice happen in each week, "total" keeps how many in all, "no" replaces nothing.
        yoke: Yoke = Yoke::No, None, ANY, Convention, Run;
        /// Believed value at which learning has its full strength.
        belief_full: f32 = 0.08, Value, POSITIVE, Tuned, Firm;
        /// Practices that a relationship can carry; 0 is no limit.
        capacity: f32 = 6.0, Number, range(0.0, 1000.0), Tuned, Firm;
    }

    /// How a practice is given up again (section 4).
    lapse: Lapse {
        /// Hazard of forgetting it.
        drift: f32 = 0.006, HazardPerWeek, HAZARD, Tuned, Firm;
        /// Probability that forgetting leaves a lesson.
        drift_lesson: f32 = 0.0, Share, SHARE, Convention, Firm;
        /// Hazard of dropping it at the manager's own review, where it looks fully harmful.
        review: f32 = 0.02, HazardPerWeek, HAZARD, Tuned, Firm;
        /// Hazard of being told to drop it by senior management, where it is fully harmful.
        audit: f32 = 0.0, HazardPerWeek, HAZARD, Convention, Firm;
        /// Part of the dark cost that an audit sees.
        audit_sight: f32 = 0.9, Share, SHARE, Tuned, Firm;
        /// Perceived loss that counts as full.
        review_scale: f32 = 0.1, Value, POSITIVE, Tuned, Firm;
        /// How strongly embeddedness holds practices in place.
        embedded_hold: f32 = 0.8, Share, SHARE, Tuned, Firm;
        /// Hazard at which a lesson fades: after a year on average.
        lesson_fade: f32 = 0.019230769, HazardPerWeek, HAZARD, Tuned, Firm;
    }

    /// What managers believe a practice is worth (section 5).
    beliefs: Beliefs {
        /// How fast a belief follows one's own experience.
        own: f32 = 0.05, RatePerWeek, SHARE, Tuned, Firm;
        /// How fast a belief follows the contacts' beliefs, per unit of tie weight.
        social: f32 = 0.01, RatePerWeek, SHARE, Tuned, Firm;
    }

    /// Relational processes and closeness (S1; section 6).
    closeness: Closeness {
        /// How fast closeness follows the processes.
        rate: f32 = 0.030, RatePerWeek, SHARE, Tuned, Firm;
        /// How fast conflict wears closeness.
        conflict_wear: f32 = 0.010, RatePerWeek, SHARE, Tuned, Firm;
        /// How fast closeness fades in decline.
        decline_fade: f32 = 0.010, RatePerWeek, SHARE, Tuned, Firm;
        /// Volume of communication without practices.
        communication: f32 = 0.45, Share, SHARE, Tuned, Firm;
        /// Co-creation of value without practices.
        co_creation: f32 = 0.45, Share, SHARE, Tuned, Firm;
        /// Joint problem solving without practices.
        problem_solving: f32 = 0.45, Share, SHARE, Tuned, Firm;
        /// Volume of communication at which it is most effective: neither too much nor too little (S1).
        ideal_volume: f32 = 0.60, Share, SHARE, Tuned, Firm;
        /// Distance from the ideal volume at which communication has no effect.
        volume_width: f32 = 0.50, Share, POSITIVE, Tuned, Firm;
        /// Weights of a process that motivates: above and below one half.
        motivator: [f32; 2] = [1.0, 0.4], Number, range(0.0, 100.0), Tuned, Firm;
        /// Weights of a hygiene factor: above and below one half.
        hygiene: [f32; 2] = [0.1, 1.0], Number, range(0.0, 100.0), Tuned, Firm;
        /// Weights of a process that does not matter much in the phase: above and below one half.
        neutral: [f32; 2] = [0.25, 0.25], Number, range(0.0, 100.0), Tuned, Firm;
    }

    /// Investments of supplier and customer (S3; section 6).
    investment: Investment {
        /// How fast practices build the supplier's investment.
        rate: f32 = 0.02, RatePerWeek, SHARE, Tuned, Firm;
        /// How fast it is written off.
        decay: f32 = 0.004, RatePerWeek, SHARE, Tuned, Firm;
        /// How fast a customer without power reciprocates.
        reciprocation: f32 = 0.03, RatePerWeek, SHARE, Tuned, Firm;
    }

    /// How the dark side grows, what it costs, what holds it (S0; section 6).
    dark_side: DarkSide {
        /// The exponent of closeness in growth: how close a relationship must be.
        closeness_power: f32 = 2.0, Number, range(0.0, 16.0), Tuned, Firm;
        /// How fast an effect grows on its breeding ground.
        growth: f32 = 0.080, RatePerWeek, range(0.0, 10.0), Tuned, Firm;
        /// How fast an effect fades.
        decay: f32 = 0.008, RatePerWeek, SHARE, Tuned, Firm;
        /// Load of a relationship without any practice.
        base_load: f32 = 0.03, Number, range(0.0, 10.0), Tuned, Firm;
        /// Base load on each effect, relative to `base_load`: what closeness alone darkens.
        base_loads: [f32; 6] = [1.0; 6], Number, range(0.0, 1000.0), Convention, Firm;
        /// Factor of each effect's growth; 0 takes the effect out of the model.
        strength: [f32; 6] = [1.0; 6], Number, range(0.0, 1000.0), Convention, Firm;
        /// Value that each effect costs at full intensity.
        harm: [f32; 6] = [0.35, 0.30, 0.25, 0.30, 0.15, 0.25], Value, range(0.0, 100.0), Tuned, Firm;
        /// How far a formal safeguard alone slows growth.
        formal_alone: f32 = 0.25, Share, SHARE, Tuned, Firm;
        /// How far an informal safeguard alone slows growth.
        informal_alone: f32 = 0.20, Share, SHARE, Tuned, Firm;
        /// How far both kinds together slow growth; S0 recommends the combination.
        formal_and_informal: f32 = 0.70, Share, SHARE, Tuned, Firm;
        /// How much safeguards speed the fading.
        decay_boost: f32 = 2.0, Number, range(0.0, 100.0), Tuned, Firm;
        /// How much formalisation monitors without any safeguard.
        formalisation: f32 = 0.2, Share, SHARE, Tuned, Firm;
        /// How much a formal safeguard monitors.
        formal_monitoring: f32 = 0.8, Share, SHARE, Tuned, Firm;
        /// Time over which partners come to share a subjective reality.
        bias_weeks: f32 = 156.0, Weeks, WEEKS, Tuned, Firm;
        /// How much an informal safeguard reduces this shared bias.
        review_clarity: f32 = 0.6, Share, SHARE, Tuned, Firm;
        /// Intensity above which an effect's flag turns on.
        onset: f32 = 0.50, Share, SHARE, Convention, Firm;
        /// Intensity below which it turns off; at most the onset.
        offset: f32 = 0.35, Share, SHARE, Convention, Firm;
    }

    /// What a relationship is worth, and what is seen of it (section 6).
    value: Value {
        /// Value of a fully close relationship without practices or dark side.
        close_value: f32 = 0.8, Value, range(0.0, 100.0), Convention, Firm;
        /// Value lost to full lock-in of the manager's other relationships.
        crowding: f32 = 0.3, Value, range(0.0, 100.0), Tuned, Firm;
        /// Part of the dark cost that a manager without bias sees; 1 is a vigilant manager.
        dark_visibility: f32 = 0.5, Share, SHARE, Tuned, Firm;
        /// Part of that sight that full cognitive bias takes away.
        bias_mask: f32 = 0.8, Share, SHARE, Tuned, Firm;
        /// How far a manager without scruples covers up the dark cost of a dark relationship.
        cover_up: f32 = 0.0, Share, SHARE, Convention, Firm;
        /// Load on opportunism and conflict that full covering up adds.
        cover_up_load: f32 = 0.0, Number, range(0.0, 10.0), Convention, Firm;
        /// Standard deviation of the weekly noise in what is seen.
        noise: f32 = 0.05, Value, range(0.0, 100.0), Tuned, Firm;
        /// How fast remembered value follows visible value.
        memory: f32 = 0.08, RatePerWeek, SHARE, Tuned, Firm;
    }

    /// What the customer expects (section 6).
    expectation: Expectation {
        /// How fast expectation rises.
        up: f32 = 0.05, RatePerWeek, SHARE, Tuned, Firm;
        /// How fast expectation falls.
        down: f32 = 0.01, RatePerWeek, SHARE, Tuned, Firm;
        /// How far rising expectations lift it above value.
        lift: f32 = 0.35, Value, range(0.0, 100.0), Tuned, Firm;
        /// How fast a customer who compares its suppliers expects the mean from each.
        account_spill: f32 = 0.02, RatePerWeek, SHARE, Tuned, Firm;
    }

    /// Phases of a relationship and their ends (S1; section 6).
    lifecycle: Lifecycle {
        /// Closeness above which exploration becomes build-up.
        to_build_up: f32 = 0.30, Share, SHARE, Tuned, Firm;
        /// Closeness above which build-up becomes maturity.
        to_maturity: f32 = 0.65, Share, SHARE, Tuned, Firm;
        /// Gap between expectation and value above which a relationship can decline.
        decline_gap: f32 = 0.30, Value, range(0.0, 100.0), Tuned, Firm;
        /// Value below which a relationship can decline whatever is expected of it.
        decline_value: f32 = -100.0, Value, range(-100.0, 100.0), Convention, Firm;
        /// Probability of declining while the gap is that wide, or the value that low.
        decline_rate: f32 = 0.05, ProbabilityPerWeek, SHARE, Tuned, Firm;
        /// Probability of recovering while the gap is below half of that, and the value not that low.
        recovery_rate: f32 = 0.04, ProbabilityPerWeek, SHARE, Tuned, Firm;
        /// Probability that a declining relationship ends.
        dissolution: f32 = 0.04, ProbabilityPerWeek, SHARE, Tuned, Firm;
        /// Effective communication below which an exploring relationship can end.
        poor_communication: f32 = 0.4, Share, range(-1.0, 1.0), Tuned, Firm;
        /// Probability that it then ends.
        early_end: f32 = 0.01, ProbabilityPerWeek, SHARE, Tuned, Firm;
        /// Mean time for which the slot of an ended relationship stays vacant; 0 refills it in the same week.
        vacancy: f32 = 0.0, Weeks, range(0.0, 1e6), Convention, Firm;
        /// What it costs to win an account for a vacant slot, each week until it is won.
        winning_cost: f32 = 0.0, Value, range(0.0, 100.0), Convention, Firm;
    }

    /// Managers come and go (S0; section 7).
    people: People {
        /// Probability that a manager leaves: four years in a seat on average.
        turnover: f32 = 0.004807692, ProbabilityPerWeek, SHARE, Transferred, Firm;
        /// How much sooner managers leave whose visible value is low: turnover times exp(−this) per standard deviation above the firm's mean. Below 0, the successful leave.
        turnover_low_value: f32 = 0.0, Number, range(-10.0, 10.0), Convention, Firm;
        /// Probability that a leaver joins the labour market's queue.
        mobility: f32 = 0.5, Share, SHARE, Tuned, Firm;
        /// Part of the closeness that survives a handover.
        handover: f32 = 0.7, Share, SHARE, Tuned, Firm;
    }

    /// Best-practice dissemination by the firm; `contagion.programme` switches it on (section 7).
    programme: Programme {
        /// Weeks from one campaign to the next.
        every: u32 = 13, Weeks, range(1.0, 60_000.0), Convention, Firm;
        /// Weeks that a campaign lasts.
        lasts: u32 = 6, Weeks, range(0.0, 60_000.0), Convention, Firm;
        /// Share of managers, the most successful ones, whose practices are considered.
        top: f32 = 0.10, Share, SHARE, Convention, Firm;
        /// Most practices that a campaign spreads.
        size: u32 = 3, Count, range(0.0, 32.0), Convention, Firm;
        /// Probability that a loaded practice is screened out ('cleansed').
        filter: f32 = 0.0, Share, SHARE, Convention, Firm;
        /// Hazard of hearing during a campaign that a practice in the firm's list of warnings has done harm; 0 keeps no list.
        warn: f32 = 0.0, HazardPerWeek, HAZARD, Convention, Firm;
        /// Share of the firm's managers who can warn of a practice, from which on it is on that list.
        warn_from: f32 = 0.10, Share, SHARE, Convention, Firm;
        /// Sum of loads above which a practice counts as loaded.
        dark_load: f32 = 0.3, Number, range(0.0, 100.0), Convention, Firm;
    }

    /// What safeguards cost, for `net_value` (S2; section 9). Only latitude changes anything else.
    costs: Costs {
        /// What the audit of a relationship costs.
        audit: f32 = 0.0, Value, range(0.0, 100.0), Convention, Firm;
        /// What a campaign of the programme costs, per relationship and week.
        programme: f32 = 0.0, Value, range(0.0, 100.0), Convention, Firm;
        /// What full screening of the programme costs, per relationship and week.
        screening: f32 = 0.0, Value, range(0.0, 100.0), Convention, Firm;
        /// What it costs to train a relationship's manager once.
        training: f32 = 0.0, Value, range(0.0, 100.0), Convention, Firm;
        /// Part of co-creation that full formalisation takes away: its cost in latitude.
        latitude: f32 = 0.0, Share, SHARE, Convention, Firm;
    }

    /// Week 0.
    initial: Initial {
        /// Share of relationships that use each best practice.
        best_practice: f32 = 0.10, Share, SHARE, Tuned, Run;
        /// Share of relationships that use each benign practice.
        benign: f32 = 0.10, Share, SHARE, Tuned, Run;
        /// Share of relationships that use each malpractice.
        malpractice: f32 = 0.02, Share, SHARE, Tuned, Run;
        /// Share of relationships that use each safeguard.
        safeguard: f32 = 0.10, Share, SHARE, Tuned, Run;
        /// Mean age of relationships.
        relationship_age: f32 = 100.0, Weeks, range(0.0, 1e6), Tuned, Run;
        /// Mean tenure of managers.
        tenure: f32 = 150.0, Weeks, range(0.0, 1e6), Tuned, Run;
    }

    /// What is recorded besides the series.
    record: Recording {
        /// Whether every adoption and lapse is recorded.
        ledger: bool = true, None, ANY, Convention, Run;
        /// Whether every onset of a dark-side effect is recorded.
        onsets: bool = true, None, ANY, Convention, Run;
        /// Weeks from one row of footprints to the next: how alike effects and practices are along ties, within portfolios, offices and firms; 0 records none.
        footprints: u32 = 0, Weeks, range(0.0, 60_000.0), Convention, Run;
    }
}
