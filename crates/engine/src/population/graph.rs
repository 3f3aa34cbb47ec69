//! Graphs that ties can form in place of an organisation's: symmetric, and over all managers alike. Each says whom each
//! manager looks at, by seat, contacts in the order of their seats.

use super::contacts::Contacts;
use darkside_draws::{Draws, Purpose};

/// Each pair of managers is tied with the same probability, so that a manager has `mean` contacts on average.
///
/// Each seat leaps over those behind it that it is not tied to, with draws of its own.
pub(super) fn poisson(draws: &Draws, seats: u32, mean: f64) -> Contacts {
    let mut all = vec![Vec::new(); seats as usize];
    if mean == 0.0 {
        return in_order(all);
    }
    let probability = mean / f64::from(seats - 1);
    for seat in 0..seats {
        let mut subject = draws.subject(Purpose::Graph, 0, 0, seat);
        let mut candidate = u64::from(seat) + 1 + subject.failures(probability, u64::from(seats));
        while candidate < u64::from(seats) {
            let contact = candidate as u32;
            all[seat as usize].push(contact);
            all[contact as usize].push(seat);
            candidate += 1 + subject.failures(probability, u64::from(seats));
        }
    }
    // A seat has taken up those before it first, in order, and then found those behind it, in order.
    in_order(all)
}

/// Everybody looks at the `degree` / 2 nearest seats on each side.
pub(super) fn ring(seats: u32, degree: u32) -> Contacts {
    let of_seat = |seat: u32| {
        let mut contacts: Vec<u32> =
            (1..=degree / 2).flat_map(|step| [(seat + step) % seats, (seat + seats - step) % seats]).collect();
        contacts.sort_unstable();
        contacts
    };
    in_order((0..seats).map(of_seat))
}

/// One list of them all.
fn in_order(of_seats: impl IntoIterator<Item = Vec<u32>>) -> Contacts {
    let mut all = Contacts::default();
    for contacts in of_seats {
        all.push(&contacts);
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_poisson_graph_is_symmetric_and_in_order_and_has_the_mean_and_variance_of_its_law() {
        for (seats, mean) in [(20_000u32, 4.0), (300, 299.0), (40, 0.0)] {
            let graph = poisson(&Draws::new(5), seats, mean);
            for seat in 0..seats {
                let contacts = graph.of(seat as usize);
                assert!(contacts.windows(2).all(|pair| pair[0] < pair[1]), "{contacts:?}");
                assert!(!contacts.contains(&seat));
                assert!(contacts.iter().all(|&other| graph.of(other as usize).contains(&seat)));
            }
            let n = f64::from(seats);
            let p = mean / (n - 1.0);
            let degrees: Vec<f64> = (0..seats as usize).map(|seat| graph.of(seat).len() as f64).collect();
            let got = degrees.iter().sum::<f64>() / n;
            let variance = degrees.iter().map(|degree| (degree - got) * (degree - got)).sum::<f64>() / n;
            // n · mean / 2 ties, each counted at both ends; the variance of a variance is about 2 σ⁴ / n.
            let error = (2.0 * mean * (1.0 - p) / n).sqrt();
            assert!((got - mean).abs() <= 4.0 * error, "{got} of {mean}");
            let expected = mean * (1.0 - p);
            assert!((variance - expected).abs() <= 4.0 * expected * (2.5 / n).sqrt(), "{variance} of {expected}");
        }
    }

    #[test]
    fn a_ring_closes() {
        let graph = ring(6, 4);
        assert_eq!(graph.of(0), [1, 2, 4, 5]);
        assert_eq!(graph.of(5), [0, 1, 3, 4]);
        assert_eq!(ring(3, 2).of(1), [0, 2]);
    }
}
