//! The command line of scutch: flags become config keys, results are printed, nothing else.

mod cli;

use std::process::ExitCode;

/// The system's allocator asks the kernel for a few pages more for every document that a thread works on.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    ExitCode::from(cli::main(std::env::args_os()).0)
}
