// The conflict inbox: what stood there and what came, side by side, who wrote each and when, why
// one won or why a person must decide, and the buttons to decide.

import { coalesce } from './coalesce.js';
import { byId, el, setText } from './dom.js';
import { PagedList } from './list.js';
import { CONFLICTS, ON_CONFLICT } from './queries.js';
import { askRuling } from './ruling.js';
import { entityLink, textOf } from './values.js';
import { dateTime, words } from './words.js';

const GATHER_MS = 500;

export class Conflicts {
  #stop = null;
  #timer = 0;

  constructor(live) {
    this.live = live;
    this.list = new PagedList({
      ids: { list: 'conflict-list', none: 'conflicts-none', more: 'conflicts-more' },
      query: CONFLICTS,
      connectionOf: (data) => data.conflicts,
      show: card,
    });
    this.refresh = coalesce(() => this.list.load({ status: byId('conflict-status').value }));
    byId('conflict-status').addEventListener('change', () => {
      this.#sayNone();
      this.refresh().catch(() => {});
    });
    this.#sayNone();
  }

  enter() {
    this.#stop ??= this.live.subscribe(ON_CONFLICT, {}, () => this.#soon());
    return this.refresh();
  }

  leave() {
    this.#stop?.();
    this.#stop = null;
  }

  look() {
    if (!this.live.isOpen) this.#soon();
  }

  /** A person who reads or writes is not disturbed more often than needed. */
  #soon() {
    this.#timer ||= setTimeout(() => {
      this.#timer = 0;
      this.refresh().catch(() => {});
    }, GATHER_MS);
  }

  #sayNone() {
    setText(byId('conflicts-none'),
      byId('conflict-status').value === 'OPEN' ? words.conflictsNone : words.conflictsNoneOver);
  }
}

function card(conflict) {
  const isOpen = conflict.status === 'OPEN';
  return el('li', { class: 'card conflict' },
    el('div', { class: 'line' },
      el('h3', {}, entityLink(conflict.entityType, conflict.entityId)),
      el('span', { class: `tag ${isOpen ? 'wait' : 'good'}` }, isOpen ? words.open : words.over)),
    el('p', { class: 'muted' },
      `${words.conflictKind[conflict.type] ?? conflict.type} · ${dateTime(conflict.detectedAt)}`),
    conflict.contenders.map((contender) => dispute(conflict, contender)),
    isOpen ? buttons(conflict) : el('p', { class: 'why' },
      words.resolvedBy(conflict.resolvedBy ?? '–'), conflict.reason ? ` „${conflict.reason}“` : ''));
}

function dispute(conflict, contender) {
  const stamp = contender.presentStamp;
  const isOpen = conflict.status === 'OPEN';
  const offeredWon = contender.winners.includes(conflict.mutationId);
  const presentWon = stamp && contender.winners.includes(stamp.mutationId);
  const name = contender.attribute === '*' ? words.wholeEntity : contender.attribute;
  return el('div', { class: 'dispute', role: 'group', 'aria-label': name },
    el('h4', {}, name),
    side(words.present, contender.present, !isOpen && presentWon, [
      stamp ? words.byNode(stamp.edgeNodeId) : words.unknownOrigin,
      stamp && dateTime(stamp.changedAt),
      stamp && words.priorityOf(stamp.priority),
    ]),
    side(words.offered(contender.offeredOperator), contender.offered, !isOpen && offeredWon, [
      words.byNode(conflict.edgeNodeId),
      dateTime(conflict.mutation?.decidedAt ?? conflict.detectedAt),
    ]),
    !isOpen && el('p', { class: 'result' }, words.result(textOf(contender.result))),
    el('p', { class: 'muted' }, isOpen
      ? words.personDecides(contender.strategyName)
      : words.strategyWhy[contender.strategyName] ?? words.strategy(contender.strategyName)));
}

function side(label, value, isWinner, about) {
  return el('div', { class: isWinner ? 'value won' : 'value' },
    el('span', { class: 'muted' }, label, isWinner && el('span', { class: 'tag good' }, words.won)),
    el('b', {}, textOf(value)),
    el('small', {}, about.filter(Boolean).join(' · ')));
}

function buttons(conflict) {
  const button = (ruling, style) => el('button', {
    type: 'button', class: style, 'data-control': ruling,
    onclick: () => askRuling({ kind: 'conflict', conflict, ruling }),
  }, words.ruling[ruling]);
  return el('div', { class: 'buttons' },
    button('KEEP', 'quiet'), button('TAKE', 'quiet'),
    conflict.contenders.every(({ attribute }) => attribute !== '*') && button('MERGE', 'quiet'));
}
