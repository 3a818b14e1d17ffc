// The node's own changes: refused ones with their reason and what to do about them, and those
// that still wait.

import { coalesce } from './coalesce.js';
import { byId, el, icon, renderList, setText } from './dom.js';
import { ask } from './graph.js';
import { learn } from './names.js';
import { ACKNOWLEDGE, CHANGES, RETRY } from './queries.js';
import { accepted, wordsOf } from './refusals.js';
import { effectOf, named, subjectOf, valueOf } from './subject.js';
import { toast } from './toast.js';
import { number, time, words } from './words.js';

export class Changes {
  #waiting = 0;

  /** @param onActed called after a retry or an acknowledgement */
  constructor(onActed) {
    this.onActed = onActed;
    this.refresh = coalesce(() => this.#load());
  }

  /** How many wait in all, of which only the first are listed. */
  count(waiting) {
    this.#waiting = waiting;
    const more = waiting - byId('waiting-list').children.length;
    byId('waiting-more').hidden = more <= 0;
    setText(byId('waiting-more'), words.changesMore(more));
  }

  async #load() {
    const {
      pendingMutations: waiting,
      failedMutations: failed,
      overruledMutations: overruled,
    } = await ask(CHANGES);
    await learn([...failed, ...waiting, ...overruled].map(named));
    const titled = (entry) => ({ ...entry, subject: subjectOf(entry) });
    renderList(byId('attention-list'), failed.map(titled), keyOf, (entry) => this.#trouble(entry));
    renderList(byId('waiting-list'), waiting.map(titled), keyOf, waitingRow);
    renderList(byId('overruled-list'), overruled.map(titled), keyOf, overruledRow);
    byId('overruled-title').hidden = overruled.length === 0;
    byId('waiting-title').hidden = waiting.length === 0;
    byId('changes-none').hidden = waiting.length + failed.length > 0;
    this.count(Math.max(this.#waiting, waiting.length));
  }

  #trouble(entry) {
    const isFinal = entry.status === 'FAILED';
    return el(
      'li',
      { class: `trouble ${entry.status}` },
      headline(entry, 'alert', isFinal ? 'tag bad' : 'tag wait'),
      el('p', { class: 'why' }, reasonOf(entry)),
      entry.overrulings.map(winnerOf).filter(Boolean).map((text) => el('p', { class: 'why' }, text)),
      el(
        'div',
        { class: 'buttons' },
        isFinal &&
          el('button', this.#action(entry, 'retry', RETRY, words.retried), words.retry),
        el('button', this.#action(entry, 'acknowledge', ACKNOWLEDGE, words.acknowledged),
          words.acknowledge),
      ),
      el(
        'details',
        {},
        el('summary', {}, words.details),
        el('dl', { class: 'facts' }, facts(entry)),
      ),
    );
  }

  #action(entry, name, mutation, said) {
    return {
      class: name === 'retry' ? 'soft' : 'quiet',
      type: 'button',
      'data-control': name,
      'aria-label': `${words[name]}: ${entry.subject}`,
      onclick: async ({ currentTarget: button }) => {
        button.disabled = true;
        try {
          accepted((await ask(mutation, { id: entry.id })).done);
          toast(said);
        } catch (failure) {
          toast(wordsOf(failure), true);
        } finally {
          button.disabled = false;
          this.onActed();
        }
      },
    };
  }
}

const keyOf = (entry) => entry.id;

function headline(entry, symbol, tag) {
  const effect = effectOf(entry);
  return el(
    'div',
    { class: 'line' },
    el(
      'p',
      { class: 'what' },
      entry.subject,
      effect && el('span', { class: 'effect' }, ` · ${effect}`),
    ),
    el('span', { class: tag }, icon(symbol), words[entry.status] ?? entry.status),
  );
}

/** Why it was refused; of a stock that did not suffice, also what there is. */
function reasonOf({ reason, changes }) {
  const text = words.reason[reason] ?? words.otherReason;
  const stock = changes.find(({ attribute }) => attribute === 'quantity');
  const isShort = reason === 'INVARIANT' && typeof stock?.present === 'number';
  return isShort ? `${text} ${words.thereNow(number(stock.present))}` : text;
}

function waitingRow(entry) {
  const isSent = entry.status !== 'PENDING';
  const made = words.made(time(entry.createdAt));
  const attempts = entry.retryCount > 0 ? ` · ${words.attempts(entry.retryCount)}` : '';
  return el(
    'li',
    {},
    headline(entry, isSent ? 'sync' : 'clock', isSent ? 'tag accent' : 'tag wait'),
    el('p', { class: 'muted' }, made + attempts),
  );
}

/** Who stood against it and what holds instead. */
function winnerOf({ attribute, byNode, at, present }) {
  if (!byNode) return null;
  const label = words.attribute[attribute] ?? attribute;
  return words.winner(label, valueOf(attribute, present), byNode, time(at));
}

function overruledRow(entry) {
  const lines = entry.overrulings.map((one) => {
    const label = words.attribute[one.attribute] ?? one.attribute;
    return winnerOf(one) ?? words.overruledNow(label, valueOf(one.attribute, one.present));
  });
  return el(
    'li',
    {},
    el('p', { class: 'what' }, entry.subject),
    lines.map((text) => el('p', { class: 'muted' }, text)),
  );
}

function facts(entry) {
  const rows = entry.changes
    .filter(({ attribute }) => words.attribute[attribute])
    .map(({ attribute, present }) => [
      words.nowLabel(words.attribute[attribute]),
      valueOf(attribute, present),
    ]);
  rows.push(
    [words.madeLabel, time(entry.createdAt)],
    [words.saidLabel, entry.message ?? '–'],
    [words.codeLabel, entry.reason ?? '–'],
    [words.idLabel, entry.id],
  );
  return rows.flatMap(([name, value]) => [el('dt', {}, name), el('dd', {}, value)]);
}
