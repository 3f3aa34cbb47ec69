//! Practices and effects as subjects, and the figures about them.

/// Declares an enumeration whose variants have names.
macro_rules! named {
    ($(#[$meta:meta])* $Name:ident { $($Variant:ident = $word:literal, $meaning:literal;)+ }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum $Name {
            $(#[doc = $meaning] $Variant,)+
        }

        impl $Name {
            /// All of them, in order.
            pub const ALL: [$Name; [$($word),+].len()] = [$($Name::$Variant),+];

            /// The name that tables use.
            pub const fn name(self) -> &'static str {
                match self { $($Name::$Variant => $word,)+ }
            }

            /// What it means.
            pub const fn meaning(self) -> &'static str {
                match self { $($Name::$Variant => $meaning,)+ }
            }
        }
    };
}

named! {
    /// What counts as a case.
    Unit {
        Adoption = "adoption", "a relationship takes up the practice; its parent is the adoption of the relationship it was copied from";
        Manager = "manager", "a manager uses the practice for the first time; the parent is the manager it was copied from";
        Onset = "onset", "a relationship turns dark for the first time; its parent is the case its credited practice was copied from";
    }
}

named! {
    /// A figure of one practice or effect in one run.
    Figure {
        Cases = "cases", "cases in the run, those of week 0 included";
        Founders = "founder_share", "share of cases without a parent: in use at week 0, introduced, invented, remembered, taught";
        First = "first_week", "week of the first case";
        Growth = "growth_rate", "weekly growth rate of new cases from the first case until use reaches a quarter of its peak";
        Doubling = "doubling_weeks", "weeks in which new cases double at that rate";
        Generation = "generation_weeks", "mean weeks from a parent to its child, corrected for those that the run's end hides";
        Dispersion = "dispersion", "dispersion 1/k of the number of children: 0 Poisson, 1 geometric";
        DispersionK = "dispersion_k", "its inverse, k; an empty upper end means that k has no upper bound";
        DispersionLow = "dispersion_low", "lower end of the dispersion's likelihood interval; of a single seed only";
        DispersionHigh = "dispersion_high", "upper end of that interval";
        TopFifth = "top_fifth_share", "share of the copies between managers that were taken from the most-copied fifth of users";
        TopFifthChance = "top_fifth_by_chance", "what that share would be if all users were alike";
        LargestTree = "largest_tree", "cases of the largest tree, its root included";
        LargestTreeShare = "largest_tree_share", "the same as a share of all cases";
        Deepest = "deepest_chain", "generations in the longest chain";
        Peak = "peak", "largest share of relationships in any week";
        PeakWeek = "peak_week", "first week of the peak";
        TookOff = "took_off", "1 if the share reached a tenth, having been below a thirtieth in the week of the first case; else 0; empty if it was not below";
        DiedOut = "died_out", "1 if there was a case but none is left at the end; else 0";
        FinalSize = "final_size", "share of seats in which there was ever a case";
        FirstDark = "first_dark_weeks", "weeks from the first case to the first onset credited to the practice";
        Darkening = "onset_interval_weeks", "mean weeks from an adoption to the onset credited to it, corrected for those that the run's end hides";
        Inside = "copies_in_portfolio", "share of copies from the same manager's relationships";
        SameOffice = "copies_in_office", "share of copies from other managers of the office";
        SameFirm = "copies_in_firm", "share of copies from other offices of the firm";
        Beyond = "copies_between_firms", "share of copies from other firms";
        Offices = "offices_reached", "share of offices with any case";
        DistanceOrder = "distance_correlation", "rank correlation of a seat's distance from the first cases with the week of its own first case";
        Household = "household_number", "household reproduction number, computed from ties and portfolios of the week before the practice is introduced; of the first seed only";
        HouseholdOnce = "household_number_once", "the same, where a portfolio that is started again over the same tie counts once";
        ByIntraImitation = "reproduction_intra_imitation", "others that each adoption of the practice's first year led to by imitation of an own relationship, corrected for those that the run's end hides";
        ByIntraLearning = "reproduction_intra_learning", "the same, by learning from an own relationship";
        ByInterImitation = "reproduction_inter_imitation", "the same, by imitation of another manager";
        ByInterLearning = "reproduction_inter_learning", "the same, by learning from another manager";
        ByAssociation = "reproduction_association", "the same, by meeting it at professional events";
        FromPortfolio = "reproduction_intra_portfolio", "the same, by whatever mechanism, inside the portfolio";
        FromFirm = "reproduction_inter_portfolio", "the same, to other portfolios of the firm";
        FromBeyond = "reproduction_wider_network", "the same, over ties to other firms or at professional events";
    }
}

named! {
    /// What managers differ in, as of week 0.
    Trait {
        Contacts = "contacts", "managers that the manager looks at";
        Observers = "observers", "managers who look at the manager";
        Tenure = "tenure", "weeks as a manager";
        Credibility = "credibility", "credibility";
        Portfolio = "portfolio", "relationships";
        Distance = "distance", "steps along ties from the nearest first case";
        Firm = "firm", "firm";
        Office = "office", "office, where imported";
        HomeOffice = "home_office", "whether in an office of a first case";
        HomeFirm = "home_firm", "whether in a firm of a first case";
        FirstUse = "first_use_weeks", "weeks from the first case to the manager's own";
    }
}

/// A practice or an effect, and what counts as one of its cases.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Subject {
    /// What counts as a case.
    pub unit: Unit,
    /// Position among the practices, or the effects for [`Unit::Onset`].
    pub of: u32,
}

impl Subject {
    /// The practice or effect at a position.
    pub fn new(unit: Unit, of: usize) -> Self {
        Self { unit, of: of as u32 }
    }
}
