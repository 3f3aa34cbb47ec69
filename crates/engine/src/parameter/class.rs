//! Kinds of practices.

/// What kind of practice it is; decides its share at week 0 and who has scruples about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// Praised, and feeds the dark side where the relationship is close.
    BestPractice,
    /// Useful and harmless.
    Benign,
    /// Serves the manager, not the organisation; scruples hold it back.
    Malpractice,
    /// Governance that holds the dark side.
    Safeguard,
}

impl Class {
    /// Every class with the word that a scenario uses for it.
    pub const ALL: [(&'static str, Class); 4] = [
        ("best_practice", Class::BestPractice),
        ("benign", Class::Benign),
        ("malpractice", Class::Malpractice),
        ("safeguard", Class::Safeguard),
    ];

    /// The word that a scenario uses for it.
    pub const fn name(self) -> &'static str {
        match self {
            Class::BestPractice => "best_practice",
            Class::Benign => "benign",
            Class::Malpractice => "malpractice",
            Class::Safeguard => "safeguard",
        }
    }

    /// What it means.
    pub const fn meaning(self) -> &'static str {
        match self {
            Class::BestPractice => "Praised, and feeds the dark side where the relationship is close.",
            Class::Benign => "Useful and harmless.",
            Class::Malpractice => "Serves the manager, not the organisation; scruples hold it back.",
            Class::Safeguard => "Governance that holds the dark side.",
        }
    }
}

/// The two kinds of governance; a safeguard is one of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Governance {
    /// Contracts, controls, documented procedure.
    Formal,
    /// Norms, joint review, conversation.
    Informal,
}

impl Governance {
    /// Every kind with the word that a scenario uses for it.
    pub const ALL: [(&'static str, Governance); 2] =
        [("formal", Governance::Formal), ("informal", Governance::Informal)];

    /// The word that a scenario uses for it.
    pub const fn name(self) -> &'static str {
        match self {
            Governance::Formal => "formal",
            Governance::Informal => "informal",
        }
    }

    /// What it means.
    pub const fn meaning(self) -> &'static str {
        match self {
            Governance::Formal => "Contracts, controls, documented procedure.",
            Governance::Informal => "Norms, joint review, conversation.",
        }
    }
}
