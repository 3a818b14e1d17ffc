package ai.valeo.erp.tributary.topology.stream;

import ai.valeo.erp.tributary.schemas.avro.Mutation;
import ai.valeo.erp.tributary.schemas.avro.Operation;
import ai.valeo.erp.tributary.schemas.avro.QuarantinedRecord;
import ai.valeo.erp.tributary.schemas.avro.Resolution;
import ai.valeo.erp.tributary.schemas.avro.Ruling;
import ai.valeo.erp.tributary.schemas.entity.Value;
import ai.valeo.erp.tributary.schemas.serde.ValueConversion;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.List;

/** Mutations of a customer, whose credit limit and deletion may need a person, and rulings. */
final class Customers {

  static final String TYPE = "Customer";
  static final String ID = "C1";
  static final String KEY = "Customer:C1";

  private Customers() {}

  static Mutation.Builder create(String node, long sequence) {
    return of(node, sequence, Operation.CREATE)
        .setBaseVersion(0)
        .setChanges(List.of(Mutations.set("name", "Alfreds"), limit(100)));
  }

  /** Sets the credit limit. */
  static Mutation.Builder credit(String node, long sequence, long limit) {
    return of(node, sequence, Operation.UPDATE).setChanges(List.of(limit(limit)));
  }

  static Mutation.Builder delete(String node, long sequence) {
    return of(node, sequence, Operation.DELETE);
  }

  private static Mutation.Builder of(String node, long sequence, Operation operation) {
    return Mutations.of(node, sequence, operation)
        .setEntityType(TYPE)
        .setEntityId(ID)
        .setBaseVersion(1);
  }

  static ai.valeo.erp.tributary.schemas.avro.AttributeChange limit(long limit) {
    Object value = ValueConversion.toUnion(Value.of(new BigDecimal(limit)));
    return Mutations.set("creditLimit", value);
  }

  /** A ruling on a conflict, by the version the person saw. */
  static Resolution.Builder ruling(String id, Ruling ruling, String conflictId, long version) {
    return Resolution.newBuilder()
        .setId(id)
        .setConflictId(conflictId)
        .setEntityType(TYPE)
        .setEntityId(ID)
        .setExpectedVersion(version)
        .setRuling(ruling)
        .setActor("alice")
        .setReason("called them")
        .setHlcMs(TopologyHarness.START.plusMillis(500));
  }

  /** A ruling on a quarantined record of the mutations topic. */
  static Resolution.Builder onRecord(String id, Ruling ruling, long offset, byte[] value) {
    var record = new QuarantinedRecord("tributary.mutations.v1", 0, offset, ByteBuffer.wrap(value));
    return ruling(id, ruling, "", 0).setEntityType("").setEntityId("").setQuarantined(record);
  }
}
