//! Reads the fast engine's state into the plain structs: the only file that knows its layout.

use std::collections::BTreeMap;
use std::rc::Rc;

use darkside_engine::population::{self, NO_CONTACT};

use super::draws::Draws;
use super::state::{Arrived, Firm, Log, Manager, Meeting, Mind, Relationship, Tie, World};

/// A copy of the fast engine's world.
pub(crate) fn copy(fast: &population::World, seed: u64) -> World {
    let practices = Rc::new(fast.practices.clone());
    World {
        draws: Draws::new(seed, &practices),
        efficacy: fast.efficacy.clone(),
        firms: fast.firms.iter().map(firm).collect(),
        managers: (0..fast.seats()).map(|seat| manager(fast, seat)).collect(),
        account_means: (0..fast.accounts.count()).map(|account| fast.accounts.mean(account)).collect(),
        market: fast.market.iter().map(|one| mind(one, practices.len())).collect(),
        users: fast.published.users.clone(),
        latent_users: fast.published.latent_users.clone(),
        stride: fast.portfolio,
        relationships: fast.relationships,
        relationship_step: fast.relationship_step,
        ties_fixed: fast.ties_fixed,
        office_firms: fast.office_firms.clone(),
        suggested: BTreeMap::new(),
        meetings: fast.meetings.iter().map(meeting).collect(),
        log: Log::default(),
        practices,
    }
}

fn meeting(fast: &population::Meeting) -> Meeting {
    Meeting { seat: fast.seat as usize, slot: fast.slot, ends: fast.ends }
}

fn firm(fast: &population::FirmState) -> Firm {
    Firm {
        parameters: fast.parameters,
        seats: fast.seats.start as usize..fast.seats.end as usize,
        code: fast.code,
        warnings: fast.warnings,
        campaign_ends: fast.campaign_ends,
        shocked: fast.shocked,
        celebrity_stopped: fast.celebrity_stopped,
        inside_factor: fast.inside_factor,
        outside_factor: fast.outside_factor,
        skill: fast.skill,
    }
}

fn mind(fast: &population::Mind, practices: usize) -> Mind {
    Mind {
        beliefs: fast.beliefs[..practices].to_vec(),
        known: fast.known,
        tenure: fast.tenure,
        character: fast.character,
    }
}

fn manager(fast: &population::World, seat: u32) -> Manager {
    let (b, lane) = fast.locate(seat);
    let (block, managers, published) = (&fast.blocks[b], &fast.managers[b], &fast.published);
    let at = seat as usize;
    let profile = fast.profile(seat);
    let beliefs: Vec<f32> = (0..fast.practices.len()).map(|practice| profile.belief(practice)).collect();
    let rows = block.rows.start..block.rows.start + managers.portfolio[lane] as usize;
    let ties = block.ties.clone().take_while(|&row| fast.ties[row].contact(lane) != NO_CONTACT);
    Manager {
        firm: block.firms[lane] as usize,
        office: managers.office[lane],
        person: managers.person[lane],
        tenure: managers.tenure[lane],
        learning: managers.learning[lane],
        absorptive: managers.absorptive[lane],
        scruples: managers.scruples[lane],
        next_beliefs: beliefs.clone(),
        beliefs,
        known: profile.known(),
        carried: managers.carried[lane],
        uses: profile.uses(),
        credibility: profile.credibility(),
        success: published.success[at],
        begun: rows.clone().map(|row| fast.histories.begun(row, lane)).collect(),
        relationships: rows.map(|row| relationship(fast, b, row, lane)).collect(),
        ties: ties.map(|row| tie(fast, row, lane)).collect(),
    }
}

fn relationship(fast: &population::World, block: usize, row: usize, lane: usize) -> Relationship {
    let (r, shown, case) = (&fast.rows[row], &fast.shown[row], fast.case(block, row, lane));
    let arrived = |practice: usize| {
        let origin = fast.origins.of(row, lane, practice);
        Arrived { mechanism: origin.mechanism, locus: origin.locus, from_dark: origin.from_dark }
    };
    Relationship {
        account: r.account[lane],
        closeness: r.closeness[lane],
        dark: std::array::from_fn(|k| r.dark[k][lane]),
        flags: shown.flags(lane),
        supplier: r.supplier[lane],
        customer: r.customer[lane],
        power: r.power[lane],
        value: r.value[lane],
        visible: r.visible[lane],
        remembered: shown.remembered[lane],
        expectation: r.expectation[lane],
        shock: r.shock[lane],
        // Drawn every week and not kept.
        noise: 0.0,
        age: r.age[lane],
        practices: shown.practices[lane],
        lessons: r.lessons[lane],
        phase: shown.phase(lane) as usize,
        home: case.relationship,
        spell: case.spell,
        origins: (0..fast.practices.len()).map(arrived).collect(),
    }
}

fn tie(fast: &population::World, row: usize, lane: usize) -> Tie {
    let tie = &fast.ties[row];
    Tie {
        contact: tie.contact(lane) as usize,
        weight: tie.weight[lane],
        imported: fast.imported_weights.get(row).map(|weights| weights[lane]).filter(|weight| !weight.is_nan()),
        inside: tie.inside(lane),
        same_office: tie.same_office(lane),
    }
}
