// On a phone one part of the page is shown at a time, chosen at the bottom; elsewhere all are.

import { byId } from './dom.js';

export function startParts() {
  const buttons = [...document.querySelectorAll('.tabs [data-part]')];
  const show = (part) => {
    document.body.dataset.part = part;
    for (const button of buttons) {
      if (button.dataset.part === part) button.setAttribute('aria-current', 'true');
      else button.removeAttribute('aria-current');
    }
  };
  for (const button of buttons) {
    button.addEventListener('click', () => {
      show(button.dataset.part);
      byId(button.dataset.part).focus({ preventScroll: true });
      scrollTo({ top: 0 });
    });
  }
}
