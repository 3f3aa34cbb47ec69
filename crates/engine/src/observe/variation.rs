//! How alike the members of a group are: the intraclass correlation, by the analysis of variance of groups of unequal size
//! (Donner, International Statistical Review 54(1), 1986).

/// Sums over groups.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Variation {
    /// How many groups there are.
    pub(super) groups: f64,
    /// How many members they have in all.
    pub(super) members: f64,
    /// The sum of the groups' sizes squared.
    pub(super) squares: f64,
    /// The sum of squares between groups.
    pub(super) between: f64,
    /// The sum of squares within groups.
    pub(super) within: f64,
}

impl Variation {
    /// That of a flag: of each group, how many members carry it, and how many there are.
    pub(super) fn of_flag(groups: impl Iterator<Item = (f64, f64)> + Clone) -> Self {
        let (flagged, members) = groups.clone().fold((0.0, 0.0), |sums, one| (sums.0 + one.0, sums.1 + one.1));
        let mean = flagged / members;
        groups.fold(Self { members, ..Self::default() }, |sums, (flagged, size)| {
            let share = flagged / size;
            Self {
                groups: sums.groups + 1.0,
                squares: sums.squares + size * size,
                between: sums.between + size * (share - mean) * (share - mean),
                within: sums.within + flagged * (1.0 - share),
                ..sums
            }
        })
    }

    /// NaN where there is one group only, or no group has two members.
    pub(super) fn intraclass_correlation(&self) -> f64 {
        let others = self.groups - 1.0;
        let size = (self.members - self.squares / self.members) / others;
        let (between, within) = (self.between / others, self.within / (self.members - self.groups));
        (between - within) / (between + (size - 1.0) * within)
    }
}
