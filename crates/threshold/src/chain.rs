//! How long one portfolio keeps using a practice: an absorbing Markov chain in weeks.

use darkside_error::{Error, Result};

/// The most states that are solved for: a dense system of this size takes some tens of milliseconds.
const MOST_STATES: usize = 600;

/// What happens to a practice in one portfolio, week by week.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Rates {
    /// Relationships that can use it, now or when their lesson has faded.
    pub relationships: usize,
    /// How many of them hold a lesson when it arrives.
    pub lessons: usize,
    /// Hazard that an open relationship takes it up, per relationship of the portfolio that uses it.
    pub copy: f64,
    /// Hazard that an open relationship takes it up from memory while none uses it.
    pub recall: f64,
    /// Chance that a user gives it up in a week.
    pub lapse: f64,
    /// Chance that giving it up leaves a lesson.
    pub lesson: f64,
    /// Chance that a lesson fades in a week.
    pub fade: f64,
    /// Chance that the manager, and with it the memory, leaves in a week.
    pub leave: f64,
}

/// The chain of users and lessons in a portfolio, from the week in which its first relationship uses the practice.
///
/// ```
/// use darkside_threshold::{Chain, Rates};
/// // One relationship that keeps it for four weeks on average.
/// let chain = Chain::new(Rates { relationships: 1, lapse: 0.25, ..Rates::default() })?;
/// assert_eq!(chain.weeks(), 4.0);
/// # Ok::<(), darkside_error::Error>(())
/// ```
pub struct Chain {
    rates: Rates,
    /// Users and lessons of each state that is not the end; the first is where it begins.
    states: Vec<(usize, usize)>,
    /// Chances from state to state, row by row.
    moves: Vec<f64>,
    /// Whether the practice is given up for good at some time.
    ends: bool,
}

impl Chain {
    /// The chain of a portfolio.
    ///
    /// # Errors
    /// If the portfolio is too large for its lessons to be followed.
    pub fn new(rates: Rates) -> Result<Self> {
        let states = states(&rates);
        let count = states.len();
        if count > MOST_STATES {
            let size = rates.relationships;
            let error = Error::input(format!(
                "a portfolio of {size} relationships has {count} states of users and lessons, more than {MOST_STATES}"
            ));
            return Err(error.help("smaller portfolios, or no lessons (lapse.drift_lesson, review, audit at 0)"));
        }
        let mut chain = Self { rates, states, moves: vec![0.0; count * count], ends: true };
        for from in 0..count {
            chain.fill(from);
        }
        chain.ends = chain.reaches_end();
        Ok(chain)
    }

    /// Weeks in which at least one relationship uses it: those in which other managers see it.
    pub fn weeks(&self) -> f64 {
        self.expected(|(users, _)| f64::from(u8::from(users > 0)))
    }

    /// Weeks summed over the relationships that use it.
    pub fn user_weeks(&self) -> f64 {
        self.expected(|(users, _)| users as f64)
    }

    /// Times that a relationship takes it up, the first included.
    pub fn adoptions(&self) -> f64 {
        1.0 + self.expected(|state| self.open(state) as f64 * self.takes_up(state.0))
    }

    /// Chance that an event of this hazard, in each week in which the practice is in use, never happens.
    pub fn escape(&self, hazard: f64) -> f64 {
        let quiet = libm::exp(-hazard);
        let seen = |(users, _): (usize, usize)| if users > 0 { quiet } else { 1.0 };
        let count = self.states.len();
        let ends = |from: usize| 1.0 - self.moves[from * count..][..count].iter().sum::<f64>();
        self.solve(&seen, |from| seen(self.states[from]) * ends(from))
    }

    /// Relationships without the practice and without a lesson.
    fn open(&self, (users, lessons): (usize, usize)) -> usize {
        self.rates.relationships - users - lessons
    }

    fn takes_up(&self, users: usize) -> f64 {
        let hazard = if users == 0 { self.rates.recall } else { self.rates.copy * users as f64 };
        -libm::expm1(-hazard)
    }

