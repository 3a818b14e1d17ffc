package ai.valeo.erp.tributary.tests.model;

import ai.valeo.erp.tributary.schemas.entity.Change;
import ai.valeo.erp.tributary.schemas.entity.EntityKey;
import ai.valeo.erp.tributary.schemas.entity.Hlc;
import ai.valeo.erp.tributary.schemas.entity.MutationId;
import java.util.List;

/**
 * A ruling as it arrives at the centre, in words of the tests.
 *
 * @param waiting the mutation that waits
 * @param kind KEEP, TAKE or MERGE
 * @param changes what MERGE sets
 * @param expectedVersion version of the entity the person saw
 * @param recordTimeMs the broker's time of the record
 */
public record RulingEvent(
    MutationId id,
    EntityKey key,
    MutationId waiting,
    String kind,
    List<Change> changes,
    long expectedVersion,
    Hlc hlc,
    long recordTimeMs)
    implements Arrived {

  /** Who publishes rulings. */
  public static final String NODE = "central";

  public RulingEvent {
    changes = List.copyOf(changes);
  }
}
