package ai.valeo.erp.tributary.tests.endtoend;

import static ai.valeo.erp.tributary.tests.endtoend.NodeStock.captureAll;
import static ai.valeo.erp.tributary.tests.endtoend.NodeStock.sales;
import static ai.valeo.erp.tributary.tests.endtoend.NodeStock.states;
import static ai.valeo.erp.tributary.tests.endtoend.NodeStock.stock;
import static ai.valeo.erp.tributary.tests.endtoend.NodeStock.views;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.valeo.erp.tributary.edge.app.EdgeNode;
import ai.valeo.erp.tributary.edge.app.EdgeSettings;
import ai.valeo.erp.tributary.edge.app.MutationFiles;
import ai.valeo.erp.tributary.edge.core.ConnectionState;
import ai.valeo.erp.tributary.schemas.tracing.Tracing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/**
 * Stores that are lost, restored from a backup, or at work twice: nothing lost, nothing doubled.
 */
class IncarnationIT extends WithCentre {

  private static final Duration LONG = Duration.ofMinutes(2);

  @Test
  void shouldGoOnAsAnotherIncarnationWhenTheStoreIsLost() throws Exception {
    try (FakeCentre centre = rig.centre(topics)) {
      // given
      try (EdgeNode node = rig.node("berlin", folder, topics)) {
        captureAll(node, stock(5, 100));
        node.start();
        assertThat(node.awaitSettled(LONG)).isTrue();
        assertThat(node.incarnation().value()).isEqualTo("berlin");
      }

      // when
      Files.delete(file("berlin"));

      // then
      try (EdgeNode node = rig.node("berlin", folder, topics)) {
        captureAll(node, sales(5));
        node.start();
        assertThat(node.awaitSettled(LONG)).isTrue();
        assertThat(node.incarnation().value()).isEqualTo("berlin#2");
        assertThat(node.stats().lastSequence()).isEqualTo(5);
        assertThat(centre.decided()).hasSize(10).doesNotHaveDuplicates();
        await().atMost(LONG).untilAsserted(() -> assertThat(views(node)).isEqualTo(states(centre)));
      }
    }
  }

  @Test
  void shouldPublishNothingTwiceWhenBackupIsRestoredAsAnotherFile() throws Exception {
    restore(backup -> {
      Files.delete(file("berlin"));
      Files.copy(backup, file("berlin"));
    });
  }

  @Test
  void shouldPublishNothingTwiceWhenBackupIsRestoredInPlace() throws Exception {
    restore(backup -> Files.write(file("berlin"), Files.readAllBytes(backup)));
  }

  private interface Restore {
    void from(Path backup) throws IOException;
  }

  private void restore(Restore restore) throws Exception {
    try (FakeCentre centre = rig.centre(topics)) {
      // given: a backup with answered, sent and unsent mutations
      try (EdgeNode node = rig.node("berlin", folder, topics)) {
        captureAll(node, stock(5, 100));
        node.start();
        assertThat(node.awaitSettled(LONG)).isTrue();
        centre.pause();
        captureAll(node, sales(5));
        await().atMost(LONG).until(() -> node.stats().outbox().processing() == 5);
        node.setOfflineMode(true);
        captureAll(node, sales(5));
      }
      Path backup = Files.copy(file("berlin"), folder.resolve("backup.db"));
      // the time that the backup does not know: all is published, and more
      try (EdgeNode node = rig.node("berlin", folder, topics)) {
        captureAll(node, sales(5));
        startOnline(node);
        await().atMost(LONG).until(() -> node.stats().outbox().processing() == 15);
        await().atMost(LONG).until(() -> node.stats().connection() == ConnectionState.ONLINE);
      }

      // when
      restore.from(backup);
      centre.resume();

      // then
      try (EdgeNode node = rig.node("berlin", folder, topics)) {
        captureAll(node, sales(5));
        startOnline(node);
        assertThat(node.awaitSettled(LONG)).isTrue();
        assertThat(node.incarnation().value()).isEqualTo("berlin#2");
        await().atMost(LONG).until(() -> centre.decided().size() >= 25);
        assertThat(centre.decided()).hasSize(25).doesNotHaveDuplicates();
        await().atMost(LONG).untilAsserted(() -> assertThat(views(node)).isEqualTo(states(centre)));
      }
    }
  }

