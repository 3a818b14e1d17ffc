// What a search says beside what it finds: where the words stand, and what may have been meant.

import { byId, el, setText } from './dom.js';
import { words } from './words.js';

/** A product's name with the words found in it marked. */
export function marked(name, snippets) {
  const snippet = snippets?.find(({ attribute }) => attribute === 'name');
  const at = snippet ? name.indexOf(snippet.text) : -1;
  if (at < 0) return [name];
  const parts = [];
  let end = 0;
  for (const mark of snippet.marks) {
    parts.push(name.slice(end, at + mark.begin));
    parts.push(el('mark', {}, name.slice(at + mark.begin, at + mark.end)));
    end = at + mark.end;
  }
  parts.push(name.slice(end));
  return parts.filter((part) => part !== '');
}

/** Another piece of text in which the words stand, where they do not stand in the name. */
export function elsewhere(snippets) {
  if (!snippets?.length || snippets.some(({ attribute }) => attribute === 'name')) return null;
  const [snippet] = snippets;
  return el('span', { class: 'snippet' }, marked(snippet.text, [{ ...snippet, attribute: 'name' }]));
}

/** Shows what was searched for instead, and what somebody may go on to type. */
export function advise({ corrected, suggestions }) {
  byId('stock-advice').hidden = !corrected;
  if (corrected) setText(byId('stock-advice'), words.searchedInstead(corrected));
  byId('stock-suggestions').replaceChildren(
    ...suggestions.map((text) => el('option', { value: text })),
  );
}
