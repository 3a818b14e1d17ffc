package ai.valeo.erp.tributary.compose.process;

import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A Java program to run as a child process on this process's own JDK.
 *
 * @param name what it is called in messages and files
 * @param classPath its class path; the one of this process is put before it
 * @param options options of its JVM
 * @param mainClass its main class
 * @param arguments its arguments
 */
public record JavaCommand(
    String name,
    List<Path> classPath,
    List<String> options,
    String mainClass,
    List<String> arguments) {
  private static final int WARNS_OF_UNSAFE = 24;

  /** Copies. */
  public JavaCommand {
    classPath = List.copyOf(classPath);
    options = List.copyOf(options);
    arguments = List.copyOf(arguments);
  }

  /** One of our own commands, e.g. {@code aggregator}, with the class path of this process. */
  public static JavaCommand ours(String command, List<String> options, List<String> arguments) {
    List<String> all = new ArrayList<>();
    all.add(command);
    all.addAll(arguments);
    return new JavaCommand(
        command, List.of(), options, "ai.valeo.erp.tributary.compose.command.Tributary", all);
  }

  List<String> commandLine(Path temporary) {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.add("--enable-native-access=ALL-UNNAMED");
    if (Runtime.version().feature() >= WARNS_OF_UNSAFE) {
      line.add("--sun-misc-unsafe-memory-access=allow");
    }
    line.add("-Djava.io.tmpdir=" + temporary.toAbsolutePath());
    line.addAll(options);
    line.add("-cp");
    line.add(joinedClassPath());
    line.add(ParentWatch.class.getName());
    line.add(mainClass);
    line.addAll(arguments);
    return line;
  }

  private String joinedClassPath() {
    List<String> entries = new ArrayList<>();
    if (classPath.isEmpty()) {
      entries.add(System.getProperty("java.class.path"));
    } else {
      entries.add(ownPlace().toString());
    }
    classPath.forEach(entry -> entries.add(entry.toString()));
    return String.join(File.pathSeparator, entries);
  }

  private static Path ownPlace() {
    try {
      return Path.of(ParentWatch.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException("the place of our own classes is not a path", e);
    }
  }
}
