package ai.valeo.erp.tributary.edge.publish;

import java.time.Duration;

/**
 * How mutations are published.
 *
 * @param claimMutations mutations that get their sequence in one local transaction
 * @param windowMutations how far sequences run ahead of the lowest one without an outcome
 * @param resend how long the lowest one may be without an outcome while online before all are sent
 *     again
 * @param maxRetries how often a mutation is sent again that the broker does not let this node
 *     write; 0 = for ever
 * @param flow how the node holds itself back
 */
public record PublishSettings(
    int claimMutations, int windowMutations, Duration resend, int maxRetries, FlowSettings flow) {

  /**
   * Whether a mutation ends that was sent again so often. A missing right is the node's trouble and
   * not the mutation's, so by default it waits until somebody has mended that.
   */
  boolean givesUpAfter(int retries) {
    return maxRetries > 0 && retries >= maxRetries;
  }
}
