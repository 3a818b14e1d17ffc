package ai.valeo.erp.tributary.edge.app;

import ai.valeo.erp.tributary.edge.core.ConnectionState;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Figures of a node at one moment.
 *
 * @param connection state of the connection
 * @param offlineMode whether the user has cut the network off
 * @param lastConnected when it last became or was ONLINE, or none
 * @param outbox what is under way
 * @param failed FAILED mutations in sight
 * @param conflicts CONFLICT mutations in sight
 * @param lastSequence the highest sequence given
 * @param floor every lower sequence is answered
 * @param feedLag records of outcomes and entities not read yet; -1 = not known
 */
public record EdgeStats(
    ConnectionState connection,
    boolean offlineMode,
    @Nullable Instant lastConnected,
    OutboxStats outbox,
    long failed,
    long conflicts,
    long lastSequence,
    long floor,
    long feedLag) {

  /**
   * What is under way.
   *
   * @param pending captured, without a sequence
   * @param processing with a sequence, not answered
   * @param returning answered, while the entity's record is still on its way back
   */
  public record OutboxStats(long pending, long processing, long returning) {

    /** Mutations without an answer. */
    public long unanswered() {
      return pending + processing;
    }

    /** Whether every mutation is answered and every effect of them is in the bases. */
    public boolean isSettled() {
      return pending + processing + returning == 0;
    }
  }

  /** Whether all is answered and every record of the centre has been read, as far as known. */
  public boolean isCaughtUp() {
    return outbox.isSettled() && feedLag == 0;
  }
}
