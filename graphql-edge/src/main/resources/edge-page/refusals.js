// Words for a "no" of the edge node itself.

import { NoAnswer, Refused } from './graph.js';
import { words } from './words.js';

/** Why something failed, in words. */
export function wordsOf(failure) {
  if (failure instanceof NoAnswer) return words.noAnswer;
  if (failure instanceof Refused) {
    return words.refused[failure.code] ?? words.otherRefusal(failure.message);
  }
  throw failure;
}

/** Gives a mutation's payload back, or throws what it was refused for. */
export function accepted(payload) {
  if (payload.success) return payload;
  const [error] = payload.errors;
  throw new Refused(error?.code ?? 'INTERNAL', error?.message ?? payload.message ?? '');
}
