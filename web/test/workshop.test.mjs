// What a trainer does with a room: hands, drawn guesses, paper, slides, before and after, the challenge.

import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { clean, digestOf, forTests, openFew, settled } from './browser.mjs';

const browser = forTests();

const LESSONS = join(import.meta.dirname, '../lessons');
const step = (page, lesson, number) => page.waitForSelector(`[data-lesson="${lesson}"][data-step="${number}"]`);

test('hands are typed in and stand beside the answer', async () => {
  const { page, seen } = await openFew(browser, 'lesson=outbreak&step=1');
  await digestOf(page);
  for (const [letter, count] of [['A', 7], ['B', 12], ['C', 3]]) await page.fill(`[data-hands="${letter}"]`, String(count));
  await page.click('[data-next]');
  await step(page, 'outbreak', 2);
  assert.equal(await page.locator('[data-answer]').count(), 0, 'it is answered before it has been seen');
  await page.click('[data-next]');
  await page.click('[data-skip]');
  await page.waitForSelector('[data-histogram]');
  assert.deepEqual(await page.locator('.hand-count').allTextContents(), ['7', '12', '3 ✓']);
  const high = await page.locator('.hand-bar').evaluateAll((bars) => bars.map((bar) => bar.getBoundingClientRect().height));
  assert.ok(high[1] > high[0] && high[0] > high[2], String(high));
  assert.doesNotMatch(await page.evaluate(() => location.hash), /12/);
  clean(seen);
  await page.close();
});

/** The lessons and their steps that ask, with how many options; the answer comes in the first step after that asks nothing. */
const QUESTIONS = readdirSync(LESSONS).filter((name) => /^(?!trainer)\w+\.toml$/.test(name)).flatMap((name) => {
  const steps = readFileSync(join(LESSONS, name), 'utf8').split('[[step]]').slice(1);
  const asks = (text) => /^\[step\.(guess|draw)\]/m.test(text ?? '');
  return steps.flatMap((text, at) => {
    if (!text.includes('[step.guess]')) return [];
    let answered = at + 1;
    while (asks(steps[answered])) answered += 1;
    return [{ lesson: name.slice(0, -5), at, answered, options: JSON.parse(/^options = (.*)$/m.exec(text)[1]).length }];
  });
});

for (const [language, presenting] of [['en', false], ['de', false], ['de', true]]) {
  test(`question and options, then number, answer and hands are seen together on a small projector (${language}${presenting ? ', presenting' : ''})`, async () => {
    const { page, seen } = await openFew(browser, 'lesson=outbreak&step=0');
    await page.setViewportSize({ width: 1366, height: 768 });
    await page.selectOption('[data-language]', language);
    if (presenting) await Promise.all([page.waitForEvent('popup'), page.keyboard.press('p')]);
    const next = () => (presenting ? page.keyboard.press('PageDown') : page.click('[data-next]'));
    for (const { lesson, at, answered, options } of QUESTIONS) {
      // Again if need be: just then, the page may be putting the last step into its address.
      await page.waitForFunction(([name, number]) => {
        if (document.querySelector(`[data-lesson="${name}"][data-step="${number}"]`)) return true;
        location.hash = `lesson=${name}&step=${number}`;
        return false;
      }, [lesson, at], { polling: 700 });
      const fold = () => page.locator(presenting ? '.side' : '.lesson-foot').evaluate((part, top) => part.getBoundingClientRect()[top], presenting ? 'bottom' : 'top');
      const asked = await page.locator('.option-row').last().evaluate((row) => row.getBoundingClientRect().bottom);
      assert.ok(asked <= await fold(), `${lesson}, step ${at}: ${asked} of ${await fold()}`);
      for (let option = 0; option < options; option += 1) await page.fill(`[data-hands="${'ABCD'[option]}"]`, '12');
      // The wrong guess adds a line.
      await page.check('.option >> nth=1 >> input');
      while (Number(await page.getAttribute('[data-lesson]', 'data-step')) < answered) {
        await next();
        const years = page.locator('[data-draw] summary');
        if (!(await years.count())) continue;
        await settled(page);
        await years.click();
        await page.locator('[data-year]').last().fill('60');
      }
      await settled(page);
      const skip = page.locator('[data-skip]');
      if (await skip.count()) await skip.click();
      await page.waitForSelector('[data-histogram]');
      const ends = await page.$$eval('[data-large], [data-answer]', (parts) => parts.map((part) => part.getBoundingClientRect().bottom));
      assert.ok(Math.max(...ends) <= await fold(), `${lesson}, step ${answered}: ${Math.max(...ends)} of ${await fold()}`);
      assert.equal(await page.locator('.side').evaluate((side) => side.scrollTop), 0);
    }
    clean(seen);
    await page.close();
  });
}

