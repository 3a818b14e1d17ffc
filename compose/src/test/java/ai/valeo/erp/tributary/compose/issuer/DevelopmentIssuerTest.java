package ai.valeo.erp.tributary.compose.issuer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.valeo.erp.tributary.graphql.schema.Identity;
import ai.valeo.erp.tributary.graphql.security.Role;
import ai.valeo.erp.tributary.graphql.security.Security;
import ai.valeo.erp.tributary.graphql.security.SecuritySettings;
import ai.valeo.erp.tributary.graphql.security.TokenRefusedException;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DevelopmentIssuerTest {

  @TempDir Path folder;

  @Test
  void shouldMakeTokensThatAServerTakes() {
    // given
    try (DevelopmentIssuer issuer = DevelopmentIssuer.start(folder.resolve("issuer"), 0);
        Security security = security(issuer.jwks())) {
      var bearer =
          new DevelopmentKey.Bearer("anna", Role.CLERK, List.of("B1"), Duration.ofHours(1));

      // when
      Identity identity = security.identity("Bearer " + issuer.key().token(bearer), "here");

      // then
      assertThat(identity.subject()).isEqualTo("anna");
      assertThat(identity.has("orders:write")).isTrue();
      assertThat(identity.has("customers:pii")).isFalse();
      assertThat(identity.seesWarehouse("B1")).isTrue();
      assertThat(identity.seesWarehouse("B2")).isFalse();
    }
  }

  @Test
  void shouldKeepItsKeyToItsOwner() throws IOException {
    // given
    Path own = folder.resolve("issuer");

    // when
    String first = DevelopmentKey.in(own).publicKeys();
    String second = DevelopmentKey.in(own).publicKeys();

    // then
    assertThat(second).isEqualTo(first).doesNotContain("\"d\"");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(own)))
        .isEqualTo("rwx------");
    assertThat(
            PosixFilePermissions.toString(Files.getPosixFilePermissions(own.resolve("key.json"))))
        .isEqualTo("rw-------");
  }

  @Test
  void shouldNotMakeTokensForTheKeyOfAnother() {
    // given
    DevelopmentKey stranger = DevelopmentKey.in(folder.resolve("stranger"));
    String token = stranger.token(DevelopmentKey.Bearer.of(Role.ADMIN));
    try (DevelopmentIssuer issuer = DevelopmentIssuer.start(folder.resolve("issuer"), 0);
        Security security = security(issuer.jwks())) {
      // when / then
      assertThatThrownBy(() -> security.identity("Bearer " + token, "here"))
          .isInstanceOf(TokenRefusedException.class);
    }
  }

  private static Security security(URI jwks) {
    SecuritySettings open = SecuritySettings.OPEN;
    var keys =
        new SecuritySettings.Keys(
            jwks, null, Duration.ofMinutes(5), Duration.ofSeconds(1), Duration.ofSeconds(30));
    var tokens =
        new SecuritySettings.Tokens(
            DevelopmentKey.ISSUER,
            Set.of(DevelopmentKey.AUDIENCE),
            keys,
            Set.of("ES256"),
            Duration.ZERO,
            new SecuritySettings.ClaimNames(
                "sub", List.of("roles"), List.of("scope"), "warehouses"));
    return new Security(
        new SecuritySettings(
            tokens,
            open.rates(),
            open.documents(),
            open.origins(),
            open.get(),
            true,
            open.timeout()),
        new SimpleMeterRegistry(),
        InstantSource.system());
  }
}
