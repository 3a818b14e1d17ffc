package ai.valeo.erp.tributary.edge.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import ai.valeo.erp.tributary.edge.outbox.LostOutcomes.Place;
import org.junit.jupiter.api.Test;

class AcknowledgedTest {

  private final Acknowledged acknowledged = new Acknowledged();

  /** Else a mutation sent again behind all others would wait for one more to come after it. */
  @Test
  void shouldKnowTheFirstPlaceOfWhatIsSentAgain() {
    // given
    acknowledged.add(7, new Place(2, 40, true));
    acknowledged.add(8, new Place(1, 41, true));

    // when
    acknowledged.forget(0);
    assertThat(acknowledged.contains(7)).isFalse();
    acknowledged.add(7, new Place(2, 90, true));

    // then
    assertThat(acknowledged.places())
        .containsExactly(entry(7L, new Place(2, 40, false)), entry(8L, new Place(1, 41, true)));
  }

  @Test
  void shouldForgetThePlacesOfWhatIsAnswered() {
    // given
    acknowledged.add(7, new Place(0, 40, true));
    acknowledged.add(8, new Place(0, 41, true));

    // when
    acknowledged.raiseFloor(8, 0);

    // then
    assertThat(acknowledged.places()).containsOnlyKeys(8L);
  }
}
