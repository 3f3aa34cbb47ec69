// Where to put a word in a chart so that no curve runs through it.

/** The one of `heights` that is furthest from all curves over the weeks that the word covers. */
export function freest(heights: number[], curves: number[][], y: (value: number) => number, from: number, to: number): number {
  const passed = curves.flatMap((values) => values.slice(Math.max(0, from), to + 1)).filter(Number.isFinite).map(y);
  const room = (height: number) => Math.min(...passed.map((one) => Math.abs(one - height)), Number.MAX_VALUE);
  return heights.reduce((best, height) => (room(height) > room(best) ? height : best));
}
