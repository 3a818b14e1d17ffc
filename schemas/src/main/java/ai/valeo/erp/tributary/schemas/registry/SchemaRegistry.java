package ai.valeo.erp.tributary.schemas.registry;

import java.util.Map;
import org.apache.avro.Schema;

/**
 * A schema registry. Every method may block for the time the settings allow and throws {@link
 * RegistryException}. Safe for use by many threads.
 */
public interface SchemaRegistry extends AutoCloseable {

  /** A client with cache, from Confluent's configuration keys (see {@link RegistrySettings}). */
  static SchemaRegistry from(Map<String, ?> config) {
    RegistrySettings settings = RegistrySettings.from(config);
    return CachingSchemaRegistry.over(new HttpSchemaRegistry(settings), settings);
  }

  /** Registers the schema under the subject unless it is there already, and returns its id. */
  int register(String subject, Schema schema);

  /** The id of a schema that is registered under the subject. */
  int lookUp(String subject, Schema schema);

  /** The schema that bears the id. */
  Schema schema(int id);

  /** Asks for that id at its next use, whatever was answered a moment ago. */
  default void askAnew(int id) {}

  /** The newest version of the subject. */
  RegisteredSchema latest(String subject);

  /** One version of the subject. */
  RegisteredSchema version(String subject, int version);

  /** The compatibility rule in force for the subject. */
  Compatibility compatibility(String subject);

  /** Sets the compatibility rule of the subject. */
  void setCompatibility(String subject, Compatibility compatibility);

  /** Sets the compatibility rule of all subjects that have none of their own. */
  void setDefaultCompatibility(Compatibility compatibility);

  /** Whether a registry answers now; asks once, without retries. */
  boolean isReachable();

  @Override
  void close();
}
