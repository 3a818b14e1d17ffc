package ai.valeo.erp.tributary.tests.fault.check;

import ai.valeo.erp.tributary.schemas.avro.AuditEntry;
import ai.valeo.erp.tributary.schemas.avro.Mutation;
import ai.valeo.erp.tributary.schemas.avro.Outcome;
import ai.valeo.erp.tributary.schemas.catalog.EntityRow;
import ai.valeo.erp.tributary.schemas.entity.EntityKey;
import java.util.List;
import java.util.SortedMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * What the topics hold, as a reader of committed records sees it.
 *
 * @param mutations readable mutations, in each partition's order
 * @param outcomes all outcomes
 * @param audit all audit entries
 * @param entities every record of each entity, oldest first; none of a value = deleted
 * @param quarantine records set aside, as they came
 */
public record Contents(
    List<Mutation> mutations,
    List<Outcome> outcomes,
    List<AuditEntry> audit,
    SortedMap<EntityKey, List<EntityRecord>> entities,
    List<ConsumerRecord<byte[], byte[]>> quarantine) {

  /**
   * One record of an entity.
   *
   * @param row its content; none = deleted
   */
  public record EntityRecord(@Nullable EntityRow row) {}

  /** The present row of an entity, or none. */
  public @Nullable EntityRow present(EntityKey key) {
    List<EntityRecord> records = entities.get(key);
    return records == null ? null : records.getLast().row();
  }
}
