//! Step 6. What managers see of each other from now on: practices, success, credibility (model, section 7).

use std::thread;

use crate::parameter::{Enablers, Parameters};
use crate::population::{BlockMut, FirmState, Part, Published, Repertoire, Row, Shown, World, used_by_managers};
use crate::week::tally::Tally;
use darkside_lanes::elementary::exp;
use darkside_lanes::for_each_processor;
use darkside_lanes::{LANES, Lanes, choose_word, greater, keep, lesser};

/// How many relationships use each practice, and how many of them have the flag for its largest load off.
#[derive(Default)]
pub(crate) struct UserCounts {
    users: Tally,
    latent: Tally,
}

/// Resets the published numbers of users.
pub(crate) fn clear_users(published: &mut Published) {
    published.users.fill(0);
    published.latent_users.fill(0);
}

impl UserCounts {
    /// Adds the counts to what is published, and resets them.
    pub(crate) fn publish(&mut self, published: &mut Published) {
        let Self { mut users, mut latent } = std::mem::take(self);
        let counts = users.counts().into_iter().zip(latent.counts());
        let published = published.users.iter_mut().zip(&mut published.latent_users);
        for ((all_users, all_latent), (users, latent)) in published.zip(counts) {
            *all_users += users;
            *all_latent += latent;
        }
    }
}

/// Publishes which practices a block's managers use and know, and their success; counts users.
pub(crate) fn publish_portfolios(own: &mut BlockMut, repertoire: &Repertoire, counts: &mut UserCounts) {
    let uses = used_by_managers(own.shown);
    let success = success(own.rows, own.shown, &own.managers.portfolio, own.firm.parameters.enablers.long_term_reward);
    own.success.copy_from_slice(&success.0[..own.block.count]);
    for lane in 0..own.block.count {
        let mut profile = own.profiles.of(lane);
        profile.set_uses(uses[lane]);
        profile.add_known(uses[lane]);
    }
    count_users(own.shown, repertoire, counts);
}

for_each_processor!(
    /// What managers are judged by: the portfolio mean of v̄ and y, weighed by the long-term reward.
    fn success(rows: &[Row], shown: &[Shown], portfolio: &Lanes<u32>, reward: f32) -> Lanes<f32> {
        let mut sum = Lanes::<f64>::default();
        for (slot, (row, shown)) in rows.iter().zip(shown).enumerate() {
            for lane in 0..LANES {
                let judged = (1.0 - reward) * shown.remembered[lane] + reward * row.value[lane];
                sum[lane] += f64::from(keep((slot as u32) < portfolio[lane], judged));
            }
        }
        let mut success = Lanes::default();
        for lane in 0..LANES {
            success[lane] = (sum[lane] / f64::from(portfolio[lane])) as f32;
        }
        success
    }
);

for_each_processor!(
    /// Counts the relationships of these rows by the practices that they use, and by those of them whose flag for the largest
    /// load is off.
    fn count_users(shown: &[Shown], repertoire: &Repertoire, counts: &mut UserCounts) {
        let mainly = repertoire.mainly;
        for shown in shown {
            let (flags, mut latent) = (shown.all_flags(), Lanes::default());
            for lane in 0..LANES {
                let mut seen = 0;
                for effect in 0..6 {
                    seen |= choose_word(flags[lane] >> effect & 1 != 0, mainly[effect], 0);
                }
                latent[lane] = shown.practices[lane] & !seen;
            }
            counts.users.add(&shown.in_use());
            counts.latent.add(&latent);
        }
    }
);

/// Works out what the managers of each firm are compared with, on `threads` threads.
pub(crate) fn compare(world: &mut World, threads: usize) {
    let success = &world.published.success;
    if !world.firms.iter().any(|firm| compares(&firm.parameters)) {
        return;
    }
    if threads < 2 {
        return compare_within(&mut world.firms, success);
    }
    let each = world.firms.len().div_ceil(threads);
    thread::scope(|scope| {
        for firms in world.firms.chunks_mut(each) {
            scope.spawn(|| compare_within(firms, success));
        }
    });
}

