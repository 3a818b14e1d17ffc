package ai.valeo.erp.tributary.edge.core;

import static org.assertj.core.api.Assertions.assertThat;

import ai.valeo.erp.tributary.edge.core.Answer.Verdict;
import ai.valeo.erp.tributary.edge.core.Flight.Phase;
import ai.valeo.erp.tributary.schemas.entity.Hlc;
import ai.valeo.erp.tributary.schemas.entity.MutationId;
import ai.valeo.erp.tributary.schemas.entity.Value;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ShadowTest {

  private static final MutationId OWN = new MutationId("own-1");
  private static final MutationId OWN_2 = new MutationId("own-2");

  @Test
  void shouldTakeRecordAsBaseWhenNothingIsUnderWay() {
    // given
    Shadow shadow = new Shadow(null, null, List.of());

    // when
    Shadow next = shadow.received(base(3, "other"));

    // then
    assertThat(next).isEqualTo(new Shadow(base(3, "other"), null, List.of()));
  }

  @Test
  void shouldHoldForeignRecordBackWhileOwnMutationIsOpen() {
    // given
    Shadow shadow = new Shadow(base(1, "x"), null, List.of(open(1, OWN)));

    // when
    Shadow next = shadow.received(base(3, "other"));

    // then
    assertThat(next.base()).isEqualTo(base(1, "x"));
    assertThat(next.held()).isEqualTo(base(3, "other"));
  }

  @Test
  void shouldTakeHeldRecordWhenLastOpenMutationIsAnswered() {
    // given
    Shadow shadow = new Shadow(base(1, "x"), base(3, "other"), List.of(open(1, OWN)));

    // when
    Shadow next = shadow.answered(OWN, applied(2));

    // then
    assertThat(next).isEqualTo(new Shadow(base(3, "other"), null, List.of()));
  }

  @Test
  void shouldTakeHeldRecordWhenAnswerTellsThatLaterOnesAreNotInIt() {
    // given
    Shadow shadow =
        new Shadow(base(1, "x"), base(3, "other"), List.of(open(1, OWN), open(2, OWN_2)));

    // when
    Shadow next = shadow.answered(OWN, applied(4));

    // then
    assertThat(next)
        .isEqualTo(
            new Shadow(
                base(3, "other"),
                null,
                List.of(new Flight(1, OWN, Phase.ANSWERED, 4), open(2, OWN_2))));
  }

  @Test
  void shouldKeepAnsweredMutationUntilRecordOfThatVersionComes() {
    // given
    Shadow shadow = new Shadow(base(1, "x"), null, List.of(open(1, OWN)));

    // when
    Shadow answered = shadow.answered(OWN, applied(2));
    Shadow received = answered.received(base(2, OWN.value()));

    // then
    assertThat(answered.flights()).containsExactly(new Flight(1, OWN, Phase.ANSWERED, 2));
    assertThat(received).isEqualTo(new Shadow(base(2, OWN.value()), null, List.of()));
  }

  @Test
  void shouldMarkOwnMutationsUpToTheOneThatChangedTheRecordLast() {
    // given
    Shadow shadow = new Shadow(base(1, "x"), null, List.of(open(1, OWN), open(2, OWN_2)));

    // when
    Shadow next = shadow.received(base(2, OWN.value()));

    // then
    assertThat(next.base()).isEqualTo(base(2, OWN.value()));
    assertThat(next.flights())
        .containsExactly(new Flight(1, OWN, Phase.IN_BASE, 0), open(2, OWN_2));
    assertThat(next.answered(OWN, applied(2)).flights()).containsExactly(open(2, OWN_2));
  }

  @Test
  void shouldDropFailedMutationAtOnce() {
    // given
    Shadow shadow = new Shadow(base(1, "x"), null, List.of(open(1, OWN)));

    // when
    Shadow next =
        shadow.answered(OWN, new Verdict(MutationState.FAILED, "INVARIANT", "below 0", 5));

    // then
    assertThat(next).isEqualTo(new Shadow(base(1, "x"), null, List.of()));
  }

  @Test
  void shouldIgnoreRecordsThatAreNotNewer() {
    // given
    Shadow shadow = new Shadow(base(4, "x"), null, List.of());

    // when
    Shadow next = shadow.received(base(4, "x")).received(base(3, "w"));

    // then
    assertThat(next).isEqualTo(shadow);
  }

  @Test
  void shouldTakeLowerVersionAfterDeletionAsNewLife() {
    // given
    Shadow shadow = new Shadow(Base.tombstone(9, Hlc.ZERO, "x"), null, List.of());

    // when
    Shadow next = shadow.received(base(1, "y"));

    // then
    assertThat(next.base()).isEqualTo(base(1, "y"));
  }

  @Test
  void shouldIgnoreAnswersToUnknownMutations() {
    // given
    Shadow shadow = new Shadow(base(4, "x"), null, List.of(open(7, OWN)));

    // when
    Shadow next = shadow.answered(OWN_2, applied(5));

    // then
    assertThat(next).isEqualTo(shadow);
  }

  static Base base(long version, String updatedBy) {
    var values = new TreeMap<String, Value>();
    values.put("quantity", Value.of(version));
    return new Base(version, new Hlc(version, 0), updatedBy, false, values);
  }

  private static Flight open(long sequence, MutationId id) {
    return new Flight(sequence, id, Phase.OPEN, 0);
  }

  private static Verdict applied(long version) {
    return new Verdict(MutationState.APPLIED, null, null, version);
  }
}
