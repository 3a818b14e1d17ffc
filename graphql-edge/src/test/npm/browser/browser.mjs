// A browser for the scripts of this folder, what they watch in it, and how they say what they do.
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { chromium } from 'playwright-core';

const PATIENCE_MS = 120_000;
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

export const DESK = { width: 1280, height: 900 };
export const PHONE = { width: 360, height: 740 };

/** A name that runs as a script where it is not taken for the text it is. */
export const EVIL = '<img src=x onerror="window.evil=1"><script>window.evil=2</script>';

/** Starts a browser that asks nobody but the page it is given. */
export async function launch(profile, executablePath, viewport) {
  const browser = await chromium.launchPersistentContext(profile, {
    executablePath,
    viewport,
    locale: 'en-GB',
    args: [
      '--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
      '--disable-background-networking', '--disable-component-update', '--disable-sync',
    ],
  });
  browser.setDefaultTimeout(PATIENCE_MS);
  return browser;
}

/** Notes what pages complain of, but for what is expected, and whom they ask besides their host. */
export function watching(url, isExpected = () => false) {
  const troubles = [];
  const strangers = new Set();
  function watch(page) {
    page.on('pageerror', (error) => troubles.push(String(error)));
    page.on('console', (message) => {
      if (message.type() === 'error' && !isExpected(message.text())) troubles.push(message.text());
    });
    page.on('request', (request) => {
      if (new URL(request.url()).host !== new URL(url).host) strangers.add(request.url());
    });
    return page;
  }
  return { watch, troubles, strangers };
}

export async function step(name, work) {
  const begin = Date.now();
  await work();
  console.log(`ok ${name} (${Date.now() - begin} ms)`);
}

/** Waits until a text is, or fits, what is expected. */
export async function says(locator, expected) {
  await locator.filter({ hasText: expected }).first().waitFor();
}

/** Takes pictures into a folder, or none where no folder is named. */
export function camera(folder) {
  return async (page, name) => {
    if (!folder) return;
    mkdirSync(folder, { recursive: true });
    await page.screenshot({ path: `${folder}/${name}.png` });
  };
}

/** What the rules of accessibility find wrong with a page. */
export async function barriers(page) {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() =>
    globalThis.axe.run(document, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
    }),
  );
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
}
