package ai.valeo.erp.tributary.schemas.serde;

import java.util.Locale;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;

/**
 * Settings of the serializers and deserializers, under Confluent's keys.
 *
 * @param autoRegister whether an unknown schema is registered when it is first written
 * @param useLatest whether records are written with the newest registered schema
 * @param strictLatest whether the newest schema must be able to read the record's own
 * @param removeJavaProperties must be true; see {@code SchemaText}
 * @param specificReader whether generated records are returned instead of generic ones
 * @param convertLogicalTypes whether decimals and times are converted in generic records
 */
public record SerdeSettings(
    boolean autoRegister,
    boolean useLatest,
    boolean strictLatest,
    boolean removeJavaProperties,
    boolean specificReader,
    boolean convertLogicalTypes) {

  static final String AUTO_REGISTER = "auto.register.schemas";
  static final String USE_LATEST = "use.latest.version";
  static final String STRICT_LATEST = "latest.compatibility.strict";
  static final String REMOVE_JAVA = "avro.remove.java.properties";
  static final String SPECIFIC_READER = "specific.avro.reader";
  static final String LOGICAL_TYPES = "avro.use.logical.type.converters";
  static final String VALUE_STRATEGY = "value.subject.name.strategy";
  static final String KEY_STRATEGY = "key.subject.name.strategy";
  static final String TOPIC_STRATEGY = "io.confluent.kafka.serializers.subject.TopicNameStrategy";

  public SerdeSettings {
    if (!removeJavaProperties) {
      throw new ConfigException(
          REMOVE_JAVA, false, "expected: true, or generated and declared schemas would differ");
    }
  }

  /** Reads the settings; keys it does not know are ignored, as in every Kafka client. */
  public static SerdeSettings from(Map<String, ?> config) {
    requireTopicNames(config, VALUE_STRATEGY);
    requireTopicNames(config, KEY_STRATEGY);
    return new SerdeSettings(
        flag(config, AUTO_REGISTER, true),
        flag(config, USE_LATEST, false),
        flag(config, STRICT_LATEST, true),
        flag(config, REMOVE_JAVA, true),
        flag(config, SPECIFIC_READER, false),
        flag(config, LOGICAL_TYPES, false));
  }

  /** The subject of a topic's keys or values. */
  static String subject(String topic, boolean isKey) {
    return topic + (isKey ? "-key" : "-value");
  }

  private static void requireTopicNames(Map<String, ?> config, String key) {
    Object strategy = config.get(key);
    if (strategy == null) {
      return;
    }
    String name = strategy instanceof Class<?> type ? type.getName() : strategy.toString().trim();
    if (!name.equals(TOPIC_STRATEGY)) {
      throw new ConfigException(key, name, "expected: " + TOPIC_STRATEGY);
    }
  }

  private static boolean flag(Map<String, ?> config, String key, boolean otherwise) {
    Object value = config.get(key);
    if (value == null) {
      return otherwise;
    }
    return switch (value.toString().trim().toLowerCase(Locale.ROOT)) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new ConfigException(key, value, "expected: true or false");
    };
  }
}
