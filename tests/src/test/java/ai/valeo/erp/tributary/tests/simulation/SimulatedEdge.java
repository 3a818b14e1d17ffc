package ai.valeo.erp.tributary.tests.simulation;

import ai.valeo.erp.tributary.schemas.entity.Change;
import ai.valeo.erp.tributary.schemas.entity.EdgeNodeId;
import ai.valeo.erp.tributary.schemas.entity.EntityKey;
import ai.valeo.erp.tributary.schemas.entity.Hlc;
import ai.valeo.erp.tributary.schemas.entity.MutationId;
import ai.valeo.erp.tributary.schemas.entity.OperationType;
import ai.valeo.erp.tributary.schemas.entity.Value;
import ai.valeo.erp.tributary.tests.model.Event;
import ai.valeo.erp.tributary.tests.model.Snapshot;
import ai.valeo.erp.tributary.tests.model.TestTypes;
import ai.valeo.erp.tributary.tests.model.Workload;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.random.RandomGenerator;

/**
 * An edge node in memory: captures on top of what it knows, keeps what has no outcome, sends in
 * order, sends again what it has no acknowledgement for.
 */
final class SimulatedEdge {

  private static final class View {
    private long base;
    private boolean live;
    private String status = "CREATED";
  }

  private final RandomGenerator random;
  private final EdgeNodeId id;
  private final long skewMs;
  private final TreeMap<Long, Event> outbox = new TreeMap<>();
  private final Set<Long> acknowledged = new HashSet<>();
  private final Map<EntityKey, View> views = new HashMap<>();
  private final Map<String, Workload> workloads = new HashMap<>();
  private Hlc clock = Hlc.ZERO;
  private long sequence;

  SimulatedEdge(RandomGenerator random, String id, long skewMs) {
    this.random = random;
    this.id = new EdgeNodeId(id);
    this.skewMs = skewMs;
    TestTypes.all().forEach((name, type) -> workloads.put(name, new Workload(random, type)));
  }

  /** Captures one mutation of the entity. */
  Event capture(EntityKey key, long nowMs) {
    View view = views.computeIfAbsent(key, any -> new View());
    OperationType operation = operation(key, view);
    clock = clock.next(Math.max(1, nowMs + skewMs));
    sequence++;
    var event =
        new Event(
            new MutationId(id + "-" + sequence),
            id,
            sequence,
            0,
            key,
            operation,
            changes(key, view, operation),
            view.base,
            clock,
            random.nextInt(1, 11),
            0,
            false,
            nowMs);
    view.live = operation != OperationType.DELETE;
    outbox.put(sequence, event);
    return event;
  }

  private OperationType operation(EntityKey key, View view) {
    if (!view.live) {
      return OperationType.CREATE;
    }
    boolean deletes = key.entityType().equals(TestTypes.OPEN) && random.nextInt(12) == 0;
    return deletes ? OperationType.DELETE : OperationType.UPDATE;
  }

  private List<Change> changes(EntityKey key, View view, OperationType operation) {
    if (operation == OperationType.DELETE) {
      return List.of();
    }
    if (key.entityType().equals(TestTypes.BOUNDED)
        && operation == OperationType.UPDATE
        && random.nextInt(3) == 0) {
      return List.of(Change.set("ruled", Value.of("by " + id + random.nextInt(3))));
    }
    if (key.entityType().equals(TestTypes.BOUNDED)) {
      return List.of(
          Change.add("stock", random.nextLong(-6, 8)), Change.add("owed", random.nextLong(-6, 6)));
    }
    if (operation == OperationType.CREATE) {
      view.status = "CREATED";
      return List.of(Change.insert("tags", Value.of("by " + id)), Change.add("count", 1));
    }
    Workload workload = workloads.get(key.entityType());
    Change step = workload.step(view.status);
    if (step != null && random.nextInt(5) == 0) {
      view.status = Workload.state(step);
      return List.of(step);
    }
    return workload.changes();
  }

  /**
   * Sends what is not acknowledged, in order. On the way a record may get lost, which stops the
   * sending, and an acknowledgement may get lost, which repeats the record some time.
   */
  void publish(BiConsumer<Event, Integer> broker) {
    long floor = outbox.isEmpty() ? 0 : outbox.firstKey();
    for (Event event : outbox.values()) {
      if (acknowledged.contains(event.sequence())) {
        continue;
      }
      int fate = random.nextInt(10);
      if (fate == 0) {
        return;
      }
      broker.accept(withFloor(event, floor), random.nextInt(200));
      if (fate > 1) {
        acknowledged.add(event.sequence());
      }
    }
  }

  private static Event withFloor(Event event, long floor) {
    return new Event(
        event.id(),
        event.node(),
        event.sequence(),
        floor,
        event.key(),
        event.operation(),
        event.changes(),
        event.base(),
        event.hlc(),
        event.priority(),
        event.dependencies(),
        event.grouped(),
        event.recordTimeMs());
  }

  /** A final outcome. */
  void outcome(long ofSequence) {
    outbox.remove(ofSequence);
  }

  /** A fresh entity from the centre; own pending changes stay on top. */
  void receive(EntityKey key, Snapshot snapshot, Hlc seen) {
    View view = views.computeIfAbsent(key, any -> new View());
    boolean pending = outbox.values().stream().anyMatch(event -> event.key().equals(key));
    if (pending && !snapshot.live()) {
      return;
    }
    clock = clock.merge(seen);
    view.base = snapshot.version();
    if (!pending) {
      view.live = snapshot.live();
      view.status =
          snapshot.values().get("status") instanceof Value.Text(String state) ? state : "CREATED";
    }
  }

  boolean isDone() {
    return outbox.isEmpty();
  }

  EdgeNodeId id() {
    return id;
  }
}
