//! What a method says about one panel, as numbers that a log keeps.

use darkside_stats::Interval;

/// What a method says about one panel.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MethodAnswer {
    /// How much a contact's use adds to a manager's probability of taking up the practice before the next wave.
    pub effect: f64,
    /// Its standard error.
    pub standard_error: f64,
    /// Its 95 % interval.
    pub interval: Interval,
    /// The two-sided p value of "no effect".
    pub p: f64,
}

/// Numbers that hold the reason for a failure, six bytes each, since an `f64` holds any 48 bits exactly.
const WORDS: usize = 40;
const BYTES: usize = 6;
/// Numbers that hold an answer.
const VALUES: usize = 5;
/// Numbers that hold an answer or a reason, including one that says which it is.
pub(super) const NUMBERS: usize = 1 + WORDS;

/// Encodes an answer, or the reason why there is none, as numbers for a log; a reason that is too long is cut off.
pub(super) fn encoded(answer: &Result<MethodAnswer, String>) -> [f64; NUMBERS] {
    let mut numbers = [0.0; NUMBERS];
    match answer {
        Ok(one) => {
            let values = [one.effect, one.standard_error, one.interval.lower, one.interval.upper, one.p];
            numbers[0] = 1.0;
            numbers[1..=VALUES].copy_from_slice(&values);
        }
        Err(reason) => {
            for (number, bytes) in numbers[1..].iter_mut().zip(cut(reason).as_bytes().chunks(BYTES)) {
                *number = bytes.iter().rev().fold(0_u64, |word, byte| word << 8 | u64::from(*byte)) as f64;
            }
        }
    }
    numbers
}

/// Decodes numbers from [`encoded`].
pub(super) fn decoded(numbers: &[f64]) -> Result<MethodAnswer, String> {
    if let [1.0, effect, standard_error, lower, upper, p, ..] = *numbers {
        return Ok(MethodAnswer { effect, standard_error, interval: Interval::new(lower, upper), p });
    }
    let bytes = numbers.iter().skip(1).flat_map(|number| {
        let word = *number as u64;
        (0..BYTES).map(move |place| (word >> (8 * place)) as u8)
    });
    let bytes: Vec<u8> = bytes.take_while(|byte| *byte != 0).collect();
    Err(String::from_utf8_lossy(&bytes).into_owned())
}

/// A reason on one line, cut to the length that fits.
fn cut(reason: &str) -> String {
    let mut line = reason.replace(|c: char| c.is_control(), " ");
    if line.len() > WORDS * BYTES {
        let end = (0..=WORDS * BYTES - 3).rev().find(|&end| line.is_char_boundary(end)).unwrap_or(0);
        line.truncate(end);
        line.push('…');
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_and_a_reason_come_back_from_their_numbers() {
        let interval = Interval::new(-0.1, 0.3);
        let answer = Ok(MethodAnswer { effect: 0.1, standard_error: 0.1, interval, p: 0.3 });
        assert_eq!(decoded(&encoded(&answer)), answer);
        let reason: Result<MethodAnswer, String> = Err("no answer within 2 s: größer ist’s nicht".into());
        assert_eq!(decoded(&encoded(&reason)), reason);
        let long = decoded(&encoded(&Err("ä".repeat(500)))).unwrap_err();
        assert!(long.ends_with("ä…") && long.len() <= WORDS * BYTES, "{long}");
        assert_eq!(decoded(&encoded(&Err("two\nlines".into()))), Err("two lines".into()));
    }
}
