package ai.valeo.erp.tributary.graphql.security;

import static ai.valeo.erp.tributary.graphql.Patience.patiently;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.valeo.erp.tributary.graphql.schema.Identity;
import ai.valeo.erp.tributary.graphql.security.TokenRefusedException.Reason;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenCheckTest {

  private final TestIssuer issuer = new TestIssuer();
  private final SecuritySettings.Tokens settings = issuer.tokens(null);
  private final IssuerKeys keys = new IssuerKeys(settings.keys());
  private final TokenCheck check = new TokenCheck(settings, keys, InstantSource.system());

  @TempDir Path folder;

  @AfterEach
  void close() {
    keys.close();
    issuer.close();
  }

  @Test
  void shouldTellWhomAGoodTokenStandsFor() {
    // given
    String token =
        issuer.token(claims ->
            claims
                .claim("realm_access", Map.of("roles", List.of("CLERK", "offline_access")))
                .claim("permissions", List.of("conflicts:resolve"))
                .claim("warehouses", List.of("B1")));

    // when
    Identity identity = check.identity(token);

    // then
    assertThat(identity.subject()).isEqualTo("anna");
    assertThat(identity.roles()).contains("CLERK");
    assertThat(identity.scopes())
        .contains("inventory:write", "conflicts:resolve")
        .doesNotContain("customers:pii", "mutations:admin");
    assertThat(identity.warehouses()).containsExactly("B1");
    assertThat(identity.expiresAt()).isAfter(Instant.now());
  }

  @Test
  void shouldTakeOneOfSeveralAudiencesAndClocksThatDifferALittle() {
    assertThat(
            check
                .identity(
                    issuer.token(claims ->
                        claims
                            .audience(List.of("somebody", "other"))
                            .expirationTime(Date.from(Instant.now().minusSeconds(5)))
                            .notBeforeTime(Date.from(Instant.now().plusSeconds(5)))))
                .subject())
        .isEqualTo("anna");
  }

  @Test
  void shouldRefuseWhatIsWrong() {
    refused("over", claims -> claims.expirationTime(Date.from(Instant.now().minusSeconds(60))));
    refused("lacks", claims -> claims.expirationTime(null));
    refused("yet", claims -> claims.notBeforeTime(Date.from(Instant.now().plusSeconds(60))));
    refused("not for this service", claims -> claims.audience("elsewhere"));
    refused("", claims -> claims.audience((String) null));
    refused("another issuer", claims -> claims.issuer("https://evil.test"));
    refused("subject", claims -> claims.subject(""));
  }

  @Test
  void shouldRefuseSignaturesOfOthers() throws JOSEException {
    // given
    JWTClaimsSet claims = TestIssuer.claims(all -> {});
    RSAKey stranger = TestIssuer.stranger("one");
    var secret =
        new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("one").build(), claims);
    secret.sign(
        new MACSigner(issuer.key.toPublicJWK().toString().getBytes(StandardCharsets.UTF_8)));
    String good = issuer.token();
    String torn = good.substring(0, good.lastIndexOf('.') + 1) + "AAAA";

    // when / then
    refused("not signed by a key", TestIssuer.sign(stranger, claims));
    refused("not signed by a key", torn);
    refused("algorithm", secret.serialize());
    refused("no signed token", new PlainJWT(claims).serialize());
    refused("no signed token", "nonsense");
    refused("too long", "a".repeat(20_000));
  }

  @Test
  void shouldTakeCurves() throws JOSEException, GeneralSecurityException {
    // given
    ECKey curve = new ECKeyGenerator(Curve.P_256).keyID("ec").generate();
    KeyPair edwards = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    byte[] encoded = edwards.getPublic().getEncoded();
    OctetKeyPair shown =
        new OctetKeyPair.Builder(
                Curve.Ed25519,
                Base64URL.encode(Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length)))
            .keyID("ed")
            .build();
    issuer.show(curve.toPublicJWK(), shown);
    var ec =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.ES256).keyID("ec").build(),
            TestIssuer.claims(all -> {}));
    ec.sign(new ECDSASigner(curve));

    // when / then
    assertThat(check.identity(ec.serialize()).subject()).isEqualTo("anna");
    String token = edwards(edwards, TestIssuer.claims(all -> {}));
    assertThat(check.identity(token).subject()).isEqualTo("anna");
    refused("not signed by a key", token.substring(0, token.length() - 4) + "AAAA");
  }

  private static String edwards(KeyPair pair, JWTClaimsSet claims) throws GeneralSecurityException {
    String head = Base64URL.encode("{\"alg\":\"EdDSA\",\"kid\":\"ed\"}").toString();
    String text = head + '.' + Base64URL.encode(claims.toString());
    Signature signature = Signature.getInstance("Ed25519");
    signature.initSign(pair.getPrivate());
    signature.update(text.getBytes(StandardCharsets.US_ASCII));
    return text + '.' + Base64URL.encode(signature.sign());
  }

  @Test
  void shouldLookAgainForAKeyItDoesNotKnowAndForgetOneThatIsGone() {
    // given
    String before = issuer.token();
    assertThat(check.identity(before).subject()).isEqualTo("anna");
    RSAKey next = TestIssuer.stranger("two");
    issuer.show(next.toPublicJWK());

    // when
    String after = TestIssuer.sign(next, TestIssuer.claims(all -> {}));

    // then
    patiently()
        .ignoreExceptions()
        .untilAsserted(() -> assertThat(check.identity(after).subject()).isEqualTo("anna"));
    refused("not signed by a key", before);
  }

  @Test
  void shouldSayThatKeysAreUnknownUntilTheIssuerAnswers() {
    // given
    String token = issuer.token();
    issuer.close();

    // when
    var failure = catchThrowableOfType(TokenRefusedException.class, () -> check.identity(token));

    // then
    assertThat(failure.reason()).isEqualTo(Reason.KEYS_UNKNOWN);
    assertThat(keys.areKnown()).isFalse();
  }

  @Test
  void shouldUseTheKeysItKeptWhereTheIssuerIsAway() {
    // given
    SecuritySettings.Tokens keeping = issuer.tokens(folder.resolve("keys.json"));
    String token = issuer.token();
    try (IssuerKeys first = new IssuerKeys(keeping.keys())) {
      first.fetch();
      assertThat(first.areKnown()).isTrue();
    }
    issuer.close();

    // when / then
    try (IssuerKeys second = new IssuerKeys(keeping.keys())) {
      TokenCheck later = new TokenCheck(keeping, second, InstantSource.system());
      assertThat(later.identity(token).subject()).isEqualTo("anna");
    }
    assertThat(folder.resolve("keys.json")).content().doesNotContain("\"d\"");
  }

  private void refused(String words, Consumer<JWTClaimsSet.Builder> change) {
    refused(words, issuer.token(change));
  }

  private void refused(String words, String token) {
    var failure = catchThrowableOfType(TokenRefusedException.class, () -> check.identity(token));
    assertThat(failure).as(words).isNotNull().hasMessageContaining(words);
    assertThat(failure.reason()).isEqualTo(Reason.INVALID);
  }
}
