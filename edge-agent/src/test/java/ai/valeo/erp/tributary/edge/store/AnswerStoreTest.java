package ai.valeo.erp.tributary.edge.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnswerStoreTest {

  @TempDir Path folder;
  private AnswerStore store;

  @BeforeEach
  void open() {
    store = AnswerStore.open(file(), 10_000);
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void shouldKeepAnAnswerForItsTimeAndOverARestart() {
    // given
    store.keep(answer("k", "body", Set.of("Product")));
    store.keep(new KeptSchema("v1", "type Query"));

    // when
    store.close();
    open();

    // then
    KeptAnswer kept = store.find("k", 1_999).orElseThrow();
    assertThat(kept.body()).isEqualTo("body");
    assertThat(kept.isFresh(999, 1)).isTrue();
    assertThat(kept.isFresh(1_000, 1)).isFalse();
    assertThat(store.find("k", 2_000)).isEmpty();
    assertThat(store.schema()).hasValue(new KeptSchema("v1", "type Query"));
  }

  @Test
  void shouldOutdateWhatWasMadeOfAnEntity() {
    // given
    store.keep(answer("one", "1", Set.of("Product:p1")));
    store.keep(answer("other", "2", Set.of("Product:p2")));
    store.keep(answer("list", "3", Set.of("Product")));

    // when
    int outdated = store.outdate(Set.of("Product", "Product:p1"));

    // then
    assertThat(outdated).isEqualTo(2);
    assertThat(store.find("one", 0).orElseThrow().isFresh(0, 1)).isFalse();
    assertThat(store.find("other", 0).orElseThrow().isFresh(0, 1)).isTrue();
    assertThat(store.find("list", 0).orElseThrow().isFresh(0, 1)).isFalse();
  }

  @Test
  void shouldGoOnAfterAFailure() throws SQLException {
    // given: a trigger that refuses one answer, as a full disk would
    try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + file());
        Statement statement = other.createStatement()) {
      statement.execute(
          "CREATE TRIGGER refuse BEFORE INSERT ON answer_tag WHEN NEW.tag = 'bad'"
              + " BEGIN SELECT RAISE(FAIL, 'no'); END");
    }
    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(() -> store.keep(answer("half", "1", Set.of("bad"))));

    // when
    store.keep(answer("whole", "2", Set.of("good")));

    // then
    assertThat(store.find("half", 0)).isEmpty();
    assertThat(store.find("whole", 0)).isPresent();
    assertThat(store.outdate(Set.of("good"))).isEqualTo(1);
  }

  @Test
  void shouldForgetByPattern() {
    // given
    store.keep(answer("a", "1", Set.of()));
    store.keep(answer("b", "2", Set.of()));

    // when / then
    assertThat(store.invalidate(List.of("question a", "100%"))).isEqualTo(1);
    assertThat(store.find("a", 0)).isEmpty();
    assertThat(store.find("b", 0)).isPresent();
  }

  @Test
  void shouldForgetWhatWasMadeOfAnEntity() {
    // given
    store.keep(answer("a", "1", Set.of("Product:p1", "Product")));
    store.keep(answer("b", "2", Set.of("Product:p2")));
    store.keep(answer("c", "3", Set.of("Order:p1")));
    store.keep(answer("d", "4", Set.of("Product:[p1]")));

    // when / then a star is any characters, nothing else is more than itself
    assertThat(store.invalidate(List.of("Product:[p1]", "Pr?duct:p2"))).isEqualTo(1);
    assertThat(store.invalidate(List.of("Product:p1"))).isEqualTo(1);
    assertThat(store.invalidate(List.of("Product:*", "ques*on c"))).isEqualTo(2);
  }

  @Test
  void shouldDropWhatWasNotUsedForLongest() {
    // given
    for (String key : List.of("a", "b", "c", "d")) {
      store.keep(answer(key, "x".repeat(2_400), Set.of("T:" + key)));
    }
    store.find("a", 0);

    // when
    store.keep(answer("e", "x".repeat(2_400), Set.of()));
    store.keep(answer("too large", "x".repeat(20_000), Set.of()));

    // then
    assertThat(store.find("a", 0)).isPresent();
    assertThat(store.find("b", 0)).isEmpty();
    assertThat(store.find("e", 0)).isPresent();
    assertThat(store.find("too large", 0)).isEmpty();
    assertThat(store.bytes()).isBetween(7_000L, 10_000L);
  }

  @Test
  void shouldPruneWhatIsOver() {
    // given
    store.keep(answer("k", "body", Set.of("T")));

    // when / then
    assertThat(store.prune(1_999)).isZero();
    assertThat(store.prune(2_000)).isEqualTo(1);
    assertThat(store.bytes()).isZero();
  }

  @Test
  void shouldBeginAnewWithADamagedFile() throws IOException {
    // given
    store.keep(answer("k", "body", Set.of()));
    store.close();
    Files.writeString(file(), "this is no database, and longer than a header of one ".repeat(50));

    // when
    open();

    // then
    assertThat(store.find("k", 0)).isEmpty();
    store.keep(answer("k", "body", Set.of()));
    assertThat(store.find("k", 0)).isPresent();
  }

  @Test
  void shouldBeReadableByItsOwnerOnly() throws IOException {
    // given
    store.keep(answer("k", "body", Set.of()));

    // when / then
    for (String ending : List.of("", "-wal", "-shm")) {
      Path file = file().resolveSibling(file().getFileName() + ending);
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .as(ending)
          .isEqualTo("rw-------");
    }
  }

  private Path file() {
    return folder.resolve("edge.db.cache");
  }

  private static KeptAnswer answer(String key, String body, Set<String> tags) {
    return new KeptAnswer(key, "question " + key, body, tags, 0, 1_000, 2_000);
  }
}