    /// The chances of what can follow a state. All events read the state of the week before.
    fn fill(&mut self, from: usize) {
        let (users, lessons) = self.states[from];
        let rates = self.rates;
        let stays = if users == 0 { 1.0 - rates.leave } else { 1.0 };
        let adopted = binomial(self.open((users, lessons)), self.takes_up(users));
        let faded = binomial(lessons, rates.fade);
        for (lapsed, &chance) in binomial(users, rates.lapse).iter().enumerate() {
            for (barred, &barring) in binomial(lapsed, rates.lesson).iter().enumerate() {
                for (fade, &fading) in faded.iter().enumerate() {
                    for (new, &taking) in adopted.iter().enumerate() {
                        let to = (users - lapsed + new, lessons + barred - fade);
                        let chance = stays * chance * barring * fading * taking;
                        if chance > 0.0
                            && let Some(to) = self.states.iter().position(|&state| state == to)
                        {
                            self.moves[from * self.states.len() + to] += chance;
                        }
                    }
                }
            }
        }
    }

    /// Whether every state that can be reached leads to the end.
    fn reaches_end(&self) -> bool {
        let count = self.states.len();
        let row = |from: usize| &self.moves[from * count..][..count];
        let mut reached = vec![false; count];
        let mut open = vec![0];
        while let Some(from) = open.pop() {
            if !std::mem::replace(&mut reached[from], true) {
                open.extend((0..count).filter(|&to| row(from)[to] > 0.0));
            }
        }
        // Backwards from the states whose chances do not sum to 1, until nothing is added.
        let mut leads: Vec<bool> = (0..count).map(|from| row(from).iter().sum::<f64>() < 1.0 - 1e-14).collect();
        loop {
            let more: Vec<usize> = (0..count)
                .filter(|&from| !leads[from] && (0..count).any(|to| leads[to] && row(from)[to] > 0.0))
                .collect();
            if more.is_empty() {
                return (0..count).all(|state| leads[state] || !reached[state]);
            }
            more.into_iter().for_each(|from| leads[from] = true);
        }
    }

    /// The expected total, over all weeks until the end, of what each state brings in a week; infinite where there is no
    /// end.
    fn expected(&self, brings: impl Fn((usize, usize)) -> f64) -> f64 {
        if self.ends { self.solve(&|_| 1.0, |from| brings(self.states[from])) } else { f64::INFINITY }
    }

    /// The first unknown of x = weight · moves · x + brings, by elimination. Rows sum to at most 1, so the pivots on the
    /// diagonal are the largest.
    fn solve(&self, weight: &dyn Fn((usize, usize)) -> f64, brings: impl Fn(usize) -> f64) -> f64 {
        let count = self.states.len();
        let mut right: Vec<f64> = (0..count).map(brings).collect();
        let mut rows: Vec<f64> = (0..count * count)
            .map(|at| {
                let (from, to) = (at / count, at % count);
                f64::from(u8::from(from == to)) - weight(self.states[from]) * self.moves[at]
            })
            .collect();
        // From the last unknown to the first, so that the first is left.
        for pivot in (1..count).rev() {
            let (above, below) = rows.split_at_mut(pivot * count);
            for from in 0..pivot {
                let row = &mut above[from * count..][..=pivot];
                let part = row[pivot] / below[pivot];
                if part != 0.0 {
                    row.iter_mut().zip(&below[..pivot]).for_each(|(value, other)| *value -= part * other);
                    right[from] -= part * right[pivot];
                }
            }
        }
        right[0] / rows[0]
    }
}

/// One user and the lessons of the beginning, then all other states that are not the end.
fn states(rates: &Rates) -> Vec<(usize, usize)> {
    let all = rates.relationships;
    let first = (1, rates.lessons);
    let fewest = if rates.fade > 0.0 { 0 } else { rates.lessons };
    let most = if rates.lesson > 0.0 { all } else { rates.lessons };
    let nobody = usize::from(rates.recall == 0.0);
    let others = (fewest..=most).flat_map(|lessons| (nobody..=all.saturating_sub(lessons)).map(move |u| (u, lessons)));
    std::iter::once(first).chain(others.filter(|&state| state != first)).collect()
}