test('a guess is drawn, by mouse or by keyboard, and the real curve is drawn over it', async () => {
  const { page, seen } = await openFew(browser, 'lesson=outbreak&step=2');
  await digestOf(page);
  const box = await page.locator('[data-chart="dark"]').boundingBox();
  await page.mouse.move(box.x + box.width * 0.35, box.y + box.height * 0.7);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.6, box.y + box.height * 0.4, { steps: 6 });
  await page.mouse.move(box.x + box.width * 0.95, box.y + box.height * 0.2, { steps: 6 });
  await page.mouse.up();
  const drawn = await page.getAttribute('[data-guess-curve]', 'd');
  assert.ok(drawn.length > 200, `only ${drawn} is drawn`);
  await page.locator('[data-draw] summary').click();
  await page.locator('[data-year="364"]').fill('60');
  await page.click('[data-next]');
  await page.waitForSelector('[data-waits]');
  assert.equal(await page.locator('[data-answer]').count(), 0);
  await page.click('[data-skip]');
  assert.match(await page.textContent('[data-answer]'), /You drew 60\s% .* The model shows \d\d\s%/);
  assert.ok(await page.locator('[data-guess-curve]').count());
  assert.match(await page.textContent('[data-large]'), /^\d\d\s%of all relationships are dark after six years.*week 52: \d\s%/);
  clean(seen);
  await page.close();
});

test('the large number of a change is that of the twenty pairs', async () => {
  const { page, seen } = await openFew(browser, 'lesson=audit&step=2');
  await settled(page);
  await page.click('[data-skip]');
  await page.waitForSelector('[data-ensemble="done"]');
  const mean = Number(await page.getAttribute('[data-verdict="visible_value"] [data-mean]', 'data-mean'));
  assert.equal(await page.textContent('[data-large] strong'), `${mean < 0 ? '−' : '+'}${Math.abs(mean).toFixed(1)}`);
  assert.match(await page.textContent('[data-large]'), /\d+ → \d+, mean of 20 pairs/);
  clean(seen);
  await page.close();
});

test('a handout is one page of A4 with guess, picture, take-aways and what is assumed', async () => {
  const { page, seen } = await openFew(browser, 'view=trainer');
  await page.evaluate(() => { globalThis.print = () => { globalThis.printed = true; }; });
  await page.click('[data-print="outbreak"]');
  await page.waitForFunction(() => globalThis.printed, null, { timeout: 120_000 });
  const paper = page.locator('[data-handout="outbreak"]');
  assert.equal(await paper.locator('ol li').count(), 3);
  for (const part of [/How many relationships will use it/, /put in/, /Leischnig/]) assert.match(await paper.textContent(), part);
  assert.ok(await paper.locator('img').evaluate((image) => image.naturalWidth > 500));
  const pdf = await page.pdf({ preferCSSPageSize: true });
  assert.equal(pdf.toString('latin1').match(/\/Type\s*\/Page\b/g).length, 1);
  // One world alone leaves room for words beside its picture.
  const [picture, list] = [await paper.locator('img').boundingBox(), await paper.locator('ol').boundingBox()];
  assert.ok(list.x >= picture.x + picture.width && list.y < picture.y + picture.height, JSON.stringify({ picture, list }));
  // In German, this lesson has the most words.
  await page.click('[data-handout-close]');
  await page.selectOption('[data-language]', 'de');
  await page.click('[data-print="outbreak"]');
  await page.waitForSelector('[data-handout] img');
  const german = await page.pdf({ preferCSSPageSize: true });
  assert.equal(german.toString('latin1').match(/\/Type\s*\/Page\b/g).length, 1);
  clean(seen);
  await page.close();
});

