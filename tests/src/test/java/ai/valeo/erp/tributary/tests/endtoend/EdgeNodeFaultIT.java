package ai.valeo.erp.tributary.tests.endtoend;

import static ai.valeo.erp.tributary.tests.endtoend.NodeStock.captureAll;
import static ai.valeo.erp.tributary.tests.endtoend.NodeStock.item;
import static ai.valeo.erp.tributary.tests.endtoend.NodeStock.states;
import static ai.valeo.erp.tributary.tests.endtoend.NodeStock.stock;
import static ai.valeo.erp.tributary.tests.endtoend.NodeStock.views;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.valeo.erp.tributary.edge.app.EdgeNode;
import ai.valeo.erp.tributary.edge.app.EdgeSettings;
import ai.valeo.erp.tributary.edge.app.Surroundings;
import ai.valeo.erp.tributary.edge.core.ConnectionState;
import ai.valeo.erp.tributary.edge.core.Draft;
import ai.valeo.erp.tributary.schemas.entity.Change;
import ai.valeo.erp.tributary.schemas.entity.Value;
import ai.valeo.erp.tributary.schemas.topic.Topics;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What breaks around an edge node, and the node itself. More rounds of kill -9: {@code
 * -Dtributary.crash.rounds=100}.
 */
class EdgeNodeFaultIT {

  private static final Duration LONG = Duration.ofMinutes(2);
  private static final int ROUNDS = Integer.getInteger("tributary.crash.rounds", 4);
  private static final long SEED = Long.getLong("tributary.crash.seed", 20_261_121L);

  @TempDir Path folder;
  private CentreRig rig;
  private Topics topics;

  @BeforeEach
  void start() throws Exception {
    rig = new CentreRig(folder.resolve("broker"));
    topics = rig.newTopics();
  }

  @AfterEach
  void stop() {
    rig.close();
  }

  @Test
  void shouldGoOnByItselfWhenBrokerReturns() throws Exception {
    try (FakeCentre centre = rig.centre(topics);
        EdgeNode node = EdgeNode.open(rig.settings(folder, topics, Map.of()))) {
      // given
      captureAll(node, stock(5, 100));
      node.start();
      assertThat(node.awaitSettled(LONG)).isTrue();

      // when
      rig.withoutBroker(() -> {
        captureAll(node, sales(100));
        await().atMost(LONG).until(() -> node.connectivity().state() != ConnectionState.ONLINE);
        captureAll(node, sales(100));
        assertThat(node.entity(item(0)).orElseThrow().value("quantity")).isEqualTo(Value.of(60));
      });

      // then
      assertThat(node.awaitSettled(LONG)).isTrue();
      assertThat(centre.decided()).hasSize(205).doesNotHaveDuplicates();
      assertThat(views(node)).isEqualTo(states(centre));
      await().atMost(LONG).until(() -> node.connectivity().failures() == 0);
    }
  }

  @Test
  void shouldLoseNothingAndDoubleNothingWhenTheClockJumpsByHours() throws Exception {
    var wrongBy = new AtomicReference<>(Duration.ZERO);
    EdgeSettings settings = rig.settings("berlin", folder, topics, Map.of());
    Surroundings surroundings =
        Surroundings.of(settings).withClock(() -> Instant.now().plus(wrongBy.get()));
    try (FakeCentre centre = rig.centre(topics);
        EdgeNode node = EdgeNode.open(settings, surroundings)) {
      // given
      captureAll(node, stock(5, 100));
      node.start();
      assertThat(node.awaitSettled(LONG)).isTrue();

      // when: back by five hours, forward by ten, and right again; connected and not
      long own = 100;
      for (int hours : List.of(-5, 5, 0)) {
        wrongBy.set(Duration.ofHours(hours));
        for (boolean isOffline : List.of(false, true)) {
          node.setOfflineMode(isOffline);
          captureAll(node, sales(20));
          own -= 4;
          assertThat(node.entity(item(0)).orElseThrow().value("quantity")).isEqualTo(Value.of(own));
        }
        node.setOfflineMode(false);
        assertThat(node.awaitSettled(LONG)).as("%d hours", hours).isTrue();
        await().atMost(LONG).until(() -> node.connectivity().state() == ConnectionState.ONLINE);
      }

      // then
      assertThat(centre.decided()).hasSize(125).doesNotHaveDuplicates();
      assertThat(views(node)).isEqualTo(states(centre));
      assertThat(node.attention(10)).isEmpty();
      assertThat(node.stats().outbox().unanswered()).isZero();
    }
  }

