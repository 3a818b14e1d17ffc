package ai.valeo.erp.tributary.tests.foreign;

import ai.valeo.erp.tributary.compose.process.ChildProcess;
import ai.valeo.erp.tributary.compose.process.JavaCommand;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Kafka Connect as a process of its own, configured by the files that we ship, with the plug-ins
 * that {@code compose/connect} gathers.
 *
 * @param folder for its files
 * @param values of the variables in the shipped files
 */
record ConnectWorker(Path folder, Map<String, String> values) {
  private static final Path SHIPPED = Path.of("..", "compose", "connect");
  private static final String OUR_CLASSES = File.separator + "target" + File.separator;

  ChildProcess start() throws IOException {
    return ChildProcess.start(
        new JavaCommand(
            "connect",
            classPath(),
            List.of("-Xmx384m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"),
            "org.apache.kafka.connect.cli.ConnectStandalone",
            List.of(filled("worker.properties"), filled("postgresql-sink.properties"))),
        folder);
  }

  /** All libraries, and nothing of ours: the converter must come from the plug-ins. */
  private static List<Path> classPath() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> entry.endsWith(".jar") && !entry.contains(OUR_CLASSES))
        .map(Path::of)
        .toList();
  }

  private String filled(String name) throws IOException {
    String text = Files.readString(SHIPPED.resolve(name));
    for (Map.Entry<String, String> value : values.entrySet()) {
      text = text.replace("${env:" + value.getKey() + "}", value.getValue());
    }
    Path plugins = SHIPPED.resolve("target").resolve("plugins").toRealPath();
    Path file = folder.resolve(name);
    Files.writeString(file, text.replace("plugin.path=plugins", "plugin.path=" + plugins));
    return file.toString();
  }
}
