package ai.valeo.erp.tributary.compose.kafka;

import java.util.Collection;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.acl.AclBinding;

/**
 * Gives rights at the broker.
 *
 * @param config of an administrator's client, e.g. {@code bootstrap.servers}
 */
public record RightsCreation(Map<String, String> config) {

  /** Copies. */
  public RightsCreation {
    config = Map.copyOf(config);
  }

  /**
   * Gives these rights; those that are there stay.
   *
   * @throws KafkaException if the broker refuses or does not answer
   */
  public void give(Collection<AclBinding> rights) {
    try (Admin admin = Admin.create(Clients.impatient(config))) {
      Clients.answer(admin.createAcls(rights).all(), "the rights cannot be given");
    }
  }
}