  @Test
  void shouldNotPublishFromCopyWhileItsOriginalIsAtWork() throws Exception {
    try (FakeCentre centre = rig.centre(topics)) {
      // given: the copy has two mutations that its original will publish
      try (EdgeNode node = rig.node("berlin", folder, topics)) {
        captureAll(node, stock(5, 100));
        node.start();
        assertThat(node.awaitSettled(LONG)).isTrue();
        node.setOfflineMode(true);
        captureAll(node, sales(2));
      }
      Path elsewhere = Files.createDirectories(folder.resolve("elsewhere"));
      Files.copy(file("berlin"), elsewhere.resolve("berlin.db"));

      try (EdgeNode copy = rig.node("berlin", elsewhere, topics)) {
        try (EdgeNode original = rig.node("berlin", folder, topics)) {
          startOnline(original);
          await().atMost(LONG).until(() -> original.stats().connection() == ConnectionState.ONLINE);

          // when
          captureAll(copy, sales(3));
          startOnline(copy);

          // then
          await()
              .atMost(LONG)
              .untilAsserted(() ->
                  assertThat(copy.troubles())
                      .containsExactly(
                          "COPY: another process publishes from a copy of this store; stop it"
                              + " first"));
          assertThat(original.awaitSettled(LONG)).isTrue();
          assertThat(copy.stats().outbox().unanswered()).isEqualTo(5);
        }

        // then: the original is stopped
        assertThat(copy.awaitSettled(LONG)).isTrue();
        assertThat(copy.troubles()).isEmpty();
        assertThat(copy.incarnation().value()).isEqualTo("berlin#2");
        assertThat(centre.decided()).hasSize(10).doesNotHaveDuplicates();
        await().atMost(LONG).untilAsserted(() -> assertThat(views(copy)).isEqualTo(states(centre)));
      }
    }
  }

  @Test
  void shouldTakeExportedMutationsOnceHoweverOftenTheyCome() throws Exception {
    try (FakeCentre centre = rig.centre(topics)) {
      // given
      Path pending = folder.resolve("pending.avro");
      try (EdgeNode node = rig.node("berlin", folder, topics)) {
        captureAll(node, stock(5, 100));
        node.start();
        assertThat(node.awaitSettled(LONG)).isTrue();
        node.setOfflineMode(true);
        captureAll(node, sales(5));
        assertThat(node.storage().export(pending)).isEqualTo(5);
        assertThat(node.stats().outbox().processing()).isEqualTo(5);
      }

      // when: it comes by car, twice
      EdgeSettings settings =
          CentreRig.settings("centre", folder, topics, rig.bootstrap(), rig.registry.url());
      MutationFiles.take(settings, pending, Tracing.OFF);
      MutationFiles.take(settings, pending, Tracing.OFF);

      // then
      await().atMost(LONG).until(() -> centre.decided().size() == 10);
      await().atMost(LONG).until(() -> centre.duplicates() >= 5);

      // when: and by the network as well
      try (EdgeNode node = rig.node("berlin", folder, topics)) {
        startOnline(node);

        // then
        assertThat(node.awaitSettled(LONG)).isTrue();
        assertThat(node.incarnation().value()).isEqualTo("berlin");
        assertThat(centre.decided()).hasSize(10).doesNotHaveDuplicates();
        await().atMost(LONG).untilAsserted(() -> assertThat(views(node)).isEqualTo(states(centre)));
      }
    }
  }

  /** Offline mode survives restarts, and backups. */
  private static void startOnline(EdgeNode node) {
    node.setOfflineMode(false);
    node.start();
  }

  private Path file(String node) {
    return folder.resolve(node + ".db");
  }
}
