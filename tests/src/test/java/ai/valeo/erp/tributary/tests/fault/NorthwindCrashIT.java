package ai.valeo.erp.tributary.tests.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.valeo.erp.tributary.compose.local.FreePorts;
import ai.valeo.erp.tributary.compose.process.JavaCommand;
import ai.valeo.erp.tributary.schemas.catalog.EntityTypes;
import ai.valeo.erp.tributary.schemas.topic.Topics;
import ai.valeo.erp.tributary.tests.fault.check.TopicReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code local --once} itself, with its parts as processes of their own that are killed in the
 * middle of the Northwind replay: it ends with exit code 0 only if all adds up.
 */
@Tag("fault")
final class NorthwindCrashIT {

  private static final long SEED = Long.getLong("fault.seed", 20261121L);
  private static final int CHAPTERS = Integer.getInteger("fault.chapters", 5);
  private static final Duration LIMIT = Duration.ofMinutes(4);
  private static final List<String> PARTS = List.of("aggregator", "central", "broker");

  private final List<Integer> ports = FreePorts.find(4);
  private Path data;
  private Child local;

  @BeforeEach
  void start(@TempDir(cleanup = CleanupMode.ON_SUCCESS) Path folder) {
    data = folder.resolve("data");
    List<String> arguments =
        new ArrayList<>(List.of("--once", "--separate", "--registry", "embedded"));
    arguments.addAll(List.of("--data", data.toString()));
    arguments.addAll(List.of("--chapters", Integer.toString(CHAPTERS)));
    List<String> kinds = List.of("--kafka-port", "--registry-port", "--graphql-port");
    for (int i = 0; i < kinds.size(); i++) {
      arguments.addAll(List.of(kinds.get(i), ports.get(i).toString()));
    }
    arguments.addAll(List.of("--metrics-port", ports.get(3).toString(), "--edge-port=0"));
    local =
        new Child(JavaCommand.ours("local", List.of(), arguments), 384, folder.resolve("logs"))
            .start();
  }

  @AfterEach
  void end() {
    local.close();
  }

  @Test
  void shouldAddUpAfterTheEndOfEveryPart() {
    // given
    var random = new SplittableRandom(SEED);
    int mutations = 0;

    // when each part ends once, at some point of the replay
    for (String part : PARTS) {
      mutations += random.nextInt(50, 250);
      awaitMutations(mutations);
      part(part).destroyForcibly();
    }

    // and at last the run with its five nodes, which goes on where it stopped
    awaitMutations(mutations + 100);
    List<ProcessHandle> parts = PARTS.stream().map(this::part).toList();
    local.kill();
    await("parts end with the run")
        .atMost(LIMIT)
        .until(() -> parts.stream().noneMatch(ProcessHandle::isAlive));
    local.start();

    // then
    await("end of the replay").atMost(LIMIT).until(() -> !local.isAlive());
    assertThat(local.exitCode()).as(local.tail(40)).isZero();
  }

  private void awaitMutations(int count) {
    var topics = Topics.standard();
    try (var reader =
        new TopicReader(
            topics,
            EntityTypes.bundled(),
            "127.0.0.1:" + ports.get(0),
            "http://127.0.0.1:" + ports.get(1))) {
      await(count + " mutations")
          .atMost(LIMIT)
          .ignoreExceptions()
          .failFast(() -> assertThat(local.isAlive()).as(local.tail(40)).isTrue())
          .until(() -> reader.size(topics.mutations()) >= count);
    }
  }

  /** The process of a part; the one that has started again, if it died. */
  private ProcessHandle part(String name) {
    return await(name)
        .atMost(LIMIT)
        .until(
            () ->
                ProcessHandle.of(local.pid()).stream()
                    .flatMap(ProcessHandle::children)
                    .filter(child -> arguments(child).contains(name))
                    .findFirst()
                    .orElse(null),
            found -> found != null && found.isAlive());
  }

  private static List<String> arguments(ProcessHandle process) {
    try {
      return List.of(
          Files.readString(Path.of("/proc", Long.toString(process.pid()), "cmdline")).split("\0"));
    } catch (IOException e) {
      return List.of();
    }
  }
}
