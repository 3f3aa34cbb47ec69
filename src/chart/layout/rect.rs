//! Rectangles on a page, and ways to divide them.

/// A rectangle in pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Rect {
    /// Left end.
    pub x: f64,
    /// Upper end.
    pub y: f64,
    /// Width.
    pub w: f64,
    /// Height.
    pub h: f64,
}

impl Rect {
    /// Right end.
    pub(crate) fn right(&self) -> f64 {
        self.x + self.w
    }

    /// Lower end.
    pub(crate) fn bottom(&self) -> f64 {
        self.y + self.h
    }

    /// Whether the other lies inside.
    pub(crate) fn holds(&self, other: &Rect) -> bool {
        other.x >= self.x && other.right() <= self.right() && other.y >= self.y && other.bottom() <= self.bottom()
    }

    /// Whether they share more than an edge.
    pub(crate) fn overlaps(&self, other: &Rect) -> bool {
        self.x < other.right() && other.x < self.right() && self.y < other.bottom() && other.y < self.bottom()
    }

    /// Cells of a grid, row by row, with gaps between columns and between rows.
    pub(crate) fn grid(&self, rows: usize, columns: usize, (across, down): (f64, f64)) -> Vec<Rect> {
        let w = (self.w - across * (columns as f64 - 1.0)) / columns as f64;
        let h = (self.h - down * (rows as f64 - 1.0)) / rows as f64;
        let cell = |row: usize, column: usize| Rect {
            x: self.x + column as f64 * (w + across),
            y: self.y + row as f64 * (h + down),
            w,
            h,
        };
        (0..rows * columns).map(|n| cell(n / columns, n % columns)).collect()
    }

    /// The part above the lowest `height` pixels, and the part with those.
    pub(crate) fn split_bottom(&self, height: f64) -> (Rect, Rect) {
        let top = self.without_bottom(height);
        (top, Rect { y: top.bottom(), h: height, ..*self })
    }

    /// All but the lowest `height` pixels.
    pub(crate) fn without_bottom(&self, height: f64) -> Rect {
        Rect { h: self.h - height, ..*self }
    }

    /// All but the highest `height` pixels.
    pub(crate) fn without_top(&self, height: f64) -> Rect {
        Rect { y: self.y + height, h: self.h - height, ..*self }
    }
}
