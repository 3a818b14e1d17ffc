package ai.valeo.erp.tributary.tests.model;

import ai.valeo.erp.tributary.schemas.entity.Change;
import ai.valeo.erp.tributary.schemas.entity.EdgeNodeId;
import ai.valeo.erp.tributary.schemas.entity.EntityKey;
import ai.valeo.erp.tributary.schemas.entity.EntityType;
import ai.valeo.erp.tributary.schemas.entity.Hlc;
import ai.valeo.erp.tributary.schemas.entity.MutationId;
import ai.valeo.erp.tributary.schemas.entity.OperationType;
import ai.valeo.erp.tributary.schemas.entity.Value;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Honest edge nodes around a naive centre, from a seed: each captures mutations on top of what it
 * has received and made, keeps a clock that is merged with every clock it sees, and sends in its
 * own order. The log is what arrived, in that order.
 */
public final class World {

  private static final long START_MS = 1_750_000_000_000L;

  private final RandomGenerator random;
  private final EntityType type;
  private final EntityKey key;
  private final NaiveModel centre;
  private Workload workload;
  private final List<Node> nodes = new ArrayList<>();
  private final List<Event> log = new ArrayList<>();
  private final List<Answer> answers = new ArrayList<>();
  private final Map<String, Integer> ids = new TreeMap<>();
  private Hlc seenByAll = Hlc.ZERO;
  private long nowMs = START_MS;
  private int captured;
  private boolean newLives;
  private boolean recreates;
  private boolean rules;
  private int rulings;
  private final List<Arrived> arrived = new ArrayList<>();

  /** What an edge node knows of the one entity. */
  private static final class Node {
    private final EdgeNodeId id;
    private final long skewMs;
    private final Deque<Event> outbox = new ArrayDeque<>();
    private long base;
    private boolean live;
    private boolean touched;
    private boolean deleted;
    private String status = "CREATED";
    private Hlc clock = Hlc.ZERO;
    private long sequence;

    Node(String id, long skewMs) {
      this.id = new EdgeNodeId(id);
      this.skewMs = skewMs;
    }
  }

  public World(RandomGenerator random, EntityType type, int nodeCount) {
    this.random = random;
    this.type = type;
    this.key = new EntityKey(type.name(), "e");
    this.centre = new NaiveModel(Map.of(type.name(), type));
    this.workload = new Workload(random, type);
    for (int i = 0; i < nodeCount; i++) {
      nodes.add(new Node("n" + i, skewMs()));
    }
  }

  /** Mostly honest clocks, some slow, some fast, rarely one far ahead. */
  private long skewMs() {
    return switch (random.nextInt(8)) {
      case 0 -> -3_600_000;
      case 1 -> random.nextLong(-50_000, 50_000);
      case 2 -> 31_536_000_000L;
      default -> random.nextLong(-3_000, 3_000);
    };
  }

  /** From now on a node may create anew what it knows to be deleted. */
  public World withNewLives() {
    newLives = true;
    return this;
  }

  /** From now on a node may create anew what it deleted before it knows what became of that. */
  public World recreating() {
    recreates = true;
    return this;
  }

  /** From now on few values are set, so that many say the same. */
  public World repeating() {
    workload = workload.repeating();
    return this;
  }

  /** How many nodes there are. */
  public int nodes() {
    return nodes.size();
  }

  /** From now on persons rule on what waits, some of them too late. */
  public World withRulings() {
    rules = true;
    return this;
  }

  /** One step of a random node, or of a person. */
  public void step() {
    if (rules && random.nextInt(6) == 0) {
      rule();
      return;
    }
    Node node = nodes.get(random.nextInt(nodes.size()));
    nowMs += random.nextLong(0, 3_000);
    switch (random.nextInt(5)) {
      case 0 -> receive(node);
      case 1, 2 -> capture(node);
      default -> deliver(node);
    }
  }

  private void rule() {
    List<MutationId> waiting = centre.waiting(key);
    if (waiting.isEmpty()) {
      return;
    }
    nowMs += random.nextLong(0, 3_000);
    long version = centre.snapshot(key).version();
    String kind = List.of("KEEP", "TAKE", "MERGE").get(random.nextInt(3));
    Change merged = Change.set("ruled", Value.of("w" + random.nextInt(1_000)));
    var ruling =
        new RulingEvent(
            new MutationId("ruling-" + rulings++),
            key,
            waiting.get(random.nextInt(waiting.size())),
            kind,
            kind.equals("MERGE") ? List.of(merged) : List.of(),
            random.nextInt(4) == 0 ? version - 1 : version,
            seenByAll.next(nowMs),
            nowMs);
    arrived.add(ruling);
    centre.rule(ruling);
    seenByAll = seenByAll.merge(ruling.hlc());
  }

