// Uses the edge page as the person at the warehouse does, and says what it found, a step a line.
// "please stop" and "please start" ask whoever runs it to end and begin the edge program.
import assert from 'node:assert/strict';
import { createInterface } from 'node:readline';
import { barriers, camera, DESK, EVIL, launch, PHONE, says, step, watching } from './browser.mjs';

const [url, executablePath, profile, pictures] = process.argv.slice(2);

const answers = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
async function please(what) {
  console.log(`please ${what}`);
  await answers.next();
}

const browser = await launch(profile, executablePath, DESK);
let isNodeThere = true;
const { watch, troubles, strangers } = watching(
  url,
  (complaint) => !isNodeThere || /WebSocket|net::ERR_/.test(complaint),
);
const picture = camera(pictures);

async function open(context = browser) {
  const page = watch(await context.newPage());
  page.news = [];
  page.on('websocket', (socket) =>
    socket.on('framereceived', ({ payload }) => page.news.push(String(payload))),
  );
  await page.goto(url);
  await page.locator('#stock-list li').first().waitFor();
  return page;
}

const page = await open();

await step('shows where it is, that it is offline, and what needs somebody', async () => {
  await says(page.locator('#place'), 'Warehouse Seattle');
  await says(page.locator('#connection-word'), /Offline|Reconnecting/);
  await says(page.locator('#attention-count'), '2');
  await says(page.locator('#attention-list'), 'Stock of Aniseed Syrup in Seattle · −4');
  await says(page.locator('#attention-list'), 'others took some first');
  await says(page.locator('#attention-list'), 'A person at head office decides');
  await says(page.locator('#attention-list'), /Price is 21\.00: tacoma changed it/);
  await picture(page, 'desk-light');
});

await step('finds a product although its name is mistyped', async () => {
  await page.locator('#stock-search').fill('Quezo Cabrals');
  await says(page.locator('#stock-count'), '1 product');
  await says(page.locator('#stock-list li').first(), 'Queso Cabrales');
  await says(page.locator('#stock-advice'), /Shown: “Queso Cabrales?”/);
  assert.deepEqual(await page.locator('#stock-list mark').allTextContents(), ['Queso', 'Cabrales']);
  const meant = await page.locator('#stock-suggestions option').first().getAttribute('value');
  assert.match(meant, /Queso/);
  await picture(page, 'desk-search');
  await page.locator('#stock-search').fill('nonesuch');
  await says(page.locator('#stock-empty'), 'Nothing found for “nonesuch”.');
  await page.locator('#stock-search').fill('');
  await says(page.locator('#stock-count'), '12 products');
});

await step('books by keyboard alone, without a network', async () => {
  const row = page.locator('#stock-list li', { hasText: 'Konbu' });
  const before = Number(await row.locator('b').textContent());
  await row.getByRole('button').focus();
  await page.keyboard.press('Enter');
  await page.keyboard.type('5');
  await says(page.locator('#book-preview'), `${before} now, ${before + 5} afterwards`);
  await picture(page, 'desk-booking');
  await page.keyboard.press('Enter');
  await says(page.locator('.toast'), '5 × Konbu booked in. It is kept here');
  await says(row.locator('b'), String(before + 5));
  await says(row, 'Not confirmed yet');
  await says(page.locator('#waiting-list'), 'Stock of Konbu in Seattle · +5');
  assert.equal(await page.evaluate(() => document.activeElement.dataset.control), 'book');
});

await step('is told at once of what others book at this node', async () => {
  const row = page.locator('#stock-list li', { hasText: 'Pavlova' });
  const before = Number(await row.locator('b').textContent());
  const input = { productId: 'p10', warehouseId: 'Seattle', quantity: 3, operation: 'ADD' };
  await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      query: 'mutation($input: UpdateInventoryInput!) { updateInventory(input: $input) { success } }',
      variables: { input },
    }),
  });
  await says(row.locator('b'), new RegExp(`^${before + 3}$`));
  assert.ok(page.news.some((frame) => frame.includes('inventoryUpdated')), page.news.join());
});

