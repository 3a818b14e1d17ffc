package ai.valeo.erp.tributary.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.valeo.erp.tributary.schemas.avro.FlowControl;
import ai.valeo.erp.tributary.schemas.avro.Mutation;
import ai.valeo.erp.tributary.schemas.catalog.EntityCodec;
import ai.valeo.erp.tributary.schemas.catalog.EntityTypes;
import ai.valeo.erp.tributary.schemas.registry.RegistryException;
import ai.valeo.erp.tributary.schemas.registry.RegistryException.Code;
import ai.valeo.erp.tributary.schemas.registry.embedded.EmbeddedRegistry;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AvroSerdesTest {

  private static final String TOPIC = "tributary.mutations.v1";

  private final EmbeddedRegistry registry = EmbeddedRegistry.inMemory();
  private final AvroSerdes serdes = AvroSerdes.of(Map.of("schema.registry.url", registry.url()));

  @AfterEach
  void close() {
    serdes.close();
    registry.close();
  }

  @Test
  void shouldReadBackWhatItWrote() {
    // given
    Mutation mutation = Samples.mutation();

    // when
    byte[] bytes = serdes.serializer(Mutation.class).serialize(TOPIC, mutation);
    Mutation read = serdes.deserializer(Mutation.class).deserialize(TOPIC, bytes);

    // then
    assertThat(read).isEqualTo(mutation);
    assertThat(WireFormat.schemaId(bytes)).isEqualTo(1);
  }

  @Test
  void shouldRegisterTheDeclaredSchemaWithoutTracesOfJava() {
    // given
    serdes.serializer(Mutation.class).serialize(TOPIC, Samples.mutation());

    // when
    Schema registered = serdes.registry().latest(AvroSerdes.subject(TOPIC)).schema();

    // then
    assertThat(registered.toString()).doesNotContain("avro.java");
    assertThat(registered.getField("id").doc()).isNotEmpty();
  }

  @Test
  void shouldFrameEntitiesThatTheirCodecEncoded() {
    // given
    EntityTypes types = EntityTypes.bundled();
    EntityCodec codec = types.codec(Objects.requireNonNull(types.type("Product")));
    String topic = "tributary.entities.product.v1";

    // when
    int id = serdes.idFor(AvroSerdes.subject(topic), codec.schema());
    byte[] framed = WireFormat.frame(id, codec.encode(Samples.product()));
    GenericRecord read = serdes.deserializer(codec.schema()).deserialize(topic, framed);

    // then
    assertThat(codec.fromGeneric(read).attributes().get("price"))
        .isEqualTo(Samples.product().attributes().get("price"));
    assertThat(serdes.serializer(codec.schema()).serialize(topic, read)).isEqualTo(framed);
  }

  @Test
  void shouldReadNothingFromNothing() {
    assertThat(serdes.serializer(Mutation.class).serialize(TOPIC, null)).isNull();
    assertThat(serdes.deserializer(Mutation.class).deserialize(TOPIC, null)).isNull();
  }

  @Test
  void shouldFindCorruptWhateverIsCutOff() {
    // given
    byte[] bytes = serdes.serializer(Mutation.class).serialize(TOPIC, Samples.mutation());
    var deserializer = serdes.deserializer(Mutation.class);

    for (int length = 0; length < bytes.length; length++) {
      byte[] cut = Arrays.copyOf(bytes, length);
      // when, then
      assertThatThrownBy(() -> deserializer.deserialize(TOPIC, cut))
          .as("%d of %d bytes", length, bytes.length)
          .isInstanceOf(SerializationException.class)
          .matches(SerdeFailures::isRecordAtFault);
    }
  }

  @Test
  void shouldFindCorruptWhatIsTooLong() {
    // given
    byte[] bytes = serdes.serializer(Mutation.class).serialize(TOPIC, Samples.mutation());
    byte[] longer = Arrays.copyOf(bytes, bytes.length + 1);

    // when, then
    assertThatThrownBy(() -> serdes.deserializer(Mutation.class).deserialize(TOPIC, longer))
        .isInstanceOf(SerializationException.class)
        .hasMessageContaining("left over");
  }

  @Test
  void shouldBlameTheRecordForAnUnknownSchemaId() {
    byte[] bytes = WireFormat.frame(4711, new byte[] {1, 2, 3});

    assertThatThrownBy(() -> serdes.deserializer(Mutation.class).deserialize(TOPIC, bytes))
        .isInstanceOf(SerializationException.class)
        .matches(SerdeFailures::isRecordAtFault)
        .hasMessageContaining("4711");
  }

  @Test
  void shouldBlameTheRecordForAForeignSchema() {
    // given: a record whose schema is known, but belongs to another topic
    var foreign = new FlowControl(10, "LAG", Instant.EPOCH);
    byte[] bytes = serdes.serializer(FlowControl.class).serialize("other", foreign);

    // when, then
    assertThatThrownBy(() -> serdes.deserializer(Mutation.class).deserialize(TOPIC, bytes))
        .isInstanceOf(SerializationException.class)
        .hasMessageContaining("FlowControl")
        .matches(SerdeFailures::isRecordAtFault);
  }

  @Test
  void shouldNotBlameTheRecordWhenTheRegistryIsAway() {
    // given
    byte[] bytes = serdes.serializer(Mutation.class).serialize(TOPIC, Samples.mutation());
    registry.close();
    Map<String, Object> config =
        Map.of("schema.registry.url", registry.url(), "retries.wait.ms", 1, "max.retries", 1);

    // when, then
    try (AvroSerdes later = AvroSerdes.of(config)) {
      assertThatThrownBy(() -> later.deserializer(Mutation.class).deserialize(TOPIC, bytes))
          .isInstanceOfSatisfying(
              RegistryException.class, e -> assertThat(e.code()).isEqualTo(Code.UNAVAILABLE))
          .matches(e -> !SerdeFailures.isRecordAtFault(e));
    }
  }

  @Test
  void shouldResolveWhatAnOlderSchemaWrote() {
    // given
    Schema old =
        new Schema.Parser()
            .parse(
                """
                {"type":"record","name":"Thing","fields":[{"name":"a","type":"string"}]}\
                """);
    Schema now =
        new Schema.Parser()
            .parse(
                """
                {"type":"record","name":"Thing","fields":[{"name":"b","type":"int","default":7},
                {"name":"a","type":"string"}]}\
                """);
    var record = new GenericData.Record(old);
    record.put("a", "x");
    byte[] bytes = serdes.serializer(old).serialize("things", record);

    // when
    GenericRecord read = serdes.deserializer(now).deserialize("things", bytes);

    // then
    assertThat(read.get("b")).isEqualTo(7);
    assertThat(read.get("a")).hasToString("x");
  }

  @Test
  void shouldCreateTheClassesThatTheConfigurationNames() {
    // given
    Map<String, Object> config =
        Map.of("schema.registry.url", registry.url(), "value.serializer", StringSerializer.class);

    // when, then
    try (AvroSerdes other = AvroSerdes.of(config)) {
      assertThat(other.serializer(Mutation.class)).isInstanceOf(StringSerializer.class);
    }
  }

  @Test
  void shouldRefuseAnotherNamingStrategy() {
    Map<String, Object> config =
        Map.of(
            "schema.registry.url",
            registry.url(),
            "value.subject.name.strategy",
            "io.confluent.kafka.serializers.subject.RecordNameStrategy");

    assertThatThrownBy(() -> AvroSerdes.of(config))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("TopicNameStrategy");
  }
}
