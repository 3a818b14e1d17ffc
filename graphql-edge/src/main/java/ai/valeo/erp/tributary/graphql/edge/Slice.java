package ai.valeo.erp.tributary.graphql.edge;

import ai.valeo.erp.tributary.edge.outbox.EntityQuery;
import ai.valeo.erp.tributary.edge.search.ListQuery;
import ai.valeo.erp.tributary.graphql.fetch.Arguments;
import graphql.schema.DataFetchingEnvironment;
import java.util.List;
import java.util.function.Supplier;

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

  /** The part of a list; while there is no such list, of what a look at all entities finds. */
  List<LocalEntity> of(ListQuery listed, Supplier<EntityQuery> otherwise, LocalReader reader) {
    return reader
        .listed(listed.page(offset, limit))
        .orElseGet(() -> of(reader.entities(otherwise.get().page(null, end()))));
  }
}
