// Numbers as people read them.

const MINUS = '−';

/** With so many decimals, a true minus sign, and no negative zero. */
export function decimal(value: number, decimals = 2): string {
  if (!Number.isFinite(value)) return 'undefined';
  const text = Math.abs(value).toFixed(decimals);
  return value < 0 && /[1-9]/.test(text) ? MINUS + text : text;
}

/** With its sign, also where it is positive. */
export function signed(value: number, decimals = 2): string {
  const text = decimal(value, decimals);
  return value > 0 && /[1-9]/.test(text) ? `+${text}` : text;
}

/** A share as whole percent. */
export function percent(share: number): string {
  return Number.isFinite(share) ? `${decimal(share * 100, 0)} %` : 'undefined';
}

/** A count in groups of three digits. */
export function count(value: number): string {
  return Math.round(value).toString().replace(/\B(?=(\d{3})+$)/g, ',');
}

export function plural(number: number, one: string, many = `${one}s`): string {
  return `${count(number)} ${number === 1 ? one : many}`;
}
