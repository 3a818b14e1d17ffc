package ai.valeo.erp.tributary.edge.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import ai.valeo.erp.tributary.edge.core.CapturedMutation;
import ai.valeo.erp.tributary.edge.core.Draft;
import ai.valeo.erp.tributary.edge.core.OutboxEntry;
import ai.valeo.erp.tributary.edge.store.StoreException.Code;
import ai.valeo.erp.tributary.schemas.entity.Change;
import ai.valeo.erp.tributary.schemas.entity.EdgeNodeId;
import ai.valeo.erp.tributary.schemas.entity.EntityKey;
import ai.valeo.erp.tributary.schemas.entity.MutationId;
import ai.valeo.erp.tributary.schemas.entity.Value;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The store as a file: damaged, copied, full, and nobody else's business. */
class StoreCareTest {

  private static final int PAGE_BYTES = 4_096;

  @TempDir Path folder;

  @Test
  void shouldLetNobodyElseReadIt() throws IOException {
    assumeThat(Files.getFileStore(folder).supportsFileAttributeView("posix")).isTrue();
    // given: a file that was readable by everybody
    Files.createFile(file());
    Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rw-r--r--"));

    // when
    try (EdgeStore store = open()) {
      fill(store, 0, 10);

      // then
      try (var files = Files.list(folder)) {
        for (Path each : files.toList()) {
          assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(each)))
              .as(each.toString())
              .isEqualTo("rw-------");
        }
      }
    }
  }

  @Test
  void shouldRefuseDamagedFileByNameAndRepairIt() throws IOException {
    // given
    try (EdgeStore store = open()) {
      fill(store, 0, 2_000);
      store.run(transaction -> {
        transaction.outbox().claim(1, transaction.nextSequence());
        transaction.outbox().claim(2, transaction.nextSequence());
      });
    }
    damage(Files.size(file()) / PAGE_BYTES / 2);

    // when / then
    assertThatThrownBy(this::open)
        .isInstanceOfSatisfying(
            StoreException.class, e -> assertThat(e.code()).isEqualTo(Code.DAMAGED))
        .hasMessageContaining("edge repair");

    // when
    StoreRepair.Report report = StoreRepair.repair(settings());

    // then
    assertThat(report.aside()).exists();
    assertThat(report.damaged()).isNotEmpty();
    try (EdgeStore store = open()) {
      List<OutboxEntry> kept = store.read(tables -> tables.outbox().open(10_000));
      assertThat(kept).hasSizeBetween(1_500, 1_999);
      assertThat(kept.getFirst().sequence()).isEqualTo(1);
      assertThat(store.<Long>read(tables -> tables.node().sequence())).isEqualTo(2);
      assertThat(store.<Boolean>read(tables -> tables.lineage().isDoubtful())).isTrue();
      assertThat(StoreCheck.full(settings())).isEmpty();
    }
  }

  @Test
  void shouldEndARepairThatWasKilledBeforeItsLastStep() throws IOException {
    // given: repaired, the damaged file set aside, the new one not yet in its place
    try (EdgeStore store = open()) {
      fill(store, 0, 2_000);
    }
    damage(Files.size(file()) / PAGE_BYTES / 2);
    StoreRepair.repair(settings());
    Files.move(file(), folder.resolve(file().getFileName() + ".part"));

    // when
    try (EdgeStore store = open()) {
      // then
      List<OutboxEntry> kept = store.read(tables -> tables.outbox().open(10_000));
      assertThat(kept).hasSizeBetween(1_500, 1_999);
    }
    assertThat(folder.resolve(file().getFileName() + ".part")).doesNotExist();
  }

  @Test
  void shouldCopyWhileInUseAndTheCopyKnowsThatItIsOne() {
    // given
    Path backup = folder.resolve("backup.db");
    try (EdgeStore store = open()) {
      fill(store, 0, 500);

      // when
      long bytes = StoreBackup.make(settings(), backup);

      // then
      assertThat(bytes).isPositive();
      assertThat(folder.resolve("backup.db.part")).doesNotExist();
      assertThat(store.<Boolean>read(tables -> tables.lineage().isDoubtful())).isFalse();
      fill(store, 500, 1);
      assertThatThrownBy(() -> StoreBackup.make(settings(), backup))
          .hasMessageContaining("exists already");
    }
    try (EdgeStore copy = EdgeStore.open(new StoreSettings(backup, new EdgeNodeId("berlin")))) {
      List<OutboxEntry> kept = copy.read(tables -> tables.outbox().open(10_000));
      assertThat(kept).hasSize(500);
      LineageTable.Lineage lineage = copy.read(tables -> tables.lineage().get());
      assertThat(lineage.doubt()).isEqualTo("it was restored from a backup");
    }
  }

  @Test
  void shouldSayThatItIsFullBeforeItIsAndLoseNothingWhenItIs() {
    // given
    var limits = new StoreSettings.Limits(1 << 20, 0);
    var settings = new StoreSettings(file(), new EdgeNodeId("berlin"), limits);
    int written = 0;
    try (EdgeStore store = EdgeStore.open(settings)) {
      assertThat(store.room().isThere()).isTrue();

      // when: somebody goes on all the same, until SQLite itself refuses
      Code refused = null;
      while (refused == null) {
        try {
          fill(store, written, 50);
          written += 50;
        } catch (StoreException e) {
          refused = e.code();
        }
      }

      // then
      assertThat(refused).isEqualTo(Code.FULL);
      assertThat(new RoomWatch(settings, () -> used(store)).room().why())
          .contains("expected: less than 1048576");
      List<OutboxEntry> kept = store.read(tables -> tables.outbox().open(100_000));
      assertThat(kept).hasSize(written);
      assertThat(StoreCheck.full(settings)).isEmpty();

      // when: there is room again
      store.run(transaction ->
          transaction
              .outbox()
              .open(1_000)
              .forEach(entry -> {
                transaction.outbox().claim(entry.place(), transaction.nextSequence());
                transaction.outbox().remove(transaction.node().sequence());
              }));
      fill(store, written, 50);

      // then
      assertThat(new RoomWatch(settings, () -> used(store)).room().isThere()).isTrue();
    }
  }

  @Test
  void shouldKeepFreeSpaceOnTheDisk() {
    // given
    var limits = new StoreSettings.Limits(0, Long.MAX_VALUE - 1);

    // when
    try (EdgeStore store =
        EdgeStore.open(new StoreSettings(file(), new EdgeNodeId("berlin"), limits))) {
      // then
      assertThat(store.room().isThere()).isFalse();
      assertThat(store.room().why()).startsWith("the disk has ");
    }
  }

  @Test
  void shouldDoubtFileThatIsCopyOfAnother() throws IOException {
    assumeThat(Files.getFileStore(folder).supportsFileAttributeView("unix")).isTrue();
    // given
    open().close();
    open().close();
    Path elsewhere = folder.resolve("elsewhere.db");
    Files.copy(file(), elsewhere);

    // when / then
    try (EdgeStore same = open();
        EdgeStore copy = EdgeStore.open(new StoreSettings(elsewhere, new EdgeNodeId("berlin")))) {
      assertThat(same.<Boolean>read(tables -> tables.lineage().isDoubtful())).isFalse();
      assertThat(copy.<Boolean>read(tables -> tables.lineage().isDoubtful())).isTrue();
    }
  }

  private static long used(EdgeStore store) {
    return store.read(tables -> tables.figures().usedBytes());
  }

  /** Overwrites a page of the table that takes most of the file. */
  private void damage(long page) throws IOException {
    try (var raw = new RandomAccessFile(file().toFile(), "rw")) {
      raw.seek(page * PAGE_BYTES);
      raw.write(
          "damaged ".repeat(PAGE_BYTES / 8).getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }
  }

  private static void fill(EdgeStore store, int from, int count) {
    store.run(transaction -> {
      for (int i = from; i < from + count; i++) {
        var key = new EntityKey("Product", "p" + i);
        Draft draft = Draft.update(key, Change.set("title", Value.of("x".repeat(300))));
        var id = new MutationId("m" + i);
        transaction
            .outbox()
            .add(new CapturedMutation(id, draft, 0, transaction.tick(1_000 + i), 1_000 + i));
      }
    });
  }

  private EdgeStore open() {
    return EdgeStore.open(settings());
  }

  private StoreSettings settings() {
    return new StoreSettings(file(), new EdgeNodeId("berlin"));
  }

  private Path file() {
    return folder.resolve("edge.db");
  }
}
