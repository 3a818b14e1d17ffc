package ai.valeo.erp.tributary.compose.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
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
  @Nullable URI url;

  @Option(
      names = "--timeout-ms",
      paramLabel = "MS",
      defaultValue = "5000",
      description = "Longest time for the answer (default: ${DEFAULT-VALUE}).")
  int timeoutMs;

  @Override
  public Integer call() throws InterruptedException {
    HttpRequest request = request();
    PrintWriter out = spec.commandLine().getOut();
    Duration limit = Duration.ofMillis(timeoutMs);
    try (HttpClient client = HttpClient.newBuilder().connectTimeout(limit).build()) {
      HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
      out.println(answer.body().strip());
      return answer.statusCode() == OK ? 0 : 1;
    } catch (IOException e) {
      out.println("no answer from " + request.uri() + ": " + e);
      return 1;
    }
  }

  private HttpRequest request() {
    if (url == null) {
      throw new ParameterException(spec.commandLine(), "Which URL? Or set " + VARIABLE + ".");
    }
    if (timeoutMs < 1) {
      throw new ParameterException(
          spec.commandLine(), "--timeout-ms: " + timeoutMs + " (expected: 1 or more)");
    }
    try {
      return HttpRequest.newBuilder(url).timeout(Duration.ofMillis(timeoutMs)).build();
    } catch (IllegalArgumentException e) {
      throw new ParameterException(
          spec.commandLine(), url + " (expected: an http or https address): " + e.getMessage());
    }
  }
}
