import { expect, test } from 'vitest';
import { initial } from '../session/state';
import { addressOf, readAddress } from './address';
import { readLesson, stateOf } from './read';
import { lessons } from './shelf';

const lesson = readLesson('x', `
title = "t"
idea = "i"
assumed = "a"
[[step]]
title = "1"
text = "t"
[step.show]
against = "audited"
week = 200
third = true
levers = { programme = true, cleansing = 0.5 }
`);

test('the name of a lesson is enough to open it with its worlds', () => {
  lessons.value = [lesson];
  expect(readAddress('lesson=x')).toEqual({ state: stateOf(lesson, 0), problems: [] });
  expect(addressOf(stateOf(lesson, 0))).toBe('lesson=x');
});

test('what somebody changed in a lesson is kept, also where it is as usual without one', () => {
  lessons.value = [lesson];
  const changed = { ...stateOf(lesson, 0), week: initial.week, other: '', third: false, levers: { programme: false, cleansing: 0.7, audit: 0.1 } };
  const { state, problems } = readAddress(addressOf(changed));
  expect(problems).toEqual([]);
  expect(state).toEqual(changed);
});
