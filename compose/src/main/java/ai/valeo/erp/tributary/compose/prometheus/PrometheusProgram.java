package ai.valeo.erp.tributary.compose.prometheus;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/** Finds an installed Prometheus; nothing is ever installed here. */
public final class PrometheusProgram {

  /** What to do where there is none. */
  public static final String HOW_TO_GET_IT =
      "not installed; Debian and Ubuntu: apt-get install prometheus (elsewhere:"
          + " https://prometheus.io/download, then put it on the PATH)";

  private PrometheusProgram() {}

  /** The program {@code prometheus} of this machine. */
  public static Optional<Path> find() {
    String path = System.getenv("PATH");
    return find("prometheus", path == null ? "" : path);
  }

  /** A program of a search path like {@code $PATH}. */
  static Optional<Path> find(String name, String searchPath) {
    return Arrays.stream(searchPath.split(Pattern.quote(File.pathSeparator)))
        .filter(folder -> !folder.isEmpty())
        .map(folder -> Path.of(folder, name))
        .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
        .findFirst();
  }
}
