package ai.valeo.erp.tributary.graphql.security;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** An issuer of tokens with a JWKS document, whose keys can be changed. */
public final class TestIssuer implements AutoCloseable {

  public static final String NAME = "https://issuer.test";
  public static final String AUDIENCE = "tributary";

  private static final int OK = 200;

  /** Keys take long to make, and the next issuer may have the same. */
  private static final RSAKey OWN = made();

  private static final RSAKey OTHER = made();

  public final RSAKey key = OWN;
  public final AtomicInteger looks = new AtomicInteger();

  private final HttpServer server;
  private volatile List<? extends JWK> shown = List.of(key);

  public TestIssuer() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext(
        "/jwks",
        exchange -> {
          looks.incrementAndGet();
          byte[] body = new JWKSet(List.copyOf(shown)).toString().getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(OK, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
  }

  /** A key that is not an issuer's, under any name; "one" is what an issuer calls its own. */
  public static RSAKey stranger(String id) {
    return new RSAKey.Builder(OTHER).keyID(id).build();
  }

  private static RSAKey made() {
    try {
      return new RSAKeyGenerator(2048).keyID("one").generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What the document shows from now on. */
  public void show(JWK... keys) {
    shown = List.of(keys);
  }

  public URI jwks() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/jwks");
  }

  /** Settings that take its tokens. */
  public SecuritySettings settings() {
    return settings(null);
  }

  public SecuritySettings settings(@Nullable Path copy) {
    SecuritySettings open = SecuritySettings.OPEN;
    return new SecuritySettings(
        tokens(copy),
        new SecuritySettings.Rates(null, null, null, null),
        open.documents(),
        open.origins(),
        open.get(),
        true,
        open.timeout());
  }

  public SecuritySettings.Tokens tokens(@Nullable Path copy) {
    return new SecuritySettings.Tokens(
        NAME,
        Set.of(AUDIENCE, "other"),
        new SecuritySettings.Keys(
            jwks(), copy, Duration.ofMinutes(5), Duration.ofMillis(1), Duration.ofSeconds(30)),
        Set.of("RS256", "ES256", "EdDSA"),
        Duration.ofSeconds(30),
        new SecuritySettings.ClaimNames(
            "sub",
            List.of("roles", "realm_access.roles"),
            List.of("scope", "permissions"),
            "warehouses"));
  }

  /** A token that holds, changed. */
  public String token(Consumer<JWTClaimsSet.Builder> change) {
    return sign(key, claims(change));
  }

  /** A token that holds for ten minutes, with scopes. */
  public String token(String... scopes) {
    return token(claims -> claims.claim("scope", String.join(" ", scopes)));
  }

  public static JWTClaimsSet claims(Consumer<JWTClaimsSet.Builder> change) {
    var claims =
        new JWTClaimsSet.Builder()
            .issuer(NAME)
            .audience(AUDIENCE)
            .subject("anna")
            .expirationTime(Date.from(Instant.now().plusSeconds(600)));
    change.accept(claims);
    return claims.build();
  }

  public static String sign(RSAKey with, JWTClaimsSet claims) {
    try {
      SignedJWT token =
          new SignedJWT(
              new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(with.getKeyID()).build(), claims);
      token.sign(new RSASSASigner(with));
      return token.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
