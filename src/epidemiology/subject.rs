//! Practices and effects as subjects, and the figures about them.

use darkside_engine::parameter::Unit as Measure;

macro_rules! named {
    ($(#[$meta:meta])* $Name:ident { $($Variant:ident = $word:literal, $measure:ident, $meaning:literal;)+ }) => {
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

            /// Its unit.
            pub const fn measure(self) -> Measure {
                match self { $($Name::$Variant => Measure::$measure,)+ }
            }
        }
    };
}

named! {
    /// What counts as a case.
    Unit {
        Adoption = "adoption", None, "a relationship takes up the practice; its parent is the adoption of the relationship it was copied from";
        Manager = "manager", None, "a manager uses the practice for the first time; the parent is the manager it was copied from";
        Onset = "onset", None, "a relationship turns dark for the first time; its parent is the case its credited practice was copied from";
    }
}

named! {
    /// A figure of one practice or effect in one run.
    Figure {
        Cases = "cases", Count, "cases in the run, those of week 0 included";
        Founders = "founder_share", Share, "share of cases without a parent: in use at week 0, introduced, invented, remembered, taught";
        First = "first_week", Weeks, "week of the first case";
        Growth = "growth_rate", RatePerWeek, "weekly growth rate of new cases from the first case until use reaches a quarter of its peak";
        Doubling = "doubling_weeks", Weeks, "weeks in which new cases double at that rate";
        Generation = "generation_weeks", Weeks, "mean weeks from a parent to its child, corrected for those that the run's end hides";
        Dispersion = "dispersion", Number, "dispersion 1/k of the number of children: 0 Poisson, 1 geometric";
        DispersionK = "dispersion_k", Number, "its inverse, k; an empty upper end means that k has no upper bound";
        DispersionLow = "dispersion_low", Number, "lower end of the dispersion's likelihood interval; of a single seed only";
        DispersionHigh = "dispersion_high", Number, "upper end of that interval";
        TopFifth = "top_fifth_share", Share, "share of the copies between managers that the top fifth of users made";
        TopFifthChance = "top_fifth_by_chance", Share, "what that share would be if all users were alike";
        LargestTree = "largest_tree", Count, "cases of the largest tree, its root included";
        LargestTreeShare = "largest_tree_share", Share, "the same as a share of all cases";
        Deepest = "deepest_chain", Count, "generations in the longest chain";
        Peak = "peak", Share, "largest share of relationships in any week";
        PeakWeek = "peak_week", Weeks, "first week of the peak";
        TookOff = "took_off", Share, "1 if the share reached a tenth, having been below a thirtieth in the week of the first case; else 0; empty if it was not below";
        DiedOut = "died_out", Share, "1 if there was a case but none is left at the end; else 0";
        FinalSize = "final_size", Share, "share of seats in which there was ever a case";
        FirstDark = "first_dark_weeks", Weeks, "weeks from the first case to the first onset credited to the practice";
        Darkening = "onset_interval_weeks", Weeks, "mean weeks from an adoption to the onset credited to it, corrected for those that the run's end hides";
        Inside = "copies_in_portfolio", Share, "share of copies from the same manager's relationships";
        SameOffice = "copies_in_office", Share, "share of copies from other managers of the office";
        SameFirm = "copies_in_firm", Share, "share of copies from other offices of the firm";
        Beyond = "copies_between_firms", Share, "share of copies from other firms";
        Offices = "offices_reached", Share, "share of offices with any case";
        DistanceOrder = "distance_correlation", Number, "rank correlation of a seat's distance from the first cases with the week of its own first case";
        Household = "household_number", Number, "household reproduction number, computed from ties and portfolios of the week before the practice is introduced; of the first seed only";
        HouseholdOnce = "household_number_once", Number, "the same, where a portfolio that is started again over the same tie counts once";
        ByIntraImitation = "reproduction_intra_imitation", Number, "others that each adoption of the practice's first year led to by imitation of an own relationship, corrected for those that the run's end hides";
        ByIntraLearning = "reproduction_intra_learning", Number, "the same, by learning from an own relationship";
        ByInterImitation = "reproduction_inter_imitation", Number, "the same, by imitation of another manager";
        ByInterLearning = "reproduction_inter_learning", Number, "the same, by learning from another manager";
        ByAssociation = "reproduction_association", Number, "the same, by meeting it at professional events";
        FromPortfolio = "reproduction_intra_portfolio", Number, "the same, by whatever mechanism, inside the portfolio";
        FromFirm = "reproduction_inter_portfolio", Number, "the same, to other portfolios of the firm";
        FromBeyond = "reproduction_wider_network", Number, "the same, over ties to other firms or at professional events";
    }
}

named! {
    /// What managers differ in, as of week 0.
    Trait {
        Contacts = "contacts", Count, "managers that the manager looks at";
        Observers = "observers", Count, "managers who look at the manager";
        Tenure = "tenure", Weeks, "weeks as a manager";
        Credibility = "credibility", Number, "credibility";
        Portfolio = "portfolio", Count, "relationships";
        Distance = "distance", Count, "steps along ties from the nearest first case";
        Firm = "firm", None, "firm";
        Office = "office", None, "office, where imported";
        HomeOffice = "home_office", Share, "whether in an office of a first case";
        HomeFirm = "home_firm", Share, "whether in a firm of a first case";
        FirstUse = "first_use_weeks", Weeks, "weeks from the first case to the manager's own";
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
