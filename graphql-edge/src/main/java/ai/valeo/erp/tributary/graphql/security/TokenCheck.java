package ai.valeo.erp.tributary.graphql.security;

import ai.valeo.erp.tributary.graphql.schema.Identity;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.BadJWTException;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import java.security.GeneralSecurityException;
import java.text.ParseException;
import java.time.InstantSource;
import java.util.Date;
import java.util.Set;

/**
 * Tells whether a token holds: signed by a key of the issuer with an algorithm that is taken, for
 * us, and in its time. Any thread that may block: keys may have to be asked for.
 */
final class TokenCheck {

  /** Longest token, in characters. */
  private static final int MAX_CHARS = 16_384;

  /** Least size of an RSA key. */
  private static final int LEAST_RSA_BITS = 2048;

  private final SecuritySettings.Tokens settings;
  private final IssuerKeys keys;
  private final TokenClaims claims;
  private final DefaultJWTClaimsVerifier<?> verifier;

  TokenCheck(SecuritySettings.Tokens settings, IssuerKeys keys, InstantSource clock) {
    this.settings = settings;
    this.keys = keys;
    this.claims = new TokenClaims(settings.claims());
    this.verifier =
        new DefaultJWTClaimsVerifier<>(
            settings.audiences(),
            new JWTClaimsSet.Builder().issuer(settings.issuer()).build(),
            Set.of("exp"),
            Set.of()) {
          @Override
          protected Date currentTime() {
            return Date.from(clock.instant());
          }
        };
    verifier.setMaxClockSkew(Math.toIntExact(settings.skew().toSeconds()));
  }

  /**
   * Whom a token stands for.
   *
   * @throws TokenRefusedException if it does not hold
   */
  Identity identity(String token) {
    if (token.length() > MAX_CHARS) {
      throw invalid("The token is too long");
    }
    try {
      SignedJWT signed = SignedJWT.parse(token);
      JWSHeader header = signed.getHeader();
      if (!settings.algorithms().contains(header.getAlgorithm().getName())) {
        throw invalid("The token's signature algorithm is not taken");
      }
      if (header.getCriticalParams() != null && !header.getCriticalParams().isEmpty()) {
        throw invalid("The token demands what is not known here");
      }
      if (!isSigned(signed)) {
        throw invalid("The token is not signed by a key of the issuer");
      }
      JWTClaimsSet all = signed.getJWTClaimsSet();
      verifier.verify(all, null);
      return claims.identity(all);
    } catch (ParseException | IllegalArgumentException e) {
      throw invalid("It is no signed token");
    } catch (BadJWTException e) {
      throw invalid(words(e));
    }
  }

  private boolean isSigned(SignedJWT token) {
    for (JWK key : keys.of(token.getHeader())) {
      if (isSigned(token, key)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isSigned(SignedJWT token, JWK key) {
    try {
      return switch (key) {
        case RSAKey rsa -> rsa.size() >= LEAST_RSA_BITS && isBy(new RSASSAVerifier(rsa), token);
        case ECKey curve -> isBy(new ECDSAVerifier(curve), token);
        case OctetKeyPair edwards ->
            Ed25519.isSigned(edwards, token.getSigningInput(), token.getSignature().decode());
        default -> false; // symmetric keys: whoever can check could sign
      };
    } catch (JOSEException | GeneralSecurityException e) {
      return false; // a key that does not fit the algorithm
    }
  }

  private static boolean isBy(JWSVerifier key, SignedJWT token) throws JOSEException {
    return key.verify(token.getHeader(), token.getSigningInput(), token.getSignature());
  }

  /** The library's words name what was expected; a client is told what is wrong only. */
  private static String words(BadJWTException problem) {
    String message = String.valueOf(problem.getMessage());
    if (message.contains("Expired")) {
      return "The token is over";
    }
    if (message.contains("before use")) {
      return "The token does not hold yet";
    }
    if (message.contains("aud")) {
      return "The token is not for this service";
    }
    return message.contains("iss claim")
        ? "The token is of another issuer"
        : "The token lacks a claim";
  }

  private static TokenRefusedException invalid(String message) {
    return new TokenRefusedException(TokenRefusedException.Reason.INVALID, message);
  }
}
