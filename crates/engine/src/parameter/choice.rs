//! The values of parameters that a scenario chooses by a word.

use super::named::named;

named! {
    /// How imitation between managers works (model, section 4).
    Rule {
        /// Each user among the contacts adds hazard.
        Hazard = "hazard",
        /// Imitation is certain once enough of a manager's tie weight uses the practice.
        Threshold = "threshold",
        /// The hazard follows the share of a manager's tie weight that uses the practice, however many contacts there are.
        Share = "share",
    }
}

named! {
    /// In what managers must be alike for homophily to draw them to each other (model, section 7).
    Likeness {
        /// Learning orientation.
        Orientation = "learning_orientation",
        /// Tenure.
        Tenure = "tenure",
        /// Practices in use.
        Practices = "practices",
        /// Office.
        Office = "office",
    }
}

named! {
    /// What contagion is replaced by (model, section 4).
    Yoke {
        /// Nothing: contagion works.
        No = "no",
        /// As many adoptions of each practice in each week, at random.
        Practice = "practice",
        /// As many adoptions in each week, of random practices.
        Total = "total",
    }
}

named! {
    /// Which graph the generated ties form (model, section 2).
    Graph {
        /// Each manager looks at colleagues and at managers elsewhere, as firms and offices have it.
        Organisation = "organisation",
        /// Any two managers look at each other with the same probability, independently of other pairs.
        Poisson = "poisson",
        /// Managers sit in a ring and look at the nearest on both sides.
        Ring = "ring",
    }
}

named! {
    /// Which list of names a survey shows those whom it asks for contacts.
    Roster {
        /// None: whoever comes to mind is named.
        None = "none",
        /// The managers of one's own firm; nobody else can be named.
        Firm = "firm",
        /// The managers of all sampled firms; nobody else can be named.
        Sample = "sample",
    }
}

named! {
    /// What kind of practice it is; decides its share at week 0 and who has scruples about it.
    Class {
        /// Praised, and feeds the dark side where the relationship is close.
        BestPractice = "best_practice",
        /// Useful and harmless.
        Benign = "benign",
        /// Serves the manager, not the organisation; scruples hold it back.
        Malpractice = "malpractice",
        /// Governance that holds the dark side.
        Safeguard = "safeguard",
    }
}

named! {
    /// The two kinds of governance; a safeguard is one of them.
    Governance {
        /// Contracts, controls, documented procedure.
        Formal = "formal",
        /// Norms, joint review, conversation.
        Informal = "informal",
    }
}
