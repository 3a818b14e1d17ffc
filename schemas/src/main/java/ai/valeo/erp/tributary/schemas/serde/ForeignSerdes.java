package ai.valeo.erp.tributary.schemas.serde;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/** Creates serdes that are not ours, by the class names of a configuration. */
final class ForeignSerdes {

  static final String SERIALIZER = "value.serializer";
  static final String DESERIALIZER = "value.deserializer";
  static final String SERDE = "value.serde";

  private static final String OURS = ForeignSerdes.class.getPackageName();

  private ForeignSerdes() {}

  /** Whether a class is named that is not ours. */
  static boolean isNamed(Map<String, ?> config, String key) {
    Object named = config.get(key);
    if (named == null) {
      return false;
    }
    String name = name(named);
    int dot = name.lastIndexOf('.');
    return !name.isEmpty() && !(dot > 0 && name.substring(0, dot).equals(OURS));
  }

  @SuppressWarnings("unchecked") // whoever names a class answers for what it takes
  static <T> Serializer<T> serializer(Map<String, ?> config) {
    Serializer<T> serializer = create(config, SERIALIZER, Serializer.class);
    serializer.configure(pinned(config, true), false);
    return serializer;
  }

  @SuppressWarnings("unchecked") // as above
  static <T> Deserializer<T> deserializer(Map<String, ?> config, boolean specific) {
    Deserializer<T> deserializer = create(config, DESERIALIZER, Deserializer.class);
    deserializer.configure(pinned(config, specific), false);
    return deserializer;
  }

  @SuppressWarnings("unchecked") // as above
  static <T> Serde<T> serde(Map<String, ?> config) {
    Serde<T> serde = create(config, SERDE, Serde.class);
    serde.configure(config, false);
    return serde;
  }

  /** What ours do without being told must be said to others. */
  private static Map<String, Object> pinned(Map<String, ?> config, boolean specific) {
    var pinned = new HashMap<String, Object>(config);
    pinned.put(SerdeSettings.VALUE_STRATEGY, SerdeSettings.TOPIC_STRATEGY);
    pinned.put(SerdeSettings.REMOVE_JAVA, true);
    pinned.put(SerdeSettings.SPECIFIC_READER, specific);
    return pinned;
  }

  private static <S> S create(Map<String, ?> config, String key, Class<S> kind) {
    String name = name(config.get(key));
    try {
      return Utils.newInstance(name, kind);
    } catch (ClassNotFoundException | RuntimeException e) {
      var failure = new ConfigException(key, name, "cannot be created: " + e.getMessage());
      failure.initCause(e);
      throw failure;
    }
  }

  private static String name(@Nullable Object named) {
    return named instanceof Class<?> type ? type.getName() : String.valueOf(named).trim();
  }
}
