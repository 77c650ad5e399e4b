//! That a generator makes every variant of what it generates. The variants of an enum stand by name in a `match` without a wildcard:
//! a new one does not compile before it is named, and one that is named and never made fails a test.

use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;
use std::collections::BTreeSet;

/// An enum that tells which of its variants a value is.
pub trait Variants {
    /// The names of all variants.
    const ALL: &'static [&'static str];
    /// The name of this one.
    fn variant(&self) -> &'static str;
}

/// Names the variants of an enum.
macro_rules! variants {
    ($type:ty: $($variant:ident)*) => {
        impl $crate::drawn::Variants for $type {
            const ALL: &'static [&'static str] = &[$(stringify!($variant)),*];
            fn variant(&self) -> &'static str {
                match self { $(Self::$variant { .. } => stringify!($variant),)* }
            }
        }
    };
}
pub(crate) use variants;

/// So many values of a generator, in every run the same ones.
pub fn drawn<T>(strategy: &impl Strategy<Value = T>, count: usize) -> Vec<T> {
    let mut runner = TestRunner::deterministic();
    let mut draw = || strategy.new_tree(&mut runner).expect("a value").current();
    (0..count).map(|_| draw()).collect()
}

/// Fails where a variant is not among the values.
pub fn has_all<'v, T: Variants + 'v>(values: impl IntoIterator<Item = &'v T>) {
    let found: BTreeSet<_> = values.into_iter().map(T::variant).collect();
    let missing: Vec<_> = T::ALL.iter().filter(|name| !found.contains(*name)).collect();
    assert!(missing.is_empty(), "no {} is {missing:?}", std::any::type_name::<T>());
}
