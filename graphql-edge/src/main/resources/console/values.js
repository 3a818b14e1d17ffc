// Values of attributes, as people read them; and as they write them.

import { el } from './dom.js';
import { words } from './words.js';

/** A value as text: a missing one is said to be so, a structure is JSON. */
export function textOf(value) {
  if (value === null || value === undefined) return words.nothing;
  if (Array.isArray(value)) return value.length === 0 ? words.empty : value.map(textOf).join(', ');
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** What somebody typed: JSON where it is, else text as it is; blank is null. */
export function valueOf(text) {
  const stripped = text.trim();
  if (stripped === '') return null;
  try {
    return JSON.parse(stripped);
  } catch {
    return stripped;
  }
}

/** What a value is typed as: the inverse of valueOf. */
export function typed(value) {
  if (value === null || value === undefined) return '';
  if (typeof value !== 'string') return JSON.stringify(value);
  return valueOf(value) === value ? value : JSON.stringify(value);
}

/** A link to an entity's history. */
export function entityLink(type, id) {
  return el('a', { href: `#entity/${encodeURIComponent(type)}/${encodeURIComponent(id)}` }, `${type} ${id}`);
}

/** Facts in two columns; those that are null are left out. */
export function facts(...rows) {
  return el('dl', { class: 'facts' }, rows.filter(([, value]) => value !== null && value !== undefined && value !== '')
    .flatMap(([name, value]) => [el('dt', {}, name), el('dd', {}, value)]));
}
