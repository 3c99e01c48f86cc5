//! The command line of scutch: flags become config keys, results are printed, nothing else.

mod cli;

use std::process::ExitCode;

fn main() -> ExitCode {
    cli::main()
}
