// The page's language: German or English, whichever the browser's user prefers.

import en from './words-en.js';
import de from './words-de.js';

const LANGUAGES = { en, de };
const FALLBACK = 'en';

export const language =
  (navigator.languages ?? [navigator.language])
    .map((tag) => tag.split('-')[0])
    .find((tag) => tag in LANGUAGES) ?? FALLBACK;

/** The words of the page; those with figures or names in them are functions. */
export const words = LANGUAGES[language];

/** The browser's own variant of the language, for numbers and dates: de-AT, en-GB … */
const locale =
  (navigator.languages ?? []).find((tag) => tag.split('-')[0] === language) ?? language;

const wholeNumbers = new Intl.NumberFormat(locale);
const decimals = new Intl.NumberFormat(locale, {
  minimumFractionDigits: 2,
  maximumFractionDigits: 4,
});
const clock = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit' });
const dayAndClock = new Intl.DateTimeFormat(locale, {
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
});
const day = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', year: 'numeric' });

const precise = new Intl.DateTimeFormat(locale, {
  day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit', second: '2-digit',
});
const tenths = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
const shares = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 });
const STEPS = [['second', 60], ['minute', 60], ['hour', 24], ['day', Infinity]];
const SIZES = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];

export function number(value) {
  return wholeNumbers.format(value);
}

/** "14:05" today, "3 Nov, 14:05" on other days. */
export function time(text) {
  const then = new Date(text);
  const isToday = then.toDateString() === new Date().toDateString();
  return (isToday ? clock : dayAndClock).format(then);
}

export function date(text) {
  return day.format(new Date(text));
}

/** Day and time to the second. */
export function dateTime(text) {
  return precise.format(new Date(text));
}

/** How long ago: "5 s", "3 min", "2 h", "4 d", in the language's words. */
export function ago(text) {
  let left = Math.max(0, Math.round((Date.now() - Date.parse(text)) / 1000));
  for (const [unit, size] of STEPS) {
    if (left < size) {
      return new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'short' }).format(left);
    }
    left = Math.floor(left / size);
  }
  return '';
}

/** A figure a second, with a tenth while it is small. */
export function rate(value) {
  return value < 100 ? tenths.format(value) : wholeNumbers.format(Math.round(value));
}

/** A share of 0 to 1. */
export function percent(value) {
  return shares.format(value);
}

/** A size in bytes. */
export function bytes(value) {
  let left = value;
  let step = 0;
  while (left >= 1024 && step < SIZES.length - 1) {
    left /= 1024;
    step += 1;
  }
  return `${tenths.format(left)} ${SIZES[step]}`;
}

/** An exact decimal, given as text, as people write it. */
export function decimal(text) {
  const value = Number(text);
  return Number.isFinite(value) ? decimals.format(value) : String(text);
}

/** "12.34 EUR" as people write it. */
export function money(text) {
  const [amount, currency] = String(text).split(' ');
  if (!currency) return String(text);
  try {
    return new Intl.NumberFormat(locale, { style: 'currency', currency }).format(amount);
  } catch {
    return String(text);
  }
}

/** Puts the words into the fixed parts of the page, which name them in data-word. */
export function translate(root) {
  document.documentElement.lang = language;
  for (const element of root.querySelectorAll('[data-word]')) {
    element.textContent = words[element.dataset.word];
  }
  for (const element of root.querySelectorAll('[data-label]')) {
    element.setAttribute('aria-label', words[element.dataset.label]);
  }
  for (const element of root.querySelectorAll('[data-hint]')) {
    element.setAttribute('placeholder', words[element.dataset.hint]);
  }
}
