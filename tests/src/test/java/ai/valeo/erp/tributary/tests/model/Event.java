package ai.valeo.erp.tributary.tests.model;

import ai.valeo.erp.tributary.schemas.entity.Change;
import ai.valeo.erp.tributary.schemas.entity.EdgeNodeId;
import ai.valeo.erp.tributary.schemas.entity.EntityKey;
import ai.valeo.erp.tributary.schemas.entity.Hlc;
import ai.valeo.erp.tributary.schemas.entity.MutationId;
import ai.valeo.erp.tributary.schemas.entity.OperationType;
import java.util.List;

/**
 * A mutation as it arrives at the centre, in words of the tests.
 *
 * @param base version of the entity the node had received
 * @param recordTimeMs the broker's time of the record
 */
public record Event(
    MutationId id,
    EdgeNodeId node,
    long sequence,
    long floor,
    EntityKey key,
    OperationType operation,
    List<Change> changes,
    long base,
    Hlc hlc,
    int priority,
    int dependencies,
    boolean grouped,
    long recordTimeMs)
    implements Arrived {

  public Event {
    changes = List.copyOf(changes);
  }

  /** The same mutation in another record. */
  public Event at(long otherRecordTimeMs) {
    return new Event(
        id,
        node,
        sequence,
        floor,
        key,
        operation,
        changes,
        base,
        hlc,
        priority,
        dependencies,
        grouped,
        otherRecordTimeMs);
  }

  /** The same mutation as far as it concerns these changes, by somebody who saw that version. */
  Event ruled(List<Change> taken, long version) {
    return new Event(
        id,
        node,
        sequence,
        floor,
        key,
        OperationType.UPDATE,
        taken,
        version,
        hlc,
        priority,
        dependencies,
        grouped,
        recordTimeMs);
  }

  /** The same mutation as far as it concerns these changes. */
  Event only(List<Change> some) {
    return new Event(
        id,
        node,
        sequence,
        floor,
        key,
        operation,
        some,
        base,
        hlc,
        priority,
        dependencies,
        grouped,
        recordTimeMs);
  }

  /** Whether this was captured before the other one of the same node. */
  boolean isOwnOlderThan(Event other) {
    int byClock = hlc.compareTo(other.hlc);
    return node.equals(other.node) && (byClock < 0 || (byClock == 0 && sequence < other.sequence));
  }

  @Override
  public String toString() {
    return "%s %s#%d %s %s base=%d hlc=%s prio=%d at=%d %s"
        .formatted(id, node, sequence, operation, key, base, hlc, priority, recordTimeMs, changes);
  }
}
