package ai.valeo.erp.tributary.edge.outbox;

import static ai.valeo.erp.tributary.edge.Patience.patiently;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.valeo.erp.tributary.edge.core.CapturedMutation;
import ai.valeo.erp.tributary.edge.core.Draft;
import ai.valeo.erp.tributary.edge.outbox.CaptureResult.Captured;
import ai.valeo.erp.tributary.edge.outbox.CaptureResult.Refused;
import ai.valeo.erp.tributary.edge.store.EdgeStore;
import ai.valeo.erp.tributary.edge.store.StoreCheck;
import ai.valeo.erp.tributary.edge.store.StoreException;
import ai.valeo.erp.tributary.edge.store.StoreSettings;
import ai.valeo.erp.tributary.schemas.catalog.EntityTypes;
import ai.valeo.erp.tributary.schemas.entity.Change;
import ai.valeo.erp.tributary.schemas.entity.EdgeNodeId;
import ai.valeo.erp.tributary.schemas.entity.EntityKey;
import ai.valeo.erp.tributary.schemas.entity.Hlc;
import ai.valeo.erp.tributary.schemas.entity.MutationId;
import ai.valeo.erp.tributary.schemas.entity.Reason;
import ai.valeo.erp.tributary.schemas.entity.Value;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real disk that is really full; skipped where this user may not mount a small one. */
class DiskFullTest {

  private static final int DISK_MIB = 48;
  private static final long LEFT_BYTES = 12L << 20;
  private static final String WORDS = "x".repeat(4_000);

  @TempDir Path folder;
  private Path disk;
  private boolean mounted;
  private int next;

  @BeforeEach
  void mount() throws IOException, InterruptedException {
    disk = Files.createDirectory(folder.resolve("disk"));
    mounted = run("mount", "-t", "tmpfs", "-o", "size=" + DISK_MIB + "m", "tmpfs", disk.toString());
    assumeTrue(mounted, "this user may not mount a small disk");
  }

  @AfterEach
  void unmount() throws IOException, InterruptedException {
    if (mounted) {
      assertThat(run("umount", disk.toString())).isTrue();
    }
  }

  @Test
  void shouldRefuseBeforeTheDiskIsFullAndGoOnWhenThereIsRoom() throws IOException {
    var settings =
        new StoreSettings(
            disk.resolve("edge.db"),
            new EdgeNodeId("berlin"),
            new StoreSettings.Limits(0, LEFT_BYTES));
    var captured = new ArrayList<MutationId>();
    try (EdgeStore store = EdgeStore.open(settings)) {
      Capture capture = capture(store);
      Path filler = disk.resolve("filler");

      // when others fill the disk up to what is to be left
      captured.add(id(capture.capture(draft())));
      fill(filler, LEFT_BYTES - (1 << 20));
      patiently().until(() -> !store.room().isThere());

      // then captures are refused in words, and the store can still write
      assertThat(capture.capture(draft()))
          .isInstanceOfSatisfying(
              Refused.class, refused -> assertThat(refused.reason()).isEqualTo(Reason.NO_ROOM));
      store.run(transaction -> transaction.switches().setOfflineMode(true));

      // when they fill it to the last byte
      fill(filler, 0);
      assertThatThrownBy(
              () -> {
                for (int i = 0; i < 100; i++) {
                  store.run(transaction -> transaction.outbox().add(mutation()));
                }
              })
          .isInstanceOfSatisfying(
              StoreException.class,
              full -> assertThat(full.code()).isEqualTo(StoreException.Code.FULL));

      // then, once there is room again, it goes on
      Files.delete(filler);
      patiently().until(() -> store.room().isThere());
      captured.add(id(capture.capture(draft())));
    }

    // and nothing was damaged or lost
    assertThat(StoreCheck.full(settings)).isEmpty();
    try (EdgeStore store = EdgeStore.open(settings)) {
      assertThat(captured)
          .allMatch(id -> store.read(tables -> tables.outbox().get(id)).isPresent());
    }
  }

  private static MutationId id(CaptureResult result) {
    return ((Captured) result).id();
  }

  private static Capture capture(EdgeStore store) {
    return new Capture(
        store,
        EntityTypes.bundled()::type,
        InstantSource.system(),
        () -> new MutationId(UUID.randomUUID().toString()));
  }

  private CapturedMutation mutation() {
    return new CapturedMutation(
        new MutationId(UUID.randomUUID().toString()), draft(), 0, Hlc.ZERO, 1);
  }

  private Draft draft() {
    return Draft.create(
        new EntityKey("Product", "p" + next++),
        List.of(Change.set("name", Value.of("n")), Change.set("description", Value.of(WORDS))));
  }

  /** Lets a file grow until so many bytes are left. */
  private static void fill(Path file, long left) throws IOException {
    byte[] block = new byte[4096];
    try (OutputStream out =
        Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      while (Files.getFileStore(file).getUsableSpace() > left) {
        out.write(block);
      }
    } catch (IOException e) {
      if (left > 0) {
        throw e;
      }
    }
  }

  private static boolean run(String... command) throws IOException, InterruptedException {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getInputStream().readAllBytes();
      return process.waitFor(2, TimeUnit.MINUTES) && process.exitValue() == 0;
    } catch (IOException e) {
      return false; // there is no such program here
    }
  }
}
