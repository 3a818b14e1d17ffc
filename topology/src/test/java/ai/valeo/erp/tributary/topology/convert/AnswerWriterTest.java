package ai.valeo.erp.tributary.topology.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.valeo.erp.tributary.schemas.entity.EdgeNodeId;
import ai.valeo.erp.tributary.schemas.entity.Hlc;
import ai.valeo.erp.tributary.schemas.entity.MutationId;
import ai.valeo.erp.tributary.schemas.entity.OperationType;
import ai.valeo.erp.tributary.schemas.entity.Reason;
import ai.valeo.erp.tributary.schemas.entity.Value;
import ai.valeo.erp.tributary.schemas.serde.ArrayEncoder;
import ai.valeo.erp.tributary.topology.core.decision.AuditFacts;
import ai.valeo.erp.tributary.topology.core.decision.AuditedFacts;
import ai.valeo.erp.tributary.topology.core.decision.DecisionFacts;
import ai.valeo.erp.tributary.topology.core.decision.OutcomeFacts;
import ai.valeo.erp.tributary.topology.core.decision.OutcomeState;
import ai.valeo.erp.tributary.topology.core.decision.Result;
import ai.valeo.erp.tributary.topology.core.entity.ChainHash;
import ai.valeo.erp.tributary.topology.core.entity.Stamp;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is written without Avro's writers is byte for byte what they would write. */
final class AnswerWriterTest {

  private static final int ROUNDS = 500;
  private static final int SIMPLE_KINDS = 6;

  private final ArrayEncoder encoder = new ArrayEncoder();

  @Test
  void shouldWriteOutcomesAsAvroDoes() throws IOException {
    for (int seed = 0; seed < ROUNDS; seed++) {
      // given
      OutcomeFacts facts = outcome(new Random(seed));

      // when
      encoder.start(0);
      AnswerWriter.outcome(facts, 7, encoder);

      // then
      assertThat(encoder.finish())
          .as("seed %d", seed)
          .isEqualTo(throughAvro(FactsConversion.outcome(facts, 7)));
    }
  }

  @Test
  void shouldWriteAuditEntriesAsAvroDoes() throws IOException {
    for (int seed = 0; seed < ROUNDS; seed++) {
      // given
      AuditFacts facts = audit(new Random(seed));

      // when
      encoder.start(0);
      AnswerWriter.audit(facts, encoder);

      // then
      assertThat(encoder.finish())
          .as("seed %d", seed)
          .isEqualTo(throughAvro(FactsConversion.audit(facts)));
    }
  }

  @Test
  void shouldRefuseAValueThatTheContractHasNoPlaceFor() {
    // given a structure that stands in no list
    Value structure = Value.of(Map.of("sku", Value.of("x")));
    var decision = new DecisionFacts("a", Result.KEPT, "manual", true, null, structure, null);
    OutcomeFacts facts = outcome(new Random(1), List.of(decision));
    encoder.start(0);

    // then
    assertThatThrownBy(() -> AnswerWriter.outcome(facts, 7, encoder))
        .isInstanceOf(SerializationException.class);
  }

  private static <T extends SpecificRecord> byte[] throughAvro(T record) throws IOException {
    var bytes = new ByteArrayOutputStream();
    BinaryEncoder avro = EncoderFactory.get().directBinaryEncoder(bytes, null);
    new SpecificDatumWriter<T>(record.getSchema(), SpecificData.getForClass(record.getClass()))
        .write(record, avro);
    avro.flush();
    return bytes.toByteArray();
  }

  private static OutcomeFacts outcome(Random chance) {
    return outcome(chance, some(chance, () -> decision(chance)));
  }

  private static OutcomeFacts outcome(Random chance, List<DecisionFacts> decisions) {
    return new OutcomeFacts(
        text(chance),
        text(chance),
        chance.nextLong(),
        text(chance),
        text(chance),
        one(chance, OutcomeState.values()),
        maybe(chance, () -> one(chance, Reason.values())),
        maybe(chance, () -> text(chance)),
        chance.nextInt(1_000),
        decisions,
        text(chance),
        chance.nextInt(10),
        chance.nextInt());
  }

  private static AuditFacts audit(Random chance) {
    byte[] hash = new byte[chance.nextBoolean() ? 32 : 0];
    chance.nextBytes(hash);
    return new AuditFacts(
        text(chance),
        text(chance),
        text(chance),
        text(chance),
        one(chance, OperationType.values()),
        one(chance, OutcomeState.values()),
        maybe(chance, () -> one(chance, Reason.values())),
        chance.nextInt(1_000),
        chance.nextInt(1_000),
        some(chance, () -> audited(chance)),
        text(chance),
        maybe(chance, () -> text(chance)),
        text(chance),
        chance.nextInt(10),
        chance.nextInt(),
        ChainHash.of(hash),
        maybe(chance, () -> text(chance)),
        maybe(chance, () -> text(chance)));
  }

  private static AuditedFacts audited(Random chance) {
    return new AuditedFacts(
        text(chance),
        maybe(chance, () -> value(chance)),
        maybe(chance, () -> value(chance)),
        maybe(chance, () -> decision(chance)));
  }

  private static DecisionFacts decision(Random chance) {
    return new DecisionFacts(
        text(chance),
        one(chance, Result.values()),
        text(chance),
        chance.nextBoolean(),
        maybe(chance, () -> stamp(chance)),
        maybe(chance, () -> value(chance)),
        maybe(chance, () -> text(chance)));
  }

  private static Stamp stamp(Random chance) {
    return new Stamp(
        chance.nextInt(1_000),
        new Hlc(chance.nextInt(1_000_000), chance.nextInt(100)),
        new EdgeNodeId("n" + text(chance)),
        new MutationId("m" + text(chance)),
        chance.nextInt(17),
        0);
  }

  private static Value value(Random chance) {
    return chance.nextInt(SIMPLE_KINDS) > 0
        ? simple(chance)
        : Value.of(some(chance, () -> chance.nextInt(3) > 0 ? simple(chance) : structure(chance)));
  }

  private static Value structure(Random chance) {
    var fields = new TreeMap<String, Value>();
    for (int i = chance.nextInt(20); i > 0; i--) {
      fields.put(text(chance), simple(chance));
    }
    return Value.of(fields);
  }

  private static Value simple(Random chance) {
    return switch (chance.nextInt(5)) {
      case 0 -> Value.of(chance.nextBoolean());
      case 1 -> Value.of(chance.nextLong() >> chance.nextInt(64));
      case 2 -> Value.of(chance.nextDouble());
      case 3 -> Value.of(BigDecimal.valueOf(chance.nextLong(), chance.nextInt(-5, 6)));
      default -> Value.of(text(chance));
    };
  }

  private static String text(Random chance) {
    String letter = List.of("x", "ö", "中", "\uD83D\uDE80").get(chance.nextInt(4));
    return letter.repeat(chance.nextInt(chance.nextInt(10) == 0 ? 200 : 12));
  }

  private static <T> List<T> some(Random chance, Supplier<T> make) {
    var some = new ArrayList<T>();
    for (int i = chance.nextInt(4); i > 0; i--) {
      some.add(make.get());
    }
    return some;
  }

  private static <T> @Nullable T maybe(Random chance, Supplier<T> make) {
    return chance.nextBoolean() ? make.get() : null;
  }

  private static <T> T one(Random chance, T[] all) {
    return all[chance.nextInt(all.length)];
  }
}
