package ai.valeo.erp.tributary.compose.command;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The folder in which the one-machine run keeps everything. */
final class LocalFolder {

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Folder of everything that is kept (default: .tributary/local).")
  @Nullable Path data;

  /** The folder. */
  Path path() {
    if (data != null) {
      return data.toAbsolutePath().normalize();
    }
    String home = System.getenv("TRIBUTARY_HOME");
    return Path.of(home == null ? "" : home, ".tributary", "local").toAbsolutePath();
  }

  /** The folder of one part. */
  Path of(String part) {
    return path().resolve(part);
  }
}
