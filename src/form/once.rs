//! What is worked out of a form once, and not for every report.

use std::sync::OnceLock;

/// What is worked out when it is first asked for. It is no part of what it is kept in: a clone is made to be changed, and
/// starts without it, and two values that differ in nothing else are equal.
#[derive(Debug)]
pub struct Once<T>(OnceLock<T>);

impl<T> Once<T> {
    /// What has been worked out, else what `work_out` makes.
    pub fn get(&self, work_out: impl FnOnce() -> T) -> &T {
        self.0.get_or_init(work_out)
    }
}

impl<T> Default for Once<T> {
    fn default() -> Self {
        Self(OnceLock::new())
    }
}

impl<T> Clone for Once<T> {
    fn clone(&self) -> Self {
        Self::default()
    }
}

impl<T> PartialEq for Once<T> {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl<T> Eq for Once<T> {}
