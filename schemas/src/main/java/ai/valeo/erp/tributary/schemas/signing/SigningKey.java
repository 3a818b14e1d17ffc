package ai.valeo.erp.tributary.schemas.signing;

import java.time.Instant;
import javax.crypto.SecretKey;

/**
 * A key that signs mutations.
 *
 * @param id its name, which goes with every signature
 * @param node whose mutations it signs, without incarnation; {@link #ANY_NODE} = everybody's
 * @param secret the secret
 * @param notBefore it holds from then on, by the broker's time
 * @param notAfter it does not hold after that
 */
public record SigningKey(
    String id, String node, SecretKey secret, Instant notBefore, Instant notAfter) {

  /** Of those who publish for others: the centre, and stations that import files. */
  public static final String ANY_NODE = "*";

  /** Separates a node from its incarnation. */
  private static final char INCARNATION = '#';

  /** Whether it holds at a time. */
  public boolean holdsAt(long epochMs) {
    return notBefore.toEpochMilli() <= epochMs && epochMs <= notAfter.toEpochMilli();
  }

  /** Whether one who signs for {@code signer} may speak for a node, in any incarnation of it. */
  public static boolean maySpeak(String signer, String node) {
    return signer.equals(ANY_NODE)
        || (node.startsWith(signer)
            && (node.length() == signer.length() || node.charAt(signer.length()) == INCARNATION));
  }

  /** Without the secret. */
  @Override
  public String toString() {
    return "SigningKey[id=" + id + ", node=" + node + ", secret=***]";
  }
}