test('each step is a slide', async () => {
  const { page, seen } = await openFew(browser, 'view=trainer');
  const files = [];
  page.on('download', (file) => files.push(file));
  await page.click('[data-slides="patient_zero"]');
  for (let waited = 0; files.length < 6 && waited < 1200; waited += 1) await page.waitForTimeout(100);
  assert.deepEqual(files.map((file) => file.suggestedFilename()), [1, 2, 3, 4, 5, 6].map((number) => `patient_zero-0${number}.png`));
  const png = readFileSync(await files[2].path());
  assert.deepEqual([png.readUInt32BE(16), png.readUInt32BE(20)], [1920, 1080]);
  clean(seen);
  await page.close();
});

test('before and after: sheets without names, the gain, and a table of them', async () => {
  const { page, seen } = await openFew(browser, 'view=trainer');
  const fillIn = async (when, answers) => {
    await page.click(`[data-ask="${when}"]`);
    for (const [item, option] of answers.entries()) await page.check(`[data-asking="${when}"] input[name="item${item}"][value="${option}"]`);
    await page.click(`[data-asking="${when}"] [type="submit"]`);
    await page.click('[data-asked]');
  };
  assert.ok((await page.textContent('[data-before-after]')).includes('What does that tell you about its harm?'));
  await fillIn('before', [0, 0, 0, 0]);
  await fillIn('after', [1, 2, 0, 0]);
  assert.equal(Number(await page.getAttribute('[data-gain]', 'data-gain')).toFixed(3), (0.5 / 0.75).toFixed(3));
  const [file] = await Promise.all([page.waitForEvent('download'), page.click('[data-save-sheets]')]);
  await page.getByRole('button', { name: 'Delete answers' }).click();
  for (const when of ['before', 'after']) await fillIn(when, [1, 2, 0, 2]);
  assert.match(await page.textContent('[data-gain]'), /^Right before: 100\s%; right after: 100\s%.*nothing to gain\.$/);
  assert.equal(readFileSync(await file.path(), 'utf8'), 'when,sheet,item1,item2,item3,item4,right\nbefore,1,A,A,A,A,1\nafter,1,B,C,A,A,3\n');
  clean(seen);
  await page.close();
});

test('the challenge counts what is spent, and judges by twenty runs', async () => {
  const { page, seen } = await openFew(browser, 'view=lessons');
  await page.click('[data-open-play="challenge"]');
  const set = (lever, value) => page.evaluate(([id, to]) => {
    const input = document.querySelector(`[data-lever="${id}"]`);
    input.value = String(to);
    input.dispatchEvent(new Event('input', { bubbles: true }));
  }, [lever, value]);
  await set('audit', 0.1);
  await page.waitForSelector('[data-score="over"]');
  await set('audit', 0.04);
  assert.match(await page.textContent('[data-budget]'), /48 of 60/);
  await page.waitForFunction(() => Number(document.querySelector('[data-score]')?.dataset.score) > 0, null, { timeout: 300_000 });
  const score = Number(await page.getAttribute('[data-score]', 'data-score'));
  assert.ok(score > 0.05 && score < 0.2, String(score));
  assert.match(await page.textContent('[data-score]'), /search found within the budget: \d+\s%/);
  clean(seen);
  await page.close();
});
