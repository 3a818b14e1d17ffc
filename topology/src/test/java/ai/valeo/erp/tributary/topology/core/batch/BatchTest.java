package ai.valeo.erp.tributary.topology.core.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BatchTest {

  @Test
  void shouldCutByBytes() {
    // given
    var items = List.of(40, 50, 20, 200, 10);
    // when
    var batches = BatchPlan.cut(items, item -> item, new BatchPlan.Bounds(10, 100));
    // then what is larger than a batch is one of its own
    assertThat(batches).containsExactly(List.of(40, 50), List.of(20), List.of(200), List.of(10));
  }

  @Test
  void shouldCutNothingIntoNothing() {
    assertThat(BatchPlan.cut(List.of(), item -> 1, new BatchPlan.Bounds(1, 1))).isEmpty();
  }

  @Test
  void shouldNeverAllowMoreThan100() {
    assertThatThrownBy(() -> new BatchPlan.Bounds(101, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void shouldKeepEveryItemOnceAndInOrder() {
    // given
    List<Integer> items = IntStream.range(0, 1_001).boxed().toList();
    // when
    var batches = BatchPlan.cut(items, item -> item % 7, new BatchPlan.Bounds(13, 20));
    // then
    assertThat(batches.stream().flatMap(List::stream).toList()).isEqualTo(items);
  }

  @Test
  void shouldShrinkWhenBatchesTakeTooLong() {
    // given
    var sizer = BatchSizer.within(20);
    // when then
    assertThat(sizer.after(21, 500).size()).isEqualTo(50);
    assertThat(sizer.after(21, 500).after(21, 500).after(21, 500).size()).isEqualTo(12);
    assertThat(new BatchSizer(12, 20).after(21, 0).size()).isEqualTo(10);
    assertThat(new BatchSizer(10, 20).after(21, 0).size()).isEqualTo(10);
  }

  @Test
  void shouldGrowOnlyWhileThereIsABacklog() {
    // given
    var sizer = new BatchSizer(50, 20);
    // when then
    assertThat(sizer.after(20, 51).size()).isEqualTo(60);
    assertThat(sizer.after(20, 50).size()).isEqualTo(50);
    assertThat(new BatchSizer(95, 20).after(1, 999).size()).isEqualTo(100);
  }
}
