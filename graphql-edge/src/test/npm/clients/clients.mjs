// Asks an edge node, or the centre, as apps do, and prints one JSON line for each check: curl,
// Apollo Client and urql, each with a query, a mutation and, where it has them, subscriptions over
// both transports. An app changes no more than these few words when it moves from one to the other.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { ApolloClient, ApolloLink, HttpLink, InMemoryCache, gql } from '@apollo/client';
import { CombinedGraphQLErrors } from '@apollo/client/errors';
import { PersistedQueryLink } from '@apollo/client/link/persisted-queries';
import { GraphQLWsLink } from '@apollo/client/link/subscriptions';
import { OperationTypeNode } from 'graphql';
import { Client, cacheExchange, fetchExchange, subscriptionExchange } from '@urql/core';
import { createClient as createSse } from 'graphql-sse';
import { createClient as createWs } from 'graphql-ws';
import WebSocket from 'ws';

const url = process.argv[2];
const ws = createWs({ url: url.replace('http', 'ws'), webSocketImpl: WebSocket, retryAttempts: 0 });
const sse = createSse({ url, retryAttempts: 0 });

const edge = {
  stock: `localInventory(warehouseId: $warehouse, limit: 1) { id productId quantity product { name } }`,
  items: (data) => data.localInventory,
  changed: `inventoryUpdated(warehouseId: $warehouse) { id quantity }`,
  item: (data) => data.inventoryUpdated,
  booked: 'PENDING',
  failing: `query Missing { product(id: "no-such") { name } }`,
  code: 'OFFLINE',
};
const centre = {
  stock: `inventory(warehouseId: $warehouse, first: 1) { nodes { id productId quantity product { name } } }`,
  items: (data) => data.inventory.nodes,
  changed: `inventoryChanged(warehouseId: $warehouse) { item { id quantity } }`,
  item: (data) => data.inventoryChanged.item,
  booked: 'APPLIED',
  failing: `query Failing { inventory(warehouseId: "w1", first: 0) { nodes { id } } }`,
  code: 'BAD_USER_INPUT',
};
const at = process.argv[3] === 'centre' ? centre : edge;

const STOCK = `query Stock($warehouse: ID!) { ${at.stock} }`;
const BOOK = `mutation Book($input: UpdateInventoryInput!) {
  updateInventory(input: $input) { success status quantity item { id quantity } errors { code } }
}`;
const CHANGED = `subscription Changed($warehouse: ID!) { ${at.changed} }`;

const booking = (product, quantity, operation = 'ADD') => ({
  input: { productId: product, warehouseId: 'w1', quantity, operation },
});