await step('refuses what cannot be, and says why', async () => {
  await page.getByRole('button', { name: 'Book Chang' }).click();
  await page.getByRole('radio', { name: 'Out' }).check();
  await page.locator('#book-quantity').fill('100000');
  await page.locator('#book-submit').click();
  await says(page.locator('#book-error'), 'are there.');
  await page.locator('#book-quantity').fill('1.5');
  await page.locator('#book-submit').click();
  await says(page.locator('#book-error'), 'Enter a whole number.');
  await page.keyboard.press('Escape');
  assert.equal(await page.locator('#book-dialog').isVisible(), false);
});

await step('takes a refused change up again, and one in dispute off the list', async () => {
  await page.getByRole('button', { name: /Got it: Product Chang/ }).click();
  await says(page.locator('#attention-count'), '1');
  await page.getByRole('button', { name: /Try again: Stock of Aniseed Syrup/ }).click();
  await says(page.locator('#attention-count'), '0');
  await says(page.locator('#waiting-list'), 'Stock of Aniseed Syrup in Seattle · −4');
});

await step('goes into offline mode only after asking', async () => {
  const toggle = page.getByRole('switch', { name: 'Offline mode' });
  await toggle.click();
  await page.getByRole('button', { name: 'Cancel' }).click();
  assert.equal(await toggle.getAttribute('aria-checked'), 'false');
  await toggle.click();
  await page.getByRole('button', { name: 'Work offline' }).click();
  await says(page.locator('#sentence'), 'Offline mode is on.');
  await page.locator('#offline-mode[aria-checked=true]').waitFor();
});

await step('sends the token that somebody pastes, and forgets it', async () => {
  const asked = page.waitForRequest((request) =>
    request.headers().authorization === 'Bearer abc.def' && request.url().endsWith('/graphql'));
  await page.locator('#sign-in').click();
  await picture(page, 'desk-sign-in');
  await page.locator('#token').fill(' Bearer abc.def\n');
  await page.locator('#token-form button[type=submit]').click();
  await asked;
  await says(page.locator('#sign-in'), 'Signed in');
  assert.equal(await page.evaluate(() => sessionStorage.getItem('tributary-token')), 'abc.def');
  await page.locator('#sign-in').click();
  await page.locator('#token-forget').click();
  await says(page.locator('#sign-in'), 'Sign in');
  assert.equal(await page.evaluate(() => sessionStorage.length), 0);
});

await step('shows hostile names as the text they are', async () => {
  await page.locator('#stock-warehouse').selectOption('Tacoma');
  await says(page.locator('#stock-list .name'), EVIL);
  await says(page.locator('#orders-list'), EVIL);
  await page.locator('#stock-list li', { hasText: EVIL }).getByRole('button').click();
  await says(page.locator('#book-title'), EVIL);
  await page.locator('#book-quantity').fill('1');
  await page.locator('#book-submit').click();
  await says(page.locator('.toast'), EVIL);
  await says(page.locator('#waiting-list'), EVIL);
  assert.equal(await page.evaluate(() => window.evil), undefined);
  assert.equal(await page.locator('main img, main script').count(), 0);
  await page.locator('#stock-warehouse').selectOption('Seattle');
});

await step('cannot be made to take text for markup', async () => {
  const refused = await page.evaluate(() => {
    try {
      document.body.insertAdjacentHTML('beforeend', '<b>no</b>');
      return null;
    } catch (error) {
      return error.name;
    }
  });
  assert.equal(refused, 'TypeError');
  troubles.length = 0; // that it was refused stands on the console too
});

await step('is accessible by the rules of WCAG AA, light and dark, desk and phone', async () => {
  for (const colorScheme of ['light', 'dark']) {
    for (const viewport of [DESK, PHONE]) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await page.setViewportSize(viewport);
      assert.deepEqual(await barriers(page), []);
    }
  }
});

