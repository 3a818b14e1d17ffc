package ai.valeo.erp.tributary.edge.metrics;

import ai.valeo.erp.tributary.schemas.entity.MutationId;
import java.util.OptionalLong;

/**
 * When a mutation was captured, as its id tells: a node's own are UUIDs of version 7 (RFC 9562),
 * which begin with 48 bits of milliseconds since 1970 UTC. So nothing has to be looked up.
 */
final class CaptureTime {

  private static final int UUID_CHARS = 36;
  private static final int VERSION_PLACE = 14;
  private static final int HIGH_CHARS = 8;
  private static final int LOW_BEGIN = 9;
  private static final int LOW_END = 13;
  private static final int LOW_BITS = 16;
  private static final int HEX = 16;

  private CaptureTime() {}

  /** Milliseconds since 1970 UTC; empty if the id is of another kind. */
  static OptionalLong ofMs(MutationId id) {
    String text = id.value();
    if (text.length() != UUID_CHARS || text.charAt(VERSION_PLACE) != '7') {
      return OptionalLong.empty();
    }
    try {
      long high = Long.parseLong(text, 0, HIGH_CHARS, HEX);
      long low = Long.parseLong(text, LOW_BEGIN, LOW_END, HEX);
      return OptionalLong.of(high << LOW_BITS | low);
    } catch (NumberFormatException e) {
      return OptionalLong.empty();
    }
  }
}