/** Books until the subscription has told of it: it may begin to listen after the first booking. */
async function tellsOf(subscription, book) {
  let isTold = false;
  const told = subscription.then((item) => {
    isTold = true;
    return item;
  });
  while (!isTold) {
    await book();
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return told;
}

// ---------------------------------------------------------------- curl
const curl = async (query, variables) =>
  JSON.parse(
    (
      await promisify(execFile)('curl', [
        '-s', url, '-H', 'content-type: application/json',
        '-d', JSON.stringify({ query, variables }),
      ])
    ).stdout,
  );

// ---------------------------------------------------------------- Apollo Client
const apollo = new ApolloClient({
  cache: new InMemoryCache(),
  link: ApolloLink.split(
    ({ operationType }) => operationType === OperationTypeNode.SUBSCRIPTION,
    new GraphQLWsLink(ws),
    new HttpLink({ uri: url }),
  ),
});

/** Asks by the document's hash with a client that has cached nothing; answers what was sent, too. */
async function persisted(useGETForHashedQueries) {
  const sent = [];
  const sha256 = (text) => createHash('sha256').update(text).digest('hex');
  const client = new ApolloClient({
    cache: new InMemoryCache(),
    link: new PersistedQueryLink({ sha256, useGETForHashedQueries }).concat(
      new HttpLink({
        uri: url,
        fetch: (target, options) => {
          sent.push({ method: options.method, hasDocument: /"query"/.test(options.body ?? '') });
          return fetch(target, options);
        },
      }),
    ),
  });
  const query = gql(STOCK.replace('Stock(', `Stock${useGETForHashedQueries ? 'Got' : 'Posted'}(`));
  const { data } = await client.query({ query, variables: { warehouse: 'w1' } });
  return { sent, product: at.items(data)[0].productId };
}

const NAMED = (method) => ({ method, hasDocument: false });
const SENT_ALONG = { method: 'POST', hasDocument: true };

// ---------------------------------------------------------------- urql
const urqlOver = (subscriber) =>
  new Client({
    url,
    preferGetMethod: false,
    exchanges: [
      cacheExchange,
      fetchExchange,
      subscriptionExchange({
        forwardSubscription: ({ query, variables }) => ({
          subscribe: (sink) => ({ unsubscribe: subscriber.subscribe({ query, variables }, sink) }),
        }),
      }),
    ],
  });
const urql = urqlOver(ws);
const urqlOverSse = urqlOver(sse);

/** The first stock item an urql client is told of. */
function firstOfUrql(client) {
  return new Promise((resolve, reject) => {
    const { unsubscribe } = client
      .subscription(CHANGED, { warehouse: 'w1' })
      .subscribe(({ data, error }) => {
        if (error) reject(error);
        else resolve(at.item(data));
        setImmediate(() => unsubscribe());
      });
  });
}

const checks = {
  'curl queries': async () => {
    const { data } = await curl(STOCK, { warehouse: 'w1' });
    assert.deepEqual(at.items(data), [
      { id: 'p1@w1', productId: 'p1', quantity: 10, product: { name: 'Chai' } },
    ]);
  },
  'curl books': async () => {
    const { data } = await curl(BOOK, booking('p1', 2));
    assert.deepEqual(data.updateInventory, {
      success: true, status: at.booked, quantity: 12, item: { id: 'p1@w1', quantity: 12 }, errors: [],
    });
  },
  'Apollo Client queries': async () => {
    const { data } = await apollo.query({ query: gql(STOCK), variables: { warehouse: 'w1' } });
    assert.equal(at.items(data)[0].quantity, 12);
    assert.equal(at.items(data)[0].product.name, 'Chai');
  },
  'Apollo Client books, and its cache shows it': async () => {
    await apollo.mutate({ mutation: gql(BOOK), variables: booking('p1', 3) });
    const { data } = await apollo.query({
      query: gql(STOCK), variables: { warehouse: 'w1' }, fetchPolicy: 'cache-only',
    });
    assert.equal(at.items(data)[0].quantity, 15);
  },
  'Apollo Client gets the code of an error': () =>
    assert.rejects(
      apollo.query({ query: gql(at.failing) }),
      (error) => CombinedGraphQLErrors.is(error) && error.errors[0].extensions.code === at.code,
    ),
  'Apollo Client subscribes over WebSocket': async () => {
    const first = new Promise((resolve, reject) => {
      const subscription = apollo
        .subscribe({ query: gql(CHANGED), variables: { warehouse: 'w1' } })
        .subscribe({
          next: ({ data, error }) => {
            if (error) reject(error);
            else resolve(at.item(data));
            subscription.unsubscribe();
          },
          error: reject,
        });
    });
    const item = await tellsOf(first, () =>
      apollo.mutate({ mutation: gql(BOOK), variables: booking('p2', 1) }),
    );
    assert.equal(item.id, 'p2@w1');
  },
  'Apollo Client names its documents by their hash, over POST': async () => {
    const first = await persisted(false);
    assert.deepEqual(first, { sent: [NAMED('POST'), SENT_ALONG], product: 'p1' });
    assert.deepEqual(await persisted(false), { sent: [NAMED('POST')], product: 'p1' });
  },
  'Apollo Client names its documents by their hash, over GET': async () => {
    const first = await persisted(true);
    assert.deepEqual(first, { sent: [NAMED('GET'), SENT_ALONG], product: 'p1' });
    assert.deepEqual(await persisted(true), { sent: [NAMED('GET')], product: 'p1' });
  },
  'urql queries': async () => {
    const { data } = await urql.query(STOCK, { warehouse: 'w1' }).toPromise();
    assert.equal(at.items(data)[0].quantity, 15);
  },
  'urql books': async () => {
    const { data } = await urql.mutation(BOOK, booking('p1', 1, 'SUBTRACT')).toPromise();
    assert.equal(data.updateInventory.quantity, 14);
  },
  'urql gets the reason of a refusal': async () => {
    const { data } = await urql.mutation(BOOK, booking('p1', 999, 'SUBTRACT')).toPromise();
    assert.equal(data.updateInventory.success, false);
    assert.deepEqual(data.updateInventory.errors, [
      { code: 'INSUFFICIENT_STOCK', __typename: 'UserError' },
    ]);
  },
  'urql subscribes over WebSocket': async () => {
    const item = await tellsOf(firstOfUrql(urql), () =>
      urql.mutation(BOOK, booking('p2', 1)).toPromise(),
    );
    assert.equal(item.id, 'p2@w1');
  },
  'urql subscribes over server-sent events': async () => {
    const item = await tellsOf(firstOfUrql(urqlOverSse), () =>
      urql.mutation(BOOK, booking('p2', 1)).toPromise(),
    );
    assert.equal(item.id, 'p2@w1');
  },
};

let failed = 0;
for (const [name, check] of Object.entries(checks)) {
  try {
    await check();
    console.log(JSON.stringify({ name, status: 'ok' }));
  } catch (e) {
    failed++;
    console.log(JSON.stringify({ name, status: 'failed', reason: String(e?.stack ?? e) }));
  }
}
process.exit(failed === 0 ? 0 : 1);
