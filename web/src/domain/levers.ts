// What a trainer can change, in plain words: what it is, why it should matter, whose idea it is, and which values of
// the model it sets. The list is the page's; the meaning of every value is in `darkside explain`.

import type { Dated, Setting } from '../engine/protocol';

export type LeverValue = number | boolean | string;
export type Levers = Record<string, LeverValue>;

/** When a lever's change begins: in a week that the trainer chooses, or with the world itself. */
export type Begins = 'dated' | 'start';

interface Common {
  id: string;
  name: string;
  /** As a noun, for the heading of its world; its name in small letters, if left out. */
  noun?: string;
  /** One line: why it should matter. */
  why: string;
  source: string;
  begins: Begins;
}

export interface Switch extends Common {
  kind: 'switch';
  neutral: false;
}

export interface Slider extends Common {
  kind: 'slider';
  neutral: number;
  from: number;
  to: number;
  step: number;
  /** What the value says, in words. */
  says: (value: number) => string;
}

export interface Choice extends Common {
  kind: 'choice';
  neutral: string;
  options: { value: string; name: string }[];
}

export type Lever = Switch | Slider | Choice;

const percent = (value: number) => `${Math.round(value * 100)} %`;
const times = (normal: number) => (value: number) =>
  value === 0 ? 'not at all' : value === normal ? 'as usual' : `${Number((value / normal).toFixed(2))} times as usual`;

