package ai.valeo.erp.tributary.compose.kafka;

import ai.valeo.erp.tributary.schemas.topic.AdminCalls;
import ai.valeo.erp.tributary.schemas.topic.TopicSpec;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;

/**
 * Creates topics that are missing and changes settings of those that are there. Every method throws
 * {@code KafkaException} when the broker refuses or does not answer.
 *
 * @param config of the Kafka clients, e.g. {@code bootstrap.servers}
 */
public record TopicCreation(Map<String, String> config) {

  /** Copies. */
  public TopicCreation {
    config = Map.copyOf(config);
  }

  /**
   * Creates those of the topics that do not exist; the others stay as they are.
   *
   * @return the names of those created
   */
  public List<String> createMissing(Collection<TopicSpec> specs) {
    try (Admin admin = Admin.create(Clients.impatient(config))) {
      Set<String> present = Clients.answer(admin.listTopics().names(), "topics cannot be listed");
      return AdminCalls.createMissing(admin, specs, present, Clients.ANSWER_LIMIT);
    }
  }

  /** Gives settings the values wanted; differences that no setting mends are left out. */
  public List<TopicDifference> change(Collection<TopicDifference> differences) {
    List<TopicDifference> changed = new ArrayList<>();
    Map<ConfigResource, Collection<AlterConfigOp>> changes = new LinkedHashMap<>();
    for (TopicDifference difference : differences) {
      switch (difference.remedy()) {
        case CHANGE, CHANGE_WITH_LOSS -> {
          ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, difference.topic());
          ConfigEntry entry = new ConfigEntry(difference.property(), difference.wanted());
          changes
              .computeIfAbsent(topic, key -> new ArrayList<>())
              .add(new AlterConfigOp(entry, AlterConfigOp.OpType.SET));
          changed.add(difference);
        }
        case NONE, CREATE, BY_HAND -> {}
      }
    }
    if (!changes.isEmpty()) {
      try (Admin admin = Admin.create(Clients.impatient(config))) {
        Clients.answer(admin.incrementalAlterConfigs(changes).all(), "settings cannot be changed");
      }
    }
    return List.copyOf(changed);
  }
}
