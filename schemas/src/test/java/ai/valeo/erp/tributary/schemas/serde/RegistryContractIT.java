package ai.valeo.erp.tributary.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.valeo.erp.tributary.schemas.avro.AuditEntry;
import ai.valeo.erp.tributary.schemas.avro.Conflict;
import ai.valeo.erp.tributary.schemas.avro.EdgeNodeStatus;
import ai.valeo.erp.tributary.schemas.avro.FlowControl;
import ai.valeo.erp.tributary.schemas.avro.Mutation;
import ai.valeo.erp.tributary.schemas.avro.Outcome;
import ai.valeo.erp.tributary.schemas.avro.Resolution;
import ai.valeo.erp.tributary.schemas.catalog.EntityTypes;
import ai.valeo.erp.tributary.schemas.registry.RegistryException;
import ai.valeo.erp.tributary.schemas.registry.RegistryException.Code;
import ai.valeo.erp.tributary.schemas.registry.SchemaText;
import ai.valeo.erp.tributary.schemas.registry.embedded.EmbeddedRegistry;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.util.RandomData;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What we need of a registry. Runs against the embedded one, or against any other whose address is
 * given: {@code -Dtest.args=-Dtributary.registry.url=http://...}.
 */
class RegistryContractIT {

  private static final EmbeddedRegistry EMBEDDED = EmbeddedRegistry.inMemory();
  private static final String URL = System.getProperty("tributary.registry.url", EMBEDDED.url());
  private static final int UNKNOWN_ID = 2_000_000_011;

  private final AvroSerdes serdes = AvroSerdes.of(Map.of("schema.registry.url", URL));
  private final String topic = "contract-" + UUID.randomUUID();

  @AfterEach
  void close() {
    serdes.close();
  }

  @AfterAll
  static void closeEmbedded() {
    EMBEDDED.close();
  }

  @ParameterizedTest
  @MethodSource("schemas")
  void shouldTakeAndGiveBackEverySchema(Schema schema) {
    // given
    var record = (GenericRecord) new RandomData(schema, 1, 7, true).iterator().next();

    // when
    byte[] bytes = serdes.serializer(schema).serialize(topic, record);

    // then
    try (AvroSerdes reader = AvroSerdes.of(Map.of("schema.registry.url", URL))) {
      assertThat(reader.registry().schema(WireFormat.schemaId(bytes)).toString())
          .isEqualTo(SchemaText.of(schema));
      GenericRecord read = reader.deserializer().deserialize(topic, bytes);
      assertThat(reader.serializer(schema).serialize(topic, read)).isEqualTo(bytes);
      assertThat(reader.registry().lookUp(topic + "-value", schema))
          .isEqualTo(WireFormat.schemaId(bytes));
    }
  }

  @Test
  void shouldRefuseWhatIsNotCompatible() {
    // given
    String subject = topic + "-value";
    serdes.registry().register(subject, SchemaText.parse("\"int\""));

    // when, then
    assertThatThrownBy(() -> serdes.registry().register(subject, SchemaText.parse("\"string\"")))
        .isInstanceOfSatisfying(
            RegistryException.class, e -> assertThat(e.code()).isEqualTo(Code.INCOMPATIBLE));
  }

  @Test
  void shouldSayThatAnIdIsUnknown() {
    assertThatThrownBy(() ->
            serdes.deserializer().deserialize(topic, WireFormat.frame(UNKNOWN_ID, new byte[] {1})))
        .isInstanceOf(SerializationException.class)
        .matches(SerdeFailures::isRecordAtFault);
  }

  @Test
  void shouldSayThatASchemaIsNotRegistered() {
    assertThatThrownBy(() -> serdes.registry().lookUp(topic + "-value", Mutation.getClassSchema()))
        .isInstanceOfSatisfying(
            RegistryException.class, e -> assertThat(e.code()).isEqualTo(Code.NOT_REGISTERED));
  }

  static Stream<Schema> schemas() {
    EntityTypes types = EntityTypes.bundled();
    return Stream.concat(
        types.all().stream().map(types::schema),
        Stream.of(
            Mutation.getClassSchema(),
            Outcome.getClassSchema(),
            Conflict.getClassSchema(),
            Resolution.getClassSchema(),
            AuditEntry.getClassSchema(),
            EdgeNodeStatus.getClassSchema(),
            FlowControl.getClassSchema()));
  }
}
