//! How a file that was written is known again without being read: by its size and the moment of its last change, as
//! make, rsync and git know theirs. What a copy or another system has moved is known by its content all the same.

use std::fs::{self, File, Metadata};
use std::io::{self, Read as _};
use std::path::Path;
use std::time::UNIX_EPOCH;

use serde::{Deserialize, Serialize};
use twox_hash::XxHash3_128;

/// A number that two contents share only by an accident which does not happen: XXH3, in 128 bits. Whoever wanted two that
/// share it could make them, and would deceive nobody but themselves: it only tells whether work can be left out.
pub type Digest = u128;

/// The digest of a content.
pub fn digest(content: &[u8]) -> Digest {
    XxHash3_128::oneshot(content)
}

/// A moment, in nanoseconds since 1970.
pub(super) type Moment = u64;

/// When a file was last changed, if the system says.
pub(super) fn modified(metadata: &Metadata) -> Option<Moment> {
    let since = metadata.modified().ok()?.duration_since(UNIX_EPOCH).ok()?;
    since.as_nanos().try_into().ok()
}

/// A file that was written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Written {
    /// Its name in its report's place.
    pub name: String,
    /// The digest's two halves: JSON takes ten times as long to read 128 bits at once.
    digest: [u64; 2],
    size: u64,
    /// When it was last changed; none if only its content tells whether it was since.
    modified: Option<Moment>,
}

impl Written {
    /// Notes a file as it is now, of which `metadata` was taken before `content` was read or after it was written.
    pub(super) fn new(name: &str, content: &[u8], metadata: Option<&Metadata>) -> Self {
        Self {
            name: name.to_owned(),
            digest: halves(digest(content)),
            size: content.len() as u64,
            modified: metadata.and_then(modified),
        }
    }

    /// The file as it is in `folder` now; none if it holds something else, or has gone.
    pub(super) fn again(&self, folder: &Path) -> Option<Self> {
        let path = folder.join(&self.name);
        if self.modified.is_some() {
            let metadata = fs::metadata(&path).ok()?;
            if metadata.len() != self.size {
                return None;
            }
            if modified(&metadata) == self.modified {
                return Some(self.clone());
            }
        }
        let (content, metadata) = read(&path).ok()?;
        let now = Self::new(&self.name, &content, Some(&metadata));
        (now.digest == self.digest && now.size == self.size).then_some(now)
    }

    /// Forgets when the file was last changed unless that was before `moment`, in which this was noted: a file system's
    /// clock ticks slowly, and whoever changed the file right after that left the same moment behind. Whether there was
    /// something to forget.
    pub(super) fn doubt_unless_before(&mut self, moment: Option<Moment>) -> bool {
        let is_doubtful = self.modified.is_some() && self.modified >= moment;
        if is_doubtful {
            self.modified = None;
        }
        is_doubtful
    }
}

#[expect(clippy::cast_possible_truncation, reason = "halves are what is wanted")]
fn halves(digest: Digest) -> [u64; 2] {
    [(digest >> 64) as u64, digest as u64]
}

fn read(path: &Path) -> io::Result<(Vec<u8>, Metadata)> {
    let mut file = File::open(path)?;
    let metadata = file.metadata()?;
    let mut content = Vec::new();
    file.read_to_end(&mut content)?;
    Ok((content, metadata))
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, SystemTime};

    use super::*;

    fn set_modified(path: &Path, time: SystemTime) {
        let file = File::options().append(true).open(path).expect("a file");
        file.set_modified(time).expect("set");
    }

    #[test]
    fn a_file_is_known_by_size_and_time_else_by_its_content() {
        let folder = tempfile::tempdir().expect("a folder");
        let folder = folder.path();
        let path = folder.join("a.md");
        let then = UNIX_EPOCH + Duration::new(1_700_000_000, 123_456_700);
        let write = |content: &str, time: SystemTime| {
            fs::write(&path, content).expect("written");
            set_modified(&path, time);
        };
        write("1", then);
        let metadata = fs::metadata(&path).expect("a file");
        let noted = Written::new("a.md", b"1", Some(&metadata));
        assert_eq!(noted.again(folder).as_ref(), Some(&noted));

        // Copied: the same at another time, which is noted anew.
        write("1", then + Duration::from_millis(1));
        let copied = noted.again(folder).expect("the same");
        assert_ne!(copied, noted);
        assert_eq!(copied.again(folder).as_ref(), Some(&copied));

        // Changed.
        write("2", then + Duration::from_millis(2));
        assert_eq!(noted.again(folder), None);
        write("12", then);
        assert_eq!(noted.again(folder), None);
        fs::remove_file(&path).expect("gone");
        assert_eq!(noted.again(folder), None);

        // Changed in the very moment in which it was noted.
        write("2", then);
        let moment = noted.modified;
        let mut doubted = noted.clone();
        doubted.doubt_unless_before(moment);
        assert_eq!(doubted.again(folder), None);
        write("1", then);
        assert_eq!(doubted.again(folder).as_ref(), Some(&noted));
        let mut sure = noted.clone();
        sure.doubt_unless_before(moment.map(|moment| moment + 1));
        assert_eq!(sure, noted);
        sure.doubt_unless_before(None);
        assert_eq!(sure.modified, None);
    }
}
