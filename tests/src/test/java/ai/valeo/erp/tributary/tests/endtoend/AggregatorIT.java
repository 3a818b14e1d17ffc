package ai.valeo.erp.tributary.tests.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import ai.valeo.erp.tributary.compose.local.BrokerSettings;
import ai.valeo.erp.tributary.compose.local.EmbeddedBroker;
import ai.valeo.erp.tributary.compose.local.FreePorts;
import ai.valeo.erp.tributary.schemas.avro.Outcome;
import ai.valeo.erp.tributary.schemas.avro.OutcomeState;
import ai.valeo.erp.tributary.schemas.registry.embedded.EmbeddedRegistry;
import ai.valeo.erp.tributary.schemas.settings.SettingsException;
import ai.valeo.erp.tributary.schemas.topic.Topics;
import ai.valeo.erp.tributary.topology.app.Aggregator;
import ai.valeo.erp.tributary.topology.app.AggregatorHealth.State;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The aggregator against a real broker: nothing lost, nothing twice, whatever happens to it. */
final class AggregatorIT {

  private static final int MUTATIONS = 600;
  private static final int MOST_WINDOWS = 5;
  private static final String NODE = "berlin";

  private static EmbeddedBroker broker;
  private static EmbeddedRegistry registry;

  private AggregatorRig rig;
  private Path stateDir;

  @BeforeAll
  static void startBroker(@TempDir Path folder) {
    broker = EmbeddedBroker.start(BrokerSettings.onFreePort(folder));
    registry = EmbeddedRegistry.inMemory();
  }

  @AfterAll
  static void stopBroker() {
    registry.close();
    broker.close();
  }

  @BeforeEach
  void prepare(@TempDir Path folder) {
    stateDir = folder;
    rig = new AggregatorRig(broker.bootstrapServers(), registry.url(), folder);
  }

  @AfterEach
  void cleanUp() {
    rig.close();
  }

  @Test
  void shouldAnswerEachMutationOnceAcrossRestarts() throws Exception {
    // given an aggregator that is stopped and started again while mutations come in
    rig.during(
        Map.of(),
        first -> {
          rig.create(NODE, 1, "P1@W", 0);
          return sendRange(2, MUTATIONS / 3);
        });
    sendRange(MUTATIONS / 3 + 1, MUTATIONS / 3 * 2);
    rig.during(Map.of(), second -> sendRange(MUTATIONS / 3 * 2 + 1, MUTATIONS));

    // when
    List<Outcome> outcomes = rig.during(Map.of(), third -> rig.outcomes(MUTATIONS));

    // then
    assertThat(outcomes).hasSize(MUTATIONS);
    assertThat(outcomes).extracting(Outcome::getSequence).doesNotHaveDuplicates();
    assertThat(outcomes).allMatch(outcome -> outcome.getState() == OutcomeState.APPLIED);
    assertThat(outcomes).extracting(Outcome::getVersion).contains((long) MUTATIONS);
  }

  private int sendRange(int from, int to) {
    for (int sequence = from; sequence <= to; sequence++) {
      rig.add(NODE, sequence, "P1@W", 1);
    }
    return to;
  }

  @Test
  void shouldKeepWhatWaitsInTheInboxAcrossAStop() throws Exception {
    // given a window that is still open when the aggregator stops; where the machine stood still
    // for as long as the window is, another one
    int sent = 0;
    do {
      sent++;
      try (Aggregator slow = rig.start(Map.of("aggregator.window.ms", "10000"))) {
        rig.create(NODE, sent, "P%d@W".formatted(sent), 5);
        await().atMost(AggregatorRig.PATIENCE).until(() -> slow.health().lag() == 0);
      }
    } while (rig.outcomes(0).size() == sent && sent < MOST_WINDOWS);
    assertThat(rig.outcomes(0)).hasSize(sent - 1);

    // when
    int all = sent;
    List<Outcome> outcomes = rig.during(Map.of(), quick -> rig.outcomes(all));

    // then
    assertThat(outcomes)
        .hasSize(sent)
        .allMatch(outcome -> outcome.getState() == OutcomeState.APPLIED);
  }

