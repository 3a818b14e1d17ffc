package ai.valeo.erp.tributary.topology.stream;

import ai.valeo.erp.tributary.schemas.avro.AttributeChange;
import ai.valeo.erp.tributary.schemas.avro.ChangeOperator;
import ai.valeo.erp.tributary.schemas.avro.Mutation;
import ai.valeo.erp.tributary.schemas.avro.Operation;
import ai.valeo.erp.tributary.schemas.serde.TrustedClasses;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Makes mutations of stock items, each sound unless a test makes it otherwise. */
final class Mutations {

  static final String TYPE = "InventoryItem";
  static final String ITEM = "P1@BERLIN";

  static {
    TrustedClasses.declare();
  }

  private Mutations() {}

  /** A mutation of the one item by a node, with its sequence. */
  static Mutation.Builder of(String node, long sequence, Operation operation) {
    String id =
        UUID.nameUUIDFromBytes((node + sequence).getBytes(StandardCharsets.UTF_8)).toString();
    return Mutation.newBuilder()
        .setId(id)
        .setEdgeNodeId(node)
        .setSequence(sequence)
        .setFloor(1)
        .setEntityType(TYPE)
        .setEntityId(ITEM)
        .setOperation(operation)
        .setChanges(List.of())
        .setBaseVersion(0)
        .setHlcMs(TopologyHarness.START.plusMillis(sequence))
        .setActor("tester");
  }

  /** Creates the item with a stock. */
  static Mutation.Builder create(String node, long sequence, long quantity) {
    return of(node, sequence, Operation.CREATE)
        .setChanges(
            List.of(
                set("productId", "P1"), set("warehouseId", "BERLIN"), set("quantity", quantity)));
  }

  /** Adds to its stock. */
  static Mutation.Builder add(String node, long sequence, long amount) {
    return of(node, sequence, Operation.UPDATE)
        .setBaseVersion(1)
        .setChanges(List.of(new AttributeChange("quantity", ChangeOperator.ADD, amount, null)));
  }

  /** Sets its shelf. */
  static Mutation.Builder shelve(String node, long sequence, String shelf) {
    return of(node, sequence, Operation.UPDATE)
        .setBaseVersion(1)
        .setChanges(List.of(set("locationCode", shelf)));
  }

  static Mutation.Builder delete(String node, long sequence) {
    return of(node, sequence, Operation.DELETE).setBaseVersion(1);
  }

  static AttributeChange set(String attribute, Object value) {
    return new AttributeChange(attribute, ChangeOperator.SET, value, null);
  }

  static Mutation.Builder at(Mutation.Builder mutation, Instant clock) {
    return mutation.setHlcMs(clock);
  }
}
