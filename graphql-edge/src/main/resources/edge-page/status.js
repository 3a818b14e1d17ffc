// The top of the page: who and where this node is, its connection, what waits; and the switch of
// its offline mode.

import { byId, setText } from './dom.js';
import { ask } from './graph.js';
import { OFFLINE_MODE, STATUS } from './queries.js';
import { accepted, wordsOf } from './refusals.js';
import { announce } from './toast.js';
import { number, time, words } from './words.js';

const DISK_LIMIT = 0.95;
/** Younger exchanges are shown as "now". */
const FRESH_MS = 60_000;

export class Status {
  #state = null;
  #isOfflineMode = false;

  /** @param onSwitched called when offline mode was switched here */
  constructor(onSwitched) {
    this.onSwitched = onSwitched;
    byId('offline-mode').addEventListener('click', () => this.#askFirst());
    byId('mode-cancel').addEventListener('click', () => byId('mode-dialog').close());
    byId('mode-confirm').addEventListener('click', () => this.#switchMode());
  }

  /** Asks, shows and gives back how things stand. */
  async refresh() {
    const { edgeStatus, syncStatus } = await ask(STATUS);
    this.#isOfflineMode = edgeStatus.offlineMode;
    this.#showNode(edgeStatus);
    this.#showConnection(edgeStatus.connectionState);
    this.#showTroubles(edgeStatus.troubles);
    setText(byId('sentence'), sentence(edgeStatus, syncStatus));
    this.#showFigures(syncStatus);
    return { connection: edgeStatus.connectionState, sync: syncStatus };
  }

  /** There is no answer: what was shown of the connection is not known to be true any more. */
  lost() {
    this.#forget('UNKNOWN', words.sentence.gone);
  }

  /** The node answers, but not to who is asking, e.g. because a token has expired. */
  refused() {
    this.#forget('REFUSED', words.sentence.refused);
  }

  #forget(state, text) {
    this.#showConnection(state);
    byId('offline-mode').disabled = true;
    setText(byId('sentence'), text);
    byId('mode-dialog').close();
  }

  #showTroubles(troubles) {
    byId('trouble').hidden = troubles.length === 0;
    if (troubles.length > 0) setText(byId('trouble'), words.trouble(troubles.join('; ')));
  }

  #showNode(node) {
    const place = node.location ?? node.nodeId;
    setText(byId('place'), place);
    setText(byId('node'), words.node(node.nodeId));
    setText(byId('about'), `Tributary · ${words.version(node.version)}`);
    document.title = `${place} · Tributary`;
    const toggle = byId('offline-mode');
    toggle.disabled = false;
    toggle.setAttribute('aria-checked', String(node.offlineMode));
    const isFull = node.diskUsage >= DISK_LIMIT;
    byId('disk').hidden = !isFull;
    if (isFull) setText(byId('disk'), words.diskFull(Math.round(node.diskUsage * 100)));
  }

  #showConnection(state) {
    if (state === this.#state) return;
    const isFirst = this.#state === null;
    this.#state = state;
    document.body.dataset.connection = state;
    setText(byId('connection-word'), words[state] ?? state);
    if (!isFirst) announce(words.announceConnection(words[state] ?? state));
  }

  #showFigures(sync) {
    const attention = sync.syncErrors + sync.conflicts;
    setText(byId('waiting-count'), number(sync.pendingChanges));
    setText(byId('attention-count'), number(attention));
    byId('tile-attention').classList.toggle('bad', attention > 0);
    byId('changes-badge').hidden = attention === 0;
    setText(byId('changes-badge'), number(attention));
    setText(byId('exchange-time'), exchanged(sync.lastSyncTime));
  }

  #askFirst() {
    const goesOffline = !this.#isOfflineMode;
    setText(byId('mode-title'), goesOffline ? words.goOfflineTitle : words.goOnlineTitle);
    setText(byId('mode-text'), goesOffline ? words.goOfflineText : words.goOnlineText);
    setText(byId('mode-confirm'), goesOffline ? words.goOffline : words.goOnline);
    byId('mode-error').hidden = true;
    byId('mode-dialog').showModal();
  }

  async #switchMode() {
    const confirm = byId('mode-confirm');
    confirm.disabled = true;
    try {
      const enabled = !this.#isOfflineMode;
      accepted((await ask(OFFLINE_MODE, { enabled })).setOfflineMode);
      byId('mode-dialog').close();
      this.onSwitched();
    } catch (failure) {
      setText(byId('mode-error'), wordsOf(failure));
      byId('mode-error').hidden = false;
    } finally {
      confirm.disabled = false;
    }
  }
}

function sentence(node, sync) {
  if (node.offlineMode) return words.sentence.offlineMode;
  if (node.troubles.length > 0) return words.sentence.troubled;
  switch (node.connectionState) {
    case 'ONLINE':
      return sync.pendingChanges === 0
        ? words.sentence.settled
        : words.sentence.sending(sync.pendingChanges);
    case 'UNSTABLE':
      return words.sentence.unstable;
    case 'RECONNECTING':
      return words.sentence.reconnecting;
    default:
      return words.sentence.offline;
  }
}

function exchanged(at) {
  if (!at) return words.never;
  return Date.now() - Date.parse(at) < FRESH_MS ? words.justNow : time(at);
}
