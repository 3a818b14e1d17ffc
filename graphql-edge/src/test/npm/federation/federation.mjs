// Composes the SDL of an edge node and of the centre as both serve it, and asks both through two
// gateways: Apollo's, and the one of graphql-tools that Hive is made of. One JSON line a check.
import assert from 'node:assert/strict';
import { ApolloGateway } from '@apollo/gateway';
import { ApolloServer } from '@apollo/server';
import { composeServices } from '@apollo/composition';
import { buildHTTPExecutor } from '@graphql-tools/executor-http';
import { getStitchedSchemaFromSupergraphSdl } from '@graphql-tools/federation';
import { execute, parse, visit } from 'graphql';

const [, , edge, central] = process.argv;
const urls = { edge, central };

async function check(name, body) {
  try {
    await body();
    console.log(JSON.stringify({ name, status: 'ok' }));
  } catch (failure) {
    console.log(JSON.stringify({ name, status: 'failed', why: String(failure?.stack ?? failure) }));
  }
}

async function ask(url, query, variables) {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables }),
  });
  return response.json();
}

const RIGHTS = ['authenticated', 'requiresScopes'];

/** Without the rights, which Apollo's gateway refuses to read: only its router enforces them. */
const withoutRights = (document) =>
  visit(document, {
    Directive: ({ name }) => (RIGHTS.includes(name.value) ? null : undefined),
    StringValue: ({ value }) => (RIGHTS.includes(value.replace(/^@/, '')) ? null : undefined),
  });

async function compose(read = (document) => document) {
  const services = [];
  for (const [name, url] of Object.entries(urls)) {
    const { data } = await ask(url, '{ _service { sdl } }');
    services.push({ name, url, typeDefs: read(parse(data._service.sdl)) });
  }
  const { errors, supergraphSdl } = composeServices(services);
  assert.deepEqual((errors ?? []).map((error) => error.message), []);
  return supergraphSdl;
}

let supergraphSdl;
await check('edge and centre compose', async () => {
  supergraphSdl = await compose();
  assert.match(supergraphSdl, /directive @edgeOnly/);
});

/** What a gateway answers, and the names of the services it asks for it where it tells. */
async function apollo() {
  const supergraphSdl = await compose(withoutRights);
  const asked = new Set();
  const gateway = new ApolloGateway({
    supergraphSdl,
    logger: { debug() {}, info() {}, warn: console.error, error: console.error },
    experimental_didResolveQueryPlan({ queryPlan }) {
      for (const [, name] of JSON.stringify(queryPlan).matchAll(/"serviceName":"(\w+)"/g)) asked.add(name);
    },
  });
  const server = new ApolloServer({ gateway, stopOnTerminationSignals: false });
  await server.start();
  return {
    async ask(query) {
      asked.clear();
      const { body } = await server.executeOperation({ query });
      const { data, errors } = body.singleResult;
      return { data, errors, asked: [...asked].sort() };
    },
    stop: () => server.stop(),
  };
}

async function stitched() {
  const schema = getStitchedSchemaFromSupergraphSdl({
    supergraphSdl,
    onSubschemaConfig(config) {
      config.executor = buildHTTPExecutor({ endpoint: urls[config.name.toLowerCase()] });
    },
  });
  return {
    ask: (query) => execute({ schema, document: parse(query) }),
    stop: async () => {},
  };
}

const plain = (value) => JSON.parse(JSON.stringify(value));

async function answers(gateway, query, data, services) {
  const answer = await gateway.ask(query);
  assert.equal(answer.errors, undefined, JSON.stringify(answer.errors));
  assert.deepEqual(plain(answer.data), data);
  if (answer.asked) assert.deepEqual(answer.asked, services);
}

for (const [name, make] of Object.entries({ apollo, stitched })) {
  let gateway;
  await check(`${name}: starts`, async () => {
    gateway = await make();
  });
  await check(`${name}: from the edge to the centre by key`, () =>
    answers(
      gateway,
      '{ localOrders(limit: 1) { id customer { name country lastOrderAt } } }',
      { localOrders: [{ id: 'o2', customer: { name: 'Alfreds', country: 'Germany', lastOrderAt: null } }] },
      ['central', 'edge'],
    ));
  await check(`${name}: from the centre to the edge by key`, () =>
    answers(
      gateway,
      '{ inventory(productId: "p1") { nodes { id quantity syncStatus } } }',
      {
        inventory: {
          nodes: [
            { id: 'p1@w1', quantity: 7, syncStatus: 'SYNCED' },
            { id: 'p1@w9', quantity: 7, syncStatus: null },
          ],
        },
      },
      ['central', 'edge'],
    ));
  await check(`${name}: the edge answers what it overrides`, () =>
    answers(gateway, '{ product(id: "p1") { name } }', { product: { name: 'Chai' } }, ['edge']));
  await check(`${name}: a mutation at the edge`, () =>
    answers(
      gateway,
      `mutation { updateInventory(input: {productId: "p1", warehouseId: "w2", quantity: 1, operation: ADD, idempotencyKey: "${name}"})
        { success status item { id product { name } } } }`,
      { updateInventory: { success: true, status: 'PENDING', item: { id: 'p1@w2', product: { name: 'Chai' } } } },
      ['edge'],
    ));
  await gateway?.stop();
}

await check('what is no key is named, the rest is found', async () => {
  const query = 'query($of: [_Any!]!) { _entities(representations: $of) { __typename ... on Product { name } } }';
  const of = [{ __typename: 'Product', id: 'p1' }, { __typename: 'Product', id: 'p8' }, { __typename: 'Thing', id: 'p1' }];
  for (const url of Object.values(urls)) {
    const { data, errors } = await ask(url, query, { of });
    assert.equal(data._entities[0].__typename, 'Product');
    assert.deepEqual(data._entities.slice(1), [null, null]);
    assert.equal(errors.length, 1);
    assert.equal(errors[0].extensions.code, 'BAD_USER_INPUT');
    assert.deepEqual(errors[0].path, ['_entities', 2]);
  }
});
