package ai.valeo.erp.tributary.compose.registry;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Properties;
import java.util.function.Consumer;

/**
 * The Apicurio Registry program: loaded once through Maven, unpacked, and kept for all later runs.
 *
 * @param cacheFolder where it is kept
 * @param version its version
 */
public record ApicurioDistribution(Path cacheFolder, String version) {
  private static final String RUN_JAR = "quarkus-run.jar";
  private static final String COPY = "org.apache.maven.plugins:maven-dependency-plugin:3.11.0:copy";

  /** The version this build names, in the user's cache folder. */
  public static ApicurioDistribution standard() {
    String cache = System.getenv("XDG_CACHE_HOME");
    Path folder =
        cache == null || cache.isEmpty()
            ? Path.of(System.getProperty("user.home"), ".cache")
            : Path.of(cache);
    return new ApicurioDistribution(folder.resolve("tributary"), builtFor());
  }

  /**
   * The folder of the unpacked program; loads it first if need be.
   *
   * @param progress told what takes time
   * @throws RegistryStartException if it cannot be had
   */
  public Path obtain(Consumer<String> progress) {
    Path folder = cacheFolder.resolve("apicurio-registry-" + version);
    if (Files.exists(folder.resolve(RUN_JAR))) {
      return folder;
    }
    progress.accept("loading Apicurio Registry " + version + " (160 MB, the first time only)");
    try {
      Files.createDirectories(cacheFolder);
      Path fresh = Files.createTempDirectory(cacheFolder, "apicurio-");
      load(fresh);
      unpack(fresh);
      moveInPlace(fresh, folder);
      return folder;
    } catch (IOException e) {
      throw new RegistryStartException("Apicurio Registry cannot be kept in " + cacheFolder, e);
    }
  }

  private void load(Path folder) {
    String artifact = "io.apicurio:apicurio-registry-app:" + version + ":tar.gz:all";
    run(
        folder,
        "It comes through Maven (mvn); or use --registry embedded.",
        List.of("mvn", "-q", "-B", COPY, "-Dartifact=" + artifact, "-DoutputDirectory=" + folder));
  }

  private void unpack(Path folder) throws IOException {
    Path archive = folder.resolve("apicurio-registry-app-" + version + "-all.tar.gz");
    run(
        folder,
        "It takes tar.",
        List.of("tar", "-xzf", archive.toString(), "-C", folder.toString()));
    Files.delete(archive);
  }

  private static void moveInPlace(Path fresh, Path folder) throws IOException {
    try {
      Files.move(fresh, folder, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      if (!Files.exists(folder.resolve(RUN_JAR))) {
        throw e; // otherwise somebody else was faster, and theirs is as good
      }
    }
  }

  private static void run(Path folder, String advice, List<String> command) {
    Path output = folder.resolve("output.log");
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      int code = process.waitFor();
      if (code != 0) {
        String said = Files.readString(output).lines().limit(5).reduce("", (a, b) -> a + "\n" + b);
        throw new RegistryStartException(command.getFirst() + " failed. " + advice + said, null);
      }
    } catch (IOException e) {
      throw new RegistryStartException(command.getFirst() + " cannot be run. " + advice, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RegistryStartException("interrupted while Apicurio Registry was loaded", e);
    }
  }

  private static String builtFor() {
    Properties versions = new Properties();
    try (InputStream file =
        ApicurioDistribution.class.getClassLoader().getResourceAsStream("versions.properties")) {
      versions.load(file);
    } catch (IOException e) {
      throw new UncheckedIOException("versions.properties cannot be read", e);
    }
    return versions.getProperty("apicurio");
  }
}
