package ai.valeo.erp.tributary.graphql.cache;

/**
 * How answers are kept.
 *
 * @param maxBytes memory for them; 0 = none are kept
 * @param maxAgeSeconds an answer is kept no longer, whatever the schema says
 */
public record CacheSettings(long maxBytes, long maxAgeSeconds) {}
