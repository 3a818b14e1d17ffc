package ai.valeo.erp.tributary.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.valeo.erp.tributary.schemas.avro.AuditEntry;
import ai.valeo.erp.tributary.schemas.avro.Conflict;
import ai.valeo.erp.tributary.schemas.avro.EdgeNodeStatus;
import ai.valeo.erp.tributary.schemas.avro.FlowControl;
import ai.valeo.erp.tributary.schemas.avro.Mutation;
import ai.valeo.erp.tributary.schemas.avro.Outcome;
import ai.valeo.erp.tributary.schemas.avro.Resolution;
import ai.valeo.erp.tributary.schemas.catalog.EntityTypes;
import ai.valeo.erp.tributary.schemas.entity.EntityType;
import ai.valeo.erp.tributary.schemas.registry.embedded.EmbeddedRegistry;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.apache.avro.util.RandomData;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Our serde and Confluent's own, against each other. Confluent's classes are there with the profile
 * {@code confluent-oracle}; without them this is skipped.
 */
class ConfluentOracleIT {

  private static final String THEIR_SERIALIZER =
      "io.confluent.kafka.serializers.KafkaAvroSerializer";
  private static final String THEIR_DESERIALIZER =
      "io.confluent.kafka.serializers.KafkaAvroDeserializer";
  private static final int RECORDS = 500;
  private static final long SEED = 20_261_121;

  private final EmbeddedRegistry registry = EmbeddedRegistry.inMemory();
  private final AvroSerdes ours = AvroSerdes.of(config(registry, false));

  @BeforeEach
  void requireConfluent() {
    assumeTrue(
        Boolean.getBoolean("tributary.oracle.required"),
        "Confluent's classes are not here; run with -Pconfluent-oracle");
  }

  @AfterEach
  void close() {
    ours.close();
    registry.close();
  }

  @ParameterizedTest
  @MethodSource("generatedRecords")
  void shouldWriteAndReadTheSameGeneratedRecords(Class<? extends SpecificRecord> type) {
    compareSpecific(type);
  }

  private <T extends SpecificRecord> void compareSpecific(Class<T> type) {
    try (AvroSerdes theirs = AvroSerdes.of(config(registry, true))) {
      // given
      Schema schema = SpecificData.getForClass(type).getSchema(type);
      String topic = type.getSimpleName();
      for (Object random : new RandomData(schema, RECORDS, SEED)) {
        byte[] bytes = ours.serializer(schema).serialize(topic, (GenericRecord) random);
        T record = ours.deserializer(type).deserialize(topic, bytes);

        // when, then
        compare(topic, record, ours.serializer(type), theirs.serializer(type));
        assertThat(theirs.deserializer(type).deserialize(topic, bytes)).isEqualTo(record);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("entitySchemas")
  void shouldWriteAndReadTheSameEntities(Schema schema) {
    try (AvroSerdes theirs = AvroSerdes.of(config(registry, true))) {
      Serializer<GenericRecord> mine = ours.serializer(schema);
      Serializer<GenericRecord> other = theirs.serializer(schema);
      Deserializer<GenericRecord> read = ours.deserializer(schema);
      Deserializer<GenericRecord> otherRead = theirs.deserializer(schema);
      String topic = schema.getName();
      for (Object random : new RandomData(schema, RECORDS, SEED, true)) {
        var record = (GenericRecord) random;
        byte[] bytes = compare(topic, record, mine, other);
        assertThat(read.deserialize(topic, bytes)).isEqualTo(otherRead.deserialize(topic, bytes));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("generatedRecords")
  void shouldRegisterTheSameText(Class<? extends SpecificRecord> type) {
    try (EmbeddedRegistry another = EmbeddedRegistry.inMemory();
        AvroSerdes theirs = AvroSerdes.of(config(another, true))) {
      // given
      Schema schema = SpecificData.getForClass(type).getSchema(type);
      var random = (GenericRecord) new RandomData(schema, 1, SEED).iterator().next();
      byte[] bytes = ours.serializer(schema).serialize("t", random);

      // when
      SpecificRecord record = ours.deserializer(type).deserialize("t", bytes);
      theirs.<SpecificRecord>serializer(SpecificRecord.class).serialize("t", record);

      // then
      assertThat(theirs.registry().latest("t-value").schema().toString())
          .isEqualTo(ours.registry().latest("t-value").schema().toString());
    }
  }

  @Test
  void shouldTellTheirFailuresApart() {
    // given
    byte[] good = ours.serializer(Mutation.class).serialize("t", Samples.mutation());
    byte[] unknown = WireFormat.frame(4711, new byte[] {1});
    byte[] torn = java.util.Arrays.copyOf(good, good.length / 2);

    // when
    try (AvroSerdes theirs = AvroSerdes.of(config(registry, true))) {
      var deserializer = theirs.deserializer(Mutation.class);
      Throwable unknownId = catchThrowable(() -> deserializer.deserialize("t", unknown));
      Throwable tornRecord = catchThrowable(() -> deserializer.deserialize("t", torn));
      Throwable noFrame = catchThrowable(() -> deserializer.deserialize("t", new byte[] {9}));
      var fresh = theirs.deserializer(Mutation.class);
      registry.close();
      Throwable away = catchThrowable(() -> fresh.deserialize("t", good));

      // then
      assertThat(unknownId).isNotNull().matches(SerdeFailures::isRecordAtFault);
      assertThat(tornRecord).isNotNull().matches(SerdeFailures::isRecordAtFault);
      assertThat(noFrame).isNotNull().matches(SerdeFailures::isRecordAtFault);
      assertThat(away).isNotNull().matches(e -> !SerdeFailures.isRecordAtFault(e));
    }
  }

  private static <T extends IndexedRecord> byte[] compare(
      String topic, T record, Serializer<T> mine, Serializer<T> theirs) {
    byte[] bytes = mine.serialize(topic, record);
    assertThat(theirs.serialize(topic, record)).isEqualTo(bytes);
    return bytes;
  }

  static Stream<Class<? extends SpecificRecord>> generatedRecords() {
    return Stream.of(
        Mutation.class,
        Outcome.class,
        Conflict.class,
        Resolution.class,
        AuditEntry.class,
        EdgeNodeStatus.class,
        FlowControl.class);
  }

  static Stream<Schema> entitySchemas() {
    EntityTypes types = EntityTypes.bundled();
    return types.all().stream().map((EntityType type) -> types.schema(type));
  }

  private static Map<String, Object> config(EmbeddedRegistry registry, boolean confluent) {
    var config = new HashMap<String, Object>();
    config.put("schema.registry.url", registry.url());
    if (confluent) {
      config.put("value.serializer", THEIR_SERIALIZER);
      config.put("value.deserializer", THEIR_DESERIALIZER);
    }
    return config;
  }
}
