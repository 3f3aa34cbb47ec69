import { describe, expect, test } from 'vitest';
import { CATALOGUE, adoption, history, relationship } from './made_up';
import { VACANT } from '../engine/protocol';
import { looks, storyOf } from './story';

const texts = (sentences: { week: number; text: string }[]) => sentences.map(({ week, text }) => `${week}: ${text}`);

describe('the story of a relationship', () => {
  const world = history(40, {
    2: { adoptions: [adoption(2, 0, 0, null)] },
    20: { adoptions: [adoption(20, 3, 2, 0)] },
    30: {
      flags: [0, 0, 8, 0],
      onsets: [{ week: 30, effect: 3, practice: 0, mechanism: 3, locus: 2, place: relationship(2) }],
    },
    35: { flags: [0, 0, 0, 0] },
    38: { arrived: [2, 2, 1] },
  });

  test('tells source, looks, what could be seen, and what came of it', () => {
    expect(texts(storyOf(world, CATALOGUE, '2:0', 36))).toEqual([
      '0: Was there from the beginning.',
      '20: Took up “exceed expectations”, imitated from manager 1. The source looked about twice as successful ' +
        '(200 against 100). No harm of it showed there yet.',
      '30: Rising expectations starts to do harm. “exceed expectations” feeds it most; that had come from manager 1 in week 20.',
      '35: Rising expectations: no longer harmful.',
    ]);
  });

  test('gives away nothing that comes later', () => {
    expect(storyOf(world, CATALOGUE, '2:0', 10)).toHaveLength(1);
  });

  test('ends with the relationship, and begins anew with its successor', () => {
    expect(texts(storyOf(world, CATALOGUE, '2:0', 40)).at(-1)).toContain('38: Ended');
    expect(texts(storyOf(world, CATALOGUE, '2:1', 40))).toEqual(['38: Began, as the successor of one that had ended.']);
  });
});

test('of a dark source, only what the practice feeds is told', () => {
  const world = history(10, { 5: { adoptions: [adoption(5, 1, 1, 0, 0b1010)] } });
  expect(storyOf(world, CATALOGUE, '1:0', 10)[1]?.text).toContain('Its harm showed there already: rising expectations.');
});

test('how one looked beside the other', () => {
  expect(looks(1.2, 0.4, 0.5)).toContain('about 3 times as successful');
  expect(looks(0.5, 0.4, 0.5)).toContain('more successful');
  expect(looks(0.4, 0.5, 0.5)).toContain('less successful');
  expect(looks(0.41, 0.4, 0.5)).toContain('about as successful');
  expect(looks(0.4, -0.2, 0.5)).toContain('more successful');
  expect(looks(Number.NaN, 0.4, 0.5)).toBe('');
});

test('an account that is lost leaves its place empty until another is won', () => {
  const gap = history(40, { 10: { phase: [0, 0, VACANT, 0] }, 30: { phase: [0, 0, 0, 0], arrived: [2, 2, 1] } });
  expect(texts(storyOf(gap, CATALOGUE, '2:0', 40)).at(-1)).toBe('10: Ended; the account was lost, and its place stays empty until another is won.');
  expect(texts(storyOf(gap, CATALOGUE, '2:1', 40))).toEqual(['30: Began, as the successor of one that had ended.']);
  expect([gap.vacant(2, 9), gap.vacant(2, 10), gap.vacant(2, 30)]).toEqual([false, true, false]);
  expect([gap.hasGaps, history(40, {}).hasGaps]).toEqual([true, false]);
});
