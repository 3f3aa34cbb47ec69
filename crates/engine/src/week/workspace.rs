//! Memory for a week, kept from week to week so that a week allocates nothing.

use crate::population::{Block, LastWeek, Part};
use crate::week::contagion::chances::ChanceLanes;
use crate::week::contagion::choice::Candidate;
use crate::week::contagion::contacts::fetch_contacts;
use crate::week::contagion::exposure::Exposure;
use crate::week::contagion::lapse::Experience;
use crate::week::contagion::review::Verdicts;
use crate::week::credibility::UserCounts;
use crate::week::event::Event;
use crate::week::life_cycle::Replacement;
use crate::week::log::WeekLog;
use crate::week::relationship::PortfolioScratch;
use crate::week::rewiring::Rewirings;
use crate::week::sheets::{CHUNK, Sheets};
use crate::week::totals::{PortfolioTotals, StretchTotals};
use darkside_draws::Sheet;
use darkside_lanes::Lanes;
use darkside_lanes::processor::Ahead;

/// Pieces of a world per thread: enough that no thread waits long for the last ones.
const PIECES: usize = 32;

/// Memory for a week, for a given number of threads.
pub struct Workspace {
    /// One per thread, at least one.
    pub(crate) workers: Vec<Worker>,
    /// What each piece of the world yields, in order.
    pub(crate) outputs: Vec<PieceOutput>,
    /// Chances of firms.
    pub(crate) environment: Sheet,
    /// Chances of practices.
    pub(crate) obsolescence: Vec<f32>,
    /// The practices of which each manager can warn others.
    pub(crate) informed: Vec<u32>,
    /// The last totals over portfolios, while nothing in them can change.
    pub(crate) totals: Option<PortfolioTotals>,
}

/// What one thread owns.
#[derive(Default)]
pub(crate) struct Worker {
    /// Which of the workers it is.
    pub number: usize,
    /// Random numbers.
    pub sheets: Sheets,
    /// One for each block of a chunk.
    pub scratches: Vec<BlockScratch>,
    /// Numbers that decide the events of these blocks.
    pub chances: Vec<ChanceLanes>,
    /// What managers of the last block's firm think of practices.
    pub verdicts: Option<Verdicts>,
    /// Memory that a later block will need.
    pub ahead: Option<[Ahead; 3]>,
    /// What a block's managers see of each practice.
    pub experience: Box<Experience>,
    /// Events of a block, by lane and slot.
    pub events: Vec<Event>,
    /// A block's relationships in steps 4 and 5.
    pub portfolios: PortfolioScratch,
    /// Users of practices.
    pub counts: UserCounts,
    /// What the current piece of the world yields.
    pub output: PieceOutput,
}

/// A block between the decision about who has an event and the rest of its week.
#[derive(Default)]
pub(crate) struct BlockScratch {
    /// What its managers are exposed to.
    pub exposure: Box<Exposure>,
    /// The week's noise η in what is seen of its relationships, by slot.
    pub noise: Vec<Lanes<f32>>,
    /// Relationships that have an event, by lane and slot.
    pub candidates: Vec<Candidate>,
    /// Number of events in the chunk's blocks before it.
    pub first_event: usize,
}

/// What a piece of the world, whole stretches of neighbouring blocks, yields in a week.
#[derive(Default)]
pub(crate) struct PieceOutput {
    /// Ties to be rewired.
    pub rewirings: Rewirings,
    /// Seats of managers who leave.
    pub leaving: Vec<u32>,
    /// Places in which a new relationship has begun.
    pub replacements: Vec<Replacement>,
    /// Totals over portfolios.
    pub totals: StretchTotals,
    /// What the week's events did. Kept apart from what followed, because it comes first in the tables.
    pub events_log: WeekLog,
    /// What followed.
    pub later_log: WeekLog,
}

impl BlockScratch {
    /// Slot and seat of each relationship that has an event.
    pub(crate) fn places(&self, block: &Block) -> impl Iterator<Item = (u32, u32)> {
        let first_seat = block.first_seat;
        self.candidates.iter().map(move |candidate| (candidate.slot as u32, first_seat + candidate.lane as u32))
    }
}

impl Worker {
    /// Notes which memory the blocks after this one will need, and prefetches the contacts of the next one's managers.
    pub(crate) fn look_ahead(&mut self, part: &mut Part, block: usize, last: &LastWeek) {
        self.ahead = part.ahead(block, last);
        if last.profiles.are_many() && block + 1 < part.blocks.end {
            fetch_contacts(&part.own(block + 1), last);
        }
    }
}

impl Workspace {
    /// For worlds of any size, on `threads` threads; memory is taken as needed. No result depends on the threads.
    pub fn new(threads: usize) -> Self {
        let (threads, pieces) = if threads > 1 { (threads, threads * PIECES) } else { (1, 1) };
        let scratches = || std::iter::repeat_with(BlockScratch::default).take(CHUNK).collect();
        let workers =
            (0..threads).map(|number| Worker { number, scratches: scratches(), ..Worker::default() }).collect();
        let outputs = std::iter::repeat_with(PieceOutput::default).take(pieces).collect();
        Self {
            workers,
            outputs,
            environment: Sheet::default(),
            obsolescence: Vec::new(),
            informed: Vec::new(),
            totals: None,
        }
    }

    /// Something has changed portfolios outside a week.
    pub fn forget_totals(&mut self) {
        self.totals = None;
    }

    /// Begins a week of a run with this log.
    pub(crate) fn begin_week(&mut self, log: &WeekLog) {
        self.workers.iter_mut().flat_map(|worker| &mut worker.verdicts).for_each(Verdicts::forget);
        for own in self.outputs.iter_mut().flat_map(|output| [&mut output.events_log, &mut output.later_log]) {
            (own.keep_ledger, own.keep_onsets) = (log.keep_ledger, log.keep_onsets);
        }
    }
}
