package ai.valeo.erp.tributary.topology.core.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SequenceTrackTest {

  @Test
  void shouldKnowASequenceThatItHasAdmitted() {
    // given
    var first = SequenceTrack.EMPTY.admit(5, 1);
    // when
    var second = first.next().admit(5, 1);
    // then
    assertThat(first.duplicate()).isFalse();
    assertThat(second.duplicate()).isTrue();
    assertThat(second.next()).isEqualTo(first.next());
  }

  @Test
  void shouldTakeWhatLiesBelowTheFloorForADuplicate() {
    // given
    SequenceTrack track = SequenceTrack.EMPTY.admit(500, 400).next();
    // when then
    assertThat(track.admit(399, 1).duplicate()).isTrue();
    assertThat(track.admit(400, 1).duplicate()).isFalse();
  }

  @Test
  void shouldRaiseTheFloorEvenByADuplicate() {
    // given
    SequenceTrack track = SequenceTrack.EMPTY.admit(70, 1).next();
    // when
    var again = track.admit(70, 65);
    // then
    assertThat(again.duplicate()).isTrue();
    assertThat(again.next().floor()).isEqualTo(65);
    assertThat(again.next().admit(64, 1).duplicate()).isTrue();
    assertThat(again.next().admit(66, 65).duplicate()).isFalse();
  }

  @Test
  void shouldStaySmallWhileTheFloorRises() {
    // given
    SequenceTrack track = SequenceTrack.EMPTY;
    // when
    for (long sequence = 1; sequence <= 100_000; sequence++) {
      track = track.admit(sequence, Math.max(1, sequence - 100)).next();
    }
    // then
    assertThat(track.words()).hasSizeLessThanOrEqualTo(3);
    assertThat(track.floor()).isEqualTo(99_900);
  }

  @Test
  void shouldAdmitEachOnceInAnyOrder() {
    // given 2,000 sequences three times over, shuffled, floors as low as they may be
    List<Long> arrivals =
        LongStream.rangeClosed(1, 6_000).mapToObj(i -> i % 2_000 + 1).collect(Collectors.toList());
    Collections.shuffle(arrivals, new Random(7));
    Set<Long> admitted = new HashSet<>();
    SequenceTrack track = SequenceTrack.EMPTY;
    // when
    for (long sequence : arrivals) {
      var admission = track.admit(sequence, 1);
      // then
      assertThat(admission.duplicate()).isEqualTo(!admitted.add(sequence));
      track = admission.next();
    }
    assertThat(admitted).hasSize(2_000);
  }

  @Test
  void shouldComeBackFromItsParts() {
    // given
    SequenceTrack track = SequenceTrack.EMPTY.admit(130, 100).next().admit(700, 101).next();
    // when
    SequenceTrack back = SequenceTrack.of(track.floor(), track.words());
    // then
    assertThat(back).isEqualTo(track);
    assertThat(back.contains(700)).isTrue();
    assertThat(back.contains(699)).isFalse();
  }

  @Test
  void shouldForgetEverythingWhenTheFloorJumpsAhead() {
    // given
    SequenceTrack track = SequenceTrack.EMPTY.admit(10, 1).next();
    // when
    var admission = track.admit(9_000_000_001L, 9_000_000_000L);
    // then
    assertThat(admission.duplicate()).isFalse();
    assertThat(admission.next().words()).hasSize(1);
  }

  @Test
  void shouldRefuseASequenceTooFarAboveItsFloor() {
    assertThatThrownBy(() -> SequenceTrack.EMPTY.admit(SequenceTrack.MAX_AHEAD + 2, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
