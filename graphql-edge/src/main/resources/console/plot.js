// Lines over the last minutes, drawn as SVG: no more is needed to see whether something moves.

import { el, setText } from './dom.js';
import { words } from './words.js';

const SVG = 'http://www.w3.org/2000/svg';
const WIDTH = 600;
const HEIGHT = 160;
const TOP = 8;
/** How far back a plot reaches. */
const SPAN_MS = 5 * 60_000;

function svg(tag, attributes) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
  return element;
}

/** A round number that is not less: 1, 2 or 5 with zeros. */
export function ceiling(value) {
  if (value <= 1) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  return [1, 2, 5, 10].map((step) => step * power).find((round) => round >= value);
}

export class Plot {
  #points = [];

  /**
   * @param title what is plotted, with its unit
   * @param lines names of the lines, first to last
   * @param format how a value is written
   * @param limit a value drawn as a line of its own, if any
   */
  constructor({ title, lines, format, limit = null }) {
    this.lines = lines;
    this.format = format;
    this.limit = limit;
    this.paths = lines.map((_, i) => svg('path', { class: `l${i}` }));
    this.limitLine = svg('line', { class: 'limit', x1: 0, x2: WIDTH });
    this.area = svg('svg', {
      viewBox: `0 0 ${WIDTH} ${HEIGHT}`, preserveAspectRatio: 'none', role: 'img',
    });
    this.area.append(
      this.limitLine, ...this.paths,
    );
    this.top = el('span', { class: 'scale' });
    this.values = lines.map((name, i) => el('b', { class: `v${i}` }, '–'));
    this.element = el('figure', { class: 'card plot' },
      el('figcaption', {}, el('h3', {}, title),
        el('ul', { class: 'legend', role: 'list' },
          lines.map((name, i) => el('li', { class: `k${i}` }, `${name} `, this.values[i])))),
      el('div', { class: 'canvas' }, this.top, this.area),
      el('p', { class: 'scale foot' }, el('span', {}, words.minutesAgo(5)), el('span', {}, words.now)));
    this.title = title;
  }

  /** Adds the values of one moment; null where one is not known. */
  add(values, now = Date.now()) {
    this.#points.push({ now, values });
    while (this.#points.length > 0 && this.#points[0].now < now - SPAN_MS) this.#points.shift();
    this.#draw(now);
  }

  #draw(now) {
    const all = this.#points.flatMap(({ values }) => values.filter((value) => value !== null));
    const highest = Math.max(...all, 0);
    const top = ceiling(this.limit !== null && highest > this.limit / 4
      ? Math.max(highest, this.limit) : highest);
    const x = (at) => WIDTH - ((now - at) / SPAN_MS) * WIDTH;
    const y = (value) => HEIGHT - (value / top) * (HEIGHT - TOP);
    this.paths.forEach((path, i) => {
      let pen = 'M';
      const steps = [];
      for (const { now: at, values } of this.#points) {
        if (values[i] === null) pen = 'M';
        else {
          steps.push(`${pen}${x(at).toFixed(1)} ${y(values[i]).toFixed(1)}`);
          pen = 'L';
        }
      }
      path.setAttribute('d', steps.join(''));
    });
    const showsLimit = this.limit !== null && this.limit <= top;
    this.limitLine.setAttribute('visibility', showsLimit ? 'visible' : 'hidden');
    if (showsLimit) {
      this.limitLine.setAttribute('y1', y(this.limit));
      this.limitLine.setAttribute('y2', y(this.limit));
    }
    setText(this.top, this.format(top));
    const latest = this.#points.at(-1).values;
    latest.forEach((value, i) => setText(this.values[i], value === null ? '–' : this.format(value)));
    this.area.setAttribute('aria-label', `${this.title}: ${this.lines
      .map((name, i) => `${name} ${this.values[i].textContent}`).join(', ')}`);
  }
}
