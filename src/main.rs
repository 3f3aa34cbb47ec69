//! The command `darkside`.
//!
//! It is a crate of its own beside the library, so that a change of a command builds the command alone, and the library
//! carries no argument parser.

#![allow(clippy::disallowed_methods, reason = "a progress bar needs a clock; no result passes through here")]

mod cli;

use std::alloc::{GlobalAlloc, Layout, System};
use std::process::ExitCode;

/// The system's allocator. Where it has no more memory the program ends with a sentence and code 1, not by a signal.
struct OrEnd;

#[global_allocator]
static ALLOCATOR: OrEnd = OrEnd;

// SAFETY: every call goes to the system's allocator with the arguments that it came with.
unsafe impl GlobalAlloc for OrEnd {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        // SAFETY: the caller keeps what `GlobalAlloc::alloc` asks of it.
        or_end(unsafe { System.alloc(layout) }, layout.size())
    }

    unsafe fn dealloc(&self, memory: *mut u8, layout: Layout) {
        // SAFETY: `memory` is from this allocator, which is the system's, with this layout.
        unsafe { System.dealloc(memory, layout) }
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        // SAFETY: as for `alloc`.
        or_end(unsafe { System.alloc_zeroed(layout) }, layout.size())
    }

    unsafe fn realloc(&self, memory: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        // SAFETY: as for `dealloc`; the caller keeps what `GlobalAlloc::realloc` asks of `size`.
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
    // Standard error is not buffered, so that this needs no memory.
    cli::out_of_memory::tell_out_of_memory(bytes);
    std::process::exit(1)
}

fn main() -> ExitCode {
    cli::main(std::env::args_os())
}
