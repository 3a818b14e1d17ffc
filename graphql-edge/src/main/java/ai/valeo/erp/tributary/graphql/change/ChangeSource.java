package ai.valeo.erp.tributary.graphql.change;

import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;

/** The topics as the change feed reads them. Any thread that may block. */
public interface ChangeSource {

  /** A new reader of committed records, in no group, that fails where it has no offset. */
  Consumer<String, byte[]> reader(String name);

  /**
   * What topics look like.
   *
   * @throws org.apache.kafka.common.KafkaException if no broker answers, or a topic is missing
   */
  Map<String, Shape> shapes(Set<String> topics);

  /**
   * What a topic looks like.
   *
   * @param partitions how many partitions it has
   * @param id tells it from another topic of the same name
   */
  record Shape(int partitions, int id) {}
}
