/**
 * The same work, but never twice at a time: while it runs, further calls ask for one more round.
 * A caller's promise ends when a round that began after its call has ended.
 */
export function coalesce(work) {
  let running = null;
  let isWantedAgain = false;
  async function rounds() {
    try {
      do {
        isWantedAgain = false;
        await work();
      } while (isWantedAgain);
    } finally {
      running = null;
    }
  }
  return () => {
    if (running) isWantedAgain = true;
    else running = rounds();
    return running;
  };
}
