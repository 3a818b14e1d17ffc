package ai.valeo.erp.tributary.edge.publish;

import java.time.Duration;

/**
 * How mutations are published.
 *
 * @param claimMutations mutations that get their sequence in one local transaction
 * @param windowMutations how far sequences run ahead of the lowest one without an outcome
 * @param resend how long the lowest one may be without an outcome while online before all are sent
 *     again
 * @param maxRetries how often a mutation is sent again that the broker does not let this node write
 * @param flow how the node holds itself back
 */
public record PublishSettings(
    int claimMutations, int windowMutations, Duration resend, int maxRetries, FlowSettings flow) {}
