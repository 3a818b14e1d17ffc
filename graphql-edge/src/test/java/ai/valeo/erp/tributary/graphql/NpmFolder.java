package ai.valeo.erp.tributary.graphql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Scripts for Node.js in a folder under {@code src/test/npm}, with their packages. Where Node.js or
 * the packages cannot be had, the test is skipped with one line that says so.
 */
public final class NpmFolder {

  private static final Path SOURCE = Path.of("src", "test", "npm");
  private static final int PATIENCE_MINUTES = 2;

  private final Path folder;

  private NpmFolder(Path folder) {
    this.folder = folder;
  }

  /** What a script has said. */
  public record Output(int exitCode, String text) {}

  /** Installs the packages of a folder; they are kept for the next time. */
  public static NpmFolder installed(String name) throws IOException, InterruptedException {
    return installed(SOURCE.resolve(name), name);
  }

  /** The same from a folder elsewhere, e.g. of another module. */
  public static NpmFolder installed(Path source, String name)
      throws IOException, InterruptedException {
    Path folder = Files.createDirectories(Path.of("target", "npm", name));
    try (var files = Files.list(source)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.copy(file, folder.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
      }
    }
    NpmFolder npm = new NpmFolder(folder);
    Path lock = folder.resolve("package-lock.json");
    Path done = folder.resolve("node_modules").resolve(".installed");
    if (Files.exists(done) && Files.mismatch(lock, done) < 0) {
      return npm;
    }
    Output output = npm.run("npm", "ci", "--no-audit", "--no-fund");
    if (output.exitCode != 0) {
      abort("Skipped: `npm ci` failed, is the npm registry reachable? " + output.text);
    }
    Files.copy(lock, done, StandardCopyOption.REPLACE_EXISTING);
    return npm;
  }

  /** Runs a command in the folder until it ends. */
  public Output run(String... command) throws IOException, InterruptedException {
    Process process = start(command);
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Output(ended(process, command), text);
  }

  /** Starts a command in the folder; what it says on either way comes as its output. */
  public Process start(String... command) throws IOException {
    try {
      return new ProcessBuilder(command)
          .directory(folder.toFile())
          .redirectErrorStream(true)
          .start();
    } catch (IOException e) {
      abort("Skipped: " + command[0] + " cannot be run: " + e.getMessage());
      throw e;
    }
  }

  /** Waits for the end of a process that has said all it has to say. */
  public static int ended(Process process, String... command) throws InterruptedException {
    boolean hasEnded = process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES);
    if (!hasEnded) {
      process.destroyForcibly();
    }
    assertThat(hasEnded).as("`%s` ended in time", String.join(" ", List.of(command))).isTrue();
    return process.exitValue();
  }
}
