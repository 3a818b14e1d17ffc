package ai.valeo.erp.tributary.edge.publish;

import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.PolicyViolationException;

/** How the broker says that something in a batch is not to its liking. */
final class BatchRefusal {

  private BatchRefusal() {}

  /** Whether the broker will never take a record like this, however often it is sent. */
  static boolean isRefusal(Exception exception) {
    return exception instanceof InvalidRecordException
        || exception instanceof InvalidTimestampException
        || exception instanceof PolicyViolationException;
  }
}
