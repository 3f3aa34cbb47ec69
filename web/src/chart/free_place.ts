// Where to put words in a chart so that no curve, and no other word, runs through them.

/** The one of `heights` that is furthest from all curves over the weeks that the word covers. */
export function freest(heights: number[], curves: number[][], y: (value: number) => number, from: number, to: number): number {
  const passed = curves.flatMap((values) => values.slice(Math.max(0, from), to + 1)).filter(Number.isFinite).map(y);
  const room = (height: number) => Math.min(...passed.map((one) => Math.abs(one - height)), Number.MAX_VALUE);
  return heights.reduce((best, height) => (room(height) > room(best) ? height : best));
}

/** Moves overlapping labels apart and keeps them on the paper. */
export function spread(places: number[], gap: number, top: number, bottom: number): number[] {
  const order = places.map((_, at) => at).filter((at) => Number.isFinite(places[at])).sort((a, b) => places[a]! - places[b]!);
  const moved = [...places];
  for (let round = 0; round < 20; round += 1) {
    for (let at = 1; at < order.length; at += 1) {
      const [above, below] = [order[at - 1]!, order[at]!];
      const missing = gap - (moved[below]! - moved[above]!);
      if (missing > 0.01) {
        moved[above]! -= missing / 2;
        moved[below]! += missing / 2;
      }
    }
    for (const at of order) moved[at] = Math.max(top, Math.min(bottom, moved[at]!));
  }
  return moved;
}
