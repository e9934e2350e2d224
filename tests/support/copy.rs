//! Copies a report folder, its files changed on the way.

use std::fs;
use std::path::Path;

pub(crate) fn copy(from: &Path, to: &Path, change: impl Fn(Vec<u8>) -> Vec<u8>) {
    copy_with(from, to, &change);
}

fn copy_with(from: &Path, to: &Path, change: &dyn Fn(Vec<u8>) -> Vec<u8>) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("a folder") {
        let file = entry.expect("an entry").path();
        let copied = to.join(file.file_name().expect("a name"));
        if file.is_dir() {
            copy_with(&file, &copied, change);
        } else {
            let bytes = fs::read(&file).expect("a file");
            fs::write(copied, change(bytes)).expect("written");
        }
    }
}
