package ai.valeo.erp.tributary.compose.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A program that is no Java, to run as a child process. A shell stands before it, which ends it
 * when its own standard input closes: so it ends with us, however we end.
 *
 * @param name what it is called in messages and files
 * @param program its file
 * @param arguments its arguments
 */
public record NativeCommand(String name, Path program, List<String> arguments) {
  private static final String GUARD =
      """
      exec 3<&0
      "$@" </dev/null 3<&- &
      child=$!
      trap 'kill "$child"' TERM HUP
      trap '' INT
      (read -r _ <&3; kill "$child") 2>/dev/null &
      watch=$!
      wait "$child"
      wait "$child"
      code=$?
      kill "$watch" 2>/dev/null
      exit "$code"
      """;

  /** Copies. */
  public NativeCommand {
    arguments = List.copyOf(arguments);
  }

  List<String> commandLine() {
    List<String> line = new ArrayList<>(List.of("/bin/sh", "-c", GUARD, name, program.toString()));
    line.addAll(arguments);
    return line;
  }
}
