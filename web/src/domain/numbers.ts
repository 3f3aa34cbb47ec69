// Numbers as people read them, in the reader's language.

import { language, t } from '../words/words';

const MINUS = '−';

const formats = new Map<string, Intl.NumberFormat>();

function formatted(value: number, decimals: number): string {
  const key = `${language.value} ${decimals}`;
  const format = formats.get(key) ?? new Intl.NumberFormat(language.value, { minimumFractionDigits: decimals, maximumFractionDigits: decimals });
  formats.set(key, format);
  return format.format(value);
}

/** With this many decimals, a true minus sign, and no negative zero. */
export function decimal(value: number, decimals = 2): string {
  if (!Number.isFinite(value)) return t('number.undefined');
  const text = formatted(Math.abs(value), decimals);
  return value < 0 && /[1-9]/.test(text) ? MINUS + text : text;
}

/** With its sign, even if it is positive. */
export function signed(value: number, decimals = 2): string {
  const text = decimal(value, decimals);
  return value > 0 && /[1-9]/.test(text) ? `+${text}` : text;
}

/** A share as whole percent; the sign stays on the line of its number. */
export function percent(share: number): string {
  return Number.isFinite(share) ? `${decimal(share * 100, 0)}\u00a0%` : t('number.undefined');
}

/** A count with its digits in groups of three. */
export function count(value: number): string {
  return formatted(Math.round(value), 0);
}

/** The letter of an option, from 0: A, B, C… */
export const letter = (option: number): string => String.fromCharCode(65 + option);
