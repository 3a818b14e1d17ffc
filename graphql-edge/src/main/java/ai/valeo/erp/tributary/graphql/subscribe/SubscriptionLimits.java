package ai.valeo.erp.tributary.graphql.subscribe;

/**
 * What clients that subscribe may use.
 *
 * @param connections open WebSockets and event streams, of all clients together
 * @param operations operations at once on one WebSocket
 * @param messageBytes largest message of a client
 * @param queueBytes what may wait for a client to read it; nothing more is asked for beyond
 * @param stallMs a client that leaves its queue full for so long is dropped
 * @param initMs time in which a WebSocket must be initialised
 * @param keepAliveMs time between two signs of life; a WebSocket that leaves one without an answer
 *     until the next is dropped
 */
public record SubscriptionLimits(
    int connections,
    int operations,
    int messageBytes,
    int queueBytes,
    long stallMs,
    long initMs,
    long keepAliveMs) {

  /** The limits where none are configured. */
  public static SubscriptionLimits standard() {
    return new SubscriptionLimits(1_000, 100, 1 << 18, 1 << 18, 10_000, 5_000, 15_000);
  }
}
