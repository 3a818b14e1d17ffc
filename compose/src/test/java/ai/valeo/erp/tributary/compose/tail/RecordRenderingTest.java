package ai.valeo.erp.tributary.compose.tail;

import static org.assertj.core.api.Assertions.assertThat;

import ai.valeo.erp.tributary.schemas.avro.AttributeChange;
import ai.valeo.erp.tributary.schemas.avro.ChangeOperator;
import ai.valeo.erp.tributary.schemas.avro.Mutation;
import ai.valeo.erp.tributary.schemas.avro.Operation;
import ai.valeo.erp.tributary.schemas.catalog.EntityRow;
import ai.valeo.erp.tributary.schemas.catalog.EntityTypes;
import ai.valeo.erp.tributary.schemas.entity.EntityType;
import ai.valeo.erp.tributary.schemas.entity.Hlc;
import ai.valeo.erp.tributary.schemas.entity.Value;
import ai.valeo.erp.tributary.schemas.registry.embedded.EmbeddedRegistry;
import ai.valeo.erp.tributary.schemas.serde.AvroSerdes;
import ai.valeo.erp.tributary.schemas.serde.WireFormat;
import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

final class RecordRenderingTest {
  private static final EntityTypes TYPES = EntityTypes.bundled();
  private static final EmbeddedRegistry REGISTRY = EmbeddedRegistry.inMemory();
  private static final AvroSerdes SERDES =
      AvroSerdes.of(Map.of("schema.registry.url", REGISTRY.url()));

  @AfterAll
  static void close() {
    SERDES.close();
    REGISTRY.close();
  }

  @Test
  void shouldShowAnEntityWithExactDecimalsAndTimes() {
    // given
    byte[] product =
        entity(
            "Product",
            Map.of(
                "name",
                new Value.Text("Chai"),
                "price",
                new Value.Decimal(new BigDecimal("18.0000"))));
    // when
    JsonNode shown = masked().of(record("entities.product.v1", "Product:1", product));
    // then
    assertThat(shown.path("key").asText()).isEqualTo("Product:1");
    assertThat(shown.path("value").path("name").asText()).isEqualTo("Chai");
    assertThat(shown.path("value").path("price").decimalValue())
        .isEqualTo(new BigDecimal("18.0000"));
    assertThat(Instant.parse(shown.path("value").path("updatedAt").asText()).toEpochMilli())
        .isEqualTo(1_000);
    assertThat(shown.path("schemaId").asInt()).isPositive();
  }

  @Test
  void shouldMaskPersonalFieldsOfAnEntityUnlessAsked() {
    // given
    byte[] customer =
        entity(
            "Customer",
            Map.of("name", new Value.Text("Alfreds"), "email", new Value.Text("a@b.example")));
    var entry = record("entities.customer.v1", "Customer:ALFKI", customer);
    // when
    JsonNode hidden = masked().of(entry).path("value");
    JsonNode open = open().of(entry).path("value");
    // then
    assertThat(hidden.path("email").asText()).isEqualTo("***");
    assertThat(hidden.path("phone").isNull()).isTrue();
    assertThat(hidden.path("name").asText()).isEqualTo("Alfreds");
    assertThat(open.path("email").asText()).isEqualTo("a@b.example");
  }

  @Test
  void shouldMaskPersonalValuesOfChanges() {
    // given
    byte[] mutation = mutation("Customer", "email", "a@b.example");
    byte[] unknown = mutation("Novelty", "anything", "at all");
    byte[] harmless = mutation("Customer", "name", "Alfreds");
    // when / then
    assertThat(changed(masked(), mutation)).isEqualTo("***");
    assertThat(changed(open(), mutation)).isEqualTo("a@b.example");
    assertThat(changed(masked(), unknown)).isEqualTo("***");
    assertThat(changed(masked(), harmless)).isEqualTo("Alfreds");
  }

  @Test
  void shouldShowWhatCannotBeDecodedWithoutItsBytes() {
    // given
    var entry = record("quarantine.v1", "k", "a@b.example".getBytes(StandardCharsets.UTF_8));
    entry
        .headers()
        .add("tributary-quarantine-reason", "UNDECODABLE".getBytes(StandardCharsets.UTF_8));
    // when
    JsonNode hidden = masked().of(entry);
    // then
    assertThat(hidden.path("bytes").asInt()).isEqualTo(11);
    assertThat(hidden.has("base64")).isFalse();
    assertThat(hidden.path("undecodable").asText()).isNotEmpty();
    assertThat(hidden.path("headers").path("tributary-quarantine-reason").asText())
        .isEqualTo("UNDECODABLE");
    assertThat(open().of(entry).path("base64").asText()).isNotEmpty();
  }

  @Test
  void shouldFilterByWhatARecordIsAbout() {
    // given
    JsonNode shown =
        masked().of(record("mutations.v1", "Customer:ALFKI", mutation("Customer", "name", "A")));
    // when / then
    assertThat(filter("Customer:ALFKI", "Customer", "ALFKI", "berlin").fits(shown)).isTrue();
    assertThat(filter(null, "Order", null, null).fits(shown)).isFalse();
    assertThat(filter(null, null, "ANATR", null).fits(shown)).isFalse();
    assertThat(filter(null, null, null, "rome").fits(shown)).isFalse();
    assertThat(new RecordFilter(null, null, null, null, Map.of("correlationId", "")).fits(shown))
        .isFalse();
  }

  private static RecordFilter filter(String key, String type, String id, String node) {
    return new RecordFilter(key, type, id, node, Map.of());
  }

  private static String changed(RecordRendering rendering, byte[] mutation) {
    return rendering
        .of(record("mutations.v1", "k", mutation))
        .at("/value/changes/0/value")
        .asText();
  }

  private static RecordRendering masked() {
    return new RecordRendering(SERDES, new Privacy(TYPES, false));
  }

  private static RecordRendering open() {
    return new RecordRendering(SERDES, new Privacy(TYPES, true));
  }

  private static ConsumerRecord<String, byte[]> record(String topic, String key, byte[] value) {
    return new ConsumerRecord<>(topic, 0, 0, key, value);
  }

  private static byte[] entity(String name, Map<String, Value> attributes) {
    EntityType type = Objects.requireNonNull(TYPES.type(name));
    int id = SERDES.idFor(name + "-value", TYPES.schema(type));
    EntityRow row = new EntityRow("1", 2, new Hlc(1_000, 0), "m-1", new TreeMap<>(attributes));
    return WireFormat.frame(id, TYPES.codec(type).encode(row));
  }

  private static byte[] mutation(String entityType, String attribute, String value) {
    Mutation mutation =
        Mutation.newBuilder()
            .setId("m-1")
            .setEdgeNodeId("berlin")
            .setEntityType(entityType)
            .setEntityId("ALFKI")
            .setOperation(Operation.UPDATE)
            .setChanges(
                List.of(
                    AttributeChange.newBuilder()
                        .setAttribute(attribute)
                        .setOperator(ChangeOperator.SET)
                        .setValue(value)
                        .build()))
            .setBaseVersion(1)
            .setHlcMs(Instant.ofEpochMilli(1_000))
            .build();
    return SERDES.serializer(Mutation.class).serialize("mutations.v1", mutation);
  }
}
