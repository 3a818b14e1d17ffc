package ai.valeo.erp.tributary.edge.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.valeo.erp.tributary.edge.core.CapturedMutation;
import ai.valeo.erp.tributary.edge.core.Draft;
import ai.valeo.erp.tributary.edge.outbox.PublishQueue;
import ai.valeo.erp.tributary.edge.publish.ExportException.Code;
import ai.valeo.erp.tributary.edge.store.EdgeStore;
import ai.valeo.erp.tributary.edge.store.StoreSettings;
import ai.valeo.erp.tributary.schemas.avro.Mutation;
import ai.valeo.erp.tributary.schemas.entity.Change;
import ai.valeo.erp.tributary.schemas.entity.EdgeNodeId;
import ai.valeo.erp.tributary.schemas.entity.EntityKey;
import ai.valeo.erp.tributary.schemas.entity.MutationId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.specific.SpecificDatumReader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MutationExportTest {

  private static final String KEY = "the key of the test";

  @TempDir Path folder;
  private EdgeStore store;
  private Path file;

  @BeforeEach
  void open() {
    store = EdgeStore.open(new StoreSettings(folder.resolve("edge.db"), new EdgeNodeId("berlin")));
    store.run(transaction -> transaction.lineage().announce("run", null));
    file = folder.resolve("pending.avro");
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void shouldWriteEverythingUnansweredWithItsSequence() throws IOException {
    // given
    capture(1_500);
    new PublishQueue(store, () -> Instant.EPOCH).claim(3, 100);
    store.run(transaction -> transaction.outbox().remove(1));

    // when
    long count = export();

    // then
    assertThat(count).isEqualTo(1_499);
    assertThat(verify(KEY)).isEqualTo(new MutationImport.Contents("berlin", 1_499));
    List<Mutation> mutations = read();
    assertThat(mutations).extracting(Mutation::getSequence).startsWith(2L, 3L).endsWith(1_500L);
    assertThat(mutations).extracting(Mutation::getFloor).containsOnly(2L);
    assertThat(mutations).extracting(Mutation::getEdgeNodeId).containsOnly("berlin");

    // when: nothing has been answered
    Path again = folder.resolve("again.avro");
    new MutationExport(store, new PublishQueue(store, () -> Instant.EPOCH)).write(again, KEY);

    // then
    assertThat(new MutationImport(again, KEY).verify().count()).isEqualTo(1_499);
  }

  @Test
  void shouldRefuseAnotherKeyByName() {
    // given
    capture(3);
    export();

    // when / then
    assertRefused("another key, longer", Code.WRONG_KEY);
    assertRefused("", Code.WRONG_KEY);
  }

  @Test
  void shouldRefuseEveryTruncatedFile() throws IOException {
    // given
    capture(400);
    export();
    byte[] whole = Files.readAllBytes(file);

    // when / then
    for (int length = whole.length - 1; length > 0; length -= 997) {
      Files.write(file, Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> verify(KEY))
          .as("%d of %d bytes", length, whole.length)
          .isInstanceOfSatisfying(
              ExportException.class,
              e -> assertThat(e.code()).isIn(Code.TRUNCATED, Code.NOT_AN_EXPORT));
    }
  }

  @Test
  void shouldRefuseChangedFile() throws IOException {
    // given
    capture(50);
    export();
    byte[] whole = Files.readAllBytes(file);
    int changed = 0;

    // when / then: wherever a byte is another
    for (int at = 5; at < whole.length; at += 211) {
      byte[] bytes = whole.clone();
      bytes[at] ^= 1;
      Files.write(file, bytes);
      assertThatThrownBy(() -> verify(KEY)).as("byte %d", at).isInstanceOf(ExportException.class);
      changed++;
    }
    assertThat(changed).isPositive();
  }

  @Test
  void shouldRefuseWhatIsNoExport() throws IOException {
    // given
    Files.writeString(file, "a letter to my grandmother");

    // when / then
    assertRefused(KEY, Code.NOT_AN_EXPORT);
  }

  @Test
  void shouldRefuseToExportWithoutName() {
    // given
    capture(1);
    store.run(transaction -> transaction.lineage().doubt("it was restored from a backup"));

    // when / then
    assertThatThrownBy(this::export)
        .isInstanceOfSatisfying(
            ExportException.class, e -> assertThat(e.code()).isEqualTo(Code.NO_NAME));
    assertThat(file).doesNotExist();
  }

  private void assertRefused(String key, Code code) {
    assertThatThrownBy(() -> verify(key))
        .isInstanceOfSatisfying(ExportException.class, e -> assertThat(e.code()).isEqualTo(code));
  }

  private MutationImport.Contents verify(String key) {
    return new MutationImport(file, key).verify();
  }

  private long export() {
    return new MutationExport(store, new PublishQueue(store, () -> Instant.EPOCH)).write(file, KEY);
  }

  private List<Mutation> read() throws IOException {
    var mutations = new ArrayList<Mutation>();
    try (var in =
        new DataFileReader<Mutation>(
            file.toFile(), new SpecificDatumReader<>(Mutation.getClassSchema()))) {
      in.forEach(mutations::add);
    }
    return mutations;
  }

  private void capture(int count) {
    store.run(transaction -> {
      for (int i = 0; i < count; i++) {
        var key = new EntityKey("InventoryItem", "i" + i);
        var mutation =
            new CapturedMutation(
                new MutationId("m" + i),
                Draft.update(key, Change.add("quantity", i)),
                0,
                transaction.tick(1_000 + i),
                1_000 + i);
        transaction.outbox().add(mutation);
      }
    });
  }
}
