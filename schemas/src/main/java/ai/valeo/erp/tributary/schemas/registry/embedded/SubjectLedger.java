package ai.valeo.erp.tributary.schemas.registry.embedded;

import ai.valeo.erp.tributary.schemas.registry.Compatibility;
import ai.valeo.erp.tributary.schemas.registry.embedded.RegistryFault.Code;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The subjects, their versions and rules. Every change is a fact that is first written to the file
 * and then applied, at start as in use. Safe for use by many threads: one at a time.
 */
final class SubjectLedger implements AutoCloseable {

  /** More would be a client gone wild: a fresh schema for each record. */
  private static final int MAX_SCHEMAS = 100_000;

  private final @Nullable LedgerFile file;
  private final Map<Integer, Schema> schemas = new TreeMap<>();
  private final Map<String, Integer> ids = new TreeMap<>();
  private final Map<String, SortedMap<Integer, Integer>> subjects = new TreeMap<>();
  private final Map<String, Integer> lastVersions = new TreeMap<>();
  private final Map<String, Compatibility> levels = new TreeMap<>();
  private Compatibility defaultLevel;

  SubjectLedger(@Nullable LedgerFile file, Compatibility defaultLevel) {
    this.file = file;
    this.defaultLevel = defaultLevel;
    if (file != null) {
      file.facts().forEach(this::apply);
    }
  }

  synchronized List<String> subjects() {
    return List.copyOf(subjects.keySet());
  }

  synchronized SubjectVersion register(String subject, Schema schema) {
    String text = schema.toString();
    SubjectVersion known = find(subject, text);
    if (known != null) {
      return known;
    }
    List<String> problems = level(subject).problems(schema, schemasOf(subject));
    if (!problems.isEmpty()) {
      throw new RegistryFault(
          Code.INCOMPATIBLE,
          ("Schema being registered is incompatible with an earlier schema for subject \"%s\","
                  + " details: %s")
              .formatted(subject, problems));
    }
    if (schemas.size() >= MAX_SCHEMAS) {
      throw new RegistryFault(Code.STORE, "schemas: " + MAX_SCHEMAS + " (expected: fewer)");
    }
    int id = ids.getOrDefault(text, ids.size() + 1);
    int version = lastVersions.getOrDefault(subject, 0) + 1;
    record(
        fact("schema")
            .put("subject", subject)
            .put("version", version)
            .put("id", id)
            .put("schema", text));
    return new SubjectVersion(subject, version, id, schema);
  }

  synchronized SubjectVersion lookUp(String subject, Schema schema) {
    requireSubject(subject);
    SubjectVersion known = find(subject, schema.toString());
    if (known == null) {
      throw new RegistryFault(Code.SCHEMA_NOT_FOUND, "Schema not found");
    }
    return known;
  }

  synchronized List<Integer> versions(String subject) {
    return List.copyOf(requireSubject(subject).keySet());
  }

  synchronized SubjectVersion version(String subject, int number) {
    SortedMap<Integer, Integer> versions = requireSubject(subject);
    int wanted = number < 0 ? versions.lastKey() : number;
    Integer id = versions.get(wanted);
    if (id == null) {
      throw new RegistryFault(Code.VERSION_NOT_FOUND, "Version " + wanted + " not found.");
    }
    return new SubjectVersion(subject, wanted, id, schema(id));
  }

  synchronized Schema schema(int id) {
    Schema schema = schemas.get(id);
    if (schema == null) {
      throw new RegistryFault(Code.SCHEMA_NOT_FOUND, "Schema " + id + " not found");
    }
    return schema;
  }

  /** Where the schema with that id is in use. */
  synchronized List<SubjectVersion> uses(int id) {
    Schema schema = schema(id);
    var uses = new ArrayList<SubjectVersion>();
    subjects.forEach((subject, versions) ->
        versions.forEach((version, each) -> {
          if (each == id) {
            uses.add(new SubjectVersion(subject, version, id, schema));
          }
        }));
    return List.copyOf(uses);
  }

