package ai.valeo.erp.tributary.edge.publish;

import static org.assertj.core.api.Assertions.assertThat;

import ai.valeo.erp.tributary.edge.publish.NodeRegister.Life;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RivalRunsTest {

  @Test
  void shouldLetExactlyOneOfTwoRunsStayWhateverTheySeeOfEachOther() {
    var random = new Random(20_261_121);
    for (int round = 0; round < 1_000; round++) {
      // given two runs, and places as compaction and reconnecting leave them
      String one = name(random.nextInt(100));
      String two = name(100 + random.nextInt(100));
      Life first = life(one, random.nextInt(1_000));
      Life second = life(two, random.nextInt(1_000));

      // when
      boolean firstStays = first.staysBefore(two, random.nextInt(1_000));
      boolean secondStays = second.staysBefore(one, random.nextInt(1_000));

      // then: the elder one
      assertThat(firstStays).isTrue();
      assertThat(secondStays).isFalse();
    }
  }

  @Test
  void shouldGiveWayToAnUnnamedRunThatWasThereBefore() {
    assertThat(life("", 5).staysBefore(name(1), 9)).isTrue();
    assertThat(life("", 9).staysBefore(name(1), 5)).isFalse();
  }

  private static Life life(String run, long first) {
    return new Life(run, "store", first, first + 1, false);
  }

  /** Names as a node makes them: the time first. */
  private static String name(int began) {
    return String.format("%012x-7000-8000-000000000000", 0x19a_0000_0000L + began);
  }
}