/// Mean and deviation of the success that is published, over each firm's managers.
fn compare_within(firms: &mut [FirmState], success: &[f32]) {
    for firm in firms {
        let scores = &success[firm.seats.start as usize..firm.seats.end as usize];
        let managers = scores.len() as f64;
        let mean = scores.iter().map(|&score| f64::from(score)).sum::<f64>() / managers;
        let square = |score: &f32| (f64::from(*score) - mean) * (f64::from(*score) - mean);
        let variance = scores.iter().map(square).sum::<f64>() / managers;
        (firm.mean_success, firm.deviation) = (mean, libm::sqrt(variance + 1e-6));
    }
}

/// Whether anything depends on how a manager does against the others of the firm.
pub(crate) fn compares(parameters: &Parameters) -> bool {
    parameters.enablers.prestige != 0.0 || parameters.people.turnover_low_value != 0.0
}

/// z: success in standard deviations above the firm's mean, as published, by lane.
pub(crate) fn standing(own: &BlockMut, firms: &[FirmState]) -> Lanes<f32> {
    let mut standing = Lanes::default();
    for lane in 0..own.block.count {
        let firm = &firms[own.block.firms[lane] as usize];
        standing[lane] = ((f64::from(own.success[lane]) - firm.mean_success) / firm.deviation) as f32;
    }
    standing
}

/// Whether one manager is more credible than another: without prestige and seniority all have 1.
pub(crate) fn distinguished(enablers: &Enablers) -> bool {
    enablers.prestige != 0.0 || enablers.seniority != 0.0
}

/// Publishes each manager's credibility: prestige of success within the firm, and seniority.
pub(crate) fn publish_credibility(part: &mut Part) {
    let firms = part.common.firms;
    for block in part.blocks.clone() {
        let mut own = part.own(block);
        if !distinguished(&own.firm.parameters.enablers) {
            (0..own.block.count).for_each(|lane| own.profiles.of(lane).set_credibility(1.0));
            continue;
        }
        let relative = own.firm.parameters.enablers.relative_credibility;
        let score = standing(&own, firms);
        let mut cap = Lanes::all(f32::MAX);
        for lane in 0..own.block.count {
            let firm = &firms[own.block.firms[lane] as usize];
            cap[lane] = if firm.celebrity_stopped && !relative { 1.0 } else { f32::MAX };
        }
        let credibility = credibility(&score, &cap, &own.managers.tenure, &own.firm.parameters.enablers);
        for (lane, &credibility) in credibility.0[..own.block.count].iter().enumerate() {
            own.profiles.of(lane).set_credibility(credibility);
        }
    }
}

/// Divides credibility by the firm's mean where it is relative, and caps it then.
pub(crate) fn relate(world: &mut World) {
    for firm in 0..world.firms.len() {
        let FirmState { parameters, seats, celebrity_stopped, .. } = &world.firms[firm];
        if !parameters.enablers.relative_credibility {
            continue;
        }
        let (seats, most) = (seats.clone(), if *celebrity_stopped { 1.0 } else { f32::MAX });
        let absolute: Vec<f32> = seats.clone().map(|seat| world.profile(seat).credibility()).collect();
        let mean = absolute.iter().map(|&credibility| f64::from(credibility)).sum::<f64>() / absolute.len() as f64;
        let mut profiles = world.published.profiles.all();
        for (seat, credibility) in seats.zip(absolute) {
            let related = (f64::from(credibility) / mean) as f32;
            profiles.of(seat as usize).set_credibility(lesser(related, most));
        }
    }
}

for_each_processor!(
    /// Credibility of managers with these standardised scores.
    fn credibility(score: &Lanes<f32>, cap: &Lanes<f32>, tenure: &Lanes<f32>, enablers: &Enablers) -> Lanes<f32> {
        let (mut prestige, mut seniority) = (Lanes::default(), Lanes::default());
        for lane in 0..LANES {
            prestige[lane] = enablers.prestige * score[lane];
            seniority[lane] = -tenure[lane] / enablers.seniority_weeks;
        }
        let (prestige, juniority) = (exp(&prestige), exp(&seniority));
        let mut credibility = Lanes::default();
        for lane in 0..LANES {
            let prestige = lesser(greater(prestige[lane], 0.25), 4.0);
            let earned = prestige * (1.0 + enablers.seniority * (1.0 - juniority[lane]));
            credibility[lane] = lesser(earned, cap[lane]);
        }
        credibility
    }
);
