import { expect, test } from 'vitest';
import { kindOf, sort } from './dropped';

test('tables are known by their columns', () => {
  expect(kindOf('\uFEFF"id";"Firm"\n1;2')).toBe('managers');
  expect(kindOf('source,target,weight\n')).toBe('ties');
  expect(kindOf('manager,account,closeness\n')).toBe('relationships');
  expect(kindOf('name,age\n')).toBeNull();
});

test('an organisation is put together from its tables', () => {
  const managers = { name: 'who.csv', text: 'id\na\n' };
  const ties = { name: 'asks.csv', text: 'source,target\na,b\n' };
  expect(sort([managers, ties])).toEqual({ scenario: null, organisation: { managers, ties }, problems: [] });
});

test('managers alone, an unknown table and a picture are each answered with a sentence', () => {
  expect(sort([{ name: 'who.csv', text: 'id\na\n' }])).toMatchObject({ organisation: null, problems: [expect.stringContaining('table of ties')] });
  expect(sort([{ name: 'x.csv', text: 'name\n' }]).problems[0]).toContain('no table that this page knows');
  expect(sort([{ name: 'x.png', text: '' }]).problems[0]).toContain('was left out');
});
