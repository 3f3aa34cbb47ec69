//! A world split into parts, so that each thread can work on managers of its own.

use std::ops::Range;

use super::block::locate;
use super::histories::case;
use super::{
    Accounts, Block, Fashions, FirmState, Histories, LastWeek, Managers, OriginsMut, ProfilesMut, Repertoire, Row,
    Shares, Shown, TieRow, World, share_out,
};
use crate::record::Case;
use darkside_draws::Draws;
use darkside_lanes::processor::{Ahead, CACHED};
use darkside_lanes::{LANES, Lanes};

/// Neighbouring blocks with all that their managers alone write, and what everybody reads meanwhile.
pub struct Part<'a> {
    /// What everybody reads.
    pub common: Common<'a>,
    /// Its blocks, by their numbers in the world.
    pub blocks: Range<usize>,
    rows: &'a mut [Row],
    shown: &'a mut [Shown],
    origins: OriginsMut<'a>,
    ties: &'a mut [TieRow],
    profiles: ProfilesMut<'a>,
    success: &'a mut [f32],
    kinds: &'a mut [[u8; LANES]],
    flagged: &'a mut [Shares],
    /// Row of relationships, row of ties and seat at which it begins.
    first: Offsets,
}

#[derive(Clone, Copy, Default)]
struct Offsets {
    row: usize,
    tie: usize,
    seat: usize,
}

/// What nobody writes while parts of a world live.
#[derive(Clone, Copy)]
pub struct Common<'a> {
    /// Random numbers.
    pub draws: &'a Draws,
    /// The catalogue.
    pub repertoire: &'a Repertoire,
    /// Firms.
    pub firms: &'a [FirmState],
    /// Blocks of the whole world.
    pub blocks: &'a [Block],
    /// Managers of the whole world, by block.
    pub managers: &'a [Managers],
    /// Which relationships there are.
    pub histories: &'a Histories,
    /// Accounts; what they expect is added up by several threads.
    pub accounts: &'a Accounts,
    /// Weights at rest that imported ties keep, by row of ties; empty where no tie is imported.
    pub imported_weights: &'a [Lanes<f32>],
    /// What is suggested to firms and offices.
    pub fashions: &'a Fashions,
    /// Relationships that use each practice, as published.
    pub users: &'a [u64],
    /// Those of them whose flag for the practice's largest load is off.
    pub latent_users: &'a [u64],
    /// Block of each seat.
    pub block_of: &'a [u32],
    /// Largest portfolio: the stride by which relationships are numbered.
    pub portfolio: u32,
    /// Relationships in all.
    pub relationships: u64,
}

/// A block with all that its managers alone write.
pub struct BlockMut<'a> {
    /// Number of the block.
    pub number: usize,
    /// The block.
    pub block: &'a Block,
    /// Its firm, or one that is like those of its managers.
    pub firm: &'a FirmState,
    /// Its managers.
    pub managers: &'a Managers,
    /// Its rows of relationships.
    pub rows: &'a mut [Row],
    /// What others see of these.
    pub shown: &'a mut [Shown],
    /// How their practices arrived.
    pub origins: OriginsMut<'a>,
    /// Its rows of ties.
    pub ties: &'a mut [TieRow],
    /// What others see of them, by lane.
    pub profiles: ProfilesMut<'a>,
    /// Success, by lane, as published.
    pub success: &'a mut [f32],
    /// What was noted of relationships when they were last looked at, by slot.
    pub kinds: &'a mut [[u8; LANES]],
    /// What was noted of portfolios, by lane.
    pub flagged: &'a mut [Shares],
}

impl<'a> Part<'a> {
    /// The whole of a world.
    pub fn whole(world: &'a mut World) -> Self {
        let World { draws, repertoire, firms, blocks, managers, histories, accounts, .. } = world;
        let World { block_of, portfolio, relationships, published, imported_weights, fashions, .. } = world;
        Self {
            common: Common {
                draws,
                repertoire,
                firms,
                blocks,
                managers,
                histories,
                accounts,
                imported_weights,
                fashions,
                users: &published.users,
                latent_users: &published.latent_users,
                block_of,
                portfolio: *portfolio,
                relationships: *relationships,
            },
            blocks: 0..blocks.len(),
            rows: &mut world.rows,
            shown: &mut world.shown,
            origins: world.origins.all(),
            ties: &mut world.ties,
            profiles: published.profiles.all(),
            success: &mut published.success,
            kinds: &mut world.notes.kinds,
            flagged: &mut world.notes.flagged,
            first: Offsets::default(),
        }
    }

