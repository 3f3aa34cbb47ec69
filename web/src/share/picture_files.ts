// The pictures as files: an SVG drawn from the same scene as on the page, and a PNG painted from it.

import { EFFECTS } from '../domain/effects';
import { firmName } from '../domain/firms';
import { count, percent } from '../domain/numbers';
import type { Plan } from '../picture/floor_plan';
import { floorPlan } from '../picture/floor_plan';
import { pathData } from '../picture/glyph';
import type { Palette } from '../picture/palette';
import { readPalette } from '../picture/palette';
import type { Point } from '../picture/petals';
import { INNER } from '../picture/petals';
import { scene } from '../picture/scene';
import { t } from '../words/words';
import { legend } from './picture_legend';
import type { TitledWorld } from './titled_world';

const SIDE = 900;
const HEAD = 70;
const TEXT = 18;
export const FONT = 'Inter, system-ui, sans-serif';

const number = (value: number) => String(Math.round(value * 100) / 100);
export const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

const circle = ({ x, y }: Point, radius: number) => `<circle cx="${number(x)}" cy="${number(y)}" r="${number(radius)}"/>`;

function world({ title, history, look }: TitledWorld, week: number, palette: Palette): string {
  const plan = floorPlan(history.description, SIDE, SIDE * 0.8, TEXT * 1.5);
  const now = scene(history, plan, week, look, palette);
  const rooms = (list: Plan['rooms'], colour: string, radius: number) =>
    list.map((room) => `<rect x="${number(room.x)}" y="${number(room.y)}" width="${number(room.width)}" height="${number(room.height)}" rx="${radius}" fill="${colour}"/>`).join('');
  const petals = now.bundles.filter((bundle) => bundle.lines.length).map((bundle) => {
    let path = '';
    for (let at = 0; at < bundle.lines.length; at += 4) {
      const [x0, y0, x1, y1] = bundle.lines.slice(at, at + 4).map(number);
      path += `M${x0} ${y0}L${x1} ${y1}`;
    }
    return `<path d="${path}" fill="none" stroke="${bundle.colour}" stroke-width="${number(bundle.width)}" stroke-linecap="round"/>`;
  });
  const middles = Array.from(plan.x, (x, manager) => circle({ x, y: plan.y[manager]! }, plan.radius * INNER * 0.62)).join('');
  const gaps = now.gaps.map((gap) => circle(gap, now.shape)).join('');
  const marks = now.marks.map((mark) => circle(mark, plan.radius * 0.15)).join('');
  const shapes = now.shapes.map(({ effect, x, y }) => pathData(EFFECTS[effect]!.shape, x, y, now.shape)).join('');
  const names = plan.buildings.map((building) => `<text x="${number(building.x + 9)}" y="${number(building.y + 19)}" font-size="${TEXT}" font-weight="600" fill="${palette.muted}">${escaped(firmName(history.description, building.firm))}</text>`);
  const dark = percent(history.metric('dark_share', week));
  return `<text x="0" y="28" font-size="24" font-weight="600" fill="${palette.ink}">${escaped(title)}</text>
<text x="0" y="54" font-size="${TEXT}" fill="${palette.muted}">${escaped(t('file.week', { week, dark, relationships: count(history.relationships) }))}</text>
<g transform="translate(0 ${HEAD})">${rooms(plan.buildings, palette.building, 10)}${rooms(plan.rooms, palette.room, 6)}${petals.join('')}<g fill="none" stroke="${palette.muted}" stroke-width="${number(now.shape * 0.3)}">${gaps}</g><g fill="${palette.middle}">${middles}</g><path d="${shapes}" fill="${palette.paper}"/><g fill="${palette.mark}">${marks}</g>${names.join('')}</g>`;
}

/** Breaks a text into lines no wider than this, in the font in which it will be drawn. */
export function fitted(text: string, width: number, size: number, weight = 400): string[] {
  const ruler = document.createElement('canvas').getContext('2d')!;
  ruler.font = `${weight} ${size}px ${FONT}`;
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const longer = `${lines.at(-1) ?? ''} ${word}`.trim();
    if (lines.length && ruler.measureText(longer).width <= width) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}

/** All worlds side by side as one SVG, with a legend and where they come from. */
export function pictureSvg(worlds: TitledWorld[], week: number, origin: string[], palette = readPalette()): string {
  const gap = 40;
  const width = worlds.length * (SIDE + gap) + gap;
  const below = gap + HEAD + SIDE * 0.8 + 24;
  const key = legend(worlds, width - 2 * gap, palette);
  const lines = origin.flatMap((text) => fitted(text, width - 2 * gap, TEXT));
  const height = below + key.height + lines.length * TEXT * 1.4 + gap / 2;
  const said = lines.map((line, at) => `<text y="${number((at + 1) * TEXT * 1.4)}" font-size="${TEXT}" fill="${palette.muted}">${escaped(line)}</text>`).join('');
  const parts = worlds.map((one, at) => `<g transform="translate(${gap + at * (SIDE + gap)} ${gap})">${world(one, week, palette)}</g>`);
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="${FONT}"><rect width="${width}" height="${height}" fill="${palette.paper}"/>${parts.join('')}<g transform="translate(${gap} ${below})">${key.svg}</g><g transform="translate(${gap} ${below + key.height})">${said}</g></svg>\n`;
}

/** The SVG painted at `times` its size. */
export async function picturePng(svg: string, times = 2): Promise<Blob> {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = image.naturalWidth * times;
  canvas.height = image.naturalHeight * times;
  canvas.getContext('2d')!.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error(t('file.no_png')))), 'image/png');
  });
}
