package ai.valeo.erp.tributary.schemas.settings;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigValue;

/**
 * Looks at the properties of Kafka's clients before anything starts: their values, by Kafka's own
 * rules, the files they name, and whether somebody who must log in says as whom.
 */
final class KafkaProperties {

  private static final String PROTOCOL = "security.protocol";
  private static final String JAAS = "sasl.jaas.config";
  private static final List<String> FILES =
      List.of("ssl.truststore.location", "ssl.keystore.location");

  private KafkaProperties() {}

  /** What cannot be used, a line each, without secrets. */
  static List<String> problems(Map<String, String> given) {
    var problems = new ArrayList<String>();
    checkValues(given, problems);
    for (String file : FILES) {
      String name = given.getOrDefault(file, "");
      if (!name.isBlank() && !isReadable(name)) {
        problems.add(SettingsReader.KAFKA_PREFIX + file + ": " + name + " (expected: a file)");
      }
    }
    boolean logsIn = given.getOrDefault(PROTOCOL, "").startsWith("SASL");
    boolean isKnown =
        given.keySet().stream().anyMatch(key -> key.endsWith(JAAS))
            || System.getProperty("java.security.auth.login.config") != null;
    if (logsIn && !isKnown) {
      problems.add(SettingsReader.KAFKA_PREFIX + JAAS + ": missing");
    }
    return problems;
  }

  /** By each kind of client: a property that one of them knows must suit it. */
  private static void checkValues(Map<String, String> given, List<String> problems) {
    var values = new HashMap<String, ConfigValue>();
    AdminClientConfig.configDef().validate(given).forEach(one -> values.put(one.name(), one));
    ConsumerConfig.configDef().validate(given).forEach(one -> values.put(one.name(), one));
    ProducerConfig.configDef().validate(given).forEach(one -> values.put(one.name(), one));
    given.forEach((key, text) -> {
      ConfigValue value = values.get(key);
      if (value != null && !value.errorMessages().isEmpty()) {
        String name = SettingsReader.KAFKA_PREFIX + key;
        String why = Secrets.isSecret(key) ? "*** cannot be used" : value.errorMessages().get(0);
        problems.add(name + ": " + why);
      }
    });
  }

  private static boolean isReadable(String name) {
    try {
      return Files.isReadable(Path.of(name));
    } catch (InvalidPathException e) {
      return false;
    }
  }
}
