//! What one manager's portfolio does with a practice that comes into it.

use crate::chain::Rates;
use darkside_engine::parameter::Parameters;
use darkside_engine::population::World;
use darkside_engine::practice::Phase;

/// A portfolio as it would receive a practice: everything that the equations of section 4 read of it.
///
/// Its relationships differ in need, room, phase and dark side; the chain takes their means.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Portfolio {
    /// S summed over the relationships that could take it up.
    pub susceptibility: f64,
    /// Grasp g of the manager.
    pub grasp: f64,
    /// Merit μ that the manager sees in it, by the published belief.
    pub merit: f64,
    /// J: how much more a junior imitates.
    pub junior: f64,
    /// The chain's rates.
    pub rates: Rates,
}

/// Sums over the relationships of a portfolio.
#[derive(Default)]
struct RelationshipSums {
    relationships: usize,
    lessons: usize,
    susceptibility: f64,
    lapse: f64,
    lesson: f64,
}

impl Portfolio {
    /// The portfolio of the manager in a seat, as if nobody used the practice.
    pub fn of(world: &World, seat: u32, practice: usize) -> Self {
        let (block, lane) = world.locate(seat);
        let (block, managers) = (&world.blocks[block], &world.managers[block]);
        let firm = &world.firms[block.firms[lane] as usize];
        let parameters = &firm.parameters;
        let enablers = &parameters.enablers;
        let [learning, absorptive, scruples, tenure] =
            [&managers.learning, &managers.absorptive, &managers.scruples, &managers.tenure]
                .map(|of| f64::from(of[lane]));
        let complexity = f64::from(world.repertoire.complexity[practice]);
        let grasp = learning * (1.0 - complexity * (1.0 - absorptive));
        let belief = f64::from(world.belief(seat, practice));
        let merit = share(belief / f64::from(parameters.contagion.belief_full));
        let veteran = libm::exp(-tenure / f64::from(enablers.junior_weeks));
        let malpractice = world.repertoire.malpractice >> practice & 1 != 0;
        let accept = if malpractice { 1.0 - scruples } else { 1.0 };

        let mut sums = RelationshipSums::default();
        let rows = block.rows.clone().take(managers.portfolio[lane] as usize);
        for row in rows.filter(|&row| !world.rows[row].vacant(lane)) {
            sums.add(world, parameters, (row, lane), practice);
        }
        let open = sums.relationships - sums.lessons;
        let susceptibility = sums.susceptibility * accept;
        let mean = |sum: f64, count: usize| if count > 0 { sum / count as f64 } else { 0.0 };
        let each = mean(susceptibility, open) * grasp;
        let contagion = &parameters.contagion;
        let learns = f64::from(contagion.intra_learning) * merit;
        let imitates = f64::from(contagion.intra_imitation) * f64::from(enablers.blindness);
        let lapse = mean(sums.lapse, sums.relationships);
        let rates = Rates {
            relationships: sums.relationships,
            lessons: sums.lessons,
            copy: times(imitates + learns, each),
            recall: times(f64::from(contagion.recall) * learns, each),
            lapse,
            lesson: if lapse > 0.0 { mean(sums.lesson, sums.relationships) / lapse } else { 0.0 },
            fade: -libm::expm1(-f64::from(parameters.lapse.lesson_fade)),
            leave: f64::from(parameters.people.turnover),
        };
        Self { susceptibility, grasp, merit, junior: 1.0 + f64::from(enablers.junior_boost) * veteran, rates }
    }
}

/// A product of hazards, in which 0 · ∞ = 0.
pub(crate) fn times(hazard: f64, factor: f64) -> f64 {
    if hazard == 0.0 || factor == 0.0 { 0.0 } else { hazard * factor }
}

/// A number held between 0 and 1.
fn share(number: f64) -> f64 {
    if number > 0.0 { lesser(number, 1.0) } else { 0.0 }
}

/// The lesser of two numbers.
pub(crate) fn lesser(one: f64, other: f64) -> f64 {
    if one < other { one } else { other }
}

