package ai.valeo.erp.tributary.schemas.registry.embedded;

import ai.valeo.erp.tributary.schemas.registry.Compatibility;
import ai.valeo.erp.tributary.schemas.registry.embedded.RegistryFault.Code;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** Answers the routes of Confluent's interface from the ledger. */
final class RegistryRoutes {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final SubjectLedger ledger;

  RegistryRoutes(SubjectLedger ledger) {
    this.ledger = ledger;
  }

  JsonNode answer(RegistryCall call) {
    if (call.path().isEmpty()) {
      return JSON.objectNode();
    }
    JsonNode answer =
        switch (call.path().get(0)) {
          case "subjects" -> subjects(call);
          case "schemas" -> schemas(call);
          case "config" -> config(call);
          case "compatibility" -> compatibility(call);
          case "mode" -> call.is("GET") ? JSON.objectNode().put("mode", "READWRITE") : null;
          case "contexts" -> JSON.arrayNode().add(".");
          // Newer clients ask for associations of a topic first; 404 sends them to the subjects.
          default -> throw new RegistryFault(Code.NO_SUCH_PATH, "HTTP 404 Not Found");
        };
    if (answer == null) {
      throw new RegistryFault(Code.METHOD, "HTTP 405 Method Not Allowed");
    }
    return answer;
  }

  private @Nullable JsonNode subjects(RegistryCall call) {
    if (call.matches("subjects")) {
      String prefix = call.query().getOrDefault("subjectPrefix", "");
      return texts(ledger.subjects().stream().filter(each -> each.startsWith(prefix)).toList());
    }
    if (call.matches("subjects", "*")) {
      return subject(call, call.path().get(1));
    }
    if (call.matches("subjects", "*", "versions")) {
      return versions(call, call.path().get(1));
    }
    if (call.matches("subjects", "*", "versions", "*")) {
      return version(call, call.path().get(1));
    }
    if (call.matches("subjects", "*", "versions", "*", "schema")) {
      SubjectVersion found = ledger.version(call.path().get(1), call.version(3));
      return parse(found.schema());
    }
    throw new RegistryFault(Code.NO_SUCH_PATH, "HTTP 404 Not Found");
  }

  private @Nullable JsonNode subject(RegistryCall call, String subject) {
    return switch (call.method()) {
      case "POST" -> whole(ledger.lookUp(subject, call.schema()));
      case "DELETE" -> numbers(ledger.delete(subject));
      default -> null;
    };
  }

  private @Nullable JsonNode versions(RegistryCall call, String subject) {
    return switch (call.method()) {
      case "GET" -> numbers(ledger.versions(subject));
      case "POST" -> JSON.objectNode().put("id", ledger.register(subject, call.schema()).id());
      default -> null;
    };
  }

  private @Nullable JsonNode version(RegistryCall call, String subject) {
    return switch (call.method()) {
      case "GET" -> whole(ledger.version(subject, call.version(3)));
      case "DELETE" -> JSON.numberNode(ledger.delete(subject, call.version(3)));
      default -> null;
    };
  }

  private @Nullable JsonNode schemas(RegistryCall call) {
    if (!call.is("GET")) {
      return null;
    }
    if (call.matches("schemas", "types")) {
      return JSON.arrayNode().add("AVRO");
    }
    if (call.matches("schemas", "ids", "*")) {
      return JSON.objectNode().put("schema", ledger.schema(call.id(2)).toString());
    }
    if (call.matches("schemas", "ids", "*", "schema")) {
      return parse(ledger.schema(call.id(2)));
    }
    if (call.matches("schemas", "ids", "*", "subjects")) {
      return texts(ledger.uses(call.id(2)).stream().map(SubjectVersion::subject).toList());
    }
    if (call.matches("schemas", "ids", "*", "versions")) {
      var uses = JSON.arrayNode();
      ledger
          .uses(call.id(2))
          .forEach(
              use -> uses.addObject().put("subject", use.subject()).put("version", use.version()));
      return uses;
    }
    throw new RegistryFault(Code.NO_SUCH_PATH, "HTTP 404 Not Found");
  }

  private @Nullable JsonNode config(RegistryCall call) {
    if (call.path().size() > 2) {
      throw new RegistryFault(Code.NO_SUCH_PATH, "HTTP 404 Not Found");
    }
    String subject = call.path().size() == 2 ? call.path().get(1) : null;
    return switch (call.method()) {
      case "GET" ->
          JSON.objectNode().put("compatibilityLevel", level(subject, call.flag("defaultToGlobal")));
      case "PUT" -> putLevel(subject, call.json());
      case "DELETE" -> subject == null ? null : clearLevel(subject);
      default -> null;
    };
  }

  private String level(@Nullable String subject, boolean defaultToGlobal) {
    if (subject == null) {
      return ledger.defaultLevel().name();
    }
    Compatibility own = ledger.ownLevel(subject);
    if (own != null) {
      return own.name();
    }
    if (defaultToGlobal) {
      return ledger.defaultLevel().name();
    }
    throw new RegistryFault(
        Code.NO_LEVEL_FOR_SUBJECT,
        "Subject '%s' does not have subject-level compatibility configured".formatted(subject));
  }

  private JsonNode putLevel(@Nullable String subject, JsonNode request) {
    String name = request.path("compatibility").asText().toUpperCase(Locale.ROOT);
    try {
      ledger.level(subject, Compatibility.valueOf(name));
    } catch (IllegalArgumentException e) {
      throw new RegistryFault(Code.INVALID_LEVEL, "Invalid compatibility level", e);
    }
    return JSON.objectNode().put("compatibility", name);
  }

  private JsonNode clearLevel(String subject) {
    String former = level(subject, false);
    ledger.clearLevel(subject);
    return JSON.objectNode().put("compatibilityLevel", former);
  }

  private @Nullable JsonNode compatibility(RegistryCall call) {
    boolean one = call.matches("compatibility", "subjects", "*", "versions", "*");
    if (!one && !call.matches("compatibility", "subjects", "*", "versions")) {
      throw new RegistryFault(Code.NO_SUCH_PATH, "HTTP 404 Not Found");
    }
    if (!call.is("POST")) {
      return null;
    }
    String subject = call.path().get(2);
    Integer number = one ? (Integer) call.version(4) : null;
    List<String> problems = ledger.problems(subject, call.schema(), number);
    ObjectNode answer = JSON.objectNode().put("is_compatible", problems.isEmpty());
    if (call.flag("verbose")) {
      answer.set("messages", texts(problems));
    }
    return answer;
  }

  private static JsonNode whole(SubjectVersion found) {
    return JSON.objectNode()
        .put("subject", found.subject())
        .put("version", found.version())
        .put("id", found.id())
        .put("schema", found.schema().toString());
  }

  private static JsonNode parse(Schema schema) {
    return RegistryCall.parse(schema.toString());
  }

  private static JsonNode texts(Collection<String> texts) {
    var array = JSON.arrayNode();
    texts.forEach(array::add);
    return array;
  }

  private static JsonNode numbers(Collection<Integer> numbers) {
    var array = JSON.arrayNode();
    numbers.forEach(array::add);
    return array;
  }
}
