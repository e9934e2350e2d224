//! The case folders: every input under `cases/` is run through the program, and what it prints is compared.
//!
//! `TRYCMD=overwrite cargo test --test cases` writes what the program prints now; review it like code.

#[test]
fn cases() {
    trycmd::TestCases::new().case("tests/cases/*/*.toml");
}
