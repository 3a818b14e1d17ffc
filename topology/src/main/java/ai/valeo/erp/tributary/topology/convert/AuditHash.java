package ai.valeo.erp.tributary.topology.convert;

import ai.valeo.erp.tributary.schemas.serde.WireFormat;
import ai.valeo.erp.tributary.topology.core.entity.ChainHash;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The links of an entity's audit chain: SHA-256 of an entry's Avro binary as it stands in the
 * topic, without the five bytes of framing in front. The schema id there differs between
 * registries, the entry does not.
 */
public final class AuditHash {

  private AuditHash() {}

  /** Hash of an entry as it stands in the topic. */
  public static ChainHash of(byte[] framed) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(framed, WireFormat.HEADER_BYTES, framed.length - WireFormat.HEADER_BYTES);
      return ChainHash.of(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }
}
