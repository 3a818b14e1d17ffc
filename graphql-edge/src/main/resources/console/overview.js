// Live figures of the merging, plots of the last minutes, and what somebody should look at.

import { byId, el, icon, renderList, setText } from './dom.js';
import { ask } from './graph.js';
import { Plot } from './plot.js';
import { FLEET, ON_ALERTS, ON_FIGURES } from './queries.js';
import { ago, number, rate, words } from './words.js';

/** The users' requirements: 10,000 changes a minute, answered within 500 ms. */
const REQUIRED_PER_SECOND = 10_000 / 60;
const REQUIRED_MS = 500;

const FIGURES = [
  ['throughput', (f) => rate(f.mutationsPerSecond), 'perSecond'],
  ['latency', (f) => `${number(Math.round(f.latency.p99))} ms`, 'latencyHint'],
  ['queue', (f) => known(f.queueDepth), 'queueHint'],
  ['readLag', (f) => known(f.readLag), 'readLagHint'],
  ['openConflicts', (f) => number(f.openConflicts), 'openConflictsHint'],
  ['quarantined', (f) => number(f.quarantined), 'quarantinedHint'],
  ['fleet', () => '–', 'fleetHint'],
  ['pending', () => '–', 'pendingHint'],
];

/** The tile of an alert, and where to look at it. */
const TILES = {
  NODE_SILENT: 'fleet', MERGE_BACKLOG: 'queue', VIEW_BACKLOG: 'readLag', OPEN_CONFLICTS: 'openConflicts',
};
const PLACES = { fleet: 'nodes', openConflicts: 'conflicts', quarantined: 'quarantine' };

const known = (value) => (value === null ? '–' : number(value));

export class Overview {
  #alerts = new Map();
  #troubles = new Map();
  #values = {};
  #hints = {};
  #lastAt = 0;

  /** @param onFigures told of every set of figures */
  constructor(live, onFigures) {
    this.onFigures = onFigures;
    byId('figures').append(...FIGURES.map(([name, , hint]) => {
      this.#values[name] = el('span', { id: `figure-${name}` }, '–');
      this.#hints[name] = el('small', {}, words[hint]);
      return el('div', { class: 'tile', id: `tile-${name}` },
        el('dt', {}, words[name]), el('dd', {}, this.#values[name], ' ', this.#hints[name]));
    }));
    this.throughput = new Plot({
      title: words.plotThroughput, lines: [words.answered], format: rate, limit: REQUIRED_PER_SECOND,
    });
    this.latency = new Plot({
      title: words.plotLatency, lines: ['p50', 'p99'],
      format: (ms) => `${number(Math.round(ms))} ms`, limit: REQUIRED_MS,
    });
    this.backlog = new Plot({
      title: words.plotBacklog, lines: [words.queue, words.readLag, words.pending], format: number,
    });
    byId('plots').append(this.throughput.element, this.latency.element, this.backlog.element);
    this.showAlerts();
    live.subscribe(ON_FIGURES, {}, (data) => this.figures(data.aggregatorStatusUpdated));
    live.subscribe(ON_ALERTS, {}, (data) => this.alert(data.systemAlerts));
  }

  /** Shows figures; more often than twice a second is of no use. */
  figures(figures) {
    if (!figures || Date.now() - this.#lastAt < 500) return;
    this.#lastAt = Date.now();
    for (const [name, text] of FIGURES) {
      if (name !== 'fleet' && name !== 'pending') setText(this.#values[name], text(figures));
    }
    const { openConflicts, quarantined, latency: { p99 } } = figures;
    this.#trouble('latency', p99 > REQUIRED_MS,
      words.trouble.latency(number(Math.round(p99)), number(REQUIRED_MS)));
    this.#trouble('openConflicts', openConflicts > 0,
      words.trouble.openConflicts(number(openConflicts), openConflicts));
    this.#trouble('quarantined', quarantined > 0,
      words.trouble.quarantined(number(quarantined), quarantined));
    this.showAlerts();
    this.throughput.add([figures.mutationsPerSecond]);
    const moved = figures.mutationsPerSecond > 0;
    this.latency.add([moved ? figures.latency.p50 : null, moved ? figures.latency.p99 : null]);
    this.backlog.add([figures.queueDepth, figures.readLag, this.pending ?? null]);
    this.onFigures(figures);
  }

  /** Asks how the edge nodes are together. */
  async refreshFleet() {
    const { edgeSummary: fleet } = await ask(FLEET);
    this.pending = fleet.pendingMutations;
    setText(this.#values.fleet, words.ofAll(fleet.online, fleet.nodes));
    setText(this.#values.pending, number(fleet.pendingMutations));
    setText(this.#hints.pending,
      fleet.oldestPendingAt ? words.oldest(ago(fleet.oldestPendingAt)) : words.pendingHint);
    const away = fleet.nodes - fleet.online;
    this.#trouble('fleet', away > 0, words.trouble.fleet(number(away), away), away);
    this.showAlerts();
  }

  alert(alert) {
    if (!alert) return;
    if (alert.active) this.#alerts.set(alert.id, alert);
    else this.#alerts.delete(alert.id);
    this.showAlerts();
  }

  /** Notes what a tile says is wrong; so many alerts of the centre say the same. */
  #trouble(tile, isBad, text, alerts = 1) {
    if (isBad) this.#troubles.set(tile, { id: tile, tile, text, alerts });
    else this.#troubles.delete(tile);
  }

  /** Whatever is red is named below: by the centre's alerts, and by what the tile itself says. */
  showAlerts() {
    const told = [...this.#alerts.values()].map((alert) => ({
      id: alert.id,
      tile: TILES[alert.kind],
      text: words.alert[alert.kind]?.(alert.subject, number(alert.value), number(alert.threshold))
        ?? `${alert.kind} ${alert.subject ?? ''}`,
      since: words.since(ago(alert.since)),
    }));
    const untold = [...this.#troubles.values()].filter((trouble) =>
      told.filter(({ tile }) => tile === trouble.tile).length < trouble.alerts);
    const all = [...told, ...untold];
    for (const [name] of FIGURES) {
      byId(`tile-${name}`).classList.toggle('bad', all.some(({ tile }) => tile === name));
    }
    byId('no-alerts').hidden = all.length > 0;
    renderList(byId('alerts'), all, ({ id }) => id, ({ tile, text, since }) =>
      el('li', { 'data-tile': tile }, icon('alert'),
        PLACES[tile] ? el('a', { href: `#${PLACES[tile]}`, 'data-control': tile }, text) : el('span', {}, text),
        since && el('small', {}, since)));
  }
}
