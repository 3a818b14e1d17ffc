package ai.valeo.erp.tributary.edge.network;

import ai.valeo.erp.tributary.edge.core.Backoff;
import java.time.Duration;

/**
 * How the connection is kept.
 *
 * @param tick time between looks after the session
 * @param probe time between checks of the broker while online
 * @param timeout how long the broker may take to answer
 * @param backoff pauses between attempts
 * @param maxAttempts failed attempts after which the node shows OFFLINE
 */
public record NetworkSettings(
    Duration tick, Duration probe, Duration timeout, Backoff backoff, int maxAttempts) {}
