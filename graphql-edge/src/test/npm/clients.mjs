// Runs graphql-ws and graphql-sse against the endpoint given, and prints one JSON line for each check.
import assert from 'node:assert/strict';
import WebSocket from 'ws';
import { createClient as createWs } from 'graphql-ws';
import { createClient as createSse } from 'graphql-sse';

const url = process.argv[2];
const ws = createWs({ url: url.replace('http', 'ws'), webSocketImpl: WebSocket, retryAttempts: 0 });
const sse = createSse({ url, fetchFn: fetch, retryAttempts: 0 });

const all = async (client, query, variables) => {
  const results = [];
  for await (const result of client.iterate({ query, variables })) results.push(result);
  return results;
};

const checks = {
  'streams and completes': async (client) =>
    assert.deepEqual(
      await all(client, 'subscription($to: Int!) { count(to: $to) }', { to: 3 }),
      [1, 2, 3].map((count) => ({ data: { count } })),
    ),
  'answers a query': async (client) =>
    assert.deepEqual(await all(client, '{ hello(name: "npm") }'), [
      { data: { hello: 'hello npm' } },
    ]),
  'answers a mutation': async (client) =>
    assert.equal(typeof (await all(client, 'mutation { add(n: 1) }'))[0].data.add, 'number'),
  'stops when the client has enough': async (client) => {
    for await (const result of client.iterate({ query: 'subscription { text(chars: 10) }' })) {
      assert.equal(result.data.text, 'xxxxxxxxxx');
      break;
    }
  },
  'runs several at once': async (client) => {
    const counts = await Promise.all(
      [...Array(20).keys()].map((i) => all(client, `subscription { count(to: ${i + 1}) }`)),
    );
    assert.deepEqual(
      counts.map((one) => one.length),
      [...Array(20).keys()].map((i) => i + 1),
    );
  },
};

let failed = 0;
const report = async (name, check) => {
  try {
    await check();
    console.log(JSON.stringify({ name, status: 'ok' }));
  } catch (e) {
    failed++;
    console.log(JSON.stringify({ name, status: 'failed', reason: String(e?.message ?? JSON.stringify(e)) }));
  }
};

for (const [name, check] of Object.entries(checks)) {
  await report(`graphql-ws ${name}`, () => check(ws));
  await report(`graphql-sse ${name}`, () => check(sse));
}
await report('graphql-ws rejects an invalid document', () =>
  assert.rejects(
    () => all(ws, '{ nothing }'),
    (errors) => errors[0].extensions.code === 'GRAPHQL_VALIDATION_FAILED',
  ),
);
await report('graphql-sse hands on the errors of an invalid document', async () =>
  assert.equal(
    (await all(sse, '{ nothing }'))[0].errors[0].extensions.code,
    'GRAPHQL_VALIDATION_FAILED',
  ),
);
await ws.dispose();
sse.dispose();
process.exitCode = failed === 0 ? 0 : 1;
