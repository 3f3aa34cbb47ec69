//! The whole state of a simulated world.

use std::collections::VecDeque;

use super::block::locate;
use super::histories::case;
use super::relationships::swap;
use super::{
    Accounts, Block, Fashions, FirmState, Histories, LastWeek, Managers, Mind, NO_CONTACT, Notes, Origins, Profile,
    Published, Repertoire, Row, Shown, TieRow, Traits,
};
use crate::practice::Practice;
use crate::record::Case;
use darkside_draws::Draws;
use darkside_lanes::Lanes;

/// A tie for some weeks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Meeting {
    /// Who looks.
    pub seat: u32,
    /// The tie's slot.
    pub slot: usize,
    /// The week at whose start it ends.
    pub ends: u32,
}

/// The whole state of a simulated world between two weeks.
#[derive(Clone)]
pub struct World {
    /// Random numbers.
    pub draws: Draws,
    /// Random numbers about each practice.
    pub draws_about: Vec<Draws>,
    /// The catalogue of practices, as interventions have left it.
    pub practices: Vec<Practice>,
    /// The same as the engine reads it.
    pub repertoire: Repertoire,
    /// Efficacy of each practice.
    pub efficacy: Vec<f32>,
    /// Firms, in the order of their managers.
    pub firms: Vec<FirmState>,
    /// Blocks, in the order of their managers.
    pub blocks: Vec<Block>,
    /// Managers, one entry for each block.
    pub managers: Vec<Managers>,
    /// Relationships: the rows of all blocks.
    pub rows: Vec<Row>,
    /// What others see of them, as published; between two weeks it is how they are.
    pub shown: Vec<Shown>,
    /// Which relationship each is.
    pub histories: Histories,
    /// How the practices in use arrived.
    pub origins: Origins,
    /// Ties: the rows of all blocks.
    pub ties: Vec<TieRow>,
    /// Weights at rest that imported ties keep, by row; NaN where a tie's follows from the firm's parameters. Empty where no
    /// tie is imported.
    pub imported_weights: Vec<Lanes<f32>>,
    /// What managers see of each other.
    pub published: Published,
    /// Room for what is published while last week's is still read.
    pub(super) spare: LastWeek,
    /// What was noted when portfolios were last looked at.
    pub notes: Notes,
    /// Accounts and what they expect.
    pub accounts: Accounts,
    /// Managers between two seats, first come, first served.
    pub market: VecDeque<Mind>,
    /// What is suggested to firms and offices from outside.
    pub fashions: Fashions,
    /// Position of the firm whose parameters hold for each office.
    pub office_firms: Vec<u32>,
    /// Ties that last for some weeks, in the order in which they began.
    pub meetings: Vec<Meeting>,
    /// Block of each seat.
    pub block_of: Vec<u32>,
    /// Largest portfolio: the stride by which relationships are numbered.
    pub portfolio: u32,
    /// Relationships in all.
    pub relationships: u64,
    /// Whether relationships live (steps 4 and 5).
    pub relationship_step: bool,
    /// Whether ties were imported and are not to be rewired.
    pub ties_fixed: bool,
}

impl World {
    /// Managers in all.
    pub fn seats(&self) -> u32 {
        self.block_of.len() as u32
    }

    /// Block and lane of a seat.
    pub fn locate(&self, seat: u32) -> (usize, usize) {
        locate(&self.block_of, &self.blocks, seat)
    }

    /// The firm of a seat.
    pub fn firm_of(&self, seat: u32) -> &FirmState {
        let (block, lane) = self.locate(seat);
        &self.firms[self.blocks[block].firms[lane] as usize]
    }

    /// What likeness to the manager of a seat is judged by.
    pub fn traits(&self, seat: u32) -> Traits {
        let (block, lane) = self.locate(seat);
        let managers = &self.managers[block];
        Traits {
            learning: managers.learning[lane],
            tenure: managers.tenure[lane],
            uses: self.profile(seat).uses(),
            place: self.place(seat),
        }
    }

    /// Position of the firm, and number of the office, of the manager of a seat.
    pub fn place(&self, seat: u32) -> (u32, u32) {
        let (block, lane) = self.locate(seat);
        (self.blocks[block].firms[lane], self.managers[block].office[lane])
    }

    /// How many relationships the manager of a seat has.
    pub fn portfolio_of(&self, seat: u32) -> u32 {
        let (block, lane) = self.locate(seat);
        self.managers[block].portfolio[lane]
    }

    /// What the manager of a seat believes a practice to be worth, as published.
    pub fn belief(&self, seat: u32, practice: usize) -> f32 {
        self.profile(seat).belief(practice)
    }

    /// What is published of the manager of a seat.
    #[inline(always)]
    pub fn profile(&self, seat: u32) -> Profile<'_> {
        self.published.profiles.of(seat).expect("seats are numbered within the population")
    }

    /// The identity of the relationship in row `row`, lane `lane` of block `block`.
    pub fn case(&self, block: usize, row: usize, lane: usize) -> Case {
        case(&self.blocks[block], &self.managers[block], &self.histories, self.portfolio, row, lane)
    }

    /// Begins a week: returns what was published, to be read while the next is written. Until then the world holds older values.
    pub fn turn_page(&mut self) -> LastWeek {
        let LastWeek { profiles, shown } = std::mem::take(&mut self.spare);
        LastWeek {
            profiles: std::mem::replace(&mut self.published.profiles, profiles),
            shown: std::mem::replace(&mut self.shown, shown),
        }
    }

    /// Ends a week: last week's is not read any more.
    pub fn forget(&mut self, last: LastWeek) {
        self.spare = last;
    }

    /// Swaps the relationships in two places, row and lane each, with their identities and how their practices arrived.
    pub fn swap(&mut self, a: (usize, usize), b: (usize, usize)) {
        swap(&mut self.rows, &mut self.shown, a, b);
        self.histories.swap(&self.blocks, self.portfolio, a, b);
        self.origins.all().swap(a, b);
    }

    /// The ties of a seat: row and contact.
    pub fn contacts(&self, seat: u32) -> impl Iterator<Item = (usize, u32)> + '_ {
        let (block, lane) = self.locate(seat);
        let rows = self.blocks[block].ties.clone();
        rows.map(move |row| (row, self.ties[row].contact(lane))).take_while(|&(_, contact)| contact != NO_CONTACT)
    }
}
