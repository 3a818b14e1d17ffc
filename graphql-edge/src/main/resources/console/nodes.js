// The edge nodes: which are there, how they are, what waits on them; those with trouble first.

import { coalesce } from './coalesce.js';
import { byId, el, renderList, setText } from './dom.js';
import { ask } from './graph.js';
import { NODES, ON_NODE } from './queries.js';
import { ago, bytes, number, percent, words } from './words.js';

const GATHER_MS = 500;
const COLUMNS = [
  'node', 'state', 'lastSeen', 'pending', 'refused', 'inDispute', 'load', 'diskFree', 'version',
];
const FIGURES = new Set(['pending', 'refused', 'inDispute', 'load', 'diskFree']);

/** The greater, the more somebody should look. */
function trouble(node) {
  if (!node.online && node.connectionState !== 'OFFLINE') return 3;
  if (node.failedMutations + node.conflicts > 0) return 2;
  return node.connectionState === 'ONLINE' ? 0 : 1;
}

export class Nodes {
  #timer = 0;
  #stop = null;

  constructor(live) {
    this.live = live;
    this.refresh = coalesce(() => this.#load());
    byId('nodes-head').append(el('tr', {}, COLUMNS.map((name) =>
      el('th', { scope: 'col', class: FIGURES.has(name) && 'number' }, words.column[name]))));
  }

  enter() {
    this.#stop ??= this.live.subscribe(ON_NODE, {}, () => this.#soon());
    return this.refresh();
  }

  leave() {
    this.#stop?.();
    this.#stop = null;
    clearTimeout(this.#timer);
    this.#timer = 0;
  }

  /** Ages grow, and silence has no event. */
  look() {
    this.#soon();
  }

  #soon() {
    this.#timer ||= setTimeout(() => {
      this.#timer = 0;
      this.refresh().catch(() => {});
    }, GATHER_MS);
  }

  async #load() {
    const { edgeNodes } = await ask(NODES);
    const sorted = edgeNodes.toSorted((a, b) => trouble(b) - trouble(a) || (a.id < b.id ? -1 : 1));
    setText(byId('nodes-count'), words.ofAll(edgeNodes.filter((n) => n.online).length, edgeNodes.length));
    byId('nodes-none').hidden = edgeNodes.length > 0;
    renderList(byId('nodes-body'), sorted.map(view), ({ id }) => id, row);
  }
}

/** What is shown of a node, so that a row that looks the same stays the same. */
function view(node) {
  const state = node.online || node.connectionState === 'OFFLINE' ? node.connectionState : 'SILENT';
  const sick = node.remotes.filter(({ state: remote }) => remote !== 'UP' && remote !== 'UNKNOWN');
  return {
    id: node.id,
    location: node.location,
    state,
    sick: sick.map(({ remote, state: how, lastError }) => `${remote} ${how}${lastError ? `: ${lastError}` : ''}`),
    seen: ago(node.lastSeen),
    pending: number(node.pendingMutations),
    oldest: node.oldestPendingAt ? words.oldest(ago(node.oldestPendingAt)) : null,
    failed: node.failedMutations,
    conflicts: node.conflicts,
    load: percent(node.cpuLoad),
    memory: bytes(node.memoryUsedBytes),
    disk: bytes(node.diskFreeBytes),
    version: node.version,
  };
}

function row(node) {
  const figure = (...children) => el('td', { class: 'number' }, ...children);
  return el('tr', {},
    el('th', { scope: 'row' }, node.id, node.location && el('small', {}, node.location)),
    el('td', {}, el('span', { class: `tag ${node.state}` }, words.nodeState[node.state] ?? node.state),
      node.sick.map((text) => el('small', {}, text))),
    el('td', {}, node.seen),
    figure(node.pending, node.oldest && el('small', {}, node.oldest)),
    figure(el('span', { class: node.failed > 0 && 'alarm' }, number(node.failed))),
    figure(el('span', { class: node.conflicts > 0 && 'alarm' }, number(node.conflicts))),
    figure(node.load, el('small', {}, node.memory)),
    figure(node.disk),
    el('td', {}, node.version));
}
