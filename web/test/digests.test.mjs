// A seed gives the same results in the page as in the command.

import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { digestByCommand, digestOf, open, openBrowser } from './browser.mjs';

let browser;
before(async () => { browser = await openBrowser(); });
after(() => browser?.close());

// In turn: plain, dated change, act, imported network, presets of firms, a firm's own values, a known case.
const CASES = [
  ['baseline', 1], ['baseline_0_1', 20_251], ['programme_with_audit', 7], ['safeguards', 3], ['imported_network', 5],
  ['organisations', 2], ['traced', 11], ['junior_wave', 4], ['known/household', 1],
];

for (const [scenario, seed] of CASES) {
  test(`${scenario}, seed ${seed}`, async () => {
    const { page, seen } = await open(browser.context, `scenario=${encodeURIComponent(scenario)}&seed=${seed}`);
    assert.equal(await digestOf(page), digestByCommand(scenario, seed));
    assert.deepEqual(seen, { errors: [], requests: [] });
    await page.close();
  });
}

test('what is exported as TOML gives the command the digest of the second world', async (t) => {
  const { page } = await open(browser.context, 'scenario=celebrity&seed=9&lever.programme=on&lever.audit=0.05');
  const digest = await digestOf(page, 'b');
  await page.click('[data-share]');
  const [download] = await Promise.all([page.waitForEvent('download'), page.click('[data-export="toml"]')]);
  const file = `${await download.path()}.toml`;
  writeFileSync(file, readFileSync(await download.path()));
  t.diagnostic(readFileSync(file, 'utf8').split('\n').slice(0, 3).join(' | '));
  assert.equal(digestByCommand(file, 9), digest);
  await page.close();
});
