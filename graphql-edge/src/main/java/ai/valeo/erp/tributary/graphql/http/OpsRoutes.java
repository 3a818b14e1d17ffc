package ai.valeo.erp.tributary.graphql.http;

import ai.valeo.erp.tributary.graphql.json.Json;
import ai.valeo.erp.tributary.graphql.logs.LogLevels;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code /metrics}, {@code /health/live}, {@code /health/ready} and {@code /loglevel}. */
final class OpsRoutes {

  private static final Logger log = LoggerFactory.getLogger(OpsRoutes.class);

  private static final String PROMETHEUS_TEXT = "text/plain; version=0.0.4; charset=utf-8";
  private static final String JSON = "application/json; charset=utf-8";
  private static final int OK = 200;
  private static final int NOT_FOUND = 404;
  private static final int METHOD_NOT_ALLOWED = 405;
  private static final int INTERNAL_ERROR = 500;
  private static final int UNAVAILABLE = 503;

  private final Vertx vertx;
  private final PrometheusMeterRegistry meters;
  private final Supplier<Health> health;
  private final LevelsPage levels = new LevelsPage(LogLevels.ofProcess());

  OpsRoutes(Vertx vertx, PrometheusMeterRegistry meters, Supplier<Health> health) {
    this.vertx = vertx;
    this.meters = meters;
    this.health = health;
  }

  /** Answers; what it does not know is 404. */
  void handle(HttpServerRequest request) {
    if (request.path().equals(LevelsPage.PATH)) {
      levels.handle(request);
      return;
    }
    if (!request.method().equals(HttpMethod.GET) && !request.method().equals(HttpMethod.HEAD)) {
      request.response().setStatusCode(METHOD_NOT_ALLOWED).putHeader("allow", "GET").end();
      return;
    }
    switch (request.path()) {
      case "/metrics" -> answer(request, this::metrics);
      case "/health/live" -> answer(request, () -> health(health.get(), true));
      case "/health/ready" -> answer(request, () -> health(health.get(), false));
      default -> send(request, new Page(NOT_FOUND, JSON, "{\"error\":\"not found\"}"));
    }
  }

  private record Page(int status, String contentType, String text) {}

  private void answer(HttpServerRequest request, Supplier<Page> page) {
    vertx
        .executeBlocking(page::get, false)
        .onSuccess(made -> send(request, made))
        .onFailure(failure -> {
          log.atError()
              .setCause(failure)
              .addKeyValue("path", request.path())
              .log("Operations page failed");
          send(request, new Page(INTERNAL_ERROR, JSON, "{\"error\":\"internal\"}"));
        });
  }

  private Page metrics() {
    return new Page(OK, PROMETHEUS_TEXT, meters.scrape());
  }

  private static Page health(Health health, boolean isForLiveness) {
    boolean isUp = isForLiveness ? health.isLive() : health.isReady();
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("status", isUp ? "UP" : "DOWN");
    document.put("checks", health.checks().stream().map(OpsRoutes::check).toList());
    return new Page(isUp ? OK : UNAVAILABLE, JSON, Json.write(document).toString());
  }

  private static Map<String, Object> check(Health.Check check) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("name", check.name());
    document.put("status", check.isOk() ? "UP" : "DOWN");
    document.put("reason", check.reason());
    return document;
  }

  private static void send(HttpServerRequest request, Page page) {
    HttpServerResponse response = request.response();
    if (!response.closed()) {
      response
          .setStatusCode(page.status)
          .putHeader("content-type", page.contentType)
          .putHeader("cache-control", "no-store")
          .end(page.text);
    }
  }
}
