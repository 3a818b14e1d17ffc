package ai.valeo.erp.tributary.graphql.schema;

/**
 * What a document may be. Reaching a limit is an error LIMIT_EXCEEDED.
 *
 * @param maxChars characters of a document
 * @param maxTokens tokens of a document
 * @param maxDepth fields one inside the other; introspection has graphql-java's own limits
 * @param maxAliases aliased fields, fragments counted as often as they are spread
 * @param maxCost fields an answer may have, lists counted by their page size
 * @param cachedDocuments documents whose parsed form is kept
 * @param introspection whether the schema may be asked for
 */
public record QueryLimits(
    int maxChars,
    int maxTokens,
    int maxDepth,
    int maxAliases,
    int maxCost,
    int cachedDocuments,
    boolean introspection) {

  /** The limits where none are configured. */
  public static QueryLimits standard() {
    return new QueryLimits(20_000, 2_000, 12, 30, 20_000, 500, true);
  }
}
