package ai.valeo.erp.tributary.graphql.command;

import ai.valeo.erp.tributary.schemas.entity.Hlc;
import java.time.InstantSource;

/**
 * The hybrid logical clock of this instance: greater than all it has given and seen. Any thread.
 */
final class CentralClock {

  private final InstantSource clock;
  private Hlc last = Hlc.ZERO; // guarded by this

  CentralClock(InstantSource clock) {
    this.clock = clock;
  }

  /** A reading for something made now, after something seen. */
  synchronized Hlc after(Hlc seen) {
    last = last.merge(seen).next(clock.millis());
    return last;
  }
}
