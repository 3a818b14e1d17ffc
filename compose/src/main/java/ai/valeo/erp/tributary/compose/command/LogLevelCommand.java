package ai.valeo.erp.tributary.compose.command;

import ai.valeo.erp.tributary.compose.ops.ProcessPage;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes a running process on this machine say more or less in its log, for a while. */
@Command(
    name = "loglevel",
    mixinStandardHelpOptions = true,
    description = {
      "Shows the log levels of a process on this machine, or changes one for a while.",
      "Without LOGGER all that have a level of their own."
    })
final class LogLevelCommand implements Callable<Integer> {
  private static final String VARIABLE = "TRIBUTARY_HEALTH_URL";
  private static final String PAGE = "/loglevel";
  private static final Duration LIMIT = Duration.ofSeconds(5);
  private static final int OK = 200;
  private static final ObjectMapper JSON = new ObjectMapper();

  @Spec CommandSpec spec;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "LOGGER",
      description = "e.g. ai.valeo.erp.tributary; ROOT is above all.")
  @Nullable String logger;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "LEVEL",
      description = "OFF, ERROR, WARN, INFO, DEBUG or TRACE.")
  @Nullable String level;

  @Option(
      names = "--url",
      paramLabel = "URL",
      defaultValue = "${env:" + VARIABLE + "}",
      description = {
        "Any address of its server, e.g. http://127.0.0.1:9464;",
        "default: the variable " + VARIABLE + "."
      })
  @Nullable String url;

  @Option(
      names = "--minutes",
      paramLabel = "N",
      defaultValue = "15",
      description = "For how long, 1 to 1440 (default: ${DEFAULT-VALUE}).")
  int minutes;

  @Option(names = "--reset", description = "Makes it what is configured, at once.")
  boolean isReset;

  @Override
  public Integer call() throws InterruptedException {
    ProcessPage page = page();
    PrintWriter out = spec.commandLine().getOut();
    try {
      HttpResponse<String> answer = page.ask(method());
      JsonNode document = JSON.readTree(answer.body());
      if (answer.statusCode() != OK) {
        out.println(document.path("error").asText("refused: " + answer.statusCode()));
        return 1;
      }
      document.path("loggers").forEach(one -> out.println(line(one)));
      return 0;
    } catch (JsonProcessingException e) {
      out.println("another program than ours answers at " + page.address());
      return 1;
    } catch (IOException e) {
      out.println("no answer from " + page.address() + ": " + e);
      return 1;
    }
  }

  private static String line(JsonNode one) {
    long seconds = one.path("secondsLeft").asLong();
    String name = one.path("logger").asText() + ' ' + one.path("level").asText();
    return seconds == 0 ? name : name + " for " + seconds + " s";
  }

  private ProcessPage page() {
    if (url == null || url.isBlank()) {
      throw asked("Which URL? Or set " + VARIABLE + ".");
    }
    if (isReset && level != null) {
      throw asked("Either LEVEL or --reset.");
    }
    if (isReset && logger == null) {
      throw asked("Which LOGGER?");
    }
    StringBuilder page = new StringBuilder(PAGE);
    if (logger != null) {
      page.append("?logger=").append(encoded(logger));
    }
    if (level != null) {
      page.append("&level=").append(encoded(level)).append("&minutes=").append(minutes);
    }
    try {
      return ProcessPage.of(url, LIMIT).at(page.toString());
    } catch (IllegalArgumentException e) {
      throw asked(e.getMessage());
    }
  }

  private String method() {
    if (level != null) {
      return "PUT";
    }
    return isReset ? "DELETE" : "GET";
  }

  private ParameterException asked(@Nullable String words) {
    return new ParameterException(spec.commandLine(), words);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
