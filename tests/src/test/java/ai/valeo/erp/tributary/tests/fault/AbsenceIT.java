package ai.valeo.erp.tributary.tests.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.valeo.erp.tributary.schemas.avro.Mutation;
import ai.valeo.erp.tributary.schemas.avro.Outcome;
import ai.valeo.erp.tributary.schemas.entity.Change;
import ai.valeo.erp.tributary.schemas.entity.Value;
import ai.valeo.erp.tributary.schemas.serde.AvroSerdes;
import ai.valeo.erp.tributary.tests.fault.check.TopicReader;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * The broker or the registry is away: processes say so and wait, go on by themselves when it is
 * back, and set nothing aside meanwhile.
 */
@Tag("fault")
final class AbsenceIT {

  private static final String ITEM = "InventoryItem";

  @RegisterExtension final TailsOnFailure tails = new TailsOnFailure(() -> this.site);

  private Site site;

  @BeforeEach
  void prepare(@TempDir(cleanup = CleanupMode.ON_SUCCESS) Path folder) {
    site = new Site(folder);
  }

  @AfterEach
  void end() {
    site.close();
  }

  @Test
  void shouldWaitForBrokerAndRegistryAtTheStart() {
    // given neither
    site.aggregator(1).start();
    site.central().start();
    awaitHealth(site.healthPort(1), "Cluster cannot be used yet");
    await("centre tells of the broker")
        .atMost(Run.LONG)
        .until(() -> Http.health(site.centralPort()).text().contains("roker"));
    assertThat(Http.health(site.centralPort()).isReady()).isFalse();

    // when the broker comes
    site.broker.start();
    awaitHealth(site.healthPort(1), "Schema registry cannot be used yet");
    assertThat(Http.health(site.healthPort(1)).isReady()).isFalse();

    // and the registry
    site.startRegistry();

    // then
    site.awaitReady(site.healthPort(1));
    site.awaitReady(site.centralPort());
  }

  @Test
  void shouldWaitForTheRegistryInTheMiddle() throws ExecutionException, InterruptedException {
    // given a mutation in a schema the aggregator has not met yet
    site.startRegistry();
    site.broker.start();
    site.aggregator(1).start();
    site.awaitReady(site.healthPort(1));
    try (var mutations = new Mutations(site.topics, site.bootstrapServers(), site.registryUrl());
        TopicReader reader = site.reader()) {
      mutations.send(mutations.next("before", ITEM, "a", Change.add("quantity", 1)));
      awaitOutcome(reader, "before");
      byte[] known =
          mutations.bytes(
              mutations
                  .next("during", ITEM, "a", Change.set("locationCode", Value.of("x")))
                  .build());
      byte[] unmet = inNewSchema(known);

      // when the registry goes before it comes
      site.stopRegistry();
      mutations.send(ITEM + ":a", unmet);
      mutations.send(mutations.next("after", ITEM, "a", Change.add("quantity", 1)));

      // then the aggregator says so and sets nothing aside
      awaitHealth(site.healthPort(1), "registry");
      assertThat(Http.health(site.healthPort(1)).isReady()).isFalse();
      assertThat(reader.records(site.topics.quarantine())).isEmpty();

      // and once it is back, it goes on in order
      site.startRegistry();
      awaitOutcome(reader, "after");
      assertThat(reader.outcomes().stream().map(Outcome::getMutationId))
          .containsExactlyInAnyOrder("before", "during", "after");
      assertThat(reader.records(site.topics.quarantine())).isEmpty();
      site.awaitReady(site.healthPort(1));
    }
  }

  /** The same record under a newer version of the schema, with an optional field at the end. */
  private byte[] inNewSchema(byte[] known) {
    Schema old = Mutation.getClassSchema();
    var fields = new ArrayList<Schema.Field>();
    old.getFields().forEach(field -> fields.add(new Schema.Field(field, field.schema())));
    Schema optional = SchemaBuilder.unionOf().nullType().and().stringType().endUnion();
    fields.add(new Schema.Field("colour", optional, "New.", Schema.Field.NULL_DEFAULT_VALUE));
    Schema newer = Schema.createRecord(old.getName(), old.getDoc(), old.getNamespace(), false);
    newer.setFields(fields);
    try (AvroSerdes serdes = AvroSerdes.of(Map.of("schema.registry.url", site.registryUrl()))) {
      int id = serdes.idFor(AvroSerdes.subject(site.topics.mutations()), newer);
      byte[] unmet = Arrays.copyOf(known, known.length + 1); // the field is null: one zero byte
      ByteBuffer.wrap(unmet).putInt(1, id);
      return unmet;
    }
  }

  private static void awaitHealth(int port, String text) {
    await(text).atMost(Run.LONG).until(() -> Http.health(port).text().contains(text));
  }

  private static void awaitOutcome(TopicReader reader, String mutationId) {
    await("outcome of " + mutationId)
        .atMost(Run.LONG)
        .until(() ->
            reader.outcomes().stream().anyMatch(one -> one.getMutationId().equals(mutationId)));
  }
}
