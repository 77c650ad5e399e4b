//! Work on several cores, with results in the order of the input and a bounded number of items at a time.

use anyhow::Result;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

/// Items that wait before and after each thread.
const WAITING: usize = 2;

/// The items of a thread.
pub struct Work<T, R> {
    items: Receiver<T>,
    results: SyncSender<R>,
}

impl<T, R> Work<T, R> {
    /// Does the work on each item.
    pub fn each(self, mut work: impl FnMut(T) -> R) {
        for item in self.items {
            // The sink has failed, and takes nothing more.
            if self.results.send(work(item)).is_err() {
                break;
            }
        }
    }
}

/// Does the work of `worker` on every item, on so many threads, and gives the results to `sink` in the order of the items. `worker` is called
/// once on each thread, so that it can hold what is not shared between threads.
///
/// # Errors
/// Of `sink`; items that follow are not worked on then.
pub fn ordered<T: Send, R: Send>(
    jobs: usize,
    items: impl Iterator<Item = T> + Send,
    worker: impl Fn(Work<T, R>) + Sync,
    mut sink: impl FnMut(R) -> Result<()>,
) -> Result<()> {
    thread::scope(|scope| {
        let mut inputs: Vec<SyncSender<T>> = Vec::new();
        let mut outputs: Vec<Receiver<R>> = Vec::new();
        for _ in 0..jobs.max(1) {
            let (input, received) = sync_channel(WAITING);
            let (results, output) = sync_channel(WAITING);
            inputs.push(input);
            outputs.push(output);
            let worker = &worker;
            let work = Work {
                items: received,
                results,
            };
            scope.spawn(move || worker(work));
        }
        scope.spawn(move || {
            for (item, input) in items.zip(inputs.iter().cycle()) {
                if input.send(item).is_err() {
                    break;
                }
            }
        });
        // A thread without a result has none left, and so have those after it.
        for output in outputs.iter().cycle() {
            let Ok(result) = output.recv() else { break };
            sink(result)?;
        }
        Ok(())
    })
}

/// Puts items together, so many in each batch.
pub fn batches<T>(mut items: impl Iterator<Item = T>, size: usize) -> impl Iterator<Item = Vec<T>> {
    std::iter::from_fn(move || {
        let batch: Vec<T> = items.by_ref().take(size).collect();
        (!batch.is_empty()).then_some(batch)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_are_in_the_order_of_the_items() {
        for (jobs, count) in [(1, 0), (1, 5), (2, 100), (7, 3), (3, 1000)] {
            let mut results = Vec::new();
            let work = |work: Work<u64, u64>| {
                work.each(|item| {
                    // The earlier ones of every few take longer.
                    std::hint::black_box((0..(7 - item % 7) * 2000).sum::<u64>());
                    item * 2
                });
            };
            ordered(jobs, 0..count, work, |result| {
                results.push(result);
                Ok(())
            })
            .unwrap();
            assert_eq!(results, (0..count).map(|item| item * 2).collect::<Vec<_>>(), "{jobs}");
        }
    }

    #[test]
    fn an_error_of_the_sink_ends_the_work() {
        let mut seen = 0;
        let result = ordered(
            2,
            0_u32..,
            |work| work.each(|item| item),
            |item| {
                seen += 1;
                if item == 10 { anyhow::bail!("full") } else { Ok(()) }
            },
        );
        assert_eq!((result.is_err(), seen), (true, 11));
    }
}
