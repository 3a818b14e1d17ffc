package ai.valeo.erp.tributary.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.valeo.erp.tributary.schemas.avro.Mutation;
import ai.valeo.erp.tributary.schemas.registry.RegistryException;
import ai.valeo.erp.tributary.schemas.registry.RegistryException.Code;
import ai.valeo.erp.tributary.schemas.registry.SchemaText;
import ai.valeo.erp.tributary.schemas.registry.embedded.EmbeddedRegistry;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The classes as Kafka uses them: no-argument constructor, then configuration. */
class SerdeConfigurationTest {

  private static final Schema V1 =
      SchemaText.parse(
          """
          {"type":"record","name":"T","fields":[{"name":"a","type":"int"},
          {"name":"b","type":"int","default":2}]}\
          """);
  private static final Schema V2 =
      SchemaText.parse(
          """
          {"type":"record","name":"T","fields":[{"name":"b","type":"int","default":2},
          {"name":"c","type":"int","default":3},{"name":"a","type":"int"}]}\
          """);

  private final EmbeddedRegistry registry = EmbeddedRegistry.inMemory();

  @AfterEach
  void close() {
    registry.close();
  }

  @Test
  void shouldWriteAndReadGeneratedRecords() {
    try (var serde = new AvroSerde<Mutation>()) {
      // given
      serde.configure(config(Map.of("specific.avro.reader", "true")), false);

      // when
      byte[] bytes = serde.serializer().serialize("t", Samples.mutation());

      // then
      assertThat(serde.deserializer().deserialize("t", bytes)).isEqualTo(Samples.mutation());
    }
  }

  @Test
  void shouldUseTheKeySubjectForKeys() {
    try (var serde = new AvroSerde<GenericRecord>();
        var serdes = AvroSerdes.of(config(Map.of()))) {
      // given
      serde.configure(config(Map.of()), true);

      // when
      serde.serializer().serialize("t", of(V1, 1));

      // then
      assertThat(serdes.registry().latest("t-key").schema()).isEqualTo(V1);
    }
  }

  @Test
  void shouldNotRegisterWhenToldNotTo() {
    try (var serializer = new AvroSerializer<GenericRecord>()) {
      // given
      serializer.configure(config(Map.of("auto.register.schemas", false)), false);

      // when, then
      assertThatThrownBy(() -> serializer.serialize("t", of(V1, 1)))
          .isInstanceOfSatisfying(
              RegistryException.class, e -> assertThat(e.code()).isEqualTo(Code.NOT_REGISTERED));
    }
  }

  @Test
  void shouldWriteInTheLatestVersionByFieldNames() {
    Map<String, Object> latest = Map.of("auto.register.schemas", false, "use.latest.version", true);
    try (var serdes = AvroSerdes.of(config(Map.of()));
        var serializer = new AvroSerializer<GenericRecord>()) {
      // given
      serdes.registry().register("t-value", V1);
      serdes.registry().register("t-value", V2);
      serializer.configure(config(latest), false);

      // when
      byte[] bytes = serializer.serialize("t", of(V1, 1));
      GenericRecord read = serdes.deserializer().deserialize("t", bytes);

      // then
      assertThat(WireFormat.schemaId(bytes)).isEqualTo(2);
      assertThat(read).hasToString("{\"b\": 2, \"c\": 3, \"a\": 1}");
    }
  }

  @Test
  void shouldConvertDecimalsOnlyWhenAskedTo() {
    Schema schema =
        SchemaText.parse(
            """
            {"type":"record","name":"P","fields":[{"name":"price","type":
            {"type":"bytes","logicalType":"decimal","precision":9,"scale":2}}]}\
            """);
    try (var serdes = AvroSerdes.of(config(Map.of()));
        var converting = new AvroDeserializer<GenericRecord>()) {
      // given
      converting.configure(config(Map.of("avro.use.logical.type.converters", true)), false);
      var record = new GenericData.Record(schema);
      record.put("price", new BigDecimal("12.34"));

      // when
      byte[] bytes = serdes.serializer(schema).serialize("t", record);

      // then
      assertThat(converting.deserialize("t", bytes).get("price"))
          .isEqualTo(new BigDecimal("12.34"));
      assertThat(serdes.deserializer().deserialize("t", bytes).get("price"))
          .isEqualTo(ByteBuffer.wrap(new byte[] {0x04, (byte) 0xd2}));
    }
  }

  private static GenericRecord of(Schema schema, int a) {
    var record = new GenericData.Record(schema);
    record.put("a", a);
    record.put("b", 2);
    return record;
  }

  private Map<String, Object> config(Map<String, ?> more) {
    var config = new HashMap<String, Object>(more);
    config.put("schema.registry.url", registry.url());
    return config;
  }
}
