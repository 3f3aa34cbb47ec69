import { expect, test } from 'vitest';
import { readLesson, readTrainer, stateOf, translated } from './read';

const files = import.meta.glob<string>('../../lessons/*.toml', { query: '?raw', import: 'default', eager: true });
const texts = new Map(Object.entries(files).map(([path, text]) => [path.split('/').at(-1)!.slice(0, -5), text]));
const lessons = [...texts].filter(([name]) => name !== 'trainer' && !name.includes('.')).map(([name, text]) => readLesson(name, text));

test('there are at least five lessons, each with a guess that the next step answers', () => {
  expect(lessons.length).toBeGreaterThanOrEqual(5);
  for (const { name, steps } of lessons) {
    expect(steps.some((step) => step.guess), name).toBe(true);
    expect(steps.at(-1)?.guess, name).toBeNull();
    steps.forEach((step, number) => step.guess && expect(step.verdict, `${name}, step ${number + 1} gives the answer away`).toBe(false));
  }
});

test('the right answers are spread over the letters', () => {
  const answers = lessons.flatMap(({ steps }) => steps.flatMap((step) => (step.guess ? [step.guess.answer] : [])));
  for (const letter of [0, 1, 2]) {
    const share = answers.filter((answer) => answer === letter).length / answers.length;
    expect(share > 0.2 && share < 0.45, `${letter}: ${share}`).toBe(true);
  }
});

test('numbers in texts are ones that the page can give', () => {
  for (const { name, steps } of lessons) {
    steps.forEach((step, number) => {
      const asked = [...step.text.matchAll(/\{([\w.]+)\}/g)].map(([, key]) => key!);
      for (const key of asked) expect(key, `${name}, step ${number + 1}`).toMatch(/^(?:(?:a|b|change)\.(?:dark_share|visible_value|value|adoptions)|end\.[ab])$/);
      // They come from the twenty runs, which must not give away a guess.
      if (asked.length || step.number?.world === 'change') expect(step.verdict, `${name}, step ${number + 1} has numbers and no verdict`).toBe(true);
    });
  }
});

test('German has every lesson whole, with as many options and the same numbers', () => {
  const numbers = (text: string) => [...text.matchAll(/\{[\w.]+\}/g)].map(String).sort();
  for (const lesson of lessons) {
    const toml = texts.get(`${lesson.name}.de`);
    expect(toml, lesson.name).toBeDefined();
    const german = translated(lesson, toml!);
    german.steps.forEach((step, number) => {
      const own = lesson.steps[number]!;
      const place = `${lesson.name}, step ${number + 1}`;
      expect(numbers(step.text), place).toEqual(numbers(own.text));
      expect(step.title === own.title || step.text === own.text, `${place} is in English`).toBe(false);
      if (own.number) expect(step.number!.words, `${place}, number`).not.toBe(own.number.words);
      if (own.guess) expect(step.guess!.options.some((option) => own.guess!.options.includes(option)), place).toBe(false);
    });
  }
  const [english, german] = [readTrainer(texts.get('trainer')!), readTrainer(texts.get('trainer.de')!)];
  expect(german.lessons.map((one) => one.lesson)).toEqual(english.lessons.map((one) => one.lesson));
  expect(german.items.map((item) => item.answer)).toEqual(english.items.map((item) => item.answer));
  expect(german.script.length).toBe(english.script.length);
});

test('what a translation lacks is said in English', () => {
  const own = lessons[0]!;
  const half = translated(own, 'title = "Halb"');
  expect(half.title).toBe('Halb');
  expect(half.steps).toEqual(own.steps);
});

test('the trainer has notes on every lesson', () => {
  const noted = readTrainer(texts.get('trainer')!).lessons.map((one) => one.lesson);
  expect([...noted].sort()).toEqual(lessons.map((lesson) => lesson.name).sort());
});

test('a step shows what the steps before it have said', () => {
  const lesson = readLesson('x', `
title = "t"
idea = "i"
assumed = "a"
[[step]]
title = "1"
text = "t"
show = { against = "audited", week = 100 }
[[step]]
title = "2"
text = "t"
show = { week = 200 }
`);
  expect(stateOf(lesson, 1)).toMatchObject({ other: 'audited', week: 200, lesson: 'x', step: 1, view: 'lessons' });
});

test.each([
  ['show = { weeks = 1 }', 'there is no “weeks” to show'],
  ['show = { levers = { magic = 1 } }', 'there is no lever “magic”'],
  ['show = { week = "soon" }', 'must be a number'],
  ['guess = { question = "q", options = ["a", "b"], answer = 3 }', 'from 1 to 2'],
  ['number = { metric = "value", world = "c", words = "w" }', 'must be a, b or change'],
  ['number = { metric = "users", world = "change", words = "w" }', 'not counted over the twenty pairs'],
])('a lesson with %s is answered with a sentence', (line, sentence) => {
  expect(() => readLesson('x', `title = "t"\nidea = "i"\nassumed = "a"\n[[step]]\ntitle = "1"\ntext = "t"\n${line}\n`)).toThrow(sentence);
});
