package ai.valeo.erp.tributary.tests.dashboards;

import ai.valeo.erp.tributary.tests.dashboards.DashboardSource.Kind;
import ai.valeo.erp.tributary.tests.dashboards.DashboardSource.Limit;
import ai.valeo.erp.tributary.tests.dashboards.DashboardSource.Panel;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.OptionalDouble;

/** How panels look: units, colours, limits as lines, legends. */
final class GrafanaLook {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** What the users need; an axis always reaches as far, so that the line can be seen. */
  private static final double NEEDED_A_MINUTE = 10_000;

  private static final double NEEDED_SECONDS = 0.5;

  private GrafanaLook() {}

  static ObjectNode fieldConfig(Panel panel) {
    ObjectNode config = JSON.createObjectNode();
    ObjectNode defaults = config.putObject("defaults");
    defaults.put("unit", panel.unit());
    boolean hasManyColours = panel.shownAs() == Kind.LINES;
    defaults.putObject("color").put("mode", hasManyColours ? "palette-classic" : "thresholds");
    ArrayNode steps = defaults.putObject("thresholds").put("mode", "absolute").putArray("steps");
    for (Limit limit : panel.limits()) {
      ObjectNode step = steps.addObject().put("color", limit.color());
      if (steps.size() == 1) {
        step.putNull("value");
      } else {
        step.put("value", limit.at());
      }
    }
    if (panel.shownAs() == Kind.LINES) {
      defaults.set("custom", lines(panel));
    }
    config.putArray("overrides");
    return config;
  }

  private static ObjectNode lines(Panel panel) {
    ObjectNode custom = JSON.createObjectNode();
    custom.put("drawStyle", "line");
    custom.put("lineWidth", 1);
    custom.put("fillOpacity", panel.stack() ? 30 : 8);
    custom.put("showPoints", "never");
    custom.put("spanNulls", false);
    custom.put("axisSoftMin", 0);
    neededLine(panel).ifPresent(line -> custom.put("axisSoftMax", line));
    custom.putObject("stacking").put("mode", panel.stack() ? "normal" : "none").put("group", "A");
    custom.putObject("thresholdsStyle").put("mode", "dashed");
    return custom;
  }

  /** The limit of this panel that is a promise to the users. */
  private static OptionalDouble neededLine(Panel panel) {
    return panel.limits().stream()
        .filter(limit ->
            (panel.unit().equals("opm") && limit.at() == NEEDED_A_MINUTE)
                || (panel.unit().equals("s") && limit.at() == NEEDED_SECONDS))
        .mapToDouble(Limit::at)
        .findFirst();
  }

  static ObjectNode options(Kind kind) {
    return switch (kind) {
      case LINES -> lineOptions();
      case STAT ->
          reduced().put("colorMode", "value").put("graphMode", "area").put("textMode", "auto");
      case BARS ->
          reduced()
              .put("displayMode", "basic")
              .put("orientation", "horizontal")
              .put("showUnfilled", true);
      case TABLE -> JSON.createObjectNode().put("showHeader", true);
    };
  }

  private static ObjectNode lineOptions() {
    ObjectNode options = JSON.createObjectNode();
    ObjectNode legend = options.putObject("legend");
    legend.put("showLegend", true);
    legend.put("displayMode", "table");
    legend.put("placement", "bottom");
    legend.putArray("calcs").add("lastNotNull").add("max");
    options.putObject("tooltip").put("mode", "multi").put("sort", "desc");
    return options;
  }

  private static ObjectNode reduced() {
    ObjectNode options = JSON.createObjectNode();
    ObjectNode reduce = options.putObject("reduceOptions");
    reduce.put("values", false).put("fields", "");
    reduce.putArray("calcs").add("lastNotNull");
    return options;
  }
}