  @Test
  void shouldWipeAndRestoreADamagedState() throws Exception {
    // given
    List<Outcome> earlier =
        rig.during(
            Map.of(),
            before -> {
              rig.create(NODE, 1, "P1@W", 5);
              return rig.outcomes(1);
            });
    assertThat(earlier).hasSize(1);
    assertThat(damage()).isPositive();

    // when
    List<Outcome> outcomes;
    try (Aggregator after = rig.start(Map.of())) {
      rig.add(NODE, 2, "P1@W", 3);
      outcomes = rig.outcomes(2);
      assertThat(after.health().restarts()).isPositive();
    }

    // then the restored entity is at version 2, not at 1
    assertThat(outcomes).extracting(Outcome::getVersion).containsExactlyInAnyOrder(1L, 2L);
  }

  private int damage() throws IOException {
    try (Stream<Path> files = Files.walk(stateDir)) {
      List<Path> manifests =
          files.filter(file -> file.getFileName().toString().equals("CURRENT")).toList();
      for (Path manifest : manifests) {
        Files.write(manifest, "damaged\n".getBytes(StandardCharsets.UTF_8));
      }
      return manifests.size();
    }
  }

  @Test
  void shouldWaitForARegistryAndGoOnByItself(@TempDir Path folder) throws Exception {
    // given
    int port = FreePorts.find(1).getFirst();
    String url = "http://127.0.0.1:" + port;
    try (var away = new AggregatorRig(broker.bootstrapServers(), url, stateDir);
        Aggregator aggregator = away.create(Map.of())) {
      aggregator.start();
      await()
          .atMost(AggregatorRig.PATIENCE)
          .until(() -> aggregator.health().state() == State.WAITING_FOR_REGISTRY);
      assertThat(aggregator.health().isReady()).isFalse();
      assertThat(aggregator.health().reasons()).isNotEmpty();

      // when
      EmbeddedRegistry back = EmbeddedRegistry.start(folder, port);
      try {
        assertThat(aggregator.awaitRunning(AggregatorRig.PATIENCE)).isTrue();
        away.create(NODE, 1, "P1@W", 5);

        // then
        assertThat(away.outcomes(1)).hasSize(1);
        await().atMost(AggregatorRig.PATIENCE).until(() -> aggregator.health().isReady());
      } finally {
        back.close();
      }
    }
  }

  @Test
  void shouldNotStartOnTopicsThatWouldMakeResultsWrong() throws Exception {
    // given
    Topics topics = rig.topics();
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      admin
          .createTopics(
              List.of(
                  new NewTopic(topics.mutations(), 2, (short) 1)
                      .configs(Map.of("cleanup.policy", "compact")),
                  new NewTopic(topics.audit(), 5, (short) 1)))
          .all()
          .get();
    }

    try (Aggregator aggregator = rig.create(Map.of())) {
      // when
      aggregator.start();

      // then
      assertThat(aggregator.end())
          .failsWithin(AggregatorRig.PATIENCE)
          .withThrowableOfType(ExecutionException.class)
          .havingCause()
          .asInstanceOf(type(SettingsException.class))
          .satisfies(refused ->
              assertThat(refused.problems())
                  .anyMatch(
                      line -> line.startsWith(topics.mutations() + ": cleanup.policy: compact"))
                  .anyMatch(line -> line.contains(": message.timestamp.type: CreateTime"))
                  .anyMatch(line -> line.startsWith(topics.audit() + ": max.message.bytes: "))
                  .hasSize(4));
      assertThat(aggregator.health().isLive()).isFalse();
      assertThat(aggregator.health().reasons()).singleElement().asString().contains("CreateTime");
    }
  }

  @Test
  void shouldStopWithoutWaitingForAnything() throws Exception {
    // given
    Aggregator aggregator = rig.start(Map.of());

    // when
    assertTimeoutPreemptively(AggregatorRig.PATIENCE, aggregator::close);

    // then
    assertThat(aggregator.health().state()).isEqualTo(State.STOPPED);
  }
}
