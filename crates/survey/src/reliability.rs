//! How well the items of a scale measure the intensity behind them.

use crate::Panel;
use darkside_engine::practice::Effect;

/// Sums over answers from which the reliability of each scale follows; they may come from any number of panels.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reliability {
    effects: Vec<Moments>,
}

/// Sums over answers of one scale: all of its items answered.
#[derive(Clone, Debug, Default, PartialEq)]
struct Moments {
    count: f64,
    /// Of the truth: sum, sum of squares.
    truth: [f64; 2],
    /// Of each item: sum, sum of squares, sum of products with the truth.
    items: Vec<[f64; 3]>,
    /// The same of the sum of all items.
    sum: [f64; 3],
}

/// How reliable one scale is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scale {
    /// The effect that it measures.
    pub effect: Effect,
    /// Answers to all of its items.
    pub answers: u64,
    /// Composite reliability ω: (Σλ)² / ((Σλ)² + Σθ), with loadings λ and error variances θ of the items regressed on the
    /// true intensity; NaN where answers or intensities do not vary.
    pub omega: f64,
    /// Squared correlation of the sum of the items with the true intensity: what ω promises. It is lower where errors are
    /// shared, as by a habit of agreeing.
    pub validity: f64,
}

impl Reliability {
    /// Adds the answers of a panel.
    pub fn add(&mut self, panel: &Panel) {
        for wave in &panel.waves {
            for answer in &wave.accounts {
                let truth = &wave.truth.relationships[answer.place as usize].intensities;
                let items = answer.items.len() / truth.len();
                let blank = || Moments { items: vec![[0.0; 3]; items], ..Moments::default() };
                self.effects.resize_with(truth.len(), blank);
                let scales = answer.items.chunks(items);
                for ((moments, items), truth) in self.effects.iter_mut().zip(scales).zip(truth) {
                    moments.add(items, f64::from(*truth));
                }
            }
        }
    }

    /// The sums as numbers, to be kept: as many for each panel of one design that has answers, none for one without.
    pub fn to_numbers(&self) -> Vec<f64> {
        let moments = |one: &Moments| {
            let triples = one.items.iter().chain([&one.sum]).flatten();
            [one.count].into_iter().chain(one.truth).chain(triples.copied()).collect::<Vec<f64>>()
        };
        self.effects.iter().flat_map(moments).collect()
    }

    /// The joined sums of `panels` panels of one design, from their numbers one after the other.
    pub fn from_numbers(numbers: &[f64], panels: usize) -> Self {
        let each = numbers.len() / (panels.max(1) * Effect::ALL.len());
        if each < 6 {
            return Self::default();
        }
        let mut sums = vec![0.0; each * Effect::ALL.len()];
        for panel in numbers.chunks(sums.len()) {
            sums.iter_mut().zip(panel).for_each(|(sum, more)| *sum += more);
        }
        Self { effects: sums.chunks(each).map(Moments::of_numbers).collect() }
    }

    /// The reliability of each effect's scale, in the order of effects; none without answers.
    pub fn scales(&self) -> Vec<Scale> {
        let scale = |(effect, moments): (Effect, &Moments)| {
            let (omega, validity) = moments.reliability();
            Scale { effect, answers: moments.count as u64, omega, validity }
        };
        Effect::ALL.into_iter().zip(&self.effects).map(scale).collect()
    }
}

impl Moments {
    /// Count, sums of the truth, of each item, and of the sum of all items.
    fn of_numbers(numbers: &[f64]) -> Self {
        let (head, triples) = numbers.split_at(3);
        let mut items = triples.as_chunks::<3>().0.to_vec();
        let sum = items.pop().unwrap_or_default();
        Self { count: head[0], truth: [head[1], head[2]], items, sum }
    }

    fn add(&mut self, items: &[f32], truth: f64) {
        if items.iter().any(|answer| answer.is_nan()) {
            return;
        }
        self.count += 1.0;
        add(&mut self.truth, [truth, truth * truth]);
        let products = |answer: f64| [answer, answer * answer, answer * truth];
        for (sums, answer) in self.items.iter_mut().zip(items) {
            add(sums, products(f64::from(*answer)));
        }
        add(&mut self.sum, products(items.iter().map(|answer| f64::from(*answer)).sum()));
    }

    /// ω and validity.
    fn reliability(&self) -> (f64, f64) {
        let mean = self.truth[0] / self.count;
        let variance = self.truth[1] / self.count - mean * mean;
        // Variance and covariance with the truth.
        let of = |[sum, squares, products]: [f64; 3]| {
            let own = sum / self.count;
            (squares / self.count - own * own, products / self.count - own * mean)
        };
        let mut loadings = 0.0;
        let mut errors = 0.0;
        for (item_variance, covariance) in self.items.iter().map(|sums| of(*sums)) {
            loadings += covariance / variance.sqrt();
            errors += item_variance - covariance * covariance / variance;
        }
        let (sum_variance, covariance) = of(self.sum);
        let common = loadings * loadings;
        (common / (common + errors), covariance * covariance / (variance * sum_variance))
    }
}

fn add<const N: usize>(sums: &mut [f64; N], more: [f64; N]) {
    sums.iter_mut().zip(more).for_each(|(sum, more)| *sum += more);
}
