// node preview.mjs [PROMETHEUS_URL [MINUTES [CHROMIUM [FOLDER [UNTIL]]]]]: a picture of each dashboard.
import { build } from 'esbuild';
import { chromium } from 'playwright-core';
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const dashboards = join(here, '..', '..', 'dashboards');
const [prometheus = 'http://127.0.0.1:9090/', minutes = '5', executablePath = '/usr/bin/chromium',
  folder = join(here, '..', '..', 'docs', 'images', 'dashboards'), until = new Date().toISOString()] = process.argv.slice(2);

const style = readFileSync(join(here, 'node_modules', 'uplot', 'dist', 'uPlot.min.css'), 'utf8') + `
  body { margin: 0; background: #111217; color: #ccccdc; font-family: Inter, 'DejaVu Sans', sans-serif; font-size: 12px; }
  header { padding: 12px 12px 4px; display: flex; gap: 16px; align-items: baseline; width: 1416px; }
  header h1 { font-size: 20px; margin: 0; white-space: nowrap; } header span { flex: 1; }
  header em { color: #ff9830; white-space: nowrap; }
  main { position: relative; margin-left: 8px; } main h2 { position: absolute; font-size: 15px; margin: 10px 0 0; }
  .panel { position: absolute; } .none { color: #8e8e9a; padding: 8px; }
  .legend { overflow: hidden; font-size: 11px; }
  .legend div { display: inline-flex; width: 33%; height: 18px; align-items: center; gap: 6px; }
  .legend i { width: 12px; height: 3px; flex: none; } .legend b { color: #fff; white-space: nowrap; }
  .legend span { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }`;

const bundle = await build({
  entryPoints: [join(here, 'page.jsx')],
  bundle: true, write: false, format: 'iife', jsx: 'automatic', minify: true, logLevel: 'error',
  define: { 'process.env.NODE_ENV': '"production"', global: 'window' },
  loader: { '.ttf': 'dataurl', '.svg': 'text' },
  // the ES modules of this release name exports that are not there
  alias: Object.fromEntries(['ui', 'data'].map((name) =>
    [`@grafana/${name}`, join(here, 'node_modules', '@grafana', name, 'dist', 'cjs', 'index.cjs')])), outdir: join(here, 'node_modules', '.bundle'),
});
const script = bundle.outputFiles.find((file) => file.path.endsWith('.js')).text;

mkdirSync(folder, { recursive: true });
const to = Math.floor(Date.parse(until) / 1000);
const from = to - 60 * Number(minutes);
const step = Math.max(1, Math.round((to - from) / 180));
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
try {
  for (const file of readdirSync(dashboards).filter((name) => name.endsWith('.json'))) {
    const page = await browser.newPage({ viewport: { width: 1456, height: 900 } });
    page.on('pageerror', (error) => console.error(file, error.message));
    const board = JSON.parse(readFileSync(join(dashboards, file), 'utf8'));
    // a place of its own, since a page without one has no storage; it asks Prometheus through us
    await page.route('http://preview.localhost/api/**', async (route) => {
      const { pathname, search } = new URL(route.request().url());
      const answer = await fetch(new URL(pathname.slice(1) + search, prometheus));
      await route.fulfill({ status: answer.status, contentType: 'application/json', body: await answer.text() });
    });
    await page.route('http://preview.localhost/', (route) => route.fulfill({
      contentType: 'text/html', body: `<!doctype html><style>${style}</style><div id="root"></div>` }));
    await page.goto('http://preview.localhost/');
    await page.evaluate((given) => { window.preview = given; }, { board, from, to, step });
    await page.addScriptTag({ content: script });
    await page.waitForFunction(() => document.body.dataset.done, undefined, { timeout: 180_000 });
    const done = await page.evaluate(() => document.body.dataset.done);
    if (done !== 'yes') {
      throw new Error(`${file}: ${done}`);
    }
    const picture = join(folder, file.replace('.json', '.png'));
    await page.screenshot({ path: picture, fullPage: true, timeout: 120_000 });
    console.log(picture);
    await page.close();
  }
} finally {
  await browser.close();
}
