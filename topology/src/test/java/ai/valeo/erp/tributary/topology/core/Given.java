package ai.valeo.erp.tributary.topology.core;

import ai.valeo.erp.tributary.schemas.entity.Attribute;
import ai.valeo.erp.tributary.schemas.entity.AttributeType;
import ai.valeo.erp.tributary.schemas.entity.Change;
import ai.valeo.erp.tributary.schemas.entity.EntityType;
import ai.valeo.erp.tributary.schemas.entity.EntityType.Criticality;
import ai.valeo.erp.tributary.schemas.entity.EntityType.OnDeleteConflict;
import ai.valeo.erp.tributary.schemas.entity.MergePolicy;
import ai.valeo.erp.tributary.schemas.entity.MergePolicy.OnViolation;
import ai.valeo.erp.tributary.schemas.entity.OperationType;
import ai.valeo.erp.tributary.schemas.entity.Value;
import ai.valeo.erp.tributary.topology.core.intake.MutationFacts;
import ai.valeo.erp.tributary.topology.core.intake.Received;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Types, mutations and records for tests of the core. */
public final class Given {

  /** Broker time of every record unless a test says otherwise. */
  public static final long NOW_MS = 1_000_000;

  public static final AttributeType WHOLE = new AttributeType.Whole(-1_000_000, 1_000_000);
  public static final AttributeType TEXT = new AttributeType.Text();

  private Given() {}

  /** A type named Thing with the given attributes. */
  public static EntityType type(OnDeleteConflict onDelete, Attribute... attributes) {
    return EntityType.of(
        "Thing", "", Criticality.NORMAL, onDelete, Duration.ofHours(1), List.of(attributes));
  }

  public static EntityType type(Attribute... attributes) {
    return type(OnDeleteConflict.UPDATE_WINS, attributes);
  }

  public static Attribute text(String name, String strategy) {
    return attribute(name, TEXT, null, policy(strategy));
  }

  public static Attribute number(String name, String strategy) {
    return attribute(name, WHOLE, null, policy(strategy));
  }

  /** A counter with the least value 0. */
  public static Attribute stock(String name, OnViolation onViolation) {
    var policy = new MergePolicy(MergePolicy.COUNTER, Value.of(0), null, onViolation, Map.of());
    return attribute(name, WHOLE, Value.of(0), policy);
  }

  /** NEW, then OPEN, HALTED or SENT; SENT only from OPEN; DONE only from SENT. */
  public static Attribute progress(String name) {
    var steps = new LinkedHashMap<String, List<String>>();
    steps.put("NEW", List.of("OPEN", "HALTED"));
    steps.put("OPEN", List.of("SENT", "HALTED"));
    steps.put("HALTED", List.of());
    steps.put("SENT", List.of("DONE"));
    steps.put("DONE", List.of());
    var policy = new MergePolicy(MergePolicy.PROGRESS, null, null, OnViolation.REJECT, steps);
    var type = new AttributeType.Symbol(List.copyOf(steps.keySet()));
    return attribute(name, type, Value.of("NEW"), policy);
  }

  public static Attribute tags(String name) {
    return attribute(
        name, new AttributeType.Many(TEXT), Value.of(List.of()), policy(MergePolicy.SET));
  }

  public static Attribute attribute(
      String name, AttributeType type, @Nullable Value initial, MergePolicy policy) {
    return new Attribute(name, type, false, true, initial, policy, false, null);
  }

  public static MergePolicy policy(String strategy) {
    return new MergePolicy(strategy, null, null, OnViolation.REJECT, Map.of());
  }

  public static Draft create(String node, long hlcMs, Change... changes) {
    return new Draft(OperationType.CREATE, node, hlcMs, List.of(changes));
  }

  public static Draft update(String node, long hlcMs, Change... changes) {
    return new Draft(OperationType.UPDATE, node, hlcMs, List.of(changes));
  }

  public static Draft delete(String node, long hlcMs) {
    return new Draft(OperationType.DELETE, node, hlcMs, List.of());
  }

  public static Change set(String attribute, long value) {
    return Change.set(attribute, Value.of(value));
  }

  public static Change set(String attribute, String value) {
    return Change.set(attribute, Value.of(value));
  }

  /** A mutation in the making; its id is made of node and clock. */
  public record Draft(
      OperationType operation,
      String node,
      long hlcMs,
      List<Change> changes,
      long baseVersion,
      int priority,
      long recordTimeMs) {

    Draft(OperationType operation, String node, long hlcMs, List<Change> changes) {
      this(operation, node, hlcMs, changes, 0, 5, NOW_MS);
    }

    /** With a base version. */
    public Draft on(long version) {
      return new Draft(operation, node, hlcMs, changes, version, priority, recordTimeMs);
    }

    public Draft priority(int value) {
      return new Draft(operation, node, hlcMs, changes, baseVersion, value, recordTimeMs);
    }

    /** With another broker time. */
    public Draft receivedAt(long timeMs) {
      return new Draft(operation, node, hlcMs, changes, baseVersion, priority, timeMs);
    }

    public String id() {
      return node + "-" + hlcMs;
    }

    public Received received() {
      var mutation =
          new MutationFacts(
              id(),
              node,
              0,
              0,
              "Thing",
              "1",
              operation,
              changes,
              baseVersion,
              hlcMs,
              0,
              priority,
              0,
              null,
              "tester",
              null);
      return new Received(mutation, recordTimeMs, 0, 0);
    }
  }
}
