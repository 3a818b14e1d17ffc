package ai.valeo.erp.tributary.graphql.http;

import ai.valeo.erp.tributary.graphql.json.Json;
import ai.valeo.erp.tributary.graphql.logs.LogLevels;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import io.vertx.core.net.SocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * {@code /loglevel}: what the loggers say, and how to make them say more for a while. Only for
 * whoever is on the machine, or in the container: it must come from loopback, not through a proxy,
 * and ask for a name of loopback, which keeps pages of strangers out (DNS rebinding). Runs on the
 * event loop, and never waits.
 */
final class LevelsPage {

  static final String PATH = "/loglevel";

  private static final int OK = 200;
  private static final int BAD_REQUEST = 400;
  private static final int FORBIDDEN = 403;
  private static final int METHOD_NOT_ALLOWED = 405;
  private static final int CONFLICT = 409;
  private static final int NOT_IMPLEMENTED = 501;
  private static final int USUAL_MINUTES = 15;
  private static final int MAX_MINUTES = 24 * 60;
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.$-]{1,200}");
  private static final Set<String> LEVELS =
      Set.of("OFF", "ERROR", "WARN", "INFO", "DEBUG", "TRACE");
  private static final List<String> OF_PROXIES = List.of("x-forwarded-for", "forwarded", "via");

  private final LogLevels levels;

  LevelsPage(LogLevels levels) {
    this.levels = levels;
  }

  private record Answer(int status, Object document) {

    static Answer refused(int status, String why) {
      return new Answer(status, Map.of("error", why));
    }
  }

  void handle(HttpServerRequest request) {
    Answer answer = answer(request);
    request
        .response()
        .setStatusCode(answer.status)
        .putHeader("content-type", "application/json; charset=utf-8")
        .putHeader("cache-control", "no-store")
        .end(Json.write(answer.document));
  }

  private Answer answer(HttpServerRequest request) {
    if (!isFromHere(request)) {
      return Answer.refused(FORBIDDEN, "only from this machine, by a name of loopback");
    }
    if (!levels.isChangeable()) {
      return Answer.refused(NOT_IMPLEMENTED, "log: not Logback's");
    }
    try {
      return answer(request, HttpRequests.query(request));
    } catch (RefusedRequestException e) {
      return Answer.refused(e.status(), String.valueOf(e.getMessage()));
    }
  }

  private Answer answer(HttpServerRequest request, MultiMap given) {
    String logger = given.get("logger");
    if (logger != null && !NAME.matcher(logger).matches()) {
      return Answer.refused(
          BAD_REQUEST, "logger: expected 1 to 200 letters, digits, dots, _, $ and hyphens");
    }
    return switch (request.method().name()) {
      case "GET" -> new Answer(OK, shown(logger));
      case "PUT" -> change(logger, given);
      case "DELETE" -> reset(logger);
      default -> {
        request.response().putHeader("allow", "GET, PUT, DELETE");
        yield Answer.refused(METHOD_NOT_ALLOWED, "method: expected GET, PUT or DELETE");
      }
    };
  }

  private static boolean isFromHere(HttpServerRequest request) {
    SocketAddress remote = request.remoteAddress();
    HostAndPort asked = request.authority();
    return remote != null
        && isLoopback(remote.hostAddress())
        && asked != null
        && HostRule.isLoopback(asked.host())
        && OF_PROXIES.stream().allMatch(header -> request.getHeader(header) == null);
  }

  private static boolean isLoopback(@Nullable String address) {
    return address != null && (address.equals("0:0:0:0:0:0:0:1") || HostRule.isLoopback(address));
  }

  private Object shown(@Nullable String logger) {
    return Map.of(
        "loggers",
        (logger == null ? levels.all() : List.of(levels.of(logger)))
            .stream().map(LevelsPage::document).toList());
  }

  private static Map<String, Object> document(LogLevels.Shown shown) {
    return Map.of(
        "logger", shown.logger(), "level", shown.level(), "secondsLeft", shown.secondsLeft());
  }

  private Answer change(@Nullable String logger, MultiMap asked) {
    if (logger == null) {
      return Answer.refused(BAD_REQUEST, "logger: missing");
    }
    String given = asked.get("level");
    String level = given == null ? "" : given.toUpperCase(Locale.ROOT);
    if (!LEVELS.contains(level)) {
      return Answer.refused(BAD_REQUEST, "level: expected OFF, ERROR, WARN, INFO, DEBUG or TRACE");
    }
    int minutes = minutes(asked.get("minutes"));
    if (minutes < 1) {
      return Answer.refused(BAD_REQUEST, "minutes: expected 1 to " + MAX_MINUTES);
    }
    return levels.change(logger, level, Duration.ofMinutes(minutes))
        ? new Answer(OK, shown(logger))
        : Answer.refused(
            CONFLICT, LogLevels.MAX_CHANGED + " loggers are changed already: reset one");
  }

  /** The number given, or 0 if it is none within bounds. */
  private static int minutes(@Nullable String given) {
    if (given == null) {
      return USUAL_MINUTES;
    }
    boolean isNumber = given.matches("[0-9]{1,4}");
    int number = isNumber ? Integer.parseInt(given) : 0;
    return number <= MAX_MINUTES ? number : 0;
  }

  private Answer reset(@Nullable String logger) {
    if (logger == null) {
      return Answer.refused(BAD_REQUEST, "logger: missing");
    }
    boolean unused = levels.reset(logger);
    return new Answer(OK, shown(logger));
  }
}
