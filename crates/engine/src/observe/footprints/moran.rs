//! How alike managers are who are tied: Moran's I (Moran, Biometrika 37, 1950) and its permutation test (Cliff & Ord, Spatial
//! Processes, 1981).

use std::ops::Range;

use super::census::Census;
use crate::population::World;
use darkside_draws::Subject;
use darkside_lanes::for_each_processor;

/// How often the managers of each firm are permuted for the null distribution.
pub const PERMUTATIONS: u32 = 199;
/// Two values of I that differ by less are equal but for rounding.
const ROUNDING: f64 = 1e-9;
/// Effects or practices that are worked on together.
const TOGETHER: usize = 8;

/// One value for each of several effects or practices.
type Several = [f64; TOGETHER];

/// Whom each manager of a census looks at inside the firm.
pub(super) struct Neighbours {
    /// Where each manager's ties end; they begin where those of the one before end.
    ends: Vec<usize>,
    /// The contact's place in the census, and the weight, of each tie.
    ties: Vec<(u32, f64)>,
    /// The sum of all weights.
    weight: f64,
    /// Places in the census of each firm's managers, with the firm's first seat.
    firms: Vec<(u32, Range<usize>)>,
}

impl Neighbours {
    pub(super) fn of(world: &World, census: &Census) -> Self {
        let mut places = vec![None; world.seats() as usize];
        census.seats.iter().zip(0..).for_each(|(&seat, place)| places[seat as usize] = Some(place));
        let (mut ends, mut ties) = (Vec::with_capacity(census.seats.len()), Vec::new());
        for &seat in &census.seats {
            let (_, lane) = world.locate(seat);
            for (row, contact) in world.contacts(seat).filter(|&(row, _)| world.ties[row].inside(lane)) {
                let weight = f64::from(world.ties[row].weight[lane]);
                ties.extend(places[contact as usize].map(|place| (place, weight)));
            }
            ends.push(ties.len());
        }
        let mut start = 0;
        let firm = |managers: &[u32]| {
            start += managers.len();
            (world.firms[managers[0] as usize].seats.start, start - managers.len()..start)
        };
        let firms = census.firms.chunk_by(|one, other| one == other).map(firm).collect();
        Self { ends, weight: ties.iter().map(|(_, weight)| weight).sum(), ties, firms }
    }
}

/// Moran's I and what chance makes of it: mean and standard deviation over permutations, and the chance of one at least as
/// large. All NaN where nothing varies within a firm, or nobody is tied.
#[derive(Clone, Copy, Debug)]
pub(super) struct AlongTies {
    pub(super) estimate: f64,
    pub(super) null_mean: f64,
    pub(super) null_deviation: f64,
    pub(super) p: f64,
}

/// For each of several effects or practices, with `shares` by manager; `draws` gives the numbers that permute, by permutation,
/// the managers of the firm with this first seat. All are permuted alike.
pub(super) fn along_ties(
    neighbours: &Neighbours,
    shares: &[Vec<f64>],
    draws: impl Fn(u32, u32) -> Subject,
) -> Vec<AlongTies> {
    let values: Vec<Vec<Several>> = shares.chunks(TOGETHER).map(|several| deviations(several, neighbours)).collect();
    let factors: Vec<Several> = values.iter().map(|values| factors(values, neighbours)).collect();
    let morans = |values: &[Several], factors: &Several| {
        let sums = products(neighbours, values);
        std::array::from_fn::<_, TOGETHER, _>(|k| factors[k] * sums[k])
    };
    let seen = values.iter().zip(&factors).map(|(values, factors)| morans(values, factors)).collect::<Vec<_>>();
    let mut null = vec![Vec::with_capacity(PERMUTATIONS as usize); values.len()];
    let mut permuted = Vec::with_capacity(neighbours.ends.len());
    for permutation in 0..PERMUTATIONS {
        let order = permute(neighbours, |first_seat| draws(permutation, first_seat));
        for ((values, factors), null) in values.iter().zip(&factors).zip(&mut null) {
            permuted.clear();
            permuted.extend(order.iter().map(|&place| values[place as usize]));
            null.push(morans(&permuted, factors));
        }
    }
    let each = (0..shares.len()).map(|subject| (subject / TOGETHER, subject % TOGETHER));
    each.map(|(n, k)| AlongTies::of(seen[n][k], &null[n].iter().map(|null| null[k]).collect::<Vec<_>>())).collect()
}

impl AlongTies {
    fn of(estimate: f64, null: &[f64]) -> Self {
        let permutations = null.len() as f64;
        let null_mean = null.iter().sum::<f64>() / permutations;
        let squares: f64 = null.iter().map(|one| (one - null_mean) * (one - null_mean)).sum();
        let as_large = null.iter().filter(|&&one| one >= estimate - ROUNDING).count() as f64;
        let p = if estimate.is_nan() { f64::NAN } else { (1.0 + as_large) / (1.0 + permutations) };
        Self { estimate, null_mean, null_deviation: (squares / (permutations - 1.0)).sqrt(), p }
    }
}