  @Test
  void shouldPublishWithSchemaIdsFromDiskWhenRegistryIsAway() throws Exception {
    try (FakeCentre centre = rig.centre(topics)) {
      // given
      try (EdgeNode node = rig.node("berlin", folder, topics)) {
        captureAll(node, stock(5, 100));
        node.start();
        assertThat(node.awaitSettled(LONG)).isTrue();
      }

      // when
      rig.registry.close();

      // then
      try (EdgeNode node = rig.node("berlin", folder, topics)) {
        node.start();
        captureAll(node, sales(20));
        assertThat(node.awaitSettled(LONG)).isTrue();
        assertThat(centre.decided()).hasSize(25);
        assertThat(views(node)).isEqualTo(states(centre));
      }
    }
  }

  @Test
  void shouldLoseNothingAndDoubleNothingWhenKilledWhileConnected() throws Exception {
    try (FakeCentre centre = rig.centre(topics)) {
      // given
      for (Draft draft : stock(CrashingNode.ITEMS, 0)) {
        centre.change(draft);
      }
      var random = new Random(SEED);
      int next = 0;

      // when
      for (int round = 0; round < ROUNDS; round++) {
        next = runUntilKilled(random.nextLong(), next, random.nextInt(800));
      }

      // then
      try (EdgeNode node = rig.node(CrashingNode.ID, folder, topics)) {
        node.start();
        for (int key = 0; key < next; key++) {
          node.capture(CrashingNode.draft(key, random));
        }
        assertThat(node.awaitCaughtUp(LONG)).as("seed %d", SEED).isTrue();
        assertThat(centre.decided()).as("seed %d", SEED).hasSize(next).doesNotHaveDuplicates();
        assertThat(views(node)).as("seed %d", SEED).isEqualTo(states(centre));
        long sum =
            views(node).values().stream()
                .mapToLong(values ->
                    values.get("quantity") instanceof Value.Whole(long number) ? number : -1)
                .sum();
        assertThat(sum).as("seed %d", SEED).isEqualTo(next);
      }
    }
  }

  /** Returns the first key the killed node can not have captured. */
  private int runUntilKilled(long seed, int nextKey, int lines)
      throws IOException, InterruptedException {
    Process child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-Djava.io.tmpdir=" + folder,
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                CrashingNode.class.getName(),
                folder.toString(),
                topics.prefix(),
                rig.bootstrap(),
                rig.registry.url(),
                Long.toString(seed),
                Integer.toString(nextKey))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    int last = nextKey - 1;
    int seen = 0;
    try (var output =
        new BufferedReader(new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        if (line.startsWith("k")) {
          assertThat(Integer.parseInt(line.substring(1))).isEqualTo(++last);
          seen++;
        }
        if (seen >= lines) {
          child.toHandle().destroyForcibly(); // unlike the child's own, leaves its output open
        }
      }
    }
    assertThat(child.waitFor(2, TimeUnit.MINUTES)).isTrue();
    assertThat(seen).as("keys captured by the child").isPositive();
    return last + 2;
  }

  private static List<Draft> sales(int count) {
    var drafts = new ArrayList<Draft>();
    for (int i = 0; i < count; i++) {
      drafts.add(Draft.update(item(i % 5), Change.add("quantity", -1)));
    }
    return drafts;
  }
}
