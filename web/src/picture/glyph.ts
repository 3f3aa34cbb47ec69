// The shapes of the six effects: the second channel beside colour. One path for canvas and SVG alike.

import type { Shape } from '../domain/effects';

/** Corners of a shape that fits into the unit circle; a circle has none. */
const CORNERS: Record<Exclude<Shape, 'circle'>, [number, number][]> = {
  bolt: [[0.15, -1], [-0.75, 0.15], [-0.1, 0.15], [-0.15, 1], [0.75, -0.15], [0.1, -0.15]],
  square: [[-0.75, -0.75], [0.75, -0.75], [0.75, 0.75], [-0.75, 0.75]],
  up: [[0, -0.95], [0.9, 0.7], [-0.9, 0.7]],
  diamond: [[0, -1], [0.8, 0], [0, 1], [-0.8, 0]],
  cross: [
    [-0.3, -0.9], [0.3, -0.9], [0.3, -0.3], [0.9, -0.3], [0.9, 0.3], [0.3, 0.3],
    [0.3, 0.9], [-0.3, 0.9], [-0.3, 0.3], [-0.9, 0.3], [-0.9, -0.3], [-0.3, -0.3],
  ],
};

/** Adds a shape to the path that a canvas is drawing. */
export function trace(context: CanvasRenderingContext2D, shape: Shape, x: number, y: number, size: number): void {
  if (shape === 'circle') {
    context.moveTo(x + size * 0.8, y);
    context.arc(x, y, size * 0.8, 0, 2 * Math.PI);
    return;
  }
  CORNERS[shape].forEach(([across, down], corner) => {
    if (corner === 0) context.moveTo(x + across * size, y + down * size);
    else context.lineTo(x + across * size, y + down * size);
  });
  context.closePath();
}

/** The same as the data of an SVG path. */
export function pathData(shape: Shape, x: number, y: number, size: number): string {
  const number = (value: number) => Number(value.toFixed(2));
  if (shape === 'circle') {
    const radius = size * 0.8;
    const half = `a${number(radius)} ${number(radius)} 0 1 0 `;
    return `M${number(x - radius)} ${number(y)}${half}${number(2 * radius)} 0${half}${number(-2 * radius)} 0Z`;
  }
  const points = CORNERS[shape].map(([across, down]) => `${number(x + across * size)} ${number(y + down * size)}`);
  return `M${points.join('L')}Z`;
}
