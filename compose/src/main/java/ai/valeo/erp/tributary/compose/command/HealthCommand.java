package ai.valeo.erp.tributary.compose.command;

import ai.valeo.erp.tributary.compose.ops.ProcessPage;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Asks a process how it is, so that a container needs no other program for its health check. */
@Command(
    name = "health",
    mixinStandardHelpOptions = true,
    description = "Asks a process for its health; exit code 0 if it is well, 1 if it is not.")
final class HealthCommand implements Callable<Integer> {
  private static final String VARIABLE = "TRIBUTARY_HEALTH_URL";
  private static final int OK = 200;

  @Spec CommandSpec spec;

  @Parameters(
      arity = "0..1",
      paramLabel = "URL",
      defaultValue = "${env:" + VARIABLE + "}",
      description = {
        "Its health page, e.g. http://127.0.0.1:4000/health/ready;",
        "default: the variable " + VARIABLE + "."
      })
  @Nullable String url;

  @Option(
      names = "--timeout-ms",
      paramLabel = "MS",
      defaultValue = "5000",
      description = "Longest time for the answer (default: ${DEFAULT-VALUE}).")
  int timeoutMs;

  @Override
  public Integer call() throws InterruptedException {
    ProcessPage page = page();
    PrintWriter out = spec.commandLine().getOut();
    try {
      HttpResponse<String> answer = page.get();
      out.println(answer.body().strip());
      return answer.statusCode() == OK ? 0 : 1;
    } catch (IOException e) {
      out.println("no answer from " + page.address() + ": " + e);
      return 1;
    }
  }

  private ProcessPage page() {
    if (url == null || url.isBlank()) {
      throw asked("Which URL? Or set " + VARIABLE + ".");
    }
    if (timeoutMs < 1) {
      throw asked("--timeout-ms: " + timeoutMs + " (expected: 1 or more)");
    }
    try {
      return ProcessPage.of(url, Duration.ofMillis(timeoutMs));
    } catch (IllegalArgumentException e) {
      throw asked(e.getMessage());
    }
  }

  private ParameterException asked(@Nullable String words) {
    return new ParameterException(spec.commandLine(), words);
  }
}
