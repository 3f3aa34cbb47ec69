// Before and after: the same few questions twice, anonymous answers, and what was learned in between. Everything stays
// on this machine until somebody saves it.

import { signal } from '@preact/signals';
import { decimal, letter, percent } from '../domain/numbers';
import type { Guess } from '../lesson/read';
import { trainer } from '../lesson/shelf';
import type { Sheet } from '../session/sheets';
import { addSheet, clearSheets, gain, sheets, sheetsCsv } from '../session/sheets';
import { t } from '../words/words';
import { save } from './share_menu';

type When = Sheet['when'];
/** Which round of questions is being asked; null if none is. */
const asking = signal<When | null>(null);

export function BeforeAfter() {
  const items = trainer.value?.items ?? [];
  if (!items.length) return null;
  const right = items.map((item) => item.answer);
  const learned = gain(sheets.value, right);
  return (
    <section class="before-after" aria-labelledby="before-after-title" data-before-after>
      <h3 id="before-after-title">{t('before.title')}</h3>
      <p>{t('before.text')}</p>
      <ol>{items.map((item) => <li key={item.question}>{item.question} <span class="muted">({item.options.map((option, at) => `${letter(at)} ${option}`).join('; ')})</span></li>)}</ol>
      <p class="notes-buttons">
        {(['before', 'after'] as const).map((when) => (
          <button key={when} type="button" class="primary" onClick={() => (asking.value = when)} data-ask={when}>
            {t(`before.ask.${when}`, { count: sheets.value.filter((one) => one.when === when).length })}
          </button>
        ))}
        <button type="button" disabled={!sheets.value.length} onClick={() => save('darkside-before-after.csv', new Blob([sheetsCsv(sheets.value, right)], { type: 'text/csv' }))} data-save-sheets>{t('before.save')}</button>
        <button type="button" disabled={!sheets.value.length} onClick={clearSheets}>{t('before.clear')}</button>
      </p>
      {learned && <Learned {...learned} />}
      {asking.value && <Ask when={asking.value} items={items} />}
    </section>
  );
}

function Learned({ before, after, gain: gained }: NonNullable<ReturnType<typeof gain>>) {
  const shares = { before: percent(before), after: percent(after) };
  if (gained === null) return <p data-gain="">{t('before.gain.none', shares)}</p>;
  return (
    <p data-gain={gained}>
      {t('before.gain', { ...shares, gain: decimal(gained) })} <span class="muted">{t('before.gain.explains')}</span>
    </p>
  );
}

/** One sheet at a time: each participant makes room for the next. */
function Ask({ when, items }: { when: When; items: Guess[] }) {
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const form = event.currentTarget as HTMLFormElement;
    const data = new FormData(form);
    addSheet({ when, answers: items.map((_, at) => { const value = data.get(`item${at}`); return value === null ? null : Number(value); }) });
    form.reset();
    form.querySelector<HTMLInputElement>('input')?.focus();
  };
  return (
    <form class="ask" aria-label={t(`before.${when}`)} onSubmit={submit} data-asking={when}>
      <h2>{t(`before.${when}`)}</h2>
      {items.map((item, at) => (
        <fieldset key={item.question} class="guess">
          <legend>{item.question}</legend>
          {item.options.map((option, one) => (
            <label key={option} class="option"><input type="radio" name={`item${at}`} value={one} /><span>{option}</span></label>
          ))}
        </fieldset>
      ))}
      <p class="notes-buttons">
        <button type="submit" class="primary">{t('before.submit')}</button>
        <button type="button" onClick={() => (asking.value = null)} data-asked>{t('before.end')}</button>
        <span class="muted" role="status">{t('before.count', { count: sheets.value.filter((one) => one.when === when).length })}</span>
      </p>
    </form>
  );
}
