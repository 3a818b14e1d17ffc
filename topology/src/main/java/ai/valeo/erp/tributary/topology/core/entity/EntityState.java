package ai.valeo.erp.tributary.topology.core.entity;

import ai.valeo.erp.tributary.schemas.entity.Attribute;
import ai.valeo.erp.tributary.schemas.entity.EntityKey;
import ai.valeo.erp.tributary.schemas.entity.EntityType;
import ai.valeo.erp.tributary.schemas.entity.Hlc;
import ai.valeo.erp.tributary.schemas.entity.MutationId;
import ai.valeo.erp.tributary.schemas.entity.Value;
import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Everything the merge must remember of an entity, also of a deleted one within the horizon.
 *
 * @param key the entity
 * @param version +1 for every mutation that changed it, 1 or more
 * @param hlc the greatest clock among the changes applied
 * @param lastMutation the mutation that changed it last
 * @param changedAtMs broker time of that mutation's record
 * @param life whether it is there
 * @param attributes its attributes; a deleted entity keeps them
 * @param disputes its conflicts that wait for a person
 * @param audit its chain of audit entries
 */
public record EntityState(
    EntityKey key,
    long version,
    Hlc hlc,
    MutationId lastMutation,
    long changedAtMs,
    Life life,
    Attributes attributes,
    Disputes disputes,
    AuditChain audit) {

  public EntityState {
    if (version < 1) {
      throw new IllegalArgumentException("version: " + version + " (expected: 1 or more)");
    }
  }

  /** Whether the entity is deleted. */
  public boolean deleted() {
    return life.deleted();
  }

  /** The value of an attribute as readers see it: that of its state, or its initial value. */
  public @Nullable Value value(EntityType type, int place) {
    AttributeState state = attributes.get(place);
    return state == null ? type.attributes().get(place).initial() : state.value();
  }

  /** All values by attribute name; absent ones are not in the map. */
  public SortedMap<String, Value> values(EntityType type) {
    var values = new TreeMap<String, Value>();
    List<Attribute> declared = type.attributes();
    for (int place = 0; place < declared.size(); place++) {
      Value value = value(type, place);
      if (value != null) {
        values.put(declared.get(place).name(), value);
      }
    }
    return values;
  }

  /** The same after an audit entry was written. */
  public EntityState withAudit(long number, ChainHash hash) {
    return new EntityState(
        key,
        version,
        hlc,
        lastMutation,
        changedAtMs,
        life,
        attributes,
        disputes,
        new AuditChain(number, hash));
  }

  /** The same with another life. */
  public EntityState with(Life other) {
    return new EntityState(
        key, version, hlc, lastMutation, changedAtMs, other, attributes, disputes, audit);
  }

  /** The same with other conflicts that wait. */
  public EntityState withDisputes(Disputes others) {
    return new EntityState(
        key, version, hlc, lastMutation, changedAtMs, life, attributes, others, audit);
  }

  /** The conflicts that wait for a person, oldest first. */
  public List<OpenConflict> openConflicts() {
    return disputes.open();
  }

  /**
   * Whether it may be forgotten: it was deleted longer ago than the horizon, and nothing of it
   * waits for a person.
   *
   * @param nowMs broker time of a newer record of the same partition
   */
  public boolean isForgettable(long nowMs, Duration horizon) {
    return life.deleted() && disputes.open().isEmpty() && nowMs - changedAtMs > horizon.toMillis();
  }
}
