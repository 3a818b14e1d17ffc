package ai.valeo.erp.tributary.graphql.http;

/**
 * What a request's body may be.
 *
 * @param sizeBytes its size
 * @param timeMs how long it may take to come
 */
public record BodyLimits(int sizeBytes, long timeMs) {}
