//! Many folders worked on at once, in bounded memory, and what comes of them in the order of the input.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering};

use anyhow::{Context as _, Result};
use rayon::prelude::*;
use rayon::{ThreadPool, ThreadPoolBuilder};

/// Folders in flight at a time: enough to keep every core busy, few enough to bound memory.
const CHUNK: usize = 128;

/// Who works: so many threads, until they are told to stop.
#[derive(Debug)]
pub struct Crew<'s> {
    threads: Option<usize>,
    /// Made when there is work for more than one: one folder needs no threads, and starting them costs more than reading it.
    pool: OnceLock<ThreadPool>,
    stop: &'s AtomicBool,
}

impl Crew<'static> {
    /// Nobody but the thread that asks.
    pub fn alone() -> Self {
        static NEVER: AtomicBool = AtomicBool::new(false);
        Self::new(Some(1), &NEVER)
    }
}

impl<'s> Crew<'s> {
    /// So many threads; without `threads`, one for each core.
    pub fn new(threads: Option<usize>, stop: &'s AtomicBool) -> Self {
        Self {
            threads,
            pool: OnceLock::new(),
            stop,
        }
    }

    /// The threads for so many tasks; none if the work is better done without.
    fn pool(&self, tasks: usize) -> Result<Option<&ThreadPool>> {
        if tasks < 2 || self.threads == Some(1) {
            return Ok(None);
        }
        if let Some(pool) = self.pool.get() {
            return Ok(Some(pool));
        }
        let pool = ThreadPoolBuilder::new().num_threads(self.threads.unwrap_or(0));
        let pool = pool.build().context("no threads")?;
        Ok(Some(self.pool.get_or_init(|| pool)))
    }

    /// What comes of each task, in the order of the tasks; a task may hand parts of itself out in the same way. It is
    /// not stopped: what takes long belongs to [`run`](Self::run).
    pub(super) fn map<T: Sync, R: Send>(
        &self,
        tasks: &[T],
        work: impl Fn(&T) -> R + Sync,
    ) -> Vec<R> {
        match self.pool(tasks.len()) {
            Ok(Some(pool)) => pool.install(|| tasks.par_iter().map(&work).collect()),
            _ => tasks.iter().map(work).collect(),
        }
    }

    /// Works on tasks in parallel, and hands over what comes of each, in the order of the tasks. How many were handed
    /// over: fewer than there are if it was told to stop.
    ///
    /// # Errors
    /// If the system gives no threads. Those of `hand_over`; nothing further is handed over then.
    pub fn run<T: Sync, R: Send>(
        &self,
        tasks: &[T],
        work: impl Fn(&T) -> R + Sync,
        mut hand_over: impl FnMut(R) -> Result<()>,
    ) -> Result<usize> {
        let Some(pool) = self.pool(tasks.len())? else {
            return self.run_alone(tasks, work, hand_over);
        };
        let failed = AtomicBool::new(false);
        let is_over = || self.stop.load(Ordering::Relaxed) || failed.load(Ordering::Relaxed);
        let work = &|task: &T| (!is_over()).then(|| work(task));
        let mut done = 0;
        let mut hand = |results: Vec<Option<R>>| -> Result<()> {
            // Told to stop, it hands over what is finished all the same: its files have been written.
            for result in results.into_iter().flatten() {
                hand_over(result)?;
                done += 1;
            }
            Ok(())
        };
        let mut finished = Vec::new();
        for chunk in tasks.chunks(CHUNK) {
            let mut results = Vec::new();
            // While one chunk is worked on, what came of the last one is handed over: nobody waits for that.
            let handed = pool.in_place_scope(|scope| {
                // One at a time, so that nobody is idle while another has several left.
                let chunk = chunk.par_iter().with_max_len(1);
                scope.spawn(|_| results = chunk.map(work).collect());
                let handed = hand(std::mem::take(&mut finished));
                failed.store(handed.is_err(), Ordering::Relaxed);
                handed
            });
            handed?;
            finished = results;
        }
        hand(finished)?;
        Ok(done)
    }

    /// Works on one task after the other.
    fn run_alone<T, R>(
        &self,
        tasks: &[T],
        work: impl Fn(&T) -> R,
        mut hand_over: impl FnMut(R) -> Result<()>,
    ) -> Result<usize> {
        for (done, task) in tasks.iter().enumerate() {
            if self.stop.load(Ordering::Relaxed) {
                return Ok(done);
            }
            hand_over(work(task))?;
        }
        Ok(tasks.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_come_in_order_and_stop_when_told_to() {
        let stop = AtomicBool::new(false);
        for threads in [Some(1), Some(4), None] {
            stop.store(false, Ordering::Relaxed);
            let tasks: Vec<usize> = (0..1000).collect();
            let crew = Crew::new(threads, &stop);
            let mut seen = Vec::new();
            let run = crew.run(
                &tasks,
                |task| task * 2,
                |result| {
                    seen.push(result);
                    if result == 600 {
                        stop.store(true, Ordering::Relaxed);
                    }
                    Ok(())
                },
            );
            let done = run.expect("no error");
            assert_eq!(done, seen.len());
            assert!((301..1000).contains(&done), "{done} with {threads:?}");
            // What is finished when it is told to stop is handed over, the rest of its chunk is not.
            assert!(
                seen.is_sorted()
                    && seen[..=300]
                        .iter()
                        .copied()
                        .eq((0..=300).map(|task| task * 2))
            );
        }
    }
}
