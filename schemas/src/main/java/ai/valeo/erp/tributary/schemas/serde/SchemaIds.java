package ai.valeo.erp.tributary.schemas.serde;

import ai.valeo.erp.tributary.schemas.registry.RegisteredSchema;
import ai.valeo.erp.tributary.schemas.registry.RegistryException;
import ai.valeo.erp.tributary.schemas.registry.SchemaRegistry;
import ai.valeo.erp.tributary.schemas.registry.SchemaText;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.jspecify.annotations.Nullable;

/** Under which id, and in which schema, the records of a subject are written. */
final class SchemaIds {

  /**
   * How to write.
   *
   * @param id the id to write in front
   * @param schema the schema to write in; absent = the record's own
   */
  record Target(int id, @Nullable Schema schema) {}

  private record Request(String subject, Schema schema) {}

  private final SchemaRegistry registry;
  private final SerdeSettings settings;
  private final ConcurrentHashMap<Request, Target> latest = new ConcurrentHashMap<>();

  SchemaIds(SchemaRegistry registry, SerdeSettings settings) {
    this.registry = registry;
    this.settings = settings;
  }

  SchemaRegistry registry() {
    return registry;
  }

  Target target(String subject, Schema schema) {
    if (settings.useLatest() && !settings.autoRegister()) {
      return latest(new Request(subject, schema));
    }
    return new Target(id(subject, schema), null);
  }

  int id(String subject, Schema schema) {
    return settings.autoRegister()
        ? registry.register(subject, schema)
        : registry.lookUp(subject, schema);
  }

  private Target latest(Request request) {
    Target known = latest.get(request);
    if (known == null) {
      known = ask(request);
      latest.put(request, known);
    }
    return known;
  }

  private Target ask(Request request) {
    RegisteredSchema newest = registry.latest(request.subject());
    if (SchemaText.of(request.schema()).equals(newest.schema().toString())) {
      return new Target(newest.id(), null);
    }
    if (settings.strictLatest()) {
      requireReadable(newest, request.schema());
    }
    return new Target(newest.id(), newest.schema());
  }

  private static void requireReadable(RegisteredSchema newest, Schema own) {
    var result = SchemaCompatibility.checkReaderWriterCompatibility(newest.schema(), own);
    if (result.getType() != SchemaCompatibilityType.COMPATIBLE) {
      throw new RegistryException(
          RegistryException.Code.INCOMPATIBLE,
          "%s version %d cannot read %s: %s"
              .formatted(
                  newest.subject(), newest.version(), own.getFullName(), result.getDescription()));
    }
  }
}
