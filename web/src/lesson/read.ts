// Lessons are data: TOML files beside the page, which a trainer can change and translate.

import { parse } from 'smol-toml';
import { allowed, lever } from '../domain/levers';
import type { Levers } from '../domain/levers';
import type { State } from '../session/state';
import { initial } from '../session/state';

export interface Guess {
  question: string;
  options: string[];
  /** Number of the option that the model shows, or that the lessons bear out, from 0. */
  answer: number;
}

/** A guess that is drawn: how the dark share of the first world continues after the step's week. */
export interface Draw {
  question: string;
}

/**
 * One number of a world in its last week, beside what it was in the step's own week; or what changes from the first world
 * to the second over the twenty pairs, as `{change.METRIC}` in a text.
 */
export interface LargeNumber {
  metric: (typeof LARGE)[number];
  world: 'a' | 'b' | 'change';
  /** What is counted. */
  words: string;
}

/** What a step shows; what it leaves out stays as in the step before. */
interface Show {
  scenario?: string;
  against?: string;
  levers?: Levers;
  practice?: string;
  effect?: string;
  sight?: string;
  third?: boolean;
  from?: number;
  seed?: number;
  week?: number;
  speed?: number;
}

export interface Step {
  title: string;
  /** Shown at once or, if the step plays, when that is over. */
  text: string;
  /** What to look at while it plays. */
  watch: string;
  guess: Guess | null;
  draw: Draw | null;
  show: Show;
  /** Plays from the step's week on. */
  play: boolean;
  /** Whether the numbers of the twenty pairs are shown. */
  verdict: boolean;
  /** Whether the world races under twenty seeds, even without a second one. */
  twenty: boolean;
  /** Whether how harm arrived stands first beside the picture. */
  mechanisms: boolean;
  /** Whether patient zero of the marked practice is traced. */
  trace: boolean;
  /** The one large number shown when the animation is over. */
  number: LargeNumber | null;
  /** Whether the second picture shows what is different. */
  difference: boolean;
}

export interface Lesson {
  name: string;
  title: string;
  minutes: number;
  idea: string;
  /** What in the lesson is assumed, built in, or cannot be seen. */
  assumed: string;
  steps: Step[];
}

export interface Trainer {
  title: string;
  text: string;
  lessons: { lesson: string; ask: string[]; heard: string[]; next: string }[];
  /** Questions before and after. */
  items: Guess[];
  /** Minute by minute. */
  script: { minutes: string; do: string; say: string }[];
}

type Table = Record<string, unknown>;

function text(table: Table, key: string, where: string, fallback?: string): string {
  const value = table[key] ?? fallback;
  if (typeof value !== 'string') throw new Error(`${where}: “${key}” must be a text`);
  return value.trim();
}

function texts(table: Table, key: string, where: string): string[] {
  const value = table[key] ?? [];
  if (!Array.isArray(value) || value.some((one) => typeof one !== 'string')) throw new Error(`${where}: “${key}” must be a list of texts`);
  return value as string[];
}

function tables(table: Table, key: string, where: string): Table[] {
  const value = table[key] ?? [];
  if (!Array.isArray(value)) throw new Error(`${where}: “${key}” must be written as [[${key}]]`);
  return value as Table[];
}

function readGuess(table: Table, where: string): Guess {
  const options = texts(table, 'options', where);
  const answer = Number(table.answer) - 1;
  if (!options[answer]) throw new Error(`${where}: “answer” must be a number from 1 to ${options.length}`);
  return { question: text(table, 'question', where), options, answer };
}

/** Numbers that can be shown large. */
const LARGE = ['dark_share', 'visible_value', 'value', 'users'] as const;

function readNumber(table: Table, where: string): LargeNumber {
  const said = text(table, 'metric', where);
  const metric = LARGE.find((one) => one === said);
  if (!metric) throw new Error(`${where}: “metric” must be one of ${LARGE.join(', ')}`);
  const world = text(table, 'world', where, 'a');
  if (world !== 'a' && world !== 'b' && world !== 'change') throw new Error(`${where}: “world” must be a, b or change`);
  if (world === 'change' && metric === 'users') throw new Error(`${where}: users are not counted over the twenty pairs`);
  return { metric, world, words: text(table, 'words', where) };
}

/** What a step can show besides levers, and what kind of value that is. */
const SHOWN: Record<Exclude<keyof Show, 'levers'>, string> = {
  scenario: 'string', against: 'string', practice: 'string', effect: 'string', sight: 'string', third: 'boolean',
  from: 'number', seed: 'number', week: 'number', speed: 'number',
};

