package ai.valeo.erp.tributary.schemas.catalog;

import ai.valeo.erp.tributary.schemas.avro.AttributeChange;
import ai.valeo.erp.tributary.schemas.avro.AuditEntry;
import ai.valeo.erp.tributary.schemas.avro.AuditedAttribute;
import ai.valeo.erp.tributary.schemas.avro.ChangeOperator;
import ai.valeo.erp.tributary.schemas.avro.Conflict;
import ai.valeo.erp.tributary.schemas.avro.ConflictState;
import ai.valeo.erp.tributary.schemas.avro.ConnectionState;
import ai.valeo.erp.tributary.schemas.avro.Contender;
import ai.valeo.erp.tributary.schemas.avro.Decision;
import ai.valeo.erp.tributary.schemas.avro.EdgeNodeStatus;
import ai.valeo.erp.tributary.schemas.avro.FlowControl;
import ai.valeo.erp.tributary.schemas.avro.Mutation;
import ai.valeo.erp.tributary.schemas.avro.Operation;
import ai.valeo.erp.tributary.schemas.avro.Outcome;
import ai.valeo.erp.tributary.schemas.avro.OutcomeState;
import ai.valeo.erp.tributary.schemas.avro.Resolution;
import ai.valeo.erp.tributary.schemas.avro.Ruling;
import ai.valeo.erp.tributary.schemas.avro.Stamp;
import ai.valeo.erp.tributary.schemas.entity.EntityType;
import ai.valeo.erp.tributary.schemas.entity.Hlc;
import ai.valeo.erp.tributary.schemas.entity.Value;
import ai.valeo.erp.tributary.schemas.topic.Headers;
import ai.valeo.erp.tributary.schemas.topic.Topics;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Records of each topic, all of one story: London names another supplier of product 1 than Seattle
 * did meanwhile, and a person decides; and somebody has published JSON, which a person discards.
 */
final class ContractExamples {

  /**
   * A record.
   *
   * @param topic its topic
   * @param key its key
   * @param headers its headers
   * @param value its value: a generated record, an entity's row, bytes as they came, or none
   */
  record Example(
      String topic, String key, SortedMap<String, String> headers, @Nullable Object value) {

    private Example(String topic, String key, Object value) {
      this(topic, key, new TreeMap<>(), value);
    }
  }

  private static final String PRODUCT = "Product";
  private static final String ID = "1";
  private static final String KEY = "Product:1";
  private static final String LONDON = "01a1ff10-0823-7702-80e4-483ead110659";
  private static final String SEATTLE = "01a1ff0e-11c0-7a31-9b1c-2d5f60cf7be2";
  private static final String RULING = "01a1ff2c-5e00-7f0e-8a41-0c77d1a6b8f3";
  private static final byte[] JSON = "{\"id\":1}".getBytes(StandardCharsets.UTF_8);
  private static final String BATCH = "3:4711:1";
  private static final Instant SENT = Instant.parse("2026-11-21T16:00:00.120Z");
  private static final Instant TAKEN = Instant.parse("2026-11-21T16:00:00.135Z");

  private ContractExamples() {}

  /** In the order of the topics. */
  static List<Example> all(Topics topics, EntityType product) {
    return List.of(
        new Example(topics.mutations(), KEY, mutation()),
        new Example(topics.outcomes(), "london", outcome()),
        new Example(topics.conflicts(), KEY, conflict()),
        new Example(topics.resolutions(), KEY, resolution()),
        new Example(topics.audit(), KEY, auditEntry()),
        new Example(topics.quarantine(), KEY, setAside(topics), JSON),
        new Example(topics.quarantine(), KEY, discarded(topics), null),
        new Example(topics.edgeNodes(), "london", status()),
        new Example(topics.flowControl(), "*", flow()),
        new Example(topics.entities(product), KEY, row()));
  }

  private static SortedMap<String, String> setAside(Topics topics) {
    var headers = origin(topics);
    headers.put(Headers.QUARANTINE_REASON, "UNDECODABLE");
    headers.put(
        Headers.QUARANTINE_MESSAGE, "frame: 8 bytes, first 123 (expected: at least 5, first 0)");
    return headers;
  }

  private static SortedMap<String, String> discarded(Topics topics) {
    var headers = origin(topics);
    headers.put(Headers.QUARANTINE_STATE, Headers.DISCARDED);
    headers.put(Headers.RULING_ID, "01a1ff31-77f2-7be5-9f0a-6a1f3c0d9e24");
    headers.put(Headers.RULING_ACTOR, "olga");
    headers.put(Headers.RULING_REASON, "a test of the van's new app");
    return headers;
  }

  private static SortedMap<String, String> origin(Topics topics) {
    var headers = new TreeMap<String, String>();
    headers.put(Headers.ORIGIN_TOPIC, topics.mutations());
    headers.put(Headers.ORIGIN_PARTITION, "3");
    headers.put(Headers.ORIGIN_OFFSET, "4712");
    headers.put(Headers.ORIGIN_TIMESTAMP, Long.toString(TAKEN.toEpochMilli()));
    return headers;
  }