  synchronized List<Integer> delete(String subject) {
    List<Integer> versions = versions(subject);
    record(fact("deleteSubject").put("subject", subject));
    return versions;
  }

  synchronized int delete(String subject, int number) {
    int version = version(subject, number).version();
    record(fact("deleteVersion").put("subject", subject).put("version", version));
    return version;
  }

  /** What speaks against a schema, by the subject's rule, beside one version or beside all. */
  synchronized List<String> problems(String subject, Schema schema, @Nullable Integer number) {
    if (number != null) {
      return level(subject).problems(schema, List.of(version(subject, number).schema()));
    }
    return level(subject).problems(schema, schemasOf(subject));
  }

  synchronized Compatibility level(String subject) {
    return levels.getOrDefault(subject, defaultLevel);
  }

  synchronized @Nullable Compatibility ownLevel(String subject) {
    return levels.get(subject);
  }

  synchronized Compatibility defaultLevel() {
    return defaultLevel;
  }

  synchronized void level(@Nullable String subject, Compatibility level) {
    var fact = fact("level").put("level", level.name());
    record(subject == null ? fact : fact.put("subject", subject));
  }

  synchronized void clearLevel(String subject) {
    record(fact("clearLevel").put("subject", subject));
  }

  @Override
  public synchronized void close() {
    if (file != null) {
      file.close();
    }
  }

  private void record(JsonNode fact) {
    if (file != null) {
      file.append(fact);
    }
    apply(fact);
  }

  private void apply(JsonNode fact) {
    String subject = fact.path("subject").asText();
    switch (fact.path("fact").asText()) {
      case "schema" -> applySchema(subject, fact);
      case "deleteSubject" -> subjects.remove(subject);
      case "deleteVersion" -> applyDelete(subject, fact.path("version").asInt());
      case "level" -> applyLevel(fact);
      case "clearLevel" -> levels.remove(subject);
      default -> throw new IllegalStateException("Fact of another version: " + fact.path("fact"));
    }
  }

  private void applySchema(String subject, JsonNode fact) {
    Schema schema = new Schema.Parser().parse(fact.path("schema").asText());
    int id = fact.path("id").asInt();
    int version = fact.path("version").asInt();
    schemas.putIfAbsent(id, schema);
    ids.putIfAbsent(schema.toString(), id);
    subjects.computeIfAbsent(subject, name -> new TreeMap<>()).put(version, id);
    lastVersions.put(subject, version);
  }

  private void applyDelete(String subject, int version) {
    SortedMap<Integer, Integer> versions = requireSubject(subject);
    versions.remove(version);
    if (versions.isEmpty()) {
      subjects.remove(subject);
    }
  }

  private void applyLevel(JsonNode fact) {
    Compatibility level = Compatibility.valueOf(fact.path("level").asText());
    if (fact.has("subject")) {
      levels.put(fact.path("subject").asText(), level);
    } else {
      defaultLevel = level;
    }
  }

  private @Nullable SubjectVersion find(String subject, String text) {
    Integer id = ids.get(text);
    if (id == null) {
      return null;
    }
    for (var each : subjects.getOrDefault(subject, new TreeMap<>()).entrySet()) {
      if (each.getValue().equals(id)) {
        return new SubjectVersion(subject, each.getKey(), each.getValue(), schema(id));
      }
    }
    return null;
  }

  private List<Schema> schemasOf(String subject) {
    return subjects.getOrDefault(subject, new TreeMap<>()).values().stream()
        .map(this::schema)
        .toList();
  }

  private SortedMap<Integer, Integer> requireSubject(String subject) {
    SortedMap<Integer, Integer> versions = subjects.get(subject);
    if (versions == null) {
      throw new RegistryFault(Code.SUBJECT_NOT_FOUND, "Subject '%s' not found.".formatted(subject));
    }
    return versions;
  }

  private static ObjectNode fact(String kind) {
    return JsonNodeFactory.instance.objectNode().put("fact", kind);
  }
}