    /// Its first blocks, up to block `end`, and the others.
    pub fn split(self, end: usize) -> (Self, Self) {
        let Self { common, blocks, rows, shown, origins, ties, profiles, success, kinds, flagged, first } = self;
        let (begin, end) = (blocks.start, end.clamp(blocks.start, blocks.end));
        let next = match end.checked_sub(1).filter(|_| end > begin).map(|last| &common.blocks[last]) {
            None => first,
            Some(last) => {
                Offsets { row: last.rows.end, tie: last.ties.end, seat: last.first_seat as usize + last.count }
            }
        };
        let (rows, other_rows) = rows.split_at_mut(next.row - first.row);
        let (shown, other_shown) = shown.split_at_mut(next.row - first.row);
        let (origins, other_origins) = origins.split(next.row - first.row);
        let (ties, other_ties) = ties.split_at_mut(next.tie - first.tie);
        let (profiles, other_profiles) = profiles.split(next.seat - first.seat);
        let (success, other_success) = success.split_at_mut(next.seat - first.seat);
        let (kinds, other_kinds) = kinds.split_at_mut(next.row - first.row);
        let (flagged, other_flagged) = flagged.split_at_mut(next.seat - first.seat);
        let one =
            Self { common, blocks: begin..end, rows, shown, origins, ties, profiles, success, kinds, flagged, first };
        let other = Self {
            common,
            blocks: end..blocks.end,
            rows: other_rows,
            shown: other_shown,
            origins: other_origins,
            ties: other_ties,
            profiles: other_profiles,
            success: other_success,
            kinds: other_kinds,
            flagged: other_flagged,
            first: next,
        };
        (one, other)
    }

    /// Parts of it, up to each of these blocks in turn.
    pub fn shared(self, ends: impl IntoIterator<Item = usize>) -> Vec<Self> {
        let mut rest = Some(self);
        let cut = |end| {
            let (part, others) = rest.take()?.split(end);
            rest = Some(others);
            Some(part)
        };
        ends.into_iter().map_while(cut).collect()
    }

    /// Where the data lies that the block after next will need; none where caches hold everything.
    pub fn ahead(&mut self, block: usize, last: &LastWeek) -> Option<[Ahead; 3]> {
        let far = size_of_val(self.rows) > CACHED && block + 2 < self.blocks.end;
        far.then(|| {
            let later = self.own(block + 2);
            [Ahead::of(later.rows), Ahead::of(later.ties), Ahead::of(&last.shown[later.block.rows.clone()])]
        })
    }

    /// One of its blocks, by the number in the world.
    #[inline(always)]
    pub fn own(&mut self, block: usize) -> BlockMut<'_> {
        let (number, managers) = (block, &self.common.managers[block]);
        let block = &self.common.blocks[block];
        let rows = block.rows.start - self.first.row..block.rows.end - self.first.row;
        let ties = block.ties.start - self.first.tie..block.ties.end - self.first.tie;
        let seat = block.first_seat as usize - self.first.seat;
        let seats = seat..seat + block.count;
        BlockMut {
            number,
            block,
            firm: &self.common.firms[block.firm],
            managers,
            rows: &mut self.rows[rows.clone()],
            shown: &mut self.shown[rows.clone()],
            origins: self.origins.some(rows.clone()),
            ties: &mut self.ties[ties],
            profiles: self.profiles.some(seats.clone()),
            success: &mut self.success[seats.clone()],
            kinds: &mut self.kinds[rows],
            flagged: &mut self.flagged[seats],
        }
    }
}

/// Lets `threads` threads work on parts of a world with nearly equal numbers of blocks.
pub fn work_on_parts(world: &mut World, threads: usize, work: impl Fn(&mut Part) + Sync) {
    let (blocks, parts) = (world.blocks.len(), threads.max(1));
    let parts = Part::whole(world).shared((1..=parts).map(|part| blocks * part / parts));
    share_out(parts, threads, |mut part| work(&mut part));
}

impl Common<'_> {
    /// The identity of the relationship in row `row`, lane `lane` of block `block`.
    #[inline]
    pub fn case(&self, block: usize, row: usize, lane: usize) -> Case {
        case(&self.blocks[block], &self.managers[block], self.histories, self.portfolio, row, lane)
    }

    /// Block and lane of a seat.
    #[inline]
    pub fn locate(&self, seat: u32) -> (usize, usize) {
        locate(self.block_of, self.blocks, seat)
    }
}

impl BlockMut<'_> {
    /// The identity of the relationship in this slot and lane.
    #[inline]
    pub fn case(&self, common: &Common, slot: usize, lane: usize) -> Case {
        common.case(self.number, self.block.rows.start + slot, lane)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::population::generate;
    use crate::scenario::{Request, load};

    #[test]
    fn parts_hold_each_block_with_what_is_its_own() {
        // Firms differ, so that blocks are not full.
        let scenario = load(&Request::of("organisations")).unwrap();
        let mut world = generate(&scenario, 1);
        let copy = world.clone();
        let blocks = world.blocks.len();
        for ends in [vec![], vec![0], vec![3, 3, 7], vec![1, blocks - 1], vec![blocks, blocks + 5]] {
            let mut rest = Part::whole(&mut world);
            let mut parts = Vec::new();
            for end in ends {
                let (part, others) = rest.split(end);
                parts.push(part);
                rest = others;
            }
            parts.push(rest);
            let mut seen = 0;
            for part in &mut parts {
                for b in part.blocks.clone() {
                    assert_eq!(b, seen);
                    let (own, block) = (part.own(b), &copy.blocks[b]);
                    assert_eq!(own.rows.len(), block.rows.len());
                    assert_eq!(own.shown[0].practices, copy.shown[block.rows.start].practices);
                    assert_eq!(own.ties[0].weight, copy.ties[block.ties.start].weight);
                    assert_eq!(own.managers.tenure, copy.managers[b].tenure);
                    assert_eq!((own.profiles.len(), own.success.len()), (block.count, block.count));
                    seen += 1;
                }
            }
            assert_eq!(seen, blocks);
        }
    }
}
