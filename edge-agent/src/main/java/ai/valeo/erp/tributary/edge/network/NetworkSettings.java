package ai.valeo.erp.tributary.edge.network;

import ai.valeo.erp.tributary.edge.core.Backoff;
import ai.valeo.erp.tributary.edge.core.LinkQuality;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How the connection is kept.
 *
 * @param tick time between looks after the session
 * @param probe time between checks of the broker while connected
 * @param timeout how long the broker may take to answer
 * @param backoff pauses between attempts, and between checks of what did not answer
 * @param maxAttempts failed attempts after which the node shows OFFLINE
 * @param quality when a way counts as unstable
 * @param others how registry and centre are checked
 */
public record NetworkSettings(
    Duration tick,
    Duration probe,
    Duration timeout,
    Backoff backoff,
    int maxAttempts,
    LinkQuality.Rules quality,
    Others others) {

  /**
   * Checks of what is not the broker.
   *
   * @param registry how often the schema registry is asked, and how long it may take
   * @param centre the same for the centre's HTTP side
   * @param centreUrl its address, or none if the node does not know it
   */
  public record Others(ProbeSettings registry, ProbeSettings centre, @Nullable URI centreUrl) {}

  /**
   * One remote's checks.
   *
   * @param interval time between checks while it answers
   * @param timeout how long an answer may take
   */
  public record ProbeSettings(Duration interval, Duration timeout) {}
}
