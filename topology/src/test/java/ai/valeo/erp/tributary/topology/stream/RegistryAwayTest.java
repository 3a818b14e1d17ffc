package ai.valeo.erp.tributary.topology.stream;

import static org.assertj.core.api.Assertions.assertThat;

import ai.valeo.erp.tributary.schemas.avro.Mutation;
import ai.valeo.erp.tributary.schemas.avro.Outcome;
import ai.valeo.erp.tributary.schemas.catalog.EntityTypes;
import ai.valeo.erp.tributary.schemas.registry.embedded.EmbeddedRegistry;
import ai.valeo.erp.tributary.schemas.serde.AvroSerdes;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A registry that does not answer is never a reason for quarantine. */
final class RegistryAwayTest {

  private static final String KEY = "InventoryItem:P1@BERLIN";

  @Test
  void shouldKeepRecordsUntilTheRegistryAnswers(
      @TempDir Path folder, @TempDir Path registryFolder) {
    // given a record in a schema the topology has not met, and no registry
    EmbeddedRegistry registry = EmbeddedRegistry.start(registryFolder, 0);
    try (var harness = new TopologyHarness(folder, EntityTypes.bundled(), registry)) {
      byte[] newer = inNewerSchema(harness, registry, Mutations.create("berlin", 1, 5).build());
      registry.close();

      // when
      harness.sendRaw(KEY, newer, new RecordHeaders());
      harness.send(Mutations.add("berlin", 2, 1).build());
      harness.closeWindow();

      // then both wait, in order, and nobody is blamed
      assertThat(harness.outcomes()).isEmpty();
      assertThat(harness.records(harness.topics().quarantine())).isEmpty();
      assertThat(harness.closedGates()).isNotEmpty();

      // when
      EmbeddedRegistry back = EmbeddedRegistry.start(registryFolder, registry.port());
      try {
        harness.closeWindow();

        // then
        assertThat(harness.outcomes()).extracting(Outcome::getVersion).containsExactly(1L, 2L);
      } finally {
        back.close();
      }
    }
  }

  @Test
  void shouldDecideWhatCameBeforeTheUnreadableRecord(
      @TempDir Path folder, @TempDir Path registryFolder) {
    // given
    EmbeddedRegistry registry = EmbeddedRegistry.start(registryFolder, 0);
    try (var harness = new TopologyHarness(folder, EntityTypes.bundled(), registry)) {
      byte[] newer = inNewerSchema(harness, registry, Mutations.add("berlin", 2, 5).build());
      harness.decide(Mutations.create("hamburg", 1, 1).setEntityId("P2@W").build());
      registry.close();

      // when
      harness.send(Mutations.create("berlin", 1, 5).build());
      harness.sendRaw(KEY, newer, new RecordHeaders());
      harness.closeWindow();

      // then
      assertThat(harness.outcomes()).extracting(Outcome::getSequence).containsExactly(1L);
    }
  }

  private static byte[] inNewerSchema(
      TopologyHarness harness, EmbeddedRegistry registry, Mutation mutation) {
    int id;
    try (var serdes = AvroSerdes.of(Map.of("schema.registry.url", registry.url()))) {
      id = serdes.idFor("some-other-subject", withOtherDoc(Mutation.getClassSchema()));
    }
    byte[] framed = harness.encode(mutation);
    ByteBuffer.wrap(framed).putInt(1, id);
    return framed;
  }

  /** The same record in a schema that a registry takes for another. */
  private static Schema withOtherDoc(Schema schema) {
    Schema other =
        Schema.createRecord(schema.getName(), "Another one.", schema.getNamespace(), false);
    other.setFields(
        schema.getFields().stream().map(field -> new Schema.Field(field, field.schema())).toList());
    return other;
  }
}
