package ai.valeo.erp.tributary.compose.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options by which a process is configured. */
final class ConfigurationOptions {
  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Properties file; environment variables TRIBUTARY_... and --set go over it.")
  @Nullable Path file;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Sets one key; may be given many times.")
  List<String> assignments = new ArrayList<>();

  /** Everything given, for the process of that name. */
  Configuration of(String process) {
    return new Configuration(process)
        .file(file)
        .environment(System.getenv())
        .assignments(assignments);
  }
}
