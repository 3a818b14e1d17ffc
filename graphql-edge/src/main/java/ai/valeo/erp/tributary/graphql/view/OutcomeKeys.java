package ai.valeo.erp.tributary.graphql.view;

import ai.valeo.erp.tributary.schemas.avro.Outcome;
import ai.valeo.erp.tributary.schemas.avro.OutcomeState;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Keys of the index of answers: by time, by node, by entity, and those not APPLIED by state and by
 * reason. Behind each of these stand the time, ascending, and the mutation.
 */
final class OutcomeKeys {

  private OutcomeKeys() {}

  static byte[] all() {
    return new KeyBytes().text("t").toBytes();
  }

  static byte[] node(String edgeNodeId) {
    return new KeyBytes().text("n").text(edgeNodeId).toBytes();
  }

  static byte[] entity(String entityType, String entityId) {
    return new KeyBytes().text("e").text(entityType + ':' + entityId).toBytes();
  }

  static byte[] state(String state) {
    return new KeyBytes().text("s").text(state).toBytes();
  }

  static byte[] reason(String reason) {
    return new KeyBytes().text("r").text(reason).toBytes();
  }

  /** Every key of an answer. */
  static List<byte[]> of(Outcome outcome, long atMs) {
    byte[] place = new KeyBytes().ascending(atMs).text(outcome.getMutationId()).toBytes();
    var keys = new ArrayList<byte[]>();
    keys.add(KeyBytes.join(all(), place));
    keys.add(KeyBytes.join(node(outcome.getEdgeNodeId()), place));
    keys.add(KeyBytes.join(entity(outcome.getEntityType(), outcome.getEntityId()), place));
    if (outcome.getState() != OutcomeState.APPLIED) {
      keys.add(KeyBytes.join(state(outcome.getState().name()), place));
      String reason = outcome.getReason();
      if (reason != null) {
        keys.add(KeyBytes.join(reason(reason), place));
      }
    }
    return keys;
  }

  /** The time within what stands behind a prefix. */
  static long atMs(byte[] position) {
    return ByteBuffer.wrap(position).getLong() ^ Long.MIN_VALUE;
  }

  /** The mutation within what stands behind a prefix. */
  static String mutationId(byte[] position) {
    int end = position.length - 1;
    return new String(position, Long.BYTES, end - Long.BYTES, StandardCharsets.UTF_8);
  }
}
