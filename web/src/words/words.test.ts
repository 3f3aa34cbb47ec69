import { expect, test } from 'vitest';
import { readTexts, t, tn } from './words';

const catalogues = import.meta.glob<string>('../../texts/*.toml', { query: '?raw', import: 'default', eager: true });
const sources = import.meta.glob<string>('../**/*.{ts,tsx}', { query: '?raw', import: 'default', eager: true });
const english = readTexts(Object.entries(catalogues).find(([path]) => path.endsWith('/en.toml'))![1]);

test('every text that the page names is there', () => {
  const missing: string[] = [];
  for (const [path, source] of Object.entries(sources)) {
    if (path.includes('.test.')) continue;
    for (const [, key] of source.matchAll(/\bt\(\s*'([\w.]+)'/g)) if (!english.has(key!)) missing.push(`${path}: ${key}`);
    for (const [, key] of source.matchAll(/\btn\('([\w.]+)'/g)) {
      for (const kind of ['one', 'other']) if (!english.has(`${key}.${kind}`)) missing.push(`${path}: ${key}.${kind}`);
    }
  }
  expect(missing).toEqual([]);
});

test('a translation has only keys that there are, and their places for values', () => {
  const places = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(String).sort();
  for (const [path, toml] of Object.entries(catalogues)) {
    for (const [key, text] of readTexts(toml)) {
      expect(english.has(key), `${path}: ${key}`).toBe(true);
      if (!key.endsWith('.one')) expect(places(text), `${path}: ${key}`).toEqual(places(english.get(key)!));
    }
  }
});

test('German lacks nothing', () => {
  const german = readTexts(Object.entries(catalogues).find(([path]) => path.endsWith('/de.toml'))![1]);
  expect([...english.keys()].filter((key) => !german.has(key))).toEqual([]);
});

test('values go into their places, and what is missing is named', () => {
  expect(t('play.week.of', { week: 3, weeks: 260 })).toBe('week 3 of 260');
  expect(tn('lesson.steps', 1)).toBe('1 step');
  expect(tn('lesson.steps', 1234)).toBe('1,234 steps');
  expect(t('no.such.key')).toBe('no.such.key');
});
