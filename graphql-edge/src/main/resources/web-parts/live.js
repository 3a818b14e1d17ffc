// Subscriptions of the server over its WebSocket (graphql-transport-ws), with one socket for
// all. While there is none, the page asks by itself now and then, so nothing depends on it.

import { pause } from './backoff.js';
import { authorization } from './token.js';

const PROTOCOL = 'graphql-transport-ws';
/** How long a socket may take to be acknowledged. */
const PATIENCE_MS = 10_000;

export class Live {
  #wanted = new Map();
  #socket = null;
  #failures = 0;
  #isAcknowledged = false;
  #timer = 0;
  #patience = 0;
  #nextId = 1;

  /** @param onChange told whether live updates flow now */
  constructor(onChange) {
    this.onChange = onChange;
  }

  /** Whether news come by themselves; not if the node serves none of what is wanted. */
  get isOpen() {
    return this.#isAcknowledged && this.#wanted.size > 0;
  }

  /** Subscribes until the function given back is called; survives lost connections. */
  subscribe(query, variables, onData) {
    const id = String(this.#nextId++);
    this.#wanted.set(id, { query, variables, onData });
    if (this.#isAcknowledged) this.#send(id);
    else this.open();
    return () => {
      this.#wanted.delete(id);
      if (this.#isAcknowledged) this.#write({ id, type: 'complete' });
    };
  }

  /** Connects unless it is connected or about to. */
  open() {
    if (this.#socket || this.#timer || this.#wanted.size === 0) return;
    const scheme = location.protocol === 'https:' ? 'wss:' : 'ws:';
    const socket = new WebSocket(`${scheme}//${location.host}/graphql`, PROTOCOL);
    this.#socket = socket;
    this.#patience = setTimeout(() => socket.close(), PATIENCE_MS);
    socket.onopen = () => this.#write({ type: 'connection_init', payload: authorization() });
    socket.onmessage = (event) => this.#read(JSON.parse(event.data));
    socket.onclose = () => this.#closed();
  }

  /** Tries at once, for when it is known that the other side is back. */
  retry() {
    clearTimeout(this.#timer);
    this.#timer = 0;
    this.open();
  }

  #read(message) {
    switch (message.type) {
      case 'connection_ack':
        clearTimeout(this.#patience);
        this.#failures = 0;
        this.#isAcknowledged = true;
        for (const id of this.#wanted.keys()) this.#send(id);
        this.onChange(true);
        break;
      case 'ping':
        this.#write({ type: 'pong' });
        break;
      case 'next':
        if (message.payload?.data) this.#wanted.get(message.id)?.onData(message.payload.data);
        break;
      case 'error':
      case 'complete':
        this.#wanted.delete(message.id);
        break;
      default:
    }
  }

  #send(id) {
    const { query, variables } = this.#wanted.get(id);
    this.#write({ id, type: 'subscribe', payload: { query, variables } });
  }

  #write(message) {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify(message));
  }

  #closed() {
    clearTimeout(this.#patience);
    const was = this.#isAcknowledged;
    this.#socket = null;
    this.#isAcknowledged = false;
    this.#failures += 1;
    this.#timer = setTimeout(() => {
      this.#timer = 0;
      this.open();
    }, pause(this.#failures));
    if (was) this.onChange(false);
  }
}
