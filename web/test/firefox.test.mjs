// The page in Firefox: opening, playing, one lesson, and the command's digests.

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { digestByCommand, pageFile, withFew } from './browser.mjs';
import { firefox, hasFirefox, openFirefox } from './firefox.mjs';

const options = { skip: hasFirefox ? false : `there is no ${firefox}: apt-get install firefox-esr, or set FIREFOX` };
const folder = mkdtempSync(join(tmpdir(), 'workshop-few-'));
const few = withFew(pageFile, join(folder, 'few.html'));

let browser;
before(async () => { if (hasFirefox) browser = await openFirefox(); });
after(() => browser?.close());
after(() => rmSync(folder, { recursive: true, force: true }));

/** Goes by way of a blank page, since a new fragment alone does not reload the page. */
async function open(fragment = '', file = pageFile) {
  await browser.goTo('about:blank');
  await browser.goTo(`${pathToFileURL(file).href}${fragment && `#${fragment}`}`);
  await browser.until("document.documentElement.dataset.ready === 'true'");
}

const digest = (world = 'a') => browser.until(`document.querySelector('[data-world="${world}"]')?.dataset.digest`, 120_000);

test('it opens on one flower, and can be skipped', options, async () => {
  await open();
  await browser.until("document.querySelector('[data-opening=\"one\"]') && document.querySelectorAll('.account-name').length === 8");
  await browser.run("document.querySelector('[data-opening-skip]').click()");
  await browser.until("!document.querySelector('[data-opening]')");
});

test('it plays', options, async () => {
  await open('week=60&speed=16', few);
  await digest();
  await browser.run("document.querySelector('[data-play]').click()");
  await browser.until("Number(document.querySelector('[data-transport]').dataset.week) > 80");
  await browser.run("document.querySelector('[data-play]').click()");
  assert.equal(await browser.run("return document.querySelectorAll('[data-problem]').length"), 0);
});

test('a lesson is gone through', options, async () => {
  await open('lesson=bridge&step=0', few);
  await digest('b');
  for (let step = 0; step < 4; step += 1) {
    await browser.until(`document.querySelector('[data-lesson="bridge"][data-step="${step}"]')`);
    await browser.run("document.querySelector('[data-skip]')?.click(); setTimeout(() => document.querySelector('[data-next]').click(), 100)");
  }
  await browser.until("document.querySelector('[data-lesson=\"bridge\"][data-step=\"4\"]')");
});

for (const [scenario, seed] of [['baseline', 1], ['programme_with_audit', 7]]) {
  test(`a seed gives the command's results: ${scenario}`, options, async () => {
    await open(`scenario=${scenario}&seed=${seed}`);
    assert.equal(await digest(), digestByCommand(scenario, seed));
  });
}
