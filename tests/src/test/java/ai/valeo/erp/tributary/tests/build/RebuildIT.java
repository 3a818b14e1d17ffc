package ai.valeo.erp.tributary.tests.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Builds the last commit twice, in folders of different names, one after the other. Some minutes;
 * only with {@code -Dtest.args=-Dtributary.rebuild=true}.
 */
final class RebuildIT {
  @TempDir Path folder;

  @BeforeEach
  void checkIsAskedFor() {
    assumeTrue(
        Boolean.getBoolean("tributary.rebuild"),
        "skipped: only with -Dtest.args=-Dtributary.rebuild=true (two whole builds)");
  }

  @Test
  void shouldMakeIdenticalJarsOfOneCommit() throws Exception {
    // when
    SortedMap<String, String> first = jars("one");
    SortedMap<String, String> second = jars("another-place");
    // then
    assertThat(first).hasSize(5);
    assertThat(second).isEqualTo(first);
  }

  /** Hashes of our jars, by name. */
  private SortedMap<String, String> jars(String name) throws Exception {
    Path built = new CommitBuild(folder).distribution(name, "HEAD");
    SortedMap<String, String> hashes = new TreeMap<>();
    try (Stream<Path> files = Files.list(built.resolve("app"))) {
      for (Path file : files.toList()) {
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
        hashes.put(file.getFileName().toString(), HexFormat.of().formatHex(hash));
      }
    }
    return hashes;
  }
}
