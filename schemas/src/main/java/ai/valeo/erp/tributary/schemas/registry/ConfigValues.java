package ai.valeo.erp.tributary.schemas.registry;

import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;

/** Reads single values of a Kafka client's configuration map, whatever type they came in. */
final class ConfigValues {

  private final Map<String, ?> config;

  ConfigValues(Map<String, ?> config) {
    this.config = config;
  }

  boolean has(String key) {
    return !text(key, "").isEmpty();
  }

  String text(String key, String otherwise) {
    Object value = config.get(key);
    if (value == null) {
      return otherwise;
    }
    if (value instanceof Password password) {
      return password.value().trim();
    }
    if (value instanceof Iterable<?> list) {
      var joined = new StringBuilder();
      list.forEach(each -> joined.append(joined.isEmpty() ? "" : ",").append(each));
      return joined.toString().trim();
    }
    return value.toString().trim();
  }

  long number(String key, long otherwise) {
    String text = text(key, "");
    if (text.isEmpty()) {
      return otherwise;
    }
    try {
      long value = Long.parseLong(text);
      if (value >= 0 && value <= Integer.MAX_VALUE) {
        return value;
      }
    } catch (NumberFormatException e) {
      throw notANumber(key, text);
    }
    throw notANumber(key, text);
  }

  private static ConfigException notANumber(String key, String text) {
    return new ConfigException(key, text, "expected: a whole number of 0 or more");
  }
}
