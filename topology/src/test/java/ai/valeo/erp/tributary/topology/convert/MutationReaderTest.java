package ai.valeo.erp.tributary.topology.convert;

import static org.assertj.core.api.Assertions.assertThat;

import ai.valeo.erp.tributary.schemas.avro.AttributeChange;
import ai.valeo.erp.tributary.schemas.avro.ChangeOperator;
import ai.valeo.erp.tributary.schemas.avro.DecimalNumber;
import ai.valeo.erp.tributary.schemas.avro.Dependency;
import ai.valeo.erp.tributary.schemas.avro.Mutation;
import ai.valeo.erp.tributary.schemas.avro.MutationGroup;
import ai.valeo.erp.tributary.schemas.avro.Operation;
import ai.valeo.erp.tributary.schemas.avro.ValueList;
import ai.valeo.erp.tributary.schemas.registry.embedded.EmbeddedRegistry;
import ai.valeo.erp.tributary.schemas.serde.AvroSerdes;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is read without Avro's readers is what they would read, whatever the bytes. */
final class MutationReaderTest {

  private static final String TOPIC = "t";
  private static final int ROUNDS = 1_000;

  private final EmbeddedRegistry registry = EmbeddedRegistry.inMemory();
  private final AvroSerdes serdes =
      AvroSerdes.of(Map.of("schema.registry.url", registry.url(), "max.retries", "0"));
  private final Serializer<Mutation> serializer = serdes.serializer(Mutation.class);
  private final int id = serdes.idFor(AvroSerdes.subject(TOPIC), Mutation.getClassSchema());
  private final MutationDecoder direct = decoder(OptionalInt.of(id));
  private final MutationDecoder avro = decoder(OptionalInt.empty());

  private MutationDecoder decoder(OptionalInt directId) {
    return new MutationDecoder(TOPIC, serdes.deserializer(Mutation.class), directId, id -> {});
  }

  @AfterEach
  void close() {
    serdes.close();
    registry.close();
  }

  @Test
  void shouldReadTheUsualMutationByItself() {
    // given
    Mutation usual = mutation(new Random(1), List.of(change("quantity", 5L)), false);

    // when
    var facts = new MutationReader().read(serializer.serialize(TOPIC, usual));

    // then
    assertThat(facts).isNotNull();
    assertThat(new Decoded.Legible(facts)).isEqualTo(avro.decode(bytes(usual)));
  }

  @Test
  void shouldReadWhatAvroReads() {
    for (int seed = 0; seed < ROUNDS; seed++) {
      // given
      byte[] bytes = bytes(mutation(new Random(seed)));

      // then
      assertThat(direct.decode(bytes)).as("seed %d", seed).isEqualTo(avro.decode(bytes));
    }
  }

  @Test
  void shouldSayOfBrokenBytesWhatAvroSays() {
    for (int seed = 0; seed < ROUNDS; seed++) {
      // given bytes changed, cut off or too many, after the frame
      var chance = new Random(seed);
      byte[] bytes = bytes(mutation(chance));
      for (int i = chance.nextInt(4); i >= 0; i--) {
        bytes[5 + chance.nextInt(bytes.length - 5)] = (byte) chance.nextInt(256);
      }
      int length = bytes.length + (chance.nextInt(3) == 0 ? chance.nextInt(-5, 6) : 0);
      byte[] broken = Arrays.copyOf(bytes, Math.max(5, length));

      // then
      assertThat(direct.decode(broken)).as("seed %d", seed).isEqualTo(avro.decode(broken));
    }
  }

  @Test
  void shouldSayOfNumbersInTooManyBytesWhatAvroSays() {
    // given: each byte that may end a number, written in six
    byte[] usual = bytes(mutation(new Random(1), List.of(change("quantity", 5L)), false));
    for (int at = 5; at < usual.length; at++) {
      if (usual[at] < 0) {
        continue;
      }
      byte[] padded = new byte[usual.length + 5];
      System.arraycopy(usual, 0, padded, 0, at);
      Arrays.fill(padded, at, at + 5, (byte) 0x80);
      padded[at] |= usual[at];
      System.arraycopy(usual, at + 1, padded, at + 6, usual.length - at - 1);

      // then
      assertThat(direct.decode(padded)).as("byte %d", at).isEqualTo(avro.decode(padded));
    }
  }

  private byte[] bytes(Mutation mutation) {
    return serializer.serialize(TOPIC, mutation);
  }

  private static Mutation mutation(Random chance) {
    var changes = new ArrayList<AttributeChange>();
    for (int i = chance.nextInt(4); i > 0; i--) {
      changes.add(change("a" + chance.nextInt(3), value(chance)));
    }
    return mutation(chance, changes, chance.nextInt(5) == 0);
  }

  private static Mutation mutation(Random chance, List<AttributeChange> changes, boolean tied) {
    var dependency = new Dependency("d", "Thing", "1");
    return new Mutation(
        "id" + chance.nextInt(),
        "nöde" + chance.nextInt(3),
        chance.nextLong() >> chance.nextInt(64),
        (long) chance.nextInt(),
        "Thing",
        "e" + chance.nextInt(),
        Operation.values()[chance.nextInt(3)],
        changes,
        (long) chance.nextInt(100),
        Instant.ofEpochMilli(chance.nextInt()),
        chance.nextInt(),
        chance.nextInt(12),
        tied ? List.of(dependency) : List.of(),
        tied ? new MutationGroup("g", 2, 0, List.of(dependency)) : null,
        "clerk",
        chance.nextBoolean() ? "stock count" : null,
        chance.nextBoolean() ? "key" : null);
  }

  private static AttributeChange change(String attribute, @Nullable Object value) {
    ChangeOperator operator = value instanceof Long ? ChangeOperator.ADD : ChangeOperator.SET;
    return new AttributeChange(attribute, operator, value, value == null ? "NEW" : null);
  }

  private static @Nullable Object value(Random chance) {
    return switch (chance.nextInt(8)) {
      case 0 -> null;
      case 1 -> chance.nextBoolean();
      case 2 -> chance.nextLong();
      case 3 -> chance.nextBoolean() ? chance.nextDouble() : Double.NaN;
      case 4 -> "x".repeat(chance.nextInt(200)) + "中";
      case 5 -> decimal(chance, chance.nextInt(-1_200, 1_200));
      case 6 -> decimal(chance, 2);
      default -> new ValueList(new ArrayList<>(List.of(1L, "two", decimal(chance, 3))));
    };
  }

  private static DecimalNumber decimal(Random chance, int scale) {
    byte[] unscaled = BigInteger.valueOf(chance.nextLong()).toByteArray();
    return new DecimalNumber(ByteBuffer.wrap(unscaled), scale);
  }
}
