package ai.valeo.erp.tributary.edge;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/** How tests wait: long enough for a machine that is busy, and no longer than it takes. */
public final class Patience {

  private static final Duration LONGEST = Duration.ofMinutes(2);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(5);

  private Patience() {}

  /** Waits for something. */
  public static ConditionFactory patiently() {
    return Awaitility.await().atMost(LONGEST).pollInterval(BETWEEN_LOOKS);
  }
}