export const GROUPS: { name: string; note: string; levers: Lever[] }[] = [
  {
    name: 'What senior management does',
    note: 'from week {week} on',
    levers: [
      {
        id: 'programme', kind: 'switch', neutral: false, begins: 'dated',
        name: 'Best-practice programme', noun: 'a best-practice programme',
        why: 'Every quarter, what the most successful managers do is recommended to everybody in the firm.',
        source: 'Zhang et al. 2021: dissemination must be done carefully',
      },
      {
        id: 'cleansing', kind: 'slider', neutral: 0, from: 0, to: 1, step: 0.1, begins: 'dated',
        name: 'Cleanse the programme', noun: 'cleansing',
        why: 'Practices that feed a dark side are screened out before they are recommended. It switches the programme on.',
        source: 'Zhang et al. 2021: filter or cleanse shared knowledge',
        says: (value) => (value === 0 ? 'nothing is screened out' : `${percent(value)} of the loaded practices`),
      },
      {
        id: 'audit', kind: 'slider', neutral: 0, from: 0, to: 0.1, step: 0.01, begins: 'dated',
        name: 'Audit', noun: 'an audit',
        why: 'Senior management looks for practices that do more harm than good, and has them dropped.',
        source: 'Zhang et al. 2021: stay vigilant. That it works, and costs nothing, is assumed',
        says: (value) => (value === 0 ? 'none' : `${percent(value)} a week of what is fully harmful`),
      },
      {
        id: 'long_term', kind: 'slider', neutral: 0, from: 0, to: 1, step: 0.1, begins: 'dated',
        name: 'Reward what lasts', noun: 'lasting reward',
        why: 'Managers are rewarded and admired for actual value, not for what is seen.',
        source: 'Marcos-Cuevas et al. 2014: short-term against long-term reward',
        says: (value) => (value === 0 ? 'only what is seen counts' : `${percent(value)} by actual value`),
      },
    ],
  },
  {
    name: 'What account managers do',
    note: 'from week {week} on',
    levers: [
      {
        id: 'vigilance', kind: 'slider', neutral: 0.5, from: 0, to: 1, step: 0.1, begins: 'dated',
        name: 'Vigilance',
        why: 'How much of the dark cost managers see, in their own accounts and in others’.',
        source: 'Zhang et al. 2021: stay vigilant',
        says: (value) => (value === 0.5 ? 'half of it, as usual' : `${percent(value)} of it`),
      },
      {
        id: 'blindness', kind: 'slider', neutral: 1, from: 0, to: 2, step: 0.25, begins: 'dated',
        name: 'Blind imitation',
        why: 'Copying what looks good without asking why. Learning from experience goes on.',
        source: 'Zhang et al. 2021: avoid blind imitation',
        says: times(1),
      },
      {
        id: 'celebrity', kind: 'slider', neutral: 0.5, from: 0, to: 3, step: 0.25, begins: 'dated',
        name: 'Celebrity',
        why: 'How much more credible success makes a manager in the eyes of colleagues.',
        source: 'Zhang et al. 2021: ‘celebrity’ or prestige',
        says: times(0.5),
      },
      {
        id: 'juniors', kind: 'switch', neutral: false, begins: 'dated',
        name: 'A year of new people',
        why: 'For a year four times as many managers leave, and beginners take their seats.',
        source: 'Zhang et al. 2021: juniors begin by imitating veterans',
      },
      {
        id: 'junior_boost', kind: 'slider', neutral: 1, from: 0, to: 4, step: 0.5, begins: 'dated',
        name: 'Juniors imitate', noun: 'imitation by juniors',
        why: 'How much more juniors imitate colleagues than veterans do.',
        source: 'Zhang et al. 2021: juniors begin by imitating veterans',
        says: (value) => (value === 0 ? 'no more than veterans' : `up to ${Number((1 + value).toFixed(1))} times as much`),
      },
    ],
  },
  {
    name: 'How relationships are governed',
    note: 'put in place once, in week {week}',
    levers: [
      {
        id: 'formal', kind: 'slider', neutral: 0, from: 0, to: 1, step: 0.1, begins: 'dated',
        name: 'Formal governance',
        why: 'Contracts, controls, documented procedure. It keeps an eye on opportunism, and creates some distance.',
        source: 'Zhang et al. 2021: combine formal and informal mechanisms',
        says: (value) => (value === 0 ? 'none added' : `put in place in ${percent(value)} of the accounts`),
      },
      {
        id: 'informal', kind: 'slider', neutral: 0, from: 0, to: 1, step: 0.1, begins: 'dated',
        name: 'Informal governance',
        why: 'Norms and regular joint review of the relationship itself. It clears the view.',
        source: 'Zhang et al. 2021. That both together do more than their sum is assumed',
        says: (value) => (value === 0 ? 'none added' : `put in place in ${percent(value)} of the accounts`),
      },
    ],
  },
  {
    name: 'The organisation',
    note: 'from the very beginning: the worlds differ before the levers’ week, too',
    levers: [
      {
        id: 'preset', kind: 'choice', neutral: '', begins: 'start',
        name: 'Way of organising',
        why: 'Five ways of running key account management; only the two ends are the study’s finding.',
        source: 'Herhausen et al. 2022; the three between, and every number, are the model’s',
        options: [
          { value: '', name: 'as in the scenario' },
          { value: 'laissez_faire', name: 'laissez-faire' },
          { value: 'operating_level', name: 'run by the operating level' },
          { value: 'middle_management', name: 'run by middle management' },
          { value: 'top_management', name: 'run by top management' },
          { value: 'cross_functional', name: 'cross-functional teams' },
        ],
      },
      {
        id: 'portfolio', kind: 'slider', neutral: 8, from: 1, to: 15, step: 1, begins: 'start',
        name: 'Accounts per manager',
        why: 'Each further account is one more place to copy from, and one more to copy to.',
        source: 'practitioners report 4 to 15; Zhang et al. 2021: contagion inside a portfolio',
        says: (value) => (value === 1 ? '1 account' : `${value} accounts`),
      },
      {
        id: 'offices', kind: 'slider', neutral: 0.6, from: 0, to: 1, step: 0.1, begins: 'start',
        name: 'Mixing of offices',
        why: 'How much a colleague in another office counts, against 1 for one in the same office.',
        source: 'Zhang et al. 2021: proximity',
        says: (value) => (value === 0.6 ? '0.6, as usual' : value === 0 ? 'offices keep to themselves' : value.toFixed(1)),
      },
    ],
  },
];

export const LEVERS: Lever[] = GROUPS.flatMap((group) => group.levers);

export function lever(id: string): Lever | undefined {
  return LEVERS.find((one) => one.id === id);
}

/** Whether a value is one that the lever can have. */
export function allowed(one: Lever, value: unknown): value is LeverValue {
  if (one.kind === 'switch') return typeof value === 'boolean';
  if (one.kind === 'choice') return one.options.some((option) => option.value === value);
  return typeof value === 'number' && value >= one.from && value <= one.to;
}

/** The levers that are not where they are in the scenario. */
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

/** What moved levers change: values from the beginning, and what happens from a week on. */
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
