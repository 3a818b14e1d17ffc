package ai.valeo.erp.tributary.tests.endtoend;

import ai.valeo.erp.tributary.graphql.view.Records;
import ai.valeo.erp.tributary.schemas.avro.AuditEntry;
import ai.valeo.erp.tributary.schemas.avro.AuditedAttribute;
import ai.valeo.erp.tributary.schemas.avro.Operation;
import ai.valeo.erp.tributary.schemas.avro.Outcome;
import ai.valeo.erp.tributary.schemas.avro.OutcomeState;
import ai.valeo.erp.tributary.schemas.catalog.EntityRow;
import ai.valeo.erp.tributary.schemas.catalog.EntityTypes;
import ai.valeo.erp.tributary.schemas.entity.EntityKey;
import ai.valeo.erp.tributary.schemas.entity.EntityType;
import ai.valeo.erp.tributary.schemas.entity.Hlc;
import ai.valeo.erp.tributary.schemas.entity.Value;
import ai.valeo.erp.tributary.schemas.serde.AvroSerdes;
import ai.valeo.erp.tributary.schemas.topic.Topics;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Records as the aggregator writes them, for a centre that shows something of everything. */
record CentreRecords(AvroSerdes serdes, Topics topics) {

  private static final EntityTypes TYPES = EntityTypes.bundled();
  private static final int STATES = 12;
  private static final long DAY_MS = 86_400_000;

  /** As many products and answers as wanted, categories, and some history. */
  List<ProducerRecord<String, byte[]>> all(int products) {
    var all = new ArrayList<ProducerRecord<String, byte[]>>();
    for (int i = 0; i < 3; i++) {
      all.add(row("ProductCategory", "c" + i, 1, Map.of("name", Value.of("cat " + i))));
    }
    for (int i = 0; i < products; i++) {
      all.add(product(i, 1, i % 3 == 0 ? "three " + i : "other " + i));
      all.add(outcome(i));
    }
    for (int version = 1; version <= STATES; version++) {
      all.add(audited("p00", version));
    }
    for (int i = 1; i < 9; i++) {
      all.add(audited("p0" + i, 1));
    }
    return all;
  }

  ProducerRecord<String, byte[]> product(int number, long version, String name) {
    return row(
        "Product",
        "p%02d".formatted(number),
        version,
        Map.of(
            "name", Value.of(name),
            "categoryId", Value.of("c" + number % 3),
            "price", Value.of(new BigDecimal(number + ".5000"))));
  }

  /** Older than a day, so that figures of the last hours do not move. */
  private ProducerRecord<String, byte[]> outcome(int number) {
    String node = "node " + number % 5;
    OutcomeState state = number % 10 == 0 ? OutcomeState.FAILED : OutcomeState.APPLIED;
    long atMs = System.currentTimeMillis() - 2 * DAY_MS - number * 1_000L;
    Outcome outcome = Records.outcome("m" + number, node, state, atMs);
    return new ProducerRecord<>(
        topics.outcomes(),
        node,
        serdes.serializer(Outcome.class).serialize(topics.outcomes(), outcome));
  }

  private ProducerRecord<String, byte[]> audited(String id, int version) {
    AuditEntry entry =
        AuditEntry.newBuilder()
            .setMutationId("m" + version)
            .setEdgeNodeId("berlin")
            .setEntityType("Product")
            .setEntityId(id)
            .setOperation(version == 1 ? Operation.CREATE : Operation.UPDATE)
            .setState(OutcomeState.APPLIED)
            .setVersion(version)
            .setNumber(version)
            .setAttributes(List.of(new AuditedAttribute("name", null, "name " + version, null)))
            .setAtMs(Instant.ofEpochMilli(System.currentTimeMillis() - DAY_MS + version))
            .setPreviousHash(ByteBuffer.wrap(new byte[0]))
            .build();
    return new ProducerRecord<>(
        topics.audit(),
        "Product:" + id,
        serdes.serializer(AuditEntry.class).serialize(topics.audit(), entry));
  }

  private ProducerRecord<String, byte[]> row(
      String typeName, String id, long version, Map<String, Value> attributes) {
    EntityType type = Objects.requireNonNull(TYPES.type(typeName));
    EntityRow row =
        new EntityRow(id, version, new Hlc(version, 0), "m" + version, new TreeMap<>(attributes));
    int schemaId = serdes.idFor(AvroSerdes.subject(topics.entities(type)), TYPES.schema(type));
    byte[] plain = TYPES.codec(type).encode(row);
    byte[] framed =
        ByteBuffer.allocate(Byte.BYTES + Integer.BYTES + plain.length)
            .put((byte) 0)
            .putInt(schemaId)
            .put(plain)
            .array();
    return new ProducerRecord<>(
        topics.entities(type), new EntityKey(typeName, id).toString(), framed);
  }
}
