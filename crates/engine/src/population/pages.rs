//! Memory for the large tables of a world, on large pages where the system has them.
//!
//! Contacts and accounts are looked up anywhere in memory. In a table of a hundred megabytes on 4 KiB pages hardly any of these
//! lookups hits the TLB; on 2 MiB pages all do. A week of a million managers takes a third less time.

use std::mem::MaybeUninit;

use bytemuck::Zeroable;

use super::share_out::{piece, share_out};

/// An empty vector with capacity `count`.
fn room<T>(count: usize) -> Vec<T> {
    let room = Vec::with_capacity(count);
    ask_for_large_pages(&room);
    room
}

/// A vector of `count` zeros whose pages are taken when they are first written, by the thread that writes them. For what has
/// to begin at a cache line, see [`zeroed_by`].
pub fn zeroed<T: Zeroable>(count: usize) -> Vec<T> {
    let vector = bytemuck::zeroed_vec(count);
    ask_for_large_pages(&vector);
    vector
}

/// A vector of `count` zeros, written on `threads` threads.
///
/// For what has to begin at a cache line: for it the standard library asks the system for any memory and writes the zeros
/// itself, which has to come after large pages have been asked for.
pub fn zeroed_by<T: Zeroable + Send>(threads: usize, count: usize) -> Vec<T> {
    let mut vector = room::<T>(count);
    let places = &mut vector.spare_capacity_mut()[..count];
    let pieces: Vec<&mut [MaybeUninit<T>]> = places.chunks_mut(piece(count, threads)).collect();
    share_out(pieces, threads, |own| own.fill_with(MaybeUninit::zeroed));
    // SAFETY: the capacity is at least `count`, and the first `count` places are zeros, a valid `T` by `Zeroable`.
    unsafe { vector.set_len(count) };
    vector
}

/// A vector of `count` equal values.
pub fn filled<T: Clone>(count: usize, value: T) -> Vec<T> {
    let mut vector = room(count);
    vector.resize(count, value);
    vector
}

/// Tables below this size gain nothing.
#[cfg(all(target_os = "linux", not(miri)))]
const LARGE: usize = 8 << 20;

/// Asks for large pages behind a vector that has not been written yet. Where the system has none, nothing happens.
#[cfg(all(target_os = "linux", not(miri)))]
fn ask_for_large_pages<T>(room: &Vec<T>) {
    const PAGE: usize = 4096;
    let bytes = room.capacity() * size_of::<T>();
    if bytes < LARGE {
        return;
    }
    let begin = room.as_ptr() as usize;
    let first = begin.next_multiple_of(PAGE);
    let length = (begin + bytes - first) / PAGE * PAGE;
    // SAFETY: the pages lie within the vector's own allocation, and the advice changes nothing that a program can see.
    unsafe {
        libc::madvise(first as *mut libc::c_void, length, libc::MADV_HUGEPAGE);
    }
}

// Miri knows no `madvise`.
#[cfg(any(not(target_os = "linux"), miri))]
fn ask_for_large_pages<T>(_: &Vec<T>) {}

#[cfg(test)]
mod tests {
    use super::*;
    use darkside_lanes::Lanes;

    #[test]
    fn a_table_has_all_its_values_small_or_large() {
        // Miri takes minutes for as many as a large page holds.
        let many = if cfg!(miri) { 3000 } else { (9 << 20) / 4 };
        for count in [0, 3, many] {
            let filled = filled(count, 7u32);
            assert_eq!(filled.len(), count);
            assert!(filled.iter().all(|&value| value == 7));
            assert!(zeroed::<u32>(count).iter().all(|&value| value == 0));
            for threads in [1, 3] {
                let zeros = zeroed_by::<Lanes<u32>>(threads, count / 16);
                assert!(zeros.len() == count / 16 && zeros.iter().all(|&lanes| lanes == Lanes::default()));
            }
            let room = room::<u32>(count);
            assert!(room.is_empty() && room.capacity() >= count);
        }
    }
}
