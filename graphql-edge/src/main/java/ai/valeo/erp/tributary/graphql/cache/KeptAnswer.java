package ai.valeo.erp.tributary.graphql.cache;

import java.util.Set;

/**
 * An answer as it is kept.
 *
 * @param data its data
 * @param tags what it is made of
 * @param since the moment at which it was begun
 * @param madeNs when it was made
 * @param etag tells it from others
 * @param bytes memory it takes, estimated
 */
record KeptAnswer(Object data, Set<String> tags, long since, long madeNs, String etag, int bytes) {}
