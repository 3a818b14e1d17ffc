// Whether the edge program answers this page at all. Asks for its state again and again: often
// while the page is looked at, seldom while it is not, ever more seldom while there is no answer.

import { pause } from './backoff.js';
import { byId, setText } from './dom.js';
import { NoAnswer } from './graph.js';
import { announce } from './toast.js';
import { time, words } from './words.js';

const SEEN_MS = 3_000;
const HIDDEN_MS = 20_000;
const SECOND_MS = 1_000;

export class Reach {
  #timer = 0;
  #failures = 0;
  #lastAnswer = null;
  #nextAt = 0;
  #countdown = 0;
  #isAsking = false;

  /**
   * @param look asks the node; rejects with NoAnswer if there is none
   * @param onTurn told when the answers stop (true) and when they begin again (false)
   */
  constructor(look, onTurn) {
    this.look = look;
    this.onTurn = onTurn;
    byId('try-now').addEventListener('click', () => this.now());
    document.addEventListener('visibilitychange', () => {
      if (!document.hidden) this.now();
    });
    globalThis.addEventListener('online', () => this.now());
  }

  get isGone() {
    return this.#failures > 0;
  }

  /** Looks at once. */
  async now() {
    if (this.#isAsking) return;
    this.#isAsking = true;
    clearTimeout(this.#timer);
    if (this.isGone) setText(byId('gone-next'), words.goneTrying);
    try {
      await this.look();
      this.#answered();
    } catch (failure) {
      if (!(failure instanceof NoAnswer)) this.#answered();
      else this.#unanswered();
    } finally {
      this.#isAsking = false;
      this.#timer = setTimeout(() => this.now(), this.#pause());
    }
  }

  #pause() {
    if (!this.isGone) return document.hidden ? HIDDEN_MS : SEEN_MS;
    const ms = pause(this.#failures);
    this.#nextAt = Date.now() + ms;
    this.#showCountdown();
    return ms;
  }

  #answered() {
    const wasGone = this.isGone;
    this.#failures = 0;
    this.#lastAnswer = Date.now();
    if (!wasGone) return;
    clearInterval(this.#countdown);
    byId('gone').hidden = true;
    announce(words.back);
    this.onTurn(false);
  }

  #unanswered() {
    this.#failures += 1;
    if (this.#failures > 1) return;
    setText(
      byId('gone-text'),
      this.#lastAnswer ? words.goneText(time(this.#lastAnswer)) : words.goneNever,
    );
    byId('gone').hidden = false;
    this.#countdown = setInterval(() => this.#showCountdown(), SECOND_MS);
    this.onTurn(true);
  }

  #showCountdown() {
    const seconds = Math.max(1, Math.ceil((this.#nextAt - Date.now()) / SECOND_MS));
    setText(byId('gone-next'), this.#isAsking ? words.goneTrying : words.goneNext(seconds));
  }
}
