//! Which module of a crate names which, read from the tokens of its files. Paths that begin with `crate`, `self` or `super` are followed,
//! in `use` lines, in expressions and in macros alike, through names that a module hands on.

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

/// The path of a module below the crate's root.
pub type Module = Vec<String>;

/// The modules of a crate, and the paths that each names.
pub struct Imports {
    named: BTreeMap<Module, Vec<Named>>,
}

/// A path as a module names it, from the crate's root.
struct Named {
    path: Module,
    /// Under which name a `use` line brings it into the module.
    alias: Option<String>,
}

impl Imports {
    /// Reads the files of a crate. Modules of tests are left out: they may know everything.
    pub fn read(root: &Path) -> Self {
        let mut files = Vec::new();
        list(root, &mut Vec::new(), &mut files);
        Self::of(files)
    }

    /// The imports of modules, each with its source.
    pub fn of(sources: Vec<(Module, String)>) -> Self {
        let modules: BTreeSet<Module> = sources.iter().map(|(module, _)| module.clone()).collect();
        let mut named: BTreeMap<Module, Vec<Named>> = BTreeMap::new();
        for (module, text) in sources {
            let tokens = text.parse().expect("the source is Rust");
            let mut found = Vec::new();
            collect(tokens, &module, &modules, &mut found);
            named.entry(module).or_default().extend(found);
        }
        Self { named }
    }

    /// Each import: who, and the module that defines what is imported.
    pub fn edges(&self) -> BTreeSet<(Module, Module)> {
        let mut edges = BTreeSet::new();
        for (module, all) in &self.named {
            for named in all {
                let target = self.resolve(&named.path, 0);
                if target != *module {
                    edges.insert((module.clone(), target));
                }
            }
        }
        edges
    }

    /// The module that defines what a path names.
    fn resolve(&self, path: &[String], depth: usize) -> Module {
        let known = (0..=path.len())
            .rev()
            .find(|n| self.named.contains_key(&path[..*n]))
            .unwrap_or_default();
        let (module, rest) = path.split_at(known);
        let handed_on = rest.first().filter(|_| depth < 8).and_then(|name| {
            let all = self.named.get(module)?;
            all.iter()
                .find(|named| named.alias.as_ref() == Some(name) && named.path != path)
        });
        match handed_on {
            Some(named) => {
                let further: Module = named.path.iter().chain(&rest[1..]).cloned().collect();
                self.resolve(&further, depth + 1)
            }
            None => module.to_vec(),
        }
    }

    /// The circles among the modules that stand side by side, each with what its modules hold, as lines that name the imports.
    pub fn circles(&self) -> Vec<String> {
        // What stands side by side below each parent, and why one imports another.
        let mut levels: BTreeMap<Module, BTreeMap<(String, String), Vec<String>>> = BTreeMap::new();
        for (from, to) in self.edges() {
            let shared = from.iter().zip(&to).take_while(|(a, b)| a == b).count();
            // A parent and its own.
            let (Some(a), Some(b)) = (from.get(shared), to.get(shared)) else {
                continue;
            };
            let why = format!("{} -> {}", from.join("/"), to.join("/"));
            let level = levels.entry(from[..shared].to_vec()).or_default();
            level.entry((a.clone(), b.clone())).or_default().push(why);
        }
        let mut circles = Vec::new();
        for (parent, edges) in levels {
            let next: BTreeMap<&str, BTreeSet<&str>> = edges.keys().fold(BTreeMap::new(), |mut next, (a, b)| {
                next.entry(a.as_str()).or_insert_with(BTreeSet::new).insert(b.as_str());
                next
            });
            let reaches = |from: &str, to: &str| {
                let mut seen = BTreeSet::new();
                let mut open: Vec<&str> = next.get(from).into_iter().flatten().copied().collect();
                while let Some(at) = open.pop() {
                    if at == to {
                        return true;
                    }
                    if seen.insert(at) {
                        open.extend(next.get(at).into_iter().flatten().copied());
                    }
                }
                false
            };
            let tied: BTreeMap<_, _> = edges.iter().filter(|((a, b), _)| reaches(b, a)).collect();
            let names: BTreeSet<_> = tied.keys().flat_map(|(a, b)| [a.as_str(), b.as_str()]).collect();
            if names.is_empty() {
                continue;
            }
            let mut told = format!("below `{}`: {:?}", parent.join("::"), names);
            for ((a, b), why) in tied {
                write!(told, "\n  {a} -> {b} ({})", why.join(", ")).expect("a text takes what is written");
            }
            circles.push(told);
        }
        circles
    }
}

