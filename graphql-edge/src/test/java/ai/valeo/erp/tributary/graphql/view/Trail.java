package ai.valeo.erp.tributary.graphql.view;

import ai.valeo.erp.tributary.schemas.avro.AuditEntry;
import ai.valeo.erp.tributary.schemas.avro.AuditedAttribute;
import ai.valeo.erp.tributary.schemas.avro.Decision;
import ai.valeo.erp.tributary.schemas.avro.Operation;
import ai.valeo.erp.tributary.schemas.avro.OutcomeState;
import ai.valeo.erp.tributary.schemas.entity.Value;
import ai.valeo.erp.tributary.schemas.serde.ValueConversion;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes the audit entries of one entity, chained as the aggregator chains them. */
public final class Trail {

  private final ViewBench bench;
  private final String type;
  private final String id;
  private byte[] hash = {};
  private long number;
  private long version;

  public Trail(ViewBench bench, String type, String id) {
    this.bench = bench;
    this.type = type;
    this.id = id;
  }

  /** One attribute of an entry. */
  public record Touched(
      String attribute,
      @Nullable Value before,
      @Nullable Value after,
      @Nullable Decision decision) {}

  /** An attribute that was set. */
  public static Touched set(String attribute, @Nullable Value before, @Nullable Value after) {
    return decided(attribute, before, after, "SET");
  }

  /** An attribute with a decision by the last writer. */
  public static Touched decided(
      String attribute, @Nullable Value before, @Nullable Value after, String result) {
    return new Touched(attribute, before, after, decision(attribute, result, "last-writer", null));
  }

  public static Decision decision(
      String attribute, String result, String strategy, @Nullable Value lost) {
    return Decision.newBuilder()
        .setAttribute(attribute)
        .setResult(result)
        .setStrategy(strategy)
        .setConcurrent(lost != null)
        .setAgainst(lost == null ? null : Records.stamp())
        .setLost(ValueConversion.toUnion(lost))
        .setNote(null)
        .build();
  }

  /** An entry that changed the entity. */
  public AuditEntry applied(Operation operation, long atMs, Touched... touched) {
    version++;
    return entry(operation, OutcomeState.APPLIED, atMs, List.of(touched));
  }

  /** An entry that changed nothing. */
  public AuditEntry unchanged(OutcomeState state, long atMs, Touched... touched) {
    return entry(Operation.UPDATE, state, atMs, List.of(touched));
  }

  /** Begins another life. */
  public void forget() {
    hash = new byte[0];
    number = 0;
    version = 0;
  }

  public long version() {
    return version;
  }

  private AuditEntry entry(
      Operation operation, OutcomeState state, long atMs, List<Touched> touched) {
    number++;
    var attributes = new ArrayList<AuditedAttribute>();
    for (Touched one : touched) {
      attributes.add(
          new AuditedAttribute(
              one.attribute(),
              ValueConversion.toUnion(one.before()),
              ValueConversion.toUnion(one.after()),
              one.decision()));
    }
    AuditEntry entry =
        AuditEntry.newBuilder()
            .setMutationId("m" + number)
            .setEdgeNodeId(number % 2 == 0 ? "paris" : "berlin")
            .setEntityType(type)
            .setEntityId(id)
            .setOperation(operation)
            .setState(state)
            .setReason(state == OutcomeState.FAILED ? "INVARIANT" : null)
            .setVersion(version)
            .setNumber(number)
            .setAttributes(attributes)
            .setActor(number % 3 == 0 ? "anna" : "otto")
            .setUserReason("because " + number)
            .setBatch("0-" + number)
            .setAtMs(Instant.ofEpochMilli(atMs))
            .setPreviousHash(ByteBuffer.wrap(hash))
            .build();
    hash = bench.put(entry);
    return entry;
  }
}
