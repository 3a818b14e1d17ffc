package ai.valeo.erp.tributary.tests.fault.worker;

import static org.assertj.core.api.Assertions.assertThat;

import ai.valeo.erp.tributary.tests.fault.worker.CaptureLog.Entry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CaptureLogTest {

  @TempDir Path folder;

  @Test
  void shouldForgetALineThatWasCutOff() throws IOException {
    // given
    Path file = folder.resolve("log");
    var log = new CaptureLog(file);
    log.add(new Entry("k1", "m1"));
    Files.writeString(file, "k2\tm", StandardOpenOption.APPEND);
    assertThat(log.entries()).containsExactly(new Entry("k1", "m1"));

    // when
    log.repair();
    log.add(new Entry("k2", "m2"));

    // then
    assertThat(log.entries()).containsExactly(new Entry("k1", "m1"), new Entry("k2", "m2"));
  }

  @Test
  void shouldBeEmptyBeforeTheFirstCapture() {
    var log = new CaptureLog(folder.resolve("none"));
    log.repair();
    assertThat(log.entries()).isEmpty();
  }
}
