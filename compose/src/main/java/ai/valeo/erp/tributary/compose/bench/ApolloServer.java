package ai.valeo.erp.tributary.compose.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** Apollo Server with the same products, for comparison; a process of Node.js. */
final class ApolloServer implements AutoCloseable {
  private final Process process;
  private final URI uri;

  private ApolloServer(Process process, URI uri) {
    this.process = process;
    this.uri = uri;
  }

  /** Fails early, before minutes of measuring, if the packages are missing. */
  static void requireInstalled(Path folder) {
    if (!Files.isDirectory(folder.resolve("node_modules"))) {
      throw new BenchException(folder + ": Apollo Server is not there; run `npm ci` in it", null);
    }
  }

  /**
   * Starts it.
   *
   * @param folder the script's, with its packages
   */
  static ApolloServer start(Path folder, int products) {
    requireInstalled(folder);
    try {
      Process process =
          new ProcessBuilder("node", "server.mjs", Integer.toString(products))
              .directory(folder.toFile())
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      BufferedReader out =
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
      String line = out.readLine();
      if (line == null) {
        throw new BenchException(folder + ": Apollo Server does not start; see above", null);
      }
      return new ApolloServer(process, URI.create(line));
    } catch (IOException e) {
      throw new BenchException(folder + ": node cannot be run", e);
    }
  }

  URI uri() {
    return uri;
  }

  /** Processor time so far. */
  Duration cpu() {
    return process.toHandle().info().totalCpuDuration().orElse(Duration.ZERO);
  }

  @Override
  public void close() {
    process.destroy();
  }
}
