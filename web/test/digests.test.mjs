// A seed gives the same results in the page as in the command.

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { clean, digestByCommand, digestOf, exported, forTests, open } from './browser.mjs';

const browser = forTests();

// In turn: plain, dated change, act, imported network, presets of firms, a firm's own values, a known case.
const CASES = [
  ['baseline', 1], ['baseline_0_1', 20_251], ['programme_with_audit', 7], ['safeguards', 3], ['imported_network', 5],
  ['organisations', 2], ['traced', 11], ['junior_wave', 4], ['known/household', 1],
];

for (const [scenario, seed] of CASES) {
  test(`${scenario}, seed ${seed}`, async () => {
    const { page, seen } = await open(browser.context, `scenario=${encodeURIComponent(scenario)}&seed=${seed}`);
    assert.equal(await digestOf(page), digestByCommand(scenario, seed));
    clean(seen);
    await page.close();
  });
}

test('what is exported as TOML gives the command the digest of the second world', async (t) => {
  const { page } = await open(browser.context, 'scenario=celebrity&seed=9&lever.programme=on&lever.audit=0.05');
  const digest = await digestOf(page, 'b');
  const toml = await exported(page, 'toml');
  const folder = mkdtempSync(join(tmpdir(), 'workshop-'));
  const file = join(folder, 'exported.toml');
  writeFileSync(file, toml);
  t.diagnostic(String(toml).split('\n').slice(0, 3).join(' | '));
  assert.equal(digestByCommand(file, 9), digest);
  rmSync(folder, { recursive: true });
  await page.close();
});
