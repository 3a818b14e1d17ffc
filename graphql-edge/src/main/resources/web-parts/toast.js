// Short messages that go by themselves, seen and heard.

import { byId, el, setText } from './dom.js';

const STAY_MS = 6_000;

/** Says something to screen readers only. */
export function announce(text) {
  setText(byId('announcer'), text);
}

/** Shows a message for a while, and says it. */
export function toast(text, isBad = false) {
  const message = el('p', { class: isBad ? 'toast bad' : 'toast' }, text);
  byId('toasts').replaceChildren(message);
  setTimeout(() => message.remove(), STAY_MS);
}
