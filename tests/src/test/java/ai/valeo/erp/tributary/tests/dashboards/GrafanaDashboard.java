package ai.valeo.erp.tributary.tests.dashboards;

import ai.valeo.erp.tributary.tests.dashboards.DashboardSource.Kind;
import ai.valeo.erp.tributary.tests.dashboards.DashboardSource.Panel;
import ai.valeo.erp.tributary.tests.dashboards.DashboardSource.Query;
import ai.valeo.erp.tributary.tests.dashboards.DashboardSource.Row;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Grafana's JSON of a dashboard: what every board and panel has in common stands here, once. */
final class GrafanaDashboard {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** The schema of Grafana 10 and 11; later ones migrate it when they load it. */
  private static final int SCHEMA_VERSION = 39;

  private static final int WIDTH = 24;

  private final DashboardSource source;
  private final ArrayNode panels = JSON.createArrayNode();
  private int nextId = 1;
  private int x;
  private int y;
  private int rowHeight;

  private GrafanaDashboard(DashboardSource source) {
    this.source = source;
  }

  /** The file as it is kept. */
  static String text(DashboardSource source) {
    DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
    DefaultPrettyPrinter printer =
        new DefaultPrettyPrinter().withArrayIndenter(indenter).withObjectIndenter(indenter);
    try {
      return JSON.writer(printer).writeValueAsString(new GrafanaDashboard(source).board()) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(source.uid() + " cannot be written", e);
    }
  }

  private ObjectNode board() {
    source.rows().forEach(this::add);
    ObjectNode board = JSON.createObjectNode();
    board.put("uid", source.uid());
    board.put("title", "Tributary: " + source.title());
    board.put("description", source.description());
    board.putArray("tags").add("tributary");
    board.put("schemaVersion", SCHEMA_VERSION);
    board.put("version", 1);
    board.put("editable", true);
    board.put("graphTooltip", 1);
    board.put("timezone", "browser");
    board.put("refresh", source.refresh());
    board.putObject("time").put("from", source.span()).put("to", "now");
    board.putObject("annotations").putArray("list").add(firingAlerts());
    board.putArray("links").add(otherBoards());
    ArrayNode variables = board.putObject("templating").putArray("list");
    variables.add(datasourceVariable());
    variables.add(variable("job", "label_values(tributary_health_ready, job)"));
    variables.add(
        variable("instance", "label_values(tributary_health_ready{job=~\"$job\"}, instance)"));
    board.set("panels", panels);
    return board;
  }

  private static ObjectNode firingAlerts() {
    ObjectNode alerts = JSON.createObjectNode();
    alerts.set("datasource", datasource());
    alerts.put("name", "Alerts");
    alerts.put("enable", true);
    alerts.put("iconColor", "red");
    alerts.put("expr", "max by (alertname) (ALERTS{alertstate=\"firing\"})");
    alerts.put("titleFormat", "{{alertname}}");
    return alerts;
  }

  private static ObjectNode otherBoards() {
    ObjectNode link = JSON.createObjectNode();
    link.put("type", "dashboards");
    link.put("title", "Tributary");
    link.putArray("tags").add("tributary");
    link.put("asDropdown", false);
    link.put("includeVars", true);
    link.put("keepTime", true);
    return link;
  }

  private static ObjectNode datasourceVariable() {
    ObjectNode variable = JSON.createObjectNode();
    variable.put("name", "datasource");
    variable.put("label", "Data source");
    variable.put("type", "datasource");
    variable.put("query", "prometheus");
    return variable;
  }

  private static ObjectNode variable(String name, String query) {
    ObjectNode variable = JSON.createObjectNode();
    variable.put("name", name);
    variable.put("label", name);
    variable.put("type", "query");
    variable.set("datasource", datasource());
    variable.put("query", query);
    variable.put("refresh", 2);
    variable.put("sort", 1);
    variable.put("multi", true);
    variable.put("includeAll", true);
    variable.put("allValue", ".+");
    variable.putObject("current").put("text", "All").put("value", "$__all");
    return variable;
  }

  private static ObjectNode datasource() {
    return JSON.createObjectNode().put("type", "prometheus").put("uid", "${datasource}");
  }

  private void add(Row row) {
    breakLine();
    ObjectNode heading = panels.addObject();
    heading.put("id", nextId++);
    heading.put("type", "row");
    heading.put("title", row.title());
    heading.put("collapsed", false);
    heading.putArray("panels");
    place(heading, WIDTH, 1);
    row.panels().forEach(panel -> add(panel, row));
  }

  private void add(Panel panel, Row row) {
    ObjectNode node = panels.addObject();
    node.put("id", nextId++);
    node.put("type", type(panel.shownAs()));
    node.put("title", panel.title());
    node.put("description", panel.description());
    node.set("datasource", datasource());
    place(node, width(panel, row), panel.shownAs() == Kind.STAT ? 4 : 8);
    node.set("fieldConfig", GrafanaLook.fieldConfig(panel));
    node.set("options", GrafanaLook.options(panel.shownAs()));
    ArrayNode targets = node.putArray("targets");
    for (Query query : panel.queries()) {
      targets.add(target(query, panel.shownAs(), targets.size()));
    }
  }

  private static int width(Panel panel, Row row) {
    if (panel.shownAs() != Kind.STAT) {
      return WIDTH / 2;
    }
    long stats = row.panels().stream().filter(one -> one.shownAs() == Kind.STAT).count();
    return (int) (WIDTH / stats);
  }

  private void place(ObjectNode node, int width, int height) {
    if (x + width > WIDTH || (x > 0 && height != rowHeight)) {
      breakLine();
    }
    node.putObject("gridPos").put("x", x).put("y", y).put("w", width).put("h", height);
    x += width;
    rowHeight = height;
  }

  private void breakLine() {
    y += rowHeight;
    x = 0;
    rowHeight = 0;
  }

  private static String type(Kind kind) {
    return switch (kind) {
      case LINES -> "timeseries";
      case STAT -> "stat";
      case BARS -> "bargauge";
      case TABLE -> "table";
    };
  }

  private static ObjectNode target(Query query, Kind kind, int number) {
    boolean isNow = kind == Kind.BARS || kind == Kind.TABLE;
    ObjectNode target = JSON.createObjectNode();
    target.put("refId", String.valueOf((char) ('A' + number)));
    target.set("datasource", datasource());
    target.put("expr", query.full());
    target.put("legendFormat", query.legend() == null ? "" : query.legend());
    target.put("instant", isNow);
    target.put("range", !isNow);
    if (kind == Kind.TABLE) {
      target.put("format", "table");
    }
    return target;
  }
}
