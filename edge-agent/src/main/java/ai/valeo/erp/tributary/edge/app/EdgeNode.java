package ai.valeo.erp.tributary.edge.app;

import ai.valeo.erp.tributary.edge.core.Attention;
import ai.valeo.erp.tributary.edge.core.Draft;
import ai.valeo.erp.tributary.edge.core.EntityView;
import ai.valeo.erp.tributary.edge.core.OutboxEntry;
import ai.valeo.erp.tributary.edge.outbox.BatchResult;
import ai.valeo.erp.tributary.edge.outbox.Capture;
import ai.valeo.erp.tributary.edge.outbox.CaptureResult;
import ai.valeo.erp.tributary.edge.outbox.EntityQuery;
import ai.valeo.erp.tributary.edge.outbox.Views;
import ai.valeo.erp.tributary.edge.store.EdgeStore;
import ai.valeo.erp.tributary.schemas.entity.EdgeNodeId;
import ai.valeo.erp.tributary.schemas.entity.EntityKey;
import ai.valeo.erp.tributary.schemas.entity.MutationId;
import java.util.List;
import java.util.Optional;

/**
 * An edge node: works on its own store, whether there is a network or not.
 *
 * <p>Threading: any thread.
 */
public final class EdgeNode implements AutoCloseable {

  private final EdgeStore store;
  private final Capture capture;
  private final Views views;

  private EdgeNode(EdgeStore store, Capture capture, Views views) {
    this.store = store;
    this.capture = capture;
    this.views = views;
  }

  /**
   * Opens the node's store.
   *
   * @throws ai.valeo.erp.tributary.edge.store.StoreException if another process has it open, or it
   *     is not this node's
   */
  public static EdgeNode open(EdgeSettings settings, Surroundings surroundings) {
    EdgeStore store = EdgeStore.open(settings.store());
    return new EdgeNode(
        store,
        new Capture(store, surroundings.types()::type, surroundings.clock(), surroundings.ids()),
        new Views(store, surroundings.types()::type));
  }

  /** Opens the node with the machine's clock and the types its settings name. */
  public static EdgeNode open(EdgeSettings settings) {
    return open(settings, Surroundings.of(settings));
  }

  /** Who it is. */
  public EdgeNodeId id() {
    return store.settings().node();
  }

  /** Captures a change; when this returns, it is on the disk and in every view of this node. */
  public CaptureResult capture(Draft draft) {
    return capture.capture(draft);
  }

  /** Captures all changes in one local transaction, or none of them. */
  public BatchResult captureAll(List<Draft> drafts) {
    return capture.captureAll(drafts);
  }

  /** An entity with the node's own open changes; empty if it does not exist here. */
  public Optional<EntityView> entity(EntityKey key) {
    return views.entity(key);
  }

  /** Entities with the node's own open changes. */
  public List<EntityView> entities(EntityQuery query) {
    return views.entities(query);
  }

  /** Mutations without an answer, oldest first. */
  public List<OutboxEntry> pending(int limit) {
    return store.read(tables -> tables.outbox().open(limit));
  }

  /** FAILED and CONFLICT mutations that nobody has acknowledged, oldest first. */
  public List<Attention> attention(int limit) {
    return store.read(tables -> tables.attention().open(limit));
  }

  /**
   * Takes a FAILED or CONFLICT mutation out of sight.
   *
   * @return whether it was in sight
   */
  public boolean acknowledge(MutationId id) {
    return store.write(transaction -> transaction.attention().acknowledge(id));
  }

  /** Ends the node; everything captured stays. */
  @Override
  public void close() {
    store.close();
  }
}
