// What a trainer can change, in plain words: what it is, why it should matter, whose idea it is, and which values of
// the model it sets. The list is the page's; the meaning of every value is in `darkside explain`.

import type { Dated, Setting } from '../engine/protocol';
import { hasText, t } from '../words/words';
import { decimal, percent } from './numbers';

export type LeverValue = number | boolean | string;
export type Levers = Record<string, LeverValue>;

/** When a lever's change begins: in a week that the trainer chooses, or with the world itself. */
type Begins = 'dated' | 'start';

interface Common {
  id: string;
  begins: Begins;
}

interface Switch extends Common {
  kind: 'switch';
  neutral: false;
}

interface Slider extends Common {
  kind: 'slider';
  neutral: number;
  from: number;
  to: number;
  step: number;
  /** How its value is put: `lever.ID.says.zero` or `.usual` if there is such a text, else `.value` in this unit. */
  unit: 'percent' | 'times' | 'number';
}

interface Choice extends Common {
  kind: 'choice';
  neutral: string;
  /** Texts: `lever.ID.option.NAME`. */
  options: string[];
}

export type Lever = Switch | Slider | Choice;

const slider = (id: string, neutral: number, to: number, step: number, unit: Slider['unit'], from = 0, begins: Begins = 'dated'): Slider =>
  ({ id, kind: 'slider', neutral, from, to, step, unit, begins });
const onOff = (id: string): Switch => ({ id, kind: 'switch', neutral: false, begins: 'dated' });

/** The first group moves the picture most; the others stand under "more". Texts: `levers.GROUP.name` and `.note`. */
export const GROUPS: { name: string; levers: Lever[] }[] = [
  { name: 'first', levers: [slider('blindness', 1, 2, 0.05, 'times'), slider('audit', 0, 0.1, 0.01, 'percent'), slider('vigilance', 0.5, 1, 0.1, 'percent')] },
  { name: 'management', levers: [onOff('programme'), slider('cleansing', 0, 1, 0.1, 'percent'), slider('long_term', 0, 1, 0.1, 'percent')] },
  { name: 'managers', levers: [slider('celebrity', 0.5, 3, 0.25, 'times'), onOff('juniors'), slider('junior_boost', 1, 4, 0.5, 'number')] },
  { name: 'governance', levers: [slider('formal', 0, 1, 0.1, 'percent'), slider('informal', 0, 1, 0.1, 'percent')] },
  {
    name: 'organisation',
    levers: [
      {
        id: 'preset', kind: 'choice', neutral: '', begins: 'start',
        options: ['', 'laissez_faire', 'operating_level', 'middle_management', 'top_management', 'cross_functional'],
      },
      slider('portfolio', 8, 15, 1, 'number', 1, 'start'),
      slider('offices', 0.6, 1, 0.1, 'number', 0, 'start'),
    ],
  },
];

export const leverName = ({ id }: Lever): string => t(`lever.${id}.name`);

/** As a noun, for the heading of its world. */
export const leverNoun = (one: Lever): string => t(`lever.${one.id}.noun`);

export const optionName = ({ id }: Choice, value: string): string => t(`lever.${id}.option.${value || 'none'}`);

/** The value of a slider in words. */
export function says(one: Slider, value: number): string {
  const key = `lever.${one.id}.says`;
  if (value === 0 && hasText(`${key}.zero`)) return t(`${key}.zero`);
  if (value === one.neutral && hasText(`${key}.usual`)) return t(`${key}.usual`);
  if (one.unit === 'percent') return t(`${key}.value`, { value: percent(value) });
  const number = one.unit === 'times' ? value / one.neutral : value + (one.id === 'junior_boost' ? 1 : 0);
  return t(`${key}.value`, { value: decimal(number, Number.isInteger(number) ? 0 : Number.isInteger(number * 10) ? 1 : 2) });
}

export const LEVERS: Lever[] = GROUPS.flatMap((group) => group.levers);

export function lever(id: string): Lever | undefined {
  return LEVERS.find((one) => one.id === id);
}

/** Whether the lever can have this value. */
export function allowed(one: Lever, value: unknown): value is LeverValue {
  if (one.kind === 'switch') return typeof value === 'boolean';
  if (one.kind === 'choice') return one.options.some((option) => option === value);
  return typeof value === 'number' && value >= one.from && value <= one.to;
}

/** The levers that have been moved from where the scenario has them. */
export function moved(levers: Levers): Levers {
  return Object.fromEntries(Object.entries(levers).filter(([id, value]) => value !== lever(id)?.neutral));
}

const VALUES: Record<string, { path: string; value?: number }> = {
  programme: { path: 'contagion.programme', value: 0.03 },
  cleansing: { path: 'programme.filter' },
  audit: { path: 'lapse.audit' },
  long_term: { path: 'enablers.long_term_reward' },
  vigilance: { path: 'value.dark_visibility' },
  blindness: { path: 'enablers.blindness' },
  celebrity: { path: 'enablers.prestige' },
  junior_boost: { path: 'enablers.junior_boost' },
  preset: { path: 'preset' },
  portfolio: { path: 'population.portfolio' },
  offices: { path: 'ties.firm_weight' },
};

/** What moved levers change: values from the beginning, and changes from a week on. */
export function changes(levers: Levers, week: number, managers: number): { set: Setting[]; dated: Dated[] } {
  const active = moved(levers);
  const set: Setting[] = [];
  const dated: Setting[] = [];
  for (const one of LEVERS) {
    const given = active[one.id];
    const target = VALUES[one.id];
    if (given === undefined || !target) continue;
    const setting = { path: target.path, value: target.value ?? given };
    (one.begins === 'start' ? set : dated).push(setting);
  }
  const events: Dated[] = dated.length ? [{ week, set: dated }] : [];
  if (active.juniors) events.push(...yearOfNewPeople(week));
  for (const [id, practice] of [['formal', 'formal_governance'], ['informal', 'relational_review']] as const) {
    const share = active[id];
    if (typeof share === 'number') {
      events.push({ week, act: 'introduce', keys: { practices: [practice], managers, share } });
    }
  }
  return { set, dated: events };
}

/** As in the scenario `junior_wave`. */
function yearOfNewPeople(week: number): Dated[] {
  const turnover = (rate: number, mobility: number): Setting[] => [
    { path: 'people.turnover', value: rate },
    { path: 'people.mobility', value: mobility },
  ];
  return [
    { week, set: turnover(0.02, 0) },
    { week: week + 52, set: turnover(0.004807692, 0.5) },
  ];
}
