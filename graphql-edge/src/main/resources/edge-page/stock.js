// The stock of one warehouse, found by words, with a button to book.

import { coalesce } from './coalesce.js';
import { byId, el, icon, renderList, setText } from './dom.js';
import { advise, elsewhere, marked } from './found.js';
import { ask } from './graph.js';
import { SEARCH, STOCK, WAREHOUSES } from './queries.js';
import { language, number, words } from './words.js';

const PAGE = 100;
/** The most that the node gives at once; who has more searches. */
const MOST = 200;
const TYPING_MS = 200;
/** New warehouses are rare. */
const WAREHOUSES_MS = 60_000;
const REMEMBERED = 'tributary.warehouse';

export class Stock {
  #limit = PAGE;
  #warehouse = remembered();
  #warehouses = [];
  #warehousesAt = -Infinity;
  #typing = 0;
  #snippets = new Map();
  #onWarehouse;

  /**
   * @param booking opens the form for an item
   * @param onWarehouse told of the warehouse that is shown
   */
  constructor(booking, onWarehouse) {
    this.booking = booking;
    this.#onWarehouse = onWarehouse;
    this.refresh = coalesce(() => this.#load());
    byId('stock-form').addEventListener('submit', (event) => {
      event.preventDefault();
      this.#searchNow();
    });
    byId('stock-search').addEventListener('input', () => {
      clearTimeout(this.#typing);
      this.#typing = setTimeout(() => this.#searchNow(), TYPING_MS);
    });
    byId('stock-warehouse').addEventListener('change', (event) => this.#choose(event.target.value));
    byId('stock-more').addEventListener('click', () => {
      this.#limit = Math.min(MOST, this.#limit + PAGE);
      this.refresh().catch(() => {});
    });
  }

  #searchNow() {
    clearTimeout(this.#typing);
    this.#limit = PAGE;
    this.refresh().catch(() => {});
  }

  #choose(warehouse) {
    this.#warehouse = warehouse;
    this.#limit = PAGE;
    remember(warehouse);
    this.#onWarehouse(warehouse);
    this.refresh().catch(() => {});
  }

  async #load() {
    await this.#loadWarehouses();
    if (!this.#warehouse) {
      this.#show([], words.noWarehouse);
      return;
    }
    const search = byId('stock-search').value.trim();
    const [{ localInventory }] = await Promise.all([
      ask(STOCK, { warehouseId: this.#warehouse, search: search || null, limit: this.#limit }),
      this.#advise(search),
    ]);
    for (const item of localInventory) item.snippets = this.#snippets.get(item.productId);
    if (search) this.#show(localInventory, words.stockNone(search));
    else this.#show(localInventory.sort(byName), words.stockEmpty);
  }

  /** Learns where the words stand, and what may have been meant. */
  async #advise(search) {
    const { searchProducts: found } = search
      ? await ask(SEARCH, { text: search })
      : { searchProducts: { hits: [], suggestions: [], corrected: null } };
    this.#snippets = new Map(found.hits.map((hit) => [hit.product.id, hit.snippets]));
    advise(found);
  }

  async #loadWarehouses() {
    const isKnown = this.#warehouses.length > 0;
    if (isKnown && performance.now() - this.#warehousesAt < WAREHOUSES_MS) return;
    const { localWarehouses } = await ask(WAREHOUSES);
    this.#warehousesAt = performance.now();
    this.#showWarehouses(localWarehouses);
  }

  #showWarehouses(ids) {
    if (JSON.stringify(ids) === JSON.stringify(this.#warehouses)) return;
    this.#warehouses = ids;
    byId('stock-warehouse').replaceChildren(...ids.map((id) => el('option', { value: id }, id)));
    if (!ids.includes(this.#warehouse)) this.#warehouse = ids[0] ?? null;
    if (this.#warehouse) this.#onWarehouse(this.#warehouse);
    byId('stock-warehouse').value = this.#warehouse ?? '';
  }

  #show(items, nothing) {
    renderList(byId('stock-list'), items, (item) => item.id, (item) => this.#row(item));
    const isEmpty = items.length === 0;
    byId('stock-empty').hidden = !isEmpty;
    if (isEmpty) setText(byId('stock-empty'), nothing);
    const isCut = items.length === this.#limit;
    byId('stock-more').hidden = !isCut || this.#limit >= MOST;
    const count = isCut ? `${number(items.length)}+` : items.length;
    setText(byId('stock-count'), isEmpty ? '' : words.stockFound(count));
  }

  #row(item) {
    const name = nameOf(item);
    return el(
      'li',
      { class: 'item' },
      el(
        'div',
        {},
        el('p', { class: 'name' }, marked(name, item.snippets)),
        el('p', { class: 'about muted' }, about(item), elsewhere(item.snippets), tags(item)),
      ),
      el(
        'p',
        { class: item.quantity === 0 ? 'figure none' : 'figure' },
        el('b', {}, number(item.quantity)),
        el('span', { class: 'muted' }, words.pieces),
        item.reservedQuantity > 0 &&
          el('span', { class: 'muted' }, words.reserved(number(item.reservedQuantity))),
      ),
      el(
        'button',
        {
          class: 'soft',
          type: 'button',
          'data-control': 'book',
          'aria-label': words.bookOf(name),
          onclick: () => this.booking.open(item),
        },
        words.book,
      ),
    );
  }
}

function nameOf(item) {
  return item.product?.name ?? item.productId;
}

function byName(one, other) {
  return nameOf(one).localeCompare(nameOf(other), language);
}

function about(item) {
  const parts = [item.product?.sku, item.locationCode && words.shelf(item.locationCode)];
  const text = parts.filter(Boolean).join(' · ');
  return el('span', {}, text || item.productId);
}

function tags(item) {
  const state = words.itemState[item.syncStatus];
  return [
    item.quantity === 0 && el('span', { class: 'tag bad' }, words.soldOut),
    item.quantity > 0 &&
      item.quantity <= (item.reorderLevel ?? -1) &&
      el('span', { class: 'tag accent' }, words.reorder),
    state &&
      el(
        'span',
        { class: item.syncStatus === 'PENDING' ? 'tag wait' : 'tag bad' },
        icon(item.syncStatus === 'PENDING' ? 'clock' : 'alert'),
        state,
      ),
  ];
}

function remembered() {
  try {
    return localStorage.getItem(REMEMBERED);
  } catch {
    return null; // the browser keeps nothing: the first warehouse is shown
  }
}

function remember(warehouse) {
  try {
    localStorage.setItem(REMEMBERED, warehouse);
  } catch {
    // the browser keeps nothing: the choice holds until the page is closed
  }
}
