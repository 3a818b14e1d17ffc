package ai.valeo.erp.tributary.graphql.command;

import ai.valeo.erp.tributary.schemas.entity.EdgeNodeId;
import ai.valeo.erp.tributary.schemas.signing.KeyFile;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How the centre writes.
 *
 * @param node the name under which it publishes
 * @param signingKeys sign what it publishes; none = nothing is signed
 * @param patience how long an answer waits for the outcome
 * @param underway changes at most that wait for their outcomes
 * @param reading how reads wait for writes
 * @param submitting what nodes may submit
 */
public record CommandSettings(
    EdgeNodeId node,
    @Nullable KeyFile signingKeys,
    Duration patience,
    int underway,
    Reading reading,
    Submitting submitting) {

  /** Stands between the name of the centre and that of one of its instances. */
  public static final char INSTANCE_MARK = '@';

  /** Whether a node is the centre, in whichever of its instances and incarnations. */
  boolean isCentral(String other) {
    String own = node.value();
    int mark = own.indexOf(INSTANCE_MARK);
    String name = mark < 0 ? own : own.substring(0, mark);
    return other.equals(name)
        || other.startsWith(name + INSTANCE_MARK)
        || other.startsWith(name + '#');
  }

  /**
   * How reads wait for writes.
   *
   * @param patience how long a read waits until the views have what it asks for
   * @param reads reads at most that wait
   */
  public record Reading(Duration patience, int reads) {}

  /**
   * What nodes may submit.
   *
   * @param perRequest changes in one request at most
   * @param perSecond changes a second that one node may submit
   */
  public record Submitting(int perRequest, int perSecond) {}
}
