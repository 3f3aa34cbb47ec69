// The page in German: chosen, kept, with numbers written the German way.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { clean, digestOf, forTests, frames, openFew } from './browser.mjs';

const browser = forTests();

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
  clean(seen);
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

test('firms in the picture have their names in the reader’s language at once', async () => {
  const { page } = await openFew(browser, 'week=200');
  // Wide enough that no text changes the size of the picture, which would then be drawn afresh anyway.
  await page.setViewportSize({ width: 1920, height: 1080 });
  await digestOf(page);
  await frames(page, 10);
  await page.evaluate(() => {
    globalThis.drawn = [];
    const draw = CanvasRenderingContext2D.prototype.fillText;
    CanvasRenderingContext2D.prototype.fillText = function (text, ...rest) {
      globalThis.drawn.push(text);
      return draw.call(this, text, ...rest);
    };
  });
  await page.selectOption('[data-language]', 'de');
  await page.waitForFunction(() => globalThis.drawn.length > 0);
  await frames(page, 10);
  const names = await page.evaluate(() => globalThis.drawn);
  assert.ok(names.every((name) => name.startsWith('Firma ')), String(names));
  await page.close();
});
