//! Colours, type and line styles: one look for every picture.
//!
//! The colours are those of Okabe and Ito, which colour-blind readers can tell apart. Where two lines could still be
//! confused, a dash pattern or a label at the line also tells them apart.

use super::paper::{Across, Colour, Down, Type, Weight};
use darkside_engine::practice::Effect;
use darkside_engine::record::{Locus, Mechanism};

/// Text and axes.
pub(super) const INK: Colour = Colour::hex(0x1b1f24);
/// Secondary text.
pub(super) const MUTED: Colour = Colour::hex(0x57606a);
/// Grid lines.
pub(super) const GRID: Colour = Colour::hex(0xdfe3e8);
/// The weeks in which the model settles.
pub(super) const SETTLING: Colour = Colour::hex(0xf1f3f6);
/// The paper.
pub(super) const PAPER: Colour = Colour::hex(0xffffff);

/// Okabe–Ito blue.
pub(super) const BLUE: Colour = Colour::hex(0x0072b2);
/// Okabe–Ito orange.
pub(super) const ORANGE: Colour = Colour::hex(0xe69f00);
/// Okabe–Ito bluish green.
pub(super) const GREEN: Colour = Colour::hex(0x009e73);
/// Okabe–Ito vermilion.
pub(super) const VERMILION: Colour = Colour::hex(0xd55e00);
/// Okabe–Ito reddish purple, a little darker for thin lines on white.
pub(super) const PURPLE: Colour = Colour::hex(0xb8568f);
/// Okabe–Ito sky blue, a little darker for thin lines on white.
pub(super) const SKY: Colour = Colour::hex(0x3d9bd6);
/// Neutral grey.
pub(super) const GREY: Colour = Colour::hex(0x8a929b);

/// Actual value, in every picture.
pub(super) const ACTUAL: Colour = BLUE;
/// Visible value, in every picture.
pub(super) const VISIBLE: Colour = ORANGE;
/// The dark side as a whole, in every picture.
pub(super) const DARK: Colour = Colour::hex(0x4a2c5e);

/// Dash lengths (line, gap) in pixels; `None` is a solid line.
pub(super) type Dash = Option<(f64, f64)>;

/// How a line looks.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Stroke {
    /// Its colour.
    pub colour: Colour,
    /// Its width in pixels.
    pub width: f64,
    /// Its dashes.
    pub dash: Dash,
}

impl Stroke {
    /// The same line in dashes of this length, with gaps of that length.
    #[must_use]
    pub(super) const fn dashed(self, line: f64, gap: f64) -> Self {
        Self { dash: Some((line, gap)), ..self }
    }
}

/// A solid line.
pub(super) const fn stroke(colour: Colour, width: f64) -> Stroke {
    Stroke { colour, width, dash: None }
}

/// The n-th in a sequence of distinguishable lines: colours vary first, then dashes.
pub(super) fn nth(n: usize) -> Stroke {
    const COLOURS: [Colour; 6] = [BLUE, VERMILION, GREEN, PURPLE, ORANGE, SKY];
    const DASHES: [Dash; 4] = [None, Some((9.0, 5.0)), Some((2.5, 5.0)), Some((14.0, 4.0))];
    Stroke { colour: COLOURS[n % 6], width: 2.4, dash: DASHES[(n / 6) % 4] }
}

const fn kind(size: f64, weight: Weight, colour: Colour) -> Type {
    Type { size, weight, colour, across: Across::Left, down: Down::Top, upwards: false }
}

/// The picture's headline.
pub(super) const HEADLINE: Type = kind(24.0, Weight::SemiBold, INK);
/// The text below the headline.
pub(super) const SUBTITLE: Type = kind(15.5, Weight::Regular, MUTED);
/// Headline of a panel.
pub(super) const PANEL: Type = kind(16.5, Weight::SemiBold, INK);
/// Titles of axes.
pub(super) const AXIS: Type = kind(14.5, Weight::Regular, MUTED);
/// Numbers on axes.
pub(super) const TICK: Type = kind(14.0, Weight::Regular, MUTED);
/// Labels on data and in legends.
pub(super) const LABEL: Type = kind(14.5, Weight::Regular, INK);
/// Notes at the foot.
pub(super) const NOTE: Type = kind(13.0, Weight::Regular, MUTED);

/// The colour of an effect.
pub(super) const fn effect(effect: Effect) -> Colour {
    match effect {
        Effect::Opportunism => BLUE,
        Effect::Conflict => VERMILION,
        Effect::LockIn => GREEN,
        Effect::RisingExpectations => ORANGE,
        Effect::CognitiveBias => PURPLE,
        Effect::Embeddedness => SKY,
    }
}

/// The style of a mechanism's line; imitation is solid, learning dashed.
pub(super) const fn mechanism(mechanism: Mechanism) -> Stroke {
    const DASHED: Dash = Some((8.0, 4.5));
    let (colour, dash) = match mechanism {
        Mechanism::Spontaneous => (GREY, None),
        Mechanism::IntraImitation => (BLUE, None),
        Mechanism::IntraLearning => (SKY, DASHED),
        Mechanism::InterImitation => (VERMILION, None),
        Mechanism::InterLearning => (ORANGE, DASHED),
        Mechanism::Association => (PURPLE, None),
        Mechanism::Programme => (GREEN, None),
        Mechanism::Introduction => (INK, Some((2.5, 4.5))),
        Mechanism::Fashion => (GREY, DASHED),
    };
    Stroke { colour, width: 2.4, dash }
}

/// The colour of a locus.
pub(super) const fn locus(locus: Locus) -> Colour {
    match locus {
        Locus::Origin => GREY,
        Locus::IntraPortfolio => BLUE,
        Locus::InterPortfolio => VERMILION,
        Locus::WiderNetwork => GREEN,
    }
}

/// Fills for stacked areas, distinguishable side by side.
pub(super) const STACK: [Colour; 4] = [Colour::hex(0xc7ccd2), Colour::hex(0x7fb8da), BLUE, VERMILION];

/// The colour of a share of dark relationships, from pale (none) to near black (all).
///
/// Lightness falls steadily, so that the scale works in greyscale and for all kinds of colour vision.
pub(super) fn dark_share(share: f64) -> Colour {
    const STOPS: [(u8, u8, u8); 6] =
        [(255, 243, 204), (254, 205, 123), (248, 142, 83), (212, 75, 88), (128, 37, 105), (42, 12, 62)];
    let place = share.clamp(0.0, 1.0) * 5.0;
    let below = (place.floor() as usize).min(4);
    let part = place - below as f64;
    let mix = |a: u8, b: u8| (f64::from(a) + part * (f64::from(b) - f64::from(a))).round() as u8;
    let (low, high) = (STOPS[below], STOPS[below + 1]);
    Colour { rgb: (mix(low.0, high.0), mix(low.1, high.1), mix(low.2, high.2)), alpha: 1.0 }
}

/// The text colour that is legible on a fill.
pub(super) fn legible_on(fill: Colour) -> Colour {
    let (r, g, b) = fill.rgb;
    let light = 0.3 * f64::from(r) + 0.59 * f64::from(g) + 0.11 * f64::from(b);
    if light > 140.0 { INK } else { PAPER }
}
