package ai.valeo.erp.tributary.edge.core;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How one remote is, as the node sees it.
 *
 * @param remote which
 * @param state in a word
 * @param circuit whether calls are let through
 * @param lastSuccess when it last answered, or never
 * @param lastFailure when it last failed, or never
 * @param lastError what the last failure was, or none
 * @param latencyMs median time to an answer of late; -1 = not known
 * @param loss share of checks without an answer of late, 0 to 1
 */
public record RemoteStatus(
    Remote remote,
    State state,
    Circuit circuit,
    @Nullable Instant lastSuccess,
    @Nullable Instant lastFailure,
    @Nullable String lastError,
    long latencyMs,
    double loss) {

  /** A remote in a word. */
  public enum State {
    /** Not asked yet, e.g. in offline mode. */
    UNKNOWN,
    /** It answers. */
    UP,
    /** It answers, but much is lost or slow. */
    UNSTABLE,
    /** It does not answer. */
    DOWN
  }

  /** Whether calls are let through. */
  public enum Circuit {
    /** All calls go through. */
    CLOSED,
    /** A few calls go through, to find out. */
    HALF_OPEN,
    /** Calls fail at once. */
    OPEN
  }
}
