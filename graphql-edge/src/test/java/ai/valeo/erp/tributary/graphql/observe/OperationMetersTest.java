package ai.valeo.erp.tributary.graphql.observe;

import static org.assertj.core.api.Assertions.assertThat;

import graphql.language.OperationDefinition;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Collection;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Operations are measured by name, whatever names clients think of. */
final class OperationMetersTest {

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final OperationMeters operations = new OperationMeters(meters);

  @Test
  void shouldGiveANameThatComesOftenItsOwnTime() {
    // when
    run("Stock", OperationMeters.OFTEN + 2);

    // then
    assertThat(timer("Stock").count()).isEqualTo(3);
    assertThat(timer(OperationMeters.OTHER).count()).isEqualTo(OperationMeters.OFTEN - 1);
  }

  @Test
  void shouldKeepMadeUpNamesTogether() {
    // when
    for (int each = 0; each < 500; each++) {
      run("Forged" + each, OperationMeters.OFTEN);
      run("x".repeat(100) + each, OperationMeters.OFTEN);
    }

    // then
    Collection<Timer> timers = meters.find(ObserveMetric.OPERATIONS.id()).timers();
    assertThat(timers.stream().map(timer -> Tag.of("o", timer.getId().getTag("operation") + "")))
        .hasSizeLessThanOrEqualTo(OperationMeters.NAMES + 2);
    assertThat(timers.stream().mapToLong(Timer::count).sum())
        .isEqualTo(1_000L * OperationMeters.OFTEN);
  }

  @Test
  void shouldTellErrorsAndNamelessOnesApart() {
    // when
    operations.ended(operation(null), 1_000, true);

    // then
    assertThat(
            meters
                .get(ObserveMetric.OPERATIONS.id())
                .tags("operation", OperationMeters.ANONYMOUS, "result", "error")
                .timer()
                .count())
        .isEqualTo(1);
  }

  private void run(String name, int times) {
    for (int each = 0; each < times; each++) {
      operations.ended(operation(name), 1_000, false);
    }
  }

  private Timer timer(String operation) {
    return meters.get(ObserveMetric.OPERATIONS.id()).tag("operation", operation).timer();
  }

  private static OperationDefinition operation(@Nullable String name) {
    return OperationDefinition.newOperationDefinition()
        .name(name)
        .operation(OperationDefinition.Operation.QUERY)
        .build();
  }
}
