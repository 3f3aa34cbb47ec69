import { describe, expect, test } from 'vitest';
import type { State } from '../session/state';
import { initial } from '../session/state';
import { read, write } from './fragment';

const state: State = {
  ...initial,
  view: 'lessons', scenario: 'mine', other: 'audited', levers: { programme: true, audit: 0.05, preset: 'cross_functional' },
  from: 120, seed: 7, third: true, week: 201, speed: 8, practice: 'exceed_expectations', effect: 'conflict', sight: 'seen', copies: [{ week: 70, practice: 'exceed_expectations' }],
  lesson: 'audit', step: 3, text: 'question = "Wie schön?"\n',
};

describe('the address', () => {
  test('gives back every part of the state', () => {
    expect(read(`#${write(state)}`)).toEqual({ state, problems: [] });
  });

  test('says nothing of what is as usual', () => {
    expect(write(initial)).toBe('');
    expect(write({ ...initial, levers: { audit: 0, programme: false } })).toBe('');
  });

  test.each([
    ['lever.audit=5', 'it goes from 0 to 0.1'],
    ['lever.audit=', 'it goes from 0 to 0.1'],
    ['lever.magic=1', 'there is no such lever'],
    ['week=-3', 'only whole numbers'],
    ['seed=1e99', 'only whole numbers'],
    ['view=moon', 'only explore, lessons, trainer'],
    ['text=%%%', 'damaged'],
    ['colour=red', 'there is no such thing'],
    ['sight=rosy', 'only seen, actual'],
    ['copies=x', 'it has no such setting'],
    ['third=isolated', 'only same_volume'],
    ['lever.programme=yes', 'it has no such setting'],
  ])('%s is named and left out', (fragment, right) => {
    const { state: found, problems } = read(`#${fragment}&practice=open_book_sharing`);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(right);
    expect(found).toEqual({ ...initial, practice: 'open_book_sharing' });
  });

  test('leaves out a scenario that is too long for it', () => {
    expect(write({ ...initial, text: 'x'.repeat(20_000) })).toBe('');
  });
});
