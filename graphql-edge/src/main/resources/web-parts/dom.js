// Builds elements. Text is only ever set as text, never as markup: a product called
// "<img onerror=…>" is shown as just that. The page's Content-Security-Policy enforces it.

const SVG = 'http://www.w3.org/2000/svg';

/** The element with that id. */
export function byId(id) {
  return document.getElementById(id);
}

/**
 * A new element: el('button', {class: 'plain', onclick: handler}, 'Text', child, …).
 * Attributes that are null, undefined or false are left out; so are such children.
 */
export function el(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? '' : String(value));
  }
  for (const child of children.flat()) {
    if (child === null || child === undefined || child === false) continue;
    element.append(child);
  }
  return element;
}

/** An icon of the sprite in index.html. */
export function icon(name) {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('class', 'icon');
  svg.setAttribute('aria-hidden', 'true');
  const use = document.createElementNS(SVG, 'use');
  use.setAttribute('href', `#i-${name}`);
  svg.append(use);
  return svg;
}

/** Sets text only where it differs, so that screen readers do not repeat themselves. */
export function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/**
 * Makes the children of a list those of the items. Children of unchanged items stay as they are;
 * when the one with the focus is made anew, the focus goes to the same control in its successor.
 */
export function renderList(list, items, keyOf, build) {
  const present = new Map([...list.children].map((child) => [child.dataset.key, child]));
  const focused = list.contains(document.activeElement) ? focusPlace(list) : null;
  const wanted = items.map((item) => {
    const key = keyOf(item);
    const signature = JSON.stringify(item);
    const old = present.get(key);
    if (old && old.signature === signature) return old;
    const made = build(item);
    made.dataset.key = key;
    made.signature = signature;
    const details = old?.querySelector('details');
    if (details?.open) made.querySelector('details')?.setAttribute('open', '');
    return made;
  });
  if (wanted.length === list.children.length && wanted.every((w, i) => w === list.children[i])) {
    return;
  }
  list.replaceChildren(...wanted);
  if (focused) restoreFocus(list, focused);
}

function focusPlace(list) {
  const item = [...list.children].find((child) => child.contains(document.activeElement));
  return {
    key: item?.dataset.key,
    index: [...list.children].indexOf(item),
    control: document.activeElement.dataset.control,
  };
}

function restoreFocus(list, { key, index, control }) {
  const children = [...list.children];
  const item = children.find((child) => child.dataset.key === key) ?? children[index] ?? children.at(-1);
  const target = item?.querySelector(`[data-control="${control}"]`) ?? list.closest('[tabindex]');
  target?.focus({ preventScroll: true });
}
