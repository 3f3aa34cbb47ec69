//! Declares enums whose values have names that scenarios and tables use.

/// Declares an enum: for each variant its meaning, which is also its documentation, and its name.
macro_rules! named {
    ($(#[$meta:meta])* $Name:ident { $($(#[doc = $doc:literal])+ $Variant:ident = $word:literal,)+ }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[repr(u8)]
        pub enum $Name {
            $($(#[doc = $doc])+ $Variant,)+
        }

        impl $Name {
            /// All of them, in order.
            pub const ALL: [$Name; [$($word),+].len()] = [$($Name::$Variant),+];

            /// Their names, in the same order.
            pub const NAMES: &'static [&'static str] = &[$($word),+];

            /// The one with this name.
            pub fn find(name: &str) -> Option<Self> {
                Self::ALL.into_iter().find(|one| one.name() == name)
            }

            /// The name that scenarios and tables use.
            pub const fn name(self) -> &'static str {
                Self::NAMES[self as usize]
            }

            /// What it means.
            pub const fn meaning(self) -> &'static str {
                [$(concat!($($doc),+).trim_ascii()),+][self as usize]
            }

            /// Its position in [`Self::ALL`].
            pub const fn index(self) -> usize {
                self as usize
            }
        }
    };
}

pub(crate) use named;
