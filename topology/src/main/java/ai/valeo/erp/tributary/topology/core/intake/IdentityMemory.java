package ai.valeo.erp.tributary.topology.core.intake;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Recognises mutations of publishers that keep no sequences (rule R2): by mutation id, as long as
 * the id is remembered.
 */
public final class IdentityMemory {

  private IdentityMemory() {}

  /**
   * Whether a mutation has been received before.
   *
   * @param lastSeenMs broker time at which its id was first seen; none if it is not remembered
   * @param recordTimeMs broker time of the record at hand
   * @param horizon how long ids count
   */
  public static boolean isDuplicate(
      @Nullable Long lastSeenMs, long recordTimeMs, Duration horizon) {
    return lastSeenMs != null && !isForgettable(lastSeenMs, recordTimeMs, horizon);
  }

  /** Whether an id need not be remembered any longer. */
  public static boolean isForgettable(long lastSeenMs, long recordTimeMs, Duration horizon) {
    return recordTimeMs - lastSeenMs > horizon.toMillis();
  }
}
