// A list that is read page by page: "More" adds a page, a new look starts over with as many.

import { byId, renderList } from './dom.js';
import { ask } from './graph.js';

export class PagedList {
  #nodes = [];
  #end = null;
  #round = 0;

  /**
   * @param ids ids of the elements: list, none, more
   * @param query the query, with the variable after
   * @param connectionOf the connection out of an answer
   * @param show makes an item
   */
  constructor({ ids, query, connectionOf, show, keyOf = ({ id }) => id }) {
    Object.assign(this, { ids, query, connectionOf, show, keyOf });
    byId(ids.more).addEventListener('click', () => this.more().catch(() => {}));
  }

  /** Reads the first page anew; gives the answer back. */
  async load(variables) {
    this.#round += 1;
    const round = this.#round;
    this.variables = variables;
    const data = await ask(this.query, { ...variables, after: null });
    if (round !== this.#round) return data;
    this.#nodes = [];
    this.#take(this.connectionOf(data));
    return data;
  }

  async more() {
    const round = this.#round;
    const data = await ask(this.query, { ...this.variables, after: this.#end });
    if (round === this.#round) this.#take(this.connectionOf(data));
  }

  clear() {
    this.#round += 1;
    this.#nodes = [];
    this.#render(false);
    byId(this.ids.none).hidden = true;
  }

  #take({ nodes, pageInfo }) {
    this.#nodes = [...this.#nodes, ...nodes];
    this.#end = pageInfo.endCursor;
    this.#render(pageInfo.hasNextPage);
  }

  #render(hasMore) {
    renderList(byId(this.ids.list), this.#nodes, this.keyOf, this.show);
    byId(this.ids.none).hidden = this.#nodes.length > 0 || hasMore;
    byId(this.ids.more).hidden = !hasMore;
  }
}
