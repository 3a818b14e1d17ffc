package ai.valeo.erp.tributary.tests.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.valeo.erp.tributary.compose.local.BrokerSettings;
import ai.valeo.erp.tributary.compose.local.EmbeddedBroker;
import ai.valeo.erp.tributary.schemas.avro.Outcome;
import ai.valeo.erp.tributary.schemas.avro.OutcomeState;
import ai.valeo.erp.tributary.schemas.registry.embedded.EmbeddedRegistry;
import ai.valeo.erp.tributary.tests.build.CommitBuild;
import java.io.File;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The upgrade of docs/upgrade.md: aggregators replaced in turn while mutations come in. */
final class RollingRestartIT {
  private static final int NODES = 6;
  private static final List<String> NAMES = List.of("one", "two");

  @TempDir Path folder;

  private AggregatorRig rig;

  /** What is replaced, by name; each on a state folder of its own. */
  private final Map<String, AutoCloseable> running = new TreeMap<>();

  private interface Start {
    AutoCloseable of(String name) throws Exception;
  }

  @Test
  void shouldGoOnWhileEachAggregatorIsReplacedInTurn() throws Exception {
    replaceInTurn(this::present);
  }

  /** With processes of an earlier build first; asked for by its commit, since it takes minutes. */
  @Test
  void shouldGoOnFromTheStateOfAnEarlierBuild() throws Exception {
    String commit = System.getProperty("tributary.upgrade.from", "");
    assumeTrue(
        !commit.isEmpty(),
        "skipped: only with -Dtest.args=-Dtributary.upgrade.from=COMMIT (builds that commit)");
    Path earlier = new CommitBuild(folder).distribution("earlier", commit);
    replaceInTurn(name -> earlier(earlier, name));
  }

  private void replaceInTurn(Start first) throws Exception {
    try (EmbeddedBroker broker =
            EmbeddedBroker.start(BrokerSettings.onFreePort(folder.resolve("broker")));
        EmbeddedRegistry registry = EmbeddedRegistry.inMemory();
        AggregatorRig made = new AggregatorRig(broker.bootstrapServers(), registry.url(), folder)) {
      rig = made;
      try (SteadyLoad load = new SteadyLoad(rig, NODES)) {
        // given two aggregators, and nodes that never stop
        for (String name : NAMES) {
          running.put(name, first.of(name));
        }
        awaitOutcomesTopic();
        load.start().awaitNewAnswers();

        // when each is replaced in turn, on the state that it has left
        for (String name : NAMES) {
          running.remove(name).close();
          load.awaitNewAnswers(); // the other one carries on alone
          running.put(name, present(name));
          load.awaitNewAnswers();
        }

        // then
        int sent = load.end();
        check(rig.outcomes(sent), sent);
      } finally {
        for (AutoCloseable each : running.values()) {
          each.close();
        }
      }
    }
  }

  /** Every mutation has one answer, and no version is missing or given twice. */
  private static void check(List<Outcome> outcomes, int sent) {
    assertThat(outcomes).hasSize(sent).allMatch(one -> one.getState() == OutcomeState.APPLIED);
    assertThat(outcomes).extracting(Outcome::getMutationId).doesNotHaveDuplicates();
    Map<String, List<Long>> versions =
        outcomes.stream()
            .collect(
                Collectors.groupingBy(
                    Outcome::getEntityId,
                    Collectors.mapping(Outcome::getVersion, Collectors.toList())));
    assertThat(versions).hasSize(NODES);
    versions.forEach((item, all) ->
        assertThat(all.stream().sorted())
            .as(item)
            .containsExactlyElementsOf(LongStream.rangeClosed(1, all.size()).boxed().toList()));
  }

  private void awaitOutcomesTopic() {
    await("topics")
        .atMost(AggregatorRig.PATIENCE)
        .ignoreExceptions()
        .until(() -> {
          try (var consumer = rig.consumer(rig.topics().outcomes())) {
            return !consumer.assignment().isEmpty();
          }
        });
  }

  private Map<String, String> keys(String name) {
    return Map.of(
        "aggregator.state.dir", folder.resolve(name).toString(), "aggregator.standbys", "1");
  }

  private AutoCloseable present(String name) throws InterruptedException {
    return rig.start(keys(name));
  }

  private AutoCloseable earlier(Path distribution, String name) throws IOException {
    Path file = folder.resolve(name + ".properties");
    var properties = new Properties();
    properties.putAll(rig.keys(keys(name)));
    try (Writer writer = Files.newBufferedWriter(file)) {
      properties.store(writer, null);
    }
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                distribution.resolve("app")
                    + "/*"
                    + File.pathSeparator
                    + distribution.resolve("lib")
                    + "/*",
                "ai.valeo.erp.tributary.compose.command.Tributary",
                "aggregator",
                "--config",
                file.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve(name + ".log").toFile())
            .start();
    return () -> {
      process.destroy();
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    };
  }
}
