// A step of a lesson as a slide: what is said on the left, what is seen on the right.

import type { Step } from '../lesson/read';
import { fill } from '../lesson/fill';
import { readPalette } from '../picture/palette';
import { broken, escaped, picturePng } from './picture_files';

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

const plain = (text: string) => fill(text).replaceAll(/\*+/g, '');

function linesOf({ step }: Slide): string[] {
  if (step.guess) return [...broken(step.guess.question, 38), '', ...step.guess.options.flatMap((option, at) => broken(`${String.fromCharCode(65 + at)}  ${option}`, 38))];
  if (step.draw) return broken(step.draw.question, 38);
  return plain(step.text).split(/\n\s*\n|\n(?=- )/).flatMap((part) => [...broken(part.replaceAll('\n', ' '), 44), '']);
}

export function slideSvg(slide: Slide): string {
  const palette = readPalette();
  const asks = slide.step.guess !== null || slide.step.draw !== null;
  const size = asks ? 38 : 31;
  const text = (x: number, y: number, size: number, words: string, more = '') =>
    `<text x="${x}" y="${y}" font-size="${size}" fill="${palette.ink}" ${more}>${escaped(words)}</text>`;
  const [, width, height] = /viewBox="0 0 ([\d.]+) ([\d.]+)"/.exec(slide.picture)!.map(Number) as [number, number, number];
  const [wide, high] = [1060, 880];
  const scale = Math.min(wide / width, high / height);
  const inner = slide.picture.replace('<svg ', `<svg x="${800 + (wide - width * scale) / 2}" y="130" `)
    .replace(/ width="[\d.]+" height="[\d.]+" viewBox/, ` width="${width * scale}" height="${height * scale}" viewBox`);
  const title = broken(slide.step.title, 34).map((line, at) => text(70, 130 + at * 66, 58, line, 'font-weight="700"'));
  let y = 130 + title.length * 66 + 30;
  const parts = [...title];
  if (slide.number) {
    parts.push(text(70, y + 110, 150, slide.number, 'font-weight="700"'));
    parts.push(...broken(slide.words, 40).map((line, at) => text(70, y + 165 + at * 40, 32, line)));
    y += 250;
  }
  const room = Math.floor((HEIGHT - 60 - y) / (size * 1.35));
  parts.push(...linesOf(slide).slice(0, room).map((line, at) => text(70, y + (at + 1) * size * 1.35, size, line)));
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="Inter, system-ui, sans-serif"><rect width="${WIDTH}" height="${HEIGHT}" fill="${palette.paper}"/>${text(70, 60, 26, slide.lesson)}${parts.join('')}${inner}</svg>`;
}

export const slidePng = (slide: Slide): Promise<Blob> => picturePng(slideSvg(slide), 1);
