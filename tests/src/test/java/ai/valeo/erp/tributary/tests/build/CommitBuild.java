package ai.valeo.erp.tributary.tests.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Builds a commit of this repository in a folder of its own. One thread. */
public final class CommitBuild {

  private static final Path HOME = Path.of("").toAbsolutePath().getParent();

  private final Path folder;

  /**
   * Nothing is built yet.
   *
   * @param folder where the builds go
   */
  public CommitBuild(Path folder) {
    this.folder = folder;
  }

  /**
   * The distribution of a commit.
   *
   * @param name what its folder is called
   * @param commit which one
   */
  public Path distribution(String name, String commit) throws IOException, InterruptedException {
    Path place = Files.createDirectory(folder.resolve(name));
    Path archive = folder.resolve(name + ".tar");
    run(HOME, "git", "archive", "--output=" + archive, commit);
    run(place, "tar", "-x", "-f", archive.toString());
    run(place, "mvn", "-q", "-B", "-o", "-pl", "compose", "-am", "-DskipTests", "package");
    return place.resolve("compose/target/tributary");
  }

  private void run(Path place, String... line) throws IOException, InterruptedException {
    Path log = folder.resolve("log");
    ProcessBuilder builder = new ProcessBuilder(line);
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    int code =
        builder
            .directory(place.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start()
            .waitFor();
    assertThat(code).as("%s: %s", List.of(line), Files.readString(log)).isZero();
  }
}
