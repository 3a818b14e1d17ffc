package ai.valeo.erp.tributary.graphql.observe;

import java.time.Instant;
import java.util.SortedMap;

/**
 * One run of an operation that was slow.
 *
 * @param operationId names its signature
 * @param document its signature: its normal form without values
 * @param requestId the request
 * @param subject who asked
 * @param at when it ended
 * @param tookMs how long it took
 * @param hadErrors whether its answer had errors
 * @param variables of each variable, what it was like; never its value
 */
public record SlowOperation(
    String operationId,
    String document,
    String requestId,
    String subject,
    Instant at,
    double tookMs,
    boolean hadErrors,
    SortedMap<String, String> variables) {}
