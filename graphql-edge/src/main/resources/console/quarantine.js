// Records that could not be processed: what they are, why they are here, and letting them go again
// or leaving them for good.

import { coalesce } from './coalesce.js';
import { byId, el } from './dom.js';
import { PagedList } from './list.js';
import { QUARANTINE } from './queries.js';
import { askRuling } from './ruling.js';
import { entityLink, facts, textOf } from './values.js';
import { bytes, dateTime, words } from './words.js';

export class Quarantine {
  constructor() {
    const list = new PagedList({
      ids: { list: 'quarantine-list', none: 'quarantine-none', more: 'quarantine-more' },
      query: QUARANTINE,
      connectionOf: (data) => data.quarantined,
      show: card,
    });
    this.refresh = coalesce(() => list.load({ state: byId('quarantine-state').value }));
    byId('quarantine-state').addEventListener('change', () => this.refresh().catch(() => {}));
  }

  enter() {
    return this.refresh();
  }

  look() {
    this.refresh().catch(() => {});
  }
}

function card(record) {
  const { preview, ruling } = record;
  return el('li', { class: 'card' },
    el('div', { class: 'line' },
      el('h3', {}, preview ? entityLink(preview.entityType, preview.entityId) : record.key ?? words.noKey),
      el('span', { class: 'tag bad' }, record.reason)),
    el('p', { class: 'why' }, record.message),
    el('p', { class: 'muted' }, `${dateTime(record.receivedAt)} · ${bytes(record.sizeBytes ?? 0)}`),
    el('details', {}, el('summary', {}, words.details), facts(
      [words.origin, `${record.originTopic} ${record.originPartition}/${record.originOffset}`],
      [words.change, preview?.mutationId],
      [words.column.node, preview?.edgeNodeId],
      [words.operation, preview?.operation],
      [words.actor, preview?.actor],
      ...(preview?.changes ?? []).map(({ attribute, operator, value }) =>
        [attribute, `${operator} ${textOf(value)}`]),
    )),
    ruling && el('p', { class: 'why' },
      words.ruledBy(ruling.actor, dateTime(ruling.ruledAt)), ` „${ruling.reason}“`),
    record.state === 'WAITING' && el('div', { class: 'buttons' },
      button(record, 'RELEASE'), button(record, 'DISCARD')));
}

function button(record, ruling) {
  return el('button', {
    type: 'button', class: 'quiet', 'data-control': ruling,
    onclick: () => askRuling({ kind: 'quarantine', record, ruling }),
  }, words.ruling[ruling]);
}
