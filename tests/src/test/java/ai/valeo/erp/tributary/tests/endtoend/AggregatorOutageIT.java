package ai.valeo.erp.tributary.tests.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.valeo.erp.tributary.compose.local.BrokerSettings;
import ai.valeo.erp.tributary.compose.local.EmbeddedBroker;
import ai.valeo.erp.tributary.compose.local.FreePorts;
import ai.valeo.erp.tributary.schemas.avro.Mutation;
import ai.valeo.erp.tributary.schemas.avro.Operation;
import ai.valeo.erp.tributary.schemas.avro.Outcome;
import ai.valeo.erp.tributary.schemas.registry.embedded.EmbeddedRegistry;
import ai.valeo.erp.tributary.schemas.serde.AvroSerdes;
import ai.valeo.erp.tributary.topology.app.Aggregator;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Broker and registry go away while the aggregator runs: it says so, waits, and goes on. */
final class AggregatorOutageIT {

  private static final String NODE = "berlin";

  @TempDir private Path brokerFolder;
  @TempDir private Path registryFolder;
  @TempDir private Path stateDir;

  private final Deque<AutoCloseable> opened = new ArrayDeque<>();

  private <T extends AutoCloseable> T open(T server) {
    opened.push(server);
    return server;
  }

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable server : opened) {
      server.close();
    }
  }

  @Test
  void shouldGoOnWhenTheBrokerIsBack() throws Exception {
    // given
    EmbeddedBroker broker = EmbeddedBroker.start(BrokerSettings.onFreePort(brokerFolder));
    int port = broker.port();
    EmbeddedRegistry registry = open(EmbeddedRegistry.inMemory());
    var rig = open(new AggregatorRig(broker.bootstrapServers(), registry.url(), stateDir));
    List<Outcome> outcomes =
        rig.during(
            Map.of(),
            aggregator -> {
              rig.create(NODE, 1, "P1@W", 5);
              assertThat(rig.outcomes(1)).hasSize(1);

              // when
              broker.close();
              awaitReason(aggregator, "No broker answers");
              open(EmbeddedBroker.start(new BrokerSettings(brokerFolder, port)));
              rig.add(NODE, 2, "P1@W", 3);
              List<Outcome> answers = rig.outcomes(2);

              // then
              await().atMost(AggregatorRig.PATIENCE).until(() -> aggregator.health().isReady());
              return answers;
            });

    assertThat(outcomes).extracting(Outcome::getVersion).containsExactlyInAnyOrder(1L, 2L);
  }

  @Test
  void shouldPauseWhileRecordsNeedARegistryThatIsAway() throws Exception {
    // given a record in a schema the aggregator has not met, and no registry
    EmbeddedBroker broker = open(EmbeddedBroker.start(BrokerSettings.onFreePort(brokerFolder)));
    EmbeddedRegistry registry =
        EmbeddedRegistry.start(registryFolder, FreePorts.find(1).getFirst());
    var rig = open(new AggregatorRig(broker.bootstrapServers(), registry.url(), stateDir));
    List<Outcome> outcomes =
        rig.during(
            Map.of(),
            aggregator -> {
              byte[] newer = inNewerSchema(rig, registry.url());
              registry.close();

              // when
              rig.sendRaw("P1@W", newer);
              awaitReason(aggregator, "Records wait for a schema registry that does not answer");
              open(EmbeddedRegistry.start(registryFolder, registry.port()));
              List<Outcome> answers = rig.outcomes(1);

              // then
              await().atMost(AggregatorRig.PATIENCE).until(() -> aggregator.health().isReady());
              assertThat(rig.read(rig.topics().quarantine(), values -> true)).isEmpty();
              return answers;
            });

    assertThat(outcomes).singleElement().returns(1L, Outcome::getVersion);
  }

  private static void awaitReason(Aggregator aggregator, String reason) {
    await()
        .atMost(AggregatorRig.PATIENCE)
        .untilAsserted(() -> assertThat(aggregator.health().reasons()).contains(reason));
    assertThat(aggregator.health().isReady()).isFalse();
  }

  /** A mutation under the id of a schema that a registry takes for another. */
  private static byte[] inNewerSchema(AggregatorRig rig, String registryUrl) {
    Schema known = Mutation.getClassSchema();
    Schema other =
        Schema.createRecord(known.getName(), "Another one.", known.getNamespace(), false);
    other.setFields(
        known.getFields().stream().map(field -> new Schema.Field(field, field.schema())).toList());
    Mutation mutation =
        AggregatorRig.mutation(NODE, 1, "P1@W", Operation.CREATE)
            .setChanges(
                List.of(
                    AggregatorRig.set("productId", "P1"), AggregatorRig.set("warehouseId", "W")))
            .build();
    byte[] framed = rig.encode(mutation);
    try (var serdes = AvroSerdes.of(Map.of("schema.registry.url", registryUrl))) {
      ByteBuffer.wrap(framed).putInt(1, serdes.idFor("some-other-subject", other));
    }
    return framed;
  }
}
