//! Extension keys, similar names, and shortened values for messages.

/// Whether a key is an extension: `$schema`, or a key that begins with `x-`.
pub(crate) fn is_free(key: &str) -> bool {
    key == "$schema" || key.starts_with("x-")
}

/// The beginning of a long value, enough to recognise it.
pub(crate) fn shortened(text: &str) -> String {
    if text.chars().count() <= 60 {
        text.to_owned()
    } else {
        text.chars().take(59).chain(['…']).collect()
    }
}

/// The known word nearest to a misspelt one, if they differ in at most a third of its letters.
pub(crate) fn nearest<'k>(word: &str, known: &[&'k str]) -> Option<&'k str> {
    if word.chars().count() > 40 {
        return None;
    }
    let close = |k: &&&str| strsim::osa_distance(&word.to_ascii_lowercase(), &k.to_ascii_lowercase());
    known
        .iter()
        .min_by_key(|k| close(k))
        .filter(|k| close(k) * 3 <= k.len().max(3))
        .copied()
}
