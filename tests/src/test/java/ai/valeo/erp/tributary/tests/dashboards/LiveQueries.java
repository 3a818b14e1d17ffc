package ai.valeo.erp.tributary.tests.dashboards;

import ai.valeo.erp.tributary.tests.dashboards.DashboardSource.Query;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Asks the queries of all dashboards until each has been answered well once. One thread. */
final class LiveQueries {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final URI prometheus;
  private final Map<String, Query> open = new LinkedHashMap<>();

  LiveQueries(URI prometheus) {
    this.prometheus = prometheus;
    for (Path file : DashboardSource.files()) {
      DashboardSource board = DashboardSource.read(file);
      for (DashboardSource.Panel panel : board.panels()) {
        for (Query query : panel.queries()) {
          open.put(board.title() + " / " + panel.title() + ": " + query.expr(), query);
        }
      }
    }
  }

  /** Asks those that were not answered well yet, and tells which still are not, and why. */
  List<String> ask() throws IOException, InterruptedException {
    List<String> faults = new ArrayList<>();
    try (HttpClient client = HttpClient.newHttpClient()) {
      var each = open.entrySet().iterator();
      while (each.hasNext()) {
        Map.Entry<String, Query> next = each.next();
        String fault = fault(client, next.getValue());
        if (fault.isEmpty()) {
          each.remove();
        } else {
          faults.add(next.getKey() + " = " + fault);
        }
      }
    }
    return faults;
  }

  /** Rules that Prometheus cannot evaluate. */
  List<String> unhealthyRules() throws IOException, InterruptedException {
    List<String> unhealthy = new ArrayList<>();
    try (HttpClient client = HttpClient.newHttpClient()) {
      for (JsonNode group : get(client, "api/v1/rules").at("/data/groups")) {
        for (JsonNode rule : group.path("rules")) {
          if (!rule.path("lastError").asText().isEmpty()) {
            unhealthy.add(rule.path("name").asText() + ": " + rule.path("lastError").asText());
          }
        }
      }
    }
    return unhealthy;
  }

  private String fault(HttpClient client, Query query) throws IOException, InterruptedException {
    String text =
        query
            .full()
            .replace("$job", ".+")
            .replace("$instance", ".+")
            .replace("$__rate_interval", "1m")
            .replace("$__range", "5m");
    String path = "api/v1/query?query=" + URLEncoder.encode(text, StandardCharsets.UTF_8);
    JsonNode answer = get(client, path);
    if (!answer.path("status").asText().equals("success")) {
      return answer.toString();
    }
    boolean hasMoved = false;
    for (JsonNode series : answer.at("/data/result")) {
      String value = series.at("/value/1").asText();
      if (List.of("NaN", "+Inf", "-Inf").contains(value)) {
        return value + " for " + series.path("metric");
      }
      hasMoved |= Double.parseDouble(value) != 0;
    }
    if (answer.at("/data/result").isEmpty()) {
      return query.isQuiet() ? "" : "no answer";
    }
    return hasMoved || !query.moves() ? "" : "only 0";
  }

  private JsonNode get(HttpClient client, String path) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(prometheus.resolve(path)).build();
    return JSON.readTree(client.send(request, HttpResponse.BodyHandlers.ofString()).body());
  }
}
