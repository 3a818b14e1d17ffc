package ai.valeo.erp.tributary.topology.stream;

import static org.assertj.core.api.Assertions.assertThat;

import ai.valeo.erp.tributary.schemas.avro.AttributeChange;
import ai.valeo.erp.tributary.schemas.avro.ChangeOperator;
import ai.valeo.erp.tributary.schemas.avro.Mutation;
import ai.valeo.erp.tributary.schemas.avro.Operation;
import ai.valeo.erp.tributary.schemas.avro.Outcome;
import ai.valeo.erp.tributary.schemas.avro.OutcomeState;
import ai.valeo.erp.tributary.schemas.catalog.EntityTypes;
import ai.valeo.erp.tributary.schemas.entity.Limits;
import ai.valeo.erp.tributary.schemas.registry.embedded.EmbeddedRegistry;
import ai.valeo.erp.tributary.schemas.topic.Headers;
import ai.valeo.erp.tributary.schemas.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Nothing is sent that a topic would refuse: a producer that fails on a record fails on it again
 * after every restart.
 */
final class OversizeTest {

  private static final int USUAL_MAX_MESSAGE_BYTES = 1 << 20;

  private static final String ALBUM =
      """
      {"type": "record", "name": "Album", "namespace": "ai.valeo.erp.tributary.entity",
       "doc": "A type that can grow large.", "fields": [
        {"name": "id", "type": "string", "meta": "id", "doc": "Identity."},
        {"name": "version", "type": "long", "meta": "version", "doc": "Version."},
        {"name": "updatedAt", "type": {"type": "long", "logicalType": "timestamp-millis"},
         "meta": "hlcMs", "doc": "Clock."},
        {"name": "updatedCounter", "type": "int", "meta": "hlcCounter", "doc": "Clock."},
        {"name": "updatedBy", "type": "string", "meta": "mutationId", "doc": "Mutation."},
        {"name": "pages", "type": {"type": "array", "items": "string"}, "default": [],
         "merge": "set", "doc": "Texts."}]}
      """;

  @Test
  void shouldFailAloneWhatMakesAnEntityTooLarge(@TempDir Path folder) {
    // given
    EntityTypes types = EntityTypes.of(List.of(new Schema.Parser().parse(ALBUM)));
    try (var harness = new TopologyHarness(folder, types, EmbeddedRegistry.inMemory())) {
      // when
      List<Outcome> outcomes =
          harness.decide(pages(1, 14), pages(2, 14), pages(3, 14), pages(4, 1));

      // then
      assertThat(outcomes)
          .extracting(Outcome::getState)
          .containsExactly(
              OutcomeState.APPLIED,
              OutcomeState.APPLIED,
              OutcomeState.FAILED,
              OutcomeState.APPLIED);
      assertThat(outcomes.get(2).getReason()).isEqualTo("LIMIT");
      assertThat(harness.records("tributary.entities.album.v1"))
          .singleElement()
          .satisfies(record ->
              assertThat(record.value()).hasSizeBetween(900_000, USUAL_MAX_MESSAGE_BYTES));
    }
  }

  /** Puts so many pages of the largest size into the album. */
  private static Mutation pages(long sequence, int count) {
    var changes = new ArrayList<AttributeChange>();
    for (int page = 0; page < count; page++) {
      String text = sequence + "-" + page + "-";
      text += "x".repeat(Limits.MAX_TEXT_CHARS - text.length());
      changes.add(new AttributeChange("pages", ChangeOperator.INSERT, text, null));
    }
    return Mutations.of("n", sequence, sequence == 1 ? Operation.CREATE : Operation.UPDATE)
        .setEntityType("Album")
        .setBaseVersion(sequence - 1)
        .setChanges(changes)
        .build();
  }

  @Test
  void shouldLeaveOutTracesTooLongToPassOn(@TempDir Path folder) {
    // given
    try (var harness = new TopologyHarness(folder)) {
      Mutation mutation = Mutations.create("n", 1, 5).build();
      var headers = new RecordHeaders();
      headers.add(Headers.CORRELATION_ID, new byte[2 << 20]);
      headers.add(Headers.TRACEPARENT, "trace".getBytes(StandardCharsets.UTF_8));

      // when
      harness.send(mutation, mutation.getEntityType() + ':' + mutation.getEntityId(), headers);
      harness.closeWindow();

      // then
      List<TestRecord<String, byte[]>> outcomes = harness.records(harness.topics().outcomes());
      assertThat(outcomes).hasSize(1);
      assertThat(TopologyHarness.header(outcomes.get(0), Headers.CORRELATION_ID)).isNull();
      assertThat(TopologyHarness.header(outcomes.get(0), Headers.TRACEPARENT)).isEqualTo("trace");
    }
  }

  @Test
  void shouldCutWhatWasSmallOnlyWhileCompressed(@TempDir Path folder) {
    // given
    try (var harness = new TopologyHarness(folder)) {
      // when
      harness.sendRaw("key", new byte[20 << 20], new RecordHeaders());
      harness.closeWindow();

      // then
      assertThat(harness.records(harness.topics().quarantine()))
          .singleElement()
          .satisfies(record -> assertThat(record.value()).hasSize(Topics.MAX_RECORD_BYTES));
    }
  }
}
