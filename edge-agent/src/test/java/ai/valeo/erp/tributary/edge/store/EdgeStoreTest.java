package ai.valeo.erp.tributary.edge.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.valeo.erp.tributary.edge.store.StoreException.Code;
import ai.valeo.erp.tributary.schemas.entity.EdgeNodeId;
import ai.valeo.erp.tributary.schemas.entity.Hlc;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EdgeStoreTest {

  @TempDir Path folder;

  @Test
  void shouldRefuseSecondUser() {
    // given
    try (EdgeStore store = open("berlin")) {
      assertThat(store.settings().node().value()).isEqualTo("berlin");

      // when / then
      assertRefused("berlin", Code.LOCKED);
    }
    open("berlin").close();
  }

  @Test
  void shouldKeepOtherProcessesOutAfterRefusingASecondUserInThisOne()
      throws IOException, InterruptedException {
    // given
    try (EdgeStore store = open("berlin")) {
      assertRefused("berlin", Code.LOCKED);

      // when
      Process other =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-cp",
                  System.getProperty(
                      "surefire.test.class.path", System.getProperty("java.class.path")),
                  LockProbe.class.getName(),
                  store.settings().lockFile().toString())
              .redirectOutput(ProcessBuilder.Redirect.INHERIT)
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();

      // then
      assertThat(other.waitFor(2, TimeUnit.MINUTES)).isTrue();
      assertThat(other.exitValue()).isEqualTo(LockProbe.HELD);
    }
  }

  /** Another process that asks for the lock. */
  static final class LockProbe {
    static final int HELD = 3;

    private LockProbe() {}

    public static void main(String[] arguments) throws IOException {
      try (var channel = FileChannel.open(Path.of(arguments[0]), StandardOpenOption.WRITE)) {
        System.exit(channel.tryLock() == null ? HELD : 0);
      }
    }
  }

  @Test
  void shouldRefuseStoreOfAnotherNode() {
    // given
    open("berlin").close();

    // when / then
    assertRefused("hamburg", Code.WRONG_NODE);
    open("berlin").close();
  }

  @Test
  void shouldRefuseFileThatIsNoDatabase() throws IOException {
    // given
    Files.writeString(file(), "This is a letter to my grandmother, and not a database at all.");

    // when / then
    assertThatThrownBy(() -> open("berlin")).isInstanceOf(StoreException.class);
  }

  @Test
  void shouldRefuseForeignDatabaseAndNewerStore() throws SQLException {
    // given
    pragma("user_version = 1");

    // when / then
    assertRefused("berlin", Code.UNREADABLE);

    // given
    pragma("application_id = " + 0x54726962);
    pragma("user_version = 99");

    // when / then
    assertRefused("berlin", Code.NEWER);
  }

  @Test
  void shouldKeepClockAndSequenceOverRestart() {
    // given
    try (EdgeStore store = open("berlin")) {
      store.write(transaction -> {
        transaction.see(new Hlc(5_000, 3));
        return transaction.nextSequence();
      });
    }

    // when
    try (EdgeStore store = open("berlin")) {
      // then: the wall clock was set back to 1000
      assertThat(store.<Hlc>write(transaction -> transaction.tick(1_000)))
          .isEqualTo(new Hlc(5_000, 4));
      assertThat(store.<Long>write(Transaction::nextSequence)).isEqualTo(2);
    }
  }

  @Test
  void shouldUndoFailedWorkAndKeepWorkOfOthers() {
    try (EdgeStore store = open("berlin")) {
      // given
      var good = IntStream.range(0, 50).mapToObj(i -> store.submit(Transaction::nextSequence));
      var bad =
          store.submit(transaction -> {
            transaction.nextSequence();
            throw new IllegalStateException("on purpose");
          });

      // when
      List<Long> sequences = good.map(future -> future.join()).sorted().toList();

      // then
      assertThat(bad).failsWithin(Duration.ofMinutes(2));
      assertThat(sequences).isEqualTo(LongSequence.upTo(50));
      assertThat(store.<Long>write(Transaction::nextSequence)).isEqualTo(51);
    }
  }

  @Test
  void shouldRefuseWorkAfterClose() {
    // given
    EdgeStore store = open("berlin");

    // when
    store.close();
    store.close();

    // then
    assertThatThrownBy(() -> store.write(Transaction::nextSequence))
        .isInstanceOfSatisfying(
            StoreException.class, e -> assertThat(e.code()).isEqualTo(Code.CLOSED));
    assertThatThrownBy(() -> store.read(tables -> tables.positions().all()))
        .isInstanceOfSatisfying(
            StoreException.class, e -> assertThat(e.code()).isEqualTo(Code.CLOSED));
  }

  private static final class LongSequence {
    static List<Long> upTo(int last) {
      return IntStream.rangeClosed(1, last).mapToObj(Long::valueOf).toList();
    }
  }

  private void pragma(String text) throws SQLException {
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file());
        var statement = connection.createStatement()) {
      statement.execute("PRAGMA " + text);
    }
  }

  private void assertRefused(String node, Code code) {
    assertThatThrownBy(() -> open(node))
        .isInstanceOfSatisfying(StoreException.class, e -> assertThat(e.code()).isEqualTo(code));
  }

  private EdgeStore open(String node) {
    return EdgeStore.open(new StoreSettings(file(), new EdgeNodeId(node)));
  }

  private Path file() {
    return folder.resolve("edge.db");
  }
}