  private static Mutation mutation() {
    return Mutation.newBuilder()
        .setId(LONDON)
        .setEdgeNodeId("london")
        .setSequence(412)
        .setFloor(398)
        .setEntityType(PRODUCT)
        .setEntityId(ID)
        .setOperation(Operation.UPDATE)
        .setChanges(List.of(new AttributeChange("supplierId", ChangeOperator.SET, "18", null)))
        .setBaseVersion(4)
        .setHlcMs(SENT)
        .setActor("laura")
        .setReason("cheaper by the pallet")
        .build();
  }

  private static Outcome outcome() {
    return Outcome.newBuilder()
        .setMutationId(LONDON)
        .setEdgeNodeId("london")
        .setSequence(412)
        .setEntityType(PRODUCT)
        .setEntityId(ID)
        .setState(OutcomeState.CONFLICT)
        .setReason("MANUAL")
        .setMessage("a person decides")
        .setVersion(5)
        .setDecisions(List.of(decision()))
        .setBatch(BATCH)
        .setDecidedAtMs(TAKEN)
        .setPlace(0)
        .build();
  }

  private static Decision decision() {
    return Decision.newBuilder()
        .setAttribute("supplierId")
        .setResult("ESCALATED")
        .setStrategy("manual")
        .setConcurrent(true)
        .setAgainst(stamp())
        .setLost("18")
        .build();
  }

  private static Stamp stamp() {
    return new Stamp(5L, Instant.parse("2026-11-21T15:57:51.040Z"), 0, "seattle", SEATTLE, 5);
  }

  private static Conflict conflict() {
    return Conflict.newBuilder()
        .setId(LONDON + ":0")
        .setEntityType(PRODUCT)
        .setEntityId(ID)
        .setKind("CONCURRENT_UPDATE")
        .setState(ConflictState.OPEN)
        .setMutationId(LONDON)
        .setEdgeNodeId("london")
        .setContenders(
            List.of(
                Contender.newBuilder()
                    .setAttribute("supplierId")
                    .setStrategy("manual")
                    .setPresent("1")
                    .setPresentStamp(stamp())
                    .setOffered("18")
                    .setOfferedOperator(ChangeOperator.SET)
                    .setResult("1")
                    .setWinner(SEATTLE)
                    .build()))
        .setVersion(5)
        .setDetectedAtMs(TAKEN)
        .setBatch(BATCH)
        .build();
  }

  private static Resolution resolution() {
    return Resolution.newBuilder()
        .setId(RULING)
        .setConflictId(LONDON + ":0")
        .setEntityType(PRODUCT)
        .setEntityId(ID)
        .setExpectedVersion(5)
        .setRuling(Ruling.TAKE)
        .setActor("olga")
        .setReason("the contract says so")
        .setHlcMs(Instant.parse("2026-11-21T16:20:00Z"))
        .build();
  }

  private static AuditEntry auditEntry() {
    return AuditEntry.newBuilder()
        .setMutationId(LONDON)
        .setEdgeNodeId("london")
        .setEntityType(PRODUCT)
        .setEntityId(ID)
        .setOperation(Operation.UPDATE)
        .setState(OutcomeState.CONFLICT)
        .setReason("MANUAL")
        .setVersion(5)
        .setNumber(6)
        .setAttributes(
            List.of(
                AuditedAttribute.newBuilder()
                    .setAttribute("supplierId")
                    .setBefore("1")
                    .setAfter("1")
                    .setDecision(decision())
                    .build()))
        .setActor("laura")
        .setUserReason("cheaper by the pallet")
        .setBatch(BATCH)
        .setAtMs(TAKEN)
        .setPreviousHash(ByteBuffer.wrap(new byte[32]))
        .build();
  }

  private static EdgeNodeStatus status() {
    return EdgeNodeStatus.newBuilder()
        .setEdgeNodeId("london")
        .setLocation("London")
        .setState(ConnectionState.ONLINE)
        .setPending(14)
        .setConflicts(1)
        .setLastSequence(412)
        .setFloor(398)
        .setVersion("0.1.0")
        .setSentAtMs(SENT)
        .build();
  }

  private static FlowControl flow() {
    return new FlowControl(200, "LAG", Instant.parse("2026-11-21T16:01:00Z"));
  }

  private static EntityRow row() {
    var attributes = new TreeMap<String, Value>();
    attributes.put("name", Value.of("Chai"));
    attributes.put("price", Value.of(new BigDecimal("18.0000")));
    attributes.put("supplierId", Value.of("1"));
    Hlc clock = new Hlc(stamp().getHlcMs().toEpochMilli(), 0);
    return new EntityRow(ID, 5, clock, SEATTLE, attributes);
  }
}
