package ai.valeo.erp.tributary.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.common.utils.Utils;

/** A program of the tests in a process of its own, which says {@code R ready} and is killed. */
public final class KilledChild {

  private KilledChild() {}

  /**
   * Runs it until it has said so many lines more, and kills it with SIGKILL.
   *
   * @param heard gets every line it has said
   */
  public static void run(
      Class<?> program, List<String> arguments, int lines, Consumer<String> heard)
      throws IOException, InterruptedException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("-XX:TieredStopAtLevel=1");
    Path temporary = Files.createTempDirectory("killed"); // it cannot tidy up itself
    command.add("-Djava.io.tmpdir=" + temporary);
    command.add("-cp");
    command.add(
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
    command.add(program.getName());
    command.addAll(arguments);
    Process child =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    try (var output =
        new BufferedReader(new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8))) {
      String line = output.readLine();
      assertThat(line).isEqualTo("R ready");
      for (int i = 0; line != null; i++) {
        heard.accept(line);
        if (i == lines) {
          child.toHandle().destroyForcibly(); // unlike the child's own, leaves its output open
        }
        line = output.readLine();
      }
    }
    assertThat(child.waitFor(2, TimeUnit.MINUTES)).isTrue();
    Utils.delete(temporary.toFile());
  }

  /** Says a line at once, so that no half line is ever seen. */
  public static synchronized void say(String line) {
    byte[] bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
    System.out.write(bytes, 0, bytes.length);
    System.out.flush();
  }
}
