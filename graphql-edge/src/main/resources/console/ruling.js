// The dialog in which a person rules: what will happen, the values where they are to be merged, and
// why. What was ruled is in the audit trail with the person's name.

import { byId, el, setText } from './dom.js';
import { ask, Refused } from './graph.js';
import { DISCARD, RELEASE, RESOLVE, VERSION } from './queries.js';
import { wordsOf } from './refusals.js';
import { toast } from './toast.js';
import { textOf, typed, valueOf } from './values.js';
import { words } from './words.js';

let wanted = null;
let onRuled = () => {};

/** @param refresh told when something was ruled */
export function startRulings(refresh) {
  onRuled = refresh;
  byId('ruling-cancel').addEventListener('click', () => byId('ruling-dialog').close());
  byId('ruling-form').addEventListener('submit', (event) => {
    event.preventDefault();
    submit();
  });
}

/** Opens the dialog for one of: a conflict, a record in quarantine. */
export async function askRuling(ruling) {
  wanted = { ...ruling, key: crypto.randomUUID() };
  setText(byId('ruling-title'), words.ruling[ruling.ruling]);
  setText(byId('ruling-text'), words.rulingText[ruling.ruling]);
  setText(byId('ruling-submit'), words.ruling[ruling.ruling]);
  byId('ruling-reason').value = '';
  byId('ruling-error').hidden = true;
  byId('ruling-values').replaceChildren(...(ruling.ruling === 'MERGE' ? fields(ruling.conflict) : []));
  byId('ruling-dialog').showModal();
  if (ruling.kind === 'conflict') await seen(ruling.conflict);
}

/** The version that the person sees while deciding: on any other one the ruling is refused. */
async function seen({ entityType, entityId }) {
  const mine = wanted;
  try {
    const { entity } = await ask(VERSION, { type: entityType, id: entityId });
    mine.version = entity?.version ?? null;
  } catch (failure) {
    refuse(wordsOf(failure));
  }
}

function fields(conflict) {
  return conflict.contenders.map(({ attribute, present, offered }) => el('label', { class: 'field' },
    el('span', {}, `${attribute} (${textOf(present)} / ${textOf(offered)})`),
    el('input', { type: 'text', name: attribute, value: typed(present), autocomplete: 'off', maxlength: 10_000 })));
}

async function submit() {
  const reason = byId('ruling-reason').value.trim();
  if (!reason) {
    refuse(words.reasonNeeded);
    byId('ruling-reason').focus();
    return;
  }
  const button = byId('ruling-submit');
  button.disabled = true;
  try {
    const said = wanted.kind === 'conflict' ? await ruleConflict(reason) : await ruleRecord(reason);
    byId('ruling-dialog').close();
    toast(said);
    onRuled();
  } catch (failure) {
    refuse(wordsOf(failure));
  } finally {
    button.disabled = false;
  }
}

/** Rules on a conflict; gives back what to tell the person. */
async function ruleConflict(reason) {
  const { ruling, conflict, version, key } = wanted;
  const input = { conflictId: conflict.id, ruling, reason, idempotencyKey: key };
  if (version !== undefined && version !== null) input.expectedVersion = version;
  if (ruling === 'MERGE') input.changes = merged(conflict);
  const { done } = await ask(RESOLVE, { input });
  if (!done.success) throw new Refused(done.errors[0]?.code, done.errors[0]?.message ?? done.message);
  if (done.proposal) return words.proposed;
  return done.status === 'PENDING' ? words.ruledLater : words.ruled;
}

function merged(conflict) {
  return conflict.contenders.map(({ attribute }) => ({
    name: attribute, operator: 'SET', value: valueOf(byId('ruling-form').elements[attribute].value),
  }));
}

/** Releases or discards a record; gives back what to tell the person. */
async function ruleRecord(reason) {
  const { ruling, record } = wanted;
  const query = ruling === 'RELEASE' ? RELEASE : DISCARD;
  const { done } = await ask(query, { ids: [record.id], reason });
  const [rejected] = done.rejected;
  if (rejected) throw new Refused(rejected.error.code, rejected.error.message);
  const [accepted] = done.accepted;
  if (accepted.status === 'FAILED') throw new Refused(accepted.reason, accepted.message ?? words.notRuled);
  return accepted.status === 'PENDING' ? words.ruledLater : words.ruled;
}

function refuse(text) {
  setText(byId('ruling-error'), text);
  byId('ruling-error').hidden = false;
}