await step('fits on a phone, one part at a time', async () => {
  await page.setViewportSize(PHONE);
  for (const [part, title] of [['Stock', '#stock'], ['Changes', '#changes'], ['Orders', '#orders'], ['Sync', '#sync']]) {
    await page.locator('.tabs').getByRole('button', { name: part }).click();
    assert.ok(await page.locator(title).isVisible());
    assert.equal(await page.locator('.part:visible').count(), 1);
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(width <= PHONE.width, `${part} is ${width} wide`);
    await picture(page, `phone-dark-${part.toLowerCase()}`);
  }
  await page.setViewportSize(DESK);
  await picture(page, 'desk-dark');
  await page.emulateMedia({ colorScheme: 'light' });
});

await step('speaks German to who speaks German', async () => {
  const context = await browser.browser()?.newContext({ locale: 'de-DE', viewport: PHONE });
  const german = context ? await open(context) : await openGerman();
  await says(german.locator('#connection-word'), 'Offline');
  await says(german.locator('#sentence'), 'Der Offline-Modus ist an.');
  assert.equal(await german.evaluate(() => document.documentElement.lang), 'de');
  await german.locator('#stock-list').getByRole('button').first().click();
  await says(german.locator('#book-submit'), 'Buchen');
  await picture(german, 'phone-light-german');
  await german.close();
});

/** A persistent context has no browser to make another context of: the language is changed. */
async function openGerman() {
  await browser.addInitScript(() => {
    Object.defineProperty(navigator, 'languages', { get: () => ['de-DE', 'de'] });
  });
  const german = await open();
  await german.setViewportSize(PHONE);
  await german.reload();
  return german;
}

const tofu = page.locator('#stock-list li', { hasText: 'Tofu' });
const tofuBefore = Number(await tofu.locator('b').textContent());

await step('does not know whether it booked when the answer is lost, and says so', async () => {
  await page.route('**/graphql', async (route) => {
    if (!route.request().postData()?.includes('PageBook')) return route.continue();
    await route.fetch(); // the node books it
    return route.abort();
  });
  await tofu.getByRole('button').click();
  await page.locator('#book-quantity').fill('7');
  await page.locator('#book-submit').click();
  await says(page.locator('#book-error'), 'it is not certain whether this was booked');
  assert.ok(await page.locator('#book-quantity').isDisabled());
  await page.unroute('**/graphql');
});

await step('says that the edge program is gone', async () => {
  isNodeThere = false;
  await please('stop');
  await page.locator('#gone').waitFor();
  await says(page.locator('#connection-word'), 'No answer');
  await says(page.locator('#gone-next'), /Next attempt in \d+ s/);
  assert.ok(await page.locator('#book-submit').isDisabled());
  await picture(page, 'desk-gone');
});

await step('finds it again by itself, and books nothing twice', async () => {
  await please('start');
  await page.locator('#gone').waitFor({ state: 'hidden' });
  isNodeThere = true;
  await page.locator('#book-submit').click();
  await says(page.locator('.toast'), '7 × Tofu booked in.');
  await says(page.locator('#waiting-list'), 'Stock of Tofu in Seattle · +7');
  await says(page.locator('#waiting-list'), 'Stock of Konbu in Seattle · +5');
  await says(tofu.locator('b'), new RegExp(`^${tofuBefore + 7}$`));
  assert.equal(await page.locator('#waiting-list li', { hasText: 'Tofu' }).count(), 1);
  await page.locator('#offline-mode[aria-checked=true]').waitFor();
});

await step('asks again whether its files are still good, and sends them once', async () => {
  const first = await fetch(`${url}/`);
  assert.equal(first.headers.get('cache-control'), 'no-cache');
  assert.match(first.headers.get('content-security-policy'), /default-src 'none'; script-src 'self'/);
  const again = await fetch(`${url}/`, { headers: { 'if-none-match': first.headers.get('etag') } });
  assert.equal(again.status, 304);
  assert.equal((await fetch(`${url}/page/no-such.js`)).status, 404);
  assert.equal((await fetch(`${url}/page/..%2findex.html`)).status, 404);
  assert.equal((await fetch(`${url}/`, { method: 'POST' })).status, 405);
});

assert.deepEqual(troubles, [], 'errors of the page');
assert.deepEqual([...strangers], [], 'requests to elsewhere');
await browser.close();
console.log('all steps done');
process.exit(0);
