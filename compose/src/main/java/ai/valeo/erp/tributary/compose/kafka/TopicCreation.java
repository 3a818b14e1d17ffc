package ai.valeo.erp.tributary.compose.kafka;

import ai.valeo.erp.tributary.schemas.topic.TopicSpec;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;

/**
 * Creates topics that are missing.
 *
 * @param bootstrapServers the brokers
 */
public record TopicCreation(String bootstrapServers) {
  /** Creates those of the topics that do not exist; the others stay as they are. */
  public void createMissing(Collection<TopicSpec> specs) {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
      Set<String> present = admin.listTopics().names().get();
      List<NewTopic> missing =
          specs.stream()
              .filter(spec -> !present.contains(spec.name()))
              .map(spec ->
                  new NewTopic(spec.name(), spec.partitions(), spec.replication())
                      .configs(spec.config()))
              .toList();
      admin.createTopics(missing).all().get();
    } catch (ExecutionException e) {
      throw new KafkaException("topics cannot be created", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("interrupted while topics were created", e);
    }
  }
}
