package ai.valeo.erp.tributary.compose.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import ai.valeo.erp.tributary.compose.doctor.Finding.Level;
import ai.valeo.erp.tributary.edge.store.EdgeStore;
import ai.valeo.erp.tributary.edge.store.StoreSettings;
import ai.valeo.erp.tributary.graphql.http.Address;
import ai.valeo.erp.tributary.schemas.entity.EdgeNodeId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is found on the machine, without any network. */
final class MachineTest {

  @TempDir Path folder;

  @Test
  void shouldAskForAJavaThatIsNewEnough() {
    assertThat(Machine.java(Runtime.Version.parse("17.0.9"), 1L << 30))
        .singleElement()
        .returns(Level.FAIL, Finding::level)
        .extracting(Finding::hint)
        .asString()
        .contains("21");
    assertThat(Machine.java(Runtime.Version.parse("25"), 64L << 20))
        .extracting(Finding::level)
        .containsExactly(Level.OK, Level.WARN);
  }

  @Test
  void shouldFindADiskThatIsTooFull() {
    assertThat(Machine.disk(patient(folder.resolve("state"), 1)).level()).isEqualTo(Level.OK);
    assertThat(Machine.disk(patient(folder.resolve("state"), Long.MAX_VALUE)).level())
        .isEqualTo(Level.FAIL);
    assertThat(folder.resolve("state")).doesNotExist();
  }

  @Test
  void shouldFindAFileWhereAFolderShouldBe() throws IOException {
    // given
    Path file = Files.createFile(folder.resolve("state"));

    // when / then
    assertThat(Machine.disk(patient(file, 1)).words()).contains("cannot be made");
  }

  @Test
  void shouldWarnOfSecretsThatEverybodyMayRead() throws IOException {
    // given
    Path file = folder.resolve("tributary.properties");
    Files.writeString(file, "kafka.ssl.keystore.password = s3cret\n");

    // when / then
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    assertThat(Machine.configuration(file)).returns(Level.WARN, Finding::level);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    assertThat(Machine.configuration(file)).returns(Level.OK, Finding::level);
  }

  @Test
  void shouldTellAWholeStoreFromADamagedOne() throws IOException {
    // given
    var settings = new StoreSettings(folder.resolve("edge.db"), new EdgeNodeId("berlin"));
    assertThat(Machine.store(settings).words()).contains("not there yet");
    EdgeStore.open(settings).close();
    assertThat(Machine.store(settings).level()).isEqualTo(Level.OK);

    // when
    byte[] bytes = Files.readAllBytes(settings.file());
    for (int place = 4_096; place < bytes.length; place++) {
      bytes[place] = (byte) ~bytes[place];
    }
    Files.write(settings.file(), bytes);

    // then
    assertThat(Machine.store(settings))
        .returns(Level.FAIL, Finding::level)
        .extracting(Finding::hint)
        .asString()
        .contains("tributary edge repair");
  }

  private static Patient patient(Path state, long minFreeBytes) {
    return new Patient(
        "aggregator",
        new Address("127.0.0.1", 0),
        new Patient.Disk(state, minFreeBytes),
        null,
        Map.of(),
        Map.of());
  }
}
