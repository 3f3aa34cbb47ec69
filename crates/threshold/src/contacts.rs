//! Who can take a practice up from whom: how often one portfolio's use starts it in another.

use crate::chain::{Chain, Rates};
use crate::portfolio::{Portfolio, lesser, times};
use darkside_engine::parameter::{Parameters, Rule};
use darkside_engine::population::World;
use darkside_error::{Error, Result};

/// How often one portfolio's use, from its beginning to its end, starts another's over one tie.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Link {
    /// Who takes it up.
    pub target: usize,
    /// Who uses it.
    pub source: usize,
    /// Weekly hazard by imitation, summed over the target's relationships.
    pub imitation: f64,
    /// The same by learning.
    pub learning: f64,
    /// Whether both are in one firm.
    pub inside: bool,
    /// Expected weeks in which some relationship takes it up.
    pub starts: f64,
    /// Chance that there is any such week.
    pub ever: f64,
}

/// What a portfolio's use amounts to, from its first relationship on.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Spell {
    /// Weeks in which others see it.
    pub weeks: f64,
    /// Weeks summed over relationships.
    pub user_weeks: f64,
    /// Adoptions, the first included.
    pub adoptions: f64,
}

/// The next-generation operator of a practice: ties, and the mixing of everybody with everybody.
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
    /// The operator of a world.
    pub(crate) fn of(world: &World, practice: usize) -> Result<Self> {
        let mut contacts = Self::default();
        let mut portfolios = Vec::with_capacity(world.seats() as usize);
        for seat in 0..world.seats() {
            let parameters = &world.firm_of(seat).parameters;
            linear(parameters)?;
            let portfolio = Portfolio::of(world, seat, practice);
            let (block, lane) = world.locate(seat);
            contacts.firms.push(world.blocks[block].firms[lane] as usize);
            let met = f64::from(parameters.contagion.association) / world.relationships as f64;
            contacts.meets.push(times(met, portfolio.grasp * portfolio.susceptibility));
            contacts.add_ties(world, seat, &portfolio);
            portfolios.push(portfolio);
        }
        contacts.solve(&portfolios)?;
        Ok(contacts)
    }

    /// Adds the ties of the manager in a seat.
    fn add_ties(&mut self, world: &World, seat: u32, portfolio: &Portfolio) {
        let (_, lane) = world.locate(seat);
        let Parameters { contagion, enablers, .. } = &world.firm_of(seat).parameters;
        let ready = portfolio.grasp * portfolio.susceptibility;
        let imitates = f64::from(contagion.inter_imitation) * f64::from(enablers.blindness) * portfolio.junior;
        let learns = f64::from(contagion.inter_learning) * portfolio.merit;
        for (row, contact) in world.contacts(seat) {
            let tie = &world.ties[row];
            let climate = if tie.inside(lane) { f64::from(enablers.learning_climate) } else { 1.0 };
            let weight = f64::from(tie.weight[lane]) * climate * ready;
            let pull = weight * f64::from(world.profile(contact).credibility());
            let [imitation, learning] =
                [times(imitates, pull), times(learns, weight)].map(|hazard| lesser(hazard, CERTAIN));
            if imitation + learning > 0.0 {
                let (target, source, inside) = (seat as usize, contact as usize, tie.inside(lane));
                self.links.push(Link { target, source, imitation, learning, inside, starts: 0.0, ever: 0.0 });
            }
        }
    }

    /// Works out what every portfolio's use amounts to, and what passes over its ties meanwhile.
    fn solve(&mut self, portfolios: &[Portfolio]) -> Result<()> {
        // Sources are taken in order, so each chain is solved once. One is in memory at a time, shared by neighbours that
        // are alike.
        self.links.sort_by_key(|link| (link.source, link.target));
        let (mut links, mut kept) = (self.links.iter_mut().peekable(), None);
        for (source, portfolio) in portfolios.iter().enumerate() {
            let rates = portfolio.rates;
            // A manager without open relationships cannot take it up now.
            if rates.relationships == rates.lessons {
                while links.next_if(|link| link.source == source).is_some() {}
                self.spells.push(Spell::default());
                continue;
            }
            let seen = LastChain::of(rates, &mut kept)?;
            self.spells.push(seen.spell);
            while let Some(link) = links.next_if(|link| link.source == source) {
                let hazard = link.imitation + link.learning;
                // However many relationships take it up in a week, one portfolio begins.
                link.starts = -libm::expm1(-hazard) * seen.spell.weeks;
                link.ever = 1.0 - seen.escape(hazard);
            }
        }
        self.links.retain(|link| link.starts > 0.0);
        Ok(())
    }
}

/// Stands for an infinite hazard, so that parts of it can still be told apart.
const CERTAIN: f64 = 1e25;

/// The last chain that was solved, with what it amounted to.
struct LastChain {
    rates: Rates,
    chain: Chain,
    spell: Spell,
    /// Chances to escape by hazard.
    escapes: Vec<(f64, f64)>,
}

impl LastChain {
    /// The solution for these rates, replacing another if need be.
    fn of(rates: Rates, kept: &mut Option<Self>) -> Result<&mut Self> {
        let fresh = match kept.take_if(|kept| kept.rates == rates) {
            Some(same) => same,
            None => {
                let chain = Chain::new(rates)?;
                let spell =
                    Spell { weeks: chain.weeks(), user_weeks: chain.user_weeks(), adoptions: chain.adoptions() };
                Self { rates, chain, spell, escapes: Vec::new() }
            }
        };
        Ok(kept.insert(fresh))
    }

    fn escape(&mut self, hazard: f64) -> f64 {
        if let Some((_, chance)) = self.escapes.iter().find(|(known, _)| *known == hazard) {
            return *chance;
        }
        let chance = self.chain.escape(hazard);
        self.escapes.push((hazard, chance));
        chance
    }
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
