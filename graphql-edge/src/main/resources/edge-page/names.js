// Names of products and orders by their ids, asked for once and kept.

import { askSome } from './graph.js';
import { NAME } from './queries.js';

/** Most names asked for at once. */
const MOST = 20;
/** Most names kept; then all are asked for anew. */
const KEPT = 2_000;
const known = new Map();

/** The name of an entity, or its id while the name is not known. */
export function nameOf(type, id) {
  return known.get(`${type}:${id}`) ?? id;
}

/** Learns the names of entities, as far as they are here; what is not here keeps its id. */
export async function learn(entities) {
  if (known.size > KEPT) known.clear();
  const missing = new Map();
  for (const { type, id } of entities) {
    const key = `${type}:${id}`;
    if (type in NAME && !known.has(key) && missing.size < MOST) missing.set(key, { type, id });
  }
  if (missing.size === 0) return;
  const wanted = [...missing.values()];
  const variables = Object.fromEntries(wanted.map(({ id }, i) => [`v${i}`, id]));
  const fields = wanted.map(({ type }, i) => NAME[type](`n${i}`, `$v${i}`));
  const parameters = wanted.map((_, i) => `$v${i}: ID!`);
  const data = await askSome(`query PageNames(${parameters}) { ${fields.join(' ')} }`, variables);
  wanted.forEach(({ type, id }, i) => {
    const name = data[`n${i}`]?.name;
    if (name) known.set(`${type}:${id}`, name);
  });
}
