import { expect, test } from 'vitest';
import { kindOf, sort } from './dropped';

test('tables are known by their columns', () => {
  expect(kindOf('"id";"Firm"\n1;2')).toBe('managers');
  expect(kindOf('source,target,weight\n')).toBe('ties');
  expect(kindOf('manager,account,closeness\n')).toBe('relationships');
  expect(kindOf('# a star\nhub,leaf1,0.2\n')).toBe('edges');
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

test('of two scenarios or two tables of a kind the first is taken, and that is said', () => {
  const one = { name: 'a.toml', text: 'extends = "baseline"' };
  const found = sort([one, { name: 'b.toml', text: '' }, { name: 't.csv', text: 'source,target' }, { name: 'u.csv', text: 'target,source' }]);
  expect(found.scenario).toBe(one);
  expect(found.problems).toEqual([expect.stringContaining('b.toml was left out'), expect.stringContaining('u.csv was left out')]);
});

test('a scenario that is built on another file is refused with what to do', () => {
  const found = sort([{ name: 'a.toml', text: '# mine\nextends = "base.toml"\n' }]);
  expect(found.scenario).toBeNull();
  expect(found.problems[0]).toContain('base.toml');
});

test('what is packed goes by its own ending', () => {
  const ties = { name: 'asks.csv.gz', text: 'source,target\na,b\n' };
  expect(sort([ties]).organisation).toEqual({ ties });
});
