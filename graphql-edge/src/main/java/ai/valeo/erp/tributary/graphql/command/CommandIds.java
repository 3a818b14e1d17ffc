package ai.valeo.erp.tributary.graphql.command;

import ai.valeo.erp.tributary.graphql.trade.Clerk.OrderName;
import ai.valeo.erp.tributary.schemas.entity.MutationId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Identities of what is done at the centre. What bears a client's key has an identity that follows
 * from the client and the key alone, so that every instance, and the same one after a restart,
 * gives a repeated request the same.
 *
 * @param fresh makes identities by time and chance
 */
public record CommandIds(Supplier<MutationId> fresh) {

  private static final int NUMBER_CHARS = 12;
  private static final long VERSION_8 = 0x8000L;
  private static final long VERSION_BITS = 0xF000L;
  private static final long VARIANT = 0x8000_0000_0000_0000L;
  private static final long VARIANT_BITS = 0xC000_0000_0000_0000L;

  /** The identity of what a client wants under its key: a UUID of version 8 (RFC 9562). */
  static MutationId of(String actor, String key) {
    ByteBuffer hash = hash(actor.length() + ":" + actor + key);
    long most = (hash.getLong() & ~VERSION_BITS) | VERSION_8;
    long least = (hash.getLong() & ~VARIANT_BITS) | VARIANT;
    return new MutationId(new UUID(most, least).toString());
  }

  /** Names of the order that a mutation makes. */
  static OrderName order(MutationId id) {
    String text = Long.toUnsignedString(hash("order" + id.value()).getLong(), Character.MAX_RADIX);
    String code = "0".repeat(Math.max(0, NUMBER_CHARS - text.length())) + text;
    String number = "C-" + code.substring(code.length() - NUMBER_CHARS).toUpperCase(Locale.ROOT);
    return new OrderName(number, number);
  }

  private static ByteBuffer hash(String text) {
    try {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      return ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is part of every JDK", e);
    }
  }
}