/// The files below a folder, with the module that each is.
fn list(folder: &Path, at: &mut Module, files: &mut Vec<(Module, String)>) {
    let mut entries: Vec<_> = fs::read_dir(folder)
        .expect("the folder is there")
        .map(|entry| entry.expect("it can be listed").path())
        .collect();
    entries.sort();
    for path in entries {
        let stem = path
            .file_stem()
            .and_then(|stem| stem.to_str())
            .unwrap_or_default()
            .to_owned();
        if path.is_dir() {
            at.push(stem);
            list(&path, at, files);
            at.pop();
        } else if path.extension().is_some_and(|extension| extension == "rs") && stem != "tests" {
            let module = match stem.as_str() {
                "lib" | "main" if at.is_empty() => Vec::new(),
                _ => at.iter().cloned().chain([stem]).collect(),
            };
            files.push((module, fs::read_to_string(&path).expect("it can be read")));
        }
    }
}

/// Collects the paths that tokens name.
fn collect(tokens: TokenStream, module: &Module, modules: &BTreeSet<Module>, found: &mut Vec<Named>) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let mut at = 0;
    while at < tokens.len() {
        match &tokens[at] {
            TokenTree::Ident(ident) => {
                let is_path = matches!(ident.to_string().as_str(), "crate" | "self" | "super");
                let follows = at > 0 && is_colon(&tokens[at - 1]);
                let is_use = ident == "use";
                let start = if is_use { at + 1 } else { at };
                if is_use || (is_path && !follows && tokens.get(at + 1).is_some_and(is_colon)) {
                    at = tree(&tokens, start, module, modules, &[], is_use, found);
                    continue;
                }
            }
            TokenTree::Group(group) => collect(group.stream(), module, modules, found),
            TokenTree::Punct(_) | TokenTree::Literal(_) => {}
        }
        at += 1;
    }
}

fn is_colon(token: &TokenTree) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == ':')
}

/// Reads a path, or the tree of a `use` line, from a place in the tokens; returns the place behind it.
fn tree(
    tokens: &[TokenTree],
    mut at: usize,
    module: &Module,
    modules: &BTreeSet<Module>,
    prefix: &[String],
    is_use: bool,
    found: &mut Vec<Named>,
) -> usize {
    let mut path: Option<Module> = (!prefix.is_empty()).then(|| prefix.to_vec());
    let mut last = None;
    loop {
        match tokens.get(at) {
            Some(TokenTree::Ident(ident)) if *ident != "as" => {
                let name = ident.to_string();
                path = Some(match (path, name.as_str()) {
                    (None, "crate") => vec![String::new()],
                    (None, "self") => [vec![String::new()], module.clone()].concat(),
                    (None, "super") => {
                        [vec![String::new()], module[..module.len().saturating_sub(1)].to_vec()].concat()
                    }
                    (Some(mut path), "super") => {
                        path.pop();
                        path
                    }
                    (Some(path), "self") => path,
                    (Some(mut path), _) => {
                        path.push(name.clone());
                        path
                    }
                    (None, _) => {
                        // In the edition since 2018 a path may begin with a module of one's own.
                        let own: Module = module.iter().cloned().chain([name.clone()]).collect();
                        if is_use && modules.contains(&own) {
                            [vec![String::new()], own].concat()
                        } else {
                            vec![name.clone()]
                        }
                    }
                });
                if name != "self" {
                    last = Some(name);
                }
                at += 1;
            }
            Some(TokenTree::Group(group)) if is_use && group.delimiter() == Delimiter::Brace => {
                let inner: Vec<TokenTree> = group.stream().into_iter().collect();
                for part in inner.split(|token| matches!(token, TokenTree::Punct(punct) if punct.as_char() == ',')) {
                    if !part.is_empty() {
                        tree(
                            part,
                            0,
                            module,
                            modules,
                            path.as_deref().unwrap_or_default(),
                            is_use,
                            found,
                        );
                    }
                }
                return at + 1;
            }
            Some(TokenTree::Punct(punct)) if punct.as_char() == '*' => at += 1,
            _ => break,
        }
        if tokens.get(at).is_some_and(is_colon) && tokens.get(at + 1).is_some_and(is_colon) {
            at += 2;
        } else {
            break;
        }
    }
    if let (Some(TokenTree::Ident(word)), Some(TokenTree::Ident(name))) = (tokens.get(at), tokens.get(at + 1))
        && word == "as"
    {
        last = Some(name.to_string());
        at += 2;
    }
    if let Some([root, path @ ..]) = path.as_deref()
        && root.is_empty()
    {
        found.push(Named {
            path: path.to_vec(),
            alias: last.filter(|_| is_use),
        });
    }
    at
}
