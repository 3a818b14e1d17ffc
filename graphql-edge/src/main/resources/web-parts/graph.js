// GraphQL over HTTP to the server this page came from.

import { authorization } from './token.js';

const PATIENCE_MS = 10_000;

/** No answer: the program is gone, or the way to it. Whether it acted is not known. */
export class NoAnswer extends Error {}

/** An answer that says no. */
export class Refused extends Error {
  constructor(code, message) {
    super(message);
    this.code = code;
  }
}

/**
 * The data of an answer.
 * @throws {NoAnswer} if there was none
 * @throws {Refused} if the server refuses or cannot do it
 */
export async function ask(query, variables = {}) {
  const answer = await exchange(query, variables);
  if (answer.errors?.length) throw refusal(answer.errors[0]);
  return answer.data;
}

/** Like ask, but gives the fields that could be answered where others could not. */
export async function askSome(query, variables = {}) {
  const answer = await exchange(query, variables);
  if (!answer.data && answer.errors?.length) throw refusal(answer.errors[0]);
  return answer.data;
}

function refusal(error) {
  return new Refused(error.extensions?.code ?? 'INTERNAL', error.message);
}

async function exchange(query, variables) {
  try {
    const response = await fetch('/graphql', {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'application/json',
        ...authorization(),
      },
      body: JSON.stringify({ query, variables }),
      signal: AbortSignal.timeout(PATIENCE_MS),
      cache: 'no-store',
    });
    return await response.json();
  } catch (failure) {
    throw new NoAnswer(String(failure));
  }
}
