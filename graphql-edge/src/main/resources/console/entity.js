// One entity: its present state, why each value is as it is, and all that happened to it.

import { byId, el, renderList, setText } from './dom.js';
import { ask } from './graph.js';
import { PagedList } from './list.js';
import { ENTITY, HISTORY, TYPES, WHY } from './queries.js';
import { wordsOf } from './refusals.js';
import { textOf } from './values.js';
import { dateTime, number, words } from './words.js';

export class Entity {
  #wanted = null;

  constructor() {
    this.history = new PagedList({
      ids: { list: 'entity-history', none: 'entity-note', more: 'entity-more' },
      query: HISTORY,
      connectionOf: (data) => data.history,
      show: moment,
    });
    byId('entity-form').addEventListener('submit', (event) => {
      event.preventDefault();
      const [type, id] = ['entity-type', 'entity-id'].map((name) => byId(name).value.trim());
      if (type && id) location.hash = `entity/${encodeURIComponent(type)}/${encodeURIComponent(id)}`;
    });
  }

  async enter([type, id]) {
    this.#offerTypes();
    this.#wanted = type && id ? { type, id } : null;
    byId('entity-type').value = type ?? '';
    byId('entity-id').value = id ?? '';
    byId('entity-state').hidden = true;
    this.history.clear();
    return this.refresh();
  }

  async refresh() {
    const wanted = this.#wanted;
    if (!wanted) return;
    const [{ entity }, { history }] = await Promise.all([ask(ENTITY, wanted), this.history.load(wanted)]);
    if (wanted !== this.#wanted) return;
    setText(byId('entity-note'), words.entityNone);
    byId('entity-state').hidden = !entity;
    if (entity) this.#showState(wanted, entity, history.chain);
  }

  #showState({ type, id }, entity, chain) {
    const names = Object.keys(entity.attributes).sort();
    byId('entity-state').replaceChildren(
      el('div', { class: 'line' }, el('h3', {}, `${type} ${id}`),
        el('span', { class: 'tag' }, words.versionOf(entity.version))),
      el('p', { class: 'muted' }, words.changedAt(dateTime(entity.stamp.changedAt)), ' ', chainTag(chain)),
      el('ul', { class: 'rows', role: 'list' }, names.map((name) => attribute({ type, id }, name, entity.attributes[name]))));
  }

  async #offerTypes() {
    if (byId('entity-types').children.length > 0) return;
    const { entityTypes } = await ask(TYPES).catch(() => ({ entityTypes: [] }));
    renderList(byId('entity-types'), entityTypes, (name) => name, (name) => el('option', { value: name }));
  }
}

function chainTag(chain) {
  if (!chain) return null;
  return chain.verified
    ? el('span', { class: 'tag good' }, words.chainGood(number(chain.entries)))
    : el('span', { class: 'tag bad' }, words.chainBad(number(chain.brokenAt ?? 0)));
}

function attribute(entity, name, value) {
  const reasons = el('div', { class: 'reasons', 'aria-live': 'polite' });
  const why = el('button', {
    type: 'button', class: 'plain', 'aria-label': words.whyOf(name),
    onclick: () => explain(entity, name, reasons),
  }, words.why);
  return el('li', {}, el('div', { class: 'line' },
    el('span', {}, el('span', { class: 'muted' }, `${name} `), el('b', {}, textOf(value))), why), reasons);
}

async function explain({ type, id }, name, reasons) {
  try {
    const { whyIs: why } = await ask(WHY, { type, id, attribute: name });
    reasons.replaceChildren(...story(why));
  } catch (failure) {
    reasons.replaceChildren(el('p', { class: 'error' }, wordsOf(failure)));
  }
}

function story(why) {
  if (!why?.decidedBy) return [el('p', { class: 'muted' }, words.neverSet)];
  const by = why.decidedBy;
  return [
    el('p', {}, words.setBy(by.actor || by.edgeNodeId, by.edgeNodeId, dateTime(by.timestamp)),
      by.userReason ? ` „${by.userReason}“` : ''),
    why.losers.length === 0
      ? el('p', { class: 'muted' }, why.complete ? words.noLosers : words.noLosersKept)
      : el('ul', { class: 'losers' }, why.losers.map((loser) => el('li', {},
        words.lost(textOf(loser.value), loser.edgeNodeId, dateTime(loser.timestamp)),
        el('small', {}, words.strategyWhy[loser.decision.strategyName] ?? words.strategy(loser.decision.strategyName))))),
  ];
}

function moment(entry) {
  const who = [entry.actor, entry.secondActor].filter(Boolean).join(' + ') || entry.edgeNodeId;
  return el('li', { class: `card moment ${entry.status}` },
    el('div', { class: 'line' },
      el('h3', {}, words.did(who, words.action[entry.action] ?? entry.action)),
      el('span', { class: `tag ${entry.status}` }, words.outcome[entry.status] ?? entry.status)),
    el('p', { class: 'muted' },
      `${dateTime(entry.timestamp)} · ${words.byNode(entry.edgeNodeId)} · ${words.versionOf(entry.version)} · #${entry.number}`),
    entry.userReason && el('p', { class: 'why' }, `„${entry.userReason}“`),
    entry.reason && el('p', { class: 'why' }, entry.reason),
    el('ul', { class: 'changes', role: 'list' }, entry.changes.map(({ attribute: name, before, after, decision }) =>
      el('li', {}, el('span', { class: 'muted' }, name === '*' ? words.wholeEntity : name), ' ',
        el('span', {}, textOf(before)), ' → ', el('b', {}, textOf(after)),
        decision?.concurrent && el('small', {}, ` ${because(decision)}`)))));
}

/** Why it was decided so; what waits for a person is not decided. */
function because({ result, strategyName }) {
  return result === 'ESCALATED'
    ? words.personDecides(strategyName)
    : words.strategyWhy[strategyName] ?? strategyName;
}
