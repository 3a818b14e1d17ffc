// Uses the console as an operator does, and says what it found, a step a line. The centre, the
// aggregator and an edge node behind it are real; what is to be seen is written through GraphQL.
import assert from 'node:assert/strict';
import { barriers, camera, DESK, EVIL, launch, PHONE, says, step, watching } from './browser.mjs';

const [url, executablePath, profile, pictures] = process.argv.slice(2);
const PATIENCE_MS = 120_000;

async function ask(query, variables = {}) {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables }),
  });
  const answer = await response.json();
  assert.ok(!answer.errors, JSON.stringify(answer.errors));
  return answer.data;
}

let made = 0;
async function submit(edgeNodeId, entityId, operationType, baseVersion, values) {
  made += 1;
  const input = [{
    id: `console-${made}`, edgeNodeId, entityType: 'Product', entityId, operationType, baseVersion,
    timestamp: new Date().toISOString(),
    attributes: Object.entries(values).map(([name, value]) => ({ name, value })),
  }];
  const { submitMutations: result } = await ask(
    `mutation($input: [MutationInput!]!) { submitMutations(input: $input) {
      accepted { id status } rejected { error { code message } } } }`, { input });
  assert.deepEqual(result.rejected, []);
  return `console-${made}`;
}

async function answered(id) {
  const end = Date.now() + PATIENCE_MS;
  for (;;) {
    const { mutation } = await ask('query($id: ID!) { mutation(id: $id) { status } }', { id });
    if (mutation && mutation.status !== 'PENDING') return mutation.status;
    assert.ok(Date.now() < end, `no answer to ${id}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** A product whose supplier two offices have named without knowing of each other. */
async function dispute(id, name) {
  await answered(await submit('berlin', id, 'CREATE', 0, { name, supplierId: 's0' }));
  await answered(await submit('berlin', id, 'UPDATE', 1, { supplierId: 's1' }));
  assert.equal(await answered(await submit('hamburg', id, 'UPDATE', 1, { supplierId: 's2' })), 'CONFLICT');
}

const browser = await launch(profile, executablePath, DESK);
const { watch, troubles, strangers } = watching(url);
const picture = camera(pictures);

async function open() {
  const page = watch(await browser.newPage());
  await page.goto(`${url}/console`);
  return page;
}

/** Gives the reason, and waits until the ruling is done; fails with what the dialog says. */
async function rule(page, reason) {
  await page.locator('#ruling-reason').fill(reason);
  await page.locator('#ruling-submit').click();
  const closed = page.locator('#ruling-dialog:not([open])').waitFor({ state: 'attached' });
  const refused = page.locator('#ruling-error:not([hidden])').waitFor()
    .then(async () => assert.fail(await page.locator('#ruling-error').textContent()));
  await Promise.race([closed, refused]);
  refused.catch(() => {});
}

const go = (page, place) => page.locator(`#places a[href="#${place}"]`).click();

await dispute('p1', 'Chai');
await dispute('p2', EVIL);
const page = await open();

await step('shows live figures, and that conflicts wait', async () => {
  await says(page.locator('#link-word'), 'Live');
  await says(page.locator('#figure-queue'), /^0$/);
  await says(page.locator('#figure-openConflicts'), '2');
  await says(page.locator('#conflict-badge'), '2');
  await says(page.locator('#figure-fleet'), /of 1 online/);
  await page.locator('.plot path[d*="L"]').first().waitFor({ state: 'attached' });
  await picture(page, 'overview');
});

async function inGerman() {
  const german = await browser.browser()?.newContext({ locale: 'de-DE' }) ?? browser;
  const other = await german.newPage();
  await other.addInitScript(() => Object.defineProperty(navigator, 'languages', { get: () => ['de-DE'] }));
  await other.goto(`${url}/console`);
  return other;
}

/** Waits until something is red, and all that is red is named among what needs attention. */
async function namesAllThatIsRed(shown) {
  await shown.waitForFunction(() => {
    const red = [...document.querySelectorAll('.tile.bad')].map(({ id }) => id.replace('tile-', ''));
    const named = [...document.querySelectorAll('#alerts > li')].map((item) => item.dataset.tile);
    const isCalm = !document.getElementById('no-alerts').hidden;
    return red.includes('openConflicts') && red.includes('quarantined') && !isCalm
      && red.every((tile) => named.includes(tile));
  });
}

await step('names all that is red, and leads there', async () => {
  await namesAllThatIsRed(page);
  await says(page.locator('#alerts'), '2 conflicts wait for a person.');
  await page.locator('#alerts').getByRole('link', { name: 'A record is set aside' }).click();
  await page.locator('#quarantine:not([hidden])').waitFor();
  await go(page, 'overview');
  const other = await inGerman();
  await namesAllThatIsRed(other);
  await says(other.locator('#alerts'), 'Ein Datensatz liegt in Quarantäne.');
  await picture(other, 'overview-de');
  await other.close();
});

await step('keeps its socket for longer than it waits for the first answer', async () => {
  const other = await browser.newPage();
  await other.clock.install();
  await other.addInitScript(() => {
    const close = WebSocket.prototype.close;
    window.closings = 0;
    WebSocket.prototype.close = function closing(...reason) {
      window.closings += 1;
      return close.apply(this, reason);
    };
  });
  await other.goto(`${url}/console`);
  await says(other.locator('#link-word'), 'Live');
  await other.clock.fastForward(60_000);
  assert.equal(await other.evaluate(() => window.closings), 0);
  await other.close();
});

await step('shows the edge nodes with state and age', async () => {
  await go(page, 'nodes');
  await says(page.locator('#nodes-body tr'), /seattle.*Online/s);
  await says(page.locator('#nodes-count'), '1 of 1 online');
  await picture(page, 'nodes');
});

await step('shows both values of a conflict, who wrote them, and rules by keyboard', async () => {
  await go(page, 'conflicts');
  const card = page.locator('#conflict-list > li', { hasText: 'Product p1' });
  await says(card, /Stood there\s*s1.*by berlin.*Came: set to\s*s2.*by hamburg/s);
  await picture(page, 'conflicts');
  await card.getByRole('button', { name: 'Take what came' }).focus();
  await page.keyboard.press('Enter');
  await page.locator('#ruling-dialog[open]').waitFor();
  await page.locator('#ruling-submit').click();
  await says(page.locator('#ruling-error'), 'Say why');
  await page.keyboard.type('the contract says so');
  await picture(page, 'ruling');
  await page.keyboard.press('Enter');
  await page.locator('#ruling-dialog:not([open])').waitFor({ state: 'attached' });
  await card.waitFor({ state: 'detached' });
  await says(page.locator('#conflict-badge'), '1');
});

await step('shows what was decided among those that are over', async () => {
  await page.locator('#conflict-status').selectOption('RESOLVED');
  const card = page.locator('#conflict-list > li', { hasText: 'Product p1' });
  await says(card, 'the contract says so');
  await says(card.locator('.result'), 'Afterwards: s2');
  await page.locator('#conflict-status').selectOption('OPEN');
});

await step('merges to a value of the person', async () => {
  const card = page.locator('#conflict-list > li', { hasText: 'Product p2' });
  await card.getByRole('button', { name: 'Set other values' }).click();
  await page.locator('#ruling-values input').fill('s9');
  await rule(page, 'neither was right');
  await says(page.locator('#conflicts-none'), 'No conflict waits');
});

await step('keeps what stands', async () => {
  await dispute('p3', 'Ikura');
  const card = page.locator('#conflict-list > li', { hasText: 'Product p3' });
  await card.getByRole('button', { name: 'Keep what stands' }).click();
  await rule(page, 'it was right');
  await card.waitFor({ state: 'detached' });
  const { entity } = await ask('{ entity(type: "Product", id: "p3") { version attributes } }');
  assert.equal(entity.attributes.supplierId, 's1');
});

await step('tells the history of an entity, why a value is so, and what lost', async () => {
  await go(page, 'entity');
  await page.locator('#entity-type').fill('Product');
  await page.locator('#entity-id').fill('p1');
  await page.keyboard.press('Enter');
  await says(page.locator('#entity-state'), /supplierId\s*s2/);
  await says(page.locator('#entity-state'), /audit chain of \d+ holds/);
  await says(page.locator('#entity-history > li').first(), 'the contract says so');
  const waited = page.locator('#entity-history > li', { hasText: 'Waits for a person' });
  await says(waited, 'leaves this to a person');
  assert.equal(await waited.filter({ hasText: 'A person decided' }).count(), 0);
  await page.getByRole('button', { name: 'Why is supplierId so?' }).click();
  await says(page.locator('.reasons'), /Set by .*the contract says so.*s1 by berlin.*lost/s);
  await picture(page, 'history');
});

await step('shows hostile text as the text it is', async () => {
  await page.goto(`${url}/console#entity/Product/p2`);
  await says(page.locator('#entity-state'), EVIL);
  assert.equal(await page.evaluate(() => window.evil), undefined);
  assert.equal(await page.locator('main img, main script').count(), 0);
});

await step('tries again what is set aside, says that it is as before, and leaves it for good', async () => {
  await go(page, 'quarantine');
  const card = page.locator('#quarantine-list > li').first();
  await says(card, 'UNDECODABLE');
  await picture(page, 'quarantine');
  await card.getByRole('button', { name: 'Try again' }).click();
  await page.locator('#ruling-reason').fill('perhaps now');
  await page.locator('#ruling-submit').click();
  await page.locator('#ruling-error:not([hidden])').waitFor();
  await page.locator('#ruling-cancel').click();
  await page.locator('#ruling-dialog:not([open])').waitFor({ state: 'attached' });
  await says(card, 'UNDECODABLE');
  await card.getByRole('button', { name: 'Leave for good' }).click();
  await rule(page, 'a test of somebody');
  await says(page.locator('#quarantine-none'), 'Nothing here.');
  await page.locator('#quarantine-state').selectOption('DISCARDED');
  await says(page.locator('#quarantine-list'), 'a test of somebody');
});

await step('is accessible by the rules of WCAG AA, light and dark, desk and phone', async () => {
  const wrong = [];
  for (const colorScheme of ['light', 'dark']) {
    for (const viewport of [DESK, PHONE]) {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize(viewport);
      for (const place of ['overview', 'nodes', 'conflicts', 'quarantine', 'entity/Product/p1']) {
        await page.goto(`${url}/console#${place}`);
        await page.locator('.place:not([hidden])').waitFor();
        for (const barrier of await barriers(page)) wrong.push(`${place} ${colorScheme}: ${barrier}`);
        const isWide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
        if (isWide) wrong.push(`${place} is wider than the screen of ${viewport.width}`);
        await picture(page, `${place.split('/')[0]}-${colorScheme}-${viewport.width}`);
      }
    }
  }
  await page.setViewportSize(DESK);
  assert.deepEqual(wrong, []);
});

await step('speaks German to who prefers it', async () => {
  const other = await inGerman();
  await says(other.locator('#places'), /Übersicht.*Konflikte.*Quarantäne.*Verlauf/s);
  await other.close();
});

await step('has asked nobody but the centre, and met no errors', async () => {
  assert.deepEqual([...strangers], []);
  assert.deepEqual(troubles, []);
});

await browser.close();
console.log('all steps done');
