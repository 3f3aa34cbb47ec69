// What the colours and signs of a picture mean, beneath it: a file has no page around it.

import { EFFECTS, effectName } from '../domain/effects';
import { t } from '../words/words';
import { practiceName } from '../domain/practices';
import { TWO } from '../picture/scene';
import { pathData } from '../picture/glyph';
import type { Palette } from '../picture/palette';
import type { TitledWorld } from './titled_world';

interface Item {
  /** Drawn into a square of 22 by 22. */
  sign: string;
  words: string;
}

const LINE = 34;
const TEXT = 18;

const petal = (colour: string, length: number) =>
  `<path d="M11 ${11 + length / 2}V${11 - length / 2}" stroke="${colour}" stroke-width="8" stroke-linecap="round"/>`;

function effectItem(number: number, palette: Palette): Item {
  const { shape } = EFFECTS[number]!;
  const sign = `<rect width="22" height="22" rx="6" fill="${palette.effects[number]}"/><path d="${pathData(shape, 11, 11, 6.5)}" fill="${palette.paper}"/>`;
  return { sign, words: effectName(EFFECTS[number]!) };
}

function items(worlds: TitledWorld[], palette: Palette): Item[] {
  const list: Item[] = [];
  const looks = worlds.map(({ look }) => look);
  const alone = looks[0]?.effect ?? TWO;
  if (looks.some(({ against }) => against === null)) {
    if (looks[0]?.seen) list.push({ sign: petal(palette.light, 12), words: t('file.seen') });
    else if (alone === TWO) list.push({ sign: petal(palette.night, 12), words: t('file.dark') });
    else if (alone < 0) list.push(...EFFECTS.map((_, number) => effectItem(number, palette)));
    else list.push(effectItem(alone, palette), { sign: petal(palette.other, 8), words: t('file.other') });
  }
  if (looks.some(({ against }) => against !== null)) {
    list.push({ sign: petal(palette.worse, 14), words: t('legend.worse') }, { sign: petal(palette.better, 6), words: t('legend.better') });
    if (alone < 0) list.push({ sign: petal(palette.other, 6), words: t('file.both') });
  }
  const two = alone === TWO && looks.some(({ against }) => against === null);
  if (!looks[0]?.seen) list.push({ sign: petal(two ? palette.light : palette.petal, two ? 12 : 6), words: t('petal.light') });
  if (worlds.some(({ history }) => history.hasGaps)) list.push({ sign: `<circle cx="11" cy="11" r="5" fill="none" stroke="${palette.muted}" stroke-width="1.6"/>`, words: t('petal.vacant') });
  const practice = worlds[0]?.history.description.practices[looks[0]?.practice ?? -1];
  if (practice) list.push({ sign: `<circle cx="11" cy="11" r="5" fill="${palette.mark}"/>`, words: t('file.uses', { practice: practiceName(practice.name) }) });
  return list;
}

/** The legend for paper of this width, and its height. */
export function legend(worlds: TitledWorld[], width: number, palette: Palette): { svg: string; height: number } {
  let [x, y] = [0, 0];
  let svg = '';
  for (const { sign, words } of items(worlds, palette)) {
    // Without a canvas the width of words is unknown; this is enough for wide letters.
    const room = 30 + words.length * TEXT * 0.6 + 22;
    if (x > 0 && x + room > width) [x, y] = [0, y + LINE];
    svg += `<g transform="translate(${x} ${y})">${sign}<text x="30" y="17" font-size="${TEXT}" fill="${palette.ink}">${words}</text></g>`;
    x += Math.round(room);
  }
  return { svg, height: y + LINE };
}
