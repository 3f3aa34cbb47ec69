//! `stop_celebrity`: caps credibility at 1 from now on.

use crate::population::World;

pub(super) fn act(world: &mut World, firms: &[usize]) {
    for &firm in firms {
        world.firms[firm].celebrity_stopped = true;
    }
}
