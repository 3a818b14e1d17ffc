package ai.valeo.erp.tributary.graphql.fetch;

import ai.valeo.erp.tributary.graphql.schema.Operation;
import ai.valeo.erp.tributary.graphql.schema.OperationWatch;
import ai.valeo.erp.tributary.graphql.view.EntityViews;
import ai.valeo.erp.tributary.schemas.catalog.EntityRow;
import ai.valeo.erp.tributary.schemas.entity.EntityKey;
import ai.valeo.erp.tributary.schemas.entity.EntityType;
import graphql.ExecutionResult;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Follows a link of rows that were listed together with one question for all of them, where the
 * views are spread over instances: a list of products with their categories then costs a call for
 * each instance, not for each product. Remembered for one operation, on its thread.
 */
final class ListedTogether implements OperationWatch {

  private static final int MOST_AT_ONCE = 500;
  private static final ThreadLocal<@Nullable Scope> SCOPE = new ThreadLocal<>();

  private final EntityViews views;

  ListedTogether(EntityViews views) {
    this.views = views;
  }

  /** What one operation has read. */
  private record Scope(
      Map<EntityRow, List<EntityRow>> groups, Map<EntityKey, @Nullable EntityRow> read) {}

  @Override
  public CompletableFuture<ExecutionResult> around(
      Operation operation, Supplier<CompletableFuture<ExecutionResult>> run) {
    SCOPE.set(new Scope(new IdentityHashMap<>(), new HashMap<>()));
    try {
      return run.get();
    } finally {
      SCOPE.remove();
    }
  }

  /** These rows were listed together. */
  void listed(List<EntityRow> rows) {
    Scope now = SCOPE.get();
    if (now != null) {
      rows.forEach(row -> now.groups.put(row, rows));
    }
  }

  /**
   * What a row links to.
   *
   * @param ids all that a row links to in this way
   */
  @Nullable EntityRow linked(
      EntityRow from, EntityType type, String id, Function<EntityRow, Stream<String>> ids) {
    Scope now = SCOPE.get();
    List<EntityRow> group = now == null ? null : now.groups.get(from);
    if (now == null || group == null) {
      return views.entity(type, id);
    }
    EntityKey key = new EntityKey(type.name(), id);
    if (!now.read.containsKey(key)) {
      read(now, type, wanted(now, type, id, group.stream().flatMap(ids)));
    }
    return now.read.get(key);
  }

  private static List<String> wanted(
      Scope now, EntityType type, String first, Stream<String> others) {
    Set<String> wanted = new LinkedHashSet<>();
    wanted.add(first);
    others
        .filter(id -> !now.read.containsKey(new EntityKey(type.name(), id)))
        .limit(MOST_AT_ONCE)
        .forEach(wanted::add);
    return List.copyOf(wanted);
  }

  private void read(Scope now, EntityType type, List<String> ids) {
    List<@Nullable EntityRow> rows = views.entities(type, ids);
    for (int i = 0; i < ids.size(); i++) {
      now.read.put(new EntityKey(type.name(), ids.get(i)), rows.get(i));
    }
    listed(
        rows.stream()
            .<EntityRow>mapMulti((row, next) -> {
              if (row != null) {
                next.accept(row);
              }
            })
            .toList());
  }
}
