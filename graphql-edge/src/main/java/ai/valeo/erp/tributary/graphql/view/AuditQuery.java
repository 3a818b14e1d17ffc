package ai.valeo.erp.tributary.graphql.view;

import org.jspecify.annotations.Nullable;

/**
 * Which audit entries.
 *
 * @param edgeNodeId only of mutations of this node
 * @param actor only of mutations of this user or program
 * @param entityType only of entities of this type
 * @param fromMs only of this time or later, milliseconds since 1970 UTC
 * @param beforeMs only before this time, milliseconds since 1970 UTC
 */
public record AuditQuery(
    @Nullable String edgeNodeId,
    @Nullable String actor,
    @Nullable String entityType,
    long fromMs,
    long beforeMs) {

  /** Every entry. */
  public static final AuditQuery ALL =
      new AuditQuery(null, null, null, Long.MIN_VALUE, Long.MAX_VALUE);

  boolean fits(AuditView entry) {
    return (edgeNodeId == null || edgeNodeId.equals(entry.edgeNodeId()))
        && (actor == null || actor.equals(entry.by().actor()))
        && (entityType == null || entityType.equals(entry.entityType()))
        && entry.atMs() >= fromMs
        && entry.atMs() < beforeMs;
  }
}
