// The form that books stock in, out, or as counted.

import { byId, setText } from './dom.js';
import { NoAnswer, ask } from './graph.js';
import { BOOK } from './queries.js';
import { accepted, wordsOf } from './refusals.js';
import { toast } from './toast.js';
import { number, words } from './words.js';

/** The greatest whole number of GraphQL. */
const GREATEST = 2 ** 31 - 1;

export class Booking {
  #item = null;
  #key = '';
  #isUncertain = false;
  #isBusy = false;
  #isLocked = false;

  /** @param onBooked called after a booking; gives whether the node is connected */
  constructor(onBooked) {
    this.onBooked = onBooked;
    byId('book-form').addEventListener('submit', (event) => {
      event.preventDefault();
      this.#submit();
    });
    byId('book-form').addEventListener('input', () => this.#changed());
    byId('book-cancel').addEventListener('click', () => byId('book-dialog').close());
    byId('book-dialog').addEventListener('close', () => this.onBooked());
  }

  open(item) {
    this.#item = item;
    this.#key = newKey();
    byId('book-form').reset();
    this.#uncertain(false);
    byId('book-error').hidden = true;
    setText(byId('book-title'), item.product?.name ?? item.productId);
    const place = [item.product?.sku, item.locationCode && words.shelf(item.locationCode)];
    setText(byId('book-subtitle'), [item.warehouseId, ...place].filter(Boolean).join(' · '));
    this.#changed();
    byId('book-dialog').showModal();
    byId('book-quantity').focus();
  }

  /** The edge program is gone or back: nothing can be booked without it. */
  lock(isLocked) {
    this.#isLocked = isLocked;
    this.#showSubmit();
  }

  get #operation() {
    return byId('book-form').querySelector('[name=operation]:checked').value;
  }

  #changed() {
    const operation = this.#operation;
    setText(byId('book-quantity-label'), words.quantityHint[operation]);
    const amount = wholeNumber(byId('book-quantity').value);
    const present = this.#item.quantity;
    const after = { ADD: present + amount, SUBTRACT: present - amount, SET: amount }[operation];
    const isShown = Number.isSafeInteger(after) && after >= 0;
    setText(byId('book-preview'), isShown ? words.preview(number(present), number(after)) : '');
    byId('book-error').hidden = true;
    byId('book-quantity').removeAttribute('aria-invalid');
    this.#showSubmit();
  }

  #showSubmit() {
    const submit = byId('book-submit');
    submit.disabled = this.#isBusy || this.#isLocked;
    setText(submit, this.#isBusy ? words.booking : this.#isUncertain ? words.again : words.book);
  }

  /** What is wrong with the input, or null. */
  #problem(operation, amount) {
    if (Number.isNaN(amount)) return words.notANumber;
    if (amount === 0 && operation !== 'SET') return words.mustBePositive;
    if (amount > GREATEST) return words.tooLarge;
    if (operation === 'SUBTRACT' && amount > this.#item.quantity) {
      return words.notEnough(number(this.#item.quantity));
    }
    return null;
  }

  async #submit() {
    if (this.#isBusy || this.#isLocked) return;
    const operation = this.#operation;
    const amount = wholeNumber(byId('book-quantity').value);
    const problem = this.#isUncertain ? null : this.#problem(operation, amount);
    if (problem) {
      byId('book-quantity').setAttribute('aria-invalid', 'true');
      this.#complain(problem);
      byId('book-quantity').focus();
      return;
    }
    this.#isBusy = true;
    this.#showSubmit();
    try {
      await this.#send(operation, amount);
    } finally {
      this.#isBusy = false;
      this.#showSubmit();
    }
  }

  async #send(operation, amount) {
    const item = this.#item;
    try {
      const { updateInventory } = await ask(BOOK, {
        input: {
          productId: item.productId,
          warehouseId: item.warehouseId,
          quantity: amount,
          operation,
          reference: byId('book-reference').value.trim() || null,
          idempotencyKey: this.#key,
        },
      });
      accepted(updateInventory);
      byId('book-dialog').close();
      const name = item.product?.name ?? item.productId;
      const isOnline = document.body.dataset.connection === 'ONLINE';
      const said = words.booked[operation](number(amount), name);
      toast(isOnline ? said : `${said} ${words.bookedLater}`);
    } catch (failure) {
      this.#uncertain(failure instanceof NoAnswer);
      this.#complain(this.#isUncertain ? words.uncertain : wordsOf(failure));
    }
  }

  /**
   * Whether it is open if the booking was made. Then the input stays as it is, so that trying again
   * means the same booking under the same key.
   */
  #uncertain(isUncertain) {
    this.#isUncertain = isUncertain;
    for (const input of byId('book-form').querySelectorAll('input')) input.disabled = isUncertain;
  }

  #complain(text) {
    setText(byId('book-error'), text);
    byId('book-error').hidden = false;
  }
}

function wholeNumber(text) {
  return /^\s*\d{1,10}\s*$/.test(text) ? Number(text) : NaN;
}

/** crypto.randomUUID is missing where the page comes over plain HTTP from another machine. */
function newKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return `page-${[...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}