function readShow(table: Table, where: string): Show {
  const { levers, ...rest } = table;
  for (const [key, value] of Object.entries(rest)) {
    const kind = (SHOWN as Record<string, string>)[key];
    if (!kind) throw new Error(`${where}: there is no “${key}” to show`);
    if (typeof value !== kind) throw new Error(`${where}: “${key}” must be a ${kind}`);
  }
  return levers ? { ...rest, levers: readLevers(levers as Table, where) } : rest;
}

function readLevers(table: Table, where: string): Levers {
  const levers: Levers = {};
  for (const [id, value] of Object.entries(table)) {
    const one = lever(id);
    if (!one) throw new Error(`${where}: there is no lever “${id}”`);
    if (!allowed(one, value)) throw new Error(`${where}: the lever “${id}” cannot be ${String(value)}`);
    levers[id] = value;
  }
  return levers;
}

export function readLesson(name: string, toml: string): Lesson {
  const table = parse(toml) as Table;
  const where = `lesson ${name}`;
  const steps = tables(table, 'step', where).map((step, number): Step => {
    const place = `${where}, step ${number + 1}`;
    return {
      title: text(step, 'title', place),
      text: text(step, 'text', place),
      watch: text(step, 'watch', place, ''),
      guess: step.guess ? readGuess(step.guess as Table, place) : null,
      draw: step.draw ? { question: text(step.draw as Table, 'question', place) } : null,
      show: readShow((step.show ?? {}) as Table, place),
      play: step.play === true,
      verdict: step.verdict === true,
      twenty: step.twenty === true,
      mechanisms: step.mechanisms === true,
      trace: step.trace === true,
      number: step.number ? readNumber(step.number as Table, place) : null,
      difference: step.difference === true,
    };
  });
  if (!steps.length) throw new Error(`${where}: it has no [[step]]`);
  return {
    name,
    title: text(table, 'title', where),
    minutes: Number(table.minutes) || 5,
    idea: text(table, 'idea', where),
    assumed: text(table, 'assumed', where),
    steps,
  };
}

export function readTrainer(toml: string): Trainer {
  const table = parse(toml) as Table;
  return {
    title: text(table, 'title', 'trainer'),
    text: text(table, 'text', 'trainer'),
    lessons: tables(table, 'lesson', 'trainer').map((one) => ({
      lesson: text(one, 'name', 'trainer'),
      ask: texts(one, 'ask', 'trainer'),
      heard: texts(one, 'heard', 'trainer'),
      next: text(one, 'next', 'trainer'),
    })),
    items: tables(table, 'item', 'trainer').map((one) => readGuess(one, 'trainer')),
    script: tables(table, 'script', 'trainer').map((one) => ({
      minutes: text(one, 'minutes', 'trainer'), do: text(one, 'do', 'trainer'), say: text(one, 'say', 'trainer'),
    })),
  };
}

/** The state that a step shows: the `show` of its lesson's steps up to it, applied in order. */
export function stateOf(lesson: Lesson, step: number): State {
  const said: Show = Object.assign({}, ...lesson.steps.slice(0, step + 1).map((one) => one.show));
  const { against, sight, ...same } = said;
  return { ...initial, ...same, sight: sight === 'seen' ? 'seen' : 'actual', other: against ?? '', view: 'lessons', lesson: lesson.name, step };
}

/** A lesson with the texts of a translation, a file of the same shape; what it lacks stays as it is. */
export function translated(lesson: Lesson, toml: string): Lesson {
  const table = parse(toml) as Table;
  const where = `lesson ${lesson.name}, translation`;
  const own = (from: Table | undefined, key: string, fallback: string) => text(from ?? {}, key, where, fallback);
  const steps = tables(table, 'step', where);
  return {
    ...lesson,
    title: own(table, 'title', lesson.title),
    idea: own(table, 'idea', lesson.idea),
    assumed: own(table, 'assumed', lesson.assumed),
    steps: lesson.steps.map((step, at) => {
      const said = steps[at];
      const guess = said?.guess as Table | undefined;
      const options = texts(guess ?? {}, 'options', where);
      return {
        ...step,
        title: own(said, 'title', step.title),
        text: own(said, 'text', step.text),
        watch: own(said, 'watch', step.watch),
        guess: step.guess && { ...step.guess, question: own(guess, 'question', step.guess.question), options: step.guess.options.map((option, one) => options[one] ?? option) },
        draw: step.draw && { question: own(said?.draw as Table | undefined, 'question', step.draw.question) },
        number: step.number && { ...step.number, words: own(said?.number as Table | undefined, 'words', step.number.words) },
      };
    }),
  };
}
