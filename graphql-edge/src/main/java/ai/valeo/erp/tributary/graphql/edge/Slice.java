package ai.valeo.erp.tributary.graphql.edge;

import ai.valeo.erp.tributary.edge.outbox.EntityQuery;
import ai.valeo.erp.tributary.graphql.fetch.Arguments;
import graphql.schema.DataFetchingEnvironment;
import java.util.List;

/**
 * A part of a list.
 *
 * @param offset entries to skip first
 * @param limit most entries wanted
 */
record Slice(int offset, int limit) {

  private static final Arguments.Bounds LIMIT = new Arguments.Bounds(100, 1, 200);
  private static final Arguments.Bounds OFFSET = new Arguments.Bounds(0, 0, 10_000);

  /** The largest first part. */
  static final Slice LARGEST = new Slice(0, LIMIT.greatest());

  /** What the arguments {@code limit} and {@code offset} ask for. */
  static Slice of(DataFetchingEnvironment field) {
    return new Slice(
        Arguments.bounded(field, "offset", OFFSET), Arguments.bounded(field, "limit", LIMIT));
  }

  /** Entries up to the end of the part. */
  int end() {
    return offset + limit;
  }

  /** The part of a list that has its beginning. */
  <T> List<T> of(List<T> list) {
    return list.subList(Math.min(offset, list.size()), Math.min(end(), list.size()));
  }

  /** The part of what a query finds, by id ascending. */
  List<LocalEntity> of(EntityQuery query, LocalReader reader) {
    return of(reader.entities(query.page(null, end())));
  }
}
