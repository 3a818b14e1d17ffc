// How far the node has received what the centre has for it, by entity type.

import { byId, el, renderList, setText } from './dom.js';
import { ask } from './graph.js';
import { SYNC_NOW } from './queries.js';
import { accepted, wordsOf } from './refusals.js';
import { toast } from './toast.js';
import { number, words } from './words.js';

export class Progress {
  #byType = new Map();

  /** @param onAsked called when a synchronisation was asked for here */
  constructor(onAsked) {
    this.onAsked = onAsked;
    byId('sync-now').addEventListener('click', () => this.#syncNow());
  }

  /** News of one entity type. */
  report(progress) {
    this.#byType.set(progress.entityType, progress);
    this.#show();
  }

  /** What the connection allows, and whether something is under way. */
  state(connection, isSyncing) {
    byId('sync-now').disabled = connection !== 'ONLINE';
    const isConnected = connection === 'ONLINE' || connection === 'UNSTABLE';
    if (!isConnected) setText(byId('sync-note'), words.syncStopped);
    else if (isSyncing) setText(byId('sync-note'), words.syncRunning);
    else setText(byId('sync-note'), words.syncDone);
  }

  #show() {
    const rows = [...this.#byType.values()].sort((a, b) => a.entityType.localeCompare(b.entityType));
    renderList(byId('sync-list'), rows, (row) => row.entityType, bar);
  }

  async #syncNow() {
    const button = byId('sync-now');
    button.disabled = true;
    try {
      accepted((await ask(SYNC_NOW)).triggerSync);
      toast(words.syncStarted);
    } catch (failure) {
      toast(wordsOf(failure), true);
    } finally {
      button.disabled = false;
      this.onAsked();
    }
  }
}

function bar({ entityType, processed, total }) {
  const label = words.type[entityType] ?? entityType;
  const amount = words.progressOf(number(processed), number(total));
  return el(
    'li',
    {},
    el(
      'div',
      { class: 'line' },
      el('span', {}, label),
      el('span', { class: 'muted amount' }, amount),
    ),
    el('progress', {
      max: Math.max(1, total),
      value: total === 0 ? 1 : Math.min(processed, total),
      'aria-label': `${label}: ${amount}`,
    }),
  );
}
