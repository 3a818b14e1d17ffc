package ai.valeo.erp.tributary.graphql.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ChangeLogTest {

  private final ChangeLog log = new ChangeLog(2);

  @Test
  void shouldKnowWhatHasChangedSince() {
    // given
    log.changed("Product", "p1");
    long since = log.now();

    // when
    log.changed("Product", "p2");

    // then
    assertThat(log.isUnchanged(List.of("Product:p1", "Order:p2", "Order"), since)).isTrue();
    assertThat(log.isUnchanged(List.of("Product:p1", "Product:p2"), since)).isFalse();
    assertThat(log.isUnchanged(List.of("Product"), since)).isFalse();
    assertThat(log.isUnchanged(List.of("Product:p2", "Product"), log.now())).isTrue();
  }

  @Test
  void shouldNotVouchForWhatItHasForgotten() {
    // given
    long since = log.now();
    log.changed("Product", "p1");
    long later = log.now();

    // when
    log.changed("Product", "p2");
    log.changed("Product", "p3");

    // then p1 is forgotten, but not that it changed after the first moment
    assertThat(log.isUnchanged(List.of("Product:p1"), since)).isFalse();
    assertThat(log.isUnchanged(List.of("Order:o1"), since)).isFalse();
    assertThat(log.isUnchanged(List.of("Product:p1"), later)).isTrue();
  }

  @Test
  void shouldRememberTheLatestChangeOfAnEntity() {
    // given
    log.changed("Product", "p1");
    log.changed("Product", "p2");
    long since = log.now();

    // when
    log.changed("Product", "p1");
    log.changed("Product", "p3");

    // then
    assertThat(log.isUnchanged(List.of("Product:p1"), since)).isFalse();
  }

  @Test
  void shouldVouchForNothingAfterEverythingChanged() {
    // given
    long since = log.now();

    // when
    log.everythingChanged();

    // then
    assertThat(log.isUnchanged(List.of("Product:p1"), since)).isFalse();
    assertThat(log.isUnchanged(List.of(), log.now())).isTrue();
  }
}