impl RelationshipSums {
    fn add(&mut self, world: &World, parameters: &Parameters, (row, lane): (usize, usize), practice: usize) {
        self.relationships += 1;
        let barred = world.rows[row].lessons[lane] >> practice & 1 != 0;
        if barred {
            self.lessons += 1;
        } else {
            self.susceptibility +=
                need(world, parameters, (row, lane)) * room(world, parameters, (row, lane), practice);
        }
        let [drift, review, audit] = giving_up(world, parameters, (row, lane), practice);
        let all = drift + review + audit;
        let (lapses, ends) = (-libm::expm1(-all), ending(world, parameters, (row, lane)));
        // A relationship that ends takes the practice with it, whatever else happened in the week.
        self.lapse += lapses + ends - lapses * ends;
        let taught = if all.is_infinite() {
            // Infinite hazards count equally.
            let infinite = [drift, review, audit].map(|hazard| f64::from(u8::from(hazard.is_infinite())));
            (infinite[0] * f64::from(parameters.lapse.drift_lesson) + infinite[1] + infinite[2])
                / infinite.iter().sum::<f64>()
        } else if all > 0.0 {
            (drift * f64::from(parameters.lapse.drift_lesson) + review + audit) / all
        } else {
            0.0
        };
        self.lesson += lapses * taught * (1.0 - ends);
    }
}

/// N: what makes the relationship look for practices.
fn need(world: &World, parameters: &Parameters, (row, lane): (usize, usize)) -> f64 {
    let (triggers, row) = (&parameters.triggers, &world.rows[row]);
    let [expectation, value, shock] = [&row.expectation, &row.value, &row.shock].map(|of| f64::from(of[lane]));
    let gap = share((expectation - value) / f64::from(triggers.gap_scale));
    let need = f64::from(triggers.need_base)
        + f64::from(triggers.need_gap) * gap
        + f64::from(triggers.need_shock) * shock * (1.0 - f64::from(triggers.shock_fade));
    lesser(need, f64::from(triggers.need_max))
}

/// The share of capacity that other practices leave.
fn room(world: &World, parameters: &Parameters, (row, lane): (usize, usize), practice: usize) -> f64 {
    let others = world.shown[row].practices[lane] & !(1 << practice);
    let capacity = f64::from(parameters.contagion.capacity);
    if capacity == 0.0 { 1.0 } else { share(1.0 - f64::from(others.count_ones()) / capacity) }
}

/// Hazards of giving it up by drift, review and audit, in a relationship as dark as it is without the practice.
fn giving_up(world: &World, parameters: &Parameters, (row, lane): (usize, usize), practice: usize) -> [f64; 3] {
    let (lapse, value) = (&parameters.lapse, &parameters.value);
    let merits = &world.repertoire.merits[practice];
    let benefit = f64::from(merits.benefit[world.shown[row].phase(lane) as usize]);
    let row = &world.rows[row];
    let dark = |effect: usize| f64::from(row.dark[effect][lane]);
    let load: f64 = (0..6).map(|k| f64::from(parameters.dark_side.harm[k]) * dark(k) * f64::from(merits.load[k])).sum();
    let sight = f64::from(value.dark_visibility) * (1.0 - f64::from(value.bias_mask) * dark(4));
    let private = (1.0 - f64::from(parameters.enablers.long_term_reward)) * f64::from(merits.private);
    let loss = |z: f64| share(-z / f64::from(lapse.review_scale));
    let hold = 1.0 - f64::from(lapse.embedded_hold) * dark(5);
    let review = loss(benefit + private - sight * load);
    let audit = loss(benefit - f64::from(lapse.audit_sight) * load);
    [(lapse.drift, 1.0), (lapse.review, review), (lapse.audit, audit)]
        .map(|(hazard, part)| times(f64::from(hazard), part * hold))
}

/// Chance that the relationship ends in a week, by its phase and communication.
fn ending(world: &World, parameters: &Parameters, (row, lane): (usize, usize)) -> f64 {
    if !world.relationship_step {
        return 0.0;
    }
    let (lifecycle, closeness) = (&parameters.lifecycle, &parameters.closeness);
    let shown = &world.shown[row];
    match shown.phase(lane) {
        phase if phase == Phase::Decline as u32 => f64::from(lifecycle.dissolution),
        phase if phase == Phase::Exploration as u32 => {
            let used = world.practices.iter().enumerate().filter(|(p, _)| shown.practices[lane] >> p & 1 != 0);
            let volume = closeness.communication + used.map(|(_, practice)| practice.communication).sum::<f32>();
            let off = (volume - closeness.ideal_volume) / closeness.volume_width;
            let quality = if off * off > 2.0 { -1.0 } else { 1.0 - off * off };
            let poor = quality < lifecycle.poor_communication;
            if poor { f64::from(lifecycle.early_end) } else { 0.0 }
        }
        _ => 0.0,
    }
}
