package ai.valeo.erp.tributary.graphql.security;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.OctetKeyPair;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.NamedParameterSpec;

/**
 * Signatures of RFC 8037 by the JDK; the library's own need another library, with a thousand
 * classes, for the same.
 */
final class Ed25519 {

  private static final String NAME = "Ed25519";
  private static final int KEY_BYTES = 32;

  private Ed25519() {}

  /**
   * Whether a signature of a text is one of a key.
   *
   * @throws GeneralSecurityException if the key is none
   */
  static boolean isSigned(OctetKeyPair key, byte[] text, byte[] signature)
      throws GeneralSecurityException {
    if (!Curve.Ed25519.equals(key.getCurve())) {
      throw new GeneralSecurityException("curve: " + key.getCurve());
    }
    Signature check = Signature.getInstance(NAME);
    check.initVerify(publicKey(key.getDecodedX()));
    check.update(text);
    return check.verify(signature);
  }

  /** The point's y coordinate, little-endian, whose highest bit tells whether x is odd. */
  private static PublicKey publicKey(byte[] encoded) throws GeneralSecurityException {
    if (encoded.length != KEY_BYTES) {
      throw new GeneralSecurityException("key: " + encoded.length + " bytes");
    }
    byte[] number = new byte[KEY_BYTES];
    for (int i = 0; i < KEY_BYTES; i++) {
      number[i] = encoded[KEY_BYTES - 1 - i];
    }
    boolean isOdd = (number[0] & 0x80) != 0;
    number[0] &= 0x7f;
    var point = new EdECPoint(isOdd, new BigInteger(1, number));
    return KeyFactory.getInstance(NAME)
        .generatePublic(new EdECPublicKeySpec(new NamedParameterSpec(NAME), point));
  }
}
