//! Counties of any size, made of a small sample, and what stands in a folder.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// The sample that counties are made of: a township whose report is clean, and short.
const TOWNSHIP: &str = "sample-data/luliang-2022/huoshui";

/// Every file below a folder, by its path from there.
pub(crate) type Tree = BTreeMap<PathBuf, Vec<u8>>;

/// Makes a clean report folder whose agency has this name.
pub(crate) fn township(folder: &Path, name: &str) {
    fs::create_dir_all(folder).expect("a folder");
    for entry in fs::read_dir(TOWNSHIP).expect("the sample") {
        let from = entry.expect("an entry").path();
        let to = folder.join(from.file_name().expect("a name"));
        if from.ends_with("report.toml") {
            let text = fs::read_to_string(&from).expect("a report");
            let named = text.replace("\"活水乡人民政府\"", &format!("{name:?}"));
            assert_ne!(named, text);
            fs::write(to, named).expect("written");
        } else {
            fs::copy(&from, to).expect("copied");
        }
    }
}

/// Makes a county of `count` clean report folders, a hundred to a folder.
pub(crate) fn county(folder: &Path, count: usize) {
    for number in 0..count {
        let place = format!("{:02}/{:02}", number / 100, number % 100);
        township(&folder.join(place), &format!("活水{number}乡人民政府"));
    }
}

/// What stands below a folder; nothing if it is not there. Files that vanish meanwhile are left out, and so are the
/// moments in the journal at which documents were written.
pub(crate) fn tree(folder: &Path) -> Tree {
    fn gather(root: &Path, folder: &Path, tree: &mut Tree) {
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                gather(root, &path, tree);
            } else if let Ok(bytes) = fs::read(&path) {
                let place = path.strip_prefix(root).expect("below").to_owned();
                let is_journal = place.starts_with(".nianbao/journal");
                tree.insert(place, if is_journal { timeless(&bytes) } else { bytes });
            }
        }
    }
    let mut all = Tree::new();
    gather(folder, folder, &mut all);
    all
}

/// A journal without the moments at which documents were written.
fn timeless(journal: &[u8]) -> Vec<u8> {
    let journal = String::from_utf8_lossy(journal);
    let mut parts = journal.split("\"modified\":");
    let mut timeless = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        timeless.push_str(part.trim_start_matches(|c: char| c.is_ascii_digit()));
    }
    timeless.into_bytes()
}

/// The same without what the program keeps for itself.
pub(crate) fn documents(folder: &Path) -> Tree {
    let mut tree = tree(folder);
    tree.retain(|place, _| !place.starts_with(".nianbao"));
    tree
}

/// Fails, saying where, unless every file of `part` stands in `whole` with the same bytes.
#[track_caller]
pub(crate) fn assert_part_of(part: &Tree, whole: &Tree) {
    for (place, bytes) in part {
        let other = whole.get(place);
        let other = other.unwrap_or_else(|| panic!("{} should not be there", place.display()));
        assert!(other == bytes, "{} is not whole", place.display());
    }
}

/// Fails, saying where, unless both hold the same files with the same bytes.
#[track_caller]
pub(crate) fn assert_same(one: &Tree, other: &Tree) {
    assert_part_of(one, other);
    assert_part_of(other, one);
}
