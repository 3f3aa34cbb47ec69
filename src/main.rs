//! The command `darkside`.
//!
//! It is separate from the library, so that a change to a command only rebuilds the command, and the library does not
//! depend on an argument parser.

#![allow(clippy::disallowed_methods, reason = "a progress bar needs a clock; no result passes through here")]

mod cli;

use std::alloc::{GlobalAlloc, Layout, System};
use std::process::ExitCode;

/// The system's allocator. When memory runs out, the program ends with a message and code 1 instead of by a signal.
struct OrEnd;

#[global_allocator]
static ALLOCATOR: OrEnd = OrEnd;

// SAFETY: every call is passed to the system's allocator with its original arguments.
unsafe impl GlobalAlloc for OrEnd {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        // SAFETY: the caller upholds the contract of `GlobalAlloc::alloc`.
        or_end(unsafe { System.alloc(layout) }, layout.size())
    }

    unsafe fn dealloc(&self, memory: *mut u8, layout: Layout) {
        // SAFETY: `memory` comes from this allocator, which is the system's, with this layout.
        unsafe { System.dealloc(memory, layout) }
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        // SAFETY: as for `alloc`.
        or_end(unsafe { System.alloc_zeroed(layout) }, layout.size())
    }

    unsafe fn realloc(&self, memory: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        // SAFETY: as for `dealloc`; the caller upholds the contract of `GlobalAlloc::realloc` for `size`.
        or_end(unsafe { System.realloc(memory, layout, size) }, size)
    }
}

#[inline]
fn or_end(memory: *mut u8, bytes: usize) -> *mut u8 {
    if memory.is_null() {
        out_of_memory(bytes);
    }
    memory
}

#[cold]
fn out_of_memory(bytes: usize) -> ! {
    // Standard error is not buffered, so this needs no memory.
    cli::out_of_memory::tell_out_of_memory(bytes);
    std::process::exit(1)
}

fn main() -> ExitCode {
    cli::main(std::env::args_os())
}
