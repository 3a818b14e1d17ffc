package ai.valeo.erp.tributary.schemas.serde;

import ai.valeo.erp.tributary.schemas.avro.AttributeChange;
import ai.valeo.erp.tributary.schemas.avro.ChangeOperator;
import ai.valeo.erp.tributary.schemas.avro.DecimalNumber;
import ai.valeo.erp.tributary.schemas.avro.Mutation;
import ai.valeo.erp.tributary.schemas.avro.Operation;
import ai.valeo.erp.tributary.schemas.catalog.EntityRow;
import ai.valeo.erp.tributary.schemas.entity.Hlc;
import ai.valeo.erp.tributary.schemas.entity.Value;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;

/** Records that the serde tests write. */
final class Samples {

  private Samples() {}

  static Mutation mutation() {
    return Mutation.newBuilder()
        .setId("01931b7e-0000-7000-8000-000000000001")
        .setEdgeNodeId("köln#2")
        .setSequence(7)
        .setFloor(5)
        .setEntityType("Product")
        .setEntityId("11")
        .setOperation(Operation.UPDATE)
        .setChanges(
            List.of(
                new AttributeChange("name", ChangeOperator.SET, "Queso Cabrales €", null),
                new AttributeChange(
                    "price",
                    ChangeOperator.SET,
                    new DecimalNumber(ByteBuffer.wrap(new byte[] {0x52, 0x08}), 3),
                    null),
                new AttributeChange("stock", ChangeOperator.ADD, -3L, null)))
        .setBaseVersion(4)
        .setHlcMs(Instant.ofEpochMilli(1_763_700_000_123L))
        .setHlcCounter(2)
        .setActor("steven")
        .build();
  }

  static EntityRow product() {
    var attributes = new TreeMap<String, Value>();
    attributes.put("name", Value.of("Queso Cabrales"));
    attributes.put("price", Value.of(new BigDecimal("21.0000")));
    return new EntityRow("11", 5, new Hlc(1_763_700_000_123L, 2), "m-1", attributes);
  }
}
