//! Two levers at once: the chance to take off in each cell, and the spectral number at the corners.

use super::probe::{Probe, Spectral, TakeOff};
use super::{HALF, Lever};
use darkside_error::Result;

/// Cells along each lever.
const CELLS: usize = 8;

/// What was found over two levers.
#[derive(Clone, Debug, PartialEq)]
pub struct LeverMap {
    /// The two levers, across and up.
    pub levers: [Lever; 2],
    /// Edges of the cells along each.
    pub edges: [Vec<f64>; 2],
    /// Whether the practice took off at the midpoint of each cell, seed by seed; row by row from the bottom.
    pub cells: Vec<Vec<TakeOff>>,
    /// Spectral numbers at the corners, row by row from the bottom.
    pub corners: Vec<Spectral>,
}

impl LeverMap {
    /// The number of cells along each lever.
    pub fn size(&self) -> [usize; 2] {
        self.edges.each_ref().map(|edges| edges.len() - 1)
    }

    /// The midpoint of a cell, across and up.
    pub fn middle(&self, across: usize, up: usize) -> [f64; 2] {
        let middle = |lever: usize, at: usize| {
            let edges = &self.edges[lever];
            self.levers[lever].nearest(0.5 * (edges[at] + edges[at + 1]))
        };
        [middle(0, across), middle(1, up)]
    }

    /// The runs in a cell.
    pub(super) fn runs(&self, across: usize, up: usize) -> &[TakeOff] {
        &self.cells[up * self.size()[0] + across]
    }

    /// The share of runs in a cell in which the practice took off; NaN if it could not take off in any.
    pub fn share(&self, across: usize, up: usize) -> f64 {
        TakeOff::share(self.runs(across, up))
    }
}

/// The most runs it can take.
pub(super) fn runs(seeds: u64) -> u64 {
    (CELLS * CELLS) as u64 * seeds + ((CELLS + 1) * (CELLS + 1)) as u64
}

/// Runs every cell and computes every corner.
pub(super) fn over(probe: &Probe<'_>) -> Result<LeverMap> {
    let [one, other] = [&probe.inquiry.levers[0], &probe.inquiry.levers[1]];
    let edges = [one, other].map(|lever| {
        let mut edges: Vec<f64> = (0..=CELLS).map(|at| lever.at(at as f64 / CELLS as f64)).collect();
        // A lever with few whole numbers has fewer cells.
        edges.dedup();
        edges
    });
    let mut map = LeverMap { levers: [one.clone(), other.clone()], edges, cells: Vec::new(), corners: Vec::new() };
    let [across, up] = map.size();
    let corners: Vec<[f64; 2]> =
        map.edges[1].iter().flat_map(|&up| map.edges[0].iter().map(move |&across| [across, up])).collect();
    let middles: Vec<[f64; 2]> = (0..across * up).map(|cell| map.middle(cell % across, cell / across)).collect();
    let scenarios = |places: &[[f64; 2]]| -> Result<Vec<_>> {
        places.iter().map(|[across, up]| probe.scenario(&[(one, *across), (other, *up)])).collect()
    };
    map.corners = probe.spectral(&scenarios(&corners)?)?;
    map.cells = probe.runs(&scenarios(&middles)?)?;
    Ok(map)
}

/// The segments of the line on which a number is 1, from one point to another in the map's own coordinates. They are
/// straight within each cell, interpolating the logarithm of the number at its corners (marching squares).
pub fn line(map: &LeverMap, of: impl Fn(&Spectral) -> f64) -> Vec<[(f64, f64); 2]> {
    let [across, up] = map.size();
    let corner = |a: usize, u: usize| {
        let height = libm::log(of(&map.corners[u * (across + 1) + a]));
        (map.edges[0][a], map.edges[1][u], height)
    };
    contour([across, up], corner)
}

