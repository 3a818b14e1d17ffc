package ai.valeo.erp.tributary.edge.outbox;

import static ai.valeo.erp.tributary.edge.outbox.OutboxHarness.ITEM;
import static ai.valeo.erp.tributary.edge.outbox.OutboxHarness.answer;
import static ai.valeo.erp.tributary.edge.outbox.OutboxHarness.record;
import static org.assertj.core.api.Assertions.assertThat;

import ai.valeo.erp.tributary.edge.core.Draft;
import ai.valeo.erp.tributary.edge.core.MutationState;
import ai.valeo.erp.tributary.edge.store.PositionTable.Partition;
import ai.valeo.erp.tributary.edge.store.Tables;
import ai.valeo.erp.tributary.schemas.entity.Change;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What an earlier build left in a node's store, the present one carries on from. Run with {@code
 * -Dreleased.store.update=COMMIT} to keep the store that the present build writes: at a release,
 * not to make this test pass.
 */
final class StoreUpgradeTest {
  private static final Path KEPT = Path.of("src/test/resources/released");
  private static final Partition OUTCOMES = new Partition("outcomes", 0);

  @TempDir Path present;
  @TempDir Path upgraded;

  static List<Path> keptStores() throws IOException {
    Files.createDirectories(KEPT);
    String commit = System.getProperty("released.store.update", "");
    if (!commit.isEmpty()) {
      keep(commit);
    }
    try (Stream<Path> files = Files.list(KEPT)) {
      return files.filter(file -> file.toString().endsWith(".db.gz")).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("keptStores")
  void shouldCarryOnFromTheStoreOfAnEarlierBuild(Path kept) throws IOException, SQLException {
    // given what would be without an upgrade between
    List<String> expected;
    List<String> expectedEnd;
    try (var edge = new OutboxHarness(present)) {
      fill(edge);
      expected = seen(edge);
      expectedEnd = goOn(edge);
    }
    assertThat(expected).hasSizeGreaterThan(6);

    // when the present build opens the store of the earlier one
    Path file = upgraded.resolve("edge.db");
    try (InputStream stored = new GZIPInputStream(Files.newInputStream(kept))) {
      Files.copy(stored, file);
    }
    forgetPlace(file);
    try (var edge = new OutboxHarness(upgraded)) {
      // then
      assertThat(seen(edge)).isEqualTo(expected);
      assertThat(goOn(edge)).isEqualTo(expectedEnd);
    }
  }

  /** A store in another file than it was written to is taken for a copy, which this one is not. */
  private static void forgetPlace(Path file) throws SQLException {
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        var statement = connection.createStatement()) {
      statement.execute("UPDATE lineage SET inode = ''");
    }
  }

  /** One mutation in each state there is, in a node that is offline on purpose. */
  private static void fill(OutboxHarness edge) {
    edge.settlement.settle(List.of(record(1, 10, "other")), Map.of(OUTCOMES, 7L));
    edge.captured(sale(4)); // m1: answered, its record is yet to come
    edge.captured(sale(100)); // m2: refused
    edge.captured(sale(1)); // m3: under way
    edge.claim(3);
    edge.settlement.settle(
        List.of(answer(1, MutationState.APPLIED, 2), answer(2, MutationState.FAILED, 0)),
        Map.of(OUTCOMES, 9L));
    edge.captured(sale(2).withPriority(9).withIdempotencyKey("once")); // m4: waits
    edge.store.run(transaction -> transaction.switches().setOfflineMode(true));
  }

  private static Draft sale(long pieces) {
    return Draft.update(ITEM, Change.add("quantity", -pieces));
  }

  /** What a user, the publisher and the feed see. */
  private static List<String> seen(OutboxHarness edge) {
    var view = edge.view();
    return List.of(
        "quantity " + view.value("quantity") + " " + view.syncState(),
        "outbox " + edge.store.read(tables -> tables.outbox().open(10)),
        "counts " + edge.store.read(tables -> tables.outbox().counts()),
        "attention " + edge.store.read(tables -> tables.attention().open(10)),
        "settled " + edge.store.read(tables -> tables.settled().count()),
        "first " + edge.store.read(tables -> tables.idempotency().get("once").orElseThrow().id()),
        "positions " + edge.store.read(tables -> tables.positions().all()),
        "offline " + edge.store.read(tables -> tables.switches().isOfflineMode()),
        "node " + edge.store.read(Tables::node));
  }

  /** The rest of the story: the last one is sent, all is answered, the record comes. */
  private static List<String> goOn(OutboxHarness edge) {
    List<String> sent = edge.claimIds(10);
    edge.settle(
        answer(3, MutationState.APPLIED, 3),
        answer(4, MutationState.APPLIED, 4),
        record(4, 3, "m4"));
    var view = edge.view();
    return List.of(
        "sent " + sent,
        "quantity " + view.value("quantity") + " " + view.syncState(),
        "counts " + edge.store.read(tables -> tables.outbox().counts()));
  }

  private static void keep(String commit) throws IOException {
    Path folder = Files.createTempDirectory("store");
    try (var edge = new OutboxHarness(folder)) {
      fill(edge);
    }
    try (OutputStream kept =
        new GZIPOutputStream(Files.newOutputStream(KEPT.resolve("store-" + commit + ".db.gz")))) {
      Files.copy(folder.resolve("edge.db"), kept);
    }
  }
}
