// A step of a lesson as a slide: what is said on the left, what is seen on the right.

import { letter } from '../domain/numbers';
import type { Step } from '../lesson/read';
import { fill } from '../lesson/fill';
import { readPalette } from '../picture/palette';
import { FONT, escaped, fitted, picturePng } from './picture_files';

interface Slide {
  lesson: string;
  step: Step;
  /** Its large number, and what that counts; empty if there is none. */
  number: string;
  words: string;
  /** An SVG. */
  picture: string;
}

const WIDTH = 1920;
const HEIGHT = 1080;
/** Width of the column of words, left of the picture. */
const COLUMN = 700;

const plain = (text: string) => fill(text).replaceAll(/\*+/g, '');

function linesOf({ step }: Slide, size: number): string[] {
  if (step.guess) return [step.guess.question, '', ...step.guess.options.map((option, at) => `${letter(at)}  ${option}`)].flatMap((part) => fitted(part, COLUMN, size));
  if (step.draw) return fitted(step.draw.question, COLUMN, size);
  return plain(step.text).split(/\n\s*\n|\n(?=- )/).flatMap((part) => [...fitted(part.replaceAll('\n', ' '), COLUMN, size), '']);
}

function slideSvg(slide: Slide): string {
  const palette = readPalette();
  const asks = slide.step.guess !== null || slide.step.draw !== null;
  const text = (x: number, y: number, size: number, words: string, more = '') =>
    `<text x="${x}" y="${y}" font-size="${size}" fill="${palette.ink}" ${more}>${escaped(words)}</text>`;
  const [, width, height] = /viewBox="0 0 ([\d.]+) ([\d.]+)"/.exec(slide.picture)!.map(Number) as [number, number, number];
  const [wide, high] = [1060, 880];
  const scale = Math.min(wide / width, high / height);
  const inner = slide.picture.replace('<svg ', `<svg x="${800 + (wide - width * scale) / 2}" y="130" `)
    .replace(/ width="[\d.]+" height="[\d.]+" viewBox/, ` width="${width * scale}" height="${height * scale}" viewBox`);
  const title = fitted(slide.step.title, COLUMN, 54, 700).map((line, at) => text(70, 130 + at * 62, 54, line, 'font-weight="700"'));
  let y = 130 + title.length * 62 + 30;
  const parts = [...title];
  if (slide.number) {
    parts.push(text(70, y + 110, 150, slide.number, 'font-weight="700"'));
    const words = fitted(slide.words, COLUMN, 32);
    parts.push(...words.map((line, at) => text(70, y + 165 + at * 40, 32, line)));
    y += 170 + words.length * 40;
  }
  // The largest letters with which everything is said.
  const sizes = asks ? [38, 34, 30] : [31, 28, 25, 22];
  const size = sizes.find((one) => linesOf(slide, one).length * one * 1.35 < HEIGHT - 60 - y) ?? sizes.at(-1)!;
  parts.push(...linesOf(slide, size).map((line, at) => text(70, y + (at + 1) * size * 1.35, size, line)));
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="${FONT}"><rect width="${WIDTH}" height="${HEIGHT}" fill="${palette.paper}"/>${text(70, 60, 26, slide.lesson)}${parts.join('')}${inner}</svg>`;
}

export const slidePng = (slide: Slide): Promise<Blob> => picturePng(slideSvg(slide), 1);
