// Why something was refused, in words.

import { NoAnswer } from './graph.js';
import { words } from './words.js';

/** What to tell the person of a failure. */
export function wordsOf(failure) {
  if (failure instanceof NoAnswer) return words.noAnswer;
  return words.refused[failure.code] ?? words.otherRefusal(failure.message);
}
