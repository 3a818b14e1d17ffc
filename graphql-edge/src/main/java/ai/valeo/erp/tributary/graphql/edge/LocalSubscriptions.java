package ai.valeo.erp.tributary.graphql.edge;

import ai.valeo.erp.tributary.graphql.fetch.Arguments;
import ai.valeo.erp.tributary.graphql.fetch.Fields;
import ai.valeo.erp.tributary.graphql.fetch.Rows;
import ai.valeo.erp.tributary.graphql.trade.EntityNames;
import ai.valeo.erp.tributary.schemas.entity.EntityKey;
import graphql.schema.DataFetchingEnvironment;
import graphql.schema.idl.RuntimeWiring;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;

/** What changes on the node, as it changes: its own changes and those the centre sends. */
final class LocalSubscriptions {

  private final LocalNode node;
  private final Executor executor;
  private final SyncProgresses progresses;
  private final Listeners<EntityKey> changes = new Listeners<>();

  /**
   * Fetchers.
   *
   * @param executor threads that may block, one task for each subscription at most
   */
  LocalSubscriptions(LocalNode node, Executor executor) {
    this.node = node;
    this.executor = executor;
    this.progresses = new SyncProgresses(node);
    node.listenChanges(keys -> keys.forEach(changes::tell));
  }

  void into(RuntimeWiring.Builder wiring, Fields<Object> subscription) {
    subscription
        .fetch("inventoryUpdated", this::inventory)
        .fetch("orderStatusChanged", this::order)
        .fetch(
            "syncProgressUpdated",
            field ->
                new Conflated<String, SyncProgress>(executor, progresses::listen, progresses::of));
    Fields.<SyncProgress>of("SyncProgress")
        .add("entityType", SyncProgress::entityType)
        .add("processed", SyncProgress::processed)
        .add("total", SyncProgress::total)
        .add("percentage", SyncProgress::percentage)
        .add("currentItem", SyncProgress::currentItem)
        .into(wiring);
  }

  /** How far the exchange with the centre is now, by type. */
  List<SyncProgress> progress() {
    return progresses.all();
  }

  private Publisher<LocalEntity> inventory(DataFetchingEnvironment field) {
    String warehouse = EntityNames.warehouse(field);
    Predicate<EntityKey> isThere = key -> EntityNames.isStockOf(warehouse, key);
    return new Conflated<EntityKey, LocalEntity>(
        executor, listener -> open(isThere, listener), this::entity);
  }

  private Publisher<LocalEntity> order(DataFetchingEnvironment field) {
    EntityKey key = new EntityKey(EntityNames.ORDER, Arguments.id(field, "orderId"));
    var status = new AtomicReference<@Nullable String>(status(entity(key)));
    return new Conflated<EntityKey, LocalEntity>(
        executor,
        listener -> {
          Runnable stop = open(key::equals, listener);
          listener.accept(key); // it may have changed since its status was read
          return stop;
        },
        changed -> {
          LocalEntity order = entity(changed);
          String now = status(order);
          return now == null || now.equals(status.getAndSet(now)) ? null : order;
        });
  }

  private Runnable open(Predicate<EntityKey> wanted, Consumer<EntityKey> listener) {
    return changes.add(key -> {
      if (wanted.test(key)) {
        listener.accept(key);
      }
    });
  }

  private @Nullable LocalEntity entity(EntityKey key) {
    return new LocalReader(node).entity(key);
  }

  private static @Nullable String status(@Nullable LocalEntity order) {
    return order == null ? null : Rows.text(order.values(), "status");
  }
}
