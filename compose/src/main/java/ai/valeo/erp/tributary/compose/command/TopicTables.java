package ai.valeo.erp.tributary.compose.command;

import ai.valeo.erp.tributary.compose.kafka.TopicDifference;
import ai.valeo.erp.tributary.compose.kafka.TopicInspection.Extent;
import ai.valeo.erp.tributary.compose.kafka.TopicState;
import ai.valeo.erp.tributary.schemas.catalog.TopicContract;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What is known of topics, as JSON and as lines. */
final class TopicTables {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long DAY_MS = 86_400_000;
  private static final String ROW = "%-38s %10s %8s %8s %12s  %-10s %-10s %s";

  private TopicTables() {}

  static ArrayNode differences(List<TopicDifference> differences) {
    ArrayNode all = JSON.createArrayNode();
    for (TopicDifference difference : differences) {
      all.addObject()
          .put("topic", difference.topic())
          .put("property", difference.property())
          .put("wanted", difference.wanted())
          .put("present", difference.present())
          .put("remedy", difference.remedy().name());
    }
    return all;
  }

  static ObjectNode creation(
      List<String> created, List<TopicDifference> changed, List<TopicDifference> left) {
    ObjectNode all = JSON.createObjectNode();
    ArrayNode names = all.putArray("created");
    created.forEach(names::add);
    all.set("changed", differences(changed));
    all.set("differences", differences(left));
    return all;
  }

  static ArrayNode description(
      List<TopicContract> contracts, Map<String, TopicState> present, Map<String, Extent> extents) {
    ArrayNode all = JSON.createArrayNode();
    for (TopicContract contract : contracts) {
      ObjectNode node =
          all.addObject()
              .put("topic", contract.topic())
              .put("key", contract.key().name())
              .put("schema", schemaName(contract))
              .put("writer", contract.writer().name())
              .put("order", contract.order())
              .put("withoutValue", contract.withoutValue());
      TopicState state = present.get(contract.topic());
      node.put("present", state != null);
      if (state != null) {
        node.put("partitions", state.partitions())
            .put("replication", state.replication())
            .put("inSync", state.inSync());
        Extent extent = extents.get(contract.topic());
        if (extent != null) {
          node.put("firstOffset", extent.first()).put("offsets", extent.records());
        }
        ObjectNode config = node.putObject("config");
        state.own().forEach(config::put);
      }
    }
    return all;
  }

  static List<String> rows(
      List<TopicContract> contracts, Map<String, TopicState> present, Map<String, Extent> extents) {
    List<String> rows = new ArrayList<>();
    rows.add(
        ROW.formatted(
            "topic", "partitions", "replicas", "in sync", "offsets", "cleanup", "kept", "value"));
    for (TopicContract contract : contracts) {
      TopicState state = present.get(contract.topic());
      Extent extent = extents.get(contract.topic());
      rows.add(
          state == null || extent == null
              ? ROW.formatted(contract.topic(), "missing", "", "", "", "", "", schemaName(contract))
              : ROW.formatted(
                  contract.topic(),
                  state.partitions(),
                  state.replication(),
                  state.inSync(),
                  extent.records(),
                  state.config().getOrDefault("cleanup.policy", ""),
                  kept(state),
                  schemaName(contract)));
    }
    return rows;
  }

  private static String schemaName(TopicContract contract) {
    return contract.schema() == null ? "bytes" : contract.schema().getName();
  }

  private static String kept(TopicState state) {
    if (state.config().getOrDefault("cleanup.policy", "").equals("compact")) {
      return "the latest";
    }
    long ms = Long.parseLong(state.config().getOrDefault("retention.ms", "-1"));
    return ms < 0 ? "for ever" : ms / DAY_MS + " days";
  }
}
