//! Step 6. What managers see of each other from now on: practices, success, credibility (model, section 7).

use multiversion::multiversion;

use super::people::in_use;
use crate::lanes::{LANES, Lanes};
use crate::population::{Repertoire, Row, World};

/// Publishes which practices each manager uses and knows, each manager's success, and how many use each practice.
pub(super) fn publish_portfolios(world: &mut World) {
    let (mut users, mut latent) = ([0u64; 32], [0u64; 32]);
    for b in 0..world.blocks.len() {
        let block = &world.blocks[b];
        let reward = world.firms[block.firm].parameters.enablers.long_term_reward;
        for lane in 0..block.count {
            let seat = block.first_seat as usize + lane;
            let uses = in_use(world, b, lane);
            world.published.uses[seat] = uses;
            world.published.known[seat] |= uses;
            let portfolio = world.managers[b].portfolio[lane] as usize;
            let mut sum = 0.0f64;
            for row in &world.rows[block.rows.start..block.rows.start + portfolio] {
                sum += f64::from((1.0 - reward) * row.remembered[lane] + reward * row.value[lane]);
            }
            world.published.success[seat] = (sum / portfolio as f64) as f32;
        }
        count_users(&world.rows[block.rows.clone()], &world.repertoire, &mut users, &mut latent);
    }
    let count = world.repertoire.count;
    world.published.users.copy_from_slice(&users[..count]);
    world.published.latent_users.copy_from_slice(&latent[..count]);
}

/// Adds, for each practice, the relationships of these rows that use it, and those of them whose flag for its
/// largest load is off.
#[multiversion(targets("x86_64+avx512f+avx512bw+avx512dq+avx512vl+bmi2+popcnt", "x86_64+avx2+bmi2+popcnt"))]
fn count_users(rows: &[Row], repertoire: &Repertoire, users: &mut [u64; 32], latent: &mut [u64; 32]) {
    for practice in 0..repertoire.count {
        let (bit, main) = (1u32 << practice, repertoire.main_flag[practice]);
        let (mut using, mut bright) = (Lanes::<u32>::default(), Lanes::<u32>::default());
        for row in rows {
            for lane in 0..LANES {
                let used = row.practices[lane] & bit != 0;
                using[lane] += u32::from(used);
                bright[lane] += u32::from(used & (row.flags[lane] & main == 0));
            }
        }
        users[practice] += using.0.iter().map(|&count| u64::from(count)).sum::<u64>();
        latent[practice] += bright.0.iter().map(|&count| u64::from(count)).sum::<u64>();
    }
}

/// Publishes each manager's credibility: prestige of success within the firm, and seniority.
pub(super) fn publish_credibility(world: &mut World) {
    for firm in &world.firms {
        let seats = firm.seats.start as usize..firm.seats.end as usize;
        let scores = &world.published.success[seats.clone()];
        let managers = scores.len() as f64;
        let mean = scores.iter().map(|&score| f64::from(score)).sum::<f64>() / managers;
        let square = |score: &f32| (f64::from(*score) - mean) * (f64::from(*score) - mean);
        let variance = scores.iter().map(square).sum::<f64>() / managers;
        let deviation = libm::sqrt(variance + 1e-6);
        let enablers = &firm.parameters.enablers;
        for block in firm.blocks.clone() {
            for lane in 0..world.blocks[block].count {
                let seat = world.blocks[block].first_seat as usize + lane;
                let z = ((f64::from(world.published.success[seat]) - mean) / deviation) as f32;
                let prestige = libm::expf(enablers.prestige * z);
                let prestige = if prestige > 0.25 { prestige } else { 0.25 };
                let prestige = if prestige < 4.0 { prestige } else { 4.0 };
                let tenure = world.managers[block].tenure[lane];
                let veteran = 1.0 - libm::expf(-tenure / enablers.seniority_weeks);
                let credibility = prestige * (1.0 + enablers.seniority * veteran);
                let capped = firm.celebrity_stopped && credibility > 1.0;
                world.published.credibility[seat] = if capped { 1.0 } else { credibility };
            }
        }
    }
}