  private void receive(Node node) {
    Snapshot snapshot = centre.snapshot(key);
    if (!snapshot.live() && !node.outbox.isEmpty()) {
      return; // hears of the end when its own changes have been answered
    }
    node.base = snapshot.version();
    node.clock = node.clock.merge(seenByAll);
    if (node.outbox.isEmpty()) {
      node.live = snapshot.live();
      node.touched = false;
      node.deleted = false;
      node.status = snapshot.values().get("status") instanceof Value.Text(String s) ? s : "CREATED";
    }
  }

  /** A node makes a mutation that makes sense to its user. */
  public void capture(int node) {
    capture(nodes.get(node));
  }

  private void capture(Node node) {
    boolean ended = !node.live && node.base > 0;
    if ((node.deleted && !recreates) || (ended && !newLives)) {
      return;
    }
    nowMs += random.nextLong(0, 3_000);
    OperationType operation = operation(node);
    List<Change> changes = operation == OperationType.DELETE ? List.of() : changes(node, operation);
    node.live = operation != OperationType.DELETE;
    node.deleted |= operation == OperationType.DELETE;
    node.clock = node.clock.next(Math.max(1, nowMs + node.skewMs));
    node.sequence++;
    captured++;
    node.outbox.add(
        new Event(
            new MutationId(newId()),
            node.id,
            node.sequence,
            Math.max(1, node.sequence - 20),
            key,
            operation,
            changes,
            node.base,
            node.clock,
            random.nextInt(1, 11),
            0,
            false,
            nowMs + captured));
  }

  /** Ids in no order of time. */
  private String newId() {
    String id = "m" + (char) ('a' + random.nextInt(26)) + random.nextInt(100);
    int use = ids.merge(id, 1, Integer::sum);
    return use == 1 ? id : id + "-" + use;
  }

  private OperationType operation(Node node) {
    if (!node.live) {
      return OperationType.CREATE;
    }
    boolean again = !node.touched && random.nextInt(30) == 0;
    node.touched = true;
    return again
        ? OperationType.CREATE
        : random.nextInt(8) == 0 ? OperationType.DELETE : OperationType.UPDATE;
  }

  private List<Change> changes(Node node, OperationType operation) {
    if (operation == OperationType.CREATE) {
      List<Change> changes = workload.creation();
      node.status =
          changes.stream()
              .filter(change -> change.attribute().equals("status"))
              .findFirst()
              .map(Workload::state)
              .orElse("CREATED");
      return changes;
    } else if (random.nextInt(6) == 0) {
      Change step = workload.step(node.status);
      if (step != null) {
        node.status = Workload.state(step);
        return List.of(step);
      }
    }
    return workload.changes();
  }

  private void deliver(Node node) {
    Event event = node.outbox.poll();
    if (event == null) {
      return;
    }
    log.add(event);
    arrived.add(event);
    Answer answer = centre.take(event);
    if (answer == null) {
      throw new IllegalStateException("not new: " + event);
    }
    answers.add(answer);
    boolean ahead = event.hlc().wallMs() > event.recordTimeMs() + NaiveModel.MAX_SKEW_MS;
    seenByAll =
        seenByAll.merge(ahead ? new Hlc(event.recordTimeMs(), event.hlc().counter()) : event.hlc());
  }

  /** Everything sent so far arrives. */
  public void settle() {
    nodes.forEach(node -> {
      while (!node.outbox.isEmpty()) {
        deliver(node);
      }
    });
  }

  /** What arrived, in order. */
  public List<Event> log() {
    return List.copyOf(log);
  }

  /** A mutation that waits for a person, or none. */
  public @Nullable MutationId waiting() {
    List<MutationId> waiting = centre.waiting(key);
    return waiting.isEmpty() ? null : waiting.get(random.nextInt(waiting.size()));
  }

  /** What arrived, rulings among it, in order. */
  public List<Arrived> arrived() {
    return List.copyOf(arrived);
  }

  /** The naive centre's answers to the log. */
  public List<Answer> answers() {
    return List.copyOf(answers);
  }

  /** What the nodes have yet to send, in each one's order. */
  public List<List<Event>> outboxes() {
    return nodes.stream()
        .map(node -> List.copyOf(node.outbox))
        .filter(box -> !box.isEmpty())
        .toList();
  }

  /** The one entity all of it is about. */
  public EntityKey key() {
    return key;
  }
}
