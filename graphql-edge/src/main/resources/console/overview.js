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

const known = (value) => (value === null ? '–' : number(value));

export class Overview {
  #alerts = new Map();
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
    byId('tile-openConflicts').classList.toggle('bad', figures.openConflicts > 0);
    byId('tile-quarantined').classList.toggle('bad', figures.quarantined > 0);
    byId('tile-latency').classList.toggle('bad', figures.latency.p99 > REQUIRED_MS);
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
    byId('tile-fleet').classList.toggle('bad', fleet.online < fleet.nodes);
  }

  alert(alert) {
    if (!alert) return;
    if (alert.active) this.#alerts.set(alert.id, alert);
    else this.#alerts.delete(alert.id);
    this.showAlerts();
  }

  showAlerts() {
    byId('no-alerts').hidden = this.#alerts.size > 0;
    renderList(byId('alerts'), [...this.#alerts.values()], ({ id }) => id, (alert) =>
      el('li', {}, icon('alert'), el('span', {},
        words.alert[alert.kind]?.(alert.subject, number(alert.value), number(alert.threshold))
          ?? `${alert.kind} ${alert.subject ?? ''}`),
      el('small', {}, words.since(ago(alert.since)))));
  }
}
