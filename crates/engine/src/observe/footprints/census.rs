//! Who has how many relationships, and how many of them show each effect and use each practice.

use crate::population::World;
use crate::practice::Effect;

/// The effects come before the practices.
pub(super) const EFFECTS: u32 = Effect::ALL.len() as u32;

/// The managers who have a relationship, in the order of seats.
pub(super) struct Census {
    /// Their seats.
    pub(super) seats: Vec<u32>,
    /// The position of each one's firm.
    pub(super) firms: Vec<u32>,
    /// The number of each one's office, over all firms.
    pub(super) offices: Vec<u32>,
    /// How many relationships each has; vacant slots are none.
    pub(super) relationships: Vec<u32>,
    /// For each effect and then each practice, how many of these show or use it.
    pub(super) cases: Vec<Vec<u32>>,
}

impl Census {
    pub(super) fn of(world: &World) -> Self {
        let subjects = Effect::ALL.len() + world.practices.len();
        let (seats, firms, offices, relationships) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        let mut census = Self { seats, firms, offices, relationships, cases: vec![Vec::new(); subjects] };
        let mut counts = vec![0; subjects];
        for seat in 0..world.seats() {
            let relationships = count(world, seat, &mut counts);
            if relationships == 0 {
                continue;
            }
            let (firm, office) = world.place(seat);
            census.seats.push(seat);
            census.firms.push(firm);
            census.offices.push(office);
            census.relationships.push(relationships);
            census.cases.iter_mut().zip(&counts).for_each(|(cases, &count)| cases.push(count));
        }
        census
    }

    /// The share of each manager's relationships that show or use it.
    pub(super) fn shares(&self, subject: usize) -> Vec<f64> {
        let share = |(&cases, &all): (&u32, &u32)| f64::from(cases) / f64::from(all);
        self.cases[subject].iter().zip(&self.relationships).map(share).collect()
    }
}

/// The relationships of the manager of a seat; `counts` becomes how many of them show each effect and use each practice.
fn count(world: &World, seat: u32, counts: &mut [u32]) -> u32 {
    counts.fill(0);
    let (block, lane) = world.locate(seat);
    let first = world.blocks[block].rows.start;
    let mut relationships = 0;
    for row in first..first + world.portfolio_of(seat) as usize {
        if world.rows[row].vacant(lane) {
            continue;
        }
        relationships += 1;
        let shown = &world.shown[row];
        let bits = u64::from(shown.flags(lane)) | u64::from(shown.practices[lane]) << EFFECTS;
        counts.iter_mut().enumerate().for_each(|(subject, count)| *count += (bits >> subject & 1) as u32);
    }
    relationships
}
