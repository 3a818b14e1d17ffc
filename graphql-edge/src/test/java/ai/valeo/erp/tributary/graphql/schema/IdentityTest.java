package ai.valeo.erp.tributary.graphql.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class IdentityTest {

  @Test
  void shouldAllowEverythingWhereSecurityIsOff() {
    // when
    Identity local = Identity.local();

    // then
    assertThat(local.isAuthenticated()).isTrue();
    assertThat(local.has("mutations:admin")).isTrue();
    assertThat(local.seesAllWarehouses()).isTrue();
    assertThat(local.seesWarehouse(null)).isTrue();
  }

  @Test
  void shouldAllowNothingToTheUnknown() {
    // when
    Identity unknown = Identity.anonymous();

    // then
    assertThat(unknown.isAuthenticated()).isFalse();
    assertThat(unknown.has("orders:read")).isFalse();
    assertThat(unknown.seesWarehouse("B1")).isFalse();
  }

  @Test
  void shouldHideOtherWarehousesAndWhatBelongsToNone() {
    // when
    Identity clerk =
        new Identity(
            Identity.Kind.TOKEN,
            "anna",
            Set.of("CLERK"),
            Set.of("inventory:read"),
            Set.of("B1"),
            null);

    // then
    assertThat(clerk.seesWarehouse("B1")).isTrue();
    assertThat(clerk.seesWarehouse("B2")).isFalse();
    assertThat(clerk.seesWarehouse(null)).isFalse();
    assertThat(clerk.has("inventory:read")).isTrue();
    assertThat(clerk.has("*")).isFalse();
  }

  @Test
  void shouldKeepTokensOutOfTexts() {
    assertThat(new Caller("Bearer secret", false)).asString().doesNotContain("secret");
  }
}
