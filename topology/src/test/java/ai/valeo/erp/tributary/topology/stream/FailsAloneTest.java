package ai.valeo.erp.tributary.topology.stream;

import static org.assertj.core.api.Assertions.assertThat;

import ai.valeo.erp.tributary.schemas.avro.Mutation;
import ai.valeo.erp.tributary.schemas.avro.Operation;
import ai.valeo.erp.tributary.schemas.avro.Outcome;
import ai.valeo.erp.tributary.schemas.avro.OutcomeState;
import ai.valeo.erp.tributary.schemas.catalog.EntityTypes;
import ai.valeo.erp.tributary.schemas.registry.embedded.EmbeddedRegistry;
import ai.valeo.erp.tributary.schemas.topic.Headers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.avro.Schema;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A mutation the centre itself fails on fails alone: its batch, and the stream, go on. */
final class FailsAloneTest {

  /** Its strategy does not exist, so that every merge of the attribute throws. */
  private static final String BROKEN =
      """
      {"type": "record", "name": "Broken", "namespace": "ai.valeo.erp.tributary.entity",
       "doc": "A type whose policy nobody can follow.", "fields": [
        {"name": "id", "type": "string", "meta": "id", "doc": "Identity."},
        {"name": "version", "type": "long", "meta": "version", "doc": "Version."},
        {"name": "updatedAt", "type": {"type": "long", "logicalType": "timestamp-millis"},
         "meta": "hlcMs", "doc": "Clock."},
        {"name": "updatedCounter", "type": "int", "meta": "hlcCounter", "doc": "Clock."},
        {"name": "updatedBy", "type": "string", "meta": "mutationId", "doc": "Mutation."},
        {"name": "text", "type": ["null", "string"], "default": null,
         "merge": "no-such-strategy", "doc": "A text."}]}
      """;

  @Test
  void shouldFailAloneAndBeSetAside(@TempDir Path folder) {
    // given
    EntityTypes bundled = EntityTypes.bundled();
    var schemas = new ArrayList<Schema>();
    schemas.add(bundled.schema(Objects.requireNonNull(bundled.type(Mutations.TYPE))));
    schemas.add(new Schema.Parser().parse(BROKEN));
    try (var harness =
        new TopologyHarness(folder, EntityTypes.of(schemas), EmbeddedRegistry.inMemory())) {
      Mutation poison =
          Mutations.of("berlin", 2, Operation.CREATE)
              .setEntityType("Broken")
              .setChanges(List.of(Mutations.set("text", "x")))
              .build();

      // when
      List<Outcome> outcomes =
          harness.decide(
              Mutations.create("berlin", 1, 5).build(),
              poison,
              Mutations.add("berlin", 3, 1).build());

      // then
      assertThat(outcomes).hasSize(3);
      assertThat(outcomes)
          .filteredOn(outcome -> outcome.getState() == OutcomeState.FAILED)
          .singleElement()
          .returns("INTERNAL", Outcome::getReason)
          .returns(poison.getId(), Outcome::getMutationId);
      List<TestRecord<String, byte[]>> aside = harness.records(harness.topics().quarantine());
      assertThat(aside).hasSize(1);
      assertThat(aside.get(0).value()).isEqualTo(harness.encode(poison));
      assertThat(TopologyHarness.header(aside.get(0), Headers.QUARANTINE_REASON))
          .isEqualTo("INTERNAL");
      assertThat(harness.entities(Mutations.TYPE))
          .singleElement()
          .satisfies(row -> assertThat(row.version()).isEqualTo(2));
    }
  }
}
