package ai.valeo.erp.tributary.graphql.view;

import ai.valeo.erp.tributary.schemas.avro.Conflict;
import ai.valeo.erp.tributary.schemas.avro.Contender;
import ai.valeo.erp.tributary.schemas.avro.Stamp;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * Keys of the index of conflicts: by state, kind, entity, and by every node and strategy that had a
 * part in it. Behind each of these stand the time, the newest first, and the conflict.
 */
final class ConflictKeys {

  private ConflictKeys() {}

  static byte[] state(String state) {
    return new KeyBytes().text("s").text(state).toBytes();
  }

  static byte[] kind(String kind) {
    return new KeyBytes().text("k").text(kind).toBytes();
  }

  static byte[] entity(String entityType, String entityId) {
    return new KeyBytes().text("e").text(entityType + ':' + entityId).toBytes();
  }

  static byte[] node(String edgeNodeId) {
    return new KeyBytes().text("n").text(edgeNodeId).toBytes();
  }

  static byte[] strategy(String strategy) {
    return new KeyBytes().text("g").text(strategy).toBytes();
  }

  /** Every key of a conflict. */
  static List<byte[]> of(Conflict conflict) {
    byte[] place =
        new KeyBytes()
            .descending(conflict.getDetectedAtMs().toEpochMilli())
            .text(conflict.getId())
            .toBytes();
    var nodes = new TreeSet<String>();
    var strategies = new TreeSet<String>();
    nodes.add(conflict.getEdgeNodeId());
    for (Contender contender : conflict.getContenders()) {
      strategies.add(contender.getStrategy());
      Stamp stamp = contender.getPresentStamp();
      if (stamp != null) {
        nodes.add(stamp.getEdgeNodeId());
      }
    }
    var keys = new ArrayList<byte[]>();
    keys.add(KeyBytes.join(state(conflict.getState().name()), place));
    keys.add(KeyBytes.join(kind(conflict.getKind()), place));
    keys.add(KeyBytes.join(entity(conflict.getEntityType(), conflict.getEntityId()), place));
    nodes.forEach(node -> keys.add(KeyBytes.join(node(node), place)));
    strategies.forEach(strategy -> keys.add(KeyBytes.join(strategy(strategy), place)));
    return keys;
  }
}
