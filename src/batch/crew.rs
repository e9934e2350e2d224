//! Many folders worked on at once, in bounded memory, and what comes of them in the order of the input.

use std::sync::atomic::{AtomicBool, Ordering};

use anyhow::{Context as _, Result};
use rayon::prelude::*;
use rayon::{ThreadPool, ThreadPoolBuilder};

/// Folders in flight at a time: enough to keep every core busy, few enough to bound memory.
const CHUNK: usize = 128;

/// Who works: so many threads, until they are told to stop.
#[derive(Debug)]
pub struct Crew<'s> {
    pool: Option<ThreadPool>,
    stop: &'s AtomicBool,
}

impl<'s> Crew<'s> {
    /// Workers for so many tasks. Without `threads`, one for each core.
    ///
    /// # Errors
    /// If the system gives no threads.
    pub fn new(threads: Option<usize>, tasks: usize, stop: &'s AtomicBool) -> Result<Self> {
        // One folder needs no threads, and starting them costs more than reading it.
        let alone = tasks < 2 || threads == Some(1);
        let pool = if alone {
            None
        } else {
            let pool = ThreadPoolBuilder::new().num_threads(threads.unwrap_or(0));
            Some(pool.build().context("no threads")?)
        };
        Ok(Self { pool, stop })
    }

    /// Works on tasks in parallel, and hands over what comes of each, in the order of the tasks. How many were handed
    /// over: fewer than there are if it was told to stop.
    ///
    /// # Errors
    /// Those of `hand_over`; nothing further is handed over then.
    pub fn run<T: Sync, R: Send>(
        &self,
        tasks: &[T],
        work: impl Fn(&T) -> R + Sync,
        mut hand_over: impl FnMut(R) -> Result<()>,
    ) -> Result<usize> {
        let work = |task: &T| (!self.stop.load(Ordering::Relaxed)).then(|| work(task));
        let mut done = 0;
        for chunk in tasks.chunks(CHUNK) {
            let results: Vec<Option<R>> = match &self.pool {
                None => {
                    // Handed over one by one: nobody waits for the rest of the chunk.
                    for task in chunk {
                        let Some(result) = work(task) else {
                            return Ok(done);
                        };
                        hand_over(result)?;
                        done += 1;
                    }
                    continue;
                }
                // One at a time, so that nobody is idle while another has several left.
                Some(pool) => {
                    let tasks = chunk.par_iter().with_max_len(1);
                    pool.install(|| tasks.map(work).collect())
                }
            };
            // Told to stop, it hands over what is finished all the same: its files have been written.
            let was_stopped = results.iter().any(Option::is_none);
            for result in results.into_iter().flatten() {
                hand_over(result)?;
                done += 1;
            }
            if was_stopped {
                return Ok(done);
            }
        }
        Ok(done)
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
            let crew = Crew::new(threads, tasks.len(), &stop).expect("threads");
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
            assert!(seen.iter().copied().eq((0..done).map(|task| task * 2)));
        }
    }
}
