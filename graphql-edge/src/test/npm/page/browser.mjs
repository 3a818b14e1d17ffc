// A browser for the scripts of this folder, and how they say what they do.
import { chromium } from 'playwright-core';

const PATIENCE_MS = 120_000;

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

export async function step(name, work) {
  const begin = Date.now();
  await work();
  console.log(`ok ${name} (${Date.now() - begin} ms)`);
}

/** Waits until a text is, or fits, what is expected. */
export async function says(locator, expected) {
  await locator.filter({ hasText: expected }).first().waitFor();
}
