//! Who there is, as columns: firms, managers, relationships, accounts, ties, practices.
//!
//! Managers sit in blocks of sixteen lanes, none of which spans firms that differ, so that a block's parameters
//! are plain numbers. A block's portfolio slots are its rows: row `s` holds slot `s` of sixteen managers.
//! Whatever managers see of each other is in [`Published`] and [`Shown`], as of the end of last week; while a week is lived, in
//! [`LastWeek`].

mod accounts;
mod beginnings;
mod firms;
mod generate;
mod graph;
mod histories;
mod managers;
mod origins;
mod pages;
mod part;
mod profiles;
mod relationships;
mod repertoire;
mod ties;

use std::collections::VecDeque;

use bytemuck::Zeroable;

pub use accounts::Accounts;
pub use firms::FirmState;
pub use generate::{generate, generate_on};
pub use histories::{Histories, Identity, slot_number};
pub use managers::{Managers, Mind, character};
pub use origins::{Origin, Origins, OriginsMut};
pub use pages::{filled, zeroed, zeroed_by};
pub use part::{Common, Own, Part, work_on_parts};
pub use profiles::{FEW, Profile, ProfileMut, Profiles, ProfilesMut};
pub use relationships::{Row, Shown, open};
pub use repertoire::{Merits, Repertoire};
pub use ties::{NO_CONTACT, Rest, TieRow};

use crate::practice::Practice;
use crate::record::Case;
use darkside_draws::Draws;
use darkside_lanes::{LANES, Lanes};

/// Sixteen managers who live under the same parameters, or fewer where these end: of one firm, or of several that are
/// alike for the whole run.
#[derive(Clone, Debug)]
pub struct Block {
    /// Position of a firm whose parameters, factors and skill hold for all of them.
    pub firm: usize,
    /// Position of each one's own firm.
    pub firms: Lanes<u32>,
    /// Seat of the first manager; the others' seats follow.
    pub first_seat: u32,
    /// Managers in it; lanes from here on are empty.
    pub count: usize,
    /// Its rows of relationships.
    pub rows: std::ops::Range<usize>,
    /// Its rows of ties.
    pub ties: std::ops::Range<usize>,
}

/// What managers see of each other, by seat, as of the end of last week.
#[derive(Clone, Debug, Default)]
pub struct Published {
    /// Practices in use and known, credibility, beliefs.
    pub profiles: Profiles,
    /// Success: portfolio mean of what managers are judged by.
    pub success: Vec<f32>,
    /// Relationships that use each practice.
    pub users: Vec<u64>,
    /// Those of them whose flag for the practice's largest load is off.
    pub latent_users: Vec<u64>,
}

/// What is noted of portfolios when they are looked at, at the end of each week: nobody but the record reads it.
#[derive(Clone, Debug, Default)]
pub struct Notes {
    /// Phase and alignment of each relationship, by row: phase in the lowest two bits.
    pub kinds: Vec<[u8; LANES]>,
    /// For each seat, what is flagged of the portfolio.
    pub flagged: Vec<Shares>,
}

/// The share of a portfolio that carries each effect's flag; padded to eight, and within one cache line.
#[derive(Clone, Copy, Debug, Default, Zeroable)]
#[repr(C, align(32))]
pub struct Shares(pub [f32; 8]);

/// Blocks in a stretch, 1,024 managers where blocks are full: the unit in which sums over managers are taken, by seat within
/// each, then stretch by stretch. So several threads can share them, and no sum depends on how many there are.
pub const STRETCH: usize = 64;

/// What managers saw of each other at the end of last week, while this week's is in the making.
#[derive(Clone, Debug, Default)]
pub struct LastWeek {
    /// Practices in use and known, credibility, beliefs.
    pub profiles: Profiles,
    /// What is seen of relationships, by row.
    pub shown: Vec<Shown>,
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
    spare: LastWeek,
    /// What was noted when portfolios were last looked at.
    pub notes: Notes,
    /// Accounts and what they expect.
    pub accounts: Accounts,
    /// Managers between two seats, first come, first served.
    pub market: VecDeque<Mind>,
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

    /// Begins a week: takes away what was published, so that it can be read while the world's own is written anew. What that
    /// holds until then is older still.
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
        relationships::swap(&mut self.rows, &mut self.shown, a, b);
        self.histories.swap(&self.blocks, self.portfolio, a, b);
        self.origins.all().swap(a, b);
    }
}

/// Block and lane of a seat.
#[inline]
fn locate(block_of: &[u32], blocks: &[Block], seat: u32) -> (usize, usize) {
    let block = block_of[seat as usize] as usize;
    (block, (seat - blocks[block].first_seat) as usize)
}

/// The identity of the relationship in a row and lane of a block, with who has it.
#[inline]
fn case(block: &Block, managers: &Managers, histories: &Histories, portfolio: u32, row: usize, lane: usize) -> Case {
    let identity = histories.of(row, lane, slot_number(block, lane, row - block.rows.start, portfolio));
    Case {
        manager: block.first_seat + lane as u32,
        person: managers.person[lane],
        relationship: identity.home,
        spell: u32::from(identity.spell),
    }
}
