package ai.valeo.erp.tributary.graphql.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TotalsTest {

  @Test
  void shouldNotCountARecordThatComesAgain() {
    // given
    Totals totals = Totals.none(2).count(4, 0).count(5, 1).count(9, 1);

    // when
    Totals again = totals.count(4, 0).count(5, 1).count(9, 1).count(10, 0);

    // then
    assertThat(again).isEqualTo(new Totals(11, List.of(2L, 2L)));
  }

  @Test
  void shouldMoveWhatIsCountedElsewhereOnce() {
    // given
    Totals totals = Totals.none(2).count(4, 0);

    // when
    Totals moved = totals.move(4, 0, 1).move(5, 0, 1).move(5, 0, 1);

    // then what is not there cannot be less
    assertThat(moved).isEqualTo(new Totals(6, List.of(0L, 1L)));
    assertThat(moved.move(6, 0, 1)).isEqualTo(new Totals(7, List.of(0L, 2L)));
  }

  @Test
  void shouldComeBackFromTheStoredForm() {
    // given
    Totals totals = Totals.none(3).count(7, 2);

    // when / then
    assertThat(Totals.of(totals.toBytes())).isEqualTo(totals);
  }
}
