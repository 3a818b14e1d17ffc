package ai.valeo.erp.tributary.graphql.command;

import static org.assertj.core.api.Assertions.assertThat;

import ai.valeo.erp.tributary.schemas.entity.MutationId;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class CommandIdsTest {

  @Test
  void shouldGiveTheSameRequestTheSameIdentityEverywhere() {
    // when
    MutationId id = CommandIds.of("anna", "k1");

    // then: a fixed value, since other instances and later versions must find it again
    assertThat(id).isEqualTo(CommandIds.of("anna", "k1"));
    assertThat(id.value()).isEqualTo("49eacbe2-aae0-8420-b2fd-ed682e19bf94");
    assertThat(UUID.fromString(id.value()).version()).isEqualTo(8);
    assertThat(UUID.fromString(id.value()).variant()).isEqualTo(2);
  }

  @Test
  void shouldTellPersonsAndKeysApart() {
    assertThat(CommandIds.of("anna", "k1")).isNotEqualTo(CommandIds.of("berta", "k1"));
    assertThat(CommandIds.of("anna", "k1")).isNotEqualTo(CommandIds.of("anna", "k2"));
    assertThat(CommandIds.of("ab", "c")).isNotEqualTo(CommandIds.of("a", "bc"));
  }

  @Test
  void shouldNameAnOrderByItsMutation() {
    // given
    MutationId id = CommandIds.of("anna", "k1");

    // when / then
    assertThat(CommandIds.order(id)).isEqualTo(CommandIds.order(id));
    assertThat(CommandIds.order(id).number()).matches("C-[0-9A-Z]{12}");
    assertThat(CommandIds.order(id)).isNotEqualTo(CommandIds.order(new MutationId("other")));
  }
}
