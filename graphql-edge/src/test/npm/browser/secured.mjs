// Uses the page of an edge node whose users have to sign in, and says what it found, a step a line.
import assert from 'node:assert/strict';
import { camera, DESK, launch, says, step } from './browser.mjs';

const [url, executablePath, profile, anna, bert, pictures] = process.argv.slice(2);
const picture = camera(pictures);

const browser = await launch(profile, executablePath, DESK);
const page = await browser.newPage();
const troubles = [];
page.on('pageerror', (error) => troubles.push(String(error)));

const stock = page.locator('#stock-list li');

async function signIn(token) {
  if (!(await page.locator('#token-dialog').isVisible())) await page.locator('#sign-in').click();
  await page.locator('#token').fill(token);
  await loads(() => page.locator('#token-form button[type=submit]').click());
}

/** Does what lets the page load anew, and waits until it has. */
async function loads(work) {
  const loaded = page.waitForEvent('load');
  await work();
  await loaded;
}

function keptToken() {
  return page.evaluate(() => sessionStorage.getItem('tributary-token'));
}

await step('shows a stranger nothing but that the node is there, and asks who it is', async () => {
  await page.goto(url);
  await says(page.locator('#place'), 'Warehouse Berlin');
  await page.locator('#token-dialog').waitFor();
  assert.equal(await stock.count(), 0);
  await picture(page, 'secured-stranger');
});

await step('shows the stock to who has signed in, and says whose trouble it is', async () => {
  await signIn(anna);
  await says(page.locator('#sign-in'), 'Signed in');
  await stock.first().waitFor();
  await says(page.locator('#trouble'), /Tell your administrator: ROOM/);
  await says(page.locator('#sentence'), 'Something is wrong');
  assert.equal(await page.locator('#token-dialog').isVisible(), false);
  await picture(page, 'secured-signed-in');
});

await step('knows the person again when the page is loaded again', async () => {
  await page.reload();
  await stock.first().waitFor();
  await says(page.locator('#sign-in'), 'Signed in');
  assert.equal(await keptToken(), anna);
});

await step('shows nothing any more to who comes after somebody signed out', async () => {
  await page.locator('#sign-in').click();
  await loads(() => page.locator('#token-forget').click());
  await page.locator('#token-dialog').waitFor();
  assert.equal(await keptToken(), null);
  assert.equal(await stock.count(), 0);
  await page.reload();
  await page.locator('#token-dialog').waitFor();
  assert.equal(await stock.count(), 0);
});

await step('lets another person in after that', async () => {
  await signIn(bert);
  await stock.first().waitFor();
  assert.equal(await keptToken(), bert);
});

await step('does not go on showing as true what it is not told any more', async () => {
  await page.evaluate(() => sessionStorage.setItem('tributary-token', 'no.such.token'));
  await says(page.locator('#connection-word'), 'Not signed in');
  await says(page.locator('#sentence'), 'Sign in to see how things stand.');
  assert.ok(await page.locator('#offline-mode').isDisabled());
  await page.locator('#token-dialog').waitFor();
  await picture(page, 'secured-expired');
  await signIn(bert);
  await says(page.locator('#connection-word'), /Offline|Reconnecting/);
  await stock.first().waitFor();
});

assert.deepEqual(troubles, [], 'errors of the page');
await browser.close();
console.log('all steps done');
process.exit(0);
