// The latest orders and where they stand.

import { coalesce } from './coalesce.js';
import { byId, el, icon, renderList } from './dom.js';
import { ask } from './graph.js';
import { ON_ORDER, ORDERS } from './queries.js';
import { date, money, number, words } from './words.js';

const TAGS = { DELIVERED: 'tag good', SHIPPED: 'tag accent', PROCESSING: 'tag accent' };

/** From here nothing follows. */
const OVER = new Set(['DELIVERED', 'CANCELLED']);

export class Orders {
  #followed = new Map();

  /** @param live tells of orders whose status changes */
  constructor(live) {
    this.live = live;
    this.refresh = coalesce(() => this.#load());
  }

  async #load() {
    const { localOrders } = await ask(ORDERS);
    renderList(byId('orders-list'), localOrders, (order) => order.id, row);
    byId('orders-empty').hidden = localOrders.length > 0;
    this.#follow(localOrders.filter(({ status }) => !OVER.has(status)).map(({ id }) => id));
  }

  /** Is told of the orders that are shown and not over, and of no others. */
  #follow(ids) {
    for (const [id, stop] of this.#followed) {
      if (!ids.includes(id)) {
        stop();
        this.#followed.delete(id);
      }
    }
    for (const orderId of ids) {
      if (this.#followed.has(orderId)) continue;
      const again = () => this.refresh().catch(() => {});
      this.#followed.set(orderId, this.live.subscribe(ON_ORDER, { orderId }, again));
    }
  }
}

function row(order) {
  const state = words.itemState[order.syncStatus];
  return el(
    'li',
    {},
    el(
      'div',
      { class: 'line' },
      el('p', { class: 'what' }, order.orderNumber),
      el(
        'span',
        { class: TAGS[order.status] ?? 'tag' },
        words.order[order.status] ?? order.status,
      ),
    ),
    el(
      'div',
      { class: 'line muted' },
      el('span', {}, order.customer?.name ?? words.noCustomer),
      order.totalAmount && el('span', { class: 'amount' }, money(order.totalAmount)),
    ),
    state &&
      el(
        'p',
        { class: 'muted' },
        el(
          'span',
          { class: order.syncStatus === 'PENDING' ? 'tag wait' : 'tag bad' },
          icon(order.syncStatus === 'PENDING' ? 'clock' : 'alert'),
          state,
        ),
      ),
    el(
      'details',
      {},
      el(
        'summary',
        { 'data-control': 'lines' },
        [order.orderDate && date(order.orderDate), words.lines(order.items.length)]
          .filter(Boolean)
          .join(' · '),
      ),
      el('ul', { class: 'lines' }, order.items.map(line)),
    ),
  );
}

function line(item) {
  return el(
    'li',
    {},
    el('span', {}, item.product?.name ?? item.productId),
    el('span', { class: 'amount' }, `${number(item.quantity)} ×`),
  );
}
