package ai.valeo.erp.tributary.tests.golden;

import ai.valeo.erp.tributary.schemas.entity.Change;
import ai.valeo.erp.tributary.schemas.entity.EntityKey;
import ai.valeo.erp.tributary.schemas.entity.OperationType;
import ai.valeo.erp.tributary.schemas.entity.Operator;
import ai.valeo.erp.tributary.schemas.entity.Value;
import ai.valeo.erp.tributary.topology.core.intake.MutationFacts;
import ai.valeo.erp.tributary.topology.core.intake.Received;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads the mutations of a scenario. Times are milliseconds after a fixed moment: {@code at} is the
 * capture, {@code clock} the node's own clock where it differs, {@code arrived} the broker's time
 * where it is later than anything before.
 */
final class ScenarioReader {

  private static final long START_MS = 1_750_000_000_000L;

  private final Map<String, Long> sequences = new HashMap<>();
  private long brokerMs = START_MS;
  private long offset;

  /** All mutations in order of arrival. */
  List<Received> read(JsonNode scenario) {
    var all = new ArrayList<Received>();
    for (JsonNode mutation : scenario.get("mutations")) {
      long capturedMs = START_MS + mutation.get("at").asLong();
      long arrivedMs = START_MS + mutation.path("arrived").asLong(mutation.get("at").asLong());
      brokerMs = Math.max(brokerMs, arrivedMs);
      all.add(new Received(facts(mutation, capturedMs), brokerMs, 0, offset++));
    }
    return all;
  }

  private MutationFacts facts(JsonNode json, long capturedMs) {
    EntityKey key = EntityKey.parse(json.get("entity").asText());
    String node = json.get("node").asText();
    long next = sequences.merge(node, 1L, Long::sum);
    JsonNode clock = json.get("clock");
    JsonNode group = json.get("group");
    return new MutationFacts(
        json.get("id").asText(),
        node,
        json.path("sequence").asLong(next),
        json.path("floor").asLong(0),
        key.entityType(),
        key.entityId(),
        OperationType.valueOf(json.get("op").asText()),
        changes(json.path("changes")),
        json.get("base").asLong(),
        clock == null ? capturedMs : START_MS + clock.asLong(),
        json.path("counter").asInt(0),
        json.path("priority").asInt(5),
        json.path("dependencies").asInt(0),
        group == null ? null : group.asText(),
        "tester",
        null);
  }

  private static List<Change> changes(JsonNode json) {
    var changes = new ArrayList<Change>();
    json.forEach(change -> changes.add(change(change)));
    return changes;
  }

  private static Change change(JsonNode json) {
    if (json.has("clear")) {
      return Change.clear(json.get("clear").asText());
    }
    if (json.has("step")) {
      return Change.step(
          json.get("step").asText(), json.get("from").asText(), json.get("value").asText());
    }
    String operator = json.fieldNames().next();
    return new Change(
        json.get(operator).asText(),
        Operator.valueOf(operator.toUpperCase(Locale.ROOT)),
        value(json.get("value")),
        null);
  }

  private static @Nullable Value value(JsonNode json) {
    return switch (json.getNodeType()) {
      case BOOLEAN -> Value.of(json.booleanValue());
      case STRING -> Value.of(json.textValue());
      case NUMBER ->
          json.isIntegralNumber() ? Value.of(json.longValue()) : Value.of(json.decimalValue());
      case ARRAY -> {
        var elements = new ArrayList<Value>();
        json.forEach(element -> elements.add(value(element)));
        yield Value.of(elements);
      }
      case OBJECT -> {
        var fields = new TreeMap<String, Value>();
        json.properties().forEach(field -> fields.put(field.getKey(), value(field.getValue())));
        yield Value.of(fields);
      }
      case NULL, MISSING, BINARY, POJO -> null;
    };
  }
}
