//! Practices that are suggested to firms and offices from outside (model, section 3, step 1).

/// What is suggested to whom, firms first, then offices.
#[derive(Clone, Debug, Default)]
pub struct Fashions {
    /// The last week of each suggestion, by firm or office and practice; nothing where nothing was ever suggested.
    last_weeks: Vec<i32>,
    practices: usize,
    firms: usize,
    /// Practices suggested this week, by firm or office; empty where nothing was ever suggested.
    now: Vec<u32>,
}

impl Fashions {
    /// Suggests a practice until this week; `all` are the numbers of firms, offices and practices.
    pub fn suggest(&mut self, to: usize, practice: usize, last_week: i32, all: [usize; 3]) {
        if self.now.is_empty() {
            let [firms, offices, practices] = all;
            (self.firms, self.practices) = (firms, practices);
            self.last_weeks = vec![i32::MIN; (firms + offices) * practices];
            self.now = vec![0; firms + offices];
        }
        self.last_weeks[to * self.practices + practice] = last_week;
    }

    /// Begins a week, whose suggestions have been made.
    pub fn begin_week(&mut self, week: i32) {
        if self.now.is_empty() {
            return;
        }
        for (now, last_weeks) in self.now.iter_mut().zip(self.last_weeks.chunks(self.practices)) {
            let lasting = last_weeks.iter().enumerate().filter(|&(_, &last)| week <= last);
            *now = lasting.fold(0, |practices, (practice, _)| practices | 1 << practice);
        }
    }

    /// Whether anything was ever suggested.
    #[inline]
    pub fn any(&self) -> bool {
        !self.now.is_empty()
    }

    /// Practices suggested this week to managers of this firm and office.
    #[inline]
    pub fn suggested(&self, firm: u32, office: u32) -> u32 {
        if self.any() { self.now[firm as usize] | self.now[self.firms + office as usize] } else { 0 }
    }
}
