package ai.valeo.erp.tributary.edge.store;

import ai.valeo.erp.tributary.edge.core.PublishNumber;
import ai.valeo.erp.tributary.edge.core.Shadow;
import ai.valeo.erp.tributary.schemas.entity.EntityKey;
import ai.valeo.erp.tributary.schemas.entity.Hlc;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The tables within a writing transaction, with the node's clock and sequence. */
public final class Transaction extends Tables {

  private final SteadyClock steady;
  private NodeState node;
  private NodeState stored;
  private final Set<EntityKey> touched = new LinkedHashSet<>();

  Transaction(Sql sql, NodeState node, SteadyClock steady) {
    super(sql);
    this.node = node;
    this.stored = node;
    this.steady = steady;
  }

  /** The time by which things in the store grow old; see {@link SteadyClock}. */
  public long steadyMs() {
    return steady.ms();
  }

  /** Stores how old the store is, so that it goes on from there when it is opened again. */
  public void saveAge(long wallMs) {
    sql().update("UPDATE age SET steady_ms = ?, wall_ms = ?", steady.ms(), wallMs);
  }

  /** Lets the time count that has passed since the age was stored last, by the wall clock. */
  public void addPause(long wallMs) {
    long thenMs = sql().number("SELECT wall_ms FROM age");
    if (thenMs > 0) {
      steady.addPause(thenMs, wallMs);
    }
    saveAge(wallMs);
  }

  /** What the node remembers of itself, as this transaction sees it. */
  @Override
  public NodeState node() {
    return node;
  }

  /** Notes that an entity may look different to the app from now on. */
  public void touch(EntityKey key) {
    touched.add(key);
  }

  /** Stores what has changed between two shadows of an entity. */
  public void replace(EntityKey key, Shadow before, Shadow after) {
    replaceAll(List.of(new Replacement(key, before, after)));
  }

  /** Stores what has changed between two shadows of each entity. */
  @Override
  public void replaceAll(List<Replacement> replacements) {
    super.replaceAll(replacements);
    for (Replacement each : replacements) {
      if (!each.after().looksLike(each.before())) {
        touch(each.key());
      }
    }
  }

  /** What may look different since the transaction began. */
  Set<EntityKey> touched() {
    return touched;
  }

  /** Reads the node's clock for an event of its own. */
  public Hlc tick(long nowMs) {
    node = node.withHlc(node.hlc().next(nowMs));
    return node.hlc();
  }

  /** Moves the node's clock past a reading it has seen. */
  public void see(Hlc hlc) {
    node = node.withHlc(node.hlc().merge(hlc));
  }

  /** Gives the next publish number. */
  public long nextSequence() {
    node = node.withNextSequence();
    return node.sequence();
  }

  /**
   * Goes on under another name of the node: the publish numbers go on there, with sequence 1.
   *
   * @param incarnation greater than the one so far, or the first
   */
  public void enter(int incarnation) {
    node = node.withSequence(new PublishNumber(incarnation, 0).packed());
  }

  /** The lowest publish number of this incarnation that is not answered. */
  public long floor() {
    return floor(node.sequence());
  }

  void begin() {
    touched.clear();
    sql().run("BEGIN IMMEDIATE");
  }

  void commit() {
    if (!node.equals(stored)) {
      sql()
          .update(
              "UPDATE node SET hlc_ms = ?, hlc_counter = ?, sequence = ?",
              node.hlc().wallMs(),
              node.hlc().counter(),
              node.sequence());
    }
    sql().run("COMMIT");
    stored = node;
  }

  void rollback() {
    node = stored;
    sql().run("ROLLBACK");
  }
}