/// Each manager's shares, less the mean over the managers of the firm; 0 for all where a firm's do not differ.
fn deviations(shares: &[Vec<f64>], neighbours: &Neighbours) -> Vec<Several> {
    let mut deviations = vec![[0.0; TOGETHER]; neighbours.ends.len()];
    for (k, shares) in shares.iter().enumerate() {
        for (_, firm) in &neighbours.firms {
            let shares = &shares[firm.clone()];
            if shares.windows(2).any(|two| two[0] != two[1]) {
                let mean = shares.iter().sum::<f64>() / shares.len() as f64;
                deviations[firm.clone()].iter_mut().zip(shares).for_each(|(of, share)| of[k] = share - mean);
            }
        }
    }
    deviations
}

/// What turns sums of products into I: n / (Σ w · Σ z²); NaN where nothing varies or nobody is tied.
fn factors(values: &[Several], neighbours: &Neighbours) -> Several {
    let managers = neighbours.ends.len() as f64;
    std::array::from_fn(|k| {
        let scale = neighbours.weight * values.iter().map(|values| values[k] * values[k]).sum::<f64>();
        if scale > 0.0 { managers / scale } else { f64::NAN }
    })
}

/// Each place's value is the one of the place that stands there: the managers of each firm are shuffled (Fisher and Yates).
fn permute(neighbours: &Neighbours, draws: impl Fn(u32) -> Subject) -> Vec<u32> {
    let mut order: Vec<u32> = (0..neighbours.ends.len() as u32).collect();
    for (first_seat, places) in &neighbours.firms {
        let (managers, mut numbers) = (&mut order[places.clone()], draws(*first_seat));
        for last in (1..managers.len()).rev() {
            managers.swap(last, numbers.below(last as u32 + 1) as usize);
        }
    }
    order
}

for_each_processor!(
    /// Σ w z z' over all ties, by manager and then slot.
    fn products(neighbours: &Neighbours, values: &[Several]) -> Several {
        let (mut sums, mut start) = ([0.0; TOGETHER], 0);
        for (own, &end) in values.iter().zip(&neighbours.ends) {
            let mut theirs = [0.0; TOGETHER];
            for &(contact, weight) in &neighbours.ties[start..end] {
                let values = &values[contact as usize];
                for k in 0..TOGETHER {
                    theirs[k] += weight * values[k];
                }
            }
            for k in 0..TOGETHER {
                sums[k] += own[k] * theirs[k];
            }
            start = end;
        }
        sums
    }
);

#[cfg(test)]
mod tests {
    use super::*;
    use darkside_draws::{Draws, Purpose};

    /// A ring of forty in one firm, everybody tied to both sides.
    fn ring() -> Neighbours {
        let sides = |place: u32| [((place + 39) % 40, 2.0), ((place + 1) % 40, 2.0)];
        let firms = vec![(0, 0..40)];
        Neighbours {
            ends: (1..=40).map(|n| 2 * n).collect(),
            ties: (0..40).flat_map(sides).collect(),
            weight: 160.0,
            firms,
        }
    }

    fn on_ring(uses: impl Fn(usize) -> bool) -> AlongTies {
        let draws = |permutation, seat| Draws::new(1).subject(Purpose::Footprint, 0, permutation, seat);
        let shares = vec![(0..40).map(|place| f64::from(u8::from(uses(place)))).collect()];
        along_ties(&ring(), &shares, draws)[0]
    }

    /// Of the 40 pairs of neighbours, all are alike but those at the ends of the half: I = (40 − 2 · 2) / 40.
    #[test]
    fn a_ring_has_the_value_that_can_be_counted() {
        let half = on_ring(|place| place < 20);
        assert!((half.estimate - 0.9).abs() < 1e-12 && half.p == 1.0 / 200.0, "{half:?}");
        let alternating = on_ring(|place| place % 2 == 0);
        assert!((alternating.estimate + 1.0).abs() < 1e-12 && alternating.p == 1.0, "{alternating:?}");
        // Without contagion the mean is −1/(n − 1), the deviation here about √(1/40).
        assert!((half.null_mean + 1.0 / 39.0).abs() < 4.0 * half.null_deviation / 14.0, "{half:?}");
        assert!((0.12..0.2).contains(&half.null_deviation), "{half:?}");
    }

    #[test]
    fn what_does_not_vary_within_a_firm_is_undefined() {
        let nothing = on_ring(|_| true);
        let AlongTies { estimate, null_mean, null_deviation, p } = nothing;
        assert!([estimate, null_mean, null_deviation, p].iter().all(|value| value.is_nan()), "{nothing:?}");
    }
}
