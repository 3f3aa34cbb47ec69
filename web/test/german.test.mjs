// The page in German: chosen, kept, with numbers written the German way.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { digestOf, openBrowser, openFew } from './browser.mjs';

let browser;
before(async () => { browser = await openBrowser(); });
after(() => browser?.close());

/** English words that a German page must not contain. */
const ENGLISH = /\b(the|and|which|relationships|managers see|week|worth)\b/i;

test('page, lessons and trainer’s notes are German once that is chosen', async () => {
  const { page, seen } = await openFew(browser, 'lesson=threshold&step=0');
  await digestOf(page, 'b');
  await page.selectOption('[data-language]', 'de');
  assert.equal(await page.getAttribute('html', 'lang'), 'de');
  assert.equal(await page.textContent('#step-title'), 'Nachmachen mit offenen Augen');
  for (const tab of ['lessons', 'explore', 'trainer']) {
    await page.click(`[data-tab="${tab}"]`);
    const text = await page.evaluate(() => document.body.innerText.replaceAll(/Zhang et al[^\n]*|Dark-side-effect[^\n]*|Best[ -]Practice\S*/g, ''));
    assert.doesNotMatch(text, ENGLISH, `${tab}: ${ENGLISH.exec(text)?.input.slice(Math.max(0, text.search(ENGLISH) - 60), text.search(ENGLISH) + 60)}`);
  }
  await page.click('[data-tab="explore"]');
  assert.match(await page.textContent('.world-head h2'), /Fünf Manager beginnen/);
  assert.deepEqual(seen, { errors: [], requests: [] });
  await page.close();
});

test('numbers are written as the reader’s language writes them', async () => {
  const { page } = await openFew(browser, 'week=200');
  await digestOf(page);
  await page.selectOption('[data-language]', 'de');
  await page.locator('[data-world="a"] .picture').focus();
  for (const key of ['ArrowRight', 'PageDown', 'Enter']) await page.keyboard.press(key);
  assert.match(await page.textContent('[data-story]'), /Nähe \d,\d\d/);
  await page.close();
});
