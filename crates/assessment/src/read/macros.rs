//! `object!`, `choice!` and `tagged!`: a piece of a file format, declared once.

/// An object of the format: a struct, its reader, its writer and its schema.
///
/// A field is `required`, `optional` (an `Option`), or `many` (a `Vec` or a map, absent when empty). The last may be
/// `.. name`: unknown keys, kept unchanged. An id that must be unique within its kind is declared as `id: Id as
/// "criterion"`. A key beyond the core of the format names its feature: `where Feature::Pool`. A check after the struct
/// runs as soon as the object is read, so that a fault elsewhere in the file does not hide its problems.
macro_rules! object {
    (
        $(#[doc = $doc:literal])*
        pub struct $name:ident {
            $($(#[doc = $fdoc:literal])* $need:ident $key:literal $field:ident: $type:ty $(as $claim:literal)? $(where $feature:path)?,)*
            $(.. $rest:ident,)?
        }
        $(=> $check:path)?
    ) => {
        $(#[doc = $doc])*
        #[derive(Clone, Debug, PartialEq, Eq)]
        #[cfg_attr(not(feature = "unstable-exhaustive"), non_exhaustive)]
        pub struct $name {
            $($(#[doc = $fdoc])* pub $field: $crate::read::object!(@type $need $type),)*
            $(/// Keys of a newer version, kept as they stand.
            pub $rest: Vec<$crate::json::Member>,)?
        }

        impl $name {
            /// The keys of the format, in the order in which they are written.
            pub const KEYS: &[&str] = &[$($key),*];

            /// Reads the value from an object that may have other keys, listed in `besides`.
            #[allow(unused_mut, unused_variables)]
            pub(crate) fn read_besides(
                node: &$crate::json::Node,
                reader: &mut $crate::read::Reader<'_>,
                besides: &[&str],
            ) -> Option<Self> {
                let known: Vec<&str> = besides.iter().chain(Self::KEYS).copied().collect();
                let members = reader.members(node, &known)?;
                $(
                    $(reader.uses(node, $key, $feature);)?
                    let $field = $crate::read::object!(@read $need $key $type, node, reader);
                    // A substitute has the empty id, which belongs to no object.
                    $(if let Some(id) = $field.as_ref().filter(|id| !id.is_empty()) {
                        reader.claim($claim, &id.shared(), node.at);
                    })?
                )*
                let value = Self {
                    $($field: $field?,)*
                    $($rest: members.iter().filter(|m| !known.contains(&&*m.key)).cloned().collect(),)?
                };
                $($check(&value, node.at, reader);)?
                Some(value)
            }

            /// The members for writing.
            #[allow(unused_mut, unused_variables)]
            pub(crate) fn members(&self) -> Vec<$crate::json::Member> {
                let mut members = Vec::new();
                let mut push = |key: &str, node| members.push($crate::json::Member { key: key.into(), at: 0, node });
                $($crate::read::object!(@write $need $key $type, self.$field, push);)*
                $(members.extend(self.$rest.iter().cloned());)?
                members
            }

            /// The keys with their docs, whether each is required, and their schemas.
            #[allow(unused_variables)]
            pub(crate) fn fields(
                schema: &mut $crate::read::schema::Schema,
            ) -> Vec<(&'static str, &'static [&'static str], bool, $crate::json::Node)> {
                vec![$(($key, &[$($fdoc),*] as &[&str], $crate::read::object!(@need $need),
                    <$type as $crate::read::Read>::schema(schema)),)*]
            }
        }

        impl $crate::read::Read for $name {
            fn read(node: &$crate::json::Node, reader: &mut $crate::read::Reader<'_>) -> Option<Self> {
                Self::read_besides(node, reader, &[])
            }

            fn write(&self) -> $crate::json::Node {
                $crate::json::Node::new($crate::json::Value::Object(self.members()))
            }

            fn schema(schema: &mut $crate::read::schema::Schema) -> $crate::json::Node {
                schema.define(stringify!($name), |schema| {
                    let fields = Self::fields(schema);
                    $crate::read::schema::Schema::object(&[$($doc),*], fields)
                })
            }
        }
    };

    (@type optional $type:ty) => { Option<$type> };
    (@type $need:ident $type:ty) => { $type };
    (@need required) => { true };
    (@need $need:ident) => { false };

    (@read required $key:literal $type:ty, $node:ident, $reader:ident) => { $reader.required::<$type>($node, $key) };
    (@read optional $key:literal $type:ty, $node:ident, $reader:ident) => { $reader.optional::<$type>($node, $key) };
    (@read many $key:literal $type:ty, $node:ident, $reader:ident) => { $reader.many::<$type>($node, $key) };

    (@write required $key:literal $type:ty, $self:ident.$field:ident, $push:ident) => {
        $push($key, $crate::read::Read::write(&$self.$field));
    };
    (@write optional $key:literal $type:ty, $self:ident.$field:ident, $push:ident) => {
        if let Some(value) = &$self.$field {
            $push($key, $crate::read::Read::write(value));
        }
    };
    (@write many $key:literal $type:ty, $self:ident.$field:ident, $push:ident) => {
        if $self.$field != <$type>::default() {
            $push($key, $crate::read::Read::write(&$self.$field));
        }
    };
}

/// One of a few words.
macro_rules! choice {
    (
        $(#[doc = $doc:literal])*
        $(#[derive($($derive:path),*)])?
        pub enum $name:ident { $($(#[$vmeta:meta])* $word:literal $variant:ident,)* }
    ) => {
        $(#[doc = $doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        $(#[derive($($derive),*)])?
        #[cfg_attr(not(feature = "unstable-exhaustive"), non_exhaustive)]
        pub enum $name { $($(#[$vmeta])* $variant,)* }

        impl $name {
            /// All words of the format.
            pub const WORDS: &[&str] = &[$($word),*];

            /// All values, in the order of the format.
            #[allow(dead_code, reason = "not every list of words is shown")]
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// The word in the format.
            pub const fn word(self) -> &'static str {
                match self { $(Self::$variant => $word,)* }
            }
        }

        impl $crate::read::Read for $name {
            fn read(node: &$crate::json::Node, reader: &mut $crate::read::Reader<'_>) -> Option<Self> {
                let word = <std::rc::Rc<str> as $crate::read::Read>::read(node, reader)?;
                match &*word {
                    $($word => Some(Self::$variant),)*
                    _ => {
                        let args = vec![("value", $crate::read::shortened(&word)), ("known", Self::WORDS.join(", "))];
                        reader.problem_at(node.at, $crate::problem::Code::UnknownWord, args);
                        None
                    }
                }
            }

            fn write(&self) -> $crate::json::Node {
                $crate::json::Node::text(self.word())
            }

            fn schema(_: &mut $crate::read::schema::Schema) -> $crate::json::Node {
                $crate::read::schema::words(Self::WORDS)
            }
        }
    };
}

/// An object whose member `kind` selects one of several types. A kind beyond the core of the format names its feature.
macro_rules! tagged {
    (
        $(#[doc = $doc:literal])*
        pub enum $name:ident { $($(#[doc = $vdoc:literal])* $word:literal $variant:ident($type:ty) $(where $feature:path)?,)* }
    ) => {
        $(#[doc = $doc])*
        #[derive(Clone, Debug, PartialEq, Eq)]
        #[cfg_attr(not(feature = "unstable-exhaustive"), non_exhaustive)]
        pub enum $name { $($(#[doc = $vdoc])* $variant($type),)* }

        impl $crate::read::Read for $name {
            fn read(node: &$crate::json::Node, reader: &mut $crate::read::Reader<'_>) -> Option<Self> {
                $crate::read::choice! {
                    /// The value of `kind`.
                    pub enum Kind { $($word $variant,)* }
                }
                let kind = match node.get("kind") {
                    Some(kind) => reader.key("kind", |r| <Kind as $crate::read::Read>::read(kind, r))?,
                    None if matches!(node.value, $crate::json::Value::Object(_)) => {
                        reader.problem_at(node.at, $crate::problem::Code::MissingKey, vec![("key", "kind".to_owned())]);
                        return None;
                    }
                    None => {
                        reader.wrong_type(node, $crate::problem::Code::NotKind);
                        return None;
                    }
                };
                match kind {
                    $(Kind::$variant => {
                        $(reader.uses(node, "kind", $feature);)?
                        <$type>::read_besides(node, reader, &["kind"]).map(Self::$variant)
                    })*
                }
            }

            fn write(&self) -> $crate::json::Node {
                let (kind, mut members) = match self { $(Self::$variant(inner) => ($word, inner.members()),)* };
                let kind = $crate::json::Node::text(kind);
                members.insert(0, $crate::json::Member { key: "kind".into(), at: 0, node: kind });
                $crate::json::Node::new($crate::json::Value::Object(members))
            }

            fn schema(schema: &mut $crate::read::schema::Schema) -> $crate::json::Node {
                schema.define(stringify!($name), |schema| {
                    let all = vec![$({
                        let mut fields = <$type>::fields(schema);
                        let tag = $crate::json::Node::object([("const", $crate::json::Node::text($word))]);
                        fields.insert(0, ("kind", &[] as &[&str], true, tag));
                        $crate::read::schema::Schema::object(&[$($vdoc),*], fields)
                    }),*];
                    $crate::json::Node::object([("oneOf", $crate::json::Node::new($crate::json::Value::Array(all)))])
                })
            }
        }
    };
}

pub(crate) use {choice, object, tagged};
