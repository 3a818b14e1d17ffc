package ai.valeo.erp.tributary.topology.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** State and changelogs are found by names, so the names are fixed. */
final class DescribeTest {

  private static final Path GOLDEN = Path.of("src/test/resources/golden/topology.txt");

  /** Run with {@code -Dgolden.update=true} to write the file anew, and review the difference. */
  @Test
  void shouldLookAsAgreed(@TempDir Path folder) throws IOException {
    // when
    String description;
    try (var harness = new TopologyHarness(folder)) {
      description = harness.describe();
    }

    // then
    if (Boolean.getBoolean("golden.update")) {
      Files.writeString(GOLDEN, description);
    }
    assertThat(description).doesNotContain("KSTREAM-", "KTABLE-", "repartition", "$Lambda");
    assertThat(description).isEqualTo(Files.readString(GOLDEN));
  }
}