/// The same for the line on which half of the seeds take off, interpolated between the midpoints of the cells.
pub fn half_line(map: &LeverMap) -> Vec<[(f64, f64); 2]> {
    let middle = |a: usize, u: usize| {
        let [x, y] = map.middle(a, u);
        (x, y, map.share(a, u) - HALF)
    };
    contour(map.size().map(|cells| cells.saturating_sub(1)), middle)
}

/// The segments on which a height is 0, in a grid of so many cells with these corners.
fn contour([across, up]: [usize; 2], corner: impl Fn(usize, usize) -> (f64, f64, f64)) -> Vec<[(f64, f64); 2]> {
    let mut stretches = Vec::new();
    for cell in 0..across * up {
        let (a, u) = (cell % across, cell / across);
        let corners = [corner(a, u), corner(a + 1, u), corner(a + 1, u + 1), corner(a, u + 1)];
        if corners.iter().any(|(_, _, height)| height.is_nan()) {
            continue;
        }
        let sides = (0..4).map(|side| (corners[side], corners[(side + 1) % 4]));
        let crossed: Vec<(f64, f64)> = sides.filter_map(|(one, other)| passes(one, other)).collect();
        // The line crosses two sides, or four at a saddle.
        stretches.extend(crossed.chunks_exact(2).map(|pair| [pair[0], pair[1]]));
    }
    stretches
}

/// Where the line crosses a side of a cell, if it does.
fn passes(one: (f64, f64, f64), other: (f64, f64, f64)) -> Option<(f64, f64)> {
    if (one.2 > 0.0) == (other.2 > 0.0) {
        return None;
    }
    let part = if one.2.is_finite() && other.2.is_finite() { one.2 / (one.2 - other.2) } else { 0.5 };
    Some((one.0 + part * (other.0 - one.0), one.1 + part * (other.1 - one.1)))
}

#[cfg(test)]
mod tests {
    use super::super::lever::of_range;
    use super::*;

    /// The number is x + y, on a square of two by two cells from 0 to 1.
    #[test]
    fn the_line_of_1_runs_straight_through_the_cells() {
        let edges = vec![0.0, 0.5, 1.0];
        let corners = (0..9).map(|at| {
            let number = edges[at % 3] + edges[at / 3];
            Spectral { number, once: number * number, ..Spectral::UNDEFINED }
        });
        let corners = corners.collect();
        let levers = [of_range("a", [0.0, 1.0]), of_range("b", [0.0, 1.0])];
        let map = LeverMap { levers, edges: [edges.clone(), edges.clone()], cells: Vec::new(), corners };
        let stretches = line(&map, |spectral| spectral.number);
        assert!(!stretches.is_empty());
        // Because it follows the logarithm, the line bends a little between corners, but passes through those where it
        // is exact.
        for (x, y) in stretches.iter().flatten() {
            assert!((x + y - 1.0).abs() < 0.1, "{x}, {y}");
        }
        assert_eq!(line(&map, |_| 2.0), Vec::<[(f64, f64); 2]>::new(), "above 1 everywhere");
    }

    /// From left to right, none, one and three of four seeds take off: half lies between the second and the third cell.
    #[test]
    fn half_of_the_seeds_take_off_on_a_line_between_the_middles() {
        let edges = [vec![0.0, 1.0, 2.0, 3.0], vec![0.0, 1.0, 2.0]];
        let cell =
            |hits: u64| -> Vec<TakeOff> { (0..4).map(|seed| TakeOff { seed, took_off: Some(seed < hits) }).collect() };
        let levers = [of_range("a", [0.0, 3.0]), of_range("b", [0.0, 2.0])];
        let cells = [0, 1, 3, 0, 1, 3].map(cell).to_vec();
        let map = LeverMap { levers, edges: [edges[0].clone(), edges[1].clone()], cells, corners: Vec::new() };
        let stretches = half_line(&map);
        assert_eq!(stretches.len(), 1);
        let [one, other] = stretches[0];
        assert_eq!((one.0, other.0), (2.0, 2.0));
        assert_eq!((one.1 - other.1).abs(), 1.0, "from the lower row of cells to the upper");
    }
}
