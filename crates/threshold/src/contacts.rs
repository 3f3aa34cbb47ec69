//! Who can take a practice up from whom: how often one portfolio's use starts it in another.

use crate::chain::Chain;
use crate::portfolio::{Portfolio, times};
use darkside_engine::parameter::{Parameters, Rule};
use darkside_engine::population::World;
use darkside_error::{Error, Result};
use std::collections::BTreeMap;

/// How often one portfolio's use, from its beginning to its end, starts another's over one tie.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Link {
    /// Who takes it up.
    pub target: usize,
    /// Who uses it.
    pub source: usize,
    /// Starts by imitation.
    pub imitation: f64,
    /// Starts by learning.
    pub learning: f64,
    /// Whether both are in one firm.
    pub inside: bool,
}

/// What a portfolio's use comes to, from its first relationship on.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Spell {
    /// Weeks in which others see it.
    pub weeks: f64,
    /// Weeks summed over relationships.
    pub user_weeks: f64,
    /// Adoptions, the first included.
    pub adoptions: f64,
}

/// The next-generation operator of a practice: ties, and what everybody meets of everybody.
#[derive(Clone, Debug, Default)]
pub(crate) struct Contacts {
    /// Firm of each manager, by position.
    pub firms: Vec<usize>,
    /// What each manager's portfolio does with it.
    pub spells: Vec<Spell>,
    /// Ties over which it can pass.
    pub links: Vec<Link>,
    /// Starts in each portfolio per user-week anywhere, by `association`.
    pub meets: Vec<f64>,
}

impl Contacts {
    /// That of a world.
    pub(crate) fn of(world: &World, practice: usize) -> Result<Self> {
        let mut contacts = Self::default();
        let mut portfolios = Vec::with_capacity(world.seats() as usize);
        let mut known = BTreeMap::new();
        for seat in 0..world.seats() {
            let parameters = parameters(world, seat);
            linear(parameters)?;
            let portfolio = Portfolio::of(world, seat, practice);
            contacts.firms.push(firm(world, seat));
            contacts.spells.push(spell(&portfolio, &mut known)?);
            let met = f64::from(parameters.contagion.association) / world.relationships as f64;
            contacts.meets.push(times(met, portfolio.grasp * portfolio.susceptibility));
            portfolios.push(portfolio);
        }
        for (seat, portfolio) in (0..).zip(&portfolios) {
            contacts.listen(world, seat, portfolio);
        }
        Ok(contacts)
    }

    /// Adds the ties of the manager in a seat.
    fn listen(&mut self, world: &World, seat: u32, portfolio: &Portfolio) {
        let (_, lane) = world.locate(seat);
        let Parameters { contagion, enablers, .. } = parameters(world, seat);
        let ready = portfolio.grasp * portfolio.susceptibility;
        let imitates = f64::from(contagion.inter_imitation) * f64::from(enablers.blindness) * portfolio.junior;
        let learns = f64::from(contagion.inter_learning) * portfolio.merit;
        for (row, contact) in world.contacts(seat) {
            let tie = &world.ties[row];
            let climate = if tie.inside(lane) { f64::from(enablers.learning_climate) } else { 1.0 };
            let weight = f64::from(tie.weight[lane]) * climate * ready;
            let imitation = times(imitates, weight * f64::from(world.profile(contact).credibility()));
            let learning = times(learns, weight);
            let hazard = imitation + learning;
            if hazard > 0.0 {
                // However many relationships take it up in a week, one portfolio begins.
                let starts = -libm::expm1(-hazard) * self.spells[contact as usize].weeks;
                let part = |of: f64| if hazard.is_finite() { of / hazard } else { f64::from(u8::from(of > 1e15)) };
                let parts = part(imitation) + part(learning);
                self.links.push(Link {
                    target: seat as usize,
                    source: contact as usize,
                    imitation: starts * part(imitation) / parts,
                    learning: starts * part(learning) / parts,
                    inside: tie.inside(lane),
                });
            }
        }
    }
}

fn firm(world: &World, seat: u32) -> usize {
    let (block, lane) = world.locate(seat);
    world.blocks[block].firms[lane] as usize
}

fn parameters(world: &World, seat: u32) -> &Parameters {
    &world.firms[firm(world, seat)].parameters
}

/// Refuses what has no linear form.
fn linear(parameters: &Parameters) -> Result<()> {
    let contagion = &parameters.contagion;
    if contagion.rule == Rule::Threshold && contagion.inter_imitation > 0.0 {
        let error = Error::input(
            "contagion.rule = \"threshold\" has no reproduction number: one user among many contacts passes nothing on, \
             so what spreads is not a sum over users",
        );
        return Err(error.help("compare runs, or set contagion.rule = \"hazard\""));
    }
    Ok(())
}

/// What the chain of a portfolio comes to; alike portfolios are solved once.
fn spell(portfolio: &Portfolio, known: &mut BTreeMap<[u64; 8], Spell>) -> Result<Spell> {
    let rates = portfolio.rates;
    let key = [
        rates.relationships as u64,
        rates.lessons as u64,
        rates.copy.to_bits(),
        rates.recall.to_bits(),
        rates.lapse.to_bits(),
        rates.lesson.to_bits(),
        rates.fade.to_bits(),
        rates.leave.to_bits(),
    ];
    // A manager whose relationships all hold a lesson, or who has none, cannot take it up now.
    if rates.relationships == rates.lessons {
        return Ok(Spell::default());
    }
    if let Some(&spell) = known.get(&key) {
        return Ok(spell);
    }
    let chain = Chain::new(rates)?;
    let spell = Spell { weeks: chain.weeks(), user_weeks: chain.user_weeks(), adoptions: chain.adoptions() };
    known.insert(key, spell);
    Ok(spell)
}