/// Chances of 0 to `count` of `count`, each with this chance.
fn binomial(count: usize, chance: f64) -> Vec<f64> {
    let mut law = vec![0.0; count + 1];
    law[0] = 1.0;
    for trials in 1..=count {
        for k in (0..=trials).rev() {
            let before = if k > 0 { law[k - 1] } else { 0.0 };
            law[k] = law[k] * (1.0 - chance) + before * chance;
        }
    }
    law
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chain(rates: Rates) -> Chain {
        Chain::new(rates).unwrap()
    }

    /// Ball, Mollison & Scalia-Tomba (1997): a case lasts a week and leaves a lesson.
    fn reed_frost(relationships: usize, p: f64) -> Chain {
        chain(Rates { relationships, copy: -libm::log1p(-p), lapse: 1.0, lesson: 1.0, ..Rates::default() })
    }

    #[test]
    fn households_have_the_published_thresholds() {
        for (p, known) in [(0.2, 0.4405), (0.3, 0.3225)] {
            let chain = reed_frost(5, p);
            assert!((1.0 / chain.adoptions() - known).abs() < 5e-5, "{}", 1.0 / chain.adoptions());
            // Each case lasts one week.
            assert!((chain.user_weeks() - chain.adoptions()).abs() < 1e-12);
            assert!(chain.weeks() < chain.user_weeks());
        }
    }

    #[test]
    fn two_relationships_are_as_one_writes_down() {
        // From one user: the other takes it up with chance a; each user lapses with chance q, and can take it up again.
        let (a, q): (f64, f64) = (0.3, 0.2);
        let chain = chain(Rates { relationships: 2, copy: -libm::log1p(-a), lapse: q, ..Rates::default() });
        // x1 = 1 + m11 x1 + m12 x2, x2 = 1 + m21 x1 + m22 x2.
        let (m11, m12) = ((1.0 - q) * (1.0 - a) + q * a, (1.0 - q) * a);
        let (m21, m22) = (2.0 * q * (1.0 - q), (1.0 - q) * (1.0 - q));
        let weeks = (1.0 - m22 + m12) / ((1.0 - m11) * (1.0 - m22) - m12 * m21);
        assert!((chain.weeks() - weeks).abs() < 1e-12);
    }

    #[test]
    fn escape_is_the_law_of_the_weeks() {
        let alone = chain(Rates { relationships: 1, lapse: 0.25, ..Rates::default() });
        let quiet = libm::exp(-0.1);
        assert!((alone.escape(0.1) - 0.25 * quiet / (1.0 - 0.75 * quiet)).abs() < 1e-14);
        // For a small hazard it is 1 minus hazard times weeks.
        let many =
            chain(Rates { relationships: 5, copy: 0.05, lapse: 0.1, lesson: 0.3, fade: 0.02, ..Rates::default() });
        assert!(((1.0 - many.escape(1e-7)) / 1e-7 / many.weeks() - 1.0).abs() < 1e-4);
    }

    #[test]
    fn memory_starts_it_again_until_the_manager_leaves() {
        let rates = Rates { relationships: 1, lapse: 0.5, recall: -libm::log1p(-0.1), leave: 0.2, ..Rates::default() };
        // Each spell lasts two weeks; after it another comes with chance .08 / (1 − .72).
        let again = 0.8 * 0.1 / (1.0 - 0.8 * 0.9);
        assert!((chain(rates).weeks() - 2.0 / (1.0 - again)).abs() < 1e-12);
        assert_eq!(chain(Rates { leave: 0.0, ..rates }).weeks(), f64::INFINITY);
    }

    #[test]
    fn lessons_bar_until_they_fade() {
        let rates = Rates { relationships: 4, copy: 0.2, lapse: 0.2, ..Rates::default() };
        let weeks = |lesson, fade| chain(Rates { lesson, fade, ..rates }).weeks();
        assert!(weeks(1.0, 0.0) < weeks(1.0, 0.1) && weeks(1.0, 0.1) < weeks(0.0, 0.1));
        // A lesson that stands from the beginning and never fades takes one relationship away.
        let barred = chain(Rates { lessons: 1, ..rates }).weeks();
        assert!((barred - chain(Rates { relationships: 3, ..rates }).weeks()).abs() < 1e-12);
    }

    #[test]
    fn a_practice_that_nobody_gives_up_stays_for_ever() {
        assert_eq!(chain(Rates { relationships: 3, copy: 0.1, ..Rates::default() }).weeks(), f64::INFINITY);
    }

    #[test]
    fn too_large_a_portfolio_is_refused_only_with_lessons() {
        let rates = Rates { relationships: 60, copy: 1e-4, lapse: 0.1, ..Rates::default() };
        assert!(chain(rates).weeks() > 10.0);
        let refused = Chain::new(Rates { lesson: 0.5, ..rates }).err().unwrap();
        assert!(refused.message().contains("60 relationships"), "{}", refused.message());
    }
}
