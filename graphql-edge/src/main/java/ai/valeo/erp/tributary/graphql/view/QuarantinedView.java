package ai.valeo.erp.tributary.graphql.view;

import ai.valeo.erp.tributary.schemas.entity.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A record that was set aside, as the views hold it.
 *
 * @param id its identity
 * @param state WAITING, RELEASED or DISCARDED
 * @param reason reason code
 * @param message the reason in words
 * @param origin where it came from
 * @param key its key, as text
 * @param sizeBytes size of its value; -1 = it has none
 * @param preview what can be read of it, or none
 * @param ruled what was ruled; none while it waits
 */
public record QuarantinedView(
    String id,
    String state,
    String reason,
    String message,
    Origin origin,
    @Nullable String key,
    int sizeBytes,
    @Nullable Preview preview,
    @Nullable Ruled ruled) {

  /**
   * What a person ruled.
   *
   * @param rulingId the ruling
   * @param actor who ruled
   * @param reason why
   * @param atMs broker time, milliseconds since 1970 UTC
   */
  public record Ruled(String rulingId, String actor, String reason, long atMs) {}

  /**
   * Where the record came from.
   *
   * @param topic its topic
   * @param partition its partition
   * @param offset its offset
   * @param atMs broker time, milliseconds since 1970 UTC
   */
  public record Origin(String topic, int partition, long offset, long atMs) {}

  /**
   * What can be read of a mutation that was set aside.
   *
   * @param mutationId its identity
   * @param edgeNodeId its node
   * @param sequence its sequence; 0 = none
   * @param entityType type of its entity
   * @param entityId its entity
   * @param operation what it asked for
   * @param baseVersion version of the entity its node had received
   * @param actor the user or program behind it
   * @param changes the changes
   */
  public record Preview(
      String mutationId,
      String edgeNodeId,
      long sequence,
      String entityType,
      String entityId,
      String operation,
      long baseVersion,
      String actor,
      List<Offered> changes) {

    public Preview {
      changes = List.copyOf(changes);
    }
  }

  /**
   * A change that was offered.
   *
   * @param entityType type of the entity, which tells how to write the value
   * @param entityId the entity; empty if it is not known
   * @param attribute the attribute
   * @param operator SET, ADD, INSERT or REMOVE
   * @param value the operand
   */
  public record Offered(
      String entityType,
      String entityId,
      String attribute,
      String operator,
      @Nullable Value value) {}
}
