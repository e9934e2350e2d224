//! Copies a report folder, its files changed on the way.

use std::fs;
use std::path::Path;

pub(crate) fn copy(from: &Path, to: &Path, change: impl Fn(Vec<u8>) -> Vec<u8>) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("a folder") {
        let file = entry.expect("an entry").path();
        let bytes = fs::read(&file).expect("a file");
        fs::write(to.join(file.file_name().expect("a name")), change(bytes)).expect("written");
    }
}
