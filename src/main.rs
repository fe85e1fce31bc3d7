//! The command line: see `whereas::cli`.

fn main() -> std::process::ExitCode {
    whereas::cli::main()
}
