package ai.valeo.erp.tributary.tests.golden;

import ai.valeo.erp.tributary.schemas.entity.EntityType;
import ai.valeo.erp.tributary.schemas.entity.Value;
import ai.valeo.erp.tributary.tests.model.CoreState;
import ai.valeo.erp.tributary.topology.core.decision.ConflictFacts;
import ai.valeo.erp.tributary.topology.core.decision.ContenderFacts;
import ai.valeo.erp.tributary.topology.core.decision.DecisionFacts;
import ai.valeo.erp.tributary.topology.core.decision.OutcomeFacts;
import ai.valeo.erp.tributary.topology.core.entity.EntityState;
import ai.valeo.erp.tributary.topology.core.intake.TypeLookup;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** Writes what came out of a scenario: outcomes with their decisions, conflicts, entities. */
final class OutcomeWriter {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final ArrayNode outcomes = NODES.arrayNode();
  private final ArrayNode conflicts = NODES.arrayNode();

  void add(String mutationId, CoreState.Taken taken) {
    ObjectNode json = outcomes.addObject().put("mutation", mutationId);
    switch (taken) {
      case CoreState.Duplicate() -> json.put("duplicate", true);
      case CoreState.Refused refused ->
          json.put("state", "FAILED")
              .put("reason", refused.reason().name())
              .put("message", refused.message());
      case CoreState.Decided decided -> {
        write(json, decided.merged().outcome());
        ConflictFacts conflict = decided.merged().conflict();
        if (conflict != null) {
          conflicts.add(conflict(conflict));
        }
      }
    }
  }

  private static void write(ObjectNode json, OutcomeFacts outcome) {
    json.put("state", outcome.state().name());
    if (outcome.reason() != null) {
      json.put("reason", outcome.reason().name()).put("message", outcome.message());
    }
    json.put("version", outcome.version());
    ArrayNode decisions = json.putArray("decisions");
    for (DecisionFacts decision : outcome.decisions()) {
      ObjectNode one =
          decisions
              .addObject()
              .put("attribute", decision.attribute())
              .put("result", decision.result().name())
              .put("strategy", decision.strategy());
      if (decision.concurrent()) {
        one.put("concurrent", true);
      }
      if (decision.against() != null) {
        one.put("against", decision.against().mutationId().value());
      }
      putValue(one, "lost", decision.lost());
      if (decision.note() != null) {
        one.put("note", decision.note());
      }
    }
  }

  private static ObjectNode conflict(ConflictFacts conflict) {
    ObjectNode json =
        NODES
            .objectNode()
            .put("id", conflict.id())
            .put("kind", conflict.kind().name())
            .put("open", conflict.open());
    ArrayNode contenders = json.putArray("contenders");
    for (ContenderFacts contender : conflict.contenders()) {
      ObjectNode one = contenders.addObject().put("attribute", contender.attribute());
      putValue(one, "present", contender.present());
      putValue(one, "offered", contender.offered());
      putValue(one, "result", contender.result());
      one.put("winner", contender.winner());
    }
    return json;
  }

  /** The whole answer, with the entities as they are in the end. */
  ObjectNode finish(CoreState state, TypeLookup types) {
    ObjectNode json = NODES.objectNode();
    json.set("outcomes", outcomes);
    if (!conflicts.isEmpty()) {
      json.set("conflicts", conflicts);
    }
    ObjectNode entities = json.putObject("entities");
    for (EntityState entity : state.entities().values()) {
      EntityType type = Objects.requireNonNull(types.type(entity.key().entityType()));
      ObjectNode one = entities.putObject(entity.key().toString()).put("version", entity.version());
      if (entity.deleted()) {
        one.put("deleted", true);
      } else {
        ObjectNode values = one.putObject("values");
        entity.values(type).forEach((name, value) -> putValue(values, name, value));
      }
      if (!entity.openConflicts().isEmpty()) {
        var open = one.putArray("openConflicts");
        entity.openConflicts().forEach(conflict -> open.add(conflict.id()));
      }
    }
    return json;
  }

  private static void putValue(ObjectNode json, String name, @Nullable Value value) {
    if (value != null) {
      json.set(name, value(value));
    }
  }

  private static JsonNode value(Value value) {
    return switch (value) {
      case Value.Flag(boolean flag) -> NODES.booleanNode(flag);
      case Value.Whole(long number) -> NODES.numberNode(number);
      case Value.Real(double number) -> NODES.numberNode(number);
      case Value.Decimal(BigDecimal number) -> NODES.textNode(number.toPlainString());
      case Value.Text(String text) -> NODES.textNode(text);
      case Value.Many(List<Value> elements) -> {
        ArrayNode array = NODES.arrayNode();
        elements.forEach(element -> array.add(value(element)));
        yield array;
      }
      case Value.Structure(SortedMap<String, Value> fields) -> {
        ObjectNode object = NODES.objectNode();
        fields.forEach((name, field) -> object.set(name, value(field)));
        yield object;
      }
    };
  }

  static String pretty(ObjectNode json) throws java.io.IOException {
    return new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(json) + "\n";
  }
}
